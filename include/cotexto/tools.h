/* The steps of import, each alone: what a text is, its sentences, the alignment of two texts. */
#ifndef COTEXTO_TOOLS_H
#define COTEXTO_TOOLS_H

#include <cotexto/alignment.h>
#include <cotexto/common.h>
#include <cotexto/intake.h>
#include <cotexto/memory.h>

COTEXTO_BEGIN

typedef struct cotexto_detected {
    char encoding[64];
    double encoding_confidence;      /* 0..1 */
    char language[COTEXTO_TAG_SIZE]; /* "und" when there is no ground for a guess */
    double language_confidence;      /* 0..1 */
    size_t paragraphs, sentences;
    bool mojibake;   /* looks as if UTF-8 was once read as windows-1252 */
    size_t repaired; /* characters of it that were repaired */
} cotexto_detected;

/* What a file holds. path "-" is standard input. */
COTEXTO_API bool cotexto_detect(const char *path, const cotexto_decoding *decoding,
                                cotexto_detected *out, cotexto_error *error);

typedef struct cotexto_sentence {
    cotexto_text text;  /* NFC, one line */
    uint32_t paragraph; /* from 1 */
} cotexto_sentence;

/* Cuts texts of one language into sentences. rules are needed during this call only; NULL: our own.
 */
typedef struct cotexto_segmenter cotexto_segmenter;
COTEXTO_API cotexto_segmenter *cotexto_segmenter_new(const char *lang, const cotexto_rules *rules,
                                                     cotexto_error *error);
COTEXTO_API void cotexto_segmenter_free(cotexto_segmenter *segmenter);
/* The sentences of one text given as bytes in any encoding. They live until the next call. */
COTEXTO_API bool cotexto_segmenter_run(cotexto_segmenter *segmenter, cotexto_text bytes,
                                       const cotexto_decoding *decoding,
                                       const cotexto_sentence **sentences, size_t *count,
                                       cotexto_error *error);
/* The same for a file; "-" is standard input. */
COTEXTO_API bool cotexto_segmenter_file(cotexto_segmenter *segmenter, const char *path,
                                        const cotexto_decoding *decoding,
                                        const cotexto_sentence **sentences, size_t *count,
                                        cotexto_error *error);

typedef struct cotexto_align_options {
    const char *source_lang, *target_lang; /* canonical tags */
    bool presegmented;   /* one sentence a line; an empty line is an empty sentence */
    bool paragraphs;     /* with presegmented: an empty line is a paragraph break and no sentence */
    const char *lexicon; /* path of a dictionary: source TAB target a line; NULL: none */
    const char *anchors; /* path of a file: source TAB target sentence from 0 that begin together */
    const char *picture; /* path of a picture of the beads, SVG; "-": standard output; NULL: none */
    cotexto_memory *memory; /* its word translations and exact hits help; NULL: none */
    cotexto_decoding decoding;
    cotexto_rules rules;       /* without presegmented */
    cotexto_progress progress; /* COTEXTO_WORK_SENTENCES */
    /* Called with what there is to say of the alignment, before anything is written; may be NULL.
     * What it points to lives during the call. */
    void (*aligned)(void *context, const cotexto_alignment *alignment);
    void *context;
} cotexto_align_options;

typedef struct cotexto_aligned {
    size_t beads;
    size_t sentences[2]; /* of each side, without empty ones: 0 when a file holds no text */
} cotexto_aligned;

/* Aligns two files and writes the beads in `format` ("ladder", "tsv", "jsonl" or "tmx") to path
 * ("-": standard output), and before them the picture, if one is wanted. A side without text is no
 * error: the sentences of the other one then stand alone. Forms: doc/alignment.md. */
COTEXTO_API bool cotexto_align(const char *source, const char *target,
                               const cotexto_align_options *options, const char *format,
                               const char *path, cotexto_aligned *aligned, cotexto_error *error);

COTEXTO_END

#endif
