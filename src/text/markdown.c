/* Markdown to blocks: headings, list items, quotations and paragraphs; code between fences is kept
 * as it is, a line a block. The marks of emphasis and links stay in the text: they are part of what
 * is translated. */
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "text/blocks.h"

static bool begins(cotexto_text line, const char *start)
{
    size_t length = strlen(start);
    return line.length >= length && memcmp(line.bytes, start, length) == 0;
}

/* Length of the mark that makes a line a heading, an item or a quotation; 0 for none. */
static size_t mark_of(cotexto_text line, enum block_kind *kind)
{
    size_t i = 0;
    *kind = BLOCK_PARAGRAPH;
    while (i < line.length && line.bytes[i] == '#')
        i++;
    if (i > 0 && i <= 6 && i < line.length && line.bytes[i] == ' ') {
        *kind = BLOCK_HEADING;
        return i + 1;
    }
    if (begins(line, "- ") || begins(line, "* ") || begins(line, "+ ")) {
        *kind = BLOCK_ITEM;
        return 2;
    }
    if (begins(line, "> ") || (line.length == 1 && line.bytes[0] == '>'))
        return line.length == 1 ? 1 : 2;
    for (i = 0; i < line.length && line.bytes[i] >= '0' && line.bytes[i] <= '9';)
        i++;
    if (i > 0 && i <= 9 && i + 1 < line.length && (line.bytes[i] == '.' || line.bytes[i] == ')') &&
        line.bytes[i + 1] == ' ')
        *kind = BLOCK_ITEM; /* its number stays with it */
    return 0;
}

/* "---" under a heading or between sections, "===". */
static bool is_rule(cotexto_text line)
{
    for (size_t i = 0; i < line.length; i++) {
        if (line.bytes[i] != line.bytes[0] && line.bytes[i] != ' ')
            return false;
    }
    return line.length >= 3 && strchr("-=*_", line.bytes[0]) != NULL;
}

static void add_line(struct blocks *blocks, cotexto_text line, bool *quoted)
{
    enum block_kind kind;
    size_t mark = mark_of(line, &kind);
    bool quote = mark > 0 && kind == BLOCK_PARAGRAPH;
    if (kind != BLOCK_PARAGRAPH || quote != *quoted)
        blocks_break(blocks, kind, kind != BLOCK_ITEM);
    *quoted = quote;
    blocks_add(blocks, text_slice(line, mark, line.length));
    blocks_add(blocks, TEXT(" "));
    if (kind == BLOCK_HEADING)
        blocks_break(blocks, BLOCK_PARAGRAPH, true);
}

bool structure_markdown(cotexto_text text, struct arena *arena, struct structure *out,
                        cotexto_error *error)
{
    struct blocks blocks = {.arena = arena, .out = out};
    bool fenced = false, quoted = false;
    *out = (struct structure){0};
    for (size_t at = 0; at < text.length;) {
        const char *end = memchr(text.bytes + at, '\n', text.length - at);
        size_t stop = end == NULL ? text.length : (size_t)(end - text.bytes);
        cotexto_text line = text_trim(text_slice(text, at, stop));
        at = stop + 1;
        bool fence = begins(line, "```") || begins(line, "~~~");
        if (fence || line.length == 0 || is_rule(line)) {
            blocks_break(&blocks, BLOCK_PARAGRAPH, true);
            fenced = fence ? !fenced : fenced;
            quoted = false;
        } else if (fenced) {
            blocks_add(&blocks, line);
            blocks_break(&blocks, BLOCK_PARAGRAPH, false);
        } else {
            add_line(&blocks, line, &quoted);
        }
    }
    return blocks_finish(&blocks, error);
}
