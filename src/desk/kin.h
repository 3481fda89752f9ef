/* Kin: how much a segment of some files is like an earlier one of them. */
#ifndef DESK_KIN_H
#define DESK_KIN_H

#include "base/arena.h"
#include "match/find.h"
#include "text/tokens.h"

/* The match key of a token. */
struct kin_key {
    uint64_t hash; /* key_hash() */
    enum token_class class;
};

/* A segment: distinct ones, in the order of the files. */
struct kin_segment {
    cotexto_text text, tags;    /* NFC; as in text/unit.h */
    const struct kin_key *keys; /* of its tokens, in their order */
    size_t key_count;
};

/* An index over them that is only read once it is made: many threads may share it. */
struct kin;
/* The segments must live as long. NULL and an error: out of memory, or too many words. */
struct kin *kin_new(const struct kin_segment *segments, size_t count, cotexto_error *error);
void kin_free(struct kin *kin); /* NULL is allowed */

/* What one thread needs to ask. Begins as {.tokenizer = ...}; ended by kin_asker_free(). */
struct kin_asker {
    struct tokenizer *tokenizer; /* of the segments' language; borrowed */
    struct find_scratch met;
    struct arena arena;    /* of one question */
    struct arena compared; /* of one comparison */
};
void kin_asker_free(struct kin_asker *asker);

/* *percent: of the earlier segment most like this one (match/percent.h), if it is `least`
 * (INDEX_FLOOR..100) or more; else 0. */
bool kin_find(const struct kin *kin, struct kin_asker *asker, size_t segment, int least,
              int *percent, cotexto_error *error);

#endif
