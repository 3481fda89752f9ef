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

static bool begins_with_digit(const struct check_side *side, const struct placeable *placeable)
{
    return side->tokens.items[placeable->first].class == TOKEN_NUMBER;
}

/* Whether it takes part, and then, whether it is wanted. */
static bool takes_part(const struct check_side *side, const struct placeable *placeable,
                       bool *wanted)
{
    *wanted = true;
    switch (placeable->kind) {
    case PLACEABLE_NUMBER:
    case PLACEABLE_ORDINAL:
    case PLACEABLE_DAY:
    case PLACEABLE_YEAR:
    case PLACEABLE_TIME: return true;
    case PLACEABLE_MONTH:
        *wanted = placeable->name == NULL && placeable->end > placeable->start &&
                  is_digit(side->text.bytes[placeable->start]);
        return true;
    case PLACEABLE_ROMAN: *wanted = false; return true;
    case PLACEABLE_CODE: return begins_with_digit(side, placeable);
    default: return false;
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

static cotexto_text raw_of(const struct items *items, const struct item *item)
{
    return text_slice(items->side->text, item->placeable->start, item->placeable->end);
}

/* Whether all runs of digits of a time are in a text; the hours by the other clock, too. */
static bool time_occurs(cotexto_text value, cotexto_text text)
{
    enum { HALF = 12 };
    const char *colon = memchr(value.bytes, ':', value.length);
    size_t length = colon == NULL ? value.length : (size_t)(colon - value.bytes);
    unsigned hour = 0;
    for (size_t i = 0; i < length; i++)
        hour = hour * 10 + (unsigned)(value.bytes[i] - '0');
    cotexto_text minutes = colon == NULL ? TEXT("00") : text_slice(value, length + 1, value.length);
    bool good = text_equal(minutes, TEXT("00")) || occurs(minutes, text);
    bool found = false;
    for (int i = 0; i < 3; i++) {
        char digits[16];
        int size = snprintf(digits, sizeof digits, i == 2 ? "%02u" : "%u",
                            i == 0        ? hour
                            : hour > HALF ? hour - HALF
                                          : hour);
        found = found || occurs((cotexto_text){digits, (size_t)size}, text);
    }
    return good && (found || hour == 0 || hour == HALF);
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
    return occurs(raw_of(items, item), other->text) ||
           side_spells(other, item->placeable->value, unit->arena);
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

static void report_one(struct check_unit *unit, const struct item *a, const struct item *b)
{
    const char *from = a == NULL ? "" : check_quote(unit, unit->source.text, range_of(a)),
               *to = b == NULL ? "" : check_quote(unit, unit->target.text, range_of(b));
    if (a != NULL && b != NULL)
        check_report(unit, COTEXTO_CHECK_NUMBERS, COTEXTO_ERROR, range_of(a), range_of(b),
                     _("%s is expected, %s is there"), from, to);
    else if (a != NULL)
        check_report(unit, COTEXTO_CHECK_NUMBERS, COTEXTO_WARNING, range_of(a), CHECK_NOWHERE,
                     _("%s is missing in the translation"), from);
    else
        check_report(unit, COTEXTO_CHECK_NUMBERS, COTEXTO_WARNING, CHECK_NOWHERE, range_of(b),
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
        answer_elsewhere(unit, &a, &unit->target);
        answer_elsewhere(unit, &b, &unit->source);
        answer_scaled(&a, &b);
    }
    report_left(unit, &a, &b);
}

/* --------------------------------------------------------------------------------------- dates */

static bool is_named(const struct placeable *placeable, enum placeable_kind kind)
{
    return placeable->kind == kind && placeable->name != NULL;
}

/* Whether a side has the month or weekday of this value, in words or digits. */
static bool has_value(const struct check_side *side, enum placeable_kind kind, cotexto_text value)
{
    for (size_t i = 0; i < side->placeables.count; i++) {
        const struct placeable *placeable = &side->placeables.items[i];
        bool digits = placeable->kind == PLACEABLE_DAY || placeable->kind == PLACEABLE_NUMBER;
        if ((placeable->kind == kind || digits) && text_equal(placeable->value, value))
            return true;
    }
    return false;
}

/* The first month or weekday in words that the other side has not; NULL: there is none. */
static const struct placeable *strange_name(const struct check_side *side,
                                            const struct check_side *other,
                                            enum placeable_kind kind)
{
    for (size_t i = 0; i < side->placeables.count; i++) {
        const struct placeable *placeable = &side->placeables.items[i];
        if (is_named(placeable, kind) && !has_value(other, kind, placeable->value))
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
