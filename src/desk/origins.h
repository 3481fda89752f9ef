/* The same translation in other memories. */
#ifndef DESK_ORIGINS_H
#define DESK_ORIGINS_H

#include <cotexto/lookup.h>

#include "base/arena.h"

/* Fills the hit's other origins: the units of all memories but its own that pass the filter and
 * have its source and its target, to the letter. In `arena`. */
bool origins_find(cotexto_memory *const *memories, size_t memory_count,
                  const cotexto_filter *filter, struct arena *arena, cotexto_hit *hit,
                  cotexto_error *error);

#endif
