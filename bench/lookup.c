/* Lookup in a large memory: is it exact, how quick, how large.
 *
 *   bench/lookup [--units N] [--queries N] [--lookups N] [--lines N] [--keep] [--program COTEXTO]
 *                MEMORY
 *
 * Makes MEMORY anew from the pairs of COTEXTO_SHARED and edits of them (1,000,000 units without
 * --units), looks --queries texts up at each floor and limit, and compares every answer with what
 * comparing with all segments gives (truth.h). --lookups: only so many of the queries, for a slow
 * lookup. --lines: through the command. --keep: MEMORY as another run left it. Ends with 1 when an
 * answer differs. */
#include "lookup.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "text/decode.h"

enum { CHECKED_PAIRS = 3000000, LONG_WORDS = 130 };

/* ------------------------------------------------------------------------------------ queries */

/* Eight unlike things are asked for; the edits are at all distances. */
static void make_query(struct bench *bench, size_t number, cotexto_text stored, struct string *out)
{
    struct dice *dice = &bench->dice;
    cotexto_text other = bench->corpus.es[dice_roll(dice, bench->corpus.count)];
    switch (number % 10) {
    case 0: string_append_text(out, stored); break; /* what is there */
    case 1:                                         /* unseen: two halves */
        string_append_text(out, text_slice(stored, 0, stored.length / 2));
        string_append_text(out, text_slice(other, other.length / 2, other.length));
        break;
    case 2: { /* one word */
        size_t length = 0;
        while (length < stored.length && stored.bytes[length] != ' ')
            length++;
        string_append_text(out, text_slice(stored, 0, length));
        break;
    }
    case 3: /* long */
        for (size_t words = 0; words < LONG_WORDS; words += 1 + other.length / 6) {
            string_append_text(out, other);
            string_append_c(out, " ");
            other = bench->corpus.es[dice_roll(dice, bench->corpus.count)];
        }
        break;
    case 4: /* unknown words */
        bench_edit(bench, stored, 1, out);
        string_append_format(out, " xq%zuz wk%zuy", dice_roll(dice, 100000),
                             dice_roll(dice, 100000));
        break;
    case 5: texts_random(dice, 10, out); break; /* other scripts */
    default: bench_edit(bench, stored, 1 + dice_roll(dice, 6), out);
    }
}

/* The first half of a sentence may end within a character. */
static void make_queries(struct bench *bench)
{
    struct string text = {0};
    bench->texts = arena_array(&bench->arena, bench->queries, sizeof *bench->texts);
    for (size_t i = 0; bench->texts != NULL && i < bench->queries; i++) {
        int64_t unit;
        cotexto_text stored =
            truth_text(bench->truth, dice_roll(&bench->dice, truth_segments(bench->truth)), &unit);
        do {
            string_reset(&text);
            make_query(bench, i, stored, &text);
            stored = bench->corpus.es[dice_roll(&bench->dice, bench->corpus.count)];
        } while (!text_to_nfc(arena_text(&bench->arena, string_text(&text)), &bench->arena,
                              &bench->texts[i], NULL));
    }
    string_free(&text);
}

/* ------------------------------------------------------------------------------------ lookups */

static size_t run_lookups(struct bench *bench, cotexto_memory *memory, int floor, size_t limit,
                          struct times *times)
{
    cotexto_lookup *lookup = cotexto_lookup_new(
        &memory, 1,
        &(cotexto_lookup_options){.from = "es", .to = "en", .floor = floor, .limit = limit}, NULL);
    size_t differences = 0;
    if (lookup == NULL)
        bench_fail("cotexto_lookup_new");
    for (size_t i = 0; i < bench->queries; i += bench->queries / bench->lookups) {
        const cotexto_answer *answer;
        cotexto_text nfc;
        double start = bench_seconds();
        if (!cotexto_lookup_run(lookup, bench->texts[i], &answer, &nfc, NULL))
            bench_fail("cotexto_lookup_run");
        times_add(times, bench_seconds() - start);
        differences += !truth_agrees(bench->truth, i, floor, limit, answer);
    }
    cotexto_lookup_free(lookup);
    times_sort(times);
    return differences;
}

