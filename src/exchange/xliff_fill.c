/* Translations into an XLIFF file: targets and their attributes, and our proposals beside them
 * (<alt-trans> of 1.x, <mtc:match> of 2.x; SDL's and memoQ's own forms are given none). All other
 * bytes stay as they are. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "exchange/places.h"
#include "exchange/splice.h"
#include "exchange/xliff.h"
#include "exchange/xliff_slots.h"

#define MATCHES_START "<mtc:matches xmlns:mtc=\"urn:oasis:names:tc:xliff:matches:2.0\">"
#define MATCH_START   "<mtc:match xmlns:mtc=\"urn:oasis:names:tc:xliff:matches:2.0\""

struct xliff_fill {
    struct fill_file base;
    struct string converted; /* a file in UTF-16, as UTF-8 */
    const char *utf16;       /* what it is to become again; NULL: it is in no UTF-16 */
    struct arena slot_arena, arena;
    struct xliff_slots slots;
    struct places places;
    struct encoder encoder;
    struct splice splice;
    const struct fill *fills;
};

/* What is written: in the file's encoding, checked once at its end. */
struct draft {
    struct xliff_fill *file;
    struct string out;
};

static const struct place *place_of(const struct xliff_fill *file, uint64_t element)
{
    return &file->places.list[element];
}

/* --------------------------------------------------------------------------------------- drafts */

/* ASCII, or bytes of the file. */
static void put(struct draft *draft, cotexto_text bytes)
{
    string_append_text(&draft->out, bytes);
}

static void put_c(struct draft *draft, const char *ascii)
{
    string_append_c(&draft->out, ascii);
}

static void put_text(struct draft *draft, cotexto_text text,
                     void (*escape)(struct string *, cotexto_text))
{
    struct string escaped = {0};
    escape(&escaped, text);
    encoder_append(&draft->file->encoder, &draft->out, string_text(&escaped));
    draft->out.failed |= escaped.failed;
    string_free(&escaped);
}

static void put_attribute(struct draft *draft, const char *name, cotexto_text value)
{
    string_append_format(&draft->out, " %s=\"", name);
    put_text(draft, value, xml_append_valid);
    string_append_char(&draft->out, '"');
}

/* Puts the draft into the file in place of its bytes start to end, and empties it. */
static void splice_draft(struct draft *draft, size_t start, size_t end)
{
    struct splice *splice = &draft->file->splice;
    splice->failed |= draft->out.failed;
    splice_replace(splice, start, end, string_text(&draft->out));
    string_reset(&draft->out);
}

/* The inline element of the source that a U+FFFC of the translation stands for. */
static void put_code(struct draft *draft, const struct xliff_code *code)
{
    const struct places *places = &draft->file->places;
    const struct place *place = place_of(draft->file, code->element);
    switch (code->part) {
    case XLIFF_OWN_CHARACTER: put_text(draft, TEXT("\xEF\xBF\xBC"), xml_append_content); break;
    case XLIFF_WHOLE: put(draft, text_slice(places->bytes, place->start, place->end)); break;
    case XLIFF_START: put(draft, text_slice(places->bytes, place->start, place->inner)); break;
    case XLIFF_END: put(draft, text_slice(places->bytes, place->outer, place->end)); break;
    }
}

static void put_fill(struct draft *draft, const struct fill *fill, const struct xliff_slot *slot)
{
    static const char object[] = "\xEF\xBF\xBC";
    cotexto_text rest = fill->text;
    for (size_t number = 0;; number++) {
        const char *found = rest.length == 0 ? NULL : memmem(rest.bytes, rest.length, object, 3);
        if (found == NULL)
            break;
        put_text(draft, text_slice(rest, 0, (size_t)(found - rest.bytes)), xml_append_content);
        put_code(draft, &slot->text->codes[fill->tags[number]]);
        rest = text_slice(rest, (size_t)(found - rest.bytes) + 3, rest.length);
    }
    put_text(draft, rest, xml_append_content);
}

/* ------------------------------------------------------------------------- elements of the file */

static void set_attribute(struct draft *draft, uint64_t element, const char *name,
                          cotexto_text value)
{
    const struct places *places = &draft->file->places;
    const struct place *place = place_of(draft->file, element);
    cotexto_range there;
    if (place_attribute(places, place, name, &there)) {
        put_text(draft, value, xml_append_valid);
        splice_draft(draft, there.start, there.end);
        return;
    }
    put_attribute(draft, name, value);
    splice_draft(draft, place_tag_end(places, place), place_tag_end(places, place));
}

