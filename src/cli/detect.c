/* cotexto detect */
#include "cli/cli.h"
#include "cli/json.h"

static void print_json(const cotexto_detected *detected)
{
    json_t *object = json_object();
    json_object_set_new(object, "encoding", json_string(detected->encoding));
    json_object_set_new(object, "confidence", json_real(detected->encoding_confidence));
    json_object_set_new(object, "language", json_string(detected->language));
    json_object_set_new(object, "paragraphs", json_integer((json_int_t)detected->paragraphs));
    json_object_set_new(object, "sentences", json_integer((json_int_t)detected->sentences));
    json_object_set_new(object, "mojibake", json_boolean(detected->mojibake));
    print_json_line(stdout, object);
}

static void print_human(const cotexto_detected *detected)
{
    printf(_("encoding   %s (%.0f %% sure)\n"), detected->encoding,
           100 * detected->encoding_confidence);
    printf(_("language   %s (%.0f %% sure)\n"), detected->language,
           100 * detected->language_confidence);
    printf(_("text       %zu paragraphs, %zu sentences\n"), detected->paragraphs,
           detected->sentences);
    if (detected->mojibake)
        puts(_("warning: this looks like UTF-8 that was once read as windows-1252; --repair puts "
               "it right"));
    if (detected->repaired > 0)
        printf(P_("%zu character that had been read in a wrong encoding was repaired\n",
                  "%zu characters that had been read in a wrong encoding were repaired\n",
                  detected->repaired),
               detected->repaired);
}

int command_detect(struct cli *cli)
{
    cotexto_detected detected;
    cotexto_decoding decoding = decoding_asked(cli);
    if (cli->arguments.word_count != 1)
        return usage(cli, "%s", _("name one file, or - for standard input"));
    if (!cotexto_detect(cli->arguments.words[0], &decoding, &detected, cli->error))
        return fail(cli);
    if (given(cli, OPTION_JSON))
        print_json(&detected);
    else if (cli->terminal.human)
        print_human(&detected);
    else
        printf("%s\t%.2f\t%s\t%.2f\t%zu\t%zu\n", detected.encoding, detected.encoding_confidence,
               detected.language, detected.language_confidence, detected.paragraphs,
               detected.sentences);
    return 0;
}
