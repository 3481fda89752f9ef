/* Terms: the memory's glossary, and candidates for it that are found in the memory's own texts. */
#ifndef COTEXTO_TERMS_H
#define COTEXTO_TERMS_H

#include <cotexto/filter.h>
#include <cotexto/memory.h>

COTEXTO_BEGIN

/* ----- the glossary */

/* What a glossary says of the use of a term. */
typedef enum cotexto_term_status {
    COTEXTO_TERM_UNMARKED,
    COTEXTO_TERM_PREFERRED,
    COTEXTO_TERM_ADMITTED,
    COTEXTO_TERM_DEPRECATED, /* not to be used */
} cotexto_term_status;
enum { COTEXTO_TERM_STATUSES = COTEXTO_TERM_DEPRECATED + 1 };

/* "", "preferred", "admitted", "deprecated": stable, in ASCII. */
COTEXTO_API const char *cotexto_term_status_name(cotexto_term_status status);

typedef struct cotexto_glossary_term {
    const char *lang;  /* canonical tag */
    cotexto_text text; /* NFC */
    cotexto_term_status status;
    cotexto_text part_of_speech, note; /* empty: not said */
} cotexto_glossary_term;

/* One concept with its terms in all languages. */
typedef struct cotexto_glossary_entry {
    int64_t id;        /* number in the memory; 0: not stored */
    cotexto_text name; /* its id in files: that of the one it came from, else made of its terms */
    cotexto_text subject, definition, note; /* empty: not said */
    const cotexto_glossary_term *terms;     /* in the order of the file */
    size_t term_count;
} cotexto_glossary_entry;

typedef struct cotexto_glossary_options {
    const char *format;           /* "tbx" or "tsv"; NULL: by content, then by suffix */
    const char *const *languages; /* canonical tags of the columns of a table without a header, of
                                     which several may be the same; of an export: only these */
    size_t language_count;
    const char *const *language_map; /* as of import: from, to, from, to */
    size_t language_map_count;       /* pairs */
    const char *user;                /* who makes the change; NULL: not known */
    bool dry_run;                    /* everything but storing */
    cotexto_progress progress;       /* COTEXTO_WORK_BYTES */
} cotexto_glossary_options;

typedef struct cotexto_glossary_counts {
    uint64_t added, changed, same; /* entries */
    uint64_t skipped;              /* entries without a term in two languages: not stored */
    uint64_t deleted;
    int64_t revision; /* that was made; 0: nothing was changed, or it was a dry run */
} cotexto_glossary_counts;

/* Takes a file of terms (TBX of version 2 or 3, or a table; doc/formats.md) into the glossary, all
 * of it or, after an error, nothing. An entry with the id of a stored one takes its place; one
 * without an id, that of an entry with the same terms. "-" is standard input (a table). Errors:
 * "bad-terms" and those of the file's format (DATA), with file and line. */
COTEXTO_API bool cotexto_glossary_import(cotexto_memory *memory, const char *path,
                                         const cotexto_glossary_options *options,
                                         cotexto_glossary_counts *counts, cotexto_error *error);

/* Writes the glossary to a file that appears whole or not at all, or to standard output for "-".
 * Importing it again changes nothing. format NULL: by suffix, else "tsv". */
COTEXTO_API bool cotexto_glossary_export(cotexto_memory *memory, const char *path,
                                         const cotexto_glossary_options *options, uint64_t *entries,
                                         cotexto_error *error);

/* Calls `each` for the entries in the order in which they were stored, until it returns false. The
 * entry lives during the call. */
COTEXTO_API bool cotexto_glossary_each(cotexto_memory *memory,
                                       bool (*each)(void *context,
                                                    const cotexto_glossary_entry *entry),
                                       void *context, cotexto_error *error);

/* Deletes the entries of these numbers, or with ids NULL all. "no-such-entry" (NOTHING) for a
 * number that no entry has; then nothing is deleted. Of the options, user and dry_run count. */
