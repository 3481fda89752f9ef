/* Terms on the terminal and as JSON. */
#include "cli/term_print.h"

#include "cli/cli.h"

void paragraph_add_term(struct paragraph *paragraph, const cotexto_glossary_term *term)
{
    static const char *const names[COTEXTO_TERM_STATUSES] = {
        [COTEXTO_TERM_PREFERRED] = N_("preferred"),
        [COTEXTO_TERM_ADMITTED] = N_("admitted"),
        [COTEXTO_TERM_DEPRECATED] = N_("not to be used"),
    };
    bool deprecated = term->status == COTEXTO_TERM_DEPRECATED;
    paragraph_add(paragraph, term->text, deprecated ? STYLE_FAINT : STYLE_PLAIN);
    if (names[term->status] == NULL)
        return;
    paragraph_add(paragraph, cotexto_text_of(" ("), STYLE_FAINT);
    paragraph_add(paragraph, cotexto_text_of(_(names[term->status])), STYLE_FAINT);
    paragraph_add(paragraph, cotexto_text_of(")"), STYLE_FAINT);
}

json_t *term_json(const cotexto_glossary_term *term)
{
    json_t *object = json_object();
    json_object_set_new(object, "lang", json_string(term->lang));
    json_object_set_new(object, "text", text_json(term->text));
    if (term->status != COTEXTO_TERM_UNMARKED)
        json_object_set_new(object, "status", json_string(cotexto_term_status_name(term->status)));
    if (term->part_of_speech.length > 0)
        json_object_set_new(object, "part_of_speech", text_json(term->part_of_speech));
    if (term->note.length > 0)
        json_object_set_new(object, "note", text_json(term->note));
    return object;
}
