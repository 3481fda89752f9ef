/* Doubts, stretches to check and moved parts, as lines on standard error or as JSON. */
#include "cli/report.h"

#include <stdio.h>
#include <string.h>

#include "cli/cli.h"

enum { MOST_LINES = 8, TEXT_WIDTH = 40 };

/* ------------------------------------------------------------------------------------- doubts */

static void print_doubt(const cotexto_doubt *doubt, const char *file)
{
    switch (doubt->kind) {
    case COTEXTO_DOUBT_UNLIKE:
        fprintf(
            stderr,
            _("the texts may not be translations of each other: it is %.0f %% sure that they are"),
            100 * doubt->figure);
        break;
    case COTEXTO_DOUBT_LENGTHS:
        fprintf(stderr, _("a length ratio of %.2f is unusual"), doubt->figure);
        break;
    case COTEXTO_DOUBT_UNALIGNED:
        fprintf(stderr, _("%.0f %% of %s has no translation"), 100 * doubt->figure, file);
        break;
    case COTEXTO_DOUBT_CONFIDENCE:
        fprintf(stderr, _("the alignment is unsure: confidence %.2f on average"), doubt->figure);
        break;
    case COTEXTO_DOUBT_GUESS:
        fprintf(stderr, _("the language of %s is only guessed; say it: --languages es,en"), file);
        break;
    case COTEXTO_DOUBT_LANGUAGE:
        fprintf(stderr, _("%s looks as if it were in another language: %s"), file, doubt->lang);
        break;
    }
}

/* --------------------------------------------------------------------------------------- parts */

/* The first words, with "…" for the rest. */
static void print_start(cotexto_text text)
{
    size_t end = 0, blank = 0;
    while (end < text.length &&
           cotexto_display_width((cotexto_text){text.bytes, end}) < TEXT_WIDTH) {
        blank = text.bytes[end] == ' ' ? end : blank;
        for (end++; end < text.length && ((unsigned char)text.bytes[end] & 0xC0) == 0x80;)
            end++;
    }
    bool whole = end == text.length;
    terminal_safely(stderr, (cotexto_text){text.bytes, !whole && blank > 0 ? blank : end});
    if (!whole)
        fputs("…", stderr);
}

enum { PART_SIZE = 160 };

/* "31", "31-36". */
static void write_range(char *out, size_t size, size_t from, size_t to)
{
    snprintf(out, size, from == to ? "%zu" : "%zu-%zu", from, to);
}

static void write_sentences(char *out, size_t size, const cotexto_part *part)
{
    write_range(out, size, part->sentence, part->sentence + part->count - 1);
}

/* "paragraph 5, sentences 12-14". */
static void write_part(char out[PART_SIZE], const cotexto_part *part)
{
    char paragraphs[48], sentences[48];
    size_t length = 0;
    write_range(paragraphs, sizeof paragraphs, part->paragraph, part->last_paragraph);
    write_sentences(sentences, sizeof sentences, part);
    out[0] = '\0';
    if (part->paragraph > 0)
        length = (size_t)snprintf(
            out, PART_SIZE,
            P_("paragraph %s, ", "paragraphs %s, ", part->last_paragraph - part->paragraph + 1),
            paragraphs);
    if (length < PART_SIZE)
        snprintf(out + length, PART_SIZE - length, P_("sentence %s", "sentences %s", part->count),
                 sentences);
}

static void print_check(const cotexto_check *check)
{
    char source[PART_SIZE], target[48];
    write_part(source, &check->source);
    write_sentences(target, sizeof target, &check->target);
    fprintf(stderr,
            P_("    check here: %s / %s (%zu unit, confidence %.2f): ",
               "    check here: %s / %s (%zu units, confidence from %.2f): ", check->units),
            source, target, check->units, check->lowest);
    print_start(check->text);
    fputc('\n', stderr);
}

