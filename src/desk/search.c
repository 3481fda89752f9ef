/* Concordance: the word index gives the segments, their tokens the places; or a pattern finds them
 * in every segment. Places without the accents that were asked for wait until those with them are
 * given. What translates a place is told by word links. */
#include <cotexto/lookup.h>

#include <string.h>

#include "base/error.h"
#include "base/string.h"
#include "base/tag.h"
#include "base/text.h"
#include "desk/filter.h"
#include "desk/links.h"
#include "desk/pattern.h"
#include "desk/phrase.h"
#include "desk/tally.h"
#include "memory/store.h"

/* A segment whose places have other accents. */
struct waiting {
    size_t memory;
    int64_t segment;
};

struct search {
    const cotexto_search_options *options;
    cotexto_memory *const *memories;
    size_t memory_count;
    bool (*found)(void *context, const cotexto_occurrence *occurrence);
    void *context;
    cotexto_error *error;

    struct phrase *phrases, *target_phrases;
    size_t phrase_count;
    struct string query, target_query; /* for the word index */
    struct pattern *pattern;           /* NULL: phrases are searched */

    size_t memory; /* the one being looked through */
    struct waiting *waiting;
    size_t waiting_count, waiting_room;
    uint64_t given, seen, segments; /* occurrences given and counted; segments counted */
    bool stopped, more, good;       /* by the caller; segments were left out; no error */
    struct linking linking;
    struct tally tally;
    struct arena arena;   /* of the whole search */
    struct arena scratch; /* of one segment */
};

/* The places in one segment. */
struct places {
    cotexto_range *items;
    size_t count;
    bool exact; /* with the same accents */
};

static bool wants_more(const struct search *search)
{
    return search->found != NULL && !search->stopped &&
           (search->options->limit == 0 || search->given < search->options->limit);
}

static bool counts_more(const struct search *search)
{
    return search->options->counted != NULL &&
           (search->options->count_limit == 0 || search->segments < search->options->count_limit);
}

/* -------------------------------------------------------------------------------------- reading */

static bool read_phrases(struct search *search, const char *lang, const cotexto_text *texts,
                         size_t count, struct phrase **phrases, struct string *query)
{
    /* words are found alike in all languages that have blanks */
    struct tokenizer *tokenizer = tokenizer_new(lang == NULL ? "und" : lang, false, search->error);
    *phrases = arena_array(&search->arena, count, sizeof **phrases);
    bool good = tokenizer != NULL && (*phrases != NULL || error_no_memory(search->error));
    for (size_t i = 0; good && i < count; i++)
        good = phrase_read(texts[i], tokenizer, &search->arena, &(*phrases)[i], search->error) &&
               phrase_append_query(&(*phrases)[i], query, search->error);
    tokenizer_free(tokenizer);
    return good && string_ok(query, search->error);
}

static bool read_question(struct search *search, const cotexto_text *texts)
{
    const cotexto_search_options *options = search->options;
    if (options->is_pattern)
        search->pattern =
            pattern_new(search->phrase_count > 0 ? texts[0] : (cotexto_text){0}, 0, search->error);
    else if (!read_phrases(search, options->lang, texts, search->phrase_count, &search->phrases,
                           &search->query))
        return false;
    return (!options->is_pattern || search->pattern != NULL) &&
           read_phrases(search, NULL, options->target_phrases, options->target_phrase_count,
                        &search->target_phrases, &search->target_query);
}

/* --------------------------------------------------------------------------------------- places */

static bool read_words(struct search *search, const char *lang, cotexto_text text,
                       cotexto_text tags, struct phrase_words *words)
{
    struct tokens tokens;
    struct tokenizer *tokenizer =
        memory_tokenizer(search->memories[search->memory], lang, search->error);
    return tokenizer != NULL &&
           tokenizer_run(tokenizer, text, tags, &search->scratch, &tokens, search->error) &&
           phrase_words(&tokens, &search->scratch, words, search->error);
}

