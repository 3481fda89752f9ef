/* cotexto doctor */
#include "cli/cli.h"
#include "cli/json.h"

struct report {
    const struct cli *cli;
    size_t bad;
};

static void print_finding(void *context, const cotexto_finding *finding)
{
    struct report *report = context;
    report->bad += !finding->good;
    if (given(report->cli, OPTION_JSON)) {
        json_t *object = json_pack("{s:s, s:b, s:s, s:s}", "id", finding->id, "good", finding->good,
                                   "message", finding->message, "advice", finding->advice);
        print_json_line(stdout, object);
        return;
    }
    printf("%s  %s\n", finding->good ? _("good") : _("BAD "), finding->message);
    if (*finding->advice != '\0')
        printf("  → %s\n", finding->advice);
}

int command_doctor(struct cli *cli)
{
    struct report report = {cli, 0};
    if (!options_only(cli))
        return EXIT_USAGE;
    cotexto_memory *memory = open_memory(cli, COTEXTO_READ);
    cotexto_rules rules = rules_asked(cli);
    bool good =
        memory != NULL && cotexto_memory_doctor(memory, &rules, print_finding, &report, cli->error);
    cotexto_memory_close(memory);
    if (!good)
        return fail(cli);
    return report.bad == 0 ? 0 : EXIT_DATA;
}
