/* Numbers in digits. */
#include "match/number.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "base/text.h"

enum {
    MOST_MARKS = 16,
    ARABIC_DECIMAL = 0x066B,
    ARABIC_GROUP = 0x066C,
    NO_BREAK_SPACE = 0xA0,
};

/* What was read, before it is known what the marks mean. */
struct marks {
    UChar32 marks[MOST_MARKS];
    size_t places[MOST_MARKS]; /* digits before each */
    size_t count;
};

static bool is_group_only(UChar32 c)
{
    return c == '\'' || c == 0x2019 || c == ' ' || c == NO_BREAK_SPACE || c == 0x202F ||
           c == 0x2009 || c == ARABIC_GROUP;
}

static bool is_mark(UChar32 c)
{
    return c == '.' || c == ',' || c == ARABIC_DECIMAL || is_group_only(c);
}

/* Digits of one script with single marks between them. */
static bool read_raw(cotexto_text raw, struct number *number, struct marks *marks)
{
    size_t count = 0;
    bool after_digit = false;
    for (size_t i = 0; i < raw.length;) {
        UChar32 c;
        U8_NEXT_OR_FFFD(raw.bytes, i, raw.length, c);
        int32_t digit = u_charDigitValue(c);
        if (u_isdigit(c) && digit >= 0) {
            if (count == NUMBER_DIGITS || (count > 0 && c - digit != number->zero))
                return false;
            number->zero = c - digit;
            number->digits[count++] = (char)('0' + digit);
        } else {
            if (!is_mark(c) || !after_digit || marks->count == MOST_MARKS)
                return false;
            marks->marks[marks->count] = c;
            marks->places[marks->count++] = count;
        }
        after_digit = u_isdigit(c);
    }
    number->whole = count;
    return after_digit;
}

/* Groups of three, or of two before the last three (India), behind a shorter one. */
static bool groups_are_whole(const struct marks *marks, size_t group_count, size_t digits)
{
    if (group_count == 0)
        return true;
    size_t size = group_count > 1 ? marks->places[1] - marks->places[0] : 3;
    if (marks->places[0] > size || digits - marks->places[group_count - 1] != 3)
        return false;
    for (size_t i = 1; i < group_count; i++) {
        if (marks->marks[i] != marks->marks[0] || marks->places[i] - marks->places[i - 1] != size)
            return false;
    }
    return size == 2 || size == 3;
}

/* Whether the last mark begins the fraction. */
static bool last_is_decimal(const struct number *number, const struct marks *marks,
                            const struct conventions *conventions)
{
    UChar32 last = marks->marks[marks->count - 1];
    size_t behind = number->whole - marks->places[marks->count - 1];
    if (marks->count > 1)
        return last != marks->marks[marks->count - 2] && !is_group_only(last);
    if (last == ARABIC_DECIMAL || is_group_only(last))
        return last == ARABIC_DECIMAL;
    bool may_be_group = behind == 3 && marks->places[0] <= 3 && number->digits[0] != '0';
    return !may_be_group || last == conventions->decimal;
}

bool number_read(cotexto_text raw, const struct conventions *conventions, struct number *out)
{
    struct marks marks = {.count = 0};
    *out = (struct number){.whole = 0};
    if (!read_raw(raw, out, &marks))
        return false;
    if (marks.count == 0)
        return true;
    size_t groups = marks.count, digits = out->whole;
    if (last_is_decimal(out, &marks, conventions)) {
        groups--;
        out->decimal = marks.marks[groups];
        out->whole = marks.places[groups];
        out->fraction = digits - out->whole;
    }
    if (groups > 0)
        out->group = marks.marks[0];
    return out->group != out->decimal && groups_are_whole(&marks, groups, out->whole);
}

void number_append_value(const struct number *number, struct string *out)
{
    size_t from = 0, fraction = number->fraction;
    while (from + 1 < number->whole && number->digits[from] == '0')
        from++;
    while (fraction > 0 && number->digits[number->whole + fraction - 1] == '0')
        fraction--;
    string_append(out, number->digits + from, number->whole - from);
    if (fraction > 0) {
        string_append_char(out, '.');
        string_append(out, number->digits + number->whole, fraction);
    }
}

