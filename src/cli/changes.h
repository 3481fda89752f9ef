/* What the commands that change a memory have in common: which units, how a change looks, and what
 * is said at the end. */
#ifndef CLI_CHANGES_H
#define CLI_CHANGES_H

#include "cli/cli.h"

/* Prints a change: for people with its difference, else a line a text, or as JSON. */
void print_change(const struct cli *cli, const cotexto_change *change);

/* How the options say that a change is made; a dry run prints each. */
cotexto_change_options change_asked(struct cli *cli);

/* The units that --unit, the filters and, where the command takes them, words mean. The numbers are
 * freed by selection_free(). false: a message was printed. */
bool selection_asked(const struct cli *cli, cotexto_selection *out);
void selection_free(cotexto_selection *selection);

/* Ends a command: says what was changed, or the error; gives the exit code. */
int finish_change(struct cli *cli, bool good, const cotexto_change_counts *counts);

/* Numbers from 1, as in "5,6,7", to be freed also after a failure. */
bool numbers_read(const char *text, int64_t **numbers, size_t *count);

/* The number of a revision. false: a message was printed. */
bool revision_of(const struct cli *cli, const char *text, long *revision);

#endif
