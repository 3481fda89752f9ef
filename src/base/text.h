/* Small helpers on text views, and growing plain arrays. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cotexto/common.h>

/* The view of a string constant, without counting at run time. */
#define TEXT(literal) ((cotexto_text){"" literal, sizeof(literal) - 1})

static inline bool text_equal(cotexto_text a, cotexto_text b)
{
    return a.length == b.length && (a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0);
}

/* By bytes, which for UTF-8 is by code point. */
int text_compare(cotexto_text a, cotexto_text b);

/* Without the ASCII white space at both ends. */
cotexto_text text_trim(cotexto_text text);

/* true when every byte is below 128. */
bool text_is_ascii(cotexto_text text);

/* How many code points it has. */
size_t text_code_points(cotexto_text text);
/* Whether a word is one of a list of them, each between blanks: " de la el ". A word without bytes,
 * or of more than 30, is in no list. */
bool text_in_list(cotexto_text word, const char *list);

/* The part from byte `from` up to byte `to`; of a text without bytes that text, for C has no sum of
 * NULL and 0. */
static inline cotexto_text text_slice(cotexto_text text, size_t from, size_t to)
{
    return text.bytes == NULL ? text : (cotexto_text){text.bytes + from, to - from};
}

/* Bytes of the byte order mark of UTF-8 that it begins with: 3, or 0. */
static inline size_t text_mark_length(cotexto_text text)
{
    static const char mark[] = "\xEF\xBB\xBF";
    enum { LENGTH = sizeof mark - 1 };
    return text.length >= LENGTH && memcmp(text.bytes, mark, LENGTH) == 0 ? LENGTH : 0;
}

/* A 64-bit hash of bytes: FNV-1a (Fowler, Noll, Vo) with the finaliser of MurmurHash3 (Appleby).
 * The values are stored in memory files: they must never change. */
uint64_t hash_bytes(const void *bytes, size_t length, uint64_t seed);
static inline uint64_t hash_text(cotexto_text text)
{
    return hash_bytes(text.bytes, text.length, 0);
}

/* Makes room for `need` items of `size` bytes in a malloc'ed array: *items and *capacity (in items)
 * are replaced. false, with both unchanged, when out of memory or on overflow. */
bool array_reserve(void *items, size_t *capacity, size_t need, size_t size);

#endif
