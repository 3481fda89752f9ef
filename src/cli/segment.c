/* cotexto segment */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>

static void print_sentences(const cotexto_sentence *sentences, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && sentences[i].paragraph != sentences[i - 1].paragraph)
            putchar('\n');
        for (size_t k = 0; k < sentences[i].text.length; k++) {
            char c = sentences[i].text.bytes[k];
            putchar(c == '\n' || c == '\r' ? ' ' : c);
        }
        putchar('\n');
    }
}

/* Many texts on one stream, each ended by a NUL. */
static bool segment_many(struct cli *cli, cotexto_segmenter *segmenter, FILE *stream,
                         const cotexto_decoding *decoding)
{
    char *text = NULL;
    size_t capacity = 0, count;
    ssize_t length;
    bool good = true;
    const cotexto_sentence *sentences;
    while (good && (length = getdelim(&text, &capacity, '\0', stream)) >= 0) {
        size_t size = (size_t)length - (length > 0 && text[length - 1] == '\0');
        good = cotexto_segmenter_run(segmenter, (cotexto_text){text, size}, decoding, &sentences,
                                     &count, cli->error);
        if (good) {
            print_sentences(sentences, count);
            putchar('\0');
            putchar('\n');
        }
    }
    free(text);
    return good;
}

static bool segment_stream(struct cli *cli, cotexto_segmenter *segmenter, const char *path,
                           const cotexto_decoding *decoding)
{
    if (strcmp(path, "-") == 0)
        return segment_many(cli, segmenter, stdin, decoding);
    FILE *stream = fopen(path, "rb");
    if (stream == NULL) { /* the library says it better */
        const cotexto_sentence *none;
        size_t count;
        return cotexto_segmenter_file(segmenter, path, decoding, &none, &count, cli->error);
    }
    bool good = segment_many(cli, segmenter, stream, decoding);
    fclose(stream);
    return good;
}

int command_segment(struct cli *cli)
{
    char lang[COTEXTO_TAG_SIZE];
    const char *path = cli->arguments.word_count > 0 ? cli->arguments.words[0] : "-";
    cotexto_decoding decoding = decoding_asked(cli);
    if (cli->arguments.word_count > 1)
        return usage(cli, "%s", _("segment takes one file"));
    if (!given(cli, OPTION_LANG))
        return usage(cli, "%s", _("say the language: --lang es"));
    if (!cotexto_tag_canonical(value(cli, OPTION_LANG, ""), lang, cli->error))
        return fail(cli);
    cotexto_rules rules = rules_asked(cli);
    cotexto_segmenter *segmenter = cotexto_segmenter_new(lang, &rules, cli->error);
    const cotexto_sentence *sentences;
    size_t count;
    bool good = segmenter != NULL;
    if (good && given(cli, OPTION_NUL)) {
        good = segment_stream(cli, segmenter, path, &decoding);
    } else if (good) {
        good = cotexto_segmenter_file(segmenter, path, &decoding, &sentences, &count, cli->error);
        if (good)
            print_sentences(sentences, count);
    }
    cotexto_segmenter_free(segmenter);
    return good ? 0 : fail(cli);
}
