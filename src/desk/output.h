/* Where units go that leave: a writer of an exchange format into a file that appears whole or not
 * at all, packed when its name says so, or into standard output. */
#ifndef DESK_OUTPUT_H
#define DESK_OUTPUT_H

#include "base/file.h"
#include "exchange/exchange.h"

struct output {
    const struct exchange_format *format;
    const char *const *languages; /* of a format of pairs: source and target */
    const char *path;
    struct atomic_file file;
    FILE *packed; /* NULL: it is not packed */
    struct exchange_writer *writer;
};

/* The format that is asked for by name, else by the suffix of the path, else, when it has none,
 * `otherwise`. NULL and an error of kind COTEXTO_USAGE when there is none, or when it is only
 * read. */
const struct exchange_format *output_format(const char *path, const char *name,
                                            const char *otherwise, cotexto_error *error);

/* "-" is standard output. A format of pairs needs two languages: else the error is "languages",
 * COTEXTO_USAGE. On failure there is nothing to end. */
bool output_open(struct output *output, const char *path, const struct exchange_format *format,
                 const struct exchange_write_options *options, cotexto_error *error);
/* *written: false when the unit has not both languages of a format of pairs. */
bool output_put(struct output *output, const struct unit *unit, bool *written,
                cotexto_error *error);
/* Writes what comes last; the file is not in its place before output_finish(). Still to be ended in
 * any case. */
bool output_complete(struct output *output, cotexto_error *error);
/* Completes the output if that was not done, puts the file in its place and ends the output in any
 * case. */
bool output_finish(struct output *output, cotexto_error *error);
/* Leaves what was there before. */
void output_abandon(struct output *output);

#endif
