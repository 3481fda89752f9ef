/* The way of one translation through the checks. */
#include "desk/checker.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "desk/termbase.h"

bool checker_open(struct checker *checker, const cotexto_check_options *options,
                  cotexto_check_counts *counts, cotexto_error *error)
{
    *checker = (struct checker){.options = options, .counts = counts};
    checker->checks = options->checks != 0 ? options->checks : (1U << COTEXTO_CHECK_COUNT) - 1;
    checker->consistency = consistency_new(error);
    return checker->consistency != NULL &&
           (options->glossary == NULL || terms_read(&checker->terms, options->glossary, error));
}

static void free_pair(struct checked_pair *pair)
{
    habits_free(&pair->habits);
    glossary_free(pair->glossary);
    free(pair);
}

void checker_close(struct checker *checker)
{
    for (size_t i = 0; i < checker->pair_count; i++)
        free_pair(checker->pairs[i]);
    for (size_t i = 0; i < checker->language_count; i++)
        check_language_free(checker->languages[i]);
    free(checker->pairs);
    free(checker->languages);
    consistency_free(checker->consistency);
    terms_free(&checker->terms);
    arena_free(&checker->arena);
}

/* ----------------------------------------------------------------------------------- languages */

static struct check_language *language_of(struct checker *checker, const char *lang,
                                          cotexto_error *error)
{
    for (size_t i = 0; i < checker->language_count; i++) {
        if (strcmp(checker->languages[i]->lang, lang) == 0)
            return checker->languages[i];
    }
    if (!array_reserve(&checker->languages, &checker->language_room, checker->language_count + 1,
                       sizeof *checker->languages)) {
        error_no_memory(error);
        return NULL;
    }
    struct check_language *language = check_language_new(lang, error);
    if (language != NULL)
        checker->languages[checker->language_count++] = language;
    return language;
}

static bool add_terms(struct term_list *all, const cotexto_term *terms, size_t count,
                      cotexto_error *error)
{
    for (size_t i = 0; i < count; i++) {
        all->list = arena_grow(&all->arena, all->list, all->count, &all->room, sizeof *all->list);
        if (all->list == NULL)
            return error_no_memory(error);
        all->list[all->count++] = terms[i];
    }
    return true;
}

struct taking {
    struct term_list *all;
    bool good;
    cotexto_error *error;
};

static bool take_term(void *context, cotexto_text term, const cotexto_glossary_term *targets,
                      size_t count)
{
    struct taking *taking = context;
    cotexto_text *texts = arena_array(&taking->all->arena, count, sizeof *texts);
    const cotexto_term taken = {term, texts, count};
    for (size_t i = 0; texts != NULL && i < count; i++)
        texts[i] = targets[i].text;
    taking->good = texts == NULL ? error_no_memory(taking->error)
                                 : add_terms(taking->all, &taken, 1, taking->error);
    return taking->good;
}

/* Those that the memory keeps; *base must live until they are no longer needed. */
static bool add_memory_terms(struct checker *checker, struct checked_pair *pair,
                             struct term_list *all, struct termbase **base, cotexto_error *error)
{
    struct taking taking = {all, true, error};
    if (checker->memory == NULL)
        return true;
    *base = termbase_new(&checker->memory, 1, pair->source->lang, pair->target->lang,
                         pair->source->tokenizer, pair->target->tokenizer, error);
    return *base != NULL && (termbase_each(*base, take_term, &taking) || taking.good);
}

/* The terms of the caller, those of the file, and those of the memory. */
static bool make_glossary(struct checker *checker, struct checked_pair *pair, cotexto_error *error)
{
    const cotexto_check_options *options = checker->options;
    struct term_list all = {0};
    struct termbase *base = NULL;
    if ((checker->checks & 1U << COTEXTO_CHECK_TERMS) == 0)
        return true;
    bool good = add_terms(&all, options->terms, options->term_count, error) &&
                add_terms(&all, checker->terms.list, checker->terms.count, error) &&
                add_memory_terms(checker, pair, &all, &base, error);
    if (good && all.count > 0) {
        pair->glossary = glossary_new(pair->source, pair->target, all.list, all.count, error);
        good = pair->glossary != NULL;
    }
    termbase_free(base);
    terms_free(&all);
    return good;
}

