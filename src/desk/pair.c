/* Pairing by names. Three rounds, each over what the one before left: same key; same stem; the last
 * two of all. */
#include "desk/pair.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/error.h"
#include "base/message.h"
#include "base/string.h"
#include "base/tag.h"
#include "base/text.h"
#include "exchange/exchange.h"
#include "text/unicode.h"

enum { DEEPEST = 64 }; /* folders within folders */

/* -------------------------------------------------------------------------------------- names */

/* The language at the end of a part of a name: "es" of "es", "nota_ES", "nota-es". Its length, or
 * 0. */
static size_t language_at_end(cotexto_text part, char lang[COTEXTO_TAG_SIZE])
{
    for (size_t i = 0; i < part.length; i++) {
        if (i > 0 && part.bytes[i - 1] != '_' && part.bytes[i - 1] != '-')
            continue;
        cotexto_text tail = text_slice(part, i, part.length);
        char tag[COTEXTO_TAG_SIZE];
        if (!tag_is_language(tail))
            continue;
        snprintf(tag, sizeof tag, "%.*s", (int)tail.length, tail.bytes);
        /* "report-new" is no Newari: behind a dash only languages with a code of two letters count
         */
        if (cotexto_tag_canonical(tag, lang, NULL) && (i == 0 || strcspn(lang, "-") == 2))
            return tail.length;
    }
    return 0;
}

/* Finds the language between the dots of a name: the last part but the first that is one, or the
 * end of the first. Gives the range of bytes to take out, with the dot, dash or underscore before
 * it. */
static bool language_in_name(cotexto_text name, size_t *from, size_t *to,
                             char lang[COTEXTO_TAG_SIZE])
{
    size_t end = name.length;
    while (end > 0) {
        size_t start = end;
        while (start > 0 && name.bytes[start - 1] != '.')
            start--;
        cotexto_text part = text_slice(name, start, end);
        size_t length = language_at_end(part, lang);
        bool whole = length == part.length;
        if (length > 0 && !(start == 0 && whole)) { /* "es.txt" alone is a name */
            *from = end - length - 1;
            *to = end;
            return true;
        }
        end = start > 0 ? start - 1 : 0;
    }
    return false;
}

/* The folder that names a language, nearest to the file; its range in the path. */
static bool language_in_folder(cotexto_text folders, size_t *from, size_t *to,
                               char lang[COTEXTO_TAG_SIZE])
{
    size_t end = folders.length;
    while (end > 0) {
        size_t start = end;
        while (start > 0 && folders.bytes[start - 1] != '/')
            start--;
        cotexto_text part = text_slice(folders, start, end);
        if (part.length > 0 && language_at_end(part, lang) == part.length) {
            *from = start;
            *to = end;
            return true;
        }
        end = start > 0 ? start - 1 : 0;
    }
    return false;
}

static cotexto_text without_suffix(cotexto_text name)
{
    for (size_t i = name.length; i > 1; i--) {
        if (name.bytes[i - 1] == '.')
            return text_slice(name, 0, i - 1);
    }
    return name;
}

static const char *keep(struct arena *arena, cotexto_text a, cotexto_text b, cotexto_text c)
{
    struct string s = {0};
    string_append_text(&s, a);
    string_append_text(&s, b);
    string_append_text(&s, c);
    cotexto_text kept = {0};
    if (!s.failed)
        kept = arena_text(arena, string_text(&s));
    string_free(&s);
    return kept.bytes;
}

bool pair_read_name(const char *path, struct arena *arena, struct named_file *out,
                    cotexto_error *error)
{
    cotexto_text whole = cotexto_text_of(path), none = {"", 0};
    size_t slash = whole.length, from = 0, to = 0;
    while (slash > 0 && path[slash - 1] != '/')
        slash--;
    cotexto_text folders = text_slice(whole, 0, slash);
    cotexto_text name = without_suffix(text_slice(whole, slash, whole.length));
    *out = (struct named_file){.path = path};
    if (language_in_name(name, &from, &to, out->lang)) {
        const char *rest =
            keep(arena, text_slice(name, 0, from), text_slice(name, to, name.length), none);
        out->stem = keep(arena, text_slice(name, 0, from), none, none);
        out->key = rest == NULL ? NULL : keep(arena, folders, cotexto_text_of(rest), none);
    } else if (language_in_folder(folders, &from, &to, out->lang)) {
        const char *rest = keep(arena, text_slice(folders, to, folders.length), name, none);
        out->stem = keep(arena, name, none, none);
        out->key = rest == NULL
                       ? NULL
                       : keep(arena, text_slice(folders, 0, from), cotexto_text_of(rest), none);
    } else {
        out->stem = keep(arena, name, none, none);
        out->key = keep(arena, folders, name, none);
    }
    if (out->stem == NULL || out->key == NULL)
        return error_no_memory(error);
    out->stem = unicode_repaired(cotexto_text_of(out->stem), arena).bytes;
    out->key = unicode_repaired(cotexto_text_of(out->key), arena).bytes;
    out->shown = unicode_repaired(whole, arena).bytes;
    return (out->stem != NULL && out->key != NULL && out->shown != NULL) || error_no_memory(error);
}

