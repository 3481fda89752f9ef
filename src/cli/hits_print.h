/* Prints the answer of a lookup. */
#ifndef CLI_HITS_PRINT_H
#define CLI_HITS_PRINT_H

#include "cli/cli.h"

/* What was asked for, as far as it is said with the answer. */
struct asked {
    const struct cli *cli;
    struct terminal terminal; /* with the stream to print on */
    const struct memories *memories;
    const char *from, *to;
    long floor;
    uint64_t units; /* of all memories; for people only */
};

/* query: the text as the answer's ranges count in it. */
void print_answer(const struct asked *asked, cotexto_text query, const cotexto_answer *answer);

#endif
