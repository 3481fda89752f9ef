/* The units that a review goes through, in their order. A unit that a change takes away keeps its
 * place and is passed over, so that undo has it back where it was. */
#ifndef CLI_REVIEW_LIST_H
#define CLI_REVIEW_LIST_H

#include <cotexto/cotexto.h>

struct review_place {
    int64_t unit;
    double confidence;
    bool reviewed, gone;
};

/* Begins as {0}; ended by review_list_free(). */
struct review_list {
    struct review_place *places;
    size_t count, room, at; /* at: the present one; always a place, or 0 of none */
    /* numbers of units, rising, with their places; made again when it is needed */
    struct review_index {
        int64_t unit;
        size_t place;
    } * index;
    bool indexed;
};

/* false: out of memory. */
bool review_list_make(struct review_list *list, const cotexto_review_entry *entries, size_t count);
void review_list_free(struct review_list *list);

/* The present place; NULL when there is none that is not gone. */
const struct review_place *review_list_present(const struct review_list *list);
/* Goes to the next place that is not gone, or to the one before. false: there is none, and nothing
 * moves. */
bool review_list_step(struct review_list *list, bool forward);
/* Leaves a place that is gone for the next one, else for the one before. */
void review_list_settle(struct review_list *list);
/* Goes to a unit, if it has a place. */
bool review_list_go_to(struct review_list *list, int64_t unit);
void review_list_go_to_end(struct review_list *list, bool last);

/* Takes over what became of a unit: a new one stands behind the present one. false: out of memory.
 */
bool review_list_change(struct review_list *list, int64_t unit, cotexto_change_kind kind,
                        bool reviewed);

/* How many are not gone; *number: which of them is the present one, from 1; *left: how many are not
 * reviewed. */
size_t review_list_count(const struct review_list *list, size_t *number, size_t *left);

#endif
