/* Places to cut long texts. */
#include "align/cut.h"

#include <stdlib.h>

#include "align/anchors.h"
#include "base/error.h"

/* Sentences of the source in a section: enough to learn words from (bench/align). */
enum { SECTION = 5000, WINDOW = 3 * SECTION, LARGEST_WINDOW = 8 * WINDOW };
/* Anchors on both sides of a cut that must be off the diagonal by about as much as it. */
enum { WITNESSES = 4, STRAY = 3 };

static long diagonal(const struct anchor *anchor)
{
    return (long)anchor->target - (long)anchor->source;
}

/* The sentences before this anchor's are anchored together too, and its neighbours agree. */
static bool is_sure(const struct anchor *chain, size_t length, size_t i)
{
    if (i < WITNESSES || i + WITNESSES >= length || chain[i - 1].source + 1 != chain[i].source ||
        chain[i - 1].target + 1 != chain[i].target)
        return false;
    for (size_t k = i - WITNESSES; k <= i + WITNESSES; k++) {
        if (labs(diagonal(&chain[k]) - diagonal(&chain[i])) > STRAY)
            return false;
    }
    return true;
}

struct cutting {
    const struct align_sentence *const *source, *const *target;
    struct align_pin *cuts; /* in `arena` */
    size_t count, room;
    struct arena *arena;
};

static bool add_cut(struct cutting *cutting, size_t source, size_t target, cotexto_error *error)
{
    cutting->cuts = arena_grow(cutting->arena, cutting->cuts, cutting->count, &cutting->room,
                               sizeof *cutting->cuts);
    if (cutting->cuts == NULL)
        return error_no_memory(error);
    cutting->cuts[cutting->count++] = (struct align_pin){source, target};
    return true;
}

/* The sure ones of a chain that are a section away from each other and from both ends. */
static bool choose(struct cutting *cutting, const struct anchor *chain, size_t length,
                   struct align_pin from, struct align_pin to, cotexto_error *error)
{
    size_t last = 0, count = to.source - from.source;
    for (size_t i = 0; i < length; i++) {
        size_t source = chain[i].source;
        if (source < last + SECTION || source + SECTION / 2 > count || !is_sure(chain, length, i))
            continue;
        if (!add_cut(cutting, from.source + source, from.target + chain[i].target, error))
            return false;
        last = source;
    }
    return true;
}

/* Cuts at words that are rare between two corners. */
static bool cut_between(struct cutting *cutting, struct align_pin from, struct align_pin to,
                        cotexto_error *error)
{
    struct arena scratch = {0};
    struct words words[2];
    struct anchor *chain;
    size_t length;
    bool good = words_of(cutting->source + from.source, to.source - from.source, &scratch,
                         &words[0], error) &&
                words_of(cutting->target + from.target, to.target - from.target, &scratch,
                         &words[1], error) &&
                anchors_find(&words[0], &words[1], NULL, &scratch, &chain, &length, error) &&
                choose(cutting, chain, length, from, to, error);
    arena_free(&scratch);
    return good;
}

/* The corner so many source sentences further on, with half as many more of the target as belong
 * to them. */
static struct align_pin window_end(struct align_pin from, struct align_pin to, size_t sources)
{
    double share = (double)sources / (double)(to.source - from.source);
    size_t targets = (size_t)(share * (double)(to.target - from.target)) + sources / 2;
    return (struct align_pin){
        to.source - from.source <= sources ? to.source : from.source + sources,
        to.target - from.target <= targets ? to.target : from.target + targets};
}

/* In a very long text, which may be many texts, hardly a word is rare; in a part of it there are
 * some. So it is gone through part by part, each larger until it gives a cut. */
static bool cut_by_windows(struct cutting *cutting, struct align_pin from, struct align_pin to,
                           cotexto_error *error)
{
    size_t window = WINDOW;
    while (to.source - from.source > WINDOW && window <= LARGEST_WINDOW) {
        size_t before = cutting->count;
        if (!cut_between(cutting, from, window_end(from, to, window), error))
            return false;
        window = cutting->count > before ? WINDOW : 2 * window;
        from = cutting->count > before ? cutting->cuts[cutting->count - 1] : from;
    }
    return true;
}

bool cut_places(const struct align_sentence *const *source, size_t source_count,
                const struct align_sentence *const *target, size_t target_count,
                struct arena *arena, struct align_pin **cuts, size_t *count, cotexto_error *error)
{
    struct cutting whole = {.source = source, .target = target, .arena = arena}, parts = whole;
    struct align_pin from = {0, 0}, end = {source_count, target_count};
    *count = 0;
    if (source_count < SECTION + SECTION / 2)
        return true;
    if (!cut_between(&whole, from, end, error))
        return false;
    for (size_t i = 0; i <= whole.count; i++) {
        struct align_pin to = i < whole.count ? whole.cuts[i] : end;
        if (!cut_by_windows(&parts, from, to, error) ||
            (i < whole.count && !add_cut(&parts, to.source, to.target, error)))
            return false;
        from = to;
    }
    *cuts = parts.cuts;
    *count = parts.count;
    return true;
}
