/* cotexto undo */
#include "cli/changes.h"

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
    cotexto_memory_close(memory);
    return finish_change(cli, good, &counts);
}
