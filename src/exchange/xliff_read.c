/* XLIFF 1.0 to 1.2 and 2.0 to 2.2 in (OASIS XLIFF 1.2, 2008; XLIFF 2.1, 2018), with the forms of
 * SDL (.sdlxliff) and memoQ (.mqxliff). Holds one <trans-unit> or <unit> and gives its segments one
 * after the other. What is well-formed is read, also where the schema does not allow it. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/message.h"
#include "base/text.h"
#include "exchange/fields.h"
#include "exchange/formats.h"
#include "exchange/gathered.h"
#include "exchange/xliff.h"
#include "exchange/xliff_content.h"

/* What a <source>, <seg-source> or <target> holds, and what its attributes say. */
struct content {
    struct xliff_content texts;
    struct gathered properties; /* state and the like */
    bool confirmed, doubtful;   /* its state says that a person has, or has not, checked it */
};

/* The <trans-unit> or <unit> at hand, and what comes of it. */
struct pending {
    struct unit *units;
    cotexto_text *mids; /* of the units, to find them by */
    size_t count, room, mid_room, given;
    struct unit common; /* what all of them share */
    struct gathered properties, of_source, of_target;
    bool approved, own; /* own: our writer made it, and its states only say what the fields say */
};

struct xliff_reader {
    struct exchange_reader base;
    struct xliff_input xliff;
    struct arena file_arena; /* of the present <file> */
    struct arena root_arena;
    const char *root_source,
        *root_target;            /* of <xliff>, else what the caller says; NULL: nothing */
    const char *source, *target; /* of the present <file>; NULL: not said */
    struct pending pending;
    bool started;
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
    return gathered_add(list, &reader->xliff.arena, (struct property){kind, name, value, lang}, error);
}

/* What the state of a target says, in the words of 1.2 and of 2.x. */
static void judge_state(struct content *content, cotexto_text state)
{
    content->confirmed |= xliff_is_value(state, " final signed-off reviewed ");
    content->doubtful |=
        state.bytes != NULL && !content->confirmed && !xliff_is_value(state, " translated ");
}

