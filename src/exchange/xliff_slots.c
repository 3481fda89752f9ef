/* Where translations stand in XLIFF: the units are read as xliff_read.c reads them, and each
 * element's number is kept. */
#include "exchange/xliff_slots.h"

#include "base/error.h"
#include "base/message.h"
#include "base/text.h"
#include "exchange/xliff.h"

#define MATCHES_SPACE "urn:oasis:names:tc:xliff:matches:2.0"

/* libxml2 itself goes no deeper. */
enum { DEEPEST = 256 };

/* What SDL's editor says of a sentence. */
struct told {
    cotexto_text mid;
    uint64_t element;
    bool closed;
};

struct walk {
    struct xliff_input input; /* its arena is `slots`' own, and never reset */
    struct xliff_slots *out;
    const char *root_source, *root_target, *source, *target; /* languages; NULL: not said */
    bool target_said;
    bool closed[DEEPEST + 1]; /* at each depth: translate="no" holds */
    uint32_t stretch;
    bool started;
    struct told *told; /* of the unit at hand */
    size_t told_count, told_room;
};

static int depth_of(const struct walk *walk)
{
    int depth = xmlTextReaderDepth(walk->input.xml.reader);
    return depth < 0 ? 0 : depth > DEEPEST ? DEEPEST : depth;
}

/* Whether the present element, or one around it, is not to be translated. */
static bool read_translate(struct walk *walk, cotexto_error *error)
{
    cotexto_text value;
    int depth = depth_of(walk);
    if (!xliff_attribute(&walk->input, "translate", &value, error))
        return false;
    walk->closed[depth] =
        value.bytes != NULL ? xliff_is_value(value, " no ") : depth > 0 && walk->closed[depth - 1];
    return true;
}

static bool is_empty(const struct walk *walk)
{
    return xmlTextReaderIsEmptyElement(walk->input.xml.reader) == 1;
}

/* --------------------------------------------------------------------------------------- slots */

static struct xliff_place *add_place(struct walk *walk, cotexto_error *error)
{
    struct xliff_slots *out = walk->out;
    out->places = arena_grow(&walk->input.arena, out->places, out->place_count, &out->place_room,
                             sizeof *out->places);
    if (out->places == NULL) {
        error_no_memory(error);
        return NULL;
    }
    struct xliff_place *place = &out->places[out->place_count++];
    *place = (struct xliff_place){.element = xml_element(&walk->input.xml),
                                  .skeleton = XLIFF_NOWHERE,
                                  .target = XLIFF_NOWHERE,
                                  .first_child = XLIFF_NOWHERE,
                                  .matches = XLIFF_NOWHERE,
                                  .first_slot = out->slot_count,
                                  .name_lang = !walk->target_said};
    return place;
}

/* What a side's language is; it must be known. */
static bool side_language(struct walk *walk, const struct xliff_content *content,
                          const char *otherwise, const char **out, cotexto_error *error)
{
    if (!xliff_language(&walk->input, &walk->input.arena, content->lang, otherwise, out, error))
        return false;
    if (*out != NULL)
        return true;
    xml_error(&walk->input.xml, error, "no-language", _("the file does not name its languages"));
    return error_hint(error, "%s", _("name source and target: --languages es,en"));
}

/* Adds a slot to the last place. A source without text needs none. */
static bool add_slot(struct walk *walk, const struct xliff_content *source,
                     const struct xliff_content *target, const struct xliff_slot *slot,
                     enum fill_state state, cotexto_error *error)
{
    struct xliff_slots *out = walk->out;
    struct arena *arena = &walk->input.arena;
    struct xliff_place *place = &out->places[out->place_count - 1];
    struct fill_segment segment = {.state = state, .stretch = walk->stretch};
    if (!xliff_has_text(slot->text))
        return true;
    out->slots =
        arena_grow(arena, out->slots, out->slot_count, &out->slot_room, sizeof *out->slots);
    out->segments = arena_grow(arena, out->segments, out->slot_count, &out->segment_room,
                               sizeof *out->segments);
    if (out->slots == NULL || out->segments == NULL)
        return error_no_memory(error);
    segment.source = slot->text->variant.text;
    segment.tags = slot->text->variant.tags;
    if (!side_language(walk, source, walk->source, &segment.from, error) ||
        !side_language(walk, target, walk->target, &segment.to, error) ||
        !xliff_segment_id(arena, place->id, slot->mid, &segment.id, error))
        return false;
    out->slots[out->slot_count] = *slot;
    out->segments[out->slot_count++] = segment;
    place->slot_count++;
    return true;
}

