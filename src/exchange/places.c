/* Elements in the bytes of XML. */
#include "exchange/places.h"

#include <string.h>

#include "base/error.h"
#include "base/message.h"
#include "base/text.h"

struct scan {
    struct places *places;
    struct arena *arena;
    size_t room;
    size_t *open; /* numbers of the elements that are */
    size_t open_count, open_room;
};

static bool malformed(size_t at, cotexto_error *error)
{
    error_set(error, COTEXTO_DATA, "xml", "%s", _("the file ends inside an element"));
    return error_offset(error, (int64_t)at);
}

static bool begins(cotexto_text text, size_t at, const char *with)
{
    size_t length = strlen(with);
    return text.length - at >= length && memcmp(text.bytes + at, with, length) == 0;
}

/* Behind the next such string; the length of the text when there is none. */
static size_t behind(cotexto_text text, size_t at, const char *what)
{
    const char *found =
        at >= text.length ? NULL : memmem(text.bytes + at, text.length - at, what, strlen(what));
    return found == NULL ? text.length : (size_t)(found - text.bytes) + strlen(what);
}

/* Behind the ">" of a tag or of a declaration: one that stands between quotation marks, in square
 * brackets or in a comment is none. */
static size_t tag_end(cotexto_text text, size_t at)
{
    bool brackets = false;
    while (at < text.length) {
        char c = text.bytes[at];
        if (c == '"' || c == '\'') {
            const char *end = memchr(text.bytes + at + 1, c, text.length - at - 1);
            at = end == NULL ? text.length : (size_t)(end - text.bytes) + 1;
        } else if (c == '<' && begins(text, at, "<!--")) {
            at = behind(text, at, "-->");
        } else if (c == '>' && !brackets) {
            return at + 1;
        } else {
            brackets = c == '[' || (brackets && c != ']');
            at++;
        }
    }
    return at;
}

static bool start_element(struct scan *scan, size_t at, size_t end, cotexto_error *error)
{
    struct places *places = scan->places;
    places->list =
        arena_grow(scan->arena, places->list, places->count, &scan->room, sizeof *places->list);
    if (places->list == NULL)
        return error_no_memory(error);
    places->list[places->count] = (struct place){at, end, end, end};
    if (places->bytes.bytes[end - 2] != '/') {
        scan->open = arena_grow(scan->arena, scan->open, scan->open_count, &scan->open_room,
                                sizeof *scan->open);
        if (scan->open == NULL)
            return error_no_memory(error);
        scan->open[scan->open_count++] = places->count;
    }
    places->count++;
    return true;
}

/* What begins with the "<" at *at. */
static bool take_markup(struct scan *scan, size_t *at, cotexto_error *error)
{
    cotexto_text text = scan->places->bytes;
    size_t start = *at;
    if (begins(text, start, "<!--")) {
        *at = behind(text, start + 4, "-->");
    } else if (begins(text, start, "<![CDATA[")) {
        *at = behind(text, start, "]]>");
    } else if (begins(text, start, "<?")) {
        *at = behind(text, start, "?>");
    } else if (begins(text, start, "<!")) {
        *at = tag_end(text, start + 2);
    } else if (begins(text, start, "</")) {
        *at = behind(text, start, ">");
        if (scan->open_count == 0)
            return malformed(start, error);
        struct place *place = &scan->places->list[scan->open[--scan->open_count]];
        place->outer = start;
        place->end = *at;
    } else {
        *at = tag_end(text, start + 1);
        return *at - start >= 3 ? start_element(scan, start, *at, error) : malformed(start, error);
    }
    return true;
}

bool places_find(struct places *places, cotexto_text bytes, struct arena *arena,
                 cotexto_error *error)
{
    struct scan scan = {.places = places, .arena = arena};
    size_t at = 0;
    *places = (struct places){.bytes = bytes};
    while (at < bytes.length) {
        const char *found = memchr(bytes.bytes + at, '<', bytes.length - at);
        if (found == NULL)
            break;
        at = (size_t)(found - bytes.bytes);
        if (!take_markup(&scan, &at, error))
            return false;
    }
    return scan.open_count == 0 || malformed(bytes.length, error);
}

/* ---------------------------------------------------------------------------------- start tags */

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static size_t skip_space(cotexto_text text, size_t at)
{
    while (at < text.length && is_space(text.bytes[at]))
        at++;
    return at;
}

static size_t name_end(cotexto_text text, size_t at)
{
    while (at < text.length && !is_space(text.bytes[at]) && strchr("=/>", text.bytes[at]) == NULL)
        at++;
    return at;
}

cotexto_text place_name(const struct places *places, const struct place *place)
{
    size_t start = place->start + 1;
    return text_slice(places->bytes, start, name_end(places->bytes, start));
}

cotexto_text place_prefix(const struct places *places, const struct place *place)
{
    cotexto_text name = place_name(places, place);
    const char *colon = memchr(name.bytes, ':', name.length);
    return text_slice(name, 0, colon == NULL ? 0 : (size_t)(colon - name.bytes) + 1);
}

bool place_attribute(const struct places *places, const struct place *place, const char *name,
                     cotexto_range *value)
{
    cotexto_text tag = text_slice(places->bytes, 0, place->inner), wanted = cotexto_text_of(name);
    size_t at = skip_space(tag, name_end(tag, place->start + 1));
    while (at < tag.length) {
        size_t end = name_end(tag, at), quote = skip_space(tag, end);
        if (end == at || quote >= tag.length || tag.bytes[quote] != '=')
            return false;
        quote = skip_space(tag, quote + 1);
        const char *close = quote >= tag.length ? NULL
                                                : memchr(tag.bytes + quote + 1, tag.bytes[quote],
                                                         tag.length - quote - 1);
        if (close == NULL)
            return false;
        *value = (cotexto_range){quote + 1, (size_t)(close - tag.bytes)};
        if (text_equal(text_slice(tag, at, end), wanted))
            return true;
        at = skip_space(tag, value->end + 1);
    }
    return false;
}

size_t place_tag_end(const struct places *places, const struct place *place)
{
    const char *bytes = places->bytes.bytes;
    size_t at = place->inner - 1;
    at -= bytes[at - 1] == '/';
    while (is_space(bytes[at - 1]))
        at--;
    return at;
}

cotexto_text place_indent(const struct places *places, size_t at)
{
    size_t start = at;
    while (start > 0 && is_space(places->bytes.bytes[start - 1]))
        start--;
    return text_slice(places->bytes, start, at);
}
