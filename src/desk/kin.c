/* Kin: the index of a memory (doc/matching.md), held in memory over the segments of some files. */
#include "desk/kin.h"

#include <stdlib.h>

#include "base/error.h"
#include "base/message.h"
#include "base/text.h"
#include "match/entries.h"
#include "match/percent.h"

/* Of the texts of one call: no more distinct words fit into a rank. */
struct counted_key {
    struct kin_key key;
    uint32_t count; /* of its tokens; 0: the slot is free */
    uint32_t first; /* when it was met, from 0 */
    uint32_t number;
};

struct kin_entry {
    int64_t list;
    struct posting posting;
};

/* A block of a list; the blocks of one list follow each other. */
struct kin_block {
    int64_t list, last; /* the last place in it */
    size_t start, end;  /* bytes of kin.blocks_bytes */
};

struct kin {
    const struct kin_segment *segments;
    size_t count;
    struct counted_key *keys; /* hashed; a power of two of them */
    size_t key_size, key_count;
    struct kin_entry *entries; /* while it is made */
    size_t entry_count, entry_room;
    struct kin_block *blocks;
    size_t block_count, block_room;
    struct string block_bytes, rank_bytes;
    size_t *rank_starts; /* of each segment in rank_bytes, and one end more */
    uint64_t *signatures;
    struct arena arena; /* of one segment, while it is made */
};

void kin_free(struct kin *kin)
{
    if (kin == NULL)
        return;
    free(kin->keys);
    free(kin->entries);
    free(kin->blocks);
    free(kin->rank_starts);
    free(kin->signatures);
    string_free(&kin->block_bytes);
    string_free(&kin->rank_bytes);
    arena_free(&kin->arena);
    free(kin);
}

/* ---------------------------------------------------------------------------------------- keys */

static struct counted_key *key_slot(const struct kin *kin, uint64_t hash)
{
    size_t i = (size_t)hash;
    while (kin->keys[i & (kin->key_size - 1)].count > 0 &&
           kin->keys[i & (kin->key_size - 1)].key.hash != hash)
        i++;
    return &kin->keys[i & (kin->key_size - 1)];
}

static bool grow_keys(struct kin *kin)
{
    struct kin grown = *kin;
    grown.key_size = kin->key_size == 0 ? 1024 : 2 * kin->key_size;
    grown.keys = calloc(grown.key_size, sizeof *grown.keys);
    if (grown.keys == NULL)
        return false;
    for (size_t i = 0; i < kin->key_size; i++) {
        if (kin->keys[i].count > 0)
            *key_slot(&grown, kin->keys[i].key.hash) = kin->keys[i];
    }
    free(kin->keys);
    *kin = grown;
    return true;
}

static bool count_keys(struct kin *kin, cotexto_error *error)
{
    for (size_t i = 0; i < kin->count; i++) {
        for (size_t k = 0; k < kin->segments[i].key_count; k++) {
            const struct kin_key *key = &kin->segments[i].keys[k];
            if (2 * kin->key_count >= kin->key_size && !grow_keys(kin))
                return error_no_memory(error);
            struct counted_key *slot = key_slot(kin, key->hash);
            if (slot->count == 0)
                *slot = (struct counted_key){.key = *key, .first = (uint32_t)kin->key_count++};
            slot->count += slot->count < UINT32_MAX;
        }
        if (kin->key_count > RANK_KEYS)
            return error_set(error, COTEXTO_DATA, "too-many-words", "%s",
                             _("the files have too many different words"));
    }
    return true;
}

static int commonest_first(const void *left, const void *right)
{
    const struct counted_key *a = *(struct counted_key *const *)left,
                             *b = *(struct counted_key *const *)right;
    if (a->count != b->count)
        return a->count > b->count ? -1 : 1;
    return a->first < b->first ? -1 : 1;
}

/* Numbers grow from the commonest key to the rarest. */
static bool number_keys(struct kin *kin, cotexto_error *error)
{
    struct counted_key **order = calloc(kin->key_count + 1, sizeof *order);
    size_t n = 0;
    if (order == NULL)
        return error_no_memory(error);
    for (size_t i = 0; i < kin->key_size; i++) {
        if (kin->keys[i].count > 0)
            order[n++] = &kin->keys[i];
    }
    qsort(order, n, sizeof *order, commonest_first);
    for (size_t i = 0; i < n; i++)
        order[i]->number = (uint32_t)i + 1;
    free(order);
    return true;
}

