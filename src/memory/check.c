/* Looking at the index as a whole: whether its lists hold what the segments' ranks say, and the
 * ranks what the texts say. */
#include "base/error.h"
#include "base/text.h"
#include "memory/memory.h"

/* Segments whose texts are cut again: all of a small memory, an even sample of a large one. */
enum { SAMPLE = 2000 };

/* A sum over all postings: equal for equal sets, whatever their order. */
struct sum {
    uint64_t count, hashes;
};

static void add_posting(struct sum *sum, int64_t list, const struct posting *posting)
{
    const int64_t parts[] = {list, posting_place(posting), posting->before};
    sum->count++;
    sum->hashes += hash_bytes(parts, sizeof parts, 0);
}

static bool sum_lists(cotexto_memory *memory, struct sum *sum, bool *good, cotexto_error *error)
{
    sqlite3_stmt *s;
    if (sqlite3_prepare_v2(memory->db, "SELECT list, postings FROM index_block", -1, &s, NULL) !=
        SQLITE_OK)
        return sql_failed(memory->db, error);
    int row;
    while ((row = sql_step(s, error)) == 1) {
        struct block_reader reader = block_read(sql_blob(s, 1));
        while (block_next(&reader))
            add_posting(sum, sqlite3_column_int64(s, 0), &reader.posting);
        *good = *good && !reader.damaged;
    }
    sqlite3_finalize(s);
    return row == 0;
}

/* What the lists should hold for one segment. */
static bool sum_segment(int64_t segment, cotexto_text bytes, struct arena *arena, struct sum *sum,
                        bool *good, cotexto_error *error)
{
    match_rank *ranks = arena_array(arena, bytes.length, sizeof *ranks);
    struct term *terms = arena_array(arena, bytes.length, sizeof *terms);
    struct index_entry *entries = arena_array(arena, bytes.length + 1, sizeof *entries);
    size_t count;
    if (ranks == NULL || terms == NULL || entries == NULL)
        return error_no_memory(error);
    if (!ranks_read(bytes, ranks, bytes.length, &count)) {
        *good = false;
        return true;
    }
    count = index_entries(ranks, count, terms, entries);
    for (size_t i = 0; i < count; i++) {
        entries[i].posting.segment = segment;
        add_posting(sum, entries[i].list, &entries[i].posting);
    }
    return true;
}

static bool sum_segments(cotexto_memory *memory, struct sum *sum, bool *good, cotexto_error *error)
{
    sqlite3_stmt *s;
    struct arena arena = {0};
    if (sqlite3_prepare_v2(memory->db,
                           "SELECT segment, ranks FROM index_segment"
                           " WHERE segment <= (SELECT listed FROM state)",
                           -1, &s, NULL) != SQLITE_OK)
        return sql_failed(memory->db, error);
    int row;
    bool read = true;
    while (read && (row = sql_step(s, error)) == 1) {
        arena_reset(&arena);
        read = sum_segment(sqlite3_column_int64(s, 0), sql_blob(s, 1), &arena, sum, good, error);
    }
    sqlite3_finalize(s);
    arena_free(&arena);
    return read && row == 0;
}

/* The ranks of a text as it is, against those that are stored. */
struct sampling {
    cotexto_memory *memory;
    uint64_t seen, step;
    struct arena arena;
    bool good, read;
    cotexto_error *error;
};

static bool same_ranks(struct sampling *sampling, const struct memory_segment *segment)
{
    struct tokens tokens;
    match_rank *ranks;
    cotexto_text stored;
    struct string bytes = {0};
    if (!memory_tokens(sampling->memory, segment->lang, segment->text, segment->tags,
                       &sampling->arena, &tokens, sampling->error) ||
        !memory_index_ranks(sampling->memory, segment->lang, &tokens, false, &sampling->arena,
                            &ranks, sampling->error) ||
        !memory_index_get_ranks(sampling->memory, segment->id, &stored, sampling->error))
        return false;
    ranks_write(ranks, tokens.count, &bytes);
    sampling->good = sampling->good && text_equal(string_text(&bytes), stored);
    bool good = string_ok(&bytes, sampling->error);
    string_free(&bytes);
    return good;
}

static bool take_sample(void *context, const struct memory_segment *segment)
{
    struct sampling *sampling = context;
    if (sampling->seen++ % sampling->step != 0)
        return true;
    arena_reset(&sampling->arena);
    return sampling->read = same_ranks(sampling, segment);
}

static bool sample_texts(cotexto_memory *memory, int64_t segments, bool *good, cotexto_error *error)
{
    struct sampling sampling = {.memory = memory,
                                .step = (uint64_t)segments / SAMPLE + 1,
                                .good = true,
                                .read = true,
                                .error = error};
    bool read = memory_each_segment(memory, NULL, take_sample, &sampling, error) && sampling.read;
    arena_free(&sampling.arena);
    *good = *good && sampling.good;
    return read;
}

bool memory_index_check(cotexto_memory *memory, bool *good, cotexto_error *error)
{
    struct sum lists = {0}, wanted = {0};
    int64_t segments, entered, ahead;
    if (!memory_index_is_current(memory, good, error) ||
        !sql_number(memory->db, "SELECT count(*) FROM segment", &segments, error) ||
        !sql_number(memory->db, "SELECT count(*) FROM index_segment", &entered, error) ||
        !sql_number(memory->db,
                    "SELECT listed > (SELECT coalesce(max(seq), 0) FROM sqlite_sequence"
                    " WHERE name = 'segment') FROM state",
                    &ahead, error))
        return false;
    /* an import that was killed early leaves tables without an index: it misses nothing yet */
    *good = *good || segments == 0;
    if (!sum_lists(memory, &lists, good, error) || !sum_segments(memory, &wanted, good, error) ||
        !sample_texts(memory, segments, good, error))
        return false;
    *good = *good && segments == entered && ahead == 0 && lists.count == wanted.count &&
            lists.hashes == wanted.hashes;
    return true;
}
