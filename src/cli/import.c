/* cotexto import */
#include "cli/cli.h"
#include "cli/json.h"
#include "cli/repairs.h"
#include "cli/report.h"

#include <stdlib.h>
#include <string.h>

/* Nothing is told of an exchange file. */
static void print_reading(const cotexto_import_side *side)
{
    if (*side->lang == '\0' && *side->encoding == '\0' && side->sentences == 0)
        return;
    fprintf(stderr, "    %s: ", side->file);
    if (*side->lang != '\0')
        fprintf(stderr, side->lang_guessed ? _("%s (guessed, %.0f %% sure)") : "%s", side->lang,
                100 * side->lang_confidence);
    if (*side->encoding != '\0')
        fprintf(stderr, ", %s", side->encoding);
    if (side->encoding_confidence > 0 && side->encoding_confidence < 1)
        fprintf(stderr, _(" (%.0f %% sure)"), 100 * side->encoding_confidence);
    if (side->sentences > 0)
        fprintf(stderr, P_(", %zu sentence", ", %zu sentences", side->sentences), side->sentences);
    fputc('\n', stderr);
}

static void print_side(const cotexto_import_side *side)
{
    print_reading(side);
    if (side->replaced > 0)
        fprintf(stderr,
                P_("    warning: %zu undecodable byte was replaced\n",
                   "    warning: %zu undecodable bytes were replaced\n", side->replaced),
                side->replaced);
    if (side->repaired > 0)
        fprintf(stderr,
                P_("    %zu character that had been read in a wrong encoding was repaired\n",
                   "    %zu characters that had been read in a wrong encoding were repaired\n",
                   side->repaired),
                side->repaired);
    if (side->mojibake)
        fprintf(stderr, "%s",
                _("    warning: this looks like UTF-8 that was once read as windows-1252; --repair "
                  "puts it right\n"));
}

static const char *state_name(cotexto_document_state state)
{
    switch (state) {
    case COTEXTO_DOCUMENT_NEW: return N_("new");
    case COTEXTO_DOCUMENT_CHANGED: return N_("changed");
    case COTEXTO_DOCUMENT_SAME: return N_("unchanged");
    case COTEXTO_DOCUMENT_UNPAIRED: return N_("no partner");
    case COTEXTO_DOCUMENT_PASSED: return N_("passed over");
    case COTEXTO_DOCUMENT_FAILED: return N_("failed");
    case COTEXTO_DOCUMENT_STOPPED: return N_("stopped");
    }
    return "";
}

/* ---------------------------------------------------------------------------- exchange files */

static const struct {
    const char *id, *text;
} outcome_names[COTEXTO_OUTCOME_COUNT] = {
    [COTEXTO_OUTCOME_NEW] = {"new", N_("new")},
    [COTEXTO_OUTCOME_CHANGED] = {"changed", N_("in place of a stored one")},
    [COTEXTO_OUTCOME_DUPLICATE] = {"duplicate", N_("already there")},
    [COTEXTO_OUTCOME_EARLIER] = {"earlier", N_("done before the import was stopped")},
    [COTEXTO_OUTCOME_ONE_LANGUAGE] = {"one-language", N_("skipped, in one language only")},
    [COTEXTO_OUTCOME_EMPTY] = {"empty", N_("skipped, a side is empty")},
    [COTEXTO_OUTCOME_POLICY] = {"policy", N_("skipped, the stored one is kept")},
};

static void print_outcomes(const cotexto_import_document *document)
{
    for (size_t i = COTEXTO_OUTCOME_NEW + 1; i < COTEXTO_OUTCOME_COUNT; i++) {
        const cotexto_outcome *outcome = &document->outcomes[i];
        if (outcome->count == 0)
            continue;
        fprintf(stderr, _("    %s: %llu (unit"), _(outcome_names[i].text),
                (unsigned long long)outcome->count);
        for (size_t k = 0; k < first_places(outcome->count); k++)
            fprintf(stderr, "%s %llu", k > 0 ? "," : "", (unsigned long long)outcome->units[k]);
        fputs(outcome->count > COTEXTO_FIRST_PLACES ? ", ...)\n" : ")\n", stderr);
    }
}

