/* The history: what each revision changed, and the way back. A revision is what one command did;
 * the journal has every object as it was before. */
#ifndef MEMORY_HISTORY_H
#define MEMORY_HISTORY_H

#include "memory/store.h"

struct memory_revision {
    int64_t id;
    cotexto_text time, user, command, about;
    int64_t undoes, undone_by;        /* revisions; 0: none */
    uint64_t added, changed, deleted; /* units */
    uint64_t entries;                 /* of the glossary: added, changed or deleted */
};

/* A revision by number, in `arena`. *found: there is one. */
bool memory_get_revision(cotexto_memory *memory, int64_t id, struct arena *arena,
                         struct memory_revision *out, bool *found, cotexto_error *error);
/* The same; "no-such-revision" (NOTHING) when there is none of that number. */
bool memory_need_revision(cotexto_memory *memory, int64_t id, struct arena *arena,
                          struct memory_revision *out, cotexto_error *error);
/* The number of the newest revision before `id` (0: of all), and of those that changed a unit (0:
 * whatever they changed); *before is 0 when there is none. */
bool memory_revision_before(cotexto_memory *memory, int64_t id, int64_t unit, int64_t *before,
                            cotexto_error *error);
/* The newest revision that is in force, changed something that the journal tells, and is no undo;
 * 0: none. */
bool memory_last_in_force(cotexto_memory *memory, int64_t *revision, cotexto_error *error);

/* What a revision made of a unit; one of both may be NULL. */
struct memory_change {
    const struct memory_unit *before, *after;
};

/* Calls `each` for every unit that a revision changed, in the order in which it did, until it
 * returns false. The change lives during the call. */
bool memory_each_change(cotexto_memory *memory, int64_t revision,
                        bool (*each)(void *context, const struct memory_change *change),
                        void *context, cotexto_error *error);

/* Takes back what a revision changed, as part of the running one: afterwards everything that it
 * touched is as it was before. Undoing an undo brings the changes again. Errors: "no-such-revision"
 * and "already-undone" (NOTHING), "changed-since" (USAGE) when a later revision that is in force
 * changed the same. Progress counts COTEXTO_WORK_UNITS. */
bool memory_undo(cotexto_memory *memory, int64_t revision, const cotexto_progress *progress,
                 cotexto_error *error);

#endif
