/* Import of a pair of running texts: intake of both sides, doubts about the pair, alignment, and
 * the smallest change that brings the memory to the new state of the document. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "base/message.h"
#include "base/string.h"
#include "base/text.h"
#include "desk/alignment.h"
#include "desk/import.h"
#include "desk/intake.h"
#include "text/unicode.h"

/* Two texts of which one is this much longer are not taken for translations of each other. */
static const double longest_ratio = 4.0;
/* Texts shorter than this may have any ratio: "Sí." and "Yes, of course, at once." */
enum { SHORT_TEXT = 100 };

struct side {
    struct intake intake;
    double length; /* unicode_weight() */
};

struct pair_work {
    struct import *import;
    const struct pair *pair;
    struct side sides[2];
    struct arena *arena;
    cotexto_import_document *report;
    struct unit *units;
    size_t unit_count;
};

/* ------------------------------------------------------------------------------------- intake */

/* What the user or the name says; NULL: must be guessed. */
static const char *language_of_side(const struct pair_work *work, size_t side)
{
    const cotexto_import_options *options = work->import->options;
    const struct named_file *file = work->pair->files[side];
    if (file->lang[0] != '\0' &&
        (options->language_count == 0 || work->pair->files[1 - side]->lang[0] != '\0')) {
        for (size_t i = 0; i < options->language_count; i++) {
            if (strcmp(options->languages[i], file->lang) == 0)
                return file->lang;
        }
        if (options->language_count == 0)
            return file->lang;
    }
    return side < options->language_count ? options->languages[side] : NULL;
}

static bool take_side(struct pair_work *work, size_t number, cotexto_import_side *report,
                      cotexto_error *error)
{
    const cotexto_import_options *options = work->import->options;
    struct side *side = &work->sides[number];
    const char *path = work->pair->files[number]->path;
    report->file = work->pair->files[number]->shown;
    report->lang = report->encoding = "";
    if (!intake_file(path, &options->decoding, language_of_side(work, number), &work->import->rules,
                     work->arena, &side->intake, error))
        return false;
    const struct intake *intake = &side->intake;
    *report = (cotexto_import_side){
        .file = work->pair->files[number]->shown,
        .lang = arena_string(work->arena, intake->lang),
        .lang_guessed = intake->lang_guessed,
        .lang_confidence = intake->lang_confidence,
        .encoding = intake->decoded.encoding,
        .encoding_confidence = intake->decoded.confidence,
        .paragraphs = intake->paragraphs,
        .sentences = intake->count,
        .replaced = intake->decoded.replaced,
        .mojibake = intake->decoded.mojibake,
        .repaired = intake->decoded.repaired,
    };
    if (report->lang == NULL)
        return error_no_memory(error);
    side->length = unicode_weight(intake->decoded.text);
    if (intake->count > 0)
        return true;
    error_set(error, COTEXTO_DATA, "empty", "%s", _("holds no text"));
    error_file(error, path);
    return error_hint(error, "%s", _("check that this is the file you meant"));
}

/* ------------------------------------------------------------------------------------- doubts */

static bool doubt(const struct pair_work *work, const char *hint, cotexto_error *error)
{
    error_file(error, work->pair->files[1]->path);
    return error_hint(error, "%s", hint);
}

static bool check_languages(const struct pair_work *work, cotexto_error *error)
{
    const struct intake *a = &work->sides[0].intake, *b = &work->sides[1].intake;
    if (strcmp(a->lang, "und") == 0 || strcmp(b->lang, "und") == 0) {
        error_set(error, COTEXTO_DATA, "language-not-recognised", "%s",
                  _("the language can't be recognised"));
        error_file(error, work->pair->files[strcmp(a->lang, "und") == 0 ? 0 : 1]->path);
        return error_hint(error, "%s", _("say it: --languages es,en"));
    }
    if (strcmp(a->lang, b->lang) != 0)
        return true;
    error_set(error, COTEXTO_DATA, "same-language", _("both texts are in the same language (%s)"),
              a->lang);
    return doubt(work, _("say which is which: --languages es,en"), error);
}

