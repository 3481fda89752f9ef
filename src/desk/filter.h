/* What a filter lets through (include/cotexto/filter.h). */
#ifndef DESK_FILTER_H
#define DESK_FILTER_H

#include <cotexto/filter.h>
#include <cotexto/memory.h>

#include "text/unit.h"

/* Whether the filter's dates are dates, and one of the memories has its document. */
bool filter_check(const cotexto_filter *filter, cotexto_memory *const *memories, size_t count,
                  cotexto_error *error);

/* Whether a unit passes. The document is looked at only by its name. */
bool filter_passes(const cotexto_filter *filter, const struct unit *unit);

/* The number of the document of that name; 0 when the name is NULL or the memory has none. */
bool filter_document(cotexto_memory *memory, const char *name, int64_t *id, cotexto_error *error);

/* The date of a unit, ISO 8601; empty when not known. */
cotexto_text unit_date(const struct unit *unit);

#endif
