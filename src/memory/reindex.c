/* Making the index anew: first the keys of every segment, counted; then their ranks by how common
 * they are, and the lists. One transaction: until its end all others read the old index. */
#include <stdlib.h>

#include "base/error.h"
#include "base/text.h"
#include "memory/memory.h"

struct rebuild {
    cotexto_memory *memory;
    cotexto_progress progress;
    uint64_t done, total; /* segments, twice */
    uint32_t *counts;     /* of each key, by its number */
    size_t room;
    match_rank *ranks;  /* of each key: the new one, by its old number */
    struct arena arena; /* of one segment */
    cotexto_error *error;
    bool good;
};

static bool tell(struct rebuild *rebuild)
{
    enum { SEGMENTS_A_REPORT = 1024 };
    const cotexto_progress *progress = &rebuild->progress;
    rebuild->done++;
    if ((rebuild->done % SEGMENTS_A_REPORT != 0 && rebuild->done < rebuild->total) ||
        progress->report == NULL ||
        progress->report(progress->context, COTEXTO_WORK_SEGMENTS, rebuild->done, rebuild->total))
        return true;
    return error_cancelled(rebuild->error);
}

/* ----------------------------------------------------------------------------- the first round */

static bool count(struct rebuild *rebuild, const match_rank *ranks, size_t count)
{
    size_t old = rebuild->room, need = rebuild->memory->index.next_key;
    if (!array_reserve(&rebuild->counts, &rebuild->room, need, sizeof *rebuild->counts))
        return error_no_memory(rebuild->error);
    for (size_t i = old; i < rebuild->room; i++)
        rebuild->counts[i] = 0;
    for (size_t i = 0; i < count; i++)
        rebuild->counts[rank_number(ranks[i])]++;
    return true;
}

static bool take_segment(void *context, const struct memory_segment *segment)
{
    struct rebuild *rebuild = context;
    struct tokens tokens;
    match_rank *ranks;
    arena_reset(&rebuild->arena);
    rebuild->good = memory_tokens(rebuild->memory, segment->lang, segment->text, segment->tags,
                                  &rebuild->arena, &tokens, rebuild->error) &&
                    memory_index_ranks(rebuild->memory, segment->lang, &tokens, true,
                                       &rebuild->arena, &ranks, rebuild->error) &&
                    memory_index_write_ranks(rebuild->memory, segment->id, ranks, tokens.count,
                                             rebuild->error) &&
                    count(rebuild, ranks, tokens.count) && tell(rebuild);
    return rebuild->good;
}

/* ---------------------------------------------------------------------------------- the ranks */

struct counted {
    uint32_t count, number;
};

static int commoner_first(const void *left, const void *right)
{
    const struct counted *a = left, *b = right;
    if (a->count != b->count)
        return a->count > b->count ? -1 : 1;
    return (a->number > b->number) - (a->number < b->number);
}

/* New numbers for the keys, the commonest first. */
static bool renumber(struct rebuild *rebuild)
{
    size_t keys = rebuild->memory->index.next_key;
    struct counted *order = calloc(keys, sizeof *order);
    rebuild->ranks = calloc(keys, sizeof *rebuild->ranks);
    if (order == NULL || rebuild->ranks == NULL) {
        free(order);
        return error_no_memory(rebuild->error);
    }
    for (size_t i = 1; i < keys; i++)
        order[i - 1] = (struct counted){i < rebuild->room ? rebuild->counts[i] : 0, (uint32_t)i};
    qsort(order, keys - 1, sizeof *order, commoner_first);
    for (size_t i = 1; i < keys; i++)
        rebuild->ranks[order[i - 1].number] = rank_of((uint32_t)i, 0);
    free(order);
    return true;
}

static match_rank new_rank(const struct rebuild *rebuild, match_rank rank)
{
    return rebuild->ranks[rank_number(rank)] | (match_rank)rank_class(rank);
}

static bool renumber_keys(struct rebuild *rebuild)
{
    sqlite3 *db = rebuild->memory->db;
    sqlite3_stmt *read, *write = NULL;
    if (sqlite3_prepare_v2(db, "SELECT hash, rank FROM index_key", -1, &read, NULL) != SQLITE_OK ||
        sqlite3_prepare_v2(db, "UPDATE index_key SET rank = ? WHERE hash = ?", -1, &write, NULL) !=
            SQLITE_OK) {
        sqlite3_finalize(read);
        return sql_failed(db, rebuild->error);
    }
    int row;
    bool good = true;
    while (good && (row = sql_step(read, rebuild->error)) == 1) {
        match_rank rank = (match_rank)sqlite3_column_int64(read, 1);
        sql_bind_number(write, 1, new_rank(rebuild, rank));
        sql_bind_number(write, 2, sqlite3_column_int64(read, 0));
        good = sql_do(write, rebuild->error);
    }
    sqlite3_finalize(read);
    sqlite3_finalize(write);
    return good && row == 0;
}

