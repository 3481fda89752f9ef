/* The commands and their options: one table, from which parsing, --help, the manual's test and
 * completions come. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include <cotexto/cotexto.h>

struct cli;

enum command_id {
    COMMAND_IMPORT,
    COMMAND_LOOKUP,
    COMMAND_ANALYSE,
    COMMAND_SEARCH,
    COMMAND_EXPORT,
    COMMAND_CONVERT,
    COMMAND_CHECK,
    COMMAND_PRETRANSLATE,
    COMMAND_STATS,
    COMMAND_PERCENT,
    COMMAND_SEGMENT,
    COMMAND_ALIGN,
    COMMAND_DETECT,
    COMMAND_LEARN,
    COMMAND_REINDEX,
    COMMAND_DOCTOR,
    COMMAND_REVIEW,
    COMMAND_EDIT,
    COMMAND_DELETE,
    COMMAND_CLEAN,
    COMMAND_LOG,
    COMMAND_UNDO,
    COMMAND_BACKUP,
    COMMAND_TERMS,
    COMMAND_COMPLETION,
    COMMAND_HELP,
    COMMAND_COUNT,
};

struct command {
    const char *name;
    const char *arguments; /* what follows the options, as in "FILE|DIR..." */
    const char *help;      /* marked for translation: one line */
    int (*run)(struct cli *cli);
};
extern const struct command commands[COMMAND_COUNT];

enum option_id {
    OPTION_MEMORY,
    OPTION_FROM_FORMAT,     /* --from of import and convert */
    OPTION_TO_FORMAT,       /* --to of export and convert */
    OPTION_DOCUMENT_FORMAT, /* --to of pretranslate */
    OPTION_FROM,
    OPTION_TO,
    OPTION_LANG,
    OPTION_LANGUAGES,
    OPTION_FLOOR,
    OPTION_LIMIT,
    OPTION_EXHAUSTIVE,
    OPTION_TIMING,
    OPTION_JOBS,
    OPTION_BEFORE,
    OPTION_AFTER,
    OPTION_ID,
    OPTION_CONTEXT,
    OPTION_AGE_PENALTY,
    OPTION_ALL,
    OPTION_DETAILS,
    OPTION_META,
    OPTION_COLUMNS,
    OPTION_LANG_MAP,
    OPTION_POLICY,
    OPTION_FUZZY,
    OPTION_UNIT,
    OPTION_FIND,
    OPTION_REPLACE,
    OPTION_IGNORE_CASE,
    OPTION_WHOLE_WORDS,
    OPTION_RULES,
    OPTION_ALL_UNITS,
    OPTION_DRY_RUN,
    OPTION_OVERWRITE,
    OPTION_FORCE,
    OPTION_ENCODING,
    OPTION_ON_ERROR,
    OPTION_USER,
    OPTION_OUTPUT,
    OPTION_PROFILE,
    OPTION_OMEGAT,
    OPTION_DOCUMENT,
    OPTION_CONFIDENCE,
    OPTION_REVIEWED,
    OPTION_AND_TARGET,
    OPTION_COUNTS,
    OPTION_NEIGHBOURS,
    OPTION_REGEX,
    OPTION_SINCE,
    OPTION_UNTIL,
    OPTION_AUTHOR,
    OPTION_CHECK_RULES, /* --rules of check */
    OPTION_WITHOUT,
    OPTION_SEVERITY,
    OPTION_FAIL_ON,
    OPTION_GLOSSARY,
    OPTION_ACCEPT,
    OPTION_UNACCEPT,
    OPTION_EXCEPTIONS,
    OPTION_WRITE_EXCEPTIONS,
    OPTION_TERMS_IMPORT,
    OPTION_TERMS_EXPORT,
    OPTION_LIST,
    OPTION_DELETE,
    OPTION_MIN_COUNT,
    OPTION_KNOWN,
    OPTION_TERM_FORMAT, /* --format of terms */
    OPTION_PRESEGMENTED,
    OPTION_PARAGRAPHS,
    OPTION_FORMAT, /* --format of align */
    OPTION_REPORT, /* --format of analyse */
    OPTION_RATES,
    OPTION_NO_INTERNAL,
    OPTION_TRANSLATED,
    OPTION_SVG,
    OPTION_LEXICON,
    OPTION_ANCHORS,
    OPTION_NUL,
    OPTION_REPAIR,
    OPTION_SRX,
    OPTION_WORDS,
    OPTION_REVIEW_FLOOR, /* --floor of review */
    OPTION_REVIEW_ALL,   /* --all of review */
    OPTION_IN_ORDER,
    OPTION_EXPORT,
    OPTION_IMPORT,
    OPTION_JSON,
    OPTION_COLOR,
    OPTION_TERMINAL,
    OPTION_QUIET,
    OPTION_PROGRESS,
    OPTION_HELP,
    OPTION_VERSION,
    OPTION_COUNT,
};

struct option {
    const char *name;     /* without dashes */
    char letter;          /* '\0': none */
    const char *argument; /* NULL: a switch */
    const char *help;     /* marked for translation */
    unsigned commands;    /* bits: 1 << COMMAND_... */
};
extern const struct option options[OPTION_COUNT];

/* What was typed. All strings are those of argv. */
struct arguments {
    const char *values[OPTION_COUNT]; /* the last one given; "" for a switch; NULL: not given */
    const char **memories;            /* each -m */
    size_t memory_count;
    const char **meta;         /* key, value, key, value of each --meta */
    size_t meta_count;         /* pairs */
    const char **language_map; /* likewise of each --lang-map */
    size_t language_map_count;
    const char **accepted; /* each --accept */
    size_t accepted_count;
    const char **unaccepted; /* each --unaccept */
    size_t unaccepted_count;
    const char **words; /* what is no option */
    size_t word_count;
};

/* Reads argv behind the command's name. false: a message was printed; the exit code is 2. */
bool options_parse(enum command_id command, int argc, char **argv, struct arguments *out);
void options_free(struct arguments *arguments);

/* The command of that name, or COMMAND_COUNT; then a message with a suggestion was printed. */
enum command_id options_command(const char *name);

/* What the argument of an option can be, as in "auto always never"; NULL: anything. */
const char *options_choices(enum option_id option);
/* true when the command takes the option. */
bool options_belong(enum option_id option, enum command_id command);

/* Prints how a command is used; COMMAND_COUNT: all of them. */
void options_help(enum command_id command, bool human);

#endif
