/* What a reviser does with units. Each change is made at once, in a revision of its own; the list
 * follows only when it is stored. */
#include "cli/review_view.h"

#include <stdlib.h>
#include <string.h>
#include <wctype.h>

/* -------------------------------------------------------------------------------------- changes */

static bool make_room(void *items, size_t *room, size_t count, size_t size)
{
    void **array = items;
    if (count < *room)
        return true;
    size_t more = *room == 0 ? 16 : 2 * *room;
    void *grown = realloc(*array, more * size);
    if (grown == NULL)
        return false;
    *array = grown;
    *room = more;
    return true;
}

static void take_note(void *context, const cotexto_change *change)
{
    struct view *view = context;
    if (!make_room(&view->notes, &view->note_room, view->note_count, sizeof *view->notes)) {
        view->notes_failed = true;
        return;
    }
    view->notes[view->note_count++] =
        (struct note){change->unit, change->kind, change->reviewed[1],
                      change->texts_same && change->reviewed[0] == change->reviewed[1]};
}

static cotexto_change_options begin_change(struct view *view)
{
    view->note_count = 0;
    return (cotexto_change_options){
        .user = user_name(view->cli), .command = "review", .changed = take_note, .context = view};
}

/* The list follows what was stored, and stays at its place. */
static void follow(struct view *view)
{
    bool good = !view->notes_failed;
    for (size_t i = 0; i < view->note_count; i++)
        good = review_list_change(&view->list, view->notes[i].unit, view->notes[i].kind,
                                  view->notes[i].reviewed) &&
               good;
    review_list_settle(&view->list);
    view_look(view);
    if (!good)
        view_say(view, "%s", _("Out of memory: the list is not complete; start again."));
}

/* false: it went wrong, which is said. */
static bool finish_change(struct view *view, bool good, const cotexto_change_counts *counts)
{
    if (!good) {
        view_alert(view);
        return false;
    }
    if (counts->revision != 0 && make_room(&view->revisions, &view->revision_room,
                                           view->revision_count, sizeof *view->revisions))
        view->revisions[view->revision_count++] = counts->revision;
    follow(view);
    return true;
}

static int64_t present_unit(const struct view *view)
{
    return view->seen->unit.unit;
}

static bool accept_units(struct view *view, const int64_t *units, size_t count,
                         cotexto_change_counts *counts)
{
    cotexto_change_options how = begin_change(view);
    const cotexto_selection selection = {.units = units, .unit_count = count};
    bool good = cotexto_accept(view->memory, &selection, &how, counts, view->cli->error);
    return finish_change(view, good, counts);
}

void view_accept(struct view *view)
{
    cotexto_change_counts counts;
    int64_t unit = present_unit(view);
    if (!accept_units(view, &unit, 1, &counts))
        return;
    if (counts.changed == 0)
        view_say(view, _("Unit %lld was reviewed before."), (long long)unit);
    else
        view_say(view, _("Unit %lld accepted."), (long long)unit);
    if (review_list_step(&view->list, true)) {
        view->scroll = 0;
        view_look(view);
    }
}

void view_merge(struct view *view)
{
    cotexto_change_counts counts;
    int64_t unit = present_unit(view);
    cotexto_change_options how = begin_change(view);
    bool good = cotexto_merge(view->memory, unit, &how, &counts, view->cli->error);
    if (finish_change(view, good, &counts))
        view_say(view, _("Unit %lld merged with the next one."), (long long)unit);
}

void view_unlink(struct view *view)
{
    cotexto_change_counts counts;
    int64_t unit = present_unit(view);
    cotexto_change_options how = begin_change(view);
    const cotexto_selection selection = {.units = &unit, .unit_count = 1};
    bool good = cotexto_delete(view->memory, &selection, false, &how, &counts, view->cli->error);
    view->scroll = 0;
    if (finish_change(view, good, &counts))
        view_say(view, _("Unit %lld taken out of the memory; u brings it back."), (long long)unit);
}

