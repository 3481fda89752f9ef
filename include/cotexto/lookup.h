/* Lookup: the stored segments most like a query, by the match percent (doc/matching.md), and
 * concordance. */
#ifndef COTEXTO_LOOKUP_H
#define COTEXTO_LOOKUP_H

#include <cotexto/common.h>
#include <cotexto/filter.h>
#include <cotexto/memory.h>
#include <cotexto/terms.h>

COTEXTO_BEGIN

typedef enum cotexto_edit_kind {
    COTEXTO_EDIT_EQUAL,
    COTEXTO_EDIT_CHANGE, /* the query's part stands for another part of the stored source */
    COTEXTO_EDIT_DELETE, /* only in the query */
    COTEXTO_EDIT_INSERT, /* only in the stored source */
} cotexto_edit_kind;

/* A step of the difference between query and stored source, in byte ranges of both. */
typedef struct cotexto_edit {
    cotexto_edit_kind kind;
    size_t query_start, query_end;
    size_t source_start, source_end;
} cotexto_edit;

/* What a percent hides. */
enum {
    COTEXTO_FLAG_NUMBER = 1,     /* numbers differ in value */
    COTEXTO_FLAG_NEGATION = 2,   /* one of the two is negated */
    COTEXTO_FLAG_FORMATTING = 4, /* only white space, quotes or invisible characters differ */
    COTEXTO_FLAG_TERM = 8, /* the target lacks what the glossary has for a term that the query and
                              the stored source share, or has what it deprecates */
};

/* Another unit with the same source and target. */
typedef struct cotexto_origin {
    size_t memory; /* as in cotexto_hit */
    int64_t unit;
    cotexto_text document;
} cotexto_origin;

typedef struct cotexto_hit {
    int percent; /* base + context - penalty, 0..102 */
    int base;    /* of the two texts alone, 0..100 */
    int context; /* 0, 1 or 2: what around an identical source is the same, too (rule 6) */
    bool same_before, same_after, same_id;
    int penalty;                          /* the sum of these: */
    int penalty_alignment;                /* no person has reviewed the alignment */
    int penalty_variant;                  /* another variant of a language than was asked for */
    int penalty_targets;                  /* the source has several translations */
    int penalty_memory, penalty_document; /* given by the user */
    int penalty_age;
    int penalty_machine; /* translated by a machine */
    int64_t unit;
    size_t memory; /* number of the memory it is from, in the order given */
    const char *source_lang, *target_lang;
    cotexto_text source, target;             /* U+FFFC stands for an inline tag */
    cotexto_text source_tags, target_tags;   /* the tags as a JSON list; empty: none */
    cotexto_text document, title, date, url; /* empty when not known */
    uint32_t position, paragraph;            /* place in the document, from 1; 0: not known */
    double confidence; /* of the alignment, 0..1; negative when it was not aligned by machine */
    bool reviewed;
    cotexto_text created, creator, changed, changer; /* when (ISO 8601) and by whom */
    cotexto_text before, after; /* the sources of the units around it in its document; only when the
                                   query has a context, or neighbours were asked for */
    const cotexto_origin *others; /* in other memories; only when they are merged */
    size_t other_count;
    unsigned flags;
    const cotexto_edit *edits;
    size_t edit_count;
    cotexto_text adapted; /* target with the query's numbers, dates and the like put in; empty when
                             nothing was adapted */
    /* parts of target that translate what differs in source: likely to be changed; in their order
     */
    const cotexto_range *changes;
    size_t change_count;
} cotexto_hit;

/* A part of the query found inside a stored segment. */
typedef struct cotexto_fragment {
    size_t query_start, query_end; /* bytes of the query */
    int64_t unit;
    size_t memory;
    cotexto_text source, target, document;
    size_t source_start, source_end; /* bytes of source */
    cotexto_range target_match;      /* what translates that part; empty when not known */
} cotexto_fragment;

/* Lives until the next call with the same lookup. */
typedef struct cotexto_answer {
    const cotexto_hit *hits; /* best first; a total order (doc/matching.md, rule 8) */
    size_t hit_count;
    const cotexto_fragment *fragments; /* longest first; only when there is no hit */
    size_t fragment_count;
    const cotexto_found_term *terms; /* of the glossaries, as they stand in the query */
    size_t term_count;
    bool identical;       /* a unit with the very same text was met: another context of the query
                             may give another percent */
    uint64_t nanoseconds; /* of the lookup alone */
} cotexto_answer;

typedef struct cotexto_lookup_options {
    const char *from, *to; /* canonical tags; a region may be left out */
    int floor;             /* 0..100, asked of the percent after context and penalties */
    size_t limit;          /* most hits, 1.. */
    bool exhaustive;       /* compare with every segment instead of using the index */
    bool fragments;        /* look for fragments when there is no hit */
    const int *steps; /* growing percents: only one hit is looked for, any that reaches the highest
                         step that one does; it has its texts, percent and penalties only. NULL:
                         hits differ by any percent */
    size_t step_count;
    bool neighbours; /* fill `before` and `after` of each hit */
    bool all;        /* the same translation in several memories is a hit for each; else one, the
                        best, that names the others */
    const int *memory_penalties; /* 0..100, taken off the hits of each memory; NULL: none */
    int age_penalty;       /* 0..100, taken off for each full `age_years` since the unit's date */
    double age_years;      /* 0: nothing is taken off for age */
    cotexto_filter filter; /* only units that it lets through; "no-such-document" (NOTHING) when no
                              memory has the document */
} cotexto_lookup_options;

