/* How often each check speaks of human translations that nobody touched (false alarms, as far as
 * the translations are right), and how often it finds an error that was planted for it.
 *
 *   check PAIRS SOURCE TARGET [RULE]
 *
 * PAIRS: source, tab, target, a line each; more columns are ignored. RULE: also print what was
 * planted for it and not found.
 *
 * Planted is where the check says nothing without the error. Severities are counted from warning
 * on.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/file.h"
#include "base/text.h"
#include "check/check.h"
#include "text/unicode.h"

struct pair {
    cotexto_text source, target;
};

struct bench {
    struct pair *pairs;
    size_t count, room;
    struct check_language *source, *target;
    struct check_habits habits;
    struct arena arena;
    struct string planted_target;
    size_t alarms[COTEXTO_CHECK_COUNT], notes[COTEXTO_CHECK_COUNT];
    size_t planted[COTEXTO_CHECK_COUNT], found[COTEXTO_CHECK_COUNT];
    struct glossary *glossary; /* of the present pair */
    cotexto_check_rule listed; /* COTEXTO_CHECK_COUNT: none */
};

static void die(const char *what)
{
    fprintf(stderr, "check: %s\n", what);
    exit(1);
}

static cotexto_text cell(cotexto_text *line)
{
    const char *tab = memchr(line->bytes, '\t', line->length);
    size_t length = tab == NULL ? line->length : (size_t)(tab - line->bytes);
    cotexto_text out = text_slice(*line, 0, length);
    *line = text_slice(*line, tab == NULL ? length : length + 1, line->length);
    return out;
}

static void read_pairs(struct bench *bench, cotexto_text text)
{
    while (text.length > 0) {
        const char *end = memchr(text.bytes, '\n', text.length);
        size_t length = end == NULL ? text.length : (size_t)(end - text.bytes);
        cotexto_text line = text_slice(text, 0, length);
        text = text_slice(text, end == NULL ? length : length + 1, text.length);
        struct pair pair = {.source = cell(&line)};
        pair.target = cell(&line);
        if (pair.source.length == 0 || pair.target.length == 0)
            continue;
        if (!array_reserve(&bench->pairs, &bench->room, bench->count + 1, sizeof *bench->pairs))
            die("out of memory");
        bench->pairs[bench->count++] = pair;
    }
}

/* ------------------------------------------------------------------------------------ checking */

static bool prepare(struct bench *bench, const struct pair *pair, struct check_unit *unit)
{
    struct variant from = {.lang = bench->source->lang, .text = pair->source},
                   to = {.lang = bench->target->lang, .text = pair->target};
    bool good = check_prepare(unit, bench->source, bench->target, &from, &to, &bench->arena, NULL);
    unit->habits = &bench->habits;
    unit->glossary = bench->glossary;
    return good;
}

/* The bits of the checks that speak, from this severity on. */
static uint32_t speak(struct bench *bench, const struct pair *pair, uint32_t checks,
                      cotexto_severity least)
{
    struct check_unit unit;
    uint32_t bits = 0;
    if (!prepare(bench, pair, &unit) || !check_run(&unit, checks, NULL))
        die("out of memory");
    for (size_t i = 0; i < unit.count; i++)
        bits |= unit.findings[i].severity >= least ? 1U << unit.findings[i].check : 0;
    return bits;
}

/* ------------------------------------------------------------------------------------- planting */

/* The target with bytes from..to replaced. */
static bool splice(struct bench *bench, cotexto_text target, size_t from, size_t to,
                   const char *instead)
{
    struct string *out = &bench->planted_target;
    string_reset(out);
    string_append(out, target.bytes, from);
    string_append_c(out, instead);
    string_append(out, target.bytes + to, target.length - to);
    return !out->failed;
}

