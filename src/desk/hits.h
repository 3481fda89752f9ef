/* What a memory already knows of two texts: sentences whose translation it has, word for word or
 * nearly. */
#ifndef DESK_HITS_H
#define DESK_HITS_H

#include "align/align.h"
#include "memory/store.h"

/* Pins at the begin and the end of every sentence that stands once in the source, and whose stored
 * translation stands once in the target; of those that cross, the longest chain. Between these, the
 * same of sentences that are nearly a stored one, and whose stored translation is nearly one of the
 * target, when no other sentence comes near either. Only units count that a person has confirmed,
 * that no machine has aligned, or surely. *pins are in `arena`. */
bool hits_find(cotexto_memory *memory, const struct align_side sides[2], struct arena *arena,
               const struct align_pin **pins, size_t *count, cotexto_error *error);

#endif
