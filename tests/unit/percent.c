/* The proof of the match percent: the examples of doc/matching.md, what always holds, and that a
 * second implementation gives the same for random and real pairs. bench/percent goes through more
 * of them. */
#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "corpus.h"
#include "percent_proof.h"
#include "texts.h"

enum { RANDOM_PAIRS = 20000, REAL_PAIRS = 16000 };

static const struct {
    const char *tag, *stemming;
} languages[] = {{"en", "english"}, {"es", "spanish"}, {"ru", "russian"},
                 {"ar", "arabic"},  {"zh", NULL},      {"th", NULL}};
enum { LANGUAGES = sizeof languages / sizeof *languages };

static struct proof proofs[LANGUAGES];

static int open_proofs(void **state)
{
    (void)state;
    for (size_t i = 0; i < LANGUAGES; i++) {
        if (!proof_open(&proofs[i], languages[i].tag, languages[i].stemming))
            return 1;
    }
    return 0;
}

static int close_proofs(void **state)
{
    (void)state;
    for (size_t i = 0; i < LANGUAGES; i++)
        proof_close(&proofs[i]);
    return 0;
}

static struct proof *proof_of(const char *tag)
{
    size_t i = 0;
    while (strcmp(languages[i].tag, tag) != 0)
        i++;
    return &proofs[i];
}

struct example {
    const char *a, *b;
    int percent;
};

static void check_examples(const char *tag, const struct example *examples, size_t count)
{
    struct proof *proof = proof_of(tag);
    for (size_t i = 0; i < count; i++) {
        int percent = proof_pair(proof, cotexto_text_of(examples[i].a), "",
                                 cotexto_text_of(examples[i].b), "");
        if (percent != examples[i].percent)
            print_error("%s / %s\n", examples[i].a, examples[i].b);
        assert_int_equal(percent, examples[i].percent);
    }
    assert_int_equal(proof->differences, 0);
}
#define CHECK_EXAMPLES(tag, examples)                                                              \
    check_examples(tag, examples, sizeof(examples) / sizeof *(examples))

#define TEN "One two three four five six seven eight "

/* doc/matching.md, the table, then what rule 4, 5 and the bounds say of the ends. */
static void the_table_of_examples(void **state)
{
    (void)state;
    static const struct example table[] = {
        {"Press the red button to start.", "Press the green button to start.", 84},
        {TEN "nine ten.", TEN "nine xxx.", 90},
        {TEN "nine ten.", TEN "yyy xxx.", 80},
        {TEN "nine ten.", "One two three four five six seven zzz yyy xxx.", 70},
        {"Page 3 of 12", "Page 4 of 12", 95},
        {"Save file", "Save File", 95},
        {"Save the file", "Save the file.", 95},
        {"A and B", "B and A", 33},
        {"Delete the selected account", "Do not delete the selected account", 64},
        {"Save  the file", "Save the file", 99},
        {"“Save” the file", "\"Save\" the file", 99},
        {"Save the\xE2\x80\x8B file", "Save the file", 99},
        {"Save the file", "Save the file", 100},
        {"", "", 0},
        {" ", " ", 0},
        {"", "Save", 0},
        {"...", "!!!", 0},
        {"...", "...", 100},
        {"Save", "Delete", 0},
        {"Save!!!!!!!!", "Save", 95},
        {"12", "3", 95},
        {"12", "Save", 0},
    };
    CHECK_EXAMPLES("en", table);
}

/* What a translator of each script would expect. Characters of scripts without spaces weigh 8 each,
 * with the marks upon them. */
