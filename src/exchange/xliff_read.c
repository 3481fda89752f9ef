/* XLIFF 1.0 to 1.2 and 2.0 to 2.2 in (OASIS XLIFF 1.2, 2008; XLIFF 2.1, 2018), with the forms of
 * SDL (.sdlxliff) and memoQ (.mqxliff). Holds one <trans-unit> or <unit> and gives its segments one
 * after the other. What is well-formed is read, also where the schema does not allow it. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/message.h"
#include "base/tag.h"
#include "base/text.h"
#include "exchange/fields.h"
#include "exchange/formats.h"
#include "exchange/gathered.h"
#include "exchange/inline.h"
#include "exchange/xliff.h"

/* <mrk mtype="seg" mid="...">: a sentence of a <seg-source> or <target>. */
struct marked {
    cotexto_text mid;
    struct variant variant;
};

/* What a <source>, <seg-source> or <target> holds. */
struct content {
    bool there;
    cotexto_text lang; /* xml:lang; without bytes when there is none */
    struct variant whole;
    struct marked *segments;
    size_t count, room;
    struct gathered properties; /* state and the like */
    bool confirmed, doubtful;   /* its state says that a person has, or has not, checked it */
};

struct datum { /* <data> of XLIFF 2: the code that an inline element stands for */
    cotexto_text id, text;
};

/* The <trans-unit> or <unit> at hand, and what comes of it. */
struct pending {
    struct unit *units;
    cotexto_text *mids; /* of the units, to find them by */
    size_t count, room, mid_room, given;
    struct unit common; /* what all of them share */
    struct gathered properties, of_source, of_target;
    struct datum *data;
    size_t data_count, data_room;
    bool approved, own; /* own: our writer made it, and its states only say what the fields say */
};

struct xliff_reader {
    struct exchange_reader base;
    const struct exchange_read_options *options;
    struct xml_input input;
    struct arena arena;      /* of the present <trans-unit> or <unit> */
    struct arena file_arena; /* of the present <file> */
    struct arena root_arena;
    const char *root_source,
        *root_target;            /* of <xliff>, else what the caller says; NULL: nothing */
    const char *source, *target; /* of the present <file>; NULL: not said */
    struct pending pending;
    bool started, asked; /* asked: the caller names the languages where the file is wrong */
};

int xliff_bid(const unsigned char *head, size_t length)
{
    return xml_bid(head, length, "xliff");
}

/* -------------------------------------------------------------------------------------- helpers */

static bool add_property(struct xliff_reader *reader, struct gathered *list,
                         enum property_kind kind, cotexto_text name, cotexto_text value,
                         cotexto_text lang, cotexto_error *error)
{
    if (lang.bytes == NULL)
        lang = TEXT("");
    return gathered_add(list, &reader->arena, (struct property){kind, name, value, lang}, error);
}

static bool attribute(struct xliff_reader *reader, const char *name, cotexto_text *value,
                      cotexto_error *error)
{
    return xml_attribute(&reader->input, &reader->arena, name, value, error);
}

static bool is_own(const struct xliff_reader *reader, const char *name)
{
    return xml_is(&reader->input, name) && xml_is_own(&reader->input);
}

static bool is_value(cotexto_text value, const char *list)
{
    return value.bytes != NULL && text_in_list(value, list);
}

/* A language that the file names, as a canonical tag; `otherwise` where it names none. Some tools
 * leave the attribute empty. */
static bool language(struct xliff_reader *reader, struct arena *arena, cotexto_text name,
                     const char *otherwise, const char **out, cotexto_error *error)
{
    char tag[COTEXTO_TAG_SIZE];
    *out = otherwise;
    if (name.bytes == NULL || text_trim(name).length == 0)
        return true;
    if (reader->asked && !exchange_language(reader->options, name.bytes, tag, NULL))
        return true;
    if (!exchange_language(reader->options, name.bytes, tag, error))
        return xml_place(&reader->input, error);
    *out = arena_string(arena, tag);
    return *out != NULL || error_no_memory(error);
}