COTEXTO_API bool cotexto_glossary_delete(cotexto_memory *memory, const int64_t *ids, size_t count,
                                         const cotexto_glossary_options *options,
                                         cotexto_glossary_counts *counts, cotexto_error *error);

/* ----- terms of a text */

/* A term of the glossary that stands in a text. */
typedef struct cotexto_found_term {
    size_t start, end; /* bytes of the text */
    cotexto_text term; /* as the glossary has it */
    cotexto_text subject;
    const cotexto_glossary_term *targets; /* those to be used first: preferred, unmarked, admitted,
                                             deprecated; at least one */
    size_t target_count;
} cotexto_found_term;

/* ----- candidates */

/* One translation of a candidate. */
typedef struct cotexto_candidate_target {
    cotexto_text text; /* as it is written most often */
    uint64_t units;    /* that have it beside the candidate */
    double strength;   /* 0..1: Dice's coefficient of the two over the units */
} cotexto_candidate_target;

/* A term that the memory's texts suggest. Lives during the callback. */
typedef struct cotexto_term_candidate {
    cotexto_text text;    /* as it is written most often */
    uint64_t occurrences; /* in the source language */
    uint64_t units, documents;
    double score;                            /* comparable within one call only */
    const cotexto_candidate_target *targets; /* best first; at least one */
    size_t target_count;
    cotexto_text context, context_target; /* a unit that has both */
    int64_t context_unit;
    cotexto_text document; /* of that unit */
} cotexto_term_candidate;

typedef struct cotexto_candidate_options {
    const char *from, *to; /* canonical tags; their regional variants count, too */
    size_t limit;          /* most candidates; 0: all that are any good */
    uint64_t min_count;    /* least occurrences in both languages, 2.. */
    bool known;            /* also those whose two sides are in the glossary already */
    cotexto_filter filter;
    cotexto_progress progress; /* COTEXTO_WORK_UNITS */
} cotexto_candidate_options;

/* Finds words and word groups that look like terms, with their translations, and calls `each` for
 * the best, best first, until it returns false. Units aligned less surely than 0.8 are read only
 * when the filter names a confidence. Of more than a million units an even part is read. The same
 * memory gives the same list.
 *
 * How: groups of up to five words of one language that neither begin nor end with a function word
 * and cross no mark; nested ones are resolved by the C-value (Frantzi, Ananiadou and Mima,
 * "Automatic recognition of multi-word terms: the C-value/NC-value method", 2000), which counts
 * single words here, too (Barron-Cedeno, Sierra, Drouin and Ananiadou, "An improved automatic term
 * recognition method for Spanish", 2009); what is ordinary is told by residual inverse document
 * frequency (Church and Gale, "Inverse document frequency: a measure of deviations from Poisson",
 * 1995). Translations are the groups of the other language with the highest Dice coefficient
 * over the units (Smadja, McKeown and Hatzivassiloglou, "Translating collocations for bilingual
 * lexicons", 1996). Groups too rare to count are left out without being
 * stored by hashed counts (Park, Chen and Yu, "An effective hash-based algorithm for mining
 * association rules", 1995). */
COTEXTO_API bool cotexto_term_candidates(cotexto_memory *memory,
                                         const cotexto_candidate_options *options,
                                         bool (*each)(void *context,
                                                      const cotexto_term_candidate *candidate),
                                         void *context, uint64_t *count, cotexto_error *error);

/* The same into a file that appears whole or not at all, or standard output for "-". format: "tsv",
 * "tbx" or "jsonl"; NULL: by suffix, else "tsv". A table can be imported into the glossary as it
 * is. "unknown-format" (USAGE). */
COTEXTO_API bool cotexto_term_candidates_write(cotexto_memory *memory, const char *path,
                                               const char *format,
                                               const cotexto_candidate_options *options,
                                               uint64_t *count, cotexto_error *error);

COTEXTO_END

#endif
