/* The terms of memories' glossaries in texts of two languages: for lookup, and for check. */
#ifndef DESK_TERMBASE_H
#define DESK_TERMBASE_H

#include <cotexto/terms.h>

#include "memory/store.h"

/* Terms of the one language with those of the other. Belongs to one thread. */
struct termbase;

/* Reads the glossaries of all memories; `from` and `to` mean their regional variants, too. The
 * tokenizers, of these languages, must live as long. NULL and an error on failure. */
struct termbase *termbase_new(cotexto_memory *const *memories, size_t count, const char *from,
                              const char *to, struct tokenizer *source, struct tokenizer *target,
                              cotexto_error *error);
void termbase_free(struct termbase *base); /* NULL is allowed */

/* How many terms it has. */
size_t termbase_size(const struct termbase *base);
/* Calls `each` for all of them, with the translations that may be used, best first, until it
 * returns false; a term without one is left out. */
bool termbase_each(const struct termbase *base,
                   bool (*each)(void *context, cotexto_text term,
                                const cotexto_glossary_term *targets, size_t count),
                   void *context);

/* The terms of a text, in their order: of two of which one is within the other, the longer. The
 * array is in `arena`, what it points to in the termbase. */
bool termbase_find(const struct termbase *base, const struct tokens *text, struct arena *arena,
                   const cotexto_found_term **terms, size_t *count, cotexto_error *error);

/* Whether a translation of `source` disregards one of its terms, among those of `wanted`, a text
 * that is looked up: it has none of the translations that may be used, or one that may not. */
bool termbase_disregards(const struct termbase *base, const struct tokens *wanted,
                         const struct tokens *source, const struct tokens *target,
                         struct arena *arena, bool *disregards, cotexto_error *error);

#endif
