/* Recent segments: the few newest ones, which stand in no list and not in the word index yet. Their
 * ranks are stored like those of all others, and what lookups need of them is remembered. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "memory/memory.h"

/* So many that to fold them in, which takes some hundredths of a second, happens in less than one
 * of a hundred transactions of one unit; to look at them costs a lookup a few microseconds. */
enum { RECENT_MOST = 512 };

bool memory_recent_is_full(const struct memory_index *index, int64_t segment)
{
    return segment - index->listed > RECENT_MOST;
}

/* --------------------------------------------------------------------------------- remembering */

static void forget_words(struct memory_index *index)
{
    index->recent_words_count = 0;
    arena_reset(&index->recent_arena);
}

void memory_recent_forget(struct memory_index *index)
{
    index->recent_count = 0;
    forget_words(index);
}

/* Forgets those that were put into the lists since. */
static void forget_listed(struct memory_index *index)
{
    size_t listed = 0;
    while (listed < index->recent_count && index->recent[listed].segment <= index->listed)
        listed++;
    if (listed == 0)
        return;
    index->recent_count -= listed;
    memmove(index->recent, index->recent + listed, index->recent_count * sizeof *index->recent);
    forget_words(index);
}

static bool remember(cotexto_memory *memory, int64_t segment, cotexto_text bytes,
                     cotexto_error *error)
{
    struct memory_index *index = &memory->index;
    struct arena arena = {0};
    match_rank *ranks = arena_array(&arena, bytes.length, sizeof *ranks);
    size_t count;
    bool good = (ranks != NULL && array_reserve(&index->recent, &index->recent_room,
                                                index->recent_count + 1, sizeof *index->recent)) ||
                error_no_memory(error);
    good = good && (ranks_read(bytes, ranks, bytes.length, &count) || memory_index_damaged(error));
    if (good)
        index->recent[index->recent_count++] = (struct recent_segment){
            segment, ranks_signature(ranks, count), ranks_weight(ranks, count)};
    arena_free(&arena);
    return good;
}

bool memory_recent_segments(cotexto_memory *memory, const struct recent_segment **segments,
                            size_t *count, cotexto_error *error)
{
    struct memory_index *index = &memory->index;
    bool current;
    if (!memory_index_is_current(memory, &current, error)) /* tells which are listed */
        return false;
    forget_listed(index);
    sqlite3_stmt *s = memory_statement(memory, STATEMENT_RECENT_RANKS, error);
    if (s == NULL)
        return false;
    sql_bind_number(s, 1,
                    index->recent_count > 0 ? index->recent[index->recent_count - 1].segment
                                            : index->listed);
    int row;
    bool good = true;
    while (good && (row = sql_step(s, error)) == 1)
        good = remember(memory, sqlite3_column_int64(s, 0), sql_blob(s, 1), error);
    sqlite3_reset(s);
    *segments = index->recent;
    *count = index->recent_count;
    return good && row == 0;
}

/* --------------------------------------------------------------------------------------- words */

/* A blank before and behind: " la alianza ". */
static bool between_blanks(cotexto_text words, struct arena *arena, cotexto_text *out,
                           cotexto_error *error)
{
    struct string joined = {0};
    string_append_char(&joined, ' ');
    string_append_text(&joined, words);
    string_append_char(&joined, ' ');
    bool good = string_ok(&joined, error);
    if (good) {
        *out = arena_text(arena, string_text(&joined));
        good = out->bytes != NULL || error_no_memory(error);
    }
    string_free(&joined);
    return good;
}

static bool remember_words(struct memory_index *index, cotexto_text words, cotexto_error *error)
{
    cotexto_text kept;
    if (!between_blanks(words, &index->recent_arena, &kept, error))
        return false;
    if (!array_reserve(&index->recent_words, &index->recent_words_room,
                       index->recent_words_count + 1, sizeof *index->recent_words))
        return error_no_memory(error);
    index->recent_words[index->recent_words_count++] = kept;
    return true;
}

/* Remembers the words of all recent segments. One that another process has deleted since keeps the
 * place of those behind it: it has none. */
static bool know_words(cotexto_memory *memory, cotexto_error *error)
{
    struct memory_index *index = &memory->index;
    struct arena arena = {0};
    bool good = true;
    while (good && index->recent_words_count < index->recent_count) {
        struct memory_segment segment;
        cotexto_text words = {0};
        size_t count;
        bool found;
        arena_reset(&arena);
        good = memory_get_segment(memory, index->recent[index->recent_words_count].segment, &arena,
                                  &segment, &found, error) &&
               (!found || memory_words_of(memory, segment.lang, segment.text, segment.tags, &arena,
                                          &words, &count, error)) &&
               remember_words(index, words, error);
    }
    arena_free(&arena);
    return good;
}

bool memory_recent_with_run(cotexto_memory *memory, cotexto_text run, size_t most,
                            bool (*each)(void *context, int64_t segment), void *context,
                            cotexto_error *error)
{
    const struct memory_index *index = &memory->index;
    const struct recent_segment *recent;
    struct arena arena = {0};
    cotexto_text wanted;
    size_t count, given = 0;
    bool good = memory_recent_segments(memory, &recent, &count, error) &&
                know_words(memory, error) && between_blanks(run, &arena, &wanted, error);
    for (size_t i = 0; good && i < count && given < most; i++) {
        cotexto_text words = index->recent_words[i];
        if (memmem(words.bytes, words.length, wanted.bytes, wanted.length) == NULL)
            continue;
        given++;
        if (!each(context, recent[i].segment))
            break;
    }
    arena_free(&arena);
    return good;
}

/* ------------------------------------------------------------------------------------- folding */

static bool list_row(cotexto_memory *memory, sqlite3_stmt *row, bool only_words,
                     struct arena *arena, cotexto_error *error)
{
    int64_t segment = sqlite3_column_int64(row, 0);
    cotexto_text words, bytes = sql_blob(row, 4);
    match_rank *ranks = arena_array(arena, bytes.length, sizeof *ranks);
    size_t count;
    const char *tag = memory_language_tag(memory, sqlite3_column_int64(row, 1), error);
    if (ranks == NULL)
        return error_no_memory(error);
    if (tag == NULL ||
        !memory_words_of(memory, tag, sql_text(row, 2), sql_text(row, 3), arena, &words, &count,
                         error) ||
        !memory_run_with(memory, STATEMENT_NEW_WORDS, segment, words, error))
        return false;
    if (only_words)
        return true;
    return (ranks_read(bytes, ranks, bytes.length, &count) || memory_index_damaged(error)) &&
           memory_index_gather(memory, segment, ranks, count, false, arena, error);
}

bool memory_recent_fold(cotexto_memory *memory, int64_t before, bool only_words,
                        cotexto_error *error)
{
    struct memory_index *index = &memory->index;
    struct arena arena = {0};
    sqlite3_stmt *s = memory_statement(memory, STATEMENT_RECENT_TEXTS, error);
    if (s == NULL)
        return false;
    sql_bind_number(s, 1, index->listed);
    sql_bind_number(s, 2, before);
    int row;
    bool good = true;
    while (good && (row = sql_step(s, error)) == 1) {
        arena_reset(&arena);
        good = list_row(memory, s, only_words, &arena, error);
        index->listed = sqlite3_column_int64(s, 0);
        index->new_listed = true;
    }
    sqlite3_reset(s);
    arena_free(&arena);
    return good && row == 0;
}
