/* Whether real pairs of texts are told from wrong ones, and moved parts from none: the shares that
 * an import would refuse or warn of, by kind of text and number of sentences.
 *
 *   bench/fit DATA PAIRS [--each]   the folder with align/, statements/ and corpus/docs/; a table
 * of target TAB source sentences; each case with its figures
 *
 * Real: documents; slices of running pairs; the same with the middle half of the target missing
 * ("half"), and with four sentences of the target moved ("moved": a part stands elsewhere). Wrong:
 * documents and slices against each other's translations ("crossed"), and with the target's
 * sentences in another order ("shuffled"). "masked" slices have no word alike: each is replaced by
 * one of Cyrillic letters and the same length, so that they are harder than any real pair of
 * scripts. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "align/crossing.h"
#include "align/fit.h"
#include "align/words.h"
#include "base/error.h"
#include "base/string.h"
#include "base/text.h"
#include "desk/intake.h"
#include "text/unicode.h"

enum { SLICES = 150, MOST_DOCUMENTS = 256, PART = 4 };
static const double refused_below = .5, warned_below = .9; /* as in src/desk/alignment.c */

struct document {
    char name[96];
    struct align_side sides[2];
};

struct tally {
    size_t cases, refused, warned, moved;
    double lowest, highest;
};

enum kind { REAL, HALF, MOVED, CROSSED, SHUFFLED, KINDS };
static const char *const kind_names[KINDS] = {"real", "half", "moved", "crossed", "shuffled"};

static bool each; /* --each */
static uint32_t seed = 1;

static size_t any(size_t below)
{
    seed = seed * 1664525U + 1013904223U;
    return below == 0 ? 0 : (seed >> 8) % below;
}

static void fail(const char *what)
{
    fprintf(stderr, "bench/fit: %s\n", what);
    exit(1);
}

/* ------------------------------------------------------------------------------------ one case */

static void judge(const char *name, const struct align_side *source,
                  const struct align_side *target, struct tally *tally)
{
    struct arena arena = {0};
    struct align_options options = {0};
    struct bead *beads;
    struct fit fit;
    struct crossing *crossings;
    size_t count, moved = 0;
    if (!align_texts(source, target, &options, &arena, &beads, &count, NULL) ||
        !fit_measure(source, target, beads, count, NULL, &fit, NULL) ||
        !crossings_find(source, target, beads, count, NULL, &arena, &crossings, &moved, NULL))
        fail("out of memory");
    tally->refused +=
        fit.sentences >= fit_enough(source->lang, target->lang) && fit.sure < refused_below;
    tally->warned += fit.sure < warned_below;
    tally->moved += moved > 0;
    tally->lowest = tally->cases == 0 || fit.sure < tally->lowest ? fit.sure : tally->lowest;
    tally->highest = tally->cases == 0 || fit.sure > tally->highest ? fit.sure : tally->highest;
    tally->cases++;
    if (each)
        printf("  %s\t%zu\t%zu\twins %.4f\tcovered %.4f\tgain %.4f\tsure %.4f\tmoved %zu\n", name,
               source->count, target->count, fit.wins, fit.covered, fit.gain, fit.sure, moved);
    arena_free(&arena);
}

static void print_tally(const char *what, const char *kind, const struct tally *tally)
{
    if (tally->cases == 0)
        return;
    double cases = (double)tally->cases;
    printf("%-22s %-9s %6zu   %6.2f %%  %6.2f %%   %.3f .. %.3f   %6.2f %%\n", what, kind,
           tally->cases, 100 * (double)tally->refused / cases, 100 * (double)tally->warned / cases,
           tally->lowest, tally->highest, 100 * (double)tally->moved / cases);
}

/* ------------------------------------------------------------------------------- changed targets
 */

static struct align_side copy_side(const struct align_side *side, struct arena *arena)
{
    struct align_side copy = *side;
    struct align_sentence *sentences = arena_array(arena, side->count, sizeof *sentences);
    if (sentences == NULL)
        fail("out of memory");
    memcpy(sentences, side->sentences, side->count * sizeof *sentences);
    copy.sentences = sentences;
    return copy;
}

static struct align_side without_half(const struct align_side *side, struct arena *arena)
{
    struct align_side copy = copy_side(side, arena);
    struct align_sentence *sentences = (struct align_sentence *)copy.sentences;
    size_t from = side->count / 4, gone = side->count / 2;
    memmove(sentences + from, sentences + from + gone,
            (side->count - from - gone) * sizeof *sentences);
    copy.count -= gone;
    return copy;
}

