/* The percent: whether its two implementations agree, and how quick the first one is.
 *
 *   bench/percent [PAIRS]   pairs to compare, 100000 without it; needs the texts of COTEXTO_SHARED
 *
 * A third of the pairs are random, a third are neighbours among the sorted sentences of a corpus, a
 * third are sentences and edits of these. Ends with 1 when there is a difference. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "../tests/unit/corpus.h"
#include "../tests/unit/percent_proof.h"
#include "../tests/unit/texts.h"
#include "base/text.h"
#include "match/percent.h"
#include "text/decode.h"

enum { RUNS = 5, WORDS_OF_A_SENTENCE = 15 };

/* Of the processor, so that other work on the machine does not count. */
static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static int by_bytes(const void *a, const void *b)
{
    return text_compare(*(const cotexto_text *)a, *(const cotexto_text *)b);
}

/* ---------------------------------------------------------------------------------- agreement */

struct comparing {
    struct proof en, es;
    struct dice dice;
    struct string a, b;
};

static void compare_random(struct comparing *c)
{
    string_reset(&c->a);
    string_reset(&c->b);
    texts_random(&c->dice, 20, &c->a);
    if (dice_roll(&c->dice, 2) == 0)
        texts_random(&c->dice, 20, &c->b);
    else
        texts_edit(&c->dice, EDITS_OF_ALL_KINDS, string_text(&c->a), string_text(&c->a), &c->b);
    proof_pair(&c->en, string_text(&c->a), "", string_text(&c->b), "[\"<b>\"]");
}

/* list[i] with the sentence before it, and with an edit of itself. */
static void compare_real(struct comparing *c, struct proof *proof, const cotexto_text *list,
                         size_t i)
{
    string_reset(&c->b);
    texts_edit(&c->dice, EDITS_OF_ALL_KINDS, list[i], list[i - 1], &c->b);
    proof_pair(proof, list[i - 1], "", list[i], "");
    proof_pair(proof, list[i], "", string_text(&c->b), "");
}

static uint64_t compare_all(struct comparing *c, const struct corpus *corpus, size_t pairs)
{
    size_t sentences = corpus->count - 1;
    for (size_t i = 0; c->en.pairs + c->es.pairs < pairs; i++) {
        size_t place = 1 + i * 2654435761u % sentences; /* from all over the corpus */
        compare_random(c);
        if (i % 2 == 0)
            compare_real(c, &c->en, corpus->en, place);
        else
            compare_real(c, &c->es, corpus->es, place);
    }
    printf("%llu pairs: differences: %llu\n", (unsigned long long)(c->en.pairs + c->es.pairs),
           (unsigned long long)(c->en.differences + c->es.differences));
    return c->en.differences + c->es.differences;
}

/* -------------------------------------------------------------------------------------- speed */

static size_t count_words(cotexto_text text)
{
    size_t count = text.length > 0;
    for (size_t i = 0; i < text.length; i++)
        count += text.bytes[i] == ' ';
    return count;
}

/* Keeps the sentences of WORDS_OF_A_SENTENCE words, in NFC, and shuffles them: no two that are
 * alike follow each other. */
static size_t choose_sentences(cotexto_text *list, size_t count, struct arena *arena)
{
    struct dice dice = {1};
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (count_words(list[i]) == WORDS_OF_A_SENTENCE &&
            text_to_nfc(list[i], arena, &list[kept], NULL))
            kept++;
    }
    for (size_t i = kept; i > 1; i--) {
        size_t other = dice_roll(&dice, i);
        cotexto_text text = list[i - 1];
        list[i - 1] = list[other];
        list[other] = text;
    }
    return kept;
}

static double time_tokens(struct tokenizer *tokenizer, const cotexto_text *list, size_t count)
{
    struct arena arena = {0};
    struct tokens tokens;
    double start = seconds();
    for (size_t i = 0; i < count; i++) {
        arena_reset(&arena);
        if (!tokenizer_run(tokenizer, list[i], (cotexto_text){0}, &arena, &tokens, NULL))
            exit(1);
    }
    double end = seconds();
    arena_free(&arena);
    return end - start;
}

static double time_percents(struct tokenizer *tokenizer, const cotexto_text *list, size_t count)
{
    struct arena texts = {0}, scratch = {0};
    struct tokens *tokens = calloc(count + 1, sizeof *tokens);
    int percent;
    for (size_t i = 0; i < count; i++) {
        if (tokens == NULL ||
            !tokenizer_run(tokenizer, list[i], (cotexto_text){0}, &texts, &tokens[i], NULL))
            exit(1);
    }
    double start = seconds();
    for (size_t i = 1; i < count; i++) {
        arena_reset(&scratch);
        if (!match_percent(&tokens[i - 1], list[i - 1], &tokens[i], list[i], &scratch, &percent,
                           NULL))
            exit(1);
    }
    double end = seconds();
    free(tokens);
    arena_free(&texts);
    arena_free(&scratch);
    return end - start;
}

static void measure(const char *lang, cotexto_text *list, size_t count)
{
    struct arena arena = {0};
    struct tokenizer *tokenizer = tokenizer_new(lang, true, NULL);
    double tokens = 1e9, percents = 1e9;
    count = choose_sentences(list, count, &arena);
    for (int i = 0; i < RUNS && tokenizer != NULL; i++) {
        double a = time_tokens(tokenizer, list, count), b = time_percents(tokenizer, list, count);
        tokens = a < tokens ? a : tokens;
        percents = b < percents ? b : percents;
    }
    printf("%s, %zu sentences of %d words: tokens %.2f µs each (goal 4), percent of two %.2f µs\n",
           lang, count, WORDS_OF_A_SENTENCE, tokens * 1e6 / (double)count,
           percents * 1e6 / (double)count);
    tokenizer_free(tokenizer);
    arena_free(&arena);
}

int main(int argc, char **argv)
{
    struct corpus corpus;
    struct comparing c = {.dice = {1}};
    size_t pairs = argc > 1 ? strtoul(argv[1], NULL, 10) : 100000;
    if (!corpus_read(&corpus, "pairs-200k.tsv.xz", SIZE_MAX) ||
        !proof_open(&c.en, "en", "english") || !proof_open(&c.es, "es", "spanish")) {
        fprintf(stderr, "bench/percent: the texts of COTEXTO_SHARED are needed\n");
        return 2;
    }
    qsort(corpus.en, corpus.count, sizeof *corpus.en, by_bytes);
    qsort(corpus.es, corpus.count, sizeof *corpus.es, by_bytes);
    uint64_t differences = compare_all(&c, &corpus, pairs);
    measure("en", corpus.en, corpus.count);
    measure("es", corpus.es, corpus.count);
    proof_close(&c.en);
    proof_close(&c.es);
    string_free(&c.a);
    string_free(&c.b);
    corpus_free(&corpus);
    return differences != 0;
}
