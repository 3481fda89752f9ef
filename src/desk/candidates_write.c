/* Candidates for terms as files. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/error.h"
#include "base/file.h"
#include "base/message.h"
#include "base/string.h"
#include "base/text.h"
#include "exchange/exchange.h"
#include "exchange/tbx.h"

#include <cotexto/terms.h>

struct writing {
    const struct candidate_format *format;
    const cotexto_candidate_options *options;
    FILE *stream;
    struct exchange_writer *tbx; /* NULL: it is another format */
    bool good;
    cotexto_error *error;
};

struct candidate_format {
    const char *name, *suffix;
    bool (*begin)(struct writing *writing);
    bool (*put)(struct writing *writing, const cotexto_term_candidate *candidate);
};

/* ---------------------------------------------------------------------------------------- TSV */

static void put_cell(FILE *stream, cotexto_text text)
{
    for (size_t i = 0; i < text.length; i++)
        fputc(strchr("\t\n\r", text.bytes[i]) != NULL ? ' ' : text.bytes[i], stream);
}

static bool begin_table(struct writing *writing)
{
    fprintf(writing->stream,
            "%s\t%s\tscore\tstrength\toccurrences\tunits\tdocuments\tother translations\tcontext\t"
            "translation of the context\tunit\tdocument\n",
            writing->options->from, writing->options->to);
    return true;
}

static bool put_row(struct writing *writing, const cotexto_term_candidate *candidate)
{
    FILE *stream = writing->stream;
    put_cell(stream, candidate->text);
    fputc('\t', stream);
    put_cell(stream, candidate->targets[0].text);
    fprintf(stream, "\t%.2f\t%.2f\t%llu\t%llu\t%llu\t", candidate->score,
            candidate->targets[0].strength, (unsigned long long)candidate->occurrences,
            (unsigned long long)candidate->units, (unsigned long long)candidate->documents);
    for (size_t i = 1; i < candidate->target_count; i++) {
        if (i > 1)
            fputs("; ", stream);
        put_cell(stream, candidate->targets[i].text);
    }
    fputc('\t', stream);
    put_cell(stream, candidate->context);
    fputc('\t', stream);
    put_cell(stream, candidate->context_target);
    fprintf(stream, "\t%lld\t", (long long)candidate->context_unit);
    put_cell(stream, candidate->document);
    fputc('\n', stream);
    return true;
}

/* --------------------------------------------------------------------------------- JSON Lines */

static json_t *json_of(cotexto_text text)
{
    return json_stringn(text.length == 0 ? "" : text.bytes, text.length);
}

static bool begin_lines(struct writing *writing)
{
    (void)writing;
    return true;
}

static bool put_line(struct writing *writing, const cotexto_term_candidate *candidate)
{
    json_t *object = json_object(), *targets = json_array();
    for (size_t i = 0; i < candidate->target_count; i++) {
        const cotexto_candidate_target *target = &candidate->targets[i];
        json_array_append_new(targets,
                              json_pack("{s:o, s:I, s:f}", "text", json_of(target->text), "units",
                                        (json_int_t)target->units, "strength", target->strength));
    }
    json_object_set_new(object, "term", json_of(candidate->text));
    json_object_set_new(object, "translations", targets);
    json_object_set_new(object, "score", json_real(candidate->score));
    json_object_set_new(object, "occurrences", json_integer((json_int_t)candidate->occurrences));
    json_object_set_new(object, "units", json_integer((json_int_t)candidate->units));
    json_object_set_new(object, "documents", json_integer((json_int_t)candidate->documents));
    json_object_set_new(object, "context", json_of(candidate->context));
    json_object_set_new(object, "context_translation", json_of(candidate->context_target));
    json_object_set_new(object, "unit", json_integer(candidate->context_unit));
    json_object_set_new(object, "document", json_of(candidate->document));
    char *line = json_dumps(object, JSON_COMPACT | JSON_REAL_PRECISION(6));
    json_decref(object);
    if (line == NULL)
        return error_no_memory(writing->error);
    fprintf(writing->stream, "%s\n", line);
    free(line);
    return true;
}

/* ---------------------------------------------------------------------------------------- TBX */

