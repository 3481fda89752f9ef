/* Dates and times: in digits, in words, in characters. */
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "base/tag.h"
#include "base/text.h"
#include "match/scan.h"

enum { MONTHS = 12, DAYS = 31 };

bool digits_read(cotexto_text text, size_t at, struct digits *out)
{
    *out = (struct digits){.start = at, .end = at};
    while (out->end < text.length) {
        size_t next = out->end;
        UChar32 c;
        U8_NEXT_OR_FFFD(text.bytes, next, text.length, c);
        int32_t digit = u_isdigit(c) ? u_charDigitValue(c) : -1;
        if (digit < 0 || (out->width > 0 && c - digit != out->zero))
            break;
        if (++out->width > 9)
            return false;
        out->zero = c - digit;
        out->value = out->value * 10 + (unsigned)digit;
        out->end = next;
    }
    return out->width > 0;
}

static char byte_at(cotexto_text text, size_t at)
{
    return at < text.length ? text.bytes[at] : '\0';
}

static size_t add_digits(struct scan *scan, enum placeable_kind kind, const struct digits *digits,
                         size_t at, size_t taken)
{
    struct placeable part = {.kind = kind, .start = digits->start, .end = digits->end};
    return scan_add_number(scan, part, digits->value, at, taken);
}

/* -------------------------------------------------------------------------------- digits only */

/* Three numbers with the same separator between, and nothing of the kind around. */
static bool read_three(cotexto_text text, size_t at, struct digits numbers[3])
{
    char separator = '\0';
    size_t start = at;
    for (int i = 0; i < 3; i++) {
        if (!digits_read(text, at, &numbers[i]))
            return false;
        at = numbers[i].end;
        if (i == 0)
            separator = byte_at(text, at);
        if (i < 2 && byte_at(text, at++) != separator)
            return false;
    }
    struct digits more;
    return separator != '\0' && strchr("/-.", separator) != NULL &&
           (start == 0 || text.bytes[start - 1] != separator) &&
           !(byte_at(text, at) == separator && digits_read(text, at + 1, &more));
}

static const enum placeable_kind orders[][3] = {
    [ORDER_DMY] = {PLACEABLE_DAY, PLACEABLE_MONTH, PLACEABLE_YEAR},
    [ORDER_MDY] = {PLACEABLE_MONTH, PLACEABLE_DAY, PLACEABLE_YEAR},
    [ORDER_YMD] = {PLACEABLE_YEAR, PLACEABLE_MONTH, PLACEABLE_DAY},
};

/* A year has four digits, or two where all three numbers have two. */
static bool is_date(const struct digits numbers[3], const enum placeable_kind kinds[3])
{
    for (int i = 0; i < 3; i++) {
        const struct digits *number = &numbers[i];
        bool fits = number->width <= 2 && number->value > 0;
        if (kinds[i] == PLACEABLE_YEAR)
            fits = number->width == 4 ||
                   (number->width == 2 && numbers[0].width == 2 && numbers[1].width == 2);
        else if (kinds[i] == PLACEABLE_MONTH)
            fits = fits && number->value <= MONTHS;
        else
            fits = fits && number->value <= DAYS;
        if (!fits)
            return false;
    }
    return true;
}

size_t scan_digit_date(struct scan *scan, size_t at)
{
    struct digits numbers[3];
    if (!read_three(scan->text, scan_token(scan, at)->start, numbers))
        return 0;
    enum date_order order = numbers[0].width == 4 ? ORDER_YMD : scan->order;
    size_t taken = scan_tokens_to(scan, at, numbers[2].end);
    if (taken == 0 || !is_date(numbers, orders[order]))
        return 0;
    for (int i = 0; i < 3; i++)
        add_digits(scan, orders[order][i], &numbers[i], at, taken);
    return taken;
}

/* --------------------------------------------------------------------------------- characters */

size_t scan_character_date(struct scan *scan, size_t at)
{
    static const struct {
        const char *sign;
        enum placeable_kind kind;
    } signs[] = {{"年", PLACEABLE_YEAR}, {"月", PLACEABLE_MONTH}, {"日", PLACEABLE_DAY}};
    struct digits numbers[3];
    enum placeable_kind kinds[3];
    size_t count = 0, taken = 0;
    bool month = false;
    for (size_t i = 0; i < 3; i++) {
        struct digits digits;
        if (scan_token(scan, at + taken)->class != TOKEN_NUMBER ||
            !digits_read(scan->text, scan_token(scan, at + taken)->start, &digits) ||
            !text_equal(scan_token(scan, at + taken + 1)->raw, cotexto_text_of(signs[i].sign)))
            continue;
        numbers[count] = digits;
        kinds[count++] = signs[i].kind;
        month = month || signs[i].kind == PLACEABLE_MONTH;
        taken += 2;
    }
    if (!month)
        return 0;
    for (size_t i = 0; i < count; i++)
        add_digits(scan, kinds[i], &numbers[i], at, taken);
    return taken;
}

