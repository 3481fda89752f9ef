/* Edit and delete. */
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/message.h"
#include "base/text.h"
#include "desk/editing.h"
#include "text/decode.h"
#include "text/unicode.h"

/* --------------------------------------------------------------------------------------- edit */

static bool no_such_language(const struct memory_unit *unit, const char *lang, cotexto_error *error)
{
    error_set(error, COTEXTO_NOTHING, "no-such-language", _("unit %lld has no text in %s"),
              (long long)unit->id, lang);
    error_hint(error, "%s", _("its languages:"));
    for (size_t i = 0; i < unit->unit.variant_count; i++)
        error_add_hint(error, "%s%s", unit->unit.variants[i].lang,
                       i + 1 < unit->unit.variant_count ? "," : "");
    return false;
}

/* Which of a unit's segments is meant by a language. */
static bool find_variant(const struct memory_unit *unit, const char *lang, size_t *index,
                         cotexto_error *error)
{
    const struct variant *found = unit_variant(&unit->unit, lang);
    if (found == NULL)
        return no_such_language(unit, lang, error);
    *index = (size_t)(found - unit->unit.variants);
    return true;
}

size_t count_tags(cotexto_text text)
{
    static const char object[] = "\xEF\xBF\xBC";
    size_t count = 0;
    while (text.length > 0) {
        const char *found = memmem(text.bytes, text.length, object, 3);
        if (found == NULL)
            break;
        count++;
        text = text_slice(text, (size_t)(found - text.bytes) + 3, text.length);
    }
    return count;
}

/* The text in place of the variant's, with the same tags or with none. */
static bool set_text(struct variant *variant, cotexto_text text, cotexto_error *error)
{
    size_t had = count_tags(variant->text), has = count_tags(text);
    if (has != had && has > 0) {
        error_set(error, COTEXTO_USAGE, "tags",
                  _("the text has %zu places of inline tags (U+FFFC), the stored one has %zu"), has,
                  had);
        return error_hint(error, "%s", _("keep each of them, or leave all of them out"));
    }
    variant->text = text;
    if (has == 0)
        variant->tags = (cotexto_text){0};
    return true;
}

static bool good_text(cotexto_text typed, struct arena *arena, cotexto_text *text,
                      cotexto_error *error)
{
    if (!text_to_nfc(typed, arena, text, error))
        return false;
    if (unicode_trim(*text).length > 0)
        return true;
    error_set(error, COTEXTO_USAGE, "empty-text", "%s", _("a segment can't be empty"));
    return error_hint(error, "%s", _("cotexto delete --unit takes a unit out"));
}

bool editing_set_text(struct variant *variant, cotexto_text typed, struct arena *arena,
                      cotexto_error *error)
{
    cotexto_text text;
    return good_text(typed, arena, &text, error) && set_text(variant, text, error);
}

static bool edit_text(struct editing *editing, int64_t id, const char *lang, cotexto_text typed,
                      cotexto_error *error)
{
    struct memory_unit there, edited;
    struct variant *variants;
    struct arena *arena = &editing->arena;
    size_t index = 0;
    bool found;
    if (!memory_find_unit(editing->change.memory, id, arena, &there, &found, error) ||
        !(found || no_such_unit(id, error)) || !find_variant(&there, lang, &index, error) ||
        !editing_copy(&there, arena, &edited, &variants, error) ||
        !editing_set_text(&variants[index], typed, arena, error))
        return false;
    edited.unit.reviewed = true;
    bool same =
        text_equal(variants[index].text, there.unit.variants[index].text) && there.unit.reviewed;
    return same || editing_change(editing, &there, &edited, "", error);
}

bool cotexto_edit_text(cotexto_memory *memory, int64_t unit, const char *lang, cotexto_text text,
                       const cotexto_change_options *options, cotexto_change_counts *counts,
                       cotexto_error *error)
{
    struct editing editing;
    char about[128];
    snprintf(about, sizeof about, "%lld %s", (long long)unit, lang);
    return editing_begin(&editing, memory, "edit", about, options, counts, error) &&
           editing_end(&editing, edit_text(&editing, unit, lang, text, error), error);
}

/* ------------------------------------------------------------------------------------- delete */

static bool delete_one(struct editing *editing, const struct memory_unit *unit, struct arena *arena,
                       void *context, cotexto_error *error)
{
    (void)arena, (void)context;
    return editing_delete(editing, unit, "", error);
}

static bool check_all(const cotexto_selection *selection, bool all, cotexto_error *error)
{
    if (all || !selection_is_all(selection))
        return true;
    error_set(error, COTEXTO_USAGE, "everything", "%s",
              _("nothing says which units to delete: that would be all"));
    return error_hint(
        error, "%s",
        _("name words, --unit, --document or another filter; or --all for everything"));
}

bool cotexto_delete(cotexto_memory *memory, const cotexto_selection *selection, bool all,
                    const cotexto_change_options *options, cotexto_change_counts *counts,
                    cotexto_error *error)
{
    struct editing editing;
    struct arena arena = {0};
    *counts = (cotexto_change_counts){0};
    bool good =
        check_all(selection, all, error) &&
        editing_begin(&editing, memory, "delete", selection_about(selection, &arena), options,
                      counts, error) &&
        editing_end(&editing, editing_run(&editing, selection, delete_one, NULL, error), error);
    arena_free(&arena);
    return good;
}
