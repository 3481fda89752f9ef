/* Texts on a screen. */
#include "cli/review_text.h"

#include <stdlib.h>
#include <string.h>

#include "cli/terminal.h"

enum { OBJECT = 0xFFFC };
#define DIAMOND       "\xE2\x97\x87" /* for an inline tag */
#define DOTTED_CIRCLE "\xE2\x97\x8C" /* under what combines with nothing */

/* -------------------------------------------------------------------------------------- glyphs */

static cotexto_text slice(cotexto_text text, size_t from, size_t to)
{
    return (cotexto_text){text.bytes + from, to - from};
}

/* Combines with what is before it. */
static bool is_mark(cotexto_text text, size_t at, size_t *end)
{
    *end = at;
    uint32_t c = code_point(text, end);
    return !gives_orders(c) && c != OBJECT && cotexto_display_width(slice(text, at, *end)) == 0;
}

static size_t picture_width(cotexto_text text, const struct glyph *glyph)
{
    char picture[GLYPH_ROOM];
    glyph_picture(text, glyph, picture);
    size_t width = cotexto_display_width(cotexto_text_of(picture));
    return width > 0 ? width : 1;
}

bool glyph_at(cotexto_text text, size_t at, struct glyph *out)
{
    if (at >= text.length)
        return false;
    size_t end = at, next;
    uint32_t c = code_point(text, &end);
    while (!gives_orders(c) && c != OBJECT && end < text.length && is_mark(text, end, &next))
        end = next;
    *out = (struct glyph){at, end, 0};
    out->width = picture_width(text, out);
    return true;
}

/* Back over the marks to what they combine with. */
size_t glyph_before(cotexto_text text, size_t at)
{
    size_t start = at, end;
    while (start > 0) {
        do
            start--;
        while (start > 0 && ((unsigned char)text.bytes[start] & 0xC0) == 0x80);
        if (!is_mark(text, start, &end))
            break;
    }
    struct glyph glyph = {0};
    /* marks behind what nothing combines with stand alone */
    while (glyph_at(text, start, &glyph) && glyph.end < at)
        start = glyph.end;
    return start;
}

void glyph_picture(cotexto_text text, const struct glyph *glyph, char out[GLYPH_ROOM])
{
    size_t at = glyph->start, length = glyph->end - glyph->start, end;
    bool lone = is_mark(text, glyph->start, &end);
    uint32_t c = code_point(text, &at);
    if (c == '\t' || c == '\n' || c == '\r') {
        strcpy(out, " ");
    } else if (gives_orders(c)) {
        snprintf(out, GLYPH_ROOM, "\\u{%X}", (unsigned)c);
    } else if (c == OBJECT) {
        strcpy(out, DIAMOND);
    } else {
        const char *under = lone ? DOTTED_CIRCLE : "";
        size_t most = GLYPH_ROOM - 1 - strlen(under);
        while (length > most) /* whole code points of a heap of marks */
            do
                length--;
            while (((unsigned char)text.bytes[glyph->start + length] & 0xC0) == 0x80);
        snprintf(out, GLYPH_ROOM, "%s%.*s", under, (int)length, text.bytes + glyph->start);
    }
}

static bool is_blank(cotexto_text text, size_t at)
{
    return at < text.length && strchr(" \t\n\r", text.bytes[at]) != NULL;
}

size_t word_behind(cotexto_text text, size_t at)
{
    while (at < text.length && !is_blank(text, at))
        at++;
    while (is_blank(text, at))
        at++;
    return at;
}

size_t word_before(cotexto_text text, size_t at)
{
    while (at > 0 && is_blank(text, at - 1))
        at--;
    while (at > 0 && !is_blank(text, at - 1))
        at--;
    return at;
}

/* --------------------------------------------------------------------------------------- lines */

static bool add_line(struct text_lines *lines, struct text_line line)
{
    if (lines->count == lines->room) {
        size_t room = lines->room == 0 ? 8 : 2 * lines->room;
        struct text_line *items = realloc(lines->items, room * sizeof *items);
        if (items == NULL)
            return false;
        lines->items = items;
        lines->room = room;
    }
    lines->items[lines->count++] = line;
    return true;
}

