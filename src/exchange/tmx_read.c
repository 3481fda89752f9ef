/* TMX 1.1 to 1.4b in (LISA OSCAR, TMX 1.4b Specification, 2005). Reads what is well-formed even
 * where the DTD does not allow it, for tools write such files. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/message.h"
#include "base/text.h"
#include "exchange/fields.h"
#include "exchange/formats.h"
#include "exchange/gathered.h"
#include "exchange/inline.h"
#include "exchange/tmx.h"
#include "exchange/xml_reader.h"

/* What a language is called in the file, and its canonical tag: a file has few, each many times. */
struct known_language {
    char written[COTEXTO_TAG_SIZE], tag[COTEXTO_TAG_SIZE];
};
enum { KNOWN_LANGUAGES = 4 };

struct tmx_reader {
    struct xml_reader xml;
    struct known_language known[KNOWN_LANGUAGES];
    size_t known_count; /* of all that were put there; the oldest gives way */
};

int tmx_bid(const unsigned char *head, size_t length)
{
    /* UTF-16 has the letters with NULs between them */
    static const char mark[] = "<tmx";
    size_t found = 0;
    for (size_t i = 0; i < length && mark[found] != '\0'; i++) {
        if (head[i] == (unsigned char)mark[found])
            found++;
        else if (head[i] != '\0')
            found = head[i] == '<';
    }
    return mark[found] == '\0' ? 90 : 0;
}

/* ------------------------------------------------------------------------------------ helpers */

static cotexto_text keep(struct tmx_reader *reader, cotexto_text text, cotexto_error *error)
{
    cotexto_text kept = arena_text(&reader->xml.arena, text);
    if (kept.bytes == NULL)
        error_no_memory(error);
    return kept;
}

static cotexto_text reader_text(const xmlChar *text)
{
    return cotexto_text_of((const char *)text);
}

/* --------------------------------------------------------------------------------- attributes */

/* Calls `each` for the attributes of the present element, by their names with prefix. */
static bool each_attribute(struct tmx_reader *reader,
                           bool (*each)(struct tmx_reader *, void *, cotexto_text name,
                                        cotexto_text value, cotexto_error *),
                           void *context, cotexto_error *error)
{
    xmlTextReaderPtr xml = reader->xml.input.reader;
    bool good = true;
    for (int more = xmlTextReaderMoveToFirstAttribute(xml); good && more == 1;
         more = xmlTextReaderMoveToNextAttribute(xml)) {
        cotexto_text name = keep(reader, reader_text(xmlTextReaderConstName(xml)), error);
        cotexto_text value = keep(reader, reader_text(xmlTextReaderConstValue(xml)), error);
        good =
            name.bytes != NULL && value.bytes != NULL && each(reader, context, name, value, error);
    }
    xmlTextReaderMoveToElement(xml);
    return good;
}

static bool is_lang(cotexto_text name)
{
    return text_equal(name, TEXT("xml:lang")) || text_equal(name, TEXT("lang"));
}

static bool unit_attribute(struct tmx_reader *reader, void *context, cotexto_text name,
                           cotexto_text value, cotexto_error *error)
{
    struct unit *unit = &reader->xml.unit;
    const struct {
        const char *name;
        cotexto_text *field;
        bool date;
    } fields[] = {
        {"tuid", &unit->id, false},
        {"creationdate", &unit->created, true},
        {"creationid", &unit->creator, false},
        {"changedate", &unit->changed, true},
        {"changeid", &unit->changer, false},
    };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        char iso[TMX_DATE_SIZE];
        if (!text_equal(name, cotexto_text_of(fields[i].name)))
            continue;
        if (fields[i].date && tmx_date_to_iso(value, iso))
            value = keep(reader, cotexto_text_of(iso), error);
        *fields[i].field = value;
        return value.bytes != NULL;
    }
    struct property property = {PROPERTY_ATTRIBUTE, name, value, {"", 0}};
    return gathered_add(context, &reader->xml.arena, property, error);
}

