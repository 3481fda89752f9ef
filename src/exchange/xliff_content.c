/* Texts of XLIFF. */
#include "exchange/xliff_content.h"

#include "base/error.h"
#include "base/text.h"
#include "exchange/xliff.h"

bool xliff_attribute(struct xliff_input *input, const char *name, cotexto_text *value,
                     cotexto_error *error)
{
    return xml_attribute(&input->xml, &input->arena, name, value, error);
}

bool xliff_is(const struct xliff_input *input, const char *name)
{
    return xml_is(&input->xml, name) && xml_is_own(&input->xml);
}

bool xliff_is_value(cotexto_text value, const char *list)
{
    return value.bytes != NULL && text_in_list(value, list);
}

bool xliff_language(struct xliff_input *input, struct arena *arena, cotexto_text name,
                    const char *otherwise, const char **out, cotexto_error *error)
{
    char tag[COTEXTO_TAG_SIZE];
    *out = otherwise;
    if (name.bytes == NULL || text_trim(name).length == 0)
        return true;
    if (input->options->language_count == 2 &&
        !exchange_language(input->options, name.bytes, tag, NULL))
        return true;
    if (!exchange_language(input->options, name.bytes, tag, error))
        return xml_place(&input->xml, error);
    *out = arena_string(arena, tag);
    return *out != NULL || error_no_memory(error);
}

void xliff_next_unit(struct xliff_input *input)
{
    input->data = NULL;
    input->data_count = input->data_room = 0;
}

bool xliff_has_text(const struct xliff_text *text)
{
    return text_trim(text->variant.text).length > 0;
}

const struct xliff_marked *xliff_marked_named(const struct xliff_content *content, cotexto_text mid)
{
    for (size_t i = 0; mid.bytes != NULL && i < content->count; i++) {
        if (content->segments[i].mid.bytes != NULL && text_equal(content->segments[i].mid, mid))
            return &content->segments[i];
    }
    return NULL;
}

cotexto_text xliff_unit_id(cotexto_text own, cotexto_text name, bool *number)
{
    *number = own.bytes != NULL && strncmp(own.bytes, XLIFF_OWN_ID, sizeof XLIFF_OWN_ID - 1) == 0;
    cotexto_text id = *number ? name : own;
    return id.bytes == NULL ? TEXT("") : id;
}

bool xliff_segment_id(struct arena *arena, cotexto_text whole, cotexto_text mid, cotexto_text *id,
                      cotexto_error *error)
{
    struct string both = {0};
    *id = whole;
    if (mid.bytes == NULL || whole.length == 0)
        return true;
    string_append_text(&both, whole);
    string_append_char(&both, '/');
    string_append_text(&both, mid);
    bool good = string_ok(&both, error);
    if (good)
        *id = arena_text(arena, string_text(&both));
    string_free(&both);
    return good && (id->bytes != NULL || error_no_memory(error));
}

/* ------------------------------------------------------------------------------------- segments */

/* A text while it is read. */
struct growing {
    struct inline_text text;
    struct xliff_code *codes;
    size_t count, room;
};

/* What is read: the whole text, and the marked one that is open. */
struct builder {
    struct xliff_input *input;
    struct xliff_content *content;
    struct growing whole, marked;
    int marked_depth; /* of the <mrk>; -1: none is open */
    uint64_t *open;   /* elements around text that are open */
    size_t open_count, open_room;
};

/* Notes what stands for the tags that the text has got. */
static bool add_codes(struct builder *builder, struct growing *growing, struct xliff_code code,
                      cotexto_error *error)
{
    while (growing->count < json_array_size(growing->text.tags)) {
        growing->codes = arena_grow(&builder->input->arena, growing->codes, growing->count,
                                    &growing->room, sizeof *growing->codes);
        if (growing->codes == NULL)
            return error_no_memory(error);
        growing->codes[growing->count++] = code;
    }
    return true;
}

static bool add_one_tag(struct builder *builder, struct growing *growing, cotexto_text tag,
                        struct xliff_code code, cotexto_error *error)
{
    return inline_add_tag(&growing->text, tag, error) && add_codes(builder, growing, code, error);
}

