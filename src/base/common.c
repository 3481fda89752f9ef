/* Small parts of the public interface that belong to no room: version, messages, how text shows. */
#include <cotexto/common.h>

#include <libintl.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "config.h"

const char *cotexto_version(void)
{
    return PACKAGE_VERSION;
}

void cotexto_use_messages(const char *folder)
{
    bindtextdomain("cotexto", folder == NULL ? LOCALEDIR : folder);
    bind_textdomain_codeset("cotexto", "UTF-8");
}

cotexto_text cotexto_text_of(const char *string)
{
    return (cotexto_text){string, string == NULL ? 0 : strlen(string)};
}

static size_t character_width(UChar32 c)
{
    switch (u_charType(c)) {
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_FORMAT_CHAR:
    case U_CONTROL_CHAR: return 0;
    default: break;
    }
    int east_asian = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
    return east_asian == U_EA_WIDE || east_asian == U_EA_FULLWIDTH ? 2 : 1;
}

size_t cotexto_display_width(cotexto_text text)
{
    size_t width = 0;
    for (size_t i = 0; i < text.length;) {
        UChar32 c;
        U8_NEXT_OR_FFFD(text.bytes, i, text.length, c);
        width += character_width(c);
    }
    return width;
}

bool cotexto_right_to_left(cotexto_text text)
{
    for (size_t i = 0; i < text.length;) {
        UChar32 c;
        U8_NEXT_OR_FFFD(text.bytes, i, text.length, c);
        UCharDirection direction = u_charDirection(c);
        if (direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC)
            return true;
        if (direction == U_LEFT_TO_RIGHT)
            return false;
    }
    return false;
}
