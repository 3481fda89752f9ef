/* Word links. What is known of two words (sightings together, likeness) makes their association;
 * the strongest pairs are linked first and take their words out of the competition (Melamed 2000,
 * "Models of translational equivalence among words", Computational Linguistics 26). */
#include "align/links.h"

#include <math.h>
#include <stdlib.h>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "align/cognate.h"
#include "base/error.h"
#include "base/text.h"

/* Set by reading the links of real pairs (doc/matching.md). */
static const double discount = .5; /* of a pair's sightings: one seen twice is not certain */
static const double one_way_share = .5, one_way_discount = 2;
static const double likeness_share = .8;   /* what likeness alone is worth */
static const double seen_apart = 20;       /* sightings without each other that halve a likeness */
static const double well_known = 10;       /* sightings of a word that the lexicon can be asked */
static const double commonness = 20;       /* how fast a frequent word loses weight */
static const double light = .4;            /* words below this weight are linked after the others */
static const double least_first = .2;      /* association that makes a link by itself */
static const double least_near = .05;      /* score that makes a link beside other links */
static const double least_attached = .08;  /* association that adds a word to a link */
static const double by_exclusion = .3;     /* strength of a link of the last two words */
static const double place_share = .25;     /* what the relative place decides */
static const double near = 3;              /* words: how far a light word may be from its place */
static const double gap = .15, hole = .45; /* what a light and a heavy word without link cost */
static const double mark = .5;             /* and a mark between two words */
static const double least_hint = .01;      /* association of a word beside a span with one left */
static const double least_confidence = .3; /* of a span */
static const double least_strength = .2;   /* of a link that is told by itself */
enum { MOST_PAIRS = 1 << 20, SHORT_LETTERS = 3 };

/* ---------------------------------------------------------------------------------- vocabulary */

struct sense {
    uint32_t word; /* of the other side */
    float count;
};

struct known_word {
    struct word_type type;
    bool spelled, asked;
    const struct sense *senses; /* by number of the word */
    size_t sense_count;
    double total; /* sightings with all translations */
};

struct vocabulary {
    struct table table; /* fold to number */
    struct known_word *words;
    size_t count, room;
};

struct linker {
    link_lexicon *lexicon;
    void *context;
    double units;
    struct arena arena;
    struct speller speller;
    struct vocabulary sides[2];
};

struct linker *linker_new(link_lexicon *lexicon, void *context, double units, cotexto_error *error)
{
    struct linker *linker = calloc(1, sizeof *linker);
    if (linker == NULL) {
        error_no_memory(error);
        return NULL;
    }
    linker->lexicon = lexicon;
    linker->context = context;
    linker->units = units;
    linker->sides[0].table.arena = linker->sides[1].table.arena = &linker->arena;
    return linker;
}

void linker_free(struct linker *linker)
{
    if (linker == NULL)
        return;
    for (int side = 0; side < 2; side++) {
        table_free(&linker->sides[side].table);
        free(linker->sides[side].words);
    }
    speller_close(&linker->speller);
    arena_free(&linker->arena);
    free(linker);
}

/* The number of a word, new or not; TABLE_NONE: out of memory. */
static uint32_t number_of(struct linker *linker, int side, cotexto_text fold, enum word_kind kind)
{
    struct vocabulary *vocabulary = &linker->sides[side];
    uint32_t next = (uint32_t)vocabulary->count;
    if (!array_reserve(&vocabulary->words, &vocabulary->room, vocabulary->count + 1,
                       sizeof *vocabulary->words))
        return TABLE_NONE;
    uint32_t number = table_put(&vocabulary->table, fold, next);
    if (number != next)
        return number;
    cotexto_text copy = arena_text(&linker->arena, fold);
    if (copy.bytes == NULL)
        return TABLE_NONE;
    vocabulary->words[vocabulary->count++] =
        (struct known_word){.type = {.fold = copy, .kind = kind}};
    return number;
}

