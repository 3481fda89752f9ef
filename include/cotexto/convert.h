/* Conversion of exchange files into each other, without a memory. */
#ifndef COTEXTO_CONVERT_H
#define COTEXTO_CONVERT_H

#include <cotexto/common.h>
#include <cotexto/import.h>

COTEXTO_BEGIN

typedef struct cotexto_convert_options {
    const char *from;             /* name of the format to read; NULL: by content, then by suffix */
    const char *to;               /* name of the format to write; NULL: by suffix */
    const char *const *languages; /* canonical tags: columns of a table, source and target of XLIFF
                                     and PO; NULL: those of the file */
    size_t language_count;
    const char *columns;             /* as of cotexto_import_options */
    bool fuzzy;                      /* PO: also translations that are marked as fuzzy */
    bool repair;                     /* read broken XML, and count what was repaired */
    const char *const *language_map; /* as of cotexto_import_options */
    size_t language_map_count;       /* number of pairs */
    cotexto_progress progress;       /* COTEXTO_WORK_BYTES where the file's length is known, else
                                        COTEXTO_WORK_UNITS */
} cotexto_convert_options;

typedef struct cotexto_convert_counts {
    uint64_t units;   /* read */
    uint64_t written; /* of them */
    uint64_t skipped; /* not translated, or not into the languages asked for */
    cotexto_repair repairs[COTEXTO_REPAIR_COUNT]; /* what was repaired, by its kind */
} cotexto_convert_counts;

/* Reads units one by one and writes them; memory does not grow with the file, but PO remembers
 * 16 bytes an entry. `out` appears whole or not at all; "-" is standard
 * input or output. A file without translations is the error "no-units", COTEXTO_NOTHING; languages
 * that must be named, "languages", COTEXTO_USAGE. counts are right in any case. */
COTEXTO_API bool cotexto_convert(const char *in, const char *out,
                                 const cotexto_convert_options *options,
                                 cotexto_convert_counts *counts, cotexto_error *error);

COTEXTO_END

#endif
