/* What the files of the command share. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include <libintl.h>
#include <stdio.h>

#include <cotexto/cotexto.h>

#include "cli/options.h"
#include "cli/terminal.h"

#define _(text)              dgettext("cotexto", text)
#define N_(text)             text
#define P_(one, many, count) dngettext("cotexto", one, many, (unsigned long)(count))

struct cli {
    enum command_id command;
    struct arguments arguments;
    struct terminal terminal;
    struct progress progress;
    cotexto_error *error; /* of the library's calls */
    const char *hint;     /* better than the error's own; NULL: none */
    size_t input_line;    /* of standard input, from 1; 0: none */
    char *words;          /* path of the user's own words, once asked for; NULL: none */
};

enum { EXIT_NOTHING = 1, EXIT_USAGE = 2, EXIT_DATA = 3, EXIT_IO = 5 };

/* true when the option was given. */
bool given(const struct cli *cli, enum option_id option);
/* The option's value, or `otherwise`. */
const char *value(const struct cli *cli, enum option_id option, const char *otherwise);
/* The value as a whole number from least to most. false: a message was printed. */
bool number_value(const struct cli *cli, enum option_id option, long otherwise, long least,
                  long most, long *out);

/* --jobs, else one a core. false: a message was printed. */
bool jobs_asked(const struct cli *cli, size_t *jobs);
/* The tag that an option gives, canonical; empty when it was not given. false: cli->error says why.
 */
bool tag_asked(const struct cli *cli, enum option_id option, char tag[COTEXTO_TAG_SIZE]);

/* A list "es,en" as canonical tags. Ended by languages_free(). */
struct languages {
    char (*tags)[COTEXTO_TAG_SIZE];
    const char **list; /* the same, as the library takes them; NULL when empty */
    size_t count;
};
bool languages_read(struct cli *cli, const char *text, struct languages *out);
void languages_free(struct languages *languages);

/* Prints cli->error and gives the exit code that goes with it. */
int fail(struct cli *cli);
/* The exit code for an error of this kind. */
int exit_code(cotexto_kind kind);
void print_error(const struct cli *cli, const cotexto_error *error);
/* Prints a message about the way the command was typed; gives EXIT_USAGE. */
int usage(const struct cli *cli, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Whether no word stands beside the options; else says so, for EXIT_USAGE. */
bool options_only(const struct cli *cli);

/* How the options say that files are read, and texts cut. The user's own words are those of
 * --words, else the folder cotexto/words of the XDG configuration, when it is there. */
cotexto_decoding decoding_asked(const struct cli *cli);
cotexto_rules rules_asked(struct cli *cli);

/* Who makes a change: --user, COTEXTO_USER, else the login; NULL: not known. */
const char *user_name(const struct cli *cli);

/* The memory that -m, COTEXTO_MEMORY or the default name, with progress when its index must be made
 * anew; NULL and cli->error on failure. */
cotexto_memory *open_memory(struct cli *cli, unsigned flags);
/* The filter that the options ask for. false: a message was printed. */
bool filter_asked(const struct cli *cli, cotexto_filter *out);

/* All memories named by -m, at least one. FILE:5 is the memory FILE with a penalty of 5, when there
 * is no file of that whole name. Ended by memories_close(). */
struct memories {
    cotexto_memory **list;
    int *penalties; /* 0..100 */
    size_t count;
};
bool memories_open(struct cli *cli, struct memories *out);
void memories_close(struct memories *memories);

/* "es" and "es-VE" are the same language. */
bool same_language(const char *a, const char *b);
/* The two languages of a memory, without regions; false when it has fewer or more, or on an error.
 */
bool two_languages(cotexto_memory *memory, char out[2][COTEXTO_TAG_SIZE], cotexto_error *error);
/* 0 when one of the memories holds the language of a tag, or nothing at all; else the exit code: a
 * message was printed that tells what languages they hold. */
int check_held(struct cli *cli, const struct memories *memories, const char *tag);

int command_import(struct cli *cli);
int command_lookup(struct cli *cli);
int command_analyse(struct cli *cli);
int command_search(struct cli *cli);
int command_export(struct cli *cli);
int command_check(struct cli *cli);
int command_convert(struct cli *cli);
int command_pretranslate(struct cli *cli);
int command_stats(struct cli *cli);
int command_percent(struct cli *cli);
int command_segment(struct cli *cli);
int command_align(struct cli *cli);
int command_detect(struct cli *cli);
int command_learn(struct cli *cli);
int command_reindex(struct cli *cli);
int command_doctor(struct cli *cli);
int command_review(struct cli *cli);
int command_edit(struct cli *cli);
int command_delete(struct cli *cli);
int command_clean(struct cli *cli);
int command_log(struct cli *cli);
int command_undo(struct cli *cli);
int command_backup(struct cli *cli);
int command_terms(struct cli *cli);
int command_completion(struct cli *cli);
int command_help(struct cli *cli);

#endif
