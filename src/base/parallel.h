/* Many like things done by several threads, each with what it needs for itself. */
#ifndef BASE_PARALLEL_H
#define BASE_PARALLEL_H

#include <stdbool.h>
#include <stddef.h>

#include <cotexto/error.h>

struct parallel {
    size_t count;        /* items, done from 0 on */
    size_t grain;        /* so many in a row by one thread; at least 1 */
    void *const *states; /* one for each thread; the first is the calling thread's */
    size_t threads;      /* at least 1 */
    bool (*run)(void *state, size_t item, cotexto_error *error);
    /* Called by the calling thread now and then with how many items are done; false with an error
     * stops the work. NULL: not called. */
    bool (*report)(void *context, size_t done, cotexto_error *error);
    void *context;
};

/* Runs every item once. Items of one grain are run in their order by one thread; which one, and
 * what runs meanwhile, is left open. After a failure no further grains are begun; of several errors
 * the one of the first item is given. When the system gives no more threads, fewer do the work. */
bool parallel_run(const struct parallel *work, cotexto_error *error);

#endif
