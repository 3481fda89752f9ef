/* What tokens must know of a character, looked up in ICU once and then in a table. */
#ifndef TEXT_KINDS_H
#define TEXT_KINDS_H

#include <stdbool.h>
#include <stdint.h>

#include <unicode/umachine.h>

enum { TAG_CHARACTER = 0xFFFC }; /* stands where an inline tag is (text/unit.h) */

/* The word break classes (UAX #29) that a plain text has; the rest is left to ICU. */
enum break_class {
    BREAK_UNKNOWN, /* not looked up yet */
    BREAK_BY_ICU,  /* marks, joiners, scripts with dictionaries, ...: see kind_look_up() */
    BREAK_ALWAYS,  /* breaks before and behind it */
    BREAK_LETTER,
    BREAK_DIGIT,
    BREAK_JOINER,     /* ExtendNumLet: joins letters, digits and its like */
    BREAK_MID_LETTER, /* joins two letters */
    BREAK_MID_NUMBER, /* joins two digits */
    BREAK_MID_BOTH,
    BREAK_CLASS = 0xF, /* these bits of a kind */
};

/* The other bits of a kind. */
enum {
    KIND_IS_SPACE = 0x10,
    KIND_IS_DIGIT = 0x20,  /* a decimal digit of any script */
    KIND_IS_LETTER = 0x40, /* general category L */
    KIND_IS_ALONE = 0x80,  /* a letter or letter number of a script without spaces */
    KIND_IS_MARK = 0x100,  /* belongs to the character before it */
};

enum { KINDS_KEPT = 0x3000 }; /* of the characters below this one */

/* Made by `struct kinds kinds = {0}`; about 24 KB. */
struct kinds {
    uint16_t known[KINDS_KEPT];
};

/* A break_class and KIND_ bits. Its class is BREAK_BY_ICU unless ICU's word iterator breaks texts
 * of such characters by the rules WB5 to WB13b of UAX #29 alone. */
unsigned kind_look_up(struct kinds *kinds, UChar32 c);

static inline unsigned kind_of(struct kinds *kinds, UChar32 c)
{
    if (c < KINDS_KEPT && kinds->known[c] != BREAK_UNKNOWN)
        return kinds->known[c];
    return kind_look_up(kinds, c);
}

static inline enum break_class kind_break(unsigned kind)
{
    return (enum break_class)(kind & BREAK_CLASS);
}

#endif
