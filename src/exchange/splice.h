/* Bytes with changes: what is not replaced stays as it is. And the encodings that texts need to be
 * put among such bytes. */
#ifndef EXCHANGE_SPLICE_H
#define EXCHANGE_SPLICE_H

#include <iconv.h>

#include "base/arena.h"
#include "base/string.h"

struct splice_edit {
    size_t start, end; /* bytes replaced; alike: something is put in */
    cotexto_text by;
};

/* Made by `struct splice s = {.arena = &arena};`. An edit that begins within an earlier one is left
 * out: a file may have two elements of one name where the format allows one. */
struct splice {
    struct arena *arena; /* of what is put in */
    struct splice_edit *edits;
    size_t count, room;
    bool failed; /* an edit ran out of memory */
};

/* Two edits at the same start come in the order in which they were made. */
void splice_replace(struct splice *splice, size_t start, size_t end, cotexto_text by);
/* Appends the bytes with their changes. */
bool splice_apply(struct splice *splice, cotexto_text bytes, struct string *out,
                  cotexto_error *error);

/* What becomes of a character that an encoding has not. */
enum encoder_missing {
    ENCODER_REFUSED,
    ENCODER_REFERENCE, /* &#x...; */
    ENCODER_QUESTION,  /* "?" */
};

/* From UTF-8 into an encoding whose ASCII is ASCII. */
struct encoder {
    iconv_t to; /* (iconv_t)-1: it is UTF-8 */
    enum encoder_missing missing;
};

/* An encoding that is not known, or has states, is the error "unknown-encoding", COTEXTO_DATA. */
bool encoder_open(struct encoder *encoder, const char *encoding, enum encoder_missing missing,
                  cotexto_error *error);
void encoder_close(struct encoder *encoder);
/* false: a character is refused; what came before it is appended. */
bool encoder_append(struct encoder *encoder, struct string *out, cotexto_text text);

/* All bytes of one encoding in another, for UTF-16, which is changed as UTF-8. false and the error
 * "undecodable", COTEXTO_DATA, when they are not of it. */
bool encoder_convert(const char *from, const char *to, cotexto_text bytes, struct string *out,
                     cotexto_error *error);

#endif
