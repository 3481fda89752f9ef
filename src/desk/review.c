/* Review: what a reviser does with aligned units. */
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/message.h"
#include "base/text.h"
#include "desk/editing.h"
#include "desk/piece.h"
#include "text/unicode.h"

/* ------------------------------------------------------------------------------------- accept */

static bool accept_one(struct editing *editing, const struct memory_unit *unit, struct arena *arena,
                       void *context, cotexto_error *error)
{
    (void)arena, (void)context;
    struct memory_unit accepted = *unit;
    accepted.unit.reviewed = true;
    return unit->unit.reviewed || editing_change(editing, unit, &accepted, "", error);
}

bool cotexto_accept(cotexto_memory *memory, const cotexto_selection *selection,
                    const cotexto_change_options *options, cotexto_change_counts *counts,
                    cotexto_error *error)
{
    struct editing editing;
    struct arena arena = {0};
    bool good =
        editing_begin(&editing, memory, "review", selection_about(selection, &arena), options,
                      counts, error) &&
        editing_end(&editing, editing_run(&editing, selection, accept_one, NULL, error), error);
    arena_free(&arena);
    return good;
}

/* Begins the review of one unit, which is put into *unit. */
static bool begin_review(struct editing *editing, cotexto_memory *memory, int64_t id,
                         const cotexto_change_options *options, cotexto_change_counts *counts,
                         cotexto_error *error)
{
    char about[24];
    snprintf(about, sizeof about, "%lld", (long long)id);
    return editing_begin(editing, memory, "review", about, options, counts, error);
}

static bool find_unit(struct editing *editing, int64_t id, struct memory_unit *unit,
                      cotexto_error *error)
{
    bool found;
    return memory_find_unit(editing->change.memory, id, &editing->arena, unit, &found, error) &&
           (found || no_such_unit(id, error));
}

/* -------------------------------------------------------------------------------------- merge */

/* The unit beside another in its document. */
static bool unit_beside(struct editing *editing, const struct memory_unit *unit, bool behind,
                        struct memory_unit *out, cotexto_error *error)
{
    int64_t *ids;
    size_t count;
    if (!memory_neighbours(editing->change.memory, unit, behind, 1, &editing->arena, &ids, &count,
                           error))
        return false;
    if (count > 0)
        return memory_get_unit(editing->change.memory, ids[0], &editing->arena, out, error);
    return behind ? error_set(error, COTEXTO_NOTHING, "last-unit",
                              _("unit %lld is the last one of its document"), (long long)unit->id)
                  : error_set(error, COTEXTO_NOTHING, "first-unit",
                              _("unit %lld is the first one of its document"), (long long)unit->id);
}

static struct variant *find_language(struct variant *variants, size_t count, const char *lang)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(variants[i].lang, lang) == 0)
            return &variants[i];
    }
    return NULL;
}

/* The segments of both units, language by language. */
static bool join_variants(const struct unit *first, const struct unit *second, struct arena *arena,
                          struct unit *out, cotexto_error *error)
{
    struct variant *variants =
        arena_array(arena, first->variant_count + second->variant_count, sizeof *variants);
    size_t count = first->variant_count;
    bool good = variants != NULL || error_no_memory(error);
    for (size_t i = 0; good && i < count; i++)
        variants[i] = first->variants[i];
    for (size_t i = 0; good && i < second->variant_count; i++) {
        const struct variant *more = &second->variants[i];
        struct variant *there = find_language(variants, first->variant_count, more->lang);
        if (there == NULL)
            variants[count++] = *more;
        else
            good = piece_join(there, more, arena, there, error);
    }
    out->variants = variants;
    out->variant_count = count;
    return good;
}

/* A merged unit is as sure as the less sure of both. */
static double less_sure(double a, double b)
{
    return a < 0 || (b >= 0 && b < a) ? b : a;
}

static bool merge(struct editing *editing, int64_t id, cotexto_error *error)
{
    struct memory_unit unit, behind, merged;
    if (!find_unit(editing, id, &unit, error) || !unit_beside(editing, &unit, true, &behind, error))
        return false;
    merged = unit;
    merged.unit.reviewed = true;
    merged.unit.confidence = less_sure(unit.unit.confidence, behind.unit.confidence);
    return join_variants(&unit.unit, &behind.unit, &editing->arena, &merged.unit, error) &&
           piece_join_properties(unit.unit.properties, unit.unit.property_count,
                                 behind.unit.properties, behind.unit.property_count,
                                 &editing->arena, &merged.unit.properties,
                                 &merged.unit.property_count, error) &&
           editing_change(editing, &unit, &merged, "", error) &&
           editing_delete(editing, &behind, "merged", error);
}