/* ------------------------------------------------------------------------------------- segments */

/* Segment text while it is read: the whole one, and the marked one that is open. */
struct builder {
    struct content *content;
    struct inline_text whole, marked;
    int marked_depth; /* of the <mrk>; -1: none is open */
};

static bool add_tag(struct builder *builder, cotexto_text tag, cotexto_error *error)
{
    return inline_add_tag(&builder->whole, tag, error) &&
           (builder->marked_depth < 0 || inline_add_tag(&builder->marked, tag, error));
}

static bool add_text(struct builder *builder, cotexto_text text, cotexto_error *error)
{
    return inline_add_text(&builder->whole, text, error) &&
           (builder->marked_depth < 0 || inline_add_text(&builder->marked, text, error));
}

static bool open_marked(struct xliff_reader *reader, struct builder *builder, cotexto_error *error)
{
    struct content *content = builder->content;
    content->segments = arena_grow(&reader->arena, content->segments, content->count,
                                   &content->room, sizeof *content->segments);
    if (content->segments == NULL)
        return error_no_memory(error);
    struct marked *marked = &content->segments[content->count++];
    *marked = (struct marked){.variant = {.text = TEXT(""), .tags = TEXT("")}};
    if (!attribute(reader, "mid", &marked->mid, error))
        return false;
    if (xmlTextReaderIsEmptyElement(reader->input.reader) == 1)
        return true;
    builder->marked_depth = xmlTextReaderDepth(reader->input.reader);
    inline_free(&builder->marked);
    return inline_begin(&builder->marked, error);
}

static bool close_marked(struct xliff_reader *reader, struct builder *builder, cotexto_error *error)
{
    struct content *content = builder->content;
    builder->marked_depth = -1;
    return inline_finish(&builder->marked, &reader->arena,
                         &content->segments[content->count - 1].variant, error);
}

/* The tag of another format that the present <ph> carries; without bytes when it carries none. The
 * reader goes to its end when it does. */
static bool carried_tag(struct xliff_reader *reader, cotexto_text *tag, cotexto_error *error)
{
    cotexto_text type, data;
    *tag = (cotexto_text){0};
    if (!xml_is(&reader->input, "ph"))
        return true;
    if (!attribute(reader, "ctype", &type, error))
        return false;
    if (type.bytes != NULL && text_equal(type, TEXT(XLIFF_TAG)))
        return xml_content(&reader->input, &reader->arena, tag, error);
    if (!attribute(reader, "subType", &type, error) || !attribute(reader, "dataRef", &data, error))
        return false;
    if (type.bytes == NULL || data.bytes == NULL || !text_equal(type, TEXT(XLIFF_TAG_2)))
        return true;
    for (size_t i = 0; i < reader->pending.data_count && tag->bytes == NULL; i++) {
        if (text_equal(reader->pending.data[i].id, data))
            *tag = reader->pending.data[i].text;
    }
    return tag->bytes == NULL || xml_skip(&reader->input, error);
}

/* Elements around text of the segment; all others stand for code. */
static bool is_around(const struct xliff_reader *reader)
{
    return is_own(reader, "g") || is_own(reader, "mrk") || is_own(reader, "pc");
}

static bool inline_element(struct xliff_reader *reader, struct builder *builder,
                           cotexto_error *error)
{
    struct string xml = {0};
    cotexto_text type, carried;
    if (is_own(reader, "mrk") && builder->marked_depth < 0) {
        if (!attribute(reader, "mtype", &type, error))
            return false;
        if (is_value(type, " seg "))
            return open_marked(reader, builder, error);
    }
    if (!carried_tag(reader, &carried, error))
        return false;
    if (carried.bytes != NULL)
        return add_tag(builder, carried, error);
    bool good = true;
    if (is_around(reader))
        inline_start_tag(&reader->input, &xml);
    else
        good = inline_outer_xml(&reader->input, &xml, error);
    good = good && string_ok(&xml, error) && add_tag(builder, string_text(&xml), error);
    string_free(&xml);
    return good;
}

