/* The tables of commands and options, and the parser that goes by them. */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>

#define C(name) (1U << COMMAND_##name)
/* those that change what is there, and those of them that are about some of the units */
#define EDITING_COMMANDS (C(EDIT) | C(DELETE) | C(CLEAN) | C(UNDO) | C(REVIEW) | C(TERMS))
#define FILTER_COMMANDS                                                                            \
    (C(EXPORT) | C(LOOKUP) | C(SEARCH) | C(EDIT) | C(DELETE) | C(CLEAN) | C(CHECK) | C(REVIEW) |   \
     C(TERMS))
#define MEMORY_COMMANDS                                                                            \
    (C(IMPORT) | C(LOOKUP) | C(SEARCH) | C(EXPORT) | C(STATS) | C(DOCTOR) | C(ALIGN) | C(LEARN) |  \
     C(REINDEX) | C(LOG) | C(BACKUP) | EDITING_COMMANDS | C(ANALYSE) | C(CHECK) | C(PRETRANSLATE))
#define JSON_COMMANDS                                                                              \
    (C(IMPORT) | C(LOOKUP) | C(SEARCH) | C(STATS) | C(DETECT) | C(DOCTOR) | C(LEARN) |             \
     C(CONVERT) | C(LOG) | EDITING_COMMANDS | C(ANALYSE) | C(CHECK) | C(PRETRANSLATE))
#define ALL_COMMANDS ((1U << COMMAND_COUNT) - 1)

const struct command commands[COMMAND_COUNT] = {
    [COMMAND_IMPORT] =
        {"import", "FILE|DIR...",
         N_("take texts and their translations, TMX, XLIFF, PO or tables into the memory"),
         command_import},
    [COMMAND_LOOKUP] = {"lookup", "[TEXT]",
                        N_("find the stored sentences most like a text, and their translations"),
                        command_lookup},
    [COMMAND_ANALYSE] = {"analyse", "FILE|DIR...",
                         N_("count how much of some files the memory has translated already"),
                         command_analyse},
    [COMMAND_SEARCH] = {"search", "WORDS...",
                        N_("show where words stand in the memory, with the translations"),
                        command_search},
    [COMMAND_EXPORT] = {"export", "",
                        N_("write the memory as TMX, XLIFF, PO, a table or JSON Lines"),
                        command_export},
    [COMMAND_CONVERT] = {"convert", "IN OUT",
                         N_("write an exchange file in another format, without a memory"),
                         command_convert},
    [COMMAND_PRETRANSLATE] = {"pretranslate", "FILE",
                              N_("put the memory's translations into a file to be translated"),
                              command_pretranslate},
    [COMMAND_CHECK] = {"check", "[FILE...]",
                       N_("tell what looks wrong in the translations of the memory, or of files"),
                       command_check},
    [COMMAND_STATS] = {"stats", "", N_("count what the memory holds"), command_stats},
    [COMMAND_PERCENT] = {"percent", "[A B]", N_("give the match percent of two texts"),
                         command_percent},
    [COMMAND_SEGMENT] = {"segment", "[FILE]", N_("cut a text into sentences"), command_segment},
    [COMMAND_ALIGN] = {"align", "SOURCE TARGET", N_("find which sentences translate which"),
                       command_align},
    [COMMAND_DETECT] = {"detect", "FILE", N_("tell the encoding and the language of a file"),
                        command_detect},
    [COMMAND_LEARN] = {"learn", "", N_("learn from the memory which words translate which"),
                       command_learn},
    [COMMAND_REINDEX] = {"reindex", "", N_("make the memory's index for lookup anew"),
                         command_reindex},
    [COMMAND_DOCTOR] = {"doctor", "", N_("look for anything wrong with the memory"),
                        command_doctor},
    [COMMAND_REVIEW] = {"review", "[DOCUMENT]",
                        N_("go through aligned units, the least sure first, and put them right"),
                        command_review},
    [COMMAND_EDIT] = {"edit", "[TEXT]",
                      N_("change texts of the memory: one, or by find and replace"), command_edit},
    [COMMAND_DELETE] = {"delete", "[WORDS...]", N_("take units out of the memory"), command_delete},
    [COMMAND_CLEAN] = {"clean", "",
                       N_("put right what is broken in the memory's texts, and take out what is "
                          "empty or there twice"),
                       command_clean},
    [COMMAND_LOG] = {"log", "[REVISION]", N_("tell who changed what in the memory, and when"),
                     command_log},
    [COMMAND_UNDO] = {"undo", "[REVISION]", N_("take back what a command changed"), command_undo},
    [COMMAND_BACKUP] = {"backup", "FILE", N_("copy the memory, also while it is written to"),
                        command_backup},
    [COMMAND_TERMS] = {"terms", "",
                       N_("find terms in the memory with their translations; keep a glossary"),
                       command_terms},
    [COMMAND_COMPLETION] =
        {"completion", "SHELL",
         N_("write what bash, zsh or fish needs to complete commands and options"),
         command_completion},
    [COMMAND_HELP] = {"help", "[COMMAND]", N_("explain a command"), command_help},
};

