/* Tags from one text to another. */
#include "desk/transfer.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/string.h"
#include "base/text.h"

#define NONE SIZE_MAX

static const char object[] = "\xEF\xBF\xBC";

/* A tag of a text; its XML is empty for a U+FFFC of the text itself. */
struct tag {
    const char *xml;
    enum { ALONE, START, END } kind;
    size_t partner; /* the other tag of its element; NONE: it has none */
};

struct tags {
    json_t *json; /* owns the XML */
    struct tag *items;
    size_t count;
};

static const char *next_object(cotexto_text text)
{
    return text.length == 0 ? NULL : memmem(text.bytes, text.length, object, 3);
}

static size_t count_objects(cotexto_text text)
{
    size_t count = 0;
    for (const char *found; (found = next_object(text)) != NULL; count++)
        text = text_slice(text, (size_t)(found - text.bytes) + 3, text.length);
    return count;
}

/* A start tag alone has no other markup behind it, and does not end itself. */
static int kind_of(const char *xml)
{
    size_t length = strlen(xml);
    if (length < 3 || xml[0] != '<' || strchr(xml + 1, '<') != NULL || xml[length - 1] != '>')
        return ALONE;
    return xml[1] == '/' ? END : xml[length - 2] == '/' ? ALONE : START;
}

/* Each end belongs to the last start that has none yet. */
static void pair_up(struct tags *tags, size_t *open)
{
    size_t depth = 0;
    for (size_t i = 0; i < tags->count; i++) {
        struct tag *tag = &tags->items[i];
        if (tag->kind == START)
            open[depth++] = i;
        if (tag->kind != END || depth == 0)
            continue;
        tag->partner = open[--depth];
        tags->items[tag->partner].partner = i;
    }
}

static bool read_tags(const struct variant *variant, struct arena *arena, struct tags *tags,
                      cotexto_error *error)
{
    size_t count = count_objects(variant->text);
    size_t *open = arena_array(arena, count, sizeof *open);
    *tags = (struct tags){.count = count};
    tags->items = arena_array(arena, count, sizeof *tags->items);
    if (variant->tags.length > 0)
        tags->json = json_loadb(variant->tags.bytes, variant->tags.length, 0, NULL);
    if (open == NULL || tags->items == NULL)
        return error_no_memory(error);
    for (size_t i = 0; i < count; i++) {
        const char *xml = json_string_value(json_array_get(tags->json, i));
        tags->items[i] = (struct tag){.xml = xml == NULL ? "" : xml, .partner = NONE};
        tags->items[i].kind = kind_of(tags->items[i].xml);
    }
    pair_up(tags, open);
    return true;
}

/* ------------------------------------------------------------------------------ one to one */

struct mapping {
    size_t *to;  /* of each tag: its counterpart; NONE: it has none */
    bool *taken; /* of each counterpart */
};

/* The first tag with the same XML that is free. */
static size_t find_same(const struct tags *others, const bool *taken, const char *xml)
{
    for (size_t i = 0; i < others->count; i++) {
        if (!taken[i] && strcmp(others->items[i].xml, xml) == 0)
            return i;
    }
    return NONE;
}

/* Counterparts by their XML. All ends are written alike: an end goes with its start. */
static bool map_by_xml(const struct tags *from, const struct tags *to, struct arena *arena,
                       struct mapping *out, cotexto_error *error)
{
    out->to = arena_array(arena, from->count, sizeof *out->to);
    out->taken = arena_array(arena, to->count, sizeof *out->taken);
    if (out->to == NULL || out->taken == NULL)
        return error_no_memory(error);
    for (size_t i = 0; i < from->count; i++) {
        const struct tag *tag = &from->items[i];
        size_t start = tag->kind == END && tag->partner != NONE ? out->to[tag->partner] : NONE;
        size_t found = tag->kind == END && tag->partner != NONE
                           ? (start == NONE ? NONE : to->items[start].partner)
                           : find_same(to, out->taken, tag->xml);
        out->to[i] = found == NONE || out->taken[found] ? NONE : found;
        if (out->to[i] != NONE)
            out->taken[found] = true;
    }
    return true;
}

static bool is_whole(const struct mapping *mapping, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (mapping->to[i] == NONE)
            return false;
    }
    return true;
}

