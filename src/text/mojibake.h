/* Text in UTF-8 that was once read as windows-1252 or Latin-1 and saved again: "estÃ¡" for "está".
 */
#ifndef TEXT_MOJIBAKE_H
#define TEXT_MOJIBAKE_H

#include <stdbool.h>

#include <cotexto/common.h>

#include "base/string.h"

/* Whether a good part of the characters beyond ASCII looks like that. */
bool mojibake_seen(cotexto_text text);

/* Puts back each run of characters that are the bytes of one character of UTF-8, again where that
 * was done twice or three times; all else stays. *count grows by the characters put back. Fails
 * only for want of memory. */
bool mojibake_repair(struct string *text, size_t *count, cotexto_error *error);

#endif
