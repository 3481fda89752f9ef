/* Pairing by names. Three rounds, each over what the one before left: same key; same stem; the last
 * two of all. */
#include "desk/pair.h"

#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/message.h"
#include "base/string.h"
#include "base/tag.h"
#include "base/text.h"
#include "text/unicode.h"

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

/* Parts the files that were gathered: those of an exchange format, and running texts. */
static bool sort_files(const struct gathered *gathered, struct arena *arena, struct pairing *out,
                       cotexto_error *error)
{
    out->files = arena_array(arena, gathered->count, sizeof *out->files);
    out->exchange = arena_array(arena, gathered->count, sizeof *out->exchange);
    if (out->files == NULL || out->exchange == NULL)
        return error_no_memory(error);
    for (size_t i = 0; i < gathered->count; i++) {
        const struct gathered_file *file = &gathered->files[i];
        if (file->exchange)
            out->exchange[out->exchange_count++] = file->path;
        else if (!pair_read_name(file->path, arena, &out->files[out->file_count++], error))
            return false;
    }
    out->unreadable = gathered->unreadable;
    out->unreadable_count = gathered->unreadable_count;
    out->passed = gathered->passed;
    out->passed_count = gathered->passed_count;
    return true;
}

/* A text has no name there, so that it can't be paired. */
static bool check_standard_input(const char *const *paths, size_t count, const char *format,
                                 cotexto_error *error)
{
    for (size_t i = 0; format == NULL && i < count; i++) {
        if (strcmp(paths[i], "-") != 0)
            continue;
        error_set(error, COTEXTO_USAGE, "no-format", "%s",
                  _("what standard input holds can't be told from a name"));
        return error_hint(error, "%s", _("name it: --from tmx, xliff, po, tsv, csv or jsonl"));
    }
    return true;
}

bool pair_files(const char *const *paths, size_t path_count, const char *const *languages,
                size_t language_count, const struct gather_options *how, struct arena *arena,
                struct pairing *out, cotexto_error *error)
{
    struct gathered gathered;
    *out = (struct pairing){0};
    if (!check_standard_input(paths, path_count, how->format, error) ||
        !gather_files(paths, path_count, how, arena, &gathered, error) ||
        !sort_files(&gathered, arena, out, error))
        return false;
    struct matching m = {.pairing = out,
                         .languages = languages,
                         .language_count = language_count,
                         .arena = arena,
                         .error = error};
    m.used = arena_array(arena, out->file_count, sizeof *m.used);
    if (m.used == NULL)
        return error_no_memory(error);
    return pair_round(&m, same_key) && pair_round(&m, same_stem) &&
           (gathered.folders || pair_last_two(&m)) && list_unpaired(&m);
}