/* ---------------------------------------------------------------------------- the second round */

static bool enter(struct rebuild *rebuild, int64_t segment, cotexto_text bytes)
{
    match_rank *ranks = arena_array(&rebuild->arena, bytes.length, sizeof *ranks);
    size_t count;
    if (ranks == NULL)
        return error_no_memory(rebuild->error);
    if (!ranks_read(bytes, ranks, bytes.length, &count))
        return memory_index_damaged(rebuild->error);
    for (size_t i = 0; i < count; i++)
        ranks[i] = new_rank(rebuild, ranks[i]);
    return memory_index_write_ranks(rebuild->memory, segment, ranks, count, rebuild->error) &&
           memory_index_gather(rebuild->memory, segment, ranks, count, false, &rebuild->arena,
                               rebuild->error) &&
           tell(rebuild);
}

static bool enter_all(struct rebuild *rebuild)
{
    sqlite3 *db = rebuild->memory->db;
    sqlite3_stmt *read;
    int64_t last = 0;
    int row = 0;
    bool good = true;
    if (sqlite3_prepare_v2(db,
                           "SELECT segment, ranks FROM index_segment WHERE segment > ?"
                           " ORDER BY segment LIMIT 1",
                           -1, &read, NULL) != SQLITE_OK)
        return sql_failed(db, rebuild->error);
    for (;;) {
        sql_bind_number(read, 1, last);
        if ((row = sql_step(read, rebuild->error)) != 1)
            break;
        arena_reset(&rebuild->arena);
        last = sqlite3_column_int64(read, 0);
        cotexto_text bytes = arena_text(&rebuild->arena, sql_blob(read, 1));
        sqlite3_reset(read);
        good =
            (bytes.bytes != NULL || error_no_memory(rebuild->error)) && enter(rebuild, last, bytes);
        if (!good)
            break;
    }
    sqlite3_finalize(read);
    return good && row == 0;
}

/* All segments will stand in the lists: those whose words the word index has not yet are told to
 * it. What the file says of its keys may be wrong, and is void. */
static bool fold_words(cotexto_memory *memory, cotexto_error *error)
{
    uint32_t next_key;
    return sql_run(memory->db,
                   "UPDATE state SET next_key = 1, listed ="
                   " (SELECT min(listed, coalesce(max(id), 0)) FROM segment)",
                   error) &&
           memory_index_next_key(memory, &next_key, error) &&
           memory_recent_fold(memory, INT64_MAX, true, error) && memory_index_flush(memory, error);
}

static bool rebuild_all(struct rebuild *rebuild)
{
    cotexto_memory *memory = rebuild->memory;
    int64_t segments;
    if (!fold_words(memory, rebuild->error) ||
        !sql_run(memory->db,
                 "DELETE FROM index_key; DELETE FROM index_segment; DELETE FROM index_signature;"
                 "DELETE FROM index_block;",
                 rebuild->error) ||
        !sql_number(memory->db, "SELECT count(*) FROM segment", &segments, rebuild->error))
        return false;
    memory_index_forget(memory);
    rebuild->total = 2 * (uint64_t)segments;
    rebuild->good = true;
    uint32_t next_key;
    if (!memory_each_segment(memory, NULL, take_segment, rebuild, rebuild->error) ||
        !rebuild->good || !memory_index_next_key(memory, &next_key, rebuild->error) ||
        !renumber(rebuild) || !renumber_keys(rebuild))
        return false;
    memory_index_forget(memory);
    return enter_all(rebuild) && memory_index_flush(memory, rebuild->error) &&
           memory_index_renew(memory, next_key, rebuild->error);
}

bool cotexto_reindex(cotexto_memory *memory, cotexto_progress progress, cotexto_error *error)
{
    struct rebuild rebuild = {.memory = memory, .progress = progress, .error = error};
    if (!memory_begin(memory, error))
        return false;
    bool good = rebuild_all(&rebuild);
    if (good)
        good = memory_commit(memory, error);
    else
        memory_rollback(memory);
    memory_index_forget(memory);
    arena_free(&rebuild.arena);
    free(rebuild.counts);
    free(rebuild.ranks);
    return good || error_file(error, memory->path);
}
