/* cotexto analyse */
#include "cli/analysis_print.h"

#include <stdlib.h>
#include <string.h>

/* What was guessed or left out is told: the figures depend on it. */
static void tell_guesses(const struct cli *cli, const cotexto_analysis *analysis)
{
    for (size_t i = 0; i < analysis->passed_count && !given(cli, OPTION_QUIET); i++)
        fprintf(stderr, _("%s: passed over: its first line names no languages\n"),
                analysis->passed[i]);
    for (size_t i = 0; i < analysis->file_count && !given(cli, OPTION_QUIET); i++) {
        const cotexto_analysis_row *row = &analysis->files[i];
        if (row->lang_guessed && row->total.segments > 0)
            fprintf(stderr, _("%s: the language is guessed: %s (%.0f %% sure); --from says it\n"),
                    row->file, row->lang, 100 * row->lang_confidence);
    }
}

static bool print_html(struct cli *cli, const cotexto_analysis *analysis)
{
    char *page = cotexto_analysis_html(analysis, cli->error);
    if (page != NULL)
        fputs(page, stdout);
    free(page);
    return page != NULL;
}

static int print_report(struct cli *cli, const cotexto_analysis *analysis)
{
    const char *format = value(cli, OPTION_REPORT, "text");
    tell_guesses(cli, analysis);
    if (strcmp(format, "html") == 0)
        return print_html(cli, analysis) ? 0 : fail(cli);
    if (strcmp(format, "csv") == 0)
        print_analysis_table(analysis, ',');
    else if (given(cli, OPTION_JSON))
        print_analysis_json(analysis);
    else if (cli->terminal.human)
        print_analysis(cli, analysis);
    else
        print_analysis_table(analysis, '\t');
    return 0;
}

static cotexto_translated translated_asked(const struct cli *cli)
{
    const char *how = value(cli, OPTION_TRANSLATED, "apart");
    return strcmp(how, "skip") == 0    ? COTEXTO_TRANSLATED_SKIP
           : strcmp(how, "count") == 0 ? COTEXTO_TRANSLATED_COUNT
                                       : COTEXTO_TRANSLATED_APART;
}

static int analyse(struct cli *cli, const struct memories *memories,
                   cotexto_analyse_options *options)
{
    const char *const tags[] = {options->from, options->to};
    int code = 0;
    for (size_t i = 0; code == 0 && i < 2; i++) {
        if (tags[i] != NULL)
            code = check_held(cli, memories, tags[i]);
    }
    if (code != 0)
        return code;
    options->memory_penalties = memories->penalties;
    cotexto_analysis *analysis =
        cotexto_analyse(memories->list, memories->count, cli->arguments.words,
                        cli->arguments.word_count, options, cli->error);
    progress_clear(&cli->progress);
    if (analysis == NULL)
        return fail(cli);
    code = print_report(cli, analysis);
    cotexto_analysis_free(analysis);
    return code;
}

/* The options that are words, tags and rates. false: a message was printed. */
static int read_options(struct cli *cli, struct languages *languages,
                        char tags[2][COTEXTO_TAG_SIZE], cotexto_analyse_options *options)
{
    const char *rates = value(cli, OPTION_RATES, NULL);
    long floor;
    if (cli->arguments.word_count == 0)
        return usage(cli, "%s", _("name the files to analyse"));
    if (given(cli, OPTION_JSON) && given(cli, OPTION_REPORT))
        return usage(cli, "%s", _("--json and --format are two ways to say it: choose one"));
    if (!number_value(cli, OPTION_FLOOR, 50, 50, 100, &floor) || !jobs_asked(cli, &options->jobs))
        return EXIT_USAGE;
    options->floor = (int)floor;
    if (!languages_read(cli, value(cli, OPTION_LANGUAGES, NULL), languages) ||
        !tag_asked(cli, OPTION_FROM, tags[0]) || !tag_asked(cli, OPTION_TO, tags[1]) ||
        (rates != NULL && !cotexto_rates_read(rates, &options->rates, cli->error)))
        return fail(cli);
    options->from = tags[0][0] == '\0' ? NULL : tags[0];
    options->to = tags[1][0] == '\0' ? NULL : tags[1];
    options->languages = languages->list;
    options->language_count = languages->count;
    return 0;
}

int command_analyse(struct cli *cli)
{
    struct languages languages = {0};
    struct memories memories = {0};
    char tags[2][COTEXTO_TAG_SIZE];
    cotexto_analyse_options options = {.internal = !given(cli, OPTION_NO_INTERNAL),
                                       .translated = translated_asked(cli),
                                       .decoding = decoding_asked(cli),
                                       .rules = rules_asked(cli),
                                       .progress = progress_callback(&cli->progress)};
    int code = read_options(cli, &languages, tags, &options);
    if (code == 0)
        code = memories_open(cli, &memories) ? analyse(cli, &memories, &options) : fail(cli);
    memories_close(&memories);
    languages_free(&languages);
    return code;
}
