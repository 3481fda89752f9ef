/* Text without its accents, for searching: the lower tier of concordance, never the match percent.
 */
#ifndef TEXT_MARKS_H
#define TEXT_MARKS_H

#include <stdbool.h>

#include <cotexto/common.h>

#include "base/arena.h"
#include "base/string.h"

/* NFD without non-spacing marks (general category Mn), in `arena` (itself when it is
 * ASCII): "acción" becomes "accion". */
bool text_without_marks(cotexto_text text, struct arena *arena, cotexto_text *out,
                        cotexto_error *error);
/* The same appended to a string; false and the error when ICU has no decompositions. */
bool text_append_without_marks(cotexto_text text, struct string *out, cotexto_error *error);

#endif
