/* Documents: what a text was called, where it came from, and what the user said about it. */
#include "base/error.h"
#include "base/text.h"
#include "memory/memory.h"

bool memory_find_document(cotexto_memory *memory, cotexto_text name, struct arena *arena,
                          struct memory_document *out, cotexto_error *error)
{
    *out = (struct memory_document){.name = name};
    sqlite3_stmt *s = memory_statement(memory, STATEMENT_FIND_DOCUMENT, error);
    if (s == NULL)
        return false;
    sql_bind_text(s, 1, name);
    int row = sql_step(s, error);
    bool good = row >= 0;
    if (row == 1) {
        out->id = sqlite3_column_int64(s, 0);
        out->content = (uint64_t)sqlite3_column_int64(s, 5);
        good =
            sql_copy(s, 1, arena, &out->name, error) && sql_copy(s, 2, arena, &out->title, error) &&
            sql_copy(s, 3, arena, &out->date, error) && sql_copy(s, 4, arena, &out->url, error) &&
            sql_copy(s, 6, arena, &out->profile, error);
    }
    sqlite3_reset(s);
    return good;
}

/* The row of a document; its id is 0 for a new number. */
static bool put_row(cotexto_memory *memory, enum statement which,
                    const struct memory_document *document, int64_t revision, cotexto_error *error)
{
    sqlite3_stmt *s = memory_statement(memory, which, error);
    if (s == NULL)
        return false;
    sql_bind_text(s, 1, document->name);
    sql_bind_text(s, 2, document->title);
    sql_bind_text(s, 3, document->date);
    sql_bind_text(s, 4, document->url);
    sql_bind_number(s, 5, (int64_t)document->content);
    sql_bind_text(s, 6, document->profile);
    sql_bind_number(s, 7, revision);
    if (document->id != 0)
        sql_bind_number(s, 8, document->id);
    return sql_do(s, error);
}

static bool journal_document(cotexto_memory *memory, int64_t id, const char *action,
                             cotexto_error *error)
{
    return memory_journal_before(memory, STATEMENT_JOURNAL_DOCUMENT, action, id, error);
}

bool memory_put_document(cotexto_memory *memory, struct memory_document *document,
                         cotexto_error *error)
{
    if (document->id != 0)
        return journal_document(memory, document->id, "update", error) &&
               put_row(memory, STATEMENT_CHANGE_DOCUMENT, document, memory->revision, error);
    if (!put_row(memory, STATEMENT_NEW_DOCUMENT, document, memory->revision, error))
        return false;
    document->id = sqlite3_last_insert_rowid(memory->db);
    return memory_journal_insert(memory, "document", document->id, error);
}

bool memory_delete_document(cotexto_memory *memory, int64_t id, cotexto_error *error)
{
    return journal_document(memory, id, "delete", error) &&
           memory_run(memory, STATEMENT_DELETE_DOCUMENT, id, error);
}

bool memory_has_units(cotexto_memory *memory, int64_t id, bool *has, cotexto_error *error)
{
    sqlite3_stmt *s = memory_row(memory, STATEMENT_ANY_OF_DOCUMENT, id, has, error);
    sqlite3_reset(s);
    return s != NULL;
}

static bool put_file(cotexto_memory *memory, int64_t document, size_t side,
                     const struct memory_file *file, cotexto_error *error)
{
    struct memory_language *language = NULL;
    if (file->lang != NULL && !memory_find_language(memory, file->lang, true, &language, error))
        return false;
    sqlite3_stmt *s = memory_statement(memory, STATEMENT_NEW_FILE, error);
    if (s == NULL)
        return false;
    sql_bind_number(s, 1, document);
    sql_bind_number(s, 2, (int64_t)side);
    if (language != NULL)
        sql_bind_number(s, 3, language->id);
    sql_bind_text(s, 4, file->file);
    sql_bind_text(s, 5, file->encoding);
    return sql_do(s, error);
}

bool memory_put_files(cotexto_memory *memory, int64_t document, const struct memory_file *files,
                      size_t count, cotexto_error *error)
{
    bool good = memory_run(memory, STATEMENT_CLEAR_FILES, document, error);
    for (size_t i = 0; good && i < count; i++)
        good = put_file(memory, document, i, &files[i], error);
    return good;
}

/* ---------------------------------------------------------------------------- out of the journal
 */

static bool past_row(cotexto_memory *memory, cotexto_text before, struct arena *arena,
                     struct memory_document *out, int64_t *revision, bool *whole,
                     cotexto_error *error)
{
    sqlite3_stmt *s = memory_statement(memory, STATEMENT_PAST_DOCUMENT, error);
    if (s == NULL)
        return false;
    sql_bind_text(s, 1, before);
    bool good =
        sql_step(s, error) == 1 && sql_copy(s, 0, arena, &out->name, error) &&
        sql_copy(s, 1, arena, &out->title, error) && sql_copy(s, 2, arena, &out->date, error) &&
        sql_copy(s, 3, arena, &out->url, error) && sql_copy(s, 5, arena, &out->profile, error);
    out->content = (uint64_t)sqlite3_column_int64(s, 4);
    *revision = sqlite3_column_int64(s, 6);
    *whole = sqlite3_column_int(s, 7) != 0;
    sqlite3_reset(s);
    return good;
}

