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
    const char *profile;   /* of TMX, for a tool: "trados", "memoq", "omegat", "weblate" or "plain"
                              (doc/formats.md); NULL: all that the memory has. The first of
                              `languages`   is the source; errors, COTEXTO_USAGE: "unknown-profile",
                              "profile-languages" when the profile needs some, "profile-format" */
    cotexto_filter filter; /* only units that it lets through; "no-such-document" (NOTHING) when
                              there is no such document */
    cotexto_progress progress; /* COTEXTO_WORK_UNITS */
} cotexto_export_options;

/* Writes units to a file, which appears whole or not at all, or to standard output for "-". *units:
 * how many. Same memory, same bytes. */
COTEXTO_API bool cotexto_export(cotexto_memory *memory, const char *path,
                                const cotexto_export_options *options, uint64_t *units,
                                cotexto_error *error);

/* Writes TMX files for an OmegaT project into `folder`, which must be there: tm/auto/cotexto.tmx
 * with units of which lookup takes off nothing, and tm/penalty-005, -010 and -025 with those of
 * which it takes off at most so many percent. All four are written anew, each whole; none appears
 * before all are complete. options->format is not looked at; profile NULL is "omegat". */
COTEXTO_API bool cotexto_export_omegat(cotexto_memory *memory, const char *folder,
                                       const cotexto_export_options *options, uint64_t *units,
                                       cotexto_error *error);

COTEXTO_END

#endif
