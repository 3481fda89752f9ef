/* The index: what is written comes back, damaged bytes are told, and what is found is what
 * comparing with everything finds. */
#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "match/block.h"
#include "match/entries.h"
#include "match/find.h"
#include "match/percent.h"
#include "random.h"

/* -------------------------------------------------------------------------------------- blocks */

static void blocks_come_back(void **state)
{
    (void)state;
    enum { COUNT = 1000 };
    static struct posting postings[COUNT];
    uint32_t random = 7, weight = 0;
    int64_t segment = 0;
    for (size_t i = 0; i < COUNT; i++) {
        if (next_random(&random) % 50 == 0) {
            weight += 1 + next_random(&random) % 9;
            segment = 0;
        }
        segment += 1 + next_random(&random) % (i % 7 == 0 ? 1000000000 : 5);
        postings[i] =
            (struct posting){segment, weight, before_kept(weight, next_random(&random) % 300)};
    }
    postings[COUNT - 1] =
        (struct posting){SEGMENT_MOST, WEIGHT_MOST, before_kept(WEIGHT_MOST, 9999)};
    size_t done = 0, blocks = 0;
    while (done < COUNT) {
        struct string bytes = {0};
        size_t taken = block_write(postings + done, COUNT - done, BLOCK_BYTES, &bytes);
        assert_true(bytes.length <= BLOCK_BYTES);
        assert_int_equal(bytes.length, block_size(postings + done, taken));
        struct block_reader reader = block_read(string_text(&bytes));
        for (size_t i = 0; i < taken; i++) {
            assert_true(block_next(&reader));
            assert_true(posting_place(&reader.posting) == posting_place(&postings[done + i]));
            assert_int_equal(reader.posting.before, postings[done + i].before);
        }
        assert_false(block_next(&reader));
        assert_false(reader.damaged);
        done += taken;
        blocks++;
        string_free(&bytes);
    }
    assert_true(blocks > 2);
}

/* Whatever the bytes, reading ends; a block that was cut off is told. */
static void damaged_blocks_are_told(void **state)
{
    (void)state;
    static const struct posting postings[] = {{300, 20, 4}, {70000, 20, 9}, {5, 700, 1}};
    struct string bytes = {0};
    block_write(postings, 3, SIZE_MAX, &bytes);
    for (size_t length = 0; length < bytes.length; length++) {
        struct block_reader reader = block_read((cotexto_text){bytes.bytes, length});
        size_t count = 0;
        while (block_next(&reader))
            count++;
        assert_true(count < 3);
    }
    for (uint32_t random = 1, round = 0; round < 10000; round++) {
        char noise[64];
        for (size_t i = 0; i < sizeof noise; i++)
            noise[i] = (char)next_random(&random);
        struct block_reader reader = block_read((cotexto_text){noise, sizeof noise});
        int64_t last = -1;
        while (block_next(&reader)) {
            assert_true(reader.posting.segment > 0);
            assert_true(posting_place(&reader.posting) > last);
            assert_true(reader.posting.weight <= WEIGHT_MOST);
            assert_true(reader.posting.segment <= SEGMENT_MOST);
            last = posting_place(&reader.posting);
        }
    }
    string_free(&bytes);
}

static void ranks_come_back(void **state)
{
    (void)state;
    for (enum token_class class = TOKEN_WORD; class <= TOKEN_TAG; class ++)
        assert_int_equal(2 * rank_weight(rank_of(1, class)), token_weight(class));
    const match_rank ranks[] = {rank_of(1, TOKEN_WORD), rank_of(RANK_KEYS, TOKEN_TAG),
                                rank_of(70, TOKEN_PUNCTUATION), rank_of(1, TOKEN_WORD)};
    match_rank back[4];
    size_t count;
    struct string bytes = {0};
    ranks_write(ranks, 4, &bytes);
    assert_true(ranks_read(string_text(&bytes), back, 4, &count));
    assert_int_equal(count, 4);
    assert_memory_equal(back, ranks, sizeof ranks);
    assert_false(ranks_read(string_text(&bytes), back, 3, &count));
    assert_true(ranks_read((cotexto_text){NULL, 0}, back, 4, &count)); /* of an empty row */
    assert_int_equal(count, 0);
    assert_true(block_read((cotexto_text){NULL, 0}).damaged);
    assert_false(ranks_read(TEXT("\x03"), back, 4, &count));     /* no key has number 0 */
    assert_false(ranks_read(TEXT("\x85\x85"), back, 4, &count)); /* cut off */
    string_free(&bytes);
}