static json_t *outcomes_json(const cotexto_import_document *document)
{
    json_t *object = json_object();
    for (size_t i = 0; i < COTEXTO_OUTCOME_COUNT; i++) {
        const cotexto_outcome *outcome = &document->outcomes[i];
        json_t *units = json_array();
        for (size_t k = 0; k < first_places(outcome->count); k++)
            json_array_append_new(units, json_integer((json_int_t)outcome->units[k]));
        json_object_set_new(
            object, outcome_names[i].id,
            json_pack("{s:I, s:o}", "count", (json_int_t)outcome->count, "units", units));
    }
    return object;
}

/* ------------------------------------------------------------------------------------ reports */

static void print_document_json(const cotexto_import_document *document)
{
    json_t *object = json_object(), *files = json_array();
    json_object_set_new(object, "document", json_string(document->name));
    json_object_set_new(object, "state", json_string(state_name(document->state)));
    for (size_t i = 0; i < document->side_count; i++) {
        const cotexto_import_side *side = &document->sides[i];
        json_array_append_new(files, json_pack("{s:s, s:s, s:b, s:s, s:f, s:I}", "file", side->file,
                                               "language", side->lang, "guessed",
                                               side->lang_guessed, "encoding", side->encoding,
                                               "confidence", side->encoding_confidence, "sentences",
                                               (json_int_t)side->sentences));
    }
    json_object_set_new(object, "files", files);
    json_object_set_new(object, "units", json_integer((json_int_t)document->units));
    json_object_set_new(object, "review", json_integer((json_int_t)document->review));
    json_object_set_new(object, "unaligned", json_integer((json_int_t)document->unaligned));
    if (document->outcomes != NULL)
        json_object_set_new(object, "outcomes", outcomes_json(document));
    if (document->repairs != NULL)
        json_object_set_new(object, "repairs", repairs_json(document->repairs));
    if (document->alignment != NULL)
        report_json(document->alignment, object);
    if (document->error != NULL)
        json_object_set_new(object, "error", json_string(cotexto_error_id(document->error)));
    print_json_line(stdout, object);
}

static void print_document(void *context, const cotexto_import_document *document)
{
    struct cli *cli = context;
    progress_clear(&cli->progress);
    if (given(cli, OPTION_JSON))
        print_document_json(document);
    if (document->error != NULL)
        print_error(cli, document->error);
    if (given(cli, OPTION_JSON) || given(cli, OPTION_QUIET) || document->error != NULL)
        return;
    fprintf(stderr, "%s: %s", document->name, _(state_name(document->state)));
    if (document->units > 0)
        fprintf(stderr, P_(", %zu unit", ", %zu units", document->units), document->units);
    if (document->review > 0)
        fprintf(stderr, _(", %zu to review"), document->review);
    if (document->unaligned > 0)
        fprintf(stderr,
                P_(", %zu sentence without a translation", ", %zu sentences without a translation",
                   document->unaligned),
                document->unaligned);
    if (document->length_ratio > 0)
        fprintf(stderr, _(", length ratio %.2f"), document->length_ratio);
    fputc('\n', stderr);
    if (document->state == COTEXTO_DOCUMENT_PASSED)
        fputs(_("    its first line names no languages; to import it, name the file and "
                "--languages es,en\n"),
              stderr);
    for (size_t i = 0; i < document->side_count; i++)
        print_side(&document->sides[i]);
    if (document->outcomes != NULL)
        print_outcomes(document);
    if (document->repairs != NULL)
        print_repairs(document->repairs);
    if (document->alignment == NULL)
        return;
    const char *const files[] = {document->sides[0].file, document->sides[1].file};
    report_doubts(document->alignment, files);
    report_checks(document->alignment);
}