void number_append_digit(char digit, UChar32 zero, struct string *out)
{
    string_append_code_point(out, (uint32_t)(zero + (digit - '0')));
}

/* Whether the target groups the digits of the new number. Numbers of four digits are grouped or not
 * as the old one of four or more is. */
static bool is_grouped(const struct number *number, const struct number *like)
{
    if (number->whole < 4)
        return false;
    if (like->group != 0)
        return true;
    if (like->whole < 4 || (like->whole == 4 && number->whole > 4))
        return number->group != 0;
    return false;
}

/* The marks of the old number, else those of the language; never the same for both. */
static void choose_marks(const struct number *like, const struct conventions *conventions,
                         UChar32 *decimal, UChar32 *group)
{
    *decimal = like->decimal != 0 ? like->decimal : conventions->decimal;
    *group = like->group != 0 ? like->group : conventions->group;
    if (*decimal != *group)
        return;
    if (like->group != 0)
        *decimal = *group == '.' ? ',' : '.';
    else
        *group = *decimal == '.' ? ',' : '.';
}

void number_append(const struct number *number, const struct number *like,
                   const struct conventions *conventions, struct string *out)
{
    UChar32 decimal, group;
    bool grouped = is_grouped(number, like);
    choose_marks(like, conventions, &decimal, &group);
    for (size_t i = 0; i < number->whole; i++) {
        size_t rest = number->whole - i;
        if (grouped && i > 0 &&
            (rest == conventions->primary ||
             (rest > conventions->primary &&
              (rest - conventions->primary) % conventions->secondary == 0)))
            string_append_code_point(out, (uint32_t)group);
        number_append_digit(number->digits[i], like->zero, out);
    }
    if (number->fraction > 0)
        string_append_code_point(out, (uint32_t)decimal);
    for (size_t i = 0; i < number->fraction; i++)
        number_append_digit(number->digits[number->whole + i], like->zero, out);
}

/* ---------------------------------------------------------------------------------- Roman */

enum { MOST_ROMAN = 3999, LONGEST_ROMAN = 15 /* MMMDCCCLXXXVIII */ };

static const struct {
    const char *letters;
    unsigned value;
} roman_steps[] = {{"M", 1000}, {"CM", 900}, {"D", 500}, {"CD", 400}, {"C", 100},
                   {"XC", 90},  {"L", 50},   {"XL", 40}, {"X", 10},   {"IX", 9},
                   {"V", 5},    {"IV", 4},   {"I", 1}};

static unsigned roman_letter(char c)
{
    for (size_t i = 0; i < sizeof roman_steps / sizeof *roman_steps; i++) {
        if (roman_steps[i].letters[0] == c && roman_steps[i].letters[1] == '\0')
            return roman_steps[i].value;
    }
    return 0;
}

void roman_append(unsigned number, struct string *out)
{
    for (size_t i = 0; i < sizeof roman_steps / sizeof *roman_steps; i++) {
        for (; number >= roman_steps[i].value; number -= roman_steps[i].value)
            string_append_c(out, roman_steps[i].letters);
    }
}

unsigned roman_value(cotexto_text raw)
{
    unsigned value = 0, after = 0;
    if (raw.length > LONGEST_ROMAN)
        return 0;
    for (size_t i = raw.length; i-- > 0;) {
        unsigned letter = roman_letter(raw.bytes[i]);
        if (letter == 0 || (letter < after && letter > value))
            return 0;
        value = letter < after ? value - letter : value + letter;
        after = letter;
    }
    struct string written = {0};
    if (value <= MOST_ROMAN)
        roman_append(value, &written);
    bool same = text_equal(string_text(&written), raw); /* IIII and IC are not */
    string_free(&written);
    return same ? value : 0;
}
