/* Lines of small tables. */
#include "desk/lines.h"

#include <string.h>

#include "base/error.h"
#include "base/file.h"
#include "base/message.h"
#include "base/text.h"
#include "text/unicode.h"

enum { LIMIT = 1 << 28 };

cotexto_text line_cell(cotexto_text *line)
{
    const char *tab = line->length == 0 ? NULL : memchr(line->bytes, '\t', line->length);
    size_t length = tab == NULL ? line->length : (size_t)(tab - line->bytes);
    cotexto_text cell = text_slice(*line, 0, length);
    *line = text_slice(*line, tab == NULL ? length : length + 1, line->length);
    return cell;
}

/* The line before the next end, which is taken off the text with it. */
static cotexto_text take_line(cotexto_text *text)
{
    const char *end = memchr(text->bytes, '\n', text->length);
    size_t length = end == NULL ? text->length : (size_t)(end - text->bytes);
    cotexto_text line = text_slice(*text, 0, length);
    *text = text_slice(*text, end == NULL ? length : length + 1, text->length);
    line.length -= line.length > 0 && line.bytes[line.length - 1] == '\r';
    return line;
}

static bool read_all(cotexto_text text, const char *id,
                     bool (*each)(void *context, cotexto_text line, cotexto_error *error),
                     void *context, cotexto_error *error)
{
    text = text_slice(text, text_mark_length(text), text.length);
    for (size_t number = 1; text.length > 0; number++) {
        cotexto_text line = take_line(&text);
        size_t bad = unicode_first_bad(line);
        bool good =
            bad == line.length || error_set(error, COTEXTO_DATA, id, "%s", _("this is not UTF-8"));
        if (!good || !each(context, line, error))
            return error_line(error, number, good ? 0 : bad + 1);
    }
    return true;
}

bool lines_read(const char *path, const char *id,
                bool (*each)(void *context, cotexto_text line, cotexto_error *error), void *context,
                cotexto_error *error)
{
    struct string content = {0};
    bool good = file_read(path, LIMIT, &content, error) &&
                read_all(string_text(&content), id, each, context, error);
    string_free(&content);
    return good || error_file(error, path);
}
