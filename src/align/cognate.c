/* Cognates: by equal spelling, and by likeness among words with the same start. */
#include "align/cognate.h"

#include <stdlib.h>
#include <string.h>

#include <unicode/utrans.h>
#include <unicode/ustring.h>

#include "base/error.h"
#include "base/string.h"
#include "base/text.h"

enum { START = 3, SHORTEST = 4, LONGEST = 64 };

static const double least_ratio = .62, least_likeness = .3;

/* ---------------------------------------------------------------------------------- skeletons */

/* Other scripts are written in Latin letters first; made when the first such word comes, for
 * opening it takes a while. */
static bool to_latin(struct speller *speller, cotexto_text word, char *out, size_t size,
                     size_t *length)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar units[2 * LONGEST];
    int32_t unit_length;
    *length = 0;
    if (speller->latin == NULL) {
        static const UChar name[] = u"Any-Latin; Latin-ASCII; Lower";
        speller->latin = utrans_openU(name, -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
    }
    u_strFromUTF8(units, LONGEST, &unit_length, word.bytes, (int32_t)word.length, &status);
    if (U_FAILURE(status))
        return false; /* too long to be a cognate */
    int32_t limit = unit_length, bytes;
    utrans_transUChars(speller->latin, units, &unit_length, 2 * LONGEST, 0, &limit, &status);
    u_strToUTF8(out, (int32_t)size, &bytes, units, unit_length, &status);
    if (U_FAILURE(status))
        return false;
    *length = (size_t)bytes;
    return true;
}

static char plain_sound(char c, char next, bool *skip)
{
    *skip = false;
    switch (c) {
    case 'p': *skip = next == 'h'; return next == 'h' ? 'f' : 'p';
    case 'q': *skip = next == 'u'; return 'c';
    case 'k': return 'c';
    case 'y': return 'i';
    case 'x':
    case 'z': return 's';
    case 'v':
    case 'w': return 'b';
    default: return c;
    }
}

/* Letters made one across languages, in place; apostrophes of a transliteration go. */
static size_t plain_spelling(char *word, size_t length)
{
    size_t out = 0;
    for (size_t i = 0; i < length; i++) {
        bool skip;
        char c = plain_sound(word[i], i + 1 < length ? word[i + 1] : '\0', &skip);
        i += skip;
        if (c >= 'a' && c <= 'z' && (out == 0 || word[out - 1] != c))
            word[out++] = c;
    }
    return out;
}

bool speller_write(struct speller *speller, struct word_type *type, struct arena *arena)
{
    char word[4 * LONGEST];
    size_t length = type->fold.length;
    type->skeleton = TEXT("");
    if (type->kind != KIND_LETTERS || length > LONGEST)
        return true;
    if (text_is_ascii(type->fold))
        memcpy(word, type->fold.bytes, length);
    else if (!to_latin(speller, type->fold, word, sizeof word, &length))
        return true;
    type->skeleton = arena_text(arena, (cotexto_text){word, plain_spelling(word, length)});
    return type->skeleton.bytes != NULL;
}

void speller_close(struct speller *speller)
{
    if (speller->latin != NULL)
        utrans_close(speller->latin);
    speller->latin = NULL;
}

bool cognate_prepare(struct words *words, const struct numerals *numerals, struct arena *arena,
                     cotexto_error *error)
{
    struct speller speller = {0};
    bool good = true;
    for (size_t i = 0; good && i < words->type_count; i++) {
        struct word_type *type = &words->types[i];
        type->value = numeral_value(numerals, type->fold, type->kind);
        good = speller_write(&speller, type, arena);
    }
    speller_close(&speller);
    return good || error_no_memory(error);
}

/* ----------------------------------------------------------------------------------- likeness */

static size_t common_subsequence(cotexto_text a, cotexto_text b)
{
    uint8_t row[LONGEST * 4 + 1] = {0};
    for (size_t i = 0; i < a.length; i++) {
        uint8_t diagonal = 0;
        for (size_t j = 0; j < b.length; j++) {
            uint8_t above = row[j + 1];
            uint8_t best = above > row[j] ? above : row[j];
            row[j + 1] = a.bytes[i] == b.bytes[j] ? (uint8_t)(diagonal + 1) : best;
            diagonal = above;
        }
    }
    return row[b.length];
}

static double by_ratio(cotexto_text a, cotexto_text b)
{
    size_t longer = a.length > b.length ? a.length : b.length;
    size_t shorter = a.length < b.length ? a.length : b.length;
    if (shorter < SHORTEST || (double)shorter < least_ratio * (double)longer ||
        memcmp(a.bytes, b.bytes, START) != 0)
        return 0;
    double ratio = (double)common_subsequence(a, b) / (double)longer;
    if (ratio < least_ratio)
        return 0;
    return least_likeness + (1 - least_likeness) * (ratio - least_ratio) / (1 - least_ratio);
}

double cognate_likeness(const struct word_type *source, const struct word_type *target)
{
    if (text_equal(source->fold, target->fold)) {
        if (source->kind == KIND_NUMBER)
            return 1;
        return source->kind == KIND_LETTERS && source->fold.length >= SHORTEST ? 1 : .5;
    }
    double likeness = numeral_likeness(source->value, target->value);
    if (source->kind != KIND_LETTERS || target->kind != KIND_LETTERS)
        return likeness;
    double ratio = by_ratio(source->skeleton, target->skeleton);
    return ratio > likeness ? ratio : likeness;
}

