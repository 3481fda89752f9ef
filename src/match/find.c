/* Finding segments by their rarer keys. For each key of the query, the rarest first, the index
 * gives the segments that have it among theirs; length, place in the order of rarity, and a
 * signature of words bound what they can share with the query. One that is met by two keys, or
 * for which one is enough, is compared key by key. */
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
    uint32_t most;       /* what it can share with the query */
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
    int64_t words;         /* the list of the query's own words; 0: none */
    uint32_t words_weight; /* of these words */
    struct term *terms;
    size_t term_count;
    uint32_t *slots; /* hash from rank to term + 1 */
    size_t slot_mask;
    uint64_t signature;
    uint64_t *bits;      /* of each term: its bit in a signature; 0: none */
    size_t term;         /* whose list is being read */
    uint32_t key_weight; /* of its key, in the query */
    uint32_t rest;       /* of that key and those that follow: what a segment met first may share */
    uint32_t heaviest;   /* of the keys before it: what one met second may share besides */
    int64_t to;          /* the last place worth looking at */
    bool by_words;       /* segments with the query's very words are being looked for */
    bool is_last;        /* no other list follows: what it meets first is met by one key only */
    uint32_t *taken;     /* of each term: occurrences found in the present segment */
    match_rank *other;
    size_t other_room;
    uint32_t *row; /* of the edit distance */
    struct waiting waiting[WAITING];
    size_t waiting_count;
    struct find_scratch *scratch;
    struct arena arena;
};

/* ----------------------------------------------------------------------------------- bounds */

/* The weight of a percentage, rounded up: the least shared weight that lets a pair reach the
 * threshold when the heavier side weighs `weight`. */
static bool reaches(const struct find *find, uint32_t shared, uint32_t weight)
{
    return (uint64_t)100 * shared >= (uint64_t)find->threshold * weight;
}

/* Whether a segment of this signature and weight can't reach the threshold: it has not the words
 * that it lacks, of those that follow in the query, and the query has not those that it lacks.
 * most: what the two can share as far as is known, the present term and those that follow being all
 * shared. */
