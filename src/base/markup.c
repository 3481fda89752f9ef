/* Counts attributes without parsing: a "=" and a quotation mark between "<" and ">". In a comment
 * or a CDATA section it counts what is none, but a thousand of them without one "<" or ">" are no
 * text.
 */
#include "base/markup.h"

bool markup_fits(struct markup_guard *guard, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        char c = bytes[i];
        if (c == '<' || c == '>') {
            *guard = (struct markup_guard){.in_tag = c == '<'};
        } else if (!guard->in_tag || c == '\0' || c == ' ' || c == '\t' || c == '\r' || c == '\n') {
            continue; /* white space may stand around "=", NULs in UTF-16 */
        } else {
            guard->attributes += guard->equals && (c == '"' || c == '\'');
            guard->equals = c == '=';
        }
        if (guard->attributes > MARKUP_ATTRIBUTES)
            return false;
    }
    return true;
}
