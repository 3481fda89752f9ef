/* The rules that a call cuts texts by, read once for all its texts. */
#ifndef DESK_RULES_H
#define DESK_RULES_H

#include <cotexto/intake.h>

#include "segment/segment.h"
#include "segment/srx.h"

struct rules {
    struct srx *srx;   /* NULL: our own rules */
    const char *words; /* path of the user's words; NULL: none. The caller's */
};

/* Reads the SRX file, if there is one. from NULL: our own rules. Ended by rules_close(), also after
 * a failure. Errors carry the file. */
bool rules_open(struct rules *rules, const cotexto_rules *from, cotexto_error *error);
void rules_close(struct rules *rules);

/* A segmenter for one language. rules NULL: our own. Errors in the user's words carry file and
 * line. */
struct segmenter *rules_segmenter(const struct rules *rules, const char *lang,
                                  cotexto_error *error);

#endif
