/* Work that several threads do, and that one thread takes back in the order in which it gave it.
 * What the work is belongs to the caller: a job is a pointer. */
#ifndef CLI_WORKERS_H
#define CLI_WORKERS_H

#include <stdbool.h>
#include <stddef.h>

struct workers;

struct workers_plan {
    size_t threads; /* at least 1 */
    size_t room;    /* jobs given and not yet taken back, at most; at least 1 */
    /* Called in each thread before its first job: what the thread needs for itself. NULL: it can't
     * be had; the thread leaves the jobs to the others. Thread 0 must not fail. */
    void *(*start)(void *context, size_t thread);
    void (*run)(void *state, void *job);
    /* Called in each thread that has started, at its end. */
    void (*end)(void *context, size_t thread, void *state);
    void *context;
};

/* Starts the threads; fewer than asked for when the system gives no more. NULL: it gives none. */
struct workers *workers_new(const struct workers_plan *plan);
/* Waits for the jobs being done; those that wait are not begun. `drop` is called for each job that
 * was not taken back, done or not. NULL is allowed. */
void workers_free(struct workers *workers, void (*drop)(void *job));

/* The following are for the thread that made the workers. */

/* false: there is no room before a job is taken back. */
bool workers_have_room(const struct workers *workers);
/* Only when there is room. */
void workers_give(struct workers *workers, void *job);
/* Whether workers_take() would not wait. */
bool workers_ready(struct workers *workers);
/* Waits for the oldest job, and takes it back; NULL: none is there. */
void *workers_take(struct workers *workers);

#endif
