/* Finding: all stored segments whose percent with a query may reach a threshold, out of an index
 * that lies elsewhere. Exact: nothing that reaches it is left out (doc/matching.md, "The index":
 * bounds after Bayardo, Ma and Srikant 2007, Xiao, Wang, Lin and Yu 2008, and Wang, Li and Feng
 * 2012). Pure. */
#ifndef MATCH_FIND_H
#define MATCH_FIND_H

#include <stdbool.h>
#include <stdint.h>

#include "match/keys.h"

/* A segment that stands in no list yet. */
struct recent_segment {
    int64_t segment;
    uint64_t signature; /* ranks_signature() */
    uint32_t weight;    /* ranks_weight() */
};

/* Where the index lies. All functions return false with an error when it can't be read. */
struct index_source {
    void *context;
    /* Calls `each` for the blocks (match/block.h) of a list that may have places from..to, in
     * order, until it returns false: *to may have become less then. The bytes live during the
     * call. */
    bool (*blocks)(void *context, int64_t list, int64_t from, const int64_t *to,
                   bool (*each)(void *context, cotexto_text block), void *each_context,
                   cotexto_error *error);
    /* The segments that stand in no list yet, which live until the next call. NULL: every segment
     * stands in its lists. */
    bool (*recent)(void *context, const struct recent_segment **segments, size_t *count,
                   cotexto_error *error);
    /* The bytes of a segment's ranks, which live until the next call; empty when there is no such
     * segment any more. */
    bool (*ranks)(void *context, int64_t segment, cotexto_text *ranks, cotexto_error *error);
    /* Where the ranks_signature() of a segment is remembered from query to query; what stands there
     * is 0 when it is not known yet. NULL: no room. */
    uint64_t *(*signature)(void *context, int64_t segment);
    /* Sets the error of bytes that are not what they must be. Always false. */
    bool (*damaged)(cotexto_error *error);
};

/* What a query asks for. */
struct find_query {
    const match_rank *ranks; /* of its tokens, in the order of the text */
    size_t count;
    int threshold; /* percent, INDEX_FLOOR..100 */
};

/* What find_segments() remembers of the segments it meets, kept from query to query so that the
 * room for it is asked for once. Begins as {0}; ended by find_scratch_free(). */
struct met;
enum { FIND_TABLES = 24 };
struct find_scratch {
    struct met
        *tables[FIND_TABLES]; /* hashed, each twice as large as the one before; NULL: not made */
    size_t table, count;      /* the one in use: a small query keeps to what the caches hold */
    uint32_t round;           /* of the present query: what other rounds left does not count */
};
void find_scratch_free(struct find_scratch *scratch);

/* Calls `offer` for every segment whose percent (rules 1-5) can be the threshold or more, and for
 * hardly any other, once each, in no order. The callback may raise *threshold; what can no longer
 * reach it is left out. false: an error, or offer gave false. */
bool find_segments(const struct index_source *source, const struct find_query *query,
                   struct find_scratch *scratch,
                   bool (*offer)(void *context, int64_t segment, int *threshold), void *context,
                   cotexto_error *error);

#endif
