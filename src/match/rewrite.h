/* Writing a placeable in the place of another, as the text around it writes. */
#ifndef MATCH_REWRITE_H
#define MATCH_REWRITE_H

#include "base/string.h"
#include "match/adapt.h"

struct rewrite {
    const struct placeable *place; /* in the target: goes away */
    const struct placeable *old;   /* in the stored source: what it translates */
    const struct placeable *new;   /* in the query: what comes */
    const struct placeables *date; /* the target's, for the parts that stand beside it in a date */
    cotexto_text new_raw;          /* as the query writes it */
    const struct match_text *query, *source, *target;
};

/* Appends `new` in the writing of `place`. false: it is not certain how it is written there. */
bool rewrite(const struct rewrite *change, struct string *out);

#endif
