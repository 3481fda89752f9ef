/* The index entries of a segment. A stored segment and a query that share enough for INDEX_FLOOR
 * share one of the segment's keys that have no more than half of its weight before them (the prefix
 * filter of Bayardo, Ma and Srikant 2007, with weights); and if they share more than one key, they
 * share a second one that has no more than that and the first key before it (after Wang, Li and
 * Feng 2012, with weights). Only these are entered. */
#include "match/entries.h"

size_t index_entries(const match_rank *ranks, size_t count, struct term *terms,
                     struct index_entry *entries)
{
    uint32_t weight = ranks_weight(ranks, count);
    size_t term_count = terms_of(ranks, count, terms), n = 0;
    uint32_t stored = weight < WEIGHT_MOST ? weight : WEIGHT_MOST;
    uint32_t heaviest = 0; /* of the terms before */
    for (size_t i = 0; i < term_count; i++) {
        uint32_t before = terms[i].before;
        if ((uint64_t)100 * (before - heaviest) > (uint64_t)(100 - INDEX_FLOOR) * weight)
            break;
        heaviest = terms[i].weight > heaviest ? terms[i].weight : heaviest;
        entries[n++] = (struct index_entry){
            terms[i].rank, {.weight = stored, .before = before_kept(stored, before)}};
    }
    int64_t words =
        weight > unlisted_weight(words_weight(ranks, count)) ? words_list(ranks, count) : 0;
    if (words != 0)
        entries[n++] = (struct index_entry){words, {.weight = 0}};
    return n;
}
