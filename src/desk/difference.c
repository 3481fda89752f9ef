/* Differences between a query and a hit. */
#include "desk/difference.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "match/adapt.h"
#include "match/flags.h"
#include "match/percent.h"

/* The conventions of a language, made when first asked for. */
static const struct conventions *conventions_of(struct differences *differences, const char *lang,
                                                struct tokenizer *tokenizer, cotexto_error *error)
{
    for (size_t i = 0; i < differences->count; i++) {
        if (strcmp(differences->known[i]->lang, lang) == 0)
            return differences->known[i];
    }
    if (!array_reserve(&differences->known, &differences->capacity, differences->count + 1,
                       sizeof *differences->known)) {
        error_no_memory(error);
        return NULL;
    }
    struct conventions *made = conventions_new(lang, tokenizer, error);
    if (made != NULL)
        differences->known[differences->count++] = made;
    return made;
}

void differences_free(struct differences *differences)
{
    for (size_t i = 0; i < differences->count; i++)
        conventions_free(differences->known[i]);
    free(differences->known);
}

bool difference_edits(const struct tokens *query, const struct tokens *source, struct arena *arena,
                      const cotexto_edit **out, size_t *out_count, cotexto_error *error)
{
    static const cotexto_edit_kind kinds[] = {
        [EDIT_EQUAL] = COTEXTO_EDIT_EQUAL,
        [EDIT_CHANGE] = COTEXTO_EDIT_CHANGE,
        [EDIT_DELETE] = COTEXTO_EDIT_DELETE,
        [EDIT_INSERT] = COTEXTO_EDIT_INSERT,
    };
    struct edit *script;
    size_t count;
    if (!match_script(query, source, arena, &script, &count, error))
        return false;
    cotexto_edit *edits = arena_array(arena, count, sizeof *edits);
    if (edits == NULL)
        return error_no_memory(error);
    for (size_t i = 0; i < count; i++)
        edits[i] = (cotexto_edit){kinds[script[i].kind], script[i].a_start, script[i].a_end,
                                  script[i].b_start, script[i].b_end};
    *out = edits;
    *out_count = count;
    return true;
}

static unsigned public_flags(unsigned flags)
{
    return ((flags & MATCH_FLAG_NUMBER) != 0 ? COTEXTO_FLAG_NUMBER : 0) |
           ((flags & MATCH_FLAG_NEGATION) != 0 ? COTEXTO_FLAG_NEGATION : 0) |
           ((flags & MATCH_FLAG_FORMATTING) != 0 ? COTEXTO_FLAG_FORMATTING : 0);
}

/* A query in a language without a region is written as the segment's region writes. */
static const char *language_of_query(const struct differences *differences,
                                     const struct variant *source)
{
    return strchr(differences->from, '-') != NULL ? differences->from : source->lang;
}

static bool add_adapted(struct differences *differences, const struct match_text *query,
                        const struct match_text *source, const struct variant *target,
                        struct arena *arena, cotexto_hit *hit, cotexto_error *error)
{
    struct tokens tokens;
    struct match_text text = {.text = target->text, .tokens = &tokens};
    text.conventions =
        conventions_of(differences, target->lang, differences->target_tokenizer, error);
    return text.conventions != NULL &&
           tokenizer_run(differences->target_tokenizer, target->text, target->tags, arena, &tokens,
                         error) &&
           adapt(query, source, &text, arena, &hit->adapted, error);
}

bool difference_find(struct differences *differences, cotexto_text query,
                     const struct tokens *tokens, const struct variant *source,
                     const struct variant *target, struct arena *arena, cotexto_hit *hit,
                     cotexto_error *error)
{
    struct tokens stored;
    unsigned flags;
    if (!tokenizer_run(differences->tokenizer, source->text, source->tags, arena, &stored, error) ||
        !difference_edits(tokens, &stored, arena, &hit->edits, &hit->edit_count, error))
        return false;
    if (text_equal(query, source->text))
        return true;
    struct match_text a = {.text = query, .tokens = tokens},
                      b = {.text = source->text, .tokens = &stored};
    a.conventions = conventions_of(differences, language_of_query(differences, source),
                                   differences->tokenizer, error);
    b.conventions = conventions_of(differences, source->lang, differences->tokenizer, error);
    if (a.conventions == NULL || b.conventions == NULL ||
        !match_flags(&a, &b, arena, &flags, error))
        return false;
    hit->flags = public_flags(flags);
    return add_adapted(differences, &a, &b, target, arena, hit, error);
}