/* The draft becomes all that an element holds. */
static void set_content(struct draft *draft, uint64_t element)
{
    const struct places *places = &draft->file->places;
    const struct place *place = place_of(draft->file, element);
    if (place->inner < place->end) {
        splice_draft(draft, place->inner, place->outer);
        return;
    }
    struct string content = draft->out;
    draft->out = (struct string){0};
    put_c(draft, ">");
    put(draft, string_text(&content));
    put_c(draft, "</");
    put(draft, place_name(places, place));
    put_c(draft, ">");
    draft->out.failed |= content.failed;
    string_free(&content);
    splice_draft(draft, place_tag_end(places, place), place->end);
}

/* "target" with the prefix that the file's own elements have. */
static void put_name(struct draft *draft, uint64_t like, const char *name)
{
    put(draft, place_prefix(&draft->file->places, place_of(draft->file, like)));
    put_c(draft, name);
}

static cotexto_text indent_of(const struct xliff_fill *file, uint64_t element)
{
    return place_indent(&file->places, place_of(file, element)->start);
}

/* ----------------------------------------------------------------------------------- proposals */

/* A percent for a version that knows none above 100. */
static int at_most_100(const struct fill *fill)
{
    return fill->percent < 100 ? fill->percent : 100;
}

static void put_side(struct draft *draft, uint64_t like, const char *name, cotexto_text text,
                     const char *lang)
{
    put_c(draft, "<");
    put_name(draft, like, name);
    if (lang != NULL)
        put_attribute(draft, "xml:lang", cotexto_text_of(lang));
    put_c(draft, ">");
    put_text(draft, text, xml_append_content);
    put_c(draft, "</");
    put_name(draft, like, name);
    put_c(draft, ">");
}

static void put_alt_trans(struct draft *draft, const struct fill *fill,
                          const struct xliff_slot *slot)
{
    char quality[16];
    snprintf(quality, sizeof quality, "%d%%", fill->percent);
    put_c(draft, "<");
    put_name(draft, slot->source, "alt-trans");
    if (slot->mid.bytes != NULL)
        put_attribute(draft, "mid", slot->mid);
    put_attribute(draft, "match-quality", cotexto_text_of(quality));
    put_attribute(draft, "origin", fill->origin);
    put_attribute(draft, "tool", TEXT(FILL_TOOL));
    put_c(draft, ">");
    put_side(draft, slot->source, "source", fill->stored_source, fill->source_lang);
    put_side(draft, slot->source, "target", fill->stored_target, fill->target_lang);
    put_c(draft, "</");
    put_name(draft, slot->source, "alt-trans");
    put_c(draft, ">");
}

/* "cotexto.SEGMENT", or "cotexto..2" of the second slot if it has no id: by it the proposal is
 * known again. In the arena. */
static cotexto_text match_id(struct xliff_fill *file, const struct xliff_slot *slot,
                             const struct xliff_place *place)
{
    struct string id = {0};
    size_t number = (size_t)(slot - &file->slots.slots[place->first_slot]) + 1;
    if (slot->mid.bytes == NULL)
        string_append_format(&id, "%s.%zu", XLIFF_OWN_ID, number);
    else
        string_append_format(&id, "%s%s", XLIFF_OWN_ID, slot->mid.bytes);
    cotexto_text kept = arena_text(&file->arena, string_text(&id));
    file->splice.failed |= id.failed || kept.bytes == NULL;
    string_free(&id);
    return kept;
}

static void put_match(struct draft *draft, const struct fill *fill, const struct xliff_slot *slot,
                      const struct xliff_place *place)
{
    char quality[16];
    struct string ref = {0};
    snprintf(quality, sizeof quality, "%d", at_most_100(fill));
    string_append_c(&ref, slot->mid.bytes == NULL ? "#u=" : "#");
    string_append_text(&ref, slot->mid.bytes == NULL ? place->id : slot->mid);
    put_c(draft, MATCH_START);
    put_attribute(draft, "id", match_id(draft->file, slot, place));
    put_attribute(draft, "ref", string_text(&ref));
    put_attribute(draft, "matchQuality", cotexto_text_of(quality));
    put_attribute(draft, "type", TEXT("tm"));
    put_attribute(draft, "origin", fill->origin);
    put_c(draft, ">");
    put_side(draft, slot->source, "source", fill->stored_source, NULL);
    put_side(draft, slot->source, "target", fill->stored_target, NULL);
    put_c(draft, "</mtc:match>");
    draft->out.failed |= ref.failed;
    string_free(&ref);
}

