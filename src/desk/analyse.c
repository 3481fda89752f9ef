/* Analysis: each text of the files is looked up once, unless an identical one is stored, whose
 * percent depends on what stands around it; several threads share the texts. */
#include <cotexto/analyse.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cotexto/lookup.h>

#include "base/error.h"
#include "base/message.h"
#include "base/parallel.h"
#include "base/tag.h"
#include "desk/inventory.h"
#include "memory/store.h"
#include "text/unicode.h"

enum { GRAIN = 32, MOST_JOBS = 1024 };

/* The bands of matches by the least percent of each. */
static const int steps[] = {50, 75, 85, 95, 100, 101, 102};
static const cotexto_band step_bands[] = {COTEXTO_BAND_50, COTEXTO_BAND_75,  COTEXTO_BAND_85,
                                          COTEXTO_BAND_95, COTEXTO_BAND_100, COTEXTO_BAND_101,
                                          COTEXTO_BAND_102};
enum { STEPS = sizeof steps / sizeof *steps };

static cotexto_band band_of(int percent)
{
    for (size_t i = STEPS; i-- > 0;) {
        if (percent >= steps[i])
            return step_bands[i];
    }
    return COTEXTO_BAND_NEW;
}

/* The least percent of the band above; 0: there is none. */
static int next_step(int percent)
{
    for (size_t i = 0; i < STEPS; i++) {
        if (percent < steps[i])
            return steps[i];
    }
    return 0;
}

struct judgement {
    cotexto_band band;
    bool across; /* a repetition of what stands in another file */
};

struct analyse {
    const cotexto_analyse_options *options;
    cotexto_memory *const *memories;
    size_t memory_count;
    struct inventory inventory;
    struct judgement *judgements; /* of each item; each is written by the one thread that has its
                                     text */
    struct kin *kin;              /* NULL: segments are not compared with each other */
    uint64_t language;            /* as of key_language() */
    struct worker *workers;
    size_t worker_count;
    cotexto_analysis *out;
    cotexto_analysis_memory *told; /* those of out */
    struct arena *arena;           /* of the result */
};

/* What one thread has for itself. */
struct worker {
    struct analyse *analyse;
    cotexto_memory **memories; /* the first worker's are the caller's */
    bool *begun;               /* of each: its view was begun here */
    cotexto_lookup *lookup;
    struct tokenizer *tokenizer;
    struct kin_asker asker;
    struct arena arena, scratch;
};

struct held_analysis { /* what cotexto_analysis_free() ends */
    cotexto_analysis analysis;
    struct arena arena;
};

/* ------------------------------------------------------------------------------------- languages
 */

/* The one language, without its region, that the memories hold beside that of the files. *only:
 * there is exactly one. */
static bool other_language(const struct analyse *analyse, char out[COTEXTO_TAG_SIZE], bool *only,
                           cotexto_error *error)
{
    size_t count = 0;
    for (size_t i = 0; i < analyse->memory_count; i++) {
        cotexto_stats stats;
        if (!cotexto_memory_counts(analyse->memories[i], &stats, error))
            return false;
        for (size_t k = 0; k < stats.language_count; k++) {
            const char *tag = stats.languages[k].tag;
            if (tag_same_language(tag, analyse->inventory.from) ||
                (count > 0 && tag_same_language(tag, out)))
                continue;
            if (count++ == 0)
                tag_language(tag, out);
        }
    }
    *only = count == 1;
    return true;
}

/* The language to translate into: as it was said, else the memories' only other one. */
static bool choose_target(struct analyse *analyse, cotexto_error *error)
{
    cotexto_analysis *out = analyse->out;
    bool known = true;
    memcpy(out->from, analyse->inventory.from, sizeof out->from);
    if (analyse->options->to != NULL)
        snprintf(out->to, sizeof out->to, "%s", analyse->options->to);
    else if (!other_language(analyse, out->to, &known, error))
        return false;
    if (!known) {
        error_set(error, COTEXTO_USAGE, "languages", "%s",
                  _("the memory does not hold exactly one other language"));
        return error_hint(error, "%s", _("name the language to translate into: --to en"));
    }
    if (strcmp(out->from, out->to) != 0)
        return true;
    return error_set(error, COTEXTO_USAGE, "languages",
                     _("the files are in %s, the language to translate into"), out->from);
}

/* --------------------------------------------------------------------------------------- workers
 */

