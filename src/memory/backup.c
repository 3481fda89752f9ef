/* A copy of a memory as it is at one moment, whatever others write meanwhile. */
#include <sys/stat.h>

#include <cotexto/history.h>

#include "base/error.h"
#include "base/file.h"
#include "base/message.h"
#include "memory/memory.h"

static bool report(sqlite3_backup *backup, const cotexto_progress *progress, int64_t page,
                   cotexto_error *error)
{
    uint64_t pages = (uint64_t)sqlite3_backup_pagecount(backup);
    uint64_t left = (uint64_t)sqlite3_backup_remaining(backup);
    return progress->report == NULL ||
           progress->report(progress->context, COTEXTO_WORK_BYTES, (pages - left) * (uint64_t)page,
                            pages * (uint64_t)page) ||
           error_cancelled(error);
}

static bool copy_pages(cotexto_memory *memory, sqlite3 *copy, const cotexto_progress *progress,
                       cotexto_error *error)
{
    enum { PAGES = 1024 };
    int64_t page;
    if (!sql_number(memory->db, "PRAGMA page_size", &page, error))
        return false;
    sqlite3_backup *backup = sqlite3_backup_init(copy, "main", memory->db, "main");
    if (backup == NULL)
        return sql_failed(copy, error);
    int status;
    bool good = true;
    while (good && (status = sqlite3_backup_step(backup, PAGES)) == SQLITE_OK)
        good = report(backup, progress, page, error);
    status = sqlite3_backup_finish(backup);
    return good && (status == SQLITE_OK || sql_failed(copy, error));
}

static bool write_copy(cotexto_memory *memory, const char *path, const cotexto_progress *progress,
                       cotexto_error *error)
{
    sqlite3 *copy = NULL;
    int64_t units; /* the first thing read fixes the moment */
    bool begun = false;
    bool good = sqlite3_open_v2(path, &copy, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK ||
                sql_failed(copy, error);
    good = good && memory_begin_read(memory, &begun, error) &&
           sql_number(memory->db, "SELECT units FROM state", &units, error) &&
           copy_pages(memory, copy, progress, error);
    if (begun)
        memory_end_read(memory);
    sqlite3_close(copy);
    return good;
}

static bool is_free(const char *path, cotexto_error *error)
{
    struct stat there;
    if (lstat(path, &there) != 0)
        return true;
    error_set(error, COTEXTO_USAGE, "file-exists", "%s", _("is there already"));
    error_file(error, path);
    return error_hint(error, "%s", _("a backup takes no file's place: name a new one"));
}

bool cotexto_backup(cotexto_memory *memory, const char *path, cotexto_progress progress,
                    cotexto_error *error)
{
    struct atomic_file file = {0};
    if (!is_free(path, error) || !atomic_open(&file, path, error))
        return false;
    if (write_copy(memory, file.temporary, &progress, error))
        return atomic_commit(&file, error);
    atomic_abandon(&file);
    return error_file(error, path);
}
