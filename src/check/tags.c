/* Tags: inline elements of exchange formats, markup in the text itself, placeholders of programs.
 */
#include "check/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/message.h"
#include "base/text.h"

/* A tag or placeholder as both sides must have it. */
struct mark {
    cotexto_text key;
    cotexto_range range;
    bool used;
};

struct marks {
    struct mark *list;
    size_t count, room;
};

static void add(struct check_unit *unit, struct marks *marks, cotexto_text key, cotexto_range range)
{
    marks->list =
        arena_grow(unit->arena, marks->list, marks->count, &marks->room, sizeof *marks->list);
    key = arena_text(unit->arena, key);
    unit->failed = unit->failed || marks->list == NULL || key.bytes == NULL;
    if (!unit->failed)
        marks->list[marks->count++] = (struct mark){key, range, false};
}

/* ----------------------------------------------------------------------------- inline elements */

static bool is_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == ':' || c == '.';
}

/* The value of an attribute of a start tag; without bytes when it has none. */
static cotexto_text attribute(cotexto_text tag, const char *name)
{
    size_t length = strlen(name);
    for (size_t i = 1; i + length + 2 < tag.length && tag.bytes[i] != '>'; i++) {
        if (tag.bytes[i - 1] != ' ' || memcmp(tag.bytes + i, name, length) != 0 ||
            tag.bytes[i + length] != '=')
            continue;
        const char *value = tag.bytes + i + length + 2;
        const char *end = memchr(value, value[-1], (size_t)(tag.bytes + tag.length - value));
        return end == NULL ? (cotexto_text){0} : (cotexto_text){value, (size_t)(end - value)};
    }
    return (cotexto_text){0};
}

/* Element, and what tells it from others of its name: the attribute that pairs it with that of the
 * other language, else its content. Other attributes may differ. */
static void add_element(struct check_unit *unit, struct marks *marks, cotexto_text xml,
                        cotexto_range range)
{
    static const char *const pairing[] = {"x", "id", "rid", "mid", "i"};
    struct string key = {0};
    size_t end = 0;
    cotexto_text value = {0};
    while (end < xml.length &&
           (xml.bytes[end] == '<' || xml.bytes[end] == '/' || is_name(xml.bytes[end])))
        end++;
    string_append(&key, xml.bytes, end);
    for (size_t i = 0; value.bytes == NULL && i < sizeof pairing / sizeof *pairing; i++)
        value = attribute(xml, pairing[i]);
    if (value.bytes == NULL && xml.length > 0) {
        const char *close = memchr(xml.bytes, '>', xml.length);
        if (close != NULL)
            value = text_slice(xml, (size_t)(close - xml.bytes), xml.length);
    }
    string_append_char(&key, ' ');
    string_append_text(&key, value);
    unit->failed = unit->failed || key.failed;
    if (!unit->failed)
        add(unit, marks, string_text(&key), range);
    string_free(&key);
}

static void gather_elements(struct check_unit *unit, const struct check_side *side,
                            struct marks *marks)
{
    for (size_t i = 0; i < side->tokens.count; i++) {
        const struct token *token = &side->tokens.items[i];
        /* "" is a U+FFFC of the text's own */
        if (token->class == TOKEN_TAG && token->raw.length > 0)
            add_element(unit, marks, token->raw, check_token_range(token));
    }
}

/* ---------------------------------------------------------------------------- markup in the text
 */

/* "<b>", "</a>", "<br/>": where it ends; 0: there is none. "<file>" is no markup, but both sides
 * have it the same as a rule. */