static bool open_memories(struct worker *worker, bool own, cotexto_error *error)
{
    const struct analyse *analyse = worker->analyse;
    size_t count = analyse->memory_count;
    worker->memories = calloc(count + 1, sizeof(cotexto_memory *));
    worker->begun = calloc(count + 1, sizeof *worker->begun);
    if (worker->memories == NULL || worker->begun == NULL)
        return error_no_memory(error);
    for (size_t i = 0; i < count; i++) {
        worker->memories[i] = own ? cotexto_memory_open(cotexto_memory_path(analyse->memories[i]),
                                                        COTEXTO_READ, error)
                                  : analyse->memories[i];
        if (worker->memories[i] == NULL)
            return false;
    }
    return true;
}

static bool open_worker(struct worker *worker, bool own, cotexto_error *error)
{
    const struct analyse *analyse = worker->analyse;
    const cotexto_lookup_options how = {.from = analyse->out->from,
                                        .to = analyse->out->to,
                                        .floor = analyse->options->floor,
                                        .steps = steps,
                                        .step_count = STEPS,
                                        .all = true,
                                        .memory_penalties = analyse->options->memory_penalties};
    if (!open_memories(worker, own, error))
        return false;
    worker->lookup = cotexto_lookup_new(worker->memories, analyse->memory_count, &how, error);
    worker->tokenizer = worker->lookup == NULL ? NULL : tokenizer_new(how.from, true, error);
    worker->asker.tokenizer = worker->tokenizer;
    return worker->tokenizer != NULL;
}

static void end_view(struct worker *worker)
{
    for (size_t i = 0; worker->begun != NULL && i < worker->analyse->memory_count; i++) {
        if (worker->begun[i])
            memory_end_read(worker->memories[i]);
        worker->begun[i] = false;
    }
}

static void close_worker(struct worker *worker, bool own)
{
    end_view(worker);
    cotexto_lookup_free(worker->lookup);
    tokenizer_free(worker->tokenizer);
    kin_asker_free(&worker->asker);
    for (size_t i = 0; own && worker->memories != NULL && i < worker->analyse->memory_count; i++)
        cotexto_memory_close(worker->memories[i]);
    free(worker->memories);
    free(worker->begun);
    arena_free(&worker->arena);
    arena_free(&worker->scratch);
}

/* Begins the worker's views. *same: they are of the revisions that are told. */
static bool begin_view(struct worker *worker, bool *same, cotexto_error *error)
{
    const struct analyse *analyse = worker->analyse;
    *same = true;
    for (size_t i = 0; i < analyse->memory_count; i++) {
        cotexto_analysis_memory *told = &analyse->told[i];
        int64_t revision;
        if (!memory_begin_read(worker->memories[i], &worker->begun[i], error) ||
            !memory_last_revision(worker->memories[i], &revision, error))
            return false;
        if (worker == analyse->workers)
            told->revision = revision;
        *same = *same && told->revision == revision;
    }
    return true;
}

/* All threads see the memories at the same revisions, whoever writes meanwhile. */
static bool begin_views(struct analyse *analyse, cotexto_error *error)
{
    enum { ATTEMPTS = 100 };
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        bool same = true;
        for (size_t i = 0; same && i < analyse->worker_count; i++) {
            if (!begin_view(&analyse->workers[i], &same, error))
                return false;
        }
        if (same)
            return true;
        for (size_t i = 0; i < analyse->worker_count; i++)
            end_view(&analyse->workers[i]);
    }
    error_set(error, COTEXTO_BUSY, "busy", "%s", _("the memory is changed all the time"));
    return error_hint(error, "%s", _("try again when the other program is done"));
}

/* One for each job that is worth a thread; one that can't be opened (too many open files) leaves
 * its work to the others. */
static bool open_workers(struct analyse *analyse, cotexto_error *error)
{
    size_t wanted = analyse->options->jobs, useful = analyse->inventory.text_count / GRAIN + 1;
    wanted = wanted < useful ? wanted : useful;
    wanted = wanted < 1 ? 1 : wanted > MOST_JOBS ? MOST_JOBS : wanted;
    analyse->workers = calloc(wanted, sizeof *analyse->workers);
    if (analyse->workers == NULL)
        return error_no_memory(error);
    for (size_t i = 0; i < wanted; i++) {
        struct worker *worker = &analyse->workers[i];
        worker->analyse = analyse;
        if (!open_worker(worker, i > 0, i > 0 ? NULL : error)) {
            close_worker(worker, i > 0);
            break;
        }
        analyse->worker_count++;
    }
    if (analyse->worker_count == 0)
        return false;
    return begin_views(analyse, error);
}

