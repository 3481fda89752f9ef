/* Terms: where the source has one, the translation must have one of its translations. Words are
 * the same when their stems are, as for match keys. */
#include "check/check.h"

#include <stdlib.h>

#include "base/error.h"
#include "base/message.h"
#include "base/text.h"

struct form {
    struct tokens tokens;
    cotexto_text text;
};

struct term_entry {
    struct form source;
    struct form *targets;
    size_t target_count;
    uint32_t next; /* of the terms that begin with the same word; TABLE_NONE: the last */
};

struct glossary {
    struct term_entry *entries;
    size_t count;
    struct table first; /* by the stem of the source's first word */
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

static bool add_term(struct glossary *glossary, struct check_language *source,
                     struct check_language *target, const cotexto_term *term, cotexto_error *error)
{
    struct term_entry *entry = &glossary->entries[glossary->count];
    entry->next = TABLE_NONE;
    entry->targets = arena_array(&glossary->arena, term->target_count, sizeof *entry->targets);
    if (entry->targets == NULL)
        return error_no_memory(error);
    if (!cut(glossary, source, term->source, &entry->source, error))
        return false;
    for (size_t i = 0; i < term->target_count; i++) {
        struct form *form = &entry->targets[entry->target_count];
        if (!cut(glossary, target, term->targets[i], form, error))
            return false;
        entry->target_count += form->tokens.count > 0;
    }
    if (entry->source.tokens.count == 0 || entry->target_count == 0)
        return true;
    uint32_t number = (uint32_t)glossary->count++;
    uint32_t first = table_put(&glossary->first, entry->source.tokens.items[0].stem, number);
    if (first == TABLE_NONE)
        return error_no_memory(error);
    if (first != number) {
        entry->next = glossary->entries[first].next;
        glossary->entries[first].next = number;
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
    glossary->first.arena = &glossary->arena;
    glossary->entries = arena_array(&glossary->arena, count, sizeof *glossary->entries);
    bool good = glossary->entries != NULL || error_no_memory(error);
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
    table_free(&glossary->first);
    arena_free(&glossary->arena);
    free(glossary);
}

static bool stands_at(const struct tokens *text, size_t at, const struct tokens *term)
{
    if (at + term->count > text->count)
        return false;
    for (size_t i = 0; i < term->count; i++) {
        if (!text_equal(text->items[at + i].stem, term->items[i].stem))
            return false;
    }
    return true;
}

static bool is_kept(const struct term_entry *entry, const struct tokens *text)
{
    for (size_t i = 0; i < entry->target_count; i++) {
        for (size_t at = 0; at < text->count; at++) {
            if (stands_at(text, at, &entry->targets[i].tokens))
                return true;
        }
    }
    return false;
}

/* The longest term that begins at a word of the source; NULL: none does. */
static const struct term_entry *longest_at(const struct glossary *glossary,
                                           const struct tokens *text, size_t at)
{
    const struct term_entry *longest = NULL;
    uint32_t number = table_find(&glossary->first, text->items[at].stem);
    for (; number != TABLE_NONE; number = glossary->entries[number].next) {
        const struct term_entry *entry = &glossary->entries[number];
        if (stands_at(text, at, &entry->source.tokens) &&
            (longest == NULL || entry->source.tokens.count > longest->source.tokens.count))
            longest = entry;
    }
    return longest;
}

void check_terms(struct check_unit *unit)
{
    const struct tokens *source = &unit->source.tokens;
    for (size_t i = 0; unit->glossary != NULL && i < source->count;) {
        const struct term_entry *entry = longest_at(unit->glossary, source, i);
        if (entry == NULL) {
            i++;
            continue;
        }
        const struct token *first = &source->items[i],
                           *last = &source->items[i + entry->source.tokens.count - 1];
        cotexto_range range = {first->start, last->start + last->length};
        cotexto_text wanted = entry->targets[0].text;
        if (!is_kept(entry, &unit->target.tokens))
            check_report(unit, COTEXTO_CHECK_TERMS, COTEXTO_WARNING, range, CHECK_NOWHERE,
                         _("\"%s\" should be translated as \"%s\""),
                         check_quote(unit, unit->source.text, range),
                         check_quote(unit, wanted, (cotexto_range){0, wanted.length}));
        i += entry->source.tokens.count;
    }
}
