/* What PO reader, writer and filler share: the names of the properties in which an entry's other
 * lines travel, where its lines stand, and how its strings are written. */
#ifndef EXCHANGE_PO_H
#define EXCHANGE_PO_H

#include <stdio.h>

#include "base/string.h"
#include "exchange/exchange.h"

#define PO_CONTEXT   "msgctxt"
#define PO_EXTRACTED "extracted-comment" /* "#." lines */
#define PO_REFERENCE "reference"         /* "#:" lines */
#define PO_FLAGS     "flags"             /* "#," lines, but for "fuzzy" */
#define PO_PLURAL    "plural"            /* "one" or "other": which form of a plural the unit is */
#define PO_ONE       "one"
#define PO_OTHER     "other"

/* gettext itself has at most six forms of a plural. */
enum { PO_FORMS = 16 };

/* Our own comment on a translation begins so. */
#define PO_TOLD "# cotexto:"

/* Where an entry stands, in bytes of the file. Ranges are of whole lines with their ends; empty:
 * there are none. */
struct po_place {
    size_t start;                        /* of its first line */
    size_t keyword;                      /* of the line of its first keyword */
    cotexto_range told, flags, previous; /* our comment; "#,", with "fuzzy" if any has it; "#|" */
    cotexto_range strings[PO_FORMS];     /* msgstr */
    size_t forms;                        /* of msgstr */
    bool fuzzy, plural, any;             /* any: start is set */
};

/* The reader of an open stream, which it takes over; path: as open_reader() has it. */
struct exchange_reader *po_open_stream(FILE *file, const char *path,
                                       const struct exchange_read_options *options,
                                       cotexto_error *error);
/* Of the entry of the last unit; until the next one is asked for. */
const struct po_place *po_reader_place(const struct exchange_reader *reader);
/* What the header says; "" when it says nothing. As long as the reader. */
const char *po_reader_charset(const struct exchange_reader *reader);
/* How many forms a plural has, by the header; 0: it does not say it. */
size_t po_reader_plurals(const struct exchange_reader *reader);
/* The language of its translations; NULL: not known. As long as the reader. */
const char *po_reader_target(const struct exchange_reader *reader);

/* keyword and string, a line of the file for each of the text. */
void po_write_string(FILE *stream, const char *keyword, cotexto_text text);
/* gettext wants both texts to begin and to end with a line feed, or neither. The source is not
 * empty. */
void po_fit_ends(cotexto_text source, cotexto_text target, struct string *out);

#endif
