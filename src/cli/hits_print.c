/* The answer of a lookup, for people, as a table and as JSON. */
#include "cli/hits_print.h"

#include "cli/details.h"
#include "cli/difference.h"
#include "cli/json.h"
#include "cli/term_print.h"

#include <stdarg.h>

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
    if (flags & COTEXTO_FLAG_TERM)
        json_array_append_new(list, json_string("term"));
    return list;
}

static json_t *changes_json(const cotexto_hit *hit)
{
    json_t *list = json_array();
    for (size_t i = 0; i < hit->change_count; i++)
        json_array_append_new(list, range_json(hit->target, hit->changes[i]));
    return list;
}

static json_t *hit_json(const struct asked *asked, const cotexto_hit *hit)
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
    details_json(asked->cli, asked->memories, hit, object);
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

static json_t *terms_json(const cotexto_answer *answer, cotexto_text query)
{
    json_t *list = json_array();
    for (size_t i = 0; i < answer->term_count; i++) {
        const cotexto_found_term *term = &answer->terms[i];
        json_t *object = range_json(query, (cotexto_range){term->start, term->end});
        json_t *targets = json_array();
        for (size_t k = 0; k < term->target_count; k++)
            json_array_append_new(targets, term_json(&term->targets[k]));
        json_object_set_new(object, "term", text_json(term->term));
        if (term->subject.length > 0)
            json_object_set_new(object, "subject", text_json(term->subject));
        json_object_set_new(object, "targets", targets);
        json_array_append_new(list, object);
    }
    return list;
}

static void print_json(const struct asked *asked, cotexto_text query, const cotexto_answer *answer)
{
    json_t *object = json_object(), *hits = json_array();
    for (size_t i = 0; i < answer->hit_count; i++)
        json_array_append_new(hits, hit_json(asked, &answer->hits[i]));
    json_object_set_new(object, "query", text_json(query));
    json_object_set_new(object, "hits", hits);
    if (answer->fragment_count > 0)
        json_object_set_new(object, "fragments", fragments_json(answer, query));
    if (answer->term_count > 0)
        json_object_set_new(object, "terms", terms_json(answer, query));
    if (given(asked->cli, OPTION_TIMING))
        json_object_set_new(object, "micros",
                            json_integer((json_int_t)(answer->nanoseconds / 1000)));
    print_json_line(asked->terminal.stream, object);
}

/* --------------------------------------------------------------------------------- for people */

