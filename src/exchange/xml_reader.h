/* The reader of an XML format in which each unit is an element of its own, wherever it stands: what
 * TMX and TBX have in common. */
#ifndef EXCHANGE_XML_READER_H
#define EXCHANGE_XML_READER_H

#include "exchange/exchange.h"
#include "exchange/xml.h"

struct xml_reader;

/* What makes one of these formats. */
struct xml_kind {
    const char *const *roots; /* names of the document element, NULL behind the last */
    const char *const *units; /* names of the elements of units, likewise */
    const char *id,
        *message; /* of the error (DATA) of other documents; message not yet localised */
    /* Fills reader->unit from the present element, up to its end. */
    bool (*read)(struct xml_reader *reader, cotexto_error *error);
};

/* Every such reader begins with this struct. */
struct xml_reader {
    struct exchange_reader base;
    const struct xml_kind *kind;
    const struct exchange_read_options *options; /* they outlive the reader */
    struct xml_input input;
    struct arena arena; /* of the present unit; `read` empties it */
    struct unit unit;
    bool started; /* the document element was seen */
};

/* A reader of `size` bytes, all 0 behind the struct above; NULL on an error. */
struct exchange_reader *xml_reader_open(size_t size, const struct xml_kind *kind, const char *path,
                                        const struct exchange_read_options *options,
                                        cotexto_error *error);

#endif