/* -------------------------------------------------------------------------------------- making */

static match_rank *ranks_of(const struct kin *kin, const struct kin_segment *segment,
                            struct arena *arena)
{
    match_rank *ranks = arena_array(arena, segment->key_count, sizeof *ranks);
    for (size_t i = 0; ranks != NULL && i < segment->key_count; i++) {
        const struct kin_key *key = &segment->keys[i];
        ranks[i] = rank_of(key_slot(kin, key->hash)->number, key->class);
    }
    return ranks;
}

/* The index numbers segments from 1. */
static int64_t index_number(size_t segment)
{
    return (int64_t)segment + 1;
}

static bool enter(struct kin *kin, size_t number, cotexto_error *error)
{
    const struct kin_segment *segment = &kin->segments[number];
    size_t count = segment->key_count;
    arena_reset(&kin->arena);
    match_rank *ranks = ranks_of(kin, segment, &kin->arena);
    struct term *terms = arena_array(&kin->arena, count, sizeof *terms);
    struct index_entry *entries = arena_array(&kin->arena, count + 1, sizeof *entries);
    if (ranks == NULL || terms == NULL || entries == NULL)
        return error_no_memory(error);
    kin->rank_starts[number] = kin->rank_bytes.length;
    ranks_write(ranks, count, &kin->rank_bytes);
    kin->signatures[number] = ranks_signature(ranks, count);
    size_t n = index_entries(ranks, count, terms, entries);
    if (!array_reserve(&kin->entries, &kin->entry_room, kin->entry_count + n, sizeof *kin->entries))
        return error_no_memory(error);
    for (size_t i = 0; i < n; i++) {
        entries[i].posting.segment = index_number(number);
        kin->entries[kin->entry_count++] = (struct kin_entry){entries[i].list, entries[i].posting};
    }
    return true;
}

static int by_list(const void *left, const void *right)
{
    const struct kin_entry *a = left, *b = right;
    if (a->list != b->list)
        return a->list < b->list ? -1 : 1;
    int64_t x = posting_place(&a->posting), y = posting_place(&b->posting);
    return (x > y) - (x < y);
}

/* One list's postings as blocks. */
static bool write_list(struct kin *kin, const struct kin_entry *entries, size_t count,
                       cotexto_error *error)
{
    arena_reset(&kin->arena);
    struct posting *postings = arena_array(&kin->arena, count, sizeof *postings);
    if (postings == NULL)
        return error_no_memory(error);
    for (size_t i = 0; i < count; i++)
        postings[i] = entries[i].posting;
    for (size_t done = 0; done < count;) {
        size_t start = kin->block_bytes.length;
        done += block_write(postings + done, count - done, BLOCK_BYTES, &kin->block_bytes);
        if (!array_reserve(&kin->blocks, &kin->block_room, kin->block_count + 1,
                           sizeof *kin->blocks))
            return error_no_memory(error);
        kin->blocks[kin->block_count++] = (struct kin_block){
            entries[0].list, posting_place(&postings[done - 1]), start, kin->block_bytes.length};
    }
    return true;
}

static bool write_lists(struct kin *kin, cotexto_error *error)
{
    if (kin->entry_count > 0)
        qsort(kin->entries, kin->entry_count, sizeof *kin->entries, by_list);
    for (size_t from = 0, to = 0; from < kin->entry_count; from = to) {
        while (to < kin->entry_count && kin->entries[to].list == kin->entries[from].list)
            to++;
        if (!write_list(kin, kin->entries + from, to - from, error))
            return false;
    }
    free(kin->entries);
    kin->entries = NULL;
    return true;
}

struct kin *kin_new(const struct kin_segment *segments, size_t count, cotexto_error *error)
{
    struct kin *kin = calloc(1, sizeof *kin);
    if (kin == NULL) {
        error_no_memory(error);
        return NULL;
    }
    kin->segments = segments;
    kin->count = count;
    kin->rank_starts = calloc(count + 1, sizeof *kin->rank_starts);
    kin->signatures = calloc(count + 1, sizeof *kin->signatures);
    bool good = (kin->rank_starts != NULL && kin->signatures != NULL) || error_no_memory(error);
    good = good && count_keys(kin, error) && number_keys(kin, error);
    for (size_t i = 0; good && i < count; i++)
        good = enter(kin, i, error);
    good = good && write_lists(kin, error) && string_ok(&kin->rank_bytes, error) &&
           string_ok(&kin->block_bytes, error);
    if (good) {
        kin->rank_starts[count] = kin->rank_bytes.length;
        arena_free(&kin->arena);
        return kin;
    }
    kin_free(kin);
    return NULL;
}

