/* Undo: the journal read backwards. Objects return under their old numbers, with the revision that
 * they had, so that what was undone leaves no trace but its own entries. */
#include "base/error.h"
#include "base/message.h"
#include "base/text.h"
#include "memory/history.h"
#include "memory/memory.h"

/* An entry of the journal; its text is in the arena. */
struct entry {
    int64_t id, object;
    bool is_document;
    enum { INSERTED, UPDATED, DELETED } action;
    cotexto_text before;
};

static bool set_number(cotexto_memory *memory, enum statement which, int64_t revision,
                       int64_t number, cotexto_error *error)
{
    sqlite3_stmt *s = memory_statement(memory, which, error);
    if (s == NULL)
        return false;
    sql_bind_number(s, 1, revision);
    if (number != 0)
        sql_bind_number(s, 2, number);
    return sql_do(s, error);
}

/* ------------------------------------------------------------------------------- may it be undone
 */

static bool already_undone(const struct memory_revision *revision, cotexto_error *error)
{
    error_set(error, COTEXTO_NOTHING, "already-undone",
              _("revision %lld was undone by revision %lld"), (long long)revision->id,
              (long long)revision->undone_by);
    return error_hint(error, _("to bring its changes again: cotexto undo %lld"),
                      (long long)revision->undone_by);
}

static bool check_journal(cotexto_memory *memory, int64_t revision, cotexto_error *error)
{
    bool found;
    sqlite3_stmt *s = memory_row(memory, STATEMENT_IS_IN_JOURNAL, revision, &found, error);
    if (s == NULL)
        return false;
    sqlite3_reset(s);
    if (found)
        return true;
    error_set(error, COTEXTO_NOTHING, "nothing-to-undo",
              _("revision %lld changed no unit and no document"), (long long)revision);
    return error_hint(error, "%s",
                      _("what check --accept says is taken back by check --unaccept UNIT:RULE"));
}

static bool changed_since(int64_t revision, int64_t later, cotexto_error *error)
{
    error_set(error, COTEXTO_USAGE, "changed-since",
              _("revision %lld changed the same after revision %lld"), (long long)later,
              (long long)revision);
    return error_hint(error, _("undo that one first: cotexto undo %lld"), (long long)later);
}

static bool check_later(cotexto_memory *memory, int64_t revision, cotexto_error *error)
{
    bool found;
    sqlite3_stmt *s = memory_row(memory, STATEMENT_CHANGED_SINCE, revision, &found, error);
    if (s == NULL)
        return false;
    int64_t later = found ? sqlite3_column_int64(s, 0) : 0;
    sqlite3_reset(s);
    return !found || changed_since(revision, later, error);
}

/* -------------------------------------------------------------------------------- entry by entry
 */

/* The newest entry of a revision before *id. */
static bool next_entry(cotexto_memory *memory, int64_t revision, int64_t id, struct arena *arena,
                       struct entry *out, bool *found, cotexto_error *error)
{
    sqlite3_stmt *s = memory_statement(memory, STATEMENT_JOURNAL_ENTRY, error);
    if (s == NULL)
        return false;
    sql_bind_number(s, 1, revision);
    sql_bind_number(s, 2, id);
    int row = sql_step(s, error);
    bool good = row >= 0;
    *found = row == 1;
    if (*found) {
        cotexto_text action = sql_text(s, 3);
        out->id = sqlite3_column_int64(s, 0);
        out->is_document = text_equal(sql_text(s, 1), TEXT("document"));
        out->object = sqlite3_column_int64(s, 2);
        out->action = text_equal(action, TEXT("insert"))   ? INSERTED
                      : text_equal(action, TEXT("update")) ? UPDATED
                                                           : DELETED;
        good = sql_copy(s, 4, arena, &out->before, error);
    }
    sqlite3_reset(s);
    return good;
}

/* Units that a later revision put into the document keep it there. */
static bool remove_document(cotexto_memory *memory, int64_t revision, int64_t id,
                            cotexto_error *error)
{
    int64_t last = 0;
    bool found;
    sqlite3_stmt *s = memory_row(memory, STATEMENT_LAST_OF_DOCUMENT, id, &found, error);
    if (s == NULL)
        return false;
    last = found ? sqlite3_column_int64(s, 0) : 0;
    sqlite3_reset(s);
    return last == 0 ? memory_delete_document(memory, id, error)
                     : changed_since(revision, last, error);
}

static bool take_back_unit(cotexto_memory *memory, const struct entry *entry, struct arena *arena,
                           cotexto_error *error)
{
    struct memory_unit unit;
    if (entry->action == INSERTED)
        return memory_delete_unit(memory, entry->object, error);
    return memory_past_unit(memory, entry->object, entry->before, arena, &unit, error) &&
           memory_return_unit(memory, &unit, entry->action == UPDATED, error);
}

static bool take_back(cotexto_memory *memory, int64_t revision, const struct entry *entry,
                      struct arena *arena, cotexto_error *error)
{
    if (!entry->is_document)
        return take_back_unit(memory, entry, arena, error);
    if (entry->action == INSERTED)
        return remove_document(memory, revision, entry->object, error);
    return memory_return_document(memory, entry->object, entry->before, entry->action == UPDATED,
                                  arena, error);
}

static bool take_all_back(cotexto_memory *memory, const struct memory_revision *revision,
                          const cotexto_progress *progress, cotexto_error *error)
{
    enum { EACH = 256 };
    struct arena arena = {0};
    struct entry entry = {.id = INT64_MAX};
    uint64_t done = 0, total = revision->added + revision->changed + revision->deleted;
    bool good, found;
    do {
        arena_reset(&arena);
        good = next_entry(memory, revision->id, entry.id, &arena, &entry, &found, error) &&
               (!found || take_back(memory, revision->id, &entry, &arena, error));
        done += good && found && !entry.is_document;
        if (good && done % EACH == 0 && progress->report != NULL &&
            !progress->report(progress->context, COTEXTO_WORK_UNITS, done < total ? done : total,
                              total))
            good = error_set(error, COTEXTO_CANCELLED, "cancelled", "%s", _("stopped"));
    } while (good && found);
    arena_free(&arena);
    return good;
}

bool memory_undo(cotexto_memory *memory, int64_t id, const cotexto_progress *progress,
                 cotexto_error *error)
{
    struct arena arena = {0};
    struct memory_revision revision;
    bool found;
    bool good = memory_check_revision(memory, id, error) &&
                memory_get_revision(memory, id, &arena, &revision, &found, error) &&
                (revision.undone_by == 0 || already_undone(&revision, error)) &&
                check_journal(memory, id, error) && check_later(memory, id, error) &&
                take_all_back(memory, &revision, progress, error) &&
                set_number(memory, STATEMENT_SET_UNDOES, memory->revision, id, error) &&
                set_number(memory, STATEMENT_SET_UNDONE, id, memory->revision, error) &&
                (revision.undoes == 0 ||
                 set_number(memory, STATEMENT_SET_UNDONE, revision.undoes, 0, error));
    arena_free(&arena);
    return good;
}