void view_split(struct view *view)
{
    cotexto_change_counts counts;
    cotexto_cut cuts[2];
    size_t count = 0;
    int64_t unit = present_unit(view);
    for (size_t i = 0; i < 2; i++) {
        if (view->seen->unit.langs[i] != NULL)
            cuts[count++] = (cotexto_cut){view->seen->unit.langs[i], view->editors[i].caret};
    }
    cotexto_change_options how = begin_change(view);
    bool good = cotexto_split(view->memory, unit, cuts, count, &how, &counts, view->cli->error);
    if (!finish_change(view, good, &counts))
        return;
    view->mode = MODE_LIST;
    view_say(view, _("Unit %lld split."), (long long)unit);
}

void view_move(struct view *view, bool behind)
{
    cotexto_change_counts counts;
    int64_t unit = present_unit(view);
    const cotexto_cut cut = {view->seen->unit.langs[view->side], view->editors[view->side].caret};
    if (cut.lang == NULL)
        return;
    cotexto_change_options how = begin_change(view);
    bool good = cotexto_move(view->memory, unit, &cut, behind, &how, &counts, view->cli->error);
    if (!finish_change(view, good, &counts))
        return;
    view->mode = MODE_LIST;
    view_say(view, "%s", behind ? _("Moved to the next unit.") : _("Moved to the unit before."));
}

static bool is_changed(const struct view *view, size_t side)
{
    cotexto_text text = editor_text(&view->editors[side]), before = view->seen->unit.texts[side];
    return view->seen->unit.langs[side] != NULL &&
           (text.length != before.length || memcmp(text.bytes, before.bytes, text.length) != 0);
}

void view_save(struct view *view)
{
    bool changed[2] = {is_changed(view, 0), is_changed(view, 1)};
    int64_t unit = present_unit(view);
    for (size_t i = 0; i < 2; i++) {
        cotexto_change_counts counts;
        if (!changed[i])
            continue;
        cotexto_change_options how = begin_change(view);
        bool good =
            cotexto_edit_text(view->memory, unit, view->seen->unit.langs[i],
                              editor_text(&view->editors[i]), &how, &counts, view->cli->error);
        if (!finish_change(view, good, &counts) || view->seen == NULL)
            return; /* still in the editor, unless the unit is gone */
    }
    view->mode = MODE_LIST;
    if (changed[0] || changed[1])
        view_say(view, _("Unit %lld stored."), (long long)unit);
    else
        view_say(view, "%s", _("Nothing was changed."));
}

/* Goes to what was changed, unless it is here: the first of it in the list. */
static void go_to_noted(struct view *view)
{
    size_t at = view->list.at, first = view->list.count;
    for (size_t i = 0; i < view->note_count; i++) {
        if (view->notes[i].moved || !review_list_go_to(&view->list, view->notes[i].unit))
            continue;
        if (view->list.at < first)
            first = view->list.at;
        if (view->list.at == at)
            return;
    }
    view->list.at = first < view->list.count ? first : at;
    view_look(view);
}

void view_undo(struct view *view)
{
    cotexto_change_counts counts;
    if (view->revision_count == 0) {
        view_say(view, "%s", _("There is nothing of this review to undo."));
        return;
    }
    cotexto_change_options how = begin_change(view);
    how.command = NULL;
    if (!cotexto_undo(view->memory, view->revisions[view->revision_count - 1], &how, &counts,
                      view->cli->error)) {
        view_alert(view);
        return;
    }
    view->revision_count--;
    follow(view);
    go_to_noted(view);
    view_say(view, "%s", _("The last change was taken back."));
}

/* ----------------------------------------------------------------------------------- accept all */

static void accept_chosen(struct view *view, const char *answer)
{
    cotexto_change_counts counts;
    if (strcmp(answer, "y") != 0 && strcmp(answer, _("y")) != 0) {
        view_say(view, "%s", _("Nothing was accepted."));
        return;
    }
    view_say(view, "%s", _("One moment…"));
    view_draw(view);
    if (accept_units(view, view->chosen, view->chosen_count, &counts))
        view_say(view, P_("%llu unit accepted.", "%llu units accepted.", counts.changed),
                 (unsigned long long)counts.changed);
}

