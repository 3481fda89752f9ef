/* bench/lookup: other ways to look up, as yardsticks in the same run, and the command in processes
 * of its own. */
#include "lookup.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <sqlite3.h>

#include "base/text.h"
#include "text/tokens.h"

enum { EXHAUSTIVE_QUERIES = 5, FTS5_QUERIES = 100, FTS5_TOP = 5, COLD_STARTS = 20 };

void bench_exhaustive(const struct bench *bench, double median)
{
    struct times times = {0};
    cotexto_memory *memory = cotexto_memory_open(bench->path, COTEXTO_READ, NULL);
    cotexto_lookup *lookup =
        memory == NULL
            ? NULL
            : cotexto_lookup_new(
                  &memory, 1,
                  &(cotexto_lookup_options){
                      .from = "es", .to = "en", .floor = 70, .limit = 5, .exhaustive = true},
                  NULL);
    for (size_t i = 0; lookup != NULL && i < EXHAUSTIVE_QUERIES; i++) {
        const cotexto_answer *answer;
        cotexto_text nfc;
        size_t query = (6 + i * 10) % bench->queries; /* edits of stored sentences */
        double start = bench_seconds();
        if (!cotexto_lookup_run(lookup, bench->texts[query], &answer, &nfc, NULL))
            bench_fail("exhaustive lookup");
        times_add(&times, bench_seconds() - start);
    }
    times_sort(&times);
    bench_row("exhaustive, floor 70, limit 5: p50, ms", "", "%.0f (%.0f times ours)",
              times_at(&times, .5) * 1e3, times_at(&times, .5) / median);
    times_free(&times);
    cotexto_lookup_free(lookup);
    cotexto_memory_close(memory);
}

/* --------------------------------------------------------------------------------------- FTS5 */

/* The texts again, in a file of its own with a full index, which bm25 needs. */
static sqlite3 *open_fts5(const struct bench *bench, const char *path)
{
    sqlite3 *db;
    sqlite3_stmt *s;
    unlink(path);
    if (sqlite3_open(path, &db) != SQLITE_OK ||
        sqlite3_exec(db,
                     "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA mmap_size=1073741824;"
                     "CREATE VIRTUAL TABLE t USING fts5(text, content=''); BEGIN",
                     NULL, NULL, NULL) != SQLITE_OK ||
        sqlite3_prepare_v2(db, "INSERT INTO t(rowid, text) VALUES (?, ?)", -1, &s, NULL) !=
            SQLITE_OK)
        bench_fail("FTS5");
    for (size_t i = 0; i < truth_segments(bench->truth); i++) {
        int64_t unit;
        cotexto_text text = truth_text(bench->truth, i, &unit);
        sqlite3_bind_int64(s, 1, unit);
        sqlite3_bind_text(s, 2, text.bytes, (int)text.length, SQLITE_STATIC);
        if (sqlite3_step(s) != SQLITE_DONE || sqlite3_reset(s) != SQLITE_OK)
            bench_fail("FTS5");
    }
    sqlite3_finalize(s);
    sqlite3_exec(db, "COMMIT; INSERT INTO t(t) VALUES ('optimize')", NULL, NULL, NULL);
    return db;
}

/* "word" OR "word" ... */
static void fts5_query(const struct tokens *tokens, struct string *out)
{
    for (size_t i = 0; i < tokens->count; i++) {
        if (tokens->items[i].class != TOKEN_WORD && tokens->items[i].class != TOKEN_NUMBER)
            continue;
        string_append_c(out, out->length == 0 ? "\"" : " OR \"");
        string_append_text(out, tokens->items[i].raw);
        string_append_c(out, "\"");
    }
}

/* Whether a unit is one of the best hits. */
static bool is_best(const struct truth_hit *hits, size_t count, int64_t unit)
{
    for (size_t i = 0; i < count && hits[i].percent == hits[0].percent; i++) {
        if (hits[i].unit == unit)
            return true;
    }
    return false;
}

/* Seconds; *found: one of the best hits is among the first FTS5_TOP. */
static double ask_fts5(struct bench *bench, sqlite3 *db, struct tokenizer *tokenizer, size_t query,
                       bool *found)
{
    struct tokens tokens;
    struct string match = {0};
    sqlite3_stmt *s;
    size_t count;
    const struct truth_hit *hits = truth_hits(bench->truth, query, 70, &count);
    *found = false;
    if (!tokenizer_run(tokenizer, bench->texts[query], (cotexto_text){0}, &bench->arena, &tokens,
                       NULL) ||
        sqlite3_prepare_v2(db, "SELECT rowid FROM t WHERE t MATCH ? ORDER BY rank LIMIT ?", -1, &s,
                           NULL) != SQLITE_OK)
        bench_fail("FTS5");
    fts5_query(&tokens, &match);
    double start = bench_seconds();
    sqlite3_bind_text(s, 1, string_c(&match), -1, SQLITE_STATIC);
    sqlite3_bind_int(s, 2, FTS5_TOP);
    while (sqlite3_step(s) == SQLITE_ROW)
        *found = *found || is_best(hits, count, sqlite3_column_int64(s, 0));
    double end = bench_seconds();
    sqlite3_finalize(s);
    string_free(&match);
    return end - start;
}

