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
    int failed;           /* errno of a read that did */
    char head[3];         /* of the file, where they are no byte order mark: */
    size_t head_length;   /* the parser has not got them yet */
    uint64_t done, total; /* bytes */
    uint64_t elements;    /* met until now */
    struct markup_guard guard;
    bool crowded;          /* the guard stopped the file */
    char space[96];        /* namespace of the document element; of it, so many letters */
    char reason[160];      /* what was only wrong, until now */
    cotexto_error *error;  /* libxml2's handler fills it, also when the caller wants none */
    struct repair *repair; /* NULL: the file is read as it is */
    bool cut; /* the end of a truncated file was reached: the present element is not whole */
};

/* Errors: COTEXTO_IO when the file can't be read. On failure there is nothing to close. The struct
 * must not move. With `repair` what is broken is repaired: see exchange/repair.h. At the end of a
 * truncated file xml_next() gives 0 then, and `cut` is set. */
bool xml_open(struct xml_input *input, const char *path, bool repair, cotexto_error *error);
/* The same for a document in memory, which must stay there; it is not repaired. */
bool xml_open_bytes(struct xml_input *input, cotexto_text bytes, cotexto_error *error);
void xml_close(struct xml_input *input);
/* What was repaired until now, COTEXTO_REPAIR_COUNT kinds; NULL: the file is read as it is. */
const cotexto_repair *xml_repairs(const struct xml_input *input);
/* Says with a set error that repair would help, where it would. Always false. */
bool xml_repair_hint(const struct xml_input *input, cotexto_error *error);

/* The next node: 1 there is one, 0 the end, -1 an error was set. */
int xml_next(struct xml_input *input, cotexto_error *error);
/* Gives a set error the line of the present node. Always false. */
bool xml_place(const struct xml_input *input, cotexto_error *error);
/* Sets an error of kind COTEXTO_DATA with the line of the present node. Always false. */
bool xml_error(const struct xml_input *input, cotexto_error *error, const char *id,
               const char *message);

/* Name of the present element without its prefix. */
bool xml_is(const struct xml_input *input, const char *name);
/* Whether that is one of the names; NULL stands behind the last. */
bool xml_is_any(const struct xml_input *input, const char *const *names);
/* The present element is in no namespace, or in the one of the document element. */
bool xml_is_own(const struct xml_input *input);
/* The present node is text: with CDATA and white space. */
bool xml_is_text(const struct xml_input *input);
/* The number of the present element among all start tags of the document, from 0. */
uint64_t xml_element(const struct xml_input *input);
/* The next child of the element at `depth`, which is not empty: 1 there is one, 0 the element ends,
 * -1 an error was set. Text between children is nothing. */
int xml_next_child(struct xml_input *input, int depth, cotexto_error *error);
/* Goes to the end of the present element. */
bool xml_skip(struct xml_input *input, cotexto_error *error);
/* All text inside the present element, in the arena; goes to its end. */
bool xml_content(struct xml_input *input, struct arena *arena, cotexto_text *out,
                 cotexto_error *error);
/* The value of an attribute of the present element, in the arena; without bytes when there is none.
 * name may have a prefix. */
bool xml_attribute(struct xml_input *input, struct arena *arena, const char *name,
                   cotexto_text *value, cotexto_error *error);
/* Sets the error for a file that ends inside an element, unless the result of xml_next() was an
 * error already, or the end of a truncated file is repaired. Always false. */
bool xml_ended(struct xml_input *input, int result, cotexto_error *error);

/* 0..100: how sure the first bytes of a file are of XML whose document element has this name,
 * whatever its prefix. */
int xml_bid(const unsigned char *head, size_t length, const char *name);
/* Appends text so that it can stand in an element and in an attribute between quotation marks. */
void xml_append_escaped(struct string *out, cotexto_text text);
/* The same; characters that XML 1.0 has no place for become U+FFFD. */
void xml_append_valid(struct string *out, cotexto_text text);
/* The same for the content of an element: quotation marks, tabs and line feeds stay as they are. */
void xml_append_content(struct string *out, cotexto_text text);

#endif
