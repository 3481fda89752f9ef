/* Opening and closing a memory file: who may, what it must be, how SQLite is set. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/error.h"
#include "base/message.h"
#include "base/string.h"
#include "memory/memory.h"
#include "memory/schema.h"

enum { BUSY_MILLISECONDS = 5000 };

char *cotexto_memory_default_path(cotexto_error *error)
{
    const char *memory = getenv("COTEXTO_MEMORY"), *data = getenv("XDG_DATA_HOME"),
               *home = getenv("HOME");
    struct string path = {0};
    if (memory != NULL && memory[0] != '\0') {
        string_append_c(&path, memory);
    } else if (data != NULL && data[0] == '/') { /* the XDG specification ignores relative paths */
        string_append_format(&path, "%s/cotexto/memory.db", data);
    } else if (home != NULL && home[0] != '\0') {
        string_append_format(&path, "%s/.local/share/cotexto/memory.db", home);
    } else {
        error_set(error, COTEXTO_USAGE, "no-memory-path", "%s",
                  _("there is no place for a memory: HOME is not set"));
        error_hint(error, "%s", _("name the memory with -m FILE or in COTEXTO_MEMORY"));
        return NULL;
    }
    if (!string_ok(&path, error)) {
        string_free(&path);
        return NULL;
    }
    return path.bytes;
}

/* Makes the folders that lead to a file. */
static bool make_folders(const char *path, cotexto_error *error)
{
    char *copy = strdup(path);
    if (copy == NULL)
        return error_no_memory(error);
    bool good = true;
    for (char *slash = strchr(copy + 1, '/'); good && slash != NULL;
         slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdir(copy, 0777) != 0 && errno != EEXIST)
            good = error_system(error, copy, errno, _("the folder can't be made"));
        *slash = '/';
    }
    char *last = strrchr(copy, '/');
    if (last != NULL)
        last[last == copy] = '\0';
    const char *folder = last == NULL ? "." : copy;
    if (good && access(folder, W_OK | X_OK) != 0) {
        good = error_system(error, path, errno, _("the folder can't be written to"));
        error_hint(error, "%s",
                   _("give yourself the right to write to the file and its folder, or name another "
                     "with -m"));
    }
    free(copy);
    return good;
}

/* A mode without any write bit is a wish, also for a user who may override it. */
static bool wants_no_writing(const char *path)
{
    struct stat about;
    return (stat(path, &about) == 0 && (about.st_mode & 0222) == 0) ||
           (access(path, W_OK) != 0 && errno != ENOENT);
}

static bool refuse_writing(const char *path, cotexto_error *error)
{
    error_set(error, COTEXTO_IO, "read-only", "%s", _("the memory is read-only"));
    error_file(error, path);
    return error_hint(
        error, "%s",
        _("give yourself the right to write to the file and its folder, or name another with -m"));
}

/* Looks at the first bytes before SQLite does: another program's file is never touched. *empty: a
 * file without bytes. */
static bool check_file(const char *path, unsigned flags, bool *missing, bool *empty,
                       cotexto_error *error)
{
    struct stat about;
    *missing = *empty = false;
    if (stat(path, &about) != 0) {
        if (errno != ENOENT && errno != ENOTDIR)
            return error_system(error, path, errno, _("can't be opened"));
        *missing = true;
        if (flags == COTEXTO_CREATE)
            return true;
        error_set(error, COTEXTO_IO, "no-memory-file", "%s", _("there is no such memory"));
        error_file(error, path);
        return error_hint(error, "%s",
                          _("make one with: cotexto import -m FILE a.es.txt a.en.txt"));
    }
    if (S_ISDIR(about.st_mode))
        return error_system(error, path, EISDIR, _("can't be opened"));
    if (!S_ISREG(about.st_mode)) {
        error_set(error, COTEXTO_DATA, "not-a-memory", "%s", _("is not a cotexto memory"));
        return error_file(error, path);
    }
    if ((flags & COTEXTO_WRITE) != 0 && wants_no_writing(path))
        return refuse_writing(path, error);
    *empty = about.st_size == 0;
    if (*empty && flags == COTEXTO_CREATE)
        return true;
    unsigned char head[16] = {0};
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return error_system(error, path, errno, _("can't be opened"));
    ssize_t got = read(descriptor, head, sizeof head);
    close(descriptor);
    if (got < 0)
        return error_system(error, path, errno, _("can't be read"));
    if (memcmp(head, "SQLite format 3", 16) != 0) {
        error_set(error, COTEXTO_DATA, "not-a-memory", "%s", _("is not a cotexto memory"));
        error_file(error, path);
        return error_hint(error, "%s",
                          _("name another file with -m; a memory is made by cotexto import"));
    }
    return true;
}

