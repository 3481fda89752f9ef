/* TBX out: version 3, TBX-Basic in the style DCA (ISO 30042:2019), an entry for each unit; tbx.h
 * says from what. Inline tags are no part of a term and are left out. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/message.h"
#include "base/string.h"
#include "base/text.h"
#include "exchange/formats.h"
#include "exchange/tbx.h"
#include "exchange/xml.h"

struct tbx_writer {
    struct exchange_writer base;
    FILE *stream;
    struct string out; /* of one entry */
    size_t number;     /* of entries written */
};

/* Elements that a data category of TBX-Basic is written as, where it is no <admin>. */
static const struct {
    const char *name, *element;
} categories[] = {
    {"administrativeStatus", "termNote"},
    {"partOfSpeech", "termNote"},
    {"grammaticalGender", "termNote"},
    {"grammaticalNumber", "termNote"},
    {"termType", "termNote"},
    {"termLocation", "termNote"},
    {"geographicalUsage", "termNote"},
    {"register", "termNote"},
    {"normativeAuthorization", "termNote"},
    {"definition", "descrip"},
    {"context", "descrip"},
    {"subjectField", "descrip"},
    {"crossReference", "ref"},
    {"externalCrossReference", "xref"},
    {"xGraphic", "xref"},
};

static const char *element_of(const struct property *property, bool of_term)
{
    if (property->kind == PROPERTY_NOTE)
        return "note";
    for (size_t i = 0; i < sizeof categories / sizeof *categories; i++) {
        if (text_equal(property->name, cotexto_text_of(categories[i].name)))
            return of_term || strcmp(categories[i].element, "termNote") != 0 ? categories[i].element
                                                                             : "admin";
    }
    return "admin";
}

/* <element type="name">value</element>, on a line of its own. */
static void put_fact(struct string *out, const char *indent, const char *element, cotexto_text name,
                     cotexto_text value)
{
    string_append_format(out, "%s<%s", indent, element);
    if (name.length > 0) {
        string_append_c(out, " type=\"");
        xml_append_valid(out, name);
        string_append_char(out, '"');
    }
    string_append_char(out, '>');
    xml_append_valid(out, value);
    string_append_format(out, "</%s>\n", element);
}

static bool is_of_language(const struct property *property)
{
    return property->kind == PROPERTY_PROP &&
           text_equal(property->name, cotexto_text_of(TBX_DEFINITION));
}

enum level { OF_ENTRY, OF_LANGUAGE, OF_TERM };

/* What stands at one level: the schema has notes of a term before all others. */
static void put_facts(struct string *out, const char *indent, const struct property *properties,
                      size_t count, enum level level)
{
    for (int round = level == OF_TERM ? 0 : 1; round < 2; round++) {
        for (size_t i = 0; i < count; i++) {
            const struct property *property = &properties[i];
            const char *element = element_of(property, level == OF_TERM);
            bool early = strcmp(element, "termNote") == 0;
            if (property->kind == PROPERTY_ATTRIBUTE ||
                (level != OF_ENTRY && is_of_language(property) != (level == OF_LANGUAGE)) ||
                (level == OF_TERM && early != (round == 0)))
                continue;
            put_fact(out, indent, element, property->name, property->value);
        }
    }
}

static void put_transaction(struct string *out, const char *type, cotexto_text date,
                            cotexto_text person)
{
    static const char indent[] = "          ";
    if (date.length == 0 && person.length == 0)
        return;
    string_append_c(out, "        <transacGrp>\n");
    put_fact(out, indent, "transac", TEXT("transactionType"), cotexto_text_of(type));
    if (date.length > 0)
        put_fact(out, indent, "date", TEXT(""), date);
    if (person.length > 0)
        put_fact(out, indent, "transacNote", TEXT("responsibility"), person);
    string_append_c(out, "        </transacGrp>\n");
}

