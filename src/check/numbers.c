/* Numbers and dates: each value of the source must be in the translation, in whatever writing the
 * languages have for it. What looks missing may stand there in words, as part of a word ("1990s"),
 * or in other units of ten ("1.5 million"). */
#include "check/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "base/text.h"

struct item {
    const struct placeable *placeable;
    bool wanted; /* else it may answer to a number, but needs no answer itself */
    bool used;
};

struct items {
    const struct check_side *side;
    struct item *list;
    size_t count, left; /* left: wanted ones that are not used */
};

/* More numbers without an answer than these are too many to be looked at one by one. */
enum { LEFT_MOST = 64 };

/* --------------------------------------------------------------------------------- gathering */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Whether it takes part, and then, whether it is wanted. */
static bool takes_part(const struct check_side *side, const struct placeable *placeable,
                       bool *wanted)
{
    *wanted = true;
    size_t start = placeable->start;
    if (start >= 2 && side->text.bytes[start - 1] == '#' && side->text.bytes[start - 2] == '&')
        return false; /* "&#8217;" */
    switch (placeable->kind) {
    case PLACEABLE_MONTH:
        *wanted = placeable->name == NULL && is_digit(side->text.bytes[start]);
        return true;
    case PLACEABLE_ROMAN: *wanted = false; return true;
    default: return placeable_is_number(placeable, &side->tokens);
    }
}

static int compare(const void *a, const void *b)
{
    const struct item *x = a, *y = b;
    int order = text_compare(x->placeable->value, y->placeable->value);
    if (order != 0)
        return order;
    return (x->placeable->start > y->placeable->start) -
           (x->placeable->start < y->placeable->start);
}

static struct items gather(struct check_unit *unit, const struct check_side *side)
{
    struct items items = {.side = side};
    items.list = arena_array(unit->arena, side->placeables.count, sizeof *items.list);
    unit->failed = unit->failed || items.list == NULL;
    for (size_t i = 0; !unit->failed && i < side->placeables.count; i++) {
        struct item item = {.placeable = &side->placeables.items[i]};
        if (!takes_part(side, item.placeable, &item.wanted))
            continue;
        items.left += item.wanted;
        items.list[items.count++] = item;
    }
    if (items.count > 1)
        qsort(items.list, items.count, sizeof *items.list, compare);
    return items;
}

static void use(struct items *items, struct item *item)
{
    items->left -= item->wanted && !item->used;
    item->used = true;
}

/* Both lists are sorted by value: equal ones answer to each other. */
static void answer_equal(struct items *a, struct items *b)
{
    for (size_t i = 0, k = 0; i < a->count && k < b->count;) {
        int order = text_compare(a->list[i].placeable->value, b->list[k].placeable->value);
        if (order == 0) {
            use(a, &a->list[i++]);
            use(b, &b->list[k++]);
        } else if (order < 0) {
            i++;
        } else {
            k++;
        }
    }
}

/* ------------------------------------------------------------------------- other ways to write */

/* Whether a text has these bytes, and no digit beside them; "." and "," are the same. */
static bool occurs(cotexto_text part, cotexto_text text)
{
    for (size_t i = 0; part.length > 0 && i + part.length <= text.length; i++) {
        size_t same = 0;
        while (same < part.length && (text.bytes[i + same] == part.bytes[same] ||
                                      (text.bytes[i + same] == '.' && part.bytes[same] == ',') ||
                                      (text.bytes[i + same] == ',' && part.bytes[same] == '.')))
            same++;
        size_t end = i + part.length;
        if (same == part.length && (i == 0 || !is_digit(text.bytes[i - 1])) &&
            (end == text.length || !is_digit(text.bytes[end])))
            return true;
    }
    return false;
}

/* Whether a text has these digits with blanks or marks between, as "216 000" has 216000. */
static bool occurs_grouped(cotexto_text digits, cotexto_text text)
{
    enum { LEAST = 4 };
    for (size_t i = 0; digits.length >= LEAST && i < text.length; i++) {
        size_t same = 0, at = i;
        while (same < digits.length && at < text.length &&
               (text.bytes[at] == digits.bytes[same] ||
                (same > 0 && strchr(" .,\xC2\xA0\xE2\x80\xAF", text.bytes[at]) != NULL)))
            same += is_digit(text.bytes[at++]);
        if (same == digits.length && (i == 0 || !is_digit(text.bytes[i - 1])) &&
            (at == text.length || !is_digit(text.bytes[at])))
            return true;
    }
    return false;
}