/* exchange_language(), remembered; in the unit's arena. NULL after an error. */
static const char *language_of(struct tmx_reader *reader, cotexto_text written,
                               cotexto_error *error)
{
    char tag[COTEXTO_TAG_SIZE];
    const char *kept = NULL;
    for (size_t i = 0; kept == NULL && i < KNOWN_LANGUAGES && i < reader->known_count; i++) {
        if (text_equal(written, cotexto_text_of(reader->known[i].written)))
            kept = arena_string(&reader->xml.arena, reader->known[i].tag);
    }
    if (kept != NULL)
        return kept;
    if (!exchange_language(reader->xml.options, written.bytes, tag, error)) {
        xmlTextReaderMoveToElement(reader->xml.input.reader);
        xml_place(&reader->xml.input, error);
        return NULL;
    }
    if (written.length < COTEXTO_TAG_SIZE) {
        struct known_language *known = &reader->known[reader->known_count++ % KNOWN_LANGUAGES];
        memcpy(known->written, written.bytes, written.length + 1);
        memcpy(known->tag, tag, sizeof tag);
    }
    kept = arena_string(&reader->xml.arena, tag);
    if (kept == NULL)
        error_no_memory(error);
    return kept;
}

struct variant_attributes {
    struct variant *variant;
    struct gathered *properties;
};

static bool variant_attribute(struct tmx_reader *reader, void *context, cotexto_text name,
                              cotexto_text value, cotexto_error *error)
{
    struct variant_attributes *attributes = context;
    if (!is_lang(name))
        return gathered_add(attributes->properties, &reader->xml.arena,
                            (struct property){PROPERTY_ATTRIBUTE, name, value, {"", 0}}, error);
    attributes->variant->lang = language_of(reader, value, error);
    return attributes->variant->lang != NULL;
}

/* The value of an attribute, empty when the element has none. */
static bool attribute(struct tmx_reader *reader, const char *name, cotexto_text *value,
                      cotexto_error *error)
{
    if (!xml_attribute(&reader->xml.input, &reader->xml.arena, name, value, error))
        return false;
    if (value->bytes == NULL)
        *value = TEXT("");
    return true;
}

/* <prop> or <note>, the present element. */
static bool read_property(struct tmx_reader *reader, struct gathered *list, bool of_unit,
                          cotexto_error *error)
{
    struct property property = {.kind = xml_is(&reader->xml.input, "note") ? PROPERTY_NOTE
                                                                           : PROPERTY_PROP};
    property.name = TEXT("");
    if ((property.kind == PROPERTY_PROP && !attribute(reader, "type", &property.name, error)) ||
        !attribute(reader, "xml:lang", &property.lang, error) ||
        (property.lang.length == 0 && !attribute(reader, "lang", &property.lang, error)) ||
        !xml_content(&reader->xml.input, &reader->xml.arena, &property.value, error))
        return false;
    enum field field = of_unit ? tmx_field_of(property.name) : FIELD_NONE;
    if (field != FIELD_NONE && field_set(field, property.value, &reader->xml.unit))
        return true;
    return gathered_add(list, &reader->xml.arena, property, error);
}

/* ----------------------------------------------------------------------------------- segments */

/* One element or end of one inside <seg>. <hi> stands around text of the segment, all others stand
 * for code. */
static bool inline_node(struct tmx_reader *reader, struct inline_text *segment, int type,
                        cotexto_error *error)
{
    struct string tag = {0};
    bool good = true;
    if (type == XML_READER_TYPE_END_ELEMENT)
        inline_end_tag(&reader->xml.input, &tag);
    else if (xml_is(&reader->xml.input, "hi"))
        inline_start_tag(&reader->xml.input, &tag);
    else
        good = inline_outer_xml(&reader->xml.input, &tag, error);
    good = good && string_ok(&tag, error) && inline_add_tag(segment, string_text(&tag), error);
    string_free(&tag);
    return good;
}

static bool read_segment(struct tmx_reader *reader, struct variant *variant, cotexto_error *error)
{
    xmlTextReaderPtr xml = reader->xml.input.reader;
    struct inline_text segment;
    int depth = xmlTextReaderDepth(xml), result = 1;
    bool good = inline_begin(&segment, error);
    bool open = !xmlTextReaderIsEmptyElement(xml);
    while (good && open && (result = xml_next(&reader->xml.input, error)) == 1) {
        int type = xmlTextReaderNodeType(xml);
        if (type == XML_READER_TYPE_END_ELEMENT && xmlTextReaderDepth(xml) == depth)
            open = false;
        else if (xml_is_text(&reader->xml.input))
            good = inline_add_text(&segment, reader_text(xmlTextReaderConstValue(xml)), error);
        else if (type == XML_READER_TYPE_ELEMENT || type == XML_READER_TYPE_END_ELEMENT)
            good = inline_node(reader, &segment, type, error);
    }
    if (good && result < 1)
        good = xml_ended(&reader->xml.input, result, error);
    good = good && inline_finish(&segment, &reader->xml.arena, variant, error);
    inline_free(&segment);
    return good;
}