static struct align_side shuffled(const struct align_side *side, struct arena *arena)
{
    struct align_side copy = copy_side(side, arena);
    struct align_sentence *sentences = (struct align_sentence *)copy.sentences;
    for (size_t i = side->count; i > 1; i--) {
        size_t k = any(i);
        struct align_sentence swap = sentences[i - 1];
        sentences[i - 1] = sentences[k];
        sentences[k] = swap;
    }
    return copy;
}

/* Four sentences of the first half go behind as many of the second. */
static struct align_side with_moved(const struct align_side *side, struct arena *arena)
{
    struct align_side copy = copy_side(side, arena);
    struct align_sentence *sentences = (struct align_sentence *)copy.sentences, part[PART];
    size_t from = any(side->count / 2 - PART), to = side->count / 2 + any(side->count / 2 - PART);
    memcpy(part, sentences + from, sizeof part);
    memmove(sentences + from, sentences + from + PART, (to - from) * sizeof *sentences);
    memcpy(sentences + to, part, sizeof part);
    return copy;
}

/* --------------------------------------------------------------------------------------- slices */

struct pairs_table {
    struct align_sentence *sides[2];
    size_t count;
};

static struct pairs_table read_table(const char *path, struct arena *arena)
{
    struct pairs_table table = {.count = 0};
    size_t rooms[2] = {0, 0}, room = 0;
    char *line = NULL;
    FILE *file = fopen(path, "r");
    while (file != NULL && getline(&line, &room, file) > 0) {
        char *tab = strchr(line, '\t');
        if (tab == NULL)
            continue;
        *tab = '\0';
        tab[1 + strcspn(tab + 1, "\t\n")] = '\0';
        const char *const texts[] = {tab + 1, line};
        for (int i = 0; i < 2; i++) {
            table.sides[i] =
                arena_grow(arena, table.sides[i], table.count, &rooms[i], sizeof **table.sides);
            table.sides[i][table.count] =
                (struct align_sentence){cotexto_text_of(arena_string(arena, texts[i])), 0};
        }
        table.count++;
    }
    if (file == NULL || table.count == 0)
        fail("the pairs can't be read");
    fclose(file);
    free(line);
    return table;
}

static bool mask_word(void *context, const struct cut_word *word)
{
    struct string *masked = context;
    uint64_t hash = hash_text(word->fold);
    if (masked->length > 0)
        string_append_char(masked, ' ');
    if (word->kind != KIND_LETTERS)
        string_append_text(masked, word->fold);
    for (size_t i = 0; word->kind == KIND_LETTERS && i < word->fold.length; i++)
        string_append_code_point(masked, 0x430 + (uint32_t)(hash >> (i * 5 % 55) & 31));
    return true;
}

static struct align_side mask(const struct align_side *side, struct arena *arena)
{
    struct align_side copy = copy_side(side, arena);
    for (size_t i = 0; i < side->count; i++) {
        struct string masked = {0};
        if (!words_cut(side->sentences[i].text, mask_word, &masked, NULL))
            fail("out of memory");
        ((struct align_sentence *)copy.sentences)[i].text = arena_text(arena, string_text(&masked));
        string_free(&masked);
    }
    return copy;
}

static void run_slices(const struct pairs_table *table, size_t size, bool masked)
{
    struct tally tallies[KINDS] = {{0}};
    char what[64];
    snprintf(what, sizeof what, "%s%zu sentences", masked ? "masked, " : "", size);
    for (size_t n = 0; n < SLICES && 3 * size < table->count; n++) {
        struct arena arena = {0};
        size_t at = any(table->count - 2 * size), other = any(table->count - 3 * size);
        other += other + size > at ? 2 * size : 0; /* nowhere near the first */
        other %= table->count - size;
        struct align_side source = {table->sides[0] + at, size, "und"},
                          target = {table->sides[1] + at, size, "und"},
                          wrong = {table->sides[1] + other, size, "und"};
        if (masked) {
            target = mask(&target, &arena);
            wrong = mask(&wrong, &arena);
        }
        struct align_side mixed = shuffled(&target, &arena), half = without_half(&target, &arena);
        judge("real", &source, &target, &tallies[REAL]);
        judge("half", &source, &half, &tallies[HALF]);
        judge("crossed", &source, &wrong, &tallies[CROSSED]);
        judge("shuffled", &source, &mixed, &tallies[SHUFFLED]);
        if (size >= 4 * PART) {
            struct align_side moved = with_moved(&target, &arena);
            judge("moved", &source, &moved, &tallies[MOVED]);
        }
        arena_free(&arena);
    }
    for (size_t k = 0; k < KINDS; k++)
        print_tally(what, kind_names[k], &tallies[k]);
}

/* ------------------------------------------------------------------------------------ documents */

