/* cotexto check */
#include "cli/cli.h"
#include "cli/json.h"

#include <stdlib.h>
#include <string.h>

enum { INDENT = 12 }; /* of a text behind its language */

static const char *const severities[] = {
    [COTEXTO_INFO] = "info", [COTEXTO_WARNING] = "warning", [COTEXTO_ERROR] = "error"};
static const char *const shown_severities[] = {
    [COTEXTO_INFO] = N_("info"), [COTEXTO_WARNING] = N_("warning"), [COTEXTO_ERROR] = N_("error")};

/* What is being printed. */
struct output {
    struct cli *cli;
    char *group;   /* file or document of the last finding; NULL: none yet */
    uint64_t unit; /* its unit */
};

/* --------------------------------------------------------------------------------------- JSON */

static void print_json(const cotexto_check_finding *finding)
{
    json_t *object = json_object();
    json_object_set_new(object, "severity", json_string(severities[finding->severity]));
    json_object_set_new(object, "rule", json_string(cotexto_check_name(finding->check)));
    json_object_set_new(object, "message", text_json(finding->message));
    if (finding->file != NULL)
        json_object_set_new(object, "file", json_string(finding->file));
    json_object_set_new(object, "unit", json_integer((json_int_t)finding->unit));
    json_object_set_new(object, "id", text_json(finding->id));
    json_object_set_new(object, "document", text_json(finding->document));
    json_object_set_new(object, "source_lang", json_string(finding->source_lang));
    json_object_set_new(object, "target_lang", json_string(finding->target_lang));
    json_object_set_new(object, "source", text_json(finding->source));
    json_object_set_new(object, "target", text_json(finding->target));
    json_object_set_new(object, "source_match", range_json(finding->source, finding->source_range));
    json_object_set_new(object, "target_match", range_json(finding->target, finding->target_range));
    print_json_line(stdout, object);
}

/* --------------------------------------------------------------------------------- for programs */

static cotexto_text group_of(const cotexto_check_finding *finding)
{
    return finding->file != NULL ? cotexto_text_of(finding->file) : finding->document;
}

static void print_row(const cotexto_check_finding *finding)
{
    printf("%s\t%s\t", severities[finding->severity], cotexto_check_name(finding->check));
    print_cell(stdout, group_of(finding));
    printf("\t%llu\t", (unsigned long long)finding->unit);
    print_cell(stdout, finding->id);
    printf("\t%s\t%s\t", finding->source_lang, finding->target_lang);
    print_cell(stdout, finding->message);
    putchar('\t');
    print_cell(stdout, finding->source);
    putchar('\t');
    print_cell(stdout, finding->target);
    putchar('\n');
}

/* ----------------------------------------------------------------------------------- for people */

/* The file or document where it changes, and the unit where that changes. */
static void print_place(struct output *output, const cotexto_check_finding *finding)
{
    const struct terminal *terminal = &output->cli->terminal;
    cotexto_text group = group_of(finding);
    bool same = output->group != NULL && strlen(output->group) == group.length &&
                memcmp(output->group, group.bytes, group.length) == 0;
    if (!same) {
        free(output->group);
        output->group = strndup(group.length == 0 ? "" : group.bytes, group.length);
        terminal_style(terminal, STYLE_STRONG);
        terminal_text(terminal, group);
        terminal_style(terminal, STYLE_PLAIN);
        putchar('\n');
    } else if (output->unit == finding->unit) {
        return;
    }
    output->unit = finding->unit;
    printf("  ");
    printf(_("unit %llu"), (unsigned long long)finding->unit);
    if (finding->paragraph > 0)
        printf(_(", paragraph %lu"), (unsigned long)finding->paragraph);
    if (finding->id.length > 0) {
        printf(", ");
        terminal_text(terminal, finding->id);
    }
    putchar('\n');
}

static void print_side(const struct terminal *terminal, const char *lang, cotexto_text text,
                       cotexto_range range)
{
    struct paragraph paragraph;
    char label[COTEXTO_TAG_SIZE + 8];
    snprintf(label, sizeof label, "      %s  ", lang);
    paragraph_start(&paragraph, terminal, label, STYLE_PLAIN, INDENT);
    paragraph_add_marked(&paragraph, text, STYLE_PLAIN, &range, 1, STYLE_FOUND, "[", "]");
    paragraph_end(&paragraph);
}

