/* Terms of the glossary, for people and for programs. */
#ifndef CLI_TERM_PRINT_H
#define CLI_TERM_PRINT_H

#include "cli/json.h"
#include "cli/terminal.h"

/* The term, and its status where it has one. */
void paragraph_add_term(struct paragraph *paragraph, const cotexto_glossary_term *term);
json_t *term_json(const cotexto_glossary_term *term);

#endif
