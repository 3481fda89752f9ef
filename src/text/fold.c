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
 * ASCII member. They are what Unicode calls Quotation_Mark (the single ones are apostrophes) and
 * Dash, and what is used as such. */
static uint32_t plain_mark(uint32_t c)
{
    switch (c) {
    case 0x00AB: /* « */
    case 0x00BB: /* » */
    case 0x02BA: /* ʺ */
    case 0x02EE: /* ˮ */
    case 0x201C: /* “ */
    case 0x201D: /* ” */
    case 0x201E: /* „ */
    case 0x201F: /* ‟ */
    case 0x2E42: /* ⹂ */
    case 0x300C: /* 「 */
    case 0x300D: /* 」 */
    case 0x300E: /* 『 */
    case 0x300F: /* 』 */
    case 0x301D: /* 〝 */
    case 0x301E: /* 〞 */
    case 0x301F: /* 〟 */ return '"';
    case 0x0060: /* ` */
    case 0x02B9: /* ʹ */
    case 0x02BB: /* ʻ */
    case 0x02BC: /* ʼ */
    case 0x2018: /* ‘ */
    case 0x2019: /* ’ */
    case 0x201A: /* ‚ */
    case 0x201B: /* ‛ */
    case 0x2032: /* ′ */
    case 0x2035: /* ‵ */
    case 0x2039: /* ‹ */
    case 0x203A: /* › */ return '\'';
    case 0x058A: /* Armenian hyphen */
    case 0x05BE: /* Hebrew maqaf */
    case 0x1400: /* Canadian hyphen */
    case 0x1806: /* Mongolian todo hyphen */
    case 0x2010: /* ‐ */
    case 0x2012: /* ‒ */
    case 0x2013: /* – */
    case 0x2014: /* — */
    case 0x2015: /* ― */
    case 0x2043: /* ⁃ */
    case 0x2053: /* ⁓ */
    case 0x2212: /* − */
    case 0x2E17: /* ⸗ */
    case 0x2E1A: /* ⸚ */
    case 0x2E3A: /* ⸺ */
    case 0x2E3B: /* ⸻ */
    case 0x2E40: /* ⹀ */
    case 0x2E5D: /* ⹝ */
    case 0x301C: /* 〜 */
    case 0x3030: /* 〰 */
    case 0x30A0: /* ゠ */
    case 0x10EAD: /* Yezidi hyphen */ return '-';
    default: return c;
    }
}

/* ASCII and the Latin-1 letters but the sharp s, which two bytes with this first one hold. */
enum { LATIN_1_LETTERS = 0xC3, SHARP_S = 0x9F, FIRST_SMALL = 0xA0, TIMES = 0x97 };

static bool is_latin(cotexto_text text)
{
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.bytes[i];
        if (byte < 0x80)
            continue;
        if (byte != LATIN_1_LETTERS || ++i == text.length ||
            (unsigned char)text.bytes[i] == SHARP_S)
            return false;
    }
    return true;
}

static unsigned char fold_byte(unsigned char byte, bool second)
{
    if (second)
        return byte < FIRST_SMALL && byte != TIMES ? byte + 0x20 : byte;
    if (byte >= 'A' && byte <= 'Z')
        return byte - 'A' + 'a';
    return byte == '`' ? '\'' : byte;
}

/* These need no ICU: lower case, and the accent sign that is used as an apostrophe. */
static bool fold_latin(cotexto_text text, struct arena *arena, cotexto_text *out,
                       cotexto_error *error)
{
    *out = arena_text(arena, text);
    if (out->bytes == NULL)
        return error_no_memory(error);
    char *bytes = (char *)out->bytes;
    for (size_t i = 0; i < text.length; i++) {
        bool second = i > 0 && (unsigned char)text.bytes[i - 1] == LATIN_1_LETTERS;
        bytes[i] = (char)fold_byte((unsigned char)text.bytes[i], second);
    }
    return true;
}

bool text_fold(cotexto_text text, struct arena *arena, cotexto_text *out, cotexto_error *error)
{
    if (is_latin(text))
        return fold_latin(text, arena, out, error);
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
