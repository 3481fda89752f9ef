/* How good and how quick the aligner is: strict and lax precision, recall and F1 against
 * hand-aligned texts (the definition of Thompson and Koehn 2019: precision counts all beads, recall
 * leaves out those with an empty side), how far confidence can be trusted, and time and memory at
 * growing lengths.
 *
 *   bench/align DATA            the folder with align/ and statements/
 *   bench/align --speed FILE.es FILE.en [SENTENCES...]   texts of that many sentences, made by
 * repeating the files */
#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "align/align.h"
#include "base/error.h"
#include "base/file.h"
#include "base/text.h"

struct score {
    size_t strict, lax, test, gold_found, gold_lax, gold, sure, sure_right;
};

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void fail(const char *what, const cotexto_error *error)
{
    fprintf(stderr, "bench/align: %s: %s\n", what, cotexto_error_message(error));
    exit(1);
}

static struct align_side read_side(const char *path, const char *lang, struct arena *arena)
{
    struct string file = {0};
    cotexto_error *error = cotexto_error_new();
    if (!file_read(path, SIZE_MAX / 2, &file, error))
        fail(path, error);
    cotexto_text text = arena_text(arena, string_text(&file));
    string_free(&file);
    cotexto_error_free(error);
    size_t count = 0, room = 0;
    struct align_sentence *sentences = NULL;
    for (size_t at = 0; at < text.length;) {
        const char *end = memchr(text.bytes + at, '\n', text.length - at);
        size_t stop = end == NULL ? text.length : (size_t)(end - text.bytes);
        sentences = arena_grow(arena, sentences, count, &room, sizeof *sentences);
        sentences[count++] = (struct align_sentence){text_trim(text_slice(text, at, stop)), 0};
        at = stop + 1;
    }
    return (struct align_side){sentences, count, lang};
}

/* "[1,2]" from *at: first sentence and number of sentences. */
static void read_numbers(const char **at, size_t *first, size_t *count)
{
    *first = *count = 0;
    while (**at != '[')
        ++*at;
    while (**at != ']') {
        ++*at;
        char *end;
        unsigned long number = strtoul(*at, &end, 10);
        if (end != *at && (*count)++ == 0)
            *first = number;
        *at = end != *at ? end : *at;
    }
}

static struct bead *read_gold(const char *path, size_t *count, struct arena *arena)
{
    struct align_side lines = read_side(path, "und", arena);
    struct bead *beads = arena_array(arena, lines.count, sizeof *beads);
    *count = 0;
    for (size_t i = 0; i < lines.count; i++) {
        const char *at = lines.sentences[i].text.bytes;
        struct bead *bead = &beads[*count];
        if (lines.sentences[i].text.length == 0 || *at == '#')
            continue;
        read_numbers(&at, &bead->source, &bead->source_count);
        read_numbers(&at, &bead->target, &bead->target_count);
        *count += bead->source_count + bead->target_count > 0;
    }
    return beads;
}

static bool share(size_t a, size_t a_count, size_t b, size_t b_count)
{
    return a_count > 0 && b_count > 0 && a < b + b_count && b < a + a_count;
}

/* strict and lax of one bead among others. */
static void find(const struct bead *bead, const struct bead *others, size_t count, bool *strict,
                 bool *lax)
{
    *strict = *lax = false;
    for (size_t i = 0; i < count; i++) {
        const struct bead *other = &others[i];
        bool same = bead->source_count == other->source_count &&
                    bead->target_count == other->target_count &&
                    (bead->source_count == 0 || bead->source == other->source) &&
                    (bead->target_count == 0 || bead->target == other->target);
        *strict |= same;
        *lax |=
            same || (share(bead->source, bead->source_count, other->source, other->source_count) &&
                     share(bead->target, bead->target_count, other->target, other->target_count));
    }
}

static void add_score(struct score *score, const struct bead *test, size_t test_count,
                      const struct bead *gold, size_t gold_count)
{
    bool strict, lax;
    for (size_t i = 0; i < test_count; i++) {
        find(&test[i], gold, gold_count, &strict, &lax);
        score->test++;
        score->strict += strict;
        score->lax += lax;
        score->sure += test[i].confidence >= .9;
        score->sure_right += test[i].confidence >= .9 && strict;
    }
    for (size_t i = 0; i < gold_count; i++) {
        if (gold[i].source_count == 0 || gold[i].target_count == 0)
            continue;
        find(&gold[i], test, test_count, &strict, &lax);
        score->gold++;
        score->gold_found += strict;
        score->gold_lax += lax;
    }
}

static double f1(size_t right, size_t said, size_t found, size_t wanted)
{
    double precision = said == 0 ? 0 : (double)right / (double)said;
    double recall = wanted == 0 ? 0 : (double)found / (double)wanted;
    return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
}

static void print_score(const char *name, const struct score *score, double time)
{
    printf("%-24s %6zu   %.4f %.4f   %.4f %.4f   %.4f %5.1f %%   %7.1f ms\n", name, score->gold,
           f1(score->strict, score->test, score->gold_found, score->gold),
           f1(score->lax, score->test, score->gold_lax, score->gold),
           (double)score->strict / (double)score->test,
           (double)score->gold_found / (double)score->gold,
           score->sure == 0 ? 0 : (double)score->sure_right / (double)score->sure,
           100.0 * (double)score->sure / (double)score->test, time * 1000);
}