/* The text without the marks of inline tags; a U+FFFC of its own stays. */
static void put_term(struct string *out, const struct variant *term)
{
    static const char object[] = "\xEF\xBF\xBC";
    cotexto_text text = term->text;
    const char *found;
    string_append_c(out, "            <term>");
    while (term->tags.length > 0 && text.length > 0 &&
           (found = memmem(text.bytes, text.length, object, 3)) != NULL) {
        size_t before = (size_t)(found - text.bytes);
        xml_append_valid(out, text_slice(text, 0, before));
        text = text_slice(text, before + 3, text.length);
    }
    xml_append_valid(out, text);
    string_append_c(out, "</term>\n");
}

/* A language with all its terms; what is said of it stands with the first. */
static void put_language(struct string *out, const struct unit *unit, size_t first)
{
    const char *lang = unit->variants[first].lang;
    string_append_format(out, "        <langSec xml:lang=\"%s\">\n", lang);
    for (size_t i = first; i < unit->variant_count; i++) {
        const struct variant *term = &unit->variants[i];
        if (strcmp(term->lang, lang) == 0)
            put_facts(out, "          ", term->properties, term->property_count, OF_LANGUAGE);
    }
    for (size_t i = first; i < unit->variant_count; i++) {
        const struct variant *term = &unit->variants[i];
        if (strcmp(term->lang, lang) != 0)
            continue;
        string_append_c(out, "          <termSec>\n");
        put_term(out, term);
        put_facts(out, "            ", term->properties, term->property_count, OF_TERM);
        string_append_c(out, "          </termSec>\n");
    }
    string_append_c(out, "        </langSec>\n");
}

static bool is_first(const struct unit *unit, size_t number)
{
    for (size_t i = 0; i < number; i++) {
        if (strcmp(unit->variants[i].lang, unit->variants[number].lang) == 0)
            return false;
    }
    return true;
}

static bool put(struct exchange_writer *base, const struct unit *unit, cotexto_error *error)
{
    struct tbx_writer *writer = (struct tbx_writer *)base;
    struct string *out = &writer->out;
    string_reset(out);
    string_append_c(out, "      <conceptEntry id=\"");
    if (unit->id.length > 0)
        xml_append_valid(out, unit->id);
    else
        string_append_format(out, "cotexto.%zu", writer->number + 1);
    string_append_c(out, "\">\n");
    put_facts(out, "        ", unit->properties, unit->property_count, OF_ENTRY);
    put_transaction(out, "origination", unit->created, unit->creator);
    put_transaction(out, "modification", unit->changed, unit->changer);
    for (size_t i = 0; i < unit->variant_count; i++) {
        if (is_first(unit, i))
            put_language(out, unit, i);
    }
    string_append_c(out, "      </conceptEntry>\n");
    writer->number++;
    if (!string_ok(out, error))
        return false;
    fwrite(out->bytes, 1, out->length, writer->stream);
    return !ferror(writer->stream) || error_system(error, NULL, errno, _("can't be written"));
}

static bool finish(struct exchange_writer *base, cotexto_error *error)
{
    struct tbx_writer *writer = (struct tbx_writer *)base;
    fputs("    </body>\n  </text>\n</tbx>\n", writer->stream);
    return fflush(writer->stream) == 0 || error_system(error, NULL, errno, _("can't be written"));
}

static void close_writer(struct exchange_writer *base)
{
    string_free(&((struct tbx_writer *)base)->out);
    free(base);
}

struct exchange_writer *tbx_open_writer(FILE *stream, const struct exchange_write_options *options,
                                        cotexto_error *error)
{
    struct tbx_writer *writer = calloc(1, sizeof *writer);
    if (writer == NULL) {
        error_no_memory(error);
        return NULL;
    }
    writer->base = (struct exchange_writer){put, finish, close_writer};
    writer->stream = stream;
    fprintf(stream,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<tbx style=\"dca\" type=\"TBX-Basic\" xml:lang=\"%s\" xmlns=\"" TBX_SPACE "\">\n"
            "  <tbxHeader>\n    <fileDesc>\n      <sourceDesc>\n"
            "        <p>cotexto</p>\n"
            "      </sourceDesc>\n    </fileDesc>\n  </tbxHeader>\n  <text>\n    <body>\n",
            options->source_lang == NULL ? "und" : options->source_lang);
    return &writer->base;
}