/* ------------------------------------------------------------------------------------- the work */

static bool report(void *context, size_t done, cotexto_error *error)
{
    const struct analyse *analyse = context;
    const cotexto_progress *progress = &analyse->options->progress;
    return progress->report == NULL ||
           progress->report(progress->context, COTEXTO_WORK_SEGMENTS, done,
                            analyse->inventory.open_count) ||
           error_cancelled(error);
}

static bool run_all(struct analyse *analyse, size_t count,
                    bool (*run)(void *state, size_t item, cotexto_error *error), bool reporting,
                    cotexto_error *error)
{
    void **states = calloc(analyse->worker_count, sizeof *states);
    if (states == NULL)
        return error_no_memory(error);
    for (size_t i = 0; i < analyse->worker_count; i++)
        states[i] = &analyse->workers[i];
    const struct parallel work = {.count = count,
                                  .grain = GRAIN,
                                  .states = states,
                                  .threads = analyse->worker_count,
                                  .run = run,
                                  .report = reporting ? report : NULL,
                                  .context = analyse};
    bool good = parallel_run(&work, error);
    free(states);
    return good;
}

static bool count_text(void *state, size_t text, cotexto_error *error)
{
    struct worker *worker = state;
    return inventory_count(&worker->analyse->inventory.texts[text], worker->tokenizer,
                           worker->analyse->language, &worker->arena, &worker->scratch, error);
}

static cotexto_band internal_band_of(int percent)
{
    return (cotexto_band)(band_of(percent) + (COTEXTO_BAND_INTERNAL_95 - COTEXTO_BAND_95));
}

/* A percent of the best band that an item has in the memories, 0 below the floor. */
static bool look_up(struct worker *worker, size_t item, int *percent, bool *identical,
                    cotexto_error *error)
{
    const struct inventory *inventory = &worker->analyse->inventory;
    const struct inventory_item *it = &inventory->items[item];
    const struct file_segments *segments = &inventory->files[it->file].segments;
    const struct file_segment *segment = &segments->items[it->segment];
    const cotexto_query query = {.text = segment->text,
                                 .tags = segment->tags,
                                 .id = segment->id,
                                 .before = segments_before(segments, it->segment),
                                 .after = segments_after(segments, it->segment)};
    const cotexto_answer *answer;
    cotexto_text nfc;
    if (!cotexto_lookup_in_context(worker->lookup, &query, &answer, &nfc, error))
        return false;
    *percent = answer->hit_count == 0 ? 0 : answer->hits[0].percent;
    *identical = answer->identical;
    return true;
}

/* What the first item of a text is worth: kin count when they are of a better band than the match
 * of the memory. */
static bool judge_first(struct worker *worker, size_t text, int percent, cotexto_band *band,
                        cotexto_error *error)
{
    const struct analyse *analyse = worker->analyse;
    int floor = analyse->options->floor, least = next_step(percent), kin;
    least = least > floor ? least : floor;
    *band = band_of(percent);
    if (analyse->kin == NULL || least > 99)
        return true;
    if (!kin_find(analyse->kin, &worker->asker, text, least, &kin, error))
        return false;
    if (kin > 0)
        *band = internal_band_of(kin);
    return true;
}

static bool judge_text(void *state, size_t number, cotexto_error *error)
{
    struct worker *worker = state;
    struct analyse *analyse = worker->analyse;
    const struct inventory *inventory = &analyse->inventory;
    const struct inventory_text *text = &inventory->texts[number];
    const size_t *places = &inventory->places[text->first];
    bool identical = false;
    int percent = 0;
    for (size_t i = 0; i < text->count; i++) {
        struct judgement *judgement = &analyse->judgements[places[i]];
        if ((i == 0 || identical) && !look_up(worker, places[i], &percent, &identical, error))
            return false;
        judgement->band = percent >= 100 ? band_of(percent) : COTEXTO_BAND_REPETITION;
        judgement->across = i > 0 && percent < 100 &&
                            inventory->items[places[i]].file != inventory->items[places[0]].file;
        if (i == 0 && percent < 100 &&
            !judge_first(worker, number, percent, &judgement->band, error))
            return false;
    }
    return true;
}

