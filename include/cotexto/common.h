/* What every part of the public interface uses: texts, progress, language tags, display. */
#ifndef COTEXTO_COMMON_H
#define COTEXTO_COMMON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cotexto/error.h>
#include <cotexto/visibility.h>

COTEXTO_BEGIN

/* A view of UTF-8 text: it owns nothing and is not ended by a NUL. bytes may be NULL when length is
 * 0. Who owns the bytes is said where a view is given. */
typedef struct cotexto_text {
    const char *bytes;
    size_t length; /* in bytes */
} cotexto_text;

/* A part of a text: bytes start up to end. Empty (0 to 0) where there is none. */
typedef struct cotexto_range {
    size_t start, end;
} cotexto_range;

/* The view of a C string; NULL gives the empty text. */
COTEXTO_API cotexto_text cotexto_text_of(const char *string);

/* What a long call is busy with. */
typedef enum cotexto_work {
    COTEXTO_WORK_FILES,     /* counts files */
    COTEXTO_WORK_SENTENCES, /* counts sentences */
    COTEXTO_WORK_UNITS,     /* counts units */
    COTEXTO_WORK_SEGMENTS,  /* counts segments of units */
    COTEXTO_WORK_BYTES,     /* counts bytes */
    COTEXTO_WORK_CHECK,     /* counts bytes that are looked through after a stop */
} cotexto_work;

/* Progress of a long call. report may be NULL. done and total count what `work` says; total is 0
 * when not known. When report returns false, the call stops at the next safe point with
 * COTEXTO_CANCELLED. With COTEXTO_WORK_CHECK it has said so: what it returns then is not looked
 * at. */
typedef struct cotexto_progress {
    bool (*report)(void *context, cotexto_work work, uint64_t done, uint64_t total);
    void *context;
} cotexto_progress;

/* Room for a canonical BCP 47 tag with its final NUL. */
#define COTEXTO_TAG_SIZE 64

/* Writes the canonical BCP 47 form of a language tag: "es_es" and "spa-ES" give "es-ES" (RFC 5646,
 * canonical case, ISO 639-1 where it exists). false and an error of kind COTEXTO_USAGE, with a
 * suggestion where there is one, when the tag is malformed or names no known language. */
COTEXTO_API bool cotexto_tag_canonical(const char *tag, char out[COTEXTO_TAG_SIZE],
                                       cotexto_error *error);

/* Columns that a text takes on a terminal (East Asian wide = 2, combining marks = 0, tab and
 * controls = 0). */
COTEXTO_API size_t cotexto_display_width(cotexto_text text);

/* true when the text runs from right to left (its first strong character does; UAX #9, rules P2 and
 * P3). */
COTEXTO_API bool cotexto_right_to_left(cotexto_text text);

/* The version of the library, such as "0.1.0". */
COTEXTO_API const char *cotexto_version(void);

/* Binds the library's messages to a folder of catalogues; NULL means the installed one. Call it
 * once, after setlocale(). Without it messages are in English. */
COTEXTO_API void cotexto_use_messages(const char *folder);

COTEXTO_END

#endif