static bool check_pair(const struct pair_work *work, cotexto_error *error)
{
    const struct side *a = &work->sides[0], *b = &work->sides[1];
    if (text_equal(a->intake.decoded.text, b->intake.decoded.text)) {
        error_set(error, COTEXTO_DATA, "same-text", _("is the same text as %s"),
                  work->pair->files[0]->path);
        return doubt(work, _("name the text and its translation"), error);
    }
    if (!check_languages(work, error))
        return false;
    double ratio = work->report->length_ratio;
    bool far = ratio >= longest_ratio || ratio <= 1 / longest_ratio;
    if (!far || work->import->options->force || (a->length < SHORT_TEXT && b->length < SHORT_TEXT))
        return true;
    error_set(error, COTEXTO_DATA, "lengths",
              _("is %.1f times as long as %s: they do not look like translations of each other"),
              ratio, work->pair->files[0]->path);
    return doubt(work, _("check the two files, or use --force"), error);
}

/* -------------------------------------------------------------------------------------- units */

static bool add_unit(struct pair_work *work, const struct bead *bead, cotexto_text now,
                     cotexto_error *error)
{
    struct variant *variants = arena_array(work->arena, 2, sizeof *variants);
    if (variants == NULL)
        return error_no_memory(error);
    const struct intake *source = &work->sides[0].intake, *target = &work->sides[1].intake;
    variants[0].lang = source->lang;
    variants[1].lang = target->lang;
    if (!intake_join(source, bead->source, bead->source_count, work->arena, &variants[0].text,
                     error) ||
        !intake_join(target, bead->target, bead->target_count, work->arena, &variants[1].text,
                     error))
        return false;
    if (!variant_complete_tags(&variants[0], work->arena, error) ||
        !variant_complete_tags(&variants[1], work->arena, error))
        return false;
    cotexto_text user = cotexto_text_of(work->import->options->user);
    work->units[work->unit_count] = (struct unit){
        .position = (uint32_t)work->unit_count + 1,
        .paragraph = source->sentences[bead->source].paragraph,
        .confidence = bead->confidence,
        .created = now,
        .creator = user,
        .changed = now,
        .changer = user,
        .variants = variants,
        .variant_count = 2,
    };
    work->unit_count++;
    work->report->review += bead->confidence < COTEXTO_REVIEW_BELOW;
    return true;
}

/* Texts that are no translations of each other get beads, too: these must not reach the memory. */
static bool check_fit(const struct pair_work *work, const cotexto_alignment *alignment,
                      cotexto_error *error)
{
    if (!alignment->unlike || work->import->options->force)
        return true;
    error_set(error, COTEXTO_DATA, "unlike",
              _("does not look like a translation of %s: their sentences do not suit each other"),
              work->pair->files[0]->path);
    return doubt(work, _("check the two files, or use --force"), error);
}

/* One text may be full of quotations; when both are surely in another language than was said, the
 * two were mixed up. */
static bool check_doubted_languages(const struct pair_work *work,
                                    const cotexto_alignment *alignment, cotexto_error *error)
{
    const char *seen[2] = {NULL, NULL};
    for (size_t i = 0; i < alignment->doubt_count; i++) {
        if (alignment->doubts[i].kind == COTEXTO_DOUBT_LANGUAGE)
            seen[alignment->doubts[i].side] = alignment->doubts[i].lang;
    }
    if (seen[0] == NULL || seen[1] == NULL || work->import->options->force)
        return true;
    error_set(error, COTEXTO_DATA, "other-languages",
              _("looks as if it were in another language (%s), and %s likewise (%s)"), seen[1],
              work->pair->files[0]->path, seen[0]);
    return doubt(work, _("say which is which: --languages es,en, or use --force"), error);
}