/* Many tools put the source into the target of what is still to be translated. */
static enum fill_state judge(const struct xliff_text *source, const struct xliff_text *target,
                             bool closed, bool untouched)
{
    if (closed)
        return FILL_CLOSED;
    if (target == NULL || !xliff_has_text(target))
        return FILL_OPEN;
    bool copy = text_equal(source->variant.text, target->variant.text) &&
                text_equal(source->variant.tags, target->variant.tags);
    return copy && untouched ? FILL_OPEN : FILL_TRANSLATED;
}

static bool add_proposal(struct walk *walk, cotexto_text mid, cotexto_error *error)
{
    struct xliff_place *place = &walk->out->places[walk->out->place_count - 1];
    place->proposals = arena_grow(&walk->input.arena, place->proposals, place->proposal_count,
                                  &place->proposal_room, sizeof *place->proposals);
    if (place->proposals == NULL)
        return error_no_memory(error);
    place->proposals[place->proposal_count++] =
        (struct xliff_proposal){mid, xml_element(&walk->input.xml)};
    return true;
}

/* Reads id and name of the present unit. */
static bool read_id(struct walk *walk, struct xliff_place *place, const char *name,
                    cotexto_error *error)
{
    cotexto_text own, other;
    bool number;
    if (!xliff_attribute(&walk->input, "id", &own, error) ||
        !xliff_attribute(&walk->input, name, &other, error))
        return false;
    place->id = xliff_unit_id(own, other, &number);
    return true;
}

/* ----------------------------------------------------------------------------------------- 1.x */

/* A <trans-unit> while it is read. */
struct trans_unit {
    struct xliff_content source, segmented, target;
    bool closed;
    cotexto_text state; /* of the target */
};

static bool read_trans_unit_head(struct walk *walk, struct xliff_place *place,
                                 struct trans_unit *unit, cotexto_error *error)
{
    cotexto_text approved, locked, status;
    if (!read_id(walk, place, "resname", error) || !read_translate(walk, error) ||
        !xliff_attribute(&walk->input, "approved", &approved, error) ||
        !xliff_attribute(&walk->input, "mq:locked", &locked, error) ||
        !xliff_attribute(&walk->input, "mq:status", &status, error))
        return false;
    unit->closed = walk->closed[depth_of(walk)] || xliff_is_value(approved, " yes ") ||
                   (locked.bytes != NULL && !xliff_is_value(locked, " no false "));
    place->memoq = status.bytes != NULL;
    return true;
}

/* SDL's <sdl:seg-defs>. */
static bool read_told(struct walk *walk, cotexto_error *error)
{
    struct xliff_input *input = &walk->input;
    int depth = xmlTextReaderDepth(input->xml.reader), child = 0;
    if (is_empty(walk))
        return true;
    while ((child = xml_next_child(&input->xml, depth, error)) == 1) {
        cotexto_text locked, conf;
        if (!xml_is(&input->xml, "seg"))
            continue;
        walk->told = arena_grow(&input->arena, walk->told, walk->told_count, &walk->told_room,
                                sizeof *walk->told);
        if (walk->told == NULL)
            return error_no_memory(error);
        struct told *told = &walk->told[walk->told_count++];
        told->element = xml_element(&input->xml);
        if (!xliff_attribute(input, "id", &told->mid, error) ||
            !xliff_attribute(input, "locked", &locked, error) ||
            !xliff_attribute(input, "conf", &conf, error))
            return false;
        told->closed = xliff_is_value(locked, " true ") ||
                       xliff_is_value(conf, " ApprovedTranslation ApprovedSignOff ");
    }
    return child == 0;
}

static bool read_alt_trans(struct walk *walk, cotexto_error *error)
{
    cotexto_text tool, mid;
    if (!xliff_attribute(&walk->input, "tool", &tool, error) ||
        !xliff_attribute(&walk->input, "mid", &mid, error) ||
        (xliff_is_value(tool, " " FILL_TOOL " ") && !add_proposal(walk, mid, error)))
        return false;
    return xml_skip(&walk->input.xml, error);
}

