/* JSON Lines: one unit a line, with all that the memory holds of it (doc/formats.md). Read line by
 * line. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/error.h"
#include "base/file.h"
#include "base/message.h"
#include "base/packed.h"
#include "base/text.h"
#include "exchange/fields.h"
#include "exchange/formats.h"
#include "text/decode.h"
#include "text/unicode.h"

static const char *const property_kinds[] = {"prop", "note", "attribute"};

/* ------------------------------------------------------------------------------------ writing */

struct jsonl_writer {
    struct exchange_writer base;
    FILE *stream;
};

static void set_text(json_t *object, const char *key, cotexto_text value)
{
    if (value.length > 0)
        json_object_set_new(object, key, json_stringn(value.bytes, value.length));
}

static json_t *properties_json(const struct property *properties, size_t count)
{
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++) {
        json_t *item = json_object();
        json_object_set_new(item, "kind", json_string(property_kinds[properties[i].kind]));
        set_text(item, "name", properties[i].name);
        set_text(item, "lang", properties[i].lang);
        json_object_set_new(item, "value",
                            json_stringn(properties[i].value.bytes, properties[i].value.length));
        json_array_append_new(list, item);
    }
    return list;
}

static json_t *variant_json(const struct variant *variant)
{
    json_t *object = json_object();
    json_object_set_new(object, "lang", json_string(variant->lang));
    json_object_set_new(object, "text", json_stringn(variant->text.bytes, variant->text.length));
    if (variant->tags.length > 0)
        json_object_set_new(object, "tags",
                            json_loadb(variant->tags.bytes, variant->tags.length, 0, NULL));
    if (variant->property_count > 0)
        json_object_set_new(object, "properties",
                            properties_json(variant->properties, variant->property_count));
    return object;
}

static void set_fields(json_t *object, const struct unit *unit)
{
    set_text(object, "document", unit->document);
    set_text(object, "title", unit->title);
    set_text(object, "date", unit->date);
    set_text(object, "url", unit->url);
    if (unit->position > 0)
        json_object_set_new(object, "position", json_integer(unit->position));
    if (unit->paragraph > 0)
        json_object_set_new(object, "paragraph", json_integer(unit->paragraph));
    if (unit->confidence >= 0)
        json_object_set_new(object, "confidence", json_real(unit->confidence));
    if (unit->reviewed)
        json_object_set_new(object, "reviewed", json_true());
    set_text(object, "id", unit->id);
    set_text(object, "created", unit->created);
    set_text(object, "creator", unit->creator);
    set_text(object, "changed", unit->changed);
    set_text(object, "changer", unit->changer);
}

static bool put(struct exchange_writer *base, const struct unit *unit, cotexto_error *error)
{
    struct jsonl_writer *writer = (struct jsonl_writer *)base;
    json_t *object = json_object(), *segments = json_array();
    for (size_t i = 0; i < unit->variant_count; i++)
        json_array_append_new(segments, variant_json(&unit->variants[i]));
    json_object_set_new(object, "segments", segments);
    set_fields(object, unit);
    if (unit->property_count > 0)
        json_object_set_new(object, "properties",
                            properties_json(unit->properties, unit->property_count));
    char *line = json_dumps(object, JSON_COMPACT | JSON_REAL_PRECISION(15));
    json_decref(object);
    if (line == NULL)
        return error_no_memory(error);
    fputs(line, writer->stream);
    fputc('\n', writer->stream);
    free(line);
    return !ferror(writer->stream) || error_system(error, NULL, errno, _("can't be written"));
}

static bool finish(struct exchange_writer *base, cotexto_error *error)
{
    struct jsonl_writer *writer = (struct jsonl_writer *)base;
    return fflush(writer->stream) == 0 || error_system(error, NULL, errno, _("can't be written"));
}

static void close_writer(struct exchange_writer *base)
{
    free(base);
}

struct exchange_writer *jsonl_open_writer(FILE *stream,
                                          const struct exchange_write_options *options,
                                          cotexto_error *error)
{
    (void)options;
    struct jsonl_writer *writer = calloc(1, sizeof *writer);
    if (writer == NULL) {
        error_no_memory(error);
        return NULL;
    }
    *writer = (struct jsonl_writer){{put, finish, close_writer}, stream};
    return &writer->base;
}

/* ------------------------------------------------------------------------------------ reading */

