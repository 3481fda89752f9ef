/* The index's rows: keys and their ranks, lists of postings in blocks, the ranks of each segment.
 */
#include "memory/index.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/uvernum.h>

#include "base/error.h"
#include "base/message.h"
#include "base/text.h"
#include "memory/memory.h"

/* The layout's own version, and what cuts words. */
#define PROFILE "3 icu" U_ICU_VERSION

/* Keys remembered at the most: 16 MB. */
enum { KEYS_REMEMBERED = 1 << 19 };
/* Postings gathered at the most before they are written: 8 MB, and as much to sort them in. */
enum { PENDING_MOST = 1 << 19 };

/* ---------------------------------------------------------------------------------------- keys */

static size_t key_slot(const struct memory_index *index, uint64_t hash)
{
    size_t i = (size_t)hash;
    while (index->keys[i & (index->key_size - 1)].rank != 0 &&
           index->keys[i & (index->key_size - 1)].hash != hash)
        i++;
    return i & (index->key_size - 1);
}

static void forget_keys(struct memory_index *index)
{
    free(index->keys);
    index->keys = NULL;
    index->key_count = index->key_size = 0;
    index->all_keys = false;
}

/* Remembering is a help, not a need: without room for it the key is asked for again. */
static void remember_key(struct memory_index *index, uint64_t hash, match_rank rank)
{
    if (2 * index->key_count >= index->key_size) {
        if (index->key_count >= KEYS_REMEMBERED)
            forget_keys(index);
        struct known_key *old = index->keys;
        size_t old_size = index->key_size, size = old_size == 0 ? 1024 : 2 * old_size;
        struct known_key *keys = calloc(size, sizeof *keys);
        index->all_keys = index->all_keys && keys != NULL;
        if (keys == NULL)
            return;
        index->keys = keys;
        index->key_size = size;
        for (size_t i = 0; i < old_size; i++) {
            if (old[i].rank != 0)
                keys[key_slot(index, old[i].hash)] = old[i];
        }
        free(old);
    }
    struct known_key *slot = &index->keys[key_slot(index, hash)];
    index->key_count += slot->rank == 0;
    *slot = (struct known_key){hash, rank};
}

/* Reads the state; when the index was made anew since the last time, what is remembered of it is
 * void. */
static bool read_state(cotexto_memory *memory, bool *current, int64_t *next_key,
                       cotexto_error *error)
{
    struct memory_index *index = &memory->index;
    sqlite3_stmt *s = memory_statement(memory, STATEMENT_STATE, error);
    if (s == NULL)
        return false;
    int row = sql_step(s, error);
    int64_t generation = 0;
    *current = false;
    *next_key = 1;
    if (row == 1) {
        *current = text_equal(sql_text(s, 0), TEXT(PROFILE));
        *next_key = sqlite3_column_int64(s, 1);
        generation = sqlite3_column_int64(s, 2);
        if (!index->new_listed)
            index->listed = sqlite3_column_int64(s, 4);
    }
    sqlite3_reset(s);
    if (generation != index->generation) {
        forget_keys(index);
        memory_index_forget_segments(index);
        index->generation = generation;
    }
    return row >= 0;
}

const char *memory_index_profile(void)
{
    return PROFILE;
}

bool memory_index_is_current(cotexto_memory *memory, bool *current, cotexto_error *error)
{
    int64_t next_key;
    return read_state(memory, current, &next_key, error);
}

/* The rank of a key that the memory has met; 0: it has not. all: what is remembered is all that
 * there is. */
static bool find_key(cotexto_memory *memory, uint64_t hash, bool all, match_rank *rank,
                     cotexto_error *error)
{
    struct memory_index *index = &memory->index;
    *rank = index->key_size == 0 ? 0 : index->keys[key_slot(index, hash)].rank;
    if (*rank != 0 || all)
        return true;
    sqlite3_stmt *s = memory_statement(memory, STATEMENT_FIND_KEY, error);
    if (s == NULL)
        return false;
    sql_bind_number(s, 1, (int64_t)hash);
    int row = sql_step(s, error);
    if (row == 1) {
        *rank = (match_rank)sqlite3_column_int64(s, 0);
        remember_key(index, hash, *rank);
    }
    sqlite3_reset(s);
    return row >= 0;
}

static bool too_many_keys(cotexto_error *error)
{
    return error_set(error, COTEXTO_DATA, "too-many-words", "%s",
                     _("the memory has too many different words"));
}

