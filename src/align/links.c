/* Word links. What is known of two words (sightings together, likeness) makes their association;
 * the strongest pairs are linked first and take their words out of the competition (Melamed 2000,
 * "Models of translational equivalence among words", Computational Linguistics 26). */
#include "align/links.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "align/vocabulary.h"
#include "base/error.h"
#include "base/text.h"

/* Set by reading the links of real pairs (doc/matching.md). */
static const double discount = .5; /* of a pair's sightings: one seen twice is not certain */
static const double one_way_share = .5, one_way_discount = 2;
static const double likeness_share = .8; /* what likeness alone is worth */
static const double seen_apart = 20;     /* sightings without each other that halve a likeness */
static const double well_known = 10;     /* sightings of a word that the lexicon can be asked */
static const double few_units = 500, particle_weight = .3;
static const double commonness = 20;      /* how fast a frequent word loses weight */
static const double least_first = .2;     /* association that makes a link by itself */
static const double least_near = .05;     /* score that makes a link beside other links */
static const double least_attached = .08; /* association that adds a word to a link */
static const double place_share = .25;    /* what the relative place decides */
static const double near = 3;             /* words: how far a light word may be from its place */
enum { MOST_PAIRS = 1 << 20, SHORT_LETTERS = 3 };

struct linker {
    struct vocabularies words;
};

struct linker *linker_new(link_lexicon *lexicon, void *context, double units, cotexto_error *error)
{
    struct linker *linker = malloc(sizeof *linker);
    if (linker == NULL) {
        error_no_memory(error);
        return NULL;
    }
    vocabularies_start(&linker->words, lexicon, context, units);
    return linker;
}

void linker_free(struct linker *linker)
{
    if (linker == NULL)
        return;
    vocabularies_free(&linker->words);
    free(linker);
}

/* --------------------------------------------------------------------------------- association */

/* The share of the sightings of both words that are sightings together (the geometric mean of both
 * conditional probabilities); for a rare word that stands for several common ones ("filesystem"),
 * a part of its own conditional probability. */
static double seen_together(const struct known_word *source, const struct known_word *target,
                            double seen)
{
    double rarer = fmin(source->total, target->total);
    double mean = fmax(0, seen - discount) / sqrt(source->total * target->total);
    double one_way = one_way_share * fmax(0, seen - one_way_discount) / rarer;
    return fmin(1, fmax(mean, one_way));
}

/* Cheap to ask of words that are not alike at all, which most are not. */
static double likeness_of(const struct known_word *source, const struct known_word *target)
{
    bool equal = source->hash == target->hash;
    bool alike = source->start[0] != '\0' && source->start[0] == target->start[0] &&
                 memcmp(source->start, target->start, sizeof source->start) == 0;
    /* "a" is not "a" */
    bool sure = source->type.kind == KIND_NUMBER || source->type.fold.length >= SHORT_LETTERS;
    return (equal || alike) && sure ? cognate_likeness(&source->type, &target->type) : 0;
}

/* Sightings together, and likeness where they do not speak against it. */
static double association(const struct known_word *source, const struct known_word *target,
                          double seen)
{
    double together = seen > discount ? seen_together(source, target, seen) : 0;
    double likeness = likeness_of(source, target);
    if (source->type.kind == KIND_NUMBER)
        return fmax(likeness, together);
    if (likeness > 0 && seen <= 0 && likeness < 1)
        likeness *= seen_apart / (seen_apart + fmin(source->total, target->total));
    return 1 - (1 - together) * (1 - likeness_share * likeness);
}

/* Short and no abbreviation, as most articles and prepositions are. Characters of scripts without
 * blanks, of three bytes, are short for another reason. */
static bool is_particle(cotexto_text raw)
{
    size_t letters = text_code_points(raw), capitals = 0;
    for (size_t i = 0; i < raw.length; i++)
        capitals += raw.bytes[i] >= 'A' && raw.bytes[i] <= 'Z';
    return letters <= SHORT_LETTERS && raw.length < 3 * letters && capitals < 2;
}

