/* Context. */
#include "desk/context.h"

#include "base/error.h"
#include "base/text.h"
#include "text/decode.h"
#include "text/unicode.h"

/* Ill-formed text is not refused: it is equal to nothing, and will be refused as a query. */
static bool take(cotexto_text text, struct arena *arena, cotexto_text *out, cotexto_error *error)
{
    cotexto_text good = unicode_repaired(text, arena);
    if (text.length > 0 && good.bytes == NULL)
        return error_no_memory(error);
    return text_to_nfc(unicode_trim(good), arena, out, error);
}

bool context_of_query(const cotexto_query *query, struct arena *arena, struct context *out,
                      cotexto_error *error)
{
    out->id = query->id;
    return take(query->before, arena, &out->before, error) &&
           take(query->after, arena, &out->after, error);
}

/* The text of the unit beside this one, in the language of the hit's source. */
static bool neighbour(cotexto_memory *memory, const struct memory_unit *unit, bool behind,
                      struct arena *arena, const cotexto_hit *hit, cotexto_text *out,
                      cotexto_error *error)
{
    struct memory_unit beside;
    int64_t *ids;
    size_t count;
    *out = (cotexto_text){0};
    if (unit->unit.position == 0)
        return true;
    if (!memory_neighbours(memory, unit, behind, 1, arena, &ids, &count, error))
        return false;
    if (count == 0)
        return true;
    if (!memory_get_unit(memory, ids[0], arena, &beside, error))
        return false;
    const struct variant *variant = unit_variant(&beside.unit, hit->source_lang);
    if (variant != NULL)
        *out = variant->text;
    return true;
}

bool context_neighbours(cotexto_memory *memory, const struct memory_unit *unit, struct arena *arena,
                        cotexto_hit *hit, cotexto_error *error)
{
    return neighbour(memory, unit, false, arena, hit, &hit->before, error) &&
           neighbour(memory, unit, true, arena, hit, &hit->after, error);
}

/* What is not known is equal to nothing. */
static bool same(cotexto_text asked, cotexto_text stored)
{
    return asked.length > 0 && text_equal(asked, unicode_trim(stored));
}

void context_compare(const struct context *query, const struct unit *unit, cotexto_hit *hit)
{
    hit->same_before = same(query->before, hit->before);
    hit->same_after = same(query->after, hit->after);
    hit->same_id = same(query->id, unit->id);
    int equal = hit->same_before + hit->same_after + hit->same_id;
    hit->context = equal > 2 ? 2 : equal;
}
