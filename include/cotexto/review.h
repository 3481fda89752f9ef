/* The review of aligned units: which of them a person should look at, least sure first, with what
 * stands around them; in a spreadsheet, too. What is done with them is in <cotexto/edit.h>. */
#ifndef COTEXTO_REVIEW_H
#define COTEXTO_REVIEW_H

#include <cotexto/edit.h>

COTEXTO_BEGIN

typedef struct cotexto_review_options {
    cotexto_filter filter;    /* only units that it lets through; "no-such-document" (NOTHING) when
                                 there is no such document */
    const char *languages[2]; /* canonical tags of source and target: only units that have both; a
                                 tag without a region means all of them. NULL: the first two
                                 languages of each unit */
    double below;  /* only units aligned less surely than this, 0..1; 0: however surely */
    bool all;      /* also units that a person has confirmed, or that no machine has aligned */
    bool in_order; /* in the order of the documents; else the least sure first, those of the same
                      confidence in the order of the documents */
    cotexto_progress progress; /* COTEXTO_WORK_UNITS */
} cotexto_review_options;

/* A unit that stands in the list. */
typedef struct cotexto_review_entry {
    int64_t unit;
    double confidence; /* of the alignment, 0..1; negative: it was not aligned by machine */
    bool reviewed;     /* a person has confirmed it */
} cotexto_review_entry;

/* What a reviser sees of a unit. */
typedef struct cotexto_review_unit {
    int64_t unit;
    int64_t revision;             /* that changed it last */
    cotexto_text document;        /* its name */
    uint32_t position, paragraph; /* in the document, from 1; 0: not known */
    double confidence;            /* as above */
    bool reviewed;
    cotexto_text changed, changer; /* when (ISO 8601) and by whom; empty: not known */
    const char *langs[2];          /* of source and target; NULL: it has none */
    cotexto_text texts[2];         /* NFC; U+FFFC stands for an inline tag */
} cotexto_review_unit;

/* A unit with those around it in its document, nearest first. Lives until the next call. */
typedef struct cotexto_review_view {
    cotexto_review_unit unit;
    const cotexto_review_unit *before, *behind;
    size_t before_count, behind_count;
} cotexto_review_view;

/* The list of units to review, as it was when it was made. The memory must stay open, and the
 * options' strings alive. */
typedef struct cotexto_review cotexto_review;
COTEXTO_API cotexto_review *cotexto_review_new(cotexto_memory *memory,
                                               const cotexto_review_options *options,
                                               cotexto_error *error);
/* NULL is allowed. */
COTEXTO_API void cotexto_review_free(cotexto_review *review);
/* Its entries, which live as long as the list. */
COTEXTO_API const cotexto_review_entry *cotexto_review_entries(const cotexto_review *review,
                                                               size_t *count);
/* Reads a unit of the memory, in the list or not, as it is now, with at most `neighbours` units on
 * each side. *view is NULL when there is none of that number any more. */
COTEXTO_API bool cotexto_review_get(cotexto_review *review, int64_t unit, size_t neighbours,
                                    const cotexto_review_view **view, cotexto_error *error);

/* Writes the list as a table for a spreadsheet, to a file that appears whole or not at all, or to
 * standard output for "-". Cells are separated by tabs, in a file of the name *.csv by commas.
 * Columns: unit, revision, confidence, status (to be filled in), source, target, document,
 * position, paragraph, reviewed ("yes" or empty), changed, changer, source-language,
 * target-language. *units: how many. */
COTEXTO_API bool cotexto_review_export(cotexto_memory *memory, const char *path,
                                       const cotexto_review_options *options, uint64_t *units,
                                       cotexto_error *error);

/* Takes such a table back, in any encoding and separated as spreadsheets do: "accept" or "delete"
 * in the column status does that with the unit; a text that is not the stored one takes its place
 * (status "edit", "accept" or empty). All other rows do nothing. Columns may stand in any order;
 * unit, revision, status, source, target and the two languages are needed. It is one revision, with
 * all rows or none. Errors, with file and line: "no-such-column", "bad-status", "bad-field",
 * "short-line", "twice", and "changed-since", when the unit was changed after the export (DATA);
 * "no-such-unit" (NOTHING); those of cotexto_edit_text(). */
COTEXTO_API bool cotexto_review_import(cotexto_memory *memory, const char *path,
                                       const cotexto_change_options *options,
                                       cotexto_change_counts *counts, cotexto_error *error);

COTEXTO_END

#endif