/* ------------------------------------------------------------------------------------- entries */

static void the_rarer_half_is_entered(void **state)
{
    (void)state;
    const match_rank ranks[] = {rank_of(9, TOKEN_WORD), rank_of(2, TOKEN_WORD),
                                rank_of(7, TOKEN_WORD), rank_of(2, TOKEN_WORD),
                                rank_of(1, TOKEN_PUNCTUATION)};
    struct term terms[5];
    struct index_entry entries[6];
    size_t count = index_entries(ranks, 5, terms, entries);
    /* weight 17: before 9 stands 0, before 7 4, before 2 8, before the mark 16, and without the
     * heaviest of these 8 */
    assert_int_equal(count, 4);
    assert_int_equal(entries[0].list, rank_of(9, TOKEN_WORD));
    assert_int_equal(entries[1].posting.before, 4);
    assert_int_equal(entries[2].posting.before, 8);
    assert_int_equal(entries[2].posting.weight, 17);
}

/* More than a quarter of them is marks. */
static void segments_of_many_marks_have_a_list(void **state)
{
    (void)state;
    const match_rank ranks[] = {rank_of(9, TOKEN_WORD), rank_of(2, TOKEN_PUNCTUATION),
                                rank_of(1, TOKEN_PUNCTUATION)};
    struct term terms[3];
    struct index_entry entries[4];
    assert_int_equal(index_entries(ranks, 2, terms, entries), 2);
    assert_true(entries[1].list > 0);
    assert_int_equal(index_entries(ranks, 3, terms, entries), 4);
    assert_true(entries[3].list < 0);
    assert_int_equal(entries[3].posting.weight, 0);
    assert_int_equal(entries[3].list, words_list(ranks, 3));
    assert_int_equal(entries[3].list, words_list(ranks, 1)); /* marks do not count */
}

/* ------------------------------------------------------------------------------------- finding */

enum { SEGMENTS = 3000, LISTED = 2500, LONGEST = 14, WORDS = 24, MARKS = 3 };

/* Segments of a few words, and an index over them that is a plain list; the last of them stand in
 * none. */
struct world {
    match_rank ranks[SEGMENTS + 1][LONGEST];
    size_t counts[SEGMENTS + 1];
    struct string bytes;
    uint64_t signatures[SEGMENTS + 1];
    struct recent_segment recent[SEGMENTS - LISTED];
    bool offered[SEGMENTS + 1];
    size_t offers;
};

static void fill_segment(match_rank *ranks, size_t *count, uint32_t *random)
{
    *count = 1 + next_random(random) % LONGEST;
    for (size_t i = 0; i < *count; i++) {
        uint32_t draw = next_random(random) % 10, word = next_random(random) % WORDS;
        ranks[i] = draw < 7   ? rank_of(1 + word * word / WORDS, TOKEN_WORD)
                   : draw < 9 ? rank_of(WORDS + 1 + next_random(random) % MARKS, TOKEN_PUNCTUATION)
                              : rank_of(WORDS + MARKS + 1, TOKEN_NUMBER);
    }
}

