/* A ring of jobs between the thread that gives and takes them and the threads that do them. */
#include "cli/workers.h"

#include <pthread.h>
#include <stdlib.h>

struct slot {
    void *job;
    bool done;
};

struct thread {
    struct workers *workers;
    size_t number;
    pthread_t id;
};

/* taken <= begun <= given <= taken + room; a job's slot is its number modulo room. */
struct workers {
    struct workers_plan plan;
    pthread_mutex_t lock;      /* of all below but threads */
    pthread_cond_t more, done; /* jobs to do, or an end; a job that was done */
    struct slot *slots;
    size_t taken, begun, given; /* jobs so far */
    bool ending;
    struct thread *threads;
    size_t thread_count;
};

static struct slot *slot_of(const struct workers *workers, size_t job)
{
    return &workers->slots[job % workers->plan.room];
}

/* The next job to do; NULL: there will be none. */
static struct slot *begin_job(struct workers *workers)
{
    struct slot *slot = NULL;
    pthread_mutex_lock(&workers->lock);
    while (!workers->ending && workers->begun == workers->given)
        pthread_cond_wait(&workers->more, &workers->lock);
    if (!workers->ending)
        slot = slot_of(workers, workers->begun++);
    pthread_mutex_unlock(&workers->lock);
    return slot;
}

static void end_job(struct workers *workers, struct slot *slot)
{
    pthread_mutex_lock(&workers->lock);
    slot->done = true;
    /* only the oldest is waited for */
    if (slot == slot_of(workers, workers->taken))
        pthread_cond_signal(&workers->done);
    pthread_mutex_unlock(&workers->lock);
}

static void *work(void *argument)
{
    struct thread *thread = argument;
    struct workers *workers = thread->workers;
    const struct workers_plan *plan = &workers->plan;
    struct slot *slot;
    void *state = plan->start(plan->context, thread->number);
    if (state == NULL)
        return NULL;
    while ((slot = begin_job(workers)) != NULL) {
        plan->run(state, slot->job);
        end_job(workers, slot);
    }
    plan->end(plan->context, thread->number, state);
    return NULL;
}

/* Thread 0 is the first: without it there is none. */
static void start_threads(struct workers *workers)
{
    for (size_t i = 0; i < workers->plan.threads; i++) {
        struct thread *thread = &workers->threads[i];
        *thread = (struct thread){.workers = workers, .number = i};
        if (pthread_create(&thread->id, NULL, work, thread) != 0)
            return;
        workers->thread_count++;
    }
}

struct workers *workers_new(const struct workers_plan *plan)
{
    struct workers *workers = calloc(1, sizeof *workers);
    if (workers == NULL)
        return NULL;
    workers->plan = *plan;
    pthread_mutex_init(&workers->lock, NULL);
    pthread_cond_init(&workers->more, NULL);
    pthread_cond_init(&workers->done, NULL);
    workers->slots = calloc(plan->room, sizeof *workers->slots);
    workers->threads = calloc(plan->threads, sizeof *workers->threads);
    if (workers->slots != NULL && workers->threads != NULL)
        start_threads(workers);
    if (workers->thread_count > 0)
        return workers;
    workers_free(workers, NULL);
    return NULL;
}

void workers_free(struct workers *workers, void (*drop)(void *job))
{
    if (workers == NULL)
        return;
    pthread_mutex_lock(&workers->lock);
    workers->ending = true;
    pthread_cond_broadcast(&workers->more);
    pthread_mutex_unlock(&workers->lock);
    for (size_t i = 0; i < workers->thread_count; i++)
        pthread_join(workers->threads[i].id, NULL);
    for (; workers->taken < workers->given; workers->taken++)
        drop(slot_of(workers, workers->taken)->job);
    pthread_cond_destroy(&workers->done);
    pthread_cond_destroy(&workers->more);
    pthread_mutex_destroy(&workers->lock);
    free(workers->threads);
    free(workers->slots);
    free(workers);
}

/* given and taken are changed by the calling thread alone. */
bool workers_have_room(const struct workers *workers)
{
    return workers->given - workers->taken < workers->plan.room;
}

void workers_give(struct workers *workers, void *job)
{
    pthread_mutex_lock(&workers->lock);
    *slot_of(workers, workers->given++) = (struct slot){.job = job};
    pthread_cond_signal(&workers->more);
    pthread_mutex_unlock(&workers->lock);
}

bool workers_ready(struct workers *workers)
{
    pthread_mutex_lock(&workers->lock);
    bool ready = workers->taken == workers->given || slot_of(workers, workers->taken)->done;
    pthread_mutex_unlock(&workers->lock);
    return ready;
}

void *workers_take(struct workers *workers)
{
    void *job = NULL;
    pthread_mutex_lock(&workers->lock);
    if (workers->taken < workers->given) {
        struct slot *slot = slot_of(workers, workers->taken);
        while (!slot->done)
            pthread_cond_wait(&workers->done, &workers->lock);
        job = slot->job;
        workers->taken++;
    }
    pthread_mutex_unlock(&workers->lock);
    return job;
}
