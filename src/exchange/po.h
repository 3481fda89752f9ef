/* What PO reader and writer share: the names of the properties in which an entry's other lines
 * travel. */
#ifndef EXCHANGE_PO_H
#define EXCHANGE_PO_H

#define PO_CONTEXT   "msgctxt"
#define PO_EXTRACTED "extracted-comment" /* "#." lines */
#define PO_REFERENCE "reference"         /* "#:" lines */
#define PO_FLAGS     "flags"             /* "#," lines, but for "fuzzy" */
#define PO_PLURAL    "plural"            /* "one" or "other": which form of a plural the unit is */
#define PO_ONE       "one"
#define PO_OTHER     "other"

#endif