const struct option options[OPTION_COUNT] = {
    [OPTION_MEMORY] =
        {"memory", 'm', "FILE",
         N_("the memory; without it $COTEXTO_MEMORY, else your own one (lookup, analyse, "
            "pretranslate: FILE:N takes N off its matches)"),
         MEMORY_COMMANDS},
    [OPTION_FROM_FORMAT] = {"from", '\0', "FORMAT",
                            N_("the files' format: tmx, xliff, po, tsv, csv, jsonl; without it "
                               "recognised"),
                            C(IMPORT) | C(CONVERT) | C(CHECK) | C(PRETRANSLATE)},
    [OPTION_TO_FORMAT] =
        {"to", '\0', "FORMAT",
         N_("the format: tmx, xliff, xliff2, po, tsv, csv, jsonl; without it by the "
            "file's name"),
         C(EXPORT) | C(CONVERT)},
    [OPTION_DOCUMENT_FORMAT] = {"to", '\0', "FORMAT",
                                N_("what a document becomes: xliff (1.2, without it) or xliff2"),
                                C(PRETRANSLATE)},
    [OPTION_FROM] = {"from", '\0', "LANG", N_("the language of the text"),
                     C(LOOKUP) | C(ANALYSE) | C(TERMS)},
    [OPTION_TO] = {"to", '\0', "LANG", N_("the language of the translations"),
                   C(LOOKUP) | C(ANALYSE) | C(TERMS)},
    [OPTION_LANG] = {"lang", '\0', "LANG", N_("the language of the text, as a BCP 47 tag"),
                     C(SEARCH) | C(PERCENT) | C(SEGMENT) | C(EDIT) | C(DELETE)},
    [OPTION_LANGUAGES] = {"languages", '\0', "LANG,LANG",
                          N_("the languages of the two sides, or of a table's columns"),
                          C(IMPORT) | C(ALIGN) | C(EXPORT) | C(CONVERT) | C(LEARN) | C(ANALYSE) |
                              C(CHECK) | C(PRETRANSLATE) | C(REVIEW) | C(TERMS)},
    [OPTION_FLOOR] = {"floor", '\0', "PERCENT",
                      N_("the least percent of a match (70; of an analysis 50)"),
                      C(LOOKUP) | C(ANALYSE) | C(PRETRANSLATE)},
    [OPTION_LIMIT] =
        {
            "limit", '\0', "NUMBER",
            N_("how many to show at most (5 of a lookup, 100 of terms; of a search or log 20 on a "
               "terminal, else all, as by 0)"),
            C(LOOKUP) | C(SEARCH) | C(LOG) | C(TERMS)},
    [OPTION_EXHAUSTIVE] = {"exhaustive", '\0', NULL,
                           N_("compare with every stored sentence, without an index"), C(LOOKUP)},
    [OPTION_TIMING] = {"timing", '\0', NULL, N_("tell how long each lookup took"), C(LOOKUP)},
    [OPTION_JOBS] =
        {"jobs", '\0', "NUMBER",
         N_("how many lines, or texts of an analysis, to look up at the same time (one a core)"),
         C(LOOKUP) | C(ANALYSE)},
    [OPTION_BEFORE] = {"before", '\0', "TEXT",
                       N_("the sentence before the text: with it, an identical one can have 101 %"),
                       C(LOOKUP)},
    [OPTION_AFTER] = {"after", '\0', "TEXT", N_("the sentence behind the text"), C(LOOKUP)},
    [OPTION_ID] = {"id", '\0', "ID", N_("the id of the text's unit, as a TMX tuid"), C(LOOKUP)},
    [OPTION_CONTEXT] = {"context", '\0', NULL,
                        N_("the lines of standard input stand in their order: each has the lines "
                           "around it as its context"),
                        C(LOOKUP)},
    [OPTION_AGE_PENALTY] = {"age-penalty", '\0', "POINTS/YEARS",
                            N_("take off so many percent for each full so many years of age"),
                            C(LOOKUP)},
    [OPTION_ALL] = {"all", '\0', NULL,
                    N_("show the same translation once for each memory that has it"), C(LOOKUP)},
    [OPTION_DETAILS] = {"details", '\0', NULL,
                        N_("tell all that is known of each match: neighbours, author, penalties"),
                        C(LOOKUP)},
    [OPTION_META] = {"meta", '\0', "KEY=VALUE",
                     N_("a fact on the document: title, date, url or any other; may be repeated"),
                     C(IMPORT)},
    [OPTION_COLUMNS] = {"columns", '\0', "COLUMN,COLUMN",
                        N_("the columns of a table that hold --languages: numbers, or names of its "
                           "header"),
                        C(IMPORT) | C(CONVERT)},
    [OPTION_LANG_MAP] = {"lang-map", '\0', "CODE=LANG",
                         N_("take a language code of exchange files for another; may be repeated"),
                         C(IMPORT) | C(CONVERT) | C(CHECK) | C(TERMS)},
    [OPTION_POLICY] =
        {"policy", '\0', "POLICY",
         N_("when a source is stored with another translation: add, keep, replace, newest"),
         C(IMPORT)},
    [OPTION_FUZZY] = {"fuzzy", '\0', NULL,
                      N_("PO: take also the translations that are marked as fuzzy"),
                      C(IMPORT) | C(CONVERT) | C(CHECK)},
    [OPTION_UNIT] = {"unit", '\0', "NUMBER,...", N_("only these units"),
                     C(EDIT) | C(DELETE) | C(CLEAN) | C(LOG)},
    [OPTION_FIND] = {"find", '\0', "TEXT", N_("what to replace"), C(EDIT)},
    [OPTION_REPLACE] = {"replace", '\0', "TEXT", N_("what to put in its place"), C(EDIT)},
    [OPTION_IGNORE_CASE] = {"ignore-case", '\0', NULL, N_("find capital and small letters alike"),
                            C(EDIT)},
    [OPTION_WHOLE_WORDS] = {"whole-words", '\0', NULL, N_("find whole words only"), C(EDIT)},
    [OPTION_RULES] = {"rules", '\0', "RULE,...",
                      N_("blanks, controls, mojibake, empty (without it these), untranslated, "
                         "duplicates, or all"),
                      C(CLEAN)},
    [OPTION_ALL_UNITS] = {"all", '\0', NULL, N_("all units of the memory"), C(DELETE)},
    [OPTION_DRY_RUN] = {"dry-run", 'n', NULL, N_("show what would be done, and store nothing"),
                        C(IMPORT) | EDITING_COMMANDS | C(PRETRANSLATE)},
    [OPTION_OVERWRITE] =
        {"overwrite", '\0', NULL,
         N_("replace also translations that the file has, unless they are approved or locked"),
         C(PRETRANSLATE)},
    [OPTION_FORCE] = {"force", '\0', NULL,
                      N_("import texts that do not look like translations of each other"),
                      C(IMPORT)},
    [OPTION_ENCODING] = {"encoding", '\0', "NAME",
                         N_("the encoding of the texts; without it recognised"),
                         C(IMPORT) | C(SEGMENT) | C(ALIGN) | C(DETECT) | C(ANALYSE) |
                             C(PRETRANSLATE)},
    [OPTION_ON_ERROR] = {"on-error", '\0', "HOW",
                         N_("undecodable bytes: refuse, or replace them by U+FFFD"),
                         C(IMPORT) | C(SEGMENT) | C(ALIGN) | C(DETECT) | C(ANALYSE) |
                             C(PRETRANSLATE)},
    [OPTION_USER] = {"user", '\0', "NAME",
                     N_("who makes the change; without it $COTEXTO_USER, else your login"),
                     C(IMPORT) | EDITING_COMMANDS | C(CHECK)},
    [OPTION_OUTPUT] = {"output", 'o', "FILE", N_("where to write; without it standard output"),
                       C(EXPORT) | C(ALIGN) | C(PRETRANSLATE) | C(TERMS)},
    [OPTION_PROFILE] = {"profile", '\0', "TOOL",
                        N_("TMX as a tool wants it: trados, memoq, omegat, weblate or plain"),
                        C(EXPORT)},
    [OPTION_OMEGAT] =
        {"omegat", '\0', "DIR",
         N_("into the folders of an OmegaT project, sorted by how sure the units are"), C(EXPORT)},
    [OPTION_DOCUMENT] = {"document", '\0', "NAME", N_("only this document"),
                         FILTER_COMMANDS | C(PRETRANSLATE)},
    [OPTION_CONFIDENCE] = {"confidence", '\0', "NUMBER",
                           N_("only units aligned at least this surely, 0 to 1"),
                           FILTER_COMMANDS | C(PRETRANSLATE)},
    [OPTION_REVIEWED] = {"reviewed", '\0', NULL, N_("only units that a person has confirmed"),
                         FILTER_COMMANDS | C(PRETRANSLATE)},
    [OPTION_SINCE] = {"since", '\0', "DATE", N_("only units of this day, month or year and later"),
                      FILTER_COMMANDS | C(PRETRANSLATE)},
    [OPTION_UNTIL] = {"until", '\0', "DATE",
                      N_("only units of this day, month or year and earlier"),
                      FILTER_COMMANDS | C(PRETRANSLATE)},
    [OPTION_AUTHOR] = {"author", '\0', "NAME", N_("only units made or changed by this user"),
                       FILTER_COMMANDS | C(PRETRANSLATE)},
    [OPTION_AND_TARGET] = {"and-target", '\0', "WORDS",
                           N_("only where the translation holds these words too"), C(SEARCH)},
    [OPTION_COUNTS] = {"counts", '\0', NULL,
                       N_("only the translations that were found, and how often"), C(SEARCH)},
    [OPTION_NEIGHBOURS] = {"context", '\0', "NUMBER",
                           N_("show so many sentences before and behind"), C(SEARCH)},
    [OPTION_REGEX] = {"regex", '\0', "PATTERN",
                      N_("search for a regular expression instead of words"),
                      C(SEARCH) | C(EDIT) | C(DELETE)},
    [OPTION_CHECK_RULES] = {"rules", '\0', "RULE,...", N_("only these rules, such as numbers,tags"),
                            C(CHECK)},
    [OPTION_WITHOUT] = {"without", '\0', "RULE,...", N_("all rules but these"), C(CHECK)},
    [OPTION_SEVERITY] = {"severity", '\0', "LEVEL",
                         N_("the least severity to show: info, warning (without it) or error"),
                         C(CHECK)},
    [OPTION_FAIL_ON] = {"fail-on", '\0', "LEVEL",
                        N_("end with exit code 3 when something this severe was found"), C(CHECK)},
    [OPTION_GLOSSARY] = {"glossary", '\0', "FILE", N_("terms to be kept: source, tab, translation"),
                         C(CHECK)},
    [OPTION_ACCEPT] = {"accept", '\0', "UNIT:RULE",
                       N_("remember that what a rule finds on a unit of the memory is fine; may be "
                          "repeated"),
                       C(CHECK)},
    [OPTION_UNACCEPT] = {"unaccept", '\0', "UNIT:RULE",
                         N_("take an --accept back; may be repeated"), C(CHECK)},
    [OPTION_EXCEPTIONS] = {"exceptions", '\0', "FILE",
                           N_("findings of files that are fine and not shown"), C(CHECK)},
    [OPTION_WRITE_EXCEPTIONS] = {"write-exceptions", '\0', NULL,
                                 N_("add all that is shown to the file of --exceptions"), C(CHECK)},
    [OPTION_TERMS_IMPORT] =
        {
            "import", '\0', "FILE",
            N_("take a file of terms into the glossary: TBX, or a table with a header or "
               "--languages"),
            C(TERMS)},
    [OPTION_TERMS_EXPORT] = {"export", '\0', "FILE",
                             N_("write the glossary to a file, or - for standard output"),
                             C(TERMS)},
    [OPTION_LIST] = {"list", '\0', NULL, N_("show the glossary"), C(TERMS)},
    [OPTION_DELETE] = {"delete", '\0', "NUMBER,...",
                       N_("take entries out of the glossary, or all of them"), C(TERMS)},
    [OPTION_MIN_COUNT] = {"min-count", '\0', "NUMBER",
                          N_("the least number of times that a term stands there (3)"), C(TERMS)},
    [OPTION_KNOWN] = {"known", '\0', NULL, N_("also terms that are in the glossary already"),
                      C(TERMS)},
    [OPTION_TERM_FORMAT] =
        {"format", '\0', "FORMAT",
         N_("tsv, tbx, or jsonl of candidates; without it by the file's name, else tsv"), C(TERMS)},
    [OPTION_PRESEGMENTED] = {"presegmented", '\0', NULL, N_("the files hold one sentence a line"),
                             C(ALIGN)},
    [OPTION_PARAGRAPHS] = {"paragraphs", '\0', NULL,
                           N_("with --presegmented: an empty line ends a paragraph"), C(ALIGN)},
    [OPTION_FORMAT] = {"format", '\0', "FORMAT", N_("ladder (without it), tsv, jsonl or tmx"),
                       C(ALIGN)},
    [OPTION_REPORT] = {"format", '\0', "FORMAT", N_("text (without it), csv or html"), C(ANALYSE)},
    [OPTION_RATES] = {"rates", '\0', "RATES",
                      N_("what words cost: a file, or a list as in 100=10,95-99=30,price=0.09"),
                      C(ANALYSE)},
    [OPTION_NO_INTERNAL] = {"no-internal", '\0', NULL,
                            N_("do not look for segments of the files that are like each other"),
                            C(ANALYSE)},
    [OPTION_TRANSLATED] = {"translated", '\0', "HOW",
                           N_("segments that XLIFF or PO have translated: apart, skip or count"),
                           C(ANALYSE)},
    [OPTION_SVG] = {"svg", '\0', "FILE", N_("also write a picture of the alignment, as SVG"),
                    C(ALIGN)},
    [OPTION_LEXICON] = {"lexicon", '\0', "FILE", N_("a dictionary: source word, tab, target word"),
                        C(ALIGN)},
    [OPTION_ANCHORS] = {"anchors", '\0', "FILE",
                        N_("sentences that begin together: source number, tab, target number"),
                        C(ALIGN) | C(IMPORT)},
    [OPTION_NUL] = {"null", '0', NULL, N_("many texts, each ended by a NUL"), C(SEGMENT)},
    [OPTION_REPAIR] = {"repair", '\0', NULL,
                       N_("put right UTF-8 that was once read as windows-1252, and broken XML"),
                       C(IMPORT) | C(SEGMENT) | C(ALIGN) | C(DETECT) | C(ANALYSE) | C(CONVERT)},
    [OPTION_SRX] = {"srx", '\0', "FILE", N_("segmentation rules of your own, in SRX"),
                    C(SEGMENT) | C(IMPORT) | C(ALIGN) | C(ANALYSE) | C(PRETRANSLATE)},
    [OPTION_WORDS] = {"words", '\0', "FILE",
                      N_("abbreviations of your own for a language, in a file such as es.txt, or a "
                         "folder of such files"),
                      C(SEGMENT) | C(IMPORT) | C(ALIGN) | C(DOCTOR) | C(ANALYSE) | C(PRETRANSLATE)},
    [OPTION_REVIEW_FLOOR] = {"floor", '\0', "NUMBER",
                             N_("only units aligned less surely than this, 0 to 1"), C(REVIEW)},
    [OPTION_REVIEW_ALL] =
        {"all", '\0', NULL,
         N_("also units that a person has confirmed, and those that no machine has aligned"),
         C(REVIEW)},
    [OPTION_IN_ORDER] = {"in-order", '\0', NULL,
                         N_("in the order of the documents, not the least sure first"), C(REVIEW)},
    [OPTION_EXPORT] = {"export", '\0', "FILE",
                       N_("without a terminal: write the units as a table for a spreadsheet"),
                       C(REVIEW)},
    [OPTION_IMPORT] = {"import", '\0', "FILE", N_("take the table back when it is edited"),
                       C(REVIEW)},
    [OPTION_JSON] = {"json", '\0', NULL, N_("JSON for programs, one object a line"), JSON_COMMANDS},
    [OPTION_COLOR] = {"color", '\0', "WHEN", N_("colours: auto, always or never"),
                      C(LOOKUP) | C(SEARCH) | C(LOG) | EDITING_COMMANDS | C(CHECK)},
    [OPTION_TERMINAL] = {"terminal", '\0', NULL, N_("write for people also when piped"),
                         C(LOOKUP) | C(SEARCH) | C(STATS) | C(DETECT) | C(LOG) | EDITING_COMMANDS |
                             C(ANALYSE) | C(CHECK)},
    [OPTION_QUIET] = {"quiet", 'q', NULL, N_("no progress, no counts; only errors"),
                      C(IMPORT) | C(EXPORT) | C(CONVERT) | C(ALIGN) | C(LOOKUP) | C(SEARCH) |
                          C(REINDEX) | C(BACKUP) | EDITING_COMMANDS | C(ANALYSE) | C(CHECK) |
                          C(PRETRANSLATE)},
    [OPTION_PROGRESS] = {"progress", '\0', "HOW",
                         N_("progress on standard error: auto, json or none"),
                         C(IMPORT) | C(EXPORT) | C(CONVERT) | C(ALIGN) | C(REINDEX) | C(BACKUP) |
                             EDITING_COMMANDS | C(ANALYSE) | C(CHECK) | C(PRETRANSLATE)},
    [OPTION_HELP] = {"help", 'h', NULL, N_("explain the command"), ALL_COMMANDS},
    [OPTION_VERSION] = {"version", '\0', NULL, N_("tell the version"), 0},
};

