/* The index in the memory file, for the files of this room only: what src/match lays out, in three
 * tables (doc/schema.md). What a transaction enters is gathered and written in order at its end, so
 * that bulk work touches each block once; text and index are committed together. */
#ifndef MEMORY_INDEX_H
#define MEMORY_INDEX_H

#include <sqlite3.h>

#include "base/sort.h"
#include "match/entries.h"
#include "match/find.h"
#include "memory/store.h"

/* The signature of a new segment, to be written. */
struct signed_segment {
    int64_t segment;
    uint64_t signature;
};

struct known_key {
    uint64_t hash;
    match_rank rank; /* 0: a free slot */
};

struct memory_index {
    bool counted;  /* next_key is that of the running transaction */
    bool new_keys; /* ... and has grown */
    bool all_keys; /* ... and the file has no key that is not remembered */
    uint32_t next_key;
    uint32_t first_unlisted; /* keys from this one on have no list in the file yet */
    int64_t listed;          /* the segments up to this one stand in the lists */
    bool new_listed;         /* ... and the file does not say so yet */
    bool listing;            /* the running transaction puts its segments into the lists */
    int64_t generation;      /* of what is remembered below; 0: nothing */
    struct known_key *keys;  /* hashed; a power of two of them */
    size_t key_count, key_size;
    struct wide *pending; /* packed postings that are to be written, or to be taken out */
    size_t pending_count, pending_room;
    struct signed_segment *signed_segments; /* growing */
    size_t signed_count, signed_room;
    struct piece **pieces; /* remembered signatures, by number of row; NULL: none */
    size_t piece_count;
    struct place *places; /* of remembered ranks, hashed; NULL: none are remembered */
    unsigned char *pool;  /* these ranks, each with its length before it */
    size_t pool_used;
    struct recent_segment *recent; /* remembered of those that are not listed, by number */
    size_t recent_count, recent_room;
    cotexto_text *recent_words; /* of the first of them, a blank before each word and behind it */
    size_t recent_words_count, recent_words_room;
    struct arena recent_arena; /* has these words */
    struct find_scratch scratch;
    struct string bytes; /* of a row that is being written */
};

/* Enters the tokens of a new segment, and its words (memory_words()) into the word index. */
bool memory_index_put(cotexto_memory *memory, int64_t segment, const char *lang,
                      const struct tokens *tokens, cotexto_text words, cotexto_error *error);
/* Takes a segment with these words out. */
bool memory_index_delete(cotexto_memory *memory, int64_t segment, cotexto_text words,
                         cotexto_error *error);
/* Whether there is anything to flush. */
bool memory_index_is_pending(const struct memory_index *index);
/* Writes what the transaction gathered; before its commit. */
bool memory_index_flush(cotexto_memory *memory, cotexto_error *error);
/* After a rollback: what was gathered is void, and so are the keys that it had met first. */
void memory_index_forget(cotexto_memory *memory);
/* Forgets what is remembered of segments. */
void memory_index_forget_segments(struct memory_index *index);
void memory_index_free(struct memory_index *index);
/* Gives back what is remembered of keys and the room of what was gathered and written. */
void memory_index_rest(struct memory_index *index);

/* The ranks of tokens, in the arena. add: those of new keys are made, in the running transaction;
 * else they are unknown. */
bool memory_index_ranks(cotexto_memory *memory, const char *lang, const struct tokens *tokens,
                        bool add, struct arena *arena, match_rank **ranks, cotexto_error *error);
/* Stores a segment's ranks. */
bool memory_index_write_ranks(cotexto_memory *memory, int64_t segment, const match_rank *ranks,
                              size_t count, cotexto_error *error);
/* Gathers the entries of a segment with these ranks; gone: to take them out. */
bool memory_index_gather(cotexto_memory *memory, int64_t segment, const match_rank *ranks,
                         size_t count, bool gone, struct arena *arena, cotexto_error *error);

/* ----- recent segments (recent.c): a few new ones stand in no list yet, so that to add one does
 * not touch the dozens of blocks and words that it would stand in. Lookups look at each of them;
 * when there are more than a few, all are put into the lists at once. */

/* What is known of the recent segments, which live until the next call. */
bool memory_recent_segments(cotexto_memory *memory, const struct recent_segment **segments,
                            size_t *count, cotexto_error *error);
/* Calls `each` for the recent segments, at most `most`, that have a run of words, without marks and
 * a blank between, until it returns false. */
bool memory_recent_with_run(cotexto_memory *memory, cotexto_text run, size_t most,
                            bool (*each)(void *context, int64_t segment), void *context,
                            cotexto_error *error);
/* Whether a transaction that puts a segment is to put it, and those before it, into the lists. */
bool memory_recent_is_full(const struct memory_index *index, int64_t segment);
/* Puts the recent segments before this one into the lists and into the word index; only_words: the
 * lists are about to be made anew. */
bool memory_recent_fold(cotexto_memory *memory, int64_t before, bool only_words,
                        cotexto_error *error);
/* Forgets what is remembered of them. */
void memory_recent_forget(struct memory_index *index);

/* Sets the error of an index that is not as it must be. Always false. */
bool memory_index_damaged(cotexto_error *error);
/* Where a segment's signature is remembered, 0: not known; NULL: no room. */
uint64_t *memory_index_signature(cotexto_memory *memory, int64_t segment);
/* The last place of a block from a row of index_block: PLACE_END of the last one of a list, which
 * has an empty text there, since that comes behind all numbers and takes no byte. */
int64_t memory_index_last(sqlite3_stmt *s, int column);
/* Writes the signatures of new segments. */
bool memory_index_write_signatures(cotexto_memory *memory, cotexto_error *error);
/* The bytes of a segment's ranks, which live until the next call; empty: there is no such
 * segment. */
bool memory_index_get_ranks(cotexto_memory *memory, int64_t segment, cotexto_text *ranks,
                            cotexto_error *error);

/* Whether the index was made by today's rules: today's layout, and the word boundaries of this
 * ICU. */
bool memory_index_is_current(cotexto_memory *memory, bool *current, cotexto_error *error);
/* Whether the index is that of today's rules, and holds what the texts say; of a large memory the
 * texts are looked at in a sample. A memory without texts needs no index. */
bool memory_index_check(cotexto_memory *memory, bool *good, cotexto_error *error);
/* The number that the next new key will have, in the running transaction. */
bool memory_index_next_key(cotexto_memory *memory, uint32_t *next_key, cotexto_error *error);
/* Says that it was: a new generation, with this many keys. */
bool memory_index_renew(cotexto_memory *memory, uint32_t next_key, cotexto_error *error);

#endif
