/* Text without its accents, for searching: the lower tier of concordance, never the match percent.
 */
#ifndef TEXT_MARKS_H
#define TEXT_MARKS_H

#include <stdbool.h>

#include <cotexto/common.h>

#include "base/arena.h"

/* NFD without non-spacing marks (general category Mn), in `arena`: "acción" becomes "accion". */
bool text_without_marks(cotexto_text text, struct arena *arena, cotexto_text *out,
                        cotexto_error *error);

#endif