/* The end of a <mrk mtype="seg"> that stands within another is seen by its depth alone, so such
 * ones are taken for inline elements. */
static bool inline_end(struct xliff_reader *reader, struct builder *builder, cotexto_error *error)
{
    struct string xml = {0};
    if (builder->marked_depth == xmlTextReaderDepth(reader->input.reader))
        return close_marked(reader, builder, error);
    inline_end_tag(&reader->input, &xml);
    bool good = string_ok(&xml, error) && add_tag(builder, string_text(&xml), error);
    string_free(&xml);
    return good;
}

static bool read_nodes(struct xliff_reader *reader, struct builder *builder, cotexto_error *error)
{
    xmlTextReaderPtr xml = reader->input.reader;
    int depth = xmlTextReaderDepth(xml), result = 1;
    bool open = xmlTextReaderIsEmptyElement(xml) != 1, good = true;
    while (good && open && (result = xml_next(&reader->input, error)) == 1) {
        int type = xmlTextReaderNodeType(xml);
        if (type == XML_READER_TYPE_END_ELEMENT && xmlTextReaderDepth(xml) == depth)
            open = false;
        else if (xml_is_text(&reader->input))
            good = add_text(builder, cotexto_text_of((const char *)xmlTextReaderConstValue(xml)),
                            error);
        else if (type == XML_READER_TYPE_ELEMENT)
            good = inline_element(reader, builder, error);
        else if (type == XML_READER_TYPE_END_ELEMENT)
            good = inline_end(reader, builder, error);
    }
    return good && (result == 1 || xml_ended(&reader->input, result, error));
}

/* What the state of a target says, in the words of 1.2 and of 2.x. */
static void judge_state(struct content *content, cotexto_text state)
{
    content->confirmed |= is_value(state, " final signed-off reviewed ");
    content->doubtful |=
        state.bytes != NULL && !content->confirmed && !is_value(state, " translated ");
}

static bool read_states(struct xliff_reader *reader, struct content *content, cotexto_error *error)
{
    static const char *const names[] = {"state", "state-qualifier", "subState"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        cotexto_text value;
        if (!attribute(reader, names[i], &value, error))
            return false;
        if (i == 0)
            judge_state(content, value);
        if (value.bytes != NULL && !reader->pending.own &&
            !add_property(reader, &content->properties, PROPERTY_PROP, cotexto_text_of(names[i]),
                          value, TEXT(""), error))
            return false;
    }
    return true;
}

/* <source>, <seg-source> or <target>. */
static bool read_content(struct xliff_reader *reader, struct content *content, cotexto_error *error)
{
    struct builder builder = {.content = content, .marked_depth = -1};
    content->there = true;
    bool good = attribute(reader, "xml:lang", &content->lang, error) &&
                read_states(reader, content, error) && inline_begin(&builder.whole, error) &&
                read_nodes(reader, &builder, error) &&
                inline_finish(&builder.whole, &reader->arena, &content->whole, error);
    inline_free(&builder.whole);
    inline_free(&builder.marked);
    return good;
}

/* ------------------------------------------------------------------------------- pairs to units */

static bool has_text(const struct variant *variant)
{
    return text_trim(variant->text).length > 0;
}

