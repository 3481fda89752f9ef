/* XLIFF 1.2 and 2.1 out: valid against the transitional schema of 1.2 and the core schema of 2.1,
 * and read back to the same units. A unit comes as a pair: source, then target. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>
#include <libxml/parser.h>

#include "base/error.h"
#include "base/message.h"
#include "base/text.h"
#include "exchange/fields.h"
#include "exchange/formats.h"
#include "exchange/xliff.h"
#include "exchange/xml.h"

/* An inline element that a version has, and the attributes it must and may have; names between
 * blanks. What refers to other elements is not here: those may stay behind. */
struct element {
    const char *name, *needed, *allowed;
    bool around; /* text */
};

static const struct element elements_1[] = {
    {"g", "id", " id ctype clone equiv-text ", true},
    {"x", "id", " id ctype clone equiv-text ", false},
    {"bx", "id", " id ctype clone equiv-text ", false},
    {"ex", "id", " id equiv-text ", false},
    {"bpt", "id", " id ctype crc equiv-text ", false},
    {"ept", "id", " id crc equiv-text ", false},
    {"ph", "id", " id ctype crc assoc equiv-text ", false},
    {"it", "pos", " id pos ctype crc equiv-text ", false},
    {"mrk", "mtype", " mtype comment ", true},
};

static const struct element elements_2[] = {
    {"cp", "hex", " hex ", false},
    {"ph", "id", " id canCopy canDelete canReorder equiv disp type ", false},
    {"pc", "id", " id canCopy canDelete canOverlap canReorder type dir ", true},
    {"sc", "id", " id canCopy canDelete canOverlap canReorder equiv disp type dir isolated ",
     false},
    {"ec", "", " id canCopy canDelete canOverlap canReorder equiv disp startRef isolated ", false},
    {"mrk", "id", " id type translate ", true},
    {"sm", "id", " id type translate ", false},
    {"em", "startRef", " startRef ", false},
};

struct xliff_writer {
    struct exchange_writer base;
    FILE *stream;
    bool two; /* 2.1, not 1.2 */
    const struct element *elements;
    size_t element_count;
    const char *source, *target; /* of the file */
    uint64_t number;             /* of the unit */
    struct string out;           /* the unit at hand */
    struct string data;          /* 2.1: its original data */
    size_t datum;                /* number of the last */
};

/* ------------------------------------------------------------------------------ inline elements */

static const struct element *element_named(const struct xliff_writer *writer, const char *name)
{
    for (size_t i = 0; i < writer->element_count; i++) {
        if (strcmp(writer->elements[i].name, name) == 0)
            return &writer->elements[i];
    }
    return NULL;
}

static bool has_attribute(const xmlNode *node, const char *name)
{
    return *name == '\0' || xmlHasProp(node, BAD_CAST name) != NULL;
}

/* An element, and all in it, may stand in a segment of this version. <sub> may hold text of any
 * kind and may need more: such elements are kept as code. */
static bool is_good_node(const struct xliff_writer *writer, const xmlNode *node)
{
    const struct element *element = element_named(writer, (const char *)node->name);
    if (element == NULL || node->ns != NULL || !has_attribute(node, element->needed))
        return false;
    if (strcmp(element->name, "it") == 0 && !has_attribute(node, "id"))
        return false;
    for (const xmlAttr *each = node->properties; each != NULL; each = each->next) {
        if (each->ns != NULL ||
            !text_in_list(cotexto_text_of((const char *)each->name), element->allowed))
            return false;
    }
    for (const xmlNode *child = node->children; child != NULL; child = child->next) {
        if (child->type != XML_TEXT_NODE || writer->two)
            return false;
    }
    return true;
}