/* What the argument of an option can be; NULL: anything. */
static const char *const choices[OPTION_COUNT] = {
    [OPTION_FROM_FORMAT] = "tmx xliff po tbx tsv csv jsonl",
    [OPTION_TO_FORMAT] = "tmx xliff xliff2 po tbx tsv csv jsonl",
    [OPTION_POLICY] = "add keep replace newest",
    [OPTION_ON_ERROR] = "refuse replace",
    [OPTION_PROFILE] = "trados memoq omegat weblate plain",
    [OPTION_FORMAT] = "ladder tsv jsonl tmx",
    [OPTION_REPORT] = "text csv html",
    [OPTION_TRANSLATED] = "apart skip count",
    [OPTION_SEVERITY] = "info warning error",
    [OPTION_FAIL_ON] = "info warning error",
    [OPTION_DOCUMENT_FORMAT] = "xliff xliff2",
    [OPTION_TERM_FORMAT] = "tsv tbx jsonl",
    [OPTION_COLOR] = "auto always never",
    [OPTION_PROGRESS] = "auto json none",
};

const char *options_choices(enum option_id option)
{
    return choices[option];
}

/* -------------------------------------------------------------------------------- suggestions */

/* Insertions, deletions and replacements between two short names (Levenshtein). */
static size_t distance(const char *a, const char *b)
{
    enum { LONGEST = 32 };
    size_t row[LONGEST + 1], length = strlen(b);
    if (strlen(a) > LONGEST || length > LONGEST)
        return LONGEST;
    for (size_t j = 0; j <= length; j++)
        row[j] = j;
    for (size_t i = 1; a[i - 1] != '\0'; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= length; j++) {
            size_t above = row[j], best = diagonal + (a[i - 1] != b[j - 1]);
            best = best < above + 1 ? best : above + 1;
            row[j] = best < row[j - 1] + 1 ? best : row[j - 1] + 1;
            diagonal = above;
        }
    }
    return row[length];
}

