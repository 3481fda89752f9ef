/* The review list: numbers and confidences alone, so that a large memory has room; what a unit says
 * is read when it is asked for, as it is then. */
#include <cotexto/review.h>

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/tag.h"
#include "base/text.h"
#include "desk/filter.h"
#include "memory/store.h"

struct cotexto_review {
    cotexto_memory *memory;
    const char *languages[2];
    cotexto_review_entry *entries;
    size_t count, room;
    struct arena arena; /* of the view */
    cotexto_review_view view;
};

/* --------------------------------------------------------------------------------------- list */

/* The list while it is made. */
struct gathering {
    cotexto_review *review;
    const cotexto_review_options *options;
    bool plain; /* the filter lets through all that the memory gives */
    struct arena arena;
    uint64_t seen;
    bool good;
    cotexto_error *error;
};

static bool passes(struct gathering *gathering, int64_t id, bool *pass)
{
    struct memory_unit unit;
    *pass = gathering->plain;
    if (gathering->plain)
        return true;
    arena_reset(&gathering->arena);
    return memory_get_unit_head(gathering->review->memory, id, &gathering->arena, &unit, pass,
                                gathering->error) &&
           (!*pass || (*pass = filter_passes(&gathering->options->filter, &unit.unit), true));
}

static bool go_on(struct gathering *gathering)
{
    enum { EACH = 4096 };
    const cotexto_progress *progress = &gathering->options->progress;
    gathering->seen++;
    return progress->report == NULL || gathering->seen % EACH != 0 ||
           progress->report(progress->context, COTEXTO_WORK_UNITS, gathering->seen, 0) ||
           error_cancelled(gathering->error);
}

static bool add_entry(void *context, int64_t unit, double confidence, bool reviewed)
{
    struct gathering *gathering = context;
    cotexto_review *review = gathering->review;
    bool pass;
    gathering->good = go_on(gathering) && passes(gathering, unit, &pass);
    if (!gathering->good || !pass)
        return gathering->good;
    gathering->good =
        array_reserve(&review->entries, &review->room, review->count + 1, sizeof *review->entries);
    if (!gathering->good)
        return error_no_memory(gathering->error);
    review->entries[review->count++] = (cotexto_review_entry){unit, confidence, reviewed};
    return true;
}

static bool gather(cotexto_review *review, const cotexto_review_options *options,
                   cotexto_error *error)
{
    const cotexto_filter *filter = &options->filter;
    struct gathering gathering = {
        .review = review,
        .options = options,
        .good = true,
        .plain = filter->since == NULL && filter->until == NULL && filter->author == NULL &&
                 filter->confidence <= 0 && !filter->reviewed,
        .error = error,
    };
    struct memory_review wanted = {
        .languages = {options->languages[0], options->languages[1]},
        .below = options->below,
        .all = options->all || filter->reviewed,
        .in_order = options->in_order,
    };
    bool good = filter_check(filter, &review->memory, 1, error) &&
                filter_document(review->memory, filter->document, &wanted.document, error) &&
                memory_each_to_review(review->memory, &wanted, add_entry, &gathering, error) &&
                gathering.good;
    arena_free(&gathering.arena);
    return good;
}

cotexto_review *cotexto_review_new(cotexto_memory *memory, const cotexto_review_options *options,
                                   cotexto_error *error)
{
    cotexto_review *review = calloc(1, sizeof *review);
    if (review == NULL) {
        error_no_memory(error);
        return NULL;
    }
    review->memory = memory;
    for (size_t i = 0; i < 2; i++)
        review->languages[i] = options->languages[i];
    bool begun, good = memory_begin_read(memory, &begun, error);
    if (good) {
        good = gather(review, options, error);
        if (begun)
            memory_end_read(memory);
    }
    if (good)
        return review;
    cotexto_review_free(review);
    return NULL;
}

void cotexto_review_free(cotexto_review *review)
{
    if (review == NULL)
        return;
    free(review->entries);
    arena_free(&review->arena);
    free(review);
}

const cotexto_review_entry *cotexto_review_entries(const cotexto_review *review, size_t *count)
{
    *count = review->count;
    return review->entries;
}

/* --------------------------------------------------------------------------------------- view */

/* The first segment that is not in the language of the first one. */
static const struct variant *other_language(const struct unit *unit)
{
    for (size_t i = 1; i < unit->variant_count; i++) {
        if (!tag_same_language(unit->variants[i].lang, unit->variants[0].lang))
            return &unit->variants[i];
    }
    return unit->variant_count > 1 ? &unit->variants[1] : NULL;
}

/* languages: those to show; NULL: the first two of the unit. */
static void describe(const struct memory_unit *stored, const char *const languages[2],
                     cotexto_review_unit *out)
{
    const struct unit *unit = &stored->unit;
    const struct variant *variants[2] = {unit->variant_count > 0 ? &unit->variants[0] : NULL,
                                         other_language(unit)};
    *out = (cotexto_review_unit){
        .unit = stored->id,
        .revision = stored->revision,
        .document = unit->document,
        .position = unit->position,
        .paragraph = unit->paragraph,
        .confidence = unit->confidence,
        .reviewed = unit->reviewed,
        .changed = unit->changed,
        .changer = unit->changer,
    };
    for (size_t i = 0; i < 2; i++) {
        if (languages[i] != NULL)
            variants[i] = unit_variant(unit, languages[i]);
        if (variants[i] == NULL)
            continue;
        out->langs[i] = variants[i]->lang;
        out->texts[i] = variants[i]->text;
    }
}

static bool read_neighbours(cotexto_review *review, const struct memory_unit *unit, bool behind,
                            size_t most, const char *const languages[2],
                            const cotexto_review_unit **out, size_t *count, cotexto_error *error)
{
    int64_t *ids;
    if (!memory_neighbours(review->memory, unit, behind, most, &review->arena, &ids, count, error))
        return false;
    cotexto_review_unit *units = arena_array(&review->arena, *count, sizeof *units);
    *out = units;
    if (units == NULL)
        return error_no_memory(error);
    for (size_t i = 0; i < *count; i++) {
        struct memory_unit stored;
        if (!memory_get_unit(review->memory, ids[i], &review->arena, &stored, error))
            return false;
        describe(&stored, languages, &units[i]);
    }
    return true;
}

static bool read_view(cotexto_review *review, int64_t id, size_t neighbours, bool *found,
                      cotexto_error *error)
{
    struct memory_unit stored;
    cotexto_review_view *view = &review->view;
    *view = (cotexto_review_view){0};
    if (!memory_find_unit(review->memory, id, &review->arena, &stored, found, error))
        return false;
    if (!*found)
        return true;
    describe(&stored, review->languages, &view->unit);
    return read_neighbours(review, &stored, false, neighbours, view->unit.langs, &view->before,
                           &view->before_count, error) &&
           read_neighbours(review, &stored, true, neighbours, view->unit.langs, &view->behind,
                           &view->behind_count, error);
}

bool cotexto_review_get(cotexto_review *review, int64_t unit, size_t neighbours,
                        const cotexto_review_view **view, cotexto_error *error)
{
    bool begun, found = false;
    *view = NULL;
    arena_reset(&review->arena);
    if (!memory_begin_read(review->memory, &begun, error))
        return false;
    bool good = read_view(review, unit, neighbours, &found, error);
    if (begun)
        memory_end_read(review->memory);
    if (good && found)
        *view = &review->view;
    return good;
}
