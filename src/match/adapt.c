/* Adaptation: the placeables of query and source are paired in order, those of the source found in
 * the target by value, and written there anew. At the first doubt nothing is adapted. */
#include "match/adapt.h"

#include "base/error.h"
#include "base/text.h"
#include "match/rewrite.h"

/* The placeables of the three texts under one reading of dates in digits. */
struct reading {
    struct placeables query, source, target;
    const struct placeable **news;    /* of each placeable of the source, the query's */
    const struct placeable **instead; /* of each placeable of the target, what takes its place */
    const struct placeable **olds;    /* of the same, the source's that it translates */
};

/* ------------------------------------------------------------------------------------ pairing */

/* How many placeables one whole (a date) has. */
static size_t whole_count(const struct placeables *list, size_t at)
{
    size_t end = at;
    while (end < list->count && list->items[end].first == list->items[at].first)
        end++;
    return end - at;
}

/* Pairs the parts of two wholes by their kinds; false: they are not the same kinds. */
static bool pair_parts(struct reading *reading, size_t query, size_t source, size_t count)
{
    for (size_t i = source; i < source + count; i++) {
        const struct placeable *new = NULL;
        for (size_t k = query; k < query + count; k++) {
            if (reading->query.items[k].kind == reading->source.items[i].kind)
                new = &reading->query.items[k];
        }
        if (new == NULL)
            return false;
        reading->news[i] = new;
    }
    return true;
}

static bool begins_at(const struct placeables *list, size_t item, size_t token)
{
    return item < list->count && list->items[item].first == token;
}

/* Walks both texts: tokens outside of placeables must be equal after the fold. */
static bool pair_up(struct reading *reading, const struct tokens *query,
                    const struct tokens *source)
{
    size_t q = 0, s = 0, i = 0, k = 0;
    while (i < query->count && k < source->count) {
        bool in_query = begins_at(&reading->query, q, i),
             in_source = begins_at(&reading->source, s, k);
        if (in_query != in_source)
            return false;
        if (!in_query) {
            const struct token *x = &query->items[i++], *y = &source->items[k++];
            if (x->class != y->class || !text_equal(x->fold, y->fold))
                return false;
            continue;
        }
        size_t count = whole_count(&reading->query, q);
        if (count != whole_count(&reading->source, s) || !pair_parts(reading, q, s, count))
            return false;
        i = reading->query.items[q].last;
        k = reading->source.items[s].last;
        q += count;
        s += count;
    }
    return i == query->count && k == source->count;
}

/* ------------------------------------------------------------------------------------- places */

static cotexto_text raw_of(const struct match_text *text, const struct placeable *placeable)
{
    return text_slice(text->text, placeable->start, placeable->end);
}

static bool is_plain(enum placeable_kind kind)
{
    return kind == PLACEABLE_NUMBER || kind == PLACEABLE_ORDINAL || kind == PLACEABLE_DAY ||
           kind == PLACEABLE_YEAR;
}

/* XXI is the 21st; a single letter may be anything. */
static bool same_kind(const struct placeable *source, const struct placeable *target)
{
    if (source->kind == target->kind || (is_plain(source->kind) && is_plain(target->kind)))
        return true;
    const struct placeable *roman = source->kind == PLACEABLE_ROMAN ? source : target,
                           *other = roman == source ? target : source;
    return roman->kind == PLACEABLE_ROMAN && roman->end - roman->start > 1 &&
           (other->kind == PLACEABLE_ORDINAL || other->kind == PLACEABLE_NUMBER);
}

/* Whether a placeable of the target may translate one of the source: same value, or a number that
 * is written the same. */
static bool translates(const struct match_text *source, const struct placeable *old,
                       const struct match_text *target, const struct placeable *place)
{
    if (!same_kind(old, place))
        return false;
    return text_equal(old->value, place->value) ||
           (old->kind == PLACEABLE_NUMBER &&
            text_equal(raw_of(source, old), raw_of(target, place)));
}

/* How often something stands in source and target, and whether the query always has the same in its
 * place. */
struct census {
    size_t source, target;
    bool same;
};

/* Counts what is as `old`; of its very kind only, when `strict`. */
static struct census count_places(const struct reading *reading, const struct match_text *source,
                                  const struct match_text *target, size_t old, bool strict)
{
    const struct placeable *wanted = &reading->source.items[old];
    struct census census = {.same = true};
    for (size_t i = 0; i < reading->source.count; i++) {
        const struct placeable *other = &reading->source.items[i];
        if (!(strict ? other->kind == wanted->kind : same_kind(wanted, other)) ||
            !text_equal(other->value, wanted->value))
            continue;
        census.source++;
        census.same = census.same && text_equal(reading->news[i]->value, reading->news[old]->value);
    }
    for (size_t i = 0; i < reading->target.count; i++) {
        const struct placeable *place = &reading->target.items[i];
        census.target +=
            (!strict || place->kind == wanted->kind) && translates(source, wanted, target, place);
    }
    return census;
}