/* A path as a file: URI, so that a name with ? or % is still a name. */
static bool file_uri(const char *path, const char *query, struct string *uri, cotexto_error *error)
{
    string_append_c(uri, "file:");
    if (path[0] != '/')
        string_append_c(uri, "./");
    while (path[0] == '/' && path[1] == '/') /* two would begin the name of a host */
        path++;
    for (const char *p = path; *p != '\0'; p++) {
        if (*p == '?' || *p == '#' || *p == '%')
            string_append_format(uri, "%%%02X", (unsigned char)*p);
        else
            string_append_char(uri, *p);
    }
    string_append_c(uri, query);
    return string_ok(uri, error);
}

static bool open_database(cotexto_memory *memory, unsigned flags, const char *query,
                          cotexto_error *error)
{
    struct string uri = {0};
    bool good = file_uri(memory->path, query, &uri, error);
    int open_flags = SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    open_flags |= flags == COTEXTO_CREATE  ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                  : flags == COTEXTO_WRITE ? SQLITE_OPEN_READWRITE
                                           : SQLITE_OPEN_READONLY;
    if (good && sqlite3_open_v2(uri.bytes, &memory->db, open_flags, NULL) != SQLITE_OK) {
        good = memory->db == NULL ? error_no_memory(error) : sql_failed(memory->db, error);
        error_file(error, memory->path);
    }
    string_free(&uri);
    return good;
}

/* A file from elsewhere may be hostile: nothing in its schema is trusted, triggers and views, of
 * which we have none, are not run, cells are checked. The schema's own CHECKs are for others that
 * write to the file: they say of our rows what the code has made sure of, and a list of three words
 * costs more than the rest of its insert. */
