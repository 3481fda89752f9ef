/* cotexto edit */
#include "cli/changes.h"

#include <string.h>

/* The texts of --lang of the units of --unit become this one. */
static bool set_text(struct cli *cli, cotexto_memory *memory, const cotexto_selection *selection,
                     cotexto_change_counts *counts)
{
    cotexto_change_options how = change_asked(cli);
    return cotexto_edit_text(memory, selection->units[0], selection->lang,
                             cotexto_text_of(cli->arguments.words[0]), &how, counts, cli->error);
}

static bool replace(struct cli *cli, cotexto_memory *memory, const cotexto_selection *selection,
                    cotexto_change_counts *counts)
{
    cotexto_change_options how = change_asked(cli);
    cotexto_replacement replacement = {
        .find = cotexto_text_of(value(cli, OPTION_FIND, value(cli, OPTION_REGEX, ""))),
        .with = cotexto_text_of(value(cli, OPTION_REPLACE, "")),
        .lang = selection->lang,
        .is_pattern = given(cli, OPTION_REGEX),
        .ignore_case = given(cli, OPTION_IGNORE_CASE),
        .whole_words = given(cli, OPTION_WHOLE_WORDS),
    };
    return cotexto_replace(memory, selection, &replacement, &how, counts, cli->error);
}

/* 0, or the exit code for what does not go together. */
static int check_form(const struct cli *cli, const cotexto_selection *selection)
{
    bool finds = given(cli, OPTION_FIND) || given(cli, OPTION_REGEX);
    if (finds != given(cli, OPTION_REPLACE) ||
        (given(cli, OPTION_FIND) && given(cli, OPTION_REGEX)))
        return usage(cli, "%s", _("--replace goes with either --find or --regex"));
    if (finds && cli->arguments.word_count > 0)
        return usage(cli, "%s", _("edit takes either a new text, or what to find and to replace"));
    if (finds)
        return 0;
    if (cli->arguments.word_count != 1 || selection->unit_count != 1 || selection->lang == NULL)
        return usage(cli, "%s",
                     _("edit takes --unit NUMBER --lang LANG and the new text in quotes, or --find "
                       "TEXT --replace TEXT"));
    return 0;
}

int command_edit(struct cli *cli)
{
    char lang[COTEXTO_TAG_SIZE];
    cotexto_selection selection;
    cotexto_change_counts counts = {0};
    int code = selection_asked(cli, &selection) ? check_form(cli, &selection) : EXIT_USAGE;
    if (code == 0) {
        cotexto_memory *memory = NULL;
        bool good =
            selection.lang == NULL || cotexto_tag_canonical(selection.lang, lang, cli->error);
        selection.lang = selection.lang == NULL ? NULL : lang;
        good = good && (memory = open_memory(cli, COTEXTO_WRITE)) != NULL &&
               (given(cli, OPTION_REPLACE) ? replace : set_text)(cli, memory, &selection, &counts);
        cotexto_memory_close(memory);
        code = finish_change(cli, good, &counts);
    }
    selection_free(&selection);
    return code;
}
