/* cotexto percent */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>

static bool print_percent(struct cli *cli, cotexto_comparer *comparer, cotexto_text a,
                          cotexto_text b)
{
    int percent;
    if (!cotexto_comparer_percent(comparer, a, b, &percent, cli->error))
        return false;
    printf("%d\n", percent);
    return true;
}

/* A tab B, a line each. */
static int compare_lines(struct cli *cli, cotexto_comparer *comparer)
{
    char *line = NULL;
    size_t capacity = 0, number = 0;
    ssize_t length;
    int code = 0;
    while (code == 0 && (length = getline(&line, &capacity, stdin)) >= 0) {
        number++;
        while (length > 0 && (line[length - 1] == '\n' || line[length - 1] == '\r'))
            length--;
        const char *tab = memchr(line, '\t', (size_t)length);
        if (tab == NULL) {
            fprintf(stderr, _("cotexto: line %zu of standard input has no tab between two texts\n"),
                    number);
            code = EXIT_DATA;
        } else {
            size_t first = (size_t)(tab - line);
            cotexto_text b = {tab + 1, (size_t)length - first - 1};
            if (!print_percent(cli, comparer, (cotexto_text){line, first}, b))
                code = fail(cli);
        }
    }
    free(line);
    return code;
}

int command_percent(struct cli *cli)
{
    char lang[COTEXTO_TAG_SIZE];
    const struct arguments *arguments = &cli->arguments;
    if (!given(cli, OPTION_LANG))
        return usage(cli, "%s", _("say the language: --lang es"));
    if (arguments->word_count != 0 && arguments->word_count != 2)
        return usage(cli, "%s",
                     _("give two texts, or none and lines of A, tab, B on standard input"));
    if (!cotexto_tag_canonical(value(cli, OPTION_LANG, ""), lang, cli->error))
        return fail(cli);
    cotexto_comparer *comparer = cotexto_comparer_new(lang, cli->error);
    if (comparer == NULL)
        return fail(cli);
    int code = 0;
    if (arguments->word_count == 0)
        code = compare_lines(cli, comparer);
    else if (!print_percent(cli, comparer, cotexto_text_of(arguments->words[0]),
                            cotexto_text_of(arguments->words[1])))
        code = fail(cli);
    cotexto_comparer_free(comparer);
    return code;
}
