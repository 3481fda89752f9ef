/* Scores of beads by words, lengths and paragraphs. Formulas: doc/alignment.md, "The score of a
 * bead". */
#include "align/score.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"

/* Shares of bead shapes in hand-aligned texts, rounded; a run of unmatched sentences has its own
 * (search.c). */
const struct shape align_shapes[SHAPE_COUNT] = {
    {1, 1, -0.2231}, {1, 2, -2.8134}, {2, 1, -2.8134}, {1, 3, -4.1997}, {3, 1, -4.1997},
    {2, 2, -4.6052}, {1, 4, -5.5215}, {4, 1, -5.5215}, {2, 3, -6.2146}, {3, 2, -6.2146},
    {1, 5, -6.5000}, {5, 1, -6.5000}, {3, 3, -7.0000}, {2, 4, -7.5000}, {4, 2, -7.5000},
};

/* Measured on the development sets (bench/align). */
static const double word_weight = .65;
static const double chance = .45;        /* share of a word's probability that is left to chance */
static const double break_inside = -1.2; /* a paragraph that ends inside a bead */
static const double break_alone = -.7;   /* a bead that ends a paragraph on one side only */
static const double break_both = .7;     /* on both sides */

/* Factors multiplied before their log is taken: the largest is about 1e6. */
enum { FACTORS = 32, RING = SHAPE_SIDE };

/* What one source sentence says about the target sentences from..to of its window. */
struct source_row {
    size_t from, to;          /* target sentences */
    size_t capacity, columns; /* of gain; of backward */
    float *gain; /* of each target token in the window: sum of t(t|s) / u(t) over the sentence's
                    words */
    float *backward[SHAPE_SIDE]; /* [n-1][j - from]: score of this sentence's words, given targets
                                    j-n..j-1 */
};

struct scorer {
    struct score_input input;
    const struct words *source, *target;
    double paragraph_weight; /* 0..1: how alike the numbers of paragraphs are */
    uint32_t *sentence_of;   /* of each target token */
    uint32_t *places;        /* target tokens by type */
    size_t *place_starts, *cursors;
    struct source_row ring[RING];
    float *by_column; /* [token of the source sentence][target sentence of the window] */
    size_t by_column_capacity;
    float *sum; /* of each target token: gains of several source sentences */
    size_t sum_capacity;
    size_t row, first;           /* the present row; its first target sentence */
    double *forward[SHAPE_SIDE]; /* [m-1][j - first]: prefix sums over targets */
    double *background;          /* prefix sums of the length model's background */
    size_t columns;              /* room in forward */
};

/* ------------------------------------------------------------------------------------ opening */

static double paragraph_likeness(const struct score_input *input, size_t sources, size_t targets)
{
    if (input->source_paragraphs == NULL || input->target_paragraphs == NULL || sources == 0 ||
        targets == 0)
        return 0;
    size_t a = 1, b = 1;
    for (size_t i = 1; i < sources; i++)
        a += input->source_paragraphs[i] != input->source_paragraphs[i - 1];
    for (size_t i = 1; i < targets; i++)
        b += input->target_paragraphs[i] != input->target_paragraphs[i - 1];
    if (a == 1 || b == 1)
        return 0;
    double ratio = a < b ? (double)a / (double)b : (double)b / (double)a;
    return ratio * ratio;
}

/* The target's tokens by type, each list in the order of the text. */
static bool index_target(struct scorer *scorer)
{
    const struct words *target = scorer->target;
    size_t tokens = target->starts[target->sentence_count];
    scorer->sentence_of = malloc((tokens + 1) * sizeof *scorer->sentence_of);
    scorer->places = malloc((tokens + 1) * sizeof *scorer->places);
    scorer->place_starts = calloc(target->type_count + 2, sizeof *scorer->place_starts);
    scorer->cursors = calloc(target->type_count + 1, sizeof *scorer->cursors);
    scorer->background = calloc(target->sentence_count + 1, sizeof *scorer->background);
    if (scorer->sentence_of == NULL || scorer->places == NULL || scorer->place_starts == NULL ||
        scorer->cursors == NULL || scorer->background == NULL)
        return false;
    for (size_t i = 0; i < target->sentence_count; i++) {
        scorer->background[i + 1] = scorer->background[i] + scorer->input.length->background[i];
        for (size_t k = target->starts[i]; k < target->starts[i + 1]; k++)
            scorer->sentence_of[k] = (uint32_t)i;
    }
    for (size_t k = 0; k < tokens; k++)
        scorer->place_starts[target->tokens[k] + 1]++;
    for (size_t t = 0; t < target->type_count; t++) {
        scorer->place_starts[t + 1] += scorer->place_starts[t];
        scorer->cursors[t] = scorer->place_starts[t];
    }
    for (size_t k = 0; k < tokens; k++)
        scorer->places[scorer->cursors[target->tokens[k]]++] = (uint32_t)k;
    memcpy(scorer->cursors, scorer->place_starts, target->type_count * sizeof *scorer->cursors);
    return true;
}

