/* Export: units of a memory into an exchange file. */
#ifndef COTEXTO_EXPORT_H
#define COTEXTO_EXPORT_H

#include <cotexto/common.h>
#include <cotexto/filter.h>
#include <cotexto/memory.h>

COTEXTO_BEGIN

typedef struct cotexto_export_options {
    const char *format; /* name of a format; NULL: by the suffix of the path, else "tmx" */
    const char *const *languages; /* only these, in this order; NULL: all. Units with fewer than two
                                     are left out */
    size_t language_count;
    cotexto_filter filter;     /* only units that it lets through; "no-such-document" (NOTHING) when
                                  there is no such document */
    cotexto_progress progress; /* COTEXTO_WORK_UNITS */
} cotexto_export_options;

/* Writes units to a file, which appears whole or not at all, or to standard output for "-". *units:
 * how many. Same memory, same bytes. */
COTEXTO_API bool cotexto_export(cotexto_memory *memory, const char *path,
                                const cotexto_export_options *options, uint64_t *units,
                                cotexto_error *error);

COTEXTO_END

#endif
