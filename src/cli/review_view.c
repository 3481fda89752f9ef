/* The review in a terminal: its loop, and the keys that move through the list. */
#include "cli/review_view.h"

#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>

/* ------------------------------------------------------------------------------------- messages */

void view_say(struct view *view, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(view->message, sizeof view->message, format, arguments);
    va_end(arguments);
    view->alert = false;
}

void view_alert(struct view *view)
{
    cotexto_error *error = view->cli->error;
    const char *hint = cotexto_error_hint(error);
    if (cotexto_error_kind(error) == COTEXTO_BUSY)
        hint = _("nothing was changed: try again");
    view_say(view, *hint == '\0' ? "%s" : "%s · %s", cotexto_error_message(error), hint);
    view->alert = true;
    cotexto_error_clear(error);
}

static void look(struct view *view, size_t neighbours)
{
    const struct review_place *place = review_list_present(&view->list);
    view->seen = NULL;
    if (place != NULL &&
        !cotexto_review_get(view->review, place->unit, neighbours, &view->seen, view->cli->error))
        view_alert(view);
    if (view->seen == NULL && (view->mode == MODE_EDIT || view->mode == MODE_SPLIT))
        view->mode = MODE_LIST;
}

void view_look(struct view *view)
{
    enum { NEIGHBOURS = 20 };
    look(view, NEIGHBOURS);
}

void view_look_alone(struct view *view)
{
    look(view, 0);
}

/* ----------------------------------------------------------------------------------------- keys */

/* Somebody else may have deleted a unit: it is passed over. */
static void look_on(struct view *view, bool forward)
{
    view->scroll = 0;
    view_look(view);
    while (view->seen == NULL && !view->alert && review_list_present(&view->list) != NULL) {
        view->list.places[view->list.at].gone = true;
        if (!review_list_step(&view->list, forward))
            review_list_settle(&view->list);
        view_look(view);
    }
}

static void step(struct view *view, bool forward)
{
    if (!review_list_step(&view->list, forward))
        view_say(view, "%s", forward ? _("This is the last unit.") : _("This is the first unit."));
    look_on(view, forward);
}

static void go_to_end(struct view *view, bool last)
{
    review_list_go_to_end(&view->list, last);
    look_on(view, !last);
}

static void scroll(struct view *view, bool down)
{
    size_t page = view->screen.lines / 2;
    if (down)
        view->scroll += page; /* as far as there are lines: drawing knows */
    else
        view->scroll -= view->scroll < page ? view->scroll : page;
}

static void letter_key(struct view *view, uint32_t letter)
{
    static const struct {
        uint32_t letter;
        void (*act)(struct view *view);
    } unit_keys[] = {
        {'a', view_accept},     {'m', view_merge},       {'x', view_unlink},
        {'e', view_begin_edit}, {'s', view_begin_split},
    };
    for (size_t i = 0; i < sizeof unit_keys / sizeof *unit_keys; i++) {
        if (unit_keys[i].letter == letter && view->seen != NULL)
            unit_keys[i].act(view);
    }
    switch (letter) {
    case 'j': step(view, true); break;
    case 'k': step(view, false); break;
    case 'g': go_to_end(view, false); break;
    case 'G': go_to_end(view, true); break;
    case 'u': view_undo(view); break;
    case 'A': view_ask_floor(view); break;
    case '/': view_ask_phrase(view); break;
    case 'n': view_find(view, true); break;
    case 'N': view_find(view, false); break;
    case '?': view->mode = MODE_HELP; break;
    case 'q': view->ended = true; break;
    case 'L' & 0x1F: screen_redraw(); break;
    default: break;
    }
}

static void list_key(struct view *view, struct key key)
{
    switch (key.kind) {
    case KEY_IS_CHARACTER: letter_key(view, key.character); break;
    case KEY_IS_DOWN: step(view, true); break;
    case KEY_IS_UP: step(view, false); break;
    case KEY_IS_HOME: go_to_end(view, false); break;
    case KEY_IS_END: go_to_end(view, true); break;
    case KEY_IS_PAGE_DOWN: scroll(view, true); break;
    case KEY_IS_PAGE_UP: scroll(view, false); break;
    default: break;
    }
}

/* Too little room to see what is done: only the end and a larger window are taken. */
static bool is_small(const struct view *view)
{
    return view->screen.lines < VIEW_LINES || view->screen.columns < VIEW_COLUMNS;
}

static void take_key(struct view *view, struct key key)
{
    if (key.kind == KEY_IS_NONE) {
        view->ended = true;
        return;
    }
    if (key.kind == KEY_IS_RESIZE) {
        screen_redraw();
        return;
    }
    if (is_small(view)) {
        view->ended = view->mode != MODE_EDIT && key.character == 'q';
        return;
    }
    if (view->mode != MODE_ASK)
        view_say(view, "%s", "");
    switch (view->mode) {
    case MODE_LIST: list_key(view, key); break;
    case MODE_SPLIT: view_split_key(view, key); break;
    case MODE_EDIT: view_edit_key(view, key); break;
    case MODE_ASK: view_ask_key(view, key); break;
    case MODE_HELP: view->mode = MODE_LIST; break;
    }
}

/* ----------------------------------------------------------------------------------------- loop */

static void run(struct view *view)
{
    look_on(view, true);
    while (!view->ended) {
        view_draw(view);
        take_key(view, screen_key(&view->screen));
    }
}

static void free_view(struct view *view)
{
    review_list_free(&view->list);
    for (size_t i = 0; i < 2; i++)
        editor_free(&view->editors[i]);
    editor_free(&view->answer);
    free(view->phrase);
    free(view->revisions);
    free(view->notes);
    free(view->chosen);
    cotexto_review_free(view->review);
}

/* What is left is told where the user looks next. */
static void report(const struct view *view)
{
    size_t number, left;
    review_list_count(&view->list, &number, &left);
    if (given(view->cli, OPTION_QUIET))
        return;
    fprintf(stderr, P_("%zu change made", "%zu changes made", view->revision_count),
            view->revision_count);
    fprintf(stderr, P_(", %zu unit left to review\n", ", %zu units left to review\n", left), left);
}

static int show(struct view *view)
{
    if (!screen_begin(&view->screen, view->cli))
        return EXIT_USAGE;
    run(view);
    int number = screen_end(&view->screen);
    report(view);
    return number == 0 ? 0 : REVIEW_SIGNAL + number;
}

int review_view(struct cli *cli, cotexto_memory *memory, const cotexto_review_options *options)
{
    struct view view = {.cli = cli, .memory = memory};
    size_t count = 0;
    view.review = cotexto_review_new(memory, options, cli->error);
    progress_clear(&cli->progress);
    if (view.review == NULL)
        return fail(cli);
    const cotexto_review_entry *entries = cotexto_review_entries(view.review, &count);
    int code = EXIT_NOTHING;
    if (count == 0)
        fprintf(stderr, "%s\n",
                options->all ? _("There is nothing to review.")
                             : _("There is nothing to review; --all shows what is reviewed, too."));
    else if (review_list_make(&view.list, entries, count))
        code = show(&view);
    free_view(&view);
    return code;
}
