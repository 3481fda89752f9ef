/* Import of an exchange file: one transaction, unit by unit from the reader into the memory. A unit
 * that is there already is counted and left alone; what else meets a stored unit is decided by the
 * policy.
 *
 * One transaction whatever the file's size, because nothing is stored of a file with bad data, and
 * nobody else may see units that vanish again. When the user stops the import, the rest of the file
 * is only read: if it is good, what was done until then is committed, with the number of units, and
 * the next run of the same command goes on behind them (desk/resume.h). */
#include <string.h>

#include "base/bloom.h"
#include "base/error.h"
#include "base/message.h"
#include "base/text.h"
#include "desk/import.h"
#include "desk/resume.h"
#include "exchange/exchange.h"
#include "text/unicode.h"

struct exchange_work {
    struct import *import;
    const char *format;              /* the name of */
    const char *path, *name;         /* name: of the document for units that name none */
    struct arena *arena;             /* of the whole file */
    struct arena unit_arena;         /* of one unit */
    struct memory_document document; /* the one of the last unit */
    uint32_t last_position;          /* in that document */
    bool described;                  /* a document's own facts were changed */
    bool fresh;                      /* the document was made by this import, and not left since */
    struct bloom met;                /* units of all documents of this import */
    cotexto_text now;
    cotexto_import_document *report;
    cotexto_outcome outcomes[COTEXTO_OUTCOME_COUNT];
    size_t read; /* units so far */
    uint64_t review;
    uint64_t earlier; /* units that a run that was stopped has done */
    bool stopped;     /* by the user, behind so many units */
    bool committed;
};

/* ---------------------------------------------------------------------------------- documents */

static void prefer(cotexto_text *text, cotexto_text given, bool *differs)
{
    if (given.length > 0 && !text_equal(*text, given)) {
        *text = given;
        *differs = true;
    }
}

/* Whether a document is known to come from this file alone. */
static bool is_of_file(struct exchange_work *work, int64_t id, cotexto_text path, bool *is,
                       cotexto_error *error)
{
    struct memory_file *files;
    size_t count;
    if (!memory_get_files(work->import->memory, id, work->arena, &files, &count, error))
        return false;
    *is = count == 1 && text_equal(files->file, path);
    return true;
}

/* Stores what is said of a document. `own`: it has its name from the file, which then is known as
 * the one it came from, as are the user's keys. The journal must have all of it. */
static bool describe(struct exchange_work *work, struct memory_document *wanted, bool differs,
                     bool own, cotexto_error *error)
{
    cotexto_memory *memory = work->import->memory;
    const struct memory_file file = {
        NULL, unicode_repaired(cotexto_text_of(work->path), work->arena), {"", 0}};
    bool same_file = true;
    differs = differs || (own && work->import->options->meta_count > 0);
    if (own && !differs && !is_of_file(work, wanted->id, file.file, &same_file, error))
        return false;
    work->described = work->described || differs;
    if (!differs && same_file)
        return true;
    return memory_put_document(memory, wanted, error) &&
           (!own || (memory_put_files(memory, wanted->id, &file, 1, error) &&
                     import_put_meta(work->import, wanted->id, error)));
}

/* Makes the document of a unit the current one: found, or made. */
static bool turn_to_document(struct exchange_work *work, const struct unit *unit,
                             cotexto_error *error)
{
    cotexto_memory *memory = work->import->memory;
    cotexto_text name = unit->document.length > 0 ? unit->document : cotexto_text_of(work->name);
    if (work->document.id != 0 && text_equal(work->document.name, name))
        return true;
    cotexto_text kept = arena_text(work->arena, name);
    if (kept.bytes == NULL)
        return error_no_memory(error);
    if (!memory_find_document(memory, kept, work->arena, &work->document, error))
        return false;
    bool differs = work->document.id == 0, own = unit->document.length == 0;
    struct memory_document wanted = work->document;
    prefer(&wanted.title, own ? import_meta(work->import, "title") : unit->title, &differs);
    prefer(&wanted.date, own ? import_meta(work->import, "date") : unit->date, &differs);
    prefer(&wanted.url, own ? import_meta(work->import, "url") : unit->url, &differs);
    if (!describe(work, &wanted, differs, own, error))
        return false;
    work->fresh = work->document.id == 0;
    work->document.id = wanted.id;
    return memory_last_position(memory, wanted.id, &work->last_position, error);
}

