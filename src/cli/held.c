/* Which languages the memories hold, for those who ask for one that they do not. */
#include "cli/cli.h"
#include "cli/json.h"

#include <string.h>

enum { MOST_TOLD = 16 };

/* Languages without regions. */
struct held {
    char tags[MOST_TOLD][COTEXTO_TAG_SIZE];
    size_t count;
};

bool same_language(const char *a, const char *b)
{
    size_t length = strcspn(a, "-");
    return length == strcspn(b, "-") && strncmp(a, b, length) == 0;
}

static void add_language(struct held *held, const char *tag)
{
    for (size_t i = 0; i < held->count; i++) {
        if (same_language(held->tags[i], tag))
            return;
    }
    if (held->count < MOST_TOLD)
        snprintf(held->tags[held->count++], COTEXTO_TAG_SIZE, "%.*s", (int)strcspn(tag, "-"), tag);
}

/* *asked: one of the memories has the language of that tag. */
static bool read_languages(struct cli *cli, const struct memories *memories, const char *tag,
                           struct held *held, bool *asked)
{
    *asked = false;
    for (size_t i = 0; i < memories->count; i++) {
        cotexto_stats stats;
        if (!cotexto_memory_counts(memories->list[i], &stats, cli->error))
            return false;
        for (size_t k = 0; k < stats.language_count; k++) {
            if (stats.languages[k].segments == 0)
                continue;
            *asked = *asked || same_language(tag, stats.languages[k].tag);
            add_language(held, stats.languages[k].tag);
        }
    }
    return true;
}

/* "ca, en and es" */
static void write_list(const struct held *held, char *out, size_t size)
{
    size_t length = 0;
    for (size_t i = 0; i < held->count && length < size; i++) {
        const char *between = i == 0 ? "" : i + 1 == held->count ? _(" and ") : ", ";
        length += (size_t)snprintf(out + length, size - length, "%s%s", between, held->tags[i]);
    }
}

static void tell(const struct cli *cli, const char *tag, const struct held *held)
{
    char list[MOST_TOLD * (COTEXTO_TAG_SIZE + 8)] = "", message[128], hint[sizeof list + 64];
    write_list(held, list, sizeof list);
    snprintf(message, sizeof message, _("nothing is in the language \"%s\""), tag);
    snprintf(hint, sizeof hint, _("the memory holds %s"), list);
    if (given(cli, OPTION_JSON))
        print_json_line(stderr, json_pack("{s:{s:s, s:s, s:s}}", "error", "id", "no-such-language",
                                          "message", message, "hint", hint));
    else
        fprintf(stderr, "cotexto: %s\n  → %s\n", message, hint);
}

int check_held(struct cli *cli, const struct memories *memories, const char *tag)
{
    struct held held = {.count = 0};
    bool asked;
    if (!read_languages(cli, memories, tag, &held, &asked))
        return fail(cli);
    if (asked || held.count == 0)
        return 0;
    tell(cli, tag, &held);
    return EXIT_NOTHING;
}

bool two_languages(cotexto_memory *memory, char out[2][COTEXTO_TAG_SIZE], cotexto_error *error)
{
    cotexto_stats stats;
    size_t count = 0;
    if (!cotexto_memory_counts(memory, &stats, error))
        return false;
    for (size_t i = 0; i < stats.language_count; i++) {
        bool known = false;
        for (size_t k = 0; k < count && k < 2; k++)
            known = known || same_language(out[k], stats.languages[i].tag);
        if (!known && count < 2)
            snprintf(out[count], COTEXTO_TAG_SIZE, "%.*s",
                     (int)strcspn(stats.languages[i].tag, "-"), stats.languages[i].tag);
        count += !known;
    }
    return count == 2;
}