/* The line that begins at a byte: as much as fits, up to behind a blank if there is one. Wide
 * characters are words of their own. */
static struct text_line take_line(cotexto_text text, size_t start, size_t columns)
{
    struct text_line line = {start, start, 0}, whole = {start, start, 0};
    struct glyph glyph;
    size_t width = 0;
    while (glyph_at(text, line.end, &glyph)) {
        bool blank = is_blank(text, glyph.start);
        if (!blank && width + glyph.width > columns && line.end > start)
            return whole.end > start ? whole : line;
        if (!blank && glyph.width == 2)
            whole = line;
        width += glyph.width;
        line.end = glyph.end;
        if (!blank)
            line.width = width;
        if (blank || glyph.width == 2)
            whole = line;
        if (blank && width > columns)
            return line;
    }
    return line;
}

bool text_wrap(struct text_lines *lines, cotexto_text text, size_t columns)
{
    size_t at = 0;
    lines->count = 0;
    do {
        struct text_line line = take_line(text, at, columns);
        if (!add_line(lines, line))
            return false;
        at = line.end;
    } while (at < text.length);
    return true;
}

void text_lines_free(struct text_lines *lines)
{
    free(lines->items);
    *lines = (struct text_lines){0};
}

size_t text_line_of(const struct text_lines *lines, cotexto_text text, size_t at, size_t *column)
{
    size_t line = lines->count - 1;
    struct glyph glyph;
    while (line > 0 && lines->items[line].start > at)
        line--;
    *column = 0;
    for (size_t i = lines->items[line].start; i < at && glyph_at(text, i, &glyph); i = glyph.end)
        *column += glyph.width;
    return line;
}

size_t text_byte_at(const struct text_lines *lines, cotexto_text text, size_t line, size_t column)
{
    const struct text_line *wanted = &lines->items[line];
    size_t at = wanted->start, passed = 0;
    struct glyph glyph;
    bool last = line + 1 == lines->count;
    while (at < wanted->end && glyph_at(text, at, &glyph) && passed + glyph.width <= column &&
           (last || glyph.end < wanted->end)) {
        passed += glyph.width;
        at = glyph.end;
    }
    return at;
}

/* -------------------------------------------------------------------------------------- editor */

cotexto_text editor_text(const struct editor *editor)
{
    return (cotexto_text){editor->bytes == NULL ? "" : editor->bytes, editor->length};
}

bool editor_set(struct editor *editor, cotexto_text text)
{
    editor->length = editor->caret = 0;
    return editor_insert(editor, text.bytes, text.length);
}

bool editor_insert(struct editor *editor, const char *bytes, size_t length)
{
    if (editor->length + length > editor->room) {
        size_t room = 2 * (editor->length + length);
        char *grown = realloc(editor->bytes, room);
        if (grown == NULL)
            return false;
        editor->bytes = grown;
        editor->room = room;
    }
    if (length == 0)
        return true;
    char *caret = editor->bytes + editor->caret;
    memmove(caret + length, caret, editor->length - editor->caret);
    memcpy(caret, bytes, length);
    editor->length += length;
    editor->caret += length;
    return true;
}

void editor_erase_to(struct editor *editor, size_t at)
{
    size_t from = at < editor->caret ? at : editor->caret,
           to = at < editor->caret ? editor->caret : at;
    if (from == to)
        return;
    memmove(editor->bytes + from, editor->bytes + to, editor->length - to);
    editor->length -= to - from;
    editor->caret = from;
}

void editor_backspace(struct editor *editor)
{
    size_t at = editor->caret;
    while (at > 0 && ((unsigned char)editor->bytes[--at] & 0xC0) == 0x80)
        ;
    editor_erase_to(editor, at);
}

void editor_free(struct editor *editor)
{
    free(editor->bytes);
    *editor = (struct editor){0};
}
