/* Paragraphs that stand elsewhere in the translation. An alignment does not cross itself, so that
 * what was moved is left without a counterpart, or forced upon a wrong one; here such pieces of
 * both sides are held against each other. */
#ifndef ALIGN_CROSSING_H
#define ALIGN_CROSSING_H

#include "align/align.h"

/* Source sentences that seem to be these target sentences, although the path pairs neither. */
struct crossing {
    size_t source, source_count, target, target_count;
};

/* The moved pieces, in the order of the source, in `arena`. Only pieces that the path left alone or
 * is very unsure of are looked at, cut at paragraphs, and of many only the longest. Errors: out of
 * memory. */
bool crossings_find(const struct align_side *source, const struct align_side *target,
                    const struct bead *beads, size_t count, const struct lexicon *lexicon,
                    struct arena *arena, struct crossing **crossings, size_t *crossing_count,
                    cotexto_error *error);

#endif
