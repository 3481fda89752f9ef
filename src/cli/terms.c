/* cotexto terms: candidates for terms, and the glossary. */
#include "cli/changes.h"
#include "cli/json.h"
#include "cli/term_print.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

static void print_label(const struct cli *cli, const char *lang, cotexto_text text,
                        enum style style)
{
    struct paragraph paragraph;
    char label[COTEXTO_TAG_SIZE + 8];
    snprintf(label, sizeof label, "    %s", lang);
    paragraph_start(&paragraph, &cli->terminal, label, STYLE_FAINT, 8);
    paragraph_add(&paragraph, text, style);
    paragraph_end(&paragraph);
}

/* --------------------------------------------------------------------------------- candidates */

struct listing {
    const struct cli *cli;
    const cotexto_candidate_options *how;
};

static bool print_candidate(void *context, const cotexto_term_candidate *candidate)
{
    struct listing *listing = context;
    struct cli *cli = (struct cli *)listing->cli;
    struct paragraph paragraph;
    char counts[160];
    progress_clear(&cli->progress);
    paragraph_start(&paragraph, &cli->terminal, "", STYLE_PLAIN, 4);
    paragraph_add(&paragraph, candidate->text, STYLE_STRONG);
    for (size_t i = 0; i < candidate->target_count; i++) {
        paragraph_add(&paragraph, cotexto_text_of(i == 0 ? "  =  " : " · "), STYLE_FAINT);
        paragraph_add(&paragraph, candidate->targets[i].text, i == 0 ? STYLE_FOUND : STYLE_PLAIN);
    }
    snprintf(counts, sizeof counts, "   %llu×, %llu %%", (unsigned long long)candidate->occurrences,
             (unsigned long long)(100 * candidate->targets[0].strength + .5));
    paragraph_add(&paragraph, cotexto_text_of(counts), STYLE_FAINT);
    paragraph_end(&paragraph);
    print_label(cli, listing->how->from, candidate->context, STYLE_PLAIN);
    print_label(cli, listing->how->to, candidate->context_target, STYLE_PLAIN);
    return true;
}

/* Languages that the options name, else the two of the memory. false: the code was set. */
static bool choose_languages(struct cli *cli, cotexto_memory *memory,
                             char tags[2][COTEXTO_TAG_SIZE], int *code)
{
    char both[2][COTEXTO_TAG_SIZE];
    *code = 0;
    if (!tag_asked(cli, OPTION_FROM, tags[0]) || !tag_asked(cli, OPTION_TO, tags[1]))
        *code = fail(cli);
    if (*code != 0 || (*tags[0] != '\0' && *tags[1] != '\0'))
        return *code == 0;
    if (!two_languages(memory, both, cli->error)) {
        *code = cotexto_error_kind(cli->error) != COTEXTO_OK
                    ? fail(cli)
                    : usage(cli, "%s",
                            _("the memory does not hold exactly two languages: say which with "
                              "--from and --to"));
        return false;
    }
    for (int i = 0; i < 2; i++) { /* the one that is not the other */
        const char *other = tags[1 - i];
        int pick = *other != '\0' && same_language(both[i], other) ? 1 - i : i;
        if (*tags[i] == '\0')
            memcpy(tags[i], both[pick], COTEXTO_TAG_SIZE);
    }
    return true;
}

static int find_candidates(struct cli *cli)
{
    char tags[2][COTEXTO_TAG_SIZE];
    long limit, least;
    uint64_t count = 0;
    int code = EXIT_USAGE;
    cotexto_candidate_options how = {.from = tags[0],
                                     .to = tags[1],
                                     .known = given(cli, OPTION_KNOWN),
                                     .progress = progress_callback(&cli->progress)};
    struct listing listing = {cli, &how};
    if (!number_value(cli, OPTION_LIMIT, 100, 0, LONG_MAX, &limit) ||
        !number_value(cli, OPTION_MIN_COUNT, 3, 2, LONG_MAX, &least) ||
        !filter_asked(cli, &how.filter))
        return code;
    how.limit = (size_t)limit;
    how.min_count = (uint64_t)least;
    cotexto_memory *memory = open_memory(cli, COTEXTO_READ);
    if (memory == NULL)
        return fail(cli);
    bool good = choose_languages(cli, memory, tags, &code);
    if (good) {
        const char *path = value(cli, OPTION_OUTPUT, "-");
        const char *format =
            value(cli, OPTION_TERM_FORMAT, given(cli, OPTION_JSON) ? "jsonl" : NULL);
        bool people = cli->terminal.human && format == NULL && strcmp(path, "-") == 0;
        good = people
                   ? cotexto_term_candidates(memory, &how, print_candidate, &listing, &count,
                                             cli->error)
                   : cotexto_term_candidates_write(memory, path, format, &how, &count, cli->error);
        progress_clear(&cli->progress);
        code = !good ? fail(cli) : count > 0 ? 0 : EXIT_NOTHING;
    }
    if (good && !given(cli, OPTION_QUIET))
        fprintf(stderr, P_("%llu candidate\n", "%llu candidates\n", count),
                (unsigned long long)count);
    cotexto_memory_close(memory);
    return code;
}

