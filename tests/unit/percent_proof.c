#include "percent_proof.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/text.h"
#include "match/percent.h"
#include "text/decode.h"

bool proof_open(struct proof *proof, const char *lang, const char *stemming)
{
    *proof = (struct proof){.tokenizer = tokenizer_new(lang, true, NULL)};
    if (proof->tokenizer == NULL)
        return false;
    proof->slow = slow_new(stemming);
    return true;
}

void proof_close(struct proof *proof)
{
    tokenizer_free(proof->tokenizer);
    slow_free(proof->slow);
    arena_free(&proof->arena);
}

static void print_text(const char *name, cotexto_text text)
{
    fprintf(stderr, "  %s \"", name);
    for (size_t i = 0; i < text.length; i++) {
        unsigned char c = (unsigned char)text.bytes[i];
        fprintf(stderr, c < ' ' || c > 126 ? "\\x%02X" : "%c", c);
    }
    fprintf(stderr, "\"  %.*s\n", (int)text.length, text.bytes);
}

/* Both ways; -1 when they differ or memory is out. */
static int fast_percent(struct proof *proof, cotexto_text a, const char *a_tags, cotexto_text b,
                        const char *b_tags)
{
    struct tokens left, right;
    int percent, reverse;
    if (!tokenizer_run(proof->tokenizer, a, cotexto_text_of(a_tags), &proof->arena, &left, NULL) ||
        !tokenizer_run(proof->tokenizer, b, cotexto_text_of(b_tags), &proof->arena, &right, NULL))
        return -1;
    if (!match_percent(&left, a, &right, b, &proof->arena, &percent, NULL) ||
        !match_percent(&right, b, &left, a, &proof->arena, &reverse, NULL) || percent != reverse)
        return -1;
    return percent;
}

static int second_percent(struct proof *proof, cotexto_text a, const char *a_tags, cotexto_text b,
                          const char *b_tags)
{
    struct slow_text *left = slow_text_new(proof->slow, a, cotexto_text_of(a_tags));
    struct slow_text *right = slow_text_new(proof->slow, b, cotexto_text_of(b_tags));
    int percent = slow_percent(left, right);
    slow_text_free(left);
    slow_text_free(right);
    return percent;
}

int proof_pair(struct proof *proof, cotexto_text a, const char *a_tags, cotexto_text b,
               const char *b_tags)
{
    arena_reset(&proof->arena);
    if (!text_to_nfc(a, &proof->arena, &a, NULL) || !text_to_nfc(b, &proof->arena, &b, NULL))
        abort();
    int percent = fast_percent(proof, a, a_tags, b, b_tags);
    int second = second_percent(proof, a, a_tags, b, b_tags);
    proof->pairs++;
    if (percent == second && percent >= 0 && percent <= 100 && (percent != 100 || text_equal(a, b)))
        return percent;
    proof->differences++;
    fprintf(stderr, "percent %d, by the slow one %d\n", percent, second);
    print_text("a", a);
    print_text("b", b);
    return percent;
}
