/* Pretranslation: the translations that memories have, put into a file that is to be translated. */
#ifndef COTEXTO_PRETRANSLATE_H
#define COTEXTO_PRETRANSLATE_H

#include <cotexto/common.h>
#include <cotexto/filter.h>
#include <cotexto/intake.h>
#include <cotexto/memory.h>

COTEXTO_BEGIN

typedef struct cotexto_pretranslate_options {
    const char
        *from_format;      /* "xliff" or "po"; NULL: by content, then by suffix; else a document */
    const char *to_format; /* what a document becomes: "xliff" (1.2; NULL too) or "xliff2" (2.1) */
    const char *const *languages; /* source and target, canonical tags: what a document is in, and
                                     what a file is in that does not say it; NULL: the file says it
                                   */
    size_t language_count;        /* 0 or 2 */
    int floor;                    /* 1..100: the least percent, after context and penalties */
    bool overwrite; /* replace translations that the file has, where there is a match; never what is
                       approved, locked or not to be translated */
    bool dry_run;   /* write nothing */
    const int *memory_penalties; /* 0..100, taken off the matches of each memory; NULL: none */
    cotexto_filter filter;       /* only units that it lets through */
    cotexto_decoding decoding;   /* of a document */
    cotexto_rules rules;         /* how a document is cut into sentences */
    cotexto_progress progress;   /* COTEXTO_WORK_SEGMENTS */
} cotexto_pretranslate_options;

/* Bands of the percent of what was filled in. */
enum {
    COTEXTO_FILLED_102,
    COTEXTO_FILLED_101,
    COTEXTO_FILLED_100,
    COTEXTO_FILLED_95, /* 95 to 99 */
    COTEXTO_FILLED_85,
    COTEXTO_FILLED_75,
    COTEXTO_FILLED_50,
    COTEXTO_FILLED_1,
    COTEXTO_FILLED_BANDS,
};

/* Segments. Each is in one of `filled`, `left`, `translated` and `closed`. */
typedef struct cotexto_pretranslated {
    uint64_t segments;
    uint64_t filled[COTEXTO_FILLED_BANDS];
    uint64_t left;       /* still without a translation */
    uint64_t translated; /* left as they were: they had one */
    uint64_t closed;     /* approved, locked or not to be translated */
    /* of those filled: */
    uint64_t adapted; /* numbers, dates and the like were put in */
    uint64_t review;  /* marked to be looked at: below 100 %, adapted, or see `tags` */
    uint64_t tags;    /* inline tags could not all be put in their places */
} cotexto_pretranslated;

/* Fills the segments of `in` that have no translation with the best match of the memories, and
 * writes the file to `out`, whole or not at all; both may be the same file, and "-" is standard
 * input or output. Bytes other than targets, their attributes and our proposals beside them stay as
 * they are; a document (text, HTML, DOCX, ...) becomes XLIFF. What is written where:
 * doc/formats.md, "Pretranslation". Neighbours and ids of segments count as context. The memories
 * must have been opened and stay open. Errors: "languages" (USAGE) when they must be named;
 * "format-not-filled" (USAGE) for a format that has no place for it; "output-is-input" (USAGE)
 * when a document would be replaced by its XLIFF; and those of reading such a file. counts are
 * right when it succeeds. */
COTEXTO_API bool cotexto_pretranslate(cotexto_memory *const *memories, size_t memory_count,
                                      const char *in, const char *out,
                                      const cotexto_pretranslate_options *options,
                                      cotexto_pretranslated *counts, cotexto_error *error);

COTEXTO_END

#endif
