/* TMX 1.4b out, level 2, valid against tmx14.dtd. The same units give the same bytes: the header
 * has no date. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>
#include <libxml/parser.h>
#include <libxml/xmlwriter.h>
#include <unicode/utf8.h>

#include "base/error.h"
#include "base/message.h"
#include "base/text.h"
#include "exchange/fields.h"
#include "exchange/formats.h"
#include "exchange/tmx.h"
#include "exchange/xml.h"

struct tmx_writer {
    struct exchange_writer base;
    FILE *stream;
    xmlTextWriterPtr xml;
    const struct exchange_profile *profile; /* may be NULL */
    bool failed;                            /* a call of libxml2 did */
};

/* The attributes that the DTD knows; others have no place in a valid file and are written as
 * properties. */
static const char *const unit_attributes[] = {
    "o-encoding",          "datatype", "usagecount", "lastusagedate", "creationtool",
    "creationtoolversion", "segtype",  "o-tmf",      "srclang"};
static const char *const variant_attributes[] = {
    "o-encoding",    "datatype",     "usagecount",
    "lastusagedate", "creationtool", "creationtoolversion",
    "creationdate",  "creationid",   "changedate",
    "o-tmf",         "changeid"};
/* The DTD's inline elements: the attributes that it knows, the one that it wants (NULL: none), and
 * the elements inside. XLIFF has others of the same names. */
#define IN_SEGMENT " bpt ept ph it hi ut "
static const struct {
    const char *name, *attributes, *wanted, *inside;
} inline_elements[] = {
    {"bpt", " i x type ", "i", " sub "},          {"ept", " i ", "i", " sub "},
    {"ph", " x assoc type ", NULL, " sub "},      {"it", " pos x type ", "pos", " sub "},
    {"hi", " x type ", NULL, IN_SEGMENT},         {"ut", " x ", NULL, " sub "},
    {"sub", " datatype type ", NULL, IN_SEGMENT},
};
enum { INLINE_ELEMENTS = sizeof inline_elements / sizeof *inline_elements };

/* ------------------------------------------------------------------------------- small pieces */

/* XML 1.0 has no place for most controls, nor for bytes that are no UTF-8, which a damaged memory
 * may give: they are replaced. */
static void append_valid(struct string *out, cotexto_text text)
{
    for (size_t i = 0; i < text.length;) {
        size_t start = i;
        UChar32 c;
        U8_NEXT_OR_FFFD(text.bytes, i, text.length, c);
        bool control = c < 0x20 && c != '\t' && c != '\n' && c != '\r';
        if (control || c == 0xFFFD || c == 0xFFFE || c == 0xFFFF)
            string_append_code_point(out, 0xFFFD);
        else
            string_append(out, text.bytes + start, i - start);
    }
}

static void raw(struct tmx_writer *writer, const char *text)
{
    writer->failed |= xmlTextWriterWriteRaw(writer->xml, BAD_CAST text) < 0;
}

static void start(struct tmx_writer *writer, const char *name, const char *indent)
{
    raw(writer, indent);
    writer->failed |= xmlTextWriterStartElement(writer->xml, BAD_CAST name) < 0;
}

static void end(struct tmx_writer *writer)
{
    writer->failed |= xmlTextWriterEndElement(writer->xml) < 0;
}

static void attribute(struct tmx_writer *writer, const char *name, cotexto_text value)
{
    struct string valid = {0};
    if (value.length == 0)
        return;
    append_valid(&valid, value);
    writer->failed |= valid.failed || xmlTextWriterWriteAttribute(writer->xml, BAD_CAST name,
                                                                  BAD_CAST string_c(&valid)) < 0;
    string_free(&valid);
}

static void content(struct tmx_writer *writer, cotexto_text text)
{
    struct string valid = {0};
    append_valid(&valid, text);
    writer->failed |=
        valid.failed || xmlTextWriterWriteString(writer->xml, BAD_CAST string_c(&valid)) < 0;
    string_free(&valid);
}

static void date(struct tmx_writer *writer, const char *name, cotexto_text iso)
{
    char basic[TMX_DATE_SIZE];
    attribute(writer, name, tmx_date_from_iso(iso, basic) ? cotexto_text_of(basic) : iso);
}

