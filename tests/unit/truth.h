/* What lookup must answer, found by comparing each query with each segment of a memory; without the
 * desk and without any index. All queries are compared in one pass, by two threads. What is left
 * out beforehand can't reach the floor: a percent is never above the weight of the tokens that two
 * segments share (by stem, any number or tag being the same) over the larger weight, but for those
 * with the same words, which rule 5 of doc/matching.md raises. truth_check() shows that this bound
 * loses nothing. Memories without regional variants and inline tags in sources only. */
#ifndef TESTS_UNIT_TRUTH_H
#define TESTS_UNIT_TRUTH_H

#include <cotexto/lookup.h>

/* A hit as rule 7 of doc/matching.md orders it. */
struct truth_hit {
    int64_t unit;
    int base, percent; /* percent: after penalties */
};

struct truth;
/* Reads the memory's segments of two languages. NULL: that failed. */
struct truth *truth_new(cotexto_memory *memory, const char *from, const char *to);
void truth_free(struct truth *truth);
size_t truth_segments(const struct truth *truth);
/* Source text of a segment, 0..truth_segments() - 1, and its unit. */
cotexto_text truth_text(const struct truth *truth, size_t segment, int64_t *unit);

/* Finds the hits of all queries (in NFC) at this floor and above it. */
bool truth_find(struct truth *truth, const cotexto_text *queries, size_t count, int floor);
/* The hits of a query at a floor at least that of truth_find(), best first. They live until the
 * next call. */
const struct truth_hit *truth_hits(struct truth *truth, size_t query, int floor, size_t *count);
/* Compares about `pairs` pairs of a query and a segment without the bound; how many of them are
 * hits that truth_find() missed. */
size_t truth_check(struct truth *truth, size_t pairs);

/* Whether an answer for a query has the true hits: unit, base, percent and order. Prints both to
 * standard error when not. */
bool truth_agrees(struct truth *truth, size_t query, int floor, size_t limit,
                  const cotexto_answer *answer);

#endif
