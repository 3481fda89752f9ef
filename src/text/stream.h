/* A text file line by line, in constant memory: what decode_bytes() makes of a file held whole.
 * The file is read twice, the first time to recognise its encoding; what can't be read twice is
 * kept in a temporary file. */
#ifndef TEXT_STREAM_H
#define TEXT_STREAM_H

#include <stdbool.h>
#include <stdint.h>

#include <cotexto/common.h>

#include "base/string.h"

struct text_stream;

/* path as of packed_open(). longest: bytes of a line, as UTF-8. NULL and an error: COTEXTO_IO, or
 * as of decode_bytes(). */
struct text_stream *text_stream_open(const char *path, size_t longest, cotexto_error *error);
void text_stream_close(struct text_stream *stream); /* NULL is allowed */

/* Appends the next line with its LF (the last may have none): UTF-8 without controls but TAB, not
 * yet NFC. Only LF and CRLF end a line, or CR where the file has no LF. 1 there is one, 0 the end,
 * -1 an error with line and, where bytes are wrong, offset: as of decode_bytes(), or "too-long". */
int text_stream_line(struct text_stream *stream, struct string *line, cotexto_error *error);
/* Number of the last line, from 1. */
size_t text_stream_number(const struct text_stream *stream);
/* Goes back to the first line. */
bool text_stream_rewind(struct text_stream *stream, cotexto_error *error);
/* Bytes read, and in all, unpacked. */
void text_stream_progress(const struct text_stream *stream, uint64_t *done, uint64_t *total);

#endif
