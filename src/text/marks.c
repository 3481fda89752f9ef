/* Accents taken off by canonical decomposition. */
#include "text/marks.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utf8.h>

#include "base/error.h"
#include "base/text.h"

static void append_base(struct string *out, const UNormalizer2 *nfd, UChar32 c)
{
    UChar decomposed[32];
    UErrorCode status = U_ZERO_ERROR;
    int32_t length = unorm2_getDecomposition(nfd, c, decomposed, 32, &status);
    if (U_FAILURE(status) || length < 0) {
        if (u_charType(c) != U_NON_SPACING_MARK)
            string_append_code_point(out, (uint32_t)c);
        return;
    }
    for (int32_t i = 0; i < length;) {
        UChar32 part;
        U16_NEXT(decomposed, i, length, part);
        if (u_charType(part) != U_NON_SPACING_MARK)
            string_append_code_point(out, (uint32_t)part);
    }
}

bool text_append_without_marks(cotexto_text text, struct string *out, cotexto_error *error)
{
    UErrorCode status = U_ZERO_ERROR;
    if (text_is_ascii(text)) {
        string_append_text(out, text);
        return true;
    }
    const UNormalizer2 *nfd = unorm2_getNFDInstance(&status);
    if (U_FAILURE(status))
        return error_no_memory(error);
    for (size_t i = 0; i < text.length;) {
        UChar32 c;
        U8_NEXT_OR_FFFD(text.bytes, i, text.length, c);
        append_base(out, nfd, c);
    }
    return true;
}

bool text_without_marks(cotexto_text text, struct arena *arena, cotexto_text *out,
                        cotexto_error *error)
{
    struct string base = {0};
    *out = text;
    if (text_is_ascii(text))
        return true;
    bool good = text_append_without_marks(text, &base, error) && string_ok(&base, error);
    if (good) {
        *out = arena_text(arena, string_text(&base));
        good = out->bytes != NULL || error_no_memory(error);
    }
    string_free(&base);
    return good;
}
