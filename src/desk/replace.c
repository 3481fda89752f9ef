/* Find and replace. */
#include "base/error.h"
#include "base/string.h"
#include "base/tag.h"
#include "base/text.h"
#include "desk/editing.h"
#include "desk/pattern.h"
#include "text/decode.h"
#include "text/unicode.h"

struct replacing {
    const cotexto_replacement *replacement;
    struct pattern *pattern;
    cotexto_text with; /* NFC */
};

/* The text after; *kept: it may not be changed so. */
static bool replace_in(const struct replacing *replacing, struct variant *variant,
                       struct arena *arena, bool *changed, bool *kept, cotexto_error *error)
{
    cotexto_text text;
    size_t count;
    const char *lang = replacing->replacement->lang;
    if (lang != NULL && !tag_same_language(variant->lang, lang))
        return true;
    if (!pattern_replace(replacing->pattern, variant->text, replacing->with, arena, &text, &count,
                         error))
        return false;
    if (count == 0 || text_equal(text, variant->text))
        return true;
    *changed = true;
    *kept =
        *kept || unicode_trim(text).length == 0 || count_tags(text) != count_tags(variant->text);
    variant->text = text;
    return true;
}

static bool replace_one(struct editing *editing, const struct memory_unit *unit,
                        struct arena *arena, void *context, cotexto_error *error)
{
    const struct replacing *replacing = context;
    struct memory_unit after;
    struct variant *variants;
    bool changed = false, kept = false;
    if (!editing_copy(unit, arena, &after, &variants, error))
        return false;
    for (size_t i = 0; i < after.unit.variant_count; i++) {
        if (!replace_in(replacing, &variants[i], arena, &changed, &kept, error))
            return false;
    }
    if (kept) {
        editing->counts->kept++;
        return true;
    }
    return !changed || editing_change(editing, unit, &after, "", error);
}

static unsigned how(const cotexto_replacement *replacement)
{
    return (replacement->is_pattern ? 0 : PATTERN_LITERAL) |
           (replacement->ignore_case ? 0 : PATTERN_CASE) |
           (replacement->whole_words ? PATTERN_WORDS : 0);
}

/* "old -> new", and where. */
static const char *about(const cotexto_selection *selection, const cotexto_replacement *replacement,
                         struct arena *arena)
{
    struct string text = {0};
    const char *where = selection_about(selection, arena);
    string_append_text(&text, replacement->find);
    string_append_c(&text, " → ");
    string_append_text(&text, replacement->with);
    if (where != NULL && *where != '\0')
        string_append_format(&text, " (%s)", where);
    cotexto_text copy = {0};
    if (string_ok(&text, NULL))
        copy = arena_text(arena, unicode_repaired(string_text(&text), arena));
    string_free(&text);
    return copy.bytes;
}

bool cotexto_replace(cotexto_memory *memory, const cotexto_selection *selection,
                     const cotexto_replacement *replacement, const cotexto_change_options *options,
                     cotexto_change_counts *counts, cotexto_error *error)
{
    struct editing editing;
    struct arena arena = {0};
    struct replacing replacing = {.replacement = replacement};
    *counts = (cotexto_change_counts){0};
    bool good =
        text_to_nfc(replacement->with, &arena, &replacing.with, error) &&
        (replacing.pattern = pattern_new(replacement->find, how(replacement), error)) != NULL &&
        editing_begin(&editing, memory, "edit", about(selection, replacement, &arena), options,
                      counts, error) &&
        editing_end(&editing, editing_run(&editing, selection, replace_one, &replacing, error),
                    error);
    pattern_free(replacing.pattern);
    arena_free(&arena);
    return good;
}
