/* What the XML formats share: libxml2's pull parser over a file, without network, without entities
 * beyond the five, with errors that say line and column. */
#ifndef EXCHANGE_XML_H
#define EXCHANGE_XML_H

#include <stdbool.h>
#include <stdio.h>

#include <libxml/xmlreader.h>

#include <cotexto/common.h>

#include "base/arena.h"
#include "base/markup.h"
#include "base/string.h"
#include "exchange/repair.h"

struct xml_input {
    xmlTextReaderPtr reader;
    FILE *file;
    uint64_t done, total; /* bytes */
    struct markup_guard guard;
    bool crowded;          /* the guard stopped the file */
    char reason[160];      /* what was only wrong, until now */
    cotexto_error *error;  /* libxml2's handler fills it, also when the caller wants none */
    struct repair *repair; /* NULL: the file is read as it is */
    bool cut; /* the end of a truncated file was reached: the present element is not whole */
};

/* Errors: COTEXTO_IO when the file can't be read. On failure there is nothing to close. The struct
 * must not move. */
bool xml_open(struct xml_input *input, const char *path, cotexto_error *error);
/* Likewise, but what is broken is repaired: see exchange/repair.h. At the end of a truncated file
 * xml_next() gives 0 and `cut` is set. */
bool xml_open_repairing(struct xml_input *input, const char *path, cotexto_error *error);
void xml_close(struct xml_input *input);

/* The next node: 1 there is one, 0 the end, -1 an error was set. */
int xml_next(struct xml_input *input, cotexto_error *error);
/* Gives a set error the line of the present node. Always false. */
bool xml_place(const struct xml_input *input, cotexto_error *error);
/* Sets an error of kind COTEXTO_DATA with the line of the present node. Always false. */
bool xml_error(const struct xml_input *input, cotexto_error *error, const char *id,
               const char *message);

/* Name of the present element without its prefix. */
bool xml_is(const struct xml_input *input, const char *name);
/* Appends text so that it can stand in an element and in an attribute between quotation marks. */
void xml_append_escaped(struct string *out, cotexto_text text);

#endif
