/* Consistency: the same source with different translations, and the reverse. Only hashes of texts
 * are kept, of 64 bits: of a million texts, two different ones are taken for one once in forty
 * million runs. */
#include "check/check.h"

#include <stdlib.h>

#include "base/error.h"
#include "base/message.h"
#include "base/text.h"

/* What was met first with a text: in an open table, a power of two of them; key 0 is free. */
struct entry {
    uint64_t key, other, number;
};

struct met {
    struct entry *entries;
    size_t size, count;
};

struct consistency {
    struct met sources, targets;
};

struct consistency *consistency_new(cotexto_error *error)
{
    struct consistency *consistency = calloc(1, sizeof *consistency);
    if (consistency == NULL)
        error_no_memory(error);
    return consistency;
}

void consistency_free(struct consistency *consistency)
{
    if (consistency == NULL)
        return;
    free(consistency->sources.entries);
    free(consistency->targets.entries);
    free(consistency);
}

static struct entry *place_of_key(const struct met *met, uint64_t key)
{
    size_t at = key & (met->size - 1);
    while (met->entries[at].key != 0 && met->entries[at].key != key)
        at = (at + 1) & (met->size - 1);
    return &met->entries[at];
}

static bool grow(struct met *met)
{
    enum { FIRST_SIZE = 1024 };
    if (met->count * 4 < met->size * 3)
        return true;
    struct met larger = {.size = met->size == 0 ? FIRST_SIZE : met->size * 2, .count = met->count};
    larger.entries = calloc(larger.size, sizeof *larger.entries);
    if (larger.entries == NULL)
        return false;
    for (size_t i = 0; i < met->size; i++) {
        if (met->entries[i].key != 0)
            *place_of_key(&larger, met->entries[i].key) = met->entries[i];
    }
    free(met->entries);
    *met = larger;
    return true;
}

/* The entry of a text, made when it is new. */
static const struct entry *meet(struct met *met, struct entry entry)
{
    if (!grow(met))
        return NULL;
    struct entry *place = place_of_key(met, entry.key);
    if (place->key == 0) {
        *place = entry;
        met->count++;
    }
    return place;
}

static uint64_t hash_side(const struct check_side *side)
{
    uint64_t hash = hash_text(cotexto_text_of(side->language->lang));
    for (size_t i = 0; i < side->tokens.count; i++)
        hash =
            hash_bytes(side->tokens.items[i].fold.bytes, side->tokens.items[i].fold.length, hash);
    return hash == 0 ? 1 : hash;
}

/* The key of a text holds the other side's language, too: of many translations, each has its own.
 */
static uint64_t key_of(uint64_t hash, const struct check_side *other)
{
    cotexto_text lang = cotexto_text_of(other->language->lang);
    uint64_t key = hash_bytes(lang.bytes, lang.length, hash);
    return key == 0 ? 1 : key;
}

/* A word or two may have another translation in another place. */
enum { WORDS_LEAST = 3 };

static size_t count_words(const struct tokens *tokens)
{
    size_t count = 0;
    for (size_t i = 0; i < tokens->count; i++)
        count += tokens->items[i].class == TOKEN_WORD;
    return count;
}

bool consistency_add(struct consistency *consistency, struct check_unit *unit, uint64_t number,
                     uint32_t checks, cotexto_error *error)
{
    if (unit->source.tokens.count == 0 || unit->target.tokens.count == 0)
        return true;
    cotexto_range source = {0, unit->source.text.length}, target = {0, unit->target.text.length};
    uint64_t a = hash_side(&unit->source), b = hash_side(&unit->target);
    const struct entry *first;
    if ((checks & 1U << COTEXTO_CHECK_TARGETS) != 0) {
        first = meet(&consistency->sources, (struct entry){key_of(a, &unit->target), b, number});
        if (first == NULL)
            return error_no_memory(error);
        if (first->other != b)
            check_report(unit, COTEXTO_CHECK_TARGETS,
                         count_words(&unit->source.tokens) < WORDS_LEAST ? COTEXTO_INFO
                                                                         : COTEXTO_WARNING,
                         CHECK_NOWHERE, target, _("unit %llu translates the same source otherwise"),
                         (unsigned long long)first->number);
    }
    if ((checks & 1U << COTEXTO_CHECK_SOURCES) != 0) {
        first = meet(&consistency->targets, (struct entry){key_of(b, &unit->source), a, number});
        if (first == NULL)
            return error_no_memory(error);
        if (first->other != a)
            check_report(unit, COTEXTO_CHECK_SOURCES, COTEXTO_INFO, source, CHECK_NOWHERE,
                         _("unit %llu has the same translation of another source"),
                         (unsigned long long)first->number);
    }
    return !unit->failed || error_no_memory(error);
}
