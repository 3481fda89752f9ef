/* Differences that a percent hides. */
#ifndef MATCH_FLAGS_H
#define MATCH_FLAGS_H

#include "match/placeable.h"

enum {
    MATCH_FLAG_NUMBER = 1,     /* numbers differ in value, not in the way they are written */
    MATCH_FLAG_NEGATION = 2,   /* one of the two denies more often */
    MATCH_FLAG_FORMATTING = 4, /* only white space, quotes or invisible characters differ */
};

/* The flags of two texts of one language. */
bool match_flags(const struct match_text *a, const struct match_text *b, struct arena *scratch,
                 unsigned *flags, cotexto_error *error);

#endif
