/* Tokens: the pieces between ICU's word boundaries (UAX #29), classed and folded. In scripts
 * without spaces each character is a token of its own, so that a percent does not depend on the
 * version of a dictionary. */
#include "text/tokens.h"

#include <stdlib.h>
#include <string.h>

#include <jansson.h>
#include <libstemmer.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "base/error.h"
#include "base/message.h"
#include "base/tag.h"
#include "base/text.h"
#include "text/unicode.h"

enum { TAG_CHARACTER = 0xFFFC };

struct tokenizer {
    UBreakIterator *words;
    struct sb_stemmer *stemmer; /* NULL: none for this language, or switched off */
};

uint32_t token_weight(enum token_class class)
{
    return class == TOKEN_WORD || class == TOKEN_NUMBER ? 8 : 2;
}

/* The languages that libstemmer and we agree on; its own list has more names for the same. */
static struct sb_stemmer *stemmer_of(const char *lang)
{
    static const char *const known[] = {"ar", "ca", "da", "de", "el", "en", "es", "eu", "fi", "fr",
                                        "ga", "hi", "hu", "hy", "id", "it", "lt", "ne", "nl", "no",
                                        "pt", "ro", "ru", "sr", "sv", "ta", "tr", "yi"};
    char language[COTEXTO_TAG_SIZE];
    tag_language(lang, language);
    if (strcmp(language, "nb") == 0 || strcmp(language, "nn") == 0)
        strcpy(language, "no");
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (strcmp(known[i], language) == 0)
            return sb_stemmer_new(language, NULL);
    }
    return NULL;
}

struct tokenizer *tokenizer_new(const char *lang, bool stemming, cotexto_error *error)
{
    struct tokenizer *tokenizer = calloc(1, sizeof *tokenizer);
    if (tokenizer == NULL) {
        error_no_memory(error);
        return NULL;
    }
    UErrorCode status = U_ZERO_ERROR;
    tokenizer->words = ubrk_open(UBRK_WORD, "root", NULL, 0, &status);
    if (U_FAILURE(status)) {
        error_set(error, COTEXTO_IO, "icu", _("ICU gives no word boundaries (%s)"),
                  u_errorName(status));
        error_hint(error, "%s", _("check that ICU's data is installed"));
        free(tokenizer);
        return NULL;
    }
    tokenizer->stemmer = stemming ? stemmer_of(lang) : NULL;
    return tokenizer;
}

void tokenizer_free(struct tokenizer *tokenizer)
{
    if (tokenizer == NULL)
        return;
    ubrk_close(tokenizer->words);
    sb_stemmer_delete(tokenizer->stemmer);
    free(tokenizer);
}

/* A character that is a token of its own. Marks belong to the character before them. */
static bool stands_alone(UChar32 c)
{
    return unicode_without_spaces(c) &&
           (u_isalnum(c) || u_charType(c) == U_COMBINING_SPACING_MARK ||
            u_charType(c) == U_OTHER_LETTER);
}

static enum token_class class_of(cotexto_text text)
{
    bool digit = false, other = false, word = false;
    for (size_t i = 0; i < text.length;) {
        UChar32 c;
        U8_NEXT_OR_FFFD(text.bytes, i, text.length, c);
        if (u_isdigit(c))
            digit = true;
        else if (c != '.' && c != ',')
            other = true;
        word = word || u_isalnum(c);
    }
    if (digit && !other)
        return TOKEN_NUMBER;
    return word ? TOKEN_WORD : TOKEN_PUNCTUATION;
}

/* ----------------------------------------------------------------------------------- building */

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

static bool stem(const struct build *build, struct token *token)
{
    token->stem = token->fold;
    if (token->class != TOKEN_WORD || build->tokenizer->stemmer == NULL || token->fold.length > 256)
        return true;
    const sb_symbol *stemmed = sb_stemmer_stem(
        build->tokenizer->stemmer, (const sb_symbol *)token->fold.bytes, (int)token->fold.length);
    if (stemmed == NULL)
        return error_no_memory(build->error);
    cotexto_text view = {(const char *)stemmed,
                         (size_t)sb_stemmer_length(build->tokenizer->stemmer)};
    if (text_equal(view, token->fold))
        return true;
    token->stem = arena_text(build->arena, view);
    return token->stem.bytes != NULL || error_no_memory(build->error);
}

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
        token->fold = raw;
    else if (!text_fold(raw, build->arena, &token->fold, build->error))
        return false;
    if (class != TOKEN_TAG && token->fold.length == 0)
        return true; /* nothing but invisible characters: no token */
    if (!stem(build, token))
        return false;
    out->count++;
    uint32_t weight;
    if (__builtin_add_overflow(out->weight, token_weight(class), &weight))
        return error_no_memory(build->error);
    out->weight = weight;
    return true;
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

/* One piece between two word boundaries: white space is dropped; tags and characters of scripts
 * without spaces stand alone; what is left between them is a token. */
static bool add_piece(struct build *build, size_t start, size_t end)
{
    size_t from = start;
    for (size_t i = start; i < end;) {
        size_t at = i;
        UChar32 c;
        U8_NEXT_OR_FFFD(build->text.bytes, i, end, c);
        bool space = u_isUWhiteSpace(c), alone = c == TAG_CHARACTER || stands_alone(c);
        if (!space && !alone)
            continue;
        if (from < at) {
            cotexto_text raw = text_slice(build->text, from, at);
            if (!add(build, from, at, class_of(raw), raw))
                return false;
        }
        from = i;
        if (c == TAG_CHARACTER
                ? !add_tag(build, at, i)
                : alone && !add(build, at, i, TOKEN_WORD, text_slice(build->text, at, i)))
            return false;
    }
    if (from == end)
        return true;
    cotexto_text raw = text_slice(build->text, from, end);
    return add(build, from, end, class_of(raw), raw);
}

static bool add_all(struct build *build)
{
    struct utf16 utf16;
    UErrorCode status = U_ZERO_ERROR;
    if (!unicode_to_utf16(build->text, build->arena, &utf16, build->error))
        return false;
    ubrk_setText(build->tokenizer->words, utf16.units, utf16.length, &status);
    if (U_FAILURE(status))
        return error_no_memory(build->error);
    int32_t start = ubrk_first(build->tokenizer->words), end;
    while ((end = ubrk_next(build->tokenizer->words)) != UBRK_DONE) {
        if (!add_piece(build, utf16.offsets[start], utf16.offsets[end]))
            return false;
        start = end;
    }
    return true;
}

bool tokenizer_run(struct tokenizer *tokenizer, cotexto_text text, cotexto_text tags,
                   struct arena *arena, struct tokens *out, cotexto_error *error)
{
    struct build build = {
        .tokenizer = tokenizer, .text = text, .arena = arena, .out = out, .error = error};
    *out = (struct tokens){0};
    if (tags.length > 0)
        build.tags = json_loadb(tags.bytes, tags.length, 0, NULL);
    bool good = add_all(&build);
    json_decref(build.tags);
    return good;
}
