/* Text views: comparing, trimming, hashing; growing arrays. */
#include "base/text.h"

#include <stdlib.h>

int text_compare(cotexto_text a, cotexto_text b)
{
    size_t shorter = a.length < b.length ? a.length : b.length;
    int order = shorter == 0 ? 0 : memcmp(a.bytes, b.bytes, shorter);
    if (order != 0)
        return order;
    return (a.length > b.length) - (a.length < b.length);
}

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

cotexto_text text_trim(cotexto_text text)
{
    size_t from = 0, to = text.length;
    if (to == 0) /* which may have no bytes at all */
        return text;
    while (from < to && is_blank(text.bytes[from]))
        from++;
    while (to > from && is_blank(text.bytes[to - 1]))
        to--;
    return text_slice(text, from, to);
}

uint64_t hash_bytes(const void *bytes, size_t length, uint64_t seed)
{
    const unsigned char *p = bytes;
    uint64_t h = UINT64_C(0xcbf29ce484222325) ^ seed;
    for (size_t i = 0; i < length; i++) {
        h ^= p[i];
        h *= UINT64_C(0x100000001b3);
    }
    h ^= h >> 33;
    h *= UINT64_C(0xff51afd7ed558ccd);
    h ^= h >> 33;
    h *= UINT64_C(0xc4ceb9fe1a85ec53);
    h ^= h >> 33;
    return h;
}

bool array_reserve(void *items, size_t *capacity, size_t need, size_t size)
{
    if (need <= *capacity)
        return true;
    size_t room = *capacity < 16 ? 16 : *capacity;
    while (room < need) {
        if (__builtin_mul_overflow(room, (size_t)2, &room))
            return false;
    }
    size_t bytes;
    if (__builtin_mul_overflow(room, size, &bytes))
        return false;
    void *old, *grown;
    memcpy(&old, items, sizeof old);
    grown = realloc(old, bytes);
    if (grown == NULL)
        return false;
    memcpy(items, &grown, sizeof grown);
    *capacity = room;
    return true;
}

bool text_is_ascii(cotexto_text text)
{
    for (size_t i = 0; i < text.length; i++) {
        if ((unsigned char)text.bytes[i] >= 0x80)
            return false;
    }
    return true;
}

size_t text_code_points(cotexto_text text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.length; i++)
        count += ((unsigned char)text.bytes[i] & 0xC0) != 0x80;
    return count;
}

bool text_in_list(cotexto_text word, const char *list)
{
    char padded[33] = " ";
    if (word.length == 0 || word.length + 3 > sizeof padded)
        return false;
    memcpy(padded + 1, word.bytes, word.length);
    memcpy(padded + 1 + word.length, " ", 2);
    return strstr(list, padded) != NULL;
}