static bool add_key(cotexto_memory *memory, uint64_t hash, enum token_class class, match_rank *rank,
                    cotexto_error *error)
{
    struct memory_index *index = &memory->index;
    if (index->next_key > RANK_KEYS)
        return too_many_keys(error);
    *rank = rank_of(index->next_key++, class);
    index->new_keys = true;
    remember_key(index, hash, *rank);
    sqlite3_stmt *s = memory_statement(memory, STATEMENT_NEW_KEY, error);
    if (s == NULL)
        return false;
    sql_bind_number(s, 1, (int64_t)hash);
    sql_bind_number(s, 2, *rank);
    return sql_do(s, error);
}

/* The numbering of new keys goes on where the file says. */
static bool count_keys(cotexto_memory *memory, cotexto_error *error)
{
    struct memory_index *index = &memory->index;
    bool current;
    int64_t next_key;
    if (index->counted)
        return true;
    if (!read_state(memory, &current, &next_key, error))
        return false;
    if (next_key < 1 || next_key > RANK_KEYS)
        return too_many_keys(error);
    /* nobody else has added keys when there are none, or as many as this memory left there */
    index->all_keys = next_key == 1 || (index->all_keys && next_key == index->next_key);
    index->next_key = index->first_unlisted = (uint32_t)next_key;
    index->counted = true;
    index->new_keys = false;
    return true;
}

bool memory_index_ranks(cotexto_memory *memory, const char *lang, const struct tokens *tokens,
                        bool add, struct arena *arena, match_rank **ranks, cotexto_error *error)
{
    uint64_t language = key_language(lang);
    if (add && !count_keys(memory, error))
        return false;
    *ranks = arena_array(arena, tokens->count, sizeof **ranks);
    if (*ranks == NULL)
        return error_no_memory(error);
    for (size_t i = 0; i < tokens->count; i++) {
        const struct token *token = &tokens->items[i];
        uint64_t hash = key_hash(token, language);
        match_rank *rank = &(*ranks)[i];
        if (!find_key(memory, hash, add && memory->index.all_keys, rank, error) ||
            (*rank == 0 && add && !add_key(memory, hash, token->class, rank, error)))
            return false;
        if (*rank == 0)
            *rank = rank_of(0, token->class);
    }
    return true;
}

/* ------------------------------------------------------------------------------------- entering */

bool memory_index_write_ranks(cotexto_memory *memory, int64_t segment, const match_rank *ranks,
                              size_t count, cotexto_error *error)
{
    struct string *bytes = &memory->index.bytes;
    string_reset(bytes);
    ranks_write(ranks, count, bytes);
    sqlite3_stmt *s = memory_statement(memory, STATEMENT_NEW_RANKS, error);
    if (s == NULL || !string_ok(bytes, error))
        return false;
    sql_bind_number(s, 1, segment);
    sqlite3_bind_blob64(s, 2, string_c(bytes), bytes->length, SQLITE_STATIC);
    return sql_do(s, error);
}

/* Gathers the signature of a new segment. */
static bool sign(struct memory_index *index, int64_t segment, const match_rank *ranks, size_t count)
{
    if (!array_reserve(&index->signed_segments, &index->signed_room, index->signed_count + 1,
                       sizeof *index->signed_segments))
        return false;
    index->signed_segments[index->signed_count++] =
        (struct signed_segment){segment, ranks_signature(ranks, count)};
    return true;
}

/* A pending posting, so that it sorts by list, by place, and what a transaction puts and takes out
 * again first in, then out: 33 bits of the list, 19 of the weight, 44 of the segment, one for gone,
 * eight for before. */
#define LIST_BIAS (INT64_C(1) << 32) /* the lists of the same words have negative numbers */
enum {
    LIST_SHIFT = 31,
    WEIGHT_SHIFT = 12,
    SEGMENT_SHIFT = 9,
    GONE_SHIFT = 8,
};

static struct wide pack(const struct index_entry *entry, bool gone)
{
    const struct posting *posting = &entry->posting;
    return (struct wide){(uint64_t)(entry->list + LIST_BIAS) << LIST_SHIFT |
                             (uint64_t)posting->weight << WEIGHT_SHIFT |
                             (uint64_t)posting->segment >> 32,
                         (uint64_t)(uint32_t)posting->segment << SEGMENT_SHIFT |
                             (uint64_t)gone << GONE_SHIFT | posting->before};
}

static int64_t pending_list(const struct wide *pending)
{
    return (int64_t)(pending->high >> LIST_SHIFT) - LIST_BIAS;
}