/* Our earlier proposal for a sentence; NULL: there is none. */
static const struct xliff_proposal *earlier(const struct xliff_place *place, cotexto_text mid)
{
    for (size_t i = 0; i < place->proposal_count; i++) {
        const struct xliff_proposal *proposal = &place->proposals[i];
        if ((proposal->mid.bytes == NULL) == (mid.bytes == NULL) && text_equal(proposal->mid, mid))
            return proposal;
    }
    return NULL;
}

/* ----------------------------------------------------------------------------------------- 1.x */

/* What is filled in of a unit, taken together. */
struct summary {
    const struct fill *only; /* NULL: several sentences */
    size_t filled, open;     /* slots filled; left without a translation */
    bool review;
};

static struct summary summarise(const struct xliff_fill *file, const struct xliff_place *place)
{
    struct summary summary = {0};
    for (size_t i = place->first_slot; i < place->first_slot + place->slot_count; i++) {
        const struct fill *fill = &file->fills[i];
        enum fill_state state = file->slots.segments[i].state;
        summary.filled += fill->there;
        summary.review |= fill->there && fill->review;
        summary.open += !fill->there && (state == FILL_OPEN || state == FILL_UNFIT);
        if (fill->there && place->slot_count == 1)
            summary.only = fill;
    }
    return summary;
}

static const char *state_of(const struct summary *summary)
{
    return summary->open > 0 ? "needs-translation"
           : summary->review ? "needs-review-translation"
                             : "translated";
}

/* NULL: several sentences have no one qualifier. */
static const char *qualifier_of(const struct summary *summary)
{
    const struct fill *fill = summary->only;
    return fill == NULL          ? NULL
           : fill->adapted       ? "leveraged-tm"
           : fill->percent < 100 ? "fuzzy-match"
                                 : "exact-match";
}

/* The inside of a new target: the source's, with a translation or nothing in each <mrk>. */
static void put_skeleton(struct draft *draft, const struct xliff_place *place)
{
    const struct xliff_fill *file = draft->file;
    const struct places *places = &file->places;
    const struct place *skeleton = place_of(file, place->skeleton);
    size_t from = skeleton->inner;
    for (size_t i = place->first_slot; i < place->first_slot + place->slot_count; i++) {
        const struct xliff_slot *slot = &file->slots.slots[i];
        const struct place *mark = place_of(file, slot->source);
        put(draft, text_slice(places->bytes, from, mark->inner));
        if (file->fills[i].there)
            put_fill(draft, &file->fills[i], slot);
        from = mark->outer;
    }
    put(draft, text_slice(places->bytes, from, skeleton->outer));
}

/* The proposals that are not there yet, behind what the draft has. */
static void put_proposals(struct draft *draft, const struct xliff_place *place)
{
    struct xliff_fill *file = draft->file;
    for (size_t i = place->first_slot; i < place->first_slot + place->slot_count; i++) {
        const struct xliff_slot *slot = &file->slots.slots[i];
        if (!file->fills[i].there || place->sdl || place->memoq ||
            earlier(place, slot->mid) != NULL)
            continue;
        put(draft, indent_of(file, place->skeleton));
        put_alt_trans(draft, &file->fills[i], slot);
    }
}

static void replace_proposals(struct draft *draft, const struct xliff_place *place)
{
    struct xliff_fill *file = draft->file;
    for (size_t i = place->first_slot; i < place->first_slot + place->slot_count; i++) {
        const struct xliff_slot *slot = &file->slots.slots[i];
        const struct xliff_proposal *proposal = earlier(place, slot->mid);
        if (!file->fills[i].there || proposal == NULL)
            continue;
        const struct place *old = place_of(file, proposal->element);
        put_alt_trans(draft, &file->fills[i], slot);
        splice_draft(draft, old->start, old->end);
    }
}