static bool read_trans_unit_child(struct walk *walk, struct xliff_place *place,
                                  struct trans_unit *unit, cotexto_error *error)
{
    struct xliff_input *input = &walk->input;
    if (xliff_is(input, "source"))
        return xliff_read_content(input, &unit->source, error);
    if (xliff_is(input, "seg-source"))
        return xliff_read_content(input, &unit->segmented, error);
    if (xliff_is(input, "target"))
        return xliff_attribute(input, "state", &unit->state, error) &&
               xliff_read_content(input, &unit->target, error);
    if (xliff_is(input, "alt-trans"))
        return read_alt_trans(walk, error);
    if (xml_is(&input->xml, "seg-defs")) {
        place->sdl = true;
        return read_told(walk, error);
    }
    return xml_skip(&input->xml, error);
}

static const struct told *told_of(const struct walk *walk, cotexto_text mid)
{
    for (size_t i = 0; mid.bytes != NULL && i < walk->told_count; i++) {
        if (walk->told[i].mid.bytes != NULL && text_equal(walk->told[i].mid, mid))
            return &walk->told[i];
    }
    return NULL;
}

static bool add_sentences(struct walk *walk, const struct trans_unit *unit,
                          const struct xliff_content *marked, const struct xliff_content *whole,
                          bool untouched, cotexto_error *error)
{
    for (size_t i = 0; i < marked->count; i++) {
        const struct xliff_marked *sentence = &marked->segments[i];
        const struct xliff_marked *other = xliff_marked_named(&unit->target, sentence->mid);
        const struct told *told = told_of(walk, sentence->mid);
        struct xliff_slot slot = {.text = &sentence->text,
                                  .mid = sentence->mid,
                                  .source = sentence->element,
                                  .target = other == NULL ? XLIFF_NOWHERE : other->element,
                                  .segment = told == NULL ? XLIFF_NOWHERE : told->element};
        enum fill_state state = judge(&sentence->text, other == NULL ? NULL : &other->text,
                                      unit->closed || (told != NULL && told->closed), untouched);
        bool repeated = xliff_marked_named(marked, sentence->mid) != sentence;
        if (state == FILL_OPEN && unit->target.count > 0 && other == NULL)
            state = FILL_UNFIT;
        if (repeated && state != FILL_OPEN) /* which of them is meant can't be told */
            state = FILL_CLOSED;
        else if (repeated)
            state = FILL_UNFIT;
        if (!add_slot(walk, whole, &unit->target, &slot, state, error))
            return false;
    }
    return true;
}

/* A text that is not divided into sentences, or whose translation is not. */
static bool add_whole(struct walk *walk, const struct trans_unit *unit,
                      const struct xliff_content *whole, bool untouched, cotexto_error *error)
{
    struct xliff_text *text = arena_array(&walk->input.arena, 1, sizeof *text);
    if (text == NULL)
        return error_no_memory(error);
    *text = whole->whole;
    struct xliff_slot slot = {.text = text,
                              .source = whole->element,
                              .target = unit->target.there ? unit->target.element : XLIFF_NOWHERE,
                              .segment = XLIFF_NOWHERE};
    enum fill_state state =
        judge(text, unit->target.there ? &unit->target.whole : NULL, unit->closed, untouched);
    return add_slot(walk, whole, &unit->target, &slot, state, error);
}

static bool add_trans_unit(struct walk *walk, struct xliff_place *place, struct trans_unit *unit,
                           cotexto_error *error)
{
    const struct xliff_content *marked =
        unit->segmented.count > 0 ? &unit->segmented : &unit->source;
    const struct xliff_content *whole = unit->source.there ? &unit->source : &unit->segmented;
    bool translated = unit->target.there && xliff_has_text(&unit->target.whole);
    bool untouched = xliff_is_value(unit->state, " new needs-translation ");
    if (!whole->there)
        return true;
    unit->closed |= xliff_is_value(unit->state, " final signed-off ");
    place->marked = marked->count > 0 && (unit->target.count > 0 || !translated);
    place->divided = unit->target.count > 0;
    place->skeleton = place->marked           ? marked->element
                      : unit->segmented.there ? unit->segmented.element
                                              : unit->source.element;
    place->target = unit->target.there ? unit->target.element : XLIFF_NOWHERE;
    return place->marked ? add_sentences(walk, unit, marked, whole, untouched, error)
                         : add_whole(walk, unit, whole, untouched, error);
}

