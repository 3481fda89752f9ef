/* The glossary's rows: a concept and its terms, which change together. */
#include "memory/term.h"

#include "base/error.h"
#include "base/text.h"
#include "memory/memory.h"

static const char *const status_names[COTEXTO_TERM_STATUSES] = {
    [COTEXTO_TERM_UNMARKED] = "",
    [COTEXTO_TERM_PREFERRED] = "preferred",
    [COTEXTO_TERM_ADMITTED] = "admitted",
    [COTEXTO_TERM_DEPRECATED] = "deprecated",
};

const char *cotexto_term_status_name(cotexto_term_status status)
{
    return status_names[status];
}

uint64_t entry_hash(const cotexto_glossary_entry *entry)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < entry->term_count; i++) {
        const cotexto_glossary_term *term = &entry->terms[i];
        sum +=
            hash_bytes(term->text.bytes, term->text.length, hash_text(cotexto_text_of(term->lang)));
    }
    return sum;
}

/* ------------------------------------------------------------------------------------ writing */

static bool put_term(cotexto_memory *memory, int64_t concept, size_t place,
                     const cotexto_glossary_term *term, cotexto_error *error)
{
    sqlite3_stmt *s = memory_statement(memory, STATEMENT_NEW_TERM, error);
    if (s == NULL)
        return false;
    sql_bind_number(s, 1, concept);
    sql_bind_number(s, 2, (int64_t)place);
    sql_bind_text(s, 3, cotexto_text_of(term->lang));
    sql_bind_text(s, 4, term->text);
    sql_bind_text(s, 5, cotexto_text_of(status_names[term->status]));
    sql_bind_text(s, 6, term->part_of_speech);
    sql_bind_text(s, 7, term->note);
    return sql_do(s, error);
}

static bool put_concept(cotexto_memory *memory, cotexto_glossary_entry *entry, cotexto_error *error)
{
    sqlite3_stmt *s = memory_statement(memory, STATEMENT_PUT_CONCEPT, error);
    if (s == NULL)
        return false;
    if (entry->id != 0)
        sql_bind_number(s, 1, entry->id);
    sql_bind_text(s, 2, entry->name);
    sql_bind_text(s, 3, entry->subject);
    sql_bind_text(s, 4, entry->definition);
    sql_bind_text(s, 5, entry->note);
    sql_bind_number(s, 6, (int64_t)entry_hash(entry));
    sql_bind_number(s, 7, memory->revision);
    if (!sql_do(s, error))
        return false;
    if (entry->id == 0)
        entry->id = sqlite3_last_insert_rowid(memory->db);
    return true;
}

static bool journal_entry(cotexto_memory *memory, const char *action, int64_t id,
                          cotexto_error *error)
{
    return memory_journal_before(memory, STATEMENT_JOURNAL_TERM, action, id, error);
}

bool memory_put_entry(cotexto_memory *memory, cotexto_glossary_entry *entry, cotexto_error *error)
{
    bool is_new = entry->id == 0;
    if ((!is_new && !journal_entry(memory, "update", entry->id, error)) ||
        !put_concept(memory, entry, error) ||
        (is_new && !memory_journal_insert(memory, "term", entry->id, error)) ||
        !memory_run(memory, STATEMENT_CLEAR_TERMS, entry->id, error))
        return false;
    for (size_t i = 0; i < entry->term_count; i++) {
        if (!put_term(memory, entry->id, i, &entry->terms[i], error))
            return false;
    }
    return true;
}

bool memory_delete_entry(cotexto_memory *memory, int64_t id, cotexto_error *error)
{
    return journal_entry(memory, "delete", id, error) &&
           memory_run(memory, STATEMENT_DELETE_CONCEPT, id, error);
}

bool memory_return_entry(cotexto_memory *memory, int64_t id, cotexto_text before, bool is_there,
                         cotexto_error *error)
{
    bool good = is_there ? journal_entry(memory, "update", id, error)
                         : memory_journal_insert(memory, "term", id, error);
    return good && memory_run_with(memory, STATEMENT_PAST_CONCEPT, id, before, error) &&
           memory_run(memory, STATEMENT_CLEAR_TERMS, id, error) &&
           memory_run_with(memory, STATEMENT_PAST_TERMS, id, before, error);
}

/* ------------------------------------------------------------------------------------ reading */

