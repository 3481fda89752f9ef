/* cotexto search: concordance, each occurrence in the middle of its line, its translation below. */
#include "cli/cli.h"
#include "cli/json.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

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
    print_json_line(stdout, object);
}

static void print_table(const cotexto_occurrence *occurrence)
{
    const cotexto_text cells[] = {occurrence->before,      occurrence->match,    occurrence->after,
                                  occurrence->translation, occurrence->document, occurrence->date};
    printf("%lld\t%s", (long long)occurrence->unit, occurrence->lang);
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        putchar('\t');
        print_cell(cells[i]);
    }
    putchar('\n');
}

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

static void put_strong(const struct terminal *terminal, cotexto_text text)
{
    if (!terminal->colors)
        putchar('[');
    terminal_style(terminal, STYLE_STRONG);
    terminal_text(terminal, text);
    terminal_style(terminal, STYLE_PLAIN);
    if (!terminal->colors)
        putchar(']');
}

/* Keyword in context: the match begins in the same column of every line. */
static void print_human(const struct terminal *terminal, const cotexto_occurrence *occurrence)
{
    size_t width = terminal->width == 0 ? 100 : terminal->width;
    size_t match = cotexto_display_width(occurrence->match) + 2, left = width * 2 / 5;
    size_t right = width > left + match ? width - left - match : 0;
    cotexto_text before = cut_to(occurrence->before, left, true),
                 after = cut_to(occurrence->after, right, false);
    for (size_t column = cotexto_display_width(before); column < left; column++)
        putchar(' ');
    terminal_text(terminal, before);
    put_strong(terminal, occurrence->match);
    terminal_text(terminal, after);
    putchar('\n');
    struct paragraph paragraph;
    char label[COTEXTO_TAG_SIZE + 8];
    snprintf(label, sizeof label, "  %s", occurrence->translation_lang);
    paragraph_start(&paragraph, terminal, label, STYLE_FAINT, 8);
    paragraph_add(&paragraph, occurrence->translation, STYLE_PLAIN);
    paragraph_add(&paragraph, cotexto_text_of("  "), STYLE_PLAIN);
    paragraph_add(&paragraph, occurrence->document, STYLE_FAINT);
    if (occurrence->date.length > 0) {
        paragraph_add(&paragraph, cotexto_text_of(", "), STYLE_FAINT);
        paragraph_add(&paragraph, occurrence->date, STYLE_FAINT);
    }
    paragraph_end(&paragraph);
}

static bool print_occurrence(void *context, const cotexto_occurrence *occurrence)
{
    const struct cli *cli = context;
    if (given(cli, OPTION_JSON))
        print_json(occurrence);
    else if (cli->terminal.human)
        print_human(&cli->terminal, occurrence);
    else
        print_table(occurrence);
    return !ferror(stdout);
}

int command_search(struct cli *cli)
{
    struct memories memories = {0};
    char lang[COTEXTO_TAG_SIZE];
    long limit;
    uint64_t count = 0;
    size_t words = cli->arguments.word_count;
    if (words == 0)
        return usage(cli, "%s", _("name the words to search"));
    if (!number_value(cli, OPTION_LIMIT, 0, 1, INT_MAX, &limit))
        return EXIT_USAGE;
    if (given(cli, OPTION_LANG) &&
        !cotexto_tag_canonical(value(cli, OPTION_LANG, ""), lang, cli->error))
        return fail(cli);
    cotexto_text *phrases = calloc(words, sizeof *phrases);
    for (size_t i = 0; phrases != NULL && i < words; i++)
        phrases[i] = cotexto_text_of(cli->arguments.words[i]);
    cotexto_search_options how = {given(cli, OPTION_LANG) ? lang : NULL, (size_t)limit};
    bool good = phrases != NULL && memories_open(cli, &memories) &&
                cotexto_search(memories.list, memories.count, phrases, words, &how,
                               print_occurrence, cli, &count, cli->error);
    memories_close(&memories);
    free(phrases);
    if (!good)
        return fail(cli);
    if (cli->terminal.human && !given(cli, OPTION_JSON) && !given(cli, OPTION_QUIET))
        printf(P_("%llu occurrence.\n", "%llu occurrences.\n", count), (unsigned long long)count);
    return count > 0 ? 0 : EXIT_NOTHING;
}