/* Puts a pair behind those of the present unit; target NULL: there is no translation. */
static bool add_pair(struct xliff_reader *reader, const struct content *source,
                     const struct content *target, const struct variant *a, const struct variant *b,
                     cotexto_text mid, cotexto_error *error)
{
    struct pending *pending = &reader->pending;
    pending->units = arena_grow(&reader->arena, pending->units, pending->count, &pending->room,
                                sizeof *pending->units);
    pending->mids = arena_grow(&reader->arena, pending->mids, pending->count, &pending->mid_room,
                               sizeof *pending->mids);
    struct variant *variants = arena_array(&reader->arena, 2, sizeof *variants);
    if (pending->units == NULL || pending->mids == NULL || variants == NULL)
        return error_no_memory(error);
    pending->mids[pending->count] = mid;
    struct unit *unit = &pending->units[pending->count++];
    *unit = (struct unit){.confidence = -1, .variants = variants, .variant_count = 1};
    variants[0] = *a;
    if (!language(reader, &reader->arena, source->lang, reader->source, &variants[0].lang, error))
        return false;
    if (b != NULL && has_text(b)) {
        unit->variant_count = 2;
        variants[1] = *b;
        variants[1].properties = target->properties.items;
        variants[1].property_count = target->properties.count;
        unit->reviewed = target->confirmed || (pending->approved && !target->doubtful);
        if (!language(reader, &reader->arena, target->lang, reader->target, &variants[1].lang,
                      error))
            return false;
    }
    for (size_t i = 0; i < unit->variant_count; i++) {
        if (variants[i].lang != NULL)
            continue;
        xml_error(&reader->input, error, "no-language", _("the file does not name its languages"));
        return error_hint(error, "%s", _("name source and target: --languages es,en"));
    }
    return true;
}

static const struct marked *marked_named(const struct content *content, cotexto_text mid)
{
    for (size_t i = 0; mid.bytes != NULL && i < content->count; i++) {
        if (content->segments[i].mid.bytes != NULL && text_equal(content->segments[i].mid, mid))
            return &content->segments[i];
    }
    return NULL;
}

/* The pairs of one <trans-unit>: its marked sentences where both sides have them, else the whole.
 */
static bool add_pairs(struct xliff_reader *reader, const struct content *source,
                      const struct content *segmented, const struct content *target,
                      cotexto_error *error)
{
    const struct content *marked = segmented->count > 0 ? segmented : source;
    const struct content *whole = source->there ? source : segmented;
    if (!whole->there)
        return true;
    if (marked->count == 0 || target->count == 0)
        return add_pair(reader, whole, target, &whole->whole, target->there ? &target->whole : NULL,
                        (cotexto_text){0}, error);
    for (size_t i = 0; i < marked->count; i++) {
        const struct marked *other = marked_named(target, marked->segments[i].mid);
        if (!add_pair(reader, whole, target, &marked->segments[i].variant,
                      other == NULL ? NULL : &other->variant, marked->segments[i].mid, error))
            return false;
    }
    return true;
}

/* ------------------------------------------------------------------------------- notes and facts
 */

static bool read_note(struct xliff_reader *reader, cotexto_error *error)
{
    cotexto_text lang, text;
    return attribute(reader, "xml:lang", &lang, error) &&
           xml_content(&reader->input, &reader->arena, &text, error) &&
           (text_trim(text).length == 0 ||
            add_property(reader, &reader->pending.properties, PROPERTY_NOTE, TEXT(""), text, lang,
                         error));
}

/* A fact that our own writer put into <mda:meta>. */
static bool take_fact(struct xliff_reader *reader, cotexto_text name, cotexto_text value,
                      cotexto_error *error)
{
    struct unit *common = &reader->pending.common;
    for (size_t i = 0; i < XLIFF_FACTS; i++) {
        if (!text_equal(name, cotexto_text_of(xliff_fact_names[i])))
            continue;
        *xliff_fact(common, i) = value;
        return true;
    }
    enum field field = field_named(name);
    if (field != FIELD_NONE && field_set(field, value, common))
        return true;
    return add_property(reader, &reader->pending.properties, PROPERTY_PROP, name, value, TEXT(""),
                        error);
}

