/* cotexto convert */
#include "cli/cli.h"
#include "cli/json.h"
#include "cli/repairs.h"

#include <string.h>

static void print_counts(const struct cli *cli, const cotexto_convert_counts *counts)
{
    if (given(cli, OPTION_JSON)) {
        json_t *object =
            json_pack("{s:I, s:I, s:I}", "units", (json_int_t)counts->units, "written",
                      (json_int_t)counts->written, "skipped", (json_int_t)counts->skipped);
        if (given(cli, OPTION_REPAIR))
            json_object_set_new(object, "repairs", repairs_json(counts->repairs));
        print_json_line(stdout, object);
        return;
    }
    if (given(cli, OPTION_QUIET))
        return;
    fprintf(stderr, P_("%llu unit: ", "%llu units: ", counts->units),
            (unsigned long long)counts->units);
    fprintf(stderr, _("%llu written, %llu skipped (not translated, or other languages)\n"),
            (unsigned long long)counts->written, (unsigned long long)counts->skipped);
    print_repairs(counts->repairs);
}

int command_convert(struct cli *cli)
{
    struct languages languages;
    cotexto_convert_counts counts = {0};
    if (cli->arguments.word_count != 2)
        return usage(cli, "%s", _("name the file to read and the file to write"));
    const char *out = cli->arguments.words[1];
    if (given(cli, OPTION_JSON) && strcmp(out, "-") == 0)
        return usage(cli, "%s", _("--json needs standard output: write to a file"));
    bool good = languages_read(cli, value(cli, OPTION_LANGUAGES, NULL), &languages);
    if (good) {
        cotexto_convert_options how = {
            .from = value(cli, OPTION_FROM_FORMAT, NULL),
            .to = value(cli, OPTION_TO_FORMAT, NULL),
            .languages = languages.list,
            .language_count = languages.count,
            .columns = value(cli, OPTION_COLUMNS, NULL),
            .fuzzy = given(cli, OPTION_FUZZY),
            .repair = given(cli, OPTION_REPAIR),
            .language_map = cli->arguments.language_map,
            .language_map_count = cli->arguments.language_map_count,
            .progress = progress_callback(&cli->progress),
        };
        good = cotexto_convert(cli->arguments.words[0], out, &how, &counts, cli->error);
    }
    languages_free(&languages);
    progress_clear(&cli->progress);
    if (!good)
        return fail(cli);
    print_counts(cli, &counts);
    return counts.written > 0 ? 0 : EXIT_NOTHING;
}
