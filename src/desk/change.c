/* Revisions over several transactions. */
#include "desk/change.h"

#include <time.h>

#include "base/text.h"

bool change_begin(struct change *change, cotexto_error *error)
{
    cotexto_memory *memory = change->memory;
    if (!memory_begin(memory, error))
        return false;
    if (change->revision != 0) {
        memory_continue_revision(memory, change->revision);
        return true;
    }
    if (memory_new_revision(memory, change->command, change->about, change->user, error))
        return true;
    memory_rollback(memory);
    return false;
}

bool change_commit(struct change *change, cotexto_error *error)
{
    int64_t revision = memory_revision_number(change->memory);
    if (!memory_commit(change->memory, error))
        return false;
    change->revision = revision;
    return true;
}

void change_rollback(struct change *change)
{
    memory_rollback(change->memory);
}

cotexto_text change_time(struct arena *arena)
{
    char now[32];
    time_t seconds = time(NULL);
    struct tm parts;
    if (gmtime_r(&seconds, &parts) == NULL ||
        strftime(now, sizeof now, "%Y-%m-%dT%H:%M:%SZ", &parts) == 0)
        return (cotexto_text){0};
    return arena_text(arena, cotexto_text_of(now));
}
