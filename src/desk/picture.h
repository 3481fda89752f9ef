/* The picture of an alignment: the path of the beads over the plane of source and target sentences,
 * as SVG. */
#ifndef DESK_PICTURE_H
#define DESK_PICTURE_H

#include "align/align.h"
#include "base/string.h"
#include "desk/intake.h"

struct picture {
    const struct intake *sides; /* two */
    const char *const *names;   /* of the two texts, as they are shown */
    const struct bead *beads;   /* of which every sentence is in one */
    size_t count;
    const struct align_pin *pins; /* growing on both sides */
    size_t pin_count;
};

/* Appends a whole SVG document, without scripts and without anything from outside, in the language
 * of the messages. Its length does not grow with the texts beyond some 1500 beads: from there on
 * neighbours that would fall on the same point are drawn as one. Errors: out of memory. */
bool picture_draw(const struct picture *picture, struct string *out, cotexto_error *error);

#endif
