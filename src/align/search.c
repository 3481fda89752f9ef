/* Dynamic programming with three layers: a path is in layer BEAD when its last step was a bead with
 * both sides, in SOURCE_RUN or TARGET_RUN inside a run of sentences that only one side has. A run
 * is opened once, so that a missing section costs little more than a missing sentence. A run of the
 * target may follow one of the source, not the reverse: so that each alignment is one path. */
#include "align/search.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"

enum layer { BEAD, SOURCE_RUN, TARGET_RUN, LAYERS };

/* Measured on the development sets (bench/align). An aside (a stage direction, an editor's note)
 * often stands on one side only. */
static const double run_open_aside = 0, run_extend = -1.5, run_close = -1;
static const double nowhere = -1e30;

enum { ROWS = SHAPE_SIDE + 1 }; /* rows that beads reach back to, and the present one */

/* How the paths that reach a cell share among the ways to it: parts of 255. */
struct shares {
    uint8_t shapes[SHAPE_COUNT]; /* of layer BEAD: the last bead's shape */
    uint8_t layers[LAYERS];      /* of all paths here: the layer */
    uint8_t source_run[2];       /* of SOURCE_RUN: from BEAD, from SOURCE_RUN */
    uint8_t target_run[LAYERS];  /* of TARGET_RUN: the layer before */
};

struct cell {
    double best[LAYERS], sum[LAYERS]; /* log of the best path's and of all paths' weight */
    double best_any, sum_any;         /* over the layers, with the cost of closing a run */
};

struct search {
    const struct band *band;
    const struct words *source, *target;
    const struct shape_priors *priors;
    struct scorer *scorer;
    struct cell *rows[ROWS];
    size_t *offsets;       /* of each row's first cell in what follows */
    uint8_t *shape_before; /* of each cell: shape of the best bead that ends there */
    uint8_t *layer_before; /* of each cell: two bits for the layer before BEAD, SOURCE_RUN,
                              TARGET_RUN, any */
    struct shares *shares; /* NULL: not wanted */
};

/* ----------------------------------------------------------------------------------- one cell */

static const struct cell *cell_at(const struct search *search, size_t row, size_t column)
{
    if (column < search->band->low[row] || column > search->band->high[row])
        return NULL;
    return &search->rows[row % ROWS][column - search->band->low[row]];
}

/* Where a bead begins that ends at row and column; NULL: it can't. */
static const struct cell *cell_before(const struct search *search, size_t row, size_t column,
                                      const struct shape *shape)
{
    size_t from_row = row - (size_t)shape->source, from_column = column - (size_t)shape->target;
    if (!band_leads(search->band, from_row, from_column, row, column))
        return NULL;
    return cell_at(search, from_row, from_column);
}

/* log(sum of exp). */
static double log_sum(const double *values, size_t count)
{
    double most = nowhere, sum = 0;
    for (size_t i = 0; i < count; i++)
        most = values[i] > most ? values[i] : most;
    if (most <= nowhere)
        return nowhere;
    for (size_t i = 0; i < count; i++) {
        if (values[i] > most - 40)
            sum += exp(values[i] - most);
    }
    return most + log(sum);
}

static void share_out(const double *values, size_t count, double sum, uint8_t *shares)
{
    for (size_t i = 0; i < count; i++)
        shares[i] =
            sum <= nowhere || values[i] < sum - 7 ? 0 : (uint8_t)(exp(values[i] - sum) * 255 + .5);
}

static size_t largest(const double *values, size_t count)
{
    size_t best = 0;
    for (size_t i = 1; i < count; i++) {
        if (values[i] > values[best])
            best = i;
    }
    return best;
}

