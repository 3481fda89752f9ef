/* Long texts are cut at sure places and aligned section by section, so that time and memory grow in
 * line with them. */
#ifndef ALIGN_CUT_H
#define ALIGN_CUT_H

#include "align/words.h"

/* Where to cut, growing on both sides, in `arena`: before a sentence that shares a rare word with
 * its counterpart while the sentences before them do too, every few thousand sentences at most: a
 * word that is rare in the whole texts, or where there is none for long, in a part of them. None
 * for short texts, and none where nothing is sure. */
bool cut_places(const struct align_sentence *const *source, size_t source_count,
                const struct align_sentence *const *target, size_t target_count,
                struct arena *arena, struct align_pin **cuts, size_t *count, cotexto_error *error);

#endif
