/* The translation unit as it travels between exchange formats, memory and desk: one meaning, two or
 * more languages. Everything in it is borrowed from whoever gave the unit (a reader lends it until
 * its next call).
 *
 * Inline tags: a segment's text holds U+FFFC (OBJECT REPLACEMENT CHARACTER) where an inline element
 * stands; `tags` is a JSON array with one string for each U+FFFC, in order: the element's own XML
 * ("<ph x=\"1\">&lt;br/&gt;</ph>"), the start or end tag alone for an element around text ("<hi>",
 * "</hi>"), or "" for a U+FFFC of the original text itself. */
#ifndef TEXT_UNIT_H
#define TEXT_UNIT_H

#include <stdbool.h>
#include <stdint.h>

#include <cotexto/common.h>

#include "base/arena.h"

enum property_kind {
    PROPERTY_PROP,      /* TMX <prop type="name">value</prop> */
    PROPERTY_NOTE,      /* TMX <note>value</note>; name is empty */
    PROPERTY_ATTRIBUTE, /* an attribute of <tu> or <tuv> that no field below holds */
};

struct property {
    enum property_kind kind;
    cotexto_text name, value, lang; /* lang: empty when the element had none */
};

struct variant {       /* TMX <tuv> */
    const char *lang;  /* canonical BCP 47 */
    cotexto_text text; /* NFC, with U+FFFC for inline tags */
    cotexto_text tags; /* JSON array; empty when there are none */
    const struct property *properties;
    size_t property_count;
};

struct unit { /* TMX <tu> */
    /* where it comes from */
    cotexto_text document;         /* a name; empty: none given */
    cotexto_text title, date, url; /* of the document; date is ISO 8601 */
    uint32_t position;             /* place in the document, from 1; 0: not known */
    uint32_t paragraph;            /* from 1; 0: not known */
    double confidence; /* of the alignment, 0..1; negative: not aligned by machine, or not known */
    bool reviewed;
    /* who and when; dates are ISO 8601 in UTC ("2029-10-07T12:00:00Z") */
    cotexto_text id; /* TMX tuid */
    cotexto_text created, creator, changed, changer;
    const struct property *properties;
    size_t property_count;
    const struct variant *variants; /* in the order of the file */
    size_t variant_count;
};

/* The segment of a unit in the wanted language: the very tag first, then the bare language ("es"
 * for "es-VE"), then another variant of it; NULL: there is none. */
const struct variant *unit_variant(const struct unit *unit, const char *wanted);

/* A text with U+FFFC of its own and without tags gets the list of empty tags that it would have
 * after a way through TMX, so that equal units are equal. The list is in `arena`. */
bool variant_complete_tags(struct variant *variant, struct arena *arena, cotexto_error *error);

/* true when `there`, a unit with the same texts, says all that `unit` says: the same id if it has
 * one, and its properties and notes, also those of the variants. Who and when, and how often it was
 * used, do not make it another unit. */
bool unit_says_all(const struct unit *there, const struct unit *unit);

#endif
