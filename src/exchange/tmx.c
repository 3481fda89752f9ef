/* Small conversions between units and TMX. */
#include "exchange/tmx.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

static const char *const property_names[FIELD_COUNT] = {
    [FIELD_DOCUMENT] = "x-document",     [FIELD_TITLE] = "x-document-title",
    [FIELD_DATE] = "x-document-date",    [FIELD_URL] = "x-document-url",
    [FIELD_POSITION] = "x-position",     [FIELD_PARAGRAPH] = "x-paragraph",
    [FIELD_CONFIDENCE] = "x-confidence", [FIELD_REVIEWED] = "x-reviewed",
};

const char *tmx_property_of(enum field field)
{
    return property_names[field];
}

enum field tmx_field_of(cotexto_text property)
{
    for (enum field field = FIELD_DOCUMENT; field < FIELD_COUNT; field++) {
        if (text_equal(property, cotexto_text_of(property_names[field])))
            return field;
    }
    return FIELD_NONE;
}

/* A text has the form of a pattern: 9 stands for any digit. */
static bool has_form(cotexto_text text, const char *form)
{
    if (text.length != strlen(form))
        return false;
    for (size_t i = 0; i < text.length; i++) {
        char c = text.bytes[i];
        if (form[i] == '9' ? c < '0' || c > '9' : c != form[i])
            return false;
    }
    return true;
}

bool tmx_date_to_iso(cotexto_text date, char iso[TMX_DATE_SIZE])
{
    const char *d = date.bytes;
    if (!has_form(date, "99999999T999999Z"))
        return false;
    snprintf(iso, TMX_DATE_SIZE, "%.4s-%.2s-%.2sT%.2s:%.2s:%.2sZ", d, d + 4, d + 6, d + 9, d + 11,
             d + 13);
    return true;
}

bool tmx_date_from_iso(cotexto_text iso, char date[TMX_DATE_SIZE])
{
    const char *d = iso.bytes;
    if (!has_form(iso, "9999-99-99T99:99:99Z"))
        return false;
    snprintf(date, TMX_DATE_SIZE, "%.4s%.2s%.2sT%.2s%.2s%.2sZ", d, d + 5, d + 8, d + 11, d + 14,
             d + 17);
    return true;
}
