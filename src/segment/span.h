/* The list of spans that a cut gives. */
#ifndef SEGMENT_SPAN_H
#define SEGMENT_SPAN_H

#include "segment/segment.h"

struct span_list {
    struct span *items; /* in `arena` */
    size_t count, room;
    struct arena *arena;
};

/* Adds bytes from..to of the block without the white space at their ends; nothing when nothing is
 * left. */
bool span_add(struct span_list *list, cotexto_text block, size_t from, size_t to,
              cotexto_error *error);

#endif