static void print_finding(struct output *output, const cotexto_check_finding *finding)
{
    const struct terminal *terminal = &output->cli->terminal;
    print_place(output, finding);
    printf("    ");
    terminal_style(terminal, finding->severity == COTEXTO_ERROR ? STYLE_STRONG : STYLE_PLAIN);
    fputs(_(shown_severities[finding->severity]), stdout);
    terminal_style(terminal, STYLE_PLAIN);
    printf(" · %s · ", cotexto_check_name(finding->check));
    terminal_text(terminal, finding->message);
    putchar('\n');
    print_side(terminal, finding->source_lang, finding->source, finding->source_range);
    print_side(terminal, finding->target_lang, finding->target, finding->target_range);
}

static void take_finding(void *context, const cotexto_check_finding *finding)
{
    struct output *output = context;
    progress_clear(&output->cli->progress);
    if (given(output->cli, OPTION_JSON))
        print_json(finding);
    else if (output->cli->terminal.human)
        print_finding(output, finding);
    else
        print_row(finding);
}

/* ------------------------------------------------------------------------------------- options */

/* The level that an option names. */
static cotexto_severity severity_asked(const struct cli *cli, enum option_id option,
                                       cotexto_severity otherwise)
{
    const char *text = value(cli, option, "");
    for (size_t i = 0; i < sizeof severities / sizeof *severities; i++) {
        if (strcmp(severities[i], text) == 0)
            return (cotexto_severity)i;
    }
    return otherwise;
}

/* Rules by name, with commas between, as bits; false: cli->error is set. */
static bool rules_named(struct cli *cli, const char *list, uint32_t *out)
{
    *out = 0;
    for (;;) {
        size_t length = strcspn(list, ",");
        cotexto_check_rule check = cotexto_check_named(list, length, cli->error);
        if (check == COTEXTO_CHECK_COUNT)
            return false;
        *out |= 1U << check;
        if (list[length] == '\0')
            return true;
        list += length + 1;
    }
}

static bool checks_asked(struct cli *cli, uint32_t *out)
{
    uint32_t without = 0;
    *out = (1U << COTEXTO_CHECK_COUNT) - 1;
    if (given(cli, OPTION_CHECK_RULES) &&
        !rules_named(cli, value(cli, OPTION_CHECK_RULES, ""), out))
        return false;
    if (given(cli, OPTION_WITHOUT) && !rules_named(cli, value(cli, OPTION_WITHOUT, ""), &without))
        return false;
    *out &= ~without;
    return true;
}

/* -------------------------------------------------------------------------------------- accept */

static bool is_accept(const char *text)
{
    size_t digits = strspn(text, "0123456789");
    return digits > 0 && digits < 19 && text[digits] == ':';
}

/* Each must say unit and rule, before the first is stored. */
static bool check_accepts(struct cli *cli, enum option_id option, const char *const *list,
                          size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (is_accept(list[i]))
            continue;
        usage(cli, _("--%s takes %s, not \"%s\""), options[option].name, options[option].argument,
              list[i]);
        return false;
    }
    return true;
}

static bool accept_one(struct cli *cli, cotexto_memory *memory, const char *text, bool back)
{
    const char *name = strchr(text, ':') + 1; /* is_accept() */
    int64_t unit = strtoll(text, NULL, 10);
    cotexto_check_rule check = cotexto_check_named(name, strlen(name), cli->error);
    if (check == COTEXTO_CHECK_COUNT)
        return false;
    if (back)
        return cotexto_check_unaccept(memory, unit, check, user_name(cli), cli->error);
    if (!cotexto_check_accept(memory, unit, check, user_name(cli), cli->error))
        return false;
    if (!given(cli, OPTION_QUIET))
        fprintf(stderr, _("To take it back: cotexto check --unaccept %s\n"), text);
    return true;
}

static int accept(struct cli *cli)
{
    const struct arguments *arguments = &cli->arguments;
    if (!check_accepts(cli, OPTION_ACCEPT, arguments->accepted, arguments->accepted_count) ||
        !check_accepts(cli, OPTION_UNACCEPT, arguments->unaccepted, arguments->unaccepted_count))
        return EXIT_USAGE;
    if (arguments->word_count > 0)
        return usage(cli, "%s",
                     _("--accept and --unaccept are of a memory; for files there is --exceptions"));
    cotexto_memory *memory = open_memory(cli, COTEXTO_WRITE);
    bool good = memory != NULL;
    for (size_t i = 0; good && i < arguments->accepted_count; i++)
        good = accept_one(cli, memory, arguments->accepted[i], false);
    for (size_t i = 0; good && i < arguments->unaccepted_count; i++)
        good = accept_one(cli, memory, arguments->unaccepted[i], true);
    cotexto_memory_close(memory);
    return good ? 0 : fail(cli);
}

