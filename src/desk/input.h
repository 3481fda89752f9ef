/* Where units come from that are not in a memory: an exchange file, read a unit at a time. */
#ifndef DESK_INPUT_H
#define DESK_INPUT_H

#include "exchange/exchange.h"

/* Opens a file of the format of that name; NULL: by content, then by suffix. "-" is standard input.
 * NULL and an error with the file. */
struct exchange_reader *input_open(const char *path, const char *format,
                                   const struct exchange_read_options *options,
                                   cotexto_error *error);

/* Reports progress now and then, by the number of units read; false when it says stop. */
bool input_report(const struct exchange_reader *reader, const cotexto_progress *progress,
                  uint64_t units, cotexto_error *error);

#endif
