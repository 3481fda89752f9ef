/* Sorting many numbers of 128 bits. Pure. */
#ifndef BASE_SORT_H
#define BASE_SORT_H

#include <stddef.h>
#include <stdint.h>

/* A number of two halves, or what is packed into one so that it sorts as wanted. */
struct wide {
    uint64_t high, low;
};

/* Less than, equal to or greater than 0, as *a is to *b; for qsort() and bsearch(). */
int wide_compare(const void *a, const void *b);
/* Sorts items[0..count), the smallest first: by digits (Knuth, The Art of Computer Programming 3,
 * 5.2.5) in as much room again, without that room by comparing. Takes time in proportion to the
 * count and to the digits in which the items differ. Cannot fail. */
void wide_sort(struct wide *items, size_t count);

#endif