/* ---------------------------------------------------------------------------------------- main */

static bool check_all(struct cli *cli, const cotexto_check_options *how,
                      cotexto_check_counts *counts)
{
    if (cli->arguments.word_count > 0) {
        bool good = true;
        for (size_t i = 0; good && i < cli->arguments.word_count; i++)
            good = cotexto_check_file(cli->arguments.words[i], how, counts, cli->error);
        return good;
    }
    cotexto_memory *memory = open_memory(cli, COTEXTO_READ);
    bool good = memory != NULL && cotexto_check_memory(memory, how, counts, cli->error);
    cotexto_memory_close(memory);
    return good;
}

static void print_counts(const struct cli *cli, const cotexto_check_counts *counts)
{
    if (given(cli, OPTION_QUIET))
        return;
    const uint64_t *found = counts->findings;
    fflush(stdout); /* the counts come behind what they count */
    fprintf(stderr, P_("%llu translation checked: ", "%llu translations checked: ", counts->units),
            (unsigned long long)counts->units);
    fprintf(stderr, P_("%llu error, ", "%llu errors, ", found[COTEXTO_ERROR]),
            (unsigned long long)found[COTEXTO_ERROR]);
    fprintf(stderr, P_("%llu warning", "%llu warnings", found[COTEXTO_WARNING]),
            (unsigned long long)found[COTEXTO_WARNING]);
    if (found[COTEXTO_INFO] > 0)
        fprintf(stderr, P_(", %llu note", ", %llu notes", found[COTEXTO_INFO]),
                (unsigned long long)found[COTEXTO_INFO]);
    if (counts->excepted > 0)
        fprintf(stderr, P_(", %llu accepted as fine", ", %llu accepted as fine", counts->excepted),
                (unsigned long long)counts->excepted);
    fputc('\n', stderr);
}

static int check_code(const struct cli *cli, cotexto_severity fail_on,
                      const cotexto_check_counts *counts)
{
    for (int level = (int)fail_on; given(cli, OPTION_FAIL_ON) && level <= COTEXTO_ERROR; level++) {
        if (counts->findings[level] > 0)
            return EXIT_DATA;
    }
    return counts->units > 0 ? 0 : EXIT_NOTHING;
}

static int check(struct cli *cli, cotexto_check_options *how, cotexto_severity fail_on)
{
    struct output output = {.cli = cli};
    struct languages languages;
    cotexto_check_counts counts = {0};
    bool good = languages_read(cli, value(cli, OPTION_LANGUAGES, NULL), &languages) &&
                checks_asked(cli, &how->checks);
    how->languages = languages.list;
    how->language_count = languages.count;
    how->found = take_finding;
    how->context = &output;
    if (good && how->checks == 0) {
        languages_free(&languages);
        return usage(cli, "%s", _("--rules and --without leave no rule"));
    }
    good = good && check_all(cli, how, &counts);
    languages_free(&languages);
    free(output.group);
    progress_clear(&cli->progress);
    if (!good)
        return fail(cli);
    print_counts(cli, &counts);
    return check_code(cli, fail_on, &counts);
}

int command_check(struct cli *cli)
{
    cotexto_severity fail_on;
    cotexto_check_options how = {
        .glossary = value(cli, OPTION_GLOSSARY, NULL),
        .from = value(cli, OPTION_FROM_FORMAT, NULL),
        .fuzzy = given(cli, OPTION_FUZZY),
        .language_map = cli->arguments.language_map,
        .language_map_count = cli->arguments.language_map_count,
        .exceptions = value(cli, OPTION_EXCEPTIONS, NULL),
        .write_exceptions = given(cli, OPTION_WRITE_EXCEPTIONS),
        .progress = progress_callback(&cli->progress),
    };
    if (cli->arguments.accepted_count + cli->arguments.unaccepted_count > 0)
        return accept(cli);
    if (how.write_exceptions && how.exceptions == NULL)
        return usage(cli, "%s", _("--write-exceptions needs the file: --exceptions FILE"));
    if (how.exceptions != NULL && cli->arguments.word_count == 0)
        return usage(cli, "%s", _("--exceptions is for files; for a memory there is --accept"));
    how.least = severity_asked(cli, OPTION_SEVERITY, COTEXTO_WARNING);
    fail_on = severity_asked(cli, OPTION_FAIL_ON, COTEXTO_ERROR);
    if (!filter_asked(cli, &how.filter))
        return EXIT_USAGE;
    if (fail_on < how.least)
        how.least = fail_on;
    return check(cli, &how, fail_on);
}
