/* The memory: one SQLite file with documents, units and their segments (doc/schema.md). */
#ifndef COTEXTO_MEMORY_H
#define COTEXTO_MEMORY_H

#include <cotexto/common.h>
#include <cotexto/intake.h>

COTEXTO_BEGIN

/* An open memory. It belongs to one thread at a time; a file may be opened many times, by many
 * processes. */
typedef struct cotexto_memory cotexto_memory;

enum {
    COTEXTO_READ =
        0, /* nothing is ever written; also for a file or folder without write permission */
    COTEXTO_WRITE = 1,  /* the file must exist */
    COTEXTO_CREATE = 3, /* COTEXTO_WRITE, and a missing file (and its folder) is made */
};

/* Opens a memory file. Older schemas are migrated when opened for writing, in one transaction. NULL
 * and an error: "no-memory-file" (IO), "not-a-memory" (DATA), "newer-memory" (DATA), "read-only"
 * (IO), "busy" (BUSY). */
COTEXTO_API cotexto_memory *cotexto_memory_open(const char *path, unsigned flags,
                                                cotexto_error *error);
/* The same, and tells how far it is when a memory of an older cotexto, or of another ICU, gets a
 * new lookup index first, which takes long for a large one (cotexto_reindex()). */
COTEXTO_API cotexto_memory *cotexto_memory_open_telling(const char *path, unsigned flags,
                                                        cotexto_progress progress,
                                                        cotexto_error *error);
/* Closes a memory; NULL is allowed. */
COTEXTO_API void cotexto_memory_close(cotexto_memory *memory);
/* The path it was opened by; lives as long as the memory. */
COTEXTO_API const char *cotexto_memory_path(const cotexto_memory *memory);

/* Where the user's memory is when nothing else is said: $COTEXTO_MEMORY, else
 * $XDG_DATA_HOME/cotexto/memory.db, else
 * ~/.local/share/cotexto/memory.db. The caller frees the string with free(). */
COTEXTO_API char *cotexto_memory_default_path(cotexto_error *error);

typedef struct cotexto_language_stats {
    char tag[COTEXTO_TAG_SIZE];
    uint64_t segments, words; /* words: W and N tokens of the match percent */
} cotexto_language_stats;

typedef struct cotexto_stats {
    uint64_t units, documents, revisions;
    uint64_t reviewed; /* units that a person has confirmed */
    uint64_t
        review; /* units aligned with a confidence under COTEXTO_REVIEW_BELOW and not reviewed */
    uint64_t bytes;                          /* of the file, with its write-ahead log */
    const cotexto_language_stats *languages; /* by number of segments, then tag */
    size_t language_count;
} cotexto_stats;

/* A unit whose alignment is less sure than this should be looked at by a person. */
#define COTEXTO_REVIEW_BELOW 0.5

/* Units and languages alone, without walking over the rows; all else is 0. What it points to lives
 * until the next call of this or of cotexto_memory_stats(), or the close. */
COTEXTO_API bool cotexto_memory_counts(cotexto_memory *memory, cotexto_stats *stats,
                                       cotexto_error *error);
/* Counts. What it points to lives until the next call or the close. */
COTEXTO_API bool cotexto_memory_stats(cotexto_memory *memory, cotexto_stats *stats,
                                      cotexto_error *error);

/* Makes the lookup index anew, in one transaction, from the texts: its keys are ranked by how
 * common they are now. Never needed for right answers: a memory whose index was made by other rules
 * (an older cotexto, another ICU) gets a new one when it is opened for writing. Progress counts
 * COTEXTO_WORK_SEGMENTS. */
COTEXTO_API bool cotexto_reindex(cotexto_memory *memory, cotexto_progress progress,
                                 cotexto_error *error);

/* Whether each lookup must compare with every unit, because the memory, opened for reading, has an
 * index made by other rules. */
COTEXTO_API bool cotexto_memory_scans(cotexto_memory *memory, bool *scans, cotexto_error *error);

/* One thing that cotexto_memory_doctor() looked at. */
typedef struct cotexto_finding {
    const char *id; /* stable: "integrity", "schema", "index", "documents", "icu", ... */
    bool good;
    const char *message; /* localised, one line */
    const char *advice;  /* localised next step, "" when there is none */
} cotexto_finding;

/* Looks at everything that could be wrong with a memory, and calls `found` for each thing looked
 * at. Returns false only when it could not look; what it found wrong is told by good == false.
 * rules are those that texts are cut by today; NULL: our own. */
COTEXTO_API bool cotexto_memory_doctor(cotexto_memory *memory, const cotexto_rules *rules,
                                       void (*found)(void *context, const cotexto_finding *finding),
                                       void *context, cotexto_error *error);

COTEXTO_END

#endif
