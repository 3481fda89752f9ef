/* Log and undo. */
#include <cotexto/history.h>

#include <inttypes.h>
#include <stdio.h>

#include "base/error.h"
#include "base/message.h"
#include "desk/editing.h"

/* ---------------------------------------------------------------------------------------- log */

static bool give_revision(cotexto_memory *memory, int64_t id, struct arena *arena,
                          bool (*each)(void *context, const cotexto_revision *revision),
                          void *context, bool *more, cotexto_error *error)
{
    struct memory_revision stored;
    bool found;
    if (!memory_get_revision(memory, id, arena, &stored, &found, error))
        return false;
    const cotexto_revision revision = {
        .id = id,
        .time = stored.time.bytes,
        .user = stored.user.bytes,
        .command = stored.command.bytes,
        .about = stored.about.bytes,
        .undoes = stored.undoes,
        .undone_by = stored.undone_by,
        .added = stored.added,
        .changed = stored.changed,
        .deleted = stored.deleted,
        .entries = stored.entries,
    };
    *more = !found || each(context, &revision);
    return true;
}

bool cotexto_log(cotexto_memory *memory, int64_t unit,
                 bool (*each)(void *context, const cotexto_revision *revision), void *context,
                 cotexto_error *error)
{
    struct arena arena = {0};
    int64_t id = 0;
    bool begun, more = true;
    if (!memory_begin_read(memory, &begun, error))
        return false;
    bool good = memory_revision_before(memory, 0, unit, &id, error);
    while (good && more && id != 0) {
        arena_reset(&arena);
        good = give_revision(memory, id, &arena, each, context, &more, error) &&
               memory_revision_before(memory, id, unit, &id, error);
    }
    if (begun)
        memory_end_read(memory);
    arena_free(&arena);
    return good;
}

/* Changes of a revision on their way to the user. */
struct telling {
    struct teller teller;
    bool (*each)(void *context, const cotexto_change *change);
    void *context;
    bool more, good;
    cotexto_error *error;
};

static void pass_on(void *context, const cotexto_change *change)
{
    struct telling *telling = context;
    telling->more = telling->each(telling->context, change);
}

static bool tell_stored(void *context, const struct memory_change *change)
{
    struct telling *telling = context;
    telling->good = tell_change(&telling->teller, change->before, change->after, "", pass_on,
                                telling, telling->error);
    return telling->good && telling->more;
}

bool cotexto_log_changes(cotexto_memory *memory, int64_t revision,
                         bool (*each)(void *context, const cotexto_change *change), void *context,
                         cotexto_error *error)
{
    struct telling telling = {.teller = {.memory = memory},
                              .each = each,
                              .context = context,
                              .more = true,
                              .good = true,
                              .error = error};
    struct memory_revision stored;
    bool begun;
    if (!memory_begin_read(memory, &begun, error))
        return false;
    bool good = memory_need_revision(memory, revision, &telling.teller.arena, &stored, error) &&
                memory_each_change(memory, revision, tell_stored, &telling, error) && telling.good;
    if (begun)
        memory_end_read(memory);
    teller_free(&telling.teller);
    return good;
}

/* --------------------------------------------------------------------------------------- undo */

/* Counts and tells what the undo did, which its own entries say. */
static bool tell_undone(void *context, const struct memory_change *change)
{
    struct telling *telling = context;
    struct editing *editing = telling->context;
    cotexto_change_counts *counts = editing->counts;
    counts->added += change->before == NULL;
    counts->deleted += change->after == NULL;
    counts->changed += change->before != NULL && change->after != NULL;
    telling->good =
        tell_change(&editing->teller, change->before, change->after, "", editing->options->changed,
                    editing->options->context, telling->error);
    return telling->good;
}

/* Entries of the glossary, which are not told one by one. */
static bool count_entries(struct editing *editing, cotexto_error *error)
{
    cotexto_memory *memory = editing->change.memory;
    struct memory_revision revision;
    bool found;
    bool good = memory_get_revision(memory, memory_revision_number(memory), &editing->arena,
                                    &revision, &found, error);
    editing->counts->entries = good ? revision.entries : 0;
    return good;
}

static bool choose(cotexto_memory *memory, int64_t *revision, cotexto_error *error)
{
    if (*revision == 0 && !memory_last_in_force(memory, revision, error))
        return false;
    if (*revision != 0)
        return true;
    error_set(error, COTEXTO_NOTHING, "nothing-to-undo", "%s", _("there is nothing to undo"));
    return error_hint(error, "%s", _("cotexto log lists the revisions"));
}

bool cotexto_undo(cotexto_memory *memory, int64_t revision, const cotexto_change_options *options,
                  cotexto_change_counts *counts, cotexto_error *error)
{
    char about[24];
    struct editing editing;
    struct telling telling = {.context = &editing, .good = true, .error = error};
    *counts = (cotexto_change_counts){0};
    if (!choose(memory, &revision, error))
        return false;
    snprintf(about, sizeof about, "%" PRId64, revision);
    if (!editing_begin(&editing, memory, "undo", about, options, counts, error))
        return false;
    counts->undoes = revision;
    bool good =
        memory_undo(memory, revision, &editing.options->progress, error) &&
        memory_each_change(memory, memory_revision_number(memory), tell_undone, &telling, error) &&
        telling.good && count_entries(&editing, error);
    editing.always = true; /* documents may have come or gone without a unit */
    return editing_end(&editing, good, error);
}