struct asking {
    struct linker *linker;
    int side; /* of the translations */
    struct sense *senses;
    size_t count, room;
    double total;
    bool failed;
};

static bool add_sense(void *context, cotexto_text translation, double count)
{
    struct asking *asking = context;
    uint32_t word = number_of(asking->linker, asking->side, translation, KIND_LETTERS);
    asking->senses = arena_grow(&asking->linker->arena, asking->senses, asking->count,
                                &asking->room, sizeof *asking->senses);
    asking->failed = word == TABLE_NONE || asking->senses == NULL;
    if (asking->failed)
        return false;
    asking->senses[asking->count++] = (struct sense){word, (float)count};
    asking->total += count;
    return true;
}

static int by_word(const void *a, const void *b)
{
    const struct sense *x = a, *y = b;
    return (x->word > y->word) - (x->word < y->word);
}

/* Has what is known of a word ready. */
static bool learn_word(struct linker *linker, int side, uint32_t number, cotexto_error *error)
{
    struct known_word *word = &linker->sides[side].words[number];
    if (!word->spelled && !speller_write(&linker->speller, &word->type, &linker->arena))
        return error_no_memory(error);
    word->spelled = true;
    if (word->asked || linker->units <= 0)
        return true;
    struct asking asking = {.linker = linker, .side = 1 - side};
    if (!linker->lexicon(linker->context, side == 1, word->type.fold, add_sense, &asking, error))
        return false;
    if (asking.failed)
        return error_no_memory(error);
    if (asking.count > 0)
        qsort(asking.senses, asking.count, sizeof *asking.senses, by_word);
    word = &linker->sides[side].words[number];
    word->senses = asking.senses;
    word->sense_count = asking.count;
    word->total = asking.total;
    word->asked = true;
    return true;
}

/* --------------------------------------------------------------------------------- association */

static double sightings(const struct known_word *source, uint32_t target)
{
    size_t low = 0, high = source->sense_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (source->senses[middle].word < target)
            low = middle + 1;
        else
            high = middle;
    }
    return low < source->sense_count && source->senses[low].word == target
               ? (double)source->senses[low].count
               : 0;
}

/* Spanish writes an e before the s of Latin words: estratégica, strategic. */
static cotexto_text without_first_e(cotexto_text skeleton)
{
    bool has = skeleton.length > 3 && skeleton.bytes[0] == 'e' && skeleton.bytes[1] == 's' &&
               memchr("aeiou", skeleton.bytes[2], 5) == NULL;
    return has ? text_slice(skeleton, 1, skeleton.length) : skeleton;
}

static double likeness_of(const struct word_type *source, const struct word_type *target)
{
    struct word_type a = *source, b = *target;
    a.skeleton = without_first_e(a.skeleton);
    b.skeleton = without_first_e(b.skeleton);
    double likeness = cognate_likeness(&a, &b);
    bool sure = source->kind == KIND_NUMBER || source->fold.length >= SHORT_LETTERS;
    return sure ? likeness : 0; /* "a" is not "a" */
}

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

/* Sightings together, and likeness where they do not speak against it. */
static double association(const struct known_word *source, const struct known_word *target,
                          uint32_t target_number)
{
    double seen = sightings(source, target_number);
    double together = seen > discount ? seen_together(source, target, seen) : 0;
    double likeness = likeness_of(&source->type, &target->type);
    if (source->type.kind == KIND_NUMBER)
        return fmax(likeness, together);
    if (likeness > 0 && seen <= 0 && likeness < 1)
        likeness *= seen_apart / (seen_apart + fmin(source->total, target->total));
    return 1 - (1 - together) * (1 - likeness_share * likeness);
}

static double weight_of(const struct linker *linker, const struct known_word *word,
                        cotexto_text raw)
{
    if (word->total > 0)
        return 1 / (1 + commonness * word->total / linker->units);
    size_t letters = 0;
    for (size_t i = 0; i < raw.length; i++)
        letters += ((unsigned char)raw.bytes[i] & 0xC0) != 0x80;
    return word->type.kind == KIND_LETTERS && letters <= SHORT_LETTERS && letters == raw.length ? .3
                                                                                                : 1;
}