static bool read_states(struct xliff_reader *reader, struct content *content, cotexto_error *error)
{
    static const char *const names[] = {"state", "state-qualifier", "subState"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        cotexto_text value;
        if (!xliff_attribute(&reader->xliff, names[i], &value, error))
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
    return read_states(reader, content, error) &&
           xliff_read_content(&reader->xliff, &content->texts, error);
}

/* ------------------------------------------------------------------------------- pairs to units */

/* Puts a pair behind those of the present unit; target NULL: there is no translation. */
static bool add_pair(struct xliff_reader *reader, const struct content *source,
                     const struct content *target, const struct xliff_text *a,
                     const struct xliff_text *b, cotexto_text mid, cotexto_error *error)
{
    struct pending *pending = &reader->pending;
    pending->units = arena_grow(&reader->xliff.arena, pending->units, pending->count,
                                &pending->room, sizeof *pending->units);
    pending->mids = arena_grow(&reader->xliff.arena, pending->mids, pending->count,
                               &pending->mid_room, sizeof *pending->mids);
    struct variant *variants = arena_array(&reader->xliff.arena, 2, sizeof *variants);
    if (pending->units == NULL || pending->mids == NULL || variants == NULL)
        return error_no_memory(error);
    pending->mids[pending->count] = mid;
    struct unit *unit = &pending->units[pending->count++];
    *unit = (struct unit){.confidence = -1, .variants = variants, .variant_count = 1};
    variants[0] = a->variant;
    if (!xliff_language(&reader->xliff, &reader->xliff.arena, source->texts.lang, reader->source,
                        &variants[0].lang, error))
        return false;
    if (b != NULL && xliff_has_text(b)) {
        unit->variant_count = 2;
        variants[1] = b->variant;
        variants[1].properties = target->properties.items;
        variants[1].property_count = target->properties.count;
        unit->reviewed = target->confirmed || (pending->approved && !target->doubtful);
        if (!xliff_language(&reader->xliff, &reader->xliff.arena, target->texts.lang,
                            reader->target, &variants[1].lang, error))
            return false;
    }
    for (size_t i = 0; i < unit->variant_count; i++) {
        if (variants[i].lang != NULL)
            continue;
        xml_error(&reader->xliff.xml, error, "no-language",
                  _("the file does not name its languages"));
        return error_hint(error, "%s", _("name source and target: --languages es,en"));
    }
    return true;
}

/* The pairs of one <trans-unit>: its marked sentences, unless the target has text but no marks. */
static bool add_pairs(struct xliff_reader *reader, const struct content *source,
                      const struct content *segmented, const struct content *target,
                      cotexto_error *error)
{
    const struct content *marked = segmented->texts.count > 0 ? segmented : source;
    const struct content *whole = source->texts.there ? source : segmented;
    if (!whole->texts.there)
        return true;
    if (marked->texts.count == 0 ||
        (target->texts.count == 0 && xliff_has_text(&target->texts.whole)))
        return add_pair(reader, whole, target, &whole->texts.whole,
                        target->texts.there ? &target->texts.whole : NULL, (cotexto_text){0},
                        error);
    for (size_t i = 0; i < marked->texts.count; i++) {
        const struct xliff_marked *sentence = &marked->texts.segments[i];
        const struct xliff_marked *other = xliff_marked_named(&target->texts, sentence->mid);
        if (!add_pair(reader, whole, target, &sentence->text, other == NULL ? NULL : &other->text,
                      sentence->mid, error))
            return false;
    }
    return true;
}

/* ------------------------------------------------------------------------------- notes and facts
 */

static bool read_note(struct xliff_reader *reader, cotexto_error *error)
{
    cotexto_text lang, text;
    return xliff_attribute(&reader->xliff, "xml:lang", &lang, error) &&
           xml_content(&reader->xliff.xml, &reader->xliff.arena, &text, error) &&
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
    if (xliff_is_value(category, " " XLIFF_ATTRIBUTE " "))
        kind = PROPERTY_ATTRIBUTE;
    else if (xliff_is_value(category, " " XLIFF_NOTE " "))
        kind = PROPERTY_NOTE;
    if (kind == PROPERTY_NOTE)
        name = TEXT("");
    return add_property(reader, list, kind, name, value, lang, error);
}

/* <mda:metadata>: groups may stand in groups; the innermost category counts. */
static bool read_metadata(struct xliff_reader *reader, cotexto_error *error)
{
    xmlTextReaderPtr xml = reader->xliff.xml.reader;
    int depth = xmlTextReaderDepth(xml), child = 0;
    cotexto_text category = {0}, name, value, lang;
    if (xmlTextReaderIsEmptyElement(xml) == 1)
        return true;
    while ((child = xml_next_child(&reader->xliff.xml, depth, error)) == 1) {
        if (xml_is(&reader->xliff.xml, "metaGroup")) {
            if (!xliff_attribute(&reader->xliff, "category", &category, error))
                return false;
        } else if (xml_is(&reader->xliff.xml, "meta")) {
            if (!xliff_attribute(&reader->xliff, "type", &name, error) ||
                !xliff_attribute(&reader->xliff, "xml:lang", &lang, error) ||
                !xml_content(&reader->xliff.xml, &reader->xliff.arena, &value, error) ||
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
    static const char *const names[] = {"conf", "origin", "percent", "locked"};
    struct pending *pending = &reader->pending;
    int depth = xmlTextReaderDepth(reader->xliff.xml.reader), child = 0;
    if (xmlTextReaderIsEmptyElement(reader->xliff.xml.reader) == 1)
        return true;
    while ((child = xml_next_child(&reader->xliff.xml, depth, error)) == 1) {
        cotexto_text mid, value;
        struct gathered list = {0};
        bool reviewed = false;
        if (!xml_is(&reader->xliff.xml, "seg"))
            continue;
        if (!xliff_attribute(&reader->xliff, "id", &mid, error))
            return false;
        for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
            if (!xliff_attribute(&reader->xliff, names[i], &value, error))
                return false;
            reviewed |= i == 0 && xliff_is_value(value, " ApprovedTranslation ApprovedSignOff ");
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

/* ---------------------------------------------------------------------------------------- units */

/* Attributes of a <trans-unit> or <unit>. Those that no field holds are kept as properties. */
static bool read_attributes(struct xliff_reader *reader, cotexto_error *error)
{
    struct pending *pending = &reader->pending;
    xmlTextReaderPtr xml = reader->xliff.xml.reader;
    bool good = true;
    cotexto_text own = {0}, name_of = {0}, name_name = {0};
    for (int more = xmlTextReaderMoveToFirstAttribute(xml); good && more == 1;
         more = xmlTextReaderMoveToNextAttribute(xml)) {
        cotexto_text name = arena_text(&reader->xliff.arena,
                                       cotexto_text_of((const char *)xmlTextReaderConstName(xml)));
        cotexto_text text = arena_text(&reader->xliff.arena,
                                       cotexto_text_of((const char *)xmlTextReaderConstValue(xml)));
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
    pending->common.id = xliff_unit_id(own, name_of, &pending->own);
    if (!pending->own && name_of.bytes != NULL)
        good = good && add_property(reader, &pending->properties, PROPERTY_PROP, name_name, name_of,
                                    TEXT(""), error);
    return good;
}

/* Gives each unit of the element what belongs to all of them. */
static bool complete_units(struct xliff_reader *reader, cotexto_error *error)
{
    struct pending *pending = &reader->pending;
    for (size_t i = 0; i < pending->count; i++) {
        struct unit *unit = &pending->units[i], own = *unit;
        *unit = pending->common;
        if (!xliff_segment_id(&reader->xliff.arena, pending->common.id, pending->mids[i], &unit->id,
                              error))
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
    struct xml_input *input = &reader->xliff.xml;
    const char *space = (const char *)xmlTextReaderConstNamespaceUri(input->reader);
    if (xliff_is(&reader->xliff, "note"))
        return read_note(reader, error);
    if (xliff_is(&reader->xliff, "originalData"))
        return xliff_read_data(&reader->xliff, error);
    if (xml_is(input, "metadata") && space != NULL && strcmp(space, XLIFF_META_SPACE) == 0)
        return read_metadata(reader, error);
    if (xml_is(input, "seg-defs"))
        return read_sdl(reader, error);
    return xliff_is(&reader->xliff, "notes") ||
           xml_skip(input, error); /* <notes>: its <note>s come next */
}

/* <trans-unit> of 1.x. <alt-trans> holds proposals of other tools, not translations: skipped. */
static bool read_trans_unit(struct xliff_reader *reader, cotexto_error *error)
{
    struct content source = {0}, segmented = {0}, target = {0};
    int depth = xmlTextReaderDepth(reader->xliff.xml.reader), child = 0;
    bool empty = xmlTextReaderIsEmptyElement(reader->xliff.xml.reader) == 1, paired = false;
    if (!read_attributes(reader, error))
        return false;
    while (!empty && (child = xml_next_child(&reader->xliff.xml, depth, error)) == 1) {
        bool good = true, texts = true;
        if (xliff_is(&reader->xliff, "source"))
            good = read_content(reader, &source, error);
        else if (xliff_is(&reader->xliff, "seg-source"))
            good = read_content(reader, &segmented, error);
        else if (xliff_is(&reader->xliff, "target"))
            good = read_content(reader, &target, error);
        else
            texts = false;
        if (!texts && !paired && xml_is(&reader->xliff.xml, "seg-defs")) {
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
    int depth = xmlTextReaderDepth(reader->xliff.xml.reader), child = 0;
    bool empty = xmlTextReaderIsEmptyElement(reader->xliff.xml.reader) == 1;
    if (!xliff_attribute(&reader->xliff, "id", &id, error) || !read_states(reader, &states, error))
        return false;
    while (!empty && (child = xml_next_child(&reader->xliff.xml, depth, error)) == 1) {
        bool good;
        if (xliff_is(&reader->xliff, "source"))
            good = read_content(reader, &source, error);
        else if (xliff_is(&reader->xliff, "target"))
            good = read_content(reader, &target, error);
        else
            good = xml_skip(&reader->xliff.xml, error);
        if (!good)
            return false;
    }
    target.properties = states.properties;
    target.confirmed = states.confirmed;
    target.doubtful = states.doubtful;
    return child == 0 && (!source.texts.there ||
                          add_pair(reader, &source, &target, &source.texts.whole,
                                   target.texts.there ? &target.texts.whole : NULL, id, error));
}

/* <unit> of 2.x. An <ignorable> is what lies between sentences. */
static bool read_unit(struct xliff_reader *reader, cotexto_error *error)
{
    int depth = xmlTextReaderDepth(reader->xliff.xml.reader), child = 0;
    bool empty = xmlTextReaderIsEmptyElement(reader->xliff.xml.reader) == 1;
    if (!read_attributes(reader, error))
        return false;
    while (!empty && (child = xml_next_child(&reader->xliff.xml, depth, error)) == 1) {
        if (xliff_is(&reader->xliff, "segment") ? !read_segment(reader, error)
                                                : !read_aside(reader, error))
            return false;
    }
    return child == 0 && complete_units(reader, error);
}

/* ----------------------------------------------------------------------------------- the reader */

/* In 2.x the languages are attributes of <xliff>. */
static bool read_root(struct xliff_reader *reader, cotexto_error *error)
{
    cotexto_text a, b;
    return xliff_attribute(&reader->xliff, "srcLang", &a, error) &&
           xliff_attribute(&reader->xliff, "trgLang", &b, error) &&
           xliff_language(&reader->xliff, &reader->root_arena, a, reader->root_source,
                          &reader->root_source, error) &&
           xliff_language(&reader->xliff, &reader->root_arena, b, reader->root_target,
                          &reader->root_target, error);
}

/* In 1.x they are attributes of each <file>. */
static bool read_file(struct xliff_reader *reader, cotexto_error *error)
{
    cotexto_text a, b;
    arena_reset(&reader->file_arena);
    return xliff_attribute(&reader->xliff, "source-language", &a, error) &&
           xliff_attribute(&reader->xliff, "target-language", &b, error) &&
           xliff_language(&reader->xliff, &reader->file_arena, a, reader->root_source,
                          &reader->source, error) &&
           xliff_language(&reader->xliff, &reader->file_arena, b, reader->root_target,
                          &reader->target, error);
}

/* One element outside of units. */
static bool read_element(struct xliff_reader *reader, cotexto_error *error)
{
    if (!reader->started && !xml_is(&reader->xliff.xml, "xliff"))
        return xml_error(&reader->xliff.xml, error, "not-xliff",
                         _("this is XML, but not an XLIFF file"));
    if (!reader->started) {
        reader->started = true;
        return read_root(reader, error);
    }
    arena_reset(&reader->xliff.arena);
    xliff_next_unit(&reader->xliff);
    reader->pending = (struct pending){.common = {.confidence = -1}};
    if (xliff_is(&reader->xliff, "file"))
        return read_file(reader, error);
    if (xliff_is(&reader->xliff, "trans-unit"))
        return read_trans_unit(reader, error);
    if (xliff_is(&reader->xliff, "unit"))
        return read_unit(reader, error);
    static const char *const containers[] = {"body", "group", "bin-unit"};
    for (size_t i = 0; i < sizeof containers / sizeof *containers; i++) {
        if (xliff_is(&reader->xliff, containers[i]))
            return true; /* what is in it comes next */
    }
    return xml_skip(&reader->xliff.xml, error);
}

static bool next(struct exchange_reader *base, const struct unit **unit, cotexto_error *error)
{
    struct xliff_reader *reader = (struct xliff_reader *)base;
    struct pending *pending = &reader->pending;
    *unit = NULL;
    while (pending->given == pending->count) {
        int result = xml_next(&reader->xliff.xml, error);
        if (result == 0)
            return true;
        if (result == 1 &&
            (xmlTextReaderNodeType(reader->xliff.xml.reader) != XML_READER_TYPE_ELEMENT ||
             read_element(reader, error)))
            continue;
        return reader->xliff.xml.cut || xml_repair_hint(&reader->xliff.xml, error);
    }
    *unit = &pending->units[pending->given++];
    return true;
}

static const cotexto_repair *repairs(const struct exchange_reader *base)
{
    return xml_repairs(&((const struct xliff_reader *)base)->xliff.xml);
}

static void progress(const struct exchange_reader *base, uint64_t *done, uint64_t *total)
{
    const struct xliff_reader *reader = (const struct xliff_reader *)base;
    *done = reader->xliff.xml.done;
    *total = reader->xliff.xml.total;
}

static void close_reader(struct exchange_reader *base)
{
    struct xliff_reader *reader = (struct xliff_reader *)base;
    xml_close(&reader->xliff.xml);
    arena_free(&reader->xliff.arena);
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
    reader->xliff.options = options;
    if (options->language_count == 2) {
        reader->root_source = options->languages[0];
        reader->root_target = options->languages[1];
    }
    if (xml_open(&reader->xliff.xml, path, options->repair, error))
        return &reader->base;
    free(reader);
    return NULL;
}
