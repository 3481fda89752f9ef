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

/* What the beads alone would not tell: that there was nothing to align. */
static void warn_of_empty(const struct cli *cli, const cotexto_aligned *aligned)
{
    for (int i = 0; i < 2; i++) {
        if (aligned->sentences[i] > 0 || given(cli, OPTION_QUIET))
            continue;
        fprintf(stderr, _("cotexto: %s: holds no text, so nothing could be aligned\n"),
                cli->arguments.words[i]);
        fprintf(stderr, "  → %s\n", _("check that this is the file you meant"));
    }
}

int command_align(struct cli *cli)
{
    struct languages languages;
    const struct arguments *arguments = &cli->arguments;
    cotexto_memory *memory = NULL;
    cotexto_aligned aligned;
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
            .picture = value(cli, OPTION_SVG, NULL),
            .memory = memory,
            .decoding = decoding_asked(cli),
            .rules = rules_asked(cli),
            .progress = progress_callback(&cli->progress),
            .aligned = print_doubts,
            .context = cli,
        };
        good = cotexto_align(arguments->words[0], arguments->words[1], &how,
                             value(cli, OPTION_FORMAT, "ladder"), value(cli, OPTION_OUTPUT, "-"),
                             &aligned, cli->error);
    }
    cotexto_memory_close(memory);
    languages_free(&languages);
    progress_clear(&cli->progress);
    if (!good)
        return fail(cli);
    warn_of_empty(cli, &aligned);
    return 0;
}
