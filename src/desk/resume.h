/* The import of an exchange file that was stopped goes on where it was. */
#ifndef DESK_RESUME_H
#define DESK_RESUME_H

#include <stdint.h>

#include "desk/import.h"
#include "exchange/exchange.h"

/* What an import of a file does, as a hash: of its bytes, and of all options that its units depend
 * on. It is never 0. Reads the whole file, so it is asked for only after a stop, and when one is
 * remembered. false and an error when the file can't be read; *task is 0 without an error when it
 * can't be read a second time, being no regular file. */
bool resume_task(const cotexto_import_options *options, const char *path, const char *format,
                 uint64_t *task, cotexto_error *error);

#endif
