/* How a file becomes sentences: what import, segment, align and detect have in common. */
#ifndef COTEXTO_INTAKE_H
#define COTEXTO_INTAKE_H

#include <cotexto/common.h>

COTEXTO_BEGIN

/* How bytes become text; {0} recognises the encoding, refuses undecodable bytes and repairs
 * nothing. */
typedef struct cotexto_decoding {
    const char *encoding; /* an iconv name; NULL: recognise it */
    bool replace; /* undecodable bytes become U+FFFD and are counted, else they are an error */
    bool repair;  /* UTF-8 that was once read as windows-1252 or Latin-1 becomes what it was */
} cotexto_decoding;

/* How text becomes sentences; {0} is our own rules as they come. */
typedef struct cotexto_rules {
    const char *srx;   /* path of an SRX file to cut by instead of our own rules; NULL: none */
    const char *words; /* the user's own words for our rules, in the form of data/segment/es.txt: a
                          file named by its language (es.txt), or a folder of such; NULL: none */
} cotexto_rules;

COTEXTO_END

#endif
