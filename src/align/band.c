/* Bands: by anchors, and around a path. */
#include "align/band.h"

#include <math.h>

#include "align/anchors.h"
#include "base/error.h"

/* A plane of up to so many cells is searched whole. */
static const double small_plane = 90000;
/* Sentences on both sides of the line between two anchors, and the share of their distance that is
 * added. */
static const double anchor_width = 16, gap_share = .25;
/* Unmatched sentences in a row from which on the path may have gone astray. */
enum { RUN = 3 };
/* Where there are few anchors the band gets narrower before it gets larger than this: a minute or
 * two (bench/align --hostile). */
enum { MOST_CELLS = 40000000 };

/* An anchor stands when another one near by is off the diagonal by about as much. */
static bool supported(const struct anchor *chain, size_t length, size_t i)
{
    enum { NEAR = 3 };
    for (size_t k = i < NEAR ? 0 : i - NEAR; k < length && k <= i + NEAR; k++) {
        double source = fabs((double)chain[k].source - chain[i].source);
        double target = fabs((double)chain[k].target - chain[i].target);
        if (k != i && fabs(source - target) <= 4 + .3 * source)
            return true;
    }
    return false;
}

/* ----------------------------------------------------------------------------------- the band */

static bool new_band(struct band *band, size_t rows, struct arena *arena, cotexto_error *error)
{
    *band = (struct band){.low = arena_array(arena, rows, sizeof *band->low),
                          .high = arena_array(arena, rows, sizeof *band->high),
                          .row_count = rows};
    return (band->low != NULL && band->high != NULL) || error_no_memory(error);
}

static size_t clamp(double value, size_t most)
{
    return value <= 0 ? 0 : value >= (double)most ? most : (size_t)value;
}

/* Makes the ends rise, neighbours overlap, and the corners belong. */
static void mend(struct band *band, size_t target_count)
{
    band->low[0] = 0;
    band->high[band->row_count - 1] = target_count;
    for (size_t i = 1; i < band->row_count; i++) {
        if (band->high[i] < band->high[i - 1])
            band->high[i] = band->high[i - 1];
    }
    for (size_t i = band->row_count - 1; i-- > 0;) {
        if (band->low[i] > band->low[i + 1])
            band->low[i] = band->low[i + 1];
        if (band->high[i] < band->low[i + 1])
            band->high[i] = band->low[i + 1];
    }
}

/* Rows from..to lie around the straight line from a to b. */
static void fill_between(struct band *band, struct anchor a, struct anchor b, double share,
                         size_t target_count)
{
    double width =
        anchor_width + share * fmax((double)b.source - a.source, (double)b.target - a.target);
    double rise =
        b.source == a.source ? 0 : ((double)b.target - a.target) / ((double)b.source - a.source);
    for (size_t i = a.source; i <= b.source; i++) {
        double middle = a.target + rise * (double)(i - a.source);
        band->low[i] = clamp(middle - width, target_count);
        band->high[i] = clamp(middle + width, target_count);
    }
}

static bool whole_plane(size_t source_count, size_t target_count, struct arena *arena,
                        struct band *out, cotexto_error *error)
{
    if (!new_band(out, source_count + 1, arena, error))
        return false;
    for (size_t i = 0; i <= source_count; i++)
        out->high[i] = target_count;
    return true;
}

static size_t count_cells(const struct band *band)
{
    size_t cells = 0;
    for (size_t i = 0; i < band->row_count; i++)
        cells += band->high[i] - band->low[i] + 1;
    return cells;
}

static void band_by_anchors(struct band *band, const struct anchor *chain, size_t length,
                            struct anchor end, double share)
{
    struct anchor last = {0};
    for (size_t i = 0; i < length; i++) {
        if (!supported(chain, length, i))
            continue;
        fill_between(band, last, chain[i], share, end.target);
        last = chain[i];
    }
    fill_between(band, last, end, share, end.target);
    mend(band, end.target);
}

bool band_first(const struct word_table *table, struct arena *arena, struct band *out,
                cotexto_error *error)
{
    size_t sources = table->source->sentence_count, targets = table->target->sentence_count;
    struct anchor *chain;
    size_t length;
    if ((double)sources * (double)targets <= small_plane)
        return whole_plane(sources, targets, arena, out, error);
    if (!anchors_find(table->source, table->target, &table->lasting, arena, &chain, &length,
                      error) ||
        !new_band(out, sources + 1, arena, error))
        return false;
    struct anchor end = {.source = (uint32_t)sources, .target = (uint32_t)targets};
    double share = gap_share;
    band_by_anchors(out, chain, length, end, share);
    for (size_t cells; (cells = count_cells(out)) > MOST_CELLS && share > .001;) {
        share *= .9 * MOST_CELLS / (double)cells;
        band_by_anchors(out, chain, length, end, share);
    }
    return true;
}

