/* Penalties: what is taken off a hit's percent (doc/matching.md, rule 7). */
#ifndef DESK_PENALTY_H
#define DESK_PENALTY_H

#include <cotexto/lookup.h>

#include "memory/store.h"

/* What the penalties of one lookup go by. */
struct penalty_rules {
    const char *from, *to; /* as they were asked for */
    const int *memories;   /* of each memory; NULL: none */
    int age;               /* for each... */
    double age_years;      /* ...full so many years; 0: no penalty of age */
    const char *today;     /* ISO 8601 */
};

/* Fills the hit's penalties and their sum. `unit` is of the hit's memory, which is `memory`. */
bool penalties_find(const struct penalty_rules *rules, cotexto_memory *memory,
                    const struct memory_unit *unit, const struct variant *source,
                    const struct variant *target, struct arena *arena, cotexto_hit *hit,
                    cotexto_error *error);

/* The whole number of a --meta penalty, 0..100; -1: it is none. */
int penalty_of_meta(cotexto_text value);

#endif