static struct posting pending_posting(const struct wide *pending)
{
    uint64_t place = pending->high & ((UINT64_C(1) << LIST_SHIFT) - 1);
    return (struct posting){
        .segment = (int64_t)((place & ((1 << WEIGHT_SHIFT) - 1)) << 32 |
                             (pending->low >> SEGMENT_SHIFT & UINT32_MAX)),
        .weight = (uint32_t)(place >> WEIGHT_SHIFT),
        .before = (uint8_t)pending->low,
    };
}

static bool pending_gone(const struct wide *pending)
{
    return (pending->low >> GONE_SHIFT & 1) != 0;
}

static int64_t pending_place(const struct wide *pending)
{
    struct posting posting = pending_posting(pending);
    return posting_place(&posting);
}

bool memory_index_gather(cotexto_memory *memory, int64_t segment, const match_rank *ranks,
                         size_t count, bool gone, struct arena *arena, cotexto_error *error)
{
    struct memory_index *index = &memory->index;
    struct term *terms = arena_array(arena, count, sizeof *terms);
    struct index_entry *entries = arena_array(arena, count + 1, sizeof *entries);
    if (terms == NULL || entries == NULL)
        return error_no_memory(error);
    size_t n = index_entries(ranks, count, terms, entries);
    if (index->pending_count + n > PENDING_MOST && !memory_index_flush(memory, error))
        return false;
    if (!array_reserve(&index->pending, &index->pending_room, index->pending_count + n,
                       sizeof *index->pending))
        return error_no_memory(error);
    for (size_t i = 0; i < n; i++) {
        entries[i].posting.segment = segment;
        index->pending[index->pending_count++] = pack(&entries[i], gone);
    }
    return gone || sign(index, segment, ranks, count) || error_no_memory(error);
}

/* A segment's postings, signature and words. */
static bool list_segment(cotexto_memory *memory, int64_t segment, const match_rank *ranks,
                         size_t count, cotexto_text words, cotexto_error *error)
{
    if (!memory_index_gather(memory, segment, ranks, count, false, &memory->scratch, error) ||
        !memory_run_with(memory, STATEMENT_NEW_WORDS, segment, words, error))
        return false;
    memory->index.listed = segment;
    memory->index.new_listed = true;
    return true;
}

bool memory_index_put(cotexto_memory *memory, int64_t segment, const char *lang,
                      const struct tokens *tokens, cotexto_text words, cotexto_error *error)
{
    struct memory_index *index = &memory->index;
    match_rank *ranks;
    if (segment > SEGMENT_MOST)
        return error_set(error, COTEXTO_DATA, "too-many-segments", "%s",
                         _("the memory has too many segments"));
    if (!memory_index_ranks(memory, lang, tokens, true, &memory->scratch, &ranks, error) ||
        !memory_index_write_ranks(memory, segment, ranks, tokens->count, error))
        return false;
    if (!index->listing && memory_recent_is_full(index, segment)) {
        if (!memory_recent_fold(memory, segment, false, error))
            return false;
        index->listing = true;
    }
    return !index->listing || list_segment(memory, segment, ranks, tokens->count, words, error);
}

/* The stored ranks of a segment, in the arena. */
static bool stored_ranks(cotexto_memory *memory, int64_t segment, struct arena *arena,
                         match_rank **ranks, size_t *count, cotexto_error *error)
{
    sqlite3_stmt *s = memory_statement(memory, STATEMENT_GET_RANKS, error);
    *count = 0;
    if (s == NULL)
        return false;
    sql_bind_number(s, 1, segment);
    int row = sql_step(s, error);
    cotexto_text bytes = row == 1 ? sql_blob(s, 0) : (cotexto_text){0};
    *ranks = arena_array(arena, bytes.length, sizeof **ranks);
    bool good = *ranks != NULL && ranks_read(bytes, *ranks, bytes.length, count);
    sqlite3_reset(s);
    return row >= 0 && (good || memory_index_damaged(error));
}

/* Takes a segment out of the lists and out of the word index: FTS5 without content takes a row out
 * by being told again what it held. */
static bool unlist_segment(cotexto_memory *memory, int64_t segment, cotexto_text words,
                           cotexto_error *error)
{
    match_rank *ranks;
    size_t count;
    return stored_ranks(memory, segment, &memory->scratch, &ranks, &count, error) &&
           memory_index_gather(memory, segment, ranks, count, true, &memory->scratch, error) &&
           memory_run_with(memory, STATEMENT_DELETE_WORDS, segment, words, error);
}

