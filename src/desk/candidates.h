/* Candidates for terms in the making (cotexto_term_candidates()). */
#ifndef DESK_CANDIDATES_H
#define DESK_CANDIDATES_H

#include <cotexto/terms.h>

#include "desk/term_groups.h"
#include "memory/store.h"

enum { CANDIDATE_TARGETS = 3 };

/* A group of the other language. */
struct pairing {
    struct group *group;
    double together; /* texts that have both */
    double strength; /* Dice's coefficient, 0..1 */
};

/* The word that stands beside a group in more than half of its places, as far as there is one
 * (Boyer and Moore, "MJRTY", 1991). */
struct neighbour {
    uint32_t word, votes;
};

struct candidate {
    struct group *group;
    struct neighbour before, behind;
    double score;
    uint64_t seen, documents;
    uint32_t last_text, last_document;
    uint32_t *texts; /* an even part of those that have it */
    size_t text_count, text_room;
    struct pairing targets[CANDIDATE_TARGETS];
    size_t target_count;
};

/* A unit that was read: a text of both streams. */
struct read_unit {
    int64_t unit;
    uint32_t document; /* counted from 1 */
};

struct candidates {
    cotexto_memory *memory;
    const cotexto_candidate_options *options;
    struct word_stream sides[2]; /* source and target */
    struct read_unit *units;
    size_t unit_count, unit_room;
    struct candidate *list;
    size_t count;
};

/* Fills what is told of a candidate from the texts themselves: how it and its translations are
 * written, and a unit that has both. Texts in `arena`. */
bool candidate_describe(struct candidates *candidates, const struct candidate *candidate,
                        struct arena *arena, cotexto_term_candidate *out, cotexto_error *error);

#endif