static bool is_close(const char *typed, const char *name)
{
    size_t length = strlen(typed);
    return (length >= 3 && strncmp(typed, name, length) == 0) ||
           distance(typed, name) <= 1 + (length > 4);
}

enum command_id options_command(const char *name)
{
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        if (strcmp(commands[i].name, name) == 0)
            return (enum command_id)i;
    }
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        if (is_close(name, commands[i].name)) {
            fprintf(stderr, _("cotexto: there is no command \"%s\"; did you mean \"%s\"?\n"), name,
                    commands[i].name);
            return COMMAND_COUNT;
        }
    }
    fprintf(stderr, _("cotexto: there is no command \"%s\"; see cotexto --help\n"), name);
    return COMMAND_COUNT;
}

bool options_belong(enum option_id option, enum command_id command)
{
    return (options[option].commands & 1U << command) != 0;
}

static bool unknown_option(enum command_id command, const char *typed)
{
    const char *name = typed + strspn(typed, "-");
    char plain[32];
    snprintf(plain, sizeof plain, "%.*s", (int)strcspn(name, "="), name);
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        if (options_belong((enum option_id)i, command) && is_close(plain, options[i].name)) {
            fprintf(stderr, _("cotexto: there is no option \"%s\" of %s; did you mean \"--%s\"?\n"),
                    typed, commands[command].name, options[i].name);
            return false;
        }
    }
    fprintf(stderr, _("cotexto: there is no option \"%s\" of %s; see cotexto %s --help\n"), typed,
            commands[command].name, commands[command].name);
    return false;
}

