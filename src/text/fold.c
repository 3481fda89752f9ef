/* The matching fold: what counts as the same character when a percent is counted (doc/matching.md,
 * rule 2). */
#include <unicode/unorm2.h>
#include <unicode/utf8.h>

#include "base/error.h"
#include "base/string.h"
#include "base/text.h"
#include "text/tokens.h"
#include "text/unicode.h"

/* Quotation marks, apostrophes and dashes that NFKC_Casefold leaves apart; each family becomes its
 * ASCII member. */
static uint32_t plain_mark(uint32_t c)
{
    switch (c) {
    case 0x00AB:
    case 0x00BB: /* « » */
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F: /* “ ” „ ‟ */
    case 0x300C:
    case 0x300D:
    case 0x300E:
    case 0x300F: /* 「 」 『 』 */
    case 0x301D:
    case 0x301E:
    case 0x301F: /* 〝 〞 〟 */
    case 0x2033:
    case 0x2036:
    case 0x02BA:
    case 0x02EE: return '"';
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B: /* ‘ ’ ‚ ‛ */
    case 0x2039:
    case 0x203A: /* ‹ › */
    case 0x02BC:
    case 0x02BB:
    case 0x02B9:
    case 0x2032:
    case 0x2035:
    case 0x00B4:
    case 0x0060: return '\'';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015: /* ‐ ‑ ‒ – — ― */
    case 0x2212:
    case 0x2043:
    case 0x058A:
    case 0x2E3A:
    case 0x2E3B: return '-';
    default: return c;
    }
}

/* ASCII needs no ICU: lower case, and the accent sign that is used as an apostrophe. */
static bool fold_ascii(cotexto_text text, struct arena *arena, cotexto_text *out,
                       cotexto_error *error)
{
    *out = arena_text(arena, text);
    if (out->bytes == NULL)
        return error_no_memory(error);
    char *bytes = (char *)out->bytes;
    for (size_t i = 0; i < text.length; i++) {
        if (bytes[i] >= 'A' && bytes[i] <= 'Z')
            bytes[i] = (char)(bytes[i] - 'A' + 'a');
        else if (bytes[i] == '`')
            bytes[i] = '\'';
    }
    return true;
}

bool text_fold(cotexto_text text, struct arena *arena, cotexto_text *out, cotexto_error *error)
{
    if (text_is_ascii(text))
        return fold_ascii(text, arena, out, error);
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *folder = unorm2_getNFKCCasefoldInstance(&status);
    cotexto_text folded;
    if (U_FAILURE(status))
        return error_no_memory(error);
    if (!unicode_normalize(folder, text, arena, &folded, error))
        return false;
    struct string plain = {0};
    for (size_t i = 0; i < folded.length;) {
        UChar32 c;
        U8_NEXT_OR_FFFD(folded.bytes, i, folded.length, c);
        string_append_code_point(&plain, plain_mark((uint32_t)c));
    }
    bool good = string_ok(&plain, error);
    if (good) {
        *out = arena_text(arena, string_text(&plain));
        good = out->bytes != NULL || error_no_memory(error);
    }
    string_free(&plain);
    return good;
}