static bool one_of(cotexto_text name, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (text_equal(name, cotexto_text_of(names[i])))
            return true;
    }
    return false;
}

/* --------------------------------------------------------------------------------- properties */

static void write_property(struct tmx_writer *writer, const char *element, cotexto_text type,
                           cotexto_text lang, cotexto_text value, const char *indent)
{
    start(writer, element, indent);
    if (strcmp(element, "prop") == 0) /* the DTD wants it, even empty */
        writer->failed |= xmlTextWriterStartAttribute(writer->xml, BAD_CAST "type") < 0,
            content(writer, type), writer->failed |= xmlTextWriterEndAttribute(writer->xml) < 0;
    attribute(writer, "xml:lang", lang);
    content(writer, value);
    end(writer);
}

static void write_attributes(struct tmx_writer *writer, const struct property *properties,
                             size_t count, const char *const *known, size_t known_count)
{
    for (size_t i = 0; i < count; i++) {
        const struct property *property = &properties[i];
        if (property->kind == PROPERTY_ATTRIBUTE && one_of(property->name, known, known_count))
            attribute(writer, property->name.bytes, property->value);
    }
}

static void write_elements(struct tmx_writer *writer, const struct property *properties,
                           size_t count, const char *const *known, size_t known_count,
                           const char *indent)
{
    for (size_t i = 0; i < count; i++) {
        const struct property *property = &properties[i];
        if (property->kind == PROPERTY_NOTE)
            write_property(writer, "note", TEXT(""), property->lang, property->value, indent);
        else if (property->kind == PROPERTY_PROP || !one_of(property->name, known, known_count))
            write_property(writer, "prop", property->name, property->lang, property->value, indent);
    }
}

/* ----------------------------------------------------------------------------------- segments */

static bool attribute_fits(const xmlAttr *attribute, const char *known)
{
    cotexto_text name = cotexto_text_of((const char *)attribute->name);
    const char *value =
        attribute->children == NULL ? "" : (const char *)attribute->children->content;
    return attribute->ns == NULL && text_in_list(name, known) &&
           (!text_equal(name, TEXT("pos")) || text_in_list(cotexto_text_of(value), " begin end "));
}

/* Whether the DTD allows the element and all that is in it; `within` lists the elements that may
 * stand where it does. libxml2 has bounded the depth. */
static bool element_fits(const xmlNode *node, const char *within)
{
    cotexto_text name = cotexto_text_of((const char *)node->name);
    size_t number = 0;
    while (number < INLINE_ELEMENTS &&
           !text_equal(name, cotexto_text_of(inline_elements[number].name)))
        number++;
    if (number == INLINE_ELEMENTS || !text_in_list(name, within) || node->nsDef != NULL)
        return false;
    const char *wanted = inline_elements[number].wanted;
    if (wanted != NULL && xmlHasProp(node, BAD_CAST wanted) == NULL)
        return false;
    for (const xmlAttr *attribute = node->properties; attribute != NULL;
         attribute = attribute->next) {
        if (!attribute_fits(attribute, inline_elements[number].attributes))
            return false;
    }
    for (const xmlNode *child = node->children; child != NULL; child = child->next) {
        if (child->type == XML_ELEMENT_NODE && !element_fits(child, inline_elements[number].inside))
            return false;
    }
    return true;
}

/* Whether text is well-formed XML with an inline element that may stand in a segment as its root.
 */
