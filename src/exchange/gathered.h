/* Properties of a unit or of one of its variants while a reader gathers them. */
#ifndef EXCHANGE_GATHERED_H
#define EXCHANGE_GATHERED_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"
#include "text/unit.h"

struct gathered {
    struct property *items;
    size_t count, room;
};

/* Adds a property, whose texts are borrowed, to the list in the arena. */
static inline bool gathered_add(struct gathered *list, struct arena *arena,
                                struct property property, cotexto_error *error)
{
    list->items = arena_grow(arena, list->items, list->count, &list->room, sizeof *list->items);
    if (list->items == NULL)
        return error_no_memory(error);
    list->items[list->count++] = property;
    return true;
}

#endif
