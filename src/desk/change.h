/* One revision of a memory, over as many transactions as it takes. */
#ifndef DESK_CHANGE_H
#define DESK_CHANGE_H

#include "memory/store.h"

/* Who changes what, by which command; the strings are borrowed and may be NULL but for the
 * command. */
struct change {
    cotexto_memory *memory;
    const char *command, *about, *user;
    int64_t revision; /* 0: nothing was committed yet */
};

/* A transaction of the revision, which the first one starts. Ended by one commit or rollback. */
bool change_begin(struct change *change, cotexto_error *error);
/* After a failure the transaction is rolled back. */
bool change_commit(struct change *change, cotexto_error *error);
void change_rollback(struct change *change);

/* Now, in UTC, as ISO 8601. */
cotexto_text change_time(struct arena *arena);

#endif
