/* cotexto backup */
#include "cli/cli.h"

int command_backup(struct cli *cli)
{
    if (cli->arguments.word_count != 1)
        return usage(cli, "%s", _("backup takes the name of the copy"));
    const char *path = cli->arguments.words[0];
    cotexto_memory *memory = open_memory(cli, COTEXTO_READ);
    bool good = memory != NULL &&
                cotexto_backup(memory, path, progress_callback(&cli->progress), cli->error);
    cotexto_memory_close(memory);
    progress_clear(&cli->progress);
    if (!good)
        return fail(cli);
    if (!given(cli, OPTION_QUIET))
        fprintf(stderr, _("The memory was copied to %s; use it with -m %s\n"), path, path);
    return 0;
}
