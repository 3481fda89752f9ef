/* A guard before an XML parser: libxml2 compares each attribute of an element with all others, so
 * that one element of a few megabytes would keep it for minutes. */
#ifndef BASE_MARKUP_H
#define BASE_MARKUP_H

#include <stdbool.h>
#include <stddef.h>

/* The most attributes of one element. */
enum { MARKUP_ATTRIBUTES = 1000 };

/* Made by `struct markup_guard guard = {0};`. */
struct markup_guard {
    bool in_tag, equals; /* behind a "<" and before its ">"; the last character is a "=" */
    size_t attributes;   /* of this tag, as far as it was seen */
};

/* Looks at the next bytes of a document in any encoding that has ASCII's characters, with NULs
 * between them or without. false: they hold an element with too many attributes. */
bool markup_fits(struct markup_guard *guard, const char *bytes, size_t length);

#endif
