/* The match room: tokens, edit script, flags. The percent has a test of its own, percent.c. */
#include "test.h"

#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/string.h"
#include "match/flags.h"
#include "match/percent.h"

struct pair {
    struct arena arena;
    struct tokens a, b;
    cotexto_text a_text, b_text;
};

static struct tokenizer *english;

static int open_tokenizer(void **state)
{
    (void)state;
    english = tokenizer_new("en", true, NULL);
    return english == NULL;
}

static int close_tokenizer(void **state)
{
    (void)state;
    tokenizer_free(english);
    return 0;
}

static void pair_make(struct pair *pair, const char *a, const char *b)
{
    *pair = (struct pair){.a_text = cotexto_text_of(a), .b_text = cotexto_text_of(b)};
    assert_true(tokenizer_run(english, pair->a_text, TEXT(""), &pair->arena, &pair->a, NULL));
    assert_true(tokenizer_run(english, pair->b_text, TEXT(""), &pair->arena, &pair->b, NULL));
}

static void tokens_have_classes_and_weights(void **state)
{
    (void)state;
    struct pair pair;
    pair_make(&pair, "It's 1,234.5 km (B2)!", "会议 3");
    static const enum token_class classes[] = {TOKEN_WORD,        TOKEN_NUMBER, TOKEN_WORD,
                                               TOKEN_PUNCTUATION, TOKEN_WORD,   TOKEN_PUNCTUATION,
                                               TOKEN_PUNCTUATION};
    assert_int_equal(pair.a.count, 7);
    for (size_t i = 0; i < pair.a.count; i++)
        assert_int_equal(pair.a.items[i].class, classes[i]);
    assert_int_equal(pair.a.weight, 4 * 8 + 3 * 2);
    assert_int_equal(pair.b.count, 3); /* a Han character is a word of its own */
    assert_int_equal(pair.b.items[1].class, TOKEN_WORD);
    arena_free(&pair.arena);
}

static void inline_tags_are_one_token(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct tokens tokens;
    assert_true(tokenizer_run(english, TEXT("a \xEF\xBF\xBC b"), TEXT("[\"<ph>x</ph>\"]"), &arena,
                              &tokens, NULL));
    assert_int_equal(tokens.count, 3);
    assert_int_equal(tokens.items[1].class, TOKEN_TAG);
    assert_text_equal(tokens.items[1].raw, "<ph>x</ph>");
    arena_free(&arena);
}

static const char *const words[] = {"save",   "Save", "saved", "the", "file", "files", "3",
                                    "12",     ".",    ",",     "not", "\"",   "«",     "»",
                                    "delete", "(",    ")",     "é",   "会",   "1.5"};

static void random_text(unsigned *seed, char *out, size_t size)
{
    size_t length = 0, count = (*seed = *seed * 1103515245 + 12345, *seed >> 16) % 12;
    out[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        *seed = *seed * 1103515245 + 12345;
        const char *word = words[(*seed >> 16) % (sizeof words / sizeof *words)];
        length += (size_t)snprintf(out + length, size - length, i == 0 ? "%s" : " %s", word);
    }
}

/* The steps cover both texts, their price is the distance. */
static void the_script_costs_the_distance(void **state)
{
    (void)state;
    unsigned seed = 11;
    char a[256], b[256];
    for (int i = 0; i < 1000; i++) {
        struct pair pair;
        struct edit *edits;
        size_t count, a_at = 0, b_at = 0;
        random_text(&seed, a, sizeof a);
        random_text(&seed, b, sizeof b);
        pair_make(&pair, a, b);
        assert_true(match_script(&pair.a, &pair.b, &pair.arena, &edits, &count, NULL));
        for (size_t k = 0; k < count; k++) {
            assert_true(edits[k].a_start >= a_at && edits[k].b_start >= b_at);
            if (edits[k].kind == EDIT_EQUAL)
                assert_true(text_equal(text_slice(pair.a_text, edits[k].a_start, edits[k].a_end),
                                       text_slice(pair.b_text, edits[k].b_start, edits[k].b_end)));
            a_at = edits[k].a_end;
            b_at = edits[k].b_end;
        }
        assert_true(pair.a.count == 0 || a_at == pair.a_text.length || count == 0 ||
                    a_at == pair.a.items[pair.a.count - 1].start +
                                pair.a.items[pair.a.count - 1].length);
        arena_free(&pair.arena);
    }
}

