/* The passes of an alignment: likeness and length first, then twice with the words learned from the
 * pass before. Long texts go through them section by section. */
#include "align/align.h"

#include <stdlib.h>

#include "align/boundary.h"
#include "align/cognate.h"
#include "align/confidence.h"
#include "align/cut.h"
#include "align/search.h"
#include "base/error.h"

enum { PASSES = 3 };
/* Around the path of the pass before. */
static const struct band_width band_widths[PASSES] = {{0, 0}, {8, 30}, {6, 20}};

/* One side without its empty sentences, which translate nothing. */
struct side {
    const struct align_sentence **sentences;
    size_t *numbers; /* of each: its place in the side as it was given */
    uint32_t *paragraphs;
    size_t count;
};

struct alignment {
    struct side source, target;
    struct numerals numerals[2]; /* of the languages of source and target */
    struct align_pin *pins;      /* growing on both sides */
    size_t pin_count;
    struct bead *beads;
    size_t count;
    const struct align_options *options;
    struct arena arena;
};

/* A part that is aligned for itself: sentences from up to to, and the pins between. */
struct section {
    struct alignment *whole;
    struct align_pin from, to;
    struct words source, target;
    struct word_table table;
    struct length_model length;
    struct shape_priors priors;
    struct band band;
    struct align_pin *pins; /* counted from the section's begin */
    size_t pin_count;
    struct bead *beads; /* so too */
    size_t count;
    int pass;
    struct arena arena;
};

/* ----------------------------------------------------------------------------------- a section */

static bool report(void *context, size_t rows)
{
    const struct section *section = context;
    const cotexto_progress *progress = &section->whole->options->progress;
    if (progress->report == NULL)
        return true;
    size_t done = PASSES * section->from.source +
                  (size_t)section->pass * section->source.sentence_count + rows;
    return progress->report(progress->context, COTEXTO_WORK_SENTENCES, done,
                            PASSES * section->whole->source.count);
}

static bool run_pass(struct section *section, cotexto_error *error)
{
    const struct alignment *whole = section->whole;
    struct score_input input = {&section->table,
                                &section->length,
                                &section->priors,
                                &section->band,
                                whole->source.paragraphs + section->from.source,
                                whole->target.paragraphs + section->from.target};
    struct search_options how = {section->pass + 1 == PASSES, report, section};
    return search_path(&input, &how, &section->arena, &section->beads, &section->count, error);
}

static bool first_band(struct section *section, cotexto_error *error)
{
    const struct words *source = &section->source, *target = &section->target;
    return length_model_make(source, target, &section->arena, &section->length, error) &&
           word_table_make(source, target, section->whole->options->lexicon, &section->table,
                           error) &&
           band_first(&section->table, &section->arena, &section->band, error);
}

/* What the beads of the pass before teach. */
static bool learn(struct section *section, cotexto_error *error)
{
    const struct words *source = &section->source, *target = &section->target;
    length_model_learn(&section->length, source, target, section->beads, section->count);
    return word_table_learn(&section->table, section->beads, section->count, error) &&
           band_around(section->beads, section->count, source->sentence_count,
                       target->sentence_count, band_widths[section->pass], &section->arena,
                       &section->band, error);
}

static bool prepare_pass(struct section *section, cotexto_error *error)
{
    section->priors = shape_priors_learn(section->beads, section->count);
    return (section->pass == 0 ? first_band(section, error) : learn(section, error)) &&
           band_pin(&section->band, section->pins, section->pin_count, &section->arena, error);
}

static bool take_words(struct section *section, cotexto_error *error)
{
    const struct alignment *whole = section->whole;
    const struct align_pin *from = &section->from, *to = &section->to;
    return words_of(whole->source.sentences + from->source, to->source - from->source,
                    &section->arena, &section->source, error) &&
           words_of(whole->target.sentences + from->target, to->target - from->target,
                    &section->arena, &section->target, error) &&
           boundaries_find(whole->source.sentences + from->source, &section->source,
                           &section->arena, error) &&
           boundaries_find(whole->target.sentences + from->target, &section->target,
                           &section->arena, error) &&
           cognate_prepare(&section->source, &whole->numerals[0], &section->arena, error) &&
           cognate_prepare(&section->target, &whole->numerals[1], &section->arena, error);
}

