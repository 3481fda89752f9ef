/* Habits: how long translations are beside their sources, and which words each language has, as
 * far as some translations tell. Robust: medians, so that wrong pairs among them matter little. */
#include "check/check.h"

#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/tag.h"
#include "base/text.h"
#include "text/language.h"
#include "text/unicode.h"

/* Added to both lengths: what a short text may differ by. */
#define SOFTENED 20.0

enum { SAMPLE_BYTES = 20000, RATIOS_LEAST = 30, WEIGHT_LEAST = 10 };

void habits_start(struct check_habits *habits)
{
    *habits = (struct check_habits){0};
    habits->words.arena = &habits->arena;
}

void habits_free(struct check_habits *habits)
{
    table_free(&habits->words);
    free(habits->ratios);
    string_free(&habits->samples[0]);
    string_free(&habits->samples[1]);
    arena_free(&habits->arena);
}

double habits_excess(const struct check_habits *habits, cotexto_text source, cotexto_text target)
{
    double usual = habits != NULL && habits->ratio_known ? habits->ratio : 0;
    return log((unicode_weight(target) + SOFTENED) /
               (unicode_weight(source) * exp(usual) + SOFTENED));
}

/* Words of one character are left out: they are letters and numbers as often. */
static bool count_words(struct check_habits *habits, const struct tokens *tokens, int side)
{
    for (size_t i = 0; i < tokens->count; i++) {
        const struct token *token = &tokens->items[i];
        if (token->class != TOKEN_WORD || token->fold.length < 2)
            continue;
        uint32_t word = table_put(&habits->words, token->fold, (uint32_t)habits->word_count);
        if (word == TABLE_NONE)
            return false;
        if (word == habits->word_count) {
            habits->counts = arena_grow(&habits->arena, habits->counts, habits->word_count,
                                        &habits->word_room, sizeof *habits->counts);
            if (habits->counts == NULL)
                return false;
            habits->counts[habits->word_count][0] = habits->counts[habits->word_count][1] = 0;
            habits->word_count++;
        }
        habits->counts[word][side]++;
    }
    return true;
}

bool habits_add(struct check_habits *habits, const struct check_unit *unit, cotexto_error *error)
{
    const struct check_side *sides[] = {&unit->source, &unit->target};
    if (check_same_words(unit)) /* names, or not translated: they teach nothing */
        return true;
    double from = unicode_weight(unit->source.text), to = unicode_weight(unit->target.text);
    if (from >= WEIGHT_LEAST && to >= WEIGHT_LEAST) {
        if (!array_reserve(&habits->ratios, &habits->ratio_room, habits->ratio_count + 1,
                           sizeof *habits->ratios))
            return error_no_memory(error);
        habits->ratios[habits->ratio_count++] = log(to / from);
    }
    for (int side = 0; side < 2; side++) {
        struct string *sample = &habits->samples[side];
        if (sample->length < SAMPLE_BYTES) {
            string_append_text(sample, sides[side]->text);
            string_append_char(sample, '\n');
        }
        if (sample->failed || !count_words(habits, &sides[side]->tokens, side))
            return error_no_memory(error);
    }
    return true;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values, size_t count)
{
    qsort(values, count, sizeof *values, compare);
    return values[count / 2];
}

/* A sample may be in another language than it says. */
static bool is_of(const struct string *sample, const char *lang)
{
    char guessed[COTEXTO_TAG_SIZE];
    double sure = language_guess(string_text(sample), guessed);
    return sure < 0.3 || !language_known(lang) || tag_same_language(guessed, lang);
}

void habits_finish(struct check_habits *habits, const char *source, const char *target)
{
    habits->words_known = habits->word_count > 0 && is_of(&habits->samples[0], source) &&
                          is_of(&habits->samples[1], target);
    habits->ratio_known = habits->ratio_count >= RATIOS_LEAST;
    if (!habits->ratio_known)
        return;
    habits->ratio = median(habits->ratios, habits->ratio_count);
    for (size_t i = 0; i < habits->ratio_count; i++)
        habits->ratios[i] = fabs(habits->ratios[i] - habits->ratio);
    /* of a normal distribution, the standard deviation is 1.4826 times this */
    habits->spread = 1.4826 * median(habits->ratios, habits->ratio_count);
}

void habits_of_word(const struct check_habits *habits, cotexto_text fold, uint32_t counts[2])
{
    counts[0] = counts[1] = 0;
    uint32_t word = habits == NULL ? TABLE_NONE : table_find(&habits->words, fold);
    if (word == TABLE_NONE)
        return;
    counts[0] = habits->counts[word][0];
    counts[1] = habits->counts[word][1];
}
