/* Telling what becomes of units: cotexto_change with its differences. */
#ifndef DESK_TELL_H
#define DESK_TELL_H

#include <cotexto/history.h>

#include "memory/history.h"

struct teller {
    cotexto_memory *memory; /* for its tokenizers */
    struct arena arena;     /* of the change that is told */
};

/* Calls `changed` (NULL: nothing) with what became of a unit; before or after is NULL for one that
 * is added or deleted. */
bool tell_change(struct teller *teller, const struct memory_unit *before,
                 const struct memory_unit *after, const char *reason,
                 void (*changed)(void *context, const cotexto_change *change), void *context,
                 cotexto_error *error);
void teller_free(struct teller *teller);

#endif