static bool is_inside(const struct section *section, const struct align_pin *pin)
{
    return pin->source >= section->from.source && pin->source <= section->to.source &&
           pin->target >= section->from.target && pin->target <= section->to.target;
}

static bool take_pins(struct section *section, cotexto_error *error)
{
    const struct alignment *whole = section->whole;
    section->pins = arena_array(&section->arena, whole->pin_count, sizeof *section->pins);
    if (section->pins == NULL)
        return error_no_memory(error);
    for (size_t i = 0; i < whole->pin_count; i++) {
        const struct align_pin *pin = &whole->pins[i];
        if (is_inside(section, pin))
            section->pins[section->pin_count++] = (struct align_pin){
                pin->source - section->from.source, pin->target - section->from.target};
    }
    return true;
}

static void keep_beads(struct section *section)
{
    struct alignment *whole = section->whole;
    for (size_t i = 0; i < section->count; i++) {
        struct bead bead = section->beads[i];
        bead.source += section->from.source;
        bead.target += section->from.target;
        whole->beads[whole->count++] = bead;
    }
}

static bool align_section(struct alignment *whole, struct align_pin from, struct align_pin to,
                          cotexto_error *error)
{
    struct section section = {.whole = whole, .from = from, .to = to};
    if (from.source == to.source || from.target == to.target)
        return true; /* what is left over stands alone */
    bool good = take_words(&section, error) && take_pins(&section, error);
    for (; good && section.pass < PASSES; section.pass++)
        good = prepare_pass(&section, error) && run_pass(&section, error);
    if (good)
        keep_beads(&section);
    word_table_free(&section.table);
    arena_free(&section.arena);
    return good;
}

/* ----------------------------------------------------------------------------------- the whole */

static bool take_side(const struct align_side *given, struct side *side, struct arena *arena,
                      cotexto_error *error)
{
    side->sentences = arena_array(arena, given->count, sizeof *side->sentences);
    side->numbers = arena_array(arena, given->count, sizeof *side->numbers);
    side->paragraphs = arena_array(arena, given->count, sizeof *side->paragraphs);
    if (side->sentences == NULL || side->numbers == NULL || side->paragraphs == NULL)
        return error_no_memory(error);
    for (size_t i = 0; i < given->count; i++) {
        if (given->sentences[i].text.length == 0)
            continue;
        side->numbers[side->count] = i;
        side->paragraphs[side->count] = given->sentences[i].paragraph;
        side->sentences[side->count++] = &given->sentences[i];
    }
    return true;
}