static bool add_tag(struct builder *builder, cotexto_text tag, enum xliff_part part,
                    uint64_t element, cotexto_error *error)
{
    struct xliff_code code = {part, element};
    return add_one_tag(builder, &builder->whole, tag, code, error) &&
           (builder->marked_depth < 0 || add_one_tag(builder, &builder->marked, tag, code, error));
}

static bool add_one_text(struct builder *builder, struct growing *growing, cotexto_text text,
                         cotexto_error *error)
{
    return inline_add_text(&growing->text, text, error) &&
           add_codes(builder, growing, (struct xliff_code){XLIFF_OWN_CHARACTER, 0}, error);
}

static bool add_text(struct builder *builder, cotexto_text text, cotexto_error *error)
{
    return add_one_text(builder, &builder->whole, text, error) &&
           (builder->marked_depth < 0 || add_one_text(builder, &builder->marked, text, error));
}

static bool finish_text(struct builder *builder, struct growing *growing, struct xliff_text *out,
                        cotexto_error *error)
{
    out->codes = growing->codes;
    out->code_count = growing->count;
    return inline_finish(&growing->text, &builder->input->arena, &out->variant, error);
}

static bool open_marked(struct builder *builder, cotexto_error *error)
{
    struct xliff_input *input = builder->input;
    struct xliff_content *content = builder->content;
    content->segments = arena_grow(&input->arena, content->segments, content->count, &content->room,
                                   sizeof *content->segments);
    if (content->segments == NULL)
        return error_no_memory(error);
    struct xliff_marked *marked = &content->segments[content->count++];
    *marked = (struct xliff_marked){.element = xml_element(&input->xml),
                                    .text.variant = {.text = TEXT(""), .tags = TEXT("")}};
    if (!xliff_attribute(input, "mid", &marked->mid, error))
        return false;
    if (xmlTextReaderIsEmptyElement(input->xml.reader) == 1)
        return true;
    builder->marked_depth = xmlTextReaderDepth(input->xml.reader);
    inline_free(&builder->marked.text);
    builder->marked = (struct growing){0};
    return inline_begin(&builder->marked.text, error);
}

static bool close_marked(struct builder *builder, cotexto_error *error)
{
    struct xliff_content *content = builder->content;
    builder->marked_depth = -1;
    return finish_text(builder, &builder->marked, &content->segments[content->count - 1].text,
                       error);
}

/* The tag of another format that the present <ph> carries; without bytes when it carries none. The
 * reader goes to its end when it does. */
static bool carried_tag(struct xliff_input *input, cotexto_text *tag, cotexto_error *error)
{
    cotexto_text type, data;
    *tag = (cotexto_text){0};
    if (!xml_is(&input->xml, "ph"))
        return true;
    if (!xliff_attribute(input, "ctype", &type, error))
        return false;
    if (type.bytes != NULL && text_equal(type, TEXT(XLIFF_TAG)))
        return xml_content(&input->xml, &input->arena, tag, error);
    if (!xliff_attribute(input, "subType", &type, error) ||
        !xliff_attribute(input, "dataRef", &data, error))
        return false;
    if (type.bytes == NULL || data.bytes == NULL || !text_equal(type, TEXT(XLIFF_TAG_2)))
        return true;
    for (size_t i = 0; i < input->data_count && tag->bytes == NULL; i++) {
        if (text_equal(input->data[i].id, data))
            *tag = input->data[i].text;
    }
    return tag->bytes == NULL || xml_skip(&input->xml, error);
}

/* Elements around text of the segment; all others stand for code. */
static bool is_around(const struct xliff_input *input)
{
    return xliff_is(input, "g") || xliff_is(input, "mrk") || xliff_is(input, "pc");
}

static bool remember_open(struct builder *builder, uint64_t element, cotexto_error *error)
{
    builder->open = arena_grow(&builder->input->arena, builder->open, builder->open_count,
                               &builder->open_room, sizeof *builder->open);
    if (builder->open == NULL)
        return error_no_memory(error);
    builder->open[builder->open_count++] = element;
    return true;
}

