/* Which encoding a text is in, from its bytes alone. */
#ifndef TEXT_RECOGNISE_H
#define TEXT_RECOGNISE_H

#include <stdbool.h>

#include <cotexto/common.h>

struct recognised {
    const char *encoding; /* a constant, or what was given */
    double confidence;    /* 0..1 */
    size_t mark;          /* bytes of the byte order mark, to be passed over */
};

/* Byte order mark, UTF-16 without one, UTF-8, also with a few wrong bytes among many characters,
 * then the eight-bit encodings by score. given:
 * the user's choice, which wins (its mark is passed over too), or NULL. "binary" when it is no text
 * at all. */
bool recognise(const void *bytes, size_t length, const char *given, struct recognised *out,
               cotexto_error *error);

/* The error for NUL bytes in what is no UTF-16. Always false. */
bool recognise_refuse_nul(cotexto_error *error);

#endif
