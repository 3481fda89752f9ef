/* The parts of bench/lookup. Anything that fails ends the program with a message. */
#ifndef BENCH_LOOKUP_H
#define BENCH_LOOKUP_H

#include <cotexto/lookup.h>

#include "../tests/unit/corpus.h"
#include "../tests/unit/texts.h"
#include "../tests/unit/truth.h"

struct bench {
    const char *program, *path; /* of the command; of the memory */
    bool keep;                  /* the memory is there */
    size_t units, queries, lookups, lines;
    struct corpus corpus;
    struct dice dice;
    cotexto_text *texts; /* the queries, in NFC */
    struct arena arena;  /* of texts */
    struct truth *truth;
};

_Noreturn void bench_fail(const char *what);
double bench_seconds(void);

/* Percentiles of measured times, sorted by this. */
struct times {
    double *list; /* seconds */
    size_t count, room;
};
void times_add(struct times *times, double seconds);
void times_sort(struct times *times);
/* share: 0..1; of sorted times. */
double times_at(const struct times *times, double share);
void times_free(struct times *times);

/* A line of the table: what, the figure, its goal ("": none). */
void bench_row(const char *what, const char *goal, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* lookup_memory.c: makes the memory, measures its growth; inserts single units. */
void bench_build(struct bench *bench);
void bench_sizes(const struct bench *bench);
void bench_insert(struct bench *bench);
/* A sentence and its edits, as stored and asked for: of the n-th pair with so many edits. */
void bench_edit(struct bench *bench, cotexto_text text, size_t edits, struct string *out);

/* lookup_peers.c: other ways to look up, and the command as a user runs it. */
void bench_exhaustive(const struct bench *bench, double median);
void bench_fts5(struct bench *bench, double median);
void bench_command(const struct bench *bench);

#endif
