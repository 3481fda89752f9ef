/* Import: plans what belongs together, then takes one document after the other. A document that
 * fails is told and left out; the others go on. */
#include "desk/import.h"

#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/message.h"
#include "base/string.h"
#include "base/text.h"
#include "desk/intake.h"
#include "desk/learn.h"
#include "desk/penalty.h"
#include "exchange/exchange.h"
#include "text/unicode.h"

cotexto_text import_meta(const struct import *import, const char *key)
{
    for (size_t i = 0; i < import->options->meta_count; i++) {
        if (strcmp(import->options->meta[2 * i], key) == 0)
            return cotexto_text_of(import->options->meta[2 * i + 1]);
    }
    return (cotexto_text){0};
}

bool import_put_meta(struct import *import, int64_t document, cotexto_error *error)
{
    static const char *const columns[] = {"title", "date", "url"};
    for (size_t i = 0; i < import->options->meta_count; i++) {
        const char *key = import->options->meta[2 * i], *value = import->options->meta[2 * i + 1];
        bool column = false;
        for (size_t k = 0; k < sizeof columns / sizeof *columns; k++)
            column = column || strcmp(key, columns[k]) == 0;
        if (!column && !memory_put_meta(import->memory, document, key, value, error))
            return false;
    }
    return true;
}

void import_note_languages(struct import *import, const char *source, const char *target)
{
    for (size_t i = import->language_count; i-- > 0;) {
        const struct import_languages *known = &import->languages[i];
        if (strcmp(known->source, source) == 0 && strcmp(known->target, target) == 0)
            return;
    }
    if (import->language_count == IMPORT_LANGUAGES)
        return;
    struct import_languages *fresh = &import->languages[import->language_count++];
    snprintf(fresh->source, sizeof fresh->source, "%s", source);
    snprintf(fresh->target, sizeof fresh->target, "%s", target);
}

static void tell(const struct import *import, const cotexto_import_document *report)
{
    if (import->options->document != NULL)
        import->options->document(import->options->context, report);
}

static bool go_on(const struct import *import, size_t done, size_t total, cotexto_error *error)
{
    const cotexto_progress *progress = &import->options->progress;
    if (progress->report == NULL ||
        progress->report(progress->context, COTEXTO_WORK_FILES, done, total))
        return true;
    error_cancelled(error);
    return error_hint(error, "%s",
                      _("documents imported so far are kept; run the same command to go on"));
}

/* Imports one document and tells what became of it. false: the import as a whole can't go on. */
static bool take(struct import *import, const struct pair *pair, const char *exchange,
                 struct arena *arena, cotexto_error *first)
{
    cotexto_import_document report = {0};
    cotexto_error *error = cotexto_error_new();
    if (error == NULL)
        return error_no_memory(first);
    arena_reset(arena);
    bool good = pair != NULL ? import_pair(import, pair, arena, &report, error)
                             : import_exchange(import, exchange, arena, &report, error);
    cotexto_kind kind = cotexto_error_kind(error);
    if (good) {
        import->counts->documents++;
    } else if (report.state == COTEXTO_DOCUMENT_STOPPED) {
        import->counts->stopped++;
        report.error = error;
    } else {
        import->counts->failed++;
        report.name = pair != NULL ? pair->name : exchange;
        report.state = COTEXTO_DOCUMENT_FAILED;
        report.error = error;
        report.units = report.review = 0;
    }
    tell(import, &report);
    error_move(first, error);
    cotexto_error_free(error);
    /* these would fail for every further document too */
    return kind != COTEXTO_CANCELLED && kind != COTEXTO_BUSY && kind != COTEXTO_NO_MEMORY;
}

static void tell_unpaired(struct import *import, const struct pairing *pairing)
{
    for (size_t i = 0; i < pairing->unpaired_count; i++) {
        const struct named_file *file = pairing->unpaired[i];
        cotexto_import_side side = {.file = file->shown, .lang = file->lang, .encoding = ""};
        cotexto_import_document report = {.name = file->stem,
                                          .state = COTEXTO_DOCUMENT_UNPAIRED,
                                          .sides = &side,
                                          .side_count = 1};
        import->counts->unpaired++;
        tell(import, &report);
    }
}

static void tell_passed(struct import *import, const struct pairing *pairing)
{
    for (size_t i = 0; i < pairing->passed_count; i++) {
        const cotexto_import_document report = {.name = pairing->passed[i],
                                                .state = COTEXTO_DOCUMENT_PASSED};
        import->counts->passed++;
        tell(import, &report);
    }
}

static bool nothing_to_import(const struct pairing *pairing, const char *path, cotexto_error *error)
{
    if (pairing->unpaired_count > 0)
        error_set(error, COTEXTO_DATA, "no-pairs", "%s",
                  _("there are no two versions of one document here"));
    else
        error_set(error, COTEXTO_DATA, "no-pairs", "%s",
                  _("there are no texts and no exchange files here"));
    error_file(error, path);
    return error_hint(error, "%s",
                      _("name the two sides alike (nota.es.txt and nota.en.txt, or es/nota.txt and "
                        "en/nota.txt), or "
                        "name exactly two files"));
}

/* A folder that can't be read holds up nobody else. */
static bool tell_unreadable(struct import *import, const struct unreadable *unreadable,
                            cotexto_error *first)
{
    cotexto_error *error = cotexto_error_new();
    if (error == NULL)
        return error_no_memory(first);
    error_system(error, unreadable->folder, unreadable->number, _("can't be read"));
    error_hint(error, "%s", _("check the name and the rights of the file"));
    cotexto_import_document report = {
        .name = unreadable->folder, .state = COTEXTO_DOCUMENT_FAILED, .error = error};
    import->counts->failed++;
    tell(import, &report);
    error_move(first, error);
    cotexto_error_free(error);
    return true;
}

