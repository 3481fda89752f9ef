/* The text of a segment while it is read from XML, with its inline elements as text/unit.h has
 * them; shared by the formats whose segments are XML. */
#ifndef EXCHANGE_INLINE_H
#define EXCHANGE_INLINE_H

#include <jansson.h>

#include "exchange/xml.h"
#include "text/unit.h"

struct inline_text {
    struct string text;
    json_t *tags;
    bool any; /* an inline element, or a U+FFFC of the text's own */
};

/* inline_free() ends it, also after a failure. */
bool inline_begin(struct inline_text *segment, cotexto_error *error);
void inline_free(struct inline_text *segment);
/* Text of the segment; its own U+FFFC become empty tags. */
bool inline_add_text(struct inline_text *segment, cotexto_text text, cotexto_error *error);
/* U+FFFC with this XML as its tag. */
bool inline_add_tag(struct inline_text *segment, cotexto_text xml, cotexto_error *error);
/* Text (NFC) and tags into the variant, owned by the arena. */
bool inline_finish(struct inline_text *segment, struct arena *arena, struct variant *variant,
                   cotexto_error *error);

/* The start tag of the present element: "<hi type="b">", or "<hi/>". Names of elements and
 * attributes lose the prefix of the format's own namespace; declarations of namespaces are left
 * out. */
void inline_start_tag(struct xml_input *input, struct string *tag);
void inline_end_tag(struct xml_input *input, struct string *tag);
/* The present element with all that is in it; the reader stands at its end then. */
bool inline_outer_xml(struct xml_input *input, struct string *out, cotexto_error *error);

#endif