static void print_moved(const cotexto_moved *moved)
{
    char source[PART_SIZE], target[PART_SIZE];
    write_part(source, &moved->source);
    write_part(target, &moved->target);
    fprintf(stderr, _("    moved: %s of the source seems to be %s of the target: "), source,
            target);
    print_start(moved->text);
    fputc('\n', stderr);
}

static void print_more(size_t count)
{
    if (count > MOST_LINES)
        fprintf(stderr, _("    and %zu more\n"), count - MOST_LINES);
}

void report_doubts(const cotexto_alignment *alignment, const char *const files[2])
{
    for (size_t i = 0; i < alignment->doubt_count; i++) {
        fputs(_("    warning: "), stderr);
        print_doubt(&alignment->doubts[i], files[alignment->doubts[i].side]);
        fputc('\n', stderr);
    }
    for (size_t i = 0; i < alignment->moved_count && i < MOST_LINES; i++)
        print_moved(&alignment->moved[i]);
    print_more(alignment->moved_count);
    if (alignment->moved_count > 0)
        fputs(_("      → to keep what was moved, align its parts alone, or part the texts there\n"),
              stderr);
}

void report_checks(const cotexto_alignment *alignment)
{
    for (size_t i = 0; i < alignment->check_count && i < MOST_LINES; i++)
        print_check(&alignment->checks[i]);
    print_more(alignment->check_count);
}

/* ---------------------------------------------------------------------------------------- JSON */

static json_t *part_json(const cotexto_part *part)
{
    return json_pack("{s:I, s:I, s:I, s:I}", "sentence", (json_int_t)part->sentence, "count",
                     (json_int_t)part->count, "paragraph", (json_int_t)part->paragraph,
                     "last_paragraph", (json_int_t)part->last_paragraph);
}

static json_t *doubts_json(const cotexto_alignment *alignment)
{
    json_t *array = json_array();
    for (size_t i = 0; i < alignment->doubt_count; i++) {
        const cotexto_doubt *doubt = &alignment->doubts[i];
        bool of_side = doubt->kind == COTEXTO_DOUBT_UNALIGNED ||
                       doubt->kind == COTEXTO_DOUBT_GUESS || doubt->kind == COTEXTO_DOUBT_LANGUAGE;
        json_t *object =
            json_pack("{s:s, s:f}", "id", cotexto_doubt_id(doubt->kind), "figure", doubt->figure);
        if (of_side)
            json_object_set_new(object, "side", json_integer((json_int_t)doubt->side));
        if (*doubt->lang != '\0')
            json_object_set_new(object, "language", json_string(doubt->lang));
        json_array_append_new(array, object);
    }
    return array;
}

static json_t *moved_json(const cotexto_alignment *alignment)
{
    json_t *array = json_array();
    for (size_t i = 0; i < alignment->moved_count; i++) {
        const cotexto_moved *moved = &alignment->moved[i];
        json_array_append_new(
            array, json_pack("{s:o, s:o, s:o}", "source", part_json(&moved->source), "target",
                             part_json(&moved->target), "text", text_json(moved->text)));
    }
    return array;
}

static json_t *checks_json(const cotexto_alignment *alignment)
{
    json_t *array = json_array();
    for (size_t i = 0; i < alignment->check_count; i++) {
        const cotexto_check *check = &alignment->checks[i];
        json_array_append_new(
            array, json_pack("{s:o, s:o, s:I, s:f, s:o}", "source", part_json(&check->source),
                             "target", part_json(&check->target), "units", (json_int_t)check->units,
                             "lowest", check->lowest, "text", text_json(check->text)));
    }
    return array;
}

void report_json(const cotexto_alignment *alignment, json_t *object)
{
    json_object_set_new(object, "fit", json_real(alignment->fit));
    json_object_set_new(object, "confidence", json_real(alignment->confidence));
    json_object_set_new(object, "warnings", doubts_json(alignment));
    json_object_set_new(object, "moved", moved_json(alignment));
    json_object_set_new(object, "check", checks_json(alignment));
}
