/* Numbers in digits: read with the conventions of one language, written with those of another. */
#ifndef MATCH_NUMBER_H
#define MATCH_NUMBER_H

#include "base/string.h"
#include "match/conventions.h"

enum { NUMBER_DIGITS = 40 }; /* one with more is no number but a code */

struct number {
    char digits[NUMBER_DIGITS]; /* '0'..'9', whole part and fraction as they are written */
    size_t whole, fraction;     /* how many of each; whole is 1 at least */
    UChar32 zero;               /* the script's zero */
    UChar32 decimal, group;     /* marks that it is written with; 0: none */
};

/* Reads "1.234,5" or "1,234.5": where the marks leave a doubt (1.234), the language decides. false:
 * it is no number, or grouped as no language does (1.23.4). */
bool number_read(cotexto_text raw, const struct conventions *conventions, struct number *out);

/* Appends the value as "1234.5": no marks, no zeros in front or at the end. */
void number_append_value(const struct number *number, struct string *out);

/* Appends `number` as the text that holds `like` would write it: its digits, its marks; where
 * `like` shows none, those of the language. */
void number_append(const struct number *number, const struct number *like,
                   const struct conventions *conventions, struct string *out);

/* Appends a digit of the script whose zero is given. */
void number_append_digit(char digit, UChar32 zero, struct string *out);

/* The value of a Roman number in capitals, as it is written today; 0: it is none. */
unsigned roman_value(cotexto_text raw);
/* Appends a number below 4000 in Roman capitals. */
void roman_append(unsigned number, struct string *out);

#endif
