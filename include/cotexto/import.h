/* Import: pairs of texts, folders of them and exchange files into a memory; one transaction a
 * document. */
#ifndef COTEXTO_IMPORT_H
#define COTEXTO_IMPORT_H

#include <cotexto/alignment.h>
#include <cotexto/common.h>
#include <cotexto/intake.h>
#include <cotexto/memory.h>

COTEXTO_BEGIN

/* What becomes of an exchange file's unit that has the same source text as a stored one of the same
 * document. A unit with the same texts in every language is always a duplicate. */
typedef enum cotexto_policy {
    COTEXTO_POLICY_ADD,     /* stored beside it (the default) */
    COTEXTO_POLICY_KEEP,    /* the stored one stays, the new one is skipped */
    COTEXTO_POLICY_REPLACE, /* the new one takes its place */
    COTEXTO_POLICY_NEWEST,  /* the one that was changed last stays */
} cotexto_policy;

typedef enum cotexto_document_state {
    COTEXTO_DOCUMENT_NEW,
    COTEXTO_DOCUMENT_CHANGED,  /* it was there with other content: its units were replaced */
    COTEXTO_DOCUMENT_SAME,     /* it was there: nothing was changed */
    COTEXTO_DOCUMENT_UNPAIRED, /* a text whose translation was not found: not imported */
    COTEXTO_DOCUMENT_FAILED,   /* nothing of it was stored; the error says why */
    COTEXTO_DOCUMENT_PASSED,   /* a table in a folder whose first line names no languages: passed
                                  over; `name` is its path */
    COTEXTO_DOCUMENT_STOPPED,  /* an exchange file whose import was cancelled: the units up to there
                                  are stored; the error says where */
} cotexto_document_state;

/* One file of a document. */
typedef struct cotexto_import_side {
    const char *file;
    const char *lang;       /* canonical tag; "" when not known */
    bool lang_guessed;      /* neither the user nor the name said it */
    double lang_confidence; /* of the guess, 0..1 */
    const char *encoding;
    double encoding_confidence; /* 0..1 */
    size_t paragraphs, sentences;
    size_t replaced; /* undecodable bytes that became U+FFFD */
    bool mojibake;   /* looks as if UTF-8 was once read as windows-1252 */
    size_t repaired; /* characters of it that were repaired */
} cotexto_import_side;

enum { COTEXTO_FIRST_PLACES = 5 };

/* What `repair` puts right in an exchange file. */
typedef enum cotexto_repair_kind {
    COTEXTO_REPAIR_CONTROL,   /* control characters, which XML has no place for: removed */
    COTEXTO_REPAIR_AMPERSAND, /* & that begins no reference: stands for itself */
    COTEXTO_REPAIR_LESS_THAN, /* < that begins no tag: stands for itself */
    COTEXTO_REPAIR_BYTES,     /* bytes that are no UTF-8: read as windows-1252; undecodable ones of
                                 other encodings: U+FFFD */
    COTEXTO_REPAIR_ENCODING,  /* another encoding than the declared one: read as what it is */
    COTEXTO_REPAIR_TRUNCATED, /* the file ends within its elements: the whole units before are
                                 taken */
    COTEXTO_REPAIR_COUNT,
} cotexto_repair_kind;

/* How often one kind of damage was repaired, and where first. */
typedef struct cotexto_repair {
    cotexto_repair_kind kind;
    uint64_t count;
    uint64_t lines[COTEXTO_FIRST_PLACES],
        columns[COTEXTO_FIRST_PLACES]; /* from 1, of the first places */
} cotexto_repair;

/* What became of a unit of an exchange file. */
typedef enum cotexto_outcome_kind {
    COTEXTO_OUTCOME_NEW,
    COTEXTO_OUTCOME_CHANGED,      /* it took the place of another */
    COTEXTO_OUTCOME_DUPLICATE,    /* it was there already, or twice in the file */
    COTEXTO_OUTCOME_EARLIER,      /* a run that was stopped has done it: passed over */
    COTEXTO_OUTCOME_ONE_LANGUAGE, /* skipped: it has fewer than two segments */
    COTEXTO_OUTCOME_EMPTY,        /* skipped: fewer than two of its segments have text */
    COTEXTO_OUTCOME_POLICY,       /* skipped: the policy keeps the stored one */
    COTEXTO_OUTCOME_COUNT,
} cotexto_outcome_kind;

/* How many units came to one outcome, and which first. */
typedef struct cotexto_outcome {
    cotexto_outcome_kind kind;
    uint64_t count;
    uint64_t units[COTEXTO_FIRST_PLACES]; /* numbers in the file, from 1 */
} cotexto_outcome;