static bool is_inline(const char *text)
{
    xmlDoc *document = xmlReadMemory(text, (int)strlen(text), NULL, NULL,
                                     XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    const xmlNode *root = document == NULL ? NULL : xmlDocGetRootElement(document);
    bool good = root != NULL && element_fits(root, IN_SEGMENT);
    xmlFreeDoc(document);
    return good;
}

/* "<hi type="b">": the start of an element around text. */
static bool is_start(const char *tag)
{
    struct string whole = {0};
    size_t length = strlen(tag);
    string_append_c(&whole, tag);
    string_append_c(&whole, "</hi>");
    bool good = strncmp(tag, "<hi", 3) == 0 && length > 3 && tag[length - 2] != '/' &&
                !whole.failed && is_inline(whole.bytes);
    string_free(&whole);
    return good;
}

/* Starts and ends of <hi> in a segment match; else none of them can stand in XML. */
static bool are_balanced(const json_t *tags)
{
    size_t open = 0;
    for (size_t i = 0; i < json_array_size(tags); i++) {
        const char *tag = json_string_value(json_array_get(tags, i));
        if (tag == NULL)
            return false;
        if (strcmp(tag, "</hi>") == 0 && open-- == 0)
            return false;
        open += is_start(tag);
    }
    return open == 0;
}

/* Tags come from files of all kinds: what is not good TMX by itself is kept as code. */
static void write_tag(struct tmx_writer *writer, const char *tag, bool balanced)
{
    bool around = strcmp(tag, "</hi>") == 0 || is_start(tag);
    if (tag[0] == '\0') {
        content(writer, TEXT("\xEF\xBF\xBC"));
    } else if (around ? balanced : is_inline(tag)) {
        raw(writer, tag);
    } else {
        start(writer, "ph", "");
        content(writer, cotexto_text_of(tag));
        end(writer);
    }
}

static void write_segment(struct tmx_writer *writer, const struct variant *variant)
{
    static const char object[] = "\xEF\xBF\xBC";
    json_t *tags = variant->tags.length == 0
                       ? NULL
                       : json_loadb(variant->tags.bytes, variant->tags.length, 0, NULL);
    cotexto_text rest = variant->text;
    bool balanced = are_balanced(tags);
    start(writer, "seg", "");
    for (size_t number = 0; tags != NULL; number++) {
        const char *found = rest.length == 0 ? NULL : memmem(rest.bytes, rest.length, object, 3);
        const char *tag = json_string_value(json_array_get(tags, number));
        if (found == NULL || tag == NULL)
            break;
        content(writer, text_slice(rest, 0, (size_t)(found - rest.bytes)));
        write_tag(writer, tag, balanced);
        rest = text_slice(rest, (size_t)(found - rest.bytes) + 3, rest.length);
    }
    content(writer, rest);
    end(writer);
    json_decref(tags);
}

/* The text without inline elements. */
static void write_untagged(struct tmx_writer *writer, const struct variant *variant)
{
    static const char object[] = "\xEF\xBF\xBC";
    cotexto_text rest = variant->text;
    const char *found;
    start(writer, "seg", "");
    while (rest.length > 0 && (found = memmem(rest.bytes, rest.length, object, 3)) != NULL) {
        content(writer, text_slice(rest, 0, (size_t)(found - rest.bytes)));
        rest = text_slice(rest, (size_t)(found - rest.bytes) + 3, rest.length);
    }
    content(writer, rest);
    end(writer);
}

static void write_variant(struct tmx_writer *writer, const struct variant *variant)
{
    enum { KNOWN = sizeof variant_attributes / sizeof *variant_attributes };
    char lang[COTEXTO_TAG_SIZE];
    exchange_profile_language(writer->profile, variant->lang, lang);
    start(writer, "tuv", "\n      ");
    attribute(writer, "xml:lang", cotexto_text_of(lang));
    if (writer->profile == NULL || !writer->profile->bare) {
        write_attributes(writer, variant->properties, variant->property_count, variant_attributes,
                         KNOWN);
        write_elements(writer, variant->properties, variant->property_count, variant_attributes,
                       KNOWN, "");
    }
    if (writer->profile != NULL && writer->profile->untagged)
        write_untagged(writer, variant);
    else
        write_segment(writer, variant);
    end(writer);
}

/* -------------------------------------------------------------------------------------- units */

static void write_fields(struct tmx_writer *writer, const struct unit *unit)
{
    for (enum field field = FIELD_DOCUMENT; field < FIELD_COUNT; field++) {
        struct string value = {0};
        field_append(field, unit, &value);
        writer->failed |= value.failed;
        if (value.length > 0)
            write_property(writer, "prop", cotexto_text_of(tmx_property_of(field)), TEXT(""),
                           string_text(&value), "\n      ");
        string_free(&value);
    }
}

static bool check(const struct tmx_writer *writer, cotexto_error *error)
{
    if (!writer->failed && !ferror(writer->stream))
        return true;
    error_set(error, COTEXTO_IO, "input-output", "%s", _("can't be written"));
    return false;
}

/* All that a <tu> says besides its segments. */
static void write_facts(struct tmx_writer *writer, const struct unit *unit)
{
    enum { KNOWN = sizeof unit_attributes / sizeof *unit_attributes };
    attribute(writer, "tuid", unit->id);
    date(writer, "creationdate", unit->created);
    attribute(writer, "creationid", unit->creator);
    date(writer, "changedate", unit->changed);
    attribute(writer, "changeid", unit->changer);
    write_attributes(writer, unit->properties, unit->property_count, unit_attributes, KNOWN);
    write_fields(writer, unit);
    write_elements(writer, unit->properties, unit->property_count, unit_attributes, KNOWN,
                   "\n      ");
}

static bool put(struct exchange_writer *base, const struct unit *unit, cotexto_error *error)
{
    struct tmx_writer *writer = (struct tmx_writer *)base;
    start(writer, "tu", "\n    ");
    if (writer->profile == NULL || !writer->profile->bare)
        write_facts(writer, unit);
    for (size_t i = 0; i < unit->variant_count; i++)
        write_variant(writer, &unit->variants[i]);
    raw(writer, "\n    ");
    end(writer);
    return check(writer, error);
}

static void write_header(struct tmx_writer *writer, const char *source_lang)
{
    raw(writer,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n");
    start(writer, "tmx", "");
    attribute(writer, "version", TEXT("1.4"));
    start(writer, "header", "\n  ");
    attribute(writer, "creationtool", TEXT("cotexto"));
    attribute(writer, "creationtoolversion", cotexto_text_of(cotexto_version()));
    attribute(writer, "segtype", TEXT("sentence"));
    attribute(writer, "o-tmf", TEXT("cotexto"));
    attribute(writer, "adminlang", TEXT("en"));
    char lang[COTEXTO_TAG_SIZE] = "*all*";
    if (source_lang != NULL)
        exchange_profile_language(writer->profile, source_lang, lang);
    attribute(writer, "srclang", cotexto_text_of(lang));
    attribute(writer, "datatype", TEXT("plaintext"));
    end(writer);
    start(writer, "body", "\n  ");
}

static bool finish(struct exchange_writer *base, cotexto_error *error)
{
    struct tmx_writer *writer = (struct tmx_writer *)base;
    raw(writer, "\n  ");
    end(writer);
    raw(writer, "\n");
    end(writer);
    raw(writer, "\n");
    writer->failed |= xmlTextWriterFlush(writer->xml) < 0 || fflush(writer->stream) != 0;
    return check(writer, error);
}

static void close_writer(struct exchange_writer *base)
{
    struct tmx_writer *writer = (struct tmx_writer *)base;
    xmlFreeTextWriter(writer->xml);
    free(writer);
}

/* libxml2 would print what goes wrong by itself: it is only remembered here, in the stream's error.
 */
static int write_bytes(void *context, const char *bytes, int length)
{
    fwrite(bytes, 1, (size_t)length, context);
    return length;
}

struct exchange_writer *tmx_open_writer(FILE *stream, const struct exchange_write_options *options,
                                        cotexto_error *error)
{
    struct tmx_writer *writer = calloc(1, sizeof *writer);
    xmlOutputBufferPtr buffer =
        writer == NULL ? NULL : xmlOutputBufferCreateIO(write_bytes, NULL, stream, NULL);
    if (buffer != NULL)
        writer->xml = xmlNewTextWriter(buffer);
    if (buffer == NULL || writer->xml == NULL) {
        if (buffer != NULL)
            xmlOutputBufferClose(buffer);
        free(writer);
        error_no_memory(error);
        return NULL;
    }
    writer->base = (struct exchange_writer){put, finish, close_writer};
    writer->stream = stream;
    writer->profile = options->profile;
    write_header(writer, options->source_lang);
    return &writer->base;
}