static unsigned flags_in(const char *lang, const char *a, const char *b)
{
    struct arena arena = {0};
    struct tokens tokens[2];
    struct tokenizer *tokenizer = tokenizer_new(lang, true, NULL);
    assert_non_null(tokenizer);
    struct conventions *conventions = conventions_new(lang, tokenizer, NULL);
    assert_non_null(conventions);
    struct match_text texts[2] = {{cotexto_text_of(a), &tokens[0], conventions},
                                  {cotexto_text_of(b), &tokens[1], conventions}};
    unsigned flags;
    for (int i = 0; i < 2; i++)
        assert_true(tokenizer_run(tokenizer, texts[i].text, TEXT(""), &arena, &tokens[i], NULL));
    assert_true(match_flags(&texts[0], &texts[1], &arena, &flags, NULL));
    conventions_free(conventions);
    tokenizer_free(tokenizer);
    arena_free(&arena);
    return flags;
}

static void flags_tell_what_a_percent_hides(void **state)
{
    (void)state;
    assert_int_equal(flags_in("en", "Do not save it", "Do save it"), MATCH_FLAG_NEGATION);
    assert_int_equal(flags_in("en", "Page 3", "Page 4"), MATCH_FLAG_NUMBER);
    assert_int_equal(flags_in("en", "Page 3", "Page 3"), 0);
    assert_int_equal(flags_in("en", "\"Page\"", "“Page”"), MATCH_FLAG_FORMATTING);
    assert_int_equal(flags_in("en", "section 4.2.1", "section 4.2.2"), MATCH_FLAG_NUMBER);
}

static void the_same_number_written_otherwise_is_the_same(void **state)
{
    (void)state;
    assert_int_equal(flags_in("es", "unos 1.234,5 euros", "unos 1234,5 euros"), 0);
    assert_int_equal(flags_in("es", "unos 1 234 euros", "unos 1.234 euros"), 0);
    assert_int_equal(flags_in("es", "el 7 de febrero de 2020", "el 7 febrero 2020"), 0);
    assert_int_equal(flags_in("es", "unos 1.234 euros", "unos 1,234 euros"), MATCH_FLAG_NUMBER);
}

static void negation_is_counted_as_the_language_does(void **state)
{
    (void)state;
    assert_int_equal(flags_in("es", "No lo vio nunca", "Nunca lo vio"), 0);
    assert_int_equal(flags_in("es", "No digo que no venga", "No digo que venga"),
                     MATCH_FLAG_NEGATION);
    assert_int_equal(flags_in("es", "Con su permiso", "Sin su permiso"), MATCH_FLAG_NEGATION);
    assert_int_equal(flags_in("fr", "Il ne vient pas", "Il vient"), MATCH_FLAG_NEGATION);
    assert_int_equal(flags_in("es", "Es más alto que nunca", "Es más alto que antes"), 0);
    assert_int_equal(flags_in("es", "Trabaja mejor que nadie", "Trabaja mejor que antes"), 0);
    assert_int_equal(flags_in("es", "Dice que nunca viene", "Dice que viene"), MATCH_FLAG_NEGATION);
    assert_int_equal(
        flags_in("es", "Más tarde dijo él que nunca viene", "Más tarde dijo él que viene"),
        MATCH_FLAG_NEGATION);
    assert_int_equal(flags_in("pt", "É mais alto do que nunca", "É mais alto do que antes"), 0);
    assert_int_equal(flags_in("pt", "Nunca vem", "Ele vem"), MATCH_FLAG_NEGATION);
    assert_int_equal(flags_in("en", "Higher than ever", "Higher than before"), 0);
    assert_int_equal(flags_in("ru", "Он не придёт", "Он придёт"), MATCH_FLAG_NEGATION);
    assert_int_equal(flags_in("zh", "我不去", "我去"), MATCH_FLAG_NEGATION);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tokens_have_classes_and_weights),
        cmocka_unit_test(inline_tags_are_one_token),
        cmocka_unit_test(the_script_costs_the_distance),
        cmocka_unit_test(flags_tell_what_a_percent_hides),
        cmocka_unit_test(the_same_number_written_otherwise_is_the_same),
        cmocka_unit_test(negation_is_counted_as_the_language_does),
    };
    return cmocka_run_group_tests_name("match", tests, open_tokenizer, close_tokenizer);
}