/* Beads that end in the cell. */
static void end_beads(struct search *search, size_t row, size_t column, struct cell *cell,
                      size_t number, struct shares *shares)
{
    double best[SHAPE_COUNT], sum[SHAPE_COUNT];
    for (size_t k = 0; k < SHAPE_COUNT; k++) {
        const struct shape *shape = &align_shapes[k];
        best[k] = sum[k] = nowhere;
        if ((size_t)shape->source > row || (size_t)shape->target > column)
            continue;
        const struct cell *before = cell_before(search, row, column, shape);
        if (before == NULL || before->best_any <= nowhere)
            continue;
        double score = scorer_bead(search->scorer, k, column);
        best[k] = before->best_any + score;
        sum[k] = before->sum_any + score;
    }
    size_t shape = largest(best, SHAPE_COUNT);
    search->shape_before[number] = (uint8_t)shape;
    cell->best[BEAD] = best[shape];
    if (shares == NULL)
        return;
    cell->sum[BEAD] = log_sum(sum, SHAPE_COUNT);
    share_out(sum, SHAPE_COUNT, cell->sum[BEAD], shares->shapes);
}

/* One more sentence of a run, from one of the first `from_count` layers of the cell before; `open`:
 * what it scores when the run begins with it. */
static uint8_t go_on(const struct cell *before, enum layer layer, size_t from_count, double open,
                     struct cell *cell, uint8_t *shares)
{
    double best[LAYERS], sum[LAYERS];
    if (before == NULL)
        return 0;
    for (size_t k = 0; k < from_count; k++) {
        double cost = k == (size_t)layer ? run_extend : k == BEAD ? open : open + run_close;
        best[k] = before->best[k] <= nowhere ? nowhere : before->best[k] + cost;
        sum[k] = before->sum[k] <= nowhere ? nowhere : before->sum[k] + cost;
    }
    size_t from = largest(best, from_count);
    cell->best[layer] = best[from];
    if (shares != NULL) {
        cell->sum[layer] = log_sum(sum, from_count);
        share_out(sum, from_count, cell->sum[layer], shares);
    }
    return (uint8_t)from;
}

static uint8_t close_cell(struct cell *cell, struct shares *shares)
{
    double best[LAYERS], sum[LAYERS];
    for (size_t k = 0; k < LAYERS; k++) {
        double cost = k == BEAD ? 0 : run_close;
        best[k] = cell->best[k] <= nowhere ? nowhere : cell->best[k] + cost;
        sum[k] = cell->sum[k] <= nowhere ? nowhere : cell->sum[k] + cost;
    }
    size_t layer = largest(best, LAYERS);
    cell->best_any = best[layer];
    if (shares != NULL) {
        cell->sum_any = log_sum(sum, LAYERS);
        share_out(sum, LAYERS, cell->sum_any, shares->layers);
    }
    return (uint8_t)layer;
}

static double opening(const struct search *search, const struct words *side, size_t sentence)
{
    return side->asides[sentence] ? run_open_aside : search->priors->run_open;
}

static void fill_cell(struct search *search, size_t row, size_t column)
{
    size_t low = search->band->low[row], number = search->offsets[row] + column - low;
    struct cell *cell = &search->rows[row % ROWS][column - low];
    struct shares *shares = search->shares == NULL ? NULL : &search->shares[number];
    *cell =
        (struct cell){{nowhere, nowhere, nowhere}, {nowhere, nowhere, nowhere}, nowhere, nowhere};
    uint8_t source_from = 0, target_from = 0;
    if (row == 0 && column == 0)
        cell->best[BEAD] = cell->sum[BEAD] = 0;
    else if (row > 0 && column > 0)
        end_beads(search, row, column, cell, number, shares);
    if (row > 0 && band_leads(search->band, row - 1, column, row, column))
        source_from = go_on(cell_at(search, row - 1, column), SOURCE_RUN, SOURCE_RUN + 1,
                            opening(search, search->source, row - 1), cell,
                            shares == NULL ? NULL : shares->source_run);
    if (column > low)
        target_from =
            go_on(cell - 1, TARGET_RUN, LAYERS, opening(search, search->target, column - 1), cell,
                  shares == NULL ? NULL : shares->target_run);
    uint8_t any = close_cell(cell, shares);
    search->layer_before[number] = (uint8_t)(source_from | target_from << 2 | any << 4);
}

/* ---------------------------------------------------------------------------------- the plane */

