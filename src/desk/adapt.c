/* Adaptation of numbers: only when nothing else differs, and only where each place is certain. */
#include "desk/adapt.h"

#include "base/error.h"
#include "base/string.h"
#include "base/text.h"

static bool only_numbers_differ(const struct tokens *a, const struct tokens *b)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++) {
        const struct token *x = &a->items[i], *y = &b->items[i];
        if (x->class != y->class || (x->class != TOKEN_NUMBER && !text_equal(x->fold, y->fold)))
            return false;
    }
    return true;
}

/* The one number token of the target that is written like this; NULL when there is none or more
 * than one. */
static const struct token *find_once(const struct tokens *tokens, cotexto_text raw)
{
    const struct token *found = NULL;
    for (size_t i = 0; i < tokens->count; i++) {
        if (tokens->items[i].class != TOKEN_NUMBER || !text_equal(tokens->items[i].raw, raw))
            continue;
        if (found != NULL)
            return NULL;
        found = &tokens->items[i];
    }
    return found;
}

static bool has_marks(cotexto_text number)
{
    for (size_t i = 0; i < number.length; i++) {
        if (number.bytes[i] == '.' || number.bytes[i] == ',')
            return true;
    }
    return false;
}

/* 1.234,5 as 1,234.5: the way of writing of half of the world for the other half. bytes NULL: out
 * of memory. */
static cotexto_text swap_marks(cotexto_text number, struct arena *arena)
{
    cotexto_text swapped = arena_text(arena, number);
    char *bytes = (char *)swapped.bytes;
    for (size_t i = 0; bytes != NULL && i < swapped.length; i++)
        bytes[i] = bytes[i] == '.' ? ',' : bytes[i] == ',' ? '.' : bytes[i];
    return swapped;
}

/* Where the old number stands in the target, and how the new one is written there. NULL: not
 * certain, or out of memory. */
static const struct token *place_number(cotexto_text old, cotexto_text new,
                                        const struct tokens *target, struct arena *arena,
                                        cotexto_text *written)
{
    const struct token *place = find_once(target, old);
    *written = new;
    if (!has_marks(old)) /* nothing shows how the target writes marks */
        return has_marks(new) ? NULL : place;
    cotexto_text swapped = swap_marks(old, arena);
    const struct token *other = swapped.bytes == NULL ? NULL : find_once(target, swapped);
    if (other == NULL)
        return place;
    *written = swap_marks(new, arena);
    return place == NULL && written->bytes != NULL ? other : NULL;
}

/* For each token of the target the number that takes its place, or an empty text. false: not every
 * place is certain. */
static bool plan(const struct tokens *query, const struct tokens *source,
                 const struct tokens *target, struct arena *arena, cotexto_text *instead)
{
    bool any = false;
    for (size_t i = 0; i < source->count; i++) {
        const struct token *old = &source->items[i];
        if (old->class != TOKEN_NUMBER || text_equal(old->raw, query->items[i].raw))
            continue;
        cotexto_text written;
        const struct token *place =
            place_number(old->raw, query->items[i].raw, target, arena, &written);
        if (place == NULL || instead[place - target->items].length > 0)
            return false;
        instead[place - target->items] = written;
        any = true;
    }
    return any;
}

static bool write(cotexto_text text, const struct tokens *tokens, const cotexto_text *instead,
                  struct arena *arena, cotexto_text *out, cotexto_error *error)
{
    struct string s = {0};
    size_t from = 0;
    for (size_t i = 0; i < tokens->count; i++) {
        if (instead[i].length == 0)
            continue;
        string_append_text(&s, text_slice(text, from, tokens->items[i].start));
        string_append_text(&s, instead[i]);
        from = tokens->items[i].start + tokens->items[i].length;
    }
    string_append_text(&s, text_slice(text, from, text.length));
    bool good = string_ok(&s, error);
    if (good) {
        *out = arena_text(arena, string_text(&s));
        good = out->bytes != NULL || error_no_memory(error);
    }
    string_free(&s);
    return good;
}

bool adapt_numbers(const struct tokens *query, const struct tokens *source,
                   const struct variant *target, struct tokenizer *target_tokenizer,
                   struct arena *arena, cotexto_text *adapted, cotexto_error *error)
{
    struct tokens tokens;
    *adapted = (cotexto_text){0};
    if (!only_numbers_differ(query, source))
        return true;
    if (!tokenizer_run(target_tokenizer, target->text, target->tags, arena, &tokens, error))
        return false;
    cotexto_text *instead = arena_array(arena, tokens.count, sizeof *instead);
    if (instead == NULL)
        return error_no_memory(error);
    return !plan(query, source, &tokens, arena, instead) ||
           write(target->text, &tokens, instead, arena, adapted, error);
}
