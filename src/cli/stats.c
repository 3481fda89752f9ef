/* cotexto stats */
#include "cli/cli.h"
#include "cli/json.h"

static void print_json(const cotexto_stats *stats)
{
    json_t *object = json_object(), *segments = json_object(), *words = json_object();
    for (size_t i = 0; i < stats->language_count; i++) {
        json_object_set_new(segments, stats->languages[i].tag,
                            json_integer((json_int_t)stats->languages[i].segments));
        json_object_set_new(words, stats->languages[i].tag,
                            json_integer((json_int_t)stats->languages[i].words));
    }
    json_object_set_new(object, "units", json_integer((json_int_t)stats->units));
    json_object_set_new(object, "segments", segments);
    json_object_set_new(object, "words", words);
    json_object_set_new(object, "documents", json_integer((json_int_t)stats->documents));
    json_object_set_new(object, "bytes", json_integer((json_int_t)stats->bytes));
    json_object_set_new(object, "revisions", json_integer((json_int_t)stats->revisions));
    json_object_set_new(object, "reviewed", json_integer((json_int_t)stats->reviewed));
    json_object_set_new(object, "review", json_integer((json_int_t)stats->review));
    print_json_line(stdout, object);
}

static void print_row(const struct cli *cli, const char *name, const char *shown, uint64_t number)
{
    if (cli->terminal.human)
        printf("%12llu  %s\n", (unsigned long long)number, shown);
    else
        printf("%s\t%llu\n", name, (unsigned long long)number);
}

static void print_rows(const struct cli *cli, const cotexto_stats *stats, const char *path)
{
    if (cli->terminal.human)
        printf("%s\n", path);
    print_row(cli, "documents", _("documents"), stats->documents);
    print_row(cli, "units", _("units"), stats->units);
    for (size_t i = 0; i < stats->language_count; i++) {
        const cotexto_language_stats *language = &stats->languages[i];
        char name[COTEXTO_TAG_SIZE + 16], shown[COTEXTO_TAG_SIZE + 64];
        snprintf(name, sizeof name, "segments:%s", language->tag);
        snprintf(shown, sizeof shown, _("segments in %s, %llu words"), language->tag,
                 (unsigned long long)language->words);
        print_row(cli, name, shown, language->segments);
    }
    print_row(cli, "reviewed", _("units reviewed by a person"), stats->reviewed);
    print_row(cli, "review", _("units aligned with little confidence: to review"), stats->review);
    print_row(cli, "revisions", _("revisions"), stats->revisions);
    print_row(cli, "bytes", _("bytes"), stats->bytes);
}

int command_stats(struct cli *cli)
{
    cotexto_stats stats;
    if (!options_only(cli))
        return EXIT_USAGE;
    cotexto_memory *memory = open_memory(cli, COTEXTO_READ);
    bool good = memory != NULL && cotexto_memory_stats(memory, &stats, cli->error);
    if (good && given(cli, OPTION_JSON))
        print_json(&stats);
    else if (good)
        print_rows(cli, &stats, cotexto_memory_path(memory));
    cotexto_memory_close(memory);
    return good ? 0 : fail(cli);
}
