/* Which units a change is about. */
#include <stdlib.h>

#include "base/error.h"
#include "base/message.h"
#include "base/string.h"
#include "base/text.h"
#include "desk/editing.h"
#include "desk/filter.h"
#include "text/unicode.h"

/* Numbers that are gathered. */
struct numbers {
    struct arena *arena;
    int64_t *items;
    size_t count, room;
    const cotexto_filter *filter;
    bool good;
};

/* Without room it holds none any more, and takes no others. */
static bool add(struct numbers *numbers, int64_t id)
{
    if (!numbers->good)
        return false;
    numbers->items = arena_grow(numbers->arena, numbers->items, numbers->count, &numbers->room,
                                sizeof *numbers->items);
    numbers->good = numbers->items != NULL;
    if (numbers->good)
        numbers->items[numbers->count++] = id;
    else
        numbers->count = 0;
    return numbers->good;
}

static bool add_occurrence(void *context, const cotexto_occurrence *occurrence)
{
    struct numbers *numbers = context;
    bool again = numbers->count > 0 && numbers->items[numbers->count - 1] == occurrence->unit;
    return again || add(numbers, occurrence->unit);
}

static bool add_unit(void *context, const struct memory_unit *unit)
{
    struct numbers *numbers = context;
    return !filter_passes(numbers->filter, &unit->unit) || add(numbers, unit->id);
}

static bool add_named(cotexto_memory *memory, const cotexto_selection *selection,
                      struct numbers *numbers, cotexto_error *error)
{
    struct arena arena = {0};
    bool good = true;
    for (size_t i = 0; good && i < selection->unit_count; i++) {
        struct memory_unit unit;
        bool found;
        arena_reset(&arena);
        good = memory_find_unit(memory, selection->units[i], &arena, &unit, &found, error);
        if (good && !found)
            good = no_such_unit(selection->units[i], error);
        else if (good)
            add_unit(numbers, &unit);
    }
    arena_free(&arena);
    return good;
}

bool no_such_unit(int64_t id, cotexto_error *error)
{
    error_set(error, COTEXTO_NOTHING, "no-such-unit", _("there is no unit %lld"), (long long)id);
    return error_hint(error, "%s",
                      _("cotexto lookup --json and cotexto search --json tell the units' numbers"));
}

static bool add_found(cotexto_memory *memory, const cotexto_selection *selection,
                      struct numbers *numbers, cotexto_error *error)
{
    cotexto_search_options options = {
        .lang = selection->lang,
        .filter = selection->filter,
        .is_pattern = selection->is_pattern,
    };
    uint64_t count;
    return cotexto_search(&memory, 1, &selection->phrase, 1, &options, add_occurrence, numbers,
                          &count, error);
}

static bool add_filtered(cotexto_memory *memory, struct numbers *numbers, cotexto_error *error)
{
    int64_t document;
    return filter_document(memory, numbers->filter->document, &document, error) &&
           memory_each_unit(memory, document, add_unit, numbers, error);
}

static int compare(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static void sort(struct numbers *numbers)
{
    size_t kept = 0;
    if (numbers->count > 0)
        qsort(numbers->items, numbers->count, sizeof *numbers->items, compare);
    for (size_t i = 0; i < numbers->count; i++) {
        if (i == 0 || numbers->items[i] != numbers->items[i - 1])
            numbers->items[kept++] = numbers->items[i];
    }
    numbers->count = kept;
}

/* Keeps what both have; both are sorted. */
static void keep_common(struct numbers *numbers, const struct numbers *others)
{
    size_t kept = 0;
    for (size_t i = 0; i < numbers->count; i++) {
        if (bsearch(&numbers->items[i], others->items, others->count, sizeof *others->items,
                    compare) != NULL)
            numbers->items[kept++] = numbers->items[i];
    }
    numbers->count = kept;
}

bool selection_find(cotexto_memory *memory, const cotexto_selection *selection, struct arena *arena,
                    int64_t **ids, size_t *count, cotexto_error *error)
{
    struct numbers numbers = {.arena = arena, .filter = &selection->filter, .good = true};
    struct numbers found = numbers;
    bool by_phrase = selection->phrase.length > 0, by_number = selection->unit_count > 0;
    bool good = filter_check(&selection->filter, &memory, 1, error) &&
                (!by_phrase || add_found(memory, selection, &found, error)) &&
                (!by_number || add_named(memory, selection, &numbers, error)) &&
                (by_phrase || by_number || add_filtered(memory, &numbers, error)) &&
                ((numbers.good && found.good) || error_no_memory(error));
    sort(&numbers);
    sort(&found);
    if (by_phrase && by_number)
        keep_common(&numbers, &found);
    else if (by_phrase)
        numbers = found;
    *ids = numbers.items;
    *count = numbers.count;
    return good;
}

bool selection_is_all(const cotexto_selection *selection)
{
    const cotexto_filter *filter = &selection->filter;
    return selection->unit_count == 0 && selection->phrase.length == 0 &&
           filter->document == NULL && filter->since == NULL && filter->until == NULL &&
           filter->author == NULL && filter->confidence <= 0 && !filter->reviewed;
}

const char *selection_about(const cotexto_selection *selection, struct arena *arena)
{
    const cotexto_filter *filter = &selection->filter;
    const char *const said[][2] = {
        {"document", filter->document}, {"since", filter->since},
        {"until", filter->until},       {"author", filter->author},
        {"lang", selection->lang},      {"reviewed", filter->reviewed ? "yes" : NULL}};
    struct string text = {0};
    for (size_t i = 0; i < selection->unit_count && i < 3; i++)
        string_append_format(&text, "%s%lld", i == 0 ? "" : " ", (long long)selection->units[i]);
    if (selection->unit_count > 3)
        string_append_format(&text, " +%zu", selection->unit_count - 3);
    if (selection->phrase.length > 0) {
        string_append_c(&text, text.length > 0 ? " \"" : "\"");
        string_append_text(&text, selection->phrase);
        string_append_char(&text, '"');
    }
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        if (said[i][1] != NULL)
            string_append_format(&text, "%s%s=%s", text.length > 0 ? " " : "", said[i][0],
                                 said[i][1]);
    }
    cotexto_text copy = {0};
    if (string_ok(&text, NULL))
        copy = arena_text(arena, unicode_repaired(string_text(&text), arena));
    string_free(&text);
    return copy.bytes;
}
