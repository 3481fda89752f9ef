/* Terms from a table. */
#include "desk/terms.h"

#include "base/error.h"
#include "base/file.h"
#include "base/message.h"
#include "base/text.h"
#include "desk/lines.h"
#include "text/unicode.h"

#include <unicode/unorm2.h>

void terms_free(struct term_list *terms)
{
    arena_free(&terms->arena);
    *terms = (struct term_list){0};
}

/* The cells of a line but the first. */
static bool add_targets(struct term_list *terms, cotexto_text rest, cotexto_term *term,
                        cotexto_error *error)
{
    cotexto_text *targets = NULL;
    size_t room = 0;
    while (rest.length > 0) {
        cotexto_text cell = text_trim(line_cell(&rest));
        if (cell.length == 0)
            continue;
        targets = arena_grow(&terms->arena, targets, term->target_count, &room, sizeof *targets);
        if (targets == NULL)
            return error_no_memory(error);
        targets[term->target_count++] = cell;
    }
    term->targets = targets;
    return true;
}

static bool add_line(void *context, cotexto_text line, cotexto_error *error)
{
    struct term_list *terms = context;
    UErrorCode status = U_ZERO_ERROR;
    cotexto_term term = {0};
    if (text_trim(line).length == 0 || line.bytes[0] == '#')
        return true;
    if (!unicode_normalize(unorm2_getNFCInstance(&status), line, &terms->arena, &line, error))
        return false;
    cotexto_text rest = arena_text(&terms->arena, line);
    if (rest.bytes == NULL)
        return error_no_memory(error);
    term.source = text_trim(line_cell(&rest));
    if (!add_targets(terms, rest, &term, error))
        return false;
    if (term.source.length == 0 || term.target_count == 0) {
        error_set(error, COTEXTO_DATA, "bad-glossary", "%s",
                  _("a term and its translation are expected, with a tab between"));
        return false;
    }
    terms->list =
        arena_grow(&terms->arena, terms->list, terms->count, &terms->room, sizeof *terms->list);
    if (terms->list == NULL)
        return error_no_memory(error);
    terms->list[terms->count++] = term;
    return true;
}

bool terms_read(struct term_list *terms, const char *path, cotexto_error *error)
{
    return lines_read(path, "bad-glossary", add_line, terms, error);
}