static bool signature_excludes(const struct find *find, uint64_t other, uint32_t other_weight,
                               uint32_t most)
{
    enum { WORD_WEIGHT = 4 };
    uint32_t larger = find->weight > other_weight ? find->weight : other_weight;
    uint32_t lost = WORD_WEIGHT * (uint32_t)__builtin_popcountll(other & ~find->signature);
    if (!reaches(find, other_weight > lost ? other_weight - lost : 0, larger))
        return true;
    for (size_t i = find->term; i < find->term_count; i++) {
        if ((find->bits[i] & ~other) == 0)
            continue;
        most -= find->terms[i].weight;
        if (!reaches(find, most, larger))
            return true;
    }
    return false;
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

/* ---------------------------------------------------------------------------------------- met */

/* A segment that was met by one key, or is done with. */
struct met {
    int64_t segment;
    uint32_t round;
    uint32_t weight; /* of that key in the query; 0: done with */
};

enum { FIRST_TABLE = 1 << 12 };

static size_t table_size(const struct find_scratch *scratch)
{
    return (size_t)FIRST_TABLE << scratch->table;
}

/* Where the search for a segment begins. */
static struct met *met_home(const struct find_scratch *scratch, int64_t segment)
{
    size_t i = (size_t)((uint64_t)segment * UINT64_C(0x9E3779B97F4A7C15) >> 32);
    return &scratch->tables[scratch->table][i & (table_size(scratch) - 1)];
}

static struct met *met_slot(const struct find_scratch *scratch, int64_t segment)
{
    struct met *first = scratch->tables[scratch->table], *end = first + table_size(scratch),
               *met = met_home(scratch, segment);
    while (met->round == scratch->round && met->segment != segment)
        met = met + 1 == end ? first : met + 1;
    return met;
}

/* Makes the table in use unless it is there. */
static bool have_table(struct find_scratch *scratch)
{
    struct met **table = &scratch->tables[scratch->table];
    if (*table == NULL)
        *table = calloc(table_size(scratch), sizeof **table);
    return *table != NULL;
}

/* Goes on to the next table. */
static bool grow_met(struct find_scratch *scratch)
{
    const struct met *old = scratch->tables[scratch->table];
    size_t size = table_size(scratch);
    if (++scratch->table == FIND_TABLES || !have_table(scratch))
        return false;
    for (size_t i = 0; i < size; i++) {
        if (old[i].round == scratch->round)
            *met_slot(scratch, old[i].segment) = old[i];
    }
    return true;
}

/* Puts a segment into its slot. */
static bool remember(struct find *find, struct met *slot, int64_t segment, uint32_t weight)
{
    struct find_scratch *scratch = find->scratch;
    *slot = (struct met){segment, scratch->round, weight};
    return 2 * ++scratch->count < table_size(scratch) || grow_met(scratch) ||
           error_no_memory(find->error);
}

static bool begin_round(struct find_scratch *scratch)
{
    scratch->count = scratch->table = 0;
    if (++scratch->round == 0) { /* what is left of the rounds before must not count again */
        find_scratch_free(scratch);
        scratch->round = 1;
    }
    return have_table(scratch);
}

void find_scratch_free(struct find_scratch *scratch)
{
    for (size_t i = 0; i < FIND_TABLES; i++)
        free(scratch->tables[i]);
    *scratch = (struct find_scratch){.count = 0};
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

/* What the segment of a posting can share with the query from its key on. */
static uint32_t rest_of(const struct find *find, const struct posting *posting)
{
    uint32_t rest = posting->weight - posting->before;
    return rest < find->rest ? rest : find->rest;
}

static bool at_once(const struct posting *posting)
{
    return posting->weight == WEIGHT_MOST;
}

static uint32_t larger_of(const struct find *find, const struct posting *posting)
{
    return posting->weight > find->weight ? posting->weight : find->weight;
}

/* Whether a posting says anything: one that comes too late on either side, and whose segment was
 * met by one key before at the most, does not; nor does one that has more than marks before the
 * rarest of the query's words, when the same words are looked for. */
static bool matters(const struct find *find, const struct posting *posting)
{
    if (find->by_words)
        return posting->weight == 0 || at_once(posting) ||
               posting->before + find->words_weight <= posting->weight;
    return at_once(posting) ||
           reaches(find, rest_of(find, posting) + find->heaviest, larger_of(find, posting));
}

/* Whether a posting makes its segment worth a comparison: when nothing bounds it, when the key is
 * enough alone, or when it is the second key by which it is met and what may follow on both sides
 * is enough. Keys come in the same order on both sides, so that what stands before a key on one
 * side and was not met is not shared. *most: what they may share. */
static bool is_worth(struct find *find, const struct posting *posting, bool *worth, uint32_t *most)
{
    uint32_t rest = rest_of(find, posting), larger = larger_of(find, posting);
    struct met *met = met_slot(find->scratch, posting->segment);
    bool known = met->round == find->scratch->round, now = at_once(posting);
    *worth = false;
    if (known && met->weight == 0)
        return true;
    *most = find->rest + (known ? met->weight : 0);
    *worth = now || (known ? reaches(find, met->weight + rest, larger)
                           : reaches(find, find->key_weight, larger));
    if (known) {
        met->weight = 0; /* by a third key it can't become more */
        return true;
    }
    if (!*worth && (find->is_last || !reaches(find, rest, larger)))
        return true;
    return remember(find, met, posting->segment, *worth ? 0 : find->key_weight);
}

/* Another signature than that of the query's words says that it has not just these, and no more. */
static bool take_same_words(struct find *find, int64_t segment, uint64_t *signature)
{
    struct met *met = met_slot(find->scratch, segment);
    if ((signature != NULL && *signature != 0 && *signature != find->signature) ||
        met->round == find->scratch->round)
        return true;
    return remember(find, met, segment, 0) && compare(find, segment, signature);
}

static bool take(struct find *find, const struct waiting *waiting)
{
    uint64_t signature = waiting->signature == NULL ? 0 : *waiting->signature;
    const struct posting *posting = &waiting->posting;
    if (find->by_words)
        return take_same_words(find, posting->segment, waiting->signature);
    return (signature != 0 && posting->weight < WEIGHT_MOST &&
            signature_excludes(find, signature, posting->weight, waiting->most)) ||
           compare(find, posting->segment, waiting->signature);
}

static void take_waiting(struct find *find)
{
    for (size_t i = 0; find->good && i < find->waiting_count; i++)
        find->good = take(find, &find->waiting[i]);
    find->waiting_count = 0;
}

/* The first place of a weight and more, and the last of a weight and less. */
static int64_t place_from(uint64_t weight)
{
    return place_of(weight >= WEIGHT_MOST ? WEIGHT_MOST : (uint32_t)weight, 0);
}

static int64_t place_to(uint64_t weight)
{
    return weight >= WEIGHT_MOST ? PLACE_END : place_of((uint32_t)weight, SEGMENT_MOST);
}

/* The last place at which a segment can still reach the threshold. */
static int64_t last_place(const struct find *find)
{
    return place_to((uint64_t)100 * (find->rest + find->heaviest) / (unsigned)find->threshold);
}

/* Looks whether the segments of some postings were met; those worth it wait to be taken. */
static void meet(struct find *find, const struct posting *postings, size_t count)
{
    for (size_t i = 0; find->good && i < count; i++) {
        bool worth = true;
        uint32_t most = 0;
        find->good = find->by_words || is_worth(find, &postings[i], &worth, &most);
        if (!find->good || !worth)
            continue;
        uint64_t *signature = find->source->signature(find->source->context, postings[i].segment);
        __builtin_prefetch(signature);
        find->waiting[find->waiting_count++] = (struct waiting){postings[i], most, signature};
        if (find->waiting_count == WAITING)
            take_waiting(find);
    }
}

/* What was met lies anywhere, as signatures do: it is fetched ahead, too. */
static bool take_block(void *context, cotexto_text block)
{
    enum { AHEAD = 32 };
    struct find *find = context;
    struct block_reader reader = block_read(block);
    struct posting postings[AHEAD];
    size_t count = 0;
    int threshold = find->threshold;
    while (find->good && block_next(&reader)) {
        if (!matters(find, &reader.posting))
            continue;
        __builtin_prefetch(met_home(find->scratch, reader.posting.segment), 1);
        postings[count++] = reader.posting;
        if (count == AHEAD) {
            meet(find, postings, count);
            count = 0;
        }
    }
    meet(find, postings, count);
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
    return place_from(((uint64_t)find->threshold * find->weight + 99) / 100);
}

/* Whether the list of a term is worth reading: what follows from it on, and the heaviest key
 * before, can still reach the threshold. */
static bool has_list(const struct find *find, size_t term)
{
    return reaches(find, find->weight - find->terms[term].before + find->heaviest, find->weight);
}

/* Whether a segment can't reach the threshold. The same signature may be that of the same words,
 * which rule 5 raises. */
static bool recent_is_excluded(const struct find *find, const struct recent_segment *recent)
{
    uint32_t larger = recent->weight > find->weight ? recent->weight : find->weight;
    uint32_t most = find->weight - find->unknown;
    return recent->signature != find->signature &&
           (!reaches(find, most, larger) ||
            signature_excludes(find, recent->signature, recent->weight, most));
}

/* The segments that stand in no list yet are few: they are looked at one by one. */
static bool look_at_recent(struct find *find)
{
    const struct recent_segment *recent;
    size_t count;
    if (find->source->recent == NULL)
        return true;
    if (!find->source->recent(find->source->context, &recent, &count, find->error))
        return false;
    for (size_t i = 0; i < count; i++) {
        if (!recent_is_excluded(find, &recent[i]) && !compare(find, recent[i].segment, NULL))
            return false;
    }
    return true;
}

/* The segments with the query's very words, whatever else they have. Those with few marks have the
 * rarest of these words in its list, as nothing but marks is rarer in them. */
static bool read_same_words(struct find *find)
{
    const struct term *rarest = find->terms;
    while (!rank_is_word(rarest->rank))
        rarest++;
    find->by_words = true;
    find->to = place_to(unlisted_weight(find->words_weight));
    bool good = read_list(find, rarest->rank, place_from(find->words_weight));
    find->to = PLACE_END;
    good = good && read_list(find, find->words, 0);
    find->by_words = false;
    return good;
}

/* The segments with the query's very words; then those that share one of its keys, as long as what
 * is left of it can reach the threshold. */
static bool read_lists(struct find *find)
{
    if (find->words != 0 && find->threshold <= RAISED && !read_same_words(find))
        return false;
    for (size_t i = 0; i < find->term_count && has_list(find, i); i++) {
        const struct term *term = &find->terms[i];
        uint32_t heaviest = term->weight > find->heaviest ? term->weight : find->heaviest;
        find->term = i;
        find->rest = find->weight - term->before;
        find->key_weight = term->weight;
        find->to = last_place(find);
        find->is_last = i + 1 == find->term_count ||
                        !reaches(find, find->rest - term->weight + heaviest, find->weight);
        if (!read_list(find, term->rank, first_place(find)))
            return false;
        find->heaviest = heaviest;
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
    find->bits = arena_array(&find->arena, find->term_count + 1, sizeof *find->bits);
    if (find->slots == NULL || find->taken == NULL || find->bits == NULL)
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
    for (size_t i = 0; i < find->term_count; i++)
        find->bits[i] = ranks_signature(&find->terms[i].rank, 1) & ~ranks_signature(NULL, 0);
    find->words = words_list(query->ranks, query->count);
    find->words_weight = words_weight(query->ranks, query->count);
    return true;
}

bool find_segments(const struct index_source *source, const struct find_query *query,
                   struct find_scratch *scratch,
                   bool (*offer)(void *context, int64_t segment, int *threshold), void *context,
                   cotexto_error *error)
{
    struct find find = {.source = source,
                        .query = query,
                        .scratch = scratch,
                        .offer = offer,
                        .context = context,
                        .error = error,
                        .good = true,
                        .threshold = query->threshold};
    find.weight = ranks_weight(query->ranks, query->count);
    bool good = (begin_round(scratch) || error_no_memory(error)) && prepare(&find) &&
                look_at_recent(&find) && read_lists(&find);
    arena_free(&find.arena);
    return good;
}
