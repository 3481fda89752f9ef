/* Whole numbers as few bytes: seven bits a byte, the lowest first, the eighth bit set on all but
 * the last (LEB128). */
#ifndef MATCH_VARINT_H
#define MATCH_VARINT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/string.h"

static inline void varint_write(struct string *out, uint64_t value)
{
    for (; value >= 0x80; value >>= 7)
        string_append_char(out, (char)(value | 0x80));
    string_append_char(out, (char)value);
}

/* Reads one and moves *at behind it. false when the bytes end before it does, or it is longer than
 * 64 bits. */
static inline bool varint_read(const unsigned char **at, const unsigned char *end, uint64_t *value)
{
    uint64_t sum = 0;
    for (unsigned shift = 0; *at < end && shift < 64; shift += 7) {
        unsigned char byte = *(*at)++;
        sum |= (uint64_t)(byte & 0x7F) << shift;
        if (byte < 0x80) {
            *value = sum;
            return true;
        }
    }
    return false;
}

#endif
