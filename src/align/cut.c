/* Places to cut long texts. */
#include "align/cut.h"

#include <stdlib.h>

#include "align/anchors.h"
#include "base/error.h"

/* Sentences of the source in a section: enough to learn words from (bench/align). */
enum { SECTION = 5000 };
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

static bool choose(const struct anchor *chain, size_t length, size_t source_count,
                   struct arena *arena, struct align_pin **cuts, size_t *count,
                   cotexto_error *error)
{
    size_t last = 0;
    *cuts = arena_array(arena, source_count / SECTION + 1, sizeof **cuts);
    if (*cuts == NULL)
        return error_no_memory(error);
    for (size_t i = 0; i < length; i++) {
        size_t source = chain[i].source;
        if (source < last + SECTION || source + SECTION / 2 > source_count ||
            !is_sure(chain, length, i))
            continue;
        (*cuts)[(*count)++] = (struct align_pin){source, chain[i].target};
        last = source;
    }
    return true;
}

bool cut_places(const struct align_sentence *const *source, size_t source_count,
                const struct align_sentence *const *target, size_t target_count,
                struct arena *arena, struct align_pin **cuts, size_t *count, cotexto_error *error)
{
    struct arena scratch = {0};
    struct words words[2];
    struct anchor *chain;
    size_t length;
    *count = 0;
    if (source_count < SECTION + SECTION / 2)
        return true;
    bool good = words_of(source, source_count, &scratch, &words[0], error) &&
                words_of(target, target_count, &scratch, &words[1], error) &&
                anchors_find(&words[0], &words[1], NULL, &scratch, &chain, &length, error) &&
                choose(chain, length, source_count, arena, cuts, count, error);
    arena_free(&scratch);
    return good;
}