static struct checked_pair *new_pair(struct checker *checker, const char *source,
                                     const char *target, cotexto_error *error)
{
    struct checked_pair *pair = calloc(1, sizeof *pair);
    if (pair == NULL || !array_reserve(&checker->pairs, &checker->pair_room,
                                       checker->pair_count + 1, sizeof *checker->pairs)) {
        free(pair);
        error_no_memory(error);
        return NULL;
    }
    habits_start(&pair->habits);
    pair->source = language_of(checker, source, error);
    pair->target = pair->source == NULL ? NULL : language_of(checker, target, error);
    bool good = pair->target != NULL && make_glossary(checker, pair, error);
    if (good && checker->learn != NULL)
        good = checker->learn(checker->learn_context, checker, pair, error);
    if (good)
        return checker->pairs[checker->pair_count++] = pair;
    free_pair(pair);
    return NULL;
}

struct checked_pair *checker_pair(struct checker *checker, const char *source, const char *target,
                                  cotexto_error *error)
{
    for (size_t i = 0; i < checker->pair_count; i++) {
        if (strcmp(checker->pairs[i]->source->lang, source) == 0 &&
            strcmp(checker->pairs[i]->target->lang, target) == 0)
            return checker->pairs[i];
    }
    return new_pair(checker, source, target, error);
}

bool checker_learn(struct checker *checker, struct checked_pair *pair, const struct variant *source,
                   const struct variant *target, cotexto_error *error)
{
    struct check_unit unit;
    arena_reset(&checker->arena);
    return check_prepare(&unit, pair->source, pair->target, source, target, &checker->arena,
                         error) &&
           habits_add(&pair->habits, &unit, error);
}

/* ---------------------------------------------------------------------------- what is looked at */

const struct variant *checker_source(const struct checker *checker, const struct unit *unit)
{
    if (checker->options->language_count > 0)
        return unit_variant(unit, checker->options->languages[0]);
    return unit->variant_count > 0 ? &unit->variants[0] : NULL;
}

bool checker_each_target(const struct checker *checker, const struct unit *unit,
                         const struct variant *source,
                         bool (*each)(void *context, const struct variant *target), void *context,
                         bool *any)
{
    const cotexto_check_options *options = checker->options;
    bool asked = options->language_count > 1, good = true;
    size_t count = asked ? options->language_count - 1 : unit->variant_count;
    *any = false;
    for (size_t i = 0; good && i < count; i++) {
        const struct variant *target =
            asked ? unit_variant(unit, options->languages[i + 1]) : &unit->variants[i];
        if (target == NULL || target == source)
            continue;
        *any = true;
        good = each(context, target);
    }
    return good;
}

/* ------------------------------------------------------------------------------------- findings */

static bool tell(struct checker *checker, const struct checked_place *place,
                 const struct unit *unit, const struct check_unit *checked,
                 const struct check_finding *found, cotexto_error *error)
{
    cotexto_check_finding finding = {
        .check = found->check,
        .severity = found->severity,
        .message = found->message,
        .file = place->file,
        .unit = place->number,
        .id = unit->id,
        .document = unit->document,
        .paragraph = unit->paragraph,
        .source_lang = checked->source.language->lang,
        .target_lang = checked->target.language->lang,
        .source = checked->source.text,
        .target = checked->target.text,
        .source_range = found->source,
        .target_range = found->target,
    };
    bool fine = false;
    if (found->severity < checker->options->least)
        return true;
    if (place->is_fine != NULL && !place->is_fine(place->context, &finding, &fine, error))
        return false;
    if (fine) {
        checker->counts->excepted++;
        return true;
    }
    checker->counts->findings[found->severity]++;
    checker->counts->checks[found->check]++;
    if (checker->options->found != NULL)
        checker->options->found(checker->options->context, &finding);
    return true;
}

bool checker_look(struct checker *checker, const struct checked_place *place,
                  const struct unit *unit, const struct variant *source,
                  const struct variant *target, cotexto_error *error)
{
    struct check_unit checked;
    struct checked_pair *pair = checker_pair(checker, source->lang, target->lang, error);
    arena_reset(&checker->arena);
    if (pair == NULL || !check_prepare(&checked, pair->source, pair->target, source, target,
                                       &checker->arena, error))
        return false;
    checked.habits = &pair->habits;
    checked.glossary = pair->glossary;
    bool good =
        check_run(&checked, checker->checks, error) &&
        consistency_add(checker->consistency, &checked, place->number, checker->checks, error);
    checker->counts->units++;
    for (size_t i = 0; good && i < checked.count; i++)
        good = tell(checker, place, unit, &checked, &checked.findings[i], error);
    return good;
}
