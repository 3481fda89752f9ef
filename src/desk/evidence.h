/* What is known of two texts before they are aligned: words of a dictionary and of the memory,
 * anchors of the user, exact hits of the memory. */
#ifndef DESK_EVIDENCE_H
#define DESK_EVIDENCE_H

#include <cotexto/intake.h>

#include "align/align.h"
#include "memory/store.h"

struct evidence_source {
    const char *lexicon;              /* path of a dictionary; NULL: none */
    const char *anchors;              /* path of a file of anchors; NULL: none */
    cotexto_memory *memory;           /* NULL: none */
    const cotexto_decoding *decoding; /* of the two files */
};

struct evidence {
    struct lexicon *lexicon; /* NULL: none */
    const struct align_pin *pins;
    size_t pin_count;
};

/* Gathers it; the pins are in `arena`. Where the memory contradicts the user's anchors, they win.
 * Ended by evidence_free(), also on failure. */
bool evidence_find(const struct evidence_source *from, const struct align_side sides[2],
                   struct arena *arena, struct evidence *out, cotexto_error *error);
void evidence_free(struct evidence *evidence);

#endif
