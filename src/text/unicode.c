/* UTF-8 to and from ICU. */
#include "text/unicode.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include "base/error.h"
#include "base/string.h"
#include "base/text.h"

bool unicode_to_utf16(cotexto_text text, struct arena *arena, struct utf16 *out,
                      cotexto_error *error)
{
    *out = (struct utf16){0};
    if (text.length >= INT32_MAX)
        return error_no_memory(error);
    out->units = arena_array(arena, text.length + 1, sizeof *out->units);
    out->offsets = arena_array(arena, text.length + 1, sizeof *out->offsets);
    if (out->units == NULL || out->offsets == NULL)
        return error_no_memory(error);
    for (size_t i = 0; i < text.length;) {
        size_t start = i;
        UChar32 c;
        U8_NEXT_OR_FFFD(text.bytes, i, text.length, c);
        int32_t first = out->length;
        U16_APPEND_UNSAFE(out->units, out->length, c);
        for (int32_t k = first; k < out->length; k++)
            out->offsets[k] = start;
    }
    out->offsets[out->length] = text.length;
    return true;
}

bool unicode_from_utf16(const UChar *units, int32_t length, struct arena *arena, cotexto_text *out,
                        cotexto_error *error)
{
    UErrorCode status = U_ZERO_ERROR;
    size_t room = (size_t)length * 3 + 1; /* most bytes of a UTF-16 unit */
    char *bytes = room < INT32_MAX ? arena_alloc(arena, room) : NULL;
    int32_t used = 0;
    if (bytes == NULL)
        return error_no_memory(error);
    u_strToUTF8(bytes, (int32_t)room, &used, units, length, &status);
    *out = (cotexto_text){bytes, (size_t)used};
    return U_SUCCESS(status) || error_no_memory(error);
}

bool unicode_normalize(const UNormalizer2 *normalizer, cotexto_text text, struct arena *arena,
                       cotexto_text *out, cotexto_error *error)
{
    struct utf16 source;
    UErrorCode status = U_ZERO_ERROR;
    *out = text;
    if (!unicode_to_utf16(text, arena, &source, error))
        return false;
    if (unorm2_isNormalized(normalizer, source.units, source.length, &status) && U_SUCCESS(status))
        return true;
    status = U_ZERO_ERROR;
    int32_t length = unorm2_normalize(normalizer, source.units, source.length, NULL, 0, &status);
    if (status != U_BUFFER_OVERFLOW_ERROR && U_FAILURE(status))
        return error_no_memory(error);
    UChar *units = arena_array(arena, (size_t)length + 1, sizeof *units);
    if (units == NULL)
        return error_no_memory(error);
    status = U_ZERO_ERROR;
    unorm2_normalize(normalizer, source.units, source.length, units, length + 1, &status);
    if (U_FAILURE(status))
        return error_no_memory(error);
    return unicode_from_utf16(units, length, arena, out, error);
}

UChar32 unicode_first(cotexto_text text, size_t *after)
{
    size_t i = 0;
    UChar32 c = 0;
    if (text.length > 0)
        U8_NEXT_OR_FFFD(text.bytes, i, text.length, c);
    if (after != NULL)
        *after = i;
    return c;
}

/* ICU's own macro for this counts in int32_t. */
UChar32 unicode_last(cotexto_text text, size_t *start)
{
    size_t i = text.length;
    while (i > 0 && text.length - i < 4) {
        i--;
        if (!U8_IS_TRAIL((uint8_t)text.bytes[i]))
            break;
    }
    if (start != NULL)
        *start = i;
    return unicode_first(text_slice(text, i, text.length), NULL);
}

double unicode_weight(cotexto_text text)
{
    enum { FIRST_WIDE = 0x1100 };
    double weight = 0;
    for (size_t i = 0; i < text.length;) {
        UChar32 c;
        U8_NEXT_OR_FFFD(text.bytes, i, text.length, c);
        if (u_isUWhiteSpace(c))
            continue;
        bool wide =
            c >= FIRST_WIDE && u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH) == U_EA_WIDE;
        weight += wide ? 2.5 : 1;
    }
    return weight;
}

cotexto_text unicode_trim(cotexto_text text)
{
    size_t at;
    while (text.length > 0 && u_isUWhiteSpace(unicode_first(text, &at)))
        text = text_slice(text, at, text.length);
    while (text.length > 0 && u_isUWhiteSpace(unicode_last(text, &at)))
        text = text_slice(text, 0, at);
    return text;
}

size_t unicode_first_bad(cotexto_text text)
{
    for (size_t i = 0; i < text.length;) {
        size_t start = i;
        UChar32 c;
        U8_NEXT(text.bytes, i, text.length, c);
        if (c < 0)
            return start;
    }
    return text.length;
}

/* A character of several scripts (the mark that lengthens a vowel in both kana) is of none of them
 * by name. */
static bool is_shared_without_spaces(UChar32 c)
{
    static const UScriptCode scripts[] = {USCRIPT_HAN,    USCRIPT_HIRAGANA, USCRIPT_KATAKANA,
                                          USCRIPT_THAI,   USCRIPT_LAO,      USCRIPT_KHMER,
                                          USCRIPT_MYANMAR};
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
        if (uscript_hasScript(c, scripts[i]))
            return true;
    }
    return false;
}

bool unicode_without_spaces(UChar32 c)
{
    UErrorCode status = U_ZERO_ERROR;
    if (c < 0x0E00) /* below the first of them, which is Thai */
        return false;
    switch (uscript_getScript(c, &status)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR: return true;
    case USCRIPT_COMMON:
    case USCRIPT_INHERITED: return is_shared_without_spaces(c);
    default: return false;
    }
}

cotexto_text unicode_repaired(cotexto_text text, struct arena *arena)
{
    if (unicode_first_bad(text) == text.length)
        return text;
    struct string out = {0};
    for (size_t i = 0; i < text.length;) {
        UChar32 c;
        U8_NEXT_OR_FFFD(text.bytes, i, text.length, c);
        string_append_code_point(&out, (uint32_t)c);
    }
    cotexto_text repaired = {0};
    if (!out.failed)
        repaired = arena_text(arena, string_text(&out));
    string_free(&out);
    return repaired;
}

static bool is_control(UChar32 c)
{
    return c != '\t' && c != '\n' && c != '\r' && (c < 0x20 || (c >= 0x7F && c < 0xA0));
}

cotexto_text unicode_without_controls(cotexto_text text, struct arena *arena)
{
    struct string out = {0};
    bool any = false;
    for (size_t i = 0; i < text.length;) {
        size_t start = i;
        UChar32 c;
        U8_NEXT_OR_FFFD(text.bytes, i, text.length, c);
        any = any || is_control(c);
        if (!is_control(c))
            string_append(&out, text.bytes + start, i - start);
    }
    cotexto_text kept = text;
    if (any)
        kept = out.failed ? (cotexto_text){0} : arena_text(arena, string_text(&out));
    string_free(&out);
    return kept;
}