/* ----------------------------------------------------------------------------- the index as source
 */

/* The first block of a list that may hold a place. */
static size_t first_block(const struct kin *kin, int64_t list, int64_t from)
{
    size_t low = 0, high = kin->block_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct kin_block *block = &kin->blocks[middle];
        if (block->list < list || (block->list == list && block->last < from))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool source_blocks(void *context, int64_t list, int64_t from, const int64_t *to,
                          bool (*each)(void *context, cotexto_text block), void *each_context,
                          cotexto_error *error)
{
    const struct kin *kin = context;
    (void)error;
    for (size_t i = first_block(kin, list, from);
         i < kin->block_count && kin->blocks[i].list == list; i++) {
        const struct kin_block *block = &kin->blocks[i];
        if (!each(each_context,
                  text_slice(string_text(&kin->block_bytes), block->start, block->end)) ||
            block->last >= *to)
            break;
    }
    return true;
}

static bool source_ranks(void *context, int64_t segment, cotexto_text *ranks, cotexto_error *error)
{
    const struct kin *kin = context;
    const size_t *start = &kin->rank_starts[segment - 1];
    (void)error;
    *ranks = text_slice(string_text(&kin->rank_bytes), start[0], start[1]);
    return true;
}

/* None is 0, so that none is written by those who ask. */
static uint64_t *source_signature(void *context, int64_t segment)
{
    return &((struct kin *)context)->signatures[segment - 1];
}

static bool source_damaged(cotexto_error *error)
{
    return error_set(error, COTEXTO_IO, "index", "%s",
                     _("the index of the files is not what it was"));
}

/* -------------------------------------------------------------------------------------- asking */

struct question {
    const struct kin *kin;
    struct kin_asker *asker;
    size_t segment;
    struct tokens tokens;
    int best;
    bool good, enough;
    cotexto_error *error;
};

/* An earlier one of the segments that may be near enough. */
static bool offer(void *context, int64_t id, int *threshold)
{
    struct question *question = context;
    const struct kin_segment *own = &question->kin->segments[question->segment],
                             *other = &question->kin->segments[id - 1];
    struct kin_asker *asker = question->asker;
    struct tokens tokens;
    int percent;
    if (id >= index_number(question->segment))
        return true;
    arena_reset(&asker->compared);
    question->good = tokenizer_run(asker->tokenizer, other->text, other->tags, &asker->compared,
                                   &tokens, question->error) &&
                     match_percent(&question->tokens, own->text, &tokens, other->text,
                                   &asker->compared, &percent, question->error);
    if (question->good && percent > question->best)
        question->best = percent;
    question->enough = question->best >= 99; /* distinct segments are never more */
    *threshold = question->best + 1 > *threshold ? question->best + 1 : *threshold;
    return question->good && !question->enough;
}

bool kin_find(const struct kin *kin, struct kin_asker *asker, size_t segment, int least,
              int *percent, cotexto_error *error)
{
    const struct index_source source = {.context = (void *)kin,
                                        .blocks = source_blocks,
                                        .ranks = source_ranks,
                                        .signature = source_signature,
                                        .damaged = source_damaged};
    const struct kin_segment *own = &kin->segments[segment];
    struct question question = {
        .kin = kin, .asker = asker, .segment = segment, .good = true, .error = error};
    *percent = 0;
    arena_reset(&asker->arena);
    match_rank *ranks = ranks_of(kin, own, &asker->arena);
    if (ranks == NULL)
        return error_no_memory(error);
    if (!tokenizer_run(asker->tokenizer, own->text, own->tags, &asker->arena, &question.tokens,
                       error))
        return false;
    const struct find_query query = {ranks, own->key_count, least};
    if (!find_segments(&source, &query, &asker->met, offer, &question, error) && !question.enough)
        return false;
    *percent = question.best >= least ? question.best : 0;
    return true;
}

void kin_asker_free(struct kin_asker *asker)
{
    find_scratch_free(&asker->met);
    arena_free(&asker->arena);
    arena_free(&asker->compared);
}
