/* How good each bead is: the log of how much likelier the two stretches are as translations than by
 * chance. Rows of the plane are asked in order, so that a bead costs a few additions. */
#ifndef ALIGN_SCORE_H
#define ALIGN_SCORE_H

#include "align/band.h"
#include "align/length.h"
#include "align/shapes.h"
#include "align/table.h"

struct scorer;

struct score_input {
    const struct word_table *table;
    const struct length_model *length;
    const struct shape_priors *priors;
    const struct band *band;
    const uint32_t *source_paragraphs, *target_paragraphs; /* of each sentence; NULL: not known */
};

/* The input must outlive the scorer. */
struct scorer *scorer_new(const struct score_input *input, cotexto_error *error);
void scorer_free(struct scorer *scorer);
/* Makes beads that end behind source sentence `row` - 1 ready; rows come 1, 2, 3... */
bool scorer_row(struct scorer *scorer, size_t row, cotexto_error *error);
/* The score of a bead of a shape (its number) that ends behind target sentence `column` - 1, in the
 * band of the present row. The shape must fit into row and column. */
double scorer_bead(const struct scorer *scorer, size_t shape, size_t column);

#endif
