/* Placeables: the walk over a text, and what is neither date nor time. */
#include "match/placeable.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "base/error.h"
#include "base/tag.h"
#include "base/text.h"
#include "match/currency.h"
#include "match/number.h"
#include "match/scan.h"

/* ------------------------------------------------------------------------------ what is shared */

const struct token *scan_token(const struct scan *scan, size_t at)
{
    static const struct token none = {.class = TOKEN_PUNCTUATION};
    return at < scan->tokens->count ? &scan->tokens->items[at] : &none;
}

size_t scan_tokens_to(const struct scan *scan, size_t at, size_t end)
{
    for (size_t i = at; i < scan->tokens->count; i++) {
        const struct token *token = &scan->tokens->items[i];
        if (token->start + token->length >= end)
            return token->start + token->length == end ? i + 1 - at : 0;
    }
    return 0;
}

size_t scan_add(struct scan *scan, struct placeable placeable, size_t at, size_t taken)
{
    placeable.value = arena_text(scan->arena, placeable.value);
    placeable.first = at;
    placeable.last = at + taken;
    scan->items =
        arena_grow(scan->arena, scan->items, scan->count, &scan->room, sizeof *scan->items);
    scan->failed = scan->failed || scan->items == NULL || placeable.value.bytes == NULL;
    if (!scan->failed)
        scan->items[scan->count++] = placeable;
    return taken;
}

size_t scan_add_number(struct scan *scan, struct placeable placeable, unsigned number, size_t at,
                       size_t taken)
{
    char digits[10]; /* of any unsigned */
    size_t from = sizeof digits;
    do
        digits[--from] = (char)('0' + number % 10);
    while ((number /= 10) > 0);
    placeable.value = (cotexto_text){digits + from, sizeof digits - from};
    return scan_add(scan, placeable, at, taken);
}

/* What stands from `at` on over `taken` tokens. */
static struct placeable whole(const struct scan *scan, enum placeable_kind kind, size_t at,
                              size_t taken)
{
    const struct token *last = scan_token(scan, at + taken - 1);
    struct placeable placeable = {
        .kind = kind, .start = scan_token(scan, at)->start, .end = last->start + last->length};
    placeable.value = text_slice(scan->text, placeable.start, placeable.end);
    return placeable;
}

/* -------------------------------------------------------------------------- addresses and codes */

static bool one_of(char c, const char *list)
{
    return c != '\0' && strchr(list, c) != NULL;
}

/* How many bytes of an address ("https://...", "www...") the text begins with. */
static size_t address_length(cotexto_text text)
{
    static const char *const begins[] = {"http://", "https://", "ftp://", "mailto:", "www."};
    size_t length = 0;
    bool found = false;
    for (size_t i = 0; i < sizeof begins / sizeof *begins && !found; i++) {
        length = strlen(begins[i]);
        found = text.length > length && memcmp(text.bytes, begins[i], length) == 0;
    }
    while (found && length < text.length && (unsigned char)text.bytes[length] > ' ' &&
           !one_of(text.bytes[length], "<>\""))
        length++;
    while (found && length > 0 && one_of(text.bytes[length - 1], ".,;:!?')]"))
        length--;
    return found ? length : 0;
}

/* A byte of a character beyond ASCII is none. */
static bool is_ascii_alnum(char c)
{
    return (unsigned char)c < 0x80 && u_isalnum(c);
}

static bool is_mail_byte(char c)
{
    return is_ascii_alnum(c) || one_of(c, "._%+-");
}

static size_t mail_length(cotexto_text text)
{
    size_t at = 0, end;
    while (at < text.length && is_mail_byte(text.bytes[at]))
        at++;
    if (at == 0 || at == text.length || text.bytes[at] != '@')
        return 0;
    for (end = at + 1; end < text.length && is_mail_byte(text.bytes[end]);)
        end++;
    while (end > at && one_of(text.bytes[end - 1], ".-_"))
        end--;
    return memchr(text.bytes + at, '.', end - at) != NULL ? end : 0;
}

