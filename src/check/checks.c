/* The table of checks, and how a translation is cut for them. */
#include "check/check.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/utf8.h>

#include "base/error.h"
#include "base/message.h"
#include "base/text.h"

static const struct {
    const char *name;
    void (*run)(struct check_unit *unit); /* NULL: runs elsewhere (consistency.c) */
} checks[COTEXTO_CHECK_COUNT] = {
    [COTEXTO_CHECK_EMPTY] = {"empty", check_empty},
    [COTEXTO_CHECK_UNTRANSLATED] = {"untranslated", check_untranslated},
    [COTEXTO_CHECK_LANGUAGE] = {"language", check_language_of},
    [COTEXTO_CHECK_LENGTH] = {"length", check_length},
    [COTEXTO_CHECK_NUMBERS] = {"numbers", check_numbers},
    [COTEXTO_CHECK_DATES] = {"dates", check_dates},
    [COTEXTO_CHECK_TAGS] = {"tags", check_tags},
    [COTEXTO_CHECK_PLACEHOLDERS] = {"placeholders", check_placeholders},
    [COTEXTO_CHECK_END] = {"end", check_end},
    [COTEXTO_CHECK_BRACKETS] = {"brackets", check_brackets},
    [COTEXTO_CHECK_QUOTES] = {"quotes", check_quotes},
    [COTEXTO_CHECK_OPENING] = {"opening", check_opening},
    [COTEXTO_CHECK_DOUBLE] = {"double", check_double},
    [COTEXTO_CHECK_BLANKS] = {"blanks", check_blanks},
    [COTEXTO_CHECK_MOJIBAKE] = {"mojibake", check_mojibake},
    [COTEXTO_CHECK_CONTROL] = {"control", check_control},
    [COTEXTO_CHECK_TERMS] = {"terms", check_terms},
    [COTEXTO_CHECK_TARGETS] = {"targets", NULL},
    [COTEXTO_CHECK_SOURCES] = {"sources", NULL},
};

const char *cotexto_check_name(cotexto_check_rule check)
{
    return check < COTEXTO_CHECK_COUNT ? checks[check].name : "";
}

cotexto_check_rule cotexto_check_named(const char *name, size_t length, cotexto_error *error)
{
    struct string all = {0};
    for (size_t i = 0; i < COTEXTO_CHECK_COUNT; i++) {
        if (strlen(checks[i].name) == length && memcmp(checks[i].name, name, length) == 0) {
            string_free(&all);
            return (cotexto_check_rule)i;
        }
        string_append_format(&all, "%s%s", i > 0 ? ", " : "", checks[i].name);
    }
    error_set(error, COTEXTO_USAGE, "unknown-check", _("there is no rule \"%.*s\""), (int)length,
              name);
    error_hint(error, _("the rules are %s"), string_c(&all));
    string_free(&all);
    return COTEXTO_CHECK_COUNT;
}

/* ----------------------------------------------------------------------------------- languages */

struct check_language *check_language_new(const char *lang, cotexto_error *error)
{
    struct check_language *language = calloc(1, sizeof *language);
    if (language == NULL) {
        error_no_memory(error);
        return NULL;
    }
    snprintf(language->lang, sizeof language->lang, "%s", lang);
    language->tokenizer = tokenizer_new(lang, true, error);
    if (language->tokenizer != NULL)
        language->conventions = conventions_new(lang, language->tokenizer, error);
    if (language->conventions != NULL)
        return language;
    check_language_free(language);
    return NULL;
}

void check_language_free(struct check_language *language)
{
    if (language == NULL)
        return;
    speller_free(language->speller);
    conventions_free(language->conventions);
    tokenizer_free(language->tokenizer);
    free(language);
}

/* --------------------------------------------------------------------------------------- units */

static bool prepare_side(struct check_side *side, struct check_language *language,
                         const struct variant *variant, struct arena *arena, cotexto_error *error)
{
    side->language = language;
    side->text = variant->text;
    side->tags = variant->tags;
    if (!tokenizer_run(language->tokenizer, side->text, side->tags, arena, &side->tokens, error))
        return false;
    struct match_text text = {side->text, &side->tokens, language->conventions};
    return placeables_find(&text, language->conventions->order, arena, &side->placeables, error);
}

bool check_prepare(struct check_unit *unit, struct check_language *source,
                   struct check_language *target, const struct variant *from,
                   const struct variant *to, struct arena *arena, cotexto_error *error)
{
    *unit = (struct check_unit){.arena = arena};
    return prepare_side(&unit->source, source, from, arena, error) &&
           prepare_side(&unit->target, target, to, arena, error);
}

bool check_run(struct check_unit *unit, uint32_t asked, cotexto_error *error)
{
    bool empty = text_trim(unit->target.text).length == 0;
    if (text_trim(unit->source.text).length == 0)
        return true;
    for (size_t i = 0; i < COTEXTO_CHECK_COUNT; i++) {
        /* there is nothing else to say of an empty translation */
        if ((asked & 1U << i) != 0 && checks[i].run != NULL && (!empty || i == COTEXTO_CHECK_EMPTY))
            checks[i].run(unit);
    }
    return !unit->failed || error_no_memory(error);
}

static size_t found_of(const struct check_unit *unit, cotexto_check_rule check)
{
    size_t count = 0;
    for (size_t i = 0; i < unit->count; i++)
        count += unit->findings[i].check == check;
    return count;
}

void check_report(struct check_unit *unit, cotexto_check_rule check, cotexto_severity severity,
                  cotexto_range source, cotexto_range target, const char *format, ...)
{
    va_list arguments;
    char message[512];
    if (unit->failed || found_of(unit, check) >= CHECK_FINDINGS_MOST)
        return;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    unit->findings =
        arena_grow(unit->arena, unit->findings, unit->count, &unit->room, sizeof *unit->findings);
    struct check_finding finding = {check, severity, source, target,
                                    arena_text(unit->arena, cotexto_text_of(message))};
    unit->failed = unit->findings == NULL || finding.message.bytes == NULL;
    if (!unit->failed)
        unit->findings[unit->count++] = finding;
}

const char *check_quote(struct check_unit *unit, cotexto_text text, cotexto_range range)
{
    enum { MOST = 80 };
    cotexto_text part = text_slice(text, range.start, range.end);
    if (part.length > MOST) {
        size_t length = MOST;
        U8_SET_CP_START((const uint8_t *)part.bytes, 0, length);
        part.length = length;
    }
    const char *quote = arena_text(unit->arena, part).bytes;
    unit->failed = unit->failed || quote == NULL;
    return quote == NULL ? "" : quote;
}

bool check_same_words(const struct check_unit *unit)
{
    const struct tokens *a = &unit->source.tokens, *b = &unit->target.tokens;
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++) {
        if (!text_equal(a->items[i].fold, b->items[i].fold))
            return false;
    }
    return true;
}