static bool set_up(cotexto_memory *memory, cotexto_error *error)
{
    sqlite3_extended_result_codes(memory->db, 0);
    sqlite3_busy_timeout(memory->db, BUSY_MILLISECONDS);
    sqlite3_db_config(memory->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(memory->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(memory->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    sqlite3_db_config(memory->db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
    sqlite3_db_config(memory->db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
    sqlite3_limit(memory->db, SQLITE_LIMIT_ATTACHED, 0);
    return sql_run(memory->db,
                   "PRAGMA cell_size_check=ON; PRAGMA ignore_check_constraints=ON;"
                   " PRAGMA cache_size=-16000",
                   error);
}

/* All that is looked at is of one moment: another process may be making the memory right now. */
static bool check_version(cotexto_memory *memory, int *version, cotexto_error *error)
{
    if (!sql_run(memory->db, "BEGIN", error))
        return false;
    bool good = schema_check(memory->db, memory->path, version, error);
    bool ended = sql_run(memory->db, "COMMIT", good ? error : NULL);
    return good && ended;
}

/* The change to a write-ahead log does not wait for others as all else does. */
static bool use_log(cotexto_memory *memory, cotexto_error *error)
{
    enum { TRIES = 100 };
    static const struct timespec pause = {0, 50000000};
    for (int i = 0; i < TRIES; i++) {
        cotexto_error *own = cotexto_error_new();
        if (own == NULL)
            return error_no_memory(error);
        bool good = sql_run(memory->db, "PRAGMA journal_mode=WAL", own);
        bool busy = !good && cotexto_error_kind(own) == COTEXTO_BUSY;
        if (!good && (!busy || i + 1 == TRIES))
            error_move(error, own);
        cotexto_error_free(own);
        if (good || !busy)
            return good;
        nanosleep(&pause, NULL);
    }
    return false;
}

bool memory_be_durable(cotexto_memory *memory, bool durable, cotexto_error *error)
{
    return sql_run(memory->db, durable ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL",
                   error);
}

/* An index of an older layout, or by the word boundaries of another ICU, is made anew. */
static bool renew_index(cotexto_memory *memory, cotexto_progress progress, cotexto_error *error)
{
    bool current;
    return memory_index_is_current(memory, &current, error) &&
           (current || cotexto_reindex(memory, progress, error));
}

static bool prepare_file(cotexto_memory *memory, cotexto_progress progress, cotexto_error *error)
{
    int version;
    if (!check_version(memory, &version, error))
        return false;
    if (!memory->writable) {
        if (version == schema_latest())
            return true;
        error_set(error, COTEXTO_DATA, "older-memory", "%s",
                  _("the memory was made by an older cotexto"));
        return error_hint(error, "%s", _("open it once for writing: cotexto import -m FILE ..."));
    }
    if (version == 0 && !sql_run(memory->db, "PRAGMA page_size=4096", error))
        return false;
    return use_log(memory, error) && sql_run(memory->db, "PRAGMA wal_autocheckpoint=8000", error) &&
           memory_be_durable(memory, false, error) &&
           (version == schema_latest() || (memory_add_words_function(memory, error) &&
                                           schema_migrate(memory->db, version, error))) &&
           renew_index(memory, progress, error);
}

/* A write-ahead log needs a writable folder even to read; without one and without a log the file
 * can't change. */
static bool open_to_read(cotexto_memory *memory, cotexto_error *error)
{
    struct stat about;
    struct string log = {0};
    string_append_format(&log, "%s-wal", memory->path);
    bool has_log = log.failed || (stat(log.bytes, &about) == 0 && about.st_size > 0);
    string_free(&log);
    bool fixed = !has_log && wants_no_writing(memory->path);
    const cotexto_progress none = {NULL, NULL};
    if (open_database(memory, COTEXTO_READ, fixed ? "?immutable=1" : "", error) &&
        set_up(memory, error) && prepare_file(memory, none, error))
        return true;
    if (fixed || has_log || cotexto_error_kind(error) != COTEXTO_IO)
        return false;
    sqlite3_close(memory->db);
    memory->db = NULL;
    cotexto_error_clear(error);
    return open_database(memory, COTEXTO_READ, "?immutable=1", error) && set_up(memory, error) &&
           prepare_file(memory, none, error);
}

cotexto_memory *cotexto_memory_open(const char *path, unsigned flags, cotexto_error *error)
{
    return cotexto_memory_open_telling(path, flags, (cotexto_progress){NULL, NULL}, error);
}

cotexto_memory *cotexto_memory_open_telling(const char *path, unsigned flags,
                                            cotexto_progress progress, cotexto_error *error)
{
    bool missing, empty;
    if (!check_file(path, flags, &missing, &empty, error))
        return NULL;
    cotexto_memory *memory = calloc(1, sizeof *memory);
    if (memory == NULL || (memory->path = strdup(path)) == NULL) {
        free(memory);
        error_no_memory(error);
        return NULL;
    }
    memory->writable = (flags & COTEXTO_WRITE) != 0;
    bool good = memory->writable
                    ? (!missing || make_folders(path, error)) &&
                          open_database(memory, flags, "", error) && set_up(memory, error) &&
                          prepare_file(memory, progress, error)
                    : open_to_read(memory, error);
    if (good)
        return memory;
    error_file(error, path);
    cotexto_memory_close(memory);
    return NULL;
}

void cotexto_memory_close(cotexto_memory *memory)
{
    if (memory == NULL)
        return;
    for (size_t i = 0; i < STATEMENT_COUNT; i++)
        sqlite3_finalize(memory->statements[i]);
    for (size_t i = 0; i < memory->language_count; i++) {
        tokenizer_free(memory->languages[i]->tokenizer);
        free(memory->languages[i]);
    }
    free(memory->languages);
    sqlite3_close(memory->db);
    arena_free(&memory->stats);
    arena_free(&memory->scratch);
    memory_hashes_free(&memory->hashes);
    memory_index_free(&memory->index);
    free(memory->path);
    free(memory);
}

const char *cotexto_memory_path(const cotexto_memory *memory)
{
    return memory->path;
}

static bool memory_do(cotexto_memory *memory, enum statement which, cotexto_error *error)
{
    sqlite3_stmt *s = memory_statement(memory, which, error);
    return (s != NULL && sql_do(s, error)) || error_file(error, memory->path);
}

bool memory_begin(cotexto_memory *memory, cotexto_error *error)
{
    if (!memory->writable)
        return refuse_writing(memory->path, error);
    memory->revision = 0;
    memory->index.counted = false; /* others may have met keys since */
    memory->index.listing = false;
    return sql_run(memory->db, "BEGIN IMMEDIATE", error) || error_file(error, memory->path);
}

bool memory_begin_read(cotexto_memory *memory, bool *begun, cotexto_error *error)
{
    *begun = sqlite3_get_autocommit(memory->db) != 0;
    return !*begun || memory_do(memory, STATEMENT_BEGIN, error);
}

void memory_end_read(cotexto_memory *memory)
{
    memory_do(memory, STATEMENT_END, NULL);
}

bool memory_commit(cotexto_memory *memory, cotexto_error *error)
{
    if (memory_index_flush(memory, error) && memory_hashes_flush(memory, error) &&
        memory_write_counts(memory, error) && sql_run(memory->db, "COMMIT", error))
        return true;
    error_file(error, memory->path);
    memory_rollback(memory);
    return false;
}

void memory_rollback(cotexto_memory *memory)
{
    for (size_t i = 0; i < STATEMENT_COUNT; i++) {
        if (memory->statements[i] != NULL)
            sqlite3_reset(memory->statements[i]);
    }
    if (!sqlite3_get_autocommit(memory->db))
        sql_run(memory->db, "ROLLBACK", NULL);
    memory->revision = 0;
    memory_forget_numbers(memory);
    memory_hashes_forget(&memory->hashes);
    memory_index_forget(memory);
}

void memory_rest(cotexto_memory *memory)
{
    memory_hashes_free(&memory->hashes);
    memory_index_rest(&memory->index);
    arena_free(&memory->scratch);
    sql_give_back(memory->db);
}

bool memory_new_revision(cotexto_memory *memory, const char *command, const char *about,
                         const char *user, cotexto_error *error)
{
    sqlite3_stmt *statement = memory_statement(memory, STATEMENT_NEW_REVISION, error);
    if (statement == NULL)
        return false;
    sql_bind_text(statement, 1, cotexto_text_of(user));
    sql_bind_text(statement, 2, cotexto_text_of(command));
    sql_bind_text(statement, 3, cotexto_text_of(about));
    if (!sql_do(statement, error))
        return false;
    memory->revision = sqlite3_last_insert_rowid(memory->db);
    return true;
}

int64_t memory_revision_number(const cotexto_memory *memory)
{
    return memory->revision;
}

void memory_continue_revision(cotexto_memory *memory, int64_t revision)
{
    memory->revision = revision;
}

bool memory_unfinished(cotexto_memory *memory, uint64_t *task, uint64_t *units,
                       cotexto_error *error)
{
    *task = *units = 0;
    sqlite3_stmt *s = memory_statement(memory, STATEMENT_GET_UNFINISHED, error);
    if (s == NULL)
        return false;
    sql_bind_number(s, 1, memory->revision);
    int row = sql_step(s, error);
    if (row == 1) {
        *task = (uint64_t)sqlite3_column_int64(s, 0);
        *units = (uint64_t)sqlite3_column_int64(s, 1);
    }
    sqlite3_reset(s);
    return row >= 0;
}

bool memory_put_unfinished(cotexto_memory *memory, uint64_t task, uint64_t units,
                           cotexto_error *error)
{
    sqlite3_stmt *s = memory_statement(memory, STATEMENT_PUT_UNFINISHED, error);
    if (s == NULL)
        return false;
    sql_bind_number(s, 1, memory->revision);
    sql_bind_number(s, 2, (int64_t)task);
    sql_bind_number(s, 3, (int64_t)units);
    return sql_do(s, error);
}
