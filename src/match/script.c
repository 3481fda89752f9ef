/* The edit script behind the percent: the cheapest way from the query to the stored segment, found
 * by Hirschberg's divide and conquer (1975), so that long segments need memory in proportion to
 * their length only. */
#include "match/percent.h"

#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "match/cost.h"

/* One step on one token of a side or of both; the script is a list of them before runs are joined.
 */
struct step {
    enum edit_kind kind;
    size_t a, b; /* the tokens; of a delete or insert only one counts */
};

struct scripting {
    const struct tokens *a, *b;
    struct step *steps;
    size_t count;
    struct arena *arena;
    cotexto_error *error;
};

static void add(struct scripting *s, enum edit_kind kind, size_t a, size_t b)
{
    s->steps[s->count++] = (struct step){kind, a, b};
}

static void add_range(struct scripting *s, enum edit_kind kind, size_t a, size_t b, size_t count)
{
    for (size_t i = 0; i < count; i++)
        add(s, kind, kind == EDIT_DELETE ? a + i : a, kind == EDIT_INSERT ? b + i : b);
}

/* One token of a against a run of b: it stands where it costs least, or is deleted. */
static void place_one(struct scripting *s, size_t a, size_t b0, size_t b1)
{
    const struct token *x = &s->a->items[a];
    uint32_t best = 0;
    size_t at = b1;
    for (size_t k = b0; k < b1; k++) {
        const struct token *y = &s->b->items[k];
        uint32_t apart = token_weight(x->class) + token_weight(y->class),
                 cost = cost_of_change(x, y);
        if (cost < apart && apart - cost > best) {
            best = apart - cost;
            at = k;
        }
    }
    if (at == b1) {
        add(s, EDIT_DELETE, a, b0);
        add_range(s, EDIT_INSERT, a + 1, b0, b1 - b0);
        return;
    }
    add_range(s, EDIT_INSERT, a, b0, at - b0);
    add(s, cost_of_change(x, &s->b->items[at]) == 0 ? EDIT_EQUAL : EDIT_CHANGE, a, at);
    add_range(s, EDIT_INSERT, a + 1, at + 1, b1 - at - 1);
}

static bool script_between(struct scripting *s, size_t a0, size_t a1, size_t b0, size_t b1);

static bool divide(struct scripting *s, size_t a0, size_t a1, size_t b0, size_t b1)
{
    size_t middle = a0 + (a1 - a0) / 2, n = b1 - b0, cut = 0;
    struct arena rows = {0};
    uint32_t *front = arena_array(&rows, n + 1, sizeof *front);
    uint32_t *back = arena_array(&rows, n + 1, sizeof *back);
    if (front == NULL || back == NULL) {
        arena_free(&rows);
        return error_no_memory(s->error);
    }
    cost_row(s->a->items + a0, middle - a0, s->b->items + b0, n, false, front);
    cost_row(s->a->items + middle, a1 - middle, s->b->items + b0, n, true, back);
    for (size_t k = 1; k <= n; k++) {
        if (front[k] + back[n - k] < front[cut] + back[n - cut])
            cut = k;
    }
    arena_free(&rows);
    return script_between(s, a0, middle, b0, b0 + cut) &&
           script_between(s, middle, a1, b0 + cut, b1);
}

static bool script_between(struct scripting *s, size_t a0, size_t a1, size_t b0, size_t b1)
{
    size_t tail = 0;
    while (a0 < a1 && b0 < b1 && cost_of_change(&s->a->items[a0], &s->b->items[b0]) == 0)
        add(s, EDIT_EQUAL, a0++, b0++);
    while (a0 < a1 && b0 < b1 && cost_of_change(&s->a->items[a1 - 1], &s->b->items[b1 - 1]) == 0) {
        a1--;
        b1--;
        tail++;
    }
    bool good = true;
    if (a0 == a1)
        add_range(s, EDIT_INSERT, a0, b0, b1 - b0);
    else if (b0 == b1)
        add_range(s, EDIT_DELETE, a0, b0, a1 - a0);
    else if (a1 - a0 == 1)
        place_one(s, a0, b0, b1);
    else
        good = divide(s, a0, a1, b0, b1);
    for (size_t i = 0; good && i < tail; i++)
        add(s, EDIT_EQUAL, a1 + i, b1 + i);
    return good;
}

/* What costs nothing but is not the same (quotes of another shape) is shown as a change. */
static enum edit_kind shown_kind(const struct scripting *s, const struct step *step)
{
    if (step->kind == EDIT_EQUAL && !text_equal(s->a->items[step->a].raw, s->b->items[step->b].raw))
        return EDIT_CHANGE;
    return step->kind;
}

static void extend(struct edit *edit, const struct scripting *s, const struct step *step)
{
    if (step->kind != EDIT_INSERT)
        edit->a_end = s->a->items[step->a].start + s->a->items[step->a].length;
    if (step->kind != EDIT_DELETE)
        edit->b_end = s->b->items[step->b].start + s->b->items[step->b].length;
}

static size_t start_of(const struct tokens *tokens, size_t token, size_t previous_end)
{
    return token < tokens->count ? tokens->items[token].start : previous_end;
}

static size_t join(const struct scripting *s, struct edit *edits)
{
    size_t count = 0, a_end = 0, b_end = 0;
    for (size_t i = 0; i < s->count; i++) {
        const struct step *step = &s->steps[i];
        enum edit_kind kind = shown_kind(s, step);
        if (count == 0 || edits[count - 1].kind != kind) {
            size_t a_start = step->kind == EDIT_INSERT ? a_end : start_of(s->a, step->a, a_end);
            size_t b_start = step->kind == EDIT_DELETE ? b_end : start_of(s->b, step->b, b_end);
            edits[count++] = (struct edit){kind, a_start, a_start, b_start, b_start};
        }
        extend(&edits[count - 1], s, step);
        a_end = edits[count - 1].a_end;
        b_end = edits[count - 1].b_end;
    }
    return count;
}

bool match_script(const struct tokens *a, const struct tokens *b, struct arena *arena,
                  struct edit **edits, size_t *count, cotexto_error *error)
{
    struct scripting s = {.a = a, .b = b, .arena = arena, .error = error};
    s.steps = arena_array(arena, a->count + b->count, sizeof *s.steps);
    *edits = arena_array(arena, a->count + b->count, sizeof **edits);
    if (s.steps == NULL || *edits == NULL)
        return error_no_memory(error);
    if (!script_between(&s, 0, a->count, 0, b->count))
        return false;
    *count = join(&s, *edits);
    return true;
}
