/* cotexto lookup */
#include "cli/batch.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

struct session {
    struct cli *cli;
    struct search_plan plan;
    struct reader reader;
    struct batch batch;
};

/* --------------------------------------------------------------------------------- directions */

static void add_direction(struct session *session, const char *from, const char *to)
{
    struct direction *direction = &session->plan.directions[session->plan.direction_count++];
    snprintf(direction->from, sizeof direction->from, "%.*s", COTEXTO_TAG_SIZE - 1, from);
    snprintf(direction->to, sizeof direction->to, "%.*s", COTEXTO_TAG_SIZE - 1, to);
}

static int check_languages(struct session *session, const char *from, const char *to)
{
    const char *const tags[] = {from, to};
    int code = 0;
    if (*from != '\0' && strcmp(from, to) == 0)
        return usage(session->cli, "%s", _("--from and --to are the same"));
    for (size_t i = 0; code == 0 && i < 2; i++) {
        if (*tags[i] != '\0')
            code = check_held(session->cli, &session->reader.memories, tags[i]);
    }
    return code;
}

static int choose_directions(struct session *session, const char *from, const char *to)
{
    struct cli *cli = session->cli;
    char both[2][COTEXTO_TAG_SIZE];
    int code = check_languages(session, from, to);
    if (code != 0)
        return code;
    if (*from != '\0' && *to != '\0') {
        add_direction(session, from, to);
        return 0;
    }
    if (!two_languages(session->reader.memories.list[0], both, cli->error)) {
        if (cotexto_error_kind(cli->error) != COTEXTO_OK)
            return fail(cli);
        return usage(
            cli, "%s",
            _("the memory does not hold exactly two languages: say which with --from and --to"));
    }
    for (int i = 0; i < 2; i++) {
        const char *source = both[i], *target = both[1 - i];
        if ((*from == '\0' || same_language(from, source)) &&
            (*to == '\0' || same_language(to, target)))
            add_direction(session, *from != '\0' ? from : source, *to != '\0' ? to : target);
    }
    if (session->plan.direction_count == 0)
        return usage(cli, _("the memory holds %s and %s"), both[0], both[1]);
    return 0;
}

/* Only people are told how many units there are: counting them takes longer than a lookup. */
static bool count_units(struct session *session)
{
    const struct memories *memories = &session->reader.memories;
    cotexto_stats stats;
    for (size_t i = 0; session->cli->terminal.human && i < memories->count; i++) {
        if (!cotexto_memory_counts(memories->list[i], &stats, session->cli->error))
            return false;
        session->plan.units += stats.units;
    }
    return true;
}

/* An index of other rules is as good as none: that is said before it is waited for. */
static bool warn_of_scans(const struct session *session)
{
    const struct memories *memories = &session->reader.memories;
    const struct cli *cli = session->cli;
    for (size_t i = 0;
         !given(cli, OPTION_QUIET) && !given(cli, OPTION_EXHAUSTIVE) && i < memories->count; i++) {
        bool scans;
        const char *path = cotexto_memory_path(memories->list[i]);
        if (!cotexto_memory_scans(memories->list[i], &scans, cli->error))
            return false;
        if (!scans)
            continue;
        fprintf(stderr,
                _("cotexto: %s: the index was made by an older cotexto or another ICU: each lookup "
                  "compares with every unit\n"),
                path);
        fprintf(stderr, _("  → cotexto reindex -m %s makes it anew\n"), path);
    }
    return true;
}

/* ------------------------------------------------------------------------------------ queries */

/* A text of the command line, with the surroundings that the options give. */
static int answer_word(struct session *session, const char *word)
{
    struct cli *cli = session->cli;
    size_t found;
    cotexto_query query = {
        .text = cotexto_text_of(word),
        .before = cotexto_text_of(value(cli, OPTION_BEFORE, NULL)),
        .after = cotexto_text_of(value(cli, OPTION_AFTER, NULL)),
        .id = cotexto_text_of(value(cli, OPTION_ID, NULL)),
    };
    if (!reader_answer(&session->reader, &query, stdout, &found, cli->error))
        return fail(cli);
    session->batch.found += found;
    return 0;
}

