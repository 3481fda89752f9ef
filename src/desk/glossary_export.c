/* The glossary: out of the memory into files of terms. */
#include <string.h>

#include "base/error.h"
#include "base/message.h"
#include "base/tag.h"
#include "base/text.h"
#include "desk/glossary.h"
#include "desk/output.h"
#include "exchange/tbx.h"
#include "exchange/term_table.h"
#include "memory/term.h"

/* As exchange formats are, but for this one alone. */
static const struct exchange_format term_table = {
    .name = "tsv", .suffixes = ".tsv .tab .txt", .open_writer = term_table_open_writer};

bool glossary_check_format(const char *format, cotexto_error *error)
{
    if (format == NULL || strcmp(format, "tbx") == 0 || strcmp(format, "tsv") == 0)
        return true;
    error_set(error, COTEXTO_USAGE, "unknown-format", _("\"%s\" is no format of terms"), format);
    return error_hint(error, "%s", _("choose tsv or tbx"));
}

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
    static const char *const statuses[COTEXTO_TERM_STATUSES] = {
        [COTEXTO_TERM_PREFERRED] = "preferredTerm-admn-sts",
        [COTEXTO_TERM_ADMITTED] = "admittedTerm-admn-sts",
        [COTEXTO_TERM_DEPRECATED] = "deprecatedTerm-admn-sts",
    };
    struct facts facts = {room, 0};
    add_fact(&facts, TBX_STATUS, cotexto_text_of(statuses[term->status]));
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
    if (!glossary_check_format(options->format, error) || !memory_begin_read(memory, &begun, error))
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
