/* Tokens: the pieces between word boundaries (UAX #29), classed, folded and stemmed. In scripts
 * without spaces each character is a token of its own, so that a percent does not depend on the
 * version of a dictionary. Boundaries are ICU's; for texts of plain characters (kinds.h) they are
 * found here by the same rules, which is several times faster and, as bench/percent shows, changes
 * nothing. */
#include "text/tokens.h"

#include <stdlib.h>
#include <string.h>

#include <jansson.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "base/error.h"
#include "base/message.h"
#include "base/text.h"
#include "text/kinds.h"
#include "text/stem.h"
#include "text/unicode.h"

struct tokenizer {
    UBreakIterator *words;
    struct stemmer *stemmer;
    struct kinds kinds;
};

uint32_t token_weight(enum token_class class)
{
    return class == TOKEN_WORD || class == TOKEN_NUMBER ? 8 : 2;
}

/* Whether ICU finds no boundary within three characters. */
static bool is_one_piece(UBreakIterator *words, UChar a, UChar b, UChar c)
{
    const UChar text[] = {a, b, c};
    UErrorCode status = U_ZERO_ERROR;
    ubrk_setText(words, text, 3, &status);
    return U_SUCCESS(status) && ubrk_following(words, 0) == 3;
}

/* CLDR, which ICU follows, tailors UAX #29: in ICU 72 ":" joins nothing and "@" is a letter. What
 * this ICU does with the marks of ASCII is asked of it. */
static void find_tailoring(struct tokenizer *tokenizer)
{
    UBreakIterator *words = tokenizer->words;
    for (UChar c = '!'; c < 0x7F; c++) {
        unsigned kind = kind_of(&tokenizer->kinds, c);
        if ((kind & (KIND_IS_LETTER | KIND_IS_DIGIT)) != 0 || kind_break(kind) == BREAK_JOINER)
            continue;
        bool letters = is_one_piece(words, 'a', c, 'a'), digits = is_one_piece(words, '1', c, '1');
        enum break_class class = is_one_piece(words, 'a', c, c) ? BREAK_LETTER
                                 : letters && digits            ? BREAK_MID_BOTH
                                 : letters                      ? BREAK_MID_LETTER
                                 : digits                       ? BREAK_MID_NUMBER
                                                                : BREAK_ALWAYS;
        tokenizer->kinds.known[c] = (uint16_t)((kind & ~(unsigned)BREAK_CLASS) | class);
    }
}

struct tokenizer *tokenizer_new(const char *lang, bool stemming, cotexto_error *error)
{
    struct tokenizer *tokenizer = calloc(1, sizeof *tokenizer);
    if (tokenizer == NULL ||
        (tokenizer->stemmer = stemmer_new(stemming ? lang : "und", error)) == NULL) {
        tokenizer_free(tokenizer);
        error_no_memory(error);
        return NULL;
    }
    UErrorCode status = U_ZERO_ERROR;
    tokenizer->words = ubrk_open(UBRK_WORD, "root", NULL, 0, &status);
    if (U_SUCCESS(status)) {
        find_tailoring(tokenizer);
        return tokenizer;
    }
    error_set(error, COTEXTO_IO, "icu", _("ICU gives no word boundaries (%s)"),
              u_errorName(status));
    error_hint(error, "%s", _("check that ICU's data is installed"));
    tokenizer_free(tokenizer);
    return NULL;
}

void tokenizer_free(struct tokenizer *tokenizer)
{
    if (tokenizer == NULL)
        return;
    if (tokenizer->words != NULL)
        ubrk_close(tokenizer->words);
    stemmer_free(tokenizer->stemmer);
    free(tokenizer);
}

/* --------------------------------------------------------------------------------------- runs */

struct build {
    struct tokenizer *tokenizer;
    cotexto_text text;
    json_t *tags; /* array of strings, or NULL */
    size_t tag;   /* the next one */
    struct arena *arena;
    struct tokens *out;
    size_t room;
    cotexto_error *error;
};

