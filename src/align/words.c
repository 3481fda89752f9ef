/* Sentences to numbered words. */
#include "align/words.h"

#include <string.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utf8.h>

#include "base/error.h"
#include "base/string.h"
#include "base/text.h"
#include "text/unicode.h"

/* ------------------------------------------------------------------------------------ folding */

/* Letters that decomposition leaves whole although the other side may spell them with plain ones.
 */
static const char *plain_letters(UChar32 c)
{
    switch (c) {
    case 0x0153: return "oe"; /* œ */
    case 0x00E6: return "ae"; /* æ */
    case 0x00F8: return "o";  /* ø */
    case 0x0142: return "l";  /* ł */
    case 0x0111: return "d";  /* đ */
    case 0x0131: return "i";  /* ı */
    default: return NULL;
    }
}

/* The marks of other scripts, by those that they stand for. */
static UChar32 latin_mark(UChar32 c)
{
    switch (c) {
    case 0x060C:             /* Arabic */
    case 0x055D:             /* Armenian */
    case 0x1363:             /* Ethiopic */
    case 0x3001: return ','; /* Chinese and Japanese */
    case 0x061B:
    case 0x1364: return ';';
    case 0x061F:
    case 0x055E:
    case 0x1367: return '?';
    case 0x06D4: /* Urdu */
    case 0x0589:
    case 0x0964: /* the danda of Indian scripts */
    case 0x104B: /* Burmese */
    case 0x1362:
    case 0x17D4: /* Khmer */
    case 0x3002: return '.';
    case 0x05F4: /* Hebrew */
    case 0x300A: /* around titles of books */
    case 0x300B: return '"';
    default: return c;
    }
}

/* Quotation marks and dashes are one mark each, whatever their shape. */
static UChar32 plain_mark(UChar32 c)
{
    c = latin_mark(c);
    if (u_hasBinaryProperty(c, UCHAR_QUOTATION_MARK))
        return '"';
    return u_hasBinaryProperty(c, UCHAR_DASH) ? '-' : c;
}

struct cutter {
    const UNormalizer2 *fold; /* NFKC_Casefold */
    const UNormalizer2 *nfd;
    struct string word;
    enum word_kind kind;
    bool open;         /* a word is being gathered */
    size_t start, end; /* bytes of that word so far */
    bool (*each)(void *context, const struct cut_word *word);
    void *context;
};

static void append_letter(struct string *word, UChar32 c)
{
    const char *plain = plain_letters(c);
    if (plain != NULL)
        string_append_c(word, plain);
    else if (u_charType(c) != U_NON_SPACING_MARK)
        string_append_code_point(word, (uint32_t)c);
}

static void append_units(struct string *word, const UChar *units, int32_t length)
{
    for (int32_t i = 0; i < length;) {
        UChar32 c;
        U16_NEXT(units, i, length, c);
        append_letter(word, c);
    }
}

/* Case folded, then decomposed, then without marks. */
static void append_folded(struct cutter *cutter, UChar32 c)
{
    if (c < 0x80) {
        string_append_char(&cutter->word, (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c));
        return;
    }
    UChar folded[64], source[2], parts[192];
    int32_t length = 0;
    UErrorCode status = U_ZERO_ERROR;
    U16_APPEND_UNSAFE(source, length, c);
    int32_t folded_length = unorm2_normalize(cutter->fold, source, length, folded, 64, &status);
    int32_t part_length = unorm2_normalize(cutter->nfd, folded, folded_length, parts, 192, &status);
    if (U_SUCCESS(status))
        append_units(&cutter->word, parts, part_length);
    else
        string_append_code_point(&cutter->word, (uint32_t)c);
}

/* ------------------------------------------------------------------------------------ cutting */

static bool flush(struct cutter *cutter)
{
    struct cut_word word = {string_text(&cutter->word), cutter->kind, cutter->start, cutter->end};
    bool go_on = !cutter->open || cutter->word.length == 0 || cutter->each(cutter->context, &word);
    string_reset(&cutter->word);
    cutter->open = false;
    return go_on;
}

/* The character from byte `start` up to `end` begins a word or goes on with one. */
static bool take(struct cutter *cutter, UChar32 c, enum word_kind kind, size_t start, size_t end)
{
    if (cutter->open && (cutter->kind != kind || kind == KIND_MARK || unicode_without_spaces(c)) &&
        !flush(cutter))
        return false;
    if (!cutter->open)
        cutter->start = start;
    cutter->end = end;
    cutter->open = true;
    cutter->kind = kind;
    append_folded(cutter, kind == KIND_MARK ? plain_mark(c) : c);
    return kind == KIND_LETTERS && !unicode_without_spaces(c)
               ? true
               : kind == KIND_NUMBER || flush(cutter);
}

/* Marks between two digits are part of the number and do not count: 1.234,5 and 1,234.5 are the
 * same. */
static bool inside_number(const struct cutter *cutter, cotexto_text text, size_t after, UChar32 c)
{
    bool point = c == '.' || c == ',' || c == 0x066B || c == 0x066C; /* the latter two Arabic */
    if (!cutter->open || cutter->kind != KIND_NUMBER || !point || after >= text.length)
        return false;
    UChar32 next;
    U8_NEXT_OR_FFFD(text.bytes, after, text.length, next);
    return u_isdigit(next);
}

