/* What XLIFF reader and writers share: how units travel that say more than XLIFF has elements for.
 *
 * Our own facts stand in <mda:metadata> (OASIS XLIFF 2.1, Metadata Module; an extension in 1.2),
 * one <mda:metaGroup> for each category below. An inline element that XLIFF cannot hold is a <ph>
 * with its XML as content (1.2) or as original data (2.x), marked as below. */
#ifndef EXCHANGE_XLIFF_H
#define EXCHANGE_XLIFF_H

#include "text/unit.h"

#define XLIFF_META_SPACE "urn:oasis:names:tc:xliff:metadata:2.0"
#define XLIFF_UNIT       "cotexto"  /* category: the unit's own fields, by field_name() */
#define XLIFF_PROPERTY   "property" /* category: PROPERTY_PROP of the unit */
#define XLIFF_SOURCE     "source-"  /* before these: of the source or target segment */
#define XLIFF_TARGET     "target-"
#define XLIFF_ATTRIBUTE  "attribute"     /* category: PROPERTY_ATTRIBUTE */
#define XLIFF_NOTE       "note"          /* category: PROPERTY_NOTE of a segment */
#define XLIFF_OWN_ID     "cotexto."      /* ids that begin so are numbers of a file only */
#define XLIFF_TAG        "x-cotexto-tag" /* 1.2: ctype of a <ph> around another format's tag */
#define XLIFF_TAG_2      "cotexto:tag"   /* 2.x: subType of such a <ph> */

/* Facts of a unit that are no field of fields.h: "created", "creator", "changed", "changer". The id
 * is the attribute `resname` (1.2) or `name` (2.x), for `id` must be one of a kind in a file. */
enum { XLIFF_FACTS = 4 };
extern const char *const xliff_fact_names[XLIFF_FACTS];
/* Where that fact stands in the unit. */
cotexto_text *xliff_fact(struct unit *unit, size_t number);

#endif
