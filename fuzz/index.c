/* The index's bytes: any block, any list of ranks, and finding in an index of such bytes. The input
 * is a query's ranks, a NUL, then pieces with a NUL between that are blocks and lists by turns. */
#include "fuzz.h"

#include "base/error.h"
#include "base/text.h"
#include "match/block.h"
#include "match/find.h"

enum { ROOM = 256, PIECES = 16 };

struct index_bytes {
    cotexto_text pieces[PIECES];
    uint64_t signatures[PIECES];
    size_t offers, calls;
};

static void check_block(cotexto_text bytes)
{
    struct block_reader reader = block_read(bytes);
    size_t count = 0;
    int64_t last = 0;
    while (block_next(&reader)) {
        FUZZ_ASSERT(posting_place(&reader.posting) > last);
        last = posting_place(&reader.posting);
        FUZZ_ASSERT(reader.posting.segment > 0 && reader.posting.segment <= SEGMENT_MOST);
        FUZZ_ASSERT(reader.posting.weight <= WEIGHT_MOST);
        count++;
    }
    FUZZ_ASSERT(count <= 8 * bytes.length); /* a posting takes a bit at least */
}

static void check_ranks(cotexto_text bytes)
{
    match_rank ranks[ROOM], again[ROOM];
    size_t count, back;
    struct string written = {0};
    if (!ranks_read(bytes, ranks, ROOM, &count))
        return;
    FUZZ_ASSERT(count <= ROOM);
    ranks_write(ranks, count, &written);
    if (count > 0) {
        FUZZ_ASSERT(ranks_read(string_text(&written), again, ROOM, &back) && back == count);
        for (size_t i = 0; i < count; i++)
            FUZZ_ASSERT(ranks[i] == again[i] && rank_known(ranks[i]));
    }
    string_free(&written);
}

static bool give_blocks(void *context, int64_t list, int64_t from, const int64_t *to,
                        bool (*each)(void *context, cotexto_text block), void *each_context,
                        cotexto_error *error)
{
    struct index_bytes *index = context;
    (void)from, (void)to, (void)error;
    index->calls++;
    for (size_t i = (size_t)list % 2; i < PIECES; i += 2) {
        if (index->pieces[i].length > 0 && !each(each_context, index->pieces[i]))
            break;
    }
    return true;
}

static bool give_ranks(void *context, int64_t segment, cotexto_text *ranks, cotexto_error *error)
{
    struct index_bytes *index = context;
    (void)error;
    *ranks = index->pieces[(uint64_t)segment % PIECES];
    return true;
}

static uint64_t *give_signature(void *context, int64_t segment)
{
    struct index_bytes *index = context;
    return segment % 3 == 0 ? NULL : &index->signatures[(uint64_t)segment % PIECES];
}

static bool is_damaged(cotexto_error *error)
{
    return error_set(error, COTEXTO_DATA, "damaged-memory", "damaged");
}

static bool take(void *context, int64_t segment, int *threshold)
{
    struct index_bytes *index = context;
    FUZZ_ASSERT(segment > 0);
    if (++index->offers % 5 == 0 && *threshold < 100)
        ++*threshold;
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    cotexto_text rest = {(const char *)bytes, length};
    int threshold = 50 + (int)fuzz_choice(&rest, 51);
    cotexto_text asked = fuzz_part(&rest);
    struct index_bytes index = {0};
    match_rank query[ROOM];
    size_t count;
    for (size_t i = 0; i < PIECES; i++) {
        index.pieces[i] = fuzz_part(&rest);
        check_block(index.pieces[i]);
        check_ranks(index.pieces[i]);
    }
    check_block((cotexto_text){(const char *)bytes, length}); /* one with NULs in it */
    if (!ranks_read(asked, query, ROOM, &count))
        return 0;
    const struct index_source source = {.context = &index,
                                        .blocks = give_blocks,
                                        .ranks = give_ranks,
                                        .signature = give_signature,
                                        .damaged = is_damaged};
    cotexto_error *error = cotexto_error_new();
    struct find_query wanted = {query, count, threshold};
    struct find_scratch scratch = {0};
    if (!find_segments(&source, &wanted, &scratch, take, &index, error))
        FUZZ_ASSERT(cotexto_error_kind(error) == COTEXTO_DATA);
    find_scratch_free(&scratch);
    cotexto_error_free(error);
    return 0;
}
