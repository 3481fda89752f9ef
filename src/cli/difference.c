/* Differences of texts. */
#include "cli/difference.h"

#include <string.h>

cotexto_text part_of(cotexto_text text, size_t from, size_t to)
{
    return (cotexto_text){text.bytes + from, to - from};
}

/* The columns of a text up to its first blank, with the marks around it. */
static size_t first_word(cotexto_text text, bool marks)
{
    enum { MARK = 2 };
    const char *blank = memchr(text.bytes, ' ', text.length);
    size_t length = blank == NULL ? text.length : (size_t)(blank - text.bytes);
    size_t width = cotexto_display_width(part_of(text, 0, length));
    if (marks)
        width += blank == NULL ? 2 * MARK : MARK;
    return width;
}

/* behind: a removed text stands before, behind which the line may end. */
static void add_marked(struct paragraph *paragraph, cotexto_text text, enum style style,
                       bool behind)
{
    bool marks = !paragraph->terminal->colors;
    if (text.length == 0)
        return;
    if (paragraph->blank || behind)
        paragraph_need(paragraph, first_word(text, marks));
    if (marks)
        paragraph_add(paragraph, cotexto_text_of(style == STYLE_REMOVED ? "[-" : "{+"),
                      STYLE_PLAIN);
    paragraph_add(paragraph, text, style);
    if (marks)
        paragraph_add(paragraph, cotexto_text_of(style == STYLE_REMOVED ? "-]" : "+}"),
                      STYLE_PLAIN);
}

void paragraph_add_removed(struct paragraph *paragraph, cotexto_text text)
{
    add_marked(paragraph, text, STYLE_REMOVED, false);
}

void paragraph_add_added(struct paragraph *paragraph, cotexto_text text)
{
    add_marked(paragraph, text, STYLE_ADDED, false);
}

void paragraph_add_difference(struct paragraph *paragraph, cotexto_text source, cotexto_text query,
                              const cotexto_edit *edits, size_t count)
{
    size_t source_at = 0, query_at = 0;
    for (size_t i = 0; i < count; i++) {
        const cotexto_edit *edit = &edits[i];
        cotexto_text stored = part_of(source, edit->source_start, edit->source_end);
        /* the blanks between two steps belong to neither */
        if (edit->source_start > source_at)
            paragraph_add(paragraph, part_of(source, source_at, edit->source_start), STYLE_PLAIN);
        else if (edit->query_start > query_at)
            paragraph_add(paragraph, part_of(query, query_at, edit->query_start), STYLE_PLAIN);
        source_at = edit->source_end;
        query_at = edit->query_end;
        if (edit->kind == COTEXTO_EDIT_EQUAL) {
            paragraph_add(paragraph, stored, STYLE_PLAIN);
            continue;
        }
        add_marked(paragraph, stored, STYLE_REMOVED, false);
        add_marked(paragraph, part_of(query, edit->query_start, edit->query_end), STYLE_ADDED,
                   stored.length > 0);
    }
}
