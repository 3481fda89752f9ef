/* Changes of the memory, as they are asked for and told. */
#include "cli/changes.h"
#include "cli/difference.h"
#include "cli/json.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const char *const kinds[] = {
    [COTEXTO_UNIT_ADDED] = "add",
    [COTEXTO_UNIT_CHANGED] = "change",
    [COTEXTO_UNIT_DELETED] = "delete",
};

/* --------------------------------------------------------------------------------------- JSON */

static json_t *side_json(cotexto_text text)
{
    return text.length == 0 ? json_null() : text_json(text);
}

static void print_json(const cotexto_change *change)
{
    json_t *object = json_object(), *texts = json_array();
    for (size_t i = 0; i < change->text_count; i++) {
        const cotexto_changed_text *text = &change->texts[i];
        json_array_append_new(texts,
                              json_pack("{s:s, s:o, s:o}", "lang", text->lang, "before",
                                        side_json(text->before), "after", side_json(text->after)));
    }
    json_object_set_new(object, "action", json_string(kinds[change->kind]));
    json_object_set_new(object, "unit", json_integer(change->unit));
    json_object_set_new(object, "document", text_json(change->document));
    if (*change->reason != '\0')
        json_object_set_new(object, "reason", json_string(change->reason));
    json_object_set_new(object, "texts", texts);
    print_json_line(stdout, object);
}

/* --------------------------------------------------------------------------- tab and terminal */

static bool is_same(const cotexto_changed_text *text)
{
    return text->before.length == text->after.length &&
           (text->before.length == 0 ||
            memcmp(text->before.bytes, text->after.bytes, text->before.length) == 0);
}

/* unit, action, reason, language, text before, text after. A unit whose texts stay the same has
 * been reviewed, or is no longer. */
static void print_row(const cotexto_change *change, const cotexto_changed_text *text)
{
    const char *reason = change->reason;
    if (*reason == '\0' && change->texts_same && change->reviewed[0] != change->reviewed[1])
        reason = change->reviewed[1] ? "reviewed" : "not-reviewed";
    printf("%lld\t%s\t%s\t%s\t", (long long)change->unit, kinds[change->kind], reason, text->lang);
    print_cell(stdout, text->before);
    putchar('\t');
    print_cell(stdout, text->after);
    putchar('\n');
}

static const char *explain(const cotexto_change *change)
{
    static const struct {
        const char *reason, *text;
    } reasons[] = {
        {"blanks", N_("superfluous blanks")},           {"controls", N_("invisible characters")},
        {"mojibake", N_("wrongly decoded characters")}, {"empty", N_("empty")},
        {"untranslated", N_("not translated")},         {"duplicate", N_("there twice")}};
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++) {
        if (strcmp(reasons[i].reason, change->reason) == 0)
            return _(reasons[i].text);
    }
    return change->reason;
}

static void print_head(const struct terminal *terminal, const cotexto_change *change)
{
    static const char *const names[] = {
        [COTEXTO_UNIT_ADDED] = N_("unit %lld added"),
        [COTEXTO_UNIT_CHANGED] = N_("unit %lld changed"),
        [COTEXTO_UNIT_DELETED] = N_("unit %lld deleted"),
    };
    char label[64];
    struct paragraph paragraph;
    paragraph_start(&paragraph, terminal, "", STYLE_PLAIN, 0);
    snprintf(label, sizeof label, _(names[change->kind]), (long long)change->unit);
    paragraph_add(&paragraph, cotexto_text_of(label), STYLE_STRONG);
    if (*change->reason != '\0') {
        paragraph_add(&paragraph, cotexto_text_of(": "), STYLE_PLAIN);
        paragraph_add(&paragraph, cotexto_text_of(explain(change)), STYLE_PLAIN);
    }
    if (change->reviewed[0] != change->reviewed[1] && change->kind == COTEXTO_UNIT_CHANGED) {
        paragraph_add(&paragraph, cotexto_text_of(" · "), STYLE_FAINT);
        paragraph_add(&paragraph,
                      cotexto_text_of(change->reviewed[1] ? _("reviewed") : _("not reviewed")),
                      STYLE_PLAIN);
    }
    if (change->document.length > 0) {
        paragraph_add(&paragraph, cotexto_text_of(" · "), STYLE_FAINT);
        paragraph_add(&paragraph, change->document, STYLE_FAINT);
    }
    paragraph_end(&paragraph);
}

static void print_text(const struct terminal *terminal, const cotexto_changed_text *text)
{
    char label[COTEXTO_TAG_SIZE];
    struct paragraph paragraph;
    snprintf(label, sizeof label, " %s", text->lang);
    paragraph_start(&paragraph, terminal, label, STYLE_FAINT, 6);
    if (text->edit_count > 0) {
        paragraph_add_difference(&paragraph, text->before, text->after, text->edits,
                                 text->edit_count);
    } else if (is_same(text)) {
        paragraph_add(&paragraph, text->after, STYLE_PLAIN);
    } else {
        paragraph_add_removed(&paragraph, text->before);
        paragraph_add_added(&paragraph, text->after);
    }
    paragraph_end(&paragraph);
}

