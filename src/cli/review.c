/* cotexto review: in a terminal, or by a table for a spreadsheet. */
#include "cli/changes.h"
#include "cli/review_view.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What is reviewed. false: a message was printed. */
static bool review_asked(struct cli *cli, const struct languages *languages,
                         cotexto_review_options *out)
{
    char *end;
    const char *floor = value(cli, OPTION_REVIEW_FLOOR, "0");
    *out = (cotexto_review_options){
        .below = strtod(floor, &end),
        .all = given(cli, OPTION_REVIEW_ALL),
        .in_order = given(cli, OPTION_IN_ORDER),
        .progress = progress_callback(&cli->progress),
    };
    if (end == floor || *end != '\0' || !(out->below >= 0 && out->below <= 1)) {
        usage(cli, _("--floor takes a number from 0 to 1, not \"%s\""), floor);
        return false;
    }
    if (languages->count != 0 && languages->count != 2) {
        usage(cli, "%s", _("--languages takes two languages, as in es,en"));
        return false;
    }
    for (size_t i = 0; i < languages->count; i++)
        out->languages[i] = languages->list[i];
    return filter_asked(cli, &out->filter);
}

static int export_table(struct cli *cli, cotexto_memory *memory,
                        const cotexto_review_options *options)
{
    uint64_t units;
    const char *path = value(cli, OPTION_EXPORT, NULL);
    if (!cotexto_review_export(memory, path, options, &units, cli->error))
        return fail(cli);
    progress_clear(&cli->progress);
    if (!given(cli, OPTION_QUIET) && strcmp(path, "-") != 0)
        fprintf(stderr, P_("%llu unit written to %s\n", "%llu units written to %s\n", units),
                (unsigned long long)units, path);
    return units > 0 ? 0 : EXIT_NOTHING;
}

static int import_table(struct cli *cli, cotexto_memory *memory)
{
    cotexto_change_counts counts;
    cotexto_change_options how = change_asked(cli);
    bool good =
        cotexto_review_import(memory, value(cli, OPTION_IMPORT, NULL), &how, &counts, cli->error);
    return finish_change(cli, good, &counts);
}

/* 0, or the exit code for what does not go together. */
static int check_form(const struct cli *cli)
{
    bool export = given(cli, OPTION_EXPORT), import = given(cli, OPTION_IMPORT);
    if (cli->arguments.word_count > 1 ||
        (cli->arguments.word_count == 1 && given(cli, OPTION_DOCUMENT)))
        return usage(cli, "%s", _("review takes one document"));
    if (export && import)
        return usage(cli, "%s", _("--export and --import do not go together"));
    if (given(cli, OPTION_DRY_RUN) && !import)
        return usage(cli, "%s", _("--dry-run goes with --import"));
    if (export || import || (isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1))
        return 0;
    return usage(cli, "%s",
                 _("review needs a terminal; without one use --export FILE.tsv, and --import "
                   "FILE.tsv when it is edited"));
}

/* The table, or the view: *by_signal when one ended it. */
static int run(struct cli *cli, const cotexto_review_options *options, bool *by_signal)
{
    bool export = given(cli, OPTION_EXPORT), import = given(cli, OPTION_IMPORT);
    cotexto_memory *memory = open_memory(cli, export ? COTEXTO_READ : COTEXTO_WRITE);
    int code = memory == NULL ? fail(cli)
               : export       ? export_table(cli, memory, options)
               : import       ? import_table(cli, memory)
                              : review_view(cli, memory, options);
    cotexto_memory_close(memory);
    *by_signal = memory != NULL && !export && !import && code > REVIEW_SIGNAL;
    return code;
}

int command_review(struct cli *cli)
{
    struct languages languages = {0};
    cotexto_review_options options;
    bool by_signal = false;
    int code = check_form(cli);
    if (code != 0)
        return code;
    if (!languages_read(cli, value(cli, OPTION_LANGUAGES, NULL), &languages)) {
        code = fail(cli);
    } else if (!review_asked(cli, &languages, &options)) {
        code = EXIT_USAGE;
    } else {
        if (cli->arguments.word_count == 1)
            options.filter.document = cli->arguments.words[0];
        code = run(cli, &options, &by_signal);
    }
    languages_free(&languages);
    if (by_signal) { /* now that all is put away */
        signal(code - REVIEW_SIGNAL, SIG_DFL);
        raise(code - REVIEW_SIGNAL);
    }
    return code;
}
