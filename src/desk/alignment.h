/* Two texts to beads, with what is known of them from outside, and what there is to say about it.
 */
#ifndef DESK_ALIGNMENT_H
#define DESK_ALIGNMENT_H

#include <cotexto/alignment.h>

#include "desk/evidence.h"
#include "desk/intake.h"

struct alignment {
    struct bead *beads;
    size_t count;
    const struct align_pin *pins; /* of the user and of the memory */
    size_t pin_count;
    cotexto_alignment report;
};

/* Aligns the two texts. What `out` points to lives in `arena`, and the texts in the intakes. */
bool alignment_make(const struct intake *const sides[2], const struct evidence_source *from,
                    const cotexto_progress *progress, struct arena *arena, struct alignment *out,
                    cotexto_error *error);

#endif