static bool inline_element(struct builder *builder, cotexto_error *error)
{
    struct xliff_input *input = builder->input;
    struct string xml = {0};
    cotexto_text type = {0}, carried;
    uint64_t element = xml_element(&input->xml);
    if (xliff_is(input, "mrk") && !xliff_attribute(input, "mtype", &type, error))
        return false;
    if (builder->marked_depth < 0 && xliff_is_value(type, " seg "))
        return open_marked(builder, error);
    if (!carried_tag(input, &carried, error))
        return false;
    if (carried.bytes != NULL)
        return add_tag(builder, carried, XLIFF_WHOLE, element, error);
    /* what a reviewer has struck out, in SDL's editor, is no text of the segment any more */
    bool around = is_around(input) && !xliff_is_value(type, " x-sdl-deleted "), good = true;
    bool start = around && xmlTextReaderIsEmptyElement(input->xml.reader) != 1;
    if (around)
        inline_start_tag(&input->xml, &xml);
    else
        good = inline_outer_xml(&input->xml, &xml, error);
    good = good && (!start || remember_open(builder, element, error)) && string_ok(&xml, error) &&
           add_tag(builder, string_text(&xml), start ? XLIFF_START : XLIFF_WHOLE, element, error);
    string_free(&xml);
    return good;
}

/* The end of a <mrk mtype="seg"> that stands within another is seen by its depth alone, so such
 * ones are taken for inline elements. */
static bool inline_end(struct builder *builder, cotexto_error *error)
{
    struct xml_input *input = &builder->input->xml;
    struct string xml = {0};
    if (builder->marked_depth == xmlTextReaderDepth(input->reader))
        return close_marked(builder, error);
    inline_end_tag(input, &xml);
    bool good = string_ok(&xml, error) && add_tag(builder, string_text(&xml), XLIFF_END,
                                                  builder->open[--builder->open_count], error);
    string_free(&xml);
    return good;
}

static bool read_nodes(struct builder *builder, cotexto_error *error)
{
    struct xml_input *input = &builder->input->xml;
    xmlTextReaderPtr xml = input->reader;
    int depth = xmlTextReaderDepth(xml), result = 1;
    bool open = xmlTextReaderIsEmptyElement(xml) != 1, good = true;
    while (good && open && (result = xml_next(input, error)) == 1) {
        int type = xmlTextReaderNodeType(xml);
        if (type == XML_READER_TYPE_END_ELEMENT && xmlTextReaderDepth(xml) == depth)
            open = false;
        else if (xml_is_text(input))
            good = add_text(builder, cotexto_text_of((const char *)xmlTextReaderConstValue(xml)),
                            error);
        else if (type == XML_READER_TYPE_ELEMENT)
            good = inline_element(builder, error);
        else if (type == XML_READER_TYPE_END_ELEMENT)
            good = inline_end(builder, error);
    }
    return good && (result == 1 || xml_ended(input, result, error));
}

bool xliff_read_content(struct xliff_input *input, struct xliff_content *content,
                        cotexto_error *error)
{
    struct builder builder = {.input = input, .content = content, .marked_depth = -1};
    content->there = true;
    content->element = xml_element(&input->xml);
    bool good = xliff_attribute(input, "xml:lang", &content->lang, error) &&
                inline_begin(&builder.whole.text, error) && read_nodes(&builder, error) &&
                finish_text(&builder, &builder.whole, &content->whole, error);
    inline_free(&builder.whole.text);
    inline_free(&builder.marked.text);
    return good;
}

bool xliff_read_data(struct xliff_input *input, cotexto_error *error)
{
    int depth = xmlTextReaderDepth(input->xml.reader), child = 0;
    if (xmlTextReaderIsEmptyElement(input->xml.reader) == 1)
        return true;
    while ((child = xml_next_child(&input->xml, depth, error)) == 1) {
        input->data = arena_grow(&input->arena, input->data, input->data_count, &input->data_room,
                                 sizeof *input->data);
        if (input->data == NULL)
            return error_no_memory(error);
        struct xliff_datum *datum = &input->data[input->data_count];
        if (!xliff_attribute(input, "id", &datum->id, error) ||
            !xml_content(&input->xml, &input->arena, &datum->text, error))
            return false;
        input->data_count += datum->id.bytes != NULL;
    }
    return child == 0;
}
