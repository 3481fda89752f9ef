/* Terms: where the source has one, the translation must have one of its translations. Words are
 * the same when their stems are, as for match keys. */
#include "check/check.h"

#include <stdlib.h>

#include "base/error.h"
#include "base/message.h"
#include "base/text.h"
#include "match/terms.h"

struct form {
    struct tokens tokens;
    cotexto_text text;
};

struct term_entry {
    struct form source;
    struct form *targets;
    size_t target_count, room;
};

struct glossary {
    struct term_index *index;
    struct term_entry **entries; /* by their numbers in the index */
    size_t count, room;
    struct arena arena;
};

static bool cut(struct glossary *glossary, struct check_language *language, cotexto_text text,
                struct form *out, cotexto_error *error)
{
    out->text = arena_text(&glossary->arena, text);
    return (out->text.bytes != NULL || error_no_memory(error)) &&
           tokenizer_run(language->tokenizer, out->text, TEXT(""), &glossary->arena, &out->tokens,
                         error);
}

/* The entry of a term, new or there already under the same stems; NULL: it is no term. */
static bool find_entry(struct glossary *glossary, struct check_language *source, cotexto_text term,
                       struct term_entry **out, cotexto_error *error)
{
    struct term_entry *entry = arena_array(&glossary->arena, 1, sizeof *entry);
    uint32_t number;
    *out = NULL;
    if (entry == NULL)
        return error_no_memory(error);
    if (!cut(glossary, source, term, &entry->source, error) ||
        !term_index_add(glossary->index, &entry->source.tokens, &number, error))
        return false;
    if (number == TERM_NONE)
        return true;
    if (number == glossary->count) {
        glossary->entries = arena_grow(&glossary->arena, glossary->entries, glossary->count,
                                       &glossary->room, sizeof *glossary->entries);
        if (glossary->entries == NULL)
            return error_no_memory(error);
        glossary->entries[glossary->count++] = entry;
    }
    *out = glossary->entries[number];
    return true;
}

static bool add_term(struct glossary *glossary, struct check_language *source,
                     struct check_language *target, const cotexto_term *term, cotexto_error *error)
{
    struct term_entry *entry;
    if (!find_entry(glossary, source, term->source, &entry, error))
        return false;
    for (size_t i = 0; entry != NULL && i < term->target_count; i++) {
        entry->targets = arena_grow(&glossary->arena, entry->targets, entry->target_count,
                                    &entry->room, sizeof *entry->targets);
        if (entry->targets == NULL)
            return error_no_memory(error);
        struct form *form = &entry->targets[entry->target_count];
        if (!cut(glossary, target, term->targets[i], form, error))
            return false;
        entry->target_count += form->tokens.count > 0;
    }
    return true;
}

struct glossary *glossary_new(struct check_language *source, struct check_language *target,
                              const cotexto_term *terms, size_t count, cotexto_error *error)
{
    struct glossary *glossary = calloc(1, sizeof *glossary);
    if (glossary == NULL) {
        error_no_memory(error);
        return NULL;
    }
    glossary->index = term_index_new(error);
    bool good = glossary->index != NULL;
    for (size_t i = 0; good && i < count; i++)
        good = add_term(glossary, source, target, &terms[i], error);
    if (good)
        return glossary;
    glossary_free(glossary);
    return NULL;
}

void glossary_free(struct glossary *glossary)
{
    if (glossary == NULL)
        return;
    term_index_free(glossary->index);
    arena_free(&glossary->arena);
    free(glossary);
}

static bool is_kept(const struct term_entry *entry, const struct tokens *text)
{
    for (size_t i = 0; i < entry->target_count; i++) {
        if (term_stands_in(text, &entry->targets[i].tokens))
            return true;
    }
    return entry->target_count == 0;
}

void check_terms(struct check_unit *unit)
{
    const struct tokens *source = &unit->source.tokens;
    struct term_place *places = NULL;
    size_t count = 0;
    if (unit->glossary != NULL &&
        !term_index_find(unit->glossary->index, source, unit->arena, &places, &count, NULL))
        unit->failed = true;
    for (size_t i = 0; !unit->failed && i < count; i++) {
        const struct term_entry *entry = unit->glossary->entries[places[i].number];
        const struct token *first = &source->items[places[i].first],
                           *last = first + places[i].count - 1;
        cotexto_range range = {first->start, last->start + last->length};
        if (is_kept(entry, &unit->target.tokens))
            continue;
        cotexto_text wanted = entry->targets[0].text;
        check_report(unit, COTEXTO_CHECK_TERMS, COTEXTO_WARNING, range, CHECK_NOWHERE,
                     _("\"%s\" should be translated as \"%s\""),
                     check_quote(unit, unit->source.text, range),
                     check_quote(unit, wanted, (cotexto_range){0, wanted.length}));
    }
}
