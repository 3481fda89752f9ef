/* Lines of cells. */
#include "exchange/cells.h"

#include <string.h>
#include <strings.h>

#include "base/error.h"
#include "base/message.h"
#include "base/text.h"
#include "exchange/exchange.h"
#include "text/decode.h"

/* Whether a line of the file ends within quotation marks: a line feed between them is text. open:
 * it began within them. */
static bool is_open(const struct cells *cells, cotexto_text line, bool open)
{
    for (size_t i = 0; i < line.length; i++) {
        if (line.bytes[i] != '"')
            continue;
        if (open || i == 0 || line.bytes[i - 1] == cells->delimiter)
            open = !open;
        else if (line.bytes[i - 1] == '"')
            open = true; /* a doubled one */
    }
    return open;
}

int cells_line(struct cells *cells, struct arena *arena, cotexto_text *line, cotexto_error *error)
{
    bool open = false;
    int found = 1, any = 0;
    string_reset(&cells->line);
    do {
        size_t before = cells->line.length;
        found = text_stream_line(cells->stream, &cells->line, error);
        if (found != 1)
            break;
        if (any++ == 0)
            cells->number = text_stream_number(cells->stream);
        if (cells->line.length > EXCHANGE_LINE_MOST) {
            error_too_long(error, EXCHANGE_LINE_MOST);
            error_line(error, cells->number, 1);
            return -1;
        }
        cotexto_text added = text_slice(string_text(&cells->line), before, cells->line.length);
        open = cells->quoted && is_open(cells, added, open);
    } while (open);
    if (found < 0 || any == 0)
        return found;
    if (open) {
        error_set(error, COTEXTO_DATA, "open-quote", "%s",
                  _("a cell begins with a quotation mark, and none ends it"));
        error_line(error, cells->number, 1);
        return -1;
    }
    cotexto_text text = string_text(&cells->line);
    if (text.length > 0 && text.bytes[text.length - 1] == '\n')
        text.length--;
    return text_to_nfc(text, arena, line, error) ? 1 : -1;
}

/* Length of a cell that begins with a quotation mark, up to behind the one that ends it. */
static size_t quoted_length(cotexto_text line)
{
    size_t i = 1;
    for (; i < line.length; i++) {
        if (line.bytes[i] != '"')
            continue;
        if (i + 1 == line.length || line.bytes[i + 1] != '"')
            return i + 1;
        i++;
    }
    return line.length;
}

/* The text of a quoted cell: without the marks around it, doubled ones single. */
static cotexto_text unquote(cotexto_text cell, struct arena *arena)
{
    size_t end = quoted_length(cell), start = 1;
    cotexto_text plain = arena_text(arena, cell);
    char *out = (char *)plain.bytes;
    if (out == NULL)
        return plain;
    plain.length = 0;
    if (end > start && cell.bytes[end - 1] == '"')
        end--;
    for (size_t i = start; i < end; i++) {
        out[plain.length++] = cell.bytes[i];
        i += cell.bytes[i] == '"';
    }
    for (size_t i = end + 1; i < cell.length; i++) /* what stands behind the mark */
        out[plain.length++] = cell.bytes[i];
    return plain;
}

bool cells_next(const struct cells *cells, struct arena *arena, cotexto_text *line, bool *more,
                cotexto_text *cell)
{
    if (!*more)
        return false;
    bool quoted = cells->quoted && line->length > 0 && line->bytes[0] == '"';
    size_t from = quoted ? quoted_length(*line) : 0;
    const char *end = line->length == from
                          ? NULL
                          : memchr(line->bytes + from, cells->delimiter, line->length - from);
    size_t length = end == NULL ? line->length : (size_t)(end - line->bytes);
    *cell = text_slice(*line, 0, length);
    if (quoted)
        *cell = unquote(*cell, arena);
    *more = end != NULL;
    *line = text_slice(*line, end == NULL ? length : length + 1, line->length);
    return true;
}

/* "sep=;", with which Excel is told what separates the cells, perhaps as a cell itself. */
static bool is_separator_line(cotexto_text line, char *delimiter)
{
    static const char key[] = "sep=";
    if (line.length > 0 && line.bytes[line.length - 1] == '\n')
        line.length--;
    if (line.length == sizeof key + 2 && line.bytes[0] == '"' && line.bytes[line.length - 1] == '"')
        line = text_slice(line, 1, line.length - 1);
    if (line.length != sizeof key || strncasecmp(line.bytes, key, sizeof key - 1) != 0)
        return false;
    *delimiter = line.bytes[sizeof key - 1];
    return true;
}

/* What separates the cells of the first line: what it says, or else the most frequent outside of
 * quotation marks. */
static bool guess_delimiter(struct cells *cells, cotexto_error *error)
{
    static const char candidates[] = ",;\t";
    size_t counts[sizeof candidates] = {0}, best = 0, at = 0;
    bool quoted = false;
    do {
        int found = text_stream_line(cells->stream, &cells->line, error);
        if (found < 0)
            return false;
        cells->told = at == 0 && is_separator_line(string_text(&cells->line), &cells->delimiter);
        if (cells->told)
            return true;
        for (; at < cells->line.length; at++) {
            char c = cells->line.bytes[at];
            const char *is = c == '\0' ? NULL : strchr(candidates, c);
            quoted ^= c == '"';
            if (is != NULL && !quoted)
                counts[is - candidates]++;
        }
        quoted = quoted && found == 1 && at < EXCHANGE_LINE_MOST;
    } while (quoted);
    for (size_t i = 1; candidates[i] != '\0'; i++)
        best = counts[i] > counts[best] ? i : best;
    cells->delimiter = candidates[best];
    return text_stream_rewind(cells->stream, error);
}

bool cells_open(struct cells *cells, const char *path, bool quoted, cotexto_error *error)
{
    *cells = (struct cells){.quoted = quoted, .delimiter = '\t'};
    cells->stream = text_stream_open(path, EXCHANGE_LINE_MOST, error);
    return cells->stream != NULL && (!quoted || guess_delimiter(cells, error));
}

void cells_close(struct cells *cells)
{
    text_stream_close(cells->stream);
    string_free(&cells->line);
}

bool cells_rewind(struct cells *cells, cotexto_error *error)
{
    return text_stream_rewind(cells->stream, error) &&
           (!cells->told || text_stream_line(cells->stream, &cells->line, error) >= 0);
}

void cells_progress(const struct cells *cells, uint64_t *done, uint64_t *total)
{
    text_stream_progress(cells->stream, done, total);
}

void cells_write_quoted(FILE *stream, cotexto_text text, const char *separators)
{
    bool plain = text_trim(text).length == text.length;
    for (size_t i = 0; i < text.length && plain; i++) {
        char c = text.bytes[i];
        plain = c == '\0' || (strchr("\"\r\n", c) == NULL && strchr(separators, c) == NULL);
    }
    if (plain) {
        if (text.length > 0)
            fwrite(text.bytes, 1, text.length, stream);
        return;
    }
    fputc('"', stream);
    for (size_t i = 0; i < text.length; i++) {
        if (text.bytes[i] == '"')
            fputc('"', stream);
        fputc(text.bytes[i], stream);
    }
    fputc('"', stream);
}
