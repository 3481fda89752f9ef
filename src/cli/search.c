/* cotexto search: concordance, each occurrence in the middle of its line, its translation below,
 * and how often it is translated how. */
#include "cli/cli.h"
#include "cli/json.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

struct output {
    struct cli *cli;
    uint64_t given, counted; /* occurrences */
};

/* ----------------------------------------------------------------------------------------- JSON */

static json_t *neighbours_json(const cotexto_occurrence *occurrence)
{
    json_t *list = json_array();
    for (size_t i = 0; i < occurrence->neighbour_count; i++) {
        const cotexto_neighbour *neighbour = &occurrence->neighbours[i];
        json_t *object = json_object();
        json_object_set_new(object, "distance", json_integer(neighbour->distance));
        json_object_set_new(object, "unit", json_integer(neighbour->unit));
        json_object_set_new(object, "text", text_json(neighbour->text));
        json_object_set_new(object, "translation", text_json(neighbour->translation));
        json_array_append_new(list, object);
    }
    return list;
}

static void print_json(const cotexto_occurrence *occurrence)
{
    json_t *object = json_object();
    json_object_set_new(object, "unit", json_integer(occurrence->unit));
    json_object_set_new(object, "lang", json_string(occurrence->lang));
    json_object_set_new(object, "before", text_json(occurrence->before));
    json_object_set_new(object, "match", text_json(occurrence->match));
    json_object_set_new(object, "after", text_json(occurrence->after));
    json_object_set_new(object, "translation", text_json(occurrence->translation));
    json_object_set_new(object, "document", text_json(occurrence->document));
    json_object_set_new(object, "translation_match",
                        range_json(occurrence->translation, occurrence->translation_match));
    if (occurrence->neighbour_count > 0)
        json_object_set_new(object, "context", neighbours_json(occurrence));
    print_json_line(stdout, object);
}

static void print_counts_json(const cotexto_counts *counts)
{
    json_t *object = json_object(), *list = json_array();
    for (size_t i = 0; i < counts->translation_count; i++) {
        const cotexto_translation *translation = &counts->translations[i];
        json_t *entry = json_object();
        json_object_set_new(entry, "lang", json_string(translation->lang));
        json_object_set_new(entry, "text", text_json(translation->text));
        json_object_set_new(entry, "count", json_integer((json_int_t)translation->count));
        json_array_append_new(list, entry);
    }
    json_object_set_new(object, "translations", list);
    json_object_set_new(object, "unknown", json_integer((json_int_t)counts->unknown));
    json_object_set_new(object, "occurrences", json_integer((json_int_t)counts->occurrences));
    print_json_line(stdout, object);
}

/* --------------------------------------------------------------------------------------- tables */

static void print_table(const cotexto_occurrence *occurrence)
{
    const cotexto_text cells[] = {occurrence->before,      occurrence->match,    occurrence->after,
                                  occurrence->translation, occurrence->document, occurrence->date};
    printf("%lld\t%s", (long long)occurrence->unit, occurrence->lang);
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        putchar('\t');
        print_cell(stdout, cells[i]);
    }
    putchar('\n');
}

static void print_counts_table(const cotexto_counts *counts)
{
    for (size_t i = 0; i < counts->translation_count; i++) {
        printf("%llu\t", (unsigned long long)counts->translations[i].count);
        print_cell(stdout, counts->translations[i].text);
        putchar('\n');
    }
}

/* ----------------------------------------------------------------------------------- for people */

/* The last columns of a text, or its first ones, cut at a character. */
static cotexto_text cut_to(cotexto_text text, size_t columns, bool keep_end)
{
    while (text.length > 0 && cotexto_display_width(text) > columns) {
        if (keep_end) {
            do {
                text.bytes++;
                text.length--;
            } while (text.length > 0 && ((unsigned char)*text.bytes & 0xC0) == 0x80);
        } else {
            do {
                text.length--;
            } while (text.length > 0 && ((unsigned char)text.bytes[text.length] & 0xC0) == 0x80);
        }
    }
    return text;
}

static void put_found(const struct terminal *terminal, cotexto_text text)
{
    if (!terminal->colors)
        putchar('[');
    terminal_style(terminal, STYLE_FOUND);
    terminal_text(terminal, text);
    terminal_style(terminal, STYLE_PLAIN);
    if (!terminal->colors)
        putchar(']');
}

