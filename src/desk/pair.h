/* Pairing: which files are two languages' versions of one document, by their names. */
#ifndef DESK_PAIR_H
#define DESK_PAIR_H

#include <stdbool.h>
#include <stddef.h>

#include <cotexto/common.h>

#include "base/arena.h"
#include "desk/gather.h"

/* A file and what its path says: "es/nota.v2.txt" and "nota.es.v2.txt" are both document "nota",
 * key "nota.v2", es. */
struct named_file {
    const char *path;
    const char *shown; /* the path as text: what is no UTF-8 in it is U+FFFD */
    const char *stem;  /* the document's name: what stands before the language, or the name without
                          its suffix */
    const char *key;   /* the name without language and suffix, with its folder: equal for the two
                          sides of a document */
    char lang[COTEXTO_TAG_SIZE]; /* "" when the path says none */
};

struct pair {
    const struct named_file *files[2];
    const char *name; /* of the document, unique among the pairs */
};

struct pairing {
    struct named_file *files; /* running texts, in the order given, folders sorted */
    size_t file_count;
    struct pair *pairs;
    size_t pair_count;
    const struct named_file **unpaired;
    size_t unpaired_count;
    struct unreadable *unreadable; /* folders that could not be gone through */
    size_t unreadable_count;
    const char **passed; /* tables passed over, in UTF-8 */
    size_t passed_count;
    const char **exchange; /* files of an exchange format */
    size_t exchange_count;
};

/* Fills stem, key and lang of one path. */
bool pair_read_name(const char *path, struct arena *arena, struct named_file *out,
                    cotexto_error *error);

/* Gathers files and folders, and pairs the running texts. languages, when given, say which
 * languages and which side each is. */
bool pair_files(const char *const *paths, size_t path_count, const char *const *languages,
                size_t language_count, const struct gather_options *how, struct arena *arena,
                struct pairing *out, cotexto_error *error);

#endif