static bool is_good(const struct xliff_writer *writer, const char *xml)
{
    xmlDoc *document = xmlReadMemory(xml, (int)strlen(xml), NULL, NULL,
                                     XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    const xmlNode *root = document == NULL ? NULL : xmlDocGetRootElement(document);
    bool good = root != NULL && is_good_node(writer, root);
    xmlFreeDoc(document);
    return good;
}

/* The element that a start or end tag alone is of; NULL: it is no such tag. */
static const struct element *around(const struct xliff_writer *writer, const char *tag, bool end)
{
    char name[16];
    size_t length = strlen(tag), from = end ? 2 : 1;
    if (length < 3 || tag[0] != '<' || (tag[1] == '/') != end || tag[length - 2] == '/')
        return NULL;
    snprintf(name, sizeof name, "%.*s", (int)strcspn(tag + from, " >"), tag + from);
    const struct element *element = element_named(writer, name);
    return element != NULL && element->around ? element : NULL;
}

/* A start tag alone that is good once its end is put behind it. */
static const struct element *good_start(const struct xliff_writer *writer, const char *tag)
{
    const struct element *element = around(writer, tag, false);
    struct string whole = {0};
    if (element == NULL)
        return NULL;
    string_append_format(&whole, "%s</%s>", tag, element->name);
    bool good = !whole.failed && is_good(writer, whole.bytes);
    string_free(&whole);
    return good ? element : NULL;
}

/* Starts and ends nest; else none of them can stand in XML. */
static bool are_nested(const struct xliff_writer *writer, const json_t *tags)
{
    enum { DEEPEST = 64 };
    const struct element *open[DEEPEST];
    size_t depth = 0;
    for (size_t i = 0; i < json_array_size(tags); i++) {
        const char *tag = json_string_value(json_array_get(tags, i));
        if (tag == NULL)
            return false;
        const struct element *start = good_start(writer, tag), *end = around(writer, tag, true);
        if (end != NULL && (depth == 0 || open[--depth] != end))
            return false;
        if (start != NULL && depth == DEEPEST)
            return false;
        if (start != NULL)
            open[depth++] = start;
    }
    return depth == 0;
}

/* A tag that this version has no element for: a placeholder with the tag as its code. */
static void carry_tag(struct xliff_writer *writer, const char *tag, size_t number)
{
    if (!writer->two) {
        string_append_format(&writer->out, "<ph id=\"%s%zu\" ctype=\"%s\">", XLIFF_OWN_ID, number,
                             XLIFF_TAG);
        xml_append_valid(&writer->out, cotexto_text_of(tag));
        string_append_c(&writer->out, "</ph>");
        return;
    }
    writer->datum++;
    string_append_format(&writer->out,
                         "<ph id=\"%s%zu\" type=\"other\" subType=\"%s\" dataRef=\"d%zu\"/>",
                         XLIFF_OWN_ID, number, XLIFF_TAG_2, writer->datum);
    string_append_format(&writer->data, "<data id=\"d%zu\" xml:space=\"preserve\">", writer->datum);
    xml_append_valid(&writer->data, cotexto_text_of(tag));
    string_append_c(&writer->data, "</data>");
}

static void write_tag(struct xliff_writer *writer, const char *tag, bool nested, size_t number)
{
    bool part = around(writer, tag, true) != NULL || good_start(writer, tag) != NULL;
    if (tag[0] == '\0')
        string_append_c(&writer->out, "\xEF\xBF\xBC");
    else if (part ? nested : is_good(writer, tag))
        string_append_c(&writer->out, tag);
    else
        carry_tag(writer, tag, number);
}

static void write_text(struct xliff_writer *writer, const struct variant *variant)
{
    static const char object[] = "\xEF\xBF\xBC";
    json_t *tags = variant->tags.length == 0
                       ? NULL
                       : json_loadb(variant->tags.bytes, variant->tags.length, 0, NULL);
    cotexto_text rest = variant->text;
    bool nested = are_nested(writer, tags);
    for (size_t number = 0; tags != NULL; number++) {
        const char *found = rest.length == 0 ? NULL : memmem(rest.bytes, rest.length, object, 3);
        const char *tag = json_string_value(json_array_get(tags, number));
        if (found == NULL || tag == NULL)
            break;
        xml_append_valid(&writer->out, text_slice(rest, 0, (size_t)(found - rest.bytes)));
        write_tag(writer, tag, nested, number + 1);
        rest = text_slice(rest, (size_t)(found - rest.bytes) + 3, rest.length);
    }
    xml_append_valid(&writer->out, rest);
    json_decref(tags);
}

/* <source> or <target>. In 2.1 its language is always that of the file. */
static void write_side(struct xliff_writer *writer, const char *name, const struct variant *variant,
                       const char *lang)
{
    string_append_format(&writer->out, "<%s", name);
    if (!writer->two && strcmp(lang, variant->lang) != 0)
        string_append_format(&writer->out, " xml:lang=\"%s\"", variant->lang);
    string_append_c(&writer->out, writer->two ? " xml:space=\"preserve\">" : ">");
    write_text(writer, variant);
    string_append_format(&writer->out, "</%s>", name);
}

/* ---------------------------------------------------------------------------- facts, properties */

/* <mda:metaGroup> while it is written: opened with the first fact. */
struct group {
    struct xliff_writer *writer;
    const char *side, *category;
    bool open;
};

static void write_meta(struct group *group, cotexto_text name, cotexto_text lang,
                       cotexto_text value)
{
    struct string *out = &group->writer->out;
    if (!group->open)
        string_append_format(out, "<mda:metaGroup category=\"%s%s\">", group->side,
                             group->category);
    group->open = true;
    string_append_c(out, "<mda:meta type=\"");
    xml_append_valid(out, name);
    if (lang.length > 0) {
        string_append_c(out, "\" xml:lang=\"");
        xml_append_valid(out, lang);
    }
    string_append_c(out, "\">");
    xml_append_valid(out, value);
    string_append_c(out, "</mda:meta>");
}

static void end_group(struct group *group)
{
    if (group->open)
        string_append_c(&group->writer->out, "</mda:metaGroup>");
}

static void write_kind(struct xliff_writer *writer, const char *side, const char *category,
                       enum property_kind kind, const struct property *list, size_t count)
{
    struct group group = {writer, side, category, false};
    for (size_t i = 0; i < count; i++) {
        if (list[i].kind == kind)
            write_meta(&group, list[i].name, list[i].lang, list[i].value);
    }
    end_group(&group);
}

static void write_segment_properties(struct xliff_writer *writer, const char *side,
                                     const struct variant *variant)
{
    write_kind(writer, side, XLIFF_PROPERTY, PROPERTY_PROP, variant->properties,
               variant->property_count);
    write_kind(writer, side, XLIFF_ATTRIBUTE, PROPERTY_ATTRIBUTE, variant->properties,
               variant->property_count);
    write_kind(writer, side, XLIFF_NOTE, PROPERTY_NOTE, variant->properties,
               variant->property_count);
}

static void write_facts(struct xliff_writer *writer, const struct unit *unit)
{
    struct group group = {writer, "", XLIFF_UNIT, false};
    struct unit copy = *unit;
    for (size_t i = 0; i < XLIFF_FACTS; i++) {
        cotexto_text fact = *xliff_fact(&copy, i);
        if (fact.length > 0)
            write_meta(&group, cotexto_text_of(xliff_fact_names[i]), TEXT(""), fact);
    }
    for (enum field field = FIELD_DOCUMENT; field < FIELD_REVIEWED; field++) {
        struct string value = {0};
        field_append(field, unit, &value);
        if (value.length > 0)
            write_meta(&group, cotexto_text_of(field_name(field)), TEXT(""), string_text(&value));
        writer->out.failed |= value.failed;
        string_free(&value);
    }
    end_group(&group);
}

/* Metadata, an empty element of which would not be valid. */
static void write_metadata(struct xliff_writer *writer, const struct unit *unit)
{
    static const char start[] = "\n      <mda:metadata>";
    size_t before = writer->out.length;
    string_append_c(&writer->out, start);
    write_facts(writer, unit);
    write_kind(writer, "", XLIFF_PROPERTY, PROPERTY_PROP, unit->properties, unit->property_count);
    write_kind(writer, "", XLIFF_ATTRIBUTE, PROPERTY_ATTRIBUTE, unit->properties,
               unit->property_count);
    write_segment_properties(writer, XLIFF_SOURCE, &unit->variants[0]);
    write_segment_properties(writer, XLIFF_TARGET, &unit->variants[1]);
    if (writer->out.failed || writer->out.length > before + sizeof start - 1)
        string_append_c(&writer->out, "</mda:metadata>");
    else
        writer->out.length = before;
}

static void write_notes(struct xliff_writer *writer, const struct unit *unit)
{
    bool any = false;
    for (size_t i = 0; i < unit->property_count; i++) {
        const struct property *note = &unit->properties[i];
        if (note->kind != PROPERTY_NOTE)
            continue;
        if (!any && writer->two)
            string_append_c(&writer->out, "\n      <notes>");
        any = true;
        string_append_c(&writer->out, writer->two ? "<note" : "\n      <note");
        if (note->lang.length > 0) {
            string_append_c(&writer->out, " xml:lang=\"");
            xml_append_valid(&writer->out, note->lang);
            string_append_char(&writer->out, '"');
        }
        string_append_char(&writer->out, '>');
        xml_append_valid(&writer->out, note->value);
        string_append_c(&writer->out, "</note>");
    }
    if (any && writer->two)
        string_append_c(&writer->out, "</notes>");
}

/* ---------------------------------------------------------------------------------------- units */

/* The start tag up to where more attributes go. */
static void append_start(struct xliff_writer *writer, const char *element, const char *own_id,
                         const struct unit *unit)
{
    string_append_format(&writer->out, "\n    <%s id=\"%s%llu\"", element, XLIFF_OWN_ID,
                         (unsigned long long)writer->number);
    if (unit->id.length == 0)
        return;
    string_append_format(&writer->out, " %s=\"", own_id);
    xml_append_valid(&writer->out, unit->id);
    string_append_char(&writer->out, '"');
}

static void append_unit_1(struct xliff_writer *writer, const struct unit *unit)
{
    append_start(writer, "trans-unit", "resname", unit);
    string_append_c(&writer->out, unit->reviewed ? " approved=\"yes\"" : "");
    string_append_c(&writer->out, " xml:space=\"preserve\">\n      ");
    write_side(writer, "source", &unit->variants[0], writer->source);
    string_append_c(&writer->out, "\n      ");
    write_side(writer, "target", &unit->variants[1], writer->target);
    write_notes(writer, unit);
    write_metadata(writer, unit);
    string_append_c(&writer->out, "\n    </trans-unit>");
}

/* Original data stands before the texts that it is of: they are written aside first. */
static void append_unit_2(struct xliff_writer *writer, const struct unit *unit)
{
    struct string head = {0};
    string_append_format(&writer->out, "\n      <segment state=\"%s\">",
                         unit->reviewed ? "reviewed" : "translated");
    write_side(writer, "source", &unit->variants[0], writer->source);
    write_side(writer, "target", &unit->variants[1], writer->target);
    string_append_c(&writer->out, "</segment>\n    </unit>");
    struct string segment = writer->out;
    writer->out = head;
    append_start(writer, "unit", "name", unit);
    string_append_char(&writer->out, '>');
    write_metadata(writer, unit);
    write_notes(writer, unit);
    if (writer->data.length > 0) {
        string_append_c(&writer->out, "\n      <originalData>");
        string_append_text(&writer->out, string_text(&writer->data));
        string_append_c(&writer->out, "</originalData>");
    }
    string_append_text(&writer->out, string_text(&segment));
    writer->out.failed |= segment.failed || writer->data.failed;
    string_free(&segment);
}

static bool flush(struct xliff_writer *writer, cotexto_error *error)
{
    if (!string_ok(&writer->out, error))
        return false;
    fwrite(writer->out.bytes, 1, writer->out.length, writer->stream);
    string_reset(&writer->out);
    return !ferror(writer->stream) || error_system(error, NULL, errno, _("can't be written"));
}

static bool put(struct exchange_writer *base, const struct unit *unit, cotexto_error *error)
{
    struct xliff_writer *writer = (struct xliff_writer *)base;
    writer->number++;
    string_reset(&writer->data);
    writer->datum = 0;
    if (writer->two)
        append_unit_2(writer, unit);
    else
        append_unit_1(writer, unit);
    return flush(writer, error);
}

static bool finish(struct exchange_writer *base, cotexto_error *error)
{
    struct xliff_writer *writer = (struct xliff_writer *)base;
    string_append_c(&writer->out,
                    writer->two ? "\n  </file>\n</xliff>\n" : "\n  </body></file>\n</xliff>\n");
    return flush(writer, error) &&
           (fflush(writer->stream) == 0 || error_system(error, NULL, errno, _("can't be written")));
}

static void close_writer(struct exchange_writer *base)
{
    struct xliff_writer *writer = (struct xliff_writer *)base;
    string_free(&writer->out);
    string_free(&writer->data);
    free(writer);
}

static void append_head(struct xliff_writer *writer)
{
    static const char head[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xliff version=\"%s\" "
                               "xmlns=\"urn:oasis:names:tc:xliff:document:%s\" "
                               "xmlns:mda=\"" XLIFF_META_SPACE "\"";
    string_append_format(&writer->out, head, writer->two ? "2.1" : "1.2",
                         writer->two ? "2.0" : "1.2");
    if (writer->two)
        string_append_format(&writer->out, " srcLang=\"%s\" trgLang=\"%s\">\n  <file id=\"f1\">",
                             writer->source, writer->target);
    else
        string_append_format(
            &writer->out,
            ">\n  <file original=\"cotexto\" source-language=\"%s\" target-language=\"%s\" "
            "datatype=\"plaintext\"><header><tool tool-id=\"cotexto\" tool-name=\"cotexto\" "
            "tool-version=\"%s\"/></header><body>",
            writer->source, writer->target, cotexto_version());
}

static struct exchange_writer *open_writer(FILE *stream,
                                           const struct exchange_write_options *options, bool two,
                                           cotexto_error *error)
{
    struct xliff_writer *writer = calloc(1, sizeof *writer);
    if (writer == NULL) {
        error_no_memory(error);
        return NULL;
    }
    *writer = (struct xliff_writer){
        .base = {put, finish, close_writer},
        .stream = stream,
        .two = two,
        .elements = two ? elements_2 : elements_1,
        .element_count =
            two ? sizeof elements_2 / sizeof *elements_2 : sizeof elements_1 / sizeof *elements_1,
        .source = options->languages[0],
        .target = options->languages[1],
    };
    append_head(writer);
    if (flush(writer, error))
        return &writer->base;
    close_writer(&writer->base);
    return NULL;
}

struct exchange_writer *xliff_open_writer(FILE *stream,
                                          const struct exchange_write_options *options,
                                          cotexto_error *error)
{
    return open_writer(stream, options, false, error);
}

struct exchange_writer *xliff2_open_writer(FILE *stream,
                                           const struct exchange_write_options *options,
                                           cotexto_error *error)
{
    return open_writer(stream, options, true, error);
}