/* All floors and limits; the first one twice, so that it is warm. *median: at floor 70, limit 5. */
static size_t compare_all(struct bench *bench, double *median)
{
    static const int floors[] = {50, 60, 70, 80};
    static const size_t limits[] = {1, 5};
    cotexto_memory *memory = cotexto_memory_open(bench->path, COTEXTO_READ, NULL);
    size_t differences = 0, all = 0;
    struct times warm = {0};
    if (memory == NULL)
        bench_fail("opening the memory");
    differences += run_lookups(bench, memory, floors[0], limits[1], &warm);
    times_free(&warm);
    for (size_t i = 0; i < 8; i++) {
        int floor = floors[i / 2];
        size_t limit = limits[i % 2];
        struct times times = {0};
        char what[64];
        differences += run_lookups(bench, memory, floor, limit, &times);
        all += times.count;
        snprintf(what, sizeof what, "floor %d, limit %zu: p50 p95 p99 max, ms", floor, limit);
        bench_row(what,
                  limit != 5    ? ""
                  : floor == 70 ? "p50 0.1, p99 1"
                  : floor == 50 ? "p50 0.5, p99 10"
                                : "",
                  "%.3f  %.3f  %.3f  %.3f", times_at(&times, .5) * 1e3, times_at(&times, .95) * 1e3,
                  times_at(&times, .99) * 1e3, times_at(&times, 1) * 1e3);
        if (floor == 70 && limit == 5)
            *median = times_at(&times, .5);
        times_free(&times);
    }
    bench_row("differences", "0", "%zu of %zu", differences, all);
    cotexto_memory_close(memory);
    return differences;
}

static void find_truth(struct bench *bench)
{
    cotexto_memory *memory = cotexto_memory_open(bench->path, COTEXTO_READ, NULL);
    bench->truth = memory == NULL ? NULL : truth_new(memory, "es", "en");
    if (bench->truth == NULL)
        bench_fail("reading the memory");
    make_queries(bench);
    double start = bench_seconds();
    if (!truth_find(bench->truth, bench->texts, bench->queries, 50))
        bench_fail("truth_find");
    bench_row("truth: all queries with all segments, s", "", "%.1f", bench_seconds() - start);
    bench_row("hits missed by its bound", "0", "%zu of about %d pairs",
              truth_check(bench->truth, CHECKED_PAIRS), CHECKED_PAIRS);
}

/* ------------------------------------------------------------------------------------ program */

static void read_options(struct bench *bench, int argc, char **argv)
{
    static const struct option options[] = {{"units", required_argument, NULL, 'u'},
                                            {"queries", required_argument, NULL, 'q'},
                                            {"lookups", required_argument, NULL, 'l'},
                                            {"lines", required_argument, NULL, 'n'},
                                            {"program", required_argument, NULL, 'p'},
                                            {"keep", no_argument, NULL, 'k'},
                                            {NULL, 0, NULL, 0}};
    int option;
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        size_t number = optarg == NULL ? 0 : strtoul(optarg, NULL, 10);
        switch (option) {
        case 'u': bench->units = number; break;
        case 'q': bench->queries = number; break;
        case 'l': bench->lookups = number; break;
        case 'n': bench->lines = number; break;
        case 'k': bench->keep = true; break;
        case 'p': bench->program = optarg; break;
        default: exit(2);
        }
    }
    if (optind + 1 != argc || bench->units == 0 || bench->queries == 0)
        bench_fail("usage: bench/lookup [OPTIONS] MEMORY (see its source)");
    bench->path = argv[optind];
    if (bench->lookups == 0 || bench->lookups > bench->queries)
        bench->lookups = bench->queries;
}

int main(int argc, char **argv)
{
    struct bench bench = {.units = 1000000, .queries = 1000, .lines = 10000, .dice = {1}};
    double median = 0;
    read_options(&bench, argc, argv);
    if (!corpus_read(&bench.corpus, "pairs-487k.tsv.xz", SIZE_MAX))
        bench_fail("reading the texts of COTEXTO_SHARED");
    printf("%-44s %-44s %s\n", "", "measured", "goal");
    if (!bench.keep)
        bench_build(&bench);
    bench_sizes(&bench);
    find_truth(&bench);
    size_t differences = compare_all(&bench, &median);
    bench_exhaustive(&bench, median);
    bench_fts5(&bench, median);
    bench_insert(&bench);
    if (bench.program != NULL)
        bench_command(&bench);
    truth_free(bench.truth);
    arena_free(&bench.arena);
    corpus_free(&bench.corpus);
    return differences != 0;
}
