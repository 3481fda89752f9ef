/* One change of a memory at work: what edit, replace, delete, clean, review and undo have in
 * common. The caller reads a unit, says what becomes of it, and is done; transaction, revision,
 * counting and telling are here. */
#ifndef DESK_EDITING_H
#define DESK_EDITING_H

#include <cotexto/edit.h>

#include "desk/change.h"
#include "desk/tell.h"

struct editing {
    struct change change;
    const cotexto_change_options *options;
    cotexto_change_counts *counts;
    struct teller teller;
    cotexto_text now;
    bool always;          /* commit also when no unit was changed */
    uint64_t done, total; /* of progress; total 0: not known */
    struct arena arena;   /* lives as long as the change */
};

/* Begins the change: command and about (NULL: nothing to say) are for the log. On success it must
 * be ended. options NULL: {0}. */
bool editing_begin(struct editing *editing, cotexto_memory *memory, const char *command,
                   const char *about, const cotexto_change_options *options,
                   cotexto_change_counts *counts, cotexto_error *error);
/* Ends it: commits when all went well, something was changed, and it is no dry run; else everything
 * is as before. Gives `good`, and whether the commit worked. */
bool editing_end(struct editing *editing, bool good, cotexto_error *error);

/* `after` takes the place of `before`, the unit as it is stored; who and when are filled in. reason
 * as of cotexto_change. */
bool editing_change(struct editing *editing, const struct memory_unit *before,
                    struct memory_unit *after, const char *reason, cotexto_error *error);
/* A new unit in after->document; its number, who and when are filled in. */
bool editing_add(struct editing *editing, struct memory_unit *after, const char *reason,
                 cotexto_error *error);
/* Takes a unit out, and its document, too, when it was the last one. */
bool editing_delete(struct editing *editing, const struct memory_unit *before, const char *reason,
                    cotexto_error *error);
/* A copy of a stored unit whose segments may be changed, in `arena`. */
bool editing_copy(const struct memory_unit *unit, struct arena *arena, struct memory_unit *out,
                  struct variant **variants, cotexto_error *error);

/* Gives a segment another text, as cotexto_edit_text() says; it is in `arena`. */
bool editing_set_text(struct variant *variant, cotexto_text typed, struct arena *arena,
                      cotexto_error *error);

/* Counts a unit that was looked at. false: the user stops. */
bool editing_go_on(struct editing *editing, cotexto_error *error);

/* Calls `each` for the selected units until it returns false, and counts them. The unit lives
 * during the call, with the arena, which is emptied after it. */
typedef bool editing_each(struct editing *editing, const struct memory_unit *unit,
                          struct arena *arena, void *context, cotexto_error *error);
bool editing_run(struct editing *editing, const cotexto_selection *selection, editing_each *each,
                 void *context, cotexto_error *error);

/* The numbers of the units that a selection means, in `arena`, rising. */
bool selection_find(cotexto_memory *memory, const cotexto_selection *selection, struct arena *arena,
                    int64_t **ids, size_t *count, cotexto_error *error);
/* What the log says of a selection, in `arena`: "document d, units 3". NULL: no room. */
const char *selection_about(const cotexto_selection *selection, struct arena *arena);
/* How many places of inline tags (U+FFFC) a text has. */
size_t count_tags(cotexto_text text);
/* The error of a number that no unit has. Always false. */
bool no_such_unit(int64_t id, cotexto_error *error);
/* Whether it says nothing at all, and so means everything. */
bool selection_is_all(const cotexto_selection *selection);

#endif
