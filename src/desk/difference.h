/* What lies between a query and a hit: edit script, flags, adapted translation. */
#ifndef DESK_DIFFERENCE_H
#define DESK_DIFFERENCE_H

#include <cotexto/lookup.h>

#include "match/conventions.h"
#include "text/unit.h"

/* What every difference of a lookup needs. Begins as {from, tokenizer, target_tokenizer}; ended by
 * differences_free(). */
struct differences {
    const char *from;                               /* as it was asked for */
    struct tokenizer *tokenizer, *target_tokenizer; /* borrowed */
    struct conventions **known;                     /* of the languages met so far */
    size_t count, capacity;
};

/* Fills the hit's edits, flags and adapted target, all in `arena`. query: the text of the tokens.
 */
bool difference_find(struct differences *differences, cotexto_text query,
                     const struct tokens *tokens, const struct variant *source,
                     const struct variant *target, struct arena *arena, cotexto_hit *hit,
                     cotexto_error *error);
/* The steps from the tokens of a stored source to those of a query, in `arena`. */
bool difference_edits(const struct tokens *query, const struct tokens *source, struct arena *arena,
                      const cotexto_edit **out, size_t *out_count, cotexto_error *error);
void differences_free(struct differences *differences);

#endif
