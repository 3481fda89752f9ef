/* The tokenizer and the percent: tokens lie in order, the percent is the same both ways, between 0
 * and 100, and 100 for a text with itself; the edit script tells all of both texts. Two texts with
 * a NUL between; the first byte chooses the language. */
#include "fuzz.h"

#include "base/text.h"
#include "match/flags.h"
#include "match/percent.h"

enum { LANGUAGES = 6, LONGEST = 4000 };
static const char *const languages[LANGUAGES] = {"es", "en", "ru", "zh", "ar", "th"};

static void check_tokens(const struct tokens *tokens, cotexto_text text)
{
    size_t end = 0;
    uint32_t weight = 0;
    for (size_t i = 0; i < tokens->count; i++) {
        const struct token *token = &tokens->items[i];
        FUZZ_ASSERT(token->start >= end && token->length > 0);
        end = token->start + token->length;
        weight += token_weight(token->class);
    }
    FUZZ_ASSERT(end <= text.length && weight == tokens->weight);
}

static void check_script(const struct tokens *a, cotexto_text a_text, const struct tokens *b,
                         cotexto_text b_text, struct arena *arena)
{
    struct edit *edits;
    size_t count, a_end = 0, b_end = 0;
    FUZZ_ASSERT(match_script(a, b, arena, &edits, &count, NULL));
    for (size_t i = 0; i < count; i++) {
        const struct edit *edit = &edits[i];
        FUZZ_ASSERT(edit->a_start <= edit->a_end && edit->b_start <= edit->b_end);
        if (edit->a_end > edit->a_start) {
            FUZZ_ASSERT(edit->a_start >= a_end);
            a_end = edit->a_end;
        }
        if (edit->b_end > edit->b_start) {
            FUZZ_ASSERT(edit->b_start >= b_end);
            b_end = edit->b_end;
        }
    }
    FUZZ_ASSERT(a_end <= a_text.length && b_end <= b_text.length);
}

static void compare(struct tokenizer *tokenizer, cotexto_text a_text, cotexto_text b_text,
                    struct arena *arena)
{
    struct tokens a, b;
    int forth, back, self;
    FUZZ_ASSERT(tokenizer_run(tokenizer, a_text, TEXT(""), arena, &a, NULL));
    FUZZ_ASSERT(tokenizer_run(tokenizer, b_text, TEXT(""), arena, &b, NULL));
    check_tokens(&a, a_text);
    check_tokens(&b, b_text);
    FUZZ_ASSERT(match_percent(&a, a_text, &b, b_text, arena, &forth, NULL));
    FUZZ_ASSERT(match_percent(&b, b_text, &a, a_text, arena, &back, NULL));
    FUZZ_ASSERT(match_percent(&a, a_text, &a, a_text, arena, &self, NULL));
    FUZZ_ASSERT(forth == back && forth >= 0 && forth <= 100);
    FUZZ_ASSERT(self == (a.count == 0 ? self : 100));
    FUZZ_ASSERT(forth < 100 || text_equal(a_text, b_text));
    check_script(&a, a_text, &b, b_text, arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static struct tokenizer *tokenizers[LANGUAGES];
    cotexto_text rest = {(const char *)bytes, length < LONGEST ? length : LONGEST};
    size_t lang = fuzz_choice(&rest, LANGUAGES);
    cotexto_text a = fuzz_part(&rest), b = rest;
    struct arena arena = {0};
    if (tokenizers[lang] == NULL)
        tokenizers[lang] = tokenizer_new(languages[lang], true, NULL);
    if (fuzz_nfc(&a, &arena) && fuzz_nfc(&b, &arena))
        compare(tokenizers[lang], a, b, &arena);
    arena_free(&arena);
    return 0;
}