/* Whether all phrases are in the segment; *exact: with their accents. */
static bool holds_all(const struct search *search, const struct phrase *words, bool *exact)
{
    *exact = true;
    for (size_t i = 0; i < search->phrase_count; i++) {
        if (!phrase_is_in(words, &search->phrases[i], false))
            return false;
        *exact = *exact && phrase_is_in(words, &search->phrases[i], true);
    }
    return true;
}

static bool find_phrase(struct search *search, const struct memory_segment *segment,
                        struct places *places)
{
    struct phrase_words words;
    const struct phrase *phrase = &search->phrases[0];
    if (!read_words(search, segment->lang, segment->text, segment->tags, &words))
        return false;
    if (!holds_all(search, &words.words, &places->exact))
        return true;
    places->items = arena_array(&search->scratch, words.words.count, sizeof *places->items);
    if (places->items == NULL)
        return error_no_memory(search->error);
    for (size_t at = 0; at < words.words.count; at++) {
        if (!phrase_stands_at(&words.words, at, phrase, places->exact))
            continue;
        const struct token *first = words.tokens[at], *last = words.tokens[at + phrase->count - 1];
        places->items[places->count++] = (cotexto_range){first->start, last->start + last->length};
        at += phrase->count - 1;
    }
    return true;
}

static bool find_places(struct search *search, const struct memory_segment *segment,
                        struct places *places)
{
    *places = (struct places){.exact = true};
    if (search->pattern == NULL)
        return find_phrase(search, segment, places);
    return pattern_find(search->pattern, segment->text, &search->scratch, &places->items,
                        &places->count, search->error);
}

/* ---------------------------------------------------------------------------------- occurrences */

/* *holds: the variant has all phrases that the translation must have. */
static bool holds_target(struct search *search, const struct variant *variant, bool *holds)
{
    struct phrase_words words;
    *holds = true;
    if (search->options->target_phrase_count == 0)
        return true;
    if (!read_words(search, variant->lang, variant->text, variant->tags, &words))
        return false;
    for (size_t i = 0; *holds && i < search->options->target_phrase_count; i++)
        *holds = phrase_is_in(&words.words, &search->target_phrases[i], false);
    return true;
}

/* The first variant in another language that holds what it must; NULL as *out when there is none.
 */
static bool find_translation(struct search *search, const struct unit *unit, const char *lang,
                             const struct variant **out)
{
    *out = NULL;
    for (size_t i = 0; i < unit->variant_count && *out == NULL; i++) {
        bool holds;
        if (tag_same_language(unit->variants[i].lang, lang))
            continue;
        if (!holds_target(search, &unit->variants[i], &holds))
            return false;
        if (holds)
            *out = &unit->variants[i];
    }
    return true;
}

static cotexto_text text_in(const struct unit *unit, const char *lang)
{
    for (size_t i = 0; lang != NULL && i < unit->variant_count; i++) {
        if (tag_same_language(unit->variants[i].lang, lang))
            return unit->variants[i].text;
    }
    return (cotexto_text){0};
}

/* Units before and behind, in the order of the document. */
static bool add_neighbours(struct search *search, const struct memory_unit *unit,
                           cotexto_occurrence *occurrence)
{
    cotexto_memory *memory = search->memories[search->memory];
    size_t most = search->options->neighbours, before, behind;
    int64_t *ids[2];
    if (!memory_neighbours(memory, unit, false, most, &search->scratch, &ids[0], &before,
                           search->error) ||
        !memory_neighbours(memory, unit, true, most, &search->scratch, &ids[1], &behind,
                           search->error))
        return false;
    cotexto_neighbour *list = arena_array(&search->scratch, before + behind, sizeof *list);
    if (list == NULL)
        return error_no_memory(search->error);
    for (size_t i = 0; i < before + behind; i++) {
        struct memory_unit other;
        int64_t id = i < before ? ids[0][before - 1 - i] : ids[1][i - before];
        if (!memory_get_unit(memory, id, &search->scratch, &other, search->error))
            return false;
        list[i] = (cotexto_neighbour){(int)i - (int)before + (i >= before), id,
                                      text_in(&other.unit, occurrence->lang),
                                      text_in(&other.unit, occurrence->translation_lang)};
    }
    occurrence->neighbours = list;
    occurrence->neighbour_count = before + behind;
    return true;
}

