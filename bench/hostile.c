/* Hostile texts, made here. The small ones of the same kinds are in tests/cli/align.bats. */
#include "hostile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "align/align.h"
#include "base/error.h"
#include "base/string.h"

enum { MILLION = 1000000, VOCABULARY = 3000 };

static unsigned next_number(unsigned *seed, unsigned most)
{
    *seed = *seed * 1103515245U + 12345U;
    return *seed / 65536U % most;
}

static void append_letters(struct string *out, unsigned *seed)
{
    for (unsigned length = 3 + next_number(seed, 7); length > 0; length--)
        string_append_char(out, (char)('a' + next_number(seed, 26)));
    string_append_char(out, ' ');
}

/* Sentences of words that nothing has in common with the other side: `vocabulary` of them, 0: each
 * word is new. */
static void append_words(struct string *out, unsigned *seed, unsigned side, unsigned vocabulary)
{
    for (unsigned count = 4 + next_number(seed, 22); count > 0; count--) {
        unsigned word = next_number(seed, vocabulary == 0 ? 1 : vocabulary) * 2 + side;
        append_letters(out, vocabulary == 0 ? seed : &word);
    }
}

static void append_new_words(struct string *out, unsigned *seed, unsigned side)
{
    append_words(out, seed, side, 0);
}

static void append_common_words(struct string *out, unsigned *seed, unsigned side)
{
    append_words(out, seed, side, VOCABULARY);
}

static void append_same(struct string *out, unsigned *seed, unsigned side)
{
    (void)seed;
    string_append_c(out, side == 0 ? "La sesión se reanuda." : "The session is resumed.");
}

static void append_nothing(struct string *out, unsigned *seed, unsigned side)
{
    (void)out, (void)seed, (void)side;
}

static void append_long(struct string *out, unsigned *seed, unsigned side)
{
    while (out->length < (size_t)50 * MILLION)
        append_words(out, seed, side, VOCABULARY);
}

static const struct hostile {
    const char *name;
    size_t counts[2];
    void (*append)(struct string *out, unsigned *seed, unsigned side);
} hostiles[] = {
    {"a million sentences, all alike", {MILLION, MILLION}, append_same},
    {"a million sentences against one", {MILLION, 1}, append_same},
    {"one sentence of 50 MB", {1, 1}, append_long},
    {"200,000 empty lines", {200000, 200000}, append_nothing},
    {"100,000 sentences, no word in common", {100000, 100000}, append_common_words},
    {"100,000 sentences, no word twice", {100000, 100000}, append_new_words},
};

static struct align_side make_side(const struct hostile *hostile, unsigned side,
                                   struct arena *arena)
{
    size_t count = hostile->counts[side];
    struct align_sentence *sentences = arena_array(arena, count, sizeof *sentences);
    struct string text = {0};
    unsigned seed = side + 1;
    for (size_t i = 0; sentences != NULL && i < count; i++) {
        string_reset(&text);
        hostile->append(&text, &seed, side);
        sentences[i].text = arena_text(arena, string_text(&text));
    }
    string_free(&text);
    return (struct align_side){sentences, count, side == 0 ? "es" : "en"};
}

static bool align_hostile(const struct hostile *hostile)
{
    struct arena arena = {0};
    struct align_side source = make_side(hostile, 0, &arena),
                      target = make_side(hostile, 1, &arena);
    struct align_options options = {0};
    struct bead *beads;
    size_t count;
    struct timespec from, to;
    clock_gettime(CLOCK_MONOTONIC, &from);
    bool good = align_texts(&source, &target, &options, &arena, &beads, &count, NULL);
    clock_gettime(CLOCK_MONOTONIC, &to);
    if (good)
        printf("%-38s %8.1f s, %8zu beads", hostile->name,
               (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9,
               count);
    arena_free(&arena);
    return good;
}

void hostile_run(void)
{
    for (size_t i = 0; i < sizeof hostiles / sizeof *hostiles; i++) {
        struct rusage usage;
        int status = 1;
        pid_t child = fork();
        if (child == 0) {
            bool good = align_hostile(&hostiles[i]);
            fflush(stdout);
            _exit(!good);
        }
        if (child < 0 || wait4(child, &status, 0, &usage) != child || status != 0)
            printf("%-38s failed\n", hostiles[i].name);
        else
            printf(", %7.1f MB at most\n", (double)usage.ru_maxrss / 1024);
        fflush(stdout);
    }
}