static size_t markup_end(cotexto_text text, size_t at, size_t *name_end)
{
    size_t i = at + 1;
    i += i < text.length && text.bytes[i] == '/';
    size_t name = i;
    while (i < text.length && is_name(text.bytes[i]))
        i++;
    *name_end = i;
    if (i == name || (text.bytes[name] >= '0' && text.bytes[name] <= '9'))
        return 0;
    const char *close = memchr(text.bytes + i, '>', text.length - i);
    if (close == NULL)
        return 0;
    size_t end = (size_t)(close - text.bytes);
    bool is_attributes = end == i || text.bytes[i] == '/' ||
                         (text.bytes[i] == ' ' && (memchr(text.bytes + i, '=', end - i) != NULL ||
                                                   text.bytes[end - 1] == '/'));
    return is_attributes && memchr(text.bytes + i, '<', end - i) == NULL ? end + 1 : 0;
}

/* Names of elements of HTML and DocBook; others in angle brackets are words to be filled in, which
 * are translated. */
static bool is_element(cotexto_text name)
{
    static const char names[] =
        " a abbr acronym b big blockquote br code dd div dl dt em font h1 h2 h3 h4 h5 h6 hr i img "
        "kbd li ol p pre q s samp small span strong sub sup table tbody td th thead tr tt u ul var "
        "html body head title guibutton guilabel guimenu guimenuitem filename literal command "
        "application emphasis emph link ulink xref email interface para note warning placeholder "
        "item ";
    return text_in_list(name, names);
}

/* "<command>" alone is a word to be filled in: an element is ended in one of the
 * texts, or needs no end. */
static bool is_markup(const struct check_unit *unit, cotexto_text tag, cotexto_text name)
{
    cotexto_text source = unit->source.text, target = unit->target.text;
    char end[40];
    int length =
        snprintf(end, sizeof end, "</%.*s", (int)(name.length < 32 ? name.length : 32), name.bytes);
    return is_element(name) && (tag.bytes[1] == '/' || tag.bytes[tag.length - 2] == '/' ||
                                text_in_list(name, " br hr img p li dt dd tr td ") ||
                                memmem(source.bytes, source.length, end, (size_t)length) != NULL ||
                                memmem(target.bytes, target.length, end, (size_t)length) != NULL);
}

static void gather_markup(struct check_unit *unit, cotexto_text text, struct marks *marks)
{
    for (size_t i = 0; i < text.length; i++) {
        size_t name_end, end = text.bytes[i] == '<' ? markup_end(text, i, &name_end) : 0;
        if (end == 0)
            continue;
        size_t name = i + 1 + (text.bytes[i + 1] == '/');
        if (is_markup(unit, text_slice(text, i, end), text_slice(text, name, name_end)))
            add(unit, marks, text_slice(text, i, name_end), (cotexto_range){i, end});
        i = end - 1;
    }
}

/* ----------------------------------------------------------------------------------- comparing */

static int compare(const void *a, const void *b)
{
    const struct mark *x = a, *y = b;
    int order = text_compare(x->key, y->key);
    return order != 0 ? order
                      : (x->range.start > y->range.start) - (x->range.start < y->range.start);
}

static void sort(struct marks *marks)
{
    if (marks->count > 1)
        qsort(marks->list, marks->count, sizeof *marks->list, compare);
}

/* Sorts both and tells which one side has and the other has not. */
static bool report_difference(struct check_unit *unit, cotexto_check_rule check,
                              cotexto_severity severity, struct marks *a, struct marks *b)
{
    bool differ = false;
    sort(a);
    sort(b);
    for (size_t i = 0, k = 0; i < a->count || k < b->count;) {
        int order = i == a->count   ? 1
                    : k == b->count ? -1
                                    : text_compare(a->list[i].key, b->list[k].key);
        if (order < 0) {
            cotexto_range range = a->list[i++].range;
            check_report(unit, check, severity, range, CHECK_NOWHERE,
                         _("%s is missing in the translation"),
                         check_quote(unit, unit->source.text, range));
        } else if (order > 0) {
            cotexto_range range = b->list[k++].range;
            check_report(unit, check, severity, CHECK_NOWHERE, range, _("%s is not in the source"),
                         check_quote(unit, unit->target.text, range));
        }
        i += order == 0;
        k += order == 0;
        differ = differ || order != 0;
    }
    return differ;
}

