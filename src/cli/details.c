/* What is told of a hit, for people and for programs. */
#include "cli/details.h"

#include <string.h>

#include "cli/json.h"

enum { PENALTIES = 7, INDENT = 6, NOTE_SIZE = 256 };

struct part {
    const char *name; /* in JSON, and translated for people */
    int points;
};

static void penalty_parts(const cotexto_hit *hit, struct part parts[PENALTIES])
{
    const struct part all[PENALTIES] = {
        {N_("alignment"), hit->penalty_alignment}, {N_("variant"), hit->penalty_variant},
        {N_("targets"), hit->penalty_targets},     {N_("memory"), hit->penalty_memory},
        {N_("document"), hit->penalty_document},   {N_("age"), hit->penalty_age},
        {N_("machine"), hit->penalty_machine},
    };
    memcpy(parts, all, sizeof all);
}

/* --------------------------------------------------------------------------------------- JSON */

static json_t *penalties_json(const cotexto_hit *hit)
{
    struct part parts[PENALTIES];
    json_t *object = json_object();
    penalty_parts(hit, parts);
    for (size_t i = 0; i < PENALTIES; i++) {
        if (parts[i].points > 0)
            json_object_set_new(object, parts[i].name, json_integer(parts[i].points));
    }
    return object;
}

static json_t *same_json(const cotexto_hit *hit)
{
    json_t *list = json_array();
    if (hit->same_before)
        json_array_append_new(list, json_string("before"));
    if (hit->same_after)
        json_array_append_new(list, json_string("after"));
    if (hit->same_id)
        json_array_append_new(list, json_string("id"));
    return list;
}

static json_t *others_json(const struct memories *memories, const cotexto_hit *hit)
{
    json_t *list = json_array();
    for (size_t i = 0; i < hit->other_count; i++) {
        const cotexto_origin *other = &hit->others[i];
        json_t *object = json_object();
        json_object_set_new(object, "memory",
                            json_string(cotexto_memory_path(memories->list[other->memory])));
        json_object_set_new(object, "unit", json_integer(other->unit));
        json_object_set_new(object, "document", text_json(other->document));
        json_array_append_new(list, object);
    }
    return list;
}

static void set_text(json_t *object, const char *key, cotexto_text text)
{
    json_object_set_new(object, key, text.length == 0 ? json_null() : text_json(text));
}

void details_json(const struct cli *cli, const struct memories *memories, const cotexto_hit *hit,
                  json_t *object)
{
    if (hit->context > 0)
        json_object_set_new(object, "context", json_integer(hit->context));
    if (!given(cli, OPTION_DETAILS))
        return;
    json_object_set_new(object, "same", same_json(hit));
    json_object_set_new(object, "penalties", penalties_json(hit));
    json_object_set_new(object, "source_lang", json_string(hit->source_lang));
    json_object_set_new(object, "target_lang", json_string(hit->target_lang));
    json_object_set_new(object, "memory",
                        json_string(cotexto_memory_path(memories->list[hit->memory])));
    json_object_set_new(object, "others", others_json(memories, hit));
    set_text(object, "title", hit->title);
    set_text(object, "date", hit->date);
    set_text(object, "url", hit->url);
    json_object_set_new(object, "position", json_integer(hit->position));
    json_object_set_new(object, "paragraph", json_integer(hit->paragraph));
    json_object_set_new(object, "reviewed", json_boolean(hit->reviewed));
    set_text(object, "created", hit->created);
    set_text(object, "creator", hit->creator);
    set_text(object, "changed", hit->changed);
    set_text(object, "changer", hit->changer);
    set_text(object, "before", hit->before);
    set_text(object, "after", hit->after);
}

/* --------------------------------------------------------------------------------- for people */

void remark(struct remarks *remarks, const char *text)
{
    paragraph_add(&remarks->paragraph, cotexto_text_of(remarks->any ? " · " : ""), STYLE_FAINT);
    paragraph_add(&remarks->paragraph, cotexto_text_of(text), STYLE_FAINT);
    remarks->any = true;
}

static cotexto_text memory_name(const struct memories *memories, size_t number)
{
    const char *path = cotexto_memory_path(memories->list[number]), *slash = strrchr(path, '/');
    const char *name = slash == NULL ? path : slash + 1, *dot = strrchr(name, '.');
    return (cotexto_text){name, dot == NULL || dot == name ? strlen(name) : (size_t)(dot - name)};
}