static cotexto_occurrence make_occurrence(const struct search *search,
                                          const struct memory_segment *segment,
                                          const struct unit *unit,
                                          const struct variant *translation)
{
    return (cotexto_occurrence){
        .unit = segment->unit,
        .memory = search->memory,
        .lang = segment->lang,
        .translation_lang = translation == NULL ? "" : translation->lang,
        .translation = translation == NULL ? (cotexto_text){0} : translation->text,
        .document = unit->document,
        .title = unit->title,
        .date = unit->date,
        .paragraph = unit->paragraph,
    };
}

/* One place: its translation is found, counted when `counting`, and given when `giving`. */
static bool take_place(struct search *search, const struct memory_segment *segment,
                       cotexto_range place, bool counting, bool giving,
                       cotexto_occurrence *occurrence)
{
    cotexto_memory *memory = search->memories[search->memory];
    struct linked_texts texts = {memory, segment->lang, occurrence->translation_lang, segment->text,
                                 occurrence->translation};
    if (!linking_find(&search->linking, &texts, place, &occurrence->translation_match,
                      search->error))
        return false;
    cotexto_range match = occurrence->translation_match;
    if (counting &&
        !tally_add(&search->tally, memory, occurrence->translation_lang,
                   text_slice(occurrence->translation, match.start, match.end), search->error))
        return false;
    search->seen += counting;
    if (!giving || !wants_more(search))
        return true;
    occurrence->before = text_slice(segment->text, 0, place.start);
    occurrence->match = text_slice(segment->text, place.start, place.end);
    occurrence->after = text_slice(segment->text, place.end, segment->text.length);
    search->given++;
    search->stopped = !search->found(search->context, occurrence);
    return true;
}

static bool take_places(struct search *search, const struct memory_segment *segment,
                        const struct places *places, bool counting, bool giving)
{
    struct memory_unit unit;
    const struct variant *translation;
    cotexto_memory *memory = search->memories[search->memory];
    if (places->count == 0 || !(counting || giving))
        return true;
    if (!memory_get_unit(memory, segment->unit, &search->scratch, &unit, search->error) ||
        !find_translation(search, &unit.unit, segment->lang, &translation))
        return false;
    if (translation == NULL && search->options->target_phrase_count > 0)
        return true;
    cotexto_occurrence occurrence = make_occurrence(search, segment, &unit.unit, translation);
    if (giving && search->options->neighbours > 0 && !add_neighbours(search, &unit, &occurrence))
        return false;
    bool good = true;
    for (size_t i = 0; good && i < places->count; i++)
        good = take_place(search, segment, places->items[i], counting, giving, &occurrence);
    return good;
}

/* ------------------------------------------------------------------------------------- the walk */

static bool wait(struct search *search, const struct memory_segment *segment)
{
    if (search->options->limit > 0 && search->waiting_count >= search->options->limit)
        return true; /* more than will ever be given */
    search->waiting = arena_grow(&search->arena, search->waiting, search->waiting_count,
                                 &search->waiting_room, sizeof *search->waiting);
    if (search->waiting == NULL)
        return error_no_memory(search->error);
    search->waiting[search->waiting_count++] = (struct waiting){search->memory, segment->id};
    return true;
}

/* Once enough wait and enough were counted, only those with the same accents matter. */
static bool is_of_use(const struct search *search, const struct memory_segment *segment,
                      bool counting)
{
    size_t limit = search->options->limit;
    if (counting || search->pattern != NULL || limit == 0 || search->waiting_count < limit)
        return true;
    for (size_t i = 0; i < search->phrase_count; i++) {
        if (!phrase_may_be_exact(&search->phrases[i], segment->text))
            return false;
    }
    return true;
}

/* The walk has only units of the filter's document, and reviewed ones; what else it wants is seen
 * here. */
