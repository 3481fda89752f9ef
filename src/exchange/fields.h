/* What all formats share: the names under which a unit's own fields travel, and their forms. */
#ifndef EXCHANGE_FIELDS_H
#define EXCHANGE_FIELDS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/string.h"
#include "text/unit.h"

enum field {
    FIELD_NONE,
    FIELD_DOCUMENT,
    FIELD_TITLE,
    FIELD_DATE,
    FIELD_URL,
    FIELD_POSITION,
    FIELD_PARAGRAPH,
    FIELD_CONFIDENCE,
    FIELD_REVIEWED,
    FIELD_COUNT,
};

/* "document", "title", ...: the column of a table. FIELD_NONE gives "". */
const char *field_name(enum field field);
enum field field_named(cotexto_text name);

/* Appends the field's value, nothing when the unit has none. */
void field_append(enum field field, const struct unit *unit, struct string *out);
/* Sets the field from its written form. false when that is malformed; an empty value leaves the
 * unit as it is. The text is borrowed. */
bool field_set(enum field field, cotexto_text value, struct unit *unit);

#endif
