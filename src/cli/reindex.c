/* cotexto reindex */
#include "cli/cli.h"

int command_reindex(struct cli *cli)
{
    if (!options_only(cli))
        return EXIT_USAGE;
    cotexto_memory *memory = open_memory(cli, COTEXTO_WRITE);
    bool good =
        memory != NULL && cotexto_reindex(memory, progress_callback(&cli->progress), cli->error);
    progress_clear(&cli->progress);
    cotexto_memory_close(memory);
    return good ? 0 : fail(cli);
}