/* A new <target> behind the texts of the source. */
static void insert_target_1(struct draft *draft, const struct xliff_place *place,
                            const struct summary *summary)
{
    struct xliff_fill *file = draft->file;
    const struct fill_segment *segment = &file->slots.segments[place->first_slot];
    const char *qualifier = file->slots.plain ? NULL : qualifier_of(summary);
    bool states = !place->sdl && !place->memoq;
    size_t behind = place_of(file, place->skeleton)->end;
    put(draft, indent_of(file, place->skeleton));
    put_c(draft, "<");
    put_name(draft, place->skeleton, "target");
    if (place->name_lang)
        put_attribute(draft, "xml:lang", cotexto_text_of(segment->to));
    if (states)
        put_attribute(draft, "state", cotexto_text_of(state_of(summary)));
    if (states && qualifier != NULL)
        put_attribute(draft, "state-qualifier", cotexto_text_of(qualifier));
    put_c(draft, ">");
    if (place->marked)
        put_skeleton(draft, place);
    else
        put_fill(draft, &file->fills[place->first_slot], &file->slots.slots[place->first_slot]);
    put_c(draft, "</");
    put_name(draft, place->skeleton, "target");
    put_c(draft, ">");
    put_proposals(draft, place);
    splice_draft(draft, behind, behind);
}

/* Sentences of a target that is there. */
static void fill_marks(struct draft *draft, const struct xliff_place *place)
{
    const struct xliff_fill *file = draft->file;
    for (size_t i = place->first_slot; i < place->first_slot + place->slot_count; i++) {
        if (!file->fills[i].there)
            continue;
        put_fill(draft, &file->fills[i], &file->slots.slots[i]);
        set_content(draft, file->slots.slots[i].target);
    }
}

static void set_states_1(struct draft *draft, const struct xliff_place *place,
                         const struct summary *summary)
{
    const char *qualifier = draft->file->slots.plain ? NULL : qualifier_of(summary);
    if (place->sdl || place->memoq)
        return;
    set_attribute(draft, place->target, "state", cotexto_text_of(state_of(summary)));
    if (qualifier != NULL)
        set_attribute(draft, place->target, "state-qualifier", cotexto_text_of(qualifier));
}

static void fill_target_1(struct draft *draft, const struct xliff_place *place,
                          const struct summary *summary)
{
    struct xliff_fill *file = draft->file;
    const struct xliff_slot *first = &file->slots.slots[place->first_slot];
    size_t behind = place_of(file, place->target)->end;
    cotexto_range lang;
    if (place->name_lang &&
        !place_attribute(&file->places, place_of(file, place->target), "xml:lang", &lang))
        set_attribute(draft, place->target, "xml:lang",
                      cotexto_text_of(file->slots.segments[place->first_slot].to));
    set_states_1(draft, place, summary);
    if (place->marked && place->divided) {
        fill_marks(draft, place);
    } else {
        if (place->marked)
            put_skeleton(draft, place);
        else
            put_fill(draft, &file->fills[place->first_slot], first);
        set_content(draft, place->target);
    }
    put_proposals(draft, place);
    if (draft->out.length > 0)
        splice_draft(draft, behind, behind);
}

/* What SDL's editor is told of each sentence. */
static void tell_sdl(struct draft *draft, const struct xliff_place *place)
{
    const struct xliff_fill *file = draft->file;
    for (size_t i = place->first_slot; i < place->first_slot + place->slot_count; i++) {
        const struct fill *fill = &file->fills[i];
        uint64_t element = file->slots.slots[i].segment;
        char percent[16];
        if (!fill->there || element == XLIFF_NOWHERE)
            continue;
        snprintf(percent, sizeof percent, "%d", at_most_100(fill));
        set_attribute(draft, element, "conf", fill->review ? TEXT("Draft") : TEXT("Translated"));
        set_attribute(draft, element, "origin", TEXT("tm"));
        set_attribute(draft, element, "origin-system", fill->origin);
        set_attribute(draft, element, "percent", cotexto_text_of(percent));
    }
}

static void fill_place_1(struct draft *draft, const struct xliff_place *place)
{
    struct summary summary = summarise(draft->file, place);
    if (summary.filled == 0)
        return;
    if (place->target == XLIFF_NOWHERE)
        insert_target_1(draft, place, &summary);
    else
        fill_target_1(draft, place, &summary);
    replace_proposals(draft, place);
    tell_sdl(draft, place);
}

