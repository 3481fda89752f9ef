#include "slow_percent.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>
#include <libstemmer.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>

enum { TAG = 0xFFFC, LONGEST_STEMMED = 256 };

/* UTF-16 throughout. */
struct wide {
    UChar *units;
    int32_t length;
};

struct slow_token {
    char class; /* 'W', 'N', 'P', 'T' */
    struct wide raw, fold, stem;
};

struct slow_text {
    struct wide raw;
    struct slow_token *tokens;
    int count;
    int64_t weight;
};

struct slow {
    UBreakIterator *words;
    struct sb_stemmer *stemmer;
};

static void need(bool condition)
{
    if (!condition) {
        fprintf(stderr, "slow_percent: ICU, libstemmer or memory failed\n");
        abort();
    }
}

static void *allot(size_t size)
{
    void *memory = calloc(1, size + 1);
    need(memory != NULL);
    return memory;
}

static bool wide_equal(struct wide a, struct wide b)
{
    return a.length == b.length &&
           memcmp(a.units, b.units, (size_t)a.length * sizeof *a.units) == 0;
}

static struct wide wide_copy(const UChar *units, int32_t length)
{
    struct wide copy = {allot(((size_t)length + 1) * sizeof *units), length};
    memcpy(copy.units, units, (size_t)length * sizeof *units);
    return copy;
}

static struct wide wide_from_utf8(const char *bytes, size_t length)
{
    UErrorCode status = U_ZERO_ERROR;
    struct wide wide = {allot((length + 1) * sizeof *wide.units), 0};
    u_strFromUTF8(wide.units, (int32_t)length + 1, &wide.length, bytes == NULL ? "" : bytes,
                  (int32_t)length, &status);
    need(U_SUCCESS(status));
    return wide;
}

struct slow *slow_new(const char *stemming)
{
    UErrorCode status = U_ZERO_ERROR;
    struct slow *slow = allot(sizeof *slow);
    slow->words = ubrk_open(UBRK_WORD, "root", NULL, 0, &status);
    need(U_SUCCESS(status));
    if (stemming != NULL) {
        slow->stemmer = sb_stemmer_new(stemming, NULL);
        need(slow->stemmer != NULL);
    }
    return slow;
}

void slow_free(struct slow *slow)
{
    ubrk_close(slow->words);
    sb_stemmer_delete(slow->stemmer);
    free(slow);
}

/* ------------------------------------------------------------------------- rule 2: fold, stem */

static bool is_one_of(UChar32 c, const UChar32 *list)
{
    while (*list != 0 && *list != c)
        list++;
    return *list != 0;
}

static UChar32 plain(UChar32 c)
{
    static const UChar32 single[] = {'\'',   0x2018, 0x2019, 0x201A, 0x201B, 0x2039, 0x203A,
                                     0x02B9, 0x02BB, 0x02BC, 0x2032, 0x2035, '`',    0};
    static const UChar32 twofold[] = {0x02BA, 0x02EE, 0};
    if (is_one_of(c, single))
        return '\'';
    if (is_one_of(c, twofold) || u_hasBinaryProperty(c, UCHAR_QUOTATION_MARK))
        return '"';
    return u_hasBinaryProperty(c, UCHAR_DASH) || c == 0x2043 ? '-' : c;
}

static struct wide fold(struct wide raw)
{
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *casefold = unorm2_getNFKCCasefoldInstance(&status);
    int32_t room = raw.length * 18 + 1; /* the longest that one character becomes */
    UChar *folded = allot((size_t)room * sizeof *folded);
    int32_t length = unorm2_normalize(casefold, raw.units, raw.length, folded, room, &status);
    need(U_SUCCESS(status));
    struct wide out = {allot(((size_t)length + 1) * sizeof *folded), 0};
    for (int32_t i = 0; i < length;) {
        UChar32 c;
        U16_NEXT(folded, i, length, c);
        c = plain(c);
        U16_APPEND_UNSAFE(out.units, out.length, c);
    }
    free(folded);
    return out;
}

int32_t slow_fold_character(int32_t character, uint16_t *out)
{
    UChar units[2];
    int32_t length = 0;
    U16_APPEND_UNSAFE(units, length, character);
    struct wide folded = fold((struct wide){units, length});
    memcpy(out, folded.units, (size_t)folded.length * sizeof *out);
    free(folded.units);
    return folded.length;
}

