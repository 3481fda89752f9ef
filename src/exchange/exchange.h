/* Exchange formats: one file each behind a small reader and a small writer. A reader is pulled and
 * lends one unit at a time; a writer takes one unit at a time. Formats register in exchange.c. */
#ifndef EXCHANGE_EXCHANGE_H
#define EXCHANGE_EXCHANGE_H

#include <stdbool.h>
#include <stdio.h>

#include <cotexto/import.h>

#include "exchange/profile.h"
#include "text/unit.h"

struct exchange_reader;
struct exchange_writer;

/* Bytes of the longest line, or entry of lines, that readers of such formats hold: a unit of a few
 * long segments. */
enum { EXCHANGE_LINE_MOST = 16 << 20 };

struct exchange_read_options {
    const char *const
        *languages; /* canonical tags of the columns of a table, in order; NULL: from its header */
    size_t language_count;
    const char *columns;             /* of a table, which hold these languages: "2,5", or names of
                                        its header; NULL: as the header says, else the first ones */
    bool fuzzy;                      /* PO: also translations that are marked as fuzzy */
    const char *const *language_map; /* from, to, from, to: what languages are called in the file,
                                        and the tags that they stand for */
    size_t language_map_count;       /* pairs */
    bool repair;                     /* read what is broken, and count what was repaired */
};

struct exchange_write_options {
    const char *const *languages; /* columns of a table, in order; source and target of a format of
                                     pairs; other formats write what a unit has */
    size_t language_count;
    const char *source_lang;                /* TMX srclang; NULL: "*all*" */
    const struct exchange_profile *profile; /* of TMX; NULL: all that a unit has */
};

struct exchange_format {
    const char *name;     /* "tmx": what --from and --to take */
    const char *suffixes; /* separated by blanks: ".tsv .tab" */
    /* 0..100: how sure the first bytes of a file are of this format; NULL: can't be told from
     * content */
    int (*bid)(const unsigned char *head, size_t length);
    /* NULL: the format is only written. The options outlive the reader */
    struct exchange_reader *(*open_reader)(const char *path, const struct exchange_read_options *,
                                           cotexto_error *);
    /* NULL: the format is only read. The stream stays the caller's */
    struct exchange_writer *(*open_writer)(FILE *stream, const struct exchange_write_options *,
                                           cotexto_error *);
    /* the writer takes two languages, and units of exactly two segments: source, then target */
    bool pairs;
    bool columns; /* the writer has a column for each language, and no place for others */
};

/* The format of that name (COTEXTO_USAGE error with the list of names), or NULL. */
const struct exchange_format *exchange_format_named(const char *name, cotexto_error *error);
/* By content first, suffix second, also of a packed file; NULL without an error when it is of none
 * of them: running text.
 */
const struct exchange_format *exchange_format_of_file(const char *path);
/* By suffix alone, before the one of a packed file, for a file to be written; NULL when none fits.
 */
const struct exchange_format *exchange_format_of_name(const char *path);

/* The segments of a unit in two languages, for a format of pairs. false: it has not both. */
bool exchange_pair(const struct unit *unit, const char *const languages[2],
                   struct variant variants[2]);
/* The tag that the options' map has for a language as a file calls it; NULL: none. */
const char *exchange_mapped(const struct exchange_read_options *options, const char *written);
/* Whether all that the map gives are tags; errors as of cotexto_tag_canonical(). */
bool exchange_check_map(const struct exchange_read_options *options, cotexto_error *error);
/* The canonical tag of a language as a file calls it, mapped if the options say so. An unknown one
 * is the error "unknown-language", COTEXTO_DATA. */
bool exchange_language(const struct exchange_read_options *options, const char *written,
                       char out[COTEXTO_TAG_SIZE], cotexto_error *error);

/* Every reader begins with this struct. */
struct exchange_reader {
    /* Puts the next unit, lent until the next call, into *unit; NULL at the end. Errors carry file,
     * line and column. */
    bool (*next)(struct exchange_reader *, const struct unit **unit, cotexto_error *);
    void (*close)(struct exchange_reader *);
    /* bytes read and in all (0: not known), for progress; may be NULL */
    void (*progress)(const struct exchange_reader *, uint64_t *done, uint64_t *total);
    /* what was repaired until now, COTEXTO_REPAIR_COUNT kinds; NULL: nothing; may be NULL itself */
    const cotexto_repair *(*repairs)(const struct exchange_reader *);
};

/* What the reader has repaired until now, kind by kind. true: something. */
bool exchange_repairs(const struct exchange_reader *reader,
                      cotexto_repair out[COTEXTO_REPAIR_COUNT]);

/* Every writer begins with this struct. */
struct exchange_writer {
    bool (*put)(struct exchange_writer *, const struct unit *, cotexto_error *);
    /* Writes what comes last and flushes. */
    bool (*finish)(struct exchange_writer *, cotexto_error *);
    void (*close)(struct exchange_writer *); /* frees; safe without finish */
};

#endif