static bool align(struct pair_work *work, cotexto_error *error)
{
    const cotexto_import_options *options = work->import->options;
    const struct intake *const sides[] = {&work->sides[0].intake, &work->sides[1].intake};
    struct evidence_source from = {NULL, options->anchors, work->import->memory,
                                   &options->decoding};
    struct alignment *alignment = arena_array(work->arena, 1, sizeof *alignment);
    if (alignment == NULL)
        return error_no_memory(error);
    if (!alignment_make(sides, &from, &options->progress, work->arena, alignment, error))
        return false;
    work->report->alignment = &alignment->report;
    if (!check_doubted_languages(work, &alignment->report, error) ||
        !check_fit(work, &alignment->report, error))
        return false;
    cotexto_text now = change_time(work->arena);
    work->units = arena_array(work->arena, alignment->count, sizeof *work->units);
    if (work->units == NULL)
        return error_no_memory(error);
    for (size_t i = 0; i < alignment->count; i++) {
        const struct bead *bead = &alignment->beads[i];
        if (!bead_has_both(bead))
            work->report->unaligned += bead->source_count + bead->target_count;
        else if (!add_unit(work, bead, now, error))
            return false;
    }
    return true;
}

/* ------------------------------------------------------------------------------------ storing */

/* A unit that the memory has of this document, before the import. */
struct stored {
    int64_t id;
    uint64_t hash;
    uint32_t position, paragraph;
    double confidence;
    bool used;
};

struct stored_list {
    struct stored *items;
    size_t count, room;
    struct arena *arena;
    bool failed;
};

static bool list_stored(void *context, const struct memory_unit *unit)
{
    struct stored_list *list = context;
    list->items =
        arena_grow(list->arena, list->items, list->count, &list->room, sizeof *list->items);
    if (list->items == NULL) {
        list->failed = true;
        return false;
    }
    list->items[list->count++] = (struct stored){
        unit->id, unit->hash, unit->unit.position, unit->unit.paragraph, unit->unit.confidence,
        false};
    return true;
}

/* The stored unit with the same texts that stands nearest in the document's order: the next unused
 * one at or after `from`, else the first unused one. */
static struct stored *find_stored(struct stored_list *list, uint64_t hash, size_t from)
{
    for (size_t step = 0; step < list->count; step++) {
        struct stored *stored = &list->items[(from + step) % list->count];
        if (!stored->used && stored->hash == hash)
            return stored;
    }
    return NULL;
}

static bool store_unit(struct pair_work *work, int64_t document, struct stored_list *list,
                       size_t *from, const struct unit *unit, size_t *fresh, cotexto_error *error)
{
    cotexto_memory *memory = work->import->memory;
    struct stored *stored = list->count == 0 ? NULL : find_stored(list, unit_hash(unit), *from);
    if (stored == NULL) {
        int64_t id;
        ++*fresh;
        import_note_languages(work->import, unit->variants[0].lang, unit->variants[1].lang);
        return memory_put_unit(memory, document, unit, &id, error);
    }
    stored->used = true;
    *from = (size_t)(stored - list->items) + 1;
    work->import->counts->duplicate++;
    if (stored->position == unit->position && stored->paragraph == unit->paragraph &&
        stored->confidence == unit->confidence)
        return true;
    return memory_move_unit(memory, stored->id, unit->position, unit->paragraph, unit->confidence,
                            error);
}

enum { UNITS_A_REPORT = 256 };

static bool store_units(struct pair_work *work, int64_t document, cotexto_error *error)
{
    cotexto_memory *memory = work->import->memory;
    struct stored_list list = {.arena = work->arena};
    size_t from = 0, fresh = 0, gone = 0;
    if (!memory_each_unit(memory, document, list_stored, &list, error) || list.failed)
        return list.failed ? error_no_memory(error) : false;
    const cotexto_progress *progress = &work->import->options->progress;
    for (size_t i = 0; i < work->unit_count; i++) {
        if (!store_unit(work, document, &list, &from, &work->units[i], &fresh, error))
            return false;
        if (progress->report != NULL && i % UNITS_A_REPORT == 0 &&
            !progress->report(progress->context, COTEXTO_WORK_UNITS, i, work->unit_count))
            return error_cancelled(error);
    }
    for (size_t i = 0; i < list.count; i++) {
        if (list.items[i].used)
            continue;
        gone++;
        if (!memory_delete_unit(memory, list.items[i].id, error))
            return false;
    }
    size_t changed = fresh < gone ? fresh : gone;
    work->import->counts->changed += changed;
    work->import->counts->added += fresh - changed;
    work->import->counts->removed += gone - changed;
    return true;
}