/* "los 70" are "the 1970s". */
static bool decade_occurs(cotexto_text value, cotexto_text text)
{
    for (size_t i = 0; value.length == 2 && value.bytes[1] == '0' && i + 4 < text.length; i++) {
        if ((memcmp(text.bytes + i, "19", 2) == 0 || memcmp(text.bytes + i, "18", 2) == 0) &&
            memcmp(text.bytes + i + 2, value.bytes, 2) == 0 && text.bytes[i + 4] == 's')
            return true;
    }
    return false;
}

/* Digits in groups of three: "10.700", which another language would read as 10.7. */
static cotexto_text ungrouped(cotexto_text raw, char room[64])
{
    size_t length = 0, run = 0, groups = 0;
    for (size_t i = 0; i < raw.length; i++) {
        if (is_digit(raw.bytes[i]) && length < 64) {
            room[length++] = raw.bytes[i];
            run++;
        } else if (run == 0 || run > 3 || (groups > 0 && run != 3) || length == 64) {
            return TEXT("");
        } else {
            groups++;
            run = 0;
        }
    }
    return groups > 0 && run == 3 ? (cotexto_text){room, length} : TEXT("");
}

/* "0.08" may be ".08". */
static bool fraction_occurs(cotexto_text value, cotexto_text text)
{
    return value.length > 2 && value.bytes[0] == '0' && value.bytes[1] == '.' &&
           occurs(text_slice(value, 1, value.length), text);
}

static cotexto_text raw_of(const struct items *items, const struct item *item)
{
    return text_slice(items->side->text, item->placeable->start, item->placeable->end);
}

/* Hour, the same by a clock of twelve hours, and minute of a time "16:35", as numbers. */
struct clock {
    char figures[3][4];
};

static struct clock clock_of(cotexto_text value)
{
    enum { HALF = 12 };
    struct clock clock;
    unsigned parts[2] = {0, 0}, part = 0;
    for (size_t i = 0; i < value.length; i++) {
        if (value.bytes[i] == ':')
            part = 1;
        else
            parts[part] = parts[part] * 10 + (unsigned)(value.bytes[i] - '0');
    }
    unsigned other = parts[0] > HALF ? parts[0] - HALF : parts[0] == 0 ? HALF : parts[0];
    snprintf(clock.figures[0], 4, "%u", parts[0] % 100);
    snprintf(clock.figures[1], 4, "%u", other % 100);
    snprintf(clock.figures[2], 4, "%02u", parts[1] % 100);
    return clock;
}

/* Whether a text has the hour, by one clock or the other, and the minute of a time. */
static bool time_occurs(cotexto_text value, cotexto_text text)
{
    struct clock clock = clock_of(value);
    bool minute =
        strcmp(clock.figures[2], "00") == 0 || occurs(cotexto_text_of(clock.figures[2]), text);
    return minute && (occurs(cotexto_text_of(clock.figures[0]), text) ||
                      occurs(cotexto_text_of(clock.figures[1]), text));
}

/* Whether a number is the hour or minute of a time of the other side: "16 h 35". */
static bool is_of_time(cotexto_text value, const struct check_side *other)
{
    for (size_t i = 0; i < other->placeables.count; i++) {
        const struct placeable *placeable = &other->placeables.items[i];
        if (placeable->kind != PLACEABLE_TIME)
            continue;
        struct clock clock = clock_of(placeable->value);
        for (size_t k = 0; k < 3; k++) {
            if (text_equal(cotexto_text_of(clock.figures[k]), value))
                return true;
        }
    }
    return false;
}

/* "1.5 million" and "1 500 000" have the same figures without the zeros at the end. */
static cotexto_text figures(cotexto_text value, char room[64])
{
    size_t length = 0;
    for (size_t i = 0; i < value.length && length < 64; i++) {
        if (is_digit(value.bytes[i]) && (length > 0 || value.bytes[i] != '0'))
            room[length++] = value.bytes[i];
    }
    while (length > 0 && room[length - 1] == '0')
        length--;
    return (cotexto_text){room, length};
}

