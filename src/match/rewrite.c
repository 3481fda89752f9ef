/* Writing a placeable as the text around it writes: its digits and marks, names in the same form
 * and case, times on the same clock. What would change other words of the text is not certain. */
#include "match/rewrite.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "base/tag.h"
#include "base/text.h"
#include "match/currency.h"
#include "match/number.h"
#include "match/scan.h"

static cotexto_text place_raw(const struct rewrite *change)
{
    return text_slice(change->target->text, change->place->start, change->place->end);
}

/* A number below a billion from its value; the kinds that call this have no fraction. */
static unsigned small_number(cotexto_text value)
{
    unsigned number = 0;
    for (size_t i = 0; i < value.length; i++)
        number = number * 10 + (unsigned)(value.bytes[i] - '0');
    return number;
}

static bool is_whole(cotexto_text value)
{
    return value.length <= 9 && memchr(value.bytes, '.', value.length) == NULL;
}

/* Digits in the script of `zero`, with zeros in front up to `width`. */
static void append_digits(cotexto_text value, size_t width, UChar32 zero, struct string *out)
{
    for (size_t i = value.length; i < width; i++)
        number_append_digit('0', zero, out);
    for (size_t i = 0; i < value.length; i++)
        number_append_digit(value.bytes[i], zero, out);
}

/* ----------------------------------------------------------------------------- words around it */

static const struct token *token_before(const struct rewrite *change)
{
    size_t first = change->place->first;
    return first == 0 ? NULL : &change->target->tokens->items[first - 1];
}

static bool is_word(const struct token *token, const char *folded)
{
    return token != NULL && text_equal(token->fold, cotexto_text_of(folded));
}

/* "an 8", "an 11", "an 18", "an 80 %", but "a 9". */
static bool takes_an(cotexto_text written)
{
    unsigned digits = 0;
    while (digits < written.length && u_isdigit(written.bytes[digits]))
        digits++;
    if (digits == 0)
        return written.length > 0 && strchr("AEIOUaeiou", written.bytes[0]) != NULL;
    return written.bytes[0] == '8' || (digits % 3 == 2 && (memcmp(written.bytes, "11", 2) == 0 ||
                                                           memcmp(written.bytes, "18", 2) == 0));
}

/* 8, 80 and 11 in Spanish and Italian. */
static bool begins_with_o(cotexto_text written)
{
    return written.length > 0 && (written.bytes[0] == '8' || text_equal(written, TEXT("11")));
}

/* Little words that change with the sound they stand before stay right. */
static bool article_fits(const struct rewrite *change, cotexto_text written)
{
    const struct token *before = token_before(change);
    const char *lang = change->target->conventions->lang;
    cotexto_text raw = place_raw(change);
    if (tag_same_language(lang, "en"))
        return !(is_word(before, "a") || is_word(before, "an")) ||
               takes_an(written) == takes_an(raw);
    if (tag_same_language(lang, "fr") && change->place->name != NULL)
        return !is_word(before, "de") || written.length == 0 ||
               strchr("aoAO", written.bytes[0]) == NULL; /* d'avril, d'août, d'octobre */
    if (tag_same_language(lang, "it"))                   /* l'8, l'11, il 9 */
        return before == NULL || begins_with_o(written) == begins_with_o(raw);
    if (tag_same_language(lang, "es")) /* 7 u 8, 8 o 9 */
        return !(is_word(before, "o") || is_word(before, "u")) ||
               begins_with_o(written) == begins_with_o(raw);
    return true;
}

/* A noun behind the number has the right form still, or the source would have changed too. */
static bool plural_fits(const struct rewrite *change)
{
    const struct tokens *tokens = change->target->tokens;
    size_t next = change->place->last;
    if (change->place->kind != PLACEABLE_NUMBER || next >= tokens->count ||
        tokens->items[next].class != TOKEN_WORD)
        return true;
    return conventions_same_plural(change->target->conventions, change->old->value,
                                   change->new->value) ||
           !conventions_same_plural(change->source->conventions, change->old->value,
                                    change->new->value);
}

/* -------------------------------------------------------------------------------------- kinds */

/* A number that source and target write alike though their languages mean different values by it
 * is copied, as long as the new one has no marks that the old one lacks. */
static bool copy_number(const struct rewrite *change, const struct number *fresh,
                        const struct number *place, struct string *out)
{
    const UChar32 marks[] = {fresh->group, fresh->decimal};
    for (size_t i = 0; i < 2; i++) {
        if (marks[i] != 0 && marks[i] != place->group && marks[i] != place->decimal)
            return false;
    }
    string_append_text(out, change->new_raw);
    return true;
}

static bool write_number(const struct rewrite *change, struct string *out)
{
    struct number fresh, place;
    bool plain = change->new->kind == PLACEABLE_NUMBER; /* else "3rd" or XXI: whole numbers */
    if (!number_read(place_raw(change), change->target->conventions, &place) ||
        !number_read(plain ? change->new_raw : change->new->value, change->query->conventions,
                     &fresh))
        return false;
    if (!text_equal(change->old->value, change->place->value))
        return copy_number(change, &fresh, &place, out);
    number_append(&fresh, &place, change->target->conventions, out);
    return true;
}

