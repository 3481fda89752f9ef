/* An arena: memory that is asked for in pieces and given back whole. One per document or per query.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdbool.h>
#include <stddef.h>

#include <cotexto/common.h>

struct arena_chunk;

struct arena {
    struct arena_chunk *chunks; /* newest first */
    size_t used, size;          /* bytes in the newest chunk */
    size_t total;               /* bytes asked from the system */
};

/* An arena is made by `struct arena a = {0};`. */

/* size bytes, aligned for any type, not cleared; NULL when out of memory. size 0 gives a valid
 * pointer. */
void *arena_alloc(struct arena *arena, size_t size);
/* count * size bytes, all zero; NULL when out of memory or when the product overflows. */
void *arena_array(struct arena *arena, size_t count, size_t size);
/* items, an array of `count` things of `size` bytes in this arena, with room for one more: itself,
 * or a copy twice as large when *room is used up. Starts from NULL with *room 0. NULL when out of
 * memory. */
void *arena_grow(struct arena *arena, void *items, size_t count, size_t *room, size_t size);
/* A copy of text with a NUL behind it (not counted in length); NULL bytes when out of memory. */
cotexto_text arena_text(struct arena *arena, cotexto_text text);
/* A copy as a C string; NULL when out of memory. */
char *arena_string(struct arena *arena, const char *string);
/* Gives everything back but keeps one chunk for the next use. */
void arena_reset(struct arena *arena);
/* Gives everything back. The arena can be used again. */
void arena_free(struct arena *arena);

#endif