static void print_counts(const struct cli *cli, const cotexto_import_counts *counts)
{
    if (given(cli, OPTION_JSON)) {
        printf("{\"documents\":%llu,\"units\":%llu,\"new\":%llu,\"changed\":%llu,\"duplicate\":%"
               "llu,\"skipped\":%llu,"
               "\"review\":%llu}\n",
               (unsigned long long)counts->documents, (unsigned long long)counts->units,
               (unsigned long long)counts->added, (unsigned long long)counts->changed,
               (unsigned long long)counts->duplicate, (unsigned long long)counts->skipped,
               (unsigned long long)counts->review);
        return;
    }
    if (given(cli, OPTION_QUIET))
        return;
    fprintf(stderr, P_("%llu document", "%llu documents", counts->documents),
            (unsigned long long)counts->documents);
    fprintf(stderr, P_(", %llu unit: ", ", %llu units: ", counts->units),
            (unsigned long long)counts->units);
    fprintf(
        stderr,
        _("%llu new, %llu changed, %llu already there, %llu skipped, %llu removed, %llu to review"),
        (unsigned long long)counts->added, (unsigned long long)counts->changed,
        (unsigned long long)counts->duplicate, (unsigned long long)counts->skipped,
        (unsigned long long)counts->removed, (unsigned long long)counts->review);
    if (counts->unpaired > 0)
        fprintf(
            stderr,
            P_("; %llu text without a partner", "; %llu texts without a partner", counts->unpaired),
            (unsigned long long)counts->unpaired);
    if (counts->passed > 0)
        fprintf(stderr, P_("; %llu file passed over", "; %llu files passed over", counts->passed),
                (unsigned long long)counts->passed);
    if (counts->failed > 0)
        fprintf(stderr, _("; %llu failed, nothing of them was stored"),
                (unsigned long long)counts->failed);
    if (counts->stopped > 0)
        fprintf(stderr,
                P_("; %llu stopped, a part of it was stored",
                   "; %llu stopped, a part of them was stored", counts->stopped),
                (unsigned long long)counts->stopped);
    fputc('\n', stderr);
    if (given(cli, OPTION_DRY_RUN))
        fprintf(stderr, "%s\n", _("A dry run: nothing was stored."));
    else if (counts->added > 0)
        fprintf(stderr, "%s\n",
                _("Next: cotexto lookup \"a sentence\", cotexto search \"a phrase\"."));
}

static cotexto_policy policy_of(const char *name)
{
    static const char *const names[] = {"add", "keep", "replace", "newest"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(name, names[i]) == 0)
            return (cotexto_policy)i;
    }
    return COTEXTO_POLICY_ADD;
}

/* A dry run needs no memory, but compares with one that is there. */
static cotexto_memory *memory_for(struct cli *cli, bool dry_run, bool *good)
{
    cotexto_memory *memory = open_memory(cli, dry_run ? COTEXTO_WRITE : COTEXTO_CREATE);
    *good = memory != NULL;
    if (memory == NULL && dry_run && strcmp(cotexto_error_id(cli->error), "no-memory-file") == 0) {
        cotexto_error_clear(cli->error);
        *good = true;
    }
    return memory;
}

int command_import(struct cli *cli)
{
    struct languages languages;
    cotexto_import_counts counts = {0};
    if (cli->arguments.word_count == 0)
        return usage(cli, "%s", _("name the files or folders to import"));
    bool good = languages_read(cli, value(cli, OPTION_LANGUAGES, NULL), &languages),
         dry_run = given(cli, OPTION_DRY_RUN);
    cotexto_memory *memory = good ? memory_for(cli, dry_run, &good) : NULL;
    bool told = false;
    if (good) {
        cotexto_import_options how = {
            .languages = languages.list,
            .language_count = languages.count,
            .columns = value(cli, OPTION_COLUMNS, NULL),
            .format = value(cli, OPTION_FROM_FORMAT, NULL),
            .decoding = decoding_asked(cli),
            .rules = rules_asked(cli),
            .anchors = value(cli, OPTION_ANCHORS, NULL),
            .meta = cli->arguments.meta,
            .meta_count = cli->arguments.meta_count,
            .language_map = cli->arguments.language_map,
            .language_map_count = cli->arguments.language_map_count,
            .policy = policy_of(value(cli, OPTION_POLICY, "add")),
            .fuzzy = given(cli, OPTION_FUZZY),
            .dry_run = dry_run,
            .force = given(cli, OPTION_FORCE),
            .user = user_name(cli),
            .progress = progress_callback(&cli->progress),
            .document = print_document,
            .context = cli,
        };
        good = cotexto_import(memory, cli->arguments.words, cli->arguments.word_count, &how,
                              &counts, cli->error);
        told = counts.failed + counts.stopped > 0; /* each failure was told when it came */
        progress_clear(&cli->progress);
        if (good || told || counts.documents > 0)
            print_counts(cli, &counts);
    }
    cotexto_memory_close(memory);
    languages_free(&languages);
    if (good)
        return 0;
    return told ? exit_code(cotexto_error_kind(cli->error)) : fail(cli);
}
