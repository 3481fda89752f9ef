/* Fields of a unit as text. Numbers are written and read without the locale. */
#include "exchange/fields.h"

#include <string.h>

#include "base/text.h"

static const char *const names[FIELD_COUNT] = {
    [FIELD_NONE] = "",
    [FIELD_DOCUMENT] = "document",
    [FIELD_TITLE] = "title",
    [FIELD_DATE] = "date",
    [FIELD_URL] = "url",
    [FIELD_POSITION] = "position",
    [FIELD_PARAGRAPH] = "paragraph",
    [FIELD_CONFIDENCE] = "confidence",
    [FIELD_REVIEWED] = "reviewed",
};

const char *field_name(enum field field)
{
    return names[field];
}

enum field field_named(cotexto_text name)
{
    for (enum field field = FIELD_DOCUMENT; field < FIELD_COUNT; field++) {
        if (text_equal(name, cotexto_text_of(names[field])))
            return field;
    }
    return FIELD_NONE;
}

/* Four decimals: what the aligner gives. */
static void append_confidence(double confidence, struct string *out)
{
    int parts = (int)(confidence * 10000 + .5);
    string_append_format(out, "%d.%04d", parts / 10000, parts % 10000);
}

static void append_number(uint32_t number, struct string *out)
{
    if (number > 0)
        string_append_format(out, "%u", number);
}

void field_append(enum field field, const struct unit *unit, struct string *out)
{
    switch (field) {
    case FIELD_DOCUMENT: string_append_text(out, unit->document); break;
    case FIELD_TITLE: string_append_text(out, unit->title); break;
    case FIELD_DATE: string_append_text(out, unit->date); break;
    case FIELD_URL: string_append_text(out, unit->url); break;
    case FIELD_POSITION: append_number(unit->position, out); break;
    case FIELD_PARAGRAPH: append_number(unit->paragraph, out); break;
    case FIELD_CONFIDENCE:
        if (unit->confidence >= 0)
            append_confidence(unit->confidence, out);
        break;
    case FIELD_REVIEWED: string_append_c(out, unit->reviewed ? "yes" : ""); break;
    case FIELD_NONE:
    case FIELD_COUNT: break;
    }
}

static bool read_number(cotexto_text value, uint32_t *number)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < value.length; i++) {
        if (value.bytes[i] < '0' || value.bytes[i] > '9' || sum > UINT32_MAX / 10)
            return false;
        sum = sum * 10 + (uint64_t)(value.bytes[i] - '0');
    }
    *number = (uint32_t)sum;
    return sum <= UINT32_MAX;
}

/* "0.9876", "1", ".5": 0..1 */
static bool read_confidence(cotexto_text value, double *confidence)
{
    double sum = 0, unit = 1;
    bool behind = false;
    for (size_t i = 0; i < value.length; i++) {
        char c = value.bytes[i];
        if (c == '.' && !behind) {
            behind = true;
        } else if (c >= '0' && c <= '9') {
            unit = behind ? unit / 10 : unit;
            sum = behind ? sum + (c - '0') * unit : sum * 10 + (c - '0');
        } else {
            return false;
        }
    }
    if (sum > 1)
        return false;
    *confidence = (double)(int)(sum * 10000 + .5) / 10000;
    return true;
}

bool field_set(enum field field, cotexto_text value, struct unit *unit)
{
    if (value.length == 0)
        return true;
    switch (field) {
    case FIELD_DOCUMENT: unit->document = value; return true;
    case FIELD_TITLE: unit->title = value; return true;
    case FIELD_DATE: unit->date = value; return true;
    case FIELD_URL: unit->url = value; return true;
    case FIELD_POSITION: return read_number(value, &unit->position);
    case FIELD_PARAGRAPH: return read_number(value, &unit->paragraph);
    case FIELD_CONFIDENCE: return read_confidence(value, &unit->confidence);
    case FIELD_REVIEWED: unit->reviewed = text_equal(value, TEXT("yes")); return true;
    case FIELD_NONE:
    case FIELD_COUNT: break;
    }
    return true;
}
