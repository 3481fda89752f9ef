/* Blocks of text to sentences: ICU's candidates and some of our own, each decided by whole-token
 * word classes of the language (data/segment). Pure: no files. */
#ifndef SEGMENT_SEGMENT_H
#define SEGMENT_SEGMENT_H

#include <stdbool.h>
#include <stddef.h>

#include <cotexto/common.h>

#include "base/arena.h"

struct span {
    size_t start, end; /* bytes in the block; without white space at its ends */
};

/* A segmenter for one language; belongs to one thread. */
struct segmenter;
/* srx: the rules to cut by, needed during this call only; NULL: our own. lang: canonical BCP 47; a
 * language without data is cut by the common rules. words: the user's own, which go before ours;
 * word_classes_read() has their form and errors. */
struct srx; /* srx.h */
struct segmenter *segmenter_new(const char *lang, const struct srx *srx, cotexto_text words,
                                cotexto_error *error);
void segmenter_free(struct segmenter *segmenter);

/* The sentences of one block, in order; together they hold every character of it but white space.
 */
bool segmenter_cut(struct segmenter *segmenter, cotexto_text block, struct arena *arena,
                   struct span **spans, size_t *count, cotexto_error *error);

/* Names the rules: engine, language data and ICU version, such as "cotexto-1 es/9c0f.. icu-72.1".
 * Two segmenters with the same profile cut the same. Lives as long as the segmenter. */
const char *segmenter_profile(const struct segmenter *segmenter);

#endif
