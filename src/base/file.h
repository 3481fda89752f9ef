/* Files: read whole, and written so that a reader never sees half of one. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stdio.h>

#include <cotexto/common.h>

#include "base/string.h"

/* Opens a file to be read, or gives standard input for "-". NULL and an error of kind COTEXTO_IO
 * when it can't be opened. Ended by file_close(). */
FILE *file_open(const char *path, cotexto_error *error);
void file_close(FILE *stream); /* NULL is allowed */

/* Whether this is a regular file that can be opened again by its name; "-" is none. */
bool file_is_regular(const char *path);

/* Whether both paths lead to one regular file, perhaps through links; "-" is none. */
bool file_is_same(const char *a, const char *b);
/* Bytes of a regular file; 0 for anything else: packed files, pipes. */
uint64_t file_size(FILE *stream);

/* Reads a whole regular file, or standard input for "-", up to `limit` bytes. Errors: COTEXTO_IO
 * when it can't be read, COTEXTO_DATA when it is longer than limit, each with the file's name. */
bool file_read(const char *path, size_t limit, struct string *out, cotexto_error *error);

/* The same from an open stream; path is for errors. */
bool file_read_stream(FILE *stream, const char *path, size_t limit, struct string *out,
                      cotexto_error *error);

/* A file that appears whole or not at all: written beside its place, flushed to the disk, renamed.
 */
struct atomic_file {
    FILE *stream; /* write here */
    char *path, *temporary;
};

/* Refuses a symbolic link, a folder or a memory ("is-a-memory", USAGE) in the file's place. A
 * device or a pipe is written to as it is. */
bool atomic_open(struct atomic_file *file, const char *path, cotexto_error *error);
/* Puts the file in its place. On failure nothing has changed at `path`. Ends the object in both
 * cases. */
bool atomic_commit(struct atomic_file *file, cotexto_error *error);
/* Leaves what is at `path` as it was and ends the object. Safe on one that was never opened or has
 * ended. */
void atomic_abandon(struct atomic_file *file);

#endif
