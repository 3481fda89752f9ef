/* cotexto learn */
#include "cli/cli.h"
#include "cli/json.h"

struct report {
    const struct cli *cli;
    bool any;
};

static void print_learned(void *context, const cotexto_learned *learned)
{
    struct report *report = context;
    report->any = true;
    if (given(report->cli, OPTION_JSON)) {
        print_json_line(stdout,
                        json_pack("{s:s, s:s, s:I, s:I}", "source", learned->source, "target",
                                  learned->target, "units", (json_int_t)learned->units, "pairs",
                                  (json_int_t)learned->pairs));
        return;
    }
    printf(P_("%s-%s: %llu pair of words", "%s-%s: %llu pairs of words", learned->pairs),
           learned->source, learned->target, (unsigned long long)learned->pairs);
    printf(P_(" from %llu unit\n", " from %llu units\n", learned->units),
           (unsigned long long)learned->units);
}

int command_learn(struct cli *cli)
{
    struct languages languages;
    struct report report = {cli, false};
    if (!options_only(cli))
        return EXIT_USAGE;
    bool good = languages_read(cli, value(cli, OPTION_LANGUAGES, NULL), &languages);
    if (good && languages.count != 0 && languages.count != 2) {
        languages_free(&languages);
        return usage(cli, "%s", _("--languages takes two languages here: es,en"));
    }
    cotexto_memory *memory = good ? open_memory(cli, COTEXTO_WRITE) : NULL;
    bool two = good && languages.count == 2;
    good = memory != NULL &&
           cotexto_learn(memory, two ? languages.tags[0] : NULL, two ? languages.tags[1] : NULL,
                         print_learned, &report, cli->error);
    cotexto_memory_close(memory);
    languages_free(&languages);
    if (!good)
        return fail(cli);
    if (!report.any && !given(cli, OPTION_JSON))
        fprintf(stderr, "%s\n",
                _("No two languages stand together in 50 units: nothing was learned."));
    return report.any ? 0 : EXIT_NOTHING;
}