/* -------------------------------------------------------------------------------------- units */

/* The unit without its empty segments, in the arena. */
static bool without_empty(const struct unit *unit, struct arena *arena, struct unit *out,
                          cotexto_error *error)
{
    struct variant *variants = arena_array(arena, unit->variant_count, sizeof *variants);
    if (variants == NULL)
        return error_no_memory(error);
    *out = *unit;
    out->variants = variants;
    out->variant_count = 0;
    for (size_t i = 0; i < unit->variant_count; i++) {
        if (text_trim(unit->variants[i].text).length == 0)
            continue;
        variants[out->variant_count] = unit->variants[i];
        if (!variant_complete_tags(&variants[out->variant_count++], arena, error))
            return false;
    }
    return true;
}

/* Counts what became of the present unit. */
static bool come_to(struct exchange_work *work, cotexto_outcome_kind kind)
{
    cotexto_outcome *outcome = &work->outcomes[kind];
    if (outcome->count < COTEXTO_FIRST_PLACES)
        outcome->units[outcome->count] = work->read;
    outcome->count++;
    return true;
}

/* Two units of one document may be the same sentence at two places. */
static bool same_place(const struct unit *a, const struct unit *b)
{
    return a->position == 0 || b->position == 0 || a->position == b->position;
}

static bool is_stored(struct exchange_work *work, const struct unit *unit, bool *stored,
                      cotexto_error *error)
{
    int64_t *ids;
    size_t count;
    uint64_t hash = unit_hash(unit);
    *stored = false;
    bool may_be = bloom_add(&work->met, hash_bytes(&work->document.id, sizeof(int64_t), hash));
    if (work->fresh && !may_be)
        return true;
    if (!memory_units_by_hash(work->import->memory, work->document.id, hash, unit->id,
                              &work->unit_arena, &ids, &count, error))
        return false;
    for (size_t i = 0; i < count && !*stored; i++) {
        struct memory_unit there;
        if (!memory_get_unit(work->import->memory, ids[i], &work->unit_arena, &there, error))
            return false;
        *stored = unit_same_texts(&there.unit, unit) && same_place(&there.unit, unit) &&
                  unit_says_all(&there.unit, unit);
    }
    return true;
}

/* What the policy says of a unit whose source text is stored with another translation: 0 store it
 * beside, 1 in its place, -1 leave it out. */
static int judge(cotexto_policy policy, const struct unit *there, const struct unit *unit)
{
    switch (policy) {
    case COTEXTO_POLICY_KEEP: return -1;
    case COTEXTO_POLICY_REPLACE: return 1;
    case COTEXTO_POLICY_NEWEST: /* ISO 8601 in UTC sorts as text; an unknown date is the oldest */
        return text_compare(unit->changed, there->changed) > 0 ? 1 : -1;
    case COTEXTO_POLICY_ADD: break;
    }
    return 0;
}

/* The unit has a translation into a language that the other one has, too. */
static bool same_target(const struct unit *there, const struct unit *unit)
{
    for (size_t i = 0; i < there->variant_count; i++) {
        for (size_t k = 1; k < unit->variant_count; k++) {
            if (strcmp(there->variants[i].lang, unit->variants[k].lang) == 0)
                return true;
        }
    }
    return false;
}

/* Judges the stored units with the same source: first all of them, then those that give way are
 * deleted, so that nothing is lost when one of them stays. *verdict as of judge(). */
static bool meet_rivals(struct exchange_work *work, const struct unit *unit, int *verdict,
                        cotexto_error *error)
{
    cotexto_memory *memory = work->import->memory;
    int64_t *ids;
    size_t count, going = 0;
    *verdict = 0;
    if (work->import->options->policy == COTEXTO_POLICY_ADD)
        return true;
    if (!memory_units_by_text(memory, work->document.id, unit->variants[0].lang,
                              unit->variants[0].text, &work->unit_arena, &ids, &count, error))
        return false;
    for (size_t i = 0; i < count && *verdict >= 0; i++) {
        struct memory_unit there;
        if (!memory_get_unit(memory, ids[i], &work->unit_arena, &there, error))
            return false;
        if (!same_place(&there.unit, unit) || !same_target(&there.unit, unit))
            continue;
        *verdict = judge(work->import->options->policy, &there.unit, unit);
        if (*verdict == 1)
            ids[going++] = ids[i];
    }
    for (size_t i = 0; *verdict == 1 && i < going; i++) {
        if (!memory_delete_unit(memory, ids[i], error))
            return false;
    }
    return true;
}