/* <mda:meta> of a group: a fact of the unit, or a property of it or of one of its segments. */
static bool take_meta(struct xliff_reader *reader, cotexto_text category, cotexto_text name,
                      cotexto_text value, cotexto_text lang, cotexto_error *error)
{
    struct pending *pending = &reader->pending;
    struct gathered *list = &pending->properties;
    enum { SIDE = sizeof XLIFF_SOURCE - 1 };
    if (category.bytes != NULL && text_equal(category, TEXT(XLIFF_UNIT)))
        return take_fact(reader, name, value, error);
    if (category.length > SIDE && memcmp(category.bytes, XLIFF_SOURCE, SIDE) == 0)
        list = &pending->of_source;
    else if (category.length > SIDE && memcmp(category.bytes, XLIFF_TARGET, SIDE) == 0)
        list = &pending->of_target;
    if (list != &pending->properties)
        category = text_slice(category, SIDE, category.length);
    enum property_kind kind = PROPERTY_PROP;
    if (is_value(category, " " XLIFF_ATTRIBUTE " "))
        kind = PROPERTY_ATTRIBUTE;
    else if (is_value(category, " " XLIFF_NOTE " "))
        kind = PROPERTY_NOTE;
    if (kind == PROPERTY_NOTE)
        name = TEXT("");
    return add_property(reader, list, kind, name, value, lang, error);
}

/* <mda:metadata>: groups may stand in groups; the innermost category counts. */
static bool read_metadata(struct xliff_reader *reader, cotexto_error *error)
{
    xmlTextReaderPtr xml = reader->input.reader;
    int depth = xmlTextReaderDepth(xml), child = 0;
    cotexto_text category = {0}, name, value, lang;
    if (xmlTextReaderIsEmptyElement(xml) == 1)
        return true;
    while ((child = xml_next_child(&reader->input, depth, error)) == 1) {
        if (xml_is(&reader->input, "metaGroup")) {
            if (!attribute(reader, "category", &category, error))
                return false;
        } else if (xml_is(&reader->input, "meta")) {
            if (!attribute(reader, "type", &name, error) ||
                !attribute(reader, "xml:lang", &lang, error) ||
                !xml_content(&reader->input, &reader->arena, &value, error) ||
                !take_meta(reader, category, name.bytes == NULL ? TEXT("") : name, value, lang,
                           error))
                return false;
        }
    }
    return child == 0;
}

/* SDL's <sdl:seg-defs>: what its editor knows of each marked sentence. */
static bool read_sdl(struct xliff_reader *reader, cotexto_error *error)
{
    static const char *const names[] = {"conf", "origin", "percent"};
    struct pending *pending = &reader->pending;
    int depth = xmlTextReaderDepth(reader->input.reader), child = 0;
    if (xmlTextReaderIsEmptyElement(reader->input.reader) == 1)
        return true;
    while ((child = xml_next_child(&reader->input, depth, error)) == 1) {
        cotexto_text mid, value;
        struct gathered list = {0};
        bool reviewed = false;
        if (!xml_is(&reader->input, "seg"))
            continue;
        if (!attribute(reader, "id", &mid, error))
            return false;
        for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
            if (!attribute(reader, names[i], &value, error))
                return false;
            reviewed |= i == 0 && is_value(value, " ApprovedTranslation ApprovedSignOff ");
            if (value.bytes != NULL &&
                !add_property(reader, &list, PROPERTY_PROP, cotexto_text_of(names[i]), value,
                              TEXT(""), error))
                return false;
        }
        for (size_t i = 0; mid.bytes != NULL && i < pending->count; i++) {
            if (pending->mids[i].bytes == NULL || !text_equal(pending->mids[i], mid) ||
                pending->units[i].variant_count < 2)
                continue;
            struct variant *variant = (struct variant *)&pending->units[i].variants[1];
            variant->properties = list.items;
            variant->property_count = list.count;
            pending->units[i].reviewed |= reviewed;
        }
    }
    return child == 0;
}

static bool read_data(struct xliff_reader *reader, cotexto_error *error)
{
    struct pending *pending = &reader->pending;
    int depth = xmlTextReaderDepth(reader->input.reader), child = 0;
    if (xmlTextReaderIsEmptyElement(reader->input.reader) == 1)
        return true;
    while ((child = xml_next_child(&reader->input, depth, error)) == 1) {
        pending->data = arena_grow(&reader->arena, pending->data, pending->data_count,
                                   &pending->data_room, sizeof *pending->data);
        if (pending->data == NULL)
            return error_no_memory(error);
        struct datum *datum = &pending->data[pending->data_count];
        if (!attribute(reader, "id", &datum->id, error) ||
            !xml_content(&reader->input, &reader->arena, &datum->text, error))
            return false;
        pending->data_count += datum->id.bytes != NULL;
    }
    return child == 0;
}