/* The place of the last of some strings in a text; false: it has none. */
static bool find_last(cotexto_text text, const char *const *list, size_t *at, size_t *length)
{
    for (size_t i = text.length; i-- > 0;) {
        for (const char *const *one = list; *one != NULL; one++) {
            *length = strlen(*one);
            if (i + *length <= text.length && memcmp(text.bytes + i, *one, *length) == 0) {
                *at = i;
                return true;
            }
        }
    }
    return false;
}

static bool remove_last(struct bench *bench, cotexto_text target, const char *const *list)
{
    size_t at, length;
    return find_last(target, list, &at, &length) && splice(bench, target, at, at + length, "");
}

/* A digit of a number becomes another. */
static bool plant_number(struct bench *bench, const struct check_unit *unit)
{
    for (size_t i = 0; i < unit->target.tokens.count; i++) {
        const struct token *token = &unit->target.tokens.items[i];
        if (token->class != TOKEN_NUMBER)
            continue;
        char other[2] = {unit->target.text.bytes[token->start], '\0'};
        if (other[0] < '0' || other[0] > '9')
            continue;
        other[0] = other[0] == '9' ? '1' : (char)(other[0] + 1);
        return splice(bench, unit->target.text, token->start, token->start + 1, other);
    }
    return false;
}

static bool plant_date(struct bench *bench, const struct check_unit *unit)
{
    const struct placeables *in = &unit->target.placeables;
    for (size_t i = 0; i < in->count; i++) {
        const struct placeable *placeable = &in->items[i];
        if (placeable->name == NULL || placeable->kind != PLACEABLE_MONTH)
            continue;
        unsigned number = placeable->name->number % 12 + 1;
        const struct name *other =
            conventions_name(unit->target.language->conventions, placeable->name->form, number);
        char name[64];
        if (other == NULL)
            return false;
        snprintf(name, sizeof name, "%.*s", (int)other->text.length, other->text.bytes);
        return splice(bench, unit->target.text, placeable->start, placeable->end, name);
    }
    return false;
}

static bool plant_double(struct bench *bench, const struct check_unit *unit)
{
    enum { LEAST = 2, FROM = 2 };
    for (size_t i = FROM; i < unit->target.tokens.count; i++) {
        const struct token *token = &unit->target.tokens.items[i];
        char again[64];
        if (token->class != TOKEN_WORD || token->raw.length < LEAST || token->raw.length > 40)
            continue;
        snprintf(again, sizeof again, "%.*s ", (int)token->raw.length, token->raw.bytes);
        return splice(bench, unit->target.text, token->start, token->start, again);
    }
    return false;
}

/* The bytes of the first character beyond ASCII as if they were Latin-1. */
static bool plant_mojibake(struct bench *bench, const struct check_unit *unit)
{
    cotexto_text target = unit->target.text;
    struct string *out = &bench->planted_target;
    string_reset(out);
    for (size_t i = 0; i < target.length; i++)
        string_append_code_point(out, (unsigned char)target.bytes[i]);
    return !text_is_ascii(target);
}

static bool plant_length(struct bench *bench, const struct check_unit *unit)
{
    cotexto_text target = unit->target.text;
    if (unit->target.tokens.count < 8)
        return false;
    const struct token *half = &unit->target.tokens.items[unit->target.tokens.count / 3];
    return splice(bench, target, half->start, target.length, "");
}

static bool plant_blank(struct bench *bench, const struct check_unit *unit)
{
    size_t at, length;
    static const char *const blank[] = {" ", NULL};
    return find_last(unit->target.text, blank, &at, &length) &&
           splice(bench, unit->target.text, at, at, " ");
}

static bool plant_end(struct bench *bench, const struct check_unit *unit)
{
    cotexto_text text = unit->target.text;
    return text.length > 1 && text.bytes[text.length - 1] == '?' &&
           splice(bench, text, text.length - 1, text.length, ".");
}

/* The longest word of the target is the translation that the longest of the source must have, and
 * goes. */
