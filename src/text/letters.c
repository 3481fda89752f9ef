/* Looks up what a letter costs. */
#include "text/letters.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/uchar.h>

/* The classes of neighbours in the order of the figures, as make.py tells them apart. */
static const char classes[] = " abcdefghijklmnopqrstuvwxyz^0()\"./lU-";

enum { CLASSES = sizeof classes - 1, COST_UNKNOWN = 30, COST_CONTROL = 6 };

static bool is_one_of(UChar32 c, const char *characters)
{
    return c > 0 && c < 0x80 && strchr(characters, c) != NULL;
}

static size_t class_of(UChar32 c)
{
    if (u_isUWhiteSpace(c))
        return 0;
    if (u_isalpha(c) && c < 0x80)
        return u_islower(c) ? (size_t)(c - 'a' + 1) : 27;
    char name = u_isalpha(c)             ? u_islower(c) ? 'l' : 'U'
                : c >= 0x80              ? '-'
                : u_isdigit(c)           ? '0'
                : is_one_of(c, "([{<")   ? '('
                : is_one_of(c, ")]}>")   ? ')'
                : is_one_of(c, "\"'`")   ? '"'
                : is_one_of(c, ".,;:!?") ? '.'
                                         : '/';
    const char *found = name == 'l' ? classes + CLASSES - 3 : strchr(classes + 27, name);
    return (size_t)(found - classes);
}

static int compare(const void *key, const void *item)
{
    UChar32 letter = *(const UChar32 *)key, other = ((const struct letter *)item)->letter;
    return letter < other ? -1 : letter > other;
}

double letter_cost(UChar32 before, UChar32 c, UChar32 after)
{
    const struct letter *found = bsearch(&c, letters, letter_count, sizeof *letters, compare);
    if (found == NULL)
        return COST_UNKNOWN;
    int steps = found->costs[0] - ']' + found->costs[1 + class_of(before)] - ']' +
                found->costs[1 + CLASSES + class_of(after)] - ']';
    return steps * 0.4 + (u_iscntrl(c) ? COST_CONTROL : 0);
}
