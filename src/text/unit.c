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