static bool check_unit(struct search *search, int64_t id, bool *passes)
{
    const cotexto_filter *filter = &search->options->filter;
    struct memory_unit unit;
    *passes = true;
    if (filter->since == NULL && filter->until == NULL && filter->author == NULL &&
        filter->confidence <= 0)
        return true;
    if (!memory_get_unit(search->memories[search->memory], id, &search->scratch, &unit,
                         search->error))
        return false;
    *passes = filter_passes(filter, &unit.unit);
    return true;
}

static bool each_segment(void *context, const struct memory_segment *segment)
{
    struct search *search = context;
    struct places places;
    bool passes, counting = counts_more(search);
    if (!counting && !wants_more(search)) {
        search->more = true;
        return false;
    }
    if (!is_of_use(search, segment, counting)) {
        search->more = true;
        return true;
    }
    arena_reset(&search->scratch);
    search->good = find_places(search, segment, &places);
    if (!search->good || places.count == 0)
        return search->good;
    search->good = check_unit(search, segment->unit, &passes);
    if (!search->good || !passes)
        return search->good;
    search->more = search->more || !counting;
    search->segments += counting;
    bool giving = places.exact && wants_more(search);
    search->good = take_places(search, segment, &places, counting, giving) &&
                   (places.exact || !wants_more(search) || wait(search, segment));
    return search->good;
}

static bool walk(struct search *search)
{
    for (size_t i = 0; i < search->memory_count; i++) {
        const cotexto_filter *filter = &search->options->filter;
        int64_t document;
        search->memory = i;
        if (!wants_more(search) && !counts_more(search)) {
            search->more = true;
            break;
        }
        if (!filter_document(search->memories[i], filter->document, &document, search->error))
            return false;
        if (filter->document != NULL && document == 0)
            continue;
        struct memory_search how = {string_text(&search->query), string_text(&search->target_query),
                                    search->options->lang, document, filter->reviewed};
        if (!memory_each_found(search->memories[i], &how, each_segment, search, search->error) ||
            !search->good)
            return false;
    }
    return true;
}

/* Those with other accents, after all that have the same. */
static bool give_waiting(struct search *search)
{
    for (size_t i = 0; i < search->waiting_count && wants_more(search); i++) {
        struct memory_segment segment;
        struct places places;
        bool found;
        search->memory = search->waiting[i].memory;
        arena_reset(&search->scratch);
        if (!memory_get_segment(search->memories[search->memory], search->waiting[i].segment,
                                &search->scratch, &segment, &found, search->error))
            return false;
        if (!found) /* another program was quicker */
            continue;
        if (!find_places(search, &segment, &places) ||
            !take_places(search, &segment, &places, false, true))
            return false;
    }
    return true;
}

static bool tell_counts(struct search *search)
{
    cotexto_counts counts = {
        .occurrences = search->seen, .complete = !search->more, .unknown = search->tally.unknown};
    if (search->options->counted == NULL)
        return true;
    if (!tally_list(&search->tally, &counts.translations, &counts.translation_count, search->error))
        return false;
    search->options->counted(search->context, &counts);
    return true;
}

bool cotexto_search(cotexto_memory *const *memories, size_t memory_count,
                    const cotexto_text *phrases, size_t phrase_count,
                    const cotexto_search_options *options,
                    bool (*found)(void *context, const cotexto_occurrence *occurrence),
                    void *context, uint64_t *count, cotexto_error *error)
{
    struct search search = {.options = options,
                            .memories = memories,
                            .memory_count = memory_count,
                            .phrase_count = phrase_count,
                            .found = found,
                            .context = context,
                            .good = true,
                            .error = error};
    tally_start(&search.tally);
    bool good = filter_check(&options->filter, memories, memory_count, error) &&
                read_question(&search, phrases) && walk(&search) && give_waiting(&search) &&
                tell_counts(&search);
    *count = search.given;
    pattern_free(search.pattern);
    linking_free(&search.linking);
    tally_free(&search.tally);
    string_free(&search.query);
    string_free(&search.target_query);
    arena_free(&search.scratch);
    arena_free(&search.arena);
    return good;
}