/* ---------------------------------------------------------------------------------------- units */

/* An id that our writer made says nothing; the unit's own id stands beside it then. */
static void choose_id(struct xliff_reader *reader, cotexto_text own, cotexto_text name)
{
    bool number =
        own.bytes != NULL && strncmp(own.bytes, XLIFF_OWN_ID, sizeof XLIFF_OWN_ID - 1) == 0;
    cotexto_text id = number ? name : own;
    reader->pending.common.id = id.bytes == NULL ? TEXT("") : id;
    reader->pending.own = number;
}

/* Attributes of a <trans-unit> or <unit>. Those that no field holds are kept as properties. */
static bool read_attributes(struct xliff_reader *reader, cotexto_error *error)
{
    struct pending *pending = &reader->pending;
    xmlTextReaderPtr xml = reader->input.reader;
    bool good = true;
    cotexto_text own = {0}, name_of = {0}, name_name = {0};
    for (int more = xmlTextReaderMoveToFirstAttribute(xml); good && more == 1;
         more = xmlTextReaderMoveToNextAttribute(xml)) {
        cotexto_text name =
            arena_text(&reader->arena, cotexto_text_of((const char *)xmlTextReaderConstName(xml)));
        cotexto_text text =
            arena_text(&reader->arena, cotexto_text_of((const char *)xmlTextReaderConstValue(xml)));
        if (name.bytes == NULL || text.bytes == NULL)
            return error_no_memory(error);
        if (xmlTextReaderIsNamespaceDecl(xml) == 1 || text_equal(name, TEXT("xml:space")))
            continue;
        if (text_equal(name, TEXT("id")))
            own = text;
        else if (text_equal(name, TEXT("resname")) || text_equal(name, TEXT("name")))
            name_name = name, name_of = text;
        else if (text_equal(name, TEXT("approved")))
            pending->approved = text_equal(text, TEXT("yes"));
        else
            good = add_property(reader, &pending->properties, PROPERTY_PROP, name, text, TEXT(""),
                                error);
    }
    xmlTextReaderMoveToElement(xml);
    choose_id(reader, own, name_of);
    if (!pending->own && name_of.bytes != NULL)
        good = good && add_property(reader, &pending->properties, PROPERTY_PROP, name_name, name_of,
                                    TEXT(""), error);
    return good;
}

/* id of a segment: "unit/segment"; of the only one without a name of its own, the unit's. */
static bool segment_id(struct xliff_reader *reader, cotexto_text mid, cotexto_text *id,
                       cotexto_error *error)
{
    cotexto_text whole = reader->pending.common.id;
    *id = whole;
    if (mid.bytes == NULL || whole.length == 0)
        return true;
    struct string both = {0};
    string_append_format(&both, "%s/%s", whole.bytes, mid.bytes);
    bool good = string_ok(&both, error);
    if (good)
        *id = arena_text(&reader->arena, string_text(&both));
    string_free(&both);
    return good && (id->bytes != NULL || error_no_memory(error));
}

/* Gives each unit of the element what belongs to all of them. */
static bool complete_units(struct xliff_reader *reader, cotexto_error *error)
{
    struct pending *pending = &reader->pending;
    for (size_t i = 0; i < pending->count; i++) {
        struct unit *unit = &pending->units[i], own = *unit;
        *unit = pending->common;
        if (!segment_id(reader, pending->mids[i], &unit->id, error))
            return false;
        unit->variants = own.variants;
        unit->variant_count = own.variant_count;
        unit->reviewed |= own.reviewed;
        unit->properties = pending->properties.items;
        unit->property_count = pending->properties.count;
        struct variant *variants = (struct variant *)unit->variants;
        if (pending->of_source.count > 0) {
            variants[0].properties = pending->of_source.items;
            variants[0].property_count = pending->of_source.count;
        }
        if (pending->of_target.count > 0 && unit->variant_count > 1) {
            variants[1].properties = pending->of_target.items;
            variants[1].property_count = pending->of_target.count;
        }
    }
    return true;
}

