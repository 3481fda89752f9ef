/* Export: the units of a memory that a filter lets through, into a writer. */
#include <cotexto/export.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/error.h"
#include "base/message.h"
#include "base/tag.h"
#include "base/text.h"
#include "desk/filter.h"
#include "desk/output.h"
#include "desk/penalty.h"
#include "memory/store.h"

/* Folders of an OmegaT project, and the most that lookup takes off the units in them. */
enum { TIERS = 4 };
static const struct {
    const char *folder;
    int penalty;
} tiers[TIERS] = {{"auto", 0}, {"penalty-005", 5}, {"penalty-010", 10}, {"penalty-025", 25}};

struct export
{
    const cotexto_export_options *options;
    struct exchange_write_options write;
    struct output outputs[TIERS]; /* the first alone unless the units are sorted */
    bool sorted;
    struct arena arena; /* of one unit */
    uint64_t done, seen, total;
    bool good;
    cotexto_error *error;
};

static bool language_wanted(const cotexto_export_options *options, const char *lang)
{
    if (options->language_count == 0)
        return true;
    for (size_t i = 0; i < options->language_count; i++) {
        const char *asked = options->languages[i];
        if (strcmp(asked, lang) == 0 ||
            (strchr(asked, '-') == NULL && tag_same_language(asked, lang)))
            return true;
    }
    return false;
}

static bool one_wanted(const char *asked, const char *lang)
{
    const cotexto_export_options one = {.languages = &asked, .language_count = 1};
    return language_wanted(&one, lang);
}

static bool has_segment(const struct variant *list, size_t count, const struct variant *variant)
{
    for (size_t i = 0; i < count; i++) {
        if (list[i].lang == variant->lang && list[i].text.bytes == variant->text.bytes)
            return true;
    }
    return false;
}

/* One segment in each language, as near to it as there is. */
static size_t choose_pair(const cotexto_export_options *options, const struct unit *unit,
                          struct variant *out)
{
    size_t count = 0;
    for (size_t k = 0; k < options->language_count; k++) {
        const struct variant *variant = unit_variant(unit, options->languages[k]);
        if (variant != NULL && one_wanted(options->languages[k], variant->lang))
            out[count++] = *variant;
    }
    return count;
}

/* The segments to write, in `out` with room for all; for a tool in the order of the languages,
 * because many take the first for the source. */
static size_t choose_variants(const struct export *export, const struct unit *unit,
                              struct variant *out)
{
    const cotexto_export_options *options = export->options;
    const struct exchange_profile *profile = export->write.profile;
    size_t count = 0;
    if (profile != NULL && profile->bilingual)
        return choose_pair(options, unit, out);
    for (size_t k = 0; profile != NULL && k < options->language_count; k++) {
        for (size_t i = 0; i < unit->variant_count; i++) {
            if (one_wanted(options->languages[k], unit->variants[i].lang) &&
                !has_segment(out, count, &unit->variants[i]))
                out[count++] = unit->variants[i];
        }
    }
    if (count > 0)
        return count;
    for (size_t i = 0; i < unit->variant_count; i++) {
        if (language_wanted(options, unit->variants[i].lang))
            out[count++] = unit->variants[i];
    }
    return count;
}

static struct output *output_for(struct export *export, const struct unit *unit)
{
    size_t tier = 0;
    int penalty = export->sorted ? penalty_of_unit(unit) : 0;
    while (tier + 1 < TIERS && penalty > tiers[tier].penalty)
        tier++;
    return &export->outputs[tier];
}

static bool report(struct export *export)
{
    const cotexto_progress *progress = &export->options->progress;
    export->seen++;
    if (progress->report == NULL || export->seen % 1024 != 0 ||
        progress->report(progress->context, COTEXTO_WORK_UNITS, export->seen, export->total))
        return true;
    return error_cancelled(export->error);
}