static bool lay_out(struct search *search, bool posterior)
{
    const struct band *band = search->band;
    size_t cells = 0, widest = 0;
    search->offsets = malloc((band->row_count + 1) * sizeof *search->offsets);
    if (search->offsets == NULL)
        return false;
    for (size_t i = 0; i < band->row_count; i++) {
        size_t width = band->high[i] - band->low[i] + 1;
        search->offsets[i] = cells;
        cells += width;
        widest = width > widest ? width : widest;
    }
    for (size_t i = 0; i < ROWS; i++) {
        search->rows[i] = calloc(widest, sizeof *search->rows[i]);
        if (search->rows[i] == NULL)
            return false;
    }
    search->shape_before = calloc(cells, 1);
    search->layer_before = calloc(cells, 1);
    search->shares = posterior ? calloc(cells, sizeof *search->shares) : NULL;
    return search->shape_before != NULL && search->layer_before != NULL &&
           (!posterior || search->shares != NULL);
}

static void release(struct search *search)
{
    for (size_t i = 0; i < ROWS; i++)
        free(search->rows[i]);
    free(search->offsets);
    free(search->shape_before);
    free(search->layer_before);
    free(search->shares);
    scorer_free(search->scorer);
}

static bool fill_plane(struct search *search, const struct search_options *options,
                       cotexto_error *error)
{
    const struct band *band = search->band;
    for (size_t row = 0; row < band->row_count; row++) {
        if (row > 0 && !scorer_row(search->scorer, row, error))
            return false;
        for (size_t column = band->low[row]; column <= band->high[row]; column++)
            fill_cell(search, row, column);
        if (options->report != NULL && !options->report(options->context, row))
            return error_cancelled(error);
    }
    return true;
}

/* Follows the best path back from the far corner. */
static bool trace(const struct search *search, struct arena *arena, struct bead **beads,
                  size_t *count, cotexto_error *error)
{
    const struct band *band = search->band;
    size_t row = band->row_count - 1, column = band->high[row], room = row + column;
    struct bead *list = arena_array(arena, room, sizeof *list);
    if (list == NULL)
        return error_no_memory(error);
    size_t at = room, number = search->offsets[row] + column - band->low[row];
    enum layer layer = (enum layer)(search->layer_before[number] >> 4);
    while (row > 0 || column > 0) {
        number = search->offsets[row] + column - band->low[row];
        struct bead bead = {row, 0, column, 0, 1, 1};
        uint8_t before = search->layer_before[number];
        if (layer == BEAD) {
            bead.source_count = (size_t)align_shapes[search->shape_before[number]].source;
            bead.target_count = (size_t)align_shapes[search->shape_before[number]].target;
        } else {
            bead.source_count = layer == SOURCE_RUN;
            bead.target_count = layer == TARGET_RUN;
        }
        row = bead.source -= bead.source_count;
        column = bead.target -= bead.target_count;
        if (layer == BEAD)
            layer = (enum layer)(
                search->layer_before[search->offsets[row] + column - band->low[row]] >> 4);
        else
            layer = (enum layer)(layer == SOURCE_RUN ? before & 3 : before >> 2 & 3);
        list[--at] = bead;
    }
    *beads = list + at;
    *count = room - at;
    return true;
}

/* ---------------------------------------------------------------------------------- posterior */

/* How many of all paths (as a share) go through each cell: in some layer at its end, or in a layer
 * before it is closed. */
struct flow {
    double any, layers[LAYERS];
};

struct backward {
    const struct search *search;
    struct flow *rows[ROWS];
};

static struct flow *flow_at(const struct backward *backward, size_t row, size_t column)
{
    return &backward->rows[row % ROWS][column - backward->search->band->low[row]];
}

static double part(const uint8_t *shares, size_t count, size_t i)
{
    unsigned sum = 0;
    for (size_t k = 0; k < count; k++)
        sum += shares[k];
    return sum == 0 ? 0 : (double)shares[i] / sum;
}

