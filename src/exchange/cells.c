/* Lines of cells. */
#include "exchange/cells.h"

#include <string.h>

#include "base/error.h"
#include "base/file.h"
#include "base/packed.h"
#include "base/text.h"
#include "text/decode.h"

/* A table is held whole while it is read. */
#define TABLE_LIMIT ((size_t)1 << 30)

/* Where a line ends: in a table with quoted cells, a line feed between quotation marks is text. */
static const char *line_end(const struct cells *cells, const char *start, size_t length)
{
    const char *end = start + length;
    bool quoted = false;
    if (!cells->quoted)
        return memchr(start, '\n', length);
    for (const char *at = start; at < end; at++) {
        if (*at == '"' && (quoted || at == start || at[-1] == cells->delimiter))
            quoted = !quoted;
        else if (*at == '"' && at[-1] == '"')
            quoted = true; /* a doubled one */
        else if (*at == '\n' && !quoted)
            return at;
    }
    return NULL;
}

bool cells_next_line(struct cells *cells, cotexto_text *line)
{
    if (cells->at >= cells->text.length)
        return false;
    const char *start = cells->text.bytes + cells->at;
    const char *end = line_end(cells, start, cells->text.length - cells->at);
    *line =
        (cotexto_text){start, end == NULL ? cells->text.length - cells->at : (size_t)(end - start)};
    cells->at += line->length + 1;
    cells->line += 1 + cells->breaks;
    cells->breaks = 0;
    for (size_t i = 0; i < line->length; i++)
        cells->breaks += start[i] == '\n';
    return true;
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

static bool read_all(struct cells *cells, const char *path, struct arena *arena,
                     cotexto_error *error)
{
    struct string bytes = {0};
    struct decoded decoded;
    FILE *file = packed_open(path, error);
    bool good = file != NULL && file_read_stream(file, path, TABLE_LIMIT, &bytes, error) &&
                decode_bytes(bytes.bytes, bytes.length, &(struct decode_options){.lines = true},
                             arena, &decoded, error);
    if (good) {
        cells->text = arena_text(arena, decoded.text);
        good = cells->text.bytes != NULL || error_no_memory(error);
    }
    file_close(file);
    string_free(&bytes);
    return good;
}

/* What separates the cells of the first line: the most frequent outside of quotation marks. */
static char guess_delimiter(cotexto_text text)
{
    static const char candidates[] = ",;\t";
    size_t counts[sizeof candidates] = {0}, best = 0;
    bool quoted = false;
    for (size_t i = 0; i < text.length && (quoted || text.bytes[i] != '\n'); i++) {
        const char *found = text.bytes[i] == '\0' ? NULL : strchr(candidates, text.bytes[i]);
        quoted ^= text.bytes[i] == '"';
        if (found != NULL && !quoted)
            counts[found - candidates]++;
    }
    for (size_t i = 1; candidates[i] != '\0'; i++)
        best = counts[i] > counts[best] ? i : best;
    return candidates[best];
}

bool cells_open(struct cells *cells, const char *path, bool quoted, struct arena *arena,
                cotexto_error *error)
{
    *cells = (struct cells){.quoted = quoted, .delimiter = '\t'};
    if (!read_all(cells, path, arena, error))
        return false;
    if (quoted)
        cells->delimiter = guess_delimiter(cells->text);
    return true;
}

void cells_rewind(struct cells *cells)
{
    cells->at = cells->line = cells->breaks = 0;
}

void cells_write_quoted(FILE *stream, cotexto_text text, const char *separators)
{
    bool plain = text_trim(text).length == text.length;
    for (size_t i = 0; i < text.length && plain; i++) {
        char c = text.bytes[i];
        plain = c == '\0' || (strchr("\"\r\n", c) == NULL && strchr(separators, c) == NULL);
    }
    if (plain) {
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
