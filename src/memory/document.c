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

static bool journal_document(cotexto_memory *memory, int64_t id, cotexto_error *error)
{
    sqlite3_stmt *s = memory_statement(memory, STATEMENT_JOURNAL_DOCUMENT, error);
    if (s == NULL)
        return false;
    sql_bind_number(s, 1, memory->revision);
    sql_bind_number(s, 2, id);
    return sql_do(s, error);
}

bool memory_put_document(cotexto_memory *memory, struct memory_document *document,
                         cotexto_error *error)
{
    bool is_new = document->id == 0;
    if (!is_new && !journal_document(memory, document->id, error))
        return false;
    sqlite3_stmt *s = memory_statement(
        memory, is_new ? STATEMENT_NEW_DOCUMENT : STATEMENT_CHANGE_DOCUMENT, error);
    if (s == NULL)
        return false;
    sql_bind_text(s, 1, document->name);
    sql_bind_text(s, 2, document->title);
    sql_bind_text(s, 3, document->date);
    sql_bind_text(s, 4, document->url);
    sql_bind_number(s, 5, (int64_t)document->content);
    sql_bind_text(s, 6, document->profile);
    sql_bind_number(s, 7, memory->revision);
    if (!is_new)
        sql_bind_number(s, 8, document->id);
    if (!sql_do(s, error))
        return false;
    if (!is_new)
        return true;
    document->id = sqlite3_last_insert_rowid(memory->db);
    return memory_journal_insert(memory, "document", document->id, error);
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
    sqlite3_stmt *s = memory_statement(memory, STATEMENT_CLEAR_FILES, error);
    if (s == NULL)
        return false;
    sql_bind_number(s, 1, document);
    bool good = sql_do(s, error);
    for (size_t i = 0; good && i < count; i++)
        good = put_file(memory, document, i, &files[i], error);
    return good;
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

bool memory_journal_insert(cotexto_memory *memory, const char *object, int64_t id,
                           cotexto_error *error)
{
    sqlite3_stmt *s = memory_statement(memory, STATEMENT_JOURNAL_INSERT, error);
    if (s == NULL)
        return false;
    sql_bind_number(s, 1, memory->revision);
    sql_bind_text(s, 2, cotexto_text_of(object));
    sql_bind_number(s, 3, id);
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
