/* Fragments: when no segment is like the query as a whole, the longest parts of it that the
 * memories hold. */
#ifndef DESK_FRAGMENT_H
#define DESK_FRAGMENT_H

#include <cotexto/lookup.h>

#include "desk/links.h"
#include "text/tokens.h"

/* The longest runs of the query's tokens (two long words, one with two short ones, or five short
 * ones, at least) that stand in a stored segment with a translation that passes the filter, longest
 * first, not overlapping in the query; each with what translates it. All in `arena`. */
bool find_fragments(cotexto_memory *const *memories, size_t memory_count,
                    const struct tokens *query, const char *from, const char *to,
                    struct tokenizer *tokenizer, const cotexto_filter *filter,
                    struct linking *linking, struct arena *arena,
                    const cotexto_fragment **fragments, size_t *count, cotexto_error *error);

#endif
