/* Scores of beads by words, lengths and paragraphs. Formulas: doc/alignment.md, "The score of a
 * bead". */
#include "align/score.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"

/* Measured on the development sets (bench/align). */
static const double word_weight = .75;
static const double chance = .35;        /* share of a word's probability that is left to chance */
static const double break_inside = -1.2; /* a paragraph that ends inside a bead */
static const double break_alone = -.7;   /* a bead that ends a paragraph on one side only */
static const double break_both = .7;     /* on both sides */
static const double weak_inside = .5;    /* a weak boundary inside a bead */
static const double weak_alone = -1;     /* a bead that ends at one on one side only */

/* Factors multiplied before their log is taken: the largest is about 1e6. */
enum { FACTORS = 32, RING = SHAPE_SIDE };

/* A target word that something predicts. */
struct place {
    uint32_t token, sentence; /* its number among those words; the sentence it is in */
};

/* How far the places of one type have been passed: the window only moves on. */
struct cursor {
    uint32_t at, end; /* in places */
    uint32_t token;   /* of the place at `at`, so that most types need no look at it */
};

/* What one source sentence says about the target sentences from..to of its window. */
struct source_row {
    size_t from, to;          /* target sentences */
    size_t capacity, columns; /* of gain; of backward */
    float *gain; /* of each known target token in the window: sum of t(t|s) / u(t) over the
                    sentence's words */
    float *backward[SHAPE_SIDE]; /* [n-1][j - from]: score of this sentence's words, given targets
                                    j-n..j-1 */
};

/* Room for one source sentence's words against its window. */
struct columns {
    size_t capacity, word_capacity; /* target sentences; cells of `heard` */
    float *heard;                   /* [word][column]: sum of t(s|t) / u(s) over that sentence */
    float *sum;                     /* [column]: of one word, over n sentences */
    double *base[SHAPE_SIDE];       /* [n-1][column]: the factor of a word that nothing predicts */
    double *share[SHAPE_SIDE];      /* [n-1][column]: (1 - chance) / words of n sentences */
    double *product[SHAPE_SIDE], *score[SHAPE_SIDE];
};

/* A distinct word of a source sentence. */
struct spoken {
    uint32_t type;
    uint32_t times;
};