/* "{0}", "{{name}}", "${name}", "%s", "%1$d", "%(name)s". */
static size_t placeholder_length(cotexto_text text)
{
    static const char inside[] = "{}_.:$";
    size_t at = text.length > 0 && text.bytes[0] == '$' ? 1 : 0;
    if (at < text.length && text.bytes[at] == '{') {
        const char *close = memchr(text.bytes, '}', text.length);
        size_t end = close == NULL ? 0 : (size_t)(close - text.bytes) + 1;
        for (size_t i = at; i < end; i++) {
            if (!is_ascii_alnum(text.bytes[i]) && !one_of(text.bytes[i], inside))
                return 0;
        }
        return end > 0 && end < text.length && text.bytes[end] == '}' ? end + 1 : end;
    }
    if (text.length < 2 || text.bytes[0] != '%')
        return 0;
    at = 1;
    if (text.bytes[at] == '(') {
        const char *close = memchr(text.bytes, ')', text.length);
        at = close == NULL ? text.length : (size_t)(close - text.bytes) + 1;
    }
    while (at < text.length && one_of(text.bytes[at], "0123456789$"))
        at++;
    bool ends = at + 1 >= text.length || !is_ascii_alnum(text.bytes[at + 1]);
    return at < text.length && one_of(text.bytes[at], "sdiufxc@") && ends ? at + 1 : 0;
}

static size_t scan_code(struct scan *scan, size_t at)
{
    const struct token *token = scan_token(scan, at);
    cotexto_text rest = text_slice(scan->text, token->start, scan->text.length);
    size_t length = address_length(rest);
    if (length == 0)
        length = mail_length(rest);
    if (length == 0 && (at == 0 || scan_token(scan, at - 1)->class != TOKEN_NUMBER))
        length = placeholder_length(rest);
    size_t taken = length == 0 ? 0 : scan_tokens_to(scan, at, token->start + length);
    return taken == 0 ? 0 : scan_add(scan, whole(scan, PLACEABLE_CODE, at, taken), at, taken);
}

static size_t scan_currency(struct scan *scan, size_t at)
{
    const char *value = currency_value(scan_token(scan, at)->raw);
    if (value == NULL)
        return 0;
    struct placeable placeable = whole(scan, PLACEABLE_CURRENCY, at, 1);
    placeable.value = cotexto_text_of(value);
    return scan_add(scan, placeable, at, 1);
}

/* ------------------------------------------------------------------------------------ numbers */

static bool has_large_letters(cotexto_text roman)
{
    for (size_t i = 0; i < roman.length; i++) {
        if (!one_of(roman.bytes[i], "IVX"))
            return true;
    }
    return false;
}

/* Short ones are numbers only of I, V and X: MI and DI are words. */
static size_t scan_roman(struct scan *scan, size_t at)
{
    cotexto_text raw = scan_token(scan, at)->raw;
    unsigned number = roman_value(raw);
    if (number == 0 || (raw.length < 3 && has_large_letters(raw)))
        return 0;
    return scan_add_number(scan, whole(scan, PLACEABLE_ROMAN, at, 1), number, at, 1);
}

bool ordinal_suffix(cotexto_text suffix, const char *lang)
{
    static const struct {
        const char *lang, *suffixes;
    } table[] = {
        {"en", " st nd rd th "}, {"fr", " er re e ème eme nd nde "},
        {"nl", " e ste de "},    {"ca", " r n t è "},
        {"es", " o a er "},      {"it", " o a "},
        {"pt", " o a "}, /* º and ª fold to o and a */
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        if (tag_same_language(lang, table[i].lang))
            return text_in_list(suffix, table[i].suffixes);
    }
    return false;
}

/* Blanks group digits where the language says so, and in Spanish, whose academies do; blanks that
 * break no line do it everywhere. */
static bool groups_by(const struct conventions *conventions, cotexto_text between)
{
    size_t after;
    UChar32 c = 0;
    if (between.length == 0)
        return false;
    after = 0;
    U8_NEXT_OR_FFFD(between.bytes, after, between.length, c);
    if (after != between.length)
        return false;
    bool by_blank =
        u_isUWhiteSpace(conventions->group) || tag_same_language(conventions->lang, "es");
    return c == 0xA0 || c == 0x202F || c == 0x2009 || (c == ' ' && by_blank);
}

