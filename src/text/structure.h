/* Decoded text to blocks: paragraphs, headings, list items; hard-wrapped lines are joined. Nothing
 * is dropped. */
#ifndef TEXT_STRUCTURE_H
#define TEXT_STRUCTURE_H

#include <stdbool.h>

#include <cotexto/common.h>

#include "base/arena.h"

enum block_kind { BLOCK_PARAGRAPH, BLOCK_HEADING, BLOCK_ITEM };

struct block {
    cotexto_text
        text; /* one running text without line breaks; in the arena or a part of the input */
    enum block_kind kind;
    uint32_t paragraph; /* from 1; blocks that no blank line parts share a number */
    size_t line;        /* line of its start in the decoded text, from 1 */
};

struct structure {
    struct block *blocks;
    size_t count;
};

/* Plain text. A block ends at a blank line, at a line that starts a list item, after a heading (a
 * short line without terminator), where the depth of quotation (">") changes, and at every line
 * break that does not look like a wrapped line. The marks of quotation go. Fails only for want of
 * memory. */
bool structure_plain(cotexto_text text, struct arena *arena, struct structure *out,
                     cotexto_error *error);

/* Markdown (CommonMark's blocks): the marks of headings, items' bullets and quotations go, those
 * inside of lines stay. */
bool structure_markdown(cotexto_text text, struct arena *arena, struct structure *out,
                        cotexto_error *error);

/* HTML, however it is written; scripts and styles are left out. Lines are not known (0). */
bool structure_html(cotexto_text text, struct arena *arena, struct structure *out,
                    cotexto_error *error);

#endif