void bench_fts5(struct bench *bench, double median)
{
    char path[4096];
    struct times times = {0};
    size_t asked = 0, right = 0, count;
    snprintf(path, sizeof path, "%s-fts5", bench->path);
    sqlite3 *db = open_fts5(bench, path);
    struct tokenizer *tokenizer = tokenizer_new("es", false, NULL);
    if (tokenizer == NULL)
        bench_fail("memory");
    for (size_t i = 0; i < bench->queries && times.count < FTS5_QUERIES; i += 7) {
        bool found;
        times_add(&times, ask_fts5(bench, db, tokenizer, i, &found));
        truth_hits(bench->truth, i, 70, &count);
        asked += count > 0;
        right += found;
    }
    times_sort(&times);
    bench_row("FTS5 (no percent), bm25 top 5: p50 p95, ms", "", "%.1f  %.1f (%.0f times ours)",
              times_at(&times, .5) * 1e3, times_at(&times, .95) * 1e3,
              times_at(&times, .5) / median);
    bench_row("  best hits of 70 and more that it finds", "", "%zu of %zu", right, asked);
    times_free(&times);
    tokenizer_free(tokenizer);
    sqlite3_close(db);
    unlink(path);
}

/* ---------------------------------------------------------------------------------- the command */

/* Runs `cotexto lookup` with a text, or with lines from a file, answering in a table, which has no
 * fragments; seconds. *usage: what it took. */
/* The most memory that a running process has had, in MB; 0: it is gone. What wait4() tells is of no
 * use: it counts this large process before the other begins. */
static double peak_memory(pid_t process)
{
    char path[64], line[256];
    double peak = 0;
    snprintf(path, sizeof path, "/proc/%ld/status", (long)process);
    FILE *file = fopen(path, "r");
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        if (strncmp(line, "VmHWM:", 6) == 0)
            peak = strtod(line + 6, NULL) / 1024;
    }
    if (file != NULL)
        fclose(file);
    return peak;
}

/* Waits for the process; *peak: its memory when it was looked at last, every few milliseconds. */
static bool watch(pid_t process, struct rusage *usage, double *peak)
{
    static const struct timespec pause = {0, 2000000};
    int status;
    pid_t ended;
    *peak = 0;
    while ((ended = wait4(process, &status, WNOHANG, usage)) == 0) {
        double now = peak_memory(process);
        *peak = now > 0 ? now : *peak;
        nanosleep(&pause, NULL);
    }
    return ended == process && WIFEXITED(status) && WEXITSTATUS(status) <= 1;
}

static double run_command(const struct bench *bench, const char *text, const char *lines,
                          struct rusage *usage, double *peak)
{
    double start = bench_seconds();
    pid_t child = fork();
    if (child == 0) {
        int null = open("/dev/null", O_WRONLY), in = lines == NULL ? -1 : open(lines, O_RDONLY);
        dup2(null, STDOUT_FILENO);
        if (in >= 0)
            dup2(in, STDIN_FILENO);
        execl(bench->program, "cotexto", "lookup", "--from", "es", "--to", "en", "-m", bench->path,
              text == NULL ? "-" : text, (char *)NULL);
        _exit(127);
    }
    if (child < 0 || !watch(child, usage, peak))
        bench_fail(bench->program);
    return bench_seconds() - start;
}

static double cpu_seconds(const struct rusage *usage)
{
    return (double)(usage->ru_utime.tv_sec + usage->ru_stime.tv_sec) +
           (double)(usage->ru_utime.tv_usec + usage->ru_stime.tv_usec) / 1e6;
}

static void run_batch(const struct bench *bench)
{
    char path[4096];
    struct rusage usage;
    snprintf(path, sizeof path, "%s-lines", bench->path);
    FILE *file = fopen(path, "w");
    if (file == NULL)
        bench_fail(path);
    for (size_t i = 0; i < bench->lines; i++) {
        cotexto_text text = bench->texts[i % bench->queries];
        for (size_t k = 0; k < text.length; k++)
            fputc(text.bytes[k] == '\n' || text.bytes[k] == '\r' ? ' ' : text.bytes[k], file);
        fputc('\n', file);
    }
    if (fclose(file) != 0)
        bench_fail(path);
    double peak, wall = run_command(bench, NULL, path, &usage, &peak);
    bench_row("lines a second and core through the command", "5000", "%.0f (%zu lines, %.1f s)",
              (double)bench->lines / cpu_seconds(&usage), bench->lines, wall);
    bench_row("its resident memory at most, MB", "64", "%.1f (a reader for each core)", peak);
    unlink(path);
}

void bench_command(const struct bench *bench)
{
    struct times times = {0};
    struct rusage usage;
    double peak;
    size_t query = 6 % bench->queries; /* an edit of a stored sentence */
    char *text = strndup(bench->texts[query].bytes, bench->texts[query].length);
    for (size_t i = 0; i < COLD_STARTS; i++)
        times_add(&times, run_command(bench, text, NULL, &usage, &peak));
    times_sort(&times);
    bench_row("one lookup, from start to end of a process, ms", "30", "%.1f (median of %d)",
              times_at(&times, .5) * 1e3, COLD_STARTS);
    free(text);
    times_free(&times);
    if (bench->lines > 0)
        run_batch(bench);
}