static int answer_all(struct session *session)
{
    const struct arguments *arguments = &session->cli->arguments;
    int code = 0;
    for (size_t i = 0; code == 0 && i < arguments->word_count; i++) {
        const char *word = arguments->words[i];
        code = strcmp(word, "-") == 0 ? batch_answer(&session->batch, false)
                                      : answer_word(session, word);
    }
    if (arguments->word_count == 0)
        code = batch_answer(&session->batch, given(session->cli, OPTION_CONTEXT));
    return code;
}

static int run_session(struct session *session)
{
    struct cli *cli = session->cli;
    char from[COTEXTO_TAG_SIZE], to[COTEXTO_TAG_SIZE];
    if (!tag_asked(cli, OPTION_FROM, from) || !tag_asked(cli, OPTION_TO, to))
        return fail(cli);
    if (!reader_open(&session->reader, cli, cli->error))
        return fail(&session->reader.cli); /* has the hint, too */
    int code = choose_directions(session, from, to);
    if (code != 0)
        return code;
    if (!warn_of_scans(session) || !count_units(session) ||
        !reader_plan(&session->reader, &session->plan))
        return fail(cli);
    code = answer_all(session);
    return code != 0 || session->batch.found > 0 ? code : EXIT_NOTHING;
}

/* --------------------------------------------------------------------------------------- options
 */

/* --age-penalty POINTS/YEARS. */
static bool read_age(struct cli *cli, cotexto_lookup_options *how)
{
    const char *text = value(cli, OPTION_AGE_PENALTY, NULL);
    char *slash, *end;
    if (text == NULL)
        return true;
    long points = strtol(text, &slash, 10);
    double years = *slash == '/' ? strtod(slash + 1, &end) : 0;
    how->age_penalty = (int)points;
    how->age_years = years;
    if (slash != text && points >= 0 && points <= 100 && years > 0 && *end == '\0')
        return true;
    usage(cli, _("--age-penalty takes points and years such as 1/2, not \"%s\""), text);
    return false;
}

/* Surroundings belong to one text, the order of lines to standard input. */
static bool check_context(const struct cli *cli)
{
    bool beside = given(cli, OPTION_BEFORE) || given(cli, OPTION_AFTER) || given(cli, OPTION_ID);
    size_t words = cli->arguments.word_count;
    if (beside && (words != 1 || strcmp(cli->arguments.words[0], "-") == 0)) {
        usage(cli, "%s", _("--before, --after and --id go with one text on the command line"));
        return false;
    }
    if (given(cli, OPTION_CONTEXT) && words > 0) {
        usage(cli, "%s", _("--context goes with lines of standard input"));
        return false;
    }
    return true;
}

int command_lookup(struct cli *cli)
{
    struct session session = {.cli = cli};
    cotexto_lookup_options *how = &session.plan.how;
    long floor, limit;
    session.batch.reader = &session.reader;
    if (!number_value(cli, OPTION_FLOOR, 70, 0, 100, &floor) ||
        !number_value(cli, OPTION_LIMIT, 5, 1, INT_MAX, &limit) ||
        !jobs_asked(cli, &session.batch.jobs) || !check_context(cli))
        return EXIT_USAGE;
    *how = (cotexto_lookup_options){.floor = (int)floor,
                                    .limit = (size_t)limit,
                                    .exhaustive = given(cli, OPTION_EXHAUSTIVE),
                                    .fragments = given(cli, OPTION_JSON) || cli->terminal.human,
                                    .neighbours = given(cli, OPTION_DETAILS),
                                    .all = given(cli, OPTION_ALL)};
    if (!read_age(cli, how) || !filter_asked(cli, &how->filter))
        return EXIT_USAGE;
    int code = run_session(&session);
    batch_end(&session.batch);
    reader_close(&session.reader);
    return code;
}
