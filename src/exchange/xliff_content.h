/* The texts of XLIFF, 1.x and 2.x: what a <source>, <seg-source> or <target> holds, and which
 * elements of the file it comes from. Shared by what reads units and what fills targets. */
#ifndef EXCHANGE_XLIFF_CONTENT_H
#define EXCHANGE_XLIFF_CONTENT_H

#include "exchange/exchange.h"
#include "exchange/inline.h"

/* What stands for a U+FFFC of a text: its own character, or this part of that element. */
enum xliff_part { XLIFF_OWN_CHARACTER, XLIFF_WHOLE, XLIFF_START, XLIFF_END };
struct xliff_code {
    enum xliff_part part;
    uint64_t element; /* its number, as xml_element() gives it */
};

struct xliff_text {
    struct variant variant;         /* without a language */
    const struct xliff_code *codes; /* of each U+FFFC */
    size_t code_count;
};

/* <mrk mtype="seg" mid="...">: a sentence of a <seg-source> or <target>. */
struct xliff_marked {
    cotexto_text mid; /* without bytes when there is none */
    uint64_t element;
    struct xliff_text text;
};

struct xliff_content {
    bool there;
    uint64_t element;
    cotexto_text lang; /* xml:lang; without bytes when there is none */
    struct xliff_text whole;
    struct xliff_marked *segments;
    size_t count, room;
};

struct xliff_datum { /* <data> of XLIFF 2: the code that an inline element stands for */
    cotexto_text id, text;
};

/* A file being read, and the <trans-unit> or <unit> at hand. */
struct xliff_input {
    struct xml_input xml;
    struct arena arena;       /* of the unit */
    struct xliff_datum *data; /* in the arena */
    size_t data_count, data_room;
    const struct exchange_read_options *options;
};

/* An attribute of the present element, in the unit's arena; without bytes when there is none. */
bool xliff_attribute(struct xliff_input *input, const char *name, cotexto_text *value,
                     cotexto_error *error);
/* The present element is one of XLIFF's own of this name. */
bool xliff_is(const struct xliff_input *input, const char *name);
/* Whether an attribute's value is one of " these words ". */
bool xliff_is_value(cotexto_text value, const char *list);
/* A language that the file names, as a canonical tag in `arena`; `otherwise` where it names none:
 * some tools leave the attribute empty. Where the caller has named the languages, an unknown one is
 * none. */
bool xliff_language(struct xliff_input *input, struct arena *arena, cotexto_text name,
                    const char *otherwise, const char **out, cotexto_error *error);

/* Forgets the data of the unit at hand; the arena is the caller's to reset. */
void xliff_next_unit(struct xliff_input *input);
/* The present <source>, <seg-source> or <target>, in the unit's arena; goes to its end. */
bool xliff_read_content(struct xliff_input *input, struct xliff_content *content,
                        cotexto_error *error);
/* The present <originalData>: what content after it refers to. */
bool xliff_read_data(struct xliff_input *input, cotexto_error *error);
/* A text has more than white space. */
bool xliff_has_text(const struct xliff_text *text);
/* A sentence of a content by its mid; NULL: there is none. */
const struct xliff_marked *xliff_marked_named(const struct xliff_content *content,
                                              cotexto_text mid);

/* The id of a unit: `own`, unless our writer made it as a number of the file only (*number); then
 * `name`. Without bytes: empty. */
cotexto_text xliff_unit_id(cotexto_text own, cotexto_text name, bool *number);
/* The id of a segment in the unit of id `whole`: "unit/segment"; of the only one without a name of
 * its own, the unit's. */
bool xliff_segment_id(struct arena *arena, cotexto_text whole, cotexto_text mid, cotexto_text *id,
                      cotexto_error *error);

#endif
