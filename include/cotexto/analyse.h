/* Analysis: how much of some files a memory has translated already, in the bands by which
 * translations are paid. */
#ifndef COTEXTO_ANALYSE_H
#define COTEXTO_ANALYSE_H

#include <cotexto/common.h>
#include <cotexto/intake.h>
#include <cotexto/memory.h>

COTEXTO_BEGIN

/* Each segment is in one band. The percents are those of the best match (doc/matching.md). */
typedef enum cotexto_band {
    COTEXTO_BAND_102,
    COTEXTO_BAND_101,
    COTEXTO_BAND_100,
    COTEXTO_BAND_REPETITION,  /* the same text, with the same tags, stands earlier in the files */
    COTEXTO_BAND_95,          /* 95 to 99 */
    COTEXTO_BAND_85,          /* 85 to 94 */
    COTEXTO_BAND_75,          /* 75 to 84 */
    COTEXTO_BAND_50,          /* 50 to 74 */
    COTEXTO_BAND_INTERNAL_95, /* the same for a segment that is so like an earlier one of the files,
                                 while its match in the memory is of a lower band */
    COTEXTO_BAND_INTERNAL_85,
    COTEXTO_BAND_INTERNAL_75,
    COTEXTO_BAND_INTERNAL_50,
    COTEXTO_BAND_NEW,
    COTEXTO_BAND_TRANSLATED, /* the file has its translation already */
    COTEXTO_BAND_LOCKED,     /* the file says that it is not to be translated or changed */
    COTEXTO_BAND_COUNT,
} cotexto_band;

/* The band's name in tables and in rates: "102", "repetitions", "95-99", "internal-95-99", "new".
 */
COTEXTO_API const char *cotexto_band_name(cotexto_band band);
/* The same for people, in the language of the messages. */
COTEXTO_API const char *cotexto_band_label(cotexto_band band);

/* What becomes of segments that XLIFF or PO say are translated or locked. */
typedef enum cotexto_translated {
    COTEXTO_TRANSLATED_APART, /* counted in bands of their own */
    COTEXTO_TRANSLATED_SKIP,  /* not counted at all */
    COTEXTO_TRANSLATED_COUNT, /* counted as if they were not translated */
} cotexto_translated;

typedef struct cotexto_amounts {
    uint64_t segments;
    uint64_t words;      /* W and N tokens of the match percent (doc/matching.md, rule 1) */
    uint64_t characters; /* code points but white space and inline tags */
} cotexto_amounts;

/* What a word costs. */
typedef struct cotexto_rates {
    bool given;
    uint32_t rates[COTEXTO_BAND_COUNT]; /* of a word of each band, in hundredths of a percent */
    uint64_t price;    /* of a whole word, in millionths of the currency; 0: none */
    char currency[16]; /* "EUR"; empty: none */
} cotexto_rates;

/* Reads rates: a list "100=10,repetitions=10,95-99=25.5,price=0.09,currency=EUR", or, when there is
 * no = in it, the path of a file with one such entry a line, and comments behind #. A band of the
 * memory's matches also names the internal one where that has no rate of its own; what is not named
 * is 100 %, translated and locked 0 %. Errors: "bad-rates" (USAGE for a list, DATA for a file). */
COTEXTO_API bool cotexto_rates_read(const char *text, cotexto_rates *out, cotexto_error *error);

/* The figures of a file, or of all. */
typedef struct cotexto_analysis_row {
    const char *file;            /* UTF-8; "" for all */
    char lang[COTEXTO_TAG_SIZE]; /* of its texts */
    bool lang_guessed;
    double lang_confidence; /* of the guess, 0..1 */
    cotexto_amounts bands[COTEXTO_BAND_COUNT];
    cotexto_amounts total;  /* of all bands */
    cotexto_amounts across; /* of the repetitions, what stands first in another file */
    uint64_t weighted;      /* words weighted by the rates, in hundredths of a word */
    uint64_t cost;          /* in hundredths of the currency, rounded */
} cotexto_analysis_row;

typedef struct cotexto_analysis_memory {
    const char *path; /* UTF-8 */
    int penalty;
    int64_t revision; /* the last one; 0: none yet */
    uint64_t units;
} cotexto_analysis_memory;

typedef struct cotexto_analyse_options {
    const char *from, *to; /* canonical tags; NULL: `from` is found out; `to` is the memories' other
                              language */
    int floor;             /* 50..100: what is less like a stored segment is new */
    bool internal;         /* look for segments that are like each other */
    cotexto_translated translated;
    const int *memory_penalties;  /* 0..100, of each memory; NULL: none */
    const char *format;           /* of all files, an exchange format; NULL: recognised */
    const char *const *languages; /* of a table's columns; NULL: from its header */
    size_t language_count;
    cotexto_decoding decoding; /* of documents; its `repair` also of XML */
    cotexto_rules rules;       /* of documents */
    cotexto_rates rates;
    size_t jobs;               /* threads, 1.. */
    cotexto_progress progress; /* COTEXTO_WORK_FILES while they are read, then
                                  COTEXTO_WORK_SEGMENTS */
} cotexto_analyse_options;

/* What was found, and all that it depends on: the same files, memories at the same revisions and
 * options give the same figures. */
typedef struct cotexto_analysis {
    const cotexto_analysis_row *files; /* in the order given, folders sorted */
    size_t file_count;
    const char *const *passed; /* tables in folders whose first line names no languages: not read */
    size_t passed_count;
    cotexto_analysis_row total;
    const cotexto_analysis_memory *memories;
    size_t memory_count;
    char from[COTEXTO_TAG_SIZE], to[COTEXTO_TAG_SIZE];
    int floor;
    bool internal;
    cotexto_translated translated;
    cotexto_rates rates;
    const char *version; /* of cotexto */
    const char *profile; /* the index's layout and ICU: what cuts words */
    /* How documents were read and cut, as it was asked for: files of rules and words, and the name
     * of an encoding, in UTF-8. NULL: none. */
    const char *srx, *words, *encoding;
    bool replace, repair;
} cotexto_analysis;

/* Analyses files and folders ("-": a document on standard input) against open memories, which are
 * not changed; each thread opens its own view of them. NULL and an error when one file can't be
 * read: "no-language" (DATA) when that of a document is not clear, "languages" (USAGE) when files
 * are of several languages or `to` is not clear, "no-segments" (NOTHING) when there is nothing to
 * count. */
COTEXTO_API cotexto_analysis *cotexto_analyse(cotexto_memory *const *memories, size_t memory_count,
                                              const char *const *paths, size_t path_count,
                                              const cotexto_analyse_options *options,
                                              cotexto_error *error);
COTEXTO_API void cotexto_analysis_free(cotexto_analysis *analysis); /* NULL is allowed */

/* Whether a report shows a band of a row: one that has segments, and those that every analysis with
 * these options has. */
COTEXTO_API bool cotexto_analysis_shows(const cotexto_analysis *analysis,
                                        const cotexto_analysis_row *row, cotexto_band band);

/* The report as a page of HTML (also well-formed XML) with a chart of the words, in the language of
 * the messages. A string that the caller frees by free(); NULL and an error when out of memory. */
COTEXTO_API char *cotexto_analysis_html(const cotexto_analysis *analysis, cotexto_error *error);

COTEXTO_END

#endif
