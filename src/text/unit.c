/* The one form of a unit. */
#include "text/unit.h"

#include <string.h>

#include "base/error.h"
#include "base/string.h"
#include "base/tag.h"
#include "base/text.h"

const struct variant *unit_variant(const struct unit *unit, const char *wanted)
{
    const struct variant *bare = NULL, *other = NULL;
    for (size_t i = 0; i < unit->variant_count; i++) {
        const struct variant *variant = &unit->variants[i];
        if (strcmp(variant->lang, wanted) == 0)
            return variant;
        if (!tag_same_language(variant->lang, wanted))
            continue;
        if (bare == NULL && strchr(variant->lang, '-') == NULL)
            bare = variant;
        if (other == NULL)
            other = variant;
    }
    return bare != NULL ? bare : other;
}

bool variant_complete_tags(struct variant *variant, struct arena *arena, cotexto_error *error)
{
    static const char object[] = "\xEF\xBF\xBC";
    cotexto_text rest = variant->text;
    struct string tags = {0};
    if (variant->tags.length > 0)
        return true;
    for (;;) {
        const char *found = rest.length == 0 ? NULL : memmem(rest.bytes, rest.length, object, 3);
        if (found == NULL)
            break;
        string_append_c(&tags, tags.length == 0 ? "[\"\"" : ",\"\"");
        rest = text_slice(rest, (size_t)(found - rest.bytes) + 3, rest.length);
    }
    bool good = true;
    if (tags.length > 0) {
        string_append_char(&tags, ']');
        variant->tags = arena_text(arena, string_text(&tags));
        good = string_ok(&tags, error) && (variant->tags.bytes != NULL || error_no_memory(error));
    }
    string_free(&tags);
    return good;
}

/* Facts on the making and the use of a variant. */
static bool is_of_record(const struct property *property)
{
    static const char *const names[] = {"usagecount", "lastusagedate", "creationdate",
                                        "creationid", "changedate",    "changeid"};
    for (size_t i = 0; property->kind == PROPERTY_ATTRIBUTE && i < sizeof names / sizeof *names;
         i++) {
        if (text_equal(property->name, cotexto_text_of(names[i])))
            return true;
    }
    return false;
}

static bool has_property(const struct property *list, size_t count, const struct property *wanted)
{
    for (size_t i = 0; i < count; i++) {
        if (list[i].kind == wanted->kind && text_equal(list[i].name, wanted->name) &&
            text_equal(list[i].value, wanted->value) && text_equal(list[i].lang, wanted->lang))
            return true;
    }
    return false;
}

static bool has_all(const struct property *list, size_t count, const struct property *wanted,
                    size_t wanted_count)
{
    for (size_t i = 0; i < wanted_count; i++) {
        if (!is_of_record(&wanted[i]) && !has_property(list, count, &wanted[i]))
            return false;
    }
    return true;
}

static bool has_variant_saying(const struct unit *unit, const struct variant *wanted)
{
    for (size_t i = 0; i < unit->variant_count; i++) {
        const struct variant *variant = &unit->variants[i];
        if (strcmp(variant->lang, wanted->lang) == 0 && text_equal(variant->text, wanted->text) &&
            text_equal(variant->tags, wanted->tags) &&
            has_all(variant->properties, variant->property_count, wanted->properties,
                    wanted->property_count))
            return true;
    }
    return false;
}

bool unit_says_all(const struct unit *there, const struct unit *unit)
{
    if (unit->id.length > 0 && !text_equal(unit->id, there->id))
        return false;
    if (!has_all(there->properties, there->property_count, unit->properties, unit->property_count))
        return false;
    for (size_t i = 0; i < unit->variant_count; i++) {
        if (!has_variant_saying(there, &unit->variants[i]))
            return false;
    }
    return true;
}