/* ----------------------------------------------------------------------------------- glossary */

static void print_counts(const struct cli *cli, const cotexto_glossary_counts *counts)
{
    if (given(cli, OPTION_JSON)) {
        print_json_line(
            stdout,
            json_pack("{s:I, s:I, s:I, s:I, s:I, s:I}", "added", (json_int_t)counts->added,
                      "changed", (json_int_t)counts->changed, "same", (json_int_t)counts->same,
                      "skipped", (json_int_t)counts->skipped, "deleted",
                      (json_int_t)counts->deleted, "revision", (json_int_t)counts->revision));
        return;
    }
    if (given(cli, OPTION_QUIET))
        return;
    fprintf(stderr,
            _("glossary entries: %llu new, %llu changed, %llu already there, %llu deleted, %llu "
              "skipped\n"),
            (unsigned long long)counts->added, (unsigned long long)counts->changed,
            (unsigned long long)counts->same, (unsigned long long)counts->deleted,
            (unsigned long long)counts->skipped);
    if (counts->skipped > 0)
        fputs(_("An entry needs terms in two languages.\n"), stderr);
    if (given(cli, OPTION_DRY_RUN))
        fputs(_("Nothing was stored: this was a dry run.\n"), stderr);
    else if (counts->revision != 0)
        fprintf(stderr, _("To take it back: cotexto undo %lld\n"), (long long)counts->revision);
}

static cotexto_glossary_options glossary_asked(struct cli *cli, const struct languages *languages)
{
    return (cotexto_glossary_options){
        .format = value(cli, OPTION_TERM_FORMAT, NULL),
        .languages = languages->list,
        .language_count = languages->count,
        .language_map = cli->arguments.language_map,
        .language_map_count = cli->arguments.language_map_count,
        .user = user_name(cli),
        .dry_run = given(cli, OPTION_DRY_RUN),
        .progress = progress_callback(&cli->progress),
    };
}

static int end_counted(struct cli *cli, bool good, const cotexto_glossary_counts *counts)
{
    progress_clear(&cli->progress);
    if (!good)
        return fail(cli);
    print_counts(cli, counts);
    return counts->added + counts->changed + counts->same + counts->deleted > 0 ? 0 : EXIT_NOTHING;
}

static int import_terms(struct cli *cli, cotexto_memory *memory,
                        const cotexto_glossary_options *how)
{
    cotexto_glossary_counts counts = {0};
    bool good =
        cotexto_glossary_import(memory, value(cli, OPTION_TERMS_IMPORT, ""), how, &counts, cli->error);
    return end_counted(cli, good, &counts);
}

static int export_terms(struct cli *cli, cotexto_memory *memory,
                        const cotexto_glossary_options *how)
{
    uint64_t entries = 0;
    const char *path = value(cli, OPTION_TERMS_EXPORT, "-");
    if (!cotexto_glossary_export(memory, path, how, &entries, cli->error))
        return fail(cli);
    if (!given(cli, OPTION_QUIET) && strcmp(path, "-") != 0)
        fprintf(stderr, P_("%llu entry written to %s\n", "%llu entries written to %s\n", entries),
                (unsigned long long)entries, path);
    return entries > 0 ? 0 : EXIT_NOTHING;
}

/* "5,6,7", or "all": *ids is NULL then. false: a message was printed. */
static bool numbers_asked(const struct cli *cli, int64_t **ids, size_t *count)
{
    const char *text = value(cli, OPTION_DELETE, "");
    *ids = NULL;
    *count = 0;
    if (strcmp(text, "all") == 0 || (numbers_read(text, ids, count) && *count > 0))
        return true;
    usage(cli, _("--delete takes numbers of entries, as in 5,6,7, or all, not \"%s\""), text);
    return false;
}

static int delete_terms(struct cli *cli, cotexto_memory *memory,
                        const cotexto_glossary_options *how)
{
    cotexto_glossary_counts counts = {0};
    int64_t *ids;
    size_t count;
    bool good = numbers_asked(cli, &ids, &count);
    int code = EXIT_USAGE;
    if (good) {
        good = cotexto_glossary_delete(memory, ids, count, how, &counts, cli->error);
        code = end_counted(cli, good, &counts);
    }
    free(ids);
    return code;
}

