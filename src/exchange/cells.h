/* Lines of cells, as tables have them: between tabs, or in quotation marks between commas,
 * semicolons or tabs (RFC 4180, as spreadsheets write it). Read line by line, in constant memory.
 */
#ifndef EXCHANGE_CELLS_H
#define EXCHANGE_CELLS_H

#include <stdbool.h>
#include <stdio.h>

#include <cotexto/common.h>

#include "base/arena.h"
#include "base/string.h"
#include "text/stream.h"

struct cells {
    struct text_stream *stream;
    struct string line;
    size_t number; /* of the last line, its first when its cells reach over several; from 1 */
    char delimiter;
    bool quoted; /* cells may stand in quotation marks */
    bool told;   /* the file begins with a line that names the delimiter, which is none of cells */
};

/* Opens a file in any encoding, packed or not. What separates cells is a tab unless they may be
 * quoted: then what a first line "sep=;" says, or whatever does so in the first line. To be closed
 * also when it fails. */
bool cells_open(struct cells *cells, const char *path, bool quoted, cotexto_error *error);
void cells_close(struct cells *cells);
/* The next line, without its end and in NFC, lent until the next call or in the arena: 1, 0 at the
 * end, -1 after an error. */
int cells_line(struct cells *cells, struct arena *arena, cotexto_text *line, cotexto_error *error);
/* Cuts the next cell off a line; an unquoted copy is in the arena. false when there is none left;
 * *more, true at first, tells whether another follows. A cell without bytes: out of memory. */
bool cells_next(const struct cells *cells, struct arena *arena, cotexto_text *line, bool *more,
                cotexto_text *cell);
/* Back to before the first line of cells. */
bool cells_rewind(struct cells *cells, cotexto_error *error);
/* Bytes read, and in all. */
void cells_progress(const struct cells *cells, uint64_t *done, uint64_t *total);

/* Writes a cell (RFC 4180): in quotation marks when it holds one, a line break, one of these
 * separators, or blanks at its ends. */
void cells_write_quoted(FILE *stream, cotexto_text text, const char *separators);

#endif
