/* Match keys of tokens, and lists of ranks. */
#include "match/keys.h"

#include <stdlib.h>

#include "base/tag.h"
#include "base/text.h"
#include "match/varint.h"

uint64_t key_language(const char *lang)
{
    char language[COTEXTO_TAG_SIZE];
    tag_language(lang, language);
    return hash_text(cotexto_text_of(language));
}

uint64_t key_hash(const struct token *token, uint64_t language)
{
    const char class = (char)token->class;
    uint64_t seed = hash_bytes(&class, 1, language);
    switch (token->class) {
    case TOKEN_WORD: return hash_bytes(token->stem.bytes, token->stem.length, seed);
    case TOKEN_PUNCTUATION: return hash_bytes(token->fold.bytes, token->fold.length, seed);
    case TOKEN_NUMBER:
    case TOKEN_TAG: break;
    }
    return hash_bytes(NULL, 0, seed);
}

static int rarer_first(const void *left, const void *right)
{
    match_rank a = *(const match_rank *)left, b = *(const match_rank *)right;
    return (a < b) - (a > b);
}

/* Segments are short: sorting in place by insertion is quicker than anything general. */
static void sort_ranks(match_rank *ranks, size_t count)
{
    enum { SHORT = 64 };
    if (count > SHORT) {
        qsort(ranks, count, sizeof *ranks, rarer_first);
        return;
    }
    for (size_t i = 1; i < count; i++) {
        match_rank rank = ranks[i];
        size_t k = i;
        for (; k > 0 && ranks[k - 1] < rank; k--)
            ranks[k] = ranks[k - 1];
        ranks[k] = rank;
    }
}

size_t terms_of(const match_rank *ranks, size_t count, struct term *terms)
{
    /* The ranks are sorted in the last quarter of the terms' room: a term is as wide as four ranks,
     * so that the terms that are written never reach the ranks that are still to be read. */
    _Static_assert(sizeof(struct term) == 4 * sizeof(match_rank), "room to sort in");
    match_rank *sorted = (match_rank *)(void *)(terms + count) - count;
    size_t known = 0, terms_count = 0;
    uint32_t before = 0;
    for (size_t i = 0; i < count; i++) {
        if (rank_known(ranks[i]))
            sorted[known++] = ranks[i];
        else
            before += rank_weight(ranks[i]);
    }
    sort_ranks(sorted, known);
    for (size_t i = 0; i < known;) {
        match_rank rank = sorted[i];
        uint32_t times = 0;
        for (; i < known && sorted[i] == rank; i++)
            times++;
        uint32_t weight = times * rank_weight(rank);
        terms[terms_count++] = (struct term){rank, weight, before, times};
        before += weight;
    }
    return terms_count;
}

uint32_t ranks_weight(const match_rank *ranks, size_t count)
{
    uint32_t sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += rank_weight(ranks[i]);
    return sum;
}

uint32_t words_weight(const match_rank *ranks, size_t count)
{
    uint32_t sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += rank_is_word(ranks[i]) ? rank_weight(ranks[i]) : 0;
    return sum;
}

uint64_t ranks_signature(const match_rank *ranks, size_t count)
{
    enum { BITS = 63 };
    uint64_t signature = UINT64_C(1) << BITS;
    for (size_t i = 0; i < count; i++) {
        if (rank_known(ranks[i]) && rank_is_word(ranks[i]))
            signature |= UINT64_C(1) << ((ranks[i] * UINT32_C(0x9E3779B1)) >> 8) % BITS;
    }
    return signature;
}

int64_t words_list(const match_rank *ranks, size_t count)
{
    enum { LIST_BITS = 12 }; /* few segments stand in these lists: fewer rows are smaller */
    uint64_t hash = 0;
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        if (!rank_is_word(ranks[i]))
            continue;
        if (!rank_known(ranks[i]))
            return 0;
        hash = (hash ^ ranks[i]) * UINT64_C(0x9E3779B97F4A7C15); /* the same on every machine */
        hash ^= hash >> 29;
        any = true;
    }
    return any ? -1 - (int64_t)(hash >> (64 - LIST_BITS)) : 0;
}

static size_t next_word(const match_rank *ranks, size_t count, size_t i)
{
    while (i < count && !rank_is_word(ranks[i]))
        i++;
    return i;
}

bool same_words(const match_rank *a, size_t a_count, const match_rank *b, size_t b_count)
{
    size_t i = next_word(a, a_count, 0), k = next_word(b, b_count, 0);
    if (i == a_count)
        return false;
    while (i < a_count && k < b_count && a[i] == b[k]) {
        i = next_word(a, a_count, i + 1);
        k = next_word(b, b_count, k + 1);
    }
    return i == a_count && k == b_count;
}

void ranks_write(const match_rank *ranks, size_t count, struct string *out)
{
    for (size_t i = 0; i < count; i++)
        varint_write(out, ranks[i]);
}

bool ranks_read(cotexto_text bytes, match_rank *ranks, size_t room, size_t *count)
{
    const unsigned char *at = (const unsigned char *)bytes.bytes, *end;
    size_t n = 0;
    *count = 0;
    if (bytes.length == 0) /* it may be NULL, which has no sum with 0 in C */
        return true;
    end = at + bytes.length;
    while (at < end) {
        uint64_t value;
        if (n == room || !varint_read(&at, end, &value) || value > UINT32_MAX ||
            !rank_known((match_rank)value))
            return false;
        ranks[n++] = (match_rank)value;
    }
    *count = n;
    return true;
}