static void scripts_are_matched_sensibly(void **state)
{
    (void)state;
    static const struct example thai[] = {
        /* ten words, the last one differs: 40 of 264 */
        {"ห้องสมุดของเมืองจะเปิดให้บริการทุกวันอาทิตย์", "ห้องสมุดของเมืองจะเปิดให้บริการทุกวันเสาร์", 85},
        {"ปี๒๕๖๗", "ปี๒๕๖๘", 95}, /* a number is a number in any digits */
        {"น้ำ", "นำ", 50},       /* a tone mark makes another character of one: 8 of 16 */
        {"บันทึกไฟล์", "บันทึก\xE2\x80\x8Bไฟล์", 99}, /* where a line may break */
    };
    static const struct example chinese[] = {
        {"我们明天下午在会议室讨论新的预算。", "我们明天上午在会议室讨论新的预算。",
         93}, /* 8 of 130 */
        {"我们明天下午在会议室讨论新的预算。", "我们下午在会议室讨论新的预算。",
         87},                             /* 16 of 130 */
        {"二〇二六年", "二〇二七年", 80}, /* words, not a number: no digits */
        {"2026 年", "2027 年", 95},
        {"葛\xF3\xA0\x84\x80飾", "葛飾", 95}, /* a variant's selector */
    };
    /* The narrow forms of kana, marks and digits fold to the wide ones. */
    static const struct example japanese[] = {
        {"コーヒーをガイドに書く", "ｺｰﾋｰをｶﾞｲﾄﾞに書く", 95},
        {"ファイルを保存する。", "ﾌｧｲﾙを保存する｡", 95},
        {"ファイルを保存する。", "フォルダを保存する。", 67}, /* 24 of 74 */
        {"「保存」を押す", "\"保存\"を押す", 99},
        {"１２ページ", "12ページ", 95},
    };
    /* Vowel signs and the stretched stroke are taken off by the stemmer, not by the fold: 4 a word.
     */
    static const struct example arabic[] = {
        {"كَتَبَ الوَلَدُ الدَّرْسَ", "كتب الولد الدرس", 50},
        {"كتـــاب جديد", "كتاب جديد", 75},
        {"الكتاب على الطاولة الكبيرة في الغرفة.", "كتاب على الطاولة الكبيرة في الغرفة.", 92},
        {"الصفحة ٣ من ١٢", "الصفحة ٤ من ١٢", 95},
    };
    static const struct example russian[] = {
        {"Удалить выбранный файл?", "Удалить выбранные файлы?", 69},   /* 8 of 26 */
        {"Файл сохранён на диске.", "Файлы сохранены на дисках.", 64}, /* 12 of 34 */
        {"Файл сохранён на диске.", "Письмо сохранено на диске.", 64}, /* 8 and 4 */
        {"Ёлка", "елка", 50},
    };
    CHECK_EXAMPLES("th", thai);
    CHECK_EXAMPLES("zh", chinese);
    CHECK_EXAMPLES("zh", japanese);
    CHECK_EXAMPLES("ar", arabic);
    CHECK_EXAMPLES("ru", russian);
}

/* The fold of every character that there is, alone; how they fold in company is up to ICU. */
static void every_character_folds_as_the_text_says(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct string text = {0}, expected = {0};
    for (uint32_t c = 1; c <= 0x10FFFF; c++) {
        uint16_t units[64];
        cotexto_text out;
        if (c >= 0xD800 && c <= 0xDFFF)
            continue;
        string_reset(&text);
        string_reset(&expected);
        string_append_code_point(&text, c);
        int32_t length = slow_fold_character((int32_t)c, units);
        for (int32_t i = 0; i < length; i++) {
            uint32_t unit = units[i];
            if (unit >= 0xD800 && unit <= 0xDBFF)
                unit = 0x10000 + ((unit - 0xD800) << 10) + (units[++i] - 0xDC00u);
            string_append_code_point(&expected, unit);
        }
        arena_reset(&arena);
        assert_true(text_fold(string_text(&text), &arena, &out, NULL));
        if (!text_equal(out, string_text(&expected)))
            print_error("U+%04X\n", c);
        assert_text_equal(out, string_c(&expected));
    }
    string_free(&text);
    string_free(&expected);
    arena_free(&arena);
}

/* The tokens of both implementations are told apart by the percent of a text and its tokens set
 * apart by blanks: 99, or 100 for the same bytes, when they are the same. */
static void set_apart(cotexto_text text, struct string *out)
{
    struct arena arena = {0};
    struct tokens tokens;
    assert_true(tokenizer_run(proof_of("en")->tokenizer, text, TEXT(""), &arena, &tokens, NULL));
    for (size_t i = 0; i < tokens.count; i++) {
        string_append_text(out, tokens.items[i].raw);
        string_append_c(out, " ");
    }
    arena_free(&arena);
}

