/* Small tables that users write: read whole, line by line. */
#ifndef DESK_LINES_H
#define DESK_LINES_H

#include <stdbool.h>

#include <cotexto/common.h>

/* Calls `each` for every line of a file of UTF-8, without its end, until it returns false. Errors
 * carry file and line; text that is no UTF-8 is the error `id`, COTEXTO_DATA. */
bool lines_read(const char *path, const char *id,
                bool (*each)(void *context, cotexto_text line, cotexto_error *error), void *context,
                cotexto_error *error);

/* The cell before the next tab, which is taken off the line with it. */
cotexto_text line_cell(cotexto_text *line);

#endif
