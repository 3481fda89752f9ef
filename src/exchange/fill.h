/* Files whose missing translations are filled in where they stand: all that is not a translation,
 * or says of one where it comes from, stays byte for byte as it was. One file of code for each
 * format. */
#ifndef EXCHANGE_FILL_H
#define EXCHANGE_FILL_H

#include "base/string.h"
#include "exchange/exchange.h"

enum fill_state {
    FILL_OPEN,       /* not translated */
    FILL_TRANSLATED, /* has a translation, which may be replaced if that is asked for */
    FILL_CLOSED,     /* approved, locked or not to be translated: never touched */
    FILL_UNFIT,      /* not translated, but there is no one place that a translation would fill */
};

struct fill_segment {
    const char *from, *to; /* canonical tags */
    cotexto_text source, tags;
    cotexto_text id; /* of its unit, as units are read of such a file; empty: none */
    enum fill_state state;
    uint32_t stretch;  /* segments of different stretches are no neighbours */
    uint32_t together; /* segments next to each other with the same number, not 0, are filled all or
                          none */
};

/* A translation. All in it is borrowed until it is written. */
struct fill {
    bool there;
    cotexto_text text;  /* has U+FFFC only where `tags` has a number */
    const size_t *tags; /* of each U+FFFC: which one of the source it is, from 0 */
    int percent;        /* 1..102 */
    bool review;        /* a person must look at it */
    bool unsure;        /* its tags are not all certain to be in their places */
    bool adapted;       /* numbers and the like were put in */
    cotexto_text stored_source, stored_target; /* without tags */
    const char *source_lang, *target_lang;     /* of those */
    cotexto_text origin;                       /* memory, document, unit */
};

/* The name under which our proposals stand in a file. */
#define FILL_TOOL "cotexto"

struct fill_file {
    const struct fill_segment *segments;
    size_t count;
    /* Whether the file's encoding has all characters of a text; NULL: any. */
    bool (*takes)(struct fill_file *, cotexto_text text);
    /* Appends the file with these translations, one for each segment, in its own encoding. Once. */
    bool (*write)(struct fill_file *, const struct fill *fills, struct string *out,
                  cotexto_error *error);
    void (*close)(struct fill_file *);
};

/* The bytes stay the caller's and must stay there. The options name languages that the file does
 * not, and outlive the file; path is where a file's name tells its language. Errors are those of
 * the readers. */
struct fill_file *xliff_fill_open(cotexto_text bytes, const struct exchange_read_options *options,
                                  cotexto_error *error);
struct fill_file *po_fill_open(cotexto_text bytes, const char *path,
                               const struct exchange_read_options *options, cotexto_error *error);

/* A document as XLIFF without translations. */
struct fill_document {
    const char *name; /* of the file, without folders */
    const char *type; /* XLIFF's datatype: "plaintext", "html", ... */
    const char *from, *to;
    struct fill_sentence {
        cotexto_text text;
        uint32_t paragraph; /* from 1, growing */
    } * sentences;
    size_t count;
};
/* two: XLIFF 2.1, else 1.2. Each paragraph is a <group> of <trans-unit>s, or a <unit> of
 * <segment>s. */
bool xliff_of_document(const struct fill_document *document, bool two, struct string *out,
                       cotexto_error *error);

#endif