/* What stands in a unit of either version beside its texts. */
static bool read_aside(struct xliff_reader *reader, cotexto_error *error)
{
    struct xml_input *input = &reader->input;
    const char *space = (const char *)xmlTextReaderConstNamespaceUri(input->reader);
    if (is_own(reader, "note"))
        return read_note(reader, error);
    if (is_own(reader, "originalData"))
        return read_data(reader, error);
    if (xml_is(input, "metadata") && space != NULL && strcmp(space, XLIFF_META_SPACE) == 0)
        return read_metadata(reader, error);
    if (xml_is(input, "seg-defs"))
        return read_sdl(reader, error);
    return is_own(reader, "notes") || xml_skip(input, error); /* <notes>: its <note>s come next */
}

/* <trans-unit> of 1.x. <alt-trans> holds proposals of other tools, not translations: skipped. */
static bool read_trans_unit(struct xliff_reader *reader, cotexto_error *error)
{
    struct content source = {0}, segmented = {0}, target = {0};
    int depth = xmlTextReaderDepth(reader->input.reader), child = 0;
    bool empty = xmlTextReaderIsEmptyElement(reader->input.reader) == 1, paired = false;
    if (!read_attributes(reader, error))
        return false;
    while (!empty && (child = xml_next_child(&reader->input, depth, error)) == 1) {
        bool good = true, texts = true;
        if (is_own(reader, "source"))
            good = read_content(reader, &source, error);
        else if (is_own(reader, "seg-source"))
            good = read_content(reader, &segmented, error);
        else if (is_own(reader, "target"))
            good = read_content(reader, &target, error);
        else
            texts = false;
        if (!texts && !paired && xml_is(&reader->input, "seg-defs")) {
            paired = true;
            good = add_pairs(reader, &source, &segmented, &target, error);
        }
        if (!good || (!texts && !read_aside(reader, error)))
            return false;
    }
    return child == 0 && (paired || add_pairs(reader, &source, &segmented, &target, error)) &&
           complete_units(reader, error);
}

/* <segment> of 2.x. */
static bool read_segment(struct xliff_reader *reader, cotexto_error *error)
{
    struct content source = {0}, target = {0}, states = {0};
    cotexto_text id;
    int depth = xmlTextReaderDepth(reader->input.reader), child = 0;
    bool empty = xmlTextReaderIsEmptyElement(reader->input.reader) == 1;
    if (!attribute(reader, "id", &id, error) || !read_states(reader, &states, error))
        return false;
    while (!empty && (child = xml_next_child(&reader->input, depth, error)) == 1) {
        bool good;
        if (is_own(reader, "source"))
            good = read_content(reader, &source, error);
        else if (is_own(reader, "target"))
            good = read_content(reader, &target, error);
        else
            good = xml_skip(&reader->input, error);
        if (!good)
            return false;
    }
    target.properties = states.properties;
    target.confirmed = states.confirmed;
    target.doubtful = states.doubtful;
    return child == 0 &&
           (!source.there || add_pair(reader, &source, &target, &source.whole,
                                      target.there ? &target.whole : NULL, id, error));
}

/* <unit> of 2.x. An <ignorable> is what lies between sentences. */
static bool read_unit(struct xliff_reader *reader, cotexto_error *error)
{
    int depth = xmlTextReaderDepth(reader->input.reader), child = 0;
    bool empty = xmlTextReaderIsEmptyElement(reader->input.reader) == 1;
    if (!read_attributes(reader, error))
        return false;
    while (!empty && (child = xml_next_child(&reader->input, depth, error)) == 1) {
        if (is_own(reader, "segment") ? !read_segment(reader, error) : !read_aside(reader, error))
            return false;
    }
    return child == 0 && complete_units(reader, error);
}