/* Elements of the query nest when its tags stand in this order, and none has lost a part. */
static bool nests(const struct tags *query, const size_t *order, size_t count, size_t *open)
{
    size_t depth = 0;
    for (size_t i = 0; i < count; i++) {
        const struct tag *tag = &query->items[order[i]];
        if (tag->kind == START)
            open[depth++] = order[i];
        else if (tag->kind == END && (depth == 0 || open[--depth] != tag->partner))
            return false;
    }
    return depth == 0;
}

static bool are_same(const struct tags *a, const struct tags *b)
{
    bool same = a->count == b->count;
    for (size_t i = 0; same && i < a->count; i++)
        same = strcmp(a->items[i].xml, b->items[i].xml) == 0;
    return same;
}

/* The query's tags in the order of the translation. *good: they can stand so, and none is missing
 * but those that the translation of a text with the very same tags leaves out. */
static bool find_order(const struct tags *query, const struct tags *source,
                       const struct tags *target, struct arena *arena, size_t **order, bool *good,
                       cotexto_error *error)
{
    struct mapping mapping;
    bool by_place = query->count == source->count;
    size_t *open = arena_array(arena, target->count, sizeof *open);
    if (open == NULL)
        return error_no_memory(error);
    if (!map_by_xml(target, by_place ? source : query, arena, &mapping, error))
        return false;
    *order = mapping.to;
    *good = (target->count == query->count || are_same(query, source)) &&
            is_whole(&mapping, target->count) && nests(query, mapping.to, target->count, open);
    return true;
}

/* --------------------------------------------------------------------------------- left out */

/* How many of the query's tags stand before its first word. */
static size_t count_leading(cotexto_text text)
{
    size_t count = 0;
    while (text.length > 0) {
        bool tag = text.length >= 3 && memcmp(text.bytes, object, 3) == 0;
        if (!tag && (unsigned char)text.bytes[0] > ' ')
            break;
        count += tag;
        text = text_slice(text, tag ? 3 : 1, text.length);
    }
    return count;
}

static bool put_around(const struct variant *query, const struct tags *tags, cotexto_text written,
                       struct arena *arena, struct transfer *out, cotexto_error *error)
{
    struct string text = {0};
    size_t leading = count_leading(query->text);
    size_t *numbers = arena_array(arena, tags->count, sizeof *numbers);
    for (size_t i = 0; i < leading; i++)
        string_append_c(&text, object);
    for (const char *found; (found = next_object(written)) != NULL;) {
        string_append(&text, written.bytes, (size_t)(found - written.bytes));
        written = text_slice(written, (size_t)(found - written.bytes) + 3, written.length);
    }
    string_append_text(&text, written);
    for (size_t i = leading; i < tags->count; i++)
        string_append_c(&text, object);
    bool good = string_ok(&text, error) && (numbers != NULL || error_no_memory(error));
    for (size_t i = 0; good && i < tags->count; i++)
        numbers[i] = i;
    if (good)
        *out = (struct transfer){.text = arena_text(arena, string_text(&text)), .tags = numbers};
    string_free(&text);
    return good && (out->text.bytes != NULL || error_no_memory(error));
}

bool transfer_tags(const struct variant *query, const struct variant *source,
                   const struct variant *target, cotexto_text written, struct arena *arena,
                   struct transfer *out, cotexto_error *error)
{
    struct tags queried = {0}, stored = {0}, translated = {0};
    size_t *order = NULL;
    bool one_to_one = false;
    bool good = read_tags(query, arena, &queried, error) &&
                read_tags(source, arena, &stored, error) &&
                read_tags(target, arena, &translated, error) &&
                find_order(&queried, &stored, &translated, arena, &order, &one_to_one, error);
    if (good && one_to_one && count_objects(written) == translated.count) {
        *out = (struct transfer){.text = arena_text(arena, written),
                                 .tags = order,
                                 .sure = translated.count == queried.count};
        good = out->text.bytes != NULL || error_no_memory(error);
    } else if (good) {
        good = put_around(query, &queried, written, arena, out, error);
    }
    json_decref(queried.json);
    json_decref(stored.json);
    json_decref(translated.json);
    return good;
}
