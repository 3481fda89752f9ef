/* The screen of the review: the present unit between its neighbours, both texts side by side, with
 * how sure each alignment is: as a number and as a shade, in colour where there is any. */
#include "cli/review_view.h"

#include <string.h>

enum {
    TOP = 2,    /* lines above the units: what is reviewed, languages */
    FOOT = 4,   /* below: a rule, facts, message, keys */
    GUTTER = 8, /* columns: mark, shade, number */
    RULE = 3,   /* between the sides */
};
#define MARKER "┃" /* where a text is cut */

struct pane {
    size_t column, columns;
};

static struct pane pane_of(const struct view *view, size_t side)
{
    size_t all = view->screen.columns - GUTTER - RULE, left = all / 2;
    return side == 0 ? (struct pane){GUTTER, left}
                     : (struct pane){GUTTER + left + RULE, all - left};
}

size_t view_side_columns(const struct view *view, size_t side)
{
    return pane_of(view, side).columns - 1; /* room for the caret behind the end */
}

static size_t min(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* ---------------------------------------------------------------------------------------- units */

/* What is shown of a unit. */
struct block {
    const cotexto_review_unit *unit;
    cotexto_text texts[2];
    struct text_lines lines[2];
    size_t height;
    bool present;
};

static bool block_make(const struct view *view, const cotexto_review_unit *unit,
                       const cotexto_text texts[2], struct block *out)
{
    *out = (struct block){.unit = unit};
    for (size_t i = 0; i < 2; i++) {
        out->texts[i] = texts[i];
        if (!text_wrap(&out->lines[i], texts[i], view_side_columns(view, i)))
            return false;
        if (out->lines[i].count > out->height)
            out->height = out->lines[i].count;
    }
    return true;
}

static void block_free(struct block *block)
{
    for (size_t i = 0; i < 2; i++)
        text_lines_free(&block->lines[i]);
}

/* The darker, the more it needs a look. */
static const char *shade_of(const cotexto_review_unit *unit, enum look *look)
{
    static const struct {
        double below;
        const char *shade;
        enum look look;
    } shades[] = {{.25, "█", LOOK_UNSURE},
                  {.5, "▓", LOOK_UNSURE},
                  {.75, "▒", LOOK_DOUBTFUL},
                  {2, "░", LOOK_SURE}};
    size_t i = 0;
    *look = LOOK_PLAIN;
    if (unit->reviewed)
        return "✓";
    if (unit->confidence < 0)
        return " ";
    while (unit->confidence >= shades[i].below)
        i++;
    *look = shades[i].look;
    return shades[i].shade;
}

static void draw_gutter(const struct view *view, const struct block *block, size_t line)
{
    char number[16] = "";
    enum look look;
    const char *shade = shade_of(block->unit, &look);
    if (block->unit->confidence >= 0)
        snprintf(number, sizeof number, "%.2f", block->unit->confidence);
    screen_say(&view->screen, line, 0, 1, LOOK_STRONG, block->present ? ">" : " ");
    screen_say(&view->screen, line, 1, 1, look, shade);
    screen_say(&view->screen, line, 3, GUTTER - 3, block->present ? look : LOOK_FAINT, number);
}

static bool is_edited(const struct view *view, const struct block *block)
{
    return block->present && view->mode == MODE_EDIT;
}

/* One line of a text; lines that run from right to left end at the right. */
static void draw_line(struct view *view, const struct block *block, size_t side, size_t number,
                      size_t line)
{
    const struct text_lines *lines = &block->lines[side];
    if (number >= lines->count)
        return;
    struct pane pane = pane_of(view, side);
    cotexto_text text = block->texts[side];
    const struct text_line *item = &lines->items[number];
    size_t column = pane.column;
    if (cotexto_right_to_left(text))
        column += view_side_columns(view, side) - min(item->width, view_side_columns(view, side));
    screen_put(&view->screen, line, column, item->width, block->present ? LOOK_STRONG : LOOK_FAINT,
               (cotexto_text){text.bytes + item->start, item->end - item->start});
    size_t before, caret = view->editors[side].caret;
    struct glyph glyph;
    if (!is_edited(view, block) || side != view->side ||
        text_line_of(lines, text, caret, &before) != number)
        return;
    screen_caret(&view->screen, line, column + min(before, pane.columns - 1));
    if (glyph_at(text, caret, &glyph))
        screen_put(&view->screen, line, column + before, glyph.width, LOOK_CARET,
                   (cotexto_text){text.bytes + glyph.start, glyph.end - glyph.start});
}

/* Between two texts from right to left a mark keeps the sides in their order on terminals that
 * order them. */
static void draw_rule(const struct view *view, const struct block *block, size_t line)
{
    bool both = cotexto_right_to_left(block->texts[0]) && cotexto_right_to_left(block->texts[1]);
    screen_say(&view->screen, line, pane_of(view, 1).column - 2, 1, LOOK_FAINT,
               both ? "│\u200E" : "│");
}

/* Draws the lines of a unit from `from` on, at most `most`, at a line of the screen. */
static void draw_block(struct view *view, const struct block *block, size_t from, size_t most,
                       size_t line)
{
    for (size_t i = 0; i < most && from + i < block->height; i++) {
        if (from + i == 0)
            draw_gutter(view, block, line);
        draw_rule(view, block, line + i);
        for (size_t side = 0; side < 2; side++)
            draw_line(view, block, side, from + i, line + i);
    }
}

/* Neighbours in the lines from top to bottom, upwards or downwards, as many as there is room for.
 */
static void draw_neighbours(struct view *view, const cotexto_review_unit *units, size_t count,
                            bool up, size_t top, size_t bottom)
{
    for (size_t i = 0; i < count && top < bottom; i++) {
        struct block block;
        if (block_make(view, &units[i], units[i].texts, &block)) {
            size_t height = min(block.height, bottom - top);
            if (up)
                draw_block(view, &block, block.height - height, height, bottom - height);
            else
                draw_block(view, &block, 0, height, top);
            if (up)
                bottom -= min(height + 1, bottom - top);
            else
                top += height + 1;
        }
        block_free(&block);
    }
}

/* The text with a marker at the caret. */
static bool mark_cut(const struct editor *editor, struct editor *out)
{
    if (!editor_set(out, editor_text(editor)))
        return false;
    out->caret = editor->caret;
    return editor_insert(out, MARKER, strlen(MARKER));
}

/* The lines of a unit that is longer than the window: those around the caret, else as far as the
 * user scrolled. */
static size_t first_line(struct view *view, const struct block *block, size_t room)
{
    size_t column, most = block->height > room ? block->height - room : 0;
    if (view->mode == MODE_EDIT || view->mode == MODE_SPLIT) {
        size_t line = text_line_of(&block->lines[view->side], block->texts[view->side],
                                   view->editors[view->side].caret, &column);
        view->scroll = line > room / 2 ? line - room / 2 : 0;
    }
    view->scroll = min(view->scroll, most);
    return view->scroll;
}

static void draw_units(struct view *view, const cotexto_text texts[2])
{
    const cotexto_review_view *seen = view->seen;
    size_t bottom = view->screen.lines - FOOT, room = bottom - TOP;
    struct block block;
    if (block_make(view, &seen->unit, texts, &block)) {
        block.present = true;
        size_t from = first_line(view, &block, room), height = min(block.height, room);
        size_t above = (room - height) / 2, line = TOP + above;
        draw_block(view, &block, from, height, line);
        if (from > 0) /* the gutter belongs to the first line that is seen */
            draw_gutter(view, &block, line);
        if (above > 0)
            draw_neighbours(view, seen->before, seen->before_count, true, TOP, line - 1);
        if (line + height + 1 < bottom)
            draw_neighbours(view, seen->behind, seen->behind_count, false, line + height + 1,
                            bottom);
    }
    block_free(&block);
}

static void draw_present(struct view *view)
{
    struct editor marked[2] = {{0}, {0}};
    cotexto_text texts[2];
    bool good = true;
    for (size_t i = 0; i < 2; i++) {
        texts[i] = view->seen->unit.texts[i];
        if (view->mode == MODE_EDIT)
            texts[i] = editor_text(&view->editors[i]);
        if (view->mode != MODE_SPLIT || view->seen->unit.langs[i] == NULL)
            continue;
        good = mark_cut(&view->editors[i], &marked[i]) && good;
        texts[i] = editor_text(&marked[i]);
    }
    if (good)
        draw_units(view, texts);
    for (size_t i = 0; i < 2; i++)
        editor_free(&marked[i]);
}

/* ------------------------------------------------------------------------------------- surround */

static void draw_head(struct view *view)
{
    char place[64];
    size_t number, left, count = review_list_count(&view->list, &number, &left);
    const struct screen *screen = &view->screen;
    snprintf(place, sizeof place, _(" %zu of %zu · %zu left "), number, count, left);
    size_t width = cotexto_display_width(cotexto_text_of(place));
    screen_fill(screen, 0, LOOK_BAR);
    screen_say(screen, 0, screen->columns - width, width, LOOK_BAR, place);
    size_t used = screen_say(screen, 0, 1, screen->columns - width - 2, LOOK_BAR, _("review"));
    if (view->seen == NULL)
        return;
    used += screen_say(screen, 0, 1 + used, 3, LOOK_BAR, " · ");
    screen_put(screen, 0, 1 + used, screen->columns - width - used - 2, LOOK_BAR,
               view->seen->unit.document);
    for (size_t i = 0; i < 2; i++) {
        const char *lang = view->seen->unit.langs[i];
        bool active = view->side == i && (view->mode == MODE_EDIT || view->mode == MODE_SPLIT);
        struct pane pane = pane_of(view, i);
        size_t at = screen_say(screen, 1, pane.column, pane.columns,
                               active ? LOOK_STRONG : LOOK_FAINT, lang == NULL ? "—" : lang);
        if (active)
            screen_say(screen, 1, pane.column + at, pane.columns - at, LOOK_STRONG, " ◂");
    }
}

static void draw_facts(const struct view *view, size_t line)
{
    char text[512];
    const cotexto_review_unit *unit = &view->seen->unit;
    int used = snprintf(text, sizeof text, _("unit %lld"), (long long)unit->unit);
    if (unit->paragraph > 0 || unit->position > 0)
        used += snprintf(text + used, sizeof text - (size_t)used,
                         unit->paragraph > 0 ? _(" · paragraph %u") : _(" · position %u"),
                         (unsigned)(unit->paragraph > 0 ? unit->paragraph : unit->position));
    if (unit->confidence >= 0)
        used += snprintf(text + used, sizeof text - (size_t)used, _(" · aligned %.2f"),
                         unit->confidence);
    snprintf(text + used, sizeof text - (size_t)used, " · %s",
             unit->reviewed ? _("reviewed") : _("not reviewed"));
    size_t at = screen_say(&view->screen, line, 0, view->screen.columns, LOOK_FAINT, text);
    if (!unit->reviewed || unit->changer.length == 0)
        return;
    snprintf(text, sizeof text, _(" by %.*s, %.*s"),
             unit->changer.length < 200 ? (int)unit->changer.length : 200, unit->changer.bytes,
             unit->changed.length < 10 ? (int)unit->changed.length : 10, unit->changed.bytes);
    screen_say(&view->screen, line, at, view->screen.columns - at, LOOK_FAINT, text);
}

static const char *keys_of(enum review_mode mode)
{
    switch (mode) {
    case MODE_SPLIT:
        return _("h/l w/b move the cut  Tab other text  Enter split  > < give away  Esc cancel");
    case MODE_EDIT: return _("Enter store  Tab other text  Esc cancel  Ctrl-A/E/B/F/W/K/U");
    case MODE_ASK: return _("Enter answer  Esc cancel");
    default:
        return _("a accept  m merge  s split  x unlink  e edit  u undo  j/k move  ? help  q quit");
    }
}

/* What is asked, and as much of the answer before the caret as there is room for. */
static void draw_answer(struct view *view, size_t line)
{
    struct screen *screen = &view->screen;
    cotexto_text text = editor_text(&view->answer);
    struct glyph glyph;
    size_t before = 0, start = 0,
           at = screen_say(screen, line, 0, screen->columns * 3 / 4, LOOK_STRONG, view->question);
    for (size_t i = 0; i < view->answer.caret && glyph_at(text, i, &glyph); i = glyph.end)
        before += glyph.width;
    while (before + 1 > screen->columns - at && glyph_at(text, start, &glyph)) {
        start = glyph.end;
        before -= glyph.width;
    }
    screen_put(screen, line, at, screen->columns - at, LOOK_PLAIN,
               (cotexto_text){text.bytes + start, text.length - start});
    screen_caret(screen, line, at + before);
}

static void draw_foot(struct view *view)
{
    struct screen *screen = &view->screen;
    size_t line = screen->lines - FOOT;
    for (size_t i = 0; i < screen->columns; i++)
        screen_say(screen, line, i, 1, LOOK_FAINT, "─");
    if (view->seen != NULL)
        draw_facts(view, line + 1);
    if (view->mode == MODE_ASK) {
        draw_answer(view, line + 2);
    } else {
        screen_say(screen, line + 2, 0, screen->columns, view->alert ? LOOK_ALERT : LOOK_STRONG,
                   view->message);
    }
    screen_fill(screen, line + 3, LOOK_BAR);
    screen_say(screen, line + 3, 0, screen->columns, LOOK_BAR, keys_of(view->mode));
}

static void draw_help(const struct view *view)
{
    static const char *const lines[][2] = {
        {"j k, ↓ ↑", N_("the next unit, the one before")},
        {"g G", N_("the first unit, the last one")},
        {"PgDn PgUp", N_("on and back in a unit longer than the window")},
        {"a", N_("accept: the alignment is right; on to the next unit")},
        {"m", N_("merge with the unit that stands behind it in its document")},
        {"s", N_("split in two, where the carets stand in both texts")},
        {"s, then > <", N_("give a sentence to the next unit, to the one before")},
        {"x", N_("unlink: take the pair out of the memory")},
        {"e", N_("edit the texts")},
        {"u", N_("undo the last change of this review; again for the one before")},
        {"A", N_("accept all that are aligned surely enough")},
        {"/ n N", N_("find words, the next place, the one before")},
        {"Ctrl-L", N_("draw the screen anew")},
        {"q", N_("quit; each change is stored already")},
        {"█ ▓ ▒ ░", N_("aligned below 0.25, 0.5, 0.75, and more surely")},
        {"✓", N_("a person has confirmed it")},
        {"◇", N_("an inline tag")},
    };
    screen_fill(&view->screen, 0, LOOK_BAR);
    screen_say(&view->screen, 0, 1, view->screen.columns - 1, LOOK_BAR,
               _("Keys of the review. Any key goes back."));
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        screen_say(&view->screen, i + 2, 2, 12, LOOK_STRONG, lines[i][0]);
        screen_say(&view->screen, i + 2, 15, view->screen.columns - 15, LOOK_PLAIN, _(lines[i][1]));
    }
}

static void draw_small(const struct view *view)
{
    char text[160];
    snprintf(text, sizeof text, _("The window has %zu x %zu characters; %d x %d are needed."),
             view->screen.columns, view->screen.lines, VIEW_COLUMNS, VIEW_LINES);
    screen_say(&view->screen, 0, 0, view->screen.columns, LOOK_STRONG, text);
    if (view->screen.lines > 1)
        screen_say(&view->screen, 1, 0, view->screen.columns, LOOK_PLAIN,
                   _("Make it larger, or press q to quit."));
}

void view_draw(struct view *view)
{
    screen_clear(&view->screen);
    if (view->screen.lines < VIEW_LINES || view->screen.columns < VIEW_COLUMNS) {
        draw_small(view);
    } else if (view->mode == MODE_HELP) {
        draw_help(view);
    } else {
        draw_head(view);
        if (view->seen != NULL)
            draw_present(view);
        else
            screen_say(&view->screen, TOP + 1, 2, view->screen.columns - 2, LOOK_PLAIN,
                       _("Nothing is left to review. q quits, u takes the last change back."));
        draw_foot(view);
    }
    screen_show(&view->screen);
}