/* <alt-trans> of other tools is skipped. */
static bool walk_trans_unit(struct walk *walk, cotexto_error *error)
{
    struct trans_unit unit = {.closed = false};
    struct xml_input *xml = &walk->input.xml;
    struct xliff_place *place = add_place(walk, error);
    int depth = xmlTextReaderDepth(xml->reader), child = 0;
    bool empty = is_empty(walk);
    walk->told_count = 0;
    if (place == NULL || !read_trans_unit_head(walk, place, &unit, error))
        return false;
    while (!empty && (child = xml_next_child(xml, depth, error)) == 1) {
        if (!read_trans_unit_child(walk, place, &unit, error))
            return false;
    }
    return child == 0 && add_trans_unit(walk, place, &unit, error);
}

/* ----------------------------------------------------------------------------------------- 2.x */

static bool walk_segment(struct walk *walk, bool closed, cotexto_error *error)
{
    struct xliff_input *input = &walk->input;
    struct xliff_content *source = arena_array(&input->arena, 2, sizeof *source),
                         *target = source + 1;
    if (source == NULL)
        return error_no_memory(error);
    struct xliff_slot slot = {.segment = xml_element(&input->xml), .target = XLIFF_NOWHERE};
    int depth = xmlTextReaderDepth(input->xml.reader), child = 0;
    bool empty = is_empty(walk);
    cotexto_text state;
    if (!xliff_attribute(input, "id", &slot.mid, error) ||
        !xliff_attribute(input, "state", &state, error))
        return false;
    while (!empty && (child = xml_next_child(&input->xml, depth, error)) == 1) {
        bool good;
        if (xliff_is(input, "source"))
            good = xliff_read_content(input, source, error);
        else if (xliff_is(input, "target"))
            good = xliff_read_content(input, target, error);
        else
            good = xml_skip(&input->xml, error);
        if (!good)
            return false;
    }
    if (child != 0 || !source->there)
        return child == 0;
    slot.text = &source->whole;
    slot.source = source->element;
    slot.target = target->there ? target->element : XLIFF_NOWHERE;
    closed |= xliff_is_value(state, " final reviewed ");
    return add_slot(walk, source, target, &slot,
                    judge(&source->whole, target->there ? &target->whole : NULL, closed,
                          xliff_is_value(state, " initial ")),
                    error);
}

/* Of our own proposals the id begins with our name. */
static bool read_matches(struct walk *walk, struct xliff_place *place, cotexto_error *error)
{
    struct xml_input *xml = &walk->input.xml;
    int depth = xmlTextReaderDepth(xml->reader), child = 0;
    place->matches = xml_element(xml);
    if (is_empty(walk))
        return true;
    while ((child = xml_next_child(xml, depth, error)) == 1) {
        cotexto_text id;
        if (!xml_is(xml, "match"))
            continue;
        if (!xliff_attribute(&walk->input, "id", &id, error) ||
            (id.length >= sizeof XLIFF_OWN_ID - 1 &&
             memcmp(id.bytes, XLIFF_OWN_ID, sizeof XLIFF_OWN_ID - 1) == 0 &&
             !add_proposal(walk, id, error)) ||
            !xml_skip(xml, error))
            return false;
    }
    return child == 0;
}

static bool walk_unit_child(struct walk *walk, struct xliff_place *place, bool closed,
                            cotexto_error *error)
{
    struct xliff_input *input = &walk->input;
    const char *space = (const char *)xmlTextReaderConstNamespaceUri(input->xml.reader);
    if (place->first_child == XLIFF_NOWHERE)
        place->first_child = xml_element(&input->xml);
    if (xliff_is(input, "segment"))
        return walk_segment(walk, closed, error);
    if (xliff_is(input, "originalData"))
        return xliff_read_data(input, error);
    if (xml_is(&input->xml, "matches") && space != NULL && strcmp(space, MATCHES_SPACE) == 0)
        return read_matches(walk, place, error);
    return xml_skip(&input->xml, error);
}