static struct wide stem(struct slow *slow, struct wide folded)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t length;
    size_t room = (size_t)folded.length * 3 + 1;
    char *utf8 = allot(room);
    u_strToUTF8(utf8, (int32_t)room, &length, folded.units, folded.length, &status);
    need(U_SUCCESS(status));
    struct wide out;
    if (length > LONGEST_STEMMED) {
        out = wide_copy(folded.units, folded.length);
    } else {
        const sb_symbol *stemmed = sb_stemmer_stem(slow->stemmer, (const sb_symbol *)utf8, length);
        need(stemmed != NULL);
        out = wide_from_utf8((const char *)stemmed, (size_t)sb_stemmer_length(slow->stemmer));
    }
    free(utf8);
    return out;
}

/* ---------------------------------------------------------------------------- rule 1: tokens */

static bool is_mark(UChar32 c)
{
    return (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0 || u_hasBinaryProperty(c, UCHAR_GRAPHEME_EXTEND);
}

static bool stands_alone(UChar32 c)
{
    static const UScriptCode scripts[] = {USCRIPT_HAN,    USCRIPT_HIRAGANA, USCRIPT_KATAKANA,
                                          USCRIPT_THAI,   USCRIPT_LAO,      USCRIPT_KHMER,
                                          USCRIPT_MYANMAR};
    if ((U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_NL_MASK)) == 0 || is_mark(c))
        return false;
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
        if (uscript_hasScript(c, scripts[i]))
            return true;
    }
    return false;
}

/* Where a token ends and another begins: true at the index of its first unit. */
static bool *cuts_of(struct slow *slow, struct wide text)
{
    UErrorCode status = U_ZERO_ERROR;
    bool *cuts = allot((size_t)text.length + 1);
    ubrk_setText(slow->words, text.units, text.length, &status);
    need(U_SUCCESS(status));
    for (int32_t at = ubrk_first(slow->words); at != UBRK_DONE; at = ubrk_next(slow->words))
        cuts[at] = true;
    for (int32_t i = 0; i < text.length;) {
        int32_t start = i;
        UChar32 c;
        U16_NEXT(text.units, i, text.length, c);
        bool alone = stands_alone(c);
        if (!alone && c != TAG && !u_isUWhiteSpace(c))
            continue;
        cuts[start] = true;
        for (int32_t next = i; alone && next < text.length;) { /* its marks */
            UChar32 mark;
            U16_NEXT(text.units, next, text.length, mark);
            if (!is_mark(mark))
                break;
            cuts[i] = false;
            i = next;
        }
        cuts[i] = true;
    }
    return cuts;
}

static char class_of(struct wide raw)
{
    bool digits = false, others = false, letters = false;
    UChar32 first;
    U16_GET(raw.units, 0, 0, raw.length, first);
    if (first == TAG)
        return 'T';
    if (stands_alone(first))
        return 'W';
    for (int32_t i = 0; i < raw.length;) {
        UChar32 c;
        U16_NEXT(raw.units, i, raw.length, c);
        bool digit = u_charType(c) == U_DECIMAL_DIGIT_NUMBER;
        digits |= digit;
        letters |= (U_GET_GC_MASK(c) & U_GC_L_MASK) != 0;
        others |= !digit && c != '.' && c != ',';
    }
    return digits && !others ? 'N' : digits || letters ? 'W' : 'P';
}

static int64_t weight_of(char class)
{
    return class == 'W' || class == 'N' ? 8 : 2;
}

static void add_token(struct slow *slow, struct slow_text *text, struct wide raw, const char *xml)
{
    UChar32 first;
    U16_GET(raw.units, 0, 0, raw.length, first);
    if (u_isUWhiteSpace(first))
        return;
    struct slow_token token = {.class = class_of(raw)};
    token.raw = token.class == 'T' && xml != NULL && *xml != '\0'
                    ? wide_from_utf8(xml, strlen(xml))
                    : wide_copy(raw.units, raw.length);
    token.fold = fold(token.raw);
    token.stem = token.class == 'W' && slow->stemmer != NULL
                     ? stem(slow, token.fold)
                     : wide_copy(token.fold.units, token.fold.length);
    if (token.class != 'T' && token.fold.length == 0) { /* nothing visible */
        free(token.raw.units);
        free(token.fold.units);
        free(token.stem.units);
        return;
    }
    text->tokens[text->count++] = token;
    text->weight += weight_of(token.class);
}

