/* SRX, Segmentation Rules eXchange (LISA OSCAR 1.0, 2004; GALA 2.0, 2008): the user's own rules, so
 * that segments equal those of a CAT tool. Pure: the file is given as bytes. */
#ifndef SEGMENT_SRX_H
#define SEGMENT_SRX_H

#include <cotexto/common.h>

#include "base/arena.h"
#include "segment/segment.h"

/* Reads an SRX file of version 1.0 or 2.0 in any XML encoding. NULL and an error of kind
 * COTEXTO_DATA with the line: "xml", "not-srx", or "bad-rule" for a regular expression that ICU
 * refuses. */
struct srx *srx_read(cotexto_text bytes, cotexto_error *error);
void srx_free(struct srx *srx);
/* Hash of the file's bytes: two files with the same one have the same rules. */
uint64_t srx_hash(const struct srx *srx);

/* The rules for one language, in their order: those of all language maps that fit when the file
 * says cascade="yes", else of the first one. Maps are matched with the whole tag and without regard
 * to case. */
struct srx_rules;
struct srx_rules *srx_rules_for(const struct srx *srx, const char *lang, cotexto_error *error);
void srx_rules_free(struct srx_rules *rules);

/* Cuts like segmenter_cut(): at each place the first rule whose two sides fit decides. Errors:
 * COTEXTO_DATA "slow-rule" when a rule takes longer than a second over one block. */
bool srx_cut(struct srx_rules *rules, cotexto_text block, struct arena *arena, struct span **spans,
             size_t *count, cotexto_error *error);

#endif
