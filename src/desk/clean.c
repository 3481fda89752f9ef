/* Cleaning: what nobody wants to be offered again. Texts are put right first, so that those which
 * then are the same are found as such. */
#include <stdlib.h>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "base/error.h"
#include "base/string.h"
#include "base/text.h"
#include "desk/editing.h"
#include "text/decode.h"
#include "text/mojibake.h"
#include "text/unicode.h"

/* A unit that stays, for finding those that are the same. */
struct survivor {
    uint64_t hash;
    int64_t id;
};

struct cleaning {
    unsigned what;
    struct survivor *survivors;
    size_t count, room;
};

/* ------------------------------------------------------------------------------------- one text */

static bool is_blank(UChar32 c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029;
}

/* Without a meaning inside a sentence: controls, BOM, zero-width space, word joiner, soft hyphen.
 * Joiners and marks of direction have one. */
static bool is_idle(UChar32 c)
{
    return (u_charType(c) == U_CONTROL_CHAR && !is_blank(c)) || c == 0xFEFF || c == 0x200B ||
           c == 0x2060 || c == 0xAD;
}

/* Copies a text without idle characters, or with one space for each run of blanks. */
static void filter(cotexto_text text, bool blanks, struct string *out)
{
    bool waiting = false;
    for (size_t i = 0; i < text.length;) {
        size_t start = i;
        UChar32 c;
        U8_NEXT_OR_FFFD(text.bytes, i, text.length, c);
        if (blanks ? is_blank(c) : is_idle(c)) {
            waiting = blanks && out->length > 0;
            continue;
        }
        if (waiting)
            string_append_char(out, ' ');
        waiting = false;
        string_append(out, text.bytes + start, i - start);
    }
}

static bool repair(cotexto_text text, struct string *out, cotexto_error *error)
{
    size_t count = 0;
    string_append_text(out, text);
    return !mojibake_seen(text) || mojibake_repair(out, &count, error);
}

/* One of the rules for texts: *changed when it changed something. */
static bool apply(unsigned rule, cotexto_text *text, struct arena *arena, bool *changed,
                  cotexto_error *error)
{
    struct string out = {0};
    bool good = true;
    if (rule == COTEXTO_CLEAN_MOJIBAKE)
        good = repair(*text, &out, error);
    else
        filter(*text, rule == COTEXTO_CLEAN_BLANKS, &out);
    good = good && string_ok(&out, error);
    *changed = good && !text_equal(string_text(&out), *text);
    if (*changed) {
        cotexto_text copy = arena_text(arena, string_text(&out));
        good =
            (copy.bytes != NULL || error_no_memory(error)) && text_to_nfc(copy, arena, text, error);
    }
    string_free(&out);
    return good;
}

static bool clean_texts(const struct cleaning *cleaning, struct variant *variants, size_t count,
                        struct arena *arena, const char **reason, cotexto_error *error)
{
    static const struct {
        unsigned rule;
        const char *reason;
    } rules[] = {{COTEXTO_CLEAN_MOJIBAKE, "mojibake"},
                 {COTEXTO_CLEAN_CONTROLS, "controls"},
                 {COTEXTO_CLEAN_BLANKS, "blanks"}};
    for (size_t r = 0; r < sizeof rules / sizeof *rules; r++) {
        for (size_t i = 0; (cleaning->what & rules[r].rule) != 0 && i < count; i++) {
            bool changed;
            if (!apply(rules[r].rule, &variants[i].text, arena, &changed, error))
                return false;
            if (changed && *reason == NULL)
                *reason = rules[r].reason;
        }
    }
    return true;
}

/* ------------------------------------------------------------------------------------- one unit */

static bool says_something(cotexto_text text)
{
    for (size_t i = 0; i < text.length;) {
        UChar32 c;
        U8_NEXT_OR_FFFD(text.bytes, i, text.length, c);
        if (u_isalnum(c))
            return true;
    }
    return false;
}

static bool is_empty(const struct unit *unit)
{
    size_t saying = 0;
    for (size_t i = 0; i < unit->variant_count; i++)
        saying += says_something(unit->variants[i].text);
    return saying < 2;
}

/* All its texts are the same, and there are words in it. */
static bool is_untranslated(const struct unit *unit)
{
    bool letters = false;
    for (size_t i = 1; i < unit->variant_count; i++) {
        if (!text_equal(unit->variants[i].text, unit->variants[0].text))
            return false;
    }
    cotexto_text text = unit->variant_count == 0 ? (cotexto_text){0} : unit->variants[0].text;
    for (size_t i = 0; i < text.length && !letters;) {
        UChar32 c;
        U8_NEXT_OR_FFFD(text.bytes, i, text.length, c);
        letters = u_isalpha(c);
    }
    return letters;
}