/* Where a side lies, as a whole path, so that it is known again from another folder. */
static cotexto_text place_of(const struct pair_work *work, size_t side)
{
    const char *path = work->pair->files[side]->path;
    char *whole = realpath(path, NULL);
    cotexto_text place =
        whole == NULL ? cotexto_text_of(path) : arena_text(work->arena, cotexto_text_of(whole));
    free(whole);
    return place.bytes == NULL ? TEXT("") : unicode_repaired(place, work->arena);
}

static bool store_document(struct pair_work *work, struct memory_document *document,
                           bool same_content, cotexto_error *error)
{
    struct import *import = work->import;
    struct memory_file files[2];
    for (int i = 0; i < 2; i++) {
        const struct intake *intake = &work->sides[i].intake;
        files[i] = (struct memory_file){intake->lang, place_of(work, i),
                                        cotexto_text_of(intake->decoded.encoding)};
    }
    return memory_put_document(import->memory, document, error) &&
           memory_put_files(import->memory, document->id, files, 2, error) &&
           import_put_meta(import, document->id, error) &&
           (same_content || store_units(work, document->id, error));
}

static bool store(struct pair_work *work, struct memory_document *document, bool same_content,
                  cotexto_error *error)
{
    struct change *change = &work->import->change;
    cotexto_import_counts before = *work->import->counts;
    if (!change_begin(change, error))
        return false;
    bool good = store_document(work, document, same_content, error);
    if (good && !work->import->options->dry_run) {
        good = change_commit(change, error);
    } else {
        change_rollback(change);
    }
    if (!good)
        *work->import->counts = before;
    return good;
}

/* ---------------------------------------------------------------------------------- the whole */

/* Whether a stored document of our name is ours: the same languages, and one of its files is one of
 * ours, or none of its files is there any more (then ours were moved, or come from elsewhere). */
static bool is_ours(const struct pair_work *work, const struct memory_file *files, size_t count)
{
    bool ours = false, there = false;
    if (count != 2)
        return false;
    for (size_t i = 0; i < 2; i++) {
        const char *lang = files[i].lang == NULL ? "" : files[i].lang;
        if (strcmp(lang, work->sides[0].intake.lang) != 0 &&
            strcmp(lang, work->sides[1].intake.lang) != 0)
            return false;
        there = there || access(files[i].file.bytes, F_OK) == 0;
        ours = ours || text_equal(files[i].file, place_of(work, 0)) ||
               text_equal(files[i].file, place_of(work, 1));
    }
    return ours || !there;
}

/* Takes the document of this name when it is free or ours. */
static bool try_name(struct pair_work *work, cotexto_text name, bool always,
                     struct memory_document *document, bool *chosen, cotexto_error *error)
{
    cotexto_memory *memory = work->import->memory;
    struct memory_file *files;
    size_t count;
    if (!memory_find_document(memory, name, work->arena, document, error))
        return false;
    *chosen = document->id == 0 || always;
    if (!*chosen) {
        if (!memory_get_files(memory, document->id, work->arena, &files, &count, error))
            return false;
        *chosen = is_ours(work, files, count);
    }
    if (*chosen)
        work->report->name = name.bytes;
    return true;
}

/* The document that was made from these files; else "nota", when that name is free or ours; else
 * longer names: two folders may both have a nota, and a text two translations. */
static bool choose_document(struct pair_work *work, struct memory_document *document,
                            cotexto_error *error)
{
    const struct named_file *file = work->pair->files[0];
    bool good = true, chosen = work->import->memory == NULL;
    cotexto_text names[5] = {TEXT("")};
    if (chosen)
        return true;
    if (!memory_document_of_files(work->import->memory, place_of(work, 0), place_of(work, 1),
                                  work->arena, &names[0], error))
        return false;
    struct string longest = {0};
    string_append_format(&longest, "%s.%s-%s", file->key, work->sides[0].intake.lang,
                         work->sides[1].intake.lang);
    names[1] = cotexto_text_of(work->pair->name);
    names[2] = cotexto_text_of(file->key);
    names[3] = arena_text(work->arena, string_text(&longest));
    names[4] = place_of(work, 0);
    good = string_ok(&longest, error) && (names[3].bytes != NULL || error_no_memory(error));
    for (size_t i = 0; good && !chosen && i < 5; i++) {
        if (names[i].length > 0)
            good = try_name(work, names[i], i == 4, document, &chosen, error);
    }
    string_free(&longest);
    return good;
}