/* ------------------------------------------------------------------------------------ parsing */

/* What is being read. */
struct typed {
    enum command_id command;
    int count, next;
    char **words;
    struct arguments *out;
};

/* Adds the two sides of "KEY=VALUE" to a list. */
static bool keep_pair(size_t option, char *pair, const char **list, size_t *count)
{
    char *equal = strchr(pair, '=');
    if (equal == NULL || equal == pair) {
        fprintf(stderr, _("cotexto: --%s takes %s, not \"%s\"\n"), options[option].name,
                options[option].argument, pair);
        return false;
    }
    *equal = '\0';
    list[2 * *count] = pair;
    list[2 * (*count)++ + 1] = equal + 1;
    return true;
}

static bool keep(struct typed *typed, size_t option, char *text)
{
    struct arguments *out = typed->out;
    out->values[option] = text;
    if (option == OPTION_MEMORY)
        out->memories[out->memory_count++] = text;
    if (option == OPTION_ACCEPT)
        out->accepted[out->accepted_count++] = text;
    if (option == OPTION_UNACCEPT)
        out->unaccepted[out->unaccepted_count++] = text;
    if (option == OPTION_LANG_MAP)
        return keep_pair(option, text, out->language_map, &out->language_map_count);
    return option != OPTION_META || keep_pair(option, text, out->meta, &out->meta_count);
}

