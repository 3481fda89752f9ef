/* Gathering: the files that a user means by naming files and folders. */
#ifndef DESK_GATHER_H
#define DESK_GATHER_H

#include <stdbool.h>
#include <stddef.h>

#include <cotexto/error.h>

#include "base/arena.h"

struct gathered_file {
    const char *path;
    bool exchange; /* of an exchange format; else a running text */
};

struct unreadable {
    const char *folder;
    int number; /* errno */
};

struct gather_options {
    const char *format;              /* all files are of this exchange format; NULL: recognised */
    bool any_table;                  /* how tables are to be read is known: each one counts */
    const char *const *language_map; /* as of exchange_read_options */
    size_t language_map_count;
};

struct gathered {
    struct gathered_file *files; /* in the order given, folders sorted */
    size_t count;
    struct unreadable *unreadable; /* folders that could not be gone through */
    size_t unreadable_count;
    const char **passed; /* tables passed over, in UTF-8 */
    size_t passed_count;
    bool folders; /* one at least was named */
};

/* What is named must be there, whatever it is; "-" is standard input. Of a folder and those in it
 * the files count whose names are those of texts or exchange files; hidden ones do not, and tables
 * that name no languages are passed over: they may list anything. All results live in `arena`. */
bool gather_files(const char *const *paths, size_t path_count, const struct gather_options *how,
                  struct arena *arena, struct gathered *out, cotexto_error *error);

#endif
