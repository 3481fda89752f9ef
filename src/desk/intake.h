/* Intake: a file or bytes of running text to sentences with their paragraphs. */
#ifndef DESK_INTAKE_H
#define DESK_INTAKE_H

#include <stdbool.h>

#include <cotexto/tools.h>

#include "align/align.h"
#include "base/arena.h"
#include "desk/rules.h"
#include "segment/segment.h"
#include "text/decode.h"

/* Longest running text in bytes: a document is held whole. */
#define INTAKE_LIMIT ((size_t)1 << 30)

struct intake {
    struct decoded decoded;
    uint64_t content;            /* hash of the bytes */
    char lang[COTEXTO_TAG_SIZE]; /* as given, or guessed; "und" when there was no ground for a guess
                                  */
    bool lang_guessed;
    double lang_confidence; /* of the guess; 1 when given */
    cotexto_sentence *sentences;
    size_t count, paragraphs;
    const char *profile; /* of the segmenter that cut it */
};

/* Reads a file ("-": standard input) in the language `lang` (canonical; NULL: guessed), cut by
 * `rules` (NULL: our own). All results live in `arena`. Errors carry the file. An empty file is
 * no error here. */
bool intake_file(const char *path, const cotexto_decoding *decoding, const char *lang,
                 const struct rules *rules, struct arena *arena, struct intake *out,
                 cotexto_error *error);
/* The same for bytes. segmenter may be NULL: one is made for the language. path says by its suffix
 * what the bytes are; NULL: not known. */
bool intake_bytes(cotexto_text bytes, const cotexto_decoding *decoding, const char *lang,
                  struct segmenter *segmenter, const char *path, struct arena *arena,
                  struct intake *out, cotexto_error *error);
/* One sentence a line. With `paragraphs` an empty line is a paragraph break, else an empty
 * sentence. */
bool intake_lines(const char *path, const cotexto_decoding *decoding, const char *lang,
                  bool paragraphs, struct arena *arena, struct intake *out, cotexto_error *error);

/* The sentences as the aligner takes them; NULL and an error when out of memory. */
struct align_sentence *intake_for_align(const struct intake *intake, struct arena *arena,
                                        cotexto_error *error);

/* The text of `count` sentences from `from` on as one segment of `lang`: a blank between them where
 * the script has blanks. */
bool intake_join(const struct intake *intake, size_t from, size_t count, struct arena *arena,
                 cotexto_text *out, cotexto_error *error);

#endif