/* By the share of units that have the word (in a handful of units every word is frequent); of words
 * that the lexicon hardly has, by their look. */
static double weight_of(const struct vocabularies *words, const struct known_word *word,
                        cotexto_text raw)
{
    double weight = 1 / (1 + commonness * word->total / (words->units + few_units));
    bool particle = word->type.kind == KIND_LETTERS && word->total < well_known && is_particle(raw);
    return particle ? fmin(weight, particle_weight) : weight;
}

/* ---------------------------------------------------------------------------------------- text */

struct reading {
    struct vocabularies *words;
    int side;
    struct arena *arena;
    struct links *links;
    size_t room;
    bool failed;
};

static bool add_word(void *context, const struct cut_word *word)
{
    struct reading *reading = context;
    struct links *links = reading->links;
    if (word->kind == KIND_MARK)
        return true;
    uint32_t number = vocabularies_number(reading->words, reading->side, word->fold, word->kind);
    struct link_word **words = &links->words[reading->side];
    size_t *count = &links->word_counts[reading->side];
    *words = arena_grow(reading->arena, *words, *count, &reading->room, sizeof **words);
    reading->failed = number == TABLE_NONE || *words == NULL;
    if (reading->failed)
        return false;
    struct known_word *known = &reading->words->sides[reading->side].words[number];
    known->type.kind = word->kind; /* not known of one met as a translation only */
    (*words)[(*count)++] =
        (struct link_word){.start = word->start, .end = word->end, .number = number, .weight = 1};
    return true;
}

/* Marks behind a letter belong to it. */
static size_t with_marks(cotexto_text text, size_t end)
{
    for (size_t at = end; at < text.length; end = at) {
        UChar32 c;
        U8_NEXT_OR_FFFD(text.bytes, at, text.length, c);
        if ((U_MASK(u_charType(c)) & U_GC_M_MASK) == 0)
            break;
    }
    return end;
}

/* Words go together over blanks and hyphens, and over the mark in "e.g" and "can't". */
static bool are_joined(cotexto_text between)
{
    if (text_equal(between, TEXT(".")) || text_equal(between, TEXT("'")) ||
        text_equal(between, TEXT("’")))
        return true;
    for (size_t i = 0; i < between.length; i++) {
        if (between.bytes[i] != ' ' && between.bytes[i] != '-')
            return false;
    }
    return true;
}

static bool read_text(struct vocabularies *both, int side, cotexto_text text, struct arena *arena,
                      struct links *links, cotexto_error *error)
{
    struct reading reading = {both, side, arena, links, 0, false};
    if (!words_cut(text, add_word, &reading, error))
        return false;
    if (reading.failed)
        return error_no_memory(error);
    for (size_t i = 0; i < links->word_counts[side]; i++) {
        struct link_word *word = &links->words[side][i];
        if (!vocabularies_learn(both, side, word->number, error))
            return false;
        const struct known_word *known = &both->sides[side].words[word->number];
        word->weight = (float)weight_of(both, known, text_slice(text, word->start, word->end));
        word->end = with_marks(text, word->end);
        word->known = known->total >= well_known;
        word->joined = i > 0 && are_joined(text_slice(text, word[-1].end, word->start));
    }
    return true;
}

/* ------------------------------------------------------------------------------------- linking */

/* A pair that competes for its two words. */
struct rival {
    double score;
    uint32_t source, target;
};

struct match {
    const struct links *links;
    size_t sources, targets;
    float *association;   /* source after source */
    uint32_t *partner[2]; /* of each word; TABLE_NONE: none */
    struct rival *rivals;
    size_t rival_room;
    struct link *links_out;
    size_t link_count, link_room;
    struct arena *arena;
    bool failed;
};

static double of_pair(const struct match *match, size_t source, size_t target)
{
    return (double)match->association[source * match->targets + target];
}