static bool choose_from(struct view *view, double floor)
{
    free(view->chosen);
    view->chosen_count = 0;
    view->chosen = calloc(view->list.count + 1, sizeof *view->chosen);
    for (size_t i = 0; view->chosen != NULL && i < view->list.count; i++) {
        const struct review_place *place = &view->list.places[i];
        if (!place->gone && !place->reviewed && place->confidence >= floor)
            view->chosen[view->chosen_count++] = place->unit;
    }
    return view->chosen != NULL;
}

static void take_floor(struct view *view, const char *answer)
{
    char question[128], number[32], *end;
    snprintf(number, sizeof number, "%s", answer);
    char *comma = strchr(number, ',');
    if (comma != NULL)
        *comma = '.';
    double floor = strtod(number, &end);
    if (end == number || *end != '\0' || !(floor >= 0 && floor <= 1)) {
        view_say(view, "%s", _("A number from 0 to 1 is wanted, such as 0.8."));
        view->alert = true;
    } else if (!choose_from(view, floor) || view->chosen_count == 0) {
        view_say(view, "%s", _("No unit is aligned that surely and not reviewed."));
    } else {
        snprintf(question, sizeof question,
                 P_("Accept %zu unit? (y/n) ", "Accept %zu units? (y/n) ", view->chosen_count),
                 view->chosen_count);
        view_ask(view, question, accept_chosen);
    }
}

void view_ask_floor(struct view *view)
{
    view_ask(view, _("Accept all aligned at least this surely (0 to 1): "), take_floor);
}

/* --------------------------------------------------------------------------------------- search */

/* Code points in small letters, ended by 0. NULL: out of memory. */
static uint32_t *fold(cotexto_text text)
{
    uint32_t *out = calloc(text.length + 1, sizeof *out);
    size_t count = 0;
    for (size_t at = 0; out != NULL && at < text.length;)
        out[count++] = (uint32_t)towlower((wint_t)code_point(text, &at));
    return out;
}

static bool begins_with(const uint32_t *text, const uint32_t *phrase)
{
    while (*phrase != 0 && *text == *phrase) {
        text++;
        phrase++;
    }
    return *phrase == 0;
}

static bool has_phrase(cotexto_text text, const uint32_t *phrase)
{
    uint32_t *folded = fold(text);
    bool found = false;
    for (const uint32_t *at = folded; at != NULL && *at != 0 && !found; at++)
        found = begins_with(at, phrase);
    free(folded);
    return found;
}

/* Whether the present unit has it. */
static bool is_found(struct view *view, const uint32_t *phrase)
{
    view_look_alone(view);
    return view->seen != NULL && (has_phrase(view->seen->unit.texts[0], phrase) ||
                                  has_phrase(view->seen->unit.texts[1], phrase));
}

/* The next place around the list; a large memory takes its time: any key ends the search. */
static bool find_on(struct view *view, const uint32_t *phrase, bool forward)
{
    enum { LOOKS = 256 };
    size_t start = view->list.at;
    for (size_t i = 0; i < view->list.count; i++) {
        if (!review_list_step(&view->list, forward))
            review_list_go_to_end(&view->list, !forward);
        if (is_found(view, phrase)) {
            view_look(view);
            return true;
        }
        if (i % LOOKS == LOOKS - 1 && screen_interrupted())
            break;
    }
    view->list.at = start;
    view_look(view);
    return false;
}

void view_find(struct view *view, bool forward)
{
    if (view->phrase == NULL) {
        view_ask_phrase(view);
        return;
    }
    uint32_t *phrase = fold(cotexto_text_of(view->phrase));
    view->scroll = 0;
    if (phrase != NULL && !find_on(view, phrase, forward) && !view->alert)
        view_say(view, _("\"%s\" is not found."), view->phrase);
    free(phrase);
}

static void take_phrase(struct view *view, const char *answer)
{
    if (*answer == '\0')
        return;
    free(view->phrase);
    view->phrase = strdup(answer);
    view_find(view, true);
}

void view_ask_phrase(struct view *view)
{
    view_ask(view, "/", take_phrase);
}
