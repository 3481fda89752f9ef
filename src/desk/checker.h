/* What a check of a memory and one of a file share: the languages with what was learned of them,
 * the glossary, and the way from a unit to its findings. */
#ifndef DESK_CHECKER_H
#define DESK_CHECKER_H

#include "check/check.h"
#include "desk/terms.h"
#include "memory/store.h"
#include "text/unit.h"

/* Two languages of the units, source and target. */
struct checked_pair {
    struct check_language *source, *target;
    struct check_habits habits;
    struct glossary *glossary;
};

/* Where a unit stands, and which of its findings are fine. */
struct checked_place {
    const char *file; /* NULL: a memory */
    uint64_t number;
    /* *fine: the finding is not told */
    bool (*is_fine)(void *context, const cotexto_check_finding *finding, bool *fine,
                    cotexto_error *error);
    void *context;
};

struct checker {
    const cotexto_check_options *options;
    cotexto_check_counts *counts;
    uint32_t checks;
    struct term_list terms;
    cotexto_memory *memory; /* whose glossary counts, too; NULL: none */
    struct check_language **languages;
    size_t language_count, language_room;
    struct checked_pair **pairs;
    size_t pair_count, pair_room;
    struct consistency *consistency;
    struct arena arena; /* of one unit */
    /* learns what is usual between two languages when they are first met; NULL: nothing is learned
     */
    bool (*learn)(void *context, struct checker *checker, struct checked_pair *pair,
                  cotexto_error *error);
    void *learn_context;
};

/* Ended by checker_close(), also after a failure. */
bool checker_open(struct checker *checker, const cotexto_check_options *options,
                  cotexto_check_counts *counts, cotexto_error *error);
void checker_close(struct checker *checker);

/* The pair of two canonical tags, made when it is new. */
struct checked_pair *checker_pair(struct checker *checker, const char *source, const char *target,
                                  cotexto_error *error);
/* Adds a translation to what the pair has learned. */
bool checker_learn(struct checker *checker, struct checked_pair *pair, const struct variant *source,
                   const struct variant *target, cotexto_error *error);

/* The segment that counts as a unit's source; NULL: it has none. */
const struct variant *checker_source(const struct checker *checker, const struct unit *unit);
/* Calls `each` for the segments that count as its translations, until it returns false, which this
 * does then. *any: there was one. */
bool checker_each_target(const struct checker *checker, const struct unit *unit,
                         const struct variant *source,
                         bool (*each)(void *context, const struct variant *target), void *context,
                         bool *any);

/* Checks one translation and tells what is found. */
bool checker_look(struct checker *checker, const struct checked_place *place,
                  const struct unit *unit, const struct variant *source,
                  const struct variant *target, cotexto_error *error);

#endif
