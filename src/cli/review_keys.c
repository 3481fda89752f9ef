/* Keys while a text is split, edited or typed. */
#include "cli/review_view.h"

#include <stdlib.h>
#include <string.h>

/* --------------------------------------------------------------------------------------- moving */

/* Up or down in a text that is wrapped, to the same column if it can be. */
static void move_line(const struct view *view, struct editor *editor, bool down)
{
    struct text_lines lines = {0};
    cotexto_text text = editor_text(editor);
    size_t column;
    if (text_wrap(&lines, text, view_side_columns(view, view->side))) {
        size_t line = text_line_of(&lines, text, editor->caret, &column);
        if (down && line + 1 < lines.count)
            editor->caret = text_byte_at(&lines, text, line + 1, column);
        else if (!down && line > 0)
            editor->caret = text_byte_at(&lines, text, line - 1, column);
    }
    text_lines_free(&lines);
}

static void move_on(struct editor *editor)
{
    struct glyph glyph;
    if (glyph_at(editor_text(editor), editor->caret, &glyph))
        editor->caret = glyph.end;
}

/* Keys that move the caret, in the order of the text whatever its direction. */
static bool move_key(const struct view *view, struct editor *editor, enum screen_key key)
{
    switch (key) {
    case KEY_IS_LEFT: editor->caret = glyph_before(editor_text(editor), editor->caret); break;
    case KEY_IS_RIGHT: move_on(editor); break;
    case KEY_IS_UP: move_line(view, editor, false); break;
    case KEY_IS_DOWN: move_line(view, editor, true); break;
    case KEY_IS_HOME: editor->caret = 0; break;
    case KEY_IS_END: editor->caret = editor->length; break;
    default: return false;
    }
    return true;
}

/* ---------------------------------------------------------------------------------------- split */

static bool ends_sentence(cotexto_text text, size_t at)
{
    static const char *const marks[] = {". ", "! ", "? ", "… ", "。", "！", "？", "؟ ", "۔ ", "। "};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t length = strlen(marks[i]);
        if (at >= length && memcmp(text.bytes + at - length, marks[i], length) == 0)
            return true;
    }
    return false;
}

static size_t distance(size_t a, size_t b)
{
    return a < b ? b - a : a - b;
}

/* Where a cut is likely: behind the sentence that ends nearest to the middle, else before the word
 * there. */
static size_t likely_cut(cotexto_text text)
{
    size_t middle = text.length / 2, sentence = 0, word = 0;
    struct glyph glyph;
    for (size_t at = 0; glyph_at(text, at, &glyph); at = glyph.end) {
        bool blank = at > 0 && text.bytes[at - 1] == ' ';
        if (ends_sentence(text, at) && distance(at, middle) < distance(sentence, middle))
            sentence = at;
        if (blank && distance(at, middle) < distance(word, middle))
            word = at;
    }
    return sentence > 0 ? sentence : word;
}

static bool take_texts(struct view *view)
{
    for (size_t i = 0; i < 2; i++) {
        if (!editor_set(&view->editors[i], view->seen->unit.texts[i])) {
            view_say(view, "%s", _("Out of memory."));
            return false;
        }
    }
    return true;
}

void view_begin_split(struct view *view)
{
    if (!take_texts(view))
        return;
    for (size_t i = 0; i < 2; i++)
        view->editors[i].caret = likely_cut(view->seen->unit.texts[i]);
    view->mode = MODE_SPLIT;
    view->side = 0;
    view->scroll = 0;
}

static void split_letter(struct view *view, struct editor *editor, uint32_t letter)
{
    cotexto_text text = editor_text(editor);
    switch (letter) {
    case 'h': move_key(view, editor, KEY_IS_LEFT); break;
    case 'l': move_key(view, editor, KEY_IS_RIGHT); break;
    case 'j': move_key(view, editor, KEY_IS_DOWN); break;
    case 'k': move_key(view, editor, KEY_IS_UP); break;
    case 'w': editor->caret = word_behind(text, editor->caret); break;
    case 'b': editor->caret = word_before(text, editor->caret); break;
    case '0': editor->caret = 0; break;
    case '$': editor->caret = editor->length; break;
    case 's': view_split(view); break;
    case '>': view_move(view, true); break;
    case '<': view_move(view, false); break;
    case 'q': view->mode = MODE_LIST; break;
    default: break;
    }
}