/* The kind of the character at byte *at, which is moved behind it. */
static inline unsigned next_kind(const struct build *build, size_t *at, UChar32 *c)
{
    unsigned char byte = (unsigned char)build->text.bytes[*at];
    if (byte < 0x80) {
        ++*at;
        *c = byte;
    } else {
        U8_NEXT_OR_FFFD(build->text.bytes, *at, build->text.length, *c);
    }
    return kind_of(&build->tokenizer->kinds, *c);
}

static enum token_class class_of(const struct build *build, size_t start, size_t end)
{
    bool digit = false, other = false, word = false;
    for (size_t i = start; i < end;) {
        UChar32 c;
        unsigned kind = next_kind(build, &i, &c);
        if ((kind & KIND_IS_DIGIT) != 0)
            digit = true;
        else if (c != '.' && c != ',')
            other = true;
        word = word || (kind & (KIND_IS_LETTER | KIND_IS_ALONE)) != 0;
    }
    if (digit && !other)
        return TOKEN_NUMBER;
    return word || digit ? TOKEN_WORD : TOKEN_PUNCTUATION;
}

/* ----------------------------------------------------------------------------------- building */

static bool add(struct build *build, size_t start, size_t end, enum token_class class,
                cotexto_text raw)
{
    struct tokens *out = build->out;
    out->items = arena_grow(build->arena, out->items, out->count, &build->room, sizeof *out->items);
    if (out->items == NULL)
        return error_no_memory(build->error);
    struct token *token = &out->items[out->count];
    *token = (struct token){.start = start, .length = end - start, .class = class, .raw = raw};
    if (class == TOKEN_TAG)
        token->fold = token->stem = raw;
    else if (!stemmer_run(build->tokenizer->stemmer, raw, class == TOKEN_WORD, build->arena,
                          &token->fold, &token->stem, build->error))
        return false;
    if (class != TOKEN_TAG && token->fold.length == 0)
        return true; /* nothing but invisible characters: no token */
    out->count++;
    uint32_t weight;
    if (__builtin_add_overflow(out->weight, token_weight(class), &weight))
        return error_no_memory(build->error);
    out->weight = weight;
    return true;
}

static bool add_text(struct build *build, size_t start, size_t end)
{
    return start == end ||
           add(build, start, end, class_of(build, start, end), text_slice(build->text, start, end));
}

/* The XML of the next tag; of a U+FFFC without a tag, the character itself. */
static bool add_tag(struct build *build, size_t start, size_t end)
{
    const char *xml = json_string_value(json_array_get(build->tags, build->tag++));
    cotexto_text raw = text_slice(build->text, start, end);
    if (xml != NULL && xml[0] != '\0') {
        raw = arena_text(build->arena, cotexto_text_of(xml));
        if (raw.bytes == NULL)
            return error_no_memory(build->error);
    }
    return add(build, start, end, TOKEN_TAG, raw);
}

/* Where the marks end that stand behind byte `at`. */
static size_t marks_end(const struct build *build, size_t at)
{
    for (size_t next = at; next < build->text.length; at = next) {
        UChar32 c;
        if ((next_kind(build, &next, &c) & KIND_IS_MARK) == 0)
            break;
    }
    return at;
}

/* One piece between two word boundaries: white space is dropped; tags and, with their marks,
 * characters of scripts without spaces stand alone; what is left between them is a token. *from:
 * the first byte that is not used up, which may come to lie behind the piece. */
static bool add_piece(struct build *build, size_t *from, size_t end)
{
    for (size_t at = *from, next = at; at < end; at = next) {
        UChar32 c;
        unsigned kind = next_kind(build, &next, &c);
        if (c != TAG_CHARACTER && (kind & (KIND_IS_SPACE | KIND_IS_ALONE)) == 0)
            continue;
        if (!add_text(build, *from, at))
            return false;
        if ((kind & KIND_IS_ALONE) != 0)
            next = marks_end(build, next);
        *from = next;
        if (c == TAG_CHARACTER ? !add_tag(build, at, next)
                               : (kind & KIND_IS_ALONE) != 0 && !add_text(build, at, next))
            return false;
    }
    if (*from >= end)
        return true;
    size_t start = *from;
    *from = end;
    return add_text(build, start, end);
}

