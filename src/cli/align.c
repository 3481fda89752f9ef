/* cotexto align */
#include "cli/cli.h"
#include "cli/report.h"

/* Beads are given whatever is said here: who pipes them decides. */
static void print_doubts(void *context, const cotexto_alignment *alignment)
{
    struct cli *cli = context;
    if (given(cli, OPTION_QUIET))
        return;
    progress_clear(&cli->progress);
    report_doubts(alignment, (const char *const *)cli->arguments.words);
}

int command_align(struct cli *cli)
{
    struct languages languages;
    const struct arguments *arguments = &cli->arguments;
    cotexto_memory *memory = NULL;
    size_t beads;
    if (arguments->word_count != 2)
        return usage(cli, "%s", _("name two files: the source and its translation"));
    if (!given(cli, OPTION_LANGUAGES))
        return usage(cli, "%s", _("say the two languages: --languages es,en"));
    bool good = languages_read(cli, value(cli, OPTION_LANGUAGES, NULL), &languages);
    if (good && languages.count != 2) {
        languages_free(&languages);
        return usage(cli, "%s", _("--languages takes two languages here: es,en"));
    }
    if (good && given(cli, OPTION_MEMORY))
        good = (memory = open_memory(cli, COTEXTO_READ)) != NULL;
    if (good) {
        cotexto_align_options how = {
            .source_lang = languages.tags[0],
            .target_lang = languages.tags[1],
            .presegmented = given(cli, OPTION_PRESEGMENTED),
            .paragraphs = given(cli, OPTION_PARAGRAPHS),
            .lexicon = value(cli, OPTION_LEXICON, NULL),
            .anchors = value(cli, OPTION_ANCHORS, NULL),
            .memory = memory,
            .decoding = decoding_asked(cli),
            .rules = rules_asked(cli),
            .progress = progress_callback(&cli->progress),
            .aligned = print_doubts,
            .context = cli,
        };
        good = cotexto_align(arguments->words[0], arguments->words[1], &how,
                             value(cli, OPTION_FORMAT, "ladder"), value(cli, OPTION_OUTPUT, "-"),
                             &beads, cli->error);
    }
    cotexto_memory_close(memory);
    languages_free(&languages);
    progress_clear(&cli->progress);
    return good ? 0 : fail(cli);
}
