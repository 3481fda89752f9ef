/* The glossary: files of terms into the memory; listing and deleting. */
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/message.h"
#include "base/tag.h"
#include "base/text.h"
#include "desk/change.h"
#include "desk/glossary.h"
#include "desk/input.h"
#include "exchange/tbx.h"
#include "exchange/term_table.h"
#include "memory/term.h"

/* ------------------------------------------------------------------------------- out of a file */

struct intake_of_terms {
    cotexto_memory *memory;
    const cotexto_glossary_options *options;
    cotexto_glossary_counts *counts;
    struct arena arena; /* of one entry */
};

static cotexto_text note_of(const struct property *properties, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (properties[i].kind == PROPERTY_NOTE)
            return properties[i].value;
    }
    return TEXT("");
}

static cotexto_term_status status_of(const struct variant *term)
{
    static const cotexto_term_status statuses[] = {
        [TERM_PREFERRED] = COTEXTO_TERM_PREFERRED,
        [TERM_UNMARKED] = COTEXTO_TERM_UNMARKED,
        [TERM_ADMITTED] = COTEXTO_TERM_ADMITTED,
        [TERM_DEPRECATED] = COTEXTO_TERM_DEPRECATED,
    };
    return statuses[term_status(term)];
}

/* The entry of a file as the memory has it; its name is made of its terms when it has none. */
static bool entry_of(const struct unit *unit, struct arena *arena, cotexto_glossary_entry *out,
                     cotexto_error *error)
{
    const struct variant nobody = {.lang = ""};
    cotexto_glossary_term *terms = arena_array(arena, unit->variant_count, sizeof *terms);
    char name[32];
    if (terms == NULL)
        return error_no_memory(error);
    for (size_t i = 0; i < unit->variant_count; i++) {
        const struct variant *term = &unit->variants[i];
        terms[i] = (cotexto_glossary_term){
            .lang = term->lang,
            .text = term->text,
            .status = status_of(term),
            .part_of_speech = term_fact(unit, term, TBX_SPEECH),
            .note = note_of(term->properties, term->property_count),
        };
    }
    const struct variant *first = unit->variant_count > 0 ? &unit->variants[0] : &nobody;
    *out = (cotexto_glossary_entry){
        .name = unit->id,
        .subject = term_fact(unit, first, TBX_SUBJECT),
        .definition = term_fact(unit, first, TBX_DEFINITION),
        .note = note_of(unit->properties, unit->property_count),
        .terms = terms,
        .term_count = unit->variant_count,
    };
    if (out->name.length > 0)
        return true;
    snprintf(name, sizeof name, "c-%016llx", (unsigned long long)entry_hash(out));
    out->name = arena_text(arena, cotexto_text_of(name));
    return out->name.bytes != NULL || error_no_memory(error);
}

static bool same_term(const cotexto_glossary_term *a, const cotexto_glossary_term *b)
{
    return strcmp(a->lang, b->lang) == 0 && text_equal(a->text, b->text) &&
           a->status == b->status && text_equal(a->part_of_speech, b->part_of_speech) &&
           text_equal(a->note, b->note);
}

static bool same_entry(const cotexto_glossary_entry *a, const cotexto_glossary_entry *b)
{
    if (a->term_count != b->term_count || !text_equal(a->subject, b->subject) ||
        !text_equal(a->definition, b->definition) || !text_equal(a->note, b->note))
        return false;
    for (size_t i = 0; i < a->term_count; i++) {
        if (!same_term(&a->terms[i], &b->terms[i]))
            return false;
    }
    return true;
}

static bool has_two_languages(const cotexto_glossary_entry *entry)
{
    for (size_t i = 1; i < entry->term_count; i++) {
        if (!tag_same_language(entry->terms[i].lang, entry->terms[0].lang))
            return true;
    }
    return false;
}

/* The stored entry that one of a file means, 0: none; and, for one without an id, the stored name.
 */
static bool find_stored(struct intake_of_terms *intake, const struct unit *unit,
                        cotexto_glossary_entry *entry, cotexto_glossary_entry *stored,
                        cotexto_error *error)
{
    bool found;
    *stored = (cotexto_glossary_entry){0};
    if (unit->id.length == 0 &&
        !memory_entry_by_hash(intake->memory, entry_hash(entry), &entry->id, error))
        return false;
    if (entry->id == 0 && !memory_entry_by_name(intake->memory, entry->name, &entry->id, error))
        return false;
    if (entry->id == 0)
        return true;
    if (!memory_get_entry(intake->memory, entry->id, &intake->arena, stored, &found, error))
        return false;
    if (unit->id.length == 0)
        entry->name = stored->name;
    return true;
}

static bool take_entry(struct intake_of_terms *intake, const struct unit *unit,
                       cotexto_error *error)
{
    cotexto_glossary_entry entry, stored;
    arena_reset(&intake->arena);
    if (!entry_of(unit, &intake->arena, &entry, error))
        return false;
    if (!has_two_languages(&entry)) {
        intake->counts->skipped++;
        return true;
    }
    if (!find_stored(intake, unit, &entry, &stored, error))
        return false;
    if (entry.id != 0 && same_entry(&entry, &stored)) {
        intake->counts->same++;
        return true;
    }
    ++*(entry.id == 0 ? &intake->counts->added : &intake->counts->changed);
    return memory_put_entry(intake->memory, &entry, error);
}

