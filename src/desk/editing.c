/* One change of a memory at work. */
#include "desk/editing.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/message.h"
#include "base/text.h"
#include "text/unicode.h"

static const cotexto_change_options no_options;

static bool check_user(const char *user, cotexto_error *error)
{
    cotexto_text name = cotexto_text_of(user);
    return unicode_first_bad(name) == name.length ||
           error_set(error, COTEXTO_USAGE, "undecodable", "%s",
                     _("the user's name is no UTF-8 text"));
}

bool editing_begin(struct editing *editing, cotexto_memory *memory, const char *command,
                   const char *about, const cotexto_change_options *options,
                   cotexto_change_counts *counts, cotexto_error *error)
{
    *counts = (cotexto_change_counts){0};
    *editing = (struct editing){
        .options = options == NULL ? &no_options : options,
        .counts = counts,
        .teller = {.memory = memory},
    };
    if (editing->options->command != NULL)
        command = editing->options->command;
    editing->change = (struct change){memory, command, about, editing->options->user, 0};
    editing->now = change_time(&editing->arena);
    if (check_user(editing->options->user, error) && change_begin(&editing->change, error))
        return true;
    arena_free(&editing->arena);
    return false;
}

bool editing_end(struct editing *editing, bool good, cotexto_error *error)
{
    cotexto_change_counts *counts = editing->counts;
    bool any = editing->always || counts->added + counts->changed + counts->deleted > 0;
    if (good && any && !editing->options->dry_run) {
        good = change_commit(&editing->change, error);
        counts->revision = editing->change.revision;
    } else {
        change_rollback(&editing->change);
    }
    if (!good)
        *counts = (cotexto_change_counts){0};
    teller_free(&editing->teller);
    arena_free(&editing->arena);
    return good;
}

static bool tell(struct editing *editing, const struct memory_unit *before,
                 const struct memory_unit *after, const char *reason, cotexto_error *error)
{
    return tell_change(&editing->teller, before, after, reason, editing->options->changed,
                       editing->options->context, error);
}

bool editing_change(struct editing *editing, const struct memory_unit *before,
                    struct memory_unit *after, const char *reason, cotexto_error *error)
{
    after->unit.changed = editing->now;
    after->unit.changer = cotexto_text_of(editing->options->user);
    editing->counts->changed++;
    return memory_change_unit(editing->change.memory, after, error) &&
           tell(editing, before, after, reason, error);
}

bool editing_add(struct editing *editing, struct memory_unit *after, const char *reason,
                 cotexto_error *error)
{
    after->unit.created = after->unit.changed = editing->now;
    after->unit.creator = after->unit.changer = cotexto_text_of(editing->options->user);
    editing->counts->added++;
    return memory_put_unit(editing->change.memory, after->document, &after->unit, &after->id,
                           error) &&
           tell(editing, NULL, after, reason, error);
}

bool editing_delete(struct editing *editing, const struct memory_unit *before, const char *reason,
                    cotexto_error *error)
{
    cotexto_memory *memory = editing->change.memory;
    bool others;
    editing->counts->deleted++;
    return memory_delete_unit(memory, before->id, error) &&
           memory_has_units(memory, before->document, &others, error) &&
           (others || memory_delete_document(memory, before->document, error)) &&
           tell(editing, before, NULL, reason, error);
}

bool editing_go_on(struct editing *editing, cotexto_error *error)
{
    enum { EACH = 256 };
    const cotexto_progress *progress = &editing->options->progress;
    editing->done++;
    return editing->done % EACH != 0 || progress->report == NULL ||
           progress->report(progress->context, COTEXTO_WORK_UNITS, editing->done, editing->total) ||
           error_cancelled(error);
}

bool editing_copy(const struct memory_unit *unit, struct arena *arena, struct memory_unit *out,
                  struct variant **variants, cotexto_error *error)
{
    size_t count = unit->unit.variant_count;
    *out = *unit;
    *variants = arena_array(arena, count, sizeof **variants);
    if (*variants == NULL)
        return error_no_memory(error);
    for (size_t i = 0; i < count; i++)
        (*variants)[i] = unit->unit.variants[i];
    out->unit.variants = *variants;
    return true;
}

bool editing_run(struct editing *editing, const cotexto_selection *selection, editing_each *each,
                 void *context, cotexto_error *error)
{
    struct arena arena = {0};
    int64_t *ids;
    size_t count;
    bool good =
        selection_find(editing->change.memory, selection, &editing->arena, &ids, &count, error);
    editing->done = 0;
    editing->total = good ? count : 0;
    for (size_t i = 0; good && i < count; i++) {
        struct memory_unit unit;
        arena_reset(&arena);
        good = editing_go_on(editing, error) &&
               memory_get_unit(editing->change.memory, ids[i], &arena, &unit, error) &&
               each(editing, &unit, &arena, context, error);
    }
    arena_free(&arena);
    return good;
}