void remark_memory(struct remarks *remarks, const struct memories *memories, size_t number)
{
    paragraph_add(&remarks->paragraph, memory_name(memories, number), STYLE_FAINT);
    remarks->any = true;
}

void remark_percent(struct remarks *remarks, const cotexto_hit *hit)
{
    struct part parts[PENALTIES];
    char note[NOTE_SIZE];
    int length = snprintf(note, sizeof note, "%d = %d", hit->percent, hit->base);
    bool any = false;
    if (hit->context + hit->penalty == 0)
        return;
    if (hit->context > 0)
        length += snprintf(note + length, sizeof note - (size_t)length, " + %d", hit->context);
    if (hit->penalty > 0)
        length += snprintf(note + length, sizeof note - (size_t)length, " - %d", hit->penalty);
    penalty_parts(hit, parts);
    for (size_t i = 0; i < PENALTIES && length < (int)sizeof note; i++) {
        if (parts[i].points == 0)
            continue;
        length += snprintf(note + length, sizeof note - (size_t)length, "%s%s %d",
                           any ? ", " : " (", _(parts[i].name), parts[i].points);
        any = true;
    }
    if (any && length < (int)sizeof note)
        snprintf(note + length, sizeof note - (size_t)length, ")");
    remark(remarks, note);
}

void remark_context(struct remarks *remarks, const cotexto_hit *hit)
{
    if (hit->same_before && hit->same_after)
        remark(remarks, _("same sentences before and behind"));
    else if (hit->same_before)
        remark(remarks, _("same sentence before"));
    else if (hit->same_after)
        remark(remarks, _("same sentence behind"));
    if (hit->same_id)
        remark(remarks, _("same id"));
}

static void remark_one_variant(struct remarks *remarks, const char *found, const char *asked)
{
    char note[2 * COTEXTO_TAG_SIZE + 64];
    if (strchr(asked, '-') == NULL || strcmp(found, asked) == 0)
        return;
    snprintf(note, sizeof note, _("%s instead of %s"), found, asked);
    remark(remarks, note);
}

void remark_variant(struct remarks *remarks, const cotexto_hit *hit, const char *from,
                    const char *to)
{
    remark_one_variant(remarks, hit->source_lang, from);
    remark_one_variant(remarks, hit->target_lang, to);
}

void remark_others(struct remarks *remarks, const struct memories *memories, const cotexto_hit *hit)
{
    if (hit->other_count == 0)
        return;
    remark(remarks, _("also in"));
    paragraph_add(&remarks->paragraph, cotexto_text_of(" "), STYLE_FAINT);
    for (size_t i = 0; i < hit->other_count; i++) {
        struct paragraph *paragraph = &remarks->paragraph;
        if (i > 0)
            paragraph_add(paragraph, cotexto_text_of(", "), STYLE_FAINT);
        paragraph_add(paragraph, memory_name(memories, hit->others[i].memory), STYLE_FAINT);
        paragraph_add(paragraph, cotexto_text_of(": "), STYLE_FAINT);
        paragraph_add(paragraph, hit->others[i].document, STYLE_FAINT);
    }
}

static void print_detail(const struct terminal *terminal, const char *name, cotexto_text first,
                         cotexto_text second)
{
    struct paragraph paragraph;
    if (first.length + second.length == 0)
        return;
    paragraph_start(&paragraph, terminal, "", STYLE_PLAIN, INDENT);
    paragraph_add(&paragraph, cotexto_text_of(name), STYLE_FAINT);
    paragraph_add(&paragraph, cotexto_text_of(" "), STYLE_FAINT);
    paragraph_add(&paragraph, first, STYLE_FAINT);
    paragraph_add(&paragraph, cotexto_text_of(first.length > 0 && second.length > 0 ? ", " : ""),
                  STYLE_FAINT);
    paragraph_add(&paragraph, second, STYLE_FAINT);
    paragraph_end(&paragraph);
}

void print_details(const struct terminal *terminal, const cotexto_hit *hit)
{
    const cotexto_text none = {"", 0};
    print_detail(terminal, _("title:"), hit->title, none);
    print_detail(terminal, _("address:"), hit->url, none);
    print_detail(terminal, _("made:"), hit->creator, hit->created);
    if (hit->changed.length != hit->created.length ||
        (hit->changed.length > 0 &&
         memcmp(hit->changed.bytes, hit->created.bytes, hit->changed.length) != 0))
        print_detail(terminal, _("changed:"), hit->changer, hit->changed);
    print_detail(terminal, _("before:"), hit->before, none);
    print_detail(terminal, _("behind:"), hit->after, none);
}
