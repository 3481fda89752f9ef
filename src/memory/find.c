/* Finding segments: the index's rows as src/match reads them. */
#include "match/find.h"

#include "base/error.h"
#include "memory/memory.h"

static bool source_blocks(void *context, int64_t list, int64_t from, const int64_t *to,
                          bool (*each)(void *context, cotexto_text block), void *each_context,
                          cotexto_error *error)
{
    sqlite3_stmt *s = memory_statement(context, STATEMENT_BLOCKS, error);
    if (s == NULL)
        return false;
    sql_bind_number(s, 1, list);
    sql_bind_number(s, 2, from);
    int row;
    while ((row = sql_step(s, error)) == 1) {
        int64_t last = memory_index_last(s, 0);
        if (!each(each_context, sql_blob(s, 1)) || last >= *to)
            break;
    }
    sqlite3_reset(s);
    return row >= 0;
}

static bool source_recent(void *context, const struct recent_segment **segments, size_t *count,
                          cotexto_error *error)
{
    return memory_recent_segments(context, segments, count, error);
}

static bool source_ranks(void *context, int64_t segment, cotexto_text *ranks, cotexto_error *error)
{
    return memory_index_get_ranks(context, segment, ranks, error);
}

static uint64_t *source_signature(void *context, int64_t segment)
{
    return memory_index_signature(context, segment);
}

bool memory_find_segments(cotexto_memory *memory, const char *lang, const struct tokens *tokens,
                          int threshold,
                          bool (*offer)(void *context, int64_t segment, int *threshold),
                          void *context, cotexto_error *error)
{
    const struct index_source source = {.context = memory,
                                        .blocks = source_blocks,
                                        .recent = source_recent,
                                        .ranks = source_ranks,
                                        .signature = source_signature,
                                        .damaged = memory_index_damaged};
    struct arena arena = {0};
    match_rank *ranks;
    bool good = memory_index_ranks(memory, lang, tokens, false, &arena, &ranks, error);
    if (good) {
        struct find_query query = {ranks, tokens->count, threshold};
        good = find_segments(&source, &query, &memory->index.scratch, offer, context, error);
    }
    arena_free(&arena);
    return good;
}

bool cotexto_memory_scans(cotexto_memory *memory, bool *scans, cotexto_error *error)
{
    bool current;
    cotexto_stats stats;
    if (!memory_index_is_current(memory, &current, error) ||
        !cotexto_memory_counts(memory, &stats, error))
        return error_file(error, memory->path);
    *scans = !current && stats.units > 0;
    return true;
}

bool memory_has_index(cotexto_memory *memory, bool *has, cotexto_error *error)
{
    return (!memory_index_is_pending(&memory->index) || memory_index_flush(memory, error)) &&
           memory_index_is_current(memory, has, error);
}
