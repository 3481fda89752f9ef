/* The match percent a second time, straight from rules 1 to 5 of doc/matching.md and as plainly as
 * can be: to prove the first one. It shares no code with src/match and src/text/tokens.c, only the
 * libraries below both (ICU, libstemmer, jansson). Every failure of these ends the program. */
#ifndef TESTS_UNIT_SLOW_PERCENT_H
#define TESTS_UNIT_SLOW_PERCENT_H

#include <stdint.h>

#include <cotexto/common.h>

struct slow;
/* stemming: of the Snowball stemmer for this language, NULL for none. */
struct slow *slow_new(const char *stemming);
void slow_free(struct slow *slow);

/* A text in NFC and its tags as in text/unit.h, cut into tokens. */
struct slow_text;
struct slow_text *slow_text_new(struct slow *slow, cotexto_text text, cotexto_text tags);
void slow_text_free(struct slow_text *text);

/* 0..100. */
int slow_percent(const struct slow_text *a, const struct slow_text *b);

/* The matching fold of one character: UTF-16 of at most 64 units into out; how many. For the table
 * of all characters. */
int32_t slow_fold_character(int32_t character, uint16_t *out);

#endif
