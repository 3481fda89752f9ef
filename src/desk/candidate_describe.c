/* How candidates are written, and where: a few of their units are read again. */
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "desk/candidates.h"

enum {
    LOOKED_AT = 24,    /* units of a candidate that are read */
    GOOD_CONTEXT = 60, /* code points more than the term: the best context is nearest to it */
};

/* Ways in which a group is written. */
struct forms {
    struct {
        cotexto_text text, fold;
        size_t count;
    } items[LOOKED_AT];
    size_t count;
};

/* Looks for a group in a text. */
struct search {
    uint64_t hash;
    size_t at;
    unsigned words;
};

static bool is_it(void *context, uint64_t hash, size_t at, unsigned words, unsigned content)
{
    struct search *search = context;
    (void)content;
    if (hash != search->hash)
        return true;
    search->at = at;
    search->words = words;
    return false;
}

static bool add_form(struct forms *forms, cotexto_text text, struct arena *arena,
                     cotexto_error *error)
{
    for (size_t i = 0; i < forms->count; i++) {
        if (text_equal(forms->items[i].text, text)) {
            forms->items[i].count++;
            return true;
        }
    }
    if (forms->count == LOOKED_AT)
        return true;
    forms->items[forms->count].text = text;
    forms->items[forms->count].count = 1;
    return text_fold(text, arena, &forms->items[forms->count++].fold, error);
}

/* Notes how the group is written in the text, if it is there. */
static bool note_form(const struct candidates *candidates, int side, const struct variant *variant,
                      const struct group *group, struct forms *forms, struct arena *arena,
                      cotexto_error *error)
{
    const struct word_stream *stream = &candidates->sides[side];
    struct tokenizer *tokenizer = memory_tokenizer(candidates->memory, variant->lang, error);
    struct tokens tokens;
    if (tokenizer == NULL ||
        !tokenizer_run(tokenizer, variant->text, variant->tags, arena, &tokens, error))
        return false;
    uint32_t *numbers = arena_array(arena, tokens.count, sizeof *numbers);
    struct search search = {.hash = group->hash};
    if (numbers == NULL)
        return error_no_memory(error);
    word_stream_numbers(stream, &tokens, numbers);
    if (word_groups(stream, numbers, 0, tokens.count, is_it, &search))
        return true;
    const struct token *first = &tokens.items[search.at],
                       *last = &tokens.items[search.at + search.words - 1];
    return add_form(forms, text_slice(variant->text, first->start, last->start + last->length),
                    arena, error);
}

/* The form met most often; in small letters where it is written so at least once in four times:
 * capitals of begins of sentences and titles are none of its own. */
static cotexto_text best_form(const struct forms *forms)
{
    size_t best = 0, alike = 0;
    for (size_t i = 1; i < forms->count; i++) {
        if (forms->items[i].count > forms->items[best].count)
            best = i;
    }
    if (forms->count == 0)
        return TEXT("");
    cotexto_text fold = forms->items[best].fold;
    for (size_t i = 0; i < forms->count; i++) {
        if (text_equal(forms->items[i].fold, fold))
            alike += forms->items[i].count;
    }
    for (size_t i = 0; i < forms->count; i++) {
        if (text_equal(forms->items[i].text, fold) && 4 * forms->items[i].count >= alike)
            best = i;
    }
    return forms->items[best].text;
}

struct description {
    struct forms source, targets[CANDIDATE_TARGETS];
    size_t distance; /* of the context from a good length; SIZE_MAX: none yet */
};

static void take_context(struct description *description, const struct memory_unit *unit,
                         const struct variant *source, const struct variant *target,
                         cotexto_term_candidate *out)
{
    size_t length = text_code_points(source->text);
    size_t distance = length > GOOD_CONTEXT ? length - GOOD_CONTEXT : GOOD_CONTEXT - length;
    if (distance >= description->distance)
        return;
    description->distance = distance;
    out->context = source->text;
    out->context_target = target->text;
    out->context_unit = unit->id;
    out->document = unit->unit.document;
}

static bool look_at(struct candidates *candidates, const struct candidate *candidate, int64_t id,
                    struct description *description, struct arena *arena,
                    cotexto_term_candidate *out, cotexto_error *error)
{
    struct memory_unit unit;
    if (!memory_get_unit(candidates->memory, id, arena, &unit, error))
        return false;
    const struct variant *source = unit_variant(&unit.unit, candidates->options->from),
                         *target = unit_variant(&unit.unit, candidates->options->to);
    if (source == NULL || target == NULL)
        return true;
    if (!note_form(candidates, 0, source, candidate->group, &description->source, arena, error))
        return false;
    for (size_t i = 0; i < candidate->target_count; i++) {
        struct forms *forms = &description->targets[i];
        size_t before = 0, after = 0;
        for (size_t k = 0; k < forms->count; k++)
            before += forms->items[k].count;
        if (!note_form(candidates, 1, target, candidate->targets[i].group, forms, arena, error))
            return false;
        for (size_t k = 0; k < forms->count; k++)
            after += forms->items[k].count;
        if (i == 0 && after > before)
            take_context(description, &unit, source, target, out);
    }
    return true;
}

static bool give_targets(const struct candidate *candidate, const struct description *description,
                         struct arena *arena, cotexto_term_candidate *out, cotexto_error *error)
{
    cotexto_candidate_target *targets = arena_array(arena, CANDIDATE_TARGETS, sizeof *targets);
    if (targets == NULL)
        return error_no_memory(error);
    for (size_t i = 0; i < candidate->target_count; i++) {
        const struct pairing *pairing = &candidate->targets[i];
        cotexto_text text = best_form(&description->targets[i]);
        if (text.length > 0)
            targets[out->target_count++] = (cotexto_candidate_target){
                text, (uint64_t)(pairing->together + .5), pairing->strength};
    }
    out->targets = targets;
    return true;
}

bool candidate_describe(struct candidates *candidates, const struct candidate *candidate,
                        struct arena *arena, cotexto_term_candidate *out, cotexto_error *error)
{
    struct description *description = arena_array(arena, 1, sizeof *description);
    size_t step = candidate->text_count / LOOKED_AT + 1;
    if (description == NULL)
        return error_no_memory(error);
    description->distance = SIZE_MAX;
    *out = (cotexto_term_candidate){
        .occurrences = candidate->group->count,
        .units = candidate->group->texts,
        .documents = candidate->documents,
        .score = candidate->score,
    };
    for (size_t i = 0; i < candidate->text_count; i += step) {
        if (!look_at(candidates, candidate, candidates->units[candidate->texts[i]].unit,
                     description, arena, out, error))
            return false;
    }
    out->text = best_form(&description->source);
    return give_targets(candidate, description, arena, out, error);
}
