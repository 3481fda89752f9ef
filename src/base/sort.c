/* Radix sort from the last digit. */
#include "base/sort.h"

#include <stdlib.h>
#include <string.h>

enum {
    FEW = 256, /* not worth clearing the counts of all digits */
    DIGIT_BITS = 11,
    DIGITS = 1 << DIGIT_BITS,
    HALF_BITS = 64,
};

int wide_compare(const void *a, const void *b)
{
    const struct wide *x = a, *y = b;
    if (x->high != y->high)
        return x->high < y->high ? -1 : 1;
    return (x->low > y->low) - (x->low < y->low);
}

static size_t digit_of(const struct wide *item, int half, int shift)
{
    return (half == 0 ? item->low : item->high) >> shift & (DIGITS - 1);
}

/* Moves the items into the order of one digit; those with the same one keep theirs. */
static void sort_by_digit(const struct wide *from, struct wide *to, size_t count, int half,
                          int shift)
{
    size_t ends[DIGITS] = {0}, end = 0;
    for (size_t i = 0; i < count; i++)
        ends[digit_of(&from[i], half, shift)]++;
    for (size_t i = 0; i < DIGITS; i++) {
        size_t items = ends[i];
        ends[i] = end;
        end += items;
    }
    for (size_t i = 0; i < count; i++)
        to[ends[digit_of(&from[i], half, shift)]++] = from[i];
}

void wide_sort(struct wide *items, size_t count)
{
    struct wide *room = count < FEW ? NULL : calloc(count, sizeof *room), differ = {0, 0};
    struct wide *from = items, *to = room;
    if (room == NULL) {
        if (count > 1)
            qsort(items, count, sizeof *items, wide_compare);
        return;
    }
    for (size_t i = 1; i < count; i++) {
        differ.high |= items[i].high ^ items[0].high;
        differ.low |= items[i].low ^ items[0].low;
    }
    for (int half = 0; half < 2; half++) {
        for (int shift = 0; shift < HALF_BITS; shift += DIGIT_BITS) {
            if (digit_of(&differ, half, shift) == 0)
                continue;
            sort_by_digit(from, to, count, half, shift);
            struct wide *sorted = to;
            to = from;
            from = sorted;
        }
    }
    if (from != items)
        memcpy(items, from, count * sizeof *items);
    free(room);
}