static bool walk_unit(struct walk *walk, cotexto_error *error)
{
    struct xml_input *xml = &walk->input.xml;
    struct xliff_place *place = add_place(walk, error);
    int depth = xmlTextReaderDepth(xml->reader), child = 0;
    bool empty = is_empty(walk);
    if (place == NULL || !read_id(walk, place, "name", error) || !read_translate(walk, error))
        return false;
    place->two = true;
    bool closed = walk->closed[depth_of(walk)];
    while (!empty && (child = xml_next_child(xml, depth, error)) == 1) {
        if (!walk_unit_child(walk, place, closed, error))
            return false;
    }
    return child == 0;
}

/* ---------------------------------------------------------------------------------------- whole */

static bool walk_root(struct walk *walk, cotexto_error *error)
{
    struct xliff_input *input = &walk->input;
    cotexto_text version, source, target;
    if (!xml_is(&input->xml, "xliff"))
        return xml_error(&input->xml, error, "not-xliff", _("this is XML, but not an XLIFF file"));
    walk->started = true;
    walk->out->root = xml_element(&input->xml);
    if (!read_translate(walk, error) || !xliff_attribute(input, "version", &version, error) ||
        !xliff_attribute(input, "srcLang", &source, error) ||
        !xliff_attribute(input, "trgLang", &target, error) ||
        !xliff_language(input, &input->arena, source, walk->root_source, &walk->root_source, error))
        return false;
    const char *asked = walk->root_target;
    if (!xliff_language(input, &input->arena, target, asked, &walk->root_target, error))
        return false;
    bool two = version.length > 0 && version.bytes[0] == '2';
    walk->out->plain = xliff_is_value(version, " 1.0 ");
    walk->target_said = target.bytes != NULL && text_trim(target).length > 0;
    walk->out->set_target = two && !walk->target_said ? walk->root_target : NULL;
    return true;
}

/* In 2.x a <file> has no languages of its own. */
static bool walk_file(struct walk *walk, cotexto_error *error)
{
    struct xliff_input *input = &walk->input;
    cotexto_text source, target;
    walk->stretch++;
    if (!read_translate(walk, error) ||
        !xliff_attribute(input, "source-language", &source, error) ||
        !xliff_attribute(input, "target-language", &target, error))
        return false;
    walk->target_said = target.bytes != NULL && text_trim(target).length > 0;
    return xliff_language(input, &input->arena, source, walk->root_source, &walk->source, error) &&
           xliff_language(input, &input->arena, target, walk->root_target, &walk->target, error);
}

/* One element outside of units. */
static bool walk_element(struct walk *walk, cotexto_error *error)
{
    struct xliff_input *input = &walk->input;
    if (!walk->started)
        return walk_root(walk, error);
    xliff_next_unit(input);
    if (xliff_is(input, "file"))
        return walk_file(walk, error);
    if (xliff_is(input, "trans-unit"))
        return walk_trans_unit(walk, error);
    if (xliff_is(input, "unit"))
        return walk_unit(walk, error);
    static const char *const containers[] = {"body", "group", "bin-unit"};
    for (size_t i = 0; i < sizeof containers / sizeof *containers; i++) {
        if (xliff_is(input, containers[i]))
            return read_translate(walk, error); /* what is in it comes next */
    }
    return xml_skip(&input->xml, error);
}

bool xliff_find_slots(cotexto_text bytes, const struct exchange_read_options *options,
                      struct arena *arena, struct xliff_slots *out, cotexto_error *error)
{
    struct walk walk = {.input.options = options, .out = out};
    int result = 0;
    bool good = true;
    *out = (struct xliff_slots){0};
    if (options->language_count == 2) {
        walk.root_source = options->languages[0];
        walk.root_target = options->languages[1];
    }
    if (!xml_open_bytes(&walk.input.xml, bytes, error))
        return false;
    while (good && (result = xml_next(&walk.input.xml, error)) == 1) {
        if (xmlTextReaderNodeType(walk.input.xml.reader) == XML_READER_TYPE_ELEMENT)
            good = walk_element(&walk, error);
    }
    xml_close(&walk.input.xml);
    *arena = walk.input.arena;
    return good && result == 0;
}
