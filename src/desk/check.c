/* Check: the units of a memory or of a file, one by one. */
#include <cotexto/check.h>

#include <string.h>
#include <sys/stat.h>

#include "base/error.h"
#include "base/message.h"
#include "desk/checker.h"
#include "desk/exceptions.h"
#include "desk/filter.h"
#include "desk/input.h"
#include "memory/store.h"

/* -------------------------------------------------------------------------------------- memory */

struct memory_check {
    struct checker checker;
    cotexto_memory *memory;
    const struct memory_unit *unit; /* the present one */
    const struct variant *source;
    uint64_t seen, total;
    bool good;
    cotexto_error *error;
};

/* What the pairs of a memory teach. */
struct lesson {
    struct checker *checker;
    struct checked_pair *pair;
    bool good;
    cotexto_error *error;
};

static bool each_pair(void *context, cotexto_text source, cotexto_text target)
{
    struct lesson *lesson = context;
    struct variant a = {.lang = lesson->pair->source->lang, .text = source},
                   b = {.lang = lesson->pair->target->lang, .text = target};
    lesson->good = checker_learn(lesson->checker, lesson->pair, &a, &b, lesson->error);
    return lesson->good;
}

static bool learn_from_memory(void *context, struct checker *checker, struct checked_pair *pair,
                              cotexto_error *error)
{
    struct lesson lesson = {checker, pair, true, error};
    if (!memory_each_pair(context, pair->source->lang, pair->target->lang, HABITS_UNITS, each_pair,
                          &lesson, error))
        return false;
    habits_finish(&pair->habits, pair->source->lang, pair->target->lang);
    return lesson.good;
}

static bool is_accepted(void *context, const cotexto_check_finding *finding, bool *fine,
                        cotexto_error *error)
{
    struct memory_check *check = context;
    return memory_is_accepted(check->memory, check->unit,
                              cotexto_text_of(cotexto_check_name(finding->check)), fine, error);
}

static bool look_at_target(void *context, const struct variant *target)
{
    struct memory_check *check = context;
    struct checked_place place = {
        .number = (uint64_t)check->unit->id, .is_fine = is_accepted, .context = check};
    check->good = checker_look(&check->checker, &place, &check->unit->unit, check->source, target,
                               check->error);
    return check->good;
}

static bool report(struct memory_check *check)
{
    enum { UNITS_A_REPORT = 256 };
    const cotexto_progress *progress = &check->checker.options->progress;
    return progress->report == NULL || ++check->seen % UNITS_A_REPORT != 0 ||
           progress->report(progress->context, COTEXTO_WORK_UNITS, check->seen, check->total) ||
           error_cancelled(check->error);
}

static bool each_unit(void *context, const struct memory_unit *unit)
{
    struct memory_check *check = context;
    bool any;
    check->good = report(check);
    if (!check->good || !filter_passes(&check->checker.options->filter, &unit->unit))
        return check->good;
    check->unit = unit;
    check->source = checker_source(&check->checker, &unit->unit);
    return check->source == NULL || checker_each_target(&check->checker, &unit->unit, check->source,
                                                        look_at_target, check, &any);
}

static bool check_all(struct memory_check *check, cotexto_error *error)
{
    const cotexto_check_options *options = check->checker.options;
    int64_t document;
    bool begun;
    if (!filter_check(&options->filter, &check->memory, 1, error) ||
        !memory_begin_read(check->memory, &begun, error))
        return false;
    bool good = filter_document(check->memory, options->filter.document, &document, error) &&
                memory_unit_count(check->memory, &check->total, error) &&
                memory_each_unit(check->memory, document, each_unit, check, error) && check->good;
    if (begun)
        memory_end_read(check->memory);
    return good;
}

bool cotexto_check_memory(cotexto_memory *memory, const cotexto_check_options *options,
                          cotexto_check_counts *counts, cotexto_error *error)
{
    struct memory_check check = {.memory = memory, .good = true, .error = error};
    bool good = checker_open(&check.checker, options, counts, error);
    check.checker.learn = learn_from_memory;
    check.checker.learn_context = memory;
    check.checker.memory = memory;
    good = good && check_all(&check, error);
    checker_close(&check.checker);
    return good;
}

/* ---------------------------------------------------------------------------------------- file */

struct file_check {
    struct checker checker;
    const char *path;
    struct exceptions exceptions;
    const struct unit *unit; /* the present one */
    const struct variant *source;
    uint64_t number;
    char target[COTEXTO_TAG_SIZE]; /* language of the last translation; "": none yet */
    bool learning;
    bool good;
    cotexto_error *error;
};

static bool is_excepted(void *context, const cotexto_check_finding *finding, bool *fine,
                        cotexto_error *error)
{
    struct file_check *check = context;
    if (check->checker.options->exceptions == NULL)
        return true;
    return exceptions_have(&check->exceptions, finding, check->checker.options->write_exceptions,
                           fine, error);
}

static bool look_at_file_target(void *context, const struct variant *target)
{
    struct file_check *check = context;
    struct checked_place place = {check->path, check->number, is_excepted, check};
    memcpy(check->target, target->lang, strlen(target->lang) + 1); /* a canonical tag fits */
    if (!check->learning) {
        check->good =
            checker_look(&check->checker, &place, check->unit, check->source, target, check->error);
        return check->good;
    }
    struct checked_pair *pair =
        checker_pair(&check->checker, check->source->lang, target->lang, check->error);
    check->good =
        pair != NULL && checker_learn(&check->checker, pair, check->source, target, check->error);
    return check->good;
}