static struct align_side read_side(const char *path, const char *lang, bool lines,
                                   struct arena *arena)
{
    struct intake intake;
    struct cotexto_decoding decoding = {0};
    bool good = lines ? intake_lines(path, &decoding, lang, false, arena, &intake, NULL)
                      : intake_file(path, &decoding, lang, NULL, arena, &intake, NULL);
    if (!good)
        fail(path);
    return (struct align_side){intake_for_align(&intake, arena, NULL), intake.count, lang};
}

struct folder {
    const char *path, *langs[2], *endings[2]; /* of the two files of a document */
    bool lines;
};

static const struct folder folders[] = {
    {"statements", {"en", "es"}, {".en.sent", ".es.sent"}, true},
    {"corpus/docs", {"en", "es"}, {".en.txt", ".es.txt"}, false},
    {"align/tico", {"en", "es"}, {".en", ".es"}, true},
    {"align/textberg-dev", {"de", "fr"}, {".de", ".fr"}, true},
    {"align/novel-dev", {"en", "fr"}, {".en", ".fr"}, true},
};

static void read_folder(const char *data, const struct folder *folder, struct arena *arena,
                        struct document *documents, size_t *count)
{
    char path[2048];
    snprintf(path, sizeof path, "%s/%s", data, folder->path);
    DIR *dir = opendir(path);
    for (struct dirent *entry; dir != NULL && (entry = readdir(dir)) != NULL;) {
        size_t length = strlen(entry->d_name), end = strlen(folder->endings[0]);
        if (length <= end || strcmp(entry->d_name + length - end, folder->endings[0]) != 0 ||
            *count == MOST_DOCUMENTS)
            continue;
        struct document *document = &documents[(*count)++];
        snprintf(document->name, sizeof document->name, "%.*s", (int)(length - end), entry->d_name);
        for (int i = 0; i < 2; i++) {
            snprintf(path, sizeof path, "%s/%s/%s%s", data, folder->path, document->name,
                     folder->endings[i]);
            document->sides[i] = read_side(path, folder->langs[i], folder->lines, arena);
        }
    }
    if (dir != NULL)
        closedir(dir);
}

/* Of the same two languages, and neither more than three times as long as the other. */
static bool may_be_mistaken(const struct document *a, const struct document *b)
{
    size_t x = a->sides[0].count, y = b->sides[1].count;
    return a != b && strcmp(a->sides[0].lang, b->sides[0].lang) == 0 && x < 3 * y && y < 3 * x;
}

static void run_document(const struct document *documents, size_t count, size_t number,
                         struct tally (*tallies)[KINDS])
{
    enum { SHORT = 20 };
    const struct document *document = &documents[number];
    const struct align_side *source = &document->sides[0], *target = &document->sides[1];
    struct arena arena = {0};
    struct align_side half = without_half(target, &arena), mixed = shuffled(target, &arena);
    struct tally *own = tallies[source->count >= SHORT && target->count >= SHORT];
    judge(document->name, source, target, &own[REAL]);
    judge(document->name, source, &half, &tallies[half.count >= SHORT][HALF]);
    judge(document->name, source, &mixed, &own[SHUFFLED]);
    for (size_t k = 0; k < count; k++) {
        const struct align_side *other = &documents[k].sides[1];
        if (may_be_mistaken(document, &documents[k]))
            judge(documents[k].name, source, other,
                  &tallies[source->count >= SHORT && other->count >= SHORT][CROSSED]);
    }
    arena_free(&arena);
}

static void run_documents(const struct document *documents, size_t count)
{
    struct tally tallies[2][KINDS] = {{{0}}};
    for (size_t i = 0; i < count; i++)
        run_document(documents, count, i, tallies);
    for (size_t k = 0; k < 2 * KINDS; k++)
        print_tally(k < KINDS ? "documents under 20" : "documents", kind_names[k % KINDS],
                    &tallies[k / KINDS][k % KINDS]);
}

int main(int argc, char **argv)
{
    static const size_t sizes[] = {5, 10, 20, 50, 100, 200};
    struct arena arena = {0};
    struct document documents[MOST_DOCUMENTS];
    size_t count = 0;
    if (argc < 3) {
        fprintf(stderr, "usage: bench/fit DATA PAIRS [--each]\n");
        return 2;
    }
    each = argc > 3;
    printf("%-22s %-9s %6s   %8s  %8s   %-14s   %8s\n", "texts", "pairs", "cases", "refused",
           "fit < .9", "fit", "moved");
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        read_folder(argv[1], &folders[i], &arena, documents, &count);
    run_documents(documents, count);
    struct pairs_table table = read_table(argv[2], &arena);
    for (size_t i = 0; i < 2 * sizeof sizes / sizeof *sizes; i++)
        run_slices(&table, sizes[i / 2], i % 2 == 1);
    arena_free(&arena);
    return 0;
}
