/* What the options say of reading and cutting texts. */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

cotexto_decoding decoding_asked(const struct cli *cli)
{
    return (cotexto_decoding){
        .encoding = value(cli, OPTION_ENCODING, NULL),
        .replace = strcmp(value(cli, OPTION_ON_ERROR, "refuse"), "replace") == 0,
        .repair = given(cli, OPTION_REPAIR),
    };
}

/* $XDG_CONFIG_HOME/cotexto/words when it is there; NULL: it is not. The caller frees it. */
static char *configured_words(void)
{
    const char *config = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
    char *path = NULL;
    int length = config != NULL && config[0] == '/' ? asprintf(&path, "%s/cotexto/words", config)
                 : home != NULL && home[0] != '\0'
                     ? asprintf(&path, "%s/.config/cotexto/words", home)
                     : -1;
    if (length < 0)
        return NULL;
    if (access(path, R_OK) == 0)
        return path;
    free(path);
    return NULL;
}

cotexto_rules rules_asked(struct cli *cli)
{
    const char *words = value(cli, OPTION_WORDS, NULL);
    if (words == NULL)
        words = cli->words = configured_words();
    return (cotexto_rules){.srx = value(cli, OPTION_SRX, NULL), .words = words};
}
