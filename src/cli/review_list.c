/* The units that a review goes through. */
#include "cli/review_list.h"

#include <stdlib.h>
#include <string.h>

bool review_list_make(struct review_list *list, const cotexto_review_entry *entries, size_t count)
{
    list->room = count + 1;
    list->places = calloc(list->room, sizeof *list->places);
    if (list->places == NULL)
        return false;
    for (size_t i = 0; i < count; i++)
        list->places[i] = (struct review_place){.unit = entries[i].unit,
                                                .confidence = entries[i].confidence,
                                                .reviewed = entries[i].reviewed};
    list->count = count;
    return true;
}

void review_list_free(struct review_list *list)
{
    free(list->places);
    free(list->index);
    *list = (struct review_list){0};
}

/* --------------------------------------------------------------------------------------- moving */

const struct review_place *review_list_present(const struct review_list *list)
{
    return list->at < list->count && !list->places[list->at].gone ? &list->places[list->at] : NULL;
}

bool review_list_step(struct review_list *list, bool forward)
{
    size_t at = list->at;
    while (forward ? at + 1 < list->count : at > 0) {
        at = forward ? at + 1 : at - 1;
        if (!list->places[at].gone) {
            list->at = at;
            return true;
        }
    }
    return false;
}

void review_list_settle(struct review_list *list)
{
    if (review_list_present(list) == NULL && !review_list_step(list, true))
        review_list_step(list, false);
}

void review_list_go_to_end(struct review_list *list, bool last)
{
    list->at = last && list->count > 0 ? list->count - 1 : 0;
    if (review_list_present(list) == NULL)
        review_list_step(list, !last);
}

/* -------------------------------------------------------------------------------------- changes */

static int compare(const void *a, const void *b)
{
    int64_t x = ((const struct review_index *)a)->unit, y = ((const struct review_index *)b)->unit;
    return (x > y) - (x < y);
}

static bool make_index(struct review_list *list)
{
    if (list->indexed)
        return true;
    struct review_index *index = realloc(list->index, (list->count + 1) * sizeof *index);
    if (index == NULL)
        return false;
    for (size_t i = 0; i < list->count; i++)
        index[i] = (struct review_index){list->places[i].unit, i};
    qsort(index, list->count, sizeof *index, compare);
    list->index = index;
    list->indexed = true;
    return true;
}

/* false: out of memory. *place is the count when the unit has none. */
static bool find(struct review_list *list, int64_t unit, size_t *place)
{
    const struct review_index wanted = {.unit = unit};
    *place = list->count;
    if (!make_index(list))
        return false;
    const struct review_index *found =
        bsearch(&wanted, list->index, list->count, sizeof *list->index, compare);
    if (found != NULL)
        *place = found->place;
    return true;
}

bool review_list_go_to(struct review_list *list, int64_t unit)
{
    size_t place;
    if (!find(list, unit, &place) || place == list->count || list->places[place].gone)
        return false;
    list->at = place;
    return true;
}

static bool insert_behind(struct review_list *list, int64_t unit, bool reviewed)
{
    if (list->count == list->room) {
        struct review_place *places = realloc(list->places, 2 * list->room * sizeof *list->places);
        if (places == NULL)
            return false;
        list->places = places;
        list->room *= 2;
    }
    size_t at = list->count == 0 ? 0 : list->at + 1;
    memmove(list->places + at + 1, list->places + at, (list->count - at) * sizeof *list->places);
    list->places[at] = (struct review_place){.unit = unit, .confidence = -1, .reviewed = reviewed};
    list->count++;
    list->indexed = false;
    return true;
}

bool review_list_change(struct review_list *list, int64_t unit, cotexto_change_kind kind,
                        bool reviewed)
{
    size_t place;
    if (!find(list, unit, &place))
        return false;
    if (place == list->count)
        return kind != COTEXTO_UNIT_ADDED || insert_behind(list, unit, reviewed);
    list->places[place].gone = kind == COTEXTO_UNIT_DELETED;
    list->places[place].reviewed = reviewed;
    return true;
}

size_t review_list_count(const struct review_list *list, size_t *number, size_t *left)
{
    size_t count = 0;
    *number = *left = 0;
    for (size_t i = 0; i < list->count; i++) {
        const struct review_place *place = &list->places[i];
        count += !place->gone;
        *left += !place->gone && !place->reviewed;
        if (i == list->at)
            *number = count;
    }
    return count;
}
