/* The context of a hit: what stands before and behind it in its document. */
#ifndef DESK_CONTEXT_H
#define DESK_CONTEXT_H

#include <cotexto/lookup.h>

#include "memory/store.h"

/* The query's surroundings, NFC and without white space at both ends; empty: not known. */
struct context {
    cotexto_text before, after, id;
};

/* Takes over the surroundings of a query; texts in `arena`. */
bool context_of_query(const cotexto_query *query, struct arena *arena, struct context *out,
                      cotexto_error *error);

/* Fills the hit's neighbours; texts in `arena`. */
bool context_neighbours(cotexto_memory *memory, const struct memory_unit *unit, struct arena *arena,
                        cotexto_hit *hit, cotexto_error *error);

/* Rule 6 (doc/matching.md): compares the surroundings of query and hit, whose neighbours are
 * known. */
void context_compare(const struct context *query, const struct unit *unit, cotexto_hit *hit);

#endif
