/* TBX in: version 2 (ISO 30042:2008, <martif>, of it TBX-Basic and the default dialect) and version
 * 3 (ISO 30042:2019, <tbx>), in the style DCA, where a data category is the attribute `type`, or
 * DCT, where it is an element of another namespace. What is well-formed is read, also where no
 * schema allows it; tbx.h says what becomes of it. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/message.h"
#include "base/text.h"
#include "exchange/formats.h"
#include "exchange/gathered.h"
#include "exchange/tbx.h"
#include "exchange/xml_reader.h"
#include "text/decode.h"
#include "text/unicode.h"

/* A term while its element is open. */
struct term {
    struct variant variant;
    struct gathered properties;
};

struct tbx_reader {
    struct xml_reader xml; /* a unit is an entry */
    struct term *terms;
    size_t term_count, term_room, first; /* first: of the present language */
    struct gathered of_entry, of_language;
    const char *lang;                           /* of the present language; NULL: outside of one */
    int lang_depth, term_depth;                 /* of the open elements; -1: none */
    enum { OTHER, ORIGIN, CHANGE } transaction; /* what the present <transacGrp> tells of */
};

int tbx_bid(const unsigned char *head, size_t length)
{
    int old = xml_bid(head, length, "martif");
    return old > 0 ? old : xml_bid(head, length, "tbx");
}

/* ------------------------------------------------------------------------------------ helpers */

/* The text as terms have theirs: in NFC, without line breaks and what indents it. */
static bool tidy(struct tbx_reader *reader, cotexto_text text, cotexto_text *out,
                 cotexto_error *error)
{
    struct string joined = {0};
    text = text_trim(text);
    for (size_t i = 0; i < text.length; i++) {
        bool blank = strchr(" \t\r\n", text.bytes[i]) != NULL && text.bytes[i] != '\0';
        if (!blank)
            string_append_char(&joined, text.bytes[i]);
        else if (joined.length > 0 && joined.bytes[joined.length - 1] != ' ')
            string_append_char(&joined, ' ');
    }
    bool good = string_ok(&joined, error) &&
                text_to_nfc(string_text(&joined), &reader->xml.arena, out, error);
    if (good) {
        *out = arena_text(&reader->xml.arena, *out);
        good = out->bytes != NULL || error_no_memory(error);
    }
    string_free(&joined);
    return good;
}

/* All text in the present element, tidied. */
static bool content(struct tbx_reader *reader, cotexto_text *out, cotexto_error *error)
{
    cotexto_text text;
    return xml_content(&reader->xml.input, &reader->xml.arena, &text, error) &&
           tidy(reader, text, out, error);
}

/* Whose the present element is. */
static struct gathered *owner(struct tbx_reader *reader)
{
    if (reader->term_depth >= 0)
        return &reader->terms[reader->term_count - 1].properties;
    return reader->lang != NULL ? &reader->of_language : &reader->of_entry;
}

/* --------------------------------------------------------------------------- data categories */

/* Who made or changed the entry, and when, are fields of the unit. */
static void take_transaction(struct tbx_reader *reader, cotexto_text name, cotexto_text value)
{
    struct unit *unit = &reader->xml.unit;
    if (text_equal(name, TEXT("transactionType")))
        reader->transaction = text_equal(value, TEXT("origination"))    ? ORIGIN
                              : text_equal(value, TEXT("modification")) ? CHANGE
                                                                        : OTHER;
    if (reader->lang != NULL || reader->transaction == OTHER)
        return;
    bool origin = reader->transaction == ORIGIN;
    if (text_equal(name, TEXT("date")))
        *(origin ? &unit->created : &unit->changed) = value;
    if (text_equal(name, TEXT("responsibility")))
        *(origin ? &unit->creator : &unit->changer) = value;
}

static bool is_transaction(cotexto_text name)
{
    return text_equal(name, TEXT("transactionType")) || text_equal(name, TEXT("date")) ||
           text_equal(name, TEXT("responsibility"));
}

