/* Errors of libcotexto: one type for all functions that can fail.
 *
 * The rule of the whole library: a function that can fail returns bool (false on failure), a count
 * or a pointer (NULL on failure), and takes a `cotexto_error *` as its last parameter. That pointer
 * may be NULL when the caller does not care why. The first error stays: a second failure does not
 * overwrite it until cotexto_error_clear(). Strings that an error gives belong to the error and
 * live until it is cleared or freed. Nothing below the command line prints. */
#ifndef COTEXTO_ERROR_H
#define COTEXTO_ERROR_H

#include <stddef.h>
#include <stdint.h>

#include <cotexto/visibility.h>

COTEXTO_BEGIN

typedef struct cotexto_error cotexto_error;

/* What kind of failure it is. The first six are the exit codes of the command. */
typedef enum cotexto_kind {
    COTEXTO_OK = 0,        /* no error */
    COTEXTO_NOTHING = 1,   /* nothing found */
    COTEXTO_USAGE = 2,     /* the caller asked for something that does not exist */
    COTEXTO_DATA = 3,      /* the input or the memory holds bad data */
    COTEXTO_BUSY = 4,      /* the memory is busy or locked by somebody else */
    COTEXTO_IO = 5,        /* reading or writing failed */
    COTEXTO_NO_MEMORY = 6, /* out of memory (exit code 5) */
    COTEXTO_CANCELLED = 7, /* a progress callback said stop (exit code 130) */
} cotexto_kind;

/* A new, empty error, or NULL when out of memory. Ended by cotexto_error_free(). */
COTEXTO_API cotexto_error *cotexto_error_new(void);
/* Frees an error; NULL is allowed. */
COTEXTO_API void cotexto_error_free(cotexto_error *error);
/* Makes the error empty again. NULL is allowed. */
COTEXTO_API void cotexto_error_clear(cotexto_error *error);

/* The kind; COTEXTO_OK when nothing was set or error is NULL. */
COTEXTO_API cotexto_kind cotexto_error_kind(const cotexto_error *error);
/* A stable name in ASCII such as "undecodable", for programs; "" when empty. Never localised. */
COTEXTO_API const char *cotexto_error_id(const cotexto_error *error);
/* What went wrong, localised, one line of UTF-8 without a final stop or line feed; "" when empty.
 */
COTEXTO_API const char *cotexto_error_message(const cotexto_error *error);
/* What to do next, localised; "" when there is no advice. */
COTEXTO_API const char *cotexto_error_hint(const cotexto_error *error);
/* The file concerned; "" when none. */
COTEXTO_API const char *cotexto_error_file(const cotexto_error *error);
/* Line and column, counted from 1; 0 when not known. */
COTEXTO_API size_t cotexto_error_line(const cotexto_error *error);
COTEXTO_API size_t cotexto_error_column(const cotexto_error *error);
/* Byte offset from 0, or -1 when not known. */
COTEXTO_API int64_t cotexto_error_offset(const cotexto_error *error);

COTEXTO_END

#endif