/* ------------------------------------------------------------------------------------- nesting */

/* Whether a key begins an element that another ends, and the other's key. */
static bool is_end_tag(cotexto_text key)
{
    return key.length > 1 && key.bytes[1] == '/';
}

/* The name of a start or end tag: between "<" or "</" and the blank. */
static cotexto_text name_of(cotexto_text key)
{
    size_t start = is_end_tag(key) ? 2 : key.length > 0, end = start;
    while (end < key.length && is_name(key.bytes[end]))
        end++;
    return text_slice(key, start, end);
}

/* The first end tag, in the order of the text, before which not as many start tags of its name
 * stand; marks in the order of the text. NULL: there is none. */
static const struct mark *early_end(const struct marks *marks)
{
    for (size_t i = 0; i < marks->count; i++) {
        if (!is_end_tag(marks->list[i].key))
            continue;
        long open = 0;
        for (size_t k = 0; k <= i; k++) {
            if (text_equal(name_of(marks->list[k].key), name_of(marks->list[i].key)))
                open += is_end_tag(marks->list[k].key) ? -1 : 1;
        }
        if (open < 0)
            return &marks->list[i];
    }
    return NULL;
}

void check_tags(struct check_unit *unit)
{
    enum { NESTED_MOST = 256 };
    struct marks a = {0}, b = {0};
    gather_elements(unit, &unit->source, &a);
    gather_elements(unit, &unit->target, &b);
    gather_markup(unit, unit->source.text, &a);
    gather_markup(unit, unit->target.text, &b);
    if (unit->failed || a.count + b.count == 0)
        return;
    const struct mark *in_source = a.count < NESTED_MOST ? early_end(&a) : NULL,
                      *early = b.count < NESTED_MOST ? early_end(&b) : NULL;
    cotexto_range range = early == NULL ? CHECK_NOWHERE : early->range;
    if (!report_difference(unit, COTEXTO_CHECK_TAGS, COTEXTO_ERROR, &a, &b) && early != NULL &&
        in_source == NULL)
        check_report(unit, COTEXTO_CHECK_TAGS, COTEXTO_ERROR, CHECK_NOWHERE, range,
                     _("%s stands before the tag that it ends"),
                     check_quote(unit, unit->target.text, range));
}

/* -------------------------------------------------------------------------------- placeholders */

/* The length of "%s", "%1$-5.2f", "%1" and their like at a "%"; 0: there is none. A blank is no
 * flag here: "50% de" is a percentage. */
static size_t conversion_length(cotexto_text text, size_t at)
{
    size_t i = at + 1;
    bool behind_number = at > 0 && text.bytes[at - 1] >= '0' && text.bytes[at - 1] <= '9';
    while (i < text.length && strchr("0123456789$#+-.*", text.bytes[i]) != NULL)
        i++;
    while (i < text.length && strchr("hlLqjzt", text.bytes[i]) != NULL)
        i++;
    bool good = !behind_number && i < text.length && text.bytes[i] != '\0' &&
                strchr("diouxXeEfgGcspnm@", text.bytes[i]) != NULL;
    if (good)
        return i + 1 - at;
    /* "%1" of Qt */
    return !behind_number && i == at + 2 && text.bytes[at + 1] >= '1' && text.bytes[at + 1] <= '9'
               ? 2
               : 0;
}

/* The length of "{0}", "{name}", "{{name}}", "${name}" without its "$"; 0: there is none. */
static size_t braced_length(cotexto_text text, size_t at)
{
    size_t i = at + 1, depth = 1;
    if (i < text.length && text.bytes[i] == '{') {
        i++;
        depth = 2;
    }
    size_t name = i;
    while (i < text.length && is_name(text.bytes[i]))
        i++;
    if (i == name)
        return 0;
    for (; depth > 0 && i < text.length && text.bytes[i] == '}'; depth--)
        i++;
    return depth == 0 ? i - at : 0;
}

