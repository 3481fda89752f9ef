/* IBM model 1 over beads, source word by source word, so that all that belongs to one lies together
 * and nothing is kept for a pair of words in a bead. The two directions are learned together (after
 * Liang, Taskar and Klein 2006, "Alignment by agreement"): each counts the geometric mean of both
 * expectations, so that a frequent word does not gather what has found a better partner. A pair
 * that stands in one bead only teaches nothing (it would confirm the guess that it came from); it
 * takes part with the probability that such a pair has on average. */
#include "align/model1.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/table.h"
#include "base/text.h"

/* Measured on the development sets (bench/align). */
static const float first_guess = .1F; /* weight of a pair without likeness in the first iteration */
static const int iterations = 4;

/* A bead of more words than this teaches nothing but takes long. */
enum { BEAD_WORDS = 400 };

/* A word of one side of a bead. */
struct bag_word {
    uint32_t type, bead;
    float times; /* how often it is there */
    float once;  /* what it gives to each word of the other side with which it is seen once */
    float sum, next_sum; /* what all words of the other side give to it, and its coming from
                            nowhere: in this iteration and the next */
};

/* The distinct words of one side of all beads that teach, bead after bead, but for idle ones: those
 * that come once in the whole text and have no lasting pair, so that nothing can be learned of
 * them.
 */
struct bags {
    const struct words *from;
    const bool *idle; /* of each type */
    struct bag_word *words;
    size_t *starts; /* of each bead in words; one more than beads */
    float *once; /* of each bead: what all its words, idle or not, give to one of the other side */
};

struct learning {
    struct bags sources, targets;
    size_t bead_count; /* that teach */
    uint32_t *places;  /* numbers in sources.words, by type */
    size_t *place_starts;
    uint32_t *numbers; /* of each target type: its pair among those of the present source type, or
                          TABLE_NONE */
    struct word_pairs *pairs;
    size_t pair_count, pair_capacity;
    float *next; /* expected sightings of the pairs of the present source type */
};

/* --------------------------------------------------------------------------------------- bags */

/* The distinct words among the tokens. Sentences are short, so that a plain insertion is the
 * quickest way. */
static size_t fill_bag(const struct bags *bags, struct bag_word *bag, uint32_t bead, size_t from,
                       size_t to)
{
    size_t count = 0;
    for (size_t i = from; i < to; i++) {
        uint32_t type = bags->from->tokens[i];
        size_t at = count;
        if (bags->idle[type])
            continue;
        while (at > 0 && bag[at - 1].type > type)
            at--;
        if (at > 0 && bag[at - 1].type == type) {
            bag[at - 1].times += 1;
            continue;
        }
        memmove(bag + at + 1, bag + at, (count - at) * sizeof *bag);
        bag[at] = (struct bag_word){.type = type, .bead = bead, .times = 1};
        count++;
    }
    return count;
}

/* others: tokens of the other side of the bead. The probability of a pair that is seen once: the
 * other word is one of so many in the bead. */
static void add_bag(struct bags *bags, size_t bead, size_t from, size_t to, size_t others)
{
    const struct words *words = bags->from;
    size_t first = bags->starts[bead];
    bags->starts[bead + 1] = first + fill_bag(bags, bags->words + first, (uint32_t)bead, from, to);
    for (size_t i = from; i < to; i++)
        bags->once[bead] += 1 / ((float)words->types[words->tokens[i]].count * (float)others);
    for (size_t i = first; i < bags->starts[bead + 1]; i++) {
        struct bag_word *word = &bags->words[i];
        word->once = word->times / ((float)words->types[word->type].count * (float)others);
    }
}

static bool make_bags(struct bags *bags, const struct words *words, size_t bead_count)
{
    size_t tokens = words->starts[words->sentence_count];
    bags->from = words;
    bags->words = malloc((tokens + 1) * sizeof *bags->words);
    bags->starts = calloc(bead_count + 1, sizeof *bags->starts);
    bags->once = calloc(bead_count + 1, sizeof *bags->once);
    return bags->words != NULL && bags->starts != NULL && bags->once != NULL && tokens < TABLE_NONE;
}