struct scorer *scorer_new(const struct score_input *input, cotexto_error *error)
{
    struct scorer *scorer = calloc(1, sizeof *scorer);
    if (scorer == NULL) {
        error_no_memory(error);
        return NULL;
    }
    scorer->input = *input;
    scorer->source = input->table->source;
    scorer->target = input->table->target;
    scorer->paragraph_weight =
        paragraph_likeness(input, scorer->source->sentence_count, scorer->target->sentence_count);
    if (index_target(scorer))
        return scorer;
    error_no_memory(error);
    scorer_free(scorer);
    return NULL;
}

void scorer_free(struct scorer *scorer)
{
    if (scorer == NULL)
        return;
    for (size_t i = 0; i < RING; i++) {
        free(scorer->ring[i].gain);
        for (size_t n = 0; n < SHAPE_SIDE; n++)
            free(scorer->ring[i].backward[n]);
    }
    for (size_t m = 0; m < SHAPE_SIDE; m++)
        free(scorer->forward[m]);
    free(scorer->sentence_of);
    free(scorer->places);
    free(scorer->place_starts);
    free(scorer->cursors);
    free(scorer->by_column);
    free(scorer->sum);
    free(scorer->background);
    free(scorer);
}

/* ------------------------------------------------------------------------ one source sentence */

static bool reserve_row(struct source_row *row, size_t tokens)
{
    if (!array_reserve(&row->gain, &row->capacity, tokens + 1, sizeof *row->gain))
        return false;
    size_t columns = row->to - row->from + 1, room = row->columns;
    for (size_t n = 0; n < SHAPE_SIDE; n++) {
        room = row->columns;
        if (!array_reserve(&row->backward[n], &room, columns, sizeof(float)))
            return false;
    }
    row->columns = room;
    return true;
}

/* Lets every word of the sentence speak for the target tokens in the window that it predicts, and
 * hear them. */
static void scatter(struct scorer *scorer, size_t sentence, struct source_row *row)
{
    const struct word_table *table = scorer->input.table;
    const struct words *target = scorer->target;
    size_t token_from = target->starts[row->from], token_to = target->starts[row->to];
    size_t width = row->to - row->from, first = scorer->source->starts[sentence];
    for (size_t k = first; k < scorer->source->starts[sentence + 1]; k++) {
        uint32_t type = scorer->source->tokens[k];
        float *heard = scorer->by_column + (k - first) * width;
        for (size_t p = table->starts[type]; p < table->starts[type + 1]; p++) {
            const struct prediction *prediction = &table->predictions[p];
            size_t *cursor = &scorer->cursors[prediction->target],
                   end = scorer->place_starts[prediction->target + 1];
            while (*cursor < end && scorer->places[*cursor] < token_from)
                ++*cursor;
            for (size_t c = *cursor; c < end && scorer->places[c] < token_to; c++) {
                uint32_t place = scorer->places[c];
                row->gain[place - token_from] += prediction->forward;
                heard[scorer->sentence_of[place] - row->from] += prediction->backward;
            }
        }
    }
}

/* The scores of the sentence's words given n target sentences that end before each column. */
static void score_backward(struct scorer *scorer, size_t sentence, struct source_row *row)
{
    const struct words *source = scorer->source, *target = scorer->target;
    size_t width = row->to - row->from, first = source->starts[sentence];
    size_t words = source->starts[sentence + 1] - first;
    for (size_t n = 1; n <= SHAPE_SIDE; n++) {
        for (size_t j = n; j <= width; j++) {
            size_t targets = target->starts[row->from + j] - target->starts[row->from + j - n];
            double share = targets == 0 ? 0 : (1 - chance) / (double)targets;
            double product = 1, score = 0;
            size_t factors = 0;
            for (size_t k = 0; k < words; k++) {
                if (!scorer->input.table->source_known[source->tokens[first + k]])
                    continue;
                float heard = 0;
                for (size_t y = j - n; y < j; y++)
                    heard += scorer->by_column[k * width + y];
                product *= chance + share * heard;
                if (++factors % FACTORS == 0) {
                    score += log(product);
                    product = 1;
                }
            }
            row->backward[n - 1][j] = (float)(score + log(product));
        }
    }
}

static bool add_source(struct scorer *scorer, size_t sentence)
{
    const struct band *band = scorer->input.band;
    const struct words *source = scorer->source, *target = scorer->target;
    struct source_row *row = &scorer->ring[sentence % RING];
    size_t low = band->low[sentence + 1], last = sentence + SHAPE_SIDE;
    row->from = low < SHAPE_SIDE ? 0 : low - SHAPE_SIDE;
    row->to = band->high[last < band->row_count ? last : band->row_count - 1];
    size_t tokens = target->starts[row->to] - target->starts[row->from];
    size_t words = source->starts[sentence + 1] - source->starts[sentence];
    size_t cells = words * (row->to - row->from);
    if (!reserve_row(row, tokens) || !array_reserve(&scorer->by_column, &scorer->by_column_capacity,
                                                    cells + 1, sizeof *scorer->by_column))
        return false;
    memset(row->gain, 0, tokens * sizeof *row->gain);
    memset(scorer->by_column, 0, cells * sizeof *scorer->by_column);
    scatter(scorer, sentence, row);
    score_backward(scorer, sentence, row);
    return true;
}

