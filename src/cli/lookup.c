/* cotexto lookup */
#include "cli/cli.h"
#include "cli/details.h"
#include "cli/json.h"

#include <limits.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* One way to look up; without --from and --to there is one for each direction. */
struct direction {
    char from[COTEXTO_TAG_SIZE], to[COTEXTO_TAG_SIZE];
    cotexto_lookup *lookup;
};

struct session {
    struct cli *cli;
    struct memories memories;
    struct direction directions[2];
    size_t direction_count;
    cotexto_lookup *back; /* the other way than the one that was asked for; NULL: not needed yet */
    uint64_t units, found;
    cotexto_lookup_options how;
};

/* --------------------------------------------------------------------------------- directions */

static void add_direction(struct session *session, const char *from, const char *to)
{
    struct direction *direction = &session->directions[session->direction_count++];
    snprintf(direction->from, sizeof direction->from, "%.*s", COTEXTO_TAG_SIZE - 1, from);
    snprintf(direction->to, sizeof direction->to, "%.*s", COTEXTO_TAG_SIZE - 1, to);
}

/* The two languages of the first memory; false when it has fewer or more. */
static bool two_languages(struct session *session, char out[2][COTEXTO_TAG_SIZE])
{
    cotexto_stats stats;
    size_t count = 0;
    if (!cotexto_memory_counts(session->memories.list[0], &stats, session->cli->error))
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

/* The option's tag, empty when it was not given. */
static bool read_tag(struct cli *cli, enum option_id option, char tag[COTEXTO_TAG_SIZE])
{
    *tag = '\0';
    return !given(cli, option) || cotexto_tag_canonical(value(cli, option, ""), tag, cli->error);
}

static int check_languages(struct session *session, const char *from, const char *to)
{
    const char *const tags[] = {from, to};
    int code = 0;
    if (*from != '\0' && strcmp(from, to) == 0)
        return usage(session->cli, "%s", _("--from and --to are the same"));
    for (size_t i = 0; code == 0 && i < 2; i++) {
        if (*tags[i] != '\0')
            code = check_held(session->cli, &session->memories, tags[i]);
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
    if (!two_languages(session, both)) {
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
    if (session->direction_count == 0)
        return usage(cli, _("the memory holds %s and %s"), both[0], both[1]);
    return 0;
}

static cotexto_lookup *open_lookup(struct session *session, const char *from, const char *to)
{
    session->how.from = from;
    session->how.to = to;
    session->how.memory_penalties = session->memories.penalties;
    return cotexto_lookup_new(session->memories.list, session->memories.count, &session->how,
                              session->cli->error);
}

static bool open_lookups(struct session *session)
{
    cotexto_stats stats;
    for (size_t i = 0; i < session->memories.count; i++) {
        if (!cotexto_memory_counts(session->memories.list[i], &stats, session->cli->error))
            return false;
        session->units += stats.units;
    }
    for (size_t i = 0; i < session->direction_count; i++) {
        struct direction *direction = &session->directions[i];
        direction->lookup = open_lookup(session, direction->from, direction->to);
        if (direction->lookup == NULL)
            return false;
    }
    return true;
}

/* --------------------------------------------------------------------------------------- JSON */

static json_t *flags_json(unsigned flags)
{
    json_t *list = json_array();
    if (flags & COTEXTO_FLAG_NUMBER)
        json_array_append_new(list, json_string("number"));
    if (flags & COTEXTO_FLAG_NEGATION)
        json_array_append_new(list, json_string("negation"));
    if (flags & COTEXTO_FLAG_FORMATTING)
        json_array_append_new(list, json_string("formatting"));
    return list;
}

static json_t *changes_json(const cotexto_hit *hit)
{
    json_t *list = json_array();
    for (size_t i = 0; i < hit->change_count; i++)
        json_array_append_new(list, range_json(hit->target, hit->changes[i]));
    return list;
}

static json_t *hit_json(const struct session *session, const cotexto_hit *hit)
{
    json_t *object = json_object();
    json_object_set_new(object, "percent", json_integer(hit->percent));
    json_object_set_new(object, "base", json_integer(hit->base));
    json_object_set_new(object, "penalty", json_integer(hit->penalty));
    json_object_set_new(object, "source", text_json(hit->source));
    json_object_set_new(object, "target", text_json(hit->target));
    json_object_set_new(object, "unit", json_integer(hit->unit));
    json_object_set_new(object, "document", text_json(hit->document));
    json_object_set_new(object, "confidence",
                        hit->confidence < 0 ? json_null() : json_real(hit->confidence));
    json_object_set_new(object, "flags", flags_json(hit->flags));
    json_object_set_new(object, "adapted",
                        hit->adapted.length == 0 ? json_null() : text_json(hit->adapted));
    if (hit->change_count > 0)
        json_object_set_new(object, "to_change", changes_json(hit));
    details_json(session->cli, &session->memories, hit, object);
    return object;
}

static json_t *fragments_json(const cotexto_answer *answer, cotexto_text query)
{
    json_t *list = json_array();
    for (size_t i = 0; i < answer->fragment_count; i++) {
        const cotexto_fragment *fragment = &answer->fragments[i];
        json_t *object = json_object();
        cotexto_text part = {query.bytes + fragment->query_start,
                             fragment->query_end - fragment->query_start};
        json_object_set_new(object, "text", text_json(part));
        json_object_set_new(object, "source", text_json(fragment->source));
        json_object_set_new(object, "target", text_json(fragment->target));
        json_object_set_new(object, "unit", json_integer(fragment->unit));
        json_object_set_new(object, "document", text_json(fragment->document));
        json_object_set_new(object, "target_match",
                            range_json(fragment->target, fragment->target_match));
        json_array_append_new(list, object);
    }
    return list;
}

static void print_json(const struct session *session, cotexto_text query,
                       const cotexto_answer *answer)
{
    json_t *object = json_object(), *hits = json_array();
    for (size_t i = 0; i < answer->hit_count; i++)
        json_array_append_new(hits, hit_json(session, &answer->hits[i]));
    json_object_set_new(object, "query", text_json(query));
    json_object_set_new(object, "hits", hits);
    if (answer->fragment_count > 0)
        json_object_set_new(object, "fragments", fragments_json(answer, query));
    if (given(session->cli, OPTION_TIMING))
        json_object_set_new(object, "micros",
                            json_integer((json_int_t)(answer->nanoseconds / 1000)));
    print_json_line(stdout, object);
}

/* --------------------------------------------------------------------------------- for people */

static cotexto_text part_of(cotexto_text text, size_t from, size_t to)
{
    return (cotexto_text){text.bytes + from, to - from};
}

static void add_marked(struct paragraph *paragraph, cotexto_text text, enum style style)
{
    bool marks = !paragraph->terminal->colors;
    if (text.length == 0)
        return;
    if (marks)
        paragraph_add(paragraph, cotexto_text_of(style == STYLE_REMOVED ? "[-" : "{+"),
                      STYLE_PLAIN);
    paragraph_add(paragraph, text, style);
    if (marks)
        paragraph_add(paragraph, cotexto_text_of(style == STYLE_REMOVED ? "-]" : "+}"),
                      STYLE_PLAIN);
}

/* The stored source with what to take out and what to put in to have the query. */
static void print_difference(struct paragraph *paragraph, cotexto_text query,
                             const cotexto_hit *hit)
{
    size_t source_at = 0, query_at = 0;
    for (size_t i = 0; i < hit->edit_count; i++) {
        const cotexto_edit *edit = &hit->edits[i];
        cotexto_text stored = part_of(hit->source, edit->source_start, edit->source_end);
        /* the blanks between two steps belong to neither */
        if (edit->source_start > source_at)
            paragraph_add(paragraph, part_of(hit->source, source_at, edit->source_start),
                          STYLE_PLAIN);
        else if (edit->query_start > query_at)
            paragraph_add(paragraph, part_of(query, query_at, edit->query_start), STYLE_PLAIN);
        source_at = edit->source_end;
        query_at = edit->query_end;
        if (edit->kind == COTEXTO_EDIT_EQUAL) {
            paragraph_add(paragraph, stored, STYLE_PLAIN);
            continue;
        }
        add_marked(paragraph, stored, STYLE_REMOVED);
        add_marked(paragraph, part_of(query, edit->query_start, edit->query_end), STYLE_ADDED);
    }
}

static void remark_flags(struct remarks *remarks, const cotexto_hit *hit)
{
    if (hit->flags & COTEXTO_FLAG_NEGATION)
        remark(remarks, _("negation differs!"));
    if (hit->flags & COTEXTO_FLAG_NUMBER)
        remark(remarks, _("numbers differ"));
    if (hit->flags & COTEXTO_FLAG_FORMATTING)
        remark(remarks, _("only formatting differs"));
}

static void add_place(struct paragraph *paragraph, const cotexto_hit *hit)
{
    char number[96];
    paragraph_add(paragraph, hit->document, STYLE_FAINT);
    if (hit->date.length > 0) {
        paragraph_add(paragraph, cotexto_text_of(", "), STYLE_FAINT);
        paragraph_add(paragraph, hit->date, STYLE_FAINT);
    }
    if (hit->paragraph > 0) {
        snprintf(number, sizeof number, _(", paragraph %u"), hit->paragraph);
        paragraph_add(paragraph, cotexto_text_of(number), STYLE_FAINT);
    }
}

static void remark_review(struct remarks *remarks, const cotexto_hit *hit)
{
    char note[128];
    if (hit->confidence >= 0) {
        snprintf(note, sizeof note, _("aligned %.2f"), hit->confidence);
        remark(remarks, note);
        remark(remarks, hit->reviewed ? _("reviewed") : _("not reviewed"));
    } else if (hit->reviewed) {
        remark(remarks, _("reviewed"));
    }
}

/* Where the hit is from and what it is worth. */
static void print_origin(const struct session *session, const struct direction *direction,
                         const cotexto_hit *hit)
{
    struct remarks remarks = {.any = false};
    paragraph_start(&remarks.paragraph, &session->cli->terminal, "", STYLE_PLAIN, 6);
    if (session->memories.count > 1) {
        remark_memory(&remarks, &session->memories, hit->memory);
        paragraph_add(&remarks.paragraph, cotexto_text_of(" · "), STYLE_FAINT);
    }
    add_place(&remarks.paragraph, hit);
    remarks.any = true;
    remark_review(&remarks, hit);
    remark_percent(&remarks, hit);
    remark_context(&remarks, hit);
    remark_variant(&remarks, hit, direction->from, direction->to);
    remark_flags(&remarks, hit);
    remark_others(&remarks, &session->memories, hit);
    paragraph_end(&remarks.paragraph);
    if (given(session->cli, OPTION_DETAILS))
        print_details(&session->cli->terminal, hit);
}

static void print_hit(const struct session *session, const struct direction *direction,
                      cotexto_text query, const cotexto_hit *hit)
{
    const struct terminal *terminal = &session->cli->terminal;
    struct paragraph paragraph;
    char label[16];
    snprintf(label, sizeof label, "%3d%%", hit->percent);
    paragraph_start(&paragraph, terminal, label, STYLE_STRONG, 6);
    print_difference(&paragraph, query, hit);
    paragraph_end(&paragraph);
    paragraph_start(&paragraph, terminal, "", STYLE_PLAIN, 6);
    paragraph_add_marked(&paragraph, hit->target, STYLE_STRONG, hit->changes, hit->change_count,
                         STYLE_CHANGE, "~", "~");
    paragraph_end(&paragraph);
    if (hit->adapted.length > 0) {
        const char *what = hit->flags & COTEXTO_FLAG_NUMBER ? _("numbers adapted") : _("adapted");
        paragraph_start(&paragraph, terminal, "   ≈", STYLE_PLAIN, 6);
        paragraph_add(&paragraph, hit->adapted, STYLE_STRONG);
        paragraph_add(&paragraph, cotexto_text_of("   "), STYLE_PLAIN);
        paragraph_add(&paragraph, cotexto_text_of(what), STYLE_FAINT);
        paragraph_end(&paragraph);
    }
    print_origin(session, direction, hit);
}

static void print_fragment(const struct terminal *terminal, cotexto_text query,
                           const cotexto_fragment *fragment)
{
    struct paragraph paragraph;
    paragraph_start(&paragraph, terminal, "   …", STYLE_PLAIN, 6);
    paragraph_add(&paragraph, part_of(query, fragment->query_start, fragment->query_end),
                  STYLE_STRONG);
    paragraph_end(&paragraph);
    paragraph_start(&paragraph, terminal, "", STYLE_PLAIN, 8);
    cotexto_range match = {fragment->source_start, fragment->source_end};
    paragraph_add_marked(&paragraph, fragment->source, STYLE_PLAIN, &match, 1, STYLE_FOUND, "[",
                         "]");
    paragraph_end(&paragraph);
    paragraph_start(&paragraph, terminal, "", STYLE_PLAIN, 8);
    paragraph_add_marked(&paragraph, fragment->target, STYLE_PLAIN, &fragment->target_match, 1,
                         STYLE_FOUND, "[", "]");
    paragraph_end(&paragraph);
    paragraph_start(&paragraph, terminal, "", STYLE_PLAIN, 8);
    paragraph_add(&paragraph, fragment->document, STYLE_FAINT);
    paragraph_end(&paragraph);
}

__attribute__((format(printf, 2, 3))) static void say(struct paragraph *paragraph,
                                                      const char *format, ...)
{
    char text[256];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    paragraph_add(paragraph, cotexto_text_of(text), STYLE_PLAIN);
}

static void print_summary(const struct session *session, const cotexto_answer *answer)
{
    struct paragraph paragraph;
    unsigned long long units = session->units;
    if (given(session->cli, OPTION_QUIET))
        return;
    paragraph_start(&paragraph, &session->cli->terminal, "", STYLE_PLAIN, 0);
    if (answer->hit_count == 0) {
        say(&paragraph,
            P_("No match of %ld %% or more among %llu unit.",
               "No match of %ld %% or more among %llu units.", units),
            (long)session->how.floor, units);
        if (answer->fragment_count > 0)
            say(&paragraph, " %s", _("These parts of it are there."));
    } else {
        say(&paragraph, P_("%zu match", "%zu matches", answer->hit_count), answer->hit_count);
        say(&paragraph, P_(" of %llu unit.", " of %llu units.", units), units);
    }
    if (given(session->cli, OPTION_TIMING))
        say(&paragraph, _(" %.2f ms."), (double)answer->nanoseconds / 1e6);
    if (answer->hit_count == 0 && session->how.floor > 50)
        say(&paragraph, " %s", _("Try --floor 50."));
    paragraph_end(&paragraph);
}

/* When nothing is found one way, perhaps the languages were mixed up. */
static bool print_way_back(struct session *session, const struct direction *direction,
                           const cotexto_query *query)
{
    const cotexto_answer *answer;
    cotexto_text nfc;
    if (session->direction_count > 1 || given(session->cli, OPTION_QUIET))
        return true;
    if (session->back == NULL &&
        (session->back = open_lookup(session, direction->to, direction->from)) == NULL)
        return false;
    if (!cotexto_lookup_in_context(session->back, query, &answer, &nfc, session->cli->error))
        return false;
    if (answer->hit_count > 0)
        printf(_("There is a match the other way: --from %s --to %s.\n"), direction->to,
               direction->from);
    return true;
}

static void print_human(const struct session *session, const struct direction *direction,
                        cotexto_text query, const cotexto_answer *answer)
{
    for (size_t i = 0; i < answer->hit_count; i++)
        print_hit(session, direction, query, &answer->hits[i]);
    for (size_t i = 0; i < answer->fragment_count; i++)
        print_fragment(&session->cli->terminal, query, &answer->fragments[i]);
    print_summary(session, answer);
}

/* ------------------------------------------------------------------------------------- tables */

static void print_table(cotexto_text query, const cotexto_answer *answer)
{
    for (size_t i = 0; i < answer->hit_count; i++) {
        const cotexto_hit *hit = &answer->hits[i];
        const cotexto_text cells[] = {hit->source, hit->target, hit->document, hit->date};
        print_cell(query);
        printf("\t%d", hit->percent);
        for (size_t k = 0; k < sizeof cells / sizeof *cells; k++) {
            putchar('\t');
            print_cell(cells[k]);
        }
        putchar('\n');
    }
}

/* ------------------------------------------------------------------------------------ queries */

/* The next line of standard input, without its end. */
static bool read_line(char **buffer, size_t *capacity, cotexto_text *line)
{
    ssize_t length = getline(buffer, capacity, stdin);
    if (length < 0)
        return false;
    while (length > 0 && ((*buffer)[length - 1] == '\n' || (*buffer)[length - 1] == '\r'))
        length--;
    *line = (cotexto_text){*buffer, (size_t)length};
    return true;
}

/* Whether an answer says more than the best so far. */
static bool is_better(const cotexto_answer *answer, const cotexto_answer *best)
{
    if (answer->hit_count == 0 || best->hit_count == 0)
        return answer->hit_count > best->hit_count ||
               (best->hit_count == 0 && answer->fragment_count > best->fragment_count);
    return answer->hits[0].percent > best->hits[0].percent;
}

static bool answer_query(struct session *session, const cotexto_query *query)
{
    const cotexto_answer *best = NULL, *answer;
    const struct direction *direction = NULL;
    cotexto_text best_nfc = query->text, nfc;
    for (size_t i = 0; i < session->direction_count; i++) {
        if (!cotexto_lookup_in_context(session->directions[i].lookup, query, &answer, &nfc,
                                       session->cli->error))
            return false;
        if (best == NULL || is_better(answer, best)) {
            best = answer;
            best_nfc = nfc;
            direction = &session->directions[i];
        }
    }
    session->found += best->hit_count;
    if (given(session->cli, OPTION_JSON))
        print_json(session, best_nfc, best);
    else if (session->cli->terminal.human)
        print_human(session, direction, best_nfc, best);
    else
        print_table(best_nfc, best);
    if (best->hit_count == 0 && session->cli->terminal.human && !given(session->cli, OPTION_JSON))
        return print_way_back(session, direction, query);
    return true;
}

/* A text of the command line, with the surroundings that the options give. */
static bool answer_word(struct session *session, const char *word)
{
    const struct cli *cli = session->cli;
    cotexto_query query = {
        .text = cotexto_text_of(word),
        .before = cotexto_text_of(value(cli, OPTION_BEFORE, NULL)),
        .after = cotexto_text_of(value(cli, OPTION_AFTER, NULL)),
        .id = cotexto_text_of(value(cli, OPTION_ID, NULL)),
    };
    return answer_query(session, &query);
}

static bool answer_lines(struct session *session)
{
    char *line = NULL;
    size_t capacity = 0;
    bool good = true;
    cotexto_query query = {.text = {NULL, 0}};
    while (good && read_line(&line, &capacity, &query.text)) {
        session->cli->input_line++;
        good = answer_query(session, &query);
        fflush(stdout); /* the other end of a pipe may wait for it */
    }
    free(line);
    if (good)
        session->cli->input_line = 0;
    return good;
}

/* ------------------------------------------------------------------------- lines in their order */

/* The lines of standard input. */
struct lines {
    cotexto_text *list;
    size_t count, capacity;
};

static bool keep_line(struct lines *lines, cotexto_text line)
{
    if (lines->count == lines->capacity) {
        size_t room = lines->capacity == 0 ? 64 : 2 * lines->capacity;
        cotexto_text *grown = reallocarray(lines->list, room, sizeof *grown);
        if (grown == NULL)
            return false;
        lines->list = grown;
        lines->capacity = room;
    }
    char *copy = strndup(line.bytes, line.length);
    if (copy == NULL)
        return false;
    lines->list[lines->count++] = (cotexto_text){copy, line.length};
    return true;
}

static void free_lines(struct lines *lines)
{
    for (size_t i = 0; i < lines->count; i++)
        free((char *)lines->list[i].bytes);
    free(lines->list);
}

/* The nearest line that says something: an empty one only ends a paragraph. */
static cotexto_text line_beside(const struct lines *lines, size_t at, int step)
{
    while (step > 0 ? ++at < lines->count : at-- > 0) {
        if (lines->list[at].length > 0)
            return lines->list[at];
    }
    return (cotexto_text){"", 0};
}

/* All lines are read first, for each is the context of those around it. */
static int answer_lines_in_order(struct session *session)
{
    struct lines lines = {.list = NULL};
    cotexto_text line;
    char *buffer = NULL;
    size_t capacity = 0;
    bool good = true, kept = true;
    while (kept && read_line(&buffer, &capacity, &line))
        kept = keep_line(&lines, line);
    free(buffer);
    for (size_t i = 0; kept && good && i < lines.count; i++) {
        cotexto_query query = {.text = lines.list[i],
                               .before = line_beside(&lines, i, -1),
                               .after = line_beside(&lines, i, 1)};
        session->cli->input_line = i + 1;
        good = answer_query(session, &query);
    }
    free_lines(&lines);
    if (!kept)
        fputs(_("cotexto: out of memory\n"), stderr);
    if (good)
        session->cli->input_line = 0;
    return !kept ? EXIT_IO : good ? 0 : fail(session->cli);
}

static int answer_all(struct session *session)
{
    struct cli *cli = session->cli;
    bool good = true;
    if (cli->arguments.word_count == 0 && given(cli, OPTION_CONTEXT))
        return answer_lines_in_order(session);
    for (size_t i = 0; good && i < cli->arguments.word_count; i++) {
        const char *word = cli->arguments.words[i];
        good = strcmp(word, "-") == 0 ? answer_lines(session) : answer_word(session, word);
    }
    if (good && cli->arguments.word_count == 0)
        good = answer_lines(session);
    return good ? 0 : fail(cli);
}

static int run_session(struct session *session)
{
    struct cli *cli = session->cli;
    char from[COTEXTO_TAG_SIZE], to[COTEXTO_TAG_SIZE];
    if (!read_tag(cli, OPTION_FROM, from) || !read_tag(cli, OPTION_TO, to) ||
        !memories_open(cli, &session->memories))
        return fail(cli);
    int code = choose_directions(session, from, to);
    if (code != 0)
        return code;
    if (!open_lookups(session))
        return fail(cli);
    code = answer_all(session);
    return code != 0 || session->found > 0 ? code : EXIT_NOTHING;
}

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
    long floor, limit;
    if (!number_value(cli, OPTION_FLOOR, 70, 0, 100, &floor) ||
        !number_value(cli, OPTION_LIMIT, 5, 1, INT_MAX, &limit) || !check_context(cli))
        return EXIT_USAGE;
    session.how =
        (cotexto_lookup_options){.floor = (int)floor,
                                 .limit = (size_t)limit,
                                 .exhaustive = given(cli, OPTION_EXHAUSTIVE),
                                 .fragments = given(cli, OPTION_JSON) || cli->terminal.human,
                                 .neighbours = given(cli, OPTION_DETAILS),
                                 .all = given(cli, OPTION_ALL)};
    if (!read_age(cli, &session.how) || !filter_asked(cli, &session.how.filter))
        return EXIT_USAGE;
    int code = run_session(&session);
    for (size_t i = 0; i < session.direction_count; i++)
        cotexto_lookup_free(session.directions[i].lookup);
    cotexto_lookup_free(session.back);
    memories_close(&session.memories);
    return code;
}
