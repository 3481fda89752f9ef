/* A document as XLIFF without translations, for a translator's tool to take over: valid, each
 * sentence a place of its own, in its paragraph. */
#include "base/error.h"
#include "exchange/fill.h"
#include "exchange/xml.h"

struct document_writer {
    const struct fill_document *document;
    struct string *out;
    bool two;
};

static void append_attribute(struct document_writer *writer, const char *name, const char *value)
{
    string_append_format(writer->out, " %s=\"", name);
    xml_append_valid(writer->out, cotexto_text_of(value));
    string_append_char(writer->out, '"');
}

static void append_head(struct document_writer *writer)
{
    const struct fill_document *document = writer->document;
    string_append_format(writer->out,
                         "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                         "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:%s\" version=\"%s\"",
                         writer->two ? "2.0" : "1.2", writer->two ? "2.1" : "1.2");
    if (writer->two) {
        append_attribute(writer, "srcLang", document->from);
        append_attribute(writer, "trgLang", document->to);
        string_append_c(writer->out, ">\n  <file id=\"f1\"");
        append_attribute(writer, "original", document->name);
        string_append_c(writer->out, ">");
        return;
    }
    string_append_c(writer->out, ">\n  <file");
    append_attribute(writer, "original", document->name);
    append_attribute(writer, "source-language", document->from);
    append_attribute(writer, "target-language", document->to);
    append_attribute(writer, "datatype", document->type);
    string_append_c(writer->out, ">\n    <body>");
}

static void start_paragraph(struct document_writer *writer, uint32_t number)
{
    string_append_format(writer->out,
                         writer->two ? "\n    <unit id=\"p%u\">"
                                     : "\n      <group id=\"p%u\" restype=\"x-paragraph\">",
                         (unsigned)number);
}

static void end_paragraph(struct document_writer *writer)
{
    string_append_c(writer->out, writer->two ? "\n    </unit>" : "\n      </group>");
}

static void append_sentence(struct document_writer *writer, size_t number)
{
    string_append_format(writer->out,
                         writer->two ? "\n      <segment id=\"s%zu\">\n        <source>"
                                     : "\n        <trans-unit id=\"s%zu\">\n          <source>",
                         number + 1);
    xml_append_content(writer->out, writer->document->sentences[number].text);
    string_append_c(writer->out, writer->two ? "</source>\n      </segment>"
                                             : "</source>\n        </trans-unit>");
}

bool xliff_of_document(const struct fill_document *document, bool two, struct string *out,
                       cotexto_error *error)
{
    struct document_writer writer = {document, out, two};
    append_head(&writer);
    for (size_t i = 0; i < document->count; i++) {
        uint32_t paragraph = document->sentences[i].paragraph;
        bool first = i == 0 || document->sentences[i - 1].paragraph != paragraph;
        if (first && i > 0)
            end_paragraph(&writer);
        if (first)
            start_paragraph(&writer, paragraph);
        append_sentence(&writer, i);
    }
    if (document->count > 0)
        end_paragraph(&writer);
    string_append_c(out, two ? "\n  </file>\n</xliff>\n" : "\n    </body>\n  </file>\n</xliff>\n");
    return string_ok(out, error);
}
