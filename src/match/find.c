/* Finding segments by their rarer keys. For each key of the query, the rarest first, the index
 * gives the segments that have it among theirs; length, place in the order of rarity, and a
 * signature of words bound what they can share with the query; what is left is compared key by
 * key. */
#include "match/find.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "match/block.h"
#include "match/entries.h"

/* What rule 5 raises a percent to. */
enum { RAISED = 95 };

/* Signatures lie all over the memory: some are fetched ahead before the first is looked at. */
enum { WAITING = 16 };
struct waiting {
    struct posting posting;
    uint64_t *signature; /* NULL: none */
};

struct find {
    const struct index_source *source;
    const struct find_query *query;
    bool (*offer)(void *context, int64_t segment, int *threshold);
    void *context;
    cotexto_error *error;
    bool good;

    uint32_t weight,
        unknown; /* of the query and of its keys that the memory never met, in halves */
    int threshold;
    int64_t words; /* the list of the query's own words; 0: none */
    struct term *terms;
    size_t term_count;
    uint32_t *slots; /* hash from rank to term + 1 */
    size_t slot_mask;
    uint64_t signature;
    uint32_t rest;   /* what a segment that is met first now can share at most */
    int64_t to;      /* the last place worth looking at */
    bool by_words;   /* the list of the query's words is being read */
    uint32_t *taken; /* of each term: occurrences found in the present segment */
    match_rank *other;
    size_t other_room;
    uint32_t *row; /* of the edit distance */
    struct waiting waiting[WAITING];
    size_t waiting_count;
    int64_t *seen; /* segments that were compared or offered, hashed; 0: free */
    size_t seen_count, seen_size;
    struct arena arena;
};

/* ----------------------------------------------------------------------------------- bounds */

/* The weight of a percentage, rounded up: the least shared weight that lets a pair reach the
 * threshold when the heavier side weighs `weight`. */
static bool reaches(const struct find *find, uint32_t shared, uint32_t weight)
{
    return (uint64_t)100 * shared >= (uint64_t)find->threshold * weight;
}

static bool signature_excludes(const struct find *find, uint64_t other, uint32_t other_weight)
{
    enum { WORD_WEIGHT = 4 };
    uint32_t own_lost = WORD_WEIGHT * (uint32_t)__builtin_popcountll(find->signature & ~other),
             other_lost = WORD_WEIGHT * (uint32_t)__builtin_popcountll(other & ~find->signature);
    uint32_t own = find->weight - find->unknown, most;
    own = own > own_lost ? own - own_lost : 0;
    most = other_weight > other_lost ? other_weight - other_lost : 0;
    most = most < own ? most : own;
    return !reaches(find, most, find->weight > other_weight ? find->weight : other_weight);
}

/* ----------------------------------------------------------------------------------- comparing */

/* What it costs, in halves, to put a token in the place of another, by their keys alone. */
static uint32_t change_cost(match_rank a, match_rank b)
{
    if (a == b)
        return 0;
    uint32_t x = rank_weight(a), y = rank_weight(b);
    return rank_class(a) == rank_class(b) ? x : x + y;
}

/* The cheapest edit script by keys: never more than that of the percent. `most` or less is exact;
 * stops as soon as it is more. a: the query's, some of which may be unknown. */
static uint32_t key_distance(const struct find *find, const match_rank *a, size_t a_count,
                             const match_rank *b, size_t b_count, uint32_t most)
{
    while (a_count > 0 && b_count > 0 && a[0] == b[0]) {
        a++, b++;
        a_count--, b_count--;
    }
    while (a_count > 0 && b_count > 0 && a[a_count - 1] == b[b_count - 1])
        a_count--, b_count--;
    uint32_t *row = find->row;
    row[0] = 0;
    for (size_t k = 0; k < b_count; k++)
        row[k + 1] = row[k] + rank_weight(b[k]);
    for (size_t i = 0; i < a_count; i++) {
        uint32_t gap = rank_weight(a[i]), diagonal = row[0], left = row[0] += gap, least = left;
        for (size_t k = 0; k < b_count; k++) {
            uint32_t best = diagonal + change_cost(a[i], b[k]);
            diagonal = row[k + 1];
            best = best < diagonal + gap ? best : diagonal + gap;
            left += rank_weight(b[k]);
            left = best < left ? best : left;
            row[k + 1] = left;
            least = least < left ? least : left;
        }
        if (least > most)
            return most + 1;
    }
    return row[b_count];
}

static struct term *term_of(const struct find *find, match_rank rank)
{
    for (size_t i = rank * UINT32_C(0x9E3779B1);; i++) {
        uint32_t number = find->slots[i & find->slot_mask];
        if (number == 0)
            return NULL;
        if (find->terms[number - 1].rank == rank)
            return &find->terms[number - 1];
    }
}