static bool needs_argument(const struct option *option)
{
    fprintf(stderr, _("cotexto: --%s needs an argument: %s\n"), option->name, option->argument);
    return false;
}

/* attached: what stands behind "=" or behind the letter; NULL: nothing. */
static bool take_option(struct typed *typed, size_t number, char *attached)
{
    const struct option *option = &options[number];
    if (option->argument == NULL) {
        if (attached != NULL) {
            fprintf(stderr, _("cotexto: --%s takes no argument\n"), option->name);
            return false;
        }
        typed->out->values[number] = "";
        return true;
    }
    if (attached == NULL && typed->next >= typed->count)
        return needs_argument(option);
    return keep(typed, number, attached != NULL ? attached : typed->words[typed->next++]);
}

static bool take_long(struct typed *typed, char *word)
{
    char *name = word + 2, *equal = strchr(name, '=');
    size_t length = equal == NULL ? strlen(name) : (size_t)(equal - name);
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        if (options_belong((enum option_id)i, typed->command) &&
            strlen(options[i].name) == length && strncmp(options[i].name, name, length) == 0)
            return take_option(typed, i, equal == NULL ? NULL : equal + 1);
    }
    return unknown_option(typed->command, word);
}

static bool take_letter(struct typed *typed, char *word)
{
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        if (options_belong((enum option_id)i, typed->command) && options[i].letter == word[1])
            return take_option(typed, i, word[2] == '\0' ? NULL : word + 2);
    }
    return unknown_option(typed->command, word);
}

