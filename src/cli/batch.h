/* Lines of standard input, answered in their order. Where several are there at once, several
 * threads answer them, each with a reader of its own; a line that comes alone is answered at once
 * by the thread that reads, for the other end of a pipe may wait for it. */
#ifndef CLI_BATCH_H
#define CLI_BATCH_H

#include "cli/input.h"
#include "cli/reader.h"

struct workers;
struct lines;

/* Begins as {reader, jobs}; ended by batch_end(), before the reader is closed. */
struct batch {
    struct reader *reader; /* of the calling thread while no worker runs, then of the first */
    size_t jobs;           /* threads that look up; 1: the calling one alone */
    size_t found;          /* hits so far */
    size_t line;           /* the last one read, from 1 */
    struct input input;
    const struct lines *lines; /* in context: read before; NULL: each is read when it is due */
    struct workers *workers;   /* NULL: not needed so far */
    bool no_memory;
};

/* Answers all lines. in_context: each has the lines around it as its context, and all are read
 * first. 0, or the exit code after the message of the first line that failed. */
int batch_answer(struct batch *batch, bool in_context);
void batch_end(struct batch *batch);

#endif