static bool plant_term(struct bench *bench, const struct check_unit *unit)
{
    const struct token *longest[2] = {NULL, NULL};
    const struct check_side *sides[2] = {&unit->source, &unit->target};
    for (int side = 0; side < 2; side++) {
        for (size_t i = 0; i < sides[side]->tokens.count; i++) {
            const struct token *token = &sides[side]->tokens.items[i];
            if (token->class == TOKEN_WORD &&
                (longest[side] == NULL || token->raw.length > longest[side]->raw.length))
                longest[side] = token;
        }
        if (longest[side] == NULL || longest[side]->raw.length < 6)
            return false;
    }
    cotexto_term term = {longest[0]->raw, &longest[1]->raw, 1};
    bench->glossary = glossary_new(bench->source, bench->target, &term, 1, NULL);
    return bench->glossary != NULL && splice(bench, unit->target.text, longest[1]->start,
                                             longest[1]->start + longest[1]->length, "eso");
}

/* Puts an error for a check into the pair; false: the pair has no place for it. */
static bool plant(struct bench *bench, const struct check_unit *unit, cotexto_check_rule check,
                  const struct pair *other)
{
    static const char *const closing[] = {")", "]", "}", NULL}, *const quotes[] = {"»", "”", NULL},
                             *const opening[] = {"¿", "¡", NULL}, *const tags[] = {"</b>",
                                                                                   "</i>",
                                                                                   "<br/>",
                                                                                   "</emph>",
                                                                                   "</literal>",
                                                                                   NULL},
                             *const places[] = {"%s", "%d", "{0}", "{1}", NULL};
    cotexto_text source = unit->source.text, target = unit->target.text;
    size_t words = unit->source.tokens.count;
    switch (check) {
    case COTEXTO_CHECK_EMPTY: return splice(bench, target, 0, target.length, " ");
    case COTEXTO_CHECK_UNTRANSLATED:
        string_reset(&bench->planted_target);
        string_append_text(&bench->planted_target, source);
        return words >= 4;
    case COTEXTO_CHECK_LANGUAGE:
        string_reset(&bench->planted_target);
        string_append_text(&bench->planted_target, other->source);
        return other->source.length >= 40 && !text_equal(other->source, source) && words >= 4;
    case COTEXTO_CHECK_LENGTH: return plant_length(bench, unit);
    case COTEXTO_CHECK_NUMBERS: return plant_number(bench, unit);
    case COTEXTO_CHECK_DATES: return plant_date(bench, unit);
    case COTEXTO_CHECK_TAGS: return remove_last(bench, target, tags);
    case COTEXTO_CHECK_PLACEHOLDERS: return remove_last(bench, target, places);
    case COTEXTO_CHECK_END: return plant_end(bench, unit);
    case COTEXTO_CHECK_BRACKETS: return remove_last(bench, target, closing);
    case COTEXTO_CHECK_QUOTES: return remove_last(bench, target, quotes);
    case COTEXTO_CHECK_OPENING: return remove_last(bench, target, opening);
    case COTEXTO_CHECK_DOUBLE: return plant_double(bench, unit);
    case COTEXTO_CHECK_BLANKS: return plant_blank(bench, unit);
    case COTEXTO_CHECK_MOJIBAKE: return plant_mojibake(bench, unit);
    case COTEXTO_CHECK_CONTROL: return splice(bench, target, target.length, target.length, "\x02");
    case COTEXTO_CHECK_TERMS: return plant_term(bench, unit);
    default: return false; /* consistency is exact */
    }
}

static void try_plant(struct bench *bench, size_t number, cotexto_check_rule check)
{
    const struct pair *pair = &bench->pairs[number];
    struct check_unit unit;
    arena_reset(&bench->arena);
    bench->glossary = NULL;
    if (!prepare(bench, pair, &unit))
        die("out of memory");
    bool planted = plant(bench, &unit, check, &bench->pairs[(number + 7919) % bench->count]);
    struct pair wrong = {pair->source, string_text(&bench->planted_target)};
    if (planted && speak(bench, pair, 1U << check, COTEXTO_INFO) == 0) {
        bench->planted[check]++;
        bool found = speak(bench, &wrong, 1U << check, COTEXTO_WARNING) != 0;
        bench->found[check] += found;
        if (!found && check == bench->listed)
            printf("not found: %.*s | %.*s\n", (int)wrong.source.length, wrong.source.bytes,
                   (int)wrong.target.length, wrong.target.bytes);
    }
    glossary_free(bench->glossary);
    bench->glossary = NULL;
}

