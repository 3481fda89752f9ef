/* How the difference of two texts looks: what was removed, what was added; without colours between
 * [- -] and {+ +}. */
#ifndef CLI_DIFFERENCE_H
#define CLI_DIFFERENCE_H

#include "cli/cli.h"

/* The part of a text from one byte up to another. */
cotexto_text part_of(cotexto_text text, size_t from, size_t to);

void paragraph_add_removed(struct paragraph *paragraph, cotexto_text text);
void paragraph_add_added(struct paragraph *paragraph, cotexto_text text);
/* The source with what to take out and what to put in to have the query. */
void paragraph_add_difference(struct paragraph *paragraph, cotexto_text source, cotexto_text query,
                              const cotexto_edit *edits, size_t count);

#endif
