/* cotexto log: the revisions, or what one of them changed. */
#include "cli/changes.h"
#include "cli/json.h"

#include <limits.h>
#include <string.h>

struct listing {
    struct cli *cli;
    long limit, printed; /* limit 0: all */
};

static void print_json(const cotexto_revision *revision)
{
    json_t *object =
        json_pack("{s:I, s:s, s:s, s:s, s:s, s:I, s:I, s:I}", "revision", (json_int_t)revision->id,
                  "time", revision->time, "user", revision->user, "command", revision->command,
                  "about", revision->about, "added", (json_int_t)revision->added, "changed",
                  (json_int_t)revision->changed, "deleted", (json_int_t)revision->deleted);
    if (revision->entries != 0)
        json_object_set_new(object, "entries", json_integer((json_int_t)revision->entries));
    if (revision->undoes != 0)
        json_object_set_new(object, "undoes", json_integer(revision->undoes));
    if (revision->undone_by != 0)
        json_object_set_new(object, "undone_by", json_integer(revision->undone_by));
    print_json_line(stdout, object);
}

/* revision, time, user, command, about, units added, changed, deleted, undoes, undone by. */
static void print_row(const cotexto_revision *revision)
{
    const char *const texts[] = {revision->time, revision->user, revision->command,
                                 revision->about};
    printf("%lld", (long long)revision->id);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        putchar('\t');
        print_cell(stdout, cotexto_text_of(texts[i]));
    }
    printf("\t%llu\t%llu\t%llu\t%lld\t%lld\n", (unsigned long long)revision->added,
           (unsigned long long)revision->changed, (unsigned long long)revision->deleted,
           (long long)revision->undoes, (long long)revision->undone_by);
}

static void add_count(struct paragraph *paragraph, const char *sign, uint64_t count)
{
    char text[32];
    if (count == 0)
        return;
    snprintf(text, sizeof text, "  %s%llu", sign, (unsigned long long)count);
    paragraph_add(paragraph, cotexto_text_of(text), STYLE_PLAIN);
}

static void print_for_people(const struct terminal *terminal, const cotexto_revision *revision)
{
    char label[24], text[64];
    struct paragraph paragraph;
    bool off = revision->undone_by != 0;
    enum style style = off ? STYLE_FAINT : STYLE_PLAIN;
    snprintf(label, sizeof label, "%5lld", (long long)revision->id);
    paragraph_start(&paragraph, terminal, label, STYLE_STRONG, 7);
    snprintf(text, sizeof text, "%.10s %.5s  ", revision->time,
             strlen(revision->time) > 11 ? revision->time + 11 : "");
    paragraph_add(&paragraph, cotexto_text_of(text), STYLE_FAINT);
    if (*revision->user != '\0') {
        paragraph_add(&paragraph, cotexto_text_of(revision->user), style);
        paragraph_add(&paragraph, cotexto_text_of("  "), style);
    }
    paragraph_add(&paragraph, cotexto_text_of(revision->command), off ? style : STYLE_STRONG);
    paragraph_add(&paragraph, cotexto_text_of(" "), style);
    paragraph_add(&paragraph, cotexto_text_of(revision->about), style);
    add_count(&paragraph, "+", revision->added);
    add_count(&paragraph, "~", revision->changed);
    add_count(&paragraph, "−", revision->deleted);
    add_count(&paragraph, "§", revision->entries);
    if (off) {
        snprintf(text, sizeof text, _("  (undone by %lld)"), (long long)revision->undone_by);
        paragraph_add(&paragraph, cotexto_text_of(text), style);
    }
    paragraph_end(&paragraph);
}

static bool print_revision(void *context, const cotexto_revision *revision)
{
    struct listing *listing = context;
    if (given(listing->cli, OPTION_JSON))
        print_json(revision);
    else if (listing->cli->terminal.human)
        print_for_people(&listing->cli->terminal, revision);
    else
        print_row(revision);
    listing->printed++;
    return listing->limit == 0 || listing->printed < listing->limit;
}

static bool print_one(void *context, const cotexto_change *change)
{
    struct listing *listing = context;
    print_change(listing->cli, change);
    listing->printed++;
    return listing->limit == 0 || listing->printed < listing->limit;
}

int command_log(struct cli *cli)
{
    enum { ON_TERMINAL = 20 };
    struct listing listing = {.cli = cli};
    long revision = 0, unit;
    if (cli->arguments.word_count > 1)
        return usage(cli, "%s", _("log takes one revision at most"));
    bool one = cli->arguments.word_count == 1;
    if ((one && !revision_of(cli, cli->arguments.words[0], &revision)) ||
        !number_value(cli, OPTION_LIMIT, cli->terminal.tty && !one ? ON_TERMINAL : 0, 0, LONG_MAX,
                      &listing.limit) ||
        !number_value(cli, OPTION_UNIT, 0, 1, LONG_MAX, &unit))
        return EXIT_USAGE;
    cotexto_memory *memory = open_memory(cli, COTEXTO_READ);
    bool good = memory != NULL &&
                (one ? cotexto_log_changes(memory, revision, print_one, &listing, cli->error)
                     : cotexto_log(memory, unit, print_revision, &listing, cli->error));
    cotexto_memory_close(memory);
    if (!good)
        return fail(cli);
    return listing.printed > 0 ? 0 : EXIT_NOTHING;
}