struct jsonl_reader {
    struct exchange_reader base;
    const struct exchange_read_options *options;
    FILE *file;
    struct string line;
    size_t number;                /* of the line */
    uint64_t done, total, offset; /* bytes read, and in all (0: not known); where the line starts */
    json_t *object;               /* the present line; the unit's texts lie in it */
    struct arena arena;
    struct unit unit;
};

int jsonl_bid(const unsigned char *head, size_t length)
{
    static const char key[] = "\"segments\"";
    size_t i = text_mark_length((cotexto_text){(const char *)head, length});
    while (i < length && (head[i] == ' ' || head[i] == '\n' || head[i] == '\r' || head[i] == '\t'))
        i++;
    return i < length && head[i] == '{' && memmem(head, length, key, sizeof key - 1) != NULL ? 80
                                                                                             : 0;
}

static bool bad(const struct jsonl_reader *reader, cotexto_error *error, const char *message)
{
    error_set(error, COTEXTO_DATA, "bad-json", "%s", message);
    return error_line(error, reader->number, 0);
}

static cotexto_text get_text(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    if (!json_is_string(value))
        return TEXT("");
    return (cotexto_text){json_string_value(value), json_string_length(value)};
}

static bool read_properties(struct jsonl_reader *reader, const json_t *list,
                            const struct property **out, size_t *count, cotexto_error *error)
{
    *count = json_array_size(list);
    struct property *properties = arena_array(&reader->arena, *count, sizeof *properties);
    if (properties == NULL)
        return error_no_memory(error);
    for (size_t i = 0; i < *count; i++) {
        const json_t *item = json_array_get(list, i);
        cotexto_text kind = get_text(item, "kind");
        properties[i] = (struct property){PROPERTY_PROP, get_text(item, "name"),
                                          get_text(item, "value"), get_text(item, "lang")};
        for (size_t k = 0; k < sizeof property_kinds / sizeof *property_kinds; k++) {
            if (text_equal(kind, cotexto_text_of(property_kinds[k])))
                properties[i].kind = (enum property_kind)k;
        }
    }
    *out = properties;
    return true;
}

static bool read_tags(struct jsonl_reader *reader, const json_t *list, struct variant *variant,
                      cotexto_error *error)
{
    variant->tags = TEXT("");
    if (!json_is_array(list))
        return true;
    char *tags = json_dumps(list, JSON_COMPACT);
    variant->tags = arena_text(&reader->arena, cotexto_text_of(tags));
    free(tags);
    return variant->tags.bytes != NULL || error_no_memory(error);
}

static bool read_variant(struct jsonl_reader *reader, const json_t *object, struct variant *variant,
                         cotexto_error *error)
{
    char tag[COTEXTO_TAG_SIZE];
    if (!json_is_string(json_object_get(object, "lang")) ||
        !json_is_string(json_object_get(object, "text")))
        return bad(reader, error, _("a segment needs \"lang\" and \"text\""));
    if (!exchange_language(reader->options, get_text(object, "lang").bytes, tag, error))
        return error_line(error, reader->number, 0);
    variant->lang = arena_string(&reader->arena, tag);
    cotexto_text text = unicode_without_controls(get_text(object, "text"), &reader->arena);
    if (variant->lang == NULL || text.bytes == NULL)
        return error_no_memory(error);
    return text_to_nfc(text, &reader->arena, &variant->text, error) &&
           read_tags(reader, json_object_get(object, "tags"), variant, error) &&
           read_properties(reader, json_object_get(object, "properties"), &variant->properties,
                           &variant->property_count, error);
}

static uint32_t get_number(const json_t *object, const char *key)
{
    json_int_t value = json_integer_value(json_object_get(object, key));
    return value > 0 && value <= UINT32_MAX ? (uint32_t)value : 0;
}

static void read_fields(const json_t *object, struct unit *unit)
{
    const json_t *confidence = json_object_get(object, "confidence");
    *unit = (struct unit){
        .document = get_text(object, "document"),
        .title = get_text(object, "title"),
        .date = get_text(object, "date"),
        .url = get_text(object, "url"),
        .position = get_number(object, "position"),
        .paragraph = get_number(object, "paragraph"),
        .confidence = json_is_number(confidence) ? json_number_value(confidence) : -1,
        .reviewed = json_is_true(json_object_get(object, "reviewed")),
        .id = get_text(object, "id"),
        .created = get_text(object, "created"),
        .creator = get_text(object, "creator"),
        .changed = get_text(object, "changed"),
        .changer = get_text(object, "changer"),
    };
}