/* -------------------------------------------------------------------------------------- names */

static bool begins_with_capital(cotexto_text text)
{
    size_t i = 0;
    UChar32 c = 0;
    if (text.length > 0)
        U8_NEXT_OR_FFFD(text.bytes, i, text.length, c);
    return u_isupper(c) || u_istitle(c);
}

/* Of a token that is a word. "may" is no month in English, where months have a capital. */
static bool is_name(const struct token *token, const struct name *name)
{
    return text_equal(token->fold, name->fold) &&
           (!begins_with_capital(name->text) || begins_with_capital(token->raw));
}

/* A case of the name that the CLDR does not have, by its stem; of a token that is a word. */
static const struct name *find_inflected(const struct scan *scan, const struct token *token)
{
    for (size_t i = 0; i < scan->conventions->name_count; i++) {
        const struct name *name = &scan->conventions->names[i];
        if (name->form == FORM_MONTH && text_equal(token->stem, name->stem))
            return name;
    }
    return NULL;
}

/* The month that a token names, the long form before the short one, which only a day or year beside
 * it makes one. */
static bool month_at(const struct scan *scan, size_t at, bool short_too, struct placeable *out)
{
    const struct token *token = scan_token(scan, at);
    const struct name *found = NULL;
    bool fixed = scan->conventions->month_joined;
    if (token->class != TOKEN_WORD)
        return false;
    for (size_t i = 0; found == NULL && i < scan->conventions->name_count; i++) {
        const struct name *name = &scan->conventions->names[i];
        if (name->form <= (short_too ? FORM_MONTH_SHORT_ALONE : FORM_MONTH_ALONE) &&
            is_name(token, name))
            found = name;
    }
    if (found == NULL && scan->conventions->month_inflects) {
        found = find_inflected(scan, token);
        fixed = true;
    }
    if (found == NULL)
        return false;
    *out = (struct placeable){.kind = PLACEABLE_MONTH,
                              .start = token->start,
                              .end = token->start + token->length,
                              .name = found,
                              .fixed = fixed};
    return true;
}

size_t scan_weekday(struct scan *scan, size_t at)
{
    const struct token *token = scan_token(scan, at);
    for (size_t i = 0; token->class == TOKEN_WORD && i < scan->conventions->name_count; i++) {
        const struct name *name = &scan->conventions->names[i];
        if (name->form != FORM_WEEKDAY || !is_name(token, name))
            continue;
        struct placeable part = {.kind = PLACEABLE_WEEKDAY,
                                 .start = token->start,
                                 .end = token->start + token->length,
                                 .name = name};
        return scan_add_number(scan, part, name->number, at, 1);
    }
    return 0;
}

/* -------------------------------------------------------------------------------------- words */

/* The first token at or behind `at` that is none of those that join the parts of a date. */
static size_t skip_glue(const struct scan *scan, size_t at)
{
    static const char glue[] = " de del of do di d' . , ";
    for (int i = 0; i < 2 && text_in_list(scan_token(scan, at)->fold, glue); i++)
        at++;
    return at;
}

/* "7", "07", "7th", "1er". */
static bool day_at(const struct scan *scan, size_t at, struct digits *out)
{
    const struct token *token = scan_token(scan, at);
    if (!digits_read(scan->text, token->start, out) || out->width > 2 || out->value < 1 ||
        out->value > DAYS)
        return false;
    size_t end = token->start + token->length;
    if (out->end > end)
        return false;
    if (out->end == end)
        return true;
    out->end = end;
    return out->zero == '0' && out->width < token->fold.length &&
           ordinal_suffix(text_slice(token->fold, out->width, token->fold.length),
                          scan->conventions->lang);
}

static bool year_at(const struct scan *scan, size_t at, struct digits *out)
{
    const struct token *token = scan_token(scan, at);
    return digits_read(scan->text, token->start, out) && out->width == 4 && out->value >= 1000 &&
           out->end == token->start + token->length;
}

/* A day behind its month, as in English. */
static bool day_behind(const struct scan *scan, size_t at, struct digits *day)
{
    return (scan->conventions->order == ORDER_MDY ||
            tag_same_language(scan->conventions->lang, "en")) &&
           day_at(scan, at, day);
}

size_t scan_word_date(struct scan *scan, size_t at)
{
    struct placeable month;
    struct digits day, year;
    size_t next = at;
    bool before = day_at(scan, at, &day), behind = false;
    if (before)
        next = skip_glue(scan, at + 1);
    if (!month_at(scan, next, true, &month))
        return 0;
    size_t after_month = next + 1, last = after_month;
    next = skip_glue(scan, after_month);
    if (!before && (behind = day_behind(scan, next, &day))) {
        last = next + 1;
        next = skip_glue(scan, last);
    }
    bool dated = year_at(scan, next, &year);
    if (dated)
        last = next + 1;
    if (!before && !behind && !dated && !month_at(scan, at, false, &month))
        return 0; /* "mar" alone is no month */
    size_t taken = last - at;
    if (before)
        add_digits(scan, PLACEABLE_DAY, &day, at, taken);
    scan_add_number(scan, month, month.name->number, at, taken);
    if (behind)
        add_digits(scan, PLACEABLE_DAY, &day, at, taken);
    if (dated)
        add_digits(scan, PLACEABLE_YEAR, &year, at, taken);
    return taken;
}