/* ---------------------------------------------------------------------------------- gathering */

struct place {
    dev_t device;
    ino_t inode;
};

struct gathering {
    struct pairing *pairing;
    size_t file_room, exchange_room, unreadable_room;
    struct place *seen; /* folders that were gone through: links may lead back to them */
    size_t seen_count, seen_room;
    const char *format;
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
    struct pairing *p = g->pairing;
    if (g->format != NULL || exchange_format_of_file(path) != NULL) {
        p->exchange = arena_grow(g->arena, p->exchange, p->exchange_count, &g->exchange_room,
                                 sizeof *p->exchange);
        if (p->exchange == NULL)
            return error_no_memory(g->error);
        p->exchange[p->exchange_count++] = path;
        return true;
    }
    p->files = arena_grow(g->arena, p->files, p->file_count, &g->file_room, sizeof *p->files);
    if (p->files == NULL)
        return error_no_memory(g->error);
    return pair_read_name(path, g->arena, &p->files[p->file_count++], g->error);
}

static bool add_folder(struct gathering *g, const char *folder, int depth);

/* One entry of a folder: hidden ones and files of other kinds are passed over. */
static bool add_entry(struct gathering *g, const char *folder, const char *name, int depth)
{
    struct stat about;
    cotexto_text slash = folder[strlen(folder) - 1] == '/' ? (cotexto_text){"", 0} : TEXT("/");
    const char *path = keep(g->arena, cotexto_text_of(folder), slash, cotexto_text_of(name));
    if (path == NULL)
        return error_no_memory(g->error);
    if (stat(path, &about) != 0)
        return true;
    if (S_ISDIR(about.st_mode))
        return depth >= DEEPEST || add_folder(g, path, depth + 1);
    if (!S_ISREG(about.st_mode) ||
        (!has_text_suffix(path) && exchange_format_of_name(path) == NULL))
        return true;
    return add_file(g, path);
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
    struct pairing *p = g->pairing;
    p->unreadable = arena_grow(g->arena, p->unreadable, p->unreadable_count, &g->unreadable_room,
                               sizeof *p->unreadable);
    if (p->unreadable == NULL)
        return error_no_memory(g->error);
    p->unreadable[p->unreadable_count++] = (struct unreadable){folder, number};
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
    if (strcmp(path, "-") == 0) {
        if (g->format != NULL)
            return add_file(g, path);
        error_set(g->error, COTEXTO_USAGE, "no-format", "%s",
                  _("what standard input holds can't be told from a name"));
        return error_hint(g->error, "%s", _("name it: --from tmx, xliff, po, tsv, csv or jsonl"));
    }
    if (stat(path, &about) != 0) {
        error_system(g->error, path, errno, _("can't be opened"));
        return error_hint(g->error, "%s", _("check the name and the rights of the file"));
    }
    return S_ISDIR(about.st_mode) ? add_folder(g, path, 0) : add_file(g, path);
}

/* ------------------------------------------------------------------------------------ pairing */

/* Place of a language in the list the user gave, or count. */
static size_t place_of(const char *lang, const char *const *languages, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(lang, languages[i]) == 0 ||
            (strchr(languages[i], '-') == NULL && tag_same_language(lang, languages[i])))
            return i;
    }
    return count;
}

struct matching {
    struct pairing *pairing;
    const char *const *languages;
    size_t language_count;
    bool *used; /* for each file */
    size_t pair_room;
    struct arena *arena;
    cotexto_error *error;
};

static bool name_is_taken(const struct pairing *pairing, const char *name)
{
    for (size_t i = 0; i < pairing->pair_count; i++) {
        if (strcmp(pairing->pairs[i].name, name) == 0)
            return true;
    }
    return false;
}

