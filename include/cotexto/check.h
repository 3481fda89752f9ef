/* Check: what looks wrong in the translations of a memory or of an exchange file
 * (doc/check.md). */
#ifndef COTEXTO_CHECK_H
#define COTEXTO_CHECK_H

#include <cotexto/common.h>
#include <cotexto/filter.h>
#include <cotexto/memory.h>

COTEXTO_BEGIN

/* What is looked at. Each has a stable name in ASCII: cotexto_check_name(). */
typedef enum cotexto_check_rule {
    COTEXTO_CHECK_EMPTY,        /* "empty": no translation */
    COTEXTO_CHECK_UNTRANSLATED, /* "untranslated": the source once more */
    COTEXTO_CHECK_LANGUAGE,     /* "language": in another language or script */
    COTEXTO_CHECK_LENGTH,       /* "length": much longer or shorter than others are */
    COTEXTO_CHECK_NUMBERS,      /* "numbers": of another value, missing, or added */
    COTEXTO_CHECK_DATES,        /* "dates": another month or weekday */
    COTEXTO_CHECK_TAGS,         /* "tags": inline elements and markup */
    COTEXTO_CHECK_PLACEHOLDERS, /* "placeholders": {0}, %s and the like */
    COTEXTO_CHECK_END,          /* "end": the last mark of the text */
    COTEXTO_CHECK_BRACKETS,     /* "brackets": not closed, or not as many */
    COTEXTO_CHECK_QUOTES,       /* "quotes": not closed, or left out */
    COTEXTO_CHECK_OPENING,      /* "opening": Spanish marks missing, or where none belong */
    COTEXTO_CHECK_DOUBLE,       /* "double": a word twice */
    COTEXTO_CHECK_BLANKS,       /* "blanks": two in a row, or others at begin and end */
    COTEXTO_CHECK_MOJIBAKE,     /* "mojibake": read in the wrong encoding */
    COTEXTO_CHECK_CONTROL,      /* "control": control and replacement characters */
    COTEXTO_CHECK_TERMS,        /* "terms": a translation that a glossary has, the memory's own
                                   (terms.h) or another, is not used */
    COTEXTO_CHECK_TARGETS,      /* "targets": the same source is translated otherwise elsewhere */
    COTEXTO_CHECK_SOURCES,      /* "sources": the same translation has another source elsewhere */
    COTEXTO_CHECK_COUNT,
} cotexto_check_rule;

/* The name of a check, such as "numbers". */
COTEXTO_API const char *cotexto_check_name(cotexto_check_rule check);
/* The check of a name of `length` bytes; COTEXTO_CHECK_COUNT and the error "unknown-check" (USAGE)
 * with all names when there is none. */
COTEXTO_API cotexto_check_rule cotexto_check_named(const char *name, size_t length,
                                                   cotexto_error *error);

typedef enum cotexto_severity {
    COTEXTO_INFO,    /* may well be right: look when there is time */
    COTEXTO_WARNING, /* probably not as it should be */
    COTEXTO_ERROR,   /* hardly ever right */
} cotexto_severity;

/* One thing found. All in it lives during the call that tells it. */
typedef struct cotexto_check_finding {
    cotexto_check_rule check;
    cotexto_severity severity;
    cotexto_text message; /* localised: what was expected and what is there */
    const char *file;     /* NULL: it is a memory */
    uint64_t unit;        /* number in the memory, or place in the file, from 1 */
    cotexto_text id, document;
    uint32_t paragraph; /* from 1; 0: not known */
    const char *source_lang, *target_lang;
    cotexto_text source, target;
    cotexto_range source_range, target_range; /* what the message speaks of; empty: nothing there */
} cotexto_check_finding;

/* How a term is to be translated. */
typedef struct cotexto_term {
    cotexto_text source;
    const cotexto_text *targets; /* any one of them will do */
    size_t target_count;
} cotexto_term;

typedef struct cotexto_check_options {
    const char *const *languages; /* canonical tags: the source, then targets; NULL: a unit's first
                                     language is the source, all others are targets. Of a table
                                     without a header: its columns */
    size_t language_count;
    uint32_t checks; /* bits 1 << COTEXTO_CHECK_...; 0: all */
    cotexto_severity least;
    const cotexto_term *terms; /* of the check "terms" */
    size_t term_count;
    const char *glossary; /* file with more of them: source, tab, translation, perhaps further tabs
                             and translations, a line each; NULL: none */
    /* of a memory */
    cotexto_filter filter;
    /* of a file */
    const char *from;                /* name of its format; NULL: by content, then by suffix */
    bool fuzzy;                      /* PO: also translations that are marked as fuzzy */
    const char *const *language_map; /* as of import: from, to, from, to */
    size_t language_map_count;       /* pairs */
    const char *exceptions;          /* file of findings that are fine; NULL: none */
    bool write_exceptions;           /* adds all that is found to that file */
    void (*found)(void *context, const cotexto_check_finding *finding);
    void *context;
    cotexto_progress progress; /* COTEXTO_WORK_UNITS, or COTEXTO_WORK_BYTES of a file */
} cotexto_check_options;

typedef struct cotexto_check_counts {
    uint64_t units;                       /* translations looked at */
    uint64_t findings[COTEXTO_ERROR + 1]; /* told, by severity */
    uint64_t checks[COTEXTO_CHECK_COUNT]; /* told, by check */
    uint64_t excepted;                    /* not told because somebody said that they are fine */
} cotexto_check_counts;

/* Calls `found` for each finding, in the order of the units. What a pair of languages has as usual
 * lengths and words is learned from up to 2000 units of the memory first. Else constant memory, but
 * 48 bytes a translation for the checks "targets" and "sources". counts are added to. Errors: those
 * of cotexto_export() about the filter; "bad-glossary" (DATA). */
COTEXTO_API bool cotexto_check_memory(cotexto_memory *memory, const cotexto_check_options *options,
                                      cotexto_check_counts *counts, cotexto_error *error);

/* The same of an exchange file, or of standard input for "-", of which nothing can be learned
 * first. Errors: those of cotexto_convert() about reading; "bad-exceptions" (DATA). */
COTEXTO_API bool cotexto_check_file(const char *path, const cotexto_check_options *options,
                                    cotexto_check_counts *counts, cotexto_error *error);

/* Remembers that a check's findings on a unit are fine, until the unit's texts change. `user` is
 * who says so, or NULL. "no-such-unit" (NOTHING) when the memory has none of that number. */
COTEXTO_API bool cotexto_check_accept(cotexto_memory *memory, int64_t unit,
                                      cotexto_check_rule check, const char *user,
                                      cotexto_error *error);

/* Takes that back: the findings are shown again. "not-accepted" (NOTHING) when nobody said so. */
COTEXTO_API bool cotexto_check_unaccept(cotexto_memory *memory, int64_t unit,
                                        cotexto_check_rule check, const char *user,
                                        cotexto_error *error);

COTEXTO_END

#endif
