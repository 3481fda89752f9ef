/* One walk over a text for placeables: what the recognisers share. Each looks at the token `at`,
 * adds what begins there, and gives how many tokens it took; 0: nothing begins there. */
#ifndef MATCH_SCAN_H
#define MATCH_SCAN_H

#include "match/placeable.h"

struct scan {
    cotexto_text text;
    const struct tokens *tokens;
    const struct conventions *conventions;
    enum date_order order;
    struct arena *arena;
    struct placeable *items;
    size_t count, room;
    bool failed; /* out of memory */
};

/* Digits in a row, of one script. */
struct digits {
    size_t start, end; /* bytes */
    size_t width;      /* digits */
    unsigned value;
    UChar32 zero;
};
/* Reads the digits at a byte; false: there are none, or more than nine. */
bool digits_read(cotexto_text text, size_t at, struct digits *out);

/* The token at `at`, or an empty one of punctuation behind the end. */
const struct token *scan_token(const struct scan *scan, size_t at);
/* How many tokens from `at` on end at this byte; 0: it is inside one. */
size_t scan_tokens_to(const struct scan *scan, size_t at, size_t end);
/* Adds a placeable, copying its value, which covers `taken` tokens from `at` on; gives taken. */
size_t scan_add(struct scan *scan, struct placeable placeable, size_t at, size_t taken);
/* The same with a number as the value. */
size_t scan_add_number(struct scan *scan, struct placeable placeable, unsigned number, size_t at,
                       size_t taken);

size_t scan_digit_date(struct scan *scan, size_t at);     /* 07/02/2020, 2020-02-07 */
size_t scan_character_date(struct scan *scan, size_t at); /* 2020年2月7日 */
size_t scan_word_date(struct scan *scan, size_t at);      /* 7 de febrero de 2020; febrero */
size_t scan_weekday(struct scan *scan, size_t at);
size_t scan_time(struct scan *scan, size_t at);
/* "7 y 9 de octubre": the numbers that are days because a day follows become days. */
void scan_days_of_lists(struct scan *scan);

#endif
