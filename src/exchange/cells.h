/* Lines of cells, as tables have them: between tabs, or in quotation marks between commas,
 * semicolons or tabs (RFC 4180, as spreadsheets write it). */
#ifndef EXCHANGE_CELLS_H
#define EXCHANGE_CELLS_H

#include <stdbool.h>
#include <stdio.h>

#include <cotexto/common.h>

#include "base/arena.h"

struct cells {
    cotexto_text text;
    size_t at, line; /* byte of the next line; number of the last, from 1 */
    size_t breaks;   /* line feeds within the cells of the last one */
    char delimiter;
    bool quoted; /* cells may stand in quotation marks */
};

/* Reads a whole file, in any encoding, packed or not, into the arena. What separates cells is a tab
 * unless they may be quoted: then whatever does so in the first line. */
bool cells_open(struct cells *cells, const char *path, bool quoted, struct arena *arena,
                cotexto_error *error);
/* The next line; false: there is none. */
bool cells_next_line(struct cells *cells, cotexto_text *line);
/* Cuts the next cell off a line; an unquoted copy is in the arena. false when there is none left;
 * *more, true at first, tells whether another follows. A cell without bytes: out of memory. */
bool cells_next(const struct cells *cells, struct arena *arena, cotexto_text *line, bool *more,
                cotexto_text *cell);
/* Back to before the first line. */
void cells_rewind(struct cells *cells);

/* Writes a cell (RFC 4180): in quotation marks when it holds one, a line break, one of these
 * separators, or blanks at its ends. */
void cells_write_quoted(FILE *stream, cotexto_text text, const char *separators);

#endif