/* Rows up to the pin's end at its column, rows from it on begin there. */
static void pin(struct band *band, struct align_pin pin)
{
    size_t *low = band->low, *high = band->high;
    for (size_t row = pin.source; row-- > 0 && high[row] > pin.target;) {
        high[row] = pin.target;
        low[row] = low[row] > pin.target ? pin.target : low[row];
    }
    for (size_t row = pin.source + 1; row < band->row_count && low[row] < pin.target; row++) {
        low[row] = pin.target;
        high[row] = high[row] < pin.target ? pin.target : high[row];
    }
    if (low[pin.source] > pin.target)
        low[pin.source] = pin.target;
    if (high[pin.source] < pin.target)
        high[pin.source] = pin.target;
    /* the neighbours must touch it, also where the band was elsewhere */
    if (pin.source > 0)
        high[pin.source - 1] = pin.target;
    if (pin.source + 1 < band->row_count)
        low[pin.source + 1] = pin.target;
}

bool band_pin(struct band *band, const struct align_pin *pins, size_t count, struct arena *arena,
              cotexto_error *error)
{
    if (count == 0)
        return true;
    band->pinned = arena_array(arena, band->row_count, sizeof *band->pinned);
    band->pin_before = arena_array(arena, band->row_count, sizeof *band->pin_before);
    if (band->pinned == NULL || band->pin_before == NULL)
        return error_no_memory(error);
    for (size_t i = 0; i < count; i++)
        pin(band, pins[i]);
    for (size_t row = 0, i = 0; row < band->row_count; row++) {
        band->pin_before[row] = i == 0 ? 0 : pins[i - 1].source;
        band->pinned[row] = BAND_OPEN;
        if (i < count && pins[i].source == row)
            band->pinned[row] = pins[i++].target;
    }
    return true;
}

bool band_leads(const struct band *band, size_t from_row, size_t from_column, size_t row,
                size_t column)
{
    if (band->pinned == NULL)
        return true;
    size_t from = band->pinned[from_row], to = band->pinned[row];
    return from_row >= band->pin_before[row] && (from == BAND_OPEN || from_column >= from) &&
           (to == BAND_OPEN || column <= to);
}

/* Takes the column ranges of `width` around all rows that a bead touches. */
static void widen(struct band *band, const struct bead *bead, size_t width, size_t target_count)
{
    size_t low = bead->target < width ? 0 : bead->target - width;
    size_t high = bead->target + bead->target_count + width;
    high = high > target_count ? target_count : high;
    for (size_t row = bead->source; row <= bead->source + bead->source_count; row++) {
        band->low[row] = low < band->low[row] ? low : band->low[row];
        band->high[row] = high > band->high[row] ? high : band->high[row];
    }
}

static bool is_alone(const struct bead *bead)
{
    return bead->source_count == 0 || bead->target_count == 0;
}

/* An unmatched sentence alone is no reason for doubt, for the path is off by one at most; a run of
 * them is. */
static bool is_doubtful(const struct bead *beads, size_t count, size_t i)
{
    size_t run = 0;
    for (size_t k = i; k < count && k < i + RUN && is_alone(&beads[k]); k++)
        run++;
    for (size_t k = i; k > 0 && i - k < RUN && is_alone(&beads[k - 1]); k--)
        run++;
    return is_alone(&beads[i]) && run >= RUN;
}

bool band_around(const struct bead *beads, size_t count, size_t source_count, size_t target_count,
                 struct band_width width, struct arena *arena, struct band *out,
                 cotexto_error *error)
{
    if (!new_band(out, source_count + 1, arena, error))
        return false;
    for (size_t i = 0; i <= source_count; i++)
        out->low[i] = target_count;
    /* the next doubtful bead at or behind each one, and the last before it */
    size_t next = 0, last = SIZE_MAX;
    for (size_t i = 0; i < count; i++) {
        while (next < count && (next < i || !is_doubtful(beads, count, next)))
            next++;
        if (is_doubtful(beads, count, i))
            last = i;
        bool near = (next < count && next - i <= width.doubtful) ||
                    (last != SIZE_MAX && i - last <= width.doubtful);
        widen(out, &beads[i], near ? width.doubtful : width.sure, target_count);
    }
    mend(out, target_count);
    return true;
}