/* Tokens of "1 234 567,8" from `at` on. */
static size_t grouped_tokens(const struct scan *scan, size_t at)
{
    struct digits digits;
    size_t taken = 1;
    const struct token *token = scan_token(scan, at);
    if (!digits_read(scan->text, token->start, &digits) || digits.width > 3)
        return 1;
    while (digits.end == token->start + token->length) {
        const struct token *next = scan_token(scan, at + taken);
        if (next->class != TOKEN_NUMBER ||
            !groups_by(scan->conventions, text_slice(scan->text, digits.end, next->start)) ||
            !digits_read(scan->text, next->start, &digits) || digits.width != 3)
            break;
        token = next;
        taken++;
    }
    return taken;
}

static size_t add_number(struct scan *scan, size_t at, size_t taken, enum placeable_kind kind,
                         cotexto_text digits)
{
    struct number number;
    struct placeable placeable = whole(scan, kind, at, taken);
    if (!number_read(digits, scan->conventions, &number))
        return 0;
    if (number.digits[0] == '0' && number.whole > 1) { /* 007 is a name, not seven */
        placeable.kind = PLACEABLE_CODE;
        return scan_add(scan, placeable, at, taken);
    }
    struct string value = {0};
    number_append_value(&number, &value);
    placeable.value = string_text(&value);
    scan->failed = scan->failed || value.failed;
    if (!scan->failed)
        scan_add(scan, placeable, at, taken);
    string_free(&value);
    return taken;
}

static size_t scan_ordinal(struct scan *scan, size_t at)
{
    const struct token *token = scan_token(scan, at);
    size_t digits = 0;
    while (digits < token->raw.length && token->raw.bytes[digits] >= '0' &&
           token->raw.bytes[digits] <= '9')
        digits++;
    if (digits == 0 || digits == token->raw.length || digits > token->fold.length ||
        !ordinal_suffix(text_slice(token->fold, digits, token->fold.length),
                        scan->conventions->lang))
        return 0;
    return add_number(scan, at, 1, PLACEABLE_ORDINAL, text_slice(token->raw, 0, digits));
}

static bool has_digit(cotexto_text text)
{
    for (size_t i = 0; i < text.length;) {
        UChar32 c;
        U8_NEXT_OR_FFFD(text.bytes, i, text.length, c);
        if (u_isdigit(c))
            return true;
    }
    return false;
}

static size_t scan_number(struct scan *scan, size_t at)
{
    if (scan_token(scan, at)->class == TOKEN_TAG || !has_digit(scan_token(scan, at)->raw))
        return 0;
    size_t taken = grouped_tokens(scan, at);
    taken = add_number(scan, at, taken, PLACEABLE_NUMBER,
                       whole(scan, PLACEABLE_NUMBER, at, taken).value);
    if (taken == 0)
        taken = scan_ordinal(scan, at);
    return taken > 0 ? taken : scan_add(scan, whole(scan, PLACEABLE_CODE, at, 1), at, 1);
}

/* -------------------------------------------------------------------------------------- whole */

bool placeables_find(const struct match_text *text, enum date_order order, struct arena *arena,
                     struct placeables *out, cotexto_error *error)
{
    static size_t (*const recognisers[])(struct scan * scan, size_t at) = {
        scan_code,    scan_digit_date, scan_character_date, scan_time,  scan_word_date,
        scan_weekday, scan_currency,   scan_number,         scan_roman,
    };
    struct scan scan = {.text = text->text,
                        .tokens = text->tokens,
                        .conventions = text->conventions,
                        .order = order,
                        .arena = arena};
    for (size_t at = 0; !scan.failed && at < text->tokens->count;) {
        size_t taken = 0;
        for (size_t i = 0; taken == 0 && i < sizeof recognisers / sizeof *recognisers; i++)
            taken = recognisers[i](&scan, at);
        at += taken > 0 ? taken : 1;
    }
    scan_days_of_lists(&scan);
    *out = (struct placeables){scan.items, scan.count};
    return !scan.failed || error_no_memory(error);
}

bool placeable_is_number(const struct placeable *placeable, const struct tokens *tokens)
{
    switch (placeable->kind) {
    case PLACEABLE_NUMBER:
    case PLACEABLE_ORDINAL:
    case PLACEABLE_DAY:
    case PLACEABLE_YEAR:
    case PLACEABLE_TIME: return true;
    case PLACEABLE_ROMAN: return placeable->end - placeable->start > 1; /* not "I" */
    case PLACEABLE_MONTH: return placeable->name == NULL;
    case PLACEABLE_CODE: return tokens->items[placeable->first].class == TOKEN_NUMBER;
    default: return false;
    }
}