/* -------------------------------------------------------------------------------------- pairs */

/* Of so many types and more only those are compared that have one more letter in common, so that
 * the number of comparisons stays in line with theirs. */
enum { MANY_TYPES = 300000 };

/* A target type under the start of its skeleton. */
struct entry {
    uint32_t start, type;
};

static uint32_t start_of(cotexto_text skeleton, bool longer)
{
    const unsigned char *bytes = (const unsigned char *)skeleton.bytes;
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 |
           (longer ? bytes[3] : 0);
}

static int by_start(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    return x->type < y->type ? -1 : x->type > y->type;
}

static size_t first_with_start(const struct entry *entries, size_t count, uint32_t start)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (entries[middle].start < start)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct pairing_work {
    const struct words *source, *target;
    struct entry *entries; /* NULL: equal types only */
    size_t count;
    bool many;        /* types: a longer start counts */
    uint32_t *valued; /* target types with a value */
    size_t valued_count;
    struct table equal; /* fold to target type */
    bool (*each)(void *context, uint32_t source, uint32_t target, double likeness);
    void *context;
};

static bool alike_pairs_of(const struct pairing_work *work, uint32_t s, uint32_t equal)
{
    const struct word_type *source = &work->source->types[s];
    if (source->skeleton.length < SHORTEST)
        return true;
    uint32_t start = start_of(source->skeleton, work->many);
    for (size_t k = first_with_start(work->entries, work->count, start);
         k < work->count && work->entries[k].start == start; k++) {
        uint32_t t = work->entries[k].type;
        double likeness = t == equal ? 0 : cognate_likeness(source, &work->target->types[t]);
        if (likeness > 0 && !work->each(work->context, s, t, likeness))
            return false;
    }
    return true;
}

/* Numbers that are written differently: words, digits, months. Those that look alike too come by
 * their skeletons. */
static bool valued_pairs_of(const struct pairing_work *work, uint32_t s, uint32_t equal)
{
    const struct word_type *source = &work->source->types[s];
    for (size_t k = 0; source->value != 0 && k < work->valued_count; k++) {
        const struct word_type *target = &work->target->types[work->valued[k]];
        if (work->valued[k] == equal || numeral_likeness(source->value, target->value) == 0)
            continue;
        if (!work->each(work->context, s, work->valued[k], cognate_likeness(source, target)))
            return false;
    }
    return true;
}

static bool pairs_of_type(const struct pairing_work *work, uint32_t s)
{
    const struct word_type *source = &work->source->types[s];
    uint32_t equal = table_find(&work->equal, source->fold);
    if (equal != TABLE_NONE) {
        double likeness = cognate_likeness(source, &work->target->types[equal]);
        if (likeness > 0 && !work->each(work->context, s, equal, likeness))
            return false;
    }
    return work->entries == NULL ||
           (valued_pairs_of(work, s, equal) && alike_pairs_of(work, s, equal));
}

/* The target's types by the start of their skeletons. */
static bool list_entries(struct pairing_work *work, struct arena *arena)
{
    const struct words *target = work->target;
    work->entries = arena_array(arena, target->type_count, sizeof *work->entries);
    work->valued = arena_array(arena, target->type_count, sizeof *work->valued);
    if (work->entries == NULL || work->valued == NULL)
        return false;
    work->many = target->type_count >= MANY_TYPES;
    for (uint32_t t = 0; t < target->type_count; t++) {
        if (target->types[t].value != 0)
            work->valued[work->valued_count++] = t;
        if (target->types[t].skeleton.length >= SHORTEST)
            work->entries[work->count++] =
                (struct entry){start_of(target->types[t].skeleton, work->many), t};
    }
    if (work->count > 0)
        qsort(work->entries, work->count, sizeof *work->entries, by_start);
    return true;
}

static bool pair_types(struct pairing_work *work, bool alike, cotexto_error *error)
{
    struct arena arena = {0};
    work->equal.arena = &arena;
    bool good = !alike || list_entries(work, &arena);
    for (uint32_t t = 0; good && t < work->target->type_count; t++)
        good = table_put(&work->equal, work->target->types[t].fold, t) != TABLE_NONE;
    for (uint32_t s = 0; good && s < work->source->type_count; s++)
        good = pairs_of_type(work, s);
    table_free(&work->equal);
    arena_free(&arena);
    return good || error_no_memory(error);
}

bool cognate_pairs(const struct words *source, const struct words *target,
                   bool (*each)(void *context, uint32_t source, uint32_t target, double likeness),
                   void *context, cotexto_error *error)
{
    struct pairing_work work = {
        .source = source, .target = target, .each = each, .context = context};
    return pair_types(&work, true, error);
}

bool cognate_equals(const struct words *source, const struct words *target,
                    bool (*each)(void *context, uint32_t source, uint32_t target, double likeness),
                    void *context, cotexto_error *error)
{
    struct pairing_work work = {
        .source = source, .target = target, .each = each, .context = context};
    return pair_types(&work, false, error);
}
