/* Growing strings. A failed append is remembered, so that a run of appends is checked once, at its
 * end. */
#ifndef BASE_STRING_H
#define BASE_STRING_H

#include <stdbool.h>
#include <stddef.h>

#include <cotexto/common.h>

struct string {
    char *bytes;   /* always ended by a NUL once something was appended */
    size_t length; /* without the NUL */
    size_t capacity;
    bool failed; /* an append ran out of memory; what is there is not complete */
};

/* A string is made by `struct string s = {0};` and ended by string_free(). */

void string_append(struct string *string, const char *bytes, size_t length);
void string_append_text(struct string *string, cotexto_text text);
void string_append_c(struct string *string, const char *text);
void string_append_char(struct string *string, char c);
/* One code point as UTF-8; what is no Unicode scalar value becomes U+FFFD. */
void string_append_code_point(struct string *string, uint32_t c);
void string_append_format(struct string *string, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* true when every append so far succeeded; else sets the error. */
bool string_ok(const struct string *string, cotexto_error *error);
/* The content as a view that lives until the next append. */
cotexto_text string_text(const struct string *string);
/* The content as a C string; "" when nothing was appended. */
const char *string_c(const struct string *string);
/* Makes it empty, keeps its room. */
void string_reset(struct string *string);
void string_free(struct string *string);

#endif