/* Whether the query shares enough keys with the segment, each as often as both have it; weight: of
 * the segment. Ends as soon as the segment has too many that the query has not. */
static bool shares_enough(const struct find *find, const match_rank *ranks, size_t count,
                          uint32_t weight)
{
    uint32_t larger = weight > find->weight ? weight : find->weight;
    uint32_t most = weight; /* what they can share yet */
    memset(find->taken, 0, find->term_count * sizeof *find->taken);
    for (size_t i = 0; i < count; i++) {
        const struct term *term = term_of(find, ranks[i]);
        if (term != NULL && find->taken[term - find->terms] < term->count) {
            find->taken[term - find->terms]++;
            continue;
        }
        most -= rank_weight(ranks[i]);
        if (!reaches(find, most, larger))
            return false;
    }
    return true;
}

static bool can_reach(const struct find *find, const match_rank *ranks, size_t count)
{
    const struct find_query *query = find->query;
    if (find->threshold <= RAISED && same_words(query->ranks, query->count, ranks, count))
        return true; /* rule 5 */
    uint32_t weight = ranks_weight(ranks, count);
    uint32_t larger = weight > find->weight ? weight : find->weight;
    if (!shares_enough(find, ranks, count, weight))
        return false;
    uint32_t most = (uint32_t)((uint64_t)larger * (unsigned)(100 - find->threshold) / 100);
    return key_distance(find, query->ranks, query->count, ranks, count, most) <= most;
}

/* --------------------------------------------------------------------------------------- seen */

static size_t seen_slot(const struct find *find, int64_t segment)
{
    size_t i = (size_t)((uint64_t)segment * UINT64_C(0x9E3779B97F4A7C15) >> 20);
    while (find->seen[i & (find->seen_size - 1)] != 0 &&
           find->seen[i & (find->seen_size - 1)] != segment)
        i++;
    return i & (find->seen_size - 1);
}

static bool grow_seen(struct find *find)
{
    int64_t *old = find->seen;
    size_t old_size = find->seen_size;
    find->seen_size = old_size == 0 ? 256 : 4 * old_size;
    find->seen = calloc(find->seen_size, sizeof *find->seen);
    for (size_t i = 0; find->seen != NULL && i < old_size; i++) {
        if (old[i] != 0)
            find->seen[seen_slot(find, old[i])] = old[i];
    }
    free(old);
    return find->seen != NULL || error_no_memory(find->error);
}

/* Remembers a segment. *known: it was there already. */
static bool see(struct find *find, int64_t segment, bool *known)
{
    if (2 * find->seen_count >= find->seen_size && !grow_seen(find))
        return false;
    int64_t *slot = &find->seen[seen_slot(find, segment)];
    *known = *slot == segment;
    find->seen_count += !*known;
    *slot = segment;
    return true;
}

/* ------------------------------------------------------------------------------------ reading */

static bool damaged(struct find *find)
{
    return find->source->damaged(find->error);
}

static bool reserve_other(struct find *find, size_t bytes)
{
    if (bytes <= find->other_room)
        return true;
    find->other_room = bytes < 256 ? 256 : 2 * bytes;
    find->other = arena_array(&find->arena, find->other_room, sizeof *find->other);
    find->row = arena_array(&find->arena, find->other_room + 1, sizeof *find->row);
    return (find->other != NULL && find->row != NULL) || error_no_memory(find->error);
}

static bool compare(struct find *find, int64_t segment, uint64_t *signature)
{
    cotexto_text bytes;
    size_t count;
    bool known;
    if (!see(find, segment, &known))
        return false;
    if (known)
        return true;
    if (!find->source->ranks(find->source->context, segment, &bytes, find->error) ||
        !reserve_other(find, bytes.length))
        return false;
    if (!ranks_read(bytes, find->other, find->other_room, &count))
        return damaged(find);
    if (count == 0)
        return true;
    if (signature != NULL && *signature == 0)
        *signature = ranks_signature(find->other, count);
    return !can_reach(find, find->other, count) ||
           find->offer(find->context, segment, &find->threshold);
}

/* Whether length and place in the order of rarity leave a segment that is met first here. */
static bool may_share_enough(const struct find *find, const struct posting *posting)
{
    uint32_t weight = posting->weight, rest = weight - posting->before;
    if (find->by_words || weight == WEIGHT_MOST) /* then it may be any */
        return true;
    rest = rest < find->rest ? rest : find->rest;
    return reaches(find, rest, weight > find->weight ? weight : find->weight);
}

