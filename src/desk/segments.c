/* Segments of any file. */
#include "desk/segments.h"

#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/message.h"
#include "base/tag.h"
#include "base/text.h"

struct reading {
    const struct segments_options *options;
    struct arena *arena;
    struct file_segments *out;
    size_t room;
    uint32_t units;
};

static bool add_segment(struct reading *reading, const struct file_segment *segment,
                        cotexto_error *error)
{
    struct file_segments *out = reading->out;
    out->items =
        arena_grow(reading->arena, out->items, out->count, &reading->room, sizeof *out->items);
    if (out->items == NULL)
        return error_no_memory(error);
    out->items[out->count++] = *segment;
    return true;
}

/* ------------------------------------------------------------------------------------ documents */

static bool read_document(const char *path, struct reading *reading, cotexto_error *error)
{
    const struct segments_options *options = reading->options;
    struct file_segments *out = reading->out;
    struct intake intake;
    if (!intake_file(path, &options->decoding, options->from, options->rules, reading->arena,
                     &intake, error))
        return false;
    memcpy(out->lang, intake.lang, sizeof out->lang);
    out->lang_guessed = intake.lang_guessed;
    out->lang_confidence = intake.lang_confidence;
    for (size_t i = 0; i < intake.count; i++) {
        struct file_segment segment = {.text = intake.sentences[i].text,
                                       .tags = TEXT(""),
                                       .target = TEXT(""),
                                       .target_tags = TEXT(""),
                                       .id = TEXT(""),
                                       .paragraph = intake.sentences[i].paragraph};
        if (text_trim(segment.text).length > 0 && !add_segment(reading, &segment, error))
            return false;
    }
    return true;
}

/* ------------------------------------------------------------------------------- exchange files */

/* A property of this name, whatever the prefix of its namespace; empty when there is none. */
static cotexto_text property_of(const struct property *properties, size_t count, const char *name)
{
    cotexto_text wanted = cotexto_text_of(name);
    for (size_t i = 0; i < count; i++) {
        cotexto_text own = properties[i].name;
        const char *colon = own.length == 0 ? NULL : memchr(own.bytes, ':', own.length);
        if (colon != NULL)
            own = text_slice(own, (size_t)(colon + 1 - own.bytes), own.length);
        if (properties[i].kind == PROPERTY_PROP && text_equal(own, wanted))
            return properties[i].value;
    }
    return (cotexto_text){0};
}

/* translate="no" of XLIFF, locked="true" of SDL, mq:locked="locked" of memoQ. */
static bool is_locked(const struct unit *unit, const struct variant *target)
{
    cotexto_text locked = property_of(unit->properties, unit->property_count, "locked");
    cotexto_text translate = property_of(unit->properties, unit->property_count, "translate");
    if (locked.length == 0 && target != NULL)
        locked = property_of(target->properties, target->property_count, "locked");
    return text_equal(translate, TEXT("no")) || text_in_list(locked, " true locked yes ");
}

/* The states of XLIFF 1.2 and 2.x and SDL's "conf" by which a translation is not done. */
static bool needs_work(const struct variant *target)
{
    static const char undone[] = " new needs-translation needs-adaptation needs-l10n "
                                 "needs-review-adaptation needs-review-l10n "
                                 "needs-review-translation initial Draft Unspecified "
                                 "RejectedTranslation RejectedSignOff ";
    cotexto_text state = property_of(target->properties, target->property_count, "state");
    cotexto_text conf = property_of(target->properties, target->property_count, "conf");
    return text_in_list(state, undone) || text_in_list(conf, undone);
}

static enum segment_state state_of(const struct exchange_format *format, const struct unit *unit,
                                   const struct variant *target)
{
    if (!format->pairs)
        return SEGMENT_OPEN;
    if (is_locked(unit, target))
        return SEGMENT_LOCKED;
    if (target == NULL)
        return SEGMENT_OPEN;
    if (unit->reviewed)
        return SEGMENT_CONFIRMED;
    return needs_work(target) ? SEGMENT_DRAFT : SEGMENT_TRANSLATED;
}

/* The side to translate: of a format of pairs the first, else the one in the language. NULL: the
 * unit has none. */
