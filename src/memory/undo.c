/* Undo: the journal read backwards. Objects return under their old numbers, with the revision that
 * they had, so that what was undone leaves no trace but its own entries. */
#include "base/error.h"
#include "base/message.h"
#include "base/text.h"
#include "memory/history.h"
#include "memory/memory.h"
#include "memory/term.h"

/* An entry of the journal; its text is in the arena. */
struct entry {
    int64_t id, object;
    const struct object_kind *kind;
    enum { INSERTED, UPDATED, DELETED } action;
    cotexto_text before;
};

/* What is journalled, by the name that the journal has for it. */
struct object_kind {
    const char *name;
    bool counts; /* as work done */
    /* takes out what the revision that is undone brought */
    bool (*remove)(cotexto_memory *memory, int64_t revision, int64_t id, cotexto_error *error);
    /* brings an object back as it was before that revision */
    bool (*restore)(cotexto_memory *memory, int64_t revision, const struct entry *entry,
                    struct arena *arena, cotexto_error *error);
};

/* Links the running revision to the one that it undoes. */
static bool note_undone(cotexto_memory *memory, int64_t id, cotexto_error *error)
{
    sqlite3_stmt *s = memory_statement(memory, STATEMENT_SET_UNDOES, error);
    if (s == NULL)
        return false;
    sql_bind_number(s, 1, memory->revision);
    sql_bind_number(s, 2, id);
    return sql_do(s, error) && memory_run(memory, STATEMENT_SET_UNDONE, memory->revision, error);
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

/* A later document may have the name by now. */
static bool restore_document(cotexto_memory *memory, int64_t revision, const struct entry *entry,
                             struct arena *arena, cotexto_error *error)
{
    int64_t later;
    return memory_name_taken(memory, entry->object, entry->before, &later, error) &&
           (later == 0 || changed_since(revision, later, error)) &&
           memory_return_document(memory, entry->object, entry->before, entry->action == UPDATED,
                                  arena, error);
}

static bool remove_unit(cotexto_memory *memory, int64_t revision, int64_t id, cotexto_error *error)
{
    (void)revision;
    return memory_delete_unit(memory, id, error);
}

static bool restore_unit(cotexto_memory *memory, int64_t revision, const struct entry *entry,
                         struct arena *arena, cotexto_error *error)
{
    struct memory_unit unit;
    bool is_there = entry->action == UPDATED; /* then its exceptions are, too */
    (void)revision;
    return memory_past_unit(memory, entry->object, entry->before, arena, &unit, error) &&
           memory_return_unit(memory, &unit, is_there, error) &&
           (is_there || memory_run_with(memory, STATEMENT_PAST_EXCEPTIONS, entry->object,
                                        entry->before, error));
}

static bool remove_term(cotexto_memory *memory, int64_t revision, int64_t id, cotexto_error *error)
{
    (void)revision;
    return memory_delete_entry(memory, id, error);
}

static bool restore_term(cotexto_memory *memory, int64_t revision, const struct entry *entry,
                         struct arena *arena, cotexto_error *error)
{
    (void)revision, (void)arena;
    return memory_return_entry(memory, entry->object, entry->before, entry->action == UPDATED,
                               error);
}

static const struct object_kind kinds[] = {
    {"document", false, remove_document, restore_document},
    {"unit", true, remove_unit, restore_unit},
    {"term", true, remove_term, restore_term},
};

static const struct object_kind *kind_named(cotexto_text name)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (text_equal(name, cotexto_text_of(kinds[i].name)))
            return &kinds[i];
    }
    return NULL;
}

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
        out->kind = kind_named(sql_text(s, 1));
        out->object = sqlite3_column_int64(s, 2);
        out->action = text_equal(action, TEXT("insert"))   ? INSERTED
                      : text_equal(action, TEXT("update")) ? UPDATED
                                                           : DELETED;
        good = out->kind != NULL ? sql_copy(s, 4, arena, &out->before, error) : sql_torn(error);
    }
    sqlite3_reset(s);
    return good;
}

static bool take_back(cotexto_memory *memory, int64_t revision, const struct entry *entry,
                      struct arena *arena, cotexto_error *error)
{
    if (entry->action == INSERTED)
        return entry->kind->remove(memory, revision, entry->object, error);
    return entry->kind->restore(memory, revision, entry, arena, error);
}

static bool take_all_back(cotexto_memory *memory, const struct memory_revision *revision,
                          const cotexto_progress *progress, cotexto_error *error)
{
    enum { EACH = 256 };
    struct arena arena = {0};
    struct entry entry = {.id = INT64_MAX};
    uint64_t done = 0,
             total = revision->added + revision->changed + revision->deleted + revision->entries;
    bool good, found;
    do {
        arena_reset(&arena);
        good = next_entry(memory, revision->id, entry.id, &arena, &entry, &found, error) &&
               (!found || take_back(memory, revision->id, &entry, &arena, error));
        done += good && found && entry.kind->counts;
        if (good && done % EACH == 0 && progress->report != NULL &&
            !progress->report(progress->context, COTEXTO_WORK_UNITS, done < total ? done : total,
                              total))
            good = error_cancelled(error);
    } while (good && found);
    arena_free(&arena);
    return good;
}

bool memory_undo(cotexto_memory *memory, int64_t id, const cotexto_progress *progress,
                 cotexto_error *error)
{
    struct arena arena = {0};
    struct memory_revision revision;
    bool good = memory_need_revision(memory, id, &arena, &revision, error) &&
                (revision.undone_by == 0 || already_undone(&revision, error)) &&
                check_journal(memory, id, error) && check_later(memory, id, error) &&
                take_all_back(memory, &revision, progress, error) && note_undone(memory, id, error);
    arena_free(&arena);
    return good;
}