bool cotexto_merge(cotexto_memory *memory, int64_t unit, const cotexto_change_options *options,
                   cotexto_change_counts *counts, cotexto_error *error)
{
    struct editing editing;
    return begin_review(&editing, memory, unit, options, counts, error) &&
           editing_end(&editing, merge(&editing, unit, error), error);
}

/* -------------------------------------------------------------------------------------- split */

static bool bad_cut(cotexto_error *error, const char *message, const char *lang)
{
    error_set(error, COTEXTO_USAGE, "bad-cut", message, lang);
    return error_hint(error, "%s", _("put the caret elsewhere"));
}

static bool check_cuts(const struct memory_unit *unit, const cotexto_cut *cuts, size_t count,
                       cotexto_error *error)
{
    for (size_t i = 0; i < count; i++) {
        const struct variant *variant = find_language((struct variant *)unit->unit.variants,
                                                      unit->unit.variant_count, cuts[i].lang);
        if (variant == NULL)
            return error_set(error, COTEXTO_NOTHING, "no-such-language",
                             _("unit %lld has no text in %s"), (long long)unit->id, cuts[i].lang);
        if (!piece_may_cut(variant->text, cuts[i].at))
            return bad_cut(error, _("the cut in %s is not between two characters"), cuts[i].lang);
    }
    return true;
}

static const cotexto_cut *cut_of(const cotexto_cut *cuts, size_t count, const char *lang)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(cuts[i].lang, lang) == 0)
            return &cuts[i];
    }
    return NULL;
}

/* More than blanks and inline tags. */
static bool has_text(cotexto_text text)
{
    static const size_t tag_bytes = 3;
    return unicode_trim(text).length > tag_bytes * count_tags(text);
}

/* A half of the unit, without segments yet; room for all of them. */
static bool begin_half(const struct memory_unit *unit, struct arena *arena,
                       struct memory_unit *half, struct variant **variants, cotexto_error *error)
{
    if (!editing_copy(unit, arena, half, variants, error))
        return false;
    half->unit.reviewed = true;
    half->unit.variant_count = 0;
    return true;
}

static void add_piece(struct memory_unit *half, struct variant *variants,
                      const struct variant *piece)
{
    if (has_text(piece->text))
        variants[half->unit.variant_count++] = *piece;
}

static bool cut_unit(const struct memory_unit *unit, const cotexto_cut *cuts, size_t count,
                     struct arena *arena, struct memory_unit halves[2], cotexto_error *error)
{
    struct variant *variants[2];
    if (!begin_half(unit, arena, &halves[0], &variants[0], error) ||
        !begin_half(unit, arena, &halves[1], &variants[1], error))
        return false;
    for (size_t i = 0; i < unit->unit.variant_count; i++) {
        const struct variant *variant = &unit->unit.variants[i];
        const cotexto_cut *cut = cut_of(cuts, count, variant->lang);
        struct variant pieces[2] = {*variant};
        bool torn = false;
        if (cut != NULL &&
            !piece_cut(variant, cut->at, arena, &pieces[0], &pieces[1], &torn, error))
            return false;
        if (torn)
            return bad_cut(error, _("an inline element in %s would be torn"), variant->lang);
        for (size_t k = 0; k < 2; k++)
            add_piece(&halves[k], variants[k], &pieces[k]);
    }
    if (halves[0].unit.variant_count >= 2 && halves[1].unit.variant_count >= 2)
        return true;
    return bad_cut(error, "%s", _("both halves must hold text in two languages"));
}

/* Units without a gap between their positions, and where each will stand. */
struct run {
    struct place {
        int64_t unit;
        uint32_t position, paragraph;
        double confidence;
    } * places;
    size_t count, room;
};

/* The units behind one, up to the first gap, that stand where it needs room. */
static bool find_run(struct editing *editing, const struct memory_unit *unit, struct run *run,
                     cotexto_error *error)
{
    enum { AT_ONCE = 64 };
    struct memory_unit last = *unit;
    uint32_t taken = unit->unit.position + 1;
    size_t count = AT_ONCE;
    while (count == AT_ONCE) {
        int64_t *ids;
        if (!memory_neighbours(editing->change.memory, &last, true, AT_ONCE, &editing->arena, &ids,
                               &count, error))
            return false;
        for (size_t i = 0; i < count; i++) {
            bool found;
            if (!memory_get_unit_head(editing->change.memory, ids[i], &editing->arena, &last,
                                      &found, error))
                return false;
            if (!found || last.unit.position > taken)
                return true;
            run->places = arena_grow(&editing->arena, run->places, run->count, &run->room,
                                     sizeof *run->places);
            if (run->places == NULL)
                return error_no_memory(error);
            run->places[run->count++] =
                (struct place){ids[i], ++taken, last.unit.paragraph, last.unit.confidence};
        }
    }
    return true;
}