void print_change(const struct cli *cli, const cotexto_change *change)
{
    if (given(cli, OPTION_JSON)) {
        print_json(change);
        return;
    }
    if (cli->terminal.human)
        print_head(&cli->terminal, change);
    for (size_t i = 0; i < change->text_count; i++) {
        if (cli->terminal.human)
            print_text(&cli->terminal, &change->texts[i]);
        else if (!is_same(&change->texts[i]) || change->texts_same)
            print_row(change, &change->texts[i]);
    }
}

/* ------------------------------------------------------------------------------------ options */

static void print_planned(void *context, const cotexto_change *change)
{
    struct cli *cli = context;
    progress_clear(&cli->progress);
    print_change(cli, change);
}

cotexto_change_options change_asked(struct cli *cli)
{
    return (cotexto_change_options){
        .user = user_name(cli),
        .dry_run = given(cli, OPTION_DRY_RUN),
        .progress = progress_callback(&cli->progress),
        .changed = given(cli, OPTION_DRY_RUN) ? print_planned : NULL,
        .context = cli,
    };
}

bool numbers_read(const char *text, int64_t **numbers, size_t *count)
{
    *numbers = calloc(strlen(text) / 2 + 1, sizeof **numbers);
    *count = 0;
    while (*numbers != NULL && *text != '\0') {
        char *end;
        errno = 0;
        long long number = strtoll(text, &end, 10);
        if (end == text || errno != 0 || number < 1 || (*end != ',' && *end != '\0'))
            return false;
        (*numbers)[(*count)++] = number;
        text = *end == ',' ? end + 1 : end;
    }
    return *numbers != NULL;
}

static bool units_asked(const struct cli *cli, cotexto_selection *out)
{
    const char *text = value(cli, OPTION_UNIT, "");
    int64_t *units;
    bool good = numbers_read(text, &units, &out->unit_count);
    out->units = units;
    if (!good)
        usage(cli, _("--unit takes numbers of units, as in 5,6,7, not \"%s\""), text);
    return good;
}

bool selection_asked(const struct cli *cli, cotexto_selection *out)
{
    *out = (cotexto_selection){.lang = value(cli, OPTION_LANG, NULL),
                               .is_pattern = given(cli, OPTION_REGEX)};
    return units_asked(cli, out) && filter_asked(cli, &out->filter);
}

void selection_free(cotexto_selection *selection)
{
    free((int64_t *)selection->units);
}

bool revision_of(const struct cli *cli, const char *text, long *revision)
{
    char *end;
    errno = 0;
    *revision = strtol(text, &end, 10);
    if (end != text && *end == '\0' && errno == 0 && *revision > 0)
        return true;
    usage(cli, _("a revision is a number from 1, not \"%s\""), text);
    return false;
}

/* ------------------------------------------------------------------------------------ the end */

/* A line with a count, unless it is 0. */
__attribute__((format(printf, 1, 0))) static void say(const char *format, uint64_t count)
{
    if (count > 0)
        fprintf(stderr, format, (unsigned long long)count);
}

static void print_counts(const struct cli *cli, const cotexto_change_counts *counts)
{
    if (given(cli, OPTION_JSON)) {
        json_t *object =
            json_pack("{s:I, s:I, s:I, s:I, s:I}", "added", (json_int_t)counts->added, "changed",
                      (json_int_t)counts->changed, "deleted", (json_int_t)counts->deleted, "kept",
                      (json_int_t)counts->kept, "revision", (json_int_t)counts->revision);
        if (counts->entries > 0)
            json_object_set_new(object, "entries", json_integer((json_int_t)counts->entries));
        print_json_line(stdout, object);
        return;
    }
    if (given(cli, OPTION_QUIET))
        return;
    say(P_("%llu unit added\n", "%llu units added\n", counts->added), counts->added);
    say(P_("%llu unit changed\n", "%llu units changed\n", counts->changed), counts->changed);
    say(P_("%llu unit deleted\n", "%llu units deleted\n", counts->deleted), counts->deleted);
    say(P_("%llu entry of the glossary taken back\n", "%llu entries of the glossary taken back\n",
           counts->entries),
        counts->entries);
    say(P_("%llu unit left as it is: it would lose a text or an inline tag\n",
           "%llu units left as they are: they would lose a text or an inline tag\n", counts->kept),
        counts->kept);
    if (given(cli, OPTION_DRY_RUN))
        fprintf(stderr, "%s\n", _("A dry run: nothing was stored."));
    else if (counts->revision != 0)
        fprintf(stderr, _("To take it back: cotexto undo %lld\n"), (long long)counts->revision);
    else
        fputs(_("Nothing to change.\n"), stderr);
}

int finish_change(struct cli *cli, bool good, const cotexto_change_counts *counts)
{
    progress_clear(&cli->progress);
    if (!good)
        return fail(cli);
    print_counts(cli, counts);
    return counts->added + counts->changed + counts->deleted > 0 || counts->revision != 0
               ? 0
               : EXIT_NOTHING;
}