static bool write_unit(struct export *export, const struct unit *stored)
{
    struct unit unit = *stored;
    arena_reset(&export->arena);
    size_t most = unit.variant_count + export->options->language_count;
    struct variant *variants = arena_array(&export->arena, most, sizeof *variants);
    if (variants == NULL)
        return error_no_memory(export->error);
    unit.variants = variants;
    unit.variant_count = choose_variants(export, stored, variants);
    if (unit.variant_count < 2)
        return true;
    bool written, good = output_put(output_for(export, stored), &unit, &written, export->error);
    export->done += good && written;
    return good;
}

static bool each_unit(void *context, const struct memory_unit *unit)
{
    struct export *export = context;
    export->good = report(export) && (!filter_passes(&export->options->filter, &unit->unit) ||
                                      write_unit(export, &unit->unit));
    return export->good;
}

/* The columns of a table: those asked for, else all languages of the memory. */
static bool choose_columns(cotexto_memory *memory, const cotexto_export_options *options,
                           struct arena *arena, struct exchange_write_options *write,
                           cotexto_error *error)
{
    cotexto_stats stats;
    if (!cotexto_memory_stats(memory, &stats, error))
        return false;
    const char **columns =
        arena_array(arena, stats.language_count + options->language_count + 1, sizeof *columns);
    if (columns == NULL)
        return error_no_memory(error);
    size_t count = 0;
    for (size_t asked = 0; asked < options->language_count; asked++) {
        for (size_t i = 0; i < stats.language_count; i++) {
            if (one_wanted(options->languages[asked], stats.languages[i].tag))
                columns[count++] = arena_string(arena, stats.languages[i].tag);
        }
    }
    for (size_t i = 0; options->language_count == 0 && i < stats.language_count; i++)
        columns[count++] = arena_string(arena, stats.languages[i].tag);
    for (size_t i = 0; i < count; i++) {
        if (columns[i] == NULL)
            return error_no_memory(error);
    }
    write->languages = columns;
    write->language_count = count;
    return true;
}

/* A format of pairs takes the languages as they are asked for: "es" is a unit's "es-VE", too. */
static bool choose_languages(cotexto_memory *memory, const struct exchange_format *format,
                             const cotexto_export_options *options, struct arena *arena,
                             struct exchange_write_options *write, cotexto_error *error)
{
    if (!format->pairs || options->language_count == 0)
        return choose_columns(memory, options, arena, write, error);
    write->languages = options->languages;
    write->language_count = options->language_count;
    return true;
}

/* The profile, and the languages that it needs to be told. */
static bool choose_profile(const cotexto_export_options *options,
                           const struct exchange_format *format,
                           struct exchange_write_options *write, cotexto_error *error)
{
    if (options->profile == NULL)
        return true;
    const struct exchange_profile *profile = exchange_profile_named(options->profile, error);
    if (profile == NULL)
        return false;
    if (strcmp(format->name, "tmx") != 0)
        return error_set(error, COTEXTO_USAGE, "profile-format", "%s", _("profiles are of TMX"));
    if (profile->bilingual && options->language_count != 2) {
        error_set(error, COTEXTO_USAGE, "profile-languages",
                  _("profile \"%s\" is for two languages"), profile->name);
        return error_hint(error, "%s", _("name them with --languages, the source first"));
    }
    if (profile->source && options->language_count == 0) {
        error_set(error, COTEXTO_USAGE, "profile-languages",
                  _("profile \"%s\" needs a source language"), profile->name);
        return error_hint(error, "%s", _("name them with --languages, the source first"));
    }
    write->profile = profile;
    write->source_lang = options->language_count > 0 ? options->languages[0] : NULL;
    return true;
}

/* Writes what passes into the files, one for each output. None of them appears before all are
 * complete. */
