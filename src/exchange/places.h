/* Where the elements of an XML document stand in its bytes, so that one of them can be changed and
 * all else left as it is. What they mean is read elsewhere: the elements have the same numbers
 * there (xml_element() of xml.h). */
#ifndef EXCHANGE_PLACES_H
#define EXCHANGE_PLACES_H

#include <stdbool.h>

#include <cotexto/common.h>

#include "base/arena.h"

/* Bytes of the document. An element of one tag, <a/>, has inner, outer and end alike. */
struct place {
    size_t start; /* of the start tag */
    size_t inner; /* behind it */
    size_t outer; /* where the end tag begins */
    size_t end;   /* behind that */
};

struct places {
    cotexto_text bytes;
    struct place *list; /* in the order of their start tags */
    size_t count;
};

/* The elements of a well-formed document in any encoding whose ASCII is ASCII. The list is in
 * `arena`, the bytes stay the caller's. What is not well-formed may be the error "xml",
 * COTEXTO_DATA. */
bool places_find(struct places *places, cotexto_text bytes, struct arena *arena,
                 cotexto_error *error);

/* The name of an element as its tag has it, with its prefix. */
cotexto_text place_name(const struct places *places, const struct place *place);
/* The prefix of that name with its colon; empty: it has none. */
cotexto_text place_prefix(const struct places *places, const struct place *place);
/* The value of an attribute of that very name, as it is written between its quotation marks. false:
 * the element has none. */
bool place_attribute(const struct places *places, const struct place *place, const char *name,
                     cotexto_range *value);
/* Where attributes can be added to the start tag: behind its last one. */
size_t place_tag_end(const struct places *places, const struct place *place);
/* The white space right before a byte. */
cotexto_text place_indent(const struct places *places, size_t at);

#endif