/* Sends what flows through a cell back along the ways that lead to it. */
static void flow_back(const struct backward *backward, size_t row, size_t column)
{
    const struct search *search = backward->search;
    struct flow *flow = flow_at(backward, row, column);
    const struct shares *shares =
        &search->shares[search->offsets[row] + column - search->band->low[row]];
    for (size_t k = 0; k < LAYERS; k++)
        flow->layers[k] += flow->any * part(shares->layers, LAYERS, k);
    for (size_t k = 0; flow->layers[BEAD] > 0 && k < SHAPE_COUNT; k++) {
        if (shares->shapes[k] > 0)
            flow_at(backward, row - (size_t)align_shapes[k].source,
                    column - (size_t)align_shapes[k].target)
                ->any += flow->layers[BEAD] * part(shares->shapes, SHAPE_COUNT, k);
    }
    for (size_t k = 0; flow->layers[SOURCE_RUN] > 0 && k < 2; k++)
        flow_at(backward, row - 1, column)->layers[k] +=
            flow->layers[SOURCE_RUN] * part(shares->source_run, 2, k);
    for (size_t k = 0; flow->layers[TARGET_RUN] > 0 && k < LAYERS; k++)
        flow_at(backward, row, column - 1)->layers[k] +=
            flow->layers[TARGET_RUN] * part(shares->target_run, LAYERS, k);
}

/* The share of all paths that have this bead, when what flows through its end is known. */
static double posterior_of(const struct backward *backward, const struct bead *bead)
{
    size_t row = bead->source + bead->source_count, column = bead->target + bead->target_count;
    const struct search *search = backward->search;
    const struct flow *flow = flow_at(backward, row, column);
    if (bead->target_count == 0)
        return flow->layers[SOURCE_RUN];
    if (bead->source_count == 0)
        return flow->layers[TARGET_RUN];
    const struct shares *shares =
        &search->shares[search->offsets[row] + column - search->band->low[row]];
    size_t shape = 0;
    while ((size_t)align_shapes[shape].source != bead->source_count ||
           (size_t)align_shapes[shape].target != bead->target_count)
        shape++;
    return flow->layers[BEAD] * part(shares->shapes, SHAPE_COUNT, shape);
}

static void run_back(const struct backward *backward, struct bead *beads, size_t count)
{
    const struct band *band = backward->search->band;
    size_t last = band->row_count - 1;
    flow_at(backward, last, band->high[last])->any = 1;
    for (size_t row = last + 1; row-- > 0;) {
        for (size_t column = band->high[row] + 1; column-- > band->low[row];) {
            flow_back(backward, row, column);
            while (count > 0 && beads[count - 1].source + beads[count - 1].source_count == row &&
                   beads[count - 1].target + beads[count - 1].target_count == column) {
                count--;
                beads[count].posterior = posterior_of(backward, &beads[count]);
            }
        }
        /* the row comes again as one five rows up */
        memset(backward->rows[row % ROWS], 0,
               (band->high[row] - band->low[row] + 1) * sizeof(struct flow));
    }
}

static bool add_posterior(const struct search *search, struct bead *beads, size_t count,
                          cotexto_error *error)
{
    struct backward backward = {.search = search};
    size_t widest = 0;
    for (size_t i = 0; i < search->band->row_count; i++) {
        size_t width = search->band->high[i] - search->band->low[i] + 1;
        widest = width > widest ? width : widest;
    }
    bool good = true;
    for (size_t i = 0; i < ROWS; i++) {
        backward.rows[i] = calloc(widest, sizeof *backward.rows[i]);
        good = good && backward.rows[i] != NULL;
    }
    if (good)
        run_back(&backward, beads, count);
    for (size_t i = 0; i < ROWS; i++)
        free(backward.rows[i]);
    return good || error_no_memory(error);
}

bool search_path(const struct score_input *input, const struct search_options *options,
                 struct arena *arena, struct bead **beads, size_t *count, cotexto_error *error)
{
    struct search search = {.band = input->band,
                            .source = input->table->source,
                            .target = input->table->target,
                            .priors = input->priors,
                            .scorer = scorer_new(input, error)};
    bool good = search.scorer != NULL &&
                (lay_out(&search, options->posterior) || error_no_memory(error)) &&
                fill_plane(&search, options, error) && trace(&search, arena, beads, count, error) &&
                (!options->posterior || add_posterior(&search, *beads, *count, error));
    release(&search);
    return good;
}