/* Beginnings of folded words for a thousand, a million and so on. */
static bool is_scale(const struct token *token)
{
    static const char *const begins[] = {
        "thousand", "million", "billion", "trillion", "mil",   "millón",   "bill",    "milliard",
        "mille",    "tausend", "mill",    "mrd",      "mio",   "тысяч",    "миллио",  "миллиард",
        "тыс",      "млн",     "млрд",    "万",       "億",    "亿",       "千",      "百",
        "hundred",  "cent",    "hundert", "ألف",      "مليون", "مليار",    "bn",      "k",
        "dozen",    "docena",  "миллион", "milh",     "bilh",  "millions", "million", "mld",
    };
    for (size_t i = 0; token->class == TOKEN_WORD && i < sizeof begins / sizeof *begins; i++) {
        size_t length = strlen(begins[i]);
        if (token->fold.length >= length && memcmp(token->fold.bytes, begins[i], length) == 0)
            return true;
    }
    return false;
}

static bool has_scale(const struct check_side *side)
{
    for (size_t i = 0; i < side->tokens.count; i++) {
        if (is_scale(&side->tokens.items[i]))
            return true;
    }
    return false;
}

/* Whether the other side has the value in another way; then nothing is wrong with it. */
static bool is_elsewhere(struct check_unit *unit, const struct items *items,
                         const struct item *item, const struct check_side *other)
{
    if (item->placeable->kind == PLACEABLE_TIME)
        return time_occurs(item->placeable->value, other->text);
    char room[64];
    cotexto_text value = item->placeable->value, raw = raw_of(items, item);
    return occurs(raw, other->text) || occurs_grouped(value, other->text) ||
           occurs_grouped(ungrouped(raw, room), other->text) || decade_occurs(value, other->text) ||
           is_of_time(value, other) || fraction_occurs(value, other->text) ||
           (item->placeable->kind == PLACEABLE_ORDINAL && occurs(value, other->text)) ||
           side_spells(other, value, unit->arena);
}

static void answer_elsewhere(struct check_unit *unit, struct items *items,
                             const struct check_side *other)
{
    for (size_t i = 0; i < items->count; i++) {
        struct item *item = &items->list[i];
        if (item->wanted && !item->used && is_elsewhere(unit, items, item, other))
            use(items, item);
    }
}

static bool same_year(cotexto_text a, cotexto_text b)
{
    return a.length == 4 && b.length == 2 && memcmp(a.bytes + 2, b.bytes, 2) == 0;
}

static bool may_be_same(const struct item *a, const struct item *b, bool scaled)
{
    char room[2][64];
    cotexto_text x = a->placeable->value, y = b->placeable->value;
    if (same_year(x, y) || same_year(y, x))
        return true;
    return scaled && text_equal(figures(x, room[0]), figures(y, room[1])) &&
           figures(x, room[0]).length > 0;
}

static void answer_scaled(struct items *a, struct items *b)
{
    bool scaled = has_scale(a->side) || has_scale(b->side);
    for (size_t i = 0; i < a->count; i++) {
        for (size_t k = 0; !a->list[i].used && a->list[i].wanted && k < b->count; k++) {
            if (b->list[k].used || !may_be_same(&a->list[i], &b->list[k], scaled))
                continue;
            use(a, &a->list[i]);
            use(b, &b->list[k]);
        }
    }
}

/* ------------------------------------------------------------------------------------ findings */

/* The first number in the order of the text that is wanted and has no answer. */
static struct item *first_left(struct items *items)
{
    struct item *first = NULL;
    for (size_t i = 0; i < items->count; i++) {
        struct item *item = &items->list[i];
        if (item->wanted && !item->used &&
            (first == NULL || item->placeable->start < first->placeable->start))
            first = item;
    }
    return first;
}

static cotexto_range range_of(const struct item *item)
{
    return (cotexto_range){item->placeable->start, item->placeable->end};
}

/* "every 1 second" may be "cada segundo". */
static cotexto_severity alone_severity(const struct item *item)
{
    return text_equal(item->placeable->value, TEXT("1")) ? COTEXTO_INFO : COTEXTO_WARNING;
}

