/* How the library's own code fills an error. See include/cotexto/error.h for the rule of the
 * library. */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include <stdbool.h>
#include <stdint.h>

#include <cotexto/error.h>

/* Sets kind, stable id and localised message, unless an error is already set. id is a string
 * constant. Always returns false, so that a failing function can end with `return error_set(...)`.
 */
bool error_set(cotexto_error *error, cotexto_kind kind, const char *id, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* The one message for a failed allocation. Always returns false. */
bool error_no_memory(cotexto_error *error);
/* "too-long", COTEXTO_DATA: more than this many bytes. */
bool error_too_long(cotexto_error *error, size_t most);
/* The one message for work that the caller's progress stopped. Always returns false. */
bool error_cancelled(cotexto_error *error);

/* A message for a failed system call on file: "message: strerror(number)", kind COTEXTO_IO. Always
 * false. */
bool error_system(cotexto_error *error, const char *file, int number, const char *message);

/* These add to an error that is set, and only what is still missing: the innermost caller knows
 * best. All return false and accept NULL. */
bool error_file(cotexto_error *error, const char *file);
bool error_line(cotexto_error *error, size_t line, size_t column);
bool error_offset(cotexto_error *error, int64_t offset);
bool error_hint(cotexto_error *error, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Appends a sentence to the hint of an error that is set, or makes it the hint. Always false. */
bool error_add_hint(cotexto_error *error, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* What is wrong stands in the data and not in what the caller asked: COTEXTO_USAGE becomes
 * COTEXTO_DATA. Always false. */
bool error_in_data(cotexto_error *error);

/* Takes over what is set in from; from is left empty. Nothing happens when error is already set. */
bool error_move(cotexto_error *error, cotexto_error *from);

#endif
