/* A filter over units: what a lookup, a search or an export is limited to. */
#ifndef COTEXTO_FILTER_H
#define COTEXTO_FILTER_H

#include <cotexto/common.h>

COTEXTO_BEGIN

/* {0} lets everything through. The date of a unit is when it was changed since it was made; else
 * its document's date; else when it was made. A unit whose date is not known passes no limit. */
typedef struct cotexto_filter {
    const char *document;      /* only of the document of this name; NULL: all */
    const char *since, *until; /* first and last day, as "2029", "2029-10" or "2029-10-07"; NULL: no
                                  limit. Another form is the error "bad-date" (USAGE) */
    const char *author;        /* only units made or changed by this user; NULL: all */
    double confidence; /* only units aligned at least this surely, 0..1; those that a person has
                          confirmed and those not aligned by machine pass */
    bool reviewed;     /* only units that a person has confirmed */
} cotexto_filter;

COTEXTO_END

#endif