/* ----------------------------------------------------------------------------------------- 2.x */

/* A new <target> keeps white space as the source does. */
static void insert_target_2(struct draft *draft, const struct fill *fill,
                            const struct xliff_slot *slot)
{
    const struct xliff_fill *file = draft->file;
    const struct place *source = place_of(file, slot->source);
    cotexto_range space;
    put(draft, place_indent(&file->places, source->start));
    put_c(draft, "<");
    put_name(draft, slot->source, "target");
    if (place_attribute(&file->places, source, "xml:space", &space))
        put_attribute(draft, "xml:space", text_slice(file->places.bytes, space.start, space.end));
    put_c(draft, ">");
    put_fill(draft, fill, slot);
    put_c(draft, "</");
    put_name(draft, slot->source, "target");
    put_c(draft, ">");
    splice_draft(draft, source->end, source->end);
}

static void fill_segment_2(struct draft *draft, const struct fill *fill,
                           const struct xliff_slot *slot)
{
    const char *kind = fill->adapted ? "adapted" : fill->percent < 100 ? "fuzzy" : "exact";
    char sub_state[32];
    snprintf(sub_state, sizeof sub_state, "%s:%s", FILL_TOOL, kind);
    set_attribute(draft, slot->segment, "state",
                  fill->review ? TEXT("initial") : TEXT("translated"));
    set_attribute(draft, slot->segment, "subState", cotexto_text_of(sub_state));
    if (slot->target == XLIFF_NOWHERE) {
        insert_target_2(draft, fill, slot);
        return;
    }
    put_fill(draft, fill, slot);
    set_content(draft, slot->target);
}

/* New proposals stand first in <mtc:matches>, which stands first in its unit. */
static void put_matches(struct draft *draft, const struct xliff_place *place)
{
    struct xliff_fill *file = draft->file;
    cotexto_text indent = indent_of(file, place->first_child);
    uint64_t into = place->matches == XLIFF_NOWHERE ? place->element : place->matches;
    bool any = false;
    for (size_t i = place->first_slot; i < place->first_slot + place->slot_count; i++) {
        const struct xliff_slot *slot = &file->slots.slots[i];
        if (!file->fills[i].there || earlier(place, match_id(file, slot, place)) != NULL)
            continue;
        if (!any && place->matches == XLIFF_NOWHERE) {
            put(draft, indent);
            put_c(draft, MATCHES_START);
        }
        any = true;
        put(draft, indent);
        put_match(draft, &file->fills[i], slot, place);
    }
    if (any && place->matches == XLIFF_NOWHERE) {
        put(draft, indent);
        put_c(draft, "</mtc:matches>");
    }
    const struct place *parent = place_of(file, into);
    if (any && parent->inner == parent->end)
        set_content(draft, into);
    else if (any)
        splice_draft(draft, parent->inner, parent->inner);
}

static void fill_place_2(struct draft *draft, const struct xliff_place *place)
{
    struct xliff_fill *file = draft->file;
    bool any = false;
    for (size_t i = place->first_slot; i < place->first_slot + place->slot_count; i++) {
        const struct xliff_slot *slot = &file->slots.slots[i];
        const struct fill *fill = &file->fills[i];
        if (!fill->there)
            continue;
        any = true;
        fill_segment_2(draft, fill, slot);
        const struct xliff_proposal *proposal = earlier(place, match_id(file, slot, place));
        if (proposal == NULL)
            continue;
        const struct place *old = place_of(file, proposal->element);
        put_match(draft, fill, slot, place);
        splice_draft(draft, old->start, old->end);
    }
    if (any)
        put_matches(draft, place);
}

/* ------------------------------------------------------------------------------- the interface */

static bool any_there(const struct xliff_fill *file)
{
    for (size_t i = 0; i < file->slots.slot_count; i++) {
        if (file->fills[i].there)
            return true;
    }
    return false;
}

