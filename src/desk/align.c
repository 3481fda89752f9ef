/* Alignment of two files for its own sake: beads as a ladder, as pairs of texts, as TMX, or as a
 * picture. */
#include <cotexto/tools.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/file.h"
#include "base/message.h"
#include "base/text.h"
#include "desk/alignment.h"
#include "desk/intake.h"
#include "desk/picture.h"
#include "exchange/exchange.h"

struct align_work {
    const char *paths[2];
    const char *format;                     /* name of the form of the beads */
    const struct exchange_format *exchange; /* when it is one of these, else NULL */
    struct intake sides[2];
    const struct align_pin *pins;
    size_t pin_count;
    struct bead *beads;
    size_t count;
    struct arena arena;
};

/* ----------------------------------------------------------------------------------- aligning */

static bool take_sides(struct align_work *work, const cotexto_align_options *options,
                       const struct rules *rules, cotexto_error *error)
{
    const char *const langs[] = {options->source_lang, options->target_lang};
    for (int i = 0; i < 2; i++) {
        bool good = options->presegmented
                        ? intake_lines(work->paths[i], &options->decoding, langs[i],
                                       options->paragraphs, &work->arena, &work->sides[i], error)
                        : intake_file(work->paths[i], &options->decoding, langs[i], rules,
                                      &work->arena, &work->sides[i], error);
        if (!good)
            return false;
    }
    return true;
}

static bool run(struct align_work *work, const cotexto_align_options *options, cotexto_error *error)
{
    const struct intake *const sides[] = {&work->sides[0], &work->sides[1]};
    struct evidence_source from = {options->lexicon, options->anchors, options->memory,
                                   &options->decoding};
    struct alignment alignment;
    if (!alignment_make(sides, &from, &options->progress, &work->arena, &alignment, error))
        return false;
    work->beads = alignment.beads;
    work->count = alignment.count;
    work->pins = alignment.pins;
    work->pin_count = alignment.pin_count;
    if (options->aligned != NULL)
        options->aligned(options->context, &alignment.report);
    return true;
}

/* ------------------------------------------------------------------------------------ writing */

static void write_numbers(FILE *stream, size_t from, size_t count)
{
    fputc('[', stream);
    for (size_t i = 0; i < count; i++)
        fprintf(stream, i == 0 ? "%zu" : ",%zu", from + i);
    fputc(']', stream);
}

static void write_ladder(FILE *stream, const struct align_work *work)
{
    for (size_t i = 0; i < work->count; i++) {
        const struct bead *bead = &work->beads[i];
        write_numbers(stream, bead->source, bead->source_count);
        fputc(':', stream);
        write_numbers(stream, bead->target, bead->target_count);
        /* whole numbers, since the decimal mark of printf is the locale's */
        int percent = (int)(bead->confidence * 10000 + 0.5);
        fprintf(stream, "\t%d.%04d\n", percent / 10000, percent % 10000);
    }
}

/* Both sides of a bead as texts; an empty side is an empty text. */
static bool bead_texts(struct align_work *work, const struct bead *bead, cotexto_text texts[2],
                       cotexto_error *error)
{
    const size_t from[] = {bead->source, bead->target},
                 count[] = {bead->source_count, bead->target_count};
    for (int i = 0; i < 2; i++) {
        texts[i] = TEXT("");
        if (count[i] > 0 &&
            !intake_join(&work->sides[i], from[i], count[i], &work->arena, &texts[i], error))
            return false;
    }
    return true;
}

/* A cell of a table: tabs and line breaks, which can only come from presegmented lines, become
 * blanks. */
static void write_cell(FILE *stream, cotexto_text text)
{
    for (size_t i = 0; i < text.length; i++) {
        char c = text.bytes[i];
        fputc(c == '\t' || c == '\n' || c == '\r' ? ' ' : c, stream);
    }
}

static bool write_table(FILE *stream, struct align_work *work, cotexto_error *error)
{
    for (size_t i = 0; i < work->count; i++) {
        cotexto_text texts[2];
        if (!bead_texts(work, &work->beads[i], texts, error))
            return false;
        write_cell(stream, texts[0]);
        fputc('\t', stream);
        write_cell(stream, texts[1]);
        int percent = (int)(work->beads[i].confidence * 10000 + 0.5);
        fprintf(stream, "\t%d.%04d\n", percent / 10000, percent % 10000);
    }
    return true;
}