struct scorer {
    struct score_input input;
    const struct words *source, *target;
    double paragraph_weight; /* 0..1: how alike the numbers of paragraphs are */
    size_t *known_starts;    /* of each target sentence, among the words that something predicts */
    struct place *places;    /* those words by type, in the order of the text */
    struct cursor *cursors;  /* of each target type */
    float *target_lengths[SHAPE_SIDE], *by_chance[SHAPE_SIDE]; /* [n-1][j]: of targets j-n..j-1 */
    double *free_from,
        *free_to; /* prefix sums over sentences of what their words leave to chance */
    struct source_row ring[RING];
    struct columns columns;
    struct spoken *spoken; /* the distinct known words of the present source sentence */
    size_t spoken_count, spoken_capacity;
    uint32_t *spoken_at;         /* of each source type: its number in spoken + 1; 0: none */
    size_t row, first;           /* the present row; its first target sentence */
    double *forward[SHAPE_SIDE]; /* [m-1][j - first]: prefix sums over targets */
    size_t forward_columns;      /* room in forward */
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

/* The known words of the target by type, each list in the order of the text. */
static bool index_target(struct scorer *scorer)
{
    const struct words *target = scorer->target;
    const bool *known = scorer->input.table->target_known;
    size_t tokens = target->starts[target->sentence_count];
    scorer->known_starts = calloc(target->sentence_count + 1, sizeof *scorer->known_starts);
    scorer->places = malloc((tokens + 1) * sizeof *scorer->places);
    scorer->cursors = calloc(target->type_count + 1, sizeof *scorer->cursors);
    if (scorer->known_starts == NULL || scorer->places == NULL || scorer->cursors == NULL ||
        tokens >= UINT32_MAX)
        return false;
    for (size_t t = 0; t < target->type_count; t++) {
        struct cursor *cursor = &scorer->cursors[t];
        cursor->at = cursor->end =
            t == 0 ? 0 : cursor[-1].at + (known[t - 1] ? target->types[t - 1].count : 0);
    }
    uint32_t count = 0;
    for (size_t i = 0; i < target->sentence_count; i++) {
        for (size_t k = target->starts[i]; k < target->starts[i + 1]; k++) {
            if (!known[target->tokens[k]])
                continue;
            struct cursor *cursor = &scorer->cursors[target->tokens[k]];
            if (cursor->end == cursor->at)
                cursor->token = count;
            scorer->places[cursor->end++] = (struct place){count++, (uint32_t)i};
        }
        scorer->known_starts[i + 1] = count;
    }
    return true;
}

static double *sum_free(const struct words *words, const float *shares)
{
    double *sums = calloc(words->sentence_count + 1, sizeof *sums);
    for (size_t i = 0; sums != NULL && i < words->sentence_count; i++) {
        sums[i + 1] = sums[i];
        for (size_t k = words->starts[i]; k < words->starts[i + 1]; k++)
            sums[i + 1] += (double)shares[words->tokens[k]];
    }
    return sums;
}

/* The lengths of n target sentences, and how likely they are by chance. */
static bool measure_target(struct scorer *scorer)
{
    const struct words *target = scorer->target;
    for (size_t n = 1; n <= SHAPE_SIDE; n++) {
        float *lengths = calloc(target->sentence_count + 1, sizeof *lengths);
        float *by_chance = calloc(target->sentence_count + 1, sizeof *by_chance);
        scorer->target_lengths[n - 1] = lengths;
        scorer->by_chance[n - 1] = by_chance;
        if (lengths == NULL || by_chance == NULL)
            return false;
        for (size_t j = n; j <= target->sentence_count; j++) {
            double background = 0;
            for (size_t y = j - n; y < j; y++) {
                lengths[j] += (float)target->lengths[y];
                background += scorer->input.length->background[y];
            }
            by_chance[j] = (float)(background + (double)(n - 1) * log(lengths[j]));
        }
    }
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
    scorer->spoken_at = calloc(scorer->source->type_count + 1, sizeof *scorer->spoken_at);
    scorer->free_from = sum_free(scorer->source, input->table->source_free);
    scorer->free_to = sum_free(scorer->target, input->table->target_free);
    if (scorer->spoken_at != NULL && scorer->free_from != NULL && scorer->free_to != NULL &&
        index_target(scorer) && measure_target(scorer))
        return scorer;
    error_no_memory(error);
    scorer_free(scorer);
    return NULL;
}

static void free_columns(struct columns *columns)
{
    for (size_t n = 0; n < SHAPE_SIDE; n++) {
        free(columns->base[n]);
        free(columns->share[n]);
        free(columns->product[n]);
        free(columns->score[n]);
    }
    free(columns->heard);
    free(columns->sum);
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
    for (size_t m = 0; m < SHAPE_SIDE; m++) {
        free(scorer->forward[m]);
        free(scorer->target_lengths[m]);
        free(scorer->by_chance[m]);
    }
    free_columns(&scorer->columns);
    free(scorer->free_from);
    free(scorer->free_to);
    free(scorer->known_starts);
    free(scorer->places);
    free(scorer->cursors);
    free(scorer->spoken);
    free(scorer->spoken_at);
    free(scorer);
}

/* The log of a positive number to seven digits: the mantissa's by the quicker function for small
 * numbers, since products of many factors do not fit it. */
static double quick_log(double value)
{
    static const double log_two = 0.69314718055994531;
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    int exponent = (int)(bits >> 52) - 1023;
    bits = (bits & UINT64_C(0xFFFFFFFFFFFFF)) | UINT64_C(0x3FF0000000000000);
    memcpy(&value, &bits, sizeof value);
    return (double)logf((float)value) + exponent * log_two;
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

static bool reserve_columns(struct columns *columns, size_t width, size_t words)
{
    size_t room = columns->capacity;
    if (!array_reserve(&columns->heard, &columns->word_capacity, width * words + 1,
                       sizeof *columns->heard) ||
        !array_reserve(&columns->sum, &room, width + 1, sizeof *columns->sum))
        return false;
    for (size_t n = 0; n < SHAPE_SIDE; n++) {
        double **const arrays[] = {&columns->base[n], &columns->share[n], &columns->product[n],
                                   &columns->score[n]};
        for (size_t i = 0; i < 4; i++) {
            room = columns->capacity;
            if (!array_reserve(arrays[i], &room, width + 1, sizeof **arrays[i]))
                return false;
        }
    }
    columns->capacity = room;
    return true;
}

/* The distinct words of the sentence that predict something or are predicted. */
static bool list_spoken(struct scorer *scorer, size_t sentence)
{
    const struct words *source = scorer->source;
    size_t from = source->starts[sentence], to = source->starts[sentence + 1];
    if (!array_reserve(&scorer->spoken, &scorer->spoken_capacity, to - from + 1,
                       sizeof *scorer->spoken))
        return false;
    scorer->spoken_count = 0;
    for (size_t k = from; k < to; k++) {
        uint32_t type = source->tokens[k];
        if (!scorer->input.table->source_known[type])
            continue;
        if (scorer->spoken_at[type] == 0) {
            scorer->spoken[scorer->spoken_count++] = (struct spoken){type, 0};
            scorer->spoken_at[type] = (uint32_t)scorer->spoken_count;
        }
        scorer->spoken[scorer->spoken_at[type] - 1].times++;
    }
    for (size_t k = 0; k < scorer->spoken_count; k++)
        scorer->spoken_at[scorer->spoken[k].type] = 0;
    return true;
}

/* To the first place at or behind token `from`; a type that has none left is out of every window.
 */
static void move_on(const struct scorer *scorer, struct cursor *cursor, uint32_t from)
{
    while (cursor->at < cursor->end && scorer->places[cursor->at].token < from)
        cursor->at++;
    cursor->token = cursor->at < cursor->end ? scorer->places[cursor->at].token : UINT32_MAX;
}

/* Lets one word of the sentence speak for the target words in the window that it predicts, and hear
 * them. */
static void scatter(struct scorer *scorer, const struct spoken *word, const struct source_row *row,
                    float *heard)
{
    const struct word_table *table = scorer->input.table;
    uint32_t from = (uint32_t)scorer->known_starts[row->from],
             to = (uint32_t)scorer->known_starts[row->to], first = (uint32_t)row->from;
    float times = (float)word->times;
    for (size_t p = table->starts[word->type]; p < table->starts[word->type + 1]; p++) {
        const struct prediction *prediction = &table->predictions[p];
        struct cursor *cursor = &scorer->cursors[prediction->target];
        if (cursor->token >= to)
            continue;
        if (cursor->token < from)
            move_on(scorer, cursor, from);
        float gain = times * prediction->forward, back = prediction->backward;
        for (uint32_t i = cursor->at; i < cursor->end && scorer->places[i].token < to; i++) {
            struct place place = scorer->places[i];
            row->gain[place.token - from] += gain;
            heard[place.sentence - first] += back;
        }
    }
}

/* Multiplies in one word of the sentence, for n = 1..5 target sentences that end before each
 * column. The loops are plain ones over arrays, for the compiler's vectors. */
static void multiply(struct columns *columns, const float *heard, size_t width)
{
    memset(columns->sum, 0, (width + 1) * sizeof *columns->sum);
    float *restrict sum = columns->sum;
    for (size_t n = 1; n <= SHAPE_SIDE && n <= width; n++) {
        double *restrict product = columns->product[n - 1];
        const double *restrict share = columns->share[n - 1];
        const double *restrict base = columns->base[n - 1];
        const float *restrict added = heard;
        for (size_t j = 0; j + n <= width; j++)
            sum[j + n] += added[j];
        for (size_t j = n; j <= width; j++)
            product[j] *= base[j] + share[j] * (double)sum[j];
    }
}

static void take_logs(struct columns *columns, size_t width)
{
    for (size_t n = 0; n < SHAPE_SIDE; n++) {
        for (size_t j = n + 1; j <= width; j++) {
            columns->score[n][j] += quick_log(columns->product[n][j]);
            columns->product[n][j] = 1;
        }
    }
}

static void start_columns(const struct scorer *scorer, const struct source_row *row)
{
    const struct columns *columns = &scorer->columns;
    const size_t *starts = scorer->target->starts + row->from;
    size_t width = row->to - row->from;
    memset(columns->heard, 0, scorer->spoken_count * width * sizeof *columns->heard);
    for (size_t n = 1; n <= SHAPE_SIDE; n++) {
        for (size_t j = n; j <= width; j++) {
            size_t words = starts[j] - starts[j - n];
            columns->share[n - 1][j] = words == 0 ? 0 : (1 - chance) / (double)words;
            columns->base[n - 1][j] =
                chance + columns->share[n - 1][j] *
                             (scorer->free_to[row->from + j] - scorer->free_to[row->from + j - n]);
            columns->product[n - 1][j] = 1;
            columns->score[n - 1][j] = 0;
        }
    }
}

static bool add_source(struct scorer *scorer, size_t sentence)
{
    const struct band *band = scorer->input.band;
    struct columns *columns = &scorer->columns;
    struct source_row *row = &scorer->ring[sentence % RING];
    size_t low = band->low[sentence + 1], last = sentence + SHAPE_SIDE, factors = 0;
    row->from = low < SHAPE_SIDE ? 0 : low - SHAPE_SIDE;
    row->to = band->high[last < band->row_count ? last : band->row_count - 1];
    size_t tokens = scorer->known_starts[row->to] - scorer->known_starts[row->from];
    size_t width = row->to - row->from;
    if (!list_spoken(scorer, sentence) || !reserve_row(row, tokens) ||
        !reserve_columns(columns, width, scorer->spoken_count))
        return false;
    memset(row->gain, 0, tokens * sizeof *row->gain);
    start_columns(scorer, row);
    for (size_t k = 0; k < scorer->spoken_count; k++) {
        float *heard = columns->heard + k * width;
        scatter(scorer, &scorer->spoken[k], row, heard);
        for (uint32_t i = 0; i < scorer->spoken[k].times; i++) {
            multiply(columns, heard, width);
            if (++factors % FACTORS == 0)
                take_logs(columns, width);
        }
    }
    take_logs(columns, width);
    for (size_t n = 0; n < SHAPE_SIDE; n++) {
        for (size_t j = n + 1; j <= width; j++)
            row->backward[n][j] = (float)columns->score[n][j];
    }
    return true;
}

/* ------------------------------------------------------------------------------------ one row */

/* The words of one target sentence given the 1..count source sentences before the row. gains: of
 * those sentences, from the target sentence's first known word on. */
static void score_sentence(const float *const gains[SHAPE_SIDE], const double *bases,
                           const double *shares, size_t count, size_t words, double *scores)
{
    double products[SHAPE_SIDE] = {1, 1, 1, 1, 1};
    for (size_t m = 0; m < count; m++)
        scores[m] = 0;
    for (size_t k = 0; k < words; k++) {
        double sum = 0;
        for (size_t m = 0; m < count; m++) {
            sum += (double)gains[m][k];
            products[m] *= bases[m] + shares[m] * sum;
        }
        if ((k + 1) % FACTORS != 0 && k + 1 < words)
            continue;
        for (size_t m = 0; m < count; m++) {
            scores[m] += quick_log(products[m]);
            products[m] = 1;
        }
    }
}

/* Prefix sums over target sentences of the scores of their words. */
static void score_forward(struct scorer *scorer, size_t to)
{
    const size_t *known = scorer->known_starts, *starts = scorer->source->starts;
    size_t count = scorer->row < SHAPE_SIDE ? scorer->row : SHAPE_SIDE;
    const float *gains[SHAPE_SIDE] = {0};
    double shares[SHAPE_SIDE] = {0}, scores[SHAPE_SIDE], bases[SHAPE_SIDE];
    for (size_t m = 0; m < count; m++) {
        size_t words = starts[scorer->row] - starts[scorer->row - m - 1];
        shares[m] = words == 0 ? 0 : (1 - chance) / (double)words;
        bases[m] = chance + shares[m] * (scorer->free_from[scorer->row] -
                                         scorer->free_from[scorer->row - m - 1]);
        scorer->forward[m][0] = 0;
    }
    for (size_t y = scorer->first; y < to; y++) {
        for (size_t m = 0; m < count; m++) {
            const struct source_row *row = &scorer->ring[(scorer->row - m - 1) % RING];
            gains[m] = row->gain + (known[y] - known[row->from]);
        }
        score_sentence(gains, bases, shares, count, known[y + 1] - known[y], scores);
        for (size_t m = 0; m < count; m++)
            scorer->forward[m][y - scorer->first + 1] =
                scorer->forward[m][y - scorer->first] + scores[m];
    }
}

bool scorer_row(struct scorer *scorer, size_t row, cotexto_error *error)
{
    const struct band *band = scorer->input.band;
    scorer->row = row;
    scorer->first = band->low[row] < SHAPE_SIDE ? 0 : band->low[row] - SHAPE_SIDE;
    size_t columns = band->high[row] - scorer->first + 1, room = scorer->forward_columns;
    bool good = add_source(scorer, row - 1);
    for (size_t m = 0; good && m < SHAPE_SIDE; m++) {
        room = scorer->forward_columns;
        good = array_reserve(&scorer->forward[m], &room, columns, sizeof(double));
    }
    if (!good)
        return error_no_memory(error);
    scorer->forward_columns = room;
    score_forward(scorer, band->high[row]);
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

static double weak_sum(const float *weak, size_t end, int sentences)
{
    double sum = 0;
    for (size_t i = end - (size_t)sentences + 1; i < end; i++)
        sum += (double)weak[i];
    return sum;
}

/* Weak boundaries, which hardly end a bead. */
static double boundary_score(const struct scorer *scorer, const struct shape *shape, size_t column)
{
    const float *source = scorer->source->weak, *target = scorer->target->weak;
    double inside =
        weak_sum(source, scorer->row, shape->source) + weak_sum(target, column, shape->target);
    double apart = fabs((double)source[scorer->row] - (double)target[column]);
    return weak_inside * inside + weak_alone * apart;
}

double scorer_bead(const struct scorer *scorer, size_t number, size_t column)
{
    const struct shape *shape = &align_shapes[number];
    size_t m = (size_t)shape->source, n = (size_t)shape->target;
    const double *prefix = scorer->forward[m - 1];
    double words = prefix[column - scorer->first] - prefix[column - n - scorer->first];
    double length = 0;
    for (size_t x = scorer->row - m; x < scorer->row; x++) {
        const struct source_row *row = &scorer->ring[x % RING];
        words += row->backward[n - 1][column - row->from];
        length += scorer->source->lengths[x];
    }
    double score = scorer->input.priors->beads[number] + word_weight * words / 2;
    score += length_score(scorer->input.length, length, scorer->target_lengths[n - 1][column],
                          scorer->by_chance[n - 1][column]);
    score += boundary_score(scorer, shape, column);
    return scorer->paragraph_weight > 0 ? score + paragraph_score(scorer, shape, column) : score;
}