static bool world_blocks(void *context, int64_t list, int64_t from, const int64_t *to,
                         bool (*each)(void *context, cotexto_text block), void *each_context,
                         cotexto_error *error)
{
    struct world *world = context;
    struct posting postings[SEGMENTS];
    size_t count = 0;
    (void)error;
    for (int64_t i = 1; i <= LISTED; i++) {
        struct term terms[LONGEST];
        struct index_entry entries[LONGEST + 1];
        size_t n = index_entries(world->ranks[i], world->counts[i], terms, entries);
        for (size_t k = 0; k < n; k++) {
            entries[k].posting.segment = i;
            if (entries[k].list == list && posting_place(&entries[k].posting) >= from &&
                posting_place(&entries[k].posting) <= *to)
                postings[count++] = entries[k].posting;
        }
    }
    for (size_t i = 1; i < count; i++) { /* by place */
        struct posting posting = postings[i];
        size_t k = i;
        for (; k > 0 && posting_place(&postings[k - 1]) > posting_place(&posting); k--)
            postings[k] = postings[k - 1];
        postings[k] = posting;
    }
    for (size_t done = 0; done < count;) {
        string_reset(&world->bytes);
        done += block_write(postings + done, count - done, 200, &world->bytes);
        if (!each(each_context, string_text(&world->bytes)))
            break;
    }
    return true;
}

static bool world_recent(void *context, const struct recent_segment **segments, size_t *count,
                         cotexto_error *error)
{
    struct world *world = context;
    (void)error;
    for (size_t i = LISTED + 1; i <= SEGMENTS; i++)
        world->recent[i - LISTED - 1] =
            (struct recent_segment){(int64_t)i, ranks_signature(world->ranks[i], world->counts[i]),
                                    ranks_weight(world->ranks[i], world->counts[i])};
    *segments = world->recent;
    *count = SEGMENTS - LISTED;
    return true;
}

static bool world_ranks(void *context, int64_t segment, cotexto_text *ranks, cotexto_error *error)
{
    struct world *world = context;
    static struct string bytes;
    (void)error;
    string_reset(&bytes);
    ranks_write(world->ranks[segment], world->counts[segment], &bytes);
    *ranks = string_text(&bytes);
    return true;
}

static uint64_t *world_signature(void *context, int64_t segment)
{
    return &((struct world *)context)->signatures[segment];
}

static bool world_damaged(cotexto_error *error)
{
    (void)error;
    return false;
}

static bool offer(void *context, int64_t segment, int *threshold)
{
    struct world *world = context;
    (void)threshold;
    assert_false(world->offered[segment]); /* once each */
    world->offered[segment] = true;
    world->offers++;
    return true;
}

/* What rules 2 and 3 give when raw text, fold and stem of equal keys are equal: the most that a
 * percent can be. */
static int most_percent(const match_rank *a, size_t a_count, const match_rank *b, size_t b_count)
{
    uint32_t rows[LONGEST + 1][LONGEST + 1];
    for (size_t i = 0; i <= a_count; i++) {
        for (size_t k = 0; k <= b_count; k++) {
            if (i == 0 || k == 0) {
                rows[i][k] = i > 0   ? rows[i - 1][k] + rank_weight(a[i - 1])
                             : k > 0 ? rows[i][k - 1] + rank_weight(b[k - 1])
                                     : 0;
                continue;
            }
            uint32_t x = rank_weight(a[i - 1]), y = rank_weight(b[k - 1]);
            uint32_t change = a[i - 1] == b[k - 1]                           ? 0
                              : rank_class(a[i - 1]) == rank_class(b[k - 1]) ? x
                                                                             : x + y;
            uint32_t best = rows[i - 1][k - 1] + change;
            best = best < rows[i - 1][k] + x ? best : rows[i - 1][k] + x;
            rows[i][k] = best < rows[i][k - 1] + y ? best : rows[i][k - 1] + y;
        }
    }
    uint32_t weight_a = ranks_weight(a, a_count), weight_b = ranks_weight(b, b_count);
    uint32_t larger = weight_a > weight_b ? weight_a : weight_b;
    uint32_t distance = rows[a_count][b_count];
    int percent = distance < larger ? (int)(100 * (larger - distance) / larger) : 0;
    return percent < 95 && same_words(a, a_count, b, b_count) ? 95 : percent;
}