struct slow_text *slow_text_new(struct slow *slow, cotexto_text utf8, cotexto_text tags)
{
    struct slow_text *text = allot(sizeof *text);
    json_t *list = tags.length > 0 ? json_loadb(tags.bytes, tags.length, 0, NULL) : NULL;
    size_t tag = 0;
    text->raw = wide_from_utf8(utf8.bytes, utf8.length);
    text->tokens = allot((size_t)text->raw.length * sizeof *text->tokens);
    bool *cuts = cuts_of(slow, text->raw);
    for (int32_t start = 0, end; start < text->raw.length; start = end) {
        for (end = start + 1; end < text->raw.length && !cuts[end];)
            end++;
        const char *xml = NULL;
        if (text->raw.units[start] == TAG)
            xml = json_string_value(json_array_get(list, tag++));
        add_token(slow, text, (struct wide){text->raw.units + start, end - start}, xml);
    }
    free(cuts);
    json_decref(list);
    return text;
}

void slow_text_free(struct slow_text *text)
{
    for (int i = 0; i < text->count; i++) {
        free(text->tokens[i].raw.units);
        free(text->tokens[i].fold.units);
        free(text->tokens[i].stem.units);
    }
    free(text->tokens);
    free(text->raw.units);
    free(text);
}

/* ---------------------------------------------------------------- rules 2 to 5: the percent */

static int64_t substitution(const struct slow_token *x, const struct slow_token *y)
{
    if (x->class != y->class)
        return weight_of(x->class) + weight_of(y->class);
    if (wide_equal(x->raw, y->raw))
        return 0;
    switch (x->class) {
    case 'W': return wide_equal(x->fold, y->fold) ? 1 : wide_equal(x->stem, y->stem) ? 4 : 8;
    case 'P': return wide_equal(x->fold, y->fold) ? 0 : 2;
    case 'N': return 2;
    default: return 1;
    }
}

static int64_t smaller(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* The whole matrix: cell (i, k) is what it costs to make b's first k tokens of a's first i. */
static int64_t distance(const struct slow_text *a, const struct slow_text *b)
{
    size_t width = (size_t)b->count + 1;
    int64_t *cells = allot(((size_t)a->count + 1) * width * sizeof *cells);
    for (int i = 0; i <= a->count; i++) {
        for (int k = 0; k <= b->count; k++) {
            int64_t best = i == 0 && k == 0 ? 0 : INT64_MAX;
            int64_t *cell = &cells[(size_t)i * width + (size_t)k];
            if (i > 0)
                best = smaller(best, cell[-(ptrdiff_t)width] + weight_of(a->tokens[i - 1].class));
            if (k > 0)
                best = smaller(best, cell[-1] + weight_of(b->tokens[k - 1].class));
            if (i > 0 && k > 0)
                best = smaller(best, cell[-(ptrdiff_t)width - 1] +
                                         substitution(&a->tokens[i - 1], &b->tokens[k - 1]));
            *cell = best;
        }
    }
    int64_t result = cells[(size_t)a->count * width + (size_t)b->count];
    free(cells);
    return result;
}

/* The words and numbers of a text, numbers without their values; how many. */
static int sequence(const struct slow_text *text, const struct slow_token **out)
{
    int count = 0;
    for (int i = 0; i < text->count; i++) {
        if (text->tokens[i].class == 'W' || text->tokens[i].class == 'N')
            out[count++] = &text->tokens[i];
    }
    return count;
}

static bool same_words(const struct slow_text *a, const struct slow_text *b)
{
    const struct slow_token **x = allot((size_t)a->count * sizeof *x),
                            **y = allot((size_t)b->count * sizeof *y);
    int count = sequence(a, x);
    bool same = count > 0 && count == sequence(b, y);
    for (int i = 0; same && i < count; i++)
        same = x[i]->class == y[i]->class &&
               (x[i]->class == 'N' || wide_equal(x[i]->fold, y[i]->fold));
    free(x);
    free(y);
    return same;
}

int slow_percent(const struct slow_text *a, const struct slow_text *b)
{
    int64_t m = a->weight > b->weight ? a->weight : b->weight, d = distance(a, b);
    if (a->count == 0 && b->count == 0)
        return 0;
    if (d == 0)
        return wide_equal(a->raw, b->raw) ? 100 : 99;
    int percent = d >= m ? 0 : (int)(100 * (m - d) / m);
    if (same_words(a, b) && percent < 95)
        percent = 95;
    return percent > 99 ? 99 : percent;
}