/* An element that says something: <descrip type="definition">, <note>, <basic:partOfSpeech>. */
static bool read_fact(struct tbx_reader *reader, cotexto_error *error)
{
    struct xml_input *input = &reader->xml.input;
    struct property property = {.kind = xml_is(input, "note") ? PROPERTY_NOTE : PROPERTY_PROP,
                                .name = {0},
                                .lang = {"", 0}};
    cotexto_text target;
    if (!xml_attribute(input, &reader->xml.arena, "type", &property.name, error) ||
        !xml_attribute(input, &reader->xml.arena, "target", &target, error))
        return false;
    if (property.kind == PROPERTY_NOTE)
        property.name = TEXT("");
    else if (property.name.bytes == NULL)
        property.name =
            arena_text(&reader->xml.arena,
                       cotexto_text_of((const char *)xmlTextReaderConstLocalName(input->reader)));
    if (property.name.bytes == NULL)
        return error_no_memory(error);
    if (!content(reader, &property.value, error))
        return false;
    if (is_transaction(property.name)) {
        take_transaction(reader, property.name, property.value);
        return true;
    }
    if (property.value.length == 0 && target.length > 0)
        property.value = target;
    return property.value.length == 0 ||
           gathered_add(owner(reader), &reader->xml.arena, property, error);
}

/* ------------------------------------------------------------------------------------ entries */

/* Moves the terms of the present language that are there already, of another section of it, behind
 * all others: the language has one order of terms, whatever number of sections. */
static void gather_language(struct tbx_reader *reader)
{
    size_t own = 0;
    for (size_t i = 0; i + own < reader->term_count;) {
        struct term term = reader->terms[i];
        if (strcmp(term.variant.lang, reader->lang) != 0) {
            i++;
            continue;
        }
        memmove(&reader->terms[i], &reader->terms[i + 1],
                (reader->term_count - i - 1) * sizeof term);
        reader->terms[reader->term_count - 1] = term;
        own++;
    }
    reader->first = reader->term_count - own;
}

static bool begin_language(struct tbx_reader *reader, cotexto_error *error)
{
    cotexto_text written;
    char tag[COTEXTO_TAG_SIZE];
    if (!xml_attribute(&reader->xml.input, &reader->xml.arena, "xml:lang", &written, error) ||
        (written.bytes == NULL &&
         !xml_attribute(&reader->xml.input, &reader->xml.arena, "lang", &written, error)))
        return false;
    if (written.bytes == NULL)
        return xml_error(&reader->xml.input, error, "no-language",
                         _("a language section without xml:lang"));
    if (!exchange_language(reader->xml.options, written.bytes, tag, error))
        return xml_place(&reader->xml.input, error);
    reader->lang = arena_string(&reader->xml.arena, tag);
    if (reader->lang == NULL)
        return error_no_memory(error);
    reader->of_language = (struct gathered){0};
    reader->lang_depth = xmlTextReaderDepth(reader->xml.input.reader);
    gather_language(reader);
    return true;
}

static bool begin_term(struct tbx_reader *reader, cotexto_error *error)
{
    reader->terms = arena_grow(&reader->xml.arena, reader->terms, reader->term_count,
                               &reader->term_room, sizeof *reader->terms);
    if (reader->terms == NULL)
        return error_no_memory(error);
    reader->terms[reader->term_count++] =
        (struct term){.variant = {.lang = reader->lang, .text = TEXT(""), .tags = TEXT("")}};
    reader->term_depth = xmlTextReaderDepth(reader->xml.input.reader);
    return true;
}

static void end_term(struct tbx_reader *reader)
{
    struct term *term = &reader->terms[reader->term_count - 1];
    term->variant.properties = term->properties.items;
    term->variant.property_count = term->properties.count;
    reader->term_depth = -1;
    reader->term_count -= term->variant.text.length == 0; /* a section without a term */
}

/* The terms of the language in the order of their status; what is said of the language is said of
 * the first. */
static bool end_language(struct tbx_reader *reader, cotexto_error *error)
{
    for (size_t i = reader->first + 1; i < reader->term_count; i++) {
        struct term term = reader->terms[i];
        size_t k = i;
        for (; k > reader->first &&
               term_status(&reader->terms[k - 1].variant) > term_status(&term.variant);
             k--)
            reader->terms[k] = reader->terms[k - 1];
        reader->terms[k] = term;
    }
    bool any = reader->first < reader->term_count;
    for (size_t i = 0; any && i < reader->of_language.count; i++) {
        struct term *first = &reader->terms[reader->first];
        if (!gathered_add(&first->properties, &reader->xml.arena, reader->of_language.items[i],
                          error))
            return false;
        first->variant.properties = first->properties.items;
        first->variant.property_count = first->properties.count;
    }
    reader->lang = NULL;
    reader->lang_depth = -1;
    return true;
}