static void add_link(struct match *match, uint32_t source, uint32_t target, double strength)
{
    match->links_out = arena_grow(match->arena, match->links_out, match->link_count,
                                  &match->link_room, sizeof *match->links_out);
    if (match->links_out == NULL) {
        match->failed = true;
        return;
    }
    match->links_out[match->link_count++] = (struct link){source, target, (float)strength};
}

static bool is_light(const struct match *match, size_t source, size_t target)
{
    return match->links->words[0][source].weight < LINK_LIGHT ||
           match->links->words[1][target].weight < LINK_LIGHT;
}

/* By association, and among equals by how alike the places in the texts are. */
static double first_score(const struct match *match, size_t source, size_t target)
{
    double apart = fabs(((double)source + .5) / (double)match->sources -
                        ((double)target + .5) / (double)match->targets);
    double value = of_pair(match, source, target);
    if (is_light(match, source, target) || value < least_first)
        return 0;
    return value * (1 - place_share * apart);
}

/* The place that the nearest links on both sides give a word: how far the target word is from the
 * nearer one of the two; the relative place when there are no links. */
static double words_away(const struct match *match, size_t source, size_t target)
{
    double away = HUGE_VAL;
    for (size_t i = source; i-- > 0;) {
        if (match->partner[0][i] == TABLE_NONE)
            continue;
        away = fabs((double)target - (double)match->partner[0][i] - (double)(source - i));
        break;
    }
    for (size_t i = source + 1; i < match->sources; i++) {
        if (match->partner[0][i] == TABLE_NONE)
            continue;
        away =
            fmin(away, fabs((double)match->partner[0][i] - (double)target - (double)(i - source)));
        break;
    }
    if (away < HUGE_VAL)
        return away;
    return fabs((double)source * (double)match->targets / (double)match->sources - (double)target);
}

static double near_score(const struct match *match, size_t source, size_t target)
{
    double value = of_pair(match, source, target);
    if (value < least_near)
        return 0;
    double score = value * exp(-words_away(match, source, target) / near);
    return score < least_near ? 0 : score;
}

static int best_first(const void *a, const void *b)
{
    const struct rival *x = a, *y = b;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    if (x->source != y->source)
        return x->source < y->source ? -1 : 1;
    return (x->target > y->target) - (x->target < y->target);
}

static bool add_rival(struct match *match, size_t count, double score, uint32_t source,
                      uint32_t target)
{
    match->rivals =
        arena_grow(match->arena, match->rivals, count, &match->rival_room, sizeof *match->rivals);
    if (match->rivals == NULL)
        return false;
    match->rivals[count] = (struct rival){score, source, target};
    return true;
}

/* Links the free words in the order of a score. */
static bool compete(struct match *match,
                    double (*score)(const struct match *match, size_t source, size_t target))
{
    size_t count = 0;
    for (uint32_t i = 0; i < match->sources; i++) {
        for (uint32_t j = 0; match->partner[0][i] == TABLE_NONE && j < match->targets; j++) {
            if (of_pair(match, i, j) <= 0 || match->partner[1][j] != TABLE_NONE)
                continue;
            double value = score(match, i, j);
            if (value > 0 && !add_rival(match, count++, value, i, j))
                return false;
        }
    }
    if (count > 0)
        qsort(match->rivals, count, sizeof *match->rivals, best_first);
    for (size_t k = 0; k < count; k++) {
        const struct rival *rival = &match->rivals[k];
        if (match->partner[0][rival->source] != TABLE_NONE ||
            match->partner[1][rival->target] != TABLE_NONE)
            continue;
        match->partner[0][rival->source] = rival->target;
        match->partner[1][rival->target] = rival->source;
        add_link(match, rival->source, rival->target, of_pair(match, rival->source, rival->target));
    }
    return true;
}

/* A word that is left free joins the link of a neighbour that it goes with: "will be held" is
 * "celebrará". side: of the free words. */
