/* The lexicon that a memory keeps: words that its units have together. It is kept once for two
 * languages, under the tag that comes first in the alphabet. */
#include <string.h>

#include "base/error.h"
#include "base/tag.h"
#include "memory/memory.h"

/* Units aligned less surely teach nothing. */
#define TRUSTED "(u.reviewed = 1 OR u.confidence IS NULL OR u.confidence >= 0.8)"

/* Two languages in the order in which their lexicon is kept. */
struct key {
    char source[COTEXTO_TAG_SIZE], target[COTEXTO_TAG_SIZE];
    bool reversed;
};

static struct key key_of(const char *source, const char *target)
{
    struct key key = {.reversed = false};
    tag_language(source, key.source);
    tag_language(target, key.target);
    if (strcmp(key.source, key.target) > 0) {
        key.reversed = true;
        tag_language(target, key.source);
        tag_language(source, key.target);
    }
    return key;
}

static sqlite3_stmt *with_key(cotexto_memory *memory, enum statement which, const struct key *key,
                              cotexto_error *error)
{
    sqlite3_stmt *s = memory_statement(memory, which, error);
    if (s == NULL)
        return NULL;
    sql_bind_text(s, 1, cotexto_text_of(key->source));
    sql_bind_text(s, 2, cotexto_text_of(key->target));
    return s;
}

static bool one_number(sqlite3_stmt *s, int64_t *number, cotexto_error *error)
{
    *number = 0;
    int row = s == NULL ? -1 : sql_step(s, error);
    if (row == 1) {
        *number = sqlite3_column_int64(s, 0);
        sqlite3_reset(s);
    }
    return row >= 0;
}

bool memory_last_unit(cotexto_memory *memory, int64_t *id, cotexto_error *error)
{
    return one_number(memory_statement(memory, STATEMENT_LAST_UNIT, error), id, error);
}

bool memory_lexicon_learned(cotexto_memory *memory, const char *source, const char *target,
                            int64_t *last_unit, cotexto_error *error)
{
    struct key key = key_of(source, target);
    return one_number(with_key(memory, STATEMENT_LEXICON_LEARNED, &key, error), last_unit, error);
}

bool memory_new_lexicon(cotexto_memory *memory, const char *source, const char *target,
                        int64_t last_unit, cotexto_error *error)
{
    struct key key = key_of(source, target);
    sqlite3_stmt *s = with_key(memory, STATEMENT_DELETE_LEXICON, &key, error);
    if (s == NULL || !sql_do(s, error))
        return false;
    s = with_key(memory, STATEMENT_NEW_LEXICON, &key, error);
    if (s == NULL)
        return false;
    sql_bind_number(s, 3, last_unit);
    return sql_do(s, error);
}

bool memory_put_translation(cotexto_memory *memory, const char *source, const char *target,
                            cotexto_text source_word, cotexto_text target_word, double count,
                            cotexto_error *error)
{
    struct key key = key_of(source, target);
    sqlite3_stmt *s = with_key(memory, STATEMENT_NEW_TRANSLATION, &key, error);
    if (s == NULL)
        return false;
    sql_bind_text(s, 3, key.reversed ? target_word : source_word);
    sql_bind_text(s, 4, key.reversed ? source_word : target_word);
    sqlite3_bind_double(s, 5, count);
    return sql_do(s, error);
}

bool memory_each_translation(cotexto_memory *memory, const char *source, const char *target,
                             cotexto_text source_word,
                             bool (*each)(void *context, cotexto_text target_word, double count),
                             void *context, cotexto_error *error)
{
    struct key key = key_of(source, target);
    sqlite3_stmt *s = with_key(
        memory, key.reversed ? STATEMENT_TRANSLATIONS_BACK : STATEMENT_TRANSLATIONS, &key, error);
    if (s == NULL)
        return false;
    sql_bind_text(s, 3, source_word);
    int row;
    bool more = true;
    while ((row = more ? sql_step(s, error) : 0) == 1)
        more = each(context, sql_text(s, 0), sqlite3_column_double(s, 1));
    sqlite3_reset(s);
    return row >= 0;
}

/* ---------------------------------------------------------------------------- what it is made of
 */

/* Every how many units are taken, so that about `most` are. */
static int64_t stride(uint64_t units, size_t most)
{
    return most == 0 || units == 0 ? 1 : (int64_t)((units - 1) / most + 1);
}

static sqlite3_stmt *query_pairs(cotexto_memory *memory, cotexto_error *error)
{
    static const char query[] =
        "SELECT a.text, b.text FROM unit u" /* in this order, whatever statistics say */
        " CROSS JOIN segment a INDEXED BY segment_unit ON a.unit = u.id"
        " CROSS JOIN segment b INDEXED BY segment_unit ON b.unit = u.id"
        " WHERE u.id % ?3 = 0 AND " TRUSTED
        " AND a.language IN (SELECT id FROM language WHERE tag = ?1 OR tag LIKE ?1 || '-%')"
        " AND b.language IN (SELECT id FROM language WHERE tag = ?2 OR tag LIKE ?2 || '-%')";
    sqlite3_stmt *s;
    if (sqlite3_prepare_v2(memory->db, query, -1, &s, NULL) == SQLITE_OK)
        return s;
    sql_failed(memory->db, error);
    return NULL;
}

bool memory_each_pair(cotexto_memory *memory, const char *source, const char *target, size_t most,
                      bool (*each)(void *context, cotexto_text source, cotexto_text target),
                      void *context, cotexto_error *error)
{
    cotexto_stats stats;
    char languages[2][COTEXTO_TAG_SIZE];
    tag_language(source, languages[0]);
    tag_language(target, languages[1]);
    if (!cotexto_memory_counts(memory, &stats, error))
        return false;
    sqlite3_stmt *s = query_pairs(memory, error);
    if (s == NULL)
        return false;
    sql_bind_text(s, 1, cotexto_text_of(languages[0]));
    sql_bind_text(s, 2, cotexto_text_of(languages[1]));
    sql_bind_number(s, 3, stride(stats.units, most));
    int row;
    bool more = true;
    while ((row = more ? sql_step(s, error) : 0) == 1)
        more = each(context, sql_text(s, 0), sql_text(s, 1));
    sqlite3_finalize(s);
    sql_give_back(memory->db); /* pages of the whole file, each needed once */
    return row >= 0;
}

bool memory_each_language_pair(cotexto_memory *memory,
                               bool (*each)(void *context, const char *source, const char *target,
                                            uint64_t units),
                               void *context, cotexto_error *error)
{
    static const char query[] =
        "WITH base(id, tag) AS (SELECT id, substr(tag || '-', 1, instr(tag || '-', '-') - 1)"
        "  FROM language)"
        " SELECT x.tag, y.tag, sum(n) FROM (SELECT a.language AS p, b.language AS q, count(*) AS n"
        "  FROM segment a JOIN segment b ON b.unit = a.unit GROUP BY 1, 2)"
        " JOIN base x ON x.id = p JOIN base y ON y.id = q WHERE x.tag < y.tag"
        " GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2";
    sqlite3_stmt *s;
    if (sqlite3_prepare_v2(memory->db, query, -1, &s, NULL) != SQLITE_OK)
        return sql_failed(memory->db, error);
    int row;
    bool more = true;
    while ((row = more ? sql_step(s, error) : 0) == 1)
        more = each(context, (const char *)sqlite3_column_text(s, 0),
                    (const char *)sqlite3_column_text(s, 1), (uint64_t)sqlite3_column_int64(s, 2));
    sqlite3_finalize(s);
    return row >= 0;
}
