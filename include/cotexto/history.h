/* The history of a memory: its revisions, what each of them changed, and undo. Every command that
 * changes a memory makes one revision. */
#ifndef COTEXTO_HISTORY_H
#define COTEXTO_HISTORY_H

#include <cotexto/lookup.h>
#include <cotexto/memory.h>

COTEXTO_BEGIN

/* What one command changed. */
typedef struct cotexto_revision {
    int64_t id;
    const char *time;    /* ISO 8601 in UTC */
    const char *user;    /* "": not known */
    const char *command; /* "import", "edit", "undo", ... */
    const char *about;   /* files, texts or a filter, as they were given; "": nothing to say */
    int64_t undoes;      /* the revision that it took back; 0: it is no undo */
    int64_t undone_by;   /* the revision that took it back; 0: it is in force */
    uint64_t added, changed, deleted; /* units */
    uint64_t entries;                 /* of the glossary: added, changed or deleted */
} cotexto_revision;

/* One language of a changed unit. Texts are NFC; U+FFFC stands for an inline tag. */
typedef struct cotexto_changed_text {
    const char *lang;
    cotexto_text before, after; /* empty: there was none, or is none any more */
    const cotexto_edit *edits;  /* from `before` (the source of a step) to `after` (its query); none
                                   when one of both is empty, or both are the same */
    size_t edit_count;
} cotexto_changed_text;

typedef enum cotexto_change_kind {
    COTEXTO_UNIT_ADDED,
    COTEXTO_UNIT_CHANGED,
    COTEXTO_UNIT_DELETED,
} cotexto_change_kind;

/* What becomes, or became, of one unit. Lives during the callback. */
typedef struct cotexto_change {
    cotexto_change_kind kind;
    int64_t unit;
    cotexto_text document; /* its name; empty when it is gone */
    const cotexto_changed_text *texts;
    size_t text_count;
    bool texts_same;    /* only facts differ: its place, who reviewed it, notes, ... */
    bool reviewed[2];   /* before and after */
    const char *reason; /* why, stable and in ASCII ("duplicate", ...); "": as it was asked */
} cotexto_change;

/* How many units a call changes. */
typedef struct cotexto_change_counts {
    uint64_t added, changed, deleted;
    uint64_t entries; /* of the glossary; of an undo only */
    uint64_t kept;    /* left as they are, because they would lose a text or an inline tag */
    int64_t revision; /* that it made; 0: nothing was changed, or it was a dry run */
    int64_t undoes;   /* the revision that cotexto_undo() took back, or would */
} cotexto_change_counts;

/* What calls that change a memory have in common; {0} changes without asking. */
typedef struct cotexto_change_options {
    const char *user;          /* who makes the change; NULL: not known */
    const char *command;       /* what the log calls it; NULL: what was called ("edit", ...) */
    bool dry_run;              /* everything but storing */
    cotexto_progress progress; /* COTEXTO_WORK_UNITS */
    /* Called for each unit that is changed; NULL: nobody is told. */
    void (*changed)(void *context, const cotexto_change *change);
    void *context;
} cotexto_change_options;

/* Calls `each` for the revisions, newest first, until it returns false. The revision lives during
 * the call. unit: only those that changed this unit; 0: all. */
COTEXTO_API bool cotexto_log(cotexto_memory *memory, int64_t unit,
                             bool (*each)(void *context, const cotexto_revision *revision),
                             void *context, cotexto_error *error);

/* Calls `each` for every unit that a revision changed, until it returns false. "no-such-revision"
 * (NOTHING) when there is none of that number. */
COTEXTO_API bool cotexto_log_changes(cotexto_memory *memory, int64_t revision,
                                     bool (*each)(void *context, const cotexto_change *change),
                                     void *context, cotexto_error *error);

/* Takes back what a revision changed (0: the newest that is in force, changed a unit or a document,
 * and is no undo itself): whatever it touched is as it was before, ids and dates too. This is a
 * revision of its own, which can be taken back. Errors: "no-such-revision", "already-undone",
 * "nothing-to-undo" (NOTHING), the last also when the revision changed no unit and no document;
 * "changed-since" (USAGE) when a later revision that is in force changed the same. */
COTEXTO_API bool cotexto_undo(cotexto_memory *memory, int64_t revision,
                              const cotexto_change_options *options, cotexto_change_counts *counts,
                              cotexto_error *error);

/* Copies a memory, also while others write to it, to a file that is not there yet ("file-exists",
 * USAGE): the copy appears whole or not at all. Progress counts COTEXTO_WORK_BYTES. */
COTEXTO_API bool cotexto_backup(cotexto_memory *memory, const char *path, cotexto_progress progress,
                                cotexto_error *error);

COTEXTO_END

#endif
