/* Word links (align/links.h) by the lexicons of memories: what a searched phrase, a fragment or the
 * difference of a hit is in the translation. */
#ifndef DESK_LINKS_H
#define DESK_LINKS_H

#include <cotexto/lookup.h>

#include "base/arena.h"

struct linking_pair;

/* The linkers of all memories and languages met so far. Made by `struct linking l = {0};` and ended
 * by linking_free(); the memories must stay open. */
struct linking {
    struct linking_pair **pairs;
    size_t count, room;
    struct arena scratch; /* of one pair of texts */
};
void linking_free(struct linking *linking);

/* A segment and its translation as they are stored. */
struct linked_texts {
    cotexto_memory *memory;
    const char *source_lang, *target_lang;
    cotexto_text source, target;
};

/* The part of the target that translates a part of the source; empty when it can't be said. */
bool linking_find(struct linking *linking, const struct linked_texts *texts, cotexto_range source,
                  cotexto_range *target, cotexto_error *error);

/* Fills the hit's changes by its edits; they are in `arena`. */
bool linking_find_changes(struct linking *linking, cotexto_memory *memory, cotexto_hit *hit,
                          struct arena *arena, cotexto_error *error);

#endif
