/* Placeables: the parts of a text that go into a translation as they are, or by rule: numbers,
 * dates, times, currencies, addresses, codes. Each is recognised with a value that is the same in
 * every language, so that the same part is found in the translation. A date is taken apart into
 * day, month and year: what languages do differently is their order and what stands between. */
#ifndef MATCH_PLACEABLE_H
#define MATCH_PLACEABLE_H

#include "match/conventions.h"

enum placeable_kind {
    PLACEABLE_NUMBER,
    PLACEABLE_ORDINAL, /* 3rd, 3º, 3e */
    PLACEABLE_ROMAN,
    PLACEABLE_DAY,     /* of a month */
    PLACEABLE_MONTH,   /* in words or digits */
    PLACEABLE_YEAR,    /* of a date: elsewhere it is a number */
    PLACEABLE_WEEKDAY, /* in words */
    PLACEABLE_TIME,    /* of the day */
    PLACEABLE_CURRENCY,
    PLACEABLE_CODE, /* address, placeholder, B2, 4.2.1, 007: copied as it is */
};

struct placeable {
    enum placeable_kind kind;
    cotexto_text value; /* numbers "1234.5", months "2", weekdays "1" (Sunday), times "16:35",
                           currencies "EUR"; else as it is written */
    size_t start, end;  /* bytes */
    size_t first, last; /* tokens of the whole, last exclusive: the parts of one date share them */
    const struct name *name; /* of a month or weekday in words; NULL: in digits, or inflected */
    bool fixed;              /* in a form that can't be given to another value */
};

struct placeables {
    struct placeable *items; /* in the order of the text; those of one date are neighbours */
    size_t count;
};

/* A text, its tokens, and how its language writes. */
struct match_text {
    cotexto_text text;
    const struct tokens *tokens;
    const struct conventions *conventions;
};

/* Recognises the placeables of a text; dates of digits are read in this order. All is in `arena`.
 */
bool placeables_find(const struct match_text *text, enum date_order order, struct arena *arena,
                     struct placeables *out, cotexto_error *error);

/* Whether it says a number: not a month in words, not the word "I". tokens: of its text. */
bool placeable_is_number(const struct placeable *placeable, const struct tokens *tokens);

/* A time of day as it is written: "16:35", "16h35", "4:35 p.m.". */
struct time_form {
    unsigned hour, minute; /* hour: 0..24, as on a clock of 24 hours */
    size_t hour_width;     /* digits */
    UChar32 zero;
    UChar32 separator; /* between hour and minute; 0: no minute */
    size_t minute_end; /* byte behind the minute, or behind the hour without one */
    size_t half;       /* byte of the "a" or "p" of a.m. and p.m.; 0: none */
    size_t end;        /* byte behind it all, without a last dot */
};
/* Reads the time at the begin of a text; false: there is none. A dot between hour and minute is
 * taken for that; halves of the day are read in English and Spanish only ("am" is a German word).
 */
bool time_read(cotexto_text text, const char *lang, struct time_form *out);

/* Whether a number with this suffix is an ordinal of the language; the suffix is folded. */
bool ordinal_suffix(cotexto_text suffix, const char *lang);

#endif