/* The index over the texts is made between the two rounds, by one thread. */
static bool make_kin(struct analyse *analyse, cotexto_error *error)
{
    const struct inventory *inventory = &analyse->inventory;
    if (!analyse->options->internal)
        return true;
    struct kin_segment *segments =
        arena_array(&analyse->inventory.arena, inventory->open_count, sizeof *segments);
    if (segments == NULL)
        return error_no_memory(error);
    for (size_t i = 0; i < inventory->open_count; i++)
        segments[i] = inventory->texts[i].segment;
    analyse->kin = kin_new(segments, inventory->open_count, error);
    return analyse->kin != NULL;
}

static bool do_work(struct analyse *analyse, cotexto_error *error)
{
    struct inventory *inventory = &analyse->inventory;
    char language[COTEXTO_TAG_SIZE];
    tag_language(analyse->out->from, language);
    analyse->language = key_language(language);
    analyse->judgements =
        arena_array(&inventory->arena, inventory->count, sizeof *analyse->judgements);
    if (analyse->judgements == NULL)
        return error_no_memory(error);
    return run_all(analyse, inventory->text_count, count_text, false, error) &&
           make_kin(analyse, error) &&
           run_all(analyse, inventory->open_count, judge_text, true, error);
}

/* --------------------------------------------------------------------------------------- figures
 */

static void add(cotexto_amounts *to, const cotexto_amounts *amounts)
{
    to->segments += amounts->segments;
    to->words += amounts->words;
    to->characters += amounts->characters;
}

static void add_row(cotexto_analysis_row *to, const cotexto_analysis_row *row)
{
    for (size_t band = 0; band < COTEXTO_BAND_COUNT; band++)
        add(&to->bands[band], &row->bands[band]);
    add(&to->across, &row->across);
    add(&to->total, &row->total);
}

static uint64_t rounded(unsigned __int128 value, uint64_t unit)
{
    return (uint64_t)((value + unit / 2) / unit);
}

/* Weighted words are exact in ten thousandths, and so is what they cost; both are rounded once. */
static void price_row(const cotexto_rates *rates, cotexto_analysis_row *row)
{
    enum { HUNDREDTHS = 100 };
    static const uint64_t hundredths_of_price = 100000000; /* ten thousandths by millionths */
    unsigned __int128 weighted = 0;
    for (size_t band = 0; rates->given && band < COTEXTO_BAND_COUNT; band++)
        weighted += (unsigned __int128)row->bands[band].words * rates->rates[band];
    row->weighted = rounded(weighted, HUNDREDTHS);
    row->cost = rounded(weighted * rates->price, hundredths_of_price);
}

static cotexto_band band_of_state(enum segment_state state)
{
    return state == SEGMENT_LOCKED ? COTEXTO_BAND_LOCKED : COTEXTO_BAND_TRANSLATED;
}

static void count_items(const struct analyse *analyse, cotexto_analysis_row *rows)
{
    const struct inventory *inventory = &analyse->inventory;
    for (size_t i = 0; i < inventory->count; i++) {
        const struct inventory_item *item = &inventory->items[i];
        const struct judgement *judgement = &analyse->judgements[i];
        const cotexto_amounts *amounts = &inventory->texts[item->text].amounts;
        cotexto_analysis_row *row = &rows[item->file];
        const struct file_segments *segments = &inventory->files[item->file].segments;
        cotexto_band band =
            item->open ? judgement->band : band_of_state(segments->items[item->segment].state);
        add(&row->bands[band], amounts);
        add(&row->total, amounts);
        if (judgement->across)
            add(&row->across, amounts);
    }
}

static bool fill_passed(struct analyse *analyse, cotexto_error *error)
{
    const struct inventory *inventory = &analyse->inventory;
    const char **names = arena_array(analyse->arena, inventory->passed_count, sizeof *names);
    bool good = names != NULL;
    for (size_t i = 0; good && i < inventory->passed_count; i++)
        good = (names[i] = arena_string(analyse->arena, inventory->passed[i])) != NULL;
    analyse->out->passed = names;
    analyse->out->passed_count = inventory->passed_count;
    return good || error_no_memory(error);
}