/* The match begins in the same column of every line. */
static void print_centred(const struct terminal *terminal, const cotexto_occurrence *occurrence)
{
    size_t width = terminal->width == 0 ? 100 : terminal->width;
    size_t match = cotexto_display_width(occurrence->match) + 2, left = width * 2 / 5;
    size_t right = width > left + match ? width - left - match : 0;
    cotexto_text before = cut_to(occurrence->before, left, true),
                 after = cut_to(occurrence->after, right, false);
    for (size_t column = cotexto_display_width(before); column < left; column++)
        putchar(' ');
    terminal_text(terminal, before);
    put_found(terminal, occurrence->match);
    terminal_text(terminal, after);
    putchar('\n');
}

static void print_translation(const struct terminal *terminal, const cotexto_occurrence *occurrence)
{
    struct paragraph paragraph;
    char label[COTEXTO_TAG_SIZE + 8];
    snprintf(label, sizeof label, "  %s", occurrence->translation_lang);
    paragraph_start(&paragraph, terminal, label, STYLE_FAINT, 8);
    paragraph_add_marked(&paragraph, occurrence->translation, STYLE_PLAIN,
                         &occurrence->translation_match, 1, STYLE_FOUND, "[", "]");
    paragraph_add(&paragraph, cotexto_text_of("  "), STYLE_PLAIN);
    paragraph_add(&paragraph, occurrence->document, STYLE_FAINT);
    if (occurrence->date.length > 0) {
        paragraph_add(&paragraph, cotexto_text_of(", "), STYLE_FAINT);
        paragraph_add(&paragraph, occurrence->date, STYLE_FAINT);
    }
    paragraph_end(&paragraph);
}

/* The units before (behind: after) the match, faint, with their distance. */
static void print_neighbours(const struct terminal *terminal, const cotexto_occurrence *occurrence,
                             bool behind)
{
    for (size_t i = 0; i < occurrence->neighbour_count; i++) {
        const cotexto_neighbour *neighbour = &occurrence->neighbours[i];
        struct paragraph paragraph;
        char label[16];
        if ((neighbour->distance > 0) != behind)
            continue;
        snprintf(label, sizeof label, "  %+d", neighbour->distance);
        paragraph_start(&paragraph, terminal, label, STYLE_FAINT, 8);
        paragraph_add(&paragraph, neighbour->text, STYLE_FAINT);
        paragraph_end(&paragraph);
        paragraph_start(&paragraph, terminal, "", STYLE_FAINT, 10);
        paragraph_add(&paragraph, neighbour->translation, STYLE_FAINT);
        paragraph_end(&paragraph);
    }
}

static void print_human(const struct terminal *terminal, const cotexto_occurrence *occurrence)
{
    print_neighbours(terminal, occurrence, false);
    print_centred(terminal, occurrence);
    print_translation(terminal, occurrence);
    print_neighbours(terminal, occurrence, true);
    if (occurrence->neighbour_count > 0)
        putchar('\n');
}

/* "strategic alliance 12, strategic partnership 5": the most frequent ones of one language. */
static void print_counts_of(const struct terminal *terminal, const cotexto_counts *counts,
                            const char *lang)
{
    enum { MOST_SHOWN = 10 };
    struct paragraph paragraph;
    char label[COTEXTO_TAG_SIZE + 8], number[32];
    size_t shown = 0;
    snprintf(label, sizeof label, "  = %s", lang);
    paragraph_start(&paragraph, terminal, label, STYLE_FAINT, 8);
    for (size_t i = 0; i < counts->translation_count && shown <= MOST_SHOWN; i++) {
        const cotexto_translation *translation = &counts->translations[i];
        if (strcmp(translation->lang, lang) != 0)
            continue;
        paragraph_add(&paragraph, cotexto_text_of(shown == 0 ? "" : ", "), STYLE_PLAIN);
        if (++shown > MOST_SHOWN) {
            paragraph_add(&paragraph, cotexto_text_of("..."), STYLE_PLAIN);
            break;
        }
        paragraph_add(&paragraph, translation->text, STYLE_STRONG);
        snprintf(number, sizeof number, " %llu", (unsigned long long)translation->count);
        paragraph_add(&paragraph, cotexto_text_of(number), STYLE_PLAIN);
    }
    paragraph_end(&paragraph);
}

/* The languages come in the order of their most frequent translation. */
static void print_counts_human(const struct terminal *terminal, const cotexto_counts *counts)
{
    for (size_t i = 0; i < counts->translation_count; i++) {
        bool seen = false;
        for (size_t k = 0; k < i && !seen; k++)
            seen = strcmp(counts->translations[k].lang, counts->translations[i].lang) == 0;
        if (!seen)
            print_counts_of(terminal, counts, counts->translations[i].lang);
    }
    if (counts->translation_count > 0 && counts->unknown > 0)
        printf(P_("        not told by the words: %llu time\n",
                  "        not told by the words: %llu times\n", counts->unknown),
               (unsigned long long)counts->unknown);
}

