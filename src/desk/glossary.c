/* The glossary: files of terms into the memory and out of it. */
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/message.h"
#include "base/tag.h"
#include "base/text.h"
#include "desk/change.h"
#include "desk/input.h"
#include "desk/output.h"
#include "exchange/tbx.h"
#include "exchange/term_table.h"
#include "memory/term.h"

/* Between the names of files and those of the memory. */
static const struct {
    enum term_status file;
    cotexto_term_status status;
    const char *value; /* of TBX_STATUS in TBX-Basic; NULL: nothing is said */
} statuses[] = {
    {TERM_UNMARKED, COTEXTO_TERM_UNMARKED, NULL},
    {TERM_PREFERRED, COTEXTO_TERM_PREFERRED, "preferredTerm-admn-sts"},
    {TERM_ADMITTED, COTEXTO_TERM_ADMITTED, "admittedTerm-admn-sts"},
    {TERM_DEPRECATED, COTEXTO_TERM_DEPRECATED, "deprecatedTerm-admn-sts"},
};

/* As exchange formats are, but for this one alone. */
static const struct exchange_format term_table = {
    .name = "tsv", .suffixes = ".tsv .tab .txt", .open_writer = term_table_open_writer};

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
    enum term_status found = term_status(term);
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
        if (statuses[i].file == found)
            return statuses[i].status;
    }
    return COTEXTO_TERM_UNMARKED;
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

static bool check_format(const char *format, cotexto_error *error)
{
    if (format == NULL || strcmp(format, "tbx") == 0 || strcmp(format, "tsv") == 0)
        return true;
    error_set(error, COTEXTO_USAGE, "unknown-format", _("\"%s\" is no format of terms"), format);
    return error_hint(error, "%s", _("choose tsv or tbx"));
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
    if (!check_format(options->format, error) || !exchange_check_map(&read, error))
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

/* --------------------------------------------------------------------------------- into a file */

struct giving {
    struct output output;
    const cotexto_glossary_options *options;
    const char **languages; /* of all terms, or those asked for; as they come first */
    size_t language_count, room;
    struct arena arena; /* of the languages */
    struct arena entry; /* of one */
    uint64_t *entries;
    bool good;
    cotexto_error *error;
};

static bool is_asked(const cotexto_glossary_options *options, const char *lang)
{
    for (size_t i = 0; i < options->language_count; i++) {
        if (tag_same_language(options->languages[i], lang))
            return true;
    }
    return options->language_count == 0;
}

static bool add_language(struct giving *giving, const char *lang)
{
    for (size_t i = 0; i < giving->language_count; i++) {
        if (strcmp(giving->languages[i], lang) == 0)
            return true;
    }
    giving->languages = arena_grow(&giving->arena, giving->languages, giving->language_count,
                                   &giving->room, sizeof *giving->languages);
    char *copy = arena_string(&giving->arena, lang);
    if (giving->languages == NULL || copy == NULL)
        return error_no_memory(giving->error);
    giving->languages[giving->language_count++] = copy;
    return true;
}

static bool note_languages(void *context, const cotexto_glossary_entry *entry)
{
    struct giving *giving = context;
    for (size_t i = 0; giving->good && i < entry->term_count; i++) {
        if (is_asked(giving->options, entry->terms[i].lang))
            giving->good = add_language(giving, entry->terms[i].lang);
    }
    return giving->good;
}

/* Properties in the making. */
struct facts {
    struct property *items;
    size_t count;
};

static void add_fact(struct facts *facts, const char *name, cotexto_text value)
{
    if (value.length > 0)
        facts->items[facts->count++] = (struct property){
            *name == '\0' ? PROPERTY_NOTE : PROPERTY_PROP, cotexto_text_of(name), value, TEXT("")};
}

enum { FACTS_OF_TERM = 3, FACTS_OF_ENTRY = 3 };

static void give_term(const cotexto_glossary_term *term, struct property *room, struct variant *out)
{
    struct facts facts = {room, 0};
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
        if (statuses[i].status == term->status)
            add_fact(&facts, TBX_STATUS, cotexto_text_of(statuses[i].value));
    }
    add_fact(&facts, TBX_SPEECH, term->part_of_speech);
    add_fact(&facts, "", term->note);
    *out = (struct variant){.lang = term->lang,
                            .text = term->text,
                            .tags = TEXT(""),
                            .properties = facts.items,
                            .property_count = facts.count};
}

static bool give_entry(struct giving *giving, const cotexto_glossary_entry *entry)
{
    size_t count = entry->term_count;
    arena_reset(&giving->entry);
    struct variant *terms = arena_array(&giving->entry, count, sizeof *terms);
    struct property *room =
        arena_array(&giving->entry, FACTS_OF_ENTRY + FACTS_OF_TERM * count, sizeof *room);
    struct unit unit = {.id = entry->name, .confidence = -1, .variants = terms};
    bool written;
    if (terms == NULL || room == NULL)
        return error_no_memory(giving->error);
    struct facts facts = {room, 0};
    add_fact(&facts, TBX_SUBJECT, entry->subject);
    add_fact(&facts, TBX_DEFINITION, entry->definition);
    add_fact(&facts, "", entry->note);
    unit.properties = facts.items;
    unit.property_count = facts.count;
    for (size_t i = 0; i < count; i++) {
        if (is_asked(giving->options, entry->terms[i].lang))
            give_term(&entry->terms[i], room + FACTS_OF_ENTRY + FACTS_OF_TERM * i,
                      &terms[unit.variant_count++]);
    }
    *giving->entries += unit.variant_count > 0;
    return unit.variant_count == 0 || output_put(&giving->output, &unit, &written, giving->error);
}

static bool each_entry(void *context, const cotexto_glossary_entry *entry)
{
    struct giving *giving = context;
    giving->good = give_entry(giving, entry);
    return giving->good;
}

static bool write_entries(struct giving *giving, cotexto_memory *memory, const char *path,
                          const struct exchange_format *format)
{
    cotexto_error *error = giving->error;
    if (!memory_each_entry(memory, note_languages, giving, error) || !giving->good)
        return false;
    struct exchange_write_options write = {
        .languages = giving->languages,
        .language_count = giving->language_count,
        .source_lang = giving->language_count > 0 ? giving->languages[0] : NULL};
    if (!output_open(&giving->output, path, format, &write, error))
        return false;
    if (memory_each_entry(memory, each_entry, giving, error) && giving->good)
        return output_finish(&giving->output, error);
    output_abandon(&giving->output);
    return false;
}

bool cotexto_glossary_export(cotexto_memory *memory, const char *path,
                             const cotexto_glossary_options *options, uint64_t *entries,
                             cotexto_error *error)
{
    struct giving giving = {.options = options, .entries = entries, .good = true, .error = error};
    bool begun;
    *entries = 0;
    if (!check_format(options->format, error) || !memory_begin_read(memory, &begun, error))
        return false;
    const struct exchange_format *named =
        options->format == NULL ? exchange_format_of_name(path) : NULL;
    bool tbx = options->format != NULL ? strcmp(options->format, "tbx") == 0
                                       : named != NULL && strcmp(named->name, "tbx") == 0;
    const struct exchange_format *format = tbx ? exchange_format_named("tbx", error) : &term_table;
    bool good = write_entries(&giving, memory, path, format);
    if (begun)
        memory_end_read(memory);
    arena_free(&giving.arena);
    arena_free(&giving.entry);
    return good || (strcmp(path, "-") != 0 && error_file(error, path));
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
