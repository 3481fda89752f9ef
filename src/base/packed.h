/* Files packed by gzip or zstd, read and written as streams. */
#ifndef BASE_PACKED_H
#define BASE_PACKED_H

#include <stdbool.h>
#include <stdio.h>

#include <cotexto/common.h>

#include "base/string.h"

enum packing { PACKING_NONE, PACKING_GZIP, PACKING_ZSTD };

/* By the suffix, ".gz" or ".zst"; *length (may be NULL): of the name without it. */
enum packing packing_of_name(const char *path, size_t *length);

/* As file_open(), but a file that is packed, which its first bytes tell, is unpacked while it is
 * read. Standard input is taken as it is. Ended by file_close(). */
FILE *packed_open(const char *path, cotexto_error *error);
/* Sets the error for a read that failed with this errno: of kind COTEXTO_DATA, "bad-packing" or
 * "too-much", when the stream could not be unpacked, else COTEXTO_IO. Always false. */
bool packed_read_error(const char *path, int number, cotexto_error *error);

/* Appends the next line with its LF; the last one may have none. 1 there is one, 0 the end, -1 an
 * error: "too-long", COTEXTO_DATA, when it has more than `longest` bytes, without a place; or as
 * packed_read_error(). */
int packed_line(FILE *stream, struct string *line, size_t longest, cotexto_error *error);

/* A stream that packs what is written to it into `under`, which stays the caller's; packed_finish()
 * ends it. NULL when out of memory. */
FILE *packed_writer(FILE *under, enum packing packing, cotexto_error *error);
/* Writes what is left and closes the stream, not the one below. */
bool packed_finish(FILE *packed, cotexto_error *error);

#endif
