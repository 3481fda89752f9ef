/* Kinds of characters, from ICU's properties. tests/unit/percent.c compares all of them with ICU's
 * word iterator. */
#include "text/kinds.h"

#include <unicode/uchar.h>

#include "text/unicode.h"

enum { FIRST_THAI = 0x0E00, FIRST_MARK = 0x2000, FIRST_CJK = 0x2E80 };

/* Scripts that ICU cuts by dictionaries, Hangul and what is no single UTF-16 unit lie outside. */
static bool is_plain_range(UChar32 c)
{
    return c < FIRST_THAI || (c >= FIRST_MARK && c < FIRST_CJK) || c == TAG_CHARACTER;
}

static enum break_class break_of(UChar32 c)
{
    if (!is_plain_range(c))
        return BREAK_BY_ICU;
    if (u_isUWhiteSpace(c))
        return BREAK_ALWAYS; /* some join (U+202F), but white space is never part of a token */
    switch (u_getIntPropertyValue(c, UCHAR_WORD_BREAK)) {
    case U_WB_ALETTER: return BREAK_LETTER;
    case U_WB_NUMERIC: return BREAK_DIGIT;
    case U_WB_EXTENDNUMLET: return BREAK_JOINER;
    case U_WB_MIDLETTER: return BREAK_MID_LETTER;
    case U_WB_MIDNUM: return BREAK_MID_NUMBER;
    case U_WB_MIDNUMLET:
    case U_WB_SINGLE_QUOTE: return BREAK_MID_BOTH;
    case U_WB_DOUBLE_QUOTE: return BREAK_ALWAYS; /* but within Hebrew, which is left to ICU */
    case U_WB_OTHER:
        return (U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_M_MASK | U_GC_CF_MASK)) == 0 ? BREAK_ALWAYS
                                                                                    : BREAK_BY_ICU;
    default: return BREAK_BY_ICU;
    }
}

unsigned kind_look_up(struct kinds *kinds, UChar32 c)
{
    uint32_t category = U_GET_GC_MASK(c);
    unsigned kind = (unsigned)break_of(c);
    bool mark = (category & U_GC_M_MASK) != 0 || u_hasBinaryProperty(c, UCHAR_GRAPHEME_EXTEND);
    kind |= u_isUWhiteSpace(c) ? KIND_IS_SPACE : 0;
    kind |= (category & U_GC_ND_MASK) != 0 ? KIND_IS_DIGIT : 0;
    kind |= (category & U_GC_L_MASK) != 0 ? KIND_IS_LETTER : 0;
    kind |= mark ? KIND_IS_MARK : 0;
    if (!mark && (category & (U_GC_L_MASK | U_GC_NL_MASK)) != 0 && unicode_without_spaces(c))
        kind |= KIND_IS_ALONE;
    if (c < KINDS_KEPT)
        kinds->known[c] = (uint16_t)kind;
    return kind;
}
