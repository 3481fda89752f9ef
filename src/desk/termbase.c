/* Terms of glossaries, merged by the stems of the source. */
#include "desk/termbase.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/tag.h"
#include "base/text.h"
#include "match/terms.h"
#include "memory/term.h"

/* A term with its translations in all entries that have it. */
struct based_term {
    cotexto_text text, subject;
    cotexto_glossary_term *targets; /* in the order of their use */
    struct tokens *tokens;          /* of each */
    size_t count, room, tokens_room;
};

struct termbase {
    const char *from, *to;
    struct tokenizer *source, *target;
    struct term_index *index;
    struct based_term *terms; /* by their numbers in the index */
    size_t count, room;
    struct arena arena;
    bool good; /* while it is read */
    cotexto_error *error;
};

void termbase_free(struct termbase *base)
{
    if (base == NULL)
        return;
    term_index_free(base->index);
    arena_free(&base->arena);
    free(base);
}

/* ------------------------------------------------------------------------------------ reading */

/* The one to use first: preferred, not marked, admitted, deprecated. */
static int order_of(cotexto_term_status status)
{
    static const int order[COTEXTO_TERM_STATUSES] = {
        [COTEXTO_TERM_PREFERRED] = 0,
        [COTEXTO_TERM_UNMARKED] = 1,
        [COTEXTO_TERM_ADMITTED] = 2,
        [COTEXTO_TERM_DEPRECATED] = 3,
    };
    return order[status];
}

static bool copy_text(struct termbase *base, cotexto_text *text)
{
    *text = arena_text(&base->arena, *text);
    return text->bytes != NULL || error_no_memory(base->error);
}

static bool cut(struct termbase *base, struct tokenizer *tokenizer, cotexto_text text,
                struct tokens *out)
{
    return tokenizer_run(tokenizer, text, TEXT(""), &base->arena, out, base->error);
}

static bool is_there(const struct based_term *term, const cotexto_glossary_term *target)
{
    for (size_t i = 0; i < term->count; i++) {
        if (text_equal(term->targets[i].text, target->text))
            return true;
    }
    return false;
}

static bool add_target(struct termbase *base, struct based_term *term,
                       const cotexto_glossary_term *given)
{
    cotexto_glossary_term target = *given;
    struct tokens tokens;
    if (is_there(term, given))
        return true;
    target.lang = arena_string(&base->arena, given->lang);
    if (target.lang == NULL)
        return error_no_memory(base->error);
    if (!copy_text(base, &target.text) || !copy_text(base, &target.part_of_speech) ||
        !copy_text(base, &target.note) || !cut(base, base->target, target.text, &tokens))
        return false;
    term->targets =
        arena_grow(&base->arena, term->targets, term->count, &term->room, sizeof *term->targets);
    term->tokens = arena_grow(&base->arena, term->tokens, term->count, &term->tokens_room,
                              sizeof *term->tokens);
    if (term->targets == NULL || term->tokens == NULL)
        return error_no_memory(base->error);
    size_t at = term->count++;
    for (; at > 0 && order_of(term->targets[at - 1].status) > order_of(target.status); at--) {
        term->targets[at] = term->targets[at - 1];
        term->tokens[at] = term->tokens[at - 1];
    }
    term->targets[at] = target;
    term->tokens[at] = tokens;
    return true;
}

/* The term of that text, new or not; NULL without an error when it is no term. */
static bool find_term(struct termbase *base, cotexto_text text, cotexto_text subject,
                      struct based_term **out)
{
    struct tokens *tokens = arena_alloc(&base->arena, sizeof *tokens);
    uint32_t number;
    *out = NULL;
    if (tokens == NULL)
        return error_no_memory(base->error);
    if (!copy_text(base, &text) || !cut(base, base->source, text, tokens) ||
        !term_index_add(base->index, tokens, &number, base->error))
        return false;
    if (number == TERM_NONE)
        return true;
    if (number == base->count) {
        base->terms =
            arena_grow(&base->arena, base->terms, base->count, &base->room, sizeof *base->terms);
        if (base->terms == NULL)
            return error_no_memory(base->error);
        base->terms[base->count++] = (struct based_term){.text = text, .subject = TEXT("")};
    }
    *out = &base->terms[number];
    if ((*out)->subject.length > 0 || subject.length == 0)
        return true;
    (*out)->subject = subject;
    return copy_text(base, &(*out)->subject);
}

