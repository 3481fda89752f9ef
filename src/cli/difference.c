/* Differences of texts. */
#include "cli/difference.h"

cotexto_text part_of(cotexto_text text, size_t from, size_t to)
{
    return (cotexto_text){text.bytes + from, to - from};
}

static void add_marked(struct paragraph *paragraph, cotexto_text text, enum style style)
{
    bool marks = !paragraph->terminal->colors;
    if (text.length == 0)
        return;
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
    add_marked(paragraph, text, STYLE_REMOVED);
}

void paragraph_add_added(struct paragraph *paragraph, cotexto_text text)
{
    add_marked(paragraph, text, STYLE_ADDED);
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
        add_marked(paragraph, stored, STYLE_REMOVED);
        add_marked(paragraph, part_of(query, edit->query_start, edit->query_end), STYLE_ADDED);
    }
}
