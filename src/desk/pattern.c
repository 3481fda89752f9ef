/* Regular expressions over segments. */
#include "desk/pattern.h"

#include <ctype.h>
#include <stdlib.h>

#include <unicode/uregex.h>

#include "base/error.h"
#include "base/message.h"
#include "base/string.h"
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
    unsigned how;
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

/* A text with a backslash before what an expression, or what is put in a match's place, would take
 * for a sign. */
static void append_literal(struct string *string, cotexto_text text)
{
    for (size_t i = 0; i < text.length; i++) {
        unsigned char c = (unsigned char)text.bytes[i];
        if (c < 128 && ispunct(c))
            string_append_char(string, '\\');
        string_append_char(string, (char)c);
    }
}

/* The expression that a text stands for. */
static void write_expression(cotexto_text text, unsigned how, struct string *out)
{
    if ((how & PATTERN_WORDS) != 0)
        string_append_c(out, "(?<![\\p{L}\\p{M}\\p{N}])(?:");
    if ((how & PATTERN_LITERAL) != 0)
        append_literal(out, text);
    else
        string_append_text(out, text);
    if ((how & PATTERN_WORDS) != 0)
        string_append_c(out, ")(?![\\p{L}\\p{M}\\p{N}])");
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
    uint32_t flags = (pattern->how & PATTERN_CASE) != 0 ? 0 : UREGEX_CASE_INSENSITIVE;
    pattern->expression = uregex_open(text->units, text->length, flags, &place, &status);
    if (U_FAILURE(status))
        return bad_pattern(status, &place, text, error);
    uregex_setTimeLimit(pattern->expression, MOST_STEPS, &status);
    uregex_setStackLimit(pattern->expression, MOST_STACK, &status);
    return U_SUCCESS(status) || error_no_memory(error);
}

/* An empty text is the empty expression, whatever it is. */
static bool prepare(struct pattern *pattern, cotexto_text typed, struct arena *arena,
                    struct string *expression, cotexto_error *error)
{
    struct utf16 utf16;
    cotexto_text text;
    if (!text_to_nfc(typed, arena, &text, error))
        return false;
    if (text.length > 0)
        write_expression(text, pattern->how, expression);
    return string_ok(expression, error) &&
           unicode_to_utf16(string_text(expression), arena, &utf16, error) &&
           compile(pattern, &utf16, error);
}

struct pattern *pattern_new(cotexto_text typed, unsigned how, cotexto_error *error)
{
    struct arena arena = {0};
    struct string expression = {0};
    struct pattern *pattern = calloc(1, sizeof *pattern);
    if (pattern != NULL)
        pattern->how = how;
    bool good = (pattern != NULL || error_no_memory(error)) &&
                prepare(pattern, typed, &arena, &expression, error);
    string_free(&expression);
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

/* ---------------------------------------------------------------------------------- replacing */

static bool bad_replacement(UErrorCode status, cotexto_error *error)
{
    if (status != U_INDEX_OUTOFBOUNDS_ERROR && status != U_REGEX_INVALID_CAPTURE_GROUP_NAME)
        return too_slow(status, error);
    error_set(error, COTEXTO_USAGE, "bad-replacement", "%s",
              _("the replacement names a group that the pattern does not have"));
    return error_hint(error, "%s", _("put a backslash before a $ that stands for itself"));
}

/* The text that the pattern was set to, with all matches replaced; the first try tells how long it
 * becomes. */
static bool replace_all(struct pattern *pattern, const struct utf16 *with, struct arena *arena,
                        UChar **out, int32_t *length, cotexto_error *error)
{
    UErrorCode status = U_ZERO_ERROR;
    *length = uregex_replaceAll(pattern->expression, with->units, with->length, NULL, 0, &status);
    if (status != U_BUFFER_OVERFLOW_ERROR && U_FAILURE(status))
        return bad_replacement(status, error);
    status = U_ZERO_ERROR;
    *out = arena_array(arena, (size_t)*length + 1, sizeof **out);
    if (*out == NULL)
        return error_no_memory(error);
    uregex_replaceAll(pattern->expression, with->units, with->length, *out, *length + 1, &status);
    return U_SUCCESS(status) || bad_replacement(status, error);
}

static bool literal(const struct pattern *pattern, cotexto_text *with, struct arena *arena,
                    cotexto_error *error)
{
    struct string escaped = {0};
    if ((pattern->how & PATTERN_LITERAL) == 0)
        return true;
    append_literal(&escaped, *with);
    bool good = string_ok(&escaped, error);
    *with = arena_text(arena, string_text(&escaped));
    string_free(&escaped);
    return good && (with->bytes != NULL || error_no_memory(error));
}

bool pattern_replace(struct pattern *pattern, cotexto_text text, cotexto_text with,
                     struct arena *arena, cotexto_text *out, size_t *count, cotexto_error *error)
{
    cotexto_range *places;
    struct utf16 replacement;
    cotexto_text replaced;
    UChar *units;
    int32_t length;
    *out = text;
    if (!pattern_find(pattern, text, arena, &places, count, error))
        return false;
    if (*count == 0)
        return true;
    /* the pattern is still set to the text in which it was found */
    return literal(pattern, &with, arena, error) &&
           unicode_to_utf16(with, arena, &replacement, error) &&
           replace_all(pattern, &replacement, arena, &units, &length, error) &&
           unicode_from_utf16(units, length, arena, &replaced, error) &&
           text_to_nfc(replaced, arena, out, error);
}