/* The ending of an ordinal; NULL: not certain. */
static const char *ordinal_ending(const char *lang, unsigned number)
{
    static const char *const english[] = {"th", "st", "nd", "rd"};
    if (tag_same_language(lang, "en"))
        return english[number % 10 > 3 || number / 10 % 10 == 1 ? 0 : number % 10];
    if (tag_same_language(lang, "fr"))
        return number == 1 ? NULL : "e"; /* 1er or 1re */
    return NULL;
}

static bool write_ordinal(const struct rewrite *change, struct string *out)
{
    const char *lang = change->target->conventions->lang;
    struct digits digits;
    cotexto_text raw = place_raw(change);
    if (!is_whole(change->new->value) || !digits_read(raw, 0, &digits))
        return false;
    const char *ending = ordinal_ending(lang, small_number(change->new->value));
    bool sure = ending != NULL || !tag_same_language(lang, "fr");
    append_digits(change->new->value, 0, digits.zero, out);
    if (ending != NULL)
        string_append_c(out, ending);
    else /* 3º stays an ordinal of its gender */
        string_append_text(out, text_slice(raw, digits.end, raw.length));
    return sure;
}

/* Whether days and months of this date are written with two digits: another part shows it, else the
 * query does. */
static bool is_padded(const struct rewrite *change)
{
    struct digits digits;
    for (size_t i = 0; i < change->date->count; i++) {
        const struct placeable *part = &change->date->items[i];
        if (part->first != change->place->first || part->name != NULL ||
            (part->kind != PLACEABLE_DAY && part->kind != PLACEABLE_MONTH) ||
            !digits_read(change->target->text, part->start, &digits) || digits.value > 9)
            continue;
        return digits.width == 2;
    }
    return digits_read(change->new_raw, 0, &digits) && digits.value < 10 && digits.width == 2;
}

static bool write_part(const struct rewrite *change, UChar32 zero, struct string *out)
{
    append_digits(change->new->value, is_padded(change) ? 2 : 0, zero, out);
    return true;
}

/* Whether the day stands beside a month in words. */
static bool beside_name(const struct rewrite *change)
{
    for (size_t i = 0; i < change->date->count; i++) {
        const struct placeable *part = &change->date->items[i];
        if (part->first == change->place->first && part->kind == PLACEABLE_MONTH)
            return part->name != NULL;
    }
    return false;
}

/* In some languages the first of a month is an ordinal, and the other days are not. */
static const char *first_day(const char *lang)
{
    static const struct {
        const char *lang, *first;
    } firsts[] = {{"fr", "1er"}, {"it", "1º"}, {"pt", "1º"}};
    for (size_t i = 0; i < sizeof firsts / sizeof *firsts; i++) {
        if (tag_same_language(lang, firsts[i].lang))
            return firsts[i].first;
    }
    return NULL;
}

static bool write_day(const struct rewrite *change, struct string *out)
{
    struct digits digits;
    cotexto_text raw = place_raw(change);
    if (!is_whole(change->new->value) || !digits_read(raw, 0, &digits))
        return false;
    const char *lang = change->target->conventions->lang, *first = first_day(lang);
    if (first == NULL && digits.end < raw.length)
        return tag_same_language(lang, "en") && write_ordinal(change, out);
    if (first == NULL || !text_equal(change->new->value, TEXT("1")) || !beside_name(change))
        return write_part(change, digits.zero, out);
    string_append_c(out, first);
    return true;
}

static bool write_year(const struct rewrite *change, struct string *out)
{
    struct digits digits;
    if (!is_whole(change->new->value) || !digits_read(place_raw(change), 0, &digits))
        return false;
    append_digits(change->new->value, digits.width < 4 ? digits.width : 0, digits.zero, out);
    return true;
}

/* Appends a name in the case of what it replaces: as it comes, with a capital, or all capitals. */
static void append_in_case(cotexto_text name, cotexto_text like, struct string *out)
{
    size_t letters = 0, capitals = 0;
    UChar32 first = 0;
    for (size_t i = 0; i < like.length;) {
        UChar32 c;
        U8_NEXT_OR_FFFD(like.bytes, i, like.length, c);
        first = first == 0 ? c : first;
        letters += u_isalpha(c);
        capitals += u_isupper(c);
    }
    for (size_t i = 0, number = 0; i < name.length; number++) {
        UChar32 c;
        U8_NEXT_OR_FFFD(name.bytes, i, name.length, c);
        bool raise = (letters > 1 && capitals == letters) || (number == 0 && u_isupper(first));
        string_append_code_point(out, (uint32_t)(raise ? u_toupper(c) : c));
    }
}

