/* The way between UTF-8 views and ICU's UTF-16, in one place. */
#ifndef TEXT_UNICODE_H
#define TEXT_UNICODE_H

#include <stdbool.h>

#include <unicode/unorm2.h>
#include <unicode/utypes.h>

#include <cotexto/common.h>

#include "base/arena.h"

/* UTF-16 of a text in which every break position can be led back to bytes. */
struct utf16 {
    UChar *units;
    int32_t length;
    size_t *offsets; /* byte offset of each unit, and of the end: length + 1 of them */
};

/* Ill-formed UTF-8 becomes U+FFFD. Texts over 2^31 units are refused as out of memory. */
bool unicode_to_utf16(cotexto_text text, struct arena *arena, struct utf16 *out,
                      cotexto_error *error);

/* UTF-16 as a text in `arena`; unpaired surrogates are refused as out of memory. */
bool unicode_from_utf16(const UChar *units, int32_t length, struct arena *arena, cotexto_text *out,
                        cotexto_error *error);

/* The text in a normal form; itself when it has that form. The text must be well-formed. */
bool unicode_normalize(const UNormalizer2 *normalizer, cotexto_text text, struct arena *arena,
                       cotexto_text *out, cotexto_error *error);

/* The first and the last character of a text, 0 when it is empty. *after and *start, where not
 * NULL, are the byte behind the first and the first byte of the last. */
UChar32 unicode_first(cotexto_text text, size_t *after);
UChar32 unicode_last(cotexto_text text, size_t *start);

/* true for scripts that put no blanks between words: Han, Kana, Thai, Lao, Khmer, Myanmar; also for
 * a character that one of them shares with others. */
bool unicode_without_spaces(UChar32 c);

/* How much a text says by its length, comparable between scripts: its characters but white space,
 * those that are wide on a terminal (ideographs, kana, Hangul) counting two and a half. */
double unicode_weight(cotexto_text text);

/* A text without the white space of any script at both ends. */
cotexto_text unicode_trim(cotexto_text text);

/* The text with each ill-formed sequence as U+FFFD: itself when it is well-formed, else in `arena`.
 * NULL bytes when out of memory. For names, which come from outside and must not stop anything. */
cotexto_text unicode_repaired(cotexto_text text, struct arena *arena);

/* The text without C0 and C1 controls but TAB, LF and CR: itself when it has none, else in `arena`.
 * NULL bytes when out of memory. */
cotexto_text unicode_without_controls(cotexto_text text, struct arena *arena);

/* Byte offset of the first ill-formed sequence of a would-be UTF-8 text; its length when there is
 * none. */
size_t unicode_first_bad(cotexto_text text);

#endif