bool memory_index_delete(cotexto_memory *memory, int64_t segment, cotexto_text words,
                         cotexto_error *error)
{
    if (!count_keys(memory, error))
        return false;
    if (segment > memory->index.listed)
        memory_recent_forget(&memory->index);
    else if (!unlist_segment(memory, segment, words, error))
        return false;
    sqlite3_stmt *s = memory_statement(memory, STATEMENT_DELETE_RANKS, error);
    if (s == NULL)
        return false;
    sql_bind_number(s, 1, segment);
    return sql_do(s, error);
}

/* ------------------------------------------------------------------------------------- flushing */

/* One list's pending postings, and the block that they go into. */
struct merge {
    cotexto_memory *memory;
    int64_t list, last; /* of the block; PLACE_END for the last one of its list */
    bool is_new;        /* the list has no such block yet */
    struct posting *postings;
    size_t count, room;
    cotexto_error *error;
};

static bool add_posting(struct merge *merge, const struct posting *posting)
{
    if (!array_reserve(&merge->postings, &merge->room, merge->count + 1, sizeof *merge->postings))
        return error_no_memory(merge->error);
    merge->postings[merge->count++] = *posting;
    return true;
}

/* Adds a pending posting, or takes out the one that is there. */
static bool add_pending(struct merge *merge, const struct wide *pending)
{
    struct posting posting = pending_posting(pending);
    if (!pending_gone(pending))
        return add_posting(merge, &posting);
    if (merge->count > 0 &&
        posting_place(&merge->postings[merge->count - 1]) == posting_place(&posting))
        merge->count--;
    return true;
}

/* Merges the block's own postings with the pending ones, as far as they go into it. */
static bool merge_block(struct merge *merge, cotexto_text block, const struct wide *pending,
                        size_t count, size_t *taken)
{
    struct block_reader reader = {0};
    size_t i = 0;
    merge->count = 0;
    if (block.length > 0)
        reader = block_read(block);
    while (block.length > 0 && block_next(&reader)) {
        int64_t place = posting_place(&reader.posting);
        for (; i < count && pending_place(&pending[i]) < place; i++) {
            if (!add_pending(merge, &pending[i]))
                return false;
        }
        if (!add_posting(merge, &reader.posting))
            return false;
    }
    if (reader.damaged)
        return memory_index_damaged(merge->error);
    for (; i < count && pending_place(&pending[i]) <= merge->last; i++) {
        if (!add_pending(merge, &pending[i]))
            return false;
    }
    *taken = i;
    return true;
}

int64_t memory_index_last(sqlite3_stmt *s, int column)
{
    return sqlite3_column_type(s, column) == SQLITE_INTEGER ? sqlite3_column_int64(s, column)
                                                            : PLACE_END;
}

static bool put_block(struct merge *merge, enum statement which, int64_t last,
                      const struct string *bytes)
{
    sqlite3_stmt *s = memory_statement(merge->memory, which, merge->error);
    if (s == NULL || !string_ok(bytes, merge->error))
        return false;
    sql_bind_number(s, 1, merge->list);
    if (last == PLACE_END)
        sql_bind_text(s, 2, TEXT(""));
    else
        sql_bind_number(s, 2, last);
    if (bytes->length > 0)
        sqlite3_bind_blob64(s, 3, bytes->bytes, bytes->length, SQLITE_STATIC);
    return sql_do(s, merge->error);
}

/* Writes the merged postings: in equal parts where they are too many for one block, so that each
 * has room to grow; all parts but the last stand in new blocks before the old one. */
static bool write_blocks(struct merge *merge)
{
    struct string *bytes = &merge->memory->index.bytes;
    string_reset(bytes);
    if (merge->count == 0)
        return merge->is_new || put_block(merge, STATEMENT_DELETE_BLOCK, merge->last, bytes);
    size_t parts = block_size(merge->postings, merge->count) / BLOCK_BYTES + 1, done = 0;
    for (;;) {
        size_t share = (merge->count - done + parts - 1) / parts;
        string_reset(bytes);
        done += block_write(merge->postings + done, share, BLOCK_BYTES, bytes);
        if (done == merge->count)
            break;
        if (!put_block(merge, STATEMENT_NEW_BLOCK, posting_place(&merge->postings[done - 1]),
                       bytes))
            return false;
        parts -= parts > 1;
    }
    return put_block(merge, merge->is_new ? STATEMENT_NEW_BLOCK : STATEMENT_SET_BLOCK, merge->last,
                     bytes);
}

/* Whether the file can't have the list yet: that of a key that was met since the last flush. */
static bool is_unlisted(const struct memory_index *index, int64_t list)
{
    return index->counted && list > 0 && rank_number((match_rank)list) >= index->first_unlisted;
}