/* Puts the query's placeable into all places of the target that translate an old one. */
static bool plan_one(struct reading *reading, const struct match_text *source,
                     const struct match_text *target, size_t old)
{
    struct census all = count_places(reading, source, target, old, false), own = all;
    bool strict = !all.same;
    if (strict)
        own = count_places(reading, source, target, old, true);
    if (all.source != all.target || own.source != own.target || !own.same)
        return false;
    const struct placeable *wanted = &reading->source.items[old];
    for (size_t i = 0; i < reading->target.count; i++) {
        const struct placeable *place = &reading->target.items[i];
        if ((strict && place->kind != wanted->kind) || !translates(source, wanted, target, place))
            continue;
        if (reading->instead[i] != NULL &&
            !text_equal(reading->instead[i]->value, reading->news[old]->value))
            return false;
        reading->instead[i] = reading->news[old];
        reading->olds[i] = wanted;
    }
    return true;
}

/* false: not every place is certain, or there is nothing to do. */
static bool plan(struct reading *reading, const struct match_text *source,
                 const struct match_text *target)
{
    bool any = false;
    for (size_t i = 0; i < reading->source.count; i++) {
        if (text_equal(reading->source.items[i].value, reading->news[i]->value))
            continue;
        if (!plan_one(reading, source, target, i))
            return false;
        any = true;
    }
    return any;
}

/* ------------------------------------------------------------------------------------ writing */

static bool write_all(const struct reading *reading, const struct match_text *query,
                      const struct match_text *source, const struct match_text *target,
                      struct string *out)
{
    size_t from = 0;
    for (size_t i = 0; i < reading->target.count; i++) {
        const struct placeable *place = &reading->target.items[i], *new = reading->instead[i];
        if (new == NULL)
            continue;
        struct rewrite change = {
            .place = place,
            .old = reading->olds[i],
            .new = new,
            .date = &reading->target,
            .new_raw = raw_of(query, new),
            .query = query,
            .source = source,
            .target = target,
        };
        string_append_text(out, text_slice(target->text, from, place->start));
        if (!rewrite(&change, out))
            return false;
        from = place->end;
    }
    string_append_text(out, text_slice(target->text, from, target->text.length));
    return true;
}

static bool try_reading(const struct match_text *query, const struct match_text *source,
                        const struct match_text *target, enum date_order source_order,
                        enum date_order target_order, struct arena *arena, struct string *out,
                        bool *done, cotexto_error *error)
{
    struct reading reading = {.news = NULL};
    string_reset(out);
    *done = false;
    if (!placeables_find(query, source_order, arena, &reading.query, error) ||
        !placeables_find(source, source_order, arena, &reading.source, error))
        return false;
    reading.news = arena_array(arena, reading.source.count, sizeof *reading.news);
    if (reading.news == NULL)
        return error_no_memory(error);
    /* most hits differ in other words: their targets need not be read */
    if (!pair_up(&reading, query->tokens, source->tokens))
        return true;
    if (!placeables_find(target, target_order, arena, &reading.target, error))
        return false;
    reading.instead = arena_array(arena, reading.target.count, sizeof *reading.instead);
    reading.olds = arena_array(arena, reading.target.count, sizeof *reading.olds);
    if (reading.instead == NULL || reading.olds == NULL)
        return error_no_memory(error);
    *done = plan(&reading, source, target) && write_all(&reading, query, source, target, out);
    return string_ok(out, error);
}

/* The orders in which dates of digits may be meant: "en" alone does not tell. */
static size_t orders_of(const struct conventions *conventions, enum date_order orders[2])
{
    orders[0] = conventions->order;
    orders[1] = conventions->order == ORDER_MDY ? ORDER_DMY : ORDER_MDY;
    return conventions->order_sure ? 1 : 2;
}

bool adapt(const struct match_text *query, const struct match_text *source,
           const struct match_text *target, struct arena *arena, cotexto_text *adapted,
           cotexto_error *error)
{
    enum date_order source_orders[2], target_orders[2];
    size_t source_count = orders_of(source->conventions, source_orders),
           target_count = orders_of(target->conventions, target_orders);
    struct string written = {0};
    bool good = true, doubtful = false;
    *adapted = (cotexto_text){0};
    for (size_t i = 0; good && i < source_count * target_count; i++) {
        bool done;
        good = try_reading(query, source, target, source_orders[i % source_count],
                           target_orders[i / source_count], arena, &written, &done, error);
        if (!good || !done)
            continue;
        if (adapted->length > 0 && !text_equal(*adapted, string_text(&written)))
            doubtful = true; /* two readings, two results */
        *adapted = arena_text(arena, string_text(&written));
        good = adapted->bytes != NULL || error_no_memory(error);
    }
    string_free(&written);
    if (!good || doubtful)
        *adapted = (cotexto_text){0};
    return good;
}