/* ----------------------------------------------------------------------------------- the reader */

/* In 2.x the languages are attributes of <xliff>. */
static bool read_root(struct xliff_reader *reader, cotexto_error *error)
{
    cotexto_text a, b;
    return attribute(reader, "srcLang", &a, error) && attribute(reader, "trgLang", &b, error) &&
           language(reader, &reader->root_arena, a, reader->root_source, &reader->root_source,
                    error) &&
           language(reader, &reader->root_arena, b, reader->root_target, &reader->root_target,
                    error);
}

/* In 1.x they are attributes of each <file>. */
static bool read_file(struct xliff_reader *reader, cotexto_error *error)
{
    cotexto_text a, b;
    arena_reset(&reader->file_arena);
    return attribute(reader, "source-language", &a, error) &&
           attribute(reader, "target-language", &b, error) &&
           language(reader, &reader->file_arena, a, reader->root_source, &reader->source, error) &&
           language(reader, &reader->file_arena, b, reader->root_target, &reader->target, error);
}

/* One element outside of units. */
static bool read_element(struct xliff_reader *reader, cotexto_error *error)
{
    if (!reader->started && !xml_is(&reader->input, "xliff"))
        return xml_error(&reader->input, error, "not-xliff",
                         _("this is XML, but not an XLIFF file"));
    if (!reader->started) {
        reader->started = true;
        return read_root(reader, error);
    }
    arena_reset(&reader->arena);
    reader->pending = (struct pending){.common = {.confidence = -1}};
    if (is_own(reader, "file"))
        return read_file(reader, error);
    if (is_own(reader, "trans-unit"))
        return read_trans_unit(reader, error);
    if (is_own(reader, "unit"))
        return read_unit(reader, error);
    static const char *const containers[] = {"body", "group", "bin-unit"};
    for (size_t i = 0; i < sizeof containers / sizeof *containers; i++) {
        if (is_own(reader, containers[i]))
            return true; /* what is in it comes next */
    }
    return xml_skip(&reader->input, error);
}

static bool next(struct exchange_reader *base, const struct unit **unit, cotexto_error *error)
{
    struct xliff_reader *reader = (struct xliff_reader *)base;
    struct pending *pending = &reader->pending;
    *unit = NULL;
    while (pending->given == pending->count) {
        int result = xml_next(&reader->input, error);
        if (result == 0)
            return true;
        if (result == 1 &&
            (xmlTextReaderNodeType(reader->input.reader) != XML_READER_TYPE_ELEMENT ||
             read_element(reader, error)))
            continue;
        return reader->input.cut || xml_repair_hint(&reader->input, error);
    }
    *unit = &pending->units[pending->given++];
    return true;
}

static const cotexto_repair *repairs(const struct exchange_reader *base)
{
    return xml_repairs(&((const struct xliff_reader *)base)->input);
}

static void progress(const struct exchange_reader *base, uint64_t *done, uint64_t *total)
{
    const struct xliff_reader *reader = (const struct xliff_reader *)base;
    *done = reader->input.done;
    *total = reader->input.total;
}

static void close_reader(struct exchange_reader *base)
{
    struct xliff_reader *reader = (struct xliff_reader *)base;
    xml_close(&reader->input);
    arena_free(&reader->arena);
    arena_free(&reader->file_arena);
    arena_free(&reader->root_arena);
    free(reader);
}

struct exchange_reader *xliff_open_reader(const char *path,
                                          const struct exchange_read_options *options,
                                          cotexto_error *error)
{
    struct xliff_reader *reader = calloc(1, sizeof *reader);
    if (reader == NULL) {
        error_no_memory(error);
        return NULL;
    }
    reader->base = (struct exchange_reader){next, close_reader, progress, repairs};
    reader->options = options;
    reader->asked = options->language_count == 2;
    if (reader->asked) {
        reader->root_source = options->languages[0];
        reader->root_target = options->languages[1];
    }
    if (xml_open(&reader->input, path, options->repair, error))
        return &reader->base;
    free(reader);
    return NULL;
}
