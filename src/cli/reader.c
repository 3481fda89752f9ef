/* Readers: open memories that answer queries. */
#include "cli/reader.h"

#include "cli/hits_print.h"

bool reader_open(struct reader *reader, const struct cli *cli, cotexto_error *error)
{
    *reader = (struct reader){.cli = *cli};
    reader->cli.error = error;
    return memories_open(&reader->cli, &reader->memories);
}

bool reader_plan(struct reader *reader, const struct search_plan *plan)
{
    cotexto_lookup_options how = plan->how;
    how.memory_penalties = reader->memories.penalties;
    reader->plan = plan;
    for (size_t i = 0; i < plan->direction_count; i++) {
        how.from = plan->directions[i].from;
        how.to = plan->directions[i].to;
        reader->lookups[i] = cotexto_lookup_new(reader->memories.list, reader->memories.count, &how,
                                                reader->cli.error);
        if (reader->lookups[i] == NULL)
            return false;
    }
    return true;
}

void reader_close(struct reader *reader)
{
    for (size_t i = 0; i < sizeof reader->lookups / sizeof *reader->lookups; i++)
        cotexto_lookup_free(reader->lookups[i]);
    memories_close(&reader->memories);
}

/* Whether an answer says more than the best so far. */
static bool is_better(const cotexto_answer *answer, const cotexto_answer *best)
{
    if (answer->hit_count == 0 || best->hit_count == 0)
        return answer->hit_count > best->hit_count ||
               (best->hit_count == 0 && answer->fragment_count > best->fragment_count);
    return answer->hits[0].percent > best->hits[0].percent;
}

bool reader_answer(struct reader *reader, const cotexto_query *query, FILE *stream, size_t *found,
                   cotexto_error *error)
{
    const struct search_plan *plan = reader->plan;
    const cotexto_answer *best = NULL, *answer;
    cotexto_text best_nfc = query->text, nfc;
    struct asked asked = {.cli = &reader->cli,
                          .terminal = reader->cli.terminal,
                          .memories = &reader->memories,
                          .floor = plan->how.floor,
                          .units = plan->units};
    for (size_t i = 0; i < plan->direction_count; i++) {
        if (!cotexto_lookup_in_context(reader->lookups[i], query, &answer, &nfc, error))
            return false;
        if (best == NULL || is_better(answer, best)) {
            best = answer;
            best_nfc = nfc;
            asked.from = plan->directions[i].from;
            asked.to = plan->directions[i].to;
        }
    }
    *found = best->hit_count;
    asked.terminal.stream = stream;
    print_answer(&asked, best_nfc, best);
    return true;
}