static bool write_file(struct fill_file *base, const struct fill *fills, struct string *out,
                       cotexto_error *error)
{
    struct xliff_fill *file = (struct xliff_fill *)base;
    struct draft draft = {.file = file};
    struct string plain = {0};
    file->fills = fills;
    file->splice = (struct splice){.arena = &file->arena};
    if (file->slots.set_target != NULL && any_there(file))
        set_attribute(&draft, file->slots.root, "trgLang", cotexto_text_of(file->slots.set_target));
    for (size_t i = 0; i < file->slots.place_count; i++) {
        const struct xliff_place *place = &file->slots.places[i];
        if (place->two)
            fill_place_2(&draft, place);
        else
            fill_place_1(&draft, place);
    }
    string_free(&draft.out);
    if (file->utf16 == NULL)
        return splice_apply(&file->splice, file->places.bytes, out, error);
    bool good = splice_apply(&file->splice, file->places.bytes, &plain, error) &&
                encoder_convert("UTF-8", file->utf16, string_text(&plain), out, error);
    string_free(&plain);
    return good;
}

static void close_file(struct fill_file *base)
{
    struct xliff_fill *file = (struct xliff_fill *)base;
    encoder_close(&file->encoder);
    string_free(&file->converted);
    arena_free(&file->slot_arena);
    arena_free(&file->arena);
    free(file);
}

/* UTF-16 by its byte order mark, or by its "<"; NULL: it is something else. */
static const char *utf16_of(cotexto_text bytes)
{
    static const struct {
        const char *bytes, *name;
    } starts[] = {{"\xFF\xFE", "UTF-16LE"},
                  {"\xFE\xFF", "UTF-16BE"},
                  {"<\0", "UTF-16LE"},
                  {"\0<", "UTF-16BE"}};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        if (bytes.length >= 2 && memcmp(bytes.bytes, starts[i].bytes, 2) == 0)
            return starts[i].name;
    }
    return NULL;
}

/* The encoding that the XML declaration names, unless a byte order mark knows better; else UTF-8.
 */
static void declared_encoding(cotexto_text bytes, char out[64])
{
    static const char key[] = "encoding", none[] = "UTF-8";
    const char *end = memmem(bytes.bytes, bytes.length, "?>", 2);
    snprintf(out, 64, "%s", none);
    if (end == NULL || bytes.length < 5 || memcmp(bytes.bytes, "<?xml", 5) != 0)
        return;
    cotexto_text head = text_slice(bytes, 0, (size_t)(end - bytes.bytes));
    const char *found = memmem(head.bytes, head.length, key, sizeof key - 1);
    size_t at = found == NULL ? head.length : (size_t)(found - head.bytes) + sizeof key - 1;
    while (at < head.length && head.bytes[at] != '"' && head.bytes[at] != '\'')
        at++;
    const char *close = at >= head.length
                            ? NULL
                            : memchr(head.bytes + at + 1, head.bytes[at], head.length - at - 1);
    if (close != NULL)
        snprintf(out, 64, "%.*s", (int)(close - head.bytes - (ptrdiff_t)at - 1),
                 head.bytes + at + 1);
}

/* The file's bytes as they are changed: UTF-16 as UTF-8. */
static bool set_bytes(struct xliff_fill *file, cotexto_text bytes, cotexto_error *error)
{
    char encoding[64] = "UTF-8";
    file->utf16 = utf16_of(bytes);
    if (file->utf16 == NULL) {
        declared_encoding(bytes, encoding);
    } else {
        if (!encoder_convert(file->utf16, "UTF-8", bytes, &file->converted, error))
            return false;
        bytes = string_text(&file->converted);
    }
    return encoder_open(&file->encoder, encoding, ENCODER_REFERENCE, error) &&
           places_find(&file->places, bytes, &file->arena, error);
}

struct fill_file *xliff_fill_open(cotexto_text bytes, const struct exchange_read_options *options,
                                  cotexto_error *error)
{
    struct xliff_fill *file = calloc(1, sizeof *file);
    if (file == NULL) {
        error_no_memory(error);
        return NULL;
    }
    file->base = (struct fill_file){.write = write_file, .close = close_file};
    file->encoder.to = (iconv_t)-1;
    if (xliff_find_slots(bytes, options, &file->slot_arena, &file->slots, error) &&
        set_bytes(file, bytes, error)) {
        file->base.segments = file->slots.segments;
        file->base.count = file->slots.slot_count;
        return &file->base;
    }
    close_file(&file->base);
    return NULL;
}