static bool put(struct exchange_work *work, struct unit *unit, cotexto_error *error)
{
    bool stored;
    int verdict;
    int64_t id;
    if (!turn_to_document(work, unit, error) || !is_stored(work, unit, &stored, error))
        return false;
    if (stored)
        return come_to(work, COTEXTO_OUTCOME_DUPLICATE);
    if (!meet_rivals(work, unit, &verdict, error))
        return false;
    if (verdict < 0)
        return come_to(work, COTEXTO_OUTCOME_POLICY);
    if (unit->position == 0)
        unit->position = work->last_position + 1;
    if (unit->position > work->last_position)
        work->last_position = unit->position;
    if (unit->created.length == 0) {
        unit->created = work->now;
        if (unit->creator.length == 0)
            unit->creator = cotexto_text_of(work->import->options->user);
    }
    come_to(work, verdict > 0 ? COTEXTO_OUTCOME_CHANGED : COTEXTO_OUTCOME_NEW);
    if (unit->confidence >= 0 && unit->confidence < COTEXTO_REVIEW_BELOW && !unit->reviewed)
        work->review++;
    import_note_languages(work->import, unit->variants[0].lang, unit->variants[1].lang);
    return memory_put_unit(work->import->memory, work->document.id, unit, &id, error);
}

static bool take_unit(struct exchange_work *work, const struct unit *read, cotexto_error *error)
{
    struct unit unit;
    arena_reset(&work->unit_arena);
    work->read++;
    if (!without_empty(read, &work->unit_arena, &unit, error))
        return false;
    if (unit.variant_count < 2)
        return come_to(work, read->variant_count < 2 ? COTEXTO_OUTCOME_ONE_LANGUAGE
                                                     : COTEXTO_OUTCOME_EMPTY);
    if (work->import->memory == NULL)
        return come_to(work, COTEXTO_OUTCOME_NEW);
    return put(work, &unit, error);
}

/* ----------------------------------------------------------------------------------- the file */

/* Tells how far the reader is. false: stop. */
static bool go_on(const struct exchange_work *work, const struct exchange_reader *reader,
                  size_t units, bool checking)
{
    enum { UNITS_A_REPORT = 256 };
    const cotexto_progress *progress = &work->import->options->progress;
    if (progress->report == NULL || units % UNITS_A_REPORT != 0)
        return true;
    uint64_t done = units, total = 0;
    cotexto_work kind = COTEXTO_WORK_UNITS;
    if (reader->progress != NULL) {
        reader->progress(reader, &done, &total);
        kind = checking ? COTEXTO_WORK_CHECK : COTEXTO_WORK_BYTES;
    }
    return progress->report(progress->context, kind, done, total) || checking;
}

/* Takes all units but the earlier ones, until the end or a stop. */
static bool read_units(struct exchange_work *work, struct exchange_reader *reader,
                       cotexto_error *error)
{
    for (;;) {
        const struct unit *unit;
        if (!reader->next(reader, &unit, error))
            return false;
        if (unit == NULL)
            return true;
        if (work->read < work->earlier) {
            work->read++;
            come_to(work, COTEXTO_OUTCOME_EARLIER);
        } else if (!take_unit(work, unit, error)) {
            return false;
        }
        work->stopped = !go_on(work, reader, work->read, false);
        if (work->stopped)
            return true;
    }
}

static uint64_t stored_count(const struct exchange_work *work)
{
    return work->outcomes[COTEXTO_OUTCOME_NEW].count +
           work->outcomes[COTEXTO_OUTCOME_CHANGED].count;
}

