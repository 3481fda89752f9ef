/* Convert: units from a reader straight into a writer, without a memory. */
#include <cotexto/convert.h>

#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/message.h"
#include "base/text.h"
#include "desk/input.h"
#include "desk/output.h"

struct convert {
    const cotexto_convert_options *options;
    cotexto_convert_counts *counts;
    struct exchange_reader *reader;
    struct output output;
    const struct exchange_format *format; /* of the output */
    const char *languages[2];             /* of the first pair, when none are asked for */
    struct arena arena;                   /* of those */
    bool open;
};

/* A table has a column for each language, and a file of pairs two: what they do not have would be
 * lost. */
static bool needs_languages(const struct convert *convert)
{
    return convert->format->pairs || convert->format->columns;
}

static bool is_known(const struct convert *convert, const char *lang)
{
    return strcmp(convert->languages[0], lang) == 0 || strcmp(convert->languages[1], lang) == 0;
}

static bool ask_languages(const char *path, cotexto_error *error)
{
    error_set(error, COTEXTO_USAGE, "languages", "%s",
              _("the file has more than two languages: say which to write"));
    error_file(error, path);
    return error_hint(error, "%s", _("name source and target: --languages es,en"));
}

/* Without languages asked for, those of the first unit are the only ones. */
static bool check_languages(struct convert *convert, const struct unit *unit, const char *path,
                            cotexto_error *error)
{
    if (convert->options->language_count > 0 || !needs_languages(convert))
        return true;
    for (size_t i = 0; i < unit->variant_count; i++) {
        const char *lang = unit->variants[i].lang;
        if (convert->open ? !is_known(convert, lang) : unit->variant_count > 2)
            return ask_languages(path, error);
        if (convert->open)
            continue;
        convert->languages[i] = arena_string(&convert->arena, lang);
        if (convert->languages[i] == NULL)
            return error_no_memory(error);
    }
    return true;
}

static bool open_output(struct convert *convert, const char *path, cotexto_error *error)
{
    const cotexto_convert_options *options = convert->options;
    bool own = options->language_count == 0 && convert->languages[1] != NULL;
    struct exchange_write_options write = {.languages =
                                               own ? convert->languages : options->languages,
                                           .language_count = own ? 2 : options->language_count};
    convert->open = output_open(&convert->output, path, convert->format, &write, error);
    return convert->open;
}

/* Only a unit with a text in two languages is a translation. */
static bool is_translated(const struct unit *unit)
{
    size_t texts = 0;
    for (size_t i = 0; i < unit->variant_count; i++)
        texts += text_trim(unit->variants[i].text).length > 0;
    return texts >= 2;
}

static bool take_unit(struct convert *convert, const struct unit *unit, const char *in,
                      const char *out, cotexto_error *error)
{
    bool written = false;
    convert->counts->units++;
    if (is_translated(unit)) {
        if (!check_languages(convert, unit, in, error))
            return error_file(error, in);
        if ((!convert->open && !open_output(convert, out, error)) ||
            !output_put(&convert->output, unit, &written, error))
            return error_file(error, out);
    }
    convert->counts->written += written;
    convert->counts->skipped += !written;
    return input_report(convert->reader, &convert->options->progress, convert->counts->units,
                        error);
}

static bool take_all(struct convert *convert, const char *in, const char *out, cotexto_error *error)
{
    for (;;) {
        const struct unit *unit;
        if (!convert->reader->next(convert->reader, &unit, error))
            return error_file(error, in);
        if (unit == NULL)
            return true;
        if (!take_unit(convert, unit, in, out, error))
            return false;
    }
}

static bool nothing(const char *path, cotexto_error *error)
{
    error_set(error, COTEXTO_NOTHING, "no-units", "%s", _("there are no translations in the file"));
    return error_file(error, path);
}

bool cotexto_convert(const char *in, const char *out, const cotexto_convert_options *options,
                     cotexto_convert_counts *counts, cotexto_error *error)
{
    struct convert convert = {.options = options, .counts = counts};
    struct exchange_read_options read = {.languages = options->languages,
                                         .language_count = options->language_count,
                                         .columns = options->columns,
                                         .fuzzy = options->fuzzy,
                                         .repair = options->repair,
                                         .language_map = options->language_map,
                                         .language_map_count = options->language_map_count};
    *counts = (cotexto_convert_counts){0};
    if (!exchange_check_map(&read, error))
        return false;
    convert.format = output_format(out, options->to, NULL, error);
    convert.reader = convert.format == NULL ? NULL : input_open(in, options->from, &read, error);
    if (convert.reader == NULL)
        return false;
    bool good = take_all(&convert, in, out, error) && (convert.open || nothing(in, error));
    if (convert.open && good)
        good = output_finish(&convert.output, error);
    else if (convert.open)
        output_abandon(&convert.output);
    exchange_repairs(convert.reader, counts->repairs);
    convert.reader->close(convert.reader);
    arena_free(&convert.arena);
    return good;
}
