/* Analysis against a large memory: segments a second of one core, and of all.
 *
 *   bench/analyse [--units N] [--segments N] [--keep] MEMORY
 *
 * Makes MEMORY anew as bench/lookup does (1,000,000 units without --units; --keep: takes it as it
 * is), then a table of --segments sentences (20,000): some are stored, most are edits of stored
 * ones, some stand twice. Speeds are of CPU time, so that other work on the machine counts little;
 * beside them stands a yardstick, how many percents of two sentences the same core gives. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cotexto/analyse.h>

#include "base/text.h"
#include "lookup.h"

enum { MOST_EDITS = 7, REPEATED = 10, UNLIKE = 4 };

static double cpu_seconds(void)
{
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
           (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

/* One of ten is a sentence of before, one of four two halves of others, the rest up to six edits of
 * a stored one. */
static void make_segment(struct bench *bench, size_t number, cotexto_text before,
                         struct string *out)
{
    cotexto_text stored = bench->corpus.es[dice_roll(&bench->dice, bench->corpus.count)];
    cotexto_text other = bench->corpus.es[dice_roll(&bench->dice, bench->corpus.count)];
    if (number % REPEATED == 0 && before.length > 0) {
        string_append_text(out, before);
    } else if (number % UNLIKE == 0) {
        const char *a = memchr(stored.bytes, ' ', stored.length);
        const char *b = memrchr(other.bytes, ' ', other.length);
        string_append_text(
            out,
            a == NULL ? stored : text_slice(stored, (size_t)(a - stored.bytes), stored.length));
        string_append_text(out,
                           b == NULL ? other : text_slice(other, 0, (size_t)(b - other.bytes)));
    } else {
        bench_edit(bench, stored, dice_roll(&bench->dice, MOST_EDITS), out);
    }
}

/* As a table of one column, and as texts. */
static void write_segments(struct bench *bench, const char *path)
{
    FILE *file = fopen(path, "w");
    struct string text = {0};
    bench->texts = arena_array(&bench->arena, bench->queries, sizeof *bench->texts);
    if (file == NULL || bench->texts == NULL)
        bench_fail("writing the segments");
    fputs("es\ten\n", file);
    for (size_t i = 0; i < bench->queries; i++) {
        string_reset(&text);
        make_segment(bench, i, i == 0 ? TEXT("") : bench->texts[dice_roll(&bench->dice, i)], &text);
        for (size_t k = 0; k < text.length; k++)
            text.bytes[k] = text.bytes[k] == '\t' || text.bytes[k] == '\n' ||
                                    text.bytes[k] == '\r' || text.bytes[k] == '"'
                                ? ' '
                                : text.bytes[k];
        bench->texts[i] = arena_text(&bench->arena, string_text(&text));
        fprintf(file, "%s\t\n", string_c(&text));
    }
    string_free(&text);
    fclose(file);
}

/* Percents a second of texts that stand beside each other. */
static double yardstick(const struct bench *bench)
{
    cotexto_comparer *comparer = cotexto_comparer_new("es", NULL);
    double start = cpu_seconds();
    int percent;
    for (size_t i = 0; i + 1 < bench->queries; i++) {
        if (comparer == NULL || !cotexto_comparer_percent(comparer, bench->texts[i],
                                                          bench->texts[i + 1], &percent, NULL))
            bench_fail("percent");
    }
    cotexto_comparer_free(comparer);
    return (double)(bench->queries - 1) / (cpu_seconds() - start);
}

static void measure(const struct bench *bench, const char *path, int floor, bool internal,
                    size_t jobs, double percents, const char *goal)
{
    cotexto_memory *memory = cotexto_memory_open(bench->path, COTEXTO_READ, NULL);
    const cotexto_analyse_options options = {
        .from = "es", .to = "en", .floor = floor, .internal = internal, .jobs = jobs};
    double cpu = cpu_seconds(), wall = bench_seconds();
    cotexto_analysis *analysis =
        memory == NULL ? NULL : cotexto_analyse(&memory, 1, &path, 1, &options, NULL);
    char what[96];
    if (analysis == NULL)
        bench_fail("cotexto_analyse");
    cpu = cpu_seconds() - cpu;
    wall = bench_seconds() - wall;
    double count = (double)analysis->total.total.segments;
    snprintf(what, sizeof what, "floor %d%s, %zu threads: segments/s a core", floor,
             internal ? ", internal" : "", jobs);
    bench_row(what, goal, "%.0f (%.3f of the yardstick; %.0f/s by the clock)", count / cpu,
              count / cpu / percents, count / wall);
    cotexto_analysis_free(analysis);
    cotexto_memory_close(memory);
}

static bool read_options(struct bench *bench, int argc, char **argv)
{
    static const struct option options[] = {{"units", required_argument, NULL, 'u'},
                                            {"segments", required_argument, NULL, 's'},
                                            {"keep", no_argument, NULL, 'k'},
                                            {NULL, 0, NULL, 0}};
    bool keep = false;
    int option;
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        switch (option) {
        case 'u': bench->units = strtoul(optarg, NULL, 10); break;
        case 's': bench->queries = strtoul(optarg, NULL, 10); break;
        case 'k': keep = true; break;
        default: exit(2);
        }
    }
    if (optind + 1 != argc || bench->units == 0 || bench->queries < 2)
        bench_fail("usage: bench/analyse [OPTIONS] MEMORY (see its source)");
    bench->path = argv[optind];
    return keep;
}

int main(int argc, char **argv)
{
    struct bench bench = {.units = 1000000, .queries = 20000, .dice = {1}};
    char table[4096];
    size_t cores = (size_t)sysconf(_SC_NPROCESSORS_ONLN);
    bool keep = read_options(&bench, argc, argv);
    if (!corpus_read(&bench.corpus, "pairs-487k.tsv.xz", SIZE_MAX))
        bench_fail("reading the texts of COTEXTO_SHARED");
    printf("%-44s %-44s %s\n", "", "measured", "goal");
    if (!keep)
        bench_build(&bench);
    snprintf(table, sizeof table, "%s.tsv", bench.path);
    write_segments(&bench, table);
    double percents = yardstick(&bench);
    bench_row("yardstick: percents/s", "", "%.0f", percents);
    measure(&bench, table, 70, false, 1, percents, "");
    measure(&bench, table, 70, true, 1, percents, "5000");
    measure(&bench, table, 50, true, 1, percents, "");
    measure(&bench, table, 70, true, cores, percents, "5000");
    unlink(table);
    arena_free(&bench.arena);
    corpus_free(&bench.corpus);
    return 0;
}