static bool take_entry(struct termbase *base, const cotexto_glossary_entry *entry)
{
    size_t targets = 0;
    for (size_t i = 0; i < entry->term_count; i++)
        targets += tag_same_language(entry->terms[i].lang, base->to);
    for (size_t i = 0; targets > 0 && i < entry->term_count; i++) {
        struct based_term *term;
        if (!tag_same_language(entry->terms[i].lang, base->from))
            continue;
        if (!find_term(base, entry->terms[i].text, entry->subject, &term))
            return false;
        for (size_t k = 0; term != NULL && k < entry->term_count; k++) {
            if (tag_same_language(entry->terms[k].lang, base->to) &&
                !add_target(base, term, &entry->terms[k]))
                return false;
        }
    }
    return true;
}

static bool each_entry(void *context, const cotexto_glossary_entry *entry)
{
    struct termbase *base = context;
    base->good = take_entry(base, entry);
    return base->good;
}

struct termbase *termbase_new(cotexto_memory *const *memories, size_t count, const char *from,
                              const char *to, struct tokenizer *source, struct tokenizer *target,
                              cotexto_error *error)
{
    struct termbase *base = calloc(1, sizeof *base);
    if (base == NULL) {
        error_no_memory(error);
        return NULL;
    }
    *base = (struct termbase){.from = from,
                              .to = to,
                              .source = source,
                              .target = target,
                              .index = term_index_new(error),
                              .good = true,
                              .error = error};
    bool good = base->index != NULL;
    for (size_t i = 0; good && i < count; i++)
        good = memory_each_entry(memories[i], each_entry, base, error) && base->good;
    base->error = NULL;
    if (good)
        return base;
    termbase_free(base);
    return NULL;
}

size_t termbase_size(const struct termbase *base)
{
    return base->count;
}

/* How many of a term's translations may be used: they come first. */
static size_t usable(const struct based_term *term)
{
    size_t count = 0;
    while (count < term->count && term->targets[count].status != COTEXTO_TERM_DEPRECATED)
        count++;
    return count;
}

bool termbase_each(const struct termbase *base,
                   bool (*each)(void *context, cotexto_text term,
                                const cotexto_glossary_term *targets, size_t count),
                   void *context)
{
    for (size_t i = 0; i < base->count; i++) {
        const struct based_term *term = &base->terms[i];
        size_t count = usable(term);
        if (count > 0 && !each(context, term->text, term->targets, count))
            return false;
    }
    return true;
}

/* ------------------------------------------------------------------------------------ finding */

bool termbase_find(const struct termbase *base, const struct tokens *text, struct arena *arena,
                   const cotexto_found_term **terms, size_t *count, cotexto_error *error)
{
    struct term_place *places;
    *terms = NULL;
    if (!term_index_find(base->index, text, arena, &places, count, error))
        return false;
    cotexto_found_term *found = arena_array(arena, *count, sizeof *found);
    if (found == NULL)
        return error_no_memory(error);
    for (size_t i = 0; i < *count; i++) {
        const struct based_term *term = &base->terms[places[i].number];
        const struct token *first = &text->items[places[i].first],
                           *last = first + places[i].count - 1;
        found[i] = (cotexto_found_term){first->start,  last->start + last->length,
                                        term->text,    term->subject,
                                        term->targets, term->count};
    }
    *terms = found;
    return true;
}

/* It has a translation that may not be used, and not within one that may. */
static bool uses_deprecated(const struct based_term *term, const struct tokens *target)
{
    for (size_t i = usable(term); i < term->count; i++) {
        bool within = false;
        for (size_t k = 0; k < usable(term); k++)
            within |= term_stands_in(&term->tokens[k], &term->tokens[i]) &&
                      term_stands_in(target, &term->tokens[k]);
        if (!within && term_stands_in(target, &term->tokens[i]))
            return true;
    }
    return false;
}

static bool is_disregarded(const struct based_term *term, const struct tokens *target)
{
    bool used = usable(term) == 0;
    for (size_t i = 0; !used && i < usable(term); i++)
        used = term_stands_in(target, &term->tokens[i]);
    return !used || uses_deprecated(term, target);
}

static bool has_number(const struct term_place *places, size_t count, uint32_t number)
{
    for (size_t i = 0; i < count; i++) {
        if (places[i].number == number)
            return true;
    }
    return false;
}

bool termbase_disregards(const struct termbase *base, const struct tokens *wanted,
                         const struct tokens *source, const struct tokens *target,
                         struct arena *arena, bool *disregards, cotexto_error *error)
{
    struct term_place *asked, *there;
    size_t asked_count, there_count;
    *disregards = false;
    if (!term_index_find(base->index, wanted, arena, &asked, &asked_count, error) ||
        !term_index_find(base->index, source, arena, &there, &there_count, error))
        return false;
    for (size_t i = 0; !*disregards && i < there_count; i++)
        *disregards = has_number(asked, asked_count, there[i].number) &&
                      is_disregarded(&base->terms[there[i].number], target);
    return true;
}
