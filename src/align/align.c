/* The passes of an alignment: likeness and length first, then twice with the words learned from the
 * pass before. */
#include "align/align.h"

#include <stdlib.h>

#include "align/cognate.h"
#include "align/search.h"
#include "base/error.h"

enum { PASSES = 3 };
/* Sentences on both sides of the path of the pass before. */
static const size_t band_widths[PASSES] = {0, 30, 20};

/* One side without its empty sentences, which translate nothing. */
struct side {
    const struct align_sentence **sentences;
    size_t *numbers; /* of each: its place in the side as it was given */
    uint32_t *paragraphs;
    size_t count;
    struct words words;
};

struct alignment {
    struct side source, target;
    struct word_table table;
    struct length_model length;
    struct band band;
    struct bead *beads;
    size_t count;
    const struct align_options *options;
    int pass;
    struct arena arena;
};

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
    return words_of(side->sentences, side->count, arena, &side->words, error) &&
           cognate_prepare(&side->words, arena, error);
}

static bool report(void *context, size_t rows)
{
    const struct alignment *alignment = context;
    const cotexto_progress *progress = &alignment->options->progress;
    if (progress->report == NULL)
        return true;
    size_t all = alignment->source.count;
    return progress->report(progress->context, COTEXTO_WORK_SENTENCES,
                            (size_t)alignment->pass * all + rows, PASSES * all);
}

static bool run_pass(struct alignment *alignment, cotexto_error *error)
{
    struct score_input input = {&alignment->table, &alignment->length, &alignment->band,
                                alignment->source.paragraphs, alignment->target.paragraphs};
    struct search_options how = {alignment->pass + 1 == PASSES, report, alignment};
    return search_path(&input, &how, &alignment->arena, &alignment->beads, &alignment->count,
                       error);
}

static bool prepare_pass(struct alignment *alignment, cotexto_error *error)
{
    struct side *source = &alignment->source, *target = &alignment->target;
    if (alignment->pass == 0)
        return length_model_make(&source->words, &target->words, &alignment->arena,
                                 &alignment->length, error) &&
               word_table_make(&source->words, &target->words, alignment->options->lexicon,
                               &alignment->table, error) &&
               band_first(&source->words, &target->words, &alignment->arena, &alignment->band,
                          error);
    return word_table_learn(&alignment->table, alignment->beads, alignment->count, error) &&
           band_around(alignment->beads, alignment->count, source->count, target->count,
                       band_widths[alignment->pass], &alignment->arena, &alignment->band, error);
}

/* --------------------------------------------------------------------------------- the result */

struct result {
    struct bead *beads;
    size_t count, source, target; /* sentences given out so far */
};

static void give_alone(struct result *result, size_t source_to, size_t target_to)
{
    while (result->source < source_to)
        result->beads[result->count++] = (struct bead){result->source++, 1, result->target, 0, 1};
    while (result->target < target_to)
        result->beads[result->count++] = (struct bead){result->source, 0, result->target++, 1, 1};
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
        bead = (struct bead){result.source, source_end - result.source, result.target,
                             target_end - result.target, bead.confidence};
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
    struct alignment alignment = {.options = options};
    bool good = take_side(source, &alignment.source, &alignment.arena, error) &&
                take_side(target, &alignment.target, &alignment.arena, error);
    bool nothing = alignment.source.count == 0 || alignment.target.count == 0;
    for (; good && !nothing && alignment.pass < PASSES; alignment.pass++)
        good = prepare_pass(&alignment, error) && run_pass(&alignment, error);
    good = good && give(&alignment, source->count, target->count, arena, beads, count, error);
    word_table_free(&alignment.table);
    arena_free(&alignment.arena);
    return good;
}