/* What the user says goes into files of UTF-8. */
static bool check_words(const cotexto_import_options *options, cotexto_error *error)
{
    bool good =
        unicode_first_bad(cotexto_text_of(options->user)) == cotexto_text_of(options->user).length;
    for (size_t i = 0; i < 2 * options->meta_count && good; i++) {
        cotexto_text text = cotexto_text_of(options->meta[i]);
        good = unicode_first_bad(text) == text.length;
    }
    if (!good)
        error_set(error, COTEXTO_USAGE, "undecodable", "%s",
                  _("what --meta and --user say must be UTF-8"));
    return good;
}

/* Imports what the pairing holds, one document after the other. */
static bool take_all(struct import *import, const struct pairing *pairing, const char *path,
                     cotexto_error *error)
{
    struct arena arena = {0};
    size_t total = pairing->pair_count + pairing->exchange_count, done = 0;
    tell_unpaired(import, pairing);
    tell_passed(import, pairing);
    bool good = true;
    for (size_t i = 0; good && i < pairing->unreadable_count; i++)
        good = tell_unreadable(import, &pairing->unreadable[i], error);
    good = good && (total > 0 || nothing_to_import(pairing, path, error));
    for (size_t i = 0; good && i < total; i++) {
        const struct pair *pair = i < pairing->pair_count ? &pairing->pairs[i] : NULL;
        const char *exchange = pair != NULL ? NULL : pairing->exchange[i - pairing->pair_count];
        good = go_on(import, done++, total, error) && take(import, pair, exchange, &arena, error);
    }
    arena_free(&arena);
    return good;
}

/* What was imported is stored, whatever becomes of this. */
static bool learn_from_import(struct import *import, cotexto_error *error)
{
    bool good = true;
    if (import->options->dry_run || import->language_count == 0)
        return true;
    memory_rest(import->memory); /* learning needs much room of its own */
    for (size_t i = 0; good && i < import->language_count; i++)
        good = learn_when_grown(import->memory, import->languages[i].source,
                                import->languages[i].target, error);
    return good;
}

/* Anchors are numbers of sentences: they belong to one pair. */
static bool check_anchors(const cotexto_import_options *options, const struct pairing *pairing,
                          cotexto_error *error)
{
    if (options->anchors == NULL ||
        (pairing->pair_count == 1 && pairing->exchange_count == 0 && pairing->unpaired_count == 0))
        return true;
    error_set(error, COTEXTO_USAGE, "anchors", "%s",
              _("--anchors is for one text and its translation"));
    return error_hint(error, "%s", _("name exactly two files"));
}

/* The penalty of a document is a number that lookup can take off. */
static bool check_penalty(const struct import *import, cotexto_error *error)
{
    cotexto_text value = import_meta(import, "penalty");
    if (value.bytes == NULL || penalty_of_meta(value) >= 0)
        return true;
    return error_set(error, COTEXTO_USAGE, "bad-penalty",
                     _("a penalty is a whole number from 0 to 100, not \"%s\""), value.bytes);
}

/* What the log says: the paths, the first few of many. NULL: no room. */
static const char *about(const char *const *paths, size_t count, struct arena *arena)
{
    enum { FEW = 3 };
    struct string text = {0};
    for (size_t i = 0; i < count && i < FEW; i++)
        string_append_format(&text, "%s%s", i > 0 ? " " : "", paths[i]);
    if (count > FEW)
        string_append_format(&text, " +%zu", count - FEW);
    cotexto_text copy = {0};
    if (string_ok(&text, NULL))
        copy = arena_text(arena, unicode_repaired(string_text(&text), arena));
    string_free(&text);
    return copy.bytes;
}

bool cotexto_import(cotexto_memory *memory, const char *const *paths, size_t path_count,
                    const cotexto_import_options *options, cotexto_import_counts *counts,
                    cotexto_error *error)
{
    struct arena plan = {0};
    struct pairing pairing;
    *counts = (cotexto_import_counts){0};
    /* to know at the end whether a document failed */
    cotexto_error *own = error == NULL ? cotexto_error_new() : error;
    struct import import = {.memory = memory, .options = options, .counts = counts};
    import.change =
        (struct change){memory, "import", about(paths, path_count, &plan), options->user, 0};
    const struct gather_options gather = {.format = options->format,
                                          .any_table = options->columns != NULL,
                                          .language_map = options->language_map,
                                          .language_map_count = options->language_map_count};
    struct exchange_read_options map = {.language_map = options->language_map,
                                        .language_map_count = options->language_map_count};
    bool good = own != NULL && rules_open(&import.rules, &options->rules, own) &&
                check_words(options, own) && check_penalty(&import, own) &&
                exchange_check_map(&map, own) &&
                pair_files(paths, path_count, options->languages, options->language_count, &gather,
                           &plan, &pairing, own) &&
                check_anchors(options, &pairing, own) &&
                (memory == NULL || options->dry_run || memory_be_durable(memory, true, own)) &&
                take_all(&import, &pairing, paths[0], own) && learn_from_import(&import, own) &&
                cotexto_error_kind(own) == COTEXTO_OK;
    if (memory != NULL)
        memory_be_durable(memory, false, NULL);
    if (own != error)
        cotexto_error_free(own);
    rules_close(&import.rules);
    arena_free(&plan);
    return good;
}