static void remark_flags(struct remarks *remarks, const cotexto_hit *hit)
{
    if (hit->flags & COTEXTO_FLAG_NEGATION)
        remark(remarks, _("negation differs!"));
    if (hit->flags & COTEXTO_FLAG_NUMBER)
        remark(remarks, _("numbers differ"));
    if (hit->flags & COTEXTO_FLAG_FORMATTING)
        remark(remarks, _("only formatting differs"));
    if (hit->flags & COTEXTO_FLAG_TERM)
        remark(remarks, _("not the glossary's term!"));
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
static void print_origin(const struct asked *asked, const cotexto_hit *hit)
{
    struct remarks remarks = {.any = false};
    paragraph_start(&remarks.paragraph, &asked->terminal, "", STYLE_PLAIN, 6);
    if (asked->memories->count > 1) {
        remark_memory(&remarks, asked->memories, hit->memory);
        paragraph_add(&remarks.paragraph, cotexto_text_of(" · "), STYLE_FAINT);
    }
    add_place(&remarks.paragraph, hit);
    remarks.any = true;
    remark_review(&remarks, hit);
    remark_percent(&remarks, hit);
    remark_context(&remarks, hit);
    remark_variant(&remarks, hit, asked->from, asked->to);
    remark_flags(&remarks, hit);
    remark_others(&remarks, asked->memories, hit);
    paragraph_end(&remarks.paragraph);
    if (given(asked->cli, OPTION_DETAILS))
        print_details(&asked->terminal, hit);
}

static void print_hit(const struct asked *asked, cotexto_text query, const cotexto_hit *hit)
{
    const struct terminal *terminal = &asked->terminal;
    struct paragraph paragraph;
    char label[16];
    snprintf(label, sizeof label, "%3d%%", hit->percent);
    paragraph_start(&paragraph, terminal, label, STYLE_STRONG, 6);
    paragraph_add_difference(&paragraph, hit->source, query, hit->edits, hit->edit_count);
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
    print_origin(asked, hit);
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

/* A term of the query and what the glossary has for it; once, however often it stands there. */
static void print_term(const struct terminal *terminal, const cotexto_answer *answer, size_t number)
{
    const cotexto_found_term *term = &answer->terms[number];
    struct paragraph paragraph;
    for (size_t i = 0; i < number; i++) {
        if (answer->terms[i].targets == term->targets)
            return;
    }
    paragraph_start(&paragraph, terminal, "   §", STYLE_PLAIN, 6);
    paragraph_add(&paragraph, term->term, STYLE_STRONG);
    for (size_t i = 0; i < term->target_count; i++) {
        paragraph_add(&paragraph, cotexto_text_of(i == 0 ? " = " : " · "), STYLE_FAINT);
        paragraph_add_term(&paragraph, &term->targets[i]);
    }
    if (term->subject.length > 0) {
        paragraph_add(&paragraph, cotexto_text_of("  "), STYLE_PLAIN);
        paragraph_add(&paragraph, term->subject, STYLE_FAINT);
    }
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

static void print_summary(const struct asked *asked, const cotexto_answer *answer)
{
    struct paragraph paragraph;
    unsigned long long units = asked->units;
    if (given(asked->cli, OPTION_QUIET))
        return;
    paragraph_start(&paragraph, &asked->terminal, "", STYLE_PLAIN, 0);
    if (answer->hit_count == 0) {
        say(&paragraph,
            P_("No match of %ld %% or more among %llu unit.",
               "No match of %ld %% or more among %llu units.", units),
            asked->floor, units);
        if (answer->fragment_count > 0)
            say(&paragraph, " %s", _("These parts of it are there."));
    } else {
        say(&paragraph, P_("%zu match", "%zu matches", answer->hit_count), answer->hit_count);
        say(&paragraph, P_(" of %llu unit.", " of %llu units.", units), units);
    }
    if (given(asked->cli, OPTION_TIMING))
        say(&paragraph, _(" %.2f ms."), (double)answer->nanoseconds / 1e6);
    if (answer->hit_count == 0 && asked->floor > 50)
        say(&paragraph, " %s", _("Try --floor 50."));
    paragraph_end(&paragraph);
}

static void print_human(const struct asked *asked, cotexto_text query, const cotexto_answer *answer)
{
    for (size_t i = 0; i < answer->hit_count; i++)
        print_hit(asked, query, &answer->hits[i]);
    for (size_t i = 0; i < answer->fragment_count; i++)
        print_fragment(&asked->terminal, query, &answer->fragments[i]);
    for (size_t i = 0; i < answer->term_count; i++)
        print_term(&asked->terminal, answer, i);
    print_summary(asked, answer);
    if (asked->matches_back)
        fprintf(asked->terminal.stream, _("There is a match the other way: --from %s --to %s.\n"),
                asked->to, asked->from);
}

/* ------------------------------------------------------------------------------------- tables */

static void print_table(FILE *stream, cotexto_text query, const cotexto_answer *answer)
{
    for (size_t i = 0; i < answer->hit_count; i++) {
        const cotexto_hit *hit = &answer->hits[i];
        const cotexto_text cells[] = {hit->source, hit->target, hit->document, hit->date};
        print_cell(stream, query);
        fprintf(stream, "\t%d", hit->percent);
        for (size_t k = 0; k < sizeof cells / sizeof *cells; k++) {
            fputc('\t', stream);
            print_cell(stream, cells[k]);
        }
        fputc('\n', stream);
    }
}

/* ------------------------------------------------------------------------------------- whole */

void print_answer(const struct asked *asked, cotexto_text query, const cotexto_answer *answer)
{
    if (given(asked->cli, OPTION_JSON))
        print_json(asked, query, answer);
    else if (asked->terminal.human)
        print_human(asked, query, answer);
    else
        print_table(asked->terminal.stream, query, answer);
}