bool memory_return_document(cotexto_memory *memory, int64_t id, cotexto_text before, bool is_there,
                            struct arena *arena, cotexto_error *error)
{
    struct memory_document document = {.id = id};
    int64_t revision;
    bool whole; /* entries of schema 4 and before say nothing of files and keys */
    if (!past_row(memory, before, arena, &document, &revision, &whole, error))
        return false;
    bool good = is_there
                    ? journal_document(memory, id, "update", error) &&
                          put_row(memory, STATEMENT_CHANGE_DOCUMENT, &document, revision, error)
                    : put_row(memory, STATEMENT_NEW_DOCUMENT, &document, revision, error) &&
                          memory_journal_insert(memory, "document", id, error);
    return good && (!whole || (memory_run(memory, STATEMENT_CLEAR_FILES, id, error) &&
                               memory_run(memory, STATEMENT_CLEAR_META, id, error) &&
                               memory_run_with(memory, STATEMENT_PAST_FILES, id, before, error) &&
                               memory_run_with(memory, STATEMENT_PAST_META, id, before, error)));
}

bool memory_name_taken(cotexto_memory *memory, int64_t id, cotexto_text before, int64_t *revision,
                       cotexto_error *error)
{
    sqlite3_stmt *s = memory_statement(memory, STATEMENT_NAME_TAKEN, error);
    if (s == NULL)
        return false;
    sql_bind_number(s, 1, id);
    sql_bind_text(s, 2, before);
    int row = sql_step(s, error);
    *revision = row == 1 ? sqlite3_column_int64(s, 0) : 0;
    sqlite3_reset(s);
    return row >= 0;
}

bool memory_document_of_files(cotexto_memory *memory, cotexto_text a, cotexto_text b,
                              struct arena *arena, cotexto_text *name, cotexto_error *error)
{
    sqlite3_stmt *s = memory_statement(memory, STATEMENT_FIND_BY_FILES, error);
    *name = (cotexto_text){"", 0};
    if (s == NULL)
        return false;
    sql_bind_text(s, 1, a);
    sql_bind_text(s, 2, b);
    int row = sql_step(s, error);
    bool good = row == 0 || (row == 1 && sql_copy(s, 0, arena, name, error));
    sqlite3_reset(s);
    return good;
}

bool memory_get_files(cotexto_memory *memory, int64_t document, struct arena *arena,
                      struct memory_file **files, size_t *count, cotexto_error *error)
{
    sqlite3_stmt *s = memory_statement(memory, STATEMENT_GET_FILES, error);
    size_t room = 0;
    int row = -1;
    bool good = s != NULL;
    *files = NULL;
    *count = 0;
    if (good)
        sql_bind_number(s, 1, document);
    while (good && (row = sql_step(s, error)) == 1) {
        cotexto_text lang;
        *files = arena_grow(arena, *files, *count, &room, sizeof **files);
        if (*files == NULL) {
            good = error_no_memory(error);
            break;
        }
        struct memory_file *file = &(*files)[(*count)++];
        good = sql_copy(s, 0, arena, &lang, error) && sql_copy(s, 1, arena, &file->file, error) &&
               sql_copy(s, 2, arena, &file->encoding, error);
        file->lang = good && lang.length > 0 ? lang.bytes : NULL;
    }
    if (s != NULL)
        sqlite3_reset(s);
    return good && row >= 0;
}

bool memory_get_meta(cotexto_memory *memory, int64_t document, const char *key, struct arena *arena,
                     cotexto_text *value, cotexto_error *error)
{
    *value = (cotexto_text){0};
    sqlite3_stmt *s = memory_statement(memory, STATEMENT_GET_META, error);
    if (s == NULL)
        return false;
    sql_bind_number(s, 1, document);
    sql_bind_text(s, 2, cotexto_text_of(key));
    int row = sql_step(s, error);
    bool good = row == 0 || (row == 1 && sql_copy(s, 0, arena, value, error));
    sqlite3_reset(s);
    return good;
}

bool memory_has_meta(cotexto_memory *memory, int64_t document, const char *key, const char *value,
                     bool *has, cotexto_error *error)
{
    struct arena arena = {0};
    cotexto_text stored;
    bool good = memory_get_meta(memory, document, key, &arena, &stored, error);
    *has = good && stored.bytes != NULL && text_equal(stored, cotexto_text_of(value));
    arena_free(&arena);
    return good;
}

bool memory_put_meta(cotexto_memory *memory, int64_t document, const char *key, const char *value,
                     cotexto_error *error)
{
    sqlite3_stmt *s = memory_statement(memory, STATEMENT_PUT_META, error);
    if (s == NULL)
        return false;
    sql_bind_number(s, 1, document);
    sql_bind_text(s, 2, cotexto_text_of(key));
    sql_bind_text(s, 3, cotexto_text_of(value));
    return sql_do(s, error);
}

bool memory_last_position(cotexto_memory *memory, int64_t document, uint32_t *position,
                          cotexto_error *error)
{
    sqlite3_stmt *s = memory_statement(memory, STATEMENT_LAST_POSITION, error);
    if (s == NULL)
        return false;
    sql_bind_number(s, 1, document);
    int row = sql_step(s, error);
    *position = row == 1 ? (uint32_t)sqlite3_column_int64(s, 0) : 0;
    sqlite3_reset(s);
    return row >= 0;
}