static void print_total(const struct output *output, const cotexto_counts *counts)
{
    unsigned long long all = (unsigned long long)counts->occurrences,
                       given = (unsigned long long)output->given;
    if (given >= all && counts->complete)
        printf(P_("%llu occurrence.\n", "%llu occurrences.\n", all), given);
    else if (counts->complete)
        printf(P_("%llu of %llu occurrence. --limit 0 for all.\n",
                  "%llu of %llu occurrences. --limit 0 for all.\n", all),
               given, all);
    else
        printf(P_("%llu of more than %llu occurrence. --limit 0 for all.\n",
                  "%llu of more than %llu occurrences. --limit 0 for all.\n", all),
               given, all);
}

/* ------------------------------------------------------------------------------------------ run */

static bool print_occurrence(void *context, const cotexto_occurrence *occurrence)
{
    struct output *output = context;
    output->given++;
    if (given(output->cli, OPTION_JSON))
        print_json(occurrence);
    else if (output->cli->terminal.human)
        print_human(&output->cli->terminal, occurrence);
    else
        print_table(occurrence);
    return !ferror(stdout);
}

static void print_counts(void *context, const cotexto_counts *counts)
{
    struct output *output = context;
    output->counted = counts->occurrences;
    if (given(output->cli, OPTION_JSON)) {
        print_counts_json(counts);
    } else if (given(output->cli, OPTION_COUNTS)) {
        print_counts_table(counts);
    } else if (!given(output->cli, OPTION_QUIET)) {
        print_counts_human(&output->cli->terminal, counts);
        print_total(output, counts);
    }
}

/* The question as the options put it; the texts live as long as the command's words. */
static bool read_options(struct cli *cli, char lang[COTEXTO_TAG_SIZE], cotexto_text *target,
                         cotexto_search_options *how)
{
    enum { SHOWN = 20, COUNTED = 500, MOST_NEIGHBOURS = 1000 };
    bool people = cli->terminal.human && !given(cli, OPTION_JSON);
    long limit, neighbours;
    if (!number_value(cli, OPTION_LIMIT, people ? SHOWN : 0, 0, INT_MAX, &limit) ||
        !number_value(cli, OPTION_NEIGHBOURS, 0, 0, MOST_NEIGHBOURS, &neighbours))
        return false;
    *target = cotexto_text_of(value(cli, OPTION_AND_TARGET, ""));
    *how = (cotexto_search_options){
        .lang = given(cli, OPTION_LANG) ? lang : NULL,
        .limit = (size_t)limit,
        .target_phrases = target,
        .target_phrase_count = given(cli, OPTION_AND_TARGET),
        .is_pattern = given(cli, OPTION_REGEX),
        .neighbours = (size_t)neighbours,
        .counted = people || given(cli, OPTION_COUNTS) ? print_counts : NULL,
        .count_limit = given(cli, OPTION_COUNTS) || limit == 0 ? 0 : COUNTED,
    };
    return filter_asked(cli, &how->filter);
}

static int search(struct cli *cli, const cotexto_text *phrases, size_t count,
                  const cotexto_search_options *how)
{
    struct memories memories = {0};
    struct output output = {.cli = cli};
    uint64_t found;
    bool good = memories_open(cli, &memories) &&
                cotexto_search(memories.list, memories.count, phrases, count, how,
                               given(cli, OPTION_COUNTS) ? NULL : print_occurrence, &output, &found,
                               cli->error);
    memories_close(&memories);
    if (!good)
        return fail(cli);
    return output.given + output.counted > 0 ? 0 : EXIT_NOTHING;
}

int command_search(struct cli *cli)
{
    char lang[COTEXTO_TAG_SIZE];
    cotexto_text target, pattern = cotexto_text_of(value(cli, OPTION_REGEX, NULL));
    cotexto_search_options how;
    size_t words = cli->arguments.word_count;
    if (!read_options(cli, lang, &target, &how)) /* first: its number may be the words */
        return EXIT_USAGE;
    if ((words == 0) != given(cli, OPTION_REGEX))
        return usage(cli, "%s", _("name the words to search, or give --regex"));
    if (given(cli, OPTION_LANG) &&
        !cotexto_tag_canonical(value(cli, OPTION_LANG, ""), lang, cli->error))
        return fail(cli);
    if (how.is_pattern)
        return search(cli, &pattern, 1, &how);
    cotexto_text *phrases = calloc(words, sizeof *phrases);
    if (phrases == NULL)
        return EXIT_IO;
    for (size_t i = 0; i < words; i++)
        phrases[i] = cotexto_text_of(cli->arguments.words[i]);
    int status = search(cli, phrases, words, &how);
    free(phrases);
    return status;
}
