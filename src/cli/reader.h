/* What one thread needs to answer queries: its own memories, lookups and errors. */
#ifndef CLI_READER_H
#define CLI_READER_H

#include "cli/cli.h"

/* What is looked up, and how: the same for all readers, and not changed once they are open. */
struct search_plan {
    struct direction {
        char from[COTEXTO_TAG_SIZE], to[COTEXTO_TAG_SIZE];
    } directions[2]; /* without --from and --to there is one each way */
    size_t direction_count;
    cotexto_lookup_options how; /* without languages and the memories' penalties */
    uint64_t units;             /* of all memories, where the answer says it */
};

struct reader {
    struct cli cli; /* the command, with the reader's own error; not changed once it is open */
    const struct search_plan *plan;
    struct memories memories;
    cotexto_lookup *lookups[2];
};

/* Opens the memories; the reader reports errors in `error`. Ended by reader_close() also when it
 * fails. */
bool reader_open(struct reader *reader, const struct cli *cli, cotexto_error *error);
/* Then, when the directions are known, the lookups. */
bool reader_plan(struct reader *reader, const struct search_plan *plan);
void reader_close(struct reader *reader);

/* Prints the answer in the direction that says more; *found: its hits. Nothing is printed after an
 * error. */
bool reader_answer(struct reader *reader, const cotexto_query *query, FILE *stream, size_t *found,
                   cotexto_error *error);

#endif