static bool find_source(const struct reading *reading, const struct unit *unit,
                        const struct variant **source, cotexto_error *error)
{
    const struct file_segments *out = reading->out;
    const char *from = reading->options->from;
    *source = NULL;
    if (unit->variant_count == 0)
        return true;
    if (!out->format->pairs && from == NULL) {
        error_set(error, COTEXTO_USAGE, "languages", "%s",
                  _("the file does not say from which language it is to be translated"));
        return error_hint(error, "%s", _("name it: --from es"));
    }
    *source = out->format->pairs ? &unit->variants[0] : unit_variant(unit, from);
    if (!out->format->pairs || from == NULL || tag_same_language((*source)->lang, from))
        return true;
    return error_set(error, COTEXTO_DATA, "other-language",
                     _("the file is to be translated from %s, not from %s"), (*source)->lang, from);
}

static const struct variant *target_of(const struct reading *reading, const struct unit *unit,
                                       const struct variant *source)
{
    const struct variant *target = NULL;
    if (reading->options->to != NULL)
        target = unit_variant(unit, reading->options->to);
    else if (reading->out->format->pairs && unit->variant_count > 1)
        target = &unit->variants[1];
    return target == source || (target != NULL && text_trim(target->text).length == 0) ? NULL
                                                                                       : target;
}

static bool keep(struct arena *arena, cotexto_text *text, cotexto_error *error)
{
    *text = text->length == 0 ? TEXT("") : arena_text(arena, *text);
    return text->bytes != NULL || error_no_memory(error);
}

static bool take_unit(struct reading *reading, const struct unit *unit, cotexto_error *error)
{
    struct file_segments *out = reading->out;
    const struct variant *source;
    reading->units++;
    if (!find_source(reading, unit, &source, error))
        return false;
    if (source == NULL || text_trim(source->text).length == 0)
        return true;
    if (out->lang[0] == '\0')
        snprintf(out->lang, sizeof out->lang, "%s", source->lang);
    const struct variant *target = target_of(reading, unit, source);
    struct variant complete = *source;
    if (!variant_complete_tags(&complete, reading->arena, error))
        return false;
    struct file_segment segment = {.text = complete.text,
                                   .tags = complete.tags,
                                   .id = unit->id,
                                   .paragraph = unit->paragraph,
                                   .unit = reading->units,
                                   .state = state_of(out->format, unit, target)};
    if (target != NULL) {
        segment.target = target->text;
        segment.target_tags = target->tags;
    }
    cotexto_text *const texts[] = {&segment.text, &segment.tags, &segment.target,
                                   &segment.target_tags, &segment.id};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (!keep(reading->arena, texts[i], error))
            return false;
    }
    return add_segment(reading, &segment, error);
}

/* What the reader is told of languages: of a table its columns, of a format of pairs the two that
 * the caller has named. */
static struct exchange_read_options reader_options(const struct segments_options *options,
                                                   const struct exchange_format *format,
                                                   const char *pair[2])
{
    struct exchange_read_options read = {.languages = options->languages,
                                         .language_count = options->language_count,
                                         .repair = options->decoding.repair};
    pair[0] = options->from;
    pair[1] = options->to;
    if (format->pairs && options->from != NULL && options->to != NULL) {
        read.languages = pair;
        read.language_count = 2;
    }
    return read;
}

static bool read_exchange(const char *path, struct reading *reading, cotexto_error *error)
{
    const struct exchange_format *format = reading->out->format;
    const char *pair[2];
    struct exchange_read_options read = reader_options(reading->options, format, pair);
    struct exchange_reader *reader = format->open_reader(path, &read, error);
    const struct unit *unit = NULL;
    bool good = reader != NULL;
    reading->out->lang_confidence = 1;
    do {
        good = good && reader->next(reader, &unit, error) &&
               (unit == NULL || take_unit(reading, unit, error));
    } while (good && unit != NULL);
    if (reader != NULL)
        reader->close(reader);
    return good || error_file(error, path);
}

/* ---------------------------------------------------------------------------------------- whole */

bool segments_read(const char *path, const struct segments_options *options, struct arena *arena,
                   struct file_segments *out, cotexto_error *error)
{
    struct reading reading = {.options = options, .arena = arena, .out = out};
    *out = (struct file_segments){0};
    out->format = options->format != NULL ? exchange_format_named(options->format, error)
                                          : exchange_format_of_file(path);
    if (options->format != NULL && out->format == NULL)
        return false;
    return out->format == NULL ? read_document(path, &reading, error)
                               : read_exchange(path, &reading, error);
}

cotexto_text segments_before(const struct file_segments *segments, size_t at)
{
    return at == 0 ? TEXT("") : segments->items[at - 1].text;
}

cotexto_text segments_after(const struct file_segments *segments, size_t at)
{
    return at + 1 < segments->count ? segments->items[at + 1].text : TEXT("");
}