static void attach(struct match *match, int side)
{
    size_t count = side == 0 ? match->sources : match->targets;
    for (size_t i = 0; i < count; i++) {
        if (match->partner[side][i] != TABLE_NONE)
            continue;
        double best = least_attached;
        uint32_t with = TABLE_NONE;
        for (size_t k = i > 2 ? i - 2 : 0; k <= i + 2 && k < count; k++) {
            uint32_t other = k == i ? TABLE_NONE : match->partner[side][k];
            double value = other == TABLE_NONE ? 0
                           : side == 0         ? of_pair(match, i, other)
                                               : of_pair(match, other, i);
            if (value > best) {
                best = value;
                with = other;
            }
        }
        if (with == TABLE_NONE)
            continue;
        if (side == 0)
            add_link(match, (uint32_t)i, with, best);
        else
            add_link(match, with, (uint32_t)i, best);
    }
}

/* The one heavy word without link between the nearest links around word `at`; *before and *behind
 * are the words with those links, of which the first may be -1 and the second the count. false: it
 * is not the only one. */
static bool is_alone(const struct match *match, int side, size_t at, ptrdiff_t *before,
                     ptrdiff_t *behind)
{
    const struct link_word *words = match->links->words[side];
    ptrdiff_t count = (ptrdiff_t)(side == 0 ? match->sources : match->targets);
    *before = (ptrdiff_t)at - 1;
    *behind = (ptrdiff_t)at + 1;
    while (*before >= 0 && match->partner[side][*before] == TABLE_NONE) {
        if (words[(*before)--].weight >= LINK_LIGHT)
            return false;
    }
    while (*behind < count && match->partner[side][*behind] == TABLE_NONE) {
        if (words[(*behind)++].weight >= LINK_LIGHT)
            return false;
    }
    return true;
}

/* The word that is left alone on the other side between the partners of two words; TABLE_NONE:
 * none, or the partners stand in another order. */
static uint32_t left_between(const struct match *match, ptrdiff_t before, ptrdiff_t behind)
{
    size_t from = before < 0 ? 0 : match->partner[0][before] + (size_t)1;
    size_t to = behind >= (ptrdiff_t)match->sources ? match->targets : match->partner[0][behind];
    uint32_t alone = TABLE_NONE;
    for (size_t j = from; j < to; j++) {
        if (match->partner[1][j] != TABLE_NONE)
            return TABLE_NONE;
        if (match->links->words[1][j].weight < LINK_LIGHT)
            continue;
        if (alone != TABLE_NONE)
            return TABLE_NONE;
        alone = (uint32_t)j;
    }
    return alone;
}

/* Whether the link next to a word has words left on its far side too, in both texts: a noun and an
 * adjective may have changed places ("alianza estratégica nueva", "new strategic partnership").
 * at: the linked word; step: away from the word in question. */
static bool may_be_inverted(const struct match *match, ptrdiff_t at, ptrdiff_t step)
{
    if (at < 0 || at >= (ptrdiff_t)match->sources)
        return false;
    ptrdiff_t source = at + step, target = (ptrdiff_t)match->partner[0][at] + step;
    return source >= 0 && source < (ptrdiff_t)match->sources && target >= 0 &&
           target < (ptrdiff_t)match->targets && match->partner[0][source] == TABLE_NONE &&
           match->partner[1][target] == TABLE_NONE;
}

/* A heavy word that is left alone between two links, and so is one on the other side. */
static void link_last_ones(struct match *match)
{
    if (match->link_count == 0)
        return; /* nothing says that the texts are alike */
    for (size_t i = 0; i < match->sources; i++) {
        ptrdiff_t before, behind;
        if (match->partner[0][i] != TABLE_NONE || match->links->words[0][i].weight < LINK_LIGHT ||
            !is_alone(match, 0, i, &before, &behind) || may_be_inverted(match, before, -1) ||
            may_be_inverted(match, behind, 1))
            continue;
        uint32_t j = left_between(match, before, behind);
        if (j == TABLE_NONE)
            continue;
        match->partner[0][i] = j;
        match->partner[1][j] = (uint32_t)i;
        add_link(match, (uint32_t)i, j, (double)LINK_BY_EXCLUSION);
    }
}