static void free_bags(struct bags *bags)
{
    free(bags->words);
    free(bags->starts);
    free(bags->once);
}

static bool fill_bags(struct learning *learning, const struct words *source,
                      const struct words *target, const struct bead *beads, size_t count)
{
    if (!make_bags(&learning->sources, source, count) ||
        !make_bags(&learning->targets, target, count))
        return false;
    for (size_t i = 0; i < count; i++) {
        const struct bead *bead = &beads[i];
        size_t s_from = source->starts[bead->source], t_from = target->starts[bead->target],
               s_to = source->starts[bead->source + bead->source_count],
               t_to = target->starts[bead->target + bead->target_count];
        if (s_from == s_to || t_from == t_to || s_to - s_from > BEAD_WORDS ||
            t_to - t_from > BEAD_WORDS)
            continue;
        size_t number = learning->bead_count++;
        add_bag(&learning->sources, number, s_from, s_to, t_to - t_from);
        add_bag(&learning->targets, number, t_from, t_to, s_to - s_from);
    }
    return true;
}

/* Which types of both sides are idle. */
static bool find_idle(const struct word_pairs *lasting, const struct words *source,
                      const struct words *target, bool **source_idle, bool **target_idle)
{
    *source_idle = malloc(source->type_count + 1);
    *target_idle = malloc(target->type_count + 1);
    if (*source_idle == NULL || *target_idle == NULL)
        return false;
    for (size_t t = 0; t < target->type_count; t++)
        (*target_idle)[t] = target->types[t].count < 2;
    for (size_t s = 0; s < source->type_count; s++) {
        (*source_idle)[s] =
            source->types[s].count < 2 && lasting->starts[s] == lasting->starts[s + 1];
        for (size_t i = lasting->starts[s]; i < lasting->starts[s + 1]; i++)
            (*target_idle)[lasting->items[i].target] = false;
    }
    return true;
}

/* Where each source type stands. */
static bool index_sources(struct learning *learning)
{
    size_t count = learning->sources.starts[learning->bead_count];
    size_t types = learning->sources.from->type_count;
    learning->places = malloc((count + 1) * sizeof *learning->places);
    learning->place_starts = calloc(types + 2, sizeof *learning->place_starts);
    if (learning->places == NULL || learning->place_starts == NULL)
        return false;
    size_t *starts = learning->place_starts;
    for (size_t i = 0; i < count; i++)
        starts[learning->sources.words[i].type + 2]++;
    for (size_t s = 0; s < types; s++)
        starts[s + 2] += starts[s + 1];
    for (size_t i = 0; i < count; i++)
        learning->places[starts[learning->sources.words[i].type + 1]++] = (uint32_t)i;
    return true;
}

/* ------------------------------------------------------------------------ which pairs are kept */

static bool add_pair(struct learning *learning, const struct word_pair *pair, size_t first)
{
    struct word_pairs *pairs = learning->pairs;
    if (!array_reserve(&pairs->items, &learning->pair_capacity, learning->pair_count + 1,
                       sizeof *pairs->items))
        return false;
    pairs->items[learning->pair_count] = *pair;
    learning->numbers[pair->target] = (uint32_t)(learning->pair_count++ - first);
    return true;
}

/* Marks a target type as one that was seen beside the source type before. */
static const uint32_t seen_once = TABLE_NONE - 1;

/* The lasting pairs of a source type, and those seen in two beads. */
static bool list_pairs(struct learning *learning, const struct word_pairs *lasting, size_t source)
{
    size_t first = learning->pair_count;
    for (size_t i = lasting->starts[source]; i < lasting->starts[source + 1]; i++) {
        if (!add_pair(learning, &lasting->items[i], first))
            return false;
    }
    size_t from = learning->place_starts[source], to = learning->place_starts[source + 1];
    for (size_t i = from; to - from > 1 && i < to; i++) {
        size_t bead = learning->sources.words[learning->places[i]].bead;
        for (size_t t = learning->targets.starts[bead]; t < learning->targets.starts[bead + 1];
             t++) {
            uint32_t target = learning->targets.words[t].type;
            if (learning->numbers[target] == TABLE_NONE)
                learning->numbers[target] = seen_once;
            else if (learning->numbers[target] == seen_once &&
                     !add_pair(learning, &(struct word_pair){.target = target}, first))
                return false;
        }
    }
    return true;
}

