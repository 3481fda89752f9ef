/* Which sentence of a text is nearly a given one: by words that few sentences have, then by the
 * match percent. */
#ifndef DESK_NEARBY_H
#define DESK_NEARBY_H

#include "align/align.h"
#include "base/table.h"
#include "text/tokens.h"

/* Two sentences from NEAR_PERCENT on are nearly the same; those from APART_PERCENT on might be
 * taken for each other. */
enum { NEAR_PERCENT = 90, APART_PERCENT = 75 };

struct nearby {
    const struct align_side *side;
    struct tokenizer *tokenizer; /* borrowed */
    struct table words;          /* number of each word in `postings` */
    struct nearby_posting *postings;
    size_t room;
    struct arena arena, scratch;
};

/* Begins as {0}; ended by nearby_free() also after an error. The side and the tokenizer of its
 * language must live as long. */
bool nearby_make(struct nearby *nearby, const struct align_side *side, struct tokenizer *tokenizer,
                 cotexto_error *error);
void nearby_free(struct nearby *nearby);

/* *place: the one sentence that is nearly this text (tags as in text/unit.h); TABLE_NONE: there is
 * none, or others come near it too. */
bool nearby_find(struct nearby *nearby, cotexto_text text, cotexto_text tags, uint32_t *place,
                 cotexto_error *error);

#endif
