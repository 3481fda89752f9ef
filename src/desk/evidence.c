/* Evidence for an alignment from outside of the two texts. */
#include "desk/evidence.h"

#include "base/error.h"
#include "desk/anchors.h"
#include "desk/hits.h"
#include "desk/lexicon.h"

static bool crosses(const struct align_pin *pin, const struct align_pin *others, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        bool before = pin->source < others[i].source && pin->target < others[i].target;
        bool behind = pin->source > others[i].source && pin->target > others[i].target;
        if (!before && !behind)
            return true;
    }
    return false;
}

/* The user's pins, and those of the memory that go with them. */
static bool join(const struct align_pin *anchors, size_t anchor_count, const struct align_pin *hits,
                 size_t hit_count, struct arena *arena, struct evidence *out, cotexto_error *error)
{
    struct align_pin *pins = arena_array(arena, anchor_count + hit_count, sizeof *pins);
    if (pins == NULL)
        return error_no_memory(error);
    for (size_t i = 0; i < anchor_count; i++)
        pins[out->pin_count++] = anchors[i];
    for (size_t i = 0; i < hit_count; i++) {
        if (!crosses(&hits[i], anchors, anchor_count))
            pins[out->pin_count++] = hits[i];
    }
    out->pins = pins;
    return true;
}

static bool find_words(const struct evidence_source *from, const struct align_side sides[2],
                       struct evidence *out, cotexto_error *error)
{
    if (from->lexicon == NULL && from->memory == NULL)
        return true;
    out->lexicon = lexicon_new(error);
    return out->lexicon != NULL &&
           (from->lexicon == NULL ||
            lexicon_read(out->lexicon, from->lexicon, from->decoding, error)) &&
           (from->memory == NULL ||
            lexicon_from_memory(out->lexicon, from->memory, &sides[0], sides[1].lang, error));
}

bool evidence_find(const struct evidence_source *from, const struct align_side sides[2],
                   struct arena *arena, struct evidence *out, cotexto_error *error)
{
    const struct align_pin *anchors = NULL, *hits = NULL;
    size_t anchor_count = 0, hit_count = 0;
    *out = (struct evidence){.lexicon = NULL};
    return find_words(from, sides, out, error) &&
           (from->anchors == NULL || anchors_read(from->anchors, from->decoding, sides, arena,
                                                  &anchors, &anchor_count, error)) &&
           (from->memory == NULL ||
            hits_find(from->memory, sides, arena, &hits, &hit_count, error)) &&
           join(anchors, anchor_count, hits, hit_count, arena, out, error);
}

void evidence_free(struct evidence *evidence)
{
    lexicon_free(evidence->lexicon);
    *evidence = (struct evidence){.lexicon = NULL};
}