/* ---------------------------------------------------------------------------------------- list */

struct printing {
    const struct cli *cli;
    uint64_t printed;
};

static void print_entry_json(const cotexto_glossary_entry *entry)
{
    json_t *object = json_object(), *terms = json_array();
    for (size_t i = 0; i < entry->term_count; i++)
        json_array_append_new(terms, term_json(&entry->terms[i]));
    json_object_set_new(object, "entry", json_integer(entry->id));
    json_object_set_new(object, "id", text_json(entry->name));
    json_object_set_new(object, "subject", text_json(entry->subject));
    json_object_set_new(object, "definition", text_json(entry->definition));
    json_object_set_new(object, "note", text_json(entry->note));
    json_object_set_new(object, "terms", terms);
    print_json_line(stdout, object);
}

/* number, language, term, status, part of speech, subject, note. */
static void print_rows(const cotexto_glossary_entry *entry)
{
    for (size_t i = 0; i < entry->term_count; i++) {
        const cotexto_glossary_term *term = &entry->terms[i];
        const cotexto_text cells[] = {term->text,
                                      cotexto_text_of(cotexto_term_status_name(term->status)),
                                      term->part_of_speech, entry->subject, term->note};
        printf("%lld\t%s", (long long)entry->id, term->lang);
        for (size_t k = 0; k < sizeof cells / sizeof *cells; k++) {
            putchar('\t');
            print_cell(stdout, cells[k]);
        }
        putchar('\n');
    }
}

static void print_entry_for_people(const struct terminal *terminal,
                                   const cotexto_glossary_entry *entry)
{
    char number[24];
    struct paragraph paragraph;
    snprintf(number, sizeof number, "%5lld", (long long)entry->id);
    paragraph_start(&paragraph, terminal, number, STYLE_STRONG, 7);
    for (size_t i = 0; i < entry->term_count; i++) {
        if (i > 0)
            paragraph_add(&paragraph, cotexto_text_of(" · "), STYLE_FAINT);
        paragraph_add_term(&paragraph, &entry->terms[i]);
    }
    if (entry->subject.length > 0) {
        paragraph_add(&paragraph, cotexto_text_of("  "), STYLE_PLAIN);
        paragraph_add(&paragraph, entry->subject, STYLE_FAINT);
    }
    paragraph_end(&paragraph);
}

static bool print_entry(void *context, const cotexto_glossary_entry *entry)
{
    struct printing *printing = context;
    const struct cli *cli = printing->cli;
    printing->printed++;
    if (given(cli, OPTION_JSON))
        print_entry_json(entry);
    else if (cli->terminal.human)
        print_entry_for_people(&cli->terminal, entry);
    else
        print_rows(entry);
    return true;
}

static int list_terms(struct cli *cli, cotexto_memory *memory, const cotexto_glossary_options *how)
{
    struct printing printing = {cli, 0};
    (void)how;
    if (!cotexto_glossary_each(memory, print_entry, &printing, cli->error))
        return fail(cli);
    return printing.printed > 0 ? 0 : EXIT_NOTHING;
}

/* -------------------------------------------------------------------------------------- whole */

int command_terms(struct cli *cli)
{
    static const struct {
        enum option_id option;
        unsigned flags;
        int (*run)(struct cli *cli, cotexto_memory *memory, const cotexto_glossary_options *how);
    } actions[] = {{OPTION_TERMS_IMPORT, COTEXTO_CREATE, import_terms},
                   {OPTION_TERMS_EXPORT, COTEXTO_READ, export_terms},
                   {OPTION_LIST, COTEXTO_READ, list_terms},
                   {OPTION_DELETE, COTEXTO_WRITE, delete_terms}};
    size_t chosen = 0, count = sizeof actions / sizeof *actions, action = count;
    for (size_t i = 0; i < count; i++) {
        if (given(cli, actions[i].option)) {
            action = i;
            chosen++;
        }
    }
    if (cli->arguments.word_count > 0)
        return usage(cli, "%s", _("cotexto terms takes options only"));
    if (chosen > 1)
        return usage(cli, "%s", _("choose one of --import, --export, --list and --delete"));
    if (chosen == 0)
        return find_candidates(cli);
    struct languages languages;
    if (!languages_read(cli, value(cli, OPTION_LANGUAGES, NULL), &languages)) {
        languages_free(&languages);
        return fail(cli);
    }
    cotexto_glossary_options how = glossary_asked(cli, &languages);
    cotexto_memory *memory = open_memory(cli, actions[action].flags);
    int code = memory == NULL ? fail(cli) : actions[action].run(cli, memory, &how);
    cotexto_memory_close(memory);
    languages_free(&languages);
    return code;
}