/* Whether all units that the reader still has can be read. */
static bool rest_is_good(struct exchange_work *work, struct exchange_reader *reader,
                         cotexto_error *error)
{
    const struct unit *read;
    struct unit unit;
    size_t count = work->read;
    bool good;
    do {
        arena_reset(&work->unit_arena);
        good = reader->next(reader, &read, error) &&
               (read == NULL || without_empty(read, &work->unit_arena, &unit, error)) &&
               go_on(work, reader, ++count, true);
    } while (good && read != NULL);
    return good;
}

static bool stop_empty(const struct exchange_work *work, cotexto_error *error)
{
    error_cancelled(error);
    if (work->earlier > 0)
        return error_hint(
            error, "%s",
            _("what an earlier run imported is stored; run the same command to go on"));
    return error_hint(error, "%s",
                      _("nothing of this file was stored; run the same command to start again"));
}

/* Stopped, and the rest of the file can't be read. */
static bool stop_damaged(cotexto_error *damage, cotexto_error *error)
{
    size_t line = cotexto_error_line(damage);
    error_set(error, COTEXTO_CANCELLED, "cancelled",
              _("stopped; further on the file is damaged: %s"), cotexto_error_message(damage));
    if (line > 0)
        error_line(error, line, cotexto_error_column(damage));
    return error_hint(error, "%s", _("nothing of this file was stored"));
}

/* Commits what was read until the stop, and says where that was. Always false. */
static bool keep_part(struct exchange_work *work, struct exchange_reader *reader, uint64_t task,
                      cotexto_error *error)
{
    cotexto_memory *memory = work->import->memory;
    uint64_t done = 0, total = 0;
    if (reader->progress != NULL)
        reader->progress(reader, &done, &total);
    cotexto_error *damage = cotexto_error_new();
    if (damage == NULL)
        return error_no_memory(error);
    bool good = rest_is_good(work, reader, damage);
    if (!good)
        stop_damaged(damage, error);
    cotexto_error_free(damage);
    if (!good || !memory_put_unfinished(memory, task, work->read, error) ||
        !change_commit(&work->import->change, error))
        return false;
    work->committed = true;
    work->report->state = COTEXTO_DOCUMENT_STOPPED;
    error_set(error, COTEXTO_CANCELLED, "cancelled",
              _("stopped behind unit %zu, near byte %llu of %llu"), work->read,
              (unsigned long long)done, (unsigned long long)total);
    return error_hint(error, "%s",
                      _("what was imported until there is stored; run the same command to go on"));
}

static bool stop(struct exchange_work *work, struct exchange_reader *reader, cotexto_error *error)
{
    const cotexto_import_options *options = work->import->options;
    uint64_t task = 0;
    if (stored_count(work) == 0 || options->dry_run)
        return stop_empty(work, error);
    return resume_task(options, work->path, work->format, &task, error) &&
           (task == 0 ? stop_empty(work, error) : keep_part(work, reader, task, error));
}

/* Finds how many units of the file a run that was stopped has done; before the revision of this one
 * begins. */
static bool find_earlier(struct exchange_work *work, cotexto_error *error)
{
    uint64_t stopped, units, task = 0;
    if (!memory_unfinished(work->import->memory, &stopped, &units, error))
        return false;
    if (units > 0 && !resume_task(work->import->options, work->path, work->format, &task, error))
        return false;
    work->earlier = units > 0 && task == stopped ? units : 0;
    return true;
}

/* Within a transaction; work->committed tells whether it was ended. */
static bool read_and_commit(struct exchange_work *work, struct exchange_reader *reader,
                            cotexto_error *error)
{
    struct import *import = work->import;
    if (!find_earlier(work, error) || !read_units(work, reader, error))
        return false;
    if (work->stopped)
        return stop(work, reader, error);
    if ((stored_count(work) == 0 && !work->described) || import->options->dry_run)
        return true;
    work->committed = change_commit(&import->change, error);
    return work->committed;
}

static bool store(struct exchange_work *work, struct exchange_reader *reader, cotexto_error *error)
{
    struct change *change = &work->import->change;
    if (change->memory == NULL)
        return read_units(work, reader, error) && (!work->stopped || stop_empty(work, error));
    if (!change_begin(change, error))
        return false;
    bool good = read_and_commit(work, reader, error);
    if (!work->committed)
        change_rollback(change);
    return good;
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    if (strcmp(path, "-") == 0)
        return "stdin";
    return slash == NULL ? path : slash + 1;
}

