/* Inline tags of a stored translation, exchanged for those of the text to be translated. */
#ifndef DESK_TRANSFER_H
#define DESK_TRANSFER_H

#include "text/unit.h"

struct transfer {
    cotexto_text text;  /* of the translation, in the arena */
    const size_t *tags; /* of each U+FFFC in it: the number of the query's tag, from 0 */
    bool sure;          /* each tag of the query stands once, where the stored translation has its
                           counterpart */
};

/* written: the text of target, or of target adapted, with the same U+FFFC in the same order. A tag
 * of target is that of source with the same XML, and the query's at the same place; if query and
 * source have not as many, the query's own with the same XML. Where that is not one to one, the
 * tags of target are left out; those of the query that stand before its first word then begin the
 * text, and all others end it. Ends of elements stand behind their starts in any case. */
bool transfer_tags(const struct variant *query, const struct variant *source,
                   const struct variant *target, cotexto_text written, struct arena *arena,
                   struct transfer *out, cotexto_error *error);

#endif