/* What begins in an entry. */
static bool begin_element(struct tbx_reader *reader, cotexto_error *error)
{
    static const char *const languages[] = {"langSet", "langSec", NULL};
    static const char *const terms[] = {"tig", "ntig", "termSec", NULL};
    static const char *const facts[] = {"descrip",     "admin",     "termNote", "note",
                                        "descripNote", "adminNote", "transac",  "transacNote",
                                        "date",        "ref",       "xref",     NULL};
    static const char *const groups[] = {"descripGrp", "adminGrp",   "termNoteGrp",
                                         "termGrp",    "transacGrp", NULL};
    struct xml_input *input = &reader->xml.input;
    bool empty = xmlTextReaderIsEmptyElement(input->reader) == 1;
    if (!xml_is_own(input))
        return read_fact(reader, error);
    if (xml_is_any(input, languages))
        return reader->lang != NULL || empty ? xml_skip(input, error)
                                             : begin_language(reader, error);
    if (xml_is_any(input, terms))
        return reader->lang == NULL || reader->term_depth >= 0 || empty ? xml_skip(input, error)
                                                                        : begin_term(reader, error);
    if (xml_is(input, "term") && reader->term_depth >= 0)
        return content(reader, &reader->terms[reader->term_count - 1].variant.text, error);
    if (xml_is_any(input, facts))
        return read_fact(reader, error);
    if (xml_is(input, "transacGrp"))
        reader->transaction = OTHER;
    return xml_is_any(input, groups) || xml_skip(input, error); /* what is in a group comes next */
}

static bool end_element(struct tbx_reader *reader, cotexto_error *error)
{
    int depth = xmlTextReaderDepth(reader->xml.input.reader);
    if (depth == reader->term_depth)
        end_term(reader);
    else if (depth == reader->lang_depth)
        return end_language(reader, error);
    return true;
}

static bool give_entry(struct tbx_reader *reader, cotexto_error *error)
{
    struct variant *variants =
        arena_array(&reader->xml.arena, reader->term_count, sizeof *variants);
    if (variants == NULL)
        return error_no_memory(error);
    for (size_t i = 0; i < reader->term_count; i++)
        variants[i] = reader->terms[i].variant;
    reader->xml.unit.variants = variants;
    reader->xml.unit.variant_count = reader->term_count;
    reader->xml.unit.properties = reader->of_entry.items;
    reader->xml.unit.property_count = reader->of_entry.count;
    return true;
}

static bool begin_entry(struct tbx_reader *reader, cotexto_error *error)
{
    arena_reset(&reader->xml.arena);
    reader->xml.unit = (struct unit){.confidence = -1};
    reader->terms = NULL;
    reader->term_count = reader->term_room = reader->first = 0;
    reader->of_entry = reader->of_language = (struct gathered){0};
    reader->lang = NULL;
    reader->lang_depth = reader->term_depth = -1;
    reader->transaction = OTHER;
    return xml_attribute(&reader->xml.input, &reader->xml.arena, "id", &reader->xml.unit.id, error);
}

static bool read_entry(struct xml_reader *base, cotexto_error *error)
{
    struct tbx_reader *reader = (struct tbx_reader *)base;
    xmlTextReaderPtr xml = reader->xml.input.reader;
    int depth = xmlTextReaderDepth(xml), result = 1;
    bool open = xmlTextReaderIsEmptyElement(xml) != 1, good = begin_entry(reader, error);
    while (good && open && (result = xml_next(&reader->xml.input, error)) == 1) {
        int type = xmlTextReaderNodeType(xml);
        if (type == XML_READER_TYPE_ELEMENT)
            good = begin_element(reader, error);
        else if (type == XML_READER_TYPE_END_ELEMENT && xmlTextReaderDepth(xml) == depth)
            open = false;
        else if (type == XML_READER_TYPE_END_ELEMENT)
            good = end_element(reader, error);
    }
    if (good && result < 1)
        return xml_ended(&reader->xml.input, result, error);
    return good && give_entry(reader, error);
}

struct exchange_reader *tbx_open_reader(const char *path,
                                        const struct exchange_read_options *options,
                                        cotexto_error *error)
{
    static const char *const roots[] = {"martif", "tbx", NULL};
    static const char *const entries[] = {"termEntry", "conceptEntry", NULL};
    static const struct xml_kind kind = {roots, entries, "not-tbx",
                                         N_("this is XML, but not a TBX file"), read_entry};
    return xml_reader_open(sizeof(struct tbx_reader), &kind, path, options, error);
}