static bool cut(struct cutter *cutter, cotexto_text text)
{
    bool go_on = true;
    for (size_t i = 0; go_on && i < text.length;) {
        UChar32 c;
        size_t start = i;
        U8_NEXT_OR_FFFD(text.bytes, i, text.length, c);
        if (u_isdigit(c))
            go_on = take(cutter, u_charDigitValue(c) + '0', KIND_NUMBER, start, i);
        else if (u_isUAlphabetic(c))
            go_on = take(cutter, c, KIND_LETTERS, start, i);
        else if (u_getCombiningClass(c) != 0 || u_charType(c) == U_NON_SPACING_MARK ||
                 inside_number(cutter, text, i, c))
            continue;
        else if (u_isUWhiteSpace(c) || u_iscntrl(c) || c == 0x00BF || c == 0x00A1)
            go_on = flush(cutter); /* the inverted marks of Spanish have no counterpart */
        else
            go_on = take(cutter, c, KIND_MARK, start, i);
    }
    return go_on && flush(cutter);
}

bool words_cut(cotexto_text text, bool (*each)(void *context, const struct cut_word *word),
               void *context, cotexto_error *error)
{
    UErrorCode status = U_ZERO_ERROR;
    struct cutter cutter = {.each = each, .context = context};
    cutter.fold = unorm2_getNFKCCasefoldInstance(&status);
    cutter.nfd = unorm2_getNFDInstance(&status);
    if (U_FAILURE(status))
        return error_no_memory(error);
    cut(&cutter, text);
    bool good = string_ok(&cutter.word, error);
    string_free(&cutter.word);
    return good;
}

/* ---------------------------------------------------------------------------------- numbering */

struct numbering {
    struct words *words;
    struct table table;
    struct arena *arena;
    size_t token_count, token_room, type_room;
    bool failed;
};

static uint32_t type_number(struct numbering *numbering, cotexto_text fold, enum word_kind kind)
{
    struct words *words = numbering->words;
    uint32_t next = (uint32_t)words->type_count;
    uint32_t number = table_put(&numbering->table, fold, next);
    if (number != next)
        return number; /* known, or TABLE_NONE */
    words->types = arena_grow(numbering->arena, words->types, words->type_count,
                              &numbering->type_room, sizeof *words->types);
    if (words->types == NULL)
        return TABLE_NONE;
    words->types[words->type_count++] =
        (struct word_type){.fold = arena_text(numbering->arena, fold), .kind = kind};
    return words->types[next].fold.bytes == NULL ? TABLE_NONE : next;
}

static bool add_token(void *context, const struct cut_word *word)
{
    struct numbering *numbering = context;
    struct words *words = numbering->words;
    uint32_t type = type_number(numbering, word->fold, word->kind);
    words->tokens = arena_grow(numbering->arena, words->tokens, numbering->token_count,
                               &numbering->token_room, sizeof *words->tokens);
    numbering->failed = type == TABLE_NONE || words->tokens == NULL;
    if (numbering->failed)
        return false;
    words->tokens[numbering->token_count++] = type;
    words->types[type].count++;
    return true;
}

static bool is_mark(const struct words *words, size_t token, const char *marks)
{
    cotexto_text fold = words->types[words->tokens[token]].fold;
    return fold.length == 1 && strchr(marks, fold.bytes[0]) != NULL;
}

/* Opened by a bracket that closes at the end, or before the full stop that ends it. */
static bool is_aside(const struct words *words, size_t sentence)
{
    size_t first = words->starts[sentence], end = words->starts[sentence + 1];
    if (end - first < 3 || !is_mark(words, first, "(["))
        return false;
    size_t close = is_mark(words, end - 1, ".") ? end - 2 : end - 1;
    for (size_t k = first; k < close; k++) {
        if (is_mark(words, k, ")]"))
            return false;
    }
    return is_mark(words, close, ")]");
}

/* An arena keeps what an array outgrows: room for about as many tokens as there will be. */
static bool reserve_tokens(struct numbering *numbering,
                           const struct align_sentence *const *sentences, size_t count)
{
    enum { BYTES_A_TOKEN = 5 }; /* a short word and the blank behind it */
    size_t bytes = 0;
    for (size_t i = 0; i < count; i++)
        bytes += sentences[i]->text.length;
    numbering->token_room = bytes / BYTES_A_TOKEN + 1;
    numbering->words->tokens =
        arena_array(numbering->arena, numbering->token_room, sizeof *numbering->words->tokens);
    return numbering->words->tokens != NULL;
}

bool words_of(const struct align_sentence *const *sentences, size_t count, struct arena *arena,
              struct words *out, cotexto_error *error)
{
    *out = (struct words){.sentence_count = count,
                          .starts = arena_array(arena, count + 1, sizeof *out->starts),
                          .lengths = arena_array(arena, count, sizeof *out->lengths),
                          .asides = arena_array(arena, count, sizeof *out->asides)};
    if (out->starts == NULL || out->lengths == NULL || out->asides == NULL)
        return error_no_memory(error);
    struct numbering numbering = {.words = out, .table = {.arena = arena}, .arena = arena};
    bool good = reserve_tokens(&numbering, sentences, count) || error_no_memory(error);
    for (size_t i = 0; good && i < count; i++) {
        out->lengths[i] = (uint32_t)text_code_points(sentences[i]->text);
        out->weight += unicode_weight(sentences[i]->text);
        good = words_cut(sentences[i]->text, add_token, &numbering, error) &&
               (!numbering.failed || error_no_memory(error));
        out->starts[i + 1] = numbering.token_count;
        out->asides[i] = good && is_aside(out, i);
    }
    table_free(&numbering.table);
    return good;
}
