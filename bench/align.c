/* How good and how quick the aligner is: strict and lax precision, recall and F1 against
 * hand-aligned texts (the definition of Thompson and Koehn 2019: precision counts all beads, recall
 * leaves out those with an empty side), by set and by bead type, how far confidence can be trusted,
 * time and memory at growing lengths, and a whole import.
 *
 * bench/align DATA [--wrong]: the folder with align/ and statements/; each wrong bead
 *
 * bench/align --speed SOURCE TARGET N...: texts of the first N lines of two files, repeated if
 * short
 *
 * bench/align --hostile: texts that could kill a machine
 *
 * bench/align --import COTEXTO SOURCE TARGET: 100 lines of each through the program */
#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "align/align.h"
#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "calibration.h"
#include "hostile.h"

enum type { ONE_TO_ONE, ALONE, ONE_TO_TWO, ONE_TO_MORE, MORE_TO_MORE, TYPES };
static const char *const type_names[TYPES] = {"1-1", "1-0, 0-1", "1-2, 2-1", "1-3 and more",
                                              "2-2 and more"};

struct score {
    size_t strict, lax, test, gold_found, gold_lax, gold, sure, sure_right;
    size_t type_test[TYPES], type_right[TYPES], type_gold[TYPES], type_found[TYPES];
};

struct set {
    const char *folder, *only, *source, *target, *name;
    bool is_part;         /* of another set: not calibrated with */
    const char *hunalign; /* strict / lax F1, measured with version 1.2 without a dictionary */
};

static const struct set sets[] = {
    {"statements", NULL, "en.sent", "es.sent", "statements (en-es)", false, ""},
    {"align/tico", NULL, "es", "en", "tico (es-en)", false, ".964 .978"},
    {"align/textberg-dev", NULL, "de", "fr", "text+berg dev (de-fr)", false, ".699 .924"},
    {"align/novel-dev", NULL, "en", "fr", "novels (en-fr)", false, ".857 .945"},
    {"align/novel-dev", "alice", "en", "fr", "  alice", true, ""},
};
enum { SETS = sizeof sets / sizeof *sets };

static struct observation *observations;
static size_t observation_count, observation_room;
static int observed_set = -1; /* -1: observe nothing */

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

static enum type type_of(const struct bead *bead)
{
    size_t low = bead->source_count < bead->target_count ? bead->source_count : bead->target_count,
           high = bead->source_count + bead->target_count - low;
    return low == 0    ? ALONE
           : low > 1   ? MORE_TO_MORE
           : high == 1 ? ONE_TO_ONE
           : high == 2 ? ONE_TO_TWO
                       : ONE_TO_MORE;
}

