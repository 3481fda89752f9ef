/* TermBase eXchange: how term entries travel as units.
 *
 * A <termEntry> or <conceptEntry> is one unit, and each of its terms a variant: of a language the
 * preferred term first, then those without a status, the admitted, and the deprecated ones, so that
 * unit_variant() gives the one to use. What TBX says in data categories (ISO 12620: "definition",
 * "partOfSpeech", "administrativeStatus", ...) is a property of that name, a note is a note: of the
 * unit what is said of the concept, of the language's first variant what is said of the language,
 * of a variant what is said of the term. */
#ifndef EXCHANGE_TBX_H
#define EXCHANGE_TBX_H

#include "text/unit.h"

#define TBX_SPACE      "urn:iso:std:iso:30042:ed-2"
#define TBX_STATUS     "administrativeStatus"
#define TBX_SPEECH     "partOfSpeech"
#define TBX_DEFINITION "definition"
#define TBX_SUBJECT    "subjectField"

/* What a glossary says of the use of a term, the one to use first. */
enum term_status { TERM_PREFERRED, TERM_UNMARKED, TERM_ADMITTED, TERM_DEPRECATED };

/* Of a variant, by its property "administrativeStatus" or "normativeAuthorization"; what is
 * superseded or obsolete is deprecated. */
enum term_status term_status(const struct variant *term);
/* What is said of a term under that name, else of its language, else of its concept; an empty text
 * when nothing is. Borrowed from the unit. */
cotexto_text term_fact(const struct unit *entry, const struct variant *term, const char *name);

#endif