static bool remember(struct cleaning *cleaning, const struct memory_unit *unit,
                     cotexto_error *error)
{
    if ((cleaning->what & COTEXTO_CLEAN_DUPLICATES) == 0)
        return true;
    if (!array_reserve(&cleaning->survivors, &cleaning->room, cleaning->count + 1,
                       sizeof *cleaning->survivors))
        return error_no_memory(error);
    cleaning->survivors[cleaning->count++] = (struct survivor){unit_hash(&unit->unit), unit->id};
    return true;
}

static bool clean_one(struct editing *editing, const struct memory_unit *unit, struct arena *arena,
                      void *context, cotexto_error *error)
{
    struct cleaning *cleaning = context;
    struct memory_unit after;
    struct variant *variants;
    const char *reason = NULL;
    if (!editing_copy(unit, arena, &after, &variants, error) ||
        !clean_texts(cleaning, variants, after.unit.variant_count, arena, &reason, error))
        return false;
    if (is_empty(&after.unit)) {
        if ((cleaning->what & COTEXTO_CLEAN_EMPTY) != 0)
            return editing_delete(editing, unit, "empty", error);
        editing->counts->kept += reason != NULL;
        return true;
    }
    if ((cleaning->what & COTEXTO_CLEAN_UNTRANSLATED) != 0 && is_untranslated(&after.unit))
        return editing_delete(editing, unit, "untranslated", error);
    return (reason == NULL || editing_change(editing, unit, &after, reason, error)) &&
           remember(cleaning, &after, error);
}

/* ---------------------------------------------------------------------------------- duplicates */

static int by_hash(const void *a, const void *b)
{
    const struct survivor *x = a, *y = b;
    return x->hash != y->hash ? (x->hash > y->hash) - (x->hash < y->hash)
                              : (x->id > y->id) - (x->id < y->id);
}

static bool is_better(const struct unit *a, const struct unit *b)
{
    if (a->reviewed != b->reviewed)
        return a->reviewed;
    return text_compare(a->changed, b->changed) > 0;
}

/* The number of the best of units with the same hash. */
static bool find_best(cotexto_memory *memory, const struct survivor *same, size_t count,
                      struct arena *arena, int64_t *id, cotexto_error *error)
{
    struct memory_unit best = {0};
    for (size_t i = 0; i < count; i++) {
        struct memory_unit unit;
        bool found;
        if (!memory_get_unit_head(memory, same[i].id, arena, &unit, &found, error))
            return false;
        if (i == 0 || is_better(&unit.unit, &best.unit))
            best = unit;
    }
    *id = best.id;
    return true;
}

/* Of units with the same hash, takes out those of which the best one says all. */
static bool thin_out(struct editing *editing, const struct survivor *same, size_t count,
                     struct arena *arena, struct arena *scratch, cotexto_error *error)
{
    cotexto_memory *memory = editing->change.memory;
    struct memory_unit best, unit;
    int64_t id = 0;
    if (!find_best(memory, same, count, arena, &id, error) ||
        !memory_get_unit(memory, id, arena, &best, error))
        return false;
    for (size_t i = 0; i < count; i++) {
        arena_reset(scratch);
        if (same[i].id == id)
            continue;
        if (!memory_get_unit(memory, same[i].id, scratch, &unit, error))
            return false;
        if (unit_same_texts(&unit.unit, &best.unit) && unit_says_all(&best.unit, &unit.unit) &&
            !editing_delete(editing, &unit, "duplicate", error))
            return false;
    }
    return true;
}

static bool delete_duplicates(struct editing *editing, struct cleaning *cleaning,
                              cotexto_error *error)
{
    struct arena arena = {0}, scratch = {0};
    bool good = true;
    size_t end;
    if (cleaning->count > 0)
        qsort(cleaning->survivors, cleaning->count, sizeof *cleaning->survivors, by_hash);
    for (size_t i = 0; good && i < cleaning->count; i = end) {
        for (end = i + 1;
             end < cleaning->count && cleaning->survivors[end].hash == cleaning->survivors[i].hash;)
            end++;
        arena_reset(&arena);
        good = end == i + 1 ||
               thin_out(editing, cleaning->survivors + i, end - i, &arena, &scratch, error);
    }
    arena_free(&scratch);
    arena_free(&arena);
    return good;
}

bool cotexto_clean(cotexto_memory *memory, const cotexto_selection *selection, unsigned what,
                   const cotexto_change_options *options, cotexto_change_counts *counts,
                   cotexto_error *error)
{
    struct editing editing;
    struct arena arena = {0};
    struct cleaning cleaning = {.what = what};
    bool good = editing_begin(&editing, memory, "clean", selection_about(selection, &arena),
                              options, counts, error);
    if (good)
        good = editing_end(&editing,
                           editing_run(&editing, selection, clean_one, &cleaning, error) &&
                               delete_duplicates(&editing, &cleaning, error),
                           error);
    free(cleaning.survivors);
    arena_free(&arena);
    return good;
}
