/* Files: whole reads, atomic writes. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/message.h"
#include "base/packed.h"

bool file_is_regular(const char *path)
{
    struct stat status;
    return strcmp(path, "-") != 0 && stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

bool file_is_same(const char *a, const char *b)
{
    struct stat first, second;
    return strcmp(a, "-") != 0 && strcmp(b, "-") != 0 && stat(a, &first) == 0 &&
           stat(b, &second) == 0 && S_ISREG(first.st_mode) && first.st_dev == second.st_dev &&
           first.st_ino == second.st_ino;
}

uint64_t file_size(FILE *stream)
{
    struct stat status;
    return fstat(fileno(stream), &status) == 0 && S_ISREG(status.st_mode) ? (uint64_t)status.st_size
                                                                          : 0;
}

bool file_read_stream(FILE *stream, const char *path, size_t limit, struct string *out,
                      cotexto_error *error)
{
    char block[65536];
    size_t n;
    while ((n = fread(block, 1, sizeof block, stream)) > 0) {
        if (n > limit - out->length) {
            error_too_long(error, limit);
            return error_file(error, path);
        }
        string_append(out, block, n);
        if (!string_ok(out, error))
            return false;
    }
    return !ferror(stream) || packed_read_error(path, errno, error);
}

FILE *file_open(const char *path, cotexto_error *error)
{
    if (strcmp(path, "-") == 0)
        return stdin;
    FILE *stream = fopen(path, "rbe");
    if (stream == NULL) {
        error_system(error, path, errno, _("can't be opened"));
        error_hint(error, "%s", _("check the name and the rights of the file"));
    }
    return stream;
}

void file_close(FILE *stream)
{
    if (stream != NULL && stream != stdin)
        fclose(stream);
}

bool file_read(const char *path, size_t limit, struct string *out, cotexto_error *error)
{
    FILE *stream = file_open(path, error);
    if (stream == NULL)
        return false;
    struct stat about;
    bool done;
    if (fstat(fileno(stream), &about) == 0 && S_ISDIR(about.st_mode))
        done = error_system(error, path, EISDIR, _("can't be read"));
    else
        done = file_read_stream(stream, path, limit, out, error);
    file_close(stream);
    return done;
}

static void forget(struct atomic_file *file)
{
    free(file->path);
    free(file->temporary);
    *file = (struct atomic_file){0};
}

/* A memory, or another database: work that no export may end. */
static bool is_database(const char *path)
{
    static const char magic[16] = "SQLite format 3"; /* with its NUL */
    char head[sizeof magic];
    FILE *stream = fopen(path, "rbe");
    bool found = stream != NULL && fread(head, 1, sizeof head, stream) == sizeof head &&
                 memcmp(head, magic, sizeof magic) == 0;
    file_close(stream);
    return found;
}

static bool keep_database(const char *path, cotexto_error *error)
{
    error_set(error, COTEXTO_USAGE, "is-a-memory", "%s", _("is a memory: it is not replaced"));
    error_file(error, path);
    return error_hint(error, "%s", _("name another file to write to"));
}

static bool check_place(const char *path, cotexto_error *error)
{
    struct stat about;
    if (lstat(path, &about) != 0)
        return errno == ENOENT ? true : error_system(error, path, errno, _("can't be written"));
    if (S_ISREG(about.st_mode))
        return !is_database(path) || keep_database(path, error);
    error_set(error, COTEXTO_IO, "not-a-file",
              S_ISLNK(about.st_mode) ? _("is a symbolic link: it is not replaced")
                                     : _("exists and is no regular file"));
    error_file(error, path);
    return error_hint(error, "%s", _("name the file itself, or use - for standard output"));
}

/* A new file beside path, with the rights that a plain creation gives; -1 when none could be made.
 */
static int open_beside(const char *path, char **name)
{
    for (int attempt = 0; attempt < 100; attempt++) {
        struct string candidate = {0};
        string_append_format(&candidate, "%s.%ld-%d.part", path, (long)getpid(), attempt);
        if (candidate.failed) {
            errno = ENOMEM;
            return -1;
        }
        int descriptor = open(candidate.bytes, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (descriptor >= 0) {
            *name = candidate.bytes; /* handed over */
            return descriptor;
        }
        string_free(&candidate);
        if (errno != EEXIST)
            return -1;
    }
    return -1;
}

/* A device or a pipe, also through a link, like /dev/stdout: there is nothing to put in its place.
 */
static bool is_outlet(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && (S_ISCHR(about.st_mode) || S_ISFIFO(about.st_mode));
}

static bool open_outlet(struct atomic_file *file, const char *path, cotexto_error *error)
{
    file->path = strdup(path);
    if (file->path == NULL)
        return error_no_memory(error);
    file->stream = fopen(path, "wbe");
    if (file->stream != NULL)
        return true;
    error_system(error, path, errno, _("can't be written"));
    forget(file);
    return false;
}

bool atomic_open(struct atomic_file *file, const char *path, cotexto_error *error)
{
    *file = (struct atomic_file){0};
    if (is_outlet(path))
        return open_outlet(file, path, error);
    if (!check_place(path, error))
        return false;
    file->path = strdup(path);
    if (file->path == NULL)
        return error_no_memory(error);
    int descriptor = open_beside(path, &file->temporary);
    struct stat old;
    if (descriptor >= 0 && stat(path, &old) == 0 && fchmod(descriptor, old.st_mode & 0777) != 0)
        errno = 0; /* the file keeps the default rights: no reason to refuse the export */
    if (descriptor >= 0)
        file->stream = fdopen(descriptor, "wb");
    if (file->stream != NULL)
        return true;
    error_system(error, path, errno, _("can't be written"));
    error_hint(error, "%s", _("check that the folder exists and may be written"));
    if (descriptor >= 0) {
        close(descriptor);
        unlink(file->temporary);
    }
    forget(file);
    return false;
}

/* The rename itself is only durable once the folder is on the disk too. */
static void flush_folder(const char *path)
{
    char *copy = strdup(path);
    if (copy == NULL)
        return;
    int folder = open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder >= 0) {
        fsync(folder);
        close(folder);
    }
    free(copy);
}

bool atomic_commit(struct atomic_file *file, cotexto_error *error)
{
    int number = 0;
    bool outlet = file->temporary == NULL;
    if (fflush(file->stream) != 0 || ferror(file->stream) ||
        (!outlet && fsync(fileno(file->stream)) != 0))
        number = errno != 0 ? errno : EIO;
    if (fclose(file->stream) != 0 && number == 0)
        number = errno;
    file->stream = NULL;
    if (number == 0 && !outlet && rename(file->temporary, file->path) != 0)
        number = errno;
    if (number != 0) {
        error_system(error, file->path, number, _("can't be written"));
        error_hint(error, "%s", _("what was there before is unchanged; check the free space"));
        if (!outlet)
            unlink(file->temporary);
    } else if (!outlet) {
        flush_folder(file->path);
    }
    forget(file);
    return number == 0;
}

void atomic_abandon(struct atomic_file *file)
{
    if (file->stream == NULL)
        return;
    fclose(file->stream);
    if (file->temporary != NULL)
        unlink(file->temporary);
    forget(file);
}