bool options_parse(enum command_id command, int argc, char **argv, struct arguments *out)
{
    struct typed typed = {command, argc, 0, argv, out};
    bool ended = false;
    *out =
        (struct arguments){.memories = calloc((size_t)argc + 1, sizeof *out->memories),
                           .meta = calloc(2 * (size_t)argc + 1, sizeof *out->meta),
                           .language_map = calloc(2 * (size_t)argc + 1, sizeof *out->language_map),
                           .accepted = calloc((size_t)argc + 1, sizeof *out->accepted),
                           .unaccepted = calloc((size_t)argc + 1, sizeof *out->unaccepted),
                           .words = calloc((size_t)argc + 1, sizeof *out->words)};
    if (out->memories == NULL || out->meta == NULL || out->language_map == NULL ||
        out->accepted == NULL || out->unaccepted == NULL || out->words == NULL) {
        fputs(_("cotexto: out of memory\n"), stderr);
        return false;
    }
    while (typed.next < argc) {
        char *word = argv[typed.next++];
        bool good = true;
        if (ended || word[0] != '-' || word[1] == '\0')
            out->words[out->word_count++] = word;
        else if (strcmp(word, "--") == 0)
            ended = true;
        else
            good = word[1] == '-' ? take_long(&typed, word) : take_letter(&typed, word);
        if (!good)
            return false;
    }
    return true;
}

