/* Hits of the memory as anchors of an alignment: exact ones, then near ones between them. */
#include "desk/hits.h"

#include "base/error.h"
#include "base/table.h"
#include "base/tag.h"
#include "base/text.h"
#include "desk/nearby.h"
#include "match/percent.h"

static const double least_confidence = .9;
/* Shorter sentences ("Yes.") may stand anywhere, and of few words a near one is another. */
enum { LEAST_BYTES = 12, LEAST_WORDS = 5 };
/* Near hits are looked for where they cost little beside the alignment itself: in texts of so many
 * sentences, for so many of them, each held against so many stored ones; and not on where so many
 * in a row had no hit at all, as in a text that the memory does not know: in a memory of a million
 * units a search takes .4 ms. */
enum { MOST_SENTENCES = 20000, MOST_SEARCHED = 1000, MOST_OFFERED = 16, MOST_IN_VAIN = 20 };

/* Which sentence of a side a text is, if it is one only. */
struct places {
    struct table table;
    uint32_t *sentences; /* TABLE_NONE: several */
};

struct search {
    cotexto_memory *memory;
    const struct align_side *sides;
    struct places source, target;
    bool *exact;            /* of each source sentence: it had an exact hit */
    struct align_pin *hits; /* growing in the source */
    size_t count;
    struct nearby near_source, near_target;
    bool near_made;           /* these two are */
    size_t searched, in_vain; /* near hits: looked for, and since the last hit */
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
        search->exact[sentence] = true;
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

/* ------------------------------------------------------------------------------------- near hits
 */

/* The best stored segments of a sentence. */
struct near_query {
    struct search *search;
    cotexto_text text;
    struct tokens tokens;
    int best;     /* percent */
    int64_t unit; /* of the best; 0: none */
    cotexto_text segment, tags;
    size_t offered;
    bool enough; /* no more are looked at */
    bool good;
    cotexto_error *error;
};

static bool offer(void *context, int64_t id, int *threshold)
{
    struct near_query *query = context;
    struct search *search = query->search;
    struct arena *arena = &search->unit_arena;
    struct memory_segment segment;
    struct tokens tokens;
    bool found;
    int percent;
    query->good = memory_get_segment(search->memory, id, arena, &segment, &found, query->error);
    if (!query->good || !found)
        return query->good;
    struct tokenizer *tokenizer =
        memory_tokenizer(search->memory, search->sides[0].lang, query->error);
    query->good =
        tokenizer != NULL &&
        tokenizer_run(tokenizer, segment.text, segment.tags, arena, &tokens, query->error) &&
        match_percent(&query->tokens, query->text, &tokens, segment.text, arena, &percent,
                      query->error);
    if (query->good && percent > query->best) {
        query->best = *threshold = percent;
        query->unit = segment.unit;
        query->segment = segment.text;
        query->tags = segment.tags;
    }
    query->enough = query->best == 100 || ++query->offered == MOST_OFFERED;
    return query->good && !query->enough;
}

/* Both sides' words, when the first near hit asks for them. */
static bool make_near(struct search *search, cotexto_error *error)
{
    struct tokenizer *source = memory_tokenizer(search->memory, search->sides[0].lang, error),
                     *target = memory_tokenizer(search->memory, search->sides[1].lang, error);
    if (search->near_made)
        return true;
    search->near_made = true;
    return source != NULL && target != NULL &&
           nearby_make(&search->near_source, &search->sides[0], source, error) &&
           nearby_make(&search->near_target, &search->sides[1], target, error);
}

/* Where the translation of the unit stands in the target, or nearly, if the stored source is nearly
 * one sentence of the source only. */
static bool near_place(struct near_query *query, size_t sentence, uint32_t *place)
{
    struct search *search = query->search;
    struct memory_unit unit;
    uint32_t only;
    *place = TABLE_NONE;
    if (!memory_get_unit(search->memory, query->unit, &search->unit_arena, &unit, query->error) ||
        !make_near(search, query->error))
        return false;
    const struct variant *target = unit_variant(&unit.unit, search->sides[1].lang);
    if (!is_trusted(&unit.unit) || target == NULL || target->text.length < LEAST_BYTES)
        return true;
    if (!nearby_find(&search->near_source, query->segment, query->tags, &only, query->error))
        return false;
    return only != sentence ||
           nearby_find(&search->near_target, target->text, target->tags, place, query->error);
}

static size_t count_words(const struct tokens *tokens)
{
    size_t count = 0;
    for (size_t i = 0; i < tokens->count; i++)
        count += tokens->items[i].class == TOKEN_WORD || tokens->items[i].class == TOKEN_NUMBER;
    return count;
}

/* The target sentence of a source sentence's near hit; TABLE_NONE: it has none. */
static bool look_near(struct search *search, size_t sentence, uint32_t *place, cotexto_error *error)
{
    const struct align_side *side = &search->sides[0];
    struct near_query query = {.search = search,
                               .text = side->sentences[sentence].text,
                               .best = NEAR_PERCENT - 1,
                               .good = true,
                               .error = error};
    struct tokenizer *tokenizer = memory_tokenizer(search->memory, side->lang, error);
    *place = TABLE_NONE;
    arena_reset(&search->unit_arena);
    if (tokenizer == NULL || !tokenizer_run(tokenizer, query.text, (cotexto_text){0},
                                            &search->unit_arena, &query.tokens, error))
        return false;
    if (count_words(&query.tokens) < LEAST_WORDS)
        return true;
    search->searched++;
    search->in_vain++;
    bool all = memory_find_segments(search->memory, side->lang, &query.tokens, NEAR_PERCENT, offer,
                                    &query, error);
    if (!query.good || (!all && !query.enough))
        return false;
    return query.unit == 0 || near_place(&query, sentence, place);
}

/* Adds the near hits that lie between the exact ones, which keep their places. */
static bool add_near(struct search *search, cotexto_error *error)
{
    struct align_pin *exact = search->hits;
    size_t exact_count = search->count, next = 0, low = 0;
    search->hits = arena_array(&search->arena, search->sides[0].count, sizeof *search->hits);
    if (search->hits == NULL)
        return error_no_memory(error);
    search->count = 0;
    for (size_t i = 0; i < search->sides[0].count; i++) {
        uint32_t place = TABLE_NONE;
        if (next < exact_count && exact[next].source == i) {
            search->hits[search->count++] = exact[next];
            low = exact[next++].target + 1;
            search->in_vain = 0;
            continue;
        }
        size_t high = next < exact_count ? exact[next].target : search->sides[1].count;
        if (search->exact[i] || low >= high || search->searched == MOST_SEARCHED ||
            search->in_vain == MOST_IN_VAIN)
            continue;
        if (!look_near(search, i, &place, error))
            return false;
        if (place == TABLE_NONE || place < low || place >= high)
            continue;
        search->hits[search->count++] = (struct align_pin){i, place};
        search->in_vain = 0;
    }
    return true;
}

/* The memory must have units, and an index: without one, each sentence would be compared with
 * all. */
static bool find_near(struct search *search, cotexto_error *error)
{
    int64_t last_unit;
    bool indexed = false;
    if (!memory_last_unit(search->memory, &last_unit, error))
        return false;
    if (last_unit == 0 || search->sides[0].count > MOST_SENTENCES ||
        search->sides[1].count > MOST_SENTENCES)
        return true;
    if (!memory_has_index(search->memory, &indexed, error))
        return false;
    return !indexed || (add_near(search, error) && keep_chain(search, error));
}

/* ----------------------------------------------------------------------------------------- whole
 */

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
    search.exact = arena_array(&search.arena, sides[0].count, sizeof *search.exact);
    bool good = (search.hits != NULL && search.exact != NULL &&
                 index_side(&sides[0], &search.arena, &search.source) &&
                 index_side(&sides[1], &search.arena, &search.target)) ||
                error_no_memory(error);
    for (size_t i = 0; good && i < sides[0].count; i++)
        good = look_up(&search, i, error);
    good = good && keep_chain(&search, error) && find_near(&search, error) &&
           give_pins(&search, arena, pins, count, error);
    table_free(&search.source.table);
    table_free(&search.target.table);
    nearby_free(&search.near_source);
    nearby_free(&search.near_target);
    arena_free(&search.arena);
    arena_free(&search.unit_arena);
    return good;
}
