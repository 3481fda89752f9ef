/* Regular expressions over segments. */
#include "desk/pattern.h"

#include <stdlib.h>

#include <unicode/uregex.h>

#include "base/error.h"
#include "base/message.h"
#include "base/text.h"
#include "text/decode.h"
#include "text/unicode.h"

enum {
    LONGEST = 1000,          /* UTF-16 units of a pattern */
    MOST_STEPS = 100,        /* of one search, in ICU's measure: about a tenth of a second */
    MOST_STACK = 4 * 1 << 20 /* bytes */
};

struct pattern {
    URegularExpression *expression;
};

/* The number of the character that stands at a unit, from 1. */
static size_t character_at(const struct utf16 *text, int32_t unit)
{
    size_t number = 1;
    for (int32_t i = 0; i < unit && i < text->length; i++)
        number += !U16_IS_TRAIL(text->units[i]);
    return number;
}

static bool bad_pattern(UErrorCode status, const UParseError *place, const struct utf16 *text,
                        cotexto_error *error)
{
    /* ICU numbers lines; units are counted from the start of the line, and patterns have one */
    size_t at = character_at(text, place->offset < 0 ? 0 : place->offset);
    error_set(error, COTEXTO_USAGE, "bad-pattern",
              _("the pattern is wrong at its character %zu (%s)"), at, u_errorName(status));
    return error_hint(
        error, "%s",
        _("put a backslash before . * + ? ( ) [ ] { } | ^ $ that stand for themselves"));
}

static bool compile(struct pattern *pattern, const struct utf16 *text, cotexto_error *error)
{
    UParseError place = {0};
    UErrorCode status = U_ZERO_ERROR;
    if (text->length == 0 || text->length > LONGEST) {
        error_set(error, COTEXTO_USAGE, "bad-pattern", _("a pattern has 1 to %d characters"),
                  LONGEST);
        return error_hint(error, "%s", _("search for a part of it"));
    }
    pattern->expression =
        uregex_open(text->units, text->length, UREGEX_CASE_INSENSITIVE, &place, &status);
    if (U_FAILURE(status))
        return bad_pattern(status, &place, text, error);
    uregex_setTimeLimit(pattern->expression, MOST_STEPS, &status);
    uregex_setStackLimit(pattern->expression, MOST_STACK, &status);
    return U_SUCCESS(status) || error_no_memory(error);
}

struct pattern *pattern_new(cotexto_text typed, cotexto_error *error)
{
    struct arena arena = {0};
    struct utf16 utf16;
    cotexto_text text;
    struct pattern *pattern = calloc(1, sizeof *pattern);
    bool good = (pattern != NULL || error_no_memory(error)) &&
                text_to_nfc(typed, &arena, &text, error) &&
                unicode_to_utf16(text, &arena, &utf16, error) && compile(pattern, &utf16, error);
    arena_free(&arena);
    if (good)
        return pattern;
    pattern_free(pattern);
    return NULL;
}

void pattern_free(struct pattern *pattern)
{
    if (pattern == NULL)
        return;
    if (pattern->expression != NULL)
        uregex_close(pattern->expression);
    free(pattern);
}

static bool too_slow(UErrorCode status, cotexto_error *error)
{
    error_set(error, COTEXTO_USAGE, "slow-pattern",
              _("the pattern takes too long or too much room (%s)"), u_errorName(status));
    return error_hint(
        error, "%s",
        _("repetitions inside repetitions, such as (a+)+, have too many ways to match"));
}

bool pattern_find(struct pattern *pattern, cotexto_text text, struct arena *arena,
                  cotexto_range **places, size_t *count, cotexto_error *error)
{
    struct utf16 utf16;
    size_t room = 0;
    UErrorCode status = U_ZERO_ERROR;
    *places = NULL;
    *count = 0;
    if (!unicode_to_utf16(text, arena, &utf16, error))
        return false;
    uregex_setText(pattern->expression, utf16.units, utf16.length, &status);
    while (uregex_findNext(pattern->expression, &status)) {
        int32_t start = uregex_start(pattern->expression, 0, &status);
        int32_t end = uregex_end(pattern->expression, 0, &status);
        if (U_FAILURE(status))
            break;
        if (end == start)
            continue;
        *places = arena_grow(arena, *places, *count, &room, sizeof **places);
        if (*places == NULL)
            return error_no_memory(error);
        (*places)[(*count)++] = (cotexto_range){utf16.offsets[start], utf16.offsets[end]};
    }
    return U_SUCCESS(status) || too_slow(status, error);
}