void view_split_key(struct view *view, struct key key)
{
    struct editor *editor = &view->editors[view->side];
    if (move_key(view, editor, key.kind))
        return;
    switch (key.kind) {
    case KEY_IS_CHARACTER: split_letter(view, editor, key.character); break;
    case KEY_IS_TAB: view->side = 1 - view->side; break;
    case KEY_IS_ENTER: view_split(view); break;
    case KEY_IS_ESCAPE: view->mode = MODE_LIST; break;
    default: break;
    }
}

/* ----------------------------------------------------------------------------------------- edit */

void view_begin_edit(struct view *view)
{
    if (!take_texts(view))
        return;
    view->mode = MODE_EDIT;
    view->side = view->seen->unit.langs[1] != NULL;
    view->scroll = 0;
}

static size_t put_code_point(uint32_t c, char out[4])
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    size_t length = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (size_t i = length - 1; i > 0; i--, c >>= 6)
        out[i] = (char)(0x80 | (c & 0x3F));
    out[0] = (char)((0xF00U >> length & 0xFF) | c);
    return length;
}

/* Ctrl and a letter, as in a shell's line. */
static void control_key(struct editor *editor, uint32_t letter)
{
    cotexto_text text = editor_text(editor);
    switch (letter) {
    case 'A': editor->caret = 0; break;
    case 'E': editor->caret = editor->length; break;
    case 'K': editor_erase_to(editor, editor->length); break;
    case 'U': editor_erase_to(editor, 0); break;
    case 'W': editor_erase_to(editor, word_before(text, editor->caret)); break;
    case 'B': editor->caret = word_before(text, editor->caret); break;
    case 'F': editor->caret = word_behind(text, editor->caret); break;
    default: break;
    }
}

static void erase_glyph(struct editor *editor)
{
    struct glyph glyph;
    if (glyph_at(editor_text(editor), editor->caret, &glyph))
        editor_erase_to(editor, glyph.end);
}

/* A key that changes the text or moves in it. */
static void type_key(struct view *view, struct editor *editor, struct key key)
{
    char bytes[4];
    if (move_key(view, editor, key.kind))
        return;
    if (key.kind == KEY_IS_BACKSPACE)
        editor_backspace(editor);
    else if (key.kind == KEY_IS_DELETE)
        erase_glyph(editor);
    else if (key.kind == KEY_IS_CHARACTER && key.character < ' ')
        control_key(editor, key.character + '@');
    else if (key.kind == KEY_IS_CHARACTER &&
             !editor_insert(editor, bytes, put_code_point(key.character, bytes)))
        view_say(view, "%s", _("Out of memory."));
}

void view_edit_key(struct view *view, struct key key)
{
    size_t other = 1 - view->side;
    switch (key.kind) {
    case KEY_IS_ENTER: view_save(view); break;
    case KEY_IS_TAB:
        if (view->seen->unit.langs[other] != NULL)
            view->side = other;
        break;
    case KEY_IS_ESCAPE:
        view->mode = MODE_LIST;
        view_say(view, "%s", _("The texts are as they were."));
        break;
    default: type_key(view, &view->editors[view->side], key); break;
    }
}

/* -------------------------------------------------------------------------------------- answers */

void view_ask(struct view *view, const char *question,
              void (*answered)(struct view *view, const char *answer))
{
    snprintf(view->question, sizeof view->question, "%s", question);
    view->answered = answered;
    view->answer.length = view->answer.caret = 0;
    view->mode = MODE_ASK;
    view_say(view, "%s", "");
}

void view_ask_key(struct view *view, struct key key)
{
    if (key.kind == KEY_IS_ESCAPE) {
        view->mode = MODE_LIST;
        return;
    }
    if (key.kind != KEY_IS_ENTER) {
        if (key.kind != KEY_IS_UP && key.kind != KEY_IS_DOWN)
            type_key(view, &view->answer, key);
        return;
    }
    char *answer = strndup(editor_text(&view->answer).bytes, view->answer.length);
    view->mode = MODE_LIST;
    if (answer != NULL)
        view->answered(view, answer); /* which may ask again */
    free(answer);
}
