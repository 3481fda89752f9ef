/* The segments of any file in one language: the sentences of a document, the units of an exchange
 * file, in their order, each with what stands around it and whether it is translated. The whole
 * file is held: what a segment is worth depends on those before and behind it. */
#ifndef DESK_SEGMENTS_H
#define DESK_SEGMENTS_H

#include "desk/intake.h"
#include "exchange/exchange.h"

/* How far the translation of a segment has come. Documents, and the files that store translations
 * (TMX, tables, JSON Lines), have SEGMENT_OPEN only; XLIFF and PO say more. */
enum segment_state {
    SEGMENT_OPEN,       /* not translated, or PO's fuzzy */
    SEGMENT_DRAFT,      /* its translation is marked as one that needs work */
    SEGMENT_TRANSLATED, /* it has a translation */
    SEGMENT_CONFIRMED,  /* one that a person has confirmed */
    SEGMENT_LOCKED,     /* not to be translated or changed */
};

struct file_segment {
    cotexto_text text;                /* NFC, never blank; U+FFFC for inline tags */
    cotexto_text tags;                /* as in text/unit.h */
    cotexto_text target, target_tags; /* empty: it has none */
    cotexto_text id;                  /* of its unit in the file; empty: none */
    uint32_t paragraph;               /* of a document, from 1; 0: not known */
    uint32_t unit; /* of an exchange file, from 1 in the order of the reader; 0: of a
                      document */
    enum segment_state state;
};

struct file_segments {
    const struct exchange_format *format; /* NULL: a document */
    struct file_segment *items;
    size_t count;
    char lang[COTEXTO_TAG_SIZE]; /* of the texts; "und" of a document when not known; "" of an
                                    exchange file without segments */
    bool lang_guessed;
    double lang_confidence; /* of the guess; 1 when the file or the caller says it */
};

struct segments_options {
    const char *from, *to;        /* canonical tags; NULL: found out; any, for `to` */
    const char *format;           /* of an exchange file; NULL: by content and name */
    const char *const *languages; /* of a table's columns; NULL: from its header */
    size_t language_count;
    cotexto_decoding decoding;
    const struct rules *rules; /* NULL: our own */
};

/* Reads a file; "-" is standard input, a document unless `format` says otherwise. All results live
 * in `arena`. A file without segments is no error. An exchange file that is not from the language
 * asked for is the error "other-language" (DATA); one of many languages, when none is asked for,
 * "languages" (USAGE). Errors carry the file. */
bool segments_read(const char *path, const struct segments_options *options, struct arena *arena,
                   struct file_segments *out, cotexto_error *error);

/* The texts before and behind a segment; empty at the ends of the file. */
cotexto_text segments_before(const struct file_segments *segments, size_t at);
cotexto_text segments_after(const struct file_segments *segments, size_t at);

#endif
