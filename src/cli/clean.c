/* cotexto clean */
#include "cli/changes.h"

#include <string.h>

/* What --rules says. false: a message was printed. */
static bool rules_chosen(const struct cli *cli, unsigned *what)
{
    static const struct {
        const char *name;
        unsigned rules;
    } known[] = {{"blanks", COTEXTO_CLEAN_BLANKS},
                 {"controls", COTEXTO_CLEAN_CONTROLS},
                 {"mojibake", COTEXTO_CLEAN_MOJIBAKE},
                 {"empty", COTEXTO_CLEAN_EMPTY},
                 {"untranslated", COTEXTO_CLEAN_UNTRANSLATED},
                 {"duplicates", COTEXTO_CLEAN_DUPLICATES},
                 {"all", COTEXTO_CLEAN_ALL}};
    const char *text = value(cli, OPTION_RULES, "blanks,controls,mojibake,empty");
    *what = 0;
    while (*text != '\0') {
        size_t length = strcspn(text, ","), i = 0;
        while (i < sizeof known / sizeof *known &&
               (strlen(known[i].name) != length || strncmp(known[i].name, text, length) != 0))
            i++;
        if (i == sizeof known / sizeof *known) {
            usage(cli, _("there is no rule \"%.*s\""), (int)length, text);
            return false;
        }
        *what |= known[i].rules;
        text += length + (text[length] == ',');
    }
    return true;
}

int command_clean(struct cli *cli)
{
    unsigned what;
    cotexto_selection selection;
    cotexto_change_counts counts = {0};
    int code = EXIT_USAGE;
    if (!options_only(cli))
        return EXIT_USAGE;
    if (selection_asked(cli, &selection) && rules_chosen(cli, &what)) {
        cotexto_change_options how = change_asked(cli);
        cotexto_memory *memory = open_memory(cli, COTEXTO_WRITE);
        bool good =
            memory != NULL && cotexto_clean(memory, &selection, what, &how, &counts, cli->error);
        cotexto_memory_close(memory);
        code = finish_change(cli, good, &counts);
    }
    selection_free(&selection);
    return code;
}