void scan_days_of_lists(struct scan *scan)
{
    static const char joins[] = " y e al a i et au ou o und bis oder and to or ao и по или en tot"
                                " , - ";
    for (size_t i = scan->count; i-- > 1;) {
        const struct placeable *day = &scan->items[i];
        struct placeable *number = &scan->items[i - 1];
        bool is_first =
            day->kind == PLACEABLE_DAY && day->start == scan_token(scan, day->first)->start;
        if (is_first && number->kind == PLACEABLE_NUMBER && number->last + 1 == day->first &&
            text_in_list(scan_token(scan, number->last)->fold, joins) && number->value.length <= 2)
            number->kind = PLACEABLE_DAY;
    }
}

/* -------------------------------------------------------------------------------------- times */

/* The byte behind one blank at `at`, or `at` itself. */
static size_t behind_blank(cotexto_text text, size_t at)
{
    size_t next = at;
    UChar32 c = 0;
    if (at < text.length)
        U8_NEXT_OR_FFFD(text.bytes, next, text.length, c);
    return u_isUWhiteSpace(c) ? next : at;
}

/* a.m. and p.m. in any writing: "p.m.", "PM", "p. m.". Moves form->end behind the m. */
static void read_half(cotexto_text text, struct time_form *form)
{
    size_t half = behind_blank(text, form->end), at = half;
    char letter = byte_at(text, at++) | 0x20;
    if (letter != 'a' && letter != 'p')
        return;
    at += byte_at(text, at) == '.';
    at = behind_blank(text, at);
    if ((byte_at(text, at++) | 0x20) != 'm' || u_isalnum((unsigned char)byte_at(text, at)))
        return;
    form->half = half;
    form->end = at;
}

bool time_read(cotexto_text text, const char *lang, struct time_form *out)
{
    struct digits hour, minute;
    *out = (struct time_form){0};
    if (!digits_read(text, 0, &hour) || hour.width > 2 || hour.value > 24)
        return false;
    out->hour = hour.value;
    out->hour_width = hour.width;
    out->zero = hour.zero;
    out->end = hour.end;
    char separator = byte_at(text, hour.end);
    if (separator != '\0' && strchr(":.h", separator) != NULL &&
        digits_read(text, hour.end + 1, &minute) && minute.width == 2 && minute.value < 60) {
        out->separator = separator;
        out->minute = minute.value;
        out->end = minute.end;
    }
    out->minute_end = out->end;
    if (tag_same_language(lang, "en") || tag_same_language(lang, "es"))
        read_half(text, out);
    if (out->half == 0)
        return out->separator != 0;
    if (out->hour < 1 || out->hour > 12)
        return false;
    bool afternoon = (text.bytes[out->half] | 0x20) == 'p';
    out->hour = out->hour % 12 + (afternoon ? 12 : 0);
    return true;
}

/* 16.35 is a time between words that say so. */
static bool says_time(const struct scan *scan, size_t at, size_t behind)
{
    static const char before[] = " las um às alle kl ",
                      after[] = " h hs hrs hora horas uhr heures ore ";
    return (at > 0 && text_in_list(scan_token(scan, at - 1)->fold, before)) ||
           text_in_list(scan_token(scan, behind)->fold, after);
}

/* Tokens up to the time's end; the token of "p.m." may end behind it. */
static size_t time_tokens(const struct scan *scan, size_t at, size_t end)
{
    size_t taken = scan_tokens_to(scan, at, end);
    return taken > 0 ? taken : scan_tokens_to(scan, at, end + 1);
}

size_t scan_time(struct scan *scan, size_t at)
{
    struct time_form form;
    size_t start = scan_token(scan, at)->start;
    cotexto_text rest = text_slice(scan->text, start, scan->text.length);
    if (!time_read(rest, scan->conventions->lang, &form))
        return 0;
    size_t end = start + form.end, taken = time_tokens(scan, at, end);
    struct digits more;
    bool goes_on = byte_at(scan->text, end) == (char)form.separator &&
                   digits_read(scan->text, end + 1, &more); /* 16:35:20, 1.10.5 */
    if (taken == 0 || goes_on ||
        (form.separator == '.' && form.half == 0 && !says_time(scan, at, at + taken)))
        return 0;
    const char value[5] = {(char)('0' + form.hour / 10), (char)('0' + form.hour % 10), ':',
                           (char)('0' + form.minute / 10), (char)('0' + form.minute % 10)};
    struct placeable placeable = {
        .kind = PLACEABLE_TIME, .value = {value, sizeof value}, .start = start, .end = end};
    return scan_add(scan, placeable, at, taken);
}
