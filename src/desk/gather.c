/* Gathering of files. */
#include "desk/gather.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "base/error.h"
#include "base/message.h"
#include "base/string.h"
#include "exchange/exchange.h"
#include "text/unicode.h"

enum { DEEPEST = 64 }; /* folders within folders */

struct place {
    dev_t device;
    ino_t inode;
};

struct gathering {
    struct gathered *out;
    size_t file_room, unreadable_room, passed_room;
    struct place *seen; /* folders that were gone through: links may lead back to them */
    size_t seen_count, seen_room;
    const struct gather_options *how;
    struct arena *arena;
    cotexto_error *error;
};

static bool has_text_suffix(const char *path)
{
    static const char *const suffixes[] = {".txt",  ".text", ".md",   ".markdown",
                                           ".html", ".htm",  ".docx", ".odt"};
    size_t length = strlen(path);
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        size_t n = strlen(suffixes[i]);
        if (length > n && strcasecmp(path + length - n, suffixes[i]) == 0)
            return true;
    }
    return false;
}

static bool add_file(struct gathering *g, const char *path)
{
    struct gathered *out = g->out;
    out->files = arena_grow(g->arena, out->files, out->count, &g->file_room, sizeof *out->files);
    if (out->files == NULL)
        return error_no_memory(g->error);
    bool exchange = g->how->format != NULL || exchange_format_of_file(path) != NULL;
    out->files[out->count++] = (struct gathered_file){path, exchange};
    return true;
}

static bool add_folder(struct gathering *g, const char *folder, int depth);

static const char *path_in(struct arena *arena, const char *folder, const char *name)
{
    struct string path = {0};
    const char *slash = folder[strlen(folder) - 1] == '/' ? "" : "/";
    string_append_format(&path, "%s%s%s", folder, slash, name);
    const char *kept = path.failed ? NULL : arena_string(arena, string_c(&path));
    string_free(&path);
    return kept;
}

/* Whether this is a table whose first line names no languages. */
static bool is_foreign_table(const struct gathering *g, const char *path, bool *foreign)
{
    const struct exchange_read_options read = {.language_map = g->how->language_map,
                                               .language_map_count = g->how->language_map_count};
    const struct exchange_format *format = exchange_format_of_file(path);
    *foreign = false;
    if (g->how->format != NULL || g->how->any_table || format == NULL || !format->columns)
        return true;
    cotexto_error *why = cotexto_error_new();
    if (why == NULL)
        return error_no_memory(g->error);
    struct exchange_reader *reader = format->open_reader(path, &read, why);
    if (reader != NULL)
        reader->close(reader);
    else
        *foreign = strcmp(cotexto_error_id(why), "no-header") == 0;
    cotexto_error_free(why);
    return true;
}

static bool pass_over(struct gathering *g, const char *path)
{
    struct gathered *out = g->out;
    out->passed =
        arena_grow(g->arena, out->passed, out->passed_count, &g->passed_room, sizeof *out->passed);
    const char *shown = unicode_repaired(cotexto_text_of(path), g->arena).bytes;
    if (out->passed == NULL || shown == NULL)
        return error_no_memory(g->error);
    out->passed[out->passed_count++] = shown;
    return true;
}

/* One entry of a folder: hidden ones and files of other kinds are passed over. */
static bool add_entry(struct gathering *g, const char *folder, const char *name, int depth)
{
    struct stat about;
    bool foreign;
    const char *path = path_in(g->arena, folder, name);
    if (path == NULL)
        return error_no_memory(g->error);
    if (stat(path, &about) != 0)
        return true;
    if (S_ISDIR(about.st_mode))
        return depth >= DEEPEST || add_folder(g, path, depth + 1);
    if (!S_ISREG(about.st_mode) ||
        (!has_text_suffix(path) && exchange_format_of_name(path) == NULL))
        return true;
    return is_foreign_table(g, path, &foreign) &&
           (foreign ? pass_over(g, path) : add_file(g, path));
}

static int not_hidden(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

/* false also when the folder was gone through before; then *again. */
static bool note_folder(struct gathering *g, const char *folder, bool *again)
{
    struct stat about;
    *again = false;
    if (stat(folder, &about) != 0)
        return true;
    for (size_t i = 0; i < g->seen_count && !*again; i++)
        *again = g->seen[i].device == about.st_dev && g->seen[i].inode == about.st_ino;
    if (*again)
        return true;
    g->seen = arena_grow(g->arena, g->seen, g->seen_count, &g->seen_room, sizeof *g->seen);
    if (g->seen == NULL)
        return error_no_memory(g->error);
    g->seen[g->seen_count++] = (struct place){about.st_dev, about.st_ino};
    return true;
}

static bool add_unreadable(struct gathering *g, const char *folder, int number)
{
    struct gathered *out = g->out;
    out->unreadable = arena_grow(g->arena, out->unreadable, out->unreadable_count,
                                 &g->unreadable_room, sizeof *out->unreadable);
    if (out->unreadable == NULL)
        return error_no_memory(g->error);
    out->unreadable[out->unreadable_count++] = (struct unreadable){folder, number};
    return true;
}

static bool add_folder(struct gathering *g, const char *folder, int depth)
{
    struct dirent **entries;
    bool again;
    if (!note_folder(g, folder, &again) || again)
        return again;
    int count = scandir(folder, &entries, not_hidden, by_name);
    if (count < 0)
        return add_unreadable(g, folder, errno);
    bool good = true;
    for (int i = 0; i < count; i++) {
        good = good && add_entry(g, folder, entries[i]->d_name, depth);
        free(entries[i]);
    }
    free(entries);
    return good;
}

static bool add_path(struct gathering *g, const char *path)
{
    struct stat about;
    if (strcmp(path, "-") == 0)
        return add_file(g, path);
    if (stat(path, &about) != 0) {
        error_system(g->error, path, errno, _("can't be opened"));
        return error_hint(g->error, "%s", _("check the name and the rights of the file"));
    }
    if (!S_ISDIR(about.st_mode))
        return add_file(g, path);
    g->out->folders = true;
    return add_folder(g, path, 0);
}

bool gather_files(const char *const *paths, size_t path_count, const struct gather_options *how,
                  struct arena *arena, struct gathered *out, cotexto_error *error)
{
    *out = (struct gathered){0};
    struct gathering g = {.out = out, .how = how, .arena = arena, .error = error};
    for (size_t i = 0; i < path_count; i++) {
        if (!add_path(&g, paths[i]))
            return false;
    }
    return true;
}
