/* Arena: a list of chunks, each twice as large as the one before up to a limit. */
#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_CHUNK = 4096, LARGEST_CHUNK = 1 << 20 };

struct arena_chunk {
    struct arena_chunk *next;
    size_t size; /* of bytes */
    alignas(max_align_t) unsigned char bytes[];
};

static bool new_chunk(struct arena *arena, size_t least)
{
    size_t size = arena->size == 0 ? FIRST_CHUNK : arena->size * 2;
    if (size > LARGEST_CHUNK)
        size = LARGEST_CHUNK;
    if (size < least)
        size = least;
    if (size > SIZE_MAX - sizeof(struct arena_chunk))
        return false;
    struct arena_chunk *chunk = malloc(sizeof *chunk + size);
    if (chunk == NULL)
        return false;
    chunk->next = arena->chunks;
    chunk->size = size;
    arena->chunks = chunk;
    arena->size = size;
    arena->used = 0;
    arena->total += size;
    return true;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    const size_t align = alignof(max_align_t);
    if (size > SIZE_MAX - align)
        return NULL;
    size_t rounded = (size + align - 1) / align * align;
    if (arena->chunks == NULL || rounded > arena->size - arena->used) {
        if (!new_chunk(arena, rounded))
            return NULL;
    }
    void *result = arena->chunks->bytes + arena->used;
    arena->used += rounded;
    return result;
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes))
        return NULL;
    void *result = arena_alloc(arena, bytes);
    if (result != NULL)
        memset(result, 0, bytes);
    return result;
}

void *arena_grow(struct arena *arena, void *items, size_t count, size_t *room, size_t size)
{
    if (count < *room)
        return items;
    size_t more;
    if (__builtin_mul_overflow(*room == 0 ? (size_t)4 : *room, (size_t)2, &more))
        return NULL;
    void *grown = arena_array(arena, more, size);
    if (grown == NULL)
        return NULL;
    if (count > 0)
        memcpy(grown, items, count * size);
    *room = more;
    return grown;
}

cotexto_text arena_text(struct arena *arena, cotexto_text text)
{
    char *copy = text.length < SIZE_MAX ? arena_alloc(arena, text.length + 1) : NULL;
    if (copy == NULL)
        return (cotexto_text){NULL, 0};
    if (text.length > 0)
        memcpy(copy, text.bytes, text.length);
    copy[text.length] = '\0';
    return (cotexto_text){copy, text.length};
}

char *arena_string(struct arena *arena, const char *string)
{
    return (char *)arena_text(arena, cotexto_text_of(string)).bytes;
}

void arena_reset(struct arena *arena)
{
    if (arena->chunks == NULL)
        return;
    struct arena_chunk *kept = arena->chunks, *old = kept->next;
    while (old != NULL) {
        struct arena_chunk *next = old->next;
        free(old);
        old = next;
    }
    kept->next = NULL;
    arena->size = arena->total = kept->size;
    arena->used = 0;
}

void arena_free(struct arena *arena)
{
    arena_reset(arena);
    free(arena->chunks);
    *arena = (struct arena){0};
}