static bool fill_rows(struct analyse *analyse, cotexto_error *error)
{
    const struct inventory *inventory = &analyse->inventory;
    cotexto_analysis *out = analyse->out;
    cotexto_analysis_row *rows = arena_array(analyse->arena, inventory->file_count, sizeof *rows);
    if (rows == NULL)
        return error_no_memory(error);
    count_items(analyse, rows);
    out->total.file = "";
    for (size_t i = 0; i < inventory->file_count; i++) {
        const struct inventory_file *file = &inventory->files[i];
        rows[i].file = arena_string(analyse->arena, file->name);
        if (rows[i].file == NULL)
            return error_no_memory(error);
        memcpy(rows[i].lang, file->segments.lang, sizeof rows[i].lang);
        rows[i].lang_guessed = file->segments.lang_guessed;
        rows[i].lang_confidence = file->segments.lang_confidence;
        price_row(&out->rates, &rows[i]);
        add_row(&out->total, &rows[i]);
    }
    memcpy(out->total.lang, out->from, sizeof out->total.lang);
    price_row(&out->rates, &out->total);
    out->files = rows;
    out->file_count = inventory->file_count;
    return true;
}

/* ----------------------------------------------------------------------------------------- whole
 */

/* What the caller asked for, which may be NULL, as UTF-8. */
static bool keep_asked(struct analyse *analyse, const char *asked, const char **out)
{
    if (asked != NULL)
        *out = unicode_repaired(cotexto_text_of(asked), analyse->arena).bytes;
    return asked == NULL || *out != NULL;
}

/* What the figures depend on, but for the revisions. */
static bool fill_head(struct analyse *analyse, cotexto_error *error)
{
    const cotexto_analyse_options *options = analyse->options;
    cotexto_analysis *out = analyse->out;
    cotexto_analysis_memory *memories =
        arena_array(analyse->arena, analyse->memory_count, sizeof *memories);
    bool good = memories != NULL;
    analyse->told = memories;
    *out = (cotexto_analysis){.memories = memories,
                              .memory_count = analyse->memory_count,
                              .floor = options->floor,
                              .internal = options->internal,
                              .translated = options->translated,
                              .rates = options->rates,
                              .replace = options->decoding.replace,
                              .repair = options->decoding.repair,
                              .version = cotexto_version(),
                              .profile = memory_index_profile()};
    good = good && keep_asked(analyse, options->rules.srx, &out->srx) &&
           keep_asked(analyse, options->rules.words, &out->words) &&
           keep_asked(analyse, options->decoding.encoding, &out->encoding);
    for (size_t i = 0; good && i < analyse->memory_count; i++) {
        cotexto_text path = cotexto_text_of(cotexto_memory_path(analyse->memories[i]));
        memories[i].path = unicode_repaired(path, analyse->arena).bytes;
        memories[i].penalty = options->memory_penalties == NULL ? 0 : options->memory_penalties[i];
        good = memories[i].path != NULL;
    }
    return good || error_no_memory(error);
}

static bool count_units(struct analyse *analyse, cotexto_error *error)
{
    for (size_t i = 0; i < analyse->memory_count; i++) {
        if (!memory_unit_count(analyse->workers[0].memories[i], &analyse->told[i].units, error))
            return false;
    }
    return true;
}

static bool run(struct analyse *analyse, const char *const *paths, size_t path_count,
                cotexto_error *error)
{
    if (!fill_head(analyse, error) ||
        !inventory_read(&analyse->inventory, paths, path_count, analyse->options, error))
        return false;
    if (analyse->inventory.count == 0)
        return error_set(error, COTEXTO_NOTHING, "no-segments", "%s",
                         _("there is nothing to count in the files"));
    return choose_target(analyse, error) && open_workers(analyse, error) &&
           count_units(analyse, error) && do_work(analyse, error) && fill_rows(analyse, error) &&
           fill_passed(analyse, error);
}

cotexto_analysis *cotexto_analyse(cotexto_memory *const *memories, size_t memory_count,
                                  const char *const *paths, size_t path_count,
                                  const cotexto_analyse_options *options, cotexto_error *error)
{
    struct held_analysis *held = calloc(1, sizeof *held);
    if (held == NULL) {
        error_no_memory(error);
        return NULL;
    }
    struct analyse analyse = {.options = options,
                              .memories = memories,
                              .memory_count = memory_count,
                              .out = &held->analysis,
                              .arena = &held->arena};
    bool good = run(&analyse, paths, path_count, error);
    for (size_t i = 0; i < analyse.worker_count; i++)
        close_worker(&analyse.workers[i], i > 0);
    free(analyse.workers);
    kin_free(analyse.kin);
    inventory_free(&analyse.inventory);
    if (good)
        return &held->analysis;
    cotexto_analysis_free(&held->analysis);
    return NULL;
}

void cotexto_analysis_free(cotexto_analysis *analysis)
{
    struct held_analysis *held = (struct held_analysis *)analysis;
    if (held == NULL)
        return;
    arena_free(&held->arena);
    free(held);
}