/* Makes the position behind a unit free: the units there move on. */
static bool make_room(struct editing *editing, const struct memory_unit *unit, cotexto_error *error)
{
    struct run run = {0};
    bool good = find_run(editing, unit, &run, error);
    for (size_t i = 0; good && i < run.count; i++) {
        const struct place *place = &run.places[i];
        good = memory_move_unit(editing->change.memory, place->unit, place->position,
                                place->paragraph, place->confidence, error);
    }
    return good;
}

static bool split(struct editing *editing, int64_t id, const cotexto_cut *cuts, size_t count,
                  cotexto_error *error)
{
    struct memory_unit unit, halves[2];
    if (!find_unit(editing, id, &unit, error) || !check_cuts(&unit, cuts, count, error) ||
        !cut_unit(&unit, cuts, count, &editing->arena, halves, error))
        return false;
    halves[1].unit.id = TEXT(""); /* it names one unit */
    if (unit.unit.position != 0) {
        if (!make_room(editing, &unit, error))
            return false;
        halves[1].unit.position = unit.unit.position + 1;
    }
    return editing_change(editing, &unit, &halves[0], "", error) &&
           editing_add(editing, &halves[1], "split", error);
}

bool cotexto_split(cotexto_memory *memory, int64_t unit, const cotexto_cut *cuts, size_t cut_count,
                   const cotexto_change_options *options, cotexto_change_counts *counts,
                   cotexto_error *error)
{
    struct editing editing;
    return begin_review(&editing, memory, unit, options, counts, error) &&
           editing_end(&editing, split(&editing, unit, cuts, cut_count, error), error);
}

/* --------------------------------------------------------------------------------------- move */

/* Puts a piece into a unit: before or behind its text in that language, or as its text. */
static bool receive(struct memory_unit *unit, struct variant *variants, const struct variant *piece,
                    bool before, struct arena *arena, cotexto_error *error)
{
    struct variant *there = find_language(variants, unit->unit.variant_count, piece->lang);
    if (there != NULL)
        return before ? piece_join(piece, there, arena, there, error)
                      : piece_join(there, piece, arena, there, error);
    variants = arena_array(arena, unit->unit.variant_count + 1, sizeof *variants);
    if (variants == NULL)
        return error_no_memory(error);
    for (size_t i = 0; i < unit->unit.variant_count; i++)
        variants[i] = unit->unit.variants[i];
    variants[unit->unit.variant_count++] = *piece;
    unit->unit.variants = variants;
    return true;
}

/* Cuts what goes off; what stays takes its place in the unit. */
static bool cut_off(struct variant *variant, size_t at, bool behind, struct arena *arena,
                    struct variant *piece, cotexto_error *error)
{
    struct variant stays;
    bool torn;
    if (!piece_cut(variant, at, arena, behind ? &stays : piece, behind ? piece : &stays, &torn,
                   error))
        return false;
    if (torn)
        return bad_cut(error, _("an inline element in %s would be torn"), variant->lang);
    if (!has_text(stays.text) || !has_text(piece->text))
        return bad_cut(error, "%s", _("some text must stay, and some must go"));
    stays.properties = variant->properties;
    stays.property_count = variant->property_count;
    piece->properties = NULL;
    piece->property_count = 0;
    *variant = stays;
    return true;
}

static bool move_piece(struct editing *editing, int64_t id, const cotexto_cut *cut, bool behind,
                       cotexto_error *error)
{
    struct memory_unit unit, beside, giver, taker;
    struct variant *giving, *taking, piece;
    struct arena *arena = &editing->arena;
    if (!find_unit(editing, id, &unit, error) || !check_cuts(&unit, cut, 1, error) ||
        !unit_beside(editing, &unit, behind, &beside, error) ||
        !editing_copy(&unit, arena, &giver, &giving, error) ||
        !editing_copy(&beside, arena, &taker, &taking, error))
        return false;
    giver.unit.reviewed = taker.unit.reviewed = true;
    return cut_off(find_language(giving, giver.unit.variant_count, cut->lang), cut->at, behind,
                   arena, &piece, error) &&
           receive(&taker, taking, &piece, behind, arena, error) &&
           editing_change(editing, &unit, &giver, "", error) &&
           editing_change(editing, &beside, &taker, "", error);
}

bool cotexto_move(cotexto_memory *memory, int64_t unit, const cotexto_cut *cut, bool behind,
                  const cotexto_change_options *options, cotexto_change_counts *counts,
                  cotexto_error *error)
{
    struct editing editing;
    return begin_review(&editing, memory, unit, options, counts, error) &&
           editing_end(&editing, move_piece(&editing, unit, cut, behind, error), error);
}
