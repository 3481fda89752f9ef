/* cotexto export */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>

int command_export(struct cli *cli)
{
    struct languages languages;
    uint64_t units = 0;
    char *end = NULL;
    const char *path = value(cli, OPTION_OUTPUT, "-"),
               *confidence = value(cli, OPTION_CONFIDENCE, "0");
    double least = strtod(confidence, &end);
    if (cli->arguments.word_count > 0)
        return usage(cli, _("export takes no files; write to one with -o %s"),
                     cli->arguments.words[0]);
    if (end == confidence || *end != '\0' || !(least >= 0 && least <= 1))
        return usage(cli, _("--confidence takes a number from 0 to 1, not \"%s\""), confidence);
    cotexto_memory *memory = NULL;
    bool good = languages_read(cli, value(cli, OPTION_LANGUAGES, NULL), &languages) &&
                (memory = open_memory(cli, COTEXTO_READ)) != NULL;
    if (good) {
        cotexto_export_options how = {
            .format = value(cli, OPTION_TO_FORMAT, NULL),
            .languages = languages.list,
            .language_count = languages.count,
            .document = value(cli, OPTION_DOCUMENT, NULL),
            .confidence = least,
            .reviewed = given(cli, OPTION_REVIEWED),
            .progress = progress_callback(&cli->progress),
        };
        good = cotexto_export(memory, path, &how, &units, cli->error);
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
