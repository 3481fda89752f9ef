/* Penalties: what is taken off a hit's percent (doc/matching.md, rule 7). */
#ifndef DESK_PENALTY_H
#define DESK_PENALTY_H

#include <cotexto/lookup.h>

#include "base/table.h"
#include "memory/store.h"

/* What the penalties of one lookup go by. */
struct penalty_rules {
    const char *from, *to; /* as they were asked for */
    const int *memories;   /* of each memory; NULL: none */
    int age;               /* for each... */
    double age_years;      /* ...full so many years; 0: no penalty of age */
    const char *today;     /* ISO 8601 */
};

/* What was found out for other hits of the same query, so that many with one source or of one
 * document cost no more than one. Begins as {.targets.arena = arena}; ended by
 * penalties_forget(). */
struct penalties_known {
    struct table targets; /* by memory, language and source: penalty_targets */
    bool has_document;
    size_t memory;
    int64_t document;
    int penalty_document; /* of that document */
};
void penalties_forget(struct penalties_known *known);

/* Fills the hit's penalties and their sum, but for that of several targets. `unit` is of the hit's
 * memory, which is `memory`. */
bool penalties_find(const struct penalty_rules *rules, struct penalties_known *known,
                    cotexto_memory *memory, const struct memory_unit *unit,
                    const struct variant *source, const struct variant *target, struct arena *arena,
                    cotexto_hit *hit, cotexto_error *error);

/* Fills that of several targets, 1 or 0, and adds it to the sum: by far the dearest one. `hash` is
 * that of the hit's unit; arena: for the call. */
bool penalties_find_targets(const struct penalty_rules *rules, struct penalties_known *known,
                            cotexto_memory *memory, uint64_t hash, struct arena *arena,
                            cotexto_hit *hit, cotexto_error *error);

/* That of several targets when it was found for another hit with this source, in the memory of that
 * number; else 0. */
int penalty_of_known_targets(const struct penalties_known *known, size_t memory,
                             const struct memory_segment *source);

/* The penalty of an alignment that no person has reviewed: a part of the above that the unit alone
 * tells. */
int penalty_of_alignment(const struct unit *unit);

/* That, and the penalty of a machine's translation: all that is taken off whatever the query is. */
int penalty_of_unit(const struct unit *unit);

/* The whole number of a --meta penalty, 0..100; -1: it is none. */
int penalty_of_meta(cotexto_text value);

#endif
