/* Words that are numbers or months: "eleven", "ноября", "九". They are known of every language that
 * ICU spells them in, and so say something also of two languages without a common script. */
#ifndef ALIGN_NUMERALS_H
#define ALIGN_NUMERALS_H

#include "align/words.h"

/* The names of numbers and months of one language, folded. */
struct numerals {
    struct table names;
    uint16_t *values; /* of each name; for a month 1..12 and MONTH */
};

enum { NUMERAL_MONTH = 1 << 14 };

/* true for two languages (BCP 47) in different scripts. In one script enough other words look
 * alike, and the numerals change next to nothing (bench/align). */
bool numerals_help(const char *source, const char *target);

/* Those of a language (BCP 47), as far as one word; the smallest number is two, for "one" is often
 * an article. In `arena`, but for what numerals_free() ends. Errors: out of memory. A language
 * unknown to ICU, as "und", has none. */
bool numerals_open(const char *lang, struct arena *arena, struct numerals *out,
                   cotexto_error *error);
/* Those of the two languages of a pair, where they help; else none. Each is ended by
 * numerals_free(), also on failure. */
bool numerals_of_pair(const char *source, const char *target, struct arena *arena,
                      struct numerals out[2], cotexto_error *error);
void numerals_free(struct numerals *numerals);

/* The value of a word: 0 for none. numerals NULL: only digits have one. */
uint16_t numeral_value(const struct numerals *numerals, cotexto_text fold, enum word_kind kind);

/* How much two values say for each other, 0..1. */
double numeral_likeness(uint16_t a, uint16_t b);

#endif