/* Every character between every two of some that stand for a class of word boundaries. */
static void every_character_breaks_words_as_icu_does(void **state)
{
    (void)state;
    static const char *const sides[] = {"", "a", "1", "_", ".", "ñ"};
    enum { SIDES = sizeof sides / sizeof *sides };
    struct proof *proof = proof_of("zh");
    struct string text = {0}, apart = {0};
    for (uint32_t c = 1; c < 0x2E80; c++) {
        if (c == 0x0E00)
            c = 0x2000; /* what lies between is left to ICU */
        for (size_t i = 0; i < (size_t)SIDES * SIDES * 2; i++) {
            string_reset(&text);
            string_reset(&apart);
            string_append_c(&text, sides[i % SIDES]);
            string_append_code_point(&text, c);
            string_append_c(&text, i < SIDES * SIDES ? "" : "a");
            string_append_c(&text, sides[i / SIDES % SIDES]);
            set_apart(string_text(&text), &apart);
            proof_pair(proof, string_text(&text), "", string_text(&apart), "");
        }
    }
    assert_int_equal(proof->differences, 0);
    string_free(&text);
    string_free(&apart);
}

static const char *any_tags(struct dice *dice)
{
    static const char *const tags[] = {"", "[\"<b>\",\"</b>\"]", "[\"<b>\",\"<i>\"]",
                                       "[\"\",null,\"<ph/>\"]", "[]"};
    return tags[dice_roll(dice, sizeof tags / sizeof *tags)];
}

/* Half of the pairs are strangers, half are neighbours by one to four edits. */
static void random_pairs_have_the_same_percent_twice(void **state)
{
    (void)state;
    struct dice dice = {7};
    struct string a = {0}, b = {0}, c = {0};
    uint64_t differences = 0;
    for (size_t i = 0; i < RANDOM_PAIRS; i++) {
        string_reset(&a);
        string_reset(&b);
        texts_random(&dice, 16, &a);
        texts_random(&dice, 16, &b);
        for (size_t edits = i % 2 == 0 ? 0 : 1 + dice_roll(&dice, 4), k = 0; k < edits; k++) {
            string_reset(&c);
            texts_edit(&dice, EDITS_OF_ALL_KINDS, string_text(k == 0 ? &a : &b), string_text(&a),
                       &c);
            string_reset(&b);
            string_append_text(&b, string_text(&c));
        }
        proof_pair(&proofs[i % LANGUAGES], string_text(&a), any_tags(&dice), string_text(&b),
                   any_tags(&dice));
    }
    for (size_t i = 0; i < LANGUAGES; i++)
        differences += proofs[i].differences;
    assert_int_equal(differences, 0);
    string_free(&a);
    string_free(&b);
    string_free(&c);
}

static int by_bytes(const void *a, const void *b)
{
    return text_compare(*(const cotexto_text *)a, *(const cotexto_text *)b);
}

static void real_neighbours_have_the_same_percent_twice(void **state)
{
    (void)state;
    struct corpus corpus;
    if (!corpus_read(&corpus, "pairs-200k.tsv.xz", REAL_PAIRS / 2 + 1))
        skip();
    qsort(corpus.en, corpus.count, sizeof *corpus.en, by_bytes);
    qsort(corpus.es, corpus.count, sizeof *corpus.es, by_bytes);
    for (size_t i = 1; i < corpus.count; i++) {
        proof_pair(proof_of("en"), corpus.en[i - 1], "", corpus.en[i], "");
        proof_pair(proof_of("es"), corpus.es[i - 1], "", corpus.es[i], "");
    }
    assert_int_equal(proof_of("en")->differences + proof_of("es")->differences, 0);
    corpus_free(&corpus);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_table_of_examples),
        cmocka_unit_test(scripts_are_matched_sensibly),
        cmocka_unit_test(every_character_folds_as_the_text_says),
        cmocka_unit_test(every_character_breaks_words_as_icu_does),
        cmocka_unit_test(random_pairs_have_the_same_percent_twice),
        cmocka_unit_test(real_neighbours_have_the_same_percent_twice),
    };
    return cmocka_run_group_tests_name("percent", tests, open_proofs, close_proofs);
}