static bool add_by_icu(struct build *build)
{
    struct utf16 utf16;
    UErrorCode status = U_ZERO_ERROR;
    size_t from = 0;
    if (!unicode_to_utf16(build->text, build->arena, &utf16, build->error))
        return false;
    ubrk_setText(build->tokenizer->words, utf16.units, utf16.length, &status);
    if (U_FAILURE(status))
        return error_no_memory(build->error);
    int32_t end = ubrk_first(build->tokenizer->words);
    while ((end = ubrk_next(build->tokenizer->words)) != UBRK_DONE) {
        if (!add_piece(build, &from, utf16.offsets[end]))
            return false;
    }
    return true;
}

/* ------------------------------------------------------------------------------ without ICU */

/* Whether the rules WB5 to WB13b are enough for a text. */
static bool is_plain(const struct build *build)
{
    for (size_t i = 0; i < build->text.length;) {
        UChar32 c;
        if ((unsigned char)build->text.bytes[i] < 0x80)
            i++;
        else if (kind_break(next_kind(build, &i, &c)) == BREAK_BY_ICU)
            return false;
    }
    return true;
}

static bool is_joined(enum break_class class)
{
    return class == BREAK_LETTER || class == BREAK_DIGIT || class == BREAK_JOINER;
}

static bool is_between(enum break_class middle, enum break_class side)
{
    return (side == BREAK_LETTER && (middle == BREAK_MID_LETTER || middle == BREAK_MID_BOTH)) ||
           (side == BREAK_DIGIT && (middle == BREAK_MID_NUMBER || middle == BREAK_MID_BOTH));
}

/* What begins with the character of this kind before byte *end, up to the next boundary: *end is
 * moved there. Its class. */
static enum token_class take_word(const struct build *build, unsigned kind, size_t *end)
{
    enum break_class last = kind_break(kind);
    unsigned seen = kind;
    bool number = last == BREAK_DIGIT;
    for (size_t next = *end; is_joined(last) && next < build->text.length; *end = next) {
        UChar32 c, after;
        kind = next_kind(build, &next, &c);
        if (is_joined(kind_break(kind))) { /* WB5, WB8 to WB10, WB13a, WB13b */
            seen |= kind;
            last = kind_break(kind);
            number = number && last == BREAK_DIGIT;
            continue;
        }
        if (!is_between(kind_break(kind), last) || next == build->text.length ||
            kind_break(next_kind(build, &next, &after)) != last) /* WB6, WB7, WB11, WB12 */
            break;
        number = number && (c == '.' || c == ',');
    }
    return number                                           ? TOKEN_NUMBER
           : (seen & (KIND_IS_LETTER | KIND_IS_DIGIT)) != 0 ? TOKEN_WORD
                                                            : TOKEN_PUNCTUATION;
}

static bool add_by_rules(struct build *build)
{
    for (size_t at = 0, end; at < build->text.length; at = end) {
        UChar32 c;
        end = at;
        unsigned kind = next_kind(build, &end, &c);
        if ((kind & KIND_IS_SPACE) != 0)
            continue;
        enum token_class class = take_word(build, kind, &end);
        if (c == TAG_CHARACTER ? !add_tag(build, at, end)
                               : !add(build, at, end, class, text_slice(build->text, at, end)))
            return false;
    }
    return true;
}

bool tokenizer_run(struct tokenizer *tokenizer, cotexto_text text, cotexto_text tags,
                   struct arena *arena, struct tokens *out, cotexto_error *error)
{
    struct build build = {
        .tokenizer = tokenizer, .text = text, .arena = arena, .out = out, .error = error};
    *out = (struct tokens){0};
    build.room = text.length / 4 + 4; /* mostly enough: words have five letters and a blank */
    out->items = arena_array(arena, build.room, sizeof *out->items);
    if (out->items == NULL)
        return error_no_memory(error);
    if (tags.length > 0)
        build.tags = json_loadb(tags.bytes, tags.length, 0, NULL);
    bool good = is_plain(&build) ? add_by_rules(&build) : add_by_icu(&build);
    json_decref(build.tags);
    return good;
}
