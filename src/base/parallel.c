/* Threads that take grains of work from a common counter. */
#include "base/parallel.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "base/error.h"

struct common {
    const struct parallel *work;
    atomic_size_t next, done; /* the next item to begin; items that are done */
    atomic_bool stop;
};

struct hand {
    struct common *common;
    void *state;
    pthread_t thread;
    cotexto_error *error;
    size_t failed; /* the item; the count: none */
};

static bool run_grain(struct hand *hand, size_t from, size_t to)
{
    const struct parallel *work = hand->common->work;
    for (size_t item = from; item < to; item++) {
        if (!work->run(hand->state, item, hand->error)) {
            hand->failed = item;
            return false;
        }
    }
    atomic_fetch_add(&hand->common->done, to - from);
    return true;
}

/* reporting: by the calling thread. */
static void take_grains(struct hand *hand, bool reporting)
{
    struct common *common = hand->common;
    const struct parallel *work = common->work;
    while (!atomic_load(&common->stop)) {
        size_t from = atomic_fetch_add(&common->next, work->grain);
        if (from >= work->count)
            return;
        size_t to = work->count - from > work->grain ? from + work->grain : work->count;
        if (!run_grain(hand, from, to) ||
            (reporting && work->report != NULL &&
             !work->report(work->context, atomic_load(&common->done), hand->error)))
            atomic_store(&common->stop, true);
    }
}

static void *work_on(void *hand)
{
    take_grains(hand, false);
    return NULL;
}

/* How many threads work besides the calling one. */
static size_t start_threads(struct hand *hands, size_t count)
{
    size_t started = 1;
    while (started < count &&
           pthread_create(&hands[started].thread, NULL, work_on, &hands[started]) == 0)
        started++;
    return started - 1;
}

/* The error of the first item that failed; one of the report, which is of none, comes last. */
static bool give_error(struct hand *hands, size_t count, cotexto_error *error)
{
    const struct hand *first = &hands[0];
    for (size_t i = 1; i < count; i++) {
        if (hands[i].failed < first->failed)
            first = &hands[i];
    }
    error_move(error, first->error);
    return false;
}

static bool make_hands(struct hand *hands, struct common *common, cotexto_error *error)
{
    const struct parallel *work = common->work;
    for (size_t i = 0; i < work->threads; i++) {
        hands[i] = (struct hand){.common = common,
                                 .state = work->states[i],
                                 .error = cotexto_error_new(),
                                 .failed = work->count};
        if (hands[i].error == NULL)
            return error_no_memory(error);
    }
    return true;
}

bool parallel_run(const struct parallel *work, cotexto_error *error)
{
    struct common common = {.work = work};
    struct hand *hands = calloc(work->threads, sizeof *hands);
    bool good = hands != NULL ? make_hands(hands, &common, error) : error_no_memory(error);
    if (good) {
        size_t started = start_threads(hands, work->threads);
        take_grains(&hands[0], true);
        for (size_t i = 1; i <= started; i++)
            pthread_join(hands[i].thread, NULL);
        good = !atomic_load(&common.stop) || give_error(hands, work->threads, error);
    }
    for (size_t i = 0; hands != NULL && i < work->threads; i++)
        cotexto_error_free(hands[i].error);
    free(hands);
    return good;
}
