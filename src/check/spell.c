/* Numbers in words, by the spelling rules of the CLDR (RBNF) that ICU has for many languages. */
#include "check/check.h"

#include <stdlib.h>
#include <string.h>

#include <unicode/unum.h>
#include <unicode/ustring.h>

#include "base/error.h"
#include "base/message.h"
#include "base/text.h"

enum { RULES_SIZE = 1024, SPELLED_SIZE = 256, DIGITS_MOST = 9 };

struct speller {
    UNumberFormat *format;   /* NULL: ICU has no rules for the language */
    UChar rules[RULES_SIZE]; /* names of the sets of rules, each behind a ";" but the first */
};

struct speller *speller_new(const char *lang, cotexto_error *error)
{
    UErrorCode status = U_ZERO_ERROR;
    struct speller *speller = calloc(1, sizeof *speller);
    if (speller == NULL) {
        error_no_memory(error);
        return NULL;
    }
    speller->format = unum_open(UNUM_SPELLOUT, NULL, 0, lang, NULL, &status);
    if (U_SUCCESS(status))
        unum_getTextAttribute(speller->format, UNUM_PUBLIC_RULESETS, speller->rules, RULES_SIZE - 1,
                              &status);
    if (U_FAILURE(status)) {
        unum_close(speller->format);
        speller->format = NULL;
    }
    return speller;
}

void speller_free(struct speller *speller)
{
    if (speller == NULL)
        return;
    unum_close(speller->format);
    free(speller);
}

/* The words of a number by one set of rules, cut into tokens. */
static bool spell(const struct check_side *side, const UChar *rules, int32_t length, int64_t number,
                  struct arena *scratch, struct tokens *out)
{
    UChar spelled[SPELLED_SIZE];
    char utf8[SPELLED_SIZE * 3];
    int32_t bytes = 0;
    UErrorCode status = U_ZERO_ERROR;
    UNumberFormat *format = side->language->speller->format;
    unum_setTextAttribute(format, UNUM_DEFAULT_RULESET, rules, length, &status);
    int32_t units = unum_formatInt64(format, number, spelled, SPELLED_SIZE, NULL, &status);
    if (U_FAILURE(status) || units >= SPELLED_SIZE)
        return false;
    u_strToUTF8(utf8, sizeof utf8, &bytes, spelled, units, &status);
    cotexto_text text = arena_text(scratch, (cotexto_text){utf8, (size_t)bytes});
    return U_SUCCESS(status) && text.bytes != NULL &&
           tokenizer_run(side->language->tokenizer, text, TEXT(""), scratch, out, NULL);
}

/* By the stem, words may be inflected; but the seconds of a clock are not "the second ones". */
static bool same_token(const struct token *text, const struct token *word)
{
    static const char seconds[] = " segundos secondes seconds secondi segons sekunden ";
    return text_equal(text->fold, word->fold) ||
           (text_equal(text->stem, word->stem) && !text_in_list(text->fold, seconds));
}

static bool has_tokens(const struct tokens *text, const struct tokens *words)
{
    for (size_t i = 0; words->count > 0 && i + words->count <= text->count; i++) {
        size_t same = 0;
        while (same < words->count && same_token(&text->items[i + same], &words->items[same]))
            same++;
        if (same == words->count)
            return true;
    }
    return false;
}

static bool whole_number(cotexto_text value, int64_t *number)
{
    *number = 0;
    for (size_t i = 0; i < value.length; i++) {
        if (value.bytes[i] < '0' || value.bytes[i] > '9')
            return false;
        *number = *number * 10 + (value.bytes[i] - '0');
    }
    return value.length > 0;
}

bool side_spells(const struct check_side *side, cotexto_text value, struct arena *scratch)
{
    int64_t number;
    if (value.length > DIGITS_MOST || !whole_number(value, &number))
        return false;
    if (side->language->speller == NULL)
        side->language->speller = speller_new(side->language->lang, NULL);
    const struct speller *speller = side->language->speller;
    if (speller == NULL || speller->format == NULL)
        return false;
    for (const UChar *rules = speller->rules; *rules != 0;) {
        const UChar *end = u_strchr(rules, ';');
        int32_t length = end == NULL ? u_strlen(rules) : (int32_t)(end - rules);
        struct tokens words;
        if (spell(side, rules, length, number, scratch, &words) &&
            has_tokens(&side->tokens, &words))
            return true;
        rules += length + (end != NULL);
    }
    return false;
}