static bool details; /* --types: print each wrong bead */

static void run_document(const char *folder, const char *name, const char *const suffixes[2],
                         struct score *score, double *time)
{
    struct arena arena = {0};
    char path[2][4096], gold_path[4096];
    struct align_side sides[2];
    for (int i = 0; i < 2; i++) {
        snprintf(path[i], sizeof path[i], "%s/%s.%s", folder, name, suffixes[i]);
        sides[i] = read_side(path[i], "und", &arena);
    }
    snprintf(gold_path, sizeof gold_path, "%s/%s.gold", folder, name);
    size_t gold_count, count;
    struct bead *gold = read_gold(gold_path, &gold_count, &arena), *beads;
    cotexto_error *error = cotexto_error_new();
    struct align_options options = {0};
    double start = seconds();
    if (!align_texts(&sides[0], &sides[1], &options, &arena, &beads, &count, error))
        fail(name, error);
    *time += seconds() - start;
    add_score(score, beads, count, gold, gold_count);
    for (size_t i = 0; details && i < count; i++) {
        bool strict, lax;
        find(&beads[i], gold, gold_count, &strict, &lax);
        if (!strict)
            printf("  wrong %s %zu+%zu : %zu+%zu %.3f\n", name, beads[i].source,
                   beads[i].source_count, beads[i].target, beads[i].target_count,
                   beads[i].confidence);
    }
    cotexto_error_free(error);
    arena_free(&arena);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Every NAME.gold of a folder. */
static void run_folder(const char *data, const char *folder, const char *only, const char *source,
                       const char *target, const char *label)
{
    char path[2048];
    snprintf(path, sizeof path, "%s/%s", data, folder);
    DIR *dir = opendir(path);
    char *names[512];
    size_t count = 0;
    for (struct dirent *entry; dir != NULL && (entry = readdir(dir)) != NULL;) {
        char *dot = strstr(entry->d_name, ".gold");
        if (dot != NULL && count < 512 &&
            (only == NULL || strncmp(entry->d_name, only, strlen(only)) == 0))
            names[count++] = strndup(entry->d_name, (size_t)(dot - entry->d_name));
    }
    if (dir != NULL)
        closedir(dir);
    qsort(names, count, sizeof *names, by_name);
    struct score score = {0}, untouched = {0};
    double time = 0, time_untouched = 0;
    const char *const suffixes[] = {source, target};
    for (size_t i = 0; i < count; i++) {
        const char *dash = strrchr(names[i], '-');
        bool plain =
            strcmp(folder, "align/tico") == 0 && dash != NULL && (atoi(dash + 1) + 1) % 4 == 0;
        run_document(path, names[i], suffixes, &score, &time);
        if (plain)
            run_document(path, names[i], suffixes, &untouched, &time_untouched);
        free(names[i]);
    }
    if (count > 0)
        print_score(label, &score, time);
    if (untouched.test > 0)
        print_score("  its untouched documents", &untouched, time_untouched);
}

static struct align_side repeat(struct align_side side, size_t count, struct arena *arena)
{
    struct align_sentence *sentences = arena_array(arena, count, sizeof *sentences);
    for (size_t i = 0; i < count; i++)
        sentences[i] = side.sentences[i % side.count];
    return (struct align_side){sentences, count, side.lang};
}

static void run_speed(const char *source, const char *target, size_t count)
{
    struct arena arena = {0};
    struct align_side sides[2] = {read_side(source, "es", &arena), read_side(target, "en", &arena)};
    sides[0] = repeat(sides[0], count, &arena);
    sides[1] = repeat(sides[1], count, &arena);
    struct align_options options = {0};
    struct bead *beads;
    size_t bead_count;
    cotexto_error *error = cotexto_error_new();
    double start = seconds();
    if (!align_texts(&sides[0], &sides[1], &options, &arena, &beads, &bead_count, error))
        fail("speed", error);
    double time = seconds() - start;
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("%8zu sentences a side: %8.3f s, %7.1f MB at most, %zu beads\n", count, time,
           (double)usage.ru_maxrss / 1024, bead_count);
    cotexto_error_free(error);
    arena_free(&arena);
}

int main(int argc, char **argv)
{
    if (argc > 3 && strcmp(argv[1], "--speed") == 0) {
        for (int i = 4; i < argc; i++)
            run_speed(argv[2], argv[3], strtoul(argv[i], NULL, 10));
        return 0;
    }
    details = argc > 2 && strcmp(argv[2], "--wrong") == 0;
    if (argc < 2) {
        fprintf(stderr, "usage: bench/align DATA [--wrong] | --speed SOURCE TARGET COUNT...\n");
        return 2;
    }
    printf("%-24s %6s   %-13s   %-13s   %-15s   %s\n", "set", "beads", "strict lax F1",
           "precision rec.", ">= .9 right kept", "time");
    run_folder(argv[1], "statements", NULL, "en.sent", "es.sent", "statements (en-es)");
    run_folder(argv[1], "align/tico", NULL, "es", "en", "tico (es-en)");
    run_folder(argv[1], "align/textberg-dev", NULL, "de", "fr", "text+berg dev (de-fr)");
    run_folder(argv[1], "align/novel-dev", NULL, "en", "fr", "novels (en-fr)");
    run_folder(argv[1], "align/novel-dev", "alice", "en", "fr", "  alice");
    return 0;
}