static bool write_all(cotexto_memory *memory, int64_t document, struct export *export,
                      const char *const *paths, size_t count, const struct exchange_format *format)
{
    size_t opened = 0;
    while (opened < count && output_open(&export->outputs[opened], paths[opened], format,
                                         &export->write, export->error))
        opened++;
    export->good = opened == count;
    bool good = export->good &&
                memory_each_unit(memory, document, each_unit, export, export->error) &&
                export->good;
    for (size_t i = 0; good && i < opened; i++)
        good = output_complete(&export->outputs[i], export->error);
    for (size_t i = 0; i < opened; i++) {
        if (good)
            good = output_finish(&export->outputs[i], export->error);
        else
            output_abandon(&export->outputs[i]);
    }
    arena_free(&export->arena);
    return good;
}

static bool write_to(const char *path, cotexto_memory *memory, int64_t document,
                     struct export *export, const struct exchange_format *format)
{
    return write_all(memory, document, export, &path, 1, format) ||
           (strcmp(path, "-") != 0 && error_file(export->error, path));
}

static bool make_folder(const char *path, cotexto_error *error)
{
    if (mkdir(path, 0777) == 0 || errno == EEXIST)
        return true;
    return error_system(error, path, errno, _("can't be written"));
}

/* The path of a tier's file, its folders made. NULL when they can't be. */
static const char *make_tier(const char *folder, const char *tier, struct arena *arena,
                             cotexto_error *error)
{
    struct string path = {0};
    const char *kept = NULL;
    string_append_format(&path, "%s/tm", folder);
    bool good = string_ok(&path, error) && make_folder(path.bytes, error);
    string_append_format(&path, "/%s", tier);
    good = good && string_ok(&path, error) && make_folder(path.bytes, error);
    string_append_c(&path, "/cotexto.tmx");
    if (good && string_ok(&path, error) && (kept = arena_string(arena, path.bytes)) == NULL)
        error_no_memory(error);
    string_free(&path);
    return kept;
}

static bool write_tiers(const char *folder, cotexto_memory *memory, int64_t document,
                        struct export *export, const struct exchange_format *format)
{
    struct arena arena = {0};
    const char *paths[TIERS];
    bool good = true;
    export->sorted = true;
    for (size_t i = 0; good && i < TIERS; i++) {
        paths[i] = make_tier(folder, tiers[i].folder, &arena, export->error);
        good = paths[i] != NULL;
    }
    good = good && write_all(memory, document, export, paths, TIERS, format);
    arena_free(&arena);
    return good;
}

typedef bool write_function(const char *path, cotexto_memory *memory, int64_t document,
                            struct export *export, const struct exchange_format *format);

static bool export_units(cotexto_memory *memory, const char *path,
                         const cotexto_export_options *options,
                         const struct exchange_format *format, write_function *write,
                         uint64_t *units, cotexto_error *error)
{
    struct export export = {.options = options, .error = error};
    struct arena arena = {0};
    int64_t document;
    bool begun;
    *units = 0;
    if (format == NULL || !choose_profile(options, format, &export.write, error) ||
        !filter_check(&options->filter, &memory, 1, error) ||
        !memory_begin_read(memory, &begun, error))
        return false;
    bool good = filter_document(memory, options->filter.document, &document, error) &&
                choose_languages(memory, format, options, &arena, &export.write, error) &&
                memory_unit_count(memory, &export.total, error) &&
                write(path, memory, document, &export, format);
    if (begun)
        memory_end_read(memory);
    arena_free(&arena);
    *units = export.done;
    return good;
}

bool cotexto_export(cotexto_memory *memory, const char *path, const cotexto_export_options *options,
                    uint64_t *units, cotexto_error *error)
{
    return export_units(memory, path, options, output_format(path, options->format, "tmx", error),
                        write_to, units, error);
}

bool cotexto_export_omegat(cotexto_memory *memory, const char *folder,
                           const cotexto_export_options *options, uint64_t *units,
                           cotexto_error *error)
{
    cotexto_export_options own = *options;
    if (own.profile == NULL)
        own.profile = "omegat";
    return export_units(memory, folder, &own, exchange_format_named("tmx", error), write_tiers,
                        units, error);
}