/* "Feb." can't become "May.". */
static bool dot_fits(const struct rewrite *change, const struct name *name)
{
    const struct tokens *tokens = change->target->tokens;
    for (size_t i = 0; i < tokens->count; i++) {
        if (tokens->items[i].start != change->place->end)
            continue;
        const struct name *whole =
            conventions_name(change->target->conventions, FORM_MONTH, name->number);
        return !text_equal(tokens->items[i].raw, TEXT(".")) ||
               (name->form != FORM_MONTH_SHORT && name->form != FORM_MONTH_SHORT_ALONE) ||
               whole == NULL || !text_equal(whole->fold, name->fold);
    }
    return true;
}

static bool write_name(const struct rewrite *change, struct string *out)
{
    const struct placeable *place = change->place;
    if (place->fixed || !is_whole(change->new->value))
        return false;
    const struct name *name = conventions_name(change->target->conventions, place->name->form,
                                               small_number(change->new->value));
    if (name == NULL || name->dotted != place->name->dotted || !dot_fits(change, name))
        return false;
    append_in_case(name->text, place_raw(change), out);
    return true;
}

static bool write_month(const struct rewrite *change, struct string *out)
{
    struct digits digits;
    if (change->place->name != NULL)
        return write_name(change, out);
    return digits_read(place_raw(change), 0, &digits) && write_part(change, digits.zero, out);
}

static void append_two(unsigned number, size_t width, UChar32 zero, struct string *out)
{
    if (number > 9 || width > 1)
        number_append_digit((char)('0' + number / 10), zero, out);
    number_append_digit((char)('0' + number % 10), zero, out);
}

/* How many digits the hour has at least: what the old one shows, else what the query's has. */
static size_t hour_width(const struct time_form *like, const struct time_form *new)
{
    return like->hour_width == 1 || (like->hour < 10 && like->hour_width == 2) ? like->hour_width
                                                                               : new->hour_width;
}

static bool write_time(const struct rewrite *change, struct string *out)
{
    struct time_form like, new;
    cotexto_text raw = place_raw(change);
    if (!time_read(raw, change->target->conventions->lang, &like) ||
        !time_read(change->new_raw, change->query->conventions->lang, &new) ||
        (like.separator == 0 && new.minute != 0))
        return false;
    unsigned hour = new.hour;
    if (like.half > 0)
        hour = hour % 12 == 0 ? 12 : hour % 12;
    append_two(hour,
               like.half > 0 ? like.hour_width == 2 && raw.bytes[0] == '0' ? 2 : 1
                             : hour_width(&like, &new),
               like.zero, out);
    if (like.separator != 0) {
        string_append_code_point(out, (uint32_t)like.separator);
        append_two(new.minute, 2, like.zero, out);
    }
    if (like.half > 0) {
        bool afternoon = new.hour % 24 >= 12, capital = raw.bytes[like.half] < 'a';
        string_append_text(out, text_slice(raw, like.minute_end, like.half));
        string_append_char(out, (char)((afternoon ? 'p' : 'a') - (capital ? 0x20 : 0)));
        string_append_text(out, text_slice(raw, like.half + 1, raw.length));
    }
    return true;
}

/* A code for a code, a sign for a sign. */
static bool write_currency(const struct rewrite *change, struct string *out)
{
    bool place_is_code = u_isalpha(place_raw(change).bytes[0]),
         new_is_code = u_isalpha(change->new_raw.bytes[0]);
    cotexto_text written = change->new_raw;
    if (place_is_code && !new_is_code)
        written = change->new->value;
    else if (!place_is_code && new_is_code)
        written = cotexto_text_of(currency_sign(change->new->value));
    string_append_text(out, written);
    return written.length > 0 && (!place_is_code || u_isalpha(written.bytes[0]));
}

static bool write_roman(const struct rewrite *change, struct string *out)
{
    if (!is_whole(change->new->value))
        return false;
    unsigned number = small_number(change->new->value);
    if (number > 0 && number < 4000)
        roman_append(number, out);
    return number > 0 && number < 4000;
}

static bool write_code(const struct rewrite *change, struct string *out)
{
    string_append_text(out, change->new_raw);
    return true;
}

bool rewrite(const struct rewrite *change, struct string *out)
{
    static bool (*const writers[])(const struct rewrite *change, struct string *out) = {
        [PLACEABLE_NUMBER] = write_number,     [PLACEABLE_ORDINAL] = write_ordinal,
        [PLACEABLE_ROMAN] = write_roman,       [PLACEABLE_DAY] = write_day,
        [PLACEABLE_MONTH] = write_month,       [PLACEABLE_YEAR] = write_year,
        [PLACEABLE_WEEKDAY] = write_name,      [PLACEABLE_TIME] = write_time,
        [PLACEABLE_CURRENCY] = write_currency, [PLACEABLE_CODE] = write_code,
    };
    struct string written = {0};
    bool sure = plural_fits(change) && writers[change->place->kind](change, &written) &&
                article_fits(change, string_text(&written));
    string_append_text(out, string_text(&written));
    out->failed = out->failed || written.failed;
    string_free(&written);
    return sure;
}
