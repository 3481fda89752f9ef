/* Export: the units of a memory that a filter lets through, into a writer. */
#include <cotexto/export.h>

#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/message.h"
#include "base/tag.h"
#include "base/text.h"
#include "desk/filter.h"
#include "desk/output.h"
#include "memory/store.h"

struct export
{
    const cotexto_export_options *options;
    struct output output;
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

static bool report(struct export *export)
{
    const cotexto_progress *progress = &export->options->progress;
    export->seen++;
    if (progress->report == NULL || export->seen % 1024 != 0 ||
        progress->report(progress->context, COTEXTO_WORK_UNITS, export->seen, export->total))
        return true;
    return error_set(export->error, COTEXTO_CANCELLED, "cancelled", "%s", _("stopped"));
}

static bool write_unit(struct export *export, const struct unit *stored)
{
    struct unit unit = *stored;
    arena_reset(&export->arena);
    struct variant *variants = arena_array(&export->arena, unit.variant_count, sizeof *variants);
    if (variants == NULL)
        return error_no_memory(export->error);
    unit.variants = variants;
    unit.variant_count = 0;
    for (size_t i = 0; i < stored->variant_count; i++) {
        if (language_wanted(export->options, stored->variants[i].lang))
            variants[unit.variant_count++] = stored->variants[i];
    }
    if (unit.variant_count < 2)
        return true;
    bool written, good = output_put(&export->output, &unit, &written, export->error);
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

/* Number of the document to export, 0 for all. */
static bool choose_document(cotexto_memory *memory, const char *name, int64_t *id,
                            cotexto_error *error)
{
    return filter_document(memory, name, id, error) &&
           (name == NULL || *id != 0 || filter_no_document(name, error));
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
        cotexto_export_options one = {.languages = &options->languages[asked], .language_count = 1};
        for (size_t i = 0; i < stats.language_count; i++) {
            if (language_wanted(&one, stats.languages[i].tag))
                columns[count++] = arena_string(arena, stats.languages[i].tag);
        }
    }
    for (size_t i = 0; options->language_count == 0 && i < stats.language_count; i++)
        columns[count++] = arena_string(arena, stats.languages[i].tag);
    for (size_t i = 0; i < count; i++) {
        if (columns[i] == NULL)
            return error_no_memory(error);
    }
    *write = (struct exchange_write_options){.languages = columns, .language_count = count};
    return true;
}

/* A format of pairs takes the languages as they are asked for: "es" is a unit's "es-VE", too. */
static bool choose_languages(cotexto_memory *memory, const struct exchange_format *format,
                             const cotexto_export_options *options, struct arena *arena,
                             struct exchange_write_options *write, cotexto_error *error)
{
    if (!format->pairs || options->language_count == 0)
        return choose_columns(memory, options, arena, write, error);
    *write = (struct exchange_write_options){.languages = options->languages,
                                             .language_count = options->language_count};
    return true;
}

static bool write_to(const char *path, cotexto_memory *memory, int64_t document,
                     struct export *export, const struct exchange_format *format,
                     const struct exchange_write_options *write)
{
    if (!output_open(&export->output, path, format, write, export->error))
        return false;
    export->good = true;
    bool good =
        memory_each_unit(memory, document, each_unit, export, export->error) && export->good;
    arena_free(&export->arena);
    if (good)
        return output_finish(&export->output, export->error);
    output_abandon(&export->output);
    return strcmp(path, "-") != 0 && error_file(export->error, path);
}

bool cotexto_export(cotexto_memory *memory, const char *path, const cotexto_export_options *options,
                    uint64_t *units, cotexto_error *error)
{
    struct export export = {.options = options, .error = error};
    struct exchange_write_options write;
    struct arena arena = {0};
    int64_t document;
    bool begun;
    *units = 0;
    const struct exchange_format *format = output_format(path, options->format, "tmx", error);
    if (format == NULL || !filter_check(&options->filter, error) ||
        !memory_begin_read(memory, &begun, error))
        return false;
    bool good = choose_document(memory, options->filter.document, &document, error) &&
                choose_languages(memory, format, options, &arena, &write, error) &&
                memory_unit_count(memory, &export.total, error) &&
                write_to(path, memory, document, &export, format, &write);
    if (begun)
        memory_end_read(memory);
    arena_free(&arena);
    *units = export.done;
    return good;
}
