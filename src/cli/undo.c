/* cotexto undo */
#include "cli/changes.h"

#include <string.h>

struct naming {
    int64_t revision;
    bool dry_run;
};

/* "Taken back: 12, import nota.es.txt nota.en.txt, ana, 2029-10-07 09:15". What a revision is about
 * may be words of a text. */
static bool name_undone(void *context, const cotexto_revision *revision)
{
    const struct naming *naming = context;
    if (revision->id != naming->revision)
        return true;
    fprintf(stderr, naming->dry_run ? _("To be taken back: %lld, %s") : _("Taken back: %lld, %s"),
            (long long)revision->id, revision->command);
    const struct {
        const char *before, *text;
    } parts[] = {{" ", revision->about}, {", ", revision->user}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (*parts[i].text == '\0')
            continue;
        fputs(parts[i].before, stderr);
        terminal_safely(stderr, cotexto_text_of(parts[i].text));
    }
    fprintf(stderr, ", %.10s %.5s\n", revision->time,
            strlen(revision->time) > 11 ? revision->time + 11 : "");
    return false;
}

int command_undo(struct cli *cli)
{
    long revision = 0;
    cotexto_change_counts counts = {0};
    if (cli->arguments.word_count > 1)
        return usage(cli, "%s", _("undo takes one revision, or none for the last one"));
    if (cli->arguments.word_count == 1 && !revision_of(cli, cli->arguments.words[0], &revision))
        return EXIT_USAGE;
    cotexto_change_options how = change_asked(cli);
    cotexto_memory *memory = open_memory(cli, COTEXTO_WRITE);
    bool good = memory != NULL && cotexto_undo(memory, revision, &how, &counts, cli->error);
    if (good && !given(cli, OPTION_QUIET) && !given(cli, OPTION_JSON)) {
        struct naming naming = {counts.undoes, how.dry_run};
        progress_clear(&cli->progress);
        good = cotexto_log(memory, 0, name_undone, &naming, cli->error);
    }
    cotexto_memory_close(memory);
    return finish_change(cli, good, &counts);
}