static bool compare_meta(struct pair_work *work, const struct memory_document *document,
                         bool *differs, cotexto_error *error)
{
    const cotexto_import_options *options = work->import->options;
    for (size_t i = 0; document->id != 0 && i < options->meta_count; i++) {
        const char *key = options->meta[2 * i], *value = options->meta[2 * i + 1];
        bool column =
            strcmp(key, "title") == 0 || strcmp(key, "date") == 0 || strcmp(key, "url") == 0;
        bool has = column;
        if (!column &&
            !memory_has_meta(work->import->memory, document->id, key, value, &has, error))
            return false;
        *differs = *differs || !has;
    }
    return true;
}

/* What the document would be in the memory: names the user gave win over those that are there.
 * *differs: other than now. */
static bool describe(struct pair_work *work, struct memory_document *document, bool *same_content,
                     bool *differs, cotexto_error *error)
{
    const struct intake *a = &work->sides[0].intake, *b = &work->sides[1].intake;
    if (!choose_document(work, document, error))
        return false;
    struct string profile = {0};
    string_append_format(&profile, "%s %s; %s %s", a->lang, a->profile, b->lang, b->profile);
    cotexto_text wanted = arena_text(work->arena, string_text(&profile));
    bool good = string_ok(&profile, error) && (wanted.bytes != NULL || error_no_memory(error));
    string_free(&profile);
    uint64_t content = a->content ^ (b->content * UINT64_C(0x9e3779b97f4a7c15));
    *same_content =
        document->id != 0 && document->content == content && text_equal(document->profile, wanted);
    *differs = !*same_content;
    cotexto_text *const texts[] = {&document->title, &document->date, &document->url};
    static const char *const keys[] = {"title", "date", "url"};
    for (int i = 0; i < 3; i++) {
        cotexto_text given = import_meta(work->import, keys[i]);
        if (given.length > 0 && !text_equal(given, *texts[i])) {
            *texts[i] = given;
            *differs = true;
        }
    }
    document->content = content;
    document->profile = wanted;
    return good && compare_meta(work, document, differs, error);
}

static bool import_sides(struct pair_work *work, cotexto_error *error)
{
    cotexto_import_side *sides = arena_array(work->arena, 2, sizeof *sides);
    if (sides == NULL)
        return error_no_memory(error);
    work->report->sides = sides;
    for (size_t i = 0; i < 2; i++) {
        bool good = take_side(work, i, &sides[i], error);
        work->report->side_count = i + 1;
        if (!good)
            return false;
    }
    work->report->length_ratio = work->sides[1].length / work->sides[0].length;
    return check_pair(work, error);
}

static bool count_stored(void *context, const struct memory_unit *unit)
{
    cotexto_import_document *report = context;
    report->units++;
    report->review += unit->unit.confidence >= 0 && unit->unit.confidence < COTEXTO_REVIEW_BELOW &&
                      !unit->unit.reviewed;
    return true;
}

bool import_pair(struct import *import, const struct pair *pair, struct arena *arena,
                 cotexto_import_document *report, cotexto_error *error)
{
    struct pair_work work = {.import = import, .pair = pair, .arena = arena, .report = report};
    struct memory_document document = {.name = cotexto_text_of(pair->name)};
    bool same_content, differs;
    report->name = pair->name;
    if (!import_sides(&work, error) || !describe(&work, &document, &same_content, &differs, error))
        return false;
    report->state = document.id == 0 ? COTEXTO_DOCUMENT_NEW
                    : differs        ? COTEXTO_DOCUMENT_CHANGED
                                     : COTEXTO_DOCUMENT_SAME;
    if (same_content) {
        if (!memory_each_unit(import->memory, document.id, count_stored, report, error))
            return false;
        import->counts->duplicate += report->units;
        report->review = 0;
    } else {
        if (!align(&work, error))
            return false;
        report->units = work.unit_count;
    }
    if (import->memory == NULL)
        import->counts->added += report->units;
    else if (differs && !store(&work, &document, same_content, error))
        return false;
    import->counts->units += report->units;
    import->counts->review += report->review;
    return true;
}
