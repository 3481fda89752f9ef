/* Penalties. */
#include "desk/penalty.h"

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/string.h"
#include "base/text.h"
#include "desk/filter.h"

enum { MACHINE_PENALTY = 15, MOST_PENALTY = 100 };

/* es-VE asked and es or es-MX stored is another variant; es asked takes every es-*. */
static bool other_variant(const char *asked, const char *stored)
{
    return strchr(asked, '-') != NULL && strcmp(asked, stored) != 0;
}

/* The search for another translation of a source. */
struct other_target {
    cotexto_memory *memory;
    const char *lang; /* of the translation, as it was asked for */
    cotexto_text target;
    uint64_t hash; /* of units that are wholly the same */
    struct arena *arena;
    bool found, good;
    cotexto_error *error;
};

static bool is_other_target(void *context, int64_t id, uint64_t hash)
{
    struct other_target *search = context;
    struct unit unit = {0};
    if (hash == search->hash)
        return true;
    search->good = memory_get_variants(search->memory, id, search->arena, &unit, search->error);
    const struct variant *other = search->good ? unit_variant(&unit, search->lang) : NULL;
    search->found = other != NULL && !text_equal(other->text, search->target);
    return search->good && !search->found;
}

/* 1 when the memory translates the hit's very source in more than one way. */
static bool several_targets(cotexto_memory *memory, const char *lang, uint64_t hash,
                            struct arena *arena, const cotexto_hit *hit, int *penalty,
                            cotexto_error *error)
{
    struct other_target search = {.memory = memory,
                                  .lang = lang,
                                  .target = hit->target,
                                  .hash = hash,
                                  .arena = arena,
                                  .good = true,
                                  .error = error};
    bool once;
    if (!memory_has_text_once(memory, hit->source_lang, hit->source, &once, error) ||
        (!once && !memory_each_with_text(memory, hit->source_lang, hit->source, is_other_target,
                                         &search, error)))
        return false;
    *penalty = search.found;
    return search.good;
}

static void targets_key(struct string *key, size_t memory, const char *lang, cotexto_text source)
{
    string_append_format(key, "%zu %s ", memory, lang);
    string_append_text(key, source);
}

bool penalties_find_targets(const struct penalty_rules *rules, struct penalties_known *known,
                            cotexto_memory *memory, uint64_t hash, struct arena *arena,
                            cotexto_hit *hit, cotexto_error *error)
{
    struct string key = {0};
    targets_key(&key, hit->memory, hit->source_lang, hit->source);
    bool good = string_ok(&key, error);
    uint32_t value = good ? table_find(&known->targets, string_text(&key)) : TABLE_NONE;
    if (good && value == TABLE_NONE) {
        good = several_targets(memory, rules->to, hash, arena, hit, &hit->penalty_targets, error);
        value = (uint32_t)hit->penalty_targets;
        good = good && (table_put(&known->targets, string_text(&key), value) != TABLE_NONE ||
                        error_no_memory(error));
    }
    hit->penalty_targets = (int)value;
    hit->penalty += hit->penalty_targets;
    string_free(&key);
    return good;
}

int penalty_of_known_targets(const struct penalties_known *known, size_t memory,
                             const struct memory_segment *source)
{
    struct string key = {0};
    if (known->targets.count == 0)
        return 0;
    targets_key(&key, memory, source->lang, source->text);
    uint32_t value = key.failed ? TABLE_NONE : table_find(&known->targets, string_text(&key));
    string_free(&key);
    return value == TABLE_NONE ? 0 : (int)value;
}

void penalties_forget(struct penalties_known *known)
{
    table_free(&known->targets);
}

/* ---------------------------------------------------------------------------------------- age */

/* Days since some day long ago; false: it is no date. A month or day that is missing is the
 * first. */
static bool days_of(cotexto_text date, long *days)
{
    int parts[3] = {0, 1, 1};
    size_t at = 0;
    for (int i = 0; i < 3 && at < date.length; i++, at++) {
        size_t width = i == 0 ? 4 : 2;
        if (date.length - at < width)
            return false;
        parts[i] = 0;
        for (size_t k = 0; k < width; k++, at++) {
            if (date.bytes[at] < '0' || date.bytes[at] > '9')
                return false;
            parts[i] = parts[i] * 10 + (date.bytes[at] - '0');
        }
    }
    long year = parts[1] > 2 ? parts[0] : parts[0] - 1, month = (parts[1] + 9) % 12;
    *days = year * 365 + year / 4 - year / 100 + year / 400 + (month * 306 + 5) / 10 + parts[2];
    return date.length >= 4;
}

/* Points for the full periods between the unit's date and today. */
static int age_penalty(const struct penalty_rules *rules, const struct unit *unit)
{
    const double days_a_year = 365.2425;
    long then, now;
    if (rules->age_years <= 0 || !days_of(unit_date(unit), &then) ||
        !days_of(cotexto_text_of(rules->today), &now) || now <= then)
        return 0;
    double points = rules->age * floor((double)(now - then) / days_a_year / rules->age_years);
    return points < MOST_PENALTY ? (int)points : MOST_PENALTY;
}