/* A text to look up, and what is known of its surroundings: the segments before and behind it, the
 * id of its unit. Empty, or ill-formed UTF-8: equal to nothing. tags: of each U+FFFC of the text,
 * in order, the inline tag that it stands for, as a JSON list of strings; empty: none is known. */
typedef struct cotexto_query {
    cotexto_text text, before, after, id, tags;
} cotexto_query;

/* Many lookups with the same options over one or more open memories, which must stay open. */
typedef struct cotexto_lookup cotexto_lookup;
COTEXTO_API cotexto_lookup *cotexto_lookup_new(cotexto_memory *const *memories, size_t memory_count,
                                               const cotexto_lookup_options *options,
                                               cotexto_error *error);
COTEXTO_API void cotexto_lookup_free(cotexto_lookup *lookup);
/* Looks one text up. query: UTF-8 in any normal form; ill-formed UTF-8 is the error "undecodable".
 * The byte ranges of the answer refer to *nfc, the query as it was compared, which lives as long as
 * the answer. */
COTEXTO_API bool cotexto_lookup_run(cotexto_lookup *lookup, cotexto_text query,
                                    const cotexto_answer **answer, cotexto_text *nfc,
                                    cotexto_error *error);
/* The same for a text with its surroundings, which let an identical segment have 101 or 102. */
COTEXTO_API bool cotexto_lookup_in_context(cotexto_lookup *lookup, const cotexto_query *query,
                                           const cotexto_answer **answer, cotexto_text *nfc,
                                           cotexto_error *error);

/* The match percent of two texts of one language; one object serves many comparisons. */
typedef struct cotexto_comparer cotexto_comparer;
COTEXTO_API cotexto_comparer *cotexto_comparer_new(const char *lang, cotexto_error *error);
COTEXTO_API void cotexto_comparer_free(cotexto_comparer *comparer);
/* 0..100. The texts are UTF-8 in any normal form. */
COTEXTO_API bool cotexto_comparer_percent(cotexto_comparer *comparer, cotexto_text a,
                                          cotexto_text b, int *percent, cotexto_error *error);

/* ----- concordance */

/* A unit that stands beside another in its document. */
typedef struct cotexto_neighbour {
    int distance; /* -1: just before, 1: just behind, and so on */
    int64_t unit;
    cotexto_text text, translation; /* in the languages of the occurrence; empty: it has none */
} cotexto_neighbour;

/* One place where a searched phrase stands. Lives during the callback. */
typedef struct cotexto_occurrence {
    int64_t unit;
    size_t memory;
    const char *lang;
    cotexto_text before, match, after; /* parts of one segment */
    const char *translation_lang;
    cotexto_text translation;        /* the segment's translation */
    cotexto_range translation_match; /* what translates the match; empty when not known */
    cotexto_text document, title, date;
    uint32_t paragraph;
    const cotexto_neighbour *neighbours; /* in the order of the document */
    size_t neighbour_count;
} cotexto_occurrence;

/* A way in which the matches are translated, and how often. */
typedef struct cotexto_translation {
    const char *lang;
    cotexto_text text; /* as it is written most often */
    uint64_t count;
} cotexto_translation;

/* What a search counted. */
typedef struct cotexto_counts {
    uint64_t occurrences;                    /* in the segments looked at */
    bool complete;                           /* all were looked at */
    uint64_t unknown;                        /* occurrences whose translation is not known */
    const cotexto_translation *translations; /* most frequent first */
    size_t translation_count;
} cotexto_counts;

typedef struct cotexto_search_options {
    const char *lang; /* search only this language (and its variants); NULL: all */
    size_t limit;     /* most occurrences; 0: all */
    const cotexto_text *target_phrases; /* the translation must hold all of these too */
    size_t target_phrase_count;
    cotexto_filter filter; /* only units that it lets through; "no-such-document" (NOTHING) when no
                              memory has its document */
    bool is_pattern;       /* the one phrase is a regular expression (ICU), case ignored */
    size_t neighbours;     /* units before and behind that each occurrence brings along */
    /* Called once, after the last occurrence; the counts live during the call. NULL: nothing is
     * counted. */
    void (*counted)(void *context, const cotexto_counts *counts);
    size_t count_limit; /* most segments looked at for the counts; 0: all */
} cotexto_search_options;

/* Concordance. phrases: each is a run of words, of which any may end in * and stands then for all
 * that begin so (two letters at least); a segment must hold all phrases, and each occurrence of the
 * first is given. Case and the shape of quotes do not matter; occurrences with the same accents
 * come first, then by memory and age. `found` returns false to stop; NULL: occurrences are only
 * counted. *count: occurrences given. A pattern that is wrong, too long or too slow is an error of
 * kind COTEXTO_USAGE ("bad-pattern", "slow-pattern"). */
COTEXTO_API bool cotexto_search(cotexto_memory *const *memories, size_t memory_count,
                                const cotexto_text *phrases, size_t phrase_count,
                                const cotexto_search_options *options,
                                bool (*found)(void *context, const cotexto_occurrence *occurrence),
                                void *context, uint64_t *count, cotexto_error *error);

COTEXTO_END

#endif
