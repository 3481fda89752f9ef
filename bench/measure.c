/* What bench/lookup and bench/analyse share: times, the table, the end after a failure. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/text.h"
#include "lookup.h"

void bench_fail(const char *what)
{
    fprintf(stderr, "%s: %s failed\n", program_invocation_short_name, what);
    exit(2);
}

double bench_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* -------------------------------------------------------------------------------------- times */

void times_add(struct times *times, double seconds)
{
    if (!array_reserve(&times->list, &times->room, times->count + 1, sizeof *times->list))
        bench_fail("memory");
    times->list[times->count++] = seconds;
}

static int by_value(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

void times_sort(struct times *times)
{
    if (times->count > 0)
        qsort(times->list, times->count, sizeof *times->list, by_value);
}

double times_at(const struct times *times, double share)
{
    return times->count == 0 ? 0 : times->list[(size_t)(share * (double)(times->count - 1) + .5)];
}

void times_free(struct times *times)
{
    free(times->list);
    *times = (struct times){0};
}

void bench_row(const char *what, const char *goal, const char *format, ...)
{
    char figure[256];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(figure, sizeof figure, format, arguments);
    va_end(arguments);
    printf("%-44s %-44s %s\n", what, figure, goal);
    fflush(stdout);
}
