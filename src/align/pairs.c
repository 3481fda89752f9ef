/* Pairs of stretches, scored as beads of one to one by the aligner's own scorer. */
#include "align/pairs.h"

#include "align/cognate.h"
#include "align/score.h"
#include "base/error.h"
#include "base/string.h"
#include "base/text.h"

static bool may_be_chosen(const struct bead *bead, double confidence)
{
    return bead_has_both(bead) && bead->confidence >= confidence;
}

size_t pairs_choose(const struct bead *beads, size_t count, double confidence, size_t most,
                    const struct bead **chosen)
{
    size_t all = 0, seen = 0, taken = 0;
    for (size_t i = 0; i < count; i++)
        all += may_be_chosen(&beads[i], confidence);
    size_t wanted = all < most ? all : most;
    for (size_t i = 0; i < count && taken < wanted; i++) {
        if (may_be_chosen(&beads[i], confidence) && seen++ * wanted / all == taken)
            chosen[taken++] = &beads[i];
    }
    return taken;
}

bool pairs_open(struct pairs *pairs, const struct align_side *source, size_t source_room,
                const struct align_side *target, size_t target_room, cotexto_error *error)
{
    *pairs = (struct pairs){.counts = {0, 0}};
    pairs->texts[0] = arena_array(&pairs->arena, source_room, sizeof **pairs->texts);
    pairs->texts[1] = arena_array(&pairs->arena, target_room, sizeof **pairs->texts);
    if (pairs->texts[0] == NULL || pairs->texts[1] == NULL)
        return error_no_memory(error);
    return numerals_of_pair(source->lang, target->lang, &pairs->arena, pairs->numerals, error);
}

void pairs_free(struct pairs *pairs)
{
    numerals_free(&pairs->numerals[0]);
    numerals_free(&pairs->numerals[1]);
    word_table_free(&pairs->table);
    arena_free(&pairs->arena);
}

bool pairs_add(struct pairs *pairs, int side, const struct align_side *text, size_t from,
               size_t count, cotexto_error *error)
{
    struct string joined = {0};
    for (size_t i = from; i < from + count; i++) {
        if (i > from)
            string_append_char(&joined, ' ');
        string_append_text(&joined, text->sentences[i].text);
    }
    cotexto_text kept = arena_text(&pairs->arena, string_text(&joined));
    bool good = string_ok(&joined, error) && (kept.bytes != NULL || error_no_memory(error));
    string_free(&joined);
    if (good)
        pairs->texts[side][pairs->counts[side]++] = (struct align_sentence){kept, 0};
    return good;
}

static bool read_side(struct pairs *pairs, int side, cotexto_error *error)
{
    size_t count = pairs->counts[side];
    const struct align_sentence **list = arena_array(&pairs->arena, count, sizeof *list);
    if (list == NULL)
        return error_no_memory(error);
    for (size_t i = 0; i < count; i++)
        list[i] = &pairs->texts[side][i];
    struct words *words = &pairs->words[side];
    if (!words_of(list, count, &pairs->arena, words, error) ||
        !cognate_prepare(words, &pairs->numerals[side], &pairs->arena, error))
        return false;
    words->weak = arena_array(&pairs->arena, count + 1, sizeof *words->weak); /* none is weak */
    return words->weak != NULL || error_no_memory(error);
}

bool pairs_prepare(struct pairs *pairs, const struct lexicon *lexicon, cotexto_error *error)
{
    struct words *source = &pairs->words[0], *target = &pairs->words[1];
    return read_side(pairs, 0, error) && read_side(pairs, 1, error) &&
           length_model_make(source, target, &pairs->arena, &pairs->length, error) &&
           word_table_make(source, target, lexicon, &pairs->table, error);
}

bool pairs_learn(struct pairs *pairs, struct range known, cotexto_error *error)
{
    size_t count = known.to - known.from;
    struct bead *beads = arena_array(&pairs->arena, count, sizeof *beads);
    if (beads == NULL)
        return error_no_memory(error);
    for (size_t i = 0; i < count; i++)
        beads[i] = (struct bead){known.from + i, 1, known.from + i, 1, 1, 1};
    length_model_learn(&pairs->length, &pairs->words[0], &pairs->words[1], beads, count);
    return word_table_learn(&pairs->table, beads, count, error);
}

/* The rows of the sources see all targets asked for; those before them, which the scorer must pass
 * through, see next to nothing. */
static bool lay_band(struct range sources, struct range targets, struct arena *arena,
                     struct band *band, cotexto_error *error)
{
    *band = (struct band){.row_count = sources.to + 1};
    band->low = arena_array(arena, band->row_count, sizeof *band->low);
    band->high = arena_array(arena, band->row_count, sizeof *band->high);
    if (band->low == NULL || band->high == NULL)
        return error_no_memory(error);
    for (size_t row = 0; row < band->row_count; row++) {
        band->low[row] = targets.from;
        band->high[row] = row > sources.from ? targets.to : targets.from;
    }
    return true;
}

static struct suit suit_of(const struct pairs *pairs, const struct scorer *scorer,
                           const struct shape_priors *priors, size_t source, size_t target)
{
    enum { ONE_TO_ONE = 0 };
    double length =
        length_score(&pairs->length, pairs->words[0].lengths[source],
                     (float)pairs->words[1].lengths[target], pairs->length.background[target]);
    double whole = scorer_bead(scorer, ONE_TO_ONE, target + 1);
    return (struct suit){whole - length - priors->beads[ONE_TO_ONE], length};
}

struct suit *pairs_suit(const struct pairs *pairs, struct range sources, struct range targets,
                        struct arena *arena, cotexto_error *error)
{
    size_t width = targets.to - targets.from;
    struct suit *suits = arena_array(arena, (sources.to - sources.from) * width, sizeof *suits);
    struct band band;
    const struct shape_priors priors = shape_priors_learn(NULL, 0);
    struct score_input input = {&pairs->table, &pairs->length, &priors, &band, NULL, NULL};
    struct scorer *scorer = suits != NULL && lay_band(sources, targets, arena, &band, error)
                                ? scorer_new(&input, error)
                                : NULL;
    bool good = scorer != NULL || error_no_memory(error);
    for (size_t i = 0; good && i < sources.to; i++) {
        good = scorer_row(scorer, i + 1, error);
        for (size_t j = 0; good && i >= sources.from && j < width; j++)
            suits[(i - sources.from) * width + j] =
                suit_of(pairs, scorer, &priors, i, targets.from + j);
    }
    scorer_free(scorer);
    return good ? suits : NULL;
}