static void forget_numbers(struct learning *learning, size_t source)
{
    const struct word_pairs *pairs = learning->pairs;
    for (size_t i = pairs->starts[source]; i < pairs->starts[source + 1]; i++)
        learning->numbers[pairs->items[i].target] = TABLE_NONE;
    for (size_t i = learning->place_starts[source]; i < learning->place_starts[source + 1]; i++) {
        size_t bead = learning->sources.words[learning->places[i]].bead;
        for (size_t t = learning->targets.starts[bead]; t < learning->targets.starts[bead + 1]; t++)
            learning->numbers[learning->targets.words[t].type] = TABLE_NONE;
    }
}

static bool list_all_pairs(struct learning *learning, const struct word_pairs *lasting)
{
    size_t types = learning->sources.from->type_count, longest = 0;
    learning->numbers =
        malloc((learning->targets.from->type_count + 1) * sizeof *learning->numbers);
    learning->pairs->starts = calloc(types + 1, sizeof *learning->pairs->starts);
    if (learning->numbers == NULL || learning->pairs->starts == NULL)
        return false;
    memset(learning->numbers, 0xFF, learning->targets.from->type_count * sizeof *learning->numbers);
    for (size_t s = 0; s < types; s++) {
        if (!list_pairs(learning, lasting, s))
            return false;
        size_t *starts = learning->pairs->starts;
        starts[s + 1] = learning->pair_count;
        longest = starts[s + 1] - starts[s] > longest ? starts[s + 1] - starts[s] : longest;
        forget_numbers(learning, s);
    }
    for (size_t i = 0; i < learning->pair_count; i++) {
        struct word_pair *pair = &learning->pairs->items[i];
        pair->forward = pair->backward = first_guess + pair->likeness + pair->known;
    }
    learning->next = calloc(longest + 1, sizeof *learning->next);
    return learning->next != NULL;
}

/* ----------------------------------------------------------------------------------- expecting */

/* What a word has without any pair: a word from nowhere is as likely as its share of the text; and
 * each word of the other side gives it what a pair seen once has. */
static void start_sums(struct bags *bags, const struct bags *others, size_t bead_count)
{
    const struct words *words = bags->from;
    float tokens = (float)words->starts[words->sentence_count];
    for (size_t bead = 0; bead < bead_count; bead++) {
        for (size_t i = bags->starts[bead]; i < bags->starts[bead + 1]; i++) {
            struct bag_word *word = &bags->words[i];
            word->sum = word->next_sum;
            word->next_sum = others->once[bead] + (float)words->types[word->type].count / tokens;
        }
    }
}

static void number_pairs(struct learning *learning, size_t source)
{
    const struct word_pairs *pairs = learning->pairs;
    for (size_t i = pairs->starts[source]; i < pairs->starts[source + 1]; i++)
        learning->numbers[pairs->items[i].target] = (uint32_t)(i - pairs->starts[source]);
}

static void unnumber_pairs(struct learning *learning, size_t source)
{
    const struct word_pairs *pairs = learning->pairs;
    for (size_t i = pairs->starts[source]; i < pairs->starts[source + 1]; i++)
        learning->numbers[pairs->items[i].target] = TABLE_NONE;
}

/* The pairs of a source type; NULL where no types at all were seen together. */
static const struct word_pair *pairs_of(const struct learning *learning, size_t source)
{
    const struct word_pairs *pairs = learning->pairs;
    return pairs->items == NULL ? NULL : pairs->items + pairs->starts[source];
}