static bool begin_tbx(struct writing *writing)
{
    const struct exchange_format *format = exchange_format_named("tbx", writing->error);
    const struct exchange_write_options options = {.source_lang = writing->options->from};
    if (format != NULL)
        writing->tbx = format->open_writer(writing->stream, &options, writing->error);
    return writing->tbx != NULL;
}

/* An entry with the best translation; the counts and the others are in its note. */
static bool put_entry(struct writing *writing, const cotexto_term_candidate *candidate)
{
    struct string note = {0};
    string_append_format(&note, "%llu/%llu", (unsigned long long)candidate->targets[0].units,
                         (unsigned long long)candidate->units);
    for (size_t i = 1; i < candidate->target_count; i++) {
        string_append_c(&note, i == 1 ? "; " : ", ");
        string_append_text(&note, candidate->targets[i].text);
    }
    const struct property notes[] = {{PROPERTY_NOTE, TEXT(""), string_text(&note), TEXT("")}},
                          contexts[][1] = {
                              {{PROPERTY_PROP, TEXT("context"), candidate->context, TEXT("")}},
                              {{PROPERTY_PROP, TEXT("context"), candidate->context_target,
                                TEXT("")}}};
    const struct variant terms[] = {{.lang = writing->options->from,
                                     .text = candidate->text,
                                     .properties = contexts[0],
                                     .property_count = candidate->context.length > 0},
                                    {.lang = writing->options->to,
                                     .text = candidate->targets[0].text,
                                     .properties = contexts[1],
                                     .property_count = candidate->context_target.length > 0}};
    const struct unit unit = {.confidence = -1,
                              .properties = notes,
                              .property_count = 1,
                              .variants = terms,
                              .variant_count = 2};
    bool good =
        string_ok(&note, writing->error) && writing->tbx->put(writing->tbx, &unit, writing->error);
    string_free(&note);
    return good;
}

/* --------------------------------------------------------------------------------- the file */

static const struct candidate_format formats[] = {
    {"tsv", ".tsv", begin_table, put_row},
    {"jsonl", ".jsonl", begin_lines, put_line},
    {"tbx", ".tbx", begin_tbx, put_entry},
};

/* NULL and an error when there is no such format. */
static const struct candidate_format *choose_format(const char *path, const char *name,
                                                    cotexto_error *error)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        size_t length = strlen(path), suffix = strlen(formats[i].suffix);
        if (name != NULL
                ? strcmp(name, formats[i].name) == 0
                : length > suffix && strcmp(path + length - suffix, formats[i].suffix) == 0)
            return &formats[i];
    }
    if (name == NULL)
        return &formats[0];
    error_set(error, COTEXTO_USAGE, "unknown-format", _("\"%s\" is no format of terms"), name);
    error_hint(error, "%s", _("choose tsv, tbx or jsonl"));
    return NULL;
}

static bool put(void *context, const cotexto_term_candidate *candidate)
{
    struct writing *writing = context;
    writing->good = writing->format->put(writing, candidate);
    if (writing->good && ferror(writing->stream))
        writing->good = error_system(writing->error, NULL, errno, _("can't be written"));
    return writing->good;
}

static bool write_all(struct writing *writing, cotexto_memory *memory, uint64_t *count)
{
    cotexto_error *error = writing->error;
    bool good = writing->format->begin(writing) &&
                cotexto_term_candidates(memory, writing->options, put, writing, count, error) &&
                writing->good;
    if (writing->tbx != NULL) {
        good = good && writing->tbx->finish(writing->tbx, error);
        writing->tbx->close(writing->tbx);
    }
    return good && (fflush(writing->stream) == 0 ||
                    error_system(error, NULL, errno, _("can't be written")));
}

bool cotexto_term_candidates_write(cotexto_memory *memory, const char *path, const char *format,
                                   const cotexto_candidate_options *options, uint64_t *count,
                                   cotexto_error *error)
{
    struct writing writing = {.options = options, .stream = stdout, .good = true, .error = error};
    struct atomic_file file = {0};
    bool standard = strcmp(path, "-") == 0;
    *count = 0;
    writing.format = choose_format(path, format, error);
    if (writing.format == NULL || (!standard && !atomic_open(&file, path, error)))
        return false;
    if (!standard)
        writing.stream = file.stream;
    bool good = write_all(&writing, memory, count);
    if (standard)
        return good;
    if (good)
        return atomic_commit(&file, error);
    atomic_abandon(&file);
    return error_file(error, path);
}