static void report_one(struct check_unit *unit, const struct item *a, const struct item *b)
{
    const char *from = a == NULL ? "" : check_quote(unit, unit->source.text, range_of(a)),
               *to = b == NULL ? "" : check_quote(unit, unit->target.text, range_of(b));
    if (a != NULL && b != NULL)
        check_report(unit, COTEXTO_CHECK_NUMBERS, COTEXTO_ERROR, range_of(a), range_of(b),
                     _("%s is expected, %s is there"), from, to);
    else if (a != NULL)
        check_report(unit, COTEXTO_CHECK_NUMBERS, alone_severity(a), range_of(a), CHECK_NOWHERE,
                     _("%s is missing in the translation"), from);
    else
        check_report(unit, COTEXTO_CHECK_NUMBERS, alone_severity(b), CHECK_NOWHERE, range_of(b),
                     _("%s is not in the source"), to);
}

static void report_left(struct check_unit *unit, struct items *a, struct items *b)
{
    for (int i = 0; i < CHECK_FINDINGS_MOST && a->left + b->left > 0; i++) {
        struct item *x = first_left(a), *y = first_left(b);
        report_one(unit, x, y);
        if (x != NULL)
            use(a, x);
        if (y != NULL)
            use(b, y);
    }
}

void check_numbers(struct check_unit *unit)
{
    struct items a = gather(unit, &unit->source), b = gather(unit, &unit->target);
    if (unit->failed)
        return;
    answer_equal(&a, &b);
    if (a.left + b.left == 0)
        return;
    if (a.left <= LEFT_MOST && b.left <= LEFT_MOST) {
        answer_scaled(&a, &b);
        answer_elsewhere(unit, &a, &unit->target);
        answer_elsewhere(unit, &b, &unit->source);
    }
    report_left(unit, &a, &b);
}

/* --------------------------------------------------------------------------------------- dates */

/* Whether a day stands in a date of digits. */
static bool is_in_digits(const struct check_side *side, size_t at)
{
    const struct placeables *all = &side->placeables;
    for (size_t i = at > 2 ? at - 2 : 0; i < all->count && i <= at + 2; i++) {
        if (all->items[i].kind == PLACEABLE_MONTH && all->items[i].name == NULL &&
            all->items[i].first == all->items[at].first)
            return all->items[at].kind == PLACEABLE_DAY;
    }
    return false;
}

/* How often a side has the month or weekday of a value before a place, in words or in a date of
 * digits, whose order may be another than the language's. */
static size_t count_value(const struct check_side *side, size_t before, enum placeable_kind kind,
                          cotexto_text value)
{
    size_t count = 0;
    for (size_t i = 0; i < before; i++) {
        const struct placeable *placeable = &side->placeables.items[i];
        count += (placeable->kind == kind || is_in_digits(side, i)) &&
                 text_equal(placeable->value, value);
    }
    return count;
}

/* The first month or weekday in words that the other side has not, or not as often; NULL: there is
 * none. */
static const struct placeable *strange_name(const struct check_side *side,
                                            const struct check_side *other,
                                            enum placeable_kind kind)
{
    enum { DATES_MOST = 100 };
    for (size_t i = 0; i < side->placeables.count && i < DATES_MOST; i++) {
        const struct placeable *placeable = &side->placeables.items[i];
        if (placeable->kind == kind && placeable->name != NULL &&
            count_value(side, i, kind, placeable->value) >=
                count_value(other, other->placeables.count, kind, placeable->value))
            return placeable;
    }
    return NULL;
}

/* "may" is no month as a rule, nor "mar" a day: only a name in the place of another is told. */
void check_dates(struct check_unit *unit)
{
    static const enum placeable_kind kinds[] = {PLACEABLE_MONTH, PLACEABLE_WEEKDAY};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const struct placeable *a = strange_name(&unit->source, &unit->target, kinds[i]),
                               *b = strange_name(&unit->target, &unit->source, kinds[i]);
        if (a == NULL || b == NULL)
            continue;
        cotexto_range from = {a->start, a->end}, to = {b->start, b->end};
        check_report(unit, COTEXTO_CHECK_DATES, COTEXTO_ERROR, from, to,
                     _("%s is expected, %s is there"), check_quote(unit, unit->source.text, from),
                     check_quote(unit, unit->target.text, to));
    }
}