/* Finds the block that a place belongs into, and merges pending postings of that list into it. */
static bool flush_block(struct merge *merge, const struct wide *pending, size_t count,
                        size_t *taken)
{
    cotexto_text none = {0};
    merge->list = pending_list(pending);
    if (is_unlisted(&merge->memory->index, merge->list)) {
        merge->is_new = true;
        merge->last = PLACE_END;
        return merge_block(merge, none, pending, count, taken) && write_blocks(merge);
    }
    sqlite3_stmt *s = memory_statement(merge->memory, STATEMENT_FIND_BLOCK, merge->error);
    if (s == NULL)
        return false;
    sql_bind_number(s, 1, merge->list);
    sql_bind_number(s, 2, pending_place(pending));
    int row = sql_step(s, merge->error);
    merge->is_new = row != 1;
    merge->last = row == 1 ? memory_index_last(s, 0) : PLACE_END;
    cotexto_text block = row == 1 ? sql_blob(s, 1) : none;
    bool good = row >= 0 && merge_block(merge, block, pending, count, taken);
    if (good && *taken == 0) /* a damaged page gave a block that ends before the place */
        good = memory_index_damaged(merge->error);
    sqlite3_reset(s);
    return good && write_blocks(merge);
}

static size_t same_list(const struct wide *pending, size_t count)
{
    size_t n = 1;
    while (n < count && pending_list(&pending[n]) == pending_list(pending))
        n++;
    return n;
}

static bool write_state(cotexto_memory *memory, cotexto_error *error)
{
    struct memory_index *index = &memory->index;
    if (!index->new_keys && !index->new_listed)
        return true;
    sqlite3_stmt *s = memory_statement(memory, STATEMENT_SET_STATE, error);
    if (s == NULL)
        return false;
    sql_bind_number(s, 1, index->next_key);
    sql_bind_number(s, 2, index->listed);
    index->new_keys = index->new_listed = false;
    return sql_do(s, error);
}

bool memory_index_is_pending(const struct memory_index *index)
{
    return index->pending_count > 0 || index->new_listed;
}

bool memory_index_flush(cotexto_memory *memory, cotexto_error *error)
{
    struct memory_index *index = &memory->index;
    struct merge merge = {.memory = memory, .error = error};
    size_t done = 0, taken = 0;
    bool good = true;
    wide_sort(index->pending, index->pending_count);
    while (good && done < index->pending_count) {
        const struct wide *first = &index->pending[done];
        good = flush_block(&merge, first, same_list(first, index->pending_count - done), &taken);
        done += taken;
    }
    index->pending_count = 0;
    index->first_unlisted = index->next_key;
    free(merge.postings);
    return good && memory_index_write_signatures(memory, error) && write_state(memory, error);
}

void memory_index_forget(cotexto_memory *memory)
{
    struct memory_index *index = &memory->index;
    index->pending_count = index->signed_count = 0;
    index->counted = index->new_keys = index->new_listed = index->listing = false;
    forget_keys(index);
    memory_index_forget_segments(index); /* their numbers are given again */
}

bool memory_index_next_key(cotexto_memory *memory, uint32_t *next_key, cotexto_error *error)
{
    if (!count_keys(memory, error))
        return false;
    *next_key = memory->index.next_key;
    return true;
}

bool memory_index_renew(cotexto_memory *memory, uint32_t next_key, cotexto_error *error)
{
    sqlite3_stmt *s = memory_statement(memory, STATEMENT_RENEW_STATE, error);
    if (s == NULL)
        return false;
    sql_bind_text(s, 1, TEXT(PROFILE));
    sql_bind_number(s, 2, next_key);
    memory->index.counted = memory->index.new_keys = false;
    return sql_do(s, error);
}

bool memory_index_damaged(cotexto_error *error)
{
    error_set(error, COTEXTO_DATA, "damaged-index", "%s", _("the memory's index is damaged"));
    return error_hint(error, "%s", _("cotexto reindex makes it anew; the texts are not touched"));
}

void memory_index_rest(struct memory_index *index)
{
    forget_keys(index);
    free(index->pending);
    free(index->signed_segments);
    index->pending = NULL;
    index->signed_segments = NULL;
    index->pending_count = index->pending_room = index->signed_count = index->signed_room = 0;
}

void memory_index_free(struct memory_index *index)
{
    memory_index_rest(index);
    memory_index_forget_segments(index);
    find_scratch_free(&index->scratch);
    free(index->recent);
    free(index->recent_words);
    arena_free(&index->recent_arena);
    string_free(&index->bytes);
    *index = (struct memory_index){.keys = NULL};
}