/* The shortest of stem, key, and key with languages that no other pair has. */
static const char *document_name(struct matching *m, const struct named_file *a,
                                 const struct named_file *b)
{
    if (!name_is_taken(m->pairing, a->stem))
        return a->stem;
    if (!name_is_taken(m->pairing, a->key))
        return a->key;
    const char *langs =
        keep(m->arena, cotexto_text_of(a->lang), TEXT("-"), cotexto_text_of(b->lang));
    return langs == NULL
               ? NULL
               : keep(m->arena, cotexto_text_of(a->key), TEXT("."), cotexto_text_of(langs));
}

static bool add_pair(struct matching *m, size_t i, size_t k)
{
    struct pairing *p = m->pairing;
    const struct named_file *a = &p->files[i], *b = &p->files[k];
    if (place_of(b->lang, m->languages, m->language_count) <
        place_of(a->lang, m->languages, m->language_count)) {
        const struct named_file *first = b;
        b = a;
        a = first;
    }
    const char *name = document_name(m, a, b);
    p->pairs = arena_grow(m->arena, p->pairs, p->pair_count, &m->pair_room, sizeof *p->pairs);
    if (p->pairs == NULL || name == NULL)
        return error_no_memory(m->error);
    p->pairs[p->pair_count++] = (struct pair){{a, b}, name};
    m->used[i] = m->used[k] = true;
    return true;
}

static bool same_key(const struct named_file *a, const struct named_file *b)
{
    return strcmp(a->key, b->key) == 0;
}

static bool same_stem(const struct named_file *a, const struct named_file *b)
{
    return strcmp(a->stem, b->stem) == 0;
}

static bool wanted(const struct matching *m, const struct named_file *file)
{
    return file->lang[0] != '\0' &&
           (m->language_count == 0 ||
            place_of(file->lang, m->languages, m->language_count) < m->language_count);
}

/* Pairs what `same` says; a third language of a document is paired with its first file again. */
static bool pair_round(struct matching *m,
                       bool (*same)(const struct named_file *, const struct named_file *))
{
    struct pairing *p = m->pairing;
    for (size_t i = 0; i < p->file_count; i++) {
        bool first = !m->used[i] && wanted(m, &p->files[i]);
        for (size_t k = i + 1; first && k < p->file_count; k++) {
            if (m->used[k] || !wanted(m, &p->files[k]) || !same(&p->files[i], &p->files[k]) ||
                strcmp(p->files[i].lang, p->files[k].lang) == 0)
                continue;
            if (!add_pair(m, i, k))
                return false;
        }
    }
    return true;
}

/* Two files that the user put side by side belong together, whatever their names. */
static bool pair_last_two(struct matching *m)
{
    size_t left[2], count = 0;
    for (size_t i = 0; i < m->pairing->file_count; i++) {
        if (!m->used[i] && count++ < 2)
            left[count - 1] = i;
    }
    return count != 2 || add_pair(m, left[0], left[1]);
}

static bool list_unpaired(struct matching *m)
{
    struct pairing *p = m->pairing;
    p->unpaired = arena_array(m->arena, p->file_count, sizeof *p->unpaired);
    if (p->unpaired == NULL)
        return error_no_memory(m->error);
    for (size_t i = 0; i < p->file_count; i++) {
        if (!m->used[i])
            p->unpaired[p->unpaired_count++] = &p->files[i];
    }
    return true;
}

bool pair_files(const char *const *paths, size_t path_count, const char *const *languages,
                size_t language_count, const char *format, struct arena *arena, struct pairing *out,
                cotexto_error *error)
{
    *out = (struct pairing){0};
    struct gathering g = {.pairing = out, .format = format, .arena = arena, .error = error};
    bool folders = false;
    for (size_t i = 0; i < path_count; i++) {
        struct stat about;
        folders = folders || (stat(paths[i], &about) == 0 && S_ISDIR(about.st_mode));
        if (!add_path(&g, paths[i]))
            return false;
    }
    struct matching m = {.pairing = out,
                         .languages = languages,
                         .language_count = language_count,
                         .arena = arena,
                         .error = error};
    m.used = arena_array(arena, out->file_count, sizeof *m.used);
    if (m.used == NULL)
        return error_no_memory(error);
    return pair_round(&m, same_key) && pair_round(&m, same_stem) &&
           (folders || pair_last_two(&m)) && list_unpaired(&m);
}
