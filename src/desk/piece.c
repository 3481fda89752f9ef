/* Pieces of segments. */
#include "desk/piece.h"

#include <stdlib.h>
#include <string.h>

#include <jansson.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "base/error.h"
#include "base/string.h"
#include "base/text.h"
#include "desk/editing.h"
#include "text/decode.h"
#include "text/unicode.h"

enum { ZERO_WIDTH_JOINER = 0x200D };

bool piece_may_cut(cotexto_text text, size_t at)
{
    if (at > text.length || (at < text.length && U8_IS_TRAIL((uint8_t)text.bytes[at])))
        return false;
    if (at == 0 || at == text.length)
        return true;
    return !u_hasBinaryProperty(unicode_first(text_slice(text, at, text.length), NULL),
                                UCHAR_GRAPHEME_EXTEND) &&
           unicode_last(text_slice(text, 0, at), NULL) != ZERO_WIDTH_JOINER;
}

/* --------------------------------------------------------------------------------------- tags */

/* What a tag does to the elements around text: the start or end tag of one, or an element that
 * stands for it in TMX and XLIFF. */
enum tag_kind { TAG_ALONE, TAG_OPENS, TAG_CLOSES };

static enum tag_kind kind_of(const char *tag)
{
    size_t length = strlen(tag), name = strcspn(tag + (length > 0), " \t\n/>");
    cotexto_text element = {tag + 1, name};
    if (length < 2)
        return TAG_ALONE;
    if (tag[1] == '/')
        return TAG_CLOSES;
    if (text_in_list(element, " bpt bx sc sm "))
        return TAG_OPENS;
    if (text_in_list(element, " ept ex ec em "))
        return TAG_CLOSES;
    bool whole = tag[length - 2] == '/' || strstr(tag, "</") != NULL;
    return whole ? TAG_ALONE : TAG_OPENS;
}

/* Whether an element that one of the first `cut` tags opens is closed by a later one. *open has
 * room for the numbers of all tags. */
static bool is_torn(const json_t *tags, size_t cut, size_t *open)
{
    size_t depth = 0;
    for (size_t i = 0; i < json_array_size(tags); i++) {
        const char *tag = json_string_value(json_array_get(tags, i));
        enum tag_kind kind = tag == NULL ? TAG_ALONE : kind_of(tag);
        if (kind == TAG_OPENS)
            open[depth++] = i;
        else if (kind == TAG_CLOSES && depth > 0 && open[--depth] < cut && i >= cut)
            return true;
    }
    return false;
}

/* Tags from..to as JSON in `arena`; none when there are none. */
static bool write_tags(const json_t *tags, size_t from, size_t to, struct arena *arena,
                       cotexto_text *out, cotexto_error *error)
{
    *out = TEXT("");
    if (from >= to)
        return true;
    json_t *part = json_array();
    for (size_t i = from; i < to; i++)
        json_array_append(part, json_array_get(tags, i));
    char *text = json_array_size(part) == to - from ? json_dumps(part, JSON_COMPACT) : NULL;
    if (text != NULL)
        *out = arena_text(arena, cotexto_text_of(text));
    bool good = text != NULL && out->bytes != NULL;
    free(text);
    json_decref(part);
    return good || error_no_memory(error);
}

static bool cut_tags(const json_t *tags, size_t cut, struct arena *arena, struct variant *first,
                     struct variant *second, bool *torn, cotexto_error *error)
{
    size_t count = json_array_size(tags);
    size_t *open = arena_array(arena, count + 1, sizeof *open);
    cut = cut < count ? cut : count;
    if (open == NULL)
        return error_no_memory(error);
    *torn = is_torn(tags, cut, open);
    return *torn || (write_tags(tags, 0, cut, arena, &first->tags, error) &&
                     write_tags(tags, cut, count, arena, &second->tags, error));
}

static json_t *read_tags(cotexto_text tags)
{
    return tags.length == 0 ? json_array() : json_loadb(tags.bytes, tags.length, 0, NULL);
}

