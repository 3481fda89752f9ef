/* cotexto delete */
#include "cli/changes.h"

#include <stdlib.h>
#include <string.h>

/* The words as one phrase; to be freed. */
static char *join_words(const struct arguments *arguments)
{
    size_t length = 1;
    for (size_t i = 0; i < arguments->word_count; i++)
        length += strlen(arguments->words[i]) + 1;
    char *text = calloc(1, length);
    for (size_t i = 0; text != NULL && i < arguments->word_count; i++) {
        if (i > 0)
            strcat(text, " ");
        strcat(text, arguments->words[i]);
    }
    return text;
}

int command_delete(struct cli *cli)
{
    char lang[COTEXTO_TAG_SIZE];
    cotexto_selection selection;
    cotexto_change_counts counts = {0};
    int code = EXIT_USAGE;
    char *phrase = join_words(&cli->arguments);
    if (given(cli, OPTION_REGEX) && cli->arguments.word_count > 0) {
        free(phrase);
        return usage(cli, "%s", _("delete takes either words, or --regex"));
    }
    if (selection_asked(cli, &selection)) {
        cotexto_change_options how = change_asked(cli);
        cotexto_memory *memory = NULL;
        bool good =
            selection.lang == NULL || cotexto_tag_canonical(selection.lang, lang, cli->error);
        selection.lang = selection.lang == NULL ? NULL : lang;
        selection.phrase = cotexto_text_of(value(cli, OPTION_REGEX, phrase));
        good = good && (memory = open_memory(cli, COTEXTO_WRITE)) != NULL &&
               cotexto_delete(memory, &selection, given(cli, OPTION_ALL_UNITS), &how, &counts,
                              cli->error);
        cotexto_memory_close(memory);
        code = finish_change(cli, good, &counts);
    }
    selection_free(&selection);
    free(phrase);
    return code;
}
