/* cotexto export */
#include "cli/cli.h"

#include <string.h>

int command_export(struct cli *cli)
{
    struct languages languages;
    uint64_t units = 0;
    cotexto_filter filter;
    const char *folder = value(cli, OPTION_OMEGAT, NULL);
    const char *path = folder != NULL ? folder : value(cli, OPTION_OUTPUT, "-");
    if (cli->arguments.word_count > 0)
        return usage(cli, _("export takes no files; write to one with -o %s"),
                     cli->arguments.words[0]);
    if (folder != NULL && (given(cli, OPTION_OUTPUT) || given(cli, OPTION_TO_FORMAT)))
        return usage(cli, "%s", _("--omegat chooses the files and their format itself"));
    if (!filter_asked(cli, &filter))
        return EXIT_USAGE;
    cotexto_memory *memory = NULL;
    bool good = languages_read(cli, value(cli, OPTION_LANGUAGES, NULL), &languages) &&
                (memory = open_memory(cli, COTEXTO_READ)) != NULL;
    if (good) {
        cotexto_export_options how = {
            .format = value(cli, OPTION_TO_FORMAT, NULL),
            .languages = languages.list,
            .language_count = languages.count,
            .profile = value(cli, OPTION_PROFILE, NULL),
            .filter = filter,
            .progress = progress_callback(&cli->progress),
        };
        good = (folder != NULL ? cotexto_export_omegat : cotexto_export)(memory, path, &how, &units,
                                                                         cli->error);
    }
    cotexto_memory_close(memory);
    languages_free(&languages);
    progress_clear(&cli->progress);
    if (!good)
        return fail(cli);
    if (!given(cli, OPTION_QUIET) && strcmp(path, "-") != 0)
        fprintf(stderr, P_("%llu unit written to %s\n", "%llu units written to %s\n", units),
                (unsigned long long)units, path);
    return units > 0 ? 0 : EXIT_NOTHING;
}
