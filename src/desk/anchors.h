/* Anchors set by the user: a file that says which sentences begin together. */
#ifndef DESK_ANCHORS_H
#define DESK_ANCHORS_H

#include <cotexto/intake.h>

#include "align/align.h"

/* Reads a file: source sentence, tab, target sentence, a line each, numbered from 0 as cotexto
 * align does, in any order; empty lines and lines that begin with # do not count. *pins grow on
 * both sides and are in `arena`. Errors, with file and line: what is no number, a sentence that is
 * not there, two anchors that cross. */
bool anchors_read(const char *path, const cotexto_decoding *decoding,
                  const struct align_side sides[2], struct arena *arena,
                  const struct align_pin **pins, size_t *count, cotexto_error *error);

#endif