/* An exchange format takes units: beads with both sides. */
static bool write_units(FILE *stream, const struct exchange_format *format, struct align_work *work,
                        cotexto_error *error)
{
    const char *const languages[] = {work->sides[0].lang, work->sides[1].lang};
    struct exchange_write_options options = {
        .languages = languages, .language_count = 2, .source_lang = languages[0]};
    struct exchange_writer *writer = format->open_writer(stream, &options, error);
    if (writer == NULL)
        return false;
    bool good = true;
    uint32_t position = 0;
    for (size_t i = 0; good && i < work->count; i++) {
        const struct bead *bead = &work->beads[i];
        cotexto_text texts[2];
        if (bead->source_count == 0 || bead->target_count == 0)
            continue;
        good = bead_texts(work, bead, texts, error);
        if (!good || texts[0].length == 0 || texts[1].length == 0)
            continue;
        const struct variant variants[] = {{.lang = languages[0], .text = texts[0]},
                                           {.lang = languages[1], .text = texts[1]}};
        struct unit unit = {.position = ++position,
                            .paragraph = work->sides[0].sentences[bead->source].paragraph,
                            .confidence = bead->confidence,
                            .variants = variants,
                            .variant_count = 2};
        good = writer->put(writer, &unit, error);
    }
    good = good && writer->finish(writer, error);
    writer->close(writer);
    return good;
}

static bool write_beads(FILE *stream, struct align_work *work, cotexto_error *error)
{
    if (work->exchange != NULL)
        return write_units(stream, work->exchange, work, error);
    if (strcmp(work->format, "tsv") == 0)
        return write_table(stream, work, error);
    write_ladder(stream, work);
    return true;
}

static const char *file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

static bool write_picture(FILE *stream, struct align_work *work, cotexto_error *error)
{
    const char *const names[] = {file_name(work->paths[0]), file_name(work->paths[1])};
    struct picture picture = {work->sides, names,      work->beads,
                              work->count, work->pins, work->pin_count};
    struct string svg = {0};
    bool good = picture_draw(&picture, &svg, error);
    if (good)
        fwrite(svg.bytes, 1, svg.length, stream);
    string_free(&svg);
    return good;
}

static bool write_out(const char *path, struct align_work *work,
                      bool (*write)(FILE *stream, struct align_work *work, cotexto_error *error),
                      cotexto_error *error)
{
    if (strcmp(path, "-") == 0) {
        if (!write(stdout, work, error))
            return false;
        return fflush(stdout) == 0 || error_system(error, "-", errno, _("can't be written"));
    }
    struct atomic_file file;
    if (!atomic_open(&file, path, error))
        return false;
    if (write(file.stream, work, error))
        return atomic_commit(&file, error);
    atomic_abandon(&file);
    return false;
}

/* ladder and tsv are forms of their own; jsonl and tmx are exchange formats. */
static bool choose_format(const char *name, const struct exchange_format **format,
                          cotexto_error *error)
{
    *format = NULL;
    if (strcmp(name, "ladder") == 0 || strcmp(name, "tsv") == 0)
        return true;
    if (strcmp(name, "jsonl") == 0 || strcmp(name, "tmx") == 0) {
        *format = exchange_format_named(name, error);
        return *format != NULL;
    }
    error_set(error, COTEXTO_USAGE, "unknown-format", _("format \"%s\" is unknown"), name);
    return error_hint(error, "%s", _("choose ladder, tsv, jsonl or tmx"));
}

/* One place can't take both the beads and the picture. */
static bool check_places(const char *picture, const char *path, cotexto_error *error)
{
    if (picture == NULL || strcmp(picture, path) != 0)
        return true;
    error_set(error, COTEXTO_USAGE, "same-output", "%s",
              _("the picture and the beads can't be written to the same place"));
    error_file(error, path);
    return error_hint(error, "%s", _("name a file for one of them"));
}

static size_t count_texts(const struct intake *intake)
{
    size_t count = 0;
    for (size_t i = 0; i < intake->count; i++)
        count += intake->sentences[i].text.length > 0;
    return count;
}

bool cotexto_align(const char *source, const char *target, const cotexto_align_options *options,
                   const char *format, const char *path, cotexto_aligned *aligned,
                   cotexto_error *error)
{
    struct align_work work = {.paths = {source, target}, .format = format};
    *aligned = (cotexto_aligned){0};
    if (!check_places(options->picture, path, error) ||
        !choose_format(format, &work.exchange, error))
        return false;
    struct rules rules;
    bool good = rules_open(&rules, &options->rules, error) &&
                take_sides(&work, options, &rules, error) && run(&work, options, error);
    good = good &&
           (options->picture == NULL || write_out(options->picture, &work, write_picture, error));
    good = good && write_out(path, &work, write_beads, error);
    rules_close(&rules);
    aligned->beads = work.count;
    for (int i = 0; i < 2; i++)
        aligned->sentences[i] = count_texts(&work.sides[i]);
    arena_free(&work.arena);
    return good;
}
