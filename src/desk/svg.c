/* Numbers and texts of SVG. */
#include "desk/svg.h"

#include <math.h>
#include <stdlib.h>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "base/text.h"
#include "exchange/xml.h"

void svg_numbers(struct string *out, const char *form, const double *numbers)
{
    for (; *form != '\0'; form++) {
        if (*form != '%') {
            string_append_char(out, *form);
            continue;
        }
        long number = lround(*numbers++ * 100), size = labs(number);
        string_append_format(out, "%s%ld", number < 0 ? "-" : "", size / 100);
        if (size % 10 != 0)
            string_append_format(out, ".%02ld", size % 100);
        else if (size % 100 != 0)
            string_append_format(out, ".%ld", size % 100 / 10);
    }
}

void svg_text(struct string *out, const char *text)
{
    xml_append_escaped(out, cotexto_text_of(text));
}

/* Marks and isolates of direction (UAX #9), and what XML can't hold. Joiners stay: Persian and
 * Hindi are spelled with them. */
static bool is_left_out(UChar32 c)
{
    return u_hasBinaryProperty(c, UCHAR_BIDI_CONTROL) || u_charType(c) == U_CONTROL_CHAR ||
           u_hasBinaryProperty(c, UCHAR_NONCHARACTER_CODE_POINT);
}

void svg_excerpt(struct string *out, cotexto_text text, size_t columns, bool more)
{
    enum { MARKS = 4 }; /* for each column: letters may carry marks, which take no column */
    size_t used = 0, most = (1 + MARKS) * columns, i = 0;
    for (size_t seen = 0; i < text.length && seen < most; seen++) {
        size_t start = i;
        UChar32 c;
        U8_NEXT_OR_FFFD(text.bytes, i, text.length, c);
        bool blank = u_isUWhiteSpace(c);
        cotexto_text letter = c == 0xFFFD ? TEXT("\uFFFD") : text_slice(text, start, i);
        size_t width = blank ? 1 : cotexto_display_width(letter);
        if (used + width > columns) {
            i = start;
            break;
        }
        if (!blank && is_left_out(c))
            continue;
        xml_append_escaped(out, blank ? TEXT(" ") : letter);
        used += width;
    }
    if (more || i < text.length)
        string_append_c(out, i < text.length ? "…" : " …");
}

void svg_excerpt_apart(struct string *out, cotexto_text text, size_t columns, bool more)
{
    string_append_code_point(out, 0x2068); /* first strong isolate */
    svg_excerpt(out, text, columns, more);
    string_append_code_point(out, 0x2069); /* pop directional isolate */
}