static void add_counts(cotexto_import_counts *counts, const struct exchange_work *work)
{
    counts->units += work->read;
    counts->added += work->outcomes[COTEXTO_OUTCOME_NEW].count;
    counts->changed += work->outcomes[COTEXTO_OUTCOME_CHANGED].count;
    counts->duplicate += work->outcomes[COTEXTO_OUTCOME_DUPLICATE].count +
                         work->outcomes[COTEXTO_OUTCOME_EARLIER].count;
    for (size_t i = COTEXTO_OUTCOME_ONE_LANGUAGE; i < COTEXTO_OUTCOME_COUNT; i++)
        counts->skipped += work->outcomes[i].count;
    counts->review += work->review;
}

/* Adds to the counts of the import, and fills what the report says of the file, of its units and of
 * what was repaired; its memory is the arena's. */
static bool fill_report(struct exchange_work *work, const struct exchange_reader *reader,
                        cotexto_error *error)
{
    cotexto_import_document *report = work->report;
    cotexto_import_side *side = arena_array(work->arena, 1, sizeof *side);
    cotexto_outcome *outcomes = arena_array(work->arena, COTEXTO_OUTCOME_COUNT, sizeof *outcomes);
    cotexto_repair *repairs = arena_array(work->arena, COTEXTO_REPAIR_COUNT, sizeof *repairs);
    if (side == NULL || outcomes == NULL || repairs == NULL)
        return error_no_memory(error);
    *side = (cotexto_import_side){
        .file = unicode_repaired(cotexto_text_of(work->path), work->arena).bytes,
        .lang = "",
        .encoding = ""};
    report->sides = side;
    report->side_count = 1;
    for (size_t i = 0; i < COTEXTO_OUTCOME_COUNT; i++) {
        outcomes[i] = work->outcomes[i];
        outcomes[i].kind = (cotexto_outcome_kind)i;
    }
    report->outcomes = outcomes;
    uint64_t stored = stored_count(work);
    add_counts(work->import->counts, work);
    report->review = work->review;
    if (report->state != COTEXTO_DOCUMENT_STOPPED)
        report->state = stored > 0 ? COTEXTO_DOCUMENT_NEW : COTEXTO_DOCUMENT_SAME;
    report->units = (size_t)(stored > 0 ? stored : work->outcomes[COTEXTO_OUTCOME_DUPLICATE].count);
    report->repairs = exchange_repairs(reader, repairs) ? repairs : NULL;
    return true;
}

/* Whether the file has a mistake that is told with how far the reader came. */
static bool tell_read(const struct exchange_work *work, cotexto_error *error)
{
    if (cotexto_error_kind(error) == COTEXTO_DATA && work->read > 0)
        error_add_hint(
            error, P_("(%zu unit read, none stored)", "(%zu units read, none stored)", work->read),
            work->read);
    return false;
}

bool import_exchange(struct import *import, const char *path, struct arena *arena,
                     cotexto_import_document *report, cotexto_error *error)
{
    const cotexto_import_options *options = import->options;
    const struct exchange_format *format = options->format != NULL
                                               ? exchange_format_named(options->format, error)
                                               : exchange_format_of_file(path);
    if (format == NULL)
        return false;
    struct exchange_read_options read = {
        .languages = options->languages,
        .language_count = options->language_count,
        .columns = options->columns,
        .fuzzy = options->fuzzy,
        .language_map = options->language_map,
        .language_map_count = options->language_map_count,
        .repair = options->decoding.repair,
    };
    struct exchange_reader *reader = format->open_reader(path, &read, error);
    if (reader == NULL)
        return error_file(error, path);
    struct exchange_work work = {
        .import = import,
        .format = format->name,
        .path = path,
        .name = unicode_repaired(cotexto_text_of(base_name(path)), arena).bytes,
        .arena = arena,
        .now = change_time(arena),
        .report = report};
    report->name = work.name;
    bool good = store(&work, reader, error) || tell_read(&work, error);
    bool stopped = report->state == COTEXTO_DOCUMENT_STOPPED;
    if (good || stopped)
        good = fill_report(&work, reader, error) && good;
    reader->close(reader);
    bloom_free(&work.met);
    arena_free(&work.unit_arena);
    return good || error_file(error, path);
}