/* How many sentences of a side stand before the given one, empty ones not counted. */
static size_t place_in(const struct side *side, size_t number)
{
    size_t low = 0, high = side->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (side->numbers[middle] < number)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static int by_source(const void *a, const void *b)
{
    const struct align_pin *x = a, *y = b;
    return x->source < y->source ? -1 : x->source > y->source;
}

/* Pins in order; one that crosses an earlier one, or says the same, is left out. */
static bool order_pins(struct alignment *whole, cotexto_error *error)
{
    const struct align_options *options = whole->options;
    size_t kept = 0;
    struct align_pin *pins = arena_array(&whole->arena, options->pin_count, sizeof *pins);
    if (pins == NULL)
        return error_no_memory(error);
    for (size_t i = 0; i < options->pin_count; i++)
        pins[i] = (struct align_pin){place_in(&whole->source, options->pins[i].source),
                                     place_in(&whole->target, options->pins[i].target)};
    if (options->pin_count > 0)
        qsort(pins, options->pin_count, sizeof *pins, by_source);
    for (size_t i = 0; i < options->pin_count; i++) {
        if (kept == 0 ||
            (pins[i].source > pins[kept - 1].source && pins[i].target > pins[kept - 1].target))
            pins[kept++] = pins[i];
    }
    whole->pins = pins;
    whole->pin_count = kept;
    return true;
}

static bool crosses_pin(const struct alignment *whole, const struct align_pin *cut)
{
    for (size_t i = 0; i < whole->pin_count; i++) {
        const struct align_pin *pin = &whole->pins[i];
        if ((pin->source <= cut->source) != (pin->target <= cut->target) ||
            (pin->source >= cut->source) != (pin->target >= cut->target))
            return true;
    }
    return false;
}

static bool align_whole(struct alignment *whole, cotexto_error *error)
{
    struct side *source = &whole->source, *target = &whole->target;
    struct align_pin *cuts, from = {0, 0}, end = {source->count, target->count};
    size_t cut_count;
    whole->beads = arena_array(&whole->arena, source->count + target->count, sizeof *whole->beads);
    if (whole->beads == NULL)
        return error_no_memory(error);
    if (!cut_places(source->sentences, source->count, target->sentences, target->count,
                    &whole->arena, &cuts, &cut_count, error))
        return false;
    for (size_t i = 0; i < cut_count; i++) {
        if (crosses_pin(whole, &cuts[i]))
            continue;
        if (!align_section(whole, from, cuts[i], error))
            return false;
        from = cuts[i];
    }
    return align_section(whole, from, end, error) &&
           confidence_fill(whole->beads, whole->count, error);
}

/* --------------------------------------------------------------------------------- the result */

struct result {
    struct bead *beads;
    size_t count, source, target; /* sentences given out so far */
};

static void give_alone(struct result *result, size_t source_to, size_t target_to)
{
    while (result->source < source_to)
        result->beads[result->count++] =
            (struct bead){result->source++, 1, result->target, 0, 1, 1};
    while (result->target < target_to)
        result->beads[result->count++] =
            (struct bead){result->source, 0, result->target++, 1, 1, 1};
}

/* Numbers the beads' sentences as they were given; empty sentences between beads stand alone. */
static bool give(const struct alignment *alignment, size_t source_count, size_t target_count,
                 struct arena *arena, struct bead **beads, size_t *count, cotexto_error *error)
{
    struct result result = {.beads =
                                arena_array(arena, source_count + target_count, sizeof **beads)};
    if (result.beads == NULL)
        return error_no_memory(error);
    for (size_t i = 0; i < alignment->count; i++) {
        struct bead bead = alignment->beads[i];
        size_t source_end = result.source, target_end = result.target;
        if (bead.source_count > 0)
            source_end = alignment->source.numbers[bead.source + bead.source_count - 1] + 1;
        if (bead.target_count > 0)
            target_end = alignment->target.numbers[bead.target + bead.target_count - 1] + 1;
        give_alone(&result,
                   bead.source_count > 0 ? alignment->source.numbers[bead.source] : result.source,
                   bead.target_count > 0 ? alignment->target.numbers[bead.target] : result.target);
        bead.source = result.source;
        bead.source_count = source_end - result.source;
        bead.target = result.target;
        bead.target_count = target_end - result.target;
        result.beads[result.count++] = bead;
        result.source = source_end;
        result.target = target_end;
    }
    give_alone(&result, source_count, target_count);
    *beads = result.beads;
    *count = result.count;
    return true;
}

bool align_texts(const struct align_side *source, const struct align_side *target,
                 const struct align_options *options, struct arena *arena, struct bead **beads,
                 size_t *count, cotexto_error *error)
{
    struct alignment whole = {.options = options};
    bool good = take_side(source, &whole.source, &whole.arena, error) &&
                take_side(target, &whole.target, &whole.arena, error) &&
                numerals_of_pair(source->lang, target->lang, &whole.arena, whole.numerals, error) &&
                order_pins(&whole, error) && align_whole(&whole, error) &&
                give(&whole, source->count, target->count, arena, beads, count, error);
    numerals_free(&whole.numerals[0]);
    numerals_free(&whole.numerals[1]);
    arena_free(&whole.arena);
    return good;
}