bool piece_cut(const struct variant *variant, size_t at, struct arena *arena, struct variant *first,
               struct variant *second, bool *torn, cotexto_error *error)
{
    cotexto_text before = text_slice(variant->text, 0, at);
    *torn = false;
    *first = *second = *variant;
    first->text = unicode_trim(before);
    second->text = unicode_trim(text_slice(variant->text, at, variant->text.length));
    second->properties = NULL;
    second->property_count = 0;
    json_t *tags = read_tags(variant->tags);
    bool good = tags != NULL ? cut_tags(tags, count_tags(before), arena, first, second, torn, error)
                             : error_no_memory(error);
    json_decref(tags);
    return good;
}

/* ------------------------------------------------------------------------------------ joining */

static bool join_tags(struct variant *first, struct variant *second, struct arena *arena,
                      cotexto_text *out, cotexto_error *error)
{
    *out = TEXT("");
    if (first->tags.length + second->tags.length == 0)
        return true;
    if (!variant_complete_tags(first, arena, error) || !variant_complete_tags(second, arena, error))
        return false;
    json_t *tags = read_tags(first->tags), *more = read_tags(second->tags);
    bool good = tags != NULL && more != NULL && json_array_extend(tags, more) == 0
                    ? write_tags(tags, 0, json_array_size(tags), arena, out, error)
                    : error_no_memory(error);
    json_decref(tags);
    json_decref(more);
    return good;
}

static bool needs_blank(cotexto_text first, cotexto_text second)
{
    return first.length > 0 && second.length > 0 &&
           !unicode_without_spaces(unicode_last(first, NULL)) &&
           !unicode_without_spaces(unicode_first(second, NULL));
}

bool piece_join(const struct variant *first, const struct variant *second, struct arena *arena,
                struct variant *out, cotexto_error *error)
{
    struct variant a = *first, b = *second;
    struct string text = {0};
    *out = *first;
    string_append_text(&text, a.text);
    if (needs_blank(a.text, b.text))
        string_append_char(&text, ' ');
    string_append_text(&text, b.text);
    cotexto_text joined = TEXT("");
    bool good = string_ok(&text, error) && text_to_nfc(string_text(&text), arena, &joined, error);
    if (good) {
        out->text = arena_text(arena, joined);
        good = out->text.bytes != NULL || error_no_memory(error);
    }
    string_free(&text);
    return good && join_tags(&a, &b, arena, &out->tags, error) &&
           piece_join_properties(first->properties, first->property_count, second->properties,
                                 second->property_count, arena, &out->properties,
                                 &out->property_count, error);
}

static bool same_property(const struct property *a, const struct property *b)
{
    return a->kind == b->kind && text_equal(a->name, b->name) && text_equal(a->value, b->value) &&
           text_equal(a->lang, b->lang);
}

/* An element has an attribute once; other properties may differ under the same name. */
static bool says_again(const struct property *there, const struct property *more)
{
    return same_property(there, more) ||
           (there->kind == PROPERTY_ATTRIBUTE && more->kind == PROPERTY_ATTRIBUTE &&
            text_equal(there->name, more->name));
}

bool piece_join_properties(const struct property *a, size_t a_count, const struct property *b,
                           size_t b_count, struct arena *arena, const struct property **out,
                           size_t *count, cotexto_error *error)
{
    struct property *all = arena_array(arena, a_count + b_count, sizeof *all);
    *out = all;
    *count = a_count;
    if (all == NULL)
        return error_no_memory(error);
    for (size_t i = 0; i < a_count; i++)
        all[i] = a[i];
    for (size_t i = 0; i < b_count; i++) {
        bool again = false;
        for (size_t k = 0; k < a_count && !again; k++)
            again = says_again(&a[k], &b[i]);
        if (!again)
            all[(*count)++] = b[i];
    }
    return true;
}
