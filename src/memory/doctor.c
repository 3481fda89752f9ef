/* The doctor: looks at a memory as a whole and says what it found, good or not, and what to do. */
#include <stdio.h>

#include "base/error.h"
#include "base/message.h"
#include "memory/memory.h"
#include "memory/schema.h"

struct visit {
    cotexto_memory *memory;
    void (*found)(void *context, const cotexto_finding *finding);
    void *context;
    cotexto_error *error;
};

static void tell(struct visit *visit, const char *id, bool good, const char *message,
                 const char *advice)
{
    cotexto_finding finding = {id, good, message, good ? "" : advice};
    visit->found(visit->context, &finding);
}

/* One question that SQL answers with the number of bad things. */
static bool count_bad(struct visit *visit, const char *id, const char *query, const char *what,
                      const char *advice)
{
    int64_t bad;
    char message[256];
    if (!sql_number(visit->memory->db, query, &bad, visit->error))
        return false;
    snprintf(message, sizeof message, "%s: %lld", what, (long long)bad);
    tell(visit, id, bad == 0, message, advice);
    return true;
}

static bool look_at_file(struct visit *visit)
{
    sqlite3_stmt *s;
    if (sqlite3_prepare_v2(visit->memory->db, "PRAGMA integrity_check(1)", -1, &s, NULL) !=
        SQLITE_OK)
        return sql_failed(visit->memory->db, visit->error);
    int row = sql_step(s, visit->error);
    char message[256];
    bool good = row == 1 && sqlite3_stricmp((const char *)sqlite3_column_text(s, 0), "ok") == 0;
    if (row == 1)
        snprintf(message, sizeof message, _("SQLite's own check of the file: %s"),
                 (const char *)sqlite3_column_text(s, 0));
    sqlite3_finalize(s);
    if (row != 1)
        return false;
    tell(visit, "integrity", good, message,
         _("restore a backup, or export what can still be read"));
    return true;
}

static bool look_at_words(struct visit *visit)
{
    sqlite3_stmt *s;
    if (!visit->memory->writable) /* the check is an insert in form, though it changes nothing */
        return true;
    if (sqlite3_prepare_v2(visit->memory->db, "INSERT INTO word(word) VALUES('integrity-check')",
                           -1, &s, NULL) != SQLITE_OK)
        return sql_failed(visit->memory->db, visit->error);
    bool good = sqlite3_step(s) == SQLITE_DONE;
    sqlite3_finalize(s);
    tell(visit, "words", good, _("the words for concordance"),
         _("export the memory and import it into a new one"));
    return true;
}

static bool look_at_index(struct visit *visit)
{
    bool good;
    if (!memory_index_check(visit->memory, &good, visit->error))
        return false;
    tell(visit, "index", good, _("the index for lookup"),
         _("run cotexto reindex; until then lookups may miss matches"));
    return true;
}

static bool look_at_rows(struct visit *visit)
{
    return count_bad(visit, "segments",
                     "SELECT count(*) FROM unit u WHERE (SELECT count(*) FROM segment s WHERE "
                     "s.unit = u.id) < 2",
                     _("units with fewer than two languages"),
                     _("export the memory and import it into a new one")) &&
           count_bad(visit, "texts", "SELECT count(*) FROM segment WHERE text = ''",
                     _("empty segments"), _("export the memory and import it into a new one")) &&
           count_bad(visit, "indexed",
                     "SELECT abs((SELECT count(*) FROM segment WHERE id <="
                     " (SELECT listed FROM state)) - (SELECT count(*) FROM word))",
                     _("segments without their words"),
                     _("export the memory and import it into a new one")) &&
           count_bad(visit, "hashes",
                     "SELECT abs((SELECT count(*) FROM unit) + (SELECT count(*) FROM segment)"
                     " - (SELECT count(*) FROM hash))",
                     _("units or segments that can't be found by their text"),
                     _("export the memory and import it into a new one")) &&
           count_bad(visit, "references",
                     "SELECT count(*) FROM unit WHERE document NOT IN (SELECT id FROM document)",
                     _("units without their document"), _("restore a backup"));
}

bool memory_doctor(cotexto_memory *memory,
                   void (*found)(void *context, const cotexto_finding *finding), void *context,
                   cotexto_error *error)
{
    struct visit visit = {memory, found, context, error};
    char message[128];
    snprintf(message, sizeof message, _("schema %d, SQLite %s"), schema_latest(),
             sqlite3_libversion());
    tell(&visit, "schema", true, message, "");
    return (look_at_file(&visit) && look_at_rows(&visit) && look_at_words(&visit) &&
            look_at_index(&visit)) ||
           error_file(error, memory->path);
}