static cotexto_term_status status_of(cotexto_text name)
{
    for (int i = 0; i < COTEXTO_TERM_STATUSES; i++) {
        if (text_equal(name, cotexto_text_of(status_names[i])))
            return (cotexto_term_status)i;
    }
    return COTEXTO_TERM_UNMARKED;
}

static bool read_term(sqlite3_stmt *s, struct arena *arena, cotexto_glossary_term *out,
                      cotexto_error *error)
{
    cotexto_text lang;
    bool good = sql_copy(s, 0, arena, &lang, error) && sql_copy(s, 1, arena, &out->text, error) &&
                sql_copy(s, 3, arena, &out->part_of_speech, error) &&
                sql_copy(s, 4, arena, &out->note, error);
    out->status = status_of(sql_text(s, 2));
    out->lang = good ? lang.bytes : "";
    return good;
}

static bool read_terms(cotexto_memory *memory, struct arena *arena, cotexto_glossary_entry *entry,
                       cotexto_error *error)
{
    sqlite3_stmt *s = memory_statement(memory, STATEMENT_GET_TERMS, error);
    cotexto_glossary_term *terms = NULL;
    size_t room = 0;
    int row = -1;
    bool good = s != NULL;
    entry->term_count = 0;
    if (good)
        sql_bind_number(s, 1, entry->id);
    while (good && (row = sql_step(s, error)) == 1) {
        terms = arena_grow(arena, terms, entry->term_count, &room, sizeof *terms);
        good = terms == NULL ? error_no_memory(error)
                             : read_term(s, arena, &terms[entry->term_count++], error);
    }
    sqlite3_reset(s);
    entry->terms = terms;
    return good && row >= 0;
}

bool memory_get_entry(cotexto_memory *memory, int64_t id, struct arena *arena,
                      cotexto_glossary_entry *out, bool *found, cotexto_error *error)
{
    sqlite3_stmt *s = memory_row(memory, STATEMENT_GET_CONCEPT, id, found, error);
    bool good = s != NULL;
    *out = (cotexto_glossary_entry){.id = id};
    if (good && *found) {
        cotexto_text *const texts[] = {&out->name, &out->subject, &out->definition, &out->note};
        for (int i = 0; good && i < 4; i++)
            good = sql_copy(s, i, arena, texts[i], error);
    }
    sqlite3_reset(s);
    return good && (!*found || read_terms(memory, arena, out, error));
}

bool memory_each_entry(cotexto_memory *memory,
                       bool (*each)(void *context, const cotexto_glossary_entry *entry),
                       void *context, cotexto_error *error)
{
    struct arena arena = {0};
    sqlite3_stmt *s;
    if (sqlite3_prepare_v2(memory->db, "SELECT id FROM concept ORDER BY id", -1, &s, NULL) !=
        SQLITE_OK)
        return sql_failed(memory->db, error);
    int row = 0;
    bool good = true, more = true, found;
    while (good && more && (row = sql_step(s, error)) == 1) {
        cotexto_glossary_entry entry;
        arena_reset(&arena);
        good =
            memory_get_entry(memory, sqlite3_column_int64(s, 0), &arena, &entry, &found, error) &&
            (found || sql_torn(error));
        more = good && each(context, &entry);
    }
    sqlite3_finalize(s);
    arena_free(&arena);
    return good && row >= 0;
}

bool memory_entry_by_name(cotexto_memory *memory, cotexto_text name, int64_t *id,
                          cotexto_error *error)
{
    sqlite3_stmt *s = memory_statement(memory, STATEMENT_CONCEPT_BY_NAME, error);
    if (s == NULL)
        return false;
    sql_bind_text(s, 1, name);
    return sql_get_number(s, id, error);
}

bool memory_entry_by_hash(cotexto_memory *memory, uint64_t hash, int64_t *id, cotexto_error *error)
{
    sqlite3_stmt *s = memory_statement(memory, STATEMENT_CONCEPT_BY_HASH, error);
    if (s == NULL)
        return false;
    sql_bind_number(s, 1, (int64_t)hash);
    return sql_get_number(s, id, error);
}

bool memory_entry_count(cotexto_memory *memory, uint64_t *count, cotexto_error *error)
{
    int64_t number;
    bool good = sql_number(memory->db, "SELECT count(*) FROM concept", &number, error);
    *count = good ? (uint64_t)number : 0;
    return good;
}
