/* How a searched phrase is translated, counted by groups: translations that differ in case, accents
 * or endings only are one. */
#ifndef DESK_TALLY_H
#define DESK_TALLY_H

#include <cotexto/lookup.h>

#include "base/arena.h"
#include "base/table.h"

struct tally_form;
struct tally_group;

/* Made by tally_start() and ended by tally_free(). */
struct tally {
    struct arena arena;
    struct table groups, forms; /* by language and stems; by language and writing */
    struct tally_group *group_list;
    struct tally_form *form_list;
    size_t group_room, form_room;
    uint64_t unknown;
    struct arena scratch;
};
void tally_start(struct tally *tally);
void tally_free(struct tally *tally);

/* Counts one translation; an empty text is one not known. */
bool tally_add(struct tally *tally, cotexto_memory *memory, const char *lang, cotexto_text text,
               cotexto_error *error);

/* The groups, most frequent first, then by text; each under the form that was met most often, the
 * first of equals. The array lives as long as the tally. */
bool tally_list(struct tally *tally, const cotexto_translation **list, size_t *count,
                cotexto_error *error);

#endif