static bool read_unit(struct jsonl_reader *reader, cotexto_error *error)
{
    const json_t *segments = json_object_get(reader->object, "segments");
    size_t count = json_array_size(segments);
    if (!json_is_array(segments))
        return bad(reader, error, _("a unit needs a list \"segments\""));
    struct variant *variants = arena_array(&reader->arena, count, sizeof *variants);
    if (variants == NULL)
        return error_no_memory(error);
    read_fields(reader->object, &reader->unit);
    if (reader->unit.confidence > 1)
        return bad(reader, error, _("a confidence is a number from 0 to 1"));
    for (size_t i = 0; i < count; i++) {
        if (!read_variant(reader, json_array_get(segments, i), &variants[i], error))
            return false;
    }
    reader->unit.variants = variants;
    reader->unit.variant_count = count;
    return read_properties(reader, json_object_get(reader->object, "properties"),
                           &reader->unit.properties, &reader->unit.property_count, error);
}

/* Reads the next line with its end; *any: there was one. */
static bool read_line(struct jsonl_reader *reader, bool *any, cotexto_error *error)
{
    struct string *line = &reader->line;
    string_reset(line);
    int found = packed_line(reader->file, line, EXCHANGE_LINE_MOST, error);
    *any = found == 1;
    reader->number += line->length > 0;
    reader->offset = reader->done;
    reader->done += line->length;
    /* RFC 8259 lets a parser ignore a byte order mark */
    size_t mark = reader->number == 1 ? text_mark_length(string_text(line)) : 0;
    if (mark > 0)
        memmove(line->bytes, line->bytes + mark, line->length -= mark);
    reader->offset += mark;
    return found >= 0 || error_line(error, reader->number, 1);
}

/* jansson calls some texts wrong that it only had no room for: bad is what it calls so twice, while
 * there is room. */
static bool is_bad(const struct jsonl_reader *reader, json_error_t *problem)
{
    if (problem->text[0] == '\0') /* it had no room for the value */
        return false;
    json_t *again = json_loadb(reader->line.bytes, reader->line.length, 0, problem);
    void *room = malloc(reader->line.length);
    bool bad = again == NULL && room != NULL;
    json_decref(again);
    free(room);
    return bad;
}

static bool parse_line(struct jsonl_reader *reader, cotexto_error *error)
{
    json_error_t problem;
    json_decref(reader->object);
    reader->object = json_loadb(reader->line.bytes, reader->line.length, 0, &problem);
    if (reader->object != NULL)
        return true;
    if (!is_bad(reader, &problem))
        return error_no_memory(error);
    error_set(error, COTEXTO_DATA, "bad-json", _("JSON error: %s"), problem.text);
    error_offset(error, (int64_t)reader->offset + problem.position);
    return error_line(error, reader->number, problem.column < 1 ? 1 : (size_t)problem.column);
}

static bool next(struct exchange_reader *base, const struct unit **unit, cotexto_error *error)
{
    struct jsonl_reader *reader = (struct jsonl_reader *)base;
    *unit = NULL;
    arena_reset(&reader->arena);
    bool any;
    do {
        if (!read_line(reader, &any, error))
            return false;
        if (!any)
            return true;
    } while (text_trim(string_text(&reader->line)).length == 0);
    *unit = &reader->unit;
    return parse_line(reader, error) && read_unit(reader, error);
}

static void progress(const struct exchange_reader *base, uint64_t *done, uint64_t *total)
{
    const struct jsonl_reader *reader = (const struct jsonl_reader *)base;
    *done = reader->done;
    *total = reader->total;
}

static void close_reader(struct exchange_reader *base)
{
    struct jsonl_reader *reader = (struct jsonl_reader *)base;
    file_close(reader->file);
    string_free(&reader->line);
    json_decref(reader->object);
    arena_free(&reader->arena);
    free(reader);
}

struct exchange_reader *jsonl_open_reader(const char *path,
                                          const struct exchange_read_options *options,
                                          cotexto_error *error)
{
    struct jsonl_reader *reader = calloc(1, sizeof *reader);
    if (reader == NULL) {
        error_no_memory(error);
        return NULL;
    }
    reader->base =
        (struct exchange_reader){.next = next, .close = close_reader, .progress = progress};
    reader->options = options;
    reader->file = packed_open(path, error);
    if (reader->file != NULL) {
        reader->total = file_size(reader->file);
        return &reader->base;
    }
    close_reader(&reader->base);
    return NULL;
}