static int by_target(const void *a, const void *b)
{
    const struct link *x = a, *y = b;
    if (x->target != y->target)
        return x->target < y->target ? -1 : 1;
    return (x->source > y->source) - (x->source < y->source);
}

/* The words of the target by their number in the vocabulary. */
struct numbered {
    uint32_t *first; /* word of the text, of each number; TABLE_NONE: none */
    uint32_t *next;  /* of each word of the text: the next one that is the same */
};

static bool number_targets(const struct match *match, const struct vocabularies *both,
                           struct numbered *out)
{
    size_t count = both->sides[1].count;
    out->first = arena_alloc(match->arena, (count + 1) * sizeof *out->first);
    out->next = arena_alloc(match->arena, (match->targets + 1) * sizeof *out->next);
    if (out->first == NULL || out->next == NULL)
        return false;
    for (size_t i = 0; i < count; i++)
        out->first[i] = TABLE_NONE;
    for (size_t j = match->targets; j-- > 0;) {
        uint32_t number = match->links->words[1][j].number;
        out->next[j] = out->first[number];
        out->first[number] = (uint32_t)j;
    }
    return true;
}

/* The associations of one source word: row holds its sightings first. */
static void associate(const struct match *match, const struct vocabularies *both,
                      const struct numbered *targets, size_t i)
{
    float *row = &match->association[i * match->targets];
    const struct known_word *source = &both->sides[0].words[match->links->words[0][i].number];
    for (size_t k = 0; k < source->sense_count; k++) {
        uint32_t j = targets->first[source->senses[k].word];
        for (; j != TABLE_NONE; j = targets->next[j])
            row[j] = source->senses[k].count;
    }
    for (size_t j = 0; j < match->targets; j++) {
        const struct known_word *target = &both->sides[1].words[match->links->words[1][j].number];
        row[j] = (float)association(source, target, (double)row[j]);
    }
}

static bool prepare(struct match *match, const struct vocabularies *both)
{
    const struct links *links = match->links;
    struct numbered targets;
    match->association =
        arena_array(match->arena, match->sources * match->targets, sizeof *match->association);
    for (int side = 0; side < 2; side++) {
        size_t count = links->word_counts[side];
        match->partner[side] = arena_array(match->arena, count, sizeof **match->partner);
        for (size_t i = 0; match->partner[side] != NULL && i < count; i++)
            match->partner[side][i] = TABLE_NONE;
    }
    if (match->association == NULL || match->partner[0] == NULL || match->partner[1] == NULL ||
        !number_targets(match, both, &targets))
        return false;
    for (size_t i = 0; i < match->sources; i++)
        associate(match, both, &targets, i);
    return true;
}

bool linker_run(struct linker *linker, cotexto_text source, cotexto_text target,
                struct arena *arena, struct links *out, cotexto_error *error)
{
    *out = (struct links){0};
    if (!read_text(&linker->words, 0, source, arena, out, error) ||
        !read_text(&linker->words, 1, target, arena, out, error))
        return false;
    struct match match = {.links = out,
                          .sources = out->word_counts[0],
                          .targets = out->word_counts[1],
                          .arena = arena};
    if (match.sources == 0 || match.targets == 0 || match.targets > MOST_PAIRS / match.sources)
        return true;
    if (!prepare(&match, &linker->words) || !compete(&match, first_score) ||
        !compete(&match, near_score))
        return error_no_memory(error);
    attach(&match, 1);
    attach(&match, 0);
    link_last_ones(&match);
    if (match.failed)
        return error_no_memory(error);
    if (match.link_count > 0)
        qsort(match.links_out, match.link_count, sizeof *match.links_out, by_target);
    out->items = match.links_out;
    out->count = match.link_count;
    out->association = match.association;
    return true;
}
