/* Other origins of a hit. */
#include "desk/origins.h"

#include "base/error.h"
#include "base/text.h"
#include "desk/filter.h"
#include "memory/store.h"

struct origins {
    const cotexto_filter *filter;
    struct arena *arena;
    cotexto_origin *list;
    size_t count, room;
};

static bool look_at(struct origins *origins, cotexto_memory *memory, size_t number, int64_t id,
                    const cotexto_hit *hit, cotexto_error *error)
{
    struct memory_unit unit;
    if (!memory_get_unit(memory, id, origins->arena, &unit, error))
        return false;
    const struct variant *target = unit_variant(&unit.unit, hit->target_lang);
    if (target == NULL || !text_equal(target->text, hit->target) ||
        !filter_passes(origins->filter, &unit.unit))
        return true;
    origins->list = arena_grow(origins->arena, origins->list, origins->count, &origins->room,
                               sizeof *origins->list);
    if (origins->list == NULL)
        return error_no_memory(error);
    origins->list[origins->count++] = (cotexto_origin){number, id, unit.unit.document};
    return true;
}

bool origins_find(cotexto_memory *const *memories, size_t memory_count,
                  const cotexto_filter *filter, struct arena *arena, cotexto_hit *hit,
                  cotexto_error *error)
{
    struct origins origins = {.filter = filter, .arena = arena};
    for (size_t number = 0; number < memory_count; number++) {
        int64_t *ids;
        size_t count;
        if (number == hit->memory)
            continue;
        if (!memory_units_by_text(memories[number], 0, hit->source_lang, hit->source, arena, &ids,
                                  &count, error))
            return false;
        for (size_t i = 0; i < count; i++) {
            if (!look_at(&origins, memories[number], number, ids[i], hit, error))
                return false;
        }
    }
    hit->others = origins.list;
    hit->other_count = origins.count;
    return true;
}