/* Puts what the pairs of a source type give into the next sums, in place of a pair seen once. */
static void add_to_sums(struct learning *learning, size_t source)
{
    const struct word_pair *pairs = pairs_of(learning, source);
    for (size_t i = learning->place_starts[source]; i < learning->place_starts[source + 1]; i++) {
        struct bag_word *s = &learning->sources.words[learning->places[i]];
        struct bag_word *word = learning->targets.words + learning->targets.starts[s->bead],
                        *end = learning->targets.words + learning->targets.starts[s->bead + 1];
        float sum = 0;
        for (; word < end; word++) {
            uint32_t number = learning->numbers[word->type];
            if (number == TABLE_NONE)
                continue;
            word->next_sum += s->times * pairs[number].forward - s->once;
            sum += word->times * pairs[number].backward - word->once;
        }
        s->next_sum += sum;
    }
}

/* Each word's sum is shared out among the words that gave to it; a pair has of both directions what
 * they agree on. */
static void share_sums(struct learning *learning, size_t source)
{
    const struct word_pair *pairs = pairs_of(learning, source);
    for (size_t i = learning->place_starts[source]; i < learning->place_starts[source + 1]; i++) {
        const struct bag_word *s = &learning->sources.words[learning->places[i]];
        const struct bag_word *word = learning->targets.words + learning->targets.starts[s->bead],
                              *end =
                                  learning->targets.words + learning->targets.starts[s->bead + 1];
        float share = s->times / s->sum;
        for (; word < end; word++) {
            uint32_t number = learning->numbers[word->type];
            if (number == TABLE_NONE)
                continue;
            float forward = s->times * word->times * pairs[number].forward / word->sum;
            float backward = share * word->times * pairs[number].backward;
            learning->next[number] += sqrtf(forward * backward);
        }
    }
}

/* The last iteration leaves counts, the others probabilities. */
static void take_next(struct learning *learning, size_t source, bool last)
{
    const struct word_pairs *pairs = learning->pairs;
    float s_count = (float)learning->sources.from->types[source].count;
    size_t first = pairs->starts[source], count = pairs->starts[source + 1] - first;
    for (size_t i = 0; i < count; i++) {
        struct word_pair *pair = &pairs->items[first + i];
        float t_count = (float)learning->targets.from->types[pair->target].count;
        pair->forward = learning->next[i] / (last ? 1 : s_count);
        pair->backward = learning->next[i] / (last ? 1 : t_count);
        learning->next[i] = 0;
    }
}

/* Step 0 only makes the first sums; each further one is an iteration, which makes the sums of the
 * next on its way. */
static void iterate(struct learning *learning, int step)
{
    size_t types = learning->sources.from->type_count;
    start_sums(&learning->sources, &learning->targets, learning->bead_count);
    start_sums(&learning->targets, &learning->sources, learning->bead_count);
    for (size_t s = 0; s < types; s++) {
        number_pairs(learning, s);
        if (step > 0) {
            share_sums(learning, s);
            take_next(learning, s, step == iterations);
        }
        if (step < iterations)
            add_to_sums(learning, s);
        unnumber_pairs(learning, s);
    }
}

bool model1_learn(const struct word_pairs *lasting, const struct words *source,
                  const struct words *target, const struct bead *beads, size_t count,
                  struct word_pairs *out, cotexto_error *error)
{
    struct learning learning = {.pairs = out};
    bool *source_idle = NULL, *target_idle = NULL;
    bool good = find_idle(lasting, source, target, &source_idle, &target_idle);
    learning.sources.idle = source_idle;
    learning.targets.idle = target_idle;
    good = good && fill_bags(&learning, source, target, beads, count) && index_sources(&learning) &&
           list_all_pairs(&learning, lasting);
    for (int step = 0; good && step <= iterations; step++)
        iterate(&learning, step);
    free_bags(&learning.sources);
    free_bags(&learning.targets);
    free(source_idle);
    free(target_idle);
    free(learning.places);
    free(learning.place_starts);
    free(learning.numbers);
    free(learning.next);
    return good || error_no_memory(error);
}
