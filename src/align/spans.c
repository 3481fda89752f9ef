/* Parts of the target that translate a part of the source, by links. */
#include <math.h>

#include "align/links.h"
#include "base/error.h"

static const double gap = .15, hole = .45; /* what a light and a heavy word without link cost */
static const double mark = .5;             /* and a mark between two words */
static const double least_hint = .01;      /* association of a word beside a span with one left */
static const double least_confidence = .3; /* of a span */
static const double least_strength = .2;   /* of a link that is told by itself */

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
        return -(target->weight < LINK_LIGHT ? gap : hole);
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
           links->words[0][word].weight >= LINK_LIGHT && !has_links(links, 0, word);
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
        if (words[at].weight < LINK_LIGHT)
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
    size_t left = words_left(links, source), first = span->from, last = span->to;
    size_t before = free_run(links, span->from, false, source, &first);
    size_t behind = free_run(links, span->to - 1, true, source, &last);
    before = before > left ? 0 : before;
    behind = behind > left ? 0 : behind;
    if (before + behind > left)
        return 0; /* either side may be meant */
    if (before > 0)
        span->from = first;
    if (behind > 0)
        span->to = last + 1;
    return before + behind;
}

/* The share of the part's words that are linked into the span, by weight and strength; `taken`
 * words without links count as if they were linked by exclusion. */
static double confidence_of(const struct links *links, cotexto_range source,
                            const struct span *span, size_t taken)
{
    double all = 0, linked = (double)taken * sqrt((double)LINK_BY_EXCLUSION);
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
