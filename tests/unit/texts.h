/* Texts for tests and bench: random ones, and neighbours of a text that come about by an edit. The
 * same in every run and on every machine. */
#ifndef TESTS_UNIT_TEXTS_H
#define TESTS_UNIT_TEXTS_H

#include <stddef.h>
#include <stdint.h>

#include "base/string.h"

/* Knuth's MMIX generator. A seed is any number. */
struct dice {
    uint64_t state;
};
/* 0..below - 1; 0 for below 0. */
size_t dice_roll(struct dice *dice, size_t below);

/* Appends a text of at most `words` words: of one script mostly, with numbers, marks and what
 * breaks programs. Not in NFC. Tags (U+FFFC) are among the marks. */
void texts_random(struct dice *dice, size_t words, struct string *out);

/* Appends a plain sentence of `words` words that a small memory has many neighbours of. */
void texts_plain(struct dice *dice, size_t words, struct string *out);

enum edit_kinds {
    EDITS_OF_WRITERS = 6, /* a word replaced, inserted, deleted; number, case, punctuation */
    EDITS_OF_ALL_KINDS = 10,
};
/* Appends a text that differs in one place from `text`, which must not be part of out; new words
 * are taken from `other`. Both in UTF-8. */
void texts_edit(struct dice *dice, enum edit_kinds kinds, cotexto_text text, cotexto_text other,
                struct string *out);

#endif