/* ------------------------------------------------------------------------------------ machine */

/* Equal but for the case of ASCII letters: what tools write is ASCII. */
static bool same_word(cotexto_text text, const char *word)
{
    if (text.length != strlen(word))
        return false;
    for (size_t i = 0; i < text.length; i++) {
        bool letter = (word[i] | 0x20) >= 'a' && (word[i] | 0x20) <= 'z';
        if (text.bytes[i] != word[i] && !(letter && (text.bytes[i] | 0x20) == (word[i] | 0x20)))
            return false;
    }
    return true;
}

static bool in_words(cotexto_text text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (same_word(text, words[i]))
            return true;
    }
    return false;
}

/* A property that says the translation was made by a machine (doc/formats.md). */
static bool says_machine(const struct property *property)
{
    static const char *const names[] = {"x-origin", "origin",     "x-origin-type",  "x-match-type",
                                        "x-source", "match-type", "state-qualifier"},
                             *const values[] = {"mt",
                                                "nmt",
                                                "amt",
                                                "machine",
                                                "machine-translation",
                                                "machine translation",
                                                "machinetranslation",
                                                "automatictranslation",
                                                "mt-suggestion"},
                             *const switches[] = {"mt", "x-mt"}, *const on[] = {"yes", "true", "1"};
    if (in_words(property->name, switches, 2))
        return in_words(property->value, on, 3);
    return (in_words(property->name, names, sizeof names / sizeof *names) ||
            same_word(property->name, "creationtool")) &&
           in_words(property->value, values, sizeof values / sizeof *values);
}

static bool list_says_machine(const struct property *properties, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (says_machine(&properties[i]))
            return true;
    }
    return false;
}

/* The user "MT!" is how Trados marks it. */
static bool is_machine(const struct unit *unit, const struct variant *target)
{
    return same_word(unit->creator, "MT!") || same_word(unit->changer, "MT!") ||
           list_says_machine(unit->properties, unit->property_count) ||
           list_says_machine(target->properties, target->property_count);
}

/* -------------------------------------------------------------------------------------- whole */

int penalty_of_meta(cotexto_text value)
{
    int number = 0;
    if (value.length == 0 || value.length > 3)
        return -1;
    for (size_t i = 0; i < value.length; i++) {
        if (value.bytes[i] < '0' || value.bytes[i] > '9')
            return -1;
        number = number * 10 + (value.bytes[i] - '0');
    }
    return number <= MOST_PENALTY ? number : -1;
}

static bool document_penalty(struct penalties_known *known, cotexto_memory *memory,
                             int64_t document, struct arena *arena, cotexto_hit *hit,
                             cotexto_error *error)
{
    cotexto_text value;
    if (!known->has_document || known->memory != hit->memory || known->document != document) {
        if (!memory_get_meta(memory, document, "penalty", arena, &value, error))
            return false;
        int number = penalty_of_meta(value);
        known->has_document = true;
        known->memory = hit->memory;
        known->document = document;
        known->penalty_document = number > 0 ? number : 0;
    }
    hit->penalty_document = known->penalty_document;
    return true;
}

int penalty_of_alignment(const struct unit *unit)
{
    return unit->confidence >= 0 && !unit->reviewed ? (int)lround(10 * (1 - unit->confidence)) : 0;
}

int penalty_of_unit(const struct unit *unit)
{
    bool machine = false;
    for (size_t i = 0; !unit->reviewed && i < unit->variant_count; i++)
        machine = machine || is_machine(unit, &unit->variants[i]);
    return penalty_of_alignment(unit) + (machine ? MACHINE_PENALTY : 0);
}

bool penalties_find(const struct penalty_rules *rules, struct penalties_known *known,
                    cotexto_memory *memory, const struct memory_unit *stored,
                    const struct variant *source, const struct variant *target, struct arena *arena,
                    cotexto_hit *hit, cotexto_error *error)
{
    const struct unit *unit = &stored->unit;
    hit->penalty_alignment = penalty_of_alignment(unit);
    hit->penalty_variant =
        other_variant(rules->from, source->lang) || other_variant(rules->to, target->lang);
    hit->penalty_memory = rules->memories == NULL ? 0 : rules->memories[hit->memory];
    hit->penalty_age = age_penalty(rules, unit);
    if (!unit->reviewed && is_machine(unit, target))
        hit->penalty_machine = MACHINE_PENALTY;
    if (!document_penalty(known, memory, stored->document, arena, hit, error))
        return false;
    hit->penalty = hit->penalty_alignment + hit->penalty_variant + hit->penalty_memory +
                   hit->penalty_document + hit->penalty_age + hit->penalty_machine;
    return true;
}