/* ------------------------------------------------------------------------------------ one row */

/* Prefix sums over target sentences of the scores of their words, given `sources` source sentences
 * before the row. */
static void score_forward(struct scorer *scorer, size_t sources, size_t to)
{
    const struct words *target = scorer->target, *source = scorer->source;
    const struct source_row *row = &scorer->ring[(scorer->row - sources) % RING];
    size_t words = source->starts[scorer->row] - source->starts[scorer->row - sources];
    double share = words == 0 ? 0 : (1 - chance) / (double)words;
    size_t base = target->starts[scorer->first], shift = base - target->starts[row->from];
    double *prefix = scorer->forward[sources - 1];
    prefix[0] = 0;
    for (size_t y = scorer->first; y < to; y++) {
        double product = 1, score = 0;
        size_t factors = 0;
        for (size_t k = target->starts[y]; k < target->starts[y + 1]; k++) {
            scorer->sum[k - base] += row->gain[k - base + shift];
            if (!scorer->input.table->target_known[target->tokens[k]])
                continue;
            product *= chance + share * scorer->sum[k - base];
            if (++factors % FACTORS == 0) {
                score += log(product);
                product = 1;
            }
        }
        prefix[y - scorer->first + 1] = prefix[y - scorer->first] + score + log(product);
    }
}

bool scorer_row(struct scorer *scorer, size_t row, cotexto_error *error)
{
    const struct band *band = scorer->input.band;
    const struct words *target = scorer->target;
    scorer->row = row;
    scorer->first = band->low[row] < SHAPE_SIDE ? 0 : band->low[row] - SHAPE_SIDE;
    size_t columns = band->high[row] - scorer->first + 1, room = scorer->columns;
    size_t tokens = target->starts[band->high[row]] - target->starts[scorer->first];
    bool good = add_source(scorer, row - 1) &&
                array_reserve(&scorer->sum, &scorer->sum_capacity, tokens + 1, sizeof *scorer->sum);
    for (size_t m = 0; good && m < SHAPE_SIDE; m++) {
        room = scorer->columns;
        good = array_reserve(&scorer->forward[m], &room, columns, sizeof(double));
    }
    if (!good)
        return error_no_memory(error);
    scorer->columns = room;
    memset(scorer->sum, 0, tokens * sizeof *scorer->sum);
    for (size_t m = 1; m <= SHAPE_SIDE && m <= row; m++)
        score_forward(scorer, m, band->high[row]);
    return true;
}

/* ----------------------------------------------------------------------------------- one bead */

static bool breaks(const uint32_t *paragraphs, size_t count, size_t at)
{
    return at == 0 || at == count || paragraphs[at] != paragraphs[at - 1];
}

static int breaks_inside(const uint32_t *paragraphs, size_t end, int sentences)
{
    int count = 0;
    for (size_t i = end - (size_t)sentences + 1; i < end; i++)
        count += paragraphs[i] != paragraphs[i - 1];
    return count;
}

static double paragraph_score(const struct scorer *scorer, const struct shape *shape, size_t column)
{
    const uint32_t *sources = scorer->input.source_paragraphs,
                   *targets = scorer->input.target_paragraphs;
    bool source_ends = breaks(sources, scorer->source->sentence_count, scorer->row);
    bool target_ends = breaks(targets, scorer->target->sentence_count, column);
    double score = source_ends != target_ends ? break_alone : source_ends ? break_both : 0;
    score += break_inside * (breaks_inside(sources, scorer->row, shape->source) +
                             breaks_inside(targets, column, shape->target));
    return score * scorer->paragraph_weight;
}

static double sum_lengths(const struct words *words, size_t end, int sentences)
{
    double sum = 0;
    for (size_t i = end - (size_t)sentences; i < end; i++)
        sum += words->lengths[i];
    return sum;
}

double scorer_bead(const struct scorer *scorer, const struct shape *shape, size_t column)
{
    size_t m = (size_t)shape->source, n = (size_t)shape->target;
    const double *prefix = scorer->forward[m - 1];
    double words = prefix[column - scorer->first] - prefix[column - n - scorer->first];
    for (size_t x = scorer->row - m; x < scorer->row; x++) {
        const struct source_row *row = &scorer->ring[x % RING];
        words += row->backward[n - 1][column - row->from];
    }
    double score = shape->log_prior + word_weight * words / 2;
    score +=
        length_score(scorer->input.length, sum_lengths(scorer->source, scorer->row, shape->source),
                     sum_lengths(scorer->target, column, shape->target),
                     scorer->background[column] - scorer->background[column - n], shape->target);
    return scorer->paragraph_weight > 0 ? score + paragraph_score(scorer, shape, column) : score;
}