static bool take(struct find *find, const struct waiting *waiting)
{
    uint64_t signature = waiting->signature == NULL ? 0 : *waiting->signature;
    uint32_t weight = waiting->posting.weight;
    bool excluded = find->by_words
                        ? signature != find->signature
                        : weight < WEIGHT_MOST && signature_excludes(find, signature, weight);
    return (signature != 0 && excluded) ||
           compare(find, waiting->posting.segment, waiting->signature);
}

static void take_waiting(struct find *find)
{
    for (size_t i = 0; find->good && i < find->waiting_count; i++)
        find->good = take(find, &find->waiting[i]);
    find->waiting_count = 0;
}

/* The last place at which a segment can still reach the threshold. */
static int64_t last_place(const struct find *find)
{
    uint64_t most = (uint64_t)100 * find->rest / (unsigned)find->threshold;
    return most >= WEIGHT_MOST ? PLACE_END : place_of((uint32_t)most, SEGMENT_MOST);
}

static bool take_block(void *context, cotexto_text block)
{
    struct find *find = context;
    struct block_reader reader = block_read(block);
    int threshold = find->threshold;
    while (find->good && block_next(&reader)) {
        if (!may_share_enough(find, &reader.posting))
            continue;
        struct waiting *waiting = &find->waiting[find->waiting_count++];
        waiting->posting = reader.posting;
        waiting->signature = find->source->signature(find->source->context, reader.posting.segment);
        __builtin_prefetch(waiting->signature);
        if (find->waiting_count == WAITING)
            take_waiting(find);
    }
    take_waiting(find);
    if (find->good && reader.damaged)
        find->good = damaged(find);
    if (find->threshold > threshold && !find->by_words)
        find->to = last_place(find);
    return find->good;
}

static bool read_list(struct find *find, int64_t list, int64_t from)
{
    return find->source->blocks(find->source->context, list, from, &find->to, take_block, find,
                                find->error) &&
           find->good;
}

static int64_t first_place(const struct find *find)
{
    uint64_t least = ((uint64_t)find->threshold * find->weight + 99) / 100;
    return place_of(least >= WEIGHT_MOST ? WEIGHT_MOST : (uint32_t)least, 0);
}

/* The segments with the query's very words, whatever else they have; then those that share one of
 * its keys, as long as what is left of it can reach the threshold. */
static bool read_lists(struct find *find)
{
    if (find->words != 0 && find->threshold <= RAISED) {
        find->by_words = true;
        find->to = PLACE_END;
        if (!read_list(find, find->words, 0))
            return false;
        find->by_words = false;
    }
    for (size_t i = 0; i < find->term_count; i++) {
        find->rest = find->weight - find->terms[i].before;
        if (!reaches(find, find->rest, find->weight))
            break;
        find->to = last_place(find);
        if (!read_list(find, find->terms[i].rank, first_place(find)))
            return false;
    }
    return true;
}

/* ------------------------------------------------------------------------------------ opening */

static bool hash_terms(struct find *find)
{
    size_t size = 16;
    while (size < 4 * find->term_count)
        size *= 2;
    find->slots = arena_array(&find->arena, size, sizeof *find->slots);
    find->taken = arena_array(&find->arena, find->term_count + 1, sizeof *find->taken);
    if (find->slots == NULL || find->taken == NULL)
        return false;
    find->slot_mask = size - 1;
    for (size_t i = 0; i < find->term_count; i++) {
        size_t at = find->terms[i].rank * UINT32_C(0x9E3779B1);
        while (find->slots[at & find->slot_mask] != 0)
            at++;
        find->slots[at & find->slot_mask] = (uint32_t)i + 1;
    }
    return true;
}

static bool prepare(struct find *find)
{
    const struct find_query *query = find->query;
    find->terms = arena_array(&find->arena, query->count + 1, sizeof *find->terms);
    if (find->terms == NULL)
        return error_no_memory(find->error);
    find->term_count = terms_of(query->ranks, query->count, find->terms);
    for (size_t i = 0; i < query->count; i++)
        find->unknown += rank_known(query->ranks[i]) ? 0 : rank_weight(query->ranks[i]);
    if (!hash_terms(find))
        return error_no_memory(find->error);
    find->signature = ranks_signature(query->ranks, query->count);
    find->words = words_list(query->ranks, query->count);
    return true;
}

bool find_segments(const struct index_source *source, const struct find_query *query,
                   bool (*offer)(void *context, int64_t segment, int *threshold), void *context,
                   cotexto_error *error)
{
    struct find find = {.source = source,
                        .query = query,
                        .offer = offer,
                        .context = context,
                        .error = error,
                        .good = true,
                        .threshold = query->threshold};
    find.weight = ranks_weight(query->ranks, query->count);
    bool good = prepare(&find) && read_lists(&find);
    free(find.seen);
    arena_free(&find.arena);
    return good;
}