static void observe(const struct bead *beads, size_t count, size_t i, bool right)
{
    double *features = calloc(count, CONFIDENCE_FEATURES * sizeof *features);
    if (observation_count == observation_room) {
        observation_room = 2 * observation_room + 1024;
        observations = realloc(observations, observation_room * sizeof *observations);
    }
    if (features == NULL || observations == NULL)
        exit(1);
    confidence_features(beads, count, features);
    struct observation *observation = &observations[observation_count++];
    memcpy(observation->features, features + i * CONFIDENCE_FEATURES, sizeof observation->features);
    observation->set = observed_set;
    observation->right = right;
    free(features);
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
        score->type_test[type_of(&test[i])]++;
        score->type_right[type_of(&test[i])] += strict;
        if (observed_set >= 0)
            observe(test, test_count, i, strict);
    }
    for (size_t i = 0; i < gold_count; i++) {
        find(&gold[i], test, test_count, &strict, &lax);
        score->type_gold[type_of(&gold[i])]++;
        score->type_found[type_of(&gold[i])] += strict;
        if (gold[i].source_count == 0 || gold[i].target_count == 0)
            continue;
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

static void print_score(const char *name, const struct score *score, double time,
                        const char *hunalign)
{
    double precision = (double)score->strict / (double)score->test,
           recall = (double)score->gold_found / (double)score->gold;
    printf("%-24s %6zu   %.4f %.4f   %.4f %.4f   %.4f %5.1f %%   %7.1f ms   %s\n", name,
           score->gold, f1(score->strict, score->test, score->gold_found, score->gold),
           f1(score->lax, score->test, score->gold_lax, score->gold), precision, recall,
           score->sure == 0 ? 0 : (double)score->sure_right / (double)score->sure,
           100.0 * (double)score->sure / (double)score->test, time * 1000, hunalign);
}

static void print_types(const struct score *score)
{
    for (int i = 0; i < TYPES; i++) {
        if (score->type_test[i] + score->type_gold[i] > 0)
            printf("    %-20s %6zu   %zu of %zu given right, %zu of %zu found\n", type_names[i],
                   score->type_gold[i], score->type_right[i], score->type_test[i],
                   score->type_found[i], score->type_gold[i]);
    }
}

static bool details; /* --types: print each wrong bead */

/* The middle half of the beads loses its target, as if it had not been translated. */
static struct bead *leave_out_half(struct align_side *target, const struct bead *gold,
                                   size_t *count, struct arena *arena)
{
    struct align_sentence *kept = arena_array(arena, target->count, sizeof *kept);
    struct bead *left = arena_array(arena, 8 * *count, sizeof *left);
    size_t at = 0, target_at = 0, next = 0;
    for (size_t i = 0; i < *count; i++) {
        struct bead bead = gold[i];
        bool gone = i >= *count / 4 && i < *count * 3 / 4;
        /* sentences that are in no bead stay */
        size_t from = next, end = bead.target_count > 0 ? bead.target + bead.target_count : next;
        for (size_t t = from; t < end; t++) {
            if (!gone || t < bead.target)
                kept[target_at++] = target->sentences[t];
        }
        next = end;
        for (size_t s = 0; gone && s < bead.source_count; s++)
            left[at++] = (struct bead){bead.source + s, 1, target_at, 0, 1, 1};
        bead.target = target_at - bead.target_count;
        if (!gone)
            left[at++] = bead;
    }
    while (next < target->count)
        kept[target_at++] = target->sentences[next++];
    target->sentences = kept;
    target->count = target_at;
    *count = at;
    return left;
}

static void swap_sides(struct align_side sides[2], struct bead *gold, size_t count)
{
    struct align_side side = sides[0];
    sides[0] = sides[1];
    sides[1] = side;
    for (size_t i = 0; i < count; i++)
        gold[i] = (struct bead){
            gold[i].target, gold[i].target_count, gold[i].source, gold[i].source_count, 1, 1};
}

/* How a document is aligned. */
enum variant { AS_IT_IS, HALF, REVERSED };

static void run_document(const char *folder, const char *name, const char *const suffixes[2],
                         enum variant variant, struct score *score, double *time)
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
    if (variant == HALF)
        gold = leave_out_half(&sides[1], gold, &gold_count, &arena);
    if (variant == REVERSED)
        swap_sides(sides, gold, gold_count);
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

/* Every NAME.gold of a folder; the caller frees the names. */
static size_t list_gold(const char *path, const char *only, char *names[], size_t room)
{
    DIR *dir = opendir(path);
    size_t count = 0;
    for (struct dirent *entry; dir != NULL && (entry = readdir(dir)) != NULL;) {
        char *dot = strstr(entry->d_name, ".gold");
        if (dot != NULL && count < room &&
            (only == NULL || strncmp(entry->d_name, only, strlen(only)) == 0))
            names[count++] = strndup(entry->d_name, (size_t)(dot - entry->d_name));
    }
    if (dir != NULL)
        closedir(dir);
    qsort(names, count, sizeof *names, by_name);
    return count;
}

static void run_set(const char *data, const struct set *set)
{
    char path[2048], *names[512];
    snprintf(path, sizeof path, "%s/%s", data, set->folder);
    size_t count = list_gold(path, set->only, names, sizeof names / sizeof *names);
    struct score score = {0}, untouched = {0}, half = {0}, reversed = {0};
    double time = 0, time_untouched = 0, time_half = 0, time_reversed = 0;
    const char *const suffixes[] = {set->source, set->target};
    for (size_t i = 0; i < count; i++) {
        const char *dash = strrchr(names[i], '-');
        bool plain =
            strcmp(set->folder, "align/tico") == 0 && dash != NULL && (atoi(dash + 1) + 1) % 4 == 0;
        observed_set = set->is_part ? -1 : (int)(set - sets);
        run_document(path, names[i], suffixes, AS_IT_IS, &score, &time);
        observed_set = -1;
        if (plain)
            run_document(path, names[i], suffixes, AS_IT_IS, &untouched, &time_untouched);
        if (!set->is_part)
            run_document(path, names[i], suffixes, HALF, &half, &time_half);
        run_document(path, names[i], suffixes, REVERSED, &reversed, &time_reversed);
        free(names[i]);
    }
    if (count > 0) {
        print_score(set->name, &score, time, set->hunalign);
        print_types(&score);
    }
    if (untouched.test > 0)
        print_score("  its untouched documents", &untouched, time_untouched, "");
    if (half.test > 0)
        print_score("  half not translated", &half, time_half, "");
    if (reversed.test > 0)
        print_score("  the other way round", &reversed, time_reversed, "");
}

static void run_sets(const char *data)
{
    const char *names[SETS];
    int whole = 0;
    printf("%-24s %6s   %-13s   %-13s   %-15s   %-10s   %s\n", "set", "beads", "strict lax F1",
           "precision rec.", ">= .9 right kept", "time", "hunalign F1");
    for (size_t i = 0; i < SETS; i++) {
        run_set(data, &sets[i]);
        if (!sets[i].is_part)
            names[whole++] = sets[i].name;
    }
    calibration_print(observations, observation_count, whole, names);
    free(observations);
}

/* The first `count` lines of a file, from its begin again when it is shorter. */
static struct align_side read_lines(const char *path, const char *lang, size_t count,
                                    struct arena *arena)
{
    struct align_sentence *sentences = arena_array(arena, count, sizeof *sentences);
    FILE *file = fopen(path, "r");
    char *line = NULL;
    size_t room = 0, done = 0;
    while (file != NULL && done < count) {
        ssize_t length = getline(&line, &room, file);
        if (length < 0 && done == 0)
            break;
        if (length < 0)
            rewind(file);
        else
            sentences[done++] = (struct align_sentence){
                text_trim(arena_text(arena, (cotexto_text){line, (size_t)length})), 0};
    }
    if (file != NULL)
        fclose(file);
    free(line);
    if (done < count) {
        fprintf(stderr, "bench/align: %s: nothing to read\n", path);
        exit(1);
    }
    return (struct align_side){sentences, count, lang};
}

struct cost {
    double time, memory; /* seconds, MB */
};

static struct cost run_speed(const char *source, const char *target, size_t count)
{
    struct arena arena = {0};
    struct align_side sides[2] = {read_lines(source, "es", count, &arena),
                                  read_lines(target, "en", count, &arena)};
    struct align_options options = {0};
    struct bead *beads;
    size_t bead_count;
    cotexto_error *error = cotexto_error_new();
    double start = seconds();
    if (!align_texts(&sides[0], &sides[1], &options, &arena, &beads, &bead_count, error))
        fail("speed", error);
    struct cost cost = {.time = seconds() - start};
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    cost.memory = (double)usage.ru_maxrss / 1024;
    printf("%8zu sentences a side: %8.3f s, %7.1f MB at most, %zu beads", count, cost.time,
           cost.memory, bead_count);
    cotexto_error_free(error);
    arena_free(&arena);
    return cost;
}

/* Each length with its ratios to the one before. */
static void run_speeds(int count, char **arguments)
{
    struct cost before = {0};
    for (int i = 2; i < count; i++) {
        struct cost cost = run_speed(arguments[0], arguments[1], strtoul(arguments[i], NULL, 10));
        if (i > 2)
            printf(" (%.2f and %.2f times the one before)", cost.time / before.time,
                   cost.memory / before.memory);
        printf("\n");
        before = cost;
    }
}

static void write_lines(const char *from, const char *to, size_t count)
{
    struct arena arena = {0};
    struct align_side side = read_lines(from, "und", count, &arena);
    FILE *file = fopen(to, "w");
    for (size_t i = 0; file != NULL && i < count; i++)
        fprintf(file, "%.*s\n\n", (int)side.sentences[i].text.length, side.sentences[i].text.bytes);
    if (file == NULL || fclose(file) != 0)
        exit(1);
    arena_free(&arena);
}

static double run_process(char *const arguments[])
{
    double start = seconds();
    pid_t child = fork();
    if (child == 0) {
        execv(arguments[0], arguments);
        _exit(127);
    }
    int status;
    if (child < 0 || waitpid(child, &status, 0) != child || status != 0) {
        fprintf(stderr, "bench/align: %s failed\n", arguments[0]);
        exit(1);
    }
    return (seconds() - start) * 1000;
}

/* The middle of 15 imports of 100 sentences into a new memory. */
static void run_import(char *program, const char *source, const char *target)
{
    enum { RUNS = 15 };
    double times[RUNS];
    char folder[] = "/tmp/cotexto-bench-XXXXXX", files[2][64], memory[64], more[2][80];
    if (mkdtemp(folder) == NULL)
        exit(1);
    snprintf(files[0], sizeof files[0], "%s/a.es.txt", folder);
    snprintf(files[1], sizeof files[1], "%s/a.en.txt", folder);
    snprintf(memory, sizeof memory, "%s/memory.db", folder);
    write_lines(source, files[0], 100);
    write_lines(target, files[1], 100);
    char *arguments[] = {program, "import", "-q", "-m", memory, files[0], files[1], NULL};
    for (int i = 0; i < RUNS; i++) {
        double time = run_process(arguments);
        int at = i;
        for (; at > 0 && times[at - 1] > time; at--)
            times[at] = times[at - 1];
        times[at] = time;
        remove(memory);
    }
    printf("import of 100 sentences a side, whole process: %.1f ms (middle of %d; %.1f to %.1f)\n",
           times[RUNS / 2], RUNS, times[0], times[RUNS - 1]);
    for (int i = 0; i < 2; i++) {
        snprintf(more[i], sizeof more[i], "%s-%s", memory, i == 0 ? "wal" : "shm");
        remove(more[i]);
        remove(files[i]);
    }
    rmdir(folder);
}

int main(int argc, char **argv)
{
    if (argc > 3 && strcmp(argv[1], "--speed") == 0) {
        run_speeds(argc - 2, argv + 2);
    } else if (argc == 5 && strcmp(argv[1], "--import") == 0) {
        run_import(argv[2], argv[3], argv[4]);
    } else if (argc == 2 && strcmp(argv[1], "--hostile") == 0) {
        hostile_run();
    } else if (argc > 1 && argv[1][0] != '-') {
        details = argc > 2 && strcmp(argv[2], "--wrong") == 0;
        run_sets(argv[1]);
    } else {
        fprintf(stderr, "usage: bench/align DATA [--wrong] | --speed SOURCE TARGET COUNT... | "
                        "--hostile | --import COTEXTO SOURCE TARGET\n");
        return 2;
    }
    return 0;
}
