/* Lines of standard input, which know whether they are there already: another program may write one
 * line, wait for what comes of it, and only then write the next. */
#ifndef CLI_INPUT_H
#define CLI_INPUT_H

#include <stdbool.h>
#include <stddef.h>

#include <cotexto/common.h>

/* Begins as {0}; ended by input_free(). */
struct input {
    char *buffer;
    size_t start, end, capacity; /* what is read and not given yet: from start to end */
    size_t looked;               /* no line ends before this byte */
    bool ended;                  /* nothing more comes */
    bool no_memory;
};

/* Whether the next line, or the end of all, is there without waiting. */
bool input_ready(struct input *input);
/* The next line without its end, until the next call; waits for it. false: there is none, or
 * memory has run out. */
bool input_line(struct input *input, cotexto_text *line);
void input_free(struct input *input);

#endif