static void nothing_is_left_out(void **state)
{
    (void)state;
    static struct world world;
    struct find_scratch scratch = {.round = UINT32_MAX - 100}; /* goes round on the way */
    static const int thresholds[] = {50, 60, 70, 85, 95, 100};
    uint32_t random = 11;
    size_t found = 0;
    for (size_t i = 1; i <= SEGMENTS; i++)
        fill_segment(world.ranks[i], &world.counts[i], &random);
    const struct index_source source = {.context = &world,
                                        .blocks = world_blocks,
                                        .recent = world_recent,
                                        .ranks = world_ranks,
                                        .signature = world_signature,
                                        .damaged = world_damaged};
    for (int round = 0; round < 40; round++) {
        match_rank query[LONGEST];
        size_t count;
        fill_segment(query, &count, &random);
        if (round % 4 == 0)
            query[0] = rank_of(0, TOKEN_WORD); /* a word that no segment has */
        for (size_t t = 0; t < sizeof thresholds / sizeof *thresholds; t++) {
            struct find_query asked = {query, count, thresholds[t]};
            memset(world.offered, 0, sizeof world.offered);
            assert_true(find_segments(&source, &asked, &scratch, offer, &world, NULL));
            for (size_t i = 1; i <= SEGMENTS; i++) {
                int most = most_percent(query, count, world.ranks[i], world.counts[i]);
                assert_int_equal(world.offered[i], most >= thresholds[t]);
                found += world.offered[i];
            }
        }
    }
    assert_true(found > 400);
    find_scratch_free(&scratch);
    string_free(&world.bytes);
}

/* Another segment may stand in the list of a query's words, by its hash: it is not lost for what it
 * shares otherwise. */
static void another_in_the_list_of_words_is_found(void **state)
{
    (void)state;
    enum { HEAVY = 14, HEAVY_WORDS = 5, QUERY = 1, OTHER = 2 };
    static struct world world;
    struct find_scratch scratch = {.round = 0};
    for (size_t i = 0; i < HEAVY; i++)
        world.ranks[QUERY][i] =
            rank_of((uint32_t)i + 1, i < HEAVY_WORDS ? TOKEN_WORD : TOKEN_PUNCTUATION);
    memcpy(world.ranks[OTHER], world.ranks[QUERY], sizeof world.ranks[QUERY]);
    int64_t list = words_list(world.ranks[QUERY], HEAVY);
    for (uint32_t n = HEAVY + 1; words_list(world.ranks[OTHER], HEAVY) != list || n == HEAVY + 1;
         n++)
        world.ranks[OTHER][0] = rank_of(n, TOKEN_WORD);
    for (size_t i = QUERY; i <= OTHER; i++) {
        world.counts[i] = HEAVY;
        world.signatures[i] = ranks_signature(world.ranks[i], HEAVY);
    }
    assert_true(world.signatures[QUERY] != world.signatures[OTHER]);
    const struct index_source source = {.context = &world,
                                        .blocks = world_blocks,
                                        .ranks = world_ranks,
                                        .signature = world_signature,
                                        .damaged = world_damaged};
    struct find_query asked = {world.ranks[QUERY], HEAVY, 80};
    assert_true(find_segments(&source, &asked, &scratch, offer, &world, NULL));
    assert_true(world.offered[QUERY] && world.offered[OTHER]);
    find_scratch_free(&scratch);
    string_free(&world.bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_come_back),
        cmocka_unit_test(damaged_blocks_are_told),
        cmocka_unit_test(ranks_come_back),
        cmocka_unit_test(the_rarer_half_is_entered),
        cmocka_unit_test(segments_of_many_marks_have_a_list),
        cmocka_unit_test(nothing_is_left_out),
        cmocka_unit_test(another_in_the_list_of_words_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