/* What was planned and done for one document. Lives during the callback. */
typedef struct cotexto_import_document {
    const char *name;
    cotexto_document_state state;
    const cotexto_import_side
        *sides; /* two for a pair, one for an unpaired text or an exchange file */
    size_t side_count;
    double
        length_ratio; /* characters of the second side over those of the first; 0 when not known */
    size_t units;     /* stored or to be stored; of a document that is the same: there already */
    size_t review;    /* of them, less sure than COTEXTO_REVIEW_BELOW */
    size_t unaligned; /* sentences without a translation: kept out of the memory */
    const cotexto_alignment *alignment; /* of a pair that was aligned; NULL when it was not: another
                                           kind of file, nothing new, or it failed before */
    const cotexto_error *error;         /* for COTEXTO_DOCUMENT_FAILED and _STOPPED, else NULL */
    const cotexto_outcome *outcomes;    /* of an exchange file's units, one of each kind; NULL: of
                                           another kind of file, or it failed */
    const cotexto_repair *repairs; /* COTEXTO_REPAIR_COUNT of them; NULL: nothing was repaired */
} cotexto_import_document;

typedef struct cotexto_import_options {
    const char *const *languages; /* canonical tags: of the sides, or of a table's columns; NULL:
                                     from names or guessed */
    size_t language_count;
    const char *columns; /* of tables, which hold these languages: "2,5", numbers from 1 or names of
                            the header; NULL: as the header says, else the first ones */
    bool fuzzy;          /* PO: also translations that are marked as fuzzy */
    const char *format;  /* name of an exchange format; NULL: by content */
    const char *const *language_map; /* from, to, from, to: exchange files' names of languages, and
                                        the tags that they stand for; errors as of
                                        cotexto_tag_canonical() */
    size_t language_map_count;       /* number of pairs */
    cotexto_decoding decoding;       /* of texts; its `repair` also lets broken XML be read */
    cotexto_rules rules;             /* of texts */
    const char *anchors; /* of the one pair of texts to import, as in cotexto_align_options;
                            NULL: none */
    const char *const
        *meta;         /* key, value, key, value...: "title", "date", "url" and any other key */
    size_t meta_count; /* number of pairs */
    cotexto_policy policy;
    bool dry_run;     /* everything but storing; the memory may be NULL */
    bool force;       /* import pairs that do not look like translations of each other (errors
                         "lengths" and "unlike"), or both of whose languages are surely other ones
                         ("other-languages") */
    const char *user; /* who makes the change; NULL: not known */
    cotexto_progress progress; /* COTEXTO_WORK_FILES over documents, or COTEXTO_WORK_UNITS within an
                                  exchange file */
    void (*document)(void *context, const cotexto_import_document *document); /* may be NULL */
    void *context;
} cotexto_import_options;

typedef struct cotexto_import_counts {
    uint64_t documents; /* read: new, changed and same */
    uint64_t units;     /* in those documents */
    uint64_t added;     /* units that were not there ("new" in JSON) */
    uint64_t changed;   /* units that took the place of another */
    uint64_t removed;   /* units of a changed document that are no longer in it */
    uint64_t duplicate; /* units that were there already, or that a stopped run has done */
    uint64_t skipped;   /* units not stored: one language only, empty, or kept back by the policy */
    uint64_t review;    /* stored units less sure than COTEXTO_REVIEW_BELOW */
    uint64_t unpaired;  /* texts without a partner */
    uint64_t passed;    /* tables in folders that name no languages: passed over */
    uint64_t failed;    /* documents of which nothing was stored */
    uint64_t stopped;   /* exchange files of which a part was stored: 0 or 1 */
} cotexto_import_counts;

/* Imports files and folders. A document that fails is rolled back and reported, the others go on;
 * then the result is false with the first document's error. counts are right in both cases.
 *
 * When progress.report says stop within an exchange file, the rest of the file is read without
 * being stored (COTEXTO_WORK_CHECK): if it is good, the units up to there are kept, else nothing
 * of the file is, as of every file with bad data. The next call with the same file and options
 * passes over what is done, unless the memory was changed between. Of standard input and of pipes,
 * which can't be read a second time, nothing is kept. A process that is killed leaves nothing of
 * the file that it was at. */
COTEXTO_API bool cotexto_import(cotexto_memory *memory, const char *const *paths, size_t path_count,
                                const cotexto_import_options *options,
                                cotexto_import_counts *counts, cotexto_error *error);

COTEXTO_END

#endif
