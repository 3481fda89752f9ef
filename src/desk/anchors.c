/* Anchors set by the user. */
#include "desk/anchors.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/message.h"
#include "base/text.h"
#include "desk/intake.h"

struct anchor_line {
    struct align_pin pin;
    size_t line;
};

/* Digits alone, up to a number that a text can have. */
static bool read_number(cotexto_text text, size_t *number)
{
    enum { MOST_DIGITS = 9 };
    *number = 0;
    for (size_t i = 0; i < text.length; i++) {
        if (text.bytes[i] < '0' || text.bytes[i] > '9')
            return false;
        *number = 10 * *number + (size_t)(text.bytes[i] - '0');
    }
    return text.length > 0 && text.length <= MOST_DIGITS;
}

static bool check_range(const struct align_pin *pin, const struct align_side sides[2],
                        cotexto_error *error)
{
    const size_t numbers[] = {pin->source, pin->target};
    for (int i = 0; i < 2; i++) {
        if (numbers[i] < sides[i].count)
            continue;
        error_set(error, COTEXTO_DATA, "bad-anchor",
                  _("there is no sentence %zu: the text in %s has %zu, from 0"), numbers[i],
                  sides[i].lang, sides[i].count);
        return error_hint(error, "%s", _("cotexto align shows the numbers of the sentences"));
    }
    return true;
}

static bool read_line(cotexto_text line, const struct align_side sides[2], struct align_pin *pin,
                      cotexto_error *error)
{
    const char *tab = memchr(line.bytes, '\t', line.length);
    size_t at = tab == NULL ? line.length : (size_t)(tab - line.bytes);
    if (tab != NULL && read_number(text_trim(text_slice(line, 0, at)), &pin->source) &&
        read_number(text_trim(text_slice(line, at + 1, line.length)), &pin->target))
        return check_range(pin, sides, error);
    return error_set(error, COTEXTO_DATA, "bad-anchor", "%s",
                     _("an anchor is: source sentence, tab, target sentence"));
}

static int by_source(const void *a, const void *b)
{
    const struct anchor_line *x = a, *y = b;
    if (x->pin.source != y->pin.source)
        return x->pin.source < y->pin.source ? -1 : 1;
    return x->line < y->line ? -1 : x->line > y->line;
}

static bool check_order(const struct anchor_line *anchors, size_t count, cotexto_error *error)
{
    for (size_t i = 1; i < count; i++) {
        const struct anchor_line *before = &anchors[i - 1], *now = &anchors[i];
        if (now->pin.source > before->pin.source && now->pin.target > before->pin.target)
            continue;
        size_t line = now->line > before->line ? now->line : before->line;
        error_set(error, COTEXTO_DATA, "anchors-cross", _("crosses the anchor of line %zu"),
                  now->line + before->line - line);
        error_line(error, line, 1);
        return error_hint(error, "%s", _("anchors grow on both sides; take one of the two out"));
    }
    return true;
}

static bool take_lines(const struct intake *lines, const struct align_side sides[2],
                       struct anchor_line *anchors, size_t *count, cotexto_error *error)
{
    *count = 0;
    for (size_t i = 0; i < lines->count; i++) {
        cotexto_text line = text_trim(lines->sentences[i].text);
        if (line.length == 0 || line.bytes[0] == '#')
            continue;
        anchors[*count].line = i + 1;
        if (!read_line(line, sides, &anchors[*count].pin, error))
            return error_line(error, i + 1, 1);
        ++*count;
    }
    if (*count > 0)
        qsort(anchors, *count, sizeof *anchors, by_source);
    return check_order(anchors, *count, error);
}

bool anchors_read(const char *path, const cotexto_decoding *decoding,
                  const struct align_side sides[2], struct arena *arena,
                  const struct align_pin **pins, size_t *count, cotexto_error *error)
{
    struct arena scratch = {0};
    struct intake lines;
    struct anchor_line *anchors = NULL;
    struct align_pin *out = NULL;
    bool good = intake_lines(path, decoding, "und", false, &scratch, &lines, error);
    if (good) {
        anchors = arena_array(&scratch, lines.count, sizeof *anchors);
        out = arena_array(arena, lines.count, sizeof *out);
        good = (anchors != NULL && out != NULL) || error_no_memory(error);
    }
    good = good && (take_lines(&lines, sides, anchors, count, error) || error_file(error, path));
    for (size_t i = 0; good && i < *count; i++)
        out[i] = anchors[i].pin;
    *pins = out;
    arena_free(&scratch);
    return good;
}