void options_free(struct arguments *arguments)
{
    free(arguments->memories);
    free(arguments->meta);
    free(arguments->language_map);
    free(arguments->accepted);
    free(arguments->unaccepted);
    free(arguments->words);
}

/* --------------------------------------------------------------------------------------- help */

/* A name in its column, and beside it what it means, wrapped on a terminal. */
static void print_entry(const struct terminal *terminal, const char *name, size_t width,
                        const char *meaning)
{
    struct paragraph paragraph;
    bool fits = *name == '\0' || cotexto_display_width(cotexto_text_of(name)) < width;
    if (!fits)
        puts(name);
    paragraph_start(&paragraph, terminal, fits ? name : "", STYLE_PLAIN, width);
    paragraph_add(&paragraph, cotexto_text_of(meaning), STYLE_PLAIN);
    paragraph_end(&paragraph);
}

static void help_on_options(const struct terminal *terminal, enum command_id command)
{
    enum { NAMES = 32, NARROW = 72, NARROW_NAMES = 8 };
    bool narrow = terminal->width > 0 && terminal->width < NARROW;

    puts(_("Options:"));
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        const struct option *option = &options[i];
        char letter[8] = "    ", form[64];
        if (!options_belong((enum option_id)i, command))
            continue;
        if (option->letter != '\0')
            snprintf(letter, sizeof letter, "-%c, ", option->letter);
        snprintf(form, sizeof form, "  %s--%s%s%s", letter, option->name,
                 option->argument == NULL ? "" : "=",
                 option->argument == NULL ? "" : option->argument);
        print_entry(terminal, form, narrow ? NARROW_NAMES : NAMES, _(option->help));
    }
}

void options_help(enum command_id command, bool human)
{
    struct terminal terminal;
    terminal_init(&terminal, "auto", human);
    if (command < COMMAND_COUNT) {
        printf(_("Usage: cotexto %s [OPTION]... %s\n"), commands[command].name,
               commands[command].arguments);
        print_entry(&terminal, "", 0, _(commands[command].help));
        putchar('\n');
        help_on_options(&terminal, command);
        return;
    }
    puts(_("Usage: cotexto COMMAND [OPTION]... [ARGUMENT]..."));
    puts(_("A translation memory: import texts with their translations, look sentences up."));
    putchar('\n');
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        char name[32];
        snprintf(name, sizeof name, "  %s", commands[i].name);
        print_entry(&terminal, name, 16, _(commands[i].help));
    }
    putchar('\n');
    puts(_("cotexto COMMAND --help explains a command; man cotexto says it all."));
}