static void gather_placeholders(struct check_unit *unit, cotexto_text text, struct marks *marks)
{
    for (size_t i = 0; i < text.length;) {
        size_t length = text.bytes[i] == '%'   ? conversion_length(text, i)
                        : text.bytes[i] == '{' ? braced_length(text, i)
                                               : 0;
        if (length > 0)
            add(unit, marks, text_slice(text, i, i + length), (cotexto_range){i, i + length});
        /* "%%" is a percent sign */
        i += length > 0                                                                ? length
             : text.bytes[i] == '%' && i + 1 < text.length && text.bytes[i + 1] == '%' ? 2
                                                                                       : 1;
    }
}

/* "%s" and "%d" are filled in the order of the text; "%1$s" and "{name}" say which they are. */
static bool is_by_order(cotexto_text key)
{
    return key.length == 2 && key.bytes[0] == '%';
}

/* The first place where both texts, which have the same placeholders, want another one by order. */
static const struct mark *exchanged(const struct marks *a, const struct marks *b)
{
    for (size_t i = 0, k = 0; i < a->count && k < b->count; i++, k++) {
        while (i < a->count && !is_by_order(a->list[i].key))
            i++;
        while (k < b->count && !is_by_order(b->list[k].key))
            k++;
        if (i < a->count && k < b->count && !text_equal(a->list[i].key, b->list[k].key))
            return &b->list[k];
    }
    return NULL;
}

/* "%1$s" is "%s" with its number: a translation may have either. */
static void strip_numbers(struct marks *marks)
{
    for (size_t i = 0; i < marks->count; i++) {
        cotexto_text *key = &marks->list[i].key;
        const char *dollar = key->bytes[0] == '%' ? memchr(key->bytes, '$', key->length) : NULL;
        if (dollar == NULL)
            continue;
        size_t behind = (size_t)(dollar - key->bytes) + 1;
        char *bytes = (char *)key->bytes; /* our own copy */
        memmove(bytes + 1, bytes + behind, key->length - behind);
        key->length -= behind - 1;
    }
}

static bool has_numbers(const struct marks *marks)
{
    for (size_t i = 0; i < marks->count; i++) {
        if (marks->list[i].key.bytes[0] == '%' &&
            memchr(marks->list[i].key.bytes, '$', marks->list[i].key.length) != NULL)
            return true;
    }
    return false;
}

static bool has_conversion(const struct marks *marks)
{
    for (size_t i = 0; i < marks->count; i++) {
        if (marks->list[i].key.bytes[0] == '%')
            return true;
    }
    return false;
}

void check_placeholders(struct check_unit *unit)
{
    struct marks a = {0}, b = {0};
    gather_placeholders(unit, unit->source.text, &a);
    gather_placeholders(unit, unit->target.text, &b);
    if (unit->failed || a.count + b.count == 0)
        return;
    bool numbered = has_numbers(&a) || has_numbers(&b);
    if (has_numbers(&a) != has_numbers(&b)) {
        strip_numbers(&a);
        strip_numbers(&b);
    }
    const struct mark *wrong = numbered ? NULL : exchanged(&a, &b);
    cotexto_range range = wrong == NULL ? CHECK_NOWHERE : wrong->range;
    /* as many on both sides, and no conversion among them: a manual may translate their names */
    cotexto_severity severity = a.count == b.count && !has_conversion(&a) && !has_conversion(&b)
                                    ? COTEXTO_WARNING
                                    : COTEXTO_ERROR;
    if (!report_difference(unit, COTEXTO_CHECK_PLACEHOLDERS, severity, &a, &b) && wrong != NULL)
        check_report(unit, COTEXTO_CHECK_PLACEHOLDERS, COTEXTO_ERROR, CHECK_NOWHERE, range,
                     _("%s stands in the place of another placeholder"),
                     check_quote(unit, unit->target.text, range));
}
