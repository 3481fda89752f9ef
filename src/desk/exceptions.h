/* Exceptions in a file: findings of the check that are fine, each a line with the check's name, a
 * tab, a hash of both texts in 16 hexadecimal digits, and perhaps a tab and what a reader is
 * reminded by. */
#ifndef DESK_EXCEPTIONS_H
#define DESK_EXCEPTIONS_H

#include <cotexto/check.h>

#include "base/string.h"
#include "base/table.h"

struct exceptions {
    struct table known; /* by check and hash, as the line begins */
    struct arena arena;
    struct string lines; /* all of the file, and what was added */
    bool changed;
};

/* missing_ok: a file that is not there is empty. "bad-exceptions" (DATA) carries the line. Ended by
 * exceptions_close(), also after a failure. */
bool exceptions_open(struct exceptions *exceptions, const char *path, bool missing_ok,
                     cotexto_error *error);
void exceptions_close(struct exceptions *exceptions);
/* Whether a finding is among them; `add`: afterwards it is. */
bool exceptions_have(struct exceptions *exceptions, const cotexto_check_finding *finding, bool add,
                     bool *have, cotexto_error *error);
/* Writes what was added; the file appears whole or stays as it was. */
bool exceptions_write(const struct exceptions *exceptions, const char *path, cotexto_error *error);

#endif
