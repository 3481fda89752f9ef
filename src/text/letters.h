/* How likely a character beyond ASCII is between its neighbours in Western text. The figures are
 * counted from texts (data/letters/make.py). */
#ifndef TEXT_LETTERS_H
#define TEXT_LETTERS_H

#include <stddef.h>

#include <unicode/umachine.h>

/* One line of data/letters/letters.txt: -ln of the character's share, then of each class of
 * neighbours before it, then behind it; in steps of 0.4 from ']' on. By code point. */
struct letter {
    UChar32 letter;
    const char *costs;
};
extern const struct letter letters[];
extern const size_t letter_count;

/* -ln of the probability of `c` between `before` and `after`, as far as neighbours are independent
 * (naive Bayes). A character that no Western encoding holds costs most. */
double letter_cost(UChar32 before, UChar32 c, UChar32 after);

#endif
