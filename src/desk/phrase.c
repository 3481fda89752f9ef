/* Phrases of a search. */
#include "desk/phrase.h"

#include "base/error.h"
#include "base/message.h"
#include "base/text.h"
#include "memory/words.h"
#include "text/decode.h"
#include "text/marks.h"

enum { SHORTEST_PREFIX = 2 }; /* letters */

static bool is_word(const struct token *token)
{
    return token->class == TOKEN_WORD || token->class == TOKEN_NUMBER;
}

bool phrase_words(const struct tokens *tokens, struct arena *arena, struct phrase_words *out,
                  cotexto_error *error)
{
    cotexto_text *exact = arena_array(arena, tokens->count, sizeof *exact);
    cotexto_text *plain = arena_array(arena, tokens->count, sizeof *plain);
    out->tokens = arena_array(arena, tokens->count, sizeof *out->tokens);
    if (exact == NULL || plain == NULL || out->tokens == NULL)
        return error_no_memory(error);
    size_t n = 0;
    for (size_t i = 0; i < tokens->count; i++) {
        if (!is_word(&tokens->items[i]))
            continue;
        out->tokens[n] = &tokens->items[i];
        exact[n] = tokens->items[i].fold;
        if (!text_without_marks(exact[n], arena, &plain[n], error))
            return false;
        n++;
    }
    out->words = (struct phrase){exact, plain, NULL, n};
    return true;
}

/* ------------------------------------------------------------------------------------- reading */

/* A star right behind the word. */
static bool has_star(cotexto_text text, const struct token *word)
{
    size_t end = word->start + word->length;
    return end < text.length && text.bytes[end] == '*';
}

static bool mark_prefixes(cotexto_text text, const struct phrase_words *words, struct arena *arena,
                          struct phrase *out, cotexto_error *error)
{
    bool *prefix = arena_array(arena, words->words.count, sizeof *prefix);
    if (prefix == NULL)
        return error_no_memory(error);
    for (size_t i = 0; i < words->words.count; i++) {
        prefix[i] = has_star(text, words->tokens[i]);
        if (!prefix[i] || text_code_points(words->words.plain[i]) >= SHORTEST_PREFIX)
            continue;
        error_set(error, COTEXTO_USAGE, "short-prefix", _("\"%.*s*\" would be nearly every word"),
                  (int)words->words.exact[i].length, words->words.exact[i].bytes);
        return error_hint(error, "%s", _("give at least two letters before the *"));
    }
    *out = words->words;
    out->prefix = prefix;
    return true;
}

bool phrase_read(cotexto_text typed, struct tokenizer *tokenizer, struct arena *arena,
                 struct phrase *out, cotexto_error *error)
{
    cotexto_text text;
    struct tokens tokens;
    struct phrase_words words;
    if (!text_to_nfc(typed, arena, &text, error) ||
        !tokenizer_run(tokenizer, text, (cotexto_text){0}, arena, &tokens, error) ||
        !phrase_words(&tokens, arena, &words, error))
        return false;
    if (words.words.count == 0) {
        error_set(error, COTEXTO_USAGE, "no-words", "%s", _("there is no word to search for"));
        return error_hint(error, "%s", _("give at least one word; marks alone are not searched"));
    }
    return mark_prefixes(text, &words, arena, out, error);
}

/* The index knows prefixes at the end of a run only: a prefix ends its run. */
bool phrase_append_query(const struct phrase *phrase, struct string *query, cotexto_error *error)
{
    size_t from = 0;
    for (size_t i = 0; i < phrase->count; i++) {
        if (!phrase->prefix[i] && i + 1 < phrase->count)
            continue;
        if (query->length > 0)
            string_append_c(query, " AND ");
        if (!words_append_run(query, &phrase->exact[from], i + 1 - from, error))
            return false;
        if (phrase->prefix[i])
            string_append_c(query, " *");
        from = i + 1;
    }
    return true;
}

/* ------------------------------------------------------------------------------------ matching */

static bool word_matches(cotexto_text word, cotexto_text wanted, bool prefix)
{
    if (!prefix)
        return text_equal(word, wanted);
    return word.length >= wanted.length && memcmp(word.bytes, wanted.bytes, wanted.length) == 0;
}

bool phrase_stands_at(const struct phrase *words, size_t at, const struct phrase *phrase,
                      bool exact)
{
    if (phrase->count > words->count - at)
        return false;
    for (size_t i = 0; i < phrase->count; i++) {
        cotexto_text word = exact ? words->exact[at + i] : words->plain[at + i];
        cotexto_text wanted = exact ? phrase->exact[i] : phrase->plain[i];
        if (!word_matches(word, wanted, phrase->prefix[i]))
            return false;
    }
    return true;
}

bool phrase_is_in(const struct phrase *words, const struct phrase *phrase, bool exact)
{
    for (size_t at = 0; at < words->count; at++) {
        if (phrase_stands_at(words, at, phrase, exact))
            return true;
    }
    return false;
}

/* ------------------------------------------------------------------------------------ prefilter */

/* ASCII, letters of Latin-1 but the sharp s, and common marks: all that the matching fold only puts
 * into lower case, or that is in no word. */
static bool is_plain_latin(cotexto_text text)
{
    const unsigned char *b = (const unsigned char *)text.bytes;
    for (size_t i = 0; i < text.length; i++) {
        if (b[i] < 0x80)
            continue;
        if (b[i] == 0xC3 && b[i + 1] != 0x9F) {
            i++;
        } else if (b[i] == 0xC2 && b[i + 1] != '\0' &&
                   strchr("\xA1\xBF\xAB\xBB", b[i + 1]) != NULL) { /* ¡ ¿ « » */
            i++;
        } else if (b[i] == 0xE2 && b[i + 1] == 0x80 && b[i + 2] >= 0x93 && b[i + 2] <= 0x9F) {
            i += 2; /* dashes and quotation marks */
        } else {
            return false;
        }
    }
    return true;
}

static unsigned char lower(unsigned char byte, unsigned char before)
{
    bool capital =
        before == 0xC3 ? byte >= 0x80 && byte <= 0x9E && byte != 0x97 : byte >= 'A' && byte <= 'Z';
    return capital ? byte + 0x20 : byte;
}

/* The word, in lower case, stands somewhere in the plain text, in any case. */
static bool has_bytes(cotexto_text text, cotexto_text word)
{
    const unsigned char *t = (const unsigned char *)text.bytes;
    const unsigned char *w = (const unsigned char *)word.bytes;
    for (size_t at = 0; at + word.length <= text.length; at++) {
        size_t k = 0;
        while (k < word.length && lower(t[at + k], k > 0 ? t[at + k - 1] : 0) == w[k])
            k++;
        if (k == word.length)
            return true;
    }
    return false;
}

bool phrase_may_be_exact(const struct phrase *phrase, cotexto_text text)
{
    if (!is_plain_latin(text))
        return true;
    for (size_t i = 0; i < phrase->count; i++) {
        if (is_plain_latin(phrase->exact[i]) && !has_bytes(text, phrase->exact[i]))
            return false;
    }
    return true;
}
