/* Files of terms: source, tab, translation, and perhaps further tabs and translations, a line each.
 */
#ifndef DESK_TERMS_H
#define DESK_TERMS_H

#include <cotexto/check.h>

#include "base/arena.h"

/* Made by `struct term_list terms = {0};`. */
struct term_list {
    cotexto_term *list;
    size_t count, room;
    struct arena arena;
};

/* Empty lines, and those that begin with "#", are passed over. A line without a translation, or
 * text that is not UTF-8, is the error "bad-glossary", COTEXTO_DATA, with file and line. */
bool terms_read(struct term_list *terms, const char *path, cotexto_error *error);
void terms_free(struct term_list *terms);

#endif
