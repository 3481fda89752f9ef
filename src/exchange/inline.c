/* Segments with inline elements, from libxml2's pull parser. */
#include "exchange/inline.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "text/decode.h"

bool inline_begin(struct inline_text *segment, cotexto_error *error)
{
    *segment = (struct inline_text){.tags = json_array()};
    return segment->tags != NULL || error_no_memory(error);
}

void inline_free(struct inline_text *segment)
{
    string_free(&segment->text);
    json_decref(segment->tags);
    *segment = (struct inline_text){0};
}

bool inline_add_tag(struct inline_text *segment, cotexto_text xml, cotexto_error *error)
{
    segment->any = true;
    string_append_code_point(&segment->text, 0xFFFC);
    return json_array_append_new(segment->tags, json_stringn(xml.bytes, xml.length)) == 0 ||
           error_no_memory(error);
}

bool inline_add_text(struct inline_text *segment, cotexto_text text, cotexto_error *error)
{
    static const char object[] = "\xEF\xBF\xBC";
    for (;;) {
        const char *found = text.length == 0 ? NULL : memmem(text.bytes, text.length, object, 3);
        size_t before = found == NULL ? text.length : (size_t)(found - text.bytes);
        string_append(&segment->text, text.bytes, before);
        if (found == NULL)
            return true;
        if (!inline_add_tag(segment, TEXT(""), error))
            return false;
        text = text_slice(text, before + 3, text.length);
    }
}

bool inline_finish(struct inline_text *segment, struct arena *arena, struct variant *variant,
                   cotexto_error *error)
{
    if (!string_ok(&segment->text, error) ||
        !text_to_nfc(string_text(&segment->text), arena, &variant->text, error))
        return false;
    variant->text = arena_text(arena, variant->text);
    variant->tags = TEXT("");
    if (segment->any) {
        char *tags = json_dumps(segment->tags, JSON_COMPACT);
        variant->tags = tags == NULL ? (cotexto_text){0} : arena_text(arena, cotexto_text_of(tags));
        free(tags);
    }
    return (variant->text.bytes != NULL && variant->tags.bytes != NULL) || error_no_memory(error);
}

/* ----------------------------------------------------------------------------------------- tags */

static void append_name(struct xml_input *input, struct string *tag)
{
    string_append_c(tag,
                    (const char *)(xml_is_own(input) ? xmlTextReaderConstLocalName(input->reader)
                                                     : xmlTextReaderConstName(input->reader)));
}

void inline_start_tag(struct xml_input *input, struct string *tag)
{
    xmlTextReaderPtr xml = input->reader;
    bool empty = xmlTextReaderIsEmptyElement(xml) == 1;
    string_append_char(tag, '<');
    append_name(input, tag);
    for (int more = xmlTextReaderMoveToFirstAttribute(xml); more == 1;
         more = xmlTextReaderMoveToNextAttribute(xml)) {
        if (xmlTextReaderIsNamespaceDecl(xml) == 1)
            continue;
        string_append_char(tag, ' ');
        string_append_c(tag, (const char *)xmlTextReaderConstName(xml));
        string_append_c(tag, "=\"");
        xml_append_escaped(tag, cotexto_text_of((const char *)xmlTextReaderConstValue(xml)));
        string_append_char(tag, '"');
    }
    xmlTextReaderMoveToElement(xml);
    string_append_c(tag, empty ? "/>" : ">");
}

void inline_end_tag(struct xml_input *input, struct string *tag)
{
    string_append_c(tag, "</");
    append_name(input, tag);
    string_append_char(tag, '>');
}

bool inline_outer_xml(struct xml_input *input, struct string *out, cotexto_error *error)
{
    xmlTextReaderPtr xml = input->reader;
    int depth = xmlTextReaderDepth(xml), result = 1;
    bool open = !xmlTextReaderIsEmptyElement(xml);
    inline_start_tag(input, out);
    while (open && (result = xml_next(input, error)) == 1) {
        int type = xmlTextReaderNodeType(xml);
        if (type == XML_READER_TYPE_ELEMENT)
            inline_start_tag(input, out);
        else if (type == XML_READER_TYPE_END_ELEMENT)
            inline_end_tag(input, out);
        else if (xml_is_text(input))
            xml_append_escaped(out, cotexto_text_of((const char *)xmlTextReaderConstValue(xml)));
        open = type != XML_READER_TYPE_END_ELEMENT || xmlTextReaderDepth(xml) != depth;
    }
    return result == 1 ? string_ok(out, error) : xml_ended(input, result, error);
}