/* ---------------------------------------------------------------------------------------- text */

struct reading {
    struct linker *linker;
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
    uint32_t number = number_of(reading->linker, reading->side, word->fold, word->kind);
    struct link_word **words = &links->words[reading->side];
    size_t *count = &links->word_counts[reading->side];
    *words = arena_grow(reading->arena, *words, *count, &reading->room, sizeof **words);
    reading->failed = number == TABLE_NONE || *words == NULL;
    if (reading->failed)
        return false;
    struct known_word *known = &reading->linker->sides[reading->side].words[number];
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

static bool read_text(struct linker *linker, int side, cotexto_text text, struct arena *arena,
                      struct links *links, cotexto_error *error)
{
    struct reading reading = {linker, side, arena, links, 0, false};
    if (!words_cut(text, add_word, &reading, error))
        return false;
    if (reading.failed)
        return error_no_memory(error);
    for (size_t i = 0; i < links->word_counts[side]; i++) {
        struct link_word *word = &links->words[side][i];
        if (!learn_word(linker, side, word->number, error))
            return false;
        word->weight = (float)weight_of(linker, &linker->sides[side].words[word->number],
                                        text_slice(text, word->start, word->end));
        word->end = with_marks(text, word->end);
        word->known = linker->sides[side].words[word->number].total >= well_known;
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
    return (double)match->links->words[0][source].weight < light ||
           (double)match->links->words[1][target].weight < light;
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

/* Links the free words in the order of a score. */
static void compete(struct match *match,
                    double (*score)(const struct match *match, size_t source, size_t target))
{
    size_t count = 0;
    for (uint32_t i = 0; i < match->sources; i++) {
        for (uint32_t j = 0; match->partner[0][i] == TABLE_NONE && j < match->targets; j++) {
            if (match->partner[1][j] != TABLE_NONE ||
                match->association[i * match->targets + j] <= 0)
                continue;
            double value = score(match, i, j);
            if (value > 0)
                match->rivals[count++] = (struct rival){value, i, j};
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
        if ((double)words[(*before)--].weight >= light)
            return false;
    }
    while (*behind < count && match->partner[side][*behind] == TABLE_NONE) {
        if ((double)words[(*behind)++].weight >= light)
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
        if ((double)match->links->words[1][j].weight < light)
            continue;
        if (alone != TABLE_NONE)
            return TABLE_NONE;
        alone = (uint32_t)j;
    }
    return alone;
}

/* A heavy word that is left alone between two links, and so is one on the other side. */
static void link_last_ones(struct match *match)
{
    if (match->link_count == 0)
        return; /* nothing says that the texts are alike */
    for (size_t i = 0; i < match->sources; i++) {
        ptrdiff_t before, behind;
        if (match->partner[0][i] != TABLE_NONE ||
            (double)match->links->words[0][i].weight < light ||
            !is_alone(match, 0, i, &before, &behind))
            continue;
        uint32_t j = left_between(match, before, behind);
        if (j == TABLE_NONE)
            continue;
        match->partner[0][i] = j;
        match->partner[1][j] = (uint32_t)i;
        add_link(match, (uint32_t)i, j, by_exclusion);
    }
}

static int by_target(const void *a, const void *b)
{
    const struct link *x = a, *y = b;
    if (x->target != y->target)
        return x->target < y->target ? -1 : 1;
    return (x->source > y->source) - (x->source < y->source);
}

static bool prepare(struct match *match, const struct linker *linker)
{
    const struct links *links = match->links;
    size_t pairs = match->sources * match->targets;
    match->association = arena_array(match->arena, pairs, sizeof *match->association);
    match->rivals = arena_array(match->arena, pairs, sizeof *match->rivals);
    for (int side = 0; side < 2; side++) {
        size_t count = links->word_counts[side];
        match->partner[side] = arena_array(match->arena, count, sizeof **match->partner);
        for (size_t i = 0; match->partner[side] != NULL && i < count; i++)
            match->partner[side][i] = TABLE_NONE;
    }
    if (match->association == NULL || match->rivals == NULL || match->partner[0] == NULL ||
        match->partner[1] == NULL)
        return false;
    for (size_t i = 0; i < match->sources; i++) {
        const struct known_word *source = &linker->sides[0].words[links->words[0][i].number];
        for (size_t j = 0; j < match->targets; j++) {
            uint32_t number = links->words[1][j].number;
            match->association[i * match->targets + j] =
                (float)association(source, &linker->sides[1].words[number], number);
        }
    }
    return true;
}

bool linker_run(struct linker *linker, cotexto_text source, cotexto_text target,
                struct arena *arena, struct links *out, cotexto_error *error)
{
    *out = (struct links){0};
    if (!read_text(linker, 0, source, arena, out, error) ||
        !read_text(linker, 1, target, arena, out, error))
        return false;
    struct match match = {.links = out,
                          .sources = out->word_counts[0],
                          .targets = out->word_counts[1],
                          .arena = arena};
    if (match.sources == 0 || match.targets == 0 || match.targets > MOST_PAIRS / match.sources)
        return true;
    if (!prepare(&match, linker))
        return error_no_memory(error);
    compete(&match, first_score);
    compete(&match, near_score);
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

/* --------------------------------------------------------------------------------------- spans */

static bool is_inside(const struct link_word *word, cotexto_range range)
{
    return word->start < range.end && word->end > range.start;
}

/* What a target word adds to a span: its links from inside the part speak for it, those from
 * outside against, and a word without links is a gap. links: those of this word. */
static double worth(const struct links *text, const struct link *links, size_t count,
                    const struct link_word *target, cotexto_range source)
{
    double inside = 0, outside = 0;
    for (size_t k = 0; k < count; k++) {
        const struct link_word *word = &text->words[0][links[k].source];
        double value = (double)word->weight * sqrt((double)links[k].strength);
        if (is_inside(word, source))
            inside += value;
        else
            outside += value;
    }
    if (count == 0)
        return -((double)target->weight < light ? gap : hole);
    return inside >= outside ? inside : -outside;
}

/* Words of the target from..to, and what they are worth. */
struct span {
    size_t from, to;
    double worth;
};

/* The run of words that is worth most (Kadane). */
static struct span best_span(const struct links *links, cotexto_range source)
{
    struct span best = {0}, run = {0};
    size_t link = 0;
    for (size_t j = 0; j < links->word_counts[1]; j++) {
        size_t first = link;
        while (link < links->count && links->items[link].target == j)
            link++;
        double value =
            worth(links, &links->items[first], link - first, &links->words[1][j], source);
        if (!links->words[1][j].joined)
            run.worth -= mark;
        if (run.worth <= 0)
            run = (struct span){j, j, 0};
        run.worth += value;
        run.to = j + 1;
        if (run.worth > best.worth)
            best = run;
    }
    return best;
}

static bool has_links(const struct links *links, int side, size_t word)
{
    for (size_t k = 0; k < links->count; k++) {
        if ((side == 0 ? links->items[k].source : links->items[k].target) == word)
            return true;
    }
    return false;
}

static bool is_left(const struct links *links, size_t word, cotexto_range source)
{
    return is_inside(&links->words[0][word], source) &&
           (double)links->words[0][word].weight >= light && !has_links(links, 0, word);
}

/* Heavy words of the part that have no link. */
static size_t words_left(const struct links *links, cotexto_range source)
{
    size_t left = 0;
    for (size_t i = 0; i < links->word_counts[0]; i++)
        left += is_left(links, i, source);
    return left;
}

/* Whether a target word may be what translates a word that is left: something speaks for it, or the
 * lexicon has neither of them. */
static bool may_translate(const struct links *links, size_t target, cotexto_range source)
{
    for (size_t i = 0; i < links->word_counts[0]; i++) {
        if (!is_left(links, i, source))
            continue;
        double value = (double)links->association[i * links->word_counts[1] + target];
        if (value >= least_hint || (!links->words[0][i].known && !links->words[1][target].known))
            return true;
    }
    return false;
}

/* The words beside `at` in one direction that belong to the same run and have no link. *last: of
 * the heavy ones, the last. Gives how many heavy ones there are; 0 also when one of them can't be
 * meant. */
static size_t free_run(const struct links *links, size_t at, bool forward, cotexto_range source,
                       size_t *last)
{
    const struct link_word *words = links->words[1];
    size_t heavy = 0;
    while (forward ? at + 1 < links->word_counts[1] && words[at + 1].joined
                   : at > 0 && words[at].joined) {
        at = forward ? at + 1 : at - 1;
        if (has_links(links, 1, at))
            break;
        if ((double)words[at].weight < light)
            continue;
        if (!may_translate(links, at, source))
            return 0;
        heavy++;
        *last = at;
    }
    return heavy;
}

/* Takes words beside the span that have no link, when the part has as many left, and the run of
 * them ends there: "archivos" of "sistema de archivos" is the "file" before "system". Gives how
 * many it took. */
static size_t widen(const struct links *links, cotexto_range source, struct span *span)
{
    size_t left = words_left(links, source), last = 0;
    size_t before = free_run(links, span->from, false, source, &last);
    if (before > left)
        before = 0;
    if (before > 0)
        span->from = last;
    size_t behind = free_run(links, span->to - 1, true, source, &last);
    if (behind > left - before)
        behind = 0;
    if (behind > 0)
        span->to = last + 1;
    return before + behind;
}

/* The share of the part's words that are linked into the span, by weight and strength; `taken`
 * words without links count as if they were linked by exclusion. */
static double confidence_of(const struct links *links, cotexto_range source,
                            const struct span *span, size_t taken)
{
    double all = 0, linked = (double)taken * sqrt(by_exclusion);
    for (size_t i = 0; i < links->word_counts[0]; i++) {
        const struct link_word *word = &links->words[0][i];
        double strength = 0;
        if (!is_inside(word, source))
            continue;
        for (size_t k = 0; k < links->count; k++) {
            const struct link *link = &links->items[k];
            if (link->source == i && link->target >= span->from && link->target < span->to)
                strength = fmax(strength, (double)link->strength);
        }
        all += (double)word->weight;
        linked += (double)word->weight * sqrt(strength);
    }
    return all > 0 ? linked / all : 0;
}

cotexto_range links_span(const struct links *links, cotexto_range source)
{
    struct span span = best_span(links, source);
    if (span.worth <= 0)
        return (cotexto_range){0};
    size_t taken = widen(links, source, &span);
    if (confidence_of(links, source, &span, taken) < least_confidence)
        return (cotexto_range){0};
    return (cotexto_range){links->words[1][span.from].start, links->words[1][span.to - 1].end};
}

static bool in_any(const struct link_word *word, const cotexto_range *parts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (is_inside(word, parts[i]))
            return true;
    }
    return false;
}

bool links_words(const struct links *links, const cotexto_range *parts, size_t part_count,
                 struct arena *arena, cotexto_range **out, size_t *count, cotexto_error *error)
{
    *count = 0;
    *out = arena_array(arena, links->count, sizeof **out);
    if (*out == NULL)
        return error_no_memory(error);
    size_t last = 0; /* the target word that the last range ends with */
    for (size_t k = 0; k < links->count; k++) {
        const struct link *link = &links->items[k];
        const struct link_word *word = &links->words[1][link->target];
        if ((double)link->strength < least_strength ||
            !in_any(&links->words[0][link->source], parts, part_count))
            continue;
        if (*count > 0 && link->target <= last + 1)
            (*out)[*count - 1].end = word->end;
        else
            (*out)[(*count)++] = (cotexto_range){word->start, word->end};
        last = link->target;
    }
    return true;
}