/* ---------------------------------------------------------------------------------------- main */

static void learn(struct bench *bench)
{
    size_t step = bench->count / HABITS_UNITS + 1;
    habits_start(&bench->habits);
    for (size_t i = 0; i < bench->count; i += step) {
        struct check_unit unit;
        arena_reset(&bench->arena);
        if (!prepare(bench, &bench->pairs[i], &unit) || !habits_add(&bench->habits, &unit, NULL))
            die("out of memory");
    }
    habits_finish(&bench->habits, bench->source->lang, bench->target->lang);
}

static void count_alarms(struct bench *bench)
{
    for (size_t i = 0; i < bench->count; i++) {
        arena_reset(&bench->arena);
        uint32_t loud = speak(bench, &bench->pairs[i], UINT32_MAX, COTEXTO_WARNING),
                 all = speak(bench, &bench->pairs[i], UINT32_MAX, COTEXTO_INFO);
        for (size_t check = 0; check < COTEXTO_CHECK_COUNT; check++) {
            bench->alarms[check] += loud >> check & 1;
            bench->notes[check] += all >> check & 1;
        }
    }
}

static void print(const struct bench *bench)
{
    printf("%-14s %12s %12s %9s %8s\n", "check", "alarms/1000", "with notes", "planted", "found");
    for (size_t check = 0; check < COTEXTO_CHECK_COUNT; check++) {
        double thousand = (double)bench->count / 1000;
        printf("%-14s %12.2f %12.2f %9zu ", cotexto_check_name((cotexto_check_rule)check),
               (double)bench->alarms[check] / thousand, (double)bench->notes[check] / thousand,
               bench->planted[check]);
        if (bench->planted[check] == 0)
            printf("%8s\n", "-");
        else
            printf("%7.1f%%\n", 100 * (double)bench->found[check] / (double)bench->planted[check]);
    }
}

int main(int argc, char **argv)
{
    struct bench bench = {0};
    struct string text = {0};
    if (argc != 4 && argc != 5)
        die("usage: check PAIRS SOURCE TARGET [RULE]");
    bench.listed = COTEXTO_CHECK_COUNT;
    if (argc == 5 &&
        (bench.listed = cotexto_check_named(argv[4], strlen(argv[4]), NULL)) == COTEXTO_CHECK_COUNT)
        die("there is no such rule");
    if (!file_read(argv[1], SIZE_MAX, &text, NULL))
        die("the pairs can't be read");
    read_pairs(&bench, string_text(&text));
    bench.source = check_language_new(argv[2], NULL);
    bench.target = check_language_new(argv[3], NULL);
    if (bench.count == 0 || bench.source == NULL || bench.target == NULL)
        die("nothing to check");
    learn(&bench);
    clock_t begin = clock();
    count_alarms(&bench);
    double seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
    /* each pair was checked twice */
    printf("%s: %zu pairs, %.0f a second\n", argv[1], bench.count,
           2 * (double)bench.count / seconds);
    size_t step = bench.count / 20000 + 1;
    for (size_t i = 0; i < bench.count; i += step) {
        for (size_t check = 0; check < COTEXTO_CHECK_COUNT; check++)
            try_plant(&bench, i, (cotexto_check_rule)check);
    }
    print(&bench);
    habits_free(&bench.habits);
    check_language_free(bench.source);
    check_language_free(bench.target);
    string_free(&bench.planted_target);
    string_free(&text);
    arena_free(&bench.arena);
    free(bench.pairs);
    return 0;
}
