/* What becomes of a unit, language by language. */
#include "desk/tell.h"

#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "desk/difference.h"

static const struct variant *find(const struct memory_unit *unit, const char *lang)
{
    for (size_t i = 0; unit != NULL && i < unit->unit.variant_count; i++) {
        if (strcmp(unit->unit.variants[i].lang, lang) == 0)
            return &unit->unit.variants[i];
    }
    return NULL;
}

static bool add_difference(struct teller *teller, const struct variant *before,
                           const struct variant *after, cotexto_changed_text *out,
                           cotexto_error *error)
{
    struct tokens old, new;
    struct tokenizer *tokenizer = memory_tokenizer(teller->memory, before->lang, error);
    if (tokenizer == NULL ||
        !tokenizer_run(tokenizer, before->text, before->tags, &teller->arena, &old, error) ||
        !tokenizer_run(tokenizer, after->text, after->tags, &teller->arena, &new, error) ||
        !difference_edits(&new, &old, &teller->arena, &out->edits, &out->edit_count, error))
        return false;
    bool any = false;
    for (size_t i = 0; i < out->edit_count; i++)
        any = any || out->edits[i].kind != COTEXTO_EDIT_EQUAL;
    if (!any) /* only blanks differ, which are no tokens */
        out->edit_count = 0;
    return true;
}

static bool add_text(struct teller *teller, const struct variant *before,
                     const struct variant *after, cotexto_change *change, cotexto_error *error)
{
    cotexto_changed_text *out = (cotexto_changed_text *)&change->texts[change->text_count++];
    out->lang = before != NULL ? before->lang : after->lang;
    if (before != NULL)
        out->before = before->text;
    if (after != NULL)
        out->after = after->text;
    bool same = before != NULL && after != NULL && text_equal(before->text, after->text) &&
                text_equal(before->tags, after->tags);
    change->texts_same = change->texts_same && same;
    return same || before == NULL || after == NULL ||
           add_difference(teller, before, after, out, error);
}

static bool add_texts(struct teller *teller, const struct memory_unit *before,
                      const struct memory_unit *after, cotexto_change *change, cotexto_error *error)
{
    size_t most = (before == NULL ? 0 : before->unit.variant_count) +
                  (after == NULL ? 0 : after->unit.variant_count);
    change->texts = arena_array(&teller->arena, most, sizeof *change->texts);
    if (change->texts == NULL)
        return error_no_memory(error);
    for (size_t i = 0; before != NULL && i < before->unit.variant_count; i++) {
        const struct variant *variant = &before->unit.variants[i];
        if (!add_text(teller, variant, find(after, variant->lang), change, error))
            return false;
    }
    for (size_t i = 0; after != NULL && i < after->unit.variant_count; i++) {
        const struct variant *variant = &after->unit.variants[i];
        if (find(before, variant->lang) == NULL && !add_text(teller, NULL, variant, change, error))
            return false;
    }
    return true;
}

bool tell_change(struct teller *teller, const struct memory_unit *before,
                 const struct memory_unit *after, const char *reason,
                 void (*changed)(void *context, const cotexto_change *change), void *context,
                 cotexto_error *error)
{
    const struct memory_unit *there = before != NULL ? before : after;
    if (changed == NULL)
        return true;
    arena_reset(&teller->arena);
    cotexto_change change = {
        .kind = before == NULL  ? COTEXTO_UNIT_ADDED
                : after == NULL ? COTEXTO_UNIT_DELETED
                                : COTEXTO_UNIT_CHANGED,
        .unit = there->id,
        .document = there->unit.document,
        .texts_same = true,
        .reviewed = {before != NULL && before->unit.reviewed,
                     after != NULL && after->unit.reviewed},
        .reason = reason,
    };
    if (!add_texts(teller, before, after, &change, error))
        return false;
    changed(context, &change);
    return true;
}

void teller_free(struct teller *teller)
{
    arena_free(&teller->arena);
}
