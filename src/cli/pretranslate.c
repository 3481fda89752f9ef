/* cotexto pretranslate */
#include "cli/cli.h"

#include <string.h>

#include "cli/json.h"

static const char *const band_names[COTEXTO_FILLED_BANDS] = {"102",   "101",   "100",   "95-99",
                                                             "85-94", "75-84", "50-74", "1-49"};

static uint64_t count_filled(const cotexto_pretranslated *counts)
{
    uint64_t filled = 0;
    for (size_t i = 0; i < COTEXTO_FILLED_BANDS; i++)
        filled += counts->filled[i];
    return filled;
}

static void set_count(json_t *object, const char *key, uint64_t count)
{
    json_object_set_new(object, key, json_integer((json_int_t)count));
}

static void print_json(const struct cli *cli, const char *out, const cotexto_pretranslated *counts)
{
    json_t *object = json_object(), *bands = json_object();
    bool dry_run = given(cli, OPTION_DRY_RUN);
    for (size_t i = 0; i < COTEXTO_FILLED_BANDS; i++)
        set_count(bands, band_names[i], counts->filled[i]);
    json_object_set_new(object, "file", json_string(cli->arguments.words[0]));
    json_object_set_new(object, "output", dry_run ? json_null() : json_string(out));
    set_count(object, "segments", counts->segments);
    json_object_set_new(object, "filled", bands);
    set_count(object, "adapted", counts->adapted);
    set_count(object, "review", counts->review);
    set_count(object, "tags", counts->tags);
    set_count(object, "left", counts->left);
    set_count(object, "translated", counts->translated);
    set_count(object, "closed", counts->closed);
    print_json_line(stdout, object);
}

/* One line: bands that have segments, then what became of the rest. */
static void print_counts(const struct cli *cli, const cotexto_pretranslated *counts)
{
    uint64_t filled = count_filled(counts);
    if (given(cli, OPTION_QUIET))
        return;
    fprintf(stderr, P_("%llu segment: ", "%llu segments: ", counts->segments),
            (unsigned long long)counts->segments);
    fprintf(stderr, given(cli, OPTION_DRY_RUN) ? _("%llu would be filled") : _("%llu filled"),
            (unsigned long long)filled);
    for (size_t i = 0, any = 0; i < COTEXTO_FILLED_BANDS; i++) {
        if (counts->filled[i] == 0)
            continue;
        fprintf(stderr, "%s%s %%: %llu", any++ > 0 ? ", " : " (", band_names[i],
                (unsigned long long)counts->filled[i]);
    }
    fprintf(stderr, _("%s; %llu adapted, %llu to review; %llu left, %llu untouched\n"),
            filled > 0 ? ")" : "", (unsigned long long)counts->adapted,
            (unsigned long long)counts->review, (unsigned long long)counts->left,
            (unsigned long long)(counts->translated + counts->closed));
    if (counts->tags > 0)
        fprintf(stderr,
                P_("%llu segment has inline tags to be put in their places\n",
                   "%llu segments have inline tags to be put in their places\n", counts->tags),
                (unsigned long long)counts->tags);
}

static bool run(struct cli *cli, const char *out, int floor, const cotexto_filter *filter,
                cotexto_pretranslated *counts)
{
    struct languages languages;
    struct memories memories = {.list = NULL};
    bool good = languages_read(cli, value(cli, OPTION_LANGUAGES, NULL), &languages) &&
                memories_open(cli, &memories);
    if (good) {
        const cotexto_pretranslate_options how = {
            .from_format = value(cli, OPTION_FROM_FORMAT, NULL),
            .to_format = value(cli, OPTION_DOCUMENT_FORMAT, NULL),
            .languages = languages.list,
            .language_count = languages.count,
            .floor = floor,
            .overwrite = given(cli, OPTION_OVERWRITE),
            .dry_run = given(cli, OPTION_DRY_RUN),
            .memory_penalties = memories.penalties,
            .filter = *filter,
            .decoding = decoding_asked(cli),
            .rules = rules_asked(cli),
            .progress = progress_callback(&cli->progress),
        };
        good = cotexto_pretranslate(memories.list, memories.count, cli->arguments.words[0], out,
                                    &how, counts, cli->error);
    }
    memories_close(&memories);
    languages_free(&languages);
    progress_clear(&cli->progress);
    return good;
}

int command_pretranslate(struct cli *cli)
{
    cotexto_pretranslated counts = {0};
    cotexto_filter filter;
    long floor;
    const char *out = value(cli, OPTION_OUTPUT, "-");
    if (cli->arguments.word_count != 1)
        return usage(cli, "%s", _("name the one file to pretranslate"));
    if (given(cli, OPTION_JSON) && strcmp(out, "-") == 0 && !given(cli, OPTION_DRY_RUN))
        return usage(cli, "%s", _("--json needs standard output: write to a file with -o"));
    if (!number_value(cli, OPTION_FLOOR, 70, 1, 100, &floor) || !filter_asked(cli, &filter))
        return EXIT_USAGE;
    if (!run(cli, out, (int)floor, &filter, &counts))
        return fail(cli);
    if (given(cli, OPTION_JSON))
        print_json(cli, out, &counts);
    else
        print_counts(cli, &counts);
    return count_filled(&counts) > 0 || counts.left == 0 ? 0 : EXIT_NOTHING;
}
