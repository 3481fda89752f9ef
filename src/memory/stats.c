/* What a memory holds, in numbers. */
#include <stdio.h>
#include <sys/stat.h>

#include "base/error.h"
#include "base/string.h"
#include "memory/memory.h"

static uint64_t file_size(const char *path, const char *suffix)
{
    struct string name = {0};
    struct stat about;
    string_append_format(&name, "%s%s", path, suffix);
    uint64_t size = !name.failed && stat(name.bytes, &about) == 0 ? (uint64_t)about.st_size : 0;
    string_free(&name);
    return size;
}

static bool count_languages(cotexto_memory *memory, cotexto_stats *stats, cotexto_error *error)
{
    sqlite3_stmt *s;
    if (sqlite3_prepare_v2(memory->db,
                           "SELECT tag, segments, words FROM language WHERE segments > 0"
                           " ORDER BY segments DESC, tag",
                           -1, &s, NULL) != SQLITE_OK)
        return sql_failed(memory->db, error);
    cotexto_language_stats *languages = NULL;
    size_t count = 0, room = 0;
    int row;
    while ((row = sql_step(s, error)) == 1) {
        languages = arena_grow(&memory->stats, languages, count, &room, sizeof *languages);
        if (languages == NULL) {
            sqlite3_finalize(s);
            return error_no_memory(error);
        }
        cotexto_language_stats *language = &languages[count++];
        snprintf(language->tag, sizeof language->tag, "%s",
                 (const char *)sqlite3_column_text(s, 0));
        language->segments = (uint64_t)sqlite3_column_int64(s, 1);
        language->words = (uint64_t)sqlite3_column_int64(s, 2);
    }
    sqlite3_finalize(s);
    stats->languages = languages;
    stats->language_count = count;
    return row == 0;
}

static bool count_rows(cotexto_memory *memory, const char *query, uint64_t *number,
                       cotexto_error *error)
{
    int64_t count;
    if (!sql_number(memory->db, query, &count, error))
        return false;
    *number = (uint64_t)count;
    return true;
}

bool memory_unit_count(cotexto_memory *memory, uint64_t *count, cotexto_error *error)
{
    return count_rows(memory, "SELECT units FROM state", count, error);
}

bool memory_last_revision(cotexto_memory *memory, int64_t *revision, cotexto_error *error)
{
    return sql_number(memory->db, "SELECT ifnull(max(id), 0) FROM revision", revision, error);
}

bool cotexto_memory_counts(cotexto_memory *memory, cotexto_stats *stats, cotexto_error *error)
{
    *stats = (cotexto_stats){0};
    arena_reset(&memory->stats);
    return (memory_unit_count(memory, &stats->units, error) &&
            count_languages(memory, stats, error)) ||
           error_file(error, memory->path);
}

bool cotexto_memory_stats(cotexto_memory *memory, cotexto_stats *stats, cotexto_error *error)
{
    char review[128];
    if (!cotexto_memory_counts(memory, stats, error))
        return false;
    sqlite3_snprintf(sizeof review, review,
                     "SELECT count(*) FROM unit WHERE reviewed = 0 AND confidence < %f",
                     COTEXTO_REVIEW_BELOW);
    stats->bytes = file_size(memory->path, "") + file_size(memory->path, "-wal");
    return (count_rows(memory, "SELECT count(*) FROM document", &stats->documents, error) &&
            count_rows(memory, "SELECT count(*) FROM revision", &stats->revisions, error) &&
            count_rows(memory, "SELECT count(*) FROM unit WHERE reviewed", &stats->reviewed,
                       error) &&
            count_rows(memory, review, &stats->review, error)) ||
           error_file(error, memory->path);
}
