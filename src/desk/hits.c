/* Exact hits of the memory as anchors of an alignment. */
#include "desk/hits.h"

#include "base/error.h"
#include "base/table.h"
#include "base/tag.h"
#include "base/text.h"

static const double least_confidence = .9;
/* Shorter sentences ("Yes.") may stand anywhere. */
enum { LEAST_BYTES = 12 };

/* Which sentence of a side a text is, if it is one only. */
struct places {
    struct table table;
    uint32_t *sentences; /* TABLE_NONE: several */
};

struct search {
    cotexto_memory *memory;
    const struct align_side *sides;
    struct places source, target;
    struct align_pin *hits; /* growing in the source */
    size_t count;
    struct arena arena, unit_arena;
};

static bool index_side(const struct align_side *side, struct arena *arena, struct places *places)
{
    places->table.arena = arena;
    places->sentences = arena_array(arena, side->count, sizeof *places->sentences);
    if (places->sentences == NULL || side->count >= UINT32_MAX)
        return false;
    for (size_t i = 0; i < side->count; i++) {
        size_t before = places->table.count;
        uint32_t number = table_put(&places->table, side->sentences[i].text, (uint32_t)before);
        if (number == TABLE_NONE)
            return false;
        places->sentences[number] = number == before ? (uint32_t)i : TABLE_NONE;
    }
    return true;
}

static uint32_t only_place(const struct places *places, cotexto_text text)
{
    uint32_t number = table_find(&places->table, text);
    return number == TABLE_NONE ? TABLE_NONE : places->sentences[number];
}

static bool is_trusted(const struct unit *unit)
{
    return unit->reviewed || unit->confidence < 0 || unit->confidence >= least_confidence;
}

/* Where the unit's translation stands in the target. */
static uint32_t place_of(const struct search *search, const struct unit *unit)
{
    for (size_t i = 0; is_trusted(unit) && i < unit->variant_count; i++) {
        if (!tag_same_language(unit->variants[i].lang, search->sides[1].lang))
            continue;
        uint32_t place = only_place(&search->target, unit->variants[i].text);
        if (place != TABLE_NONE)
            return place;
    }
    return TABLE_NONE;
}

static bool look_up(struct search *search, size_t sentence, cotexto_error *error)
{
    enum { MOST_UNITS = 8 };
    cotexto_text text = search->sides[0].sentences[sentence].text;
    int64_t *ids;
    size_t count;
    arena_reset(&search->unit_arena);
    if (text.length < LEAST_BYTES || only_place(&search->source, text) != sentence)
        return true;
    if (!memory_units_by_text(search->memory, 0, search->sides[0].lang, text, &search->unit_arena,
                              &ids, &count, error))
        return false;
    for (size_t i = 0; i < count && i < MOST_UNITS; i++) {
        struct memory_unit unit;
        if (!memory_get_unit(search->memory, ids[i], &search->unit_arena, &unit, error))
            return false;
        uint32_t place = place_of(search, &unit.unit);
        if (place == TABLE_NONE)
            continue;
        search->hits[search->count++] = (struct align_pin){sentence, place};
        return true;
    }
    return true;
}

/* Keeps the longest chain of hits that grow in the target too: patience sorting. */
static bool keep_chain(struct search *search, cotexto_error *error)
{
    size_t *ends = arena_array(&search->arena, search->count, sizeof *ends);
    size_t *before = arena_array(&search->arena, search->count, sizeof *before);
    size_t length = 0;
    if (ends == NULL || before == NULL)
        return error_no_memory(error);
    for (size_t i = 0; i < search->count; i++) {
        size_t low = 0, high = length;
        while (low < high) {
            size_t middle = low + (high - low) / 2;
            if (search->hits[ends[middle]].target < search->hits[i].target)
                low = middle + 1;
            else
                high = middle;
        }
        before[i] = low > 0 ? ends[low - 1] : 0;
        ends[low] = i;
        length += low == length;
    }
    for (size_t k = length, i = length > 0 ? ends[length - 1] : 0; k-- > 0; i = before[i])
        ends[k] = i;
    for (size_t k = 0; k < length; k++)
        search->hits[k] = search->hits[ends[k]];
    search->count = length;
    return true;
}

static bool give_pins(const struct search *search, struct arena *arena,
                      const struct align_pin **pins, size_t *count, cotexto_error *error)
{
    struct align_pin *out = arena_array(arena, 2 * search->count, sizeof *out);
    if (out == NULL)
        return error_no_memory(error);
    for (size_t i = 0; i < search->count; i++) {
        out[2 * i] = search->hits[i];
        out[2 * i + 1] = (struct align_pin){search->hits[i].source + 1, search->hits[i].target + 1};
    }
    *pins = out;
    *count = 2 * search->count;
    return true;
}

bool hits_find(cotexto_memory *memory, const struct align_side sides[2], struct arena *arena,
               const struct align_pin **pins, size_t *count, cotexto_error *error)
{
    struct search search = {.memory = memory, .sides = sides};
    search.hits = arena_array(&search.arena, sides[0].count, sizeof *search.hits);
    bool good = (search.hits != NULL && index_side(&sides[0], &search.arena, &search.source) &&
                 index_side(&sides[1], &search.arena, &search.target)) ||
                error_no_memory(error);
    for (size_t i = 0; good && i < sides[0].count; i++)
        good = look_up(&search, i, error);
    good = good && keep_chain(&search, error) && give_pins(&search, arena, pins, count, error);
    table_free(&search.source.table);
    table_free(&search.target.table);
    arena_free(&search.arena);
    arena_free(&search.unit_arena);
    return good;
}