/* -------------------------------------------------------------------------------------- units */

/* The segments of a unit, in its arena. */
struct segments {
    struct variant *items;
    size_t count, room;
};

/* Makes room for one more, in the language of a <tuv>. */
static struct variant *add_segment(struct tmx_reader *reader, struct segments *segments,
                                   const char *lang, cotexto_error *error)
{
    segments->items = arena_grow(&reader->xml.arena, segments->items, segments->count,
                                 &segments->room, sizeof *segments->items);
    if (segments->items == NULL) {
        error_no_memory(error);
        return NULL;
    }
    struct variant *segment = &segments->items[segments->count++];
    *segment = (struct variant){.lang = lang, .text = TEXT(""), .tags = TEXT("")};
    return segment;
}

/* <tuv>: its <seg>. Where a file has more than one, which the DTD does not allow, each is a segment
 * of its own, so that none is lost; what is said of the <tuv> is said of the first. */
static bool read_variant(struct tmx_reader *reader, struct segments *segments, cotexto_error *error)
{
    struct gathered properties = {0};
    struct variant said = {0}, *segment;
    struct variant_attributes attributes = {&said, &properties};
    size_t first = segments->count;
    int depth = xmlTextReaderDepth(reader->xml.input.reader), child = 0;
    bool empty = xmlTextReaderIsEmptyElement(reader->xml.input.reader) == 1;
    if (!each_attribute(reader, variant_attribute, &attributes, error))
        return false;
    if (said.lang == NULL)
        return xml_error(&reader->xml.input, error, "no-language", _("a <tuv> without xml:lang"));
    while (!empty && (child = xml_next_child(&reader->xml.input, depth, error)) == 1) {
        bool good;
        if (xml_is(&reader->xml.input, "seg"))
            good = (segment = add_segment(reader, segments, said.lang, error)) != NULL &&
                   read_segment(reader, segment, error);
        else if (xml_is(&reader->xml.input, "prop") || xml_is(&reader->xml.input, "note"))
            good = read_property(reader, &properties, false, error);
        else
            good = xml_skip(&reader->xml.input, error);
        if (!good)
            return false;
    }
    if (segments->count > first) {
        segments->items[first].properties = properties.items;
        segments->items[first].property_count = properties.count;
    }
    return child == 0;
}

static bool read_unit(struct xml_reader *base, cotexto_error *error)
{
    struct tmx_reader *reader = (struct tmx_reader *)base;
    struct gathered properties = {0};
    struct segments segments = {0};
    int depth = xmlTextReaderDepth(reader->xml.input.reader), child = 0;
    bool empty = xmlTextReaderIsEmptyElement(reader->xml.input.reader) == 1;
    arena_reset(&reader->xml.arena);
    reader->xml.unit = (struct unit){.confidence = -1};
    if (!each_attribute(reader, unit_attribute, &properties, error))
        return false;
    while (!empty && (child = xml_next_child(&reader->xml.input, depth, error)) == 1) {
        bool good;
        if (xml_is(&reader->xml.input, "tuv"))
            good = read_variant(reader, &segments, error);
        else if (xml_is(&reader->xml.input, "prop") || xml_is(&reader->xml.input, "note"))
            good = read_property(reader, &properties, true, error);
        else
            good = xml_skip(&reader->xml.input, error);
        if (!good)
            return false;
    }
    reader->xml.unit.variants = segments.items;
    reader->xml.unit.variant_count = segments.count;
    reader->xml.unit.properties = properties.items;
    reader->xml.unit.property_count = properties.count;
    return child == 0;
}

struct exchange_reader *tmx_open_reader(const char *path,
                                        const struct exchange_read_options *options,
                                        cotexto_error *error)
{
    static const char *const roots[] = {"tmx", NULL}, *const units[] = {"tu", NULL};
    static const struct xml_kind kind = {roots, units, "not-tmx",
                                         N_("this is XML, but not a TMX file"), read_unit};
    return xml_reader_open(sizeof(struct tmx_reader), &kind, path, options, error);
}