static bool is_tbx(const char *path, const char *format)
{
    if (format != NULL)
        return strcmp(format, "tbx") == 0;
    const struct exchange_format *found =
        strcmp(path, "-") == 0 ? NULL : exchange_format_of_file(path);
    return found != NULL && strcmp(found->name, "tbx") == 0;
}

static bool read_entries(struct intake_of_terms *intake, struct exchange_reader *reader,
                         cotexto_error *error)
{
    const struct unit *unit;
    uint64_t read = 0;
    bool good;
    while ((good = reader->next(reader, &unit, error)) && unit != NULL) {
        if (!take_entry(intake, unit, error) ||
            !input_report(reader, &intake->options->progress, ++read, error))
            return false;
    }
    return good;
}

/* What a call did, stored or, when it changed nothing or is a dry run, forgotten. */
static bool end_change(struct change *change, bool good, bool dry_run,
                       cotexto_glossary_counts *counts, cotexto_error *error)
{
    if (good && !dry_run && counts->added + counts->changed + counts->deleted > 0) {
        good = change_commit(change, error);
        counts->revision = change->revision;
    } else {
        change_rollback(change);
    }
    if (!good)
        *counts = (cotexto_glossary_counts){0};
    return good;
}

bool cotexto_glossary_import(cotexto_memory *memory, const char *path,
                             const cotexto_glossary_options *options,
                             cotexto_glossary_counts *counts, cotexto_error *error)
{
    struct intake_of_terms intake = {memory, options, counts, .arena = {0}};
    struct change change = {memory, "terms", path, options->user, 0};
    struct exchange_read_options read = {.languages = options->languages,
                                         .language_count = options->language_count,
                                         .language_map = options->language_map,
                                         .language_map_count = options->language_map_count};
    *counts = (cotexto_glossary_counts){0};
    if (!glossary_check_format(options->format, error) || !exchange_check_map(&read, error))
        return false;
    struct exchange_reader *reader = is_tbx(path, options->format)
                                         ? input_open(path, "tbx", &read, error)
                                         : term_table_open_reader(path, &read, error);
    bool good = reader != NULL && change_begin(&change, error);
    if (good)
        good = end_change(&change, read_entries(&intake, reader, error), options->dry_run, counts,
                          error);
    if (reader != NULL)
        reader->close(reader);
    arena_free(&intake.arena);
    return good || error_file(error, path);
}

/* ----------------------------------------------------------------------------- list and delete */

bool cotexto_glossary_each(cotexto_memory *memory,
                           bool (*each)(void *context, const cotexto_glossary_entry *entry),
                           void *context, cotexto_error *error)
{
    bool begun;
    if (!memory_begin_read(memory, &begun, error))
        return false;
    bool good = memory_each_entry(memory, each, context, error);
    if (begun)
        memory_end_read(memory);
    return good;
}

struct numbers {
    int64_t *ids;
    size_t count, room;
    struct arena arena;
    bool good;
};

static bool note_number(void *context, const cotexto_glossary_entry *entry)
{
    struct numbers *numbers = context;
    numbers->ids = arena_grow(&numbers->arena, numbers->ids, numbers->count, &numbers->room,
                              sizeof *numbers->ids);
    numbers->good = numbers->ids != NULL;
    if (numbers->good)
        numbers->ids[numbers->count++] = entry->id;
    return numbers->good;
}

static bool delete_one(cotexto_memory *memory, int64_t id, cotexto_glossary_counts *counts,
                       cotexto_error *error)
{
    struct arena arena = {0};
    cotexto_glossary_entry entry;
    bool found;
    bool good = memory_get_entry(memory, id, &arena, &entry, &found, error);
    arena_free(&arena);
    if (good && !found) {
        error_set(error, COTEXTO_NOTHING, "no-such-entry",
                  _("there is no entry %lld in the glossary"), (long long)id);
        return error_hint(error, "%s", _("cotexto terms --list shows the numbers"));
    }
    counts->deleted += good;
    return good && memory_delete_entry(memory, id, error);
}

bool cotexto_glossary_delete(cotexto_memory *memory, const int64_t *ids, size_t count,
                             const cotexto_glossary_options *options,
                             cotexto_glossary_counts *counts, cotexto_error *error)
{
    struct change change = {memory, "terms", NULL, options->user, 0};
    struct numbers all = {.good = true};
    *counts = (cotexto_glossary_counts){0};
    if (!change_begin(&change, error))
        return false;
    bool good = ids != NULL || (memory_each_entry(memory, note_number, &all, error) &&
                                (all.good || error_no_memory(error)));
    if (ids == NULL) {
        ids = all.ids;
        count = all.count;
    }
    for (size_t i = 0; good && i < count; i++)
        good = delete_one(memory, ids[i], counts, error);
    good = end_change(&change, good, options->dry_run, counts, error);
    arena_free(&all.arena);
    return good;
}