/* In a file, a source alone waits for its translation. Without one in the whole file, its language
 * is not known. */
static bool look_at_nothing(struct file_check *check)
{
    const cotexto_check_options *options = check->checker.options;
    struct variant none = {.lang = options->language_count > 1 ? options->languages[1]
                                   : check->target[0] != '\0'  ? check->target
                                                               : check->source->lang};
    char lang[COTEXTO_TAG_SIZE];
    memcpy(lang, none.lang, strlen(none.lang) + 1);
    none.lang = lang;
    return check->learning || look_at_file_target(check, &none);
}

static bool take_unit(struct file_check *check, const struct unit *unit)
{
    bool any;
    check->unit = unit;
    check->number++;
    check->source = checker_source(&check->checker, unit);
    if (check->source == NULL)
        return true;
    bool good =
        checker_each_target(&check->checker, unit, check->source, look_at_file_target, check, &any);
    return good && (any || look_at_nothing(check));
}

/* Reads the file from its begin, at most so many units. */
static bool read_units(struct file_check *check, uint64_t most, cotexto_error *error)
{
    const cotexto_check_options *options = check->checker.options;
    struct exchange_read_options read = {.languages = options->languages,
                                         .language_count = options->language_count,
                                         .fuzzy = options->fuzzy,
                                         .language_map = options->language_map,
                                         .language_map_count = options->language_map_count};
    struct exchange_reader *reader = input_open(check->path, options->from, &read, error);
    const struct unit *unit = NULL;
    bool good = reader != NULL;
    check->number = 0;
    while (good && check->number < most) {
        good = reader->next(reader, &unit, error);
        if (!good || unit == NULL)
            break;
        good = take_unit(check, unit) &&
               (check->learning || input_report(reader, &options->progress, check->number, error));
    }
    if (reader != NULL)
        reader->close(reader);
    return good || error_file(error, check->path);
}

/* Only what can be read twice. */
static bool learn_from_file(struct file_check *check, cotexto_error *error)
{
    struct stat about;
    if (stat(check->path, &about) != 0 || !S_ISREG(about.st_mode))
        return true;
    check->learning = true;
    bool good = read_units(check, HABITS_UNITS, error);
    check->learning = false;
    for (size_t i = 0; i < check->checker.pair_count; i++) {
        struct checked_pair *pair = check->checker.pairs[i];
        habits_finish(&pair->habits, pair->source->lang, pair->target->lang);
    }
    return good;
}

bool cotexto_check_file(const char *path, const cotexto_check_options *options,
                        cotexto_check_counts *counts, cotexto_error *error)
{
    struct file_check check = {.path = path, .good = true, .error = error};
    bool good = checker_open(&check.checker, options, counts, error);
    if (good && options->exceptions != NULL)
        good = exceptions_open(&check.exceptions, options->exceptions, options->write_exceptions,
                               error);
    good = good && learn_from_file(&check, error) && read_units(&check, UINT64_MAX, error) &&
           (!options->write_exceptions || options->exceptions == NULL ||
            exceptions_write(&check.exceptions, options->exceptions, error));
    exceptions_close(&check.exceptions);
    checker_close(&check.checker);
    return good;
}

/* -------------------------------------------------------------------------------------- accept */

enum { ABOUT_SIZE = 64 };

static bool accept(cotexto_memory *memory, int64_t number, cotexto_check_rule check,
                   const char *user, struct arena *arena, cotexto_error *error)
{
    struct memory_unit unit;
    bool found;
    char about[ABOUT_SIZE];
    snprintf(about, sizeof about, "%lld:%s", (long long)number, cotexto_check_name(check));
    if (!memory_get_unit_head(memory, number, arena, &unit, &found, error))
        return false;
    if (!found) {
        error_set(error, COTEXTO_NOTHING, "no-such-unit", _("there is no unit %lld in the memory"),
                  (long long)number);
        return error_hint(error, "%s", _("the numbers stand beside the findings of cotexto check"));
    }
    return memory_new_revision(memory, "check", about, user, error) &&
           memory_accept(memory, &unit, cotexto_text_of(cotexto_check_name(check)), error);
}

bool cotexto_check_accept(cotexto_memory *memory, int64_t unit, cotexto_check_rule check,
                          const char *user, cotexto_error *error)
{
    struct arena arena = {0};
    if (!memory_begin(memory, error))
        return false;
    bool good = accept(memory, unit, check, user, &arena, error);
    if (!good)
        memory_rollback(memory);
    arena_free(&arena);
    return good && memory_commit(memory, error);
}

static bool unaccept(cotexto_memory *memory, int64_t unit, cotexto_check_rule check,
                     const char *user, cotexto_error *error)
{
    bool there;
    char about[ABOUT_SIZE];
    const char *name = cotexto_check_name(check);
    snprintf(about, sizeof about, "--unaccept %lld:%s", (long long)unit, name);
    if (!memory_new_revision(memory, "check", about, user, error) ||
        !memory_unaccept(memory, unit, cotexto_text_of(name), &there, error))
        return false;
    return there || error_set(error, COTEXTO_NOTHING, "not-accepted",
                              _("nobody has said that what %s finds on unit %lld is fine"), name,
                              (long long)unit);
}

bool cotexto_check_unaccept(cotexto_memory *memory, int64_t unit, cotexto_check_rule check,
                            const char *user, cotexto_error *error)
{
    if (!memory_begin(memory, error))
        return false;
    bool good = unaccept(memory, unit, check, user, error);
    if (!good)
        memory_rollback(memory);
    return good && memory_commit(memory, error);
}
