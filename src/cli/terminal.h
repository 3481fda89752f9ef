/* Output for people: colours, line width, texts that can't harm a terminal, progress. */
#ifndef CLI_TERMINAL_H
#define CLI_TERMINAL_H

#include <stdbool.h>
#include <stdio.h>
#include <time.h>

#include <cotexto/cotexto.h>

struct terminal {
    FILE *stream; /* where it is written */
    bool human;   /* grouped for people; else tab-separated for programs */
    bool colors;
    bool tty;     /* standard output is a terminal */
    size_t width; /* columns; 0: not known, nothing is wrapped */
};

/* For standard output. color: "auto", "always" or "never"; human: as if standard output were a
 * terminal. */
void terminal_init(struct terminal *terminal, const char *color, bool human);

/* Colour is never alone: removed text is also struck out, added text also underlined, and without
 * colours both have marks. */
enum style {
    STYLE_PLAIN,
    STYLE_STRONG,
    STYLE_FAINT,
    STYLE_REMOVED,
    STYLE_ADDED,
    STYLE_FOUND, /* what was searched for, and what translates it */
    STYLE_CHANGE /* what is likely to be changed */
};

/* A paragraph that is wrapped at blanks and indented. */
struct paragraph {
    const struct terminal *terminal;
    size_t indent, column;
    bool blank;       /* a blank waits for the next word */
    enum style style; /* switched on */
};
/* Starts with `label` in the indent of `indent` columns. */
void paragraph_start(struct paragraph *paragraph, const struct terminal *terminal,
                     const char *label, enum style style, size_t indent);
void paragraph_add(struct paragraph *paragraph, cotexto_text text, enum style style);
/* Goes to a new line, in place of the blank that waits, when `width` more columns do not fit. */
void paragraph_need(struct paragraph *paragraph, size_t width);
void paragraph_end(struct paragraph *paragraph);
/* Adds a text of which some parts, in their order, are of another style, and stand between `open`
 * and `close` when there are no colours. */
void paragraph_add_marked(struct paragraph *paragraph, cotexto_text text, enum style style,
                          const cotexto_range *parts, size_t count, enum style part_style,
                          const char *open, const char *close);

/* Writes a text; on a terminal control and direction characters are shown as "\u{1B}", so that no
 * text can give orders. */
void terminal_text(const struct terminal *terminal, cotexto_text text);
/* The same on any stream, always as for a terminal. */
void terminal_safely(FILE *stream, cotexto_text text);
/* Reads one code point of valid UTF-8; *at is moved behind it. */
uint32_t code_point(cotexto_text text, size_t *at);
/* Characters that change what a terminal does, or the direction of what follows. */
bool gives_orders(uint32_t c);
/* Switches a style on or off; nothing without colours. */
void terminal_style(const struct terminal *terminal, enum style style);

/* A cell of a table for programs: tabs and line ends become blanks. */
void print_cell(FILE *stream, cotexto_text text);

/* Progress of long work on standard error, and the way Ctrl-C stops it. */
struct progress {
    enum { PROGRESS_NONE, PROGRESS_LINE, PROGRESS_JSON } kind;
    struct timespec start, last;
    bool shown; /* a line is on the terminal */
};
/* kind: "auto", "json" or "none". Ctrl-C (SIGINT) or SIGTERM makes the callback say stop from now
 * on; a second one ends the process. */
void progress_init(struct progress *progress, const char *kind, bool quiet);
/* For the options of a long call. */
cotexto_progress progress_callback(struct progress *progress);
/* The signal that made it say stop; 0: none. */
int progress_signal(void);
/* Takes the progress line away, before anything else is printed. */
void progress_clear(struct progress *progress);

#endif
