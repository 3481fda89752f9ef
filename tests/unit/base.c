/* The base room: errors, arenas, strings, tables, tags, files. */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/bloom.h"
#include "base/error.h"
#include "base/file.h"
#include "base/sort.h"
#include "base/string.h"
#include "base/table.h"
#include "base/tag.h"
#include "base/text.h"

static void the_first_error_stays(void **state)
{
    (void)state;
    cotexto_error *error = cotexto_error_new();
    assert_int_equal(cotexto_error_kind(error), COTEXTO_OK);
    assert_false(error_set(error, COTEXTO_DATA, "first", "number %d", 1));
    error_set(error, COTEXTO_IO, "second", "number 2");
    error_file(error, "a.txt");
    error_file(error, "b.txt");
    error_line(error, 3, 7);
    assert_int_equal(cotexto_error_kind(error), COTEXTO_DATA);
    assert_string_equal(cotexto_error_id(error), "first");
    assert_string_equal(cotexto_error_message(error), "number 1");
    assert_string_equal(cotexto_error_file(error), "a.txt");
    assert_int_equal(cotexto_error_line(error), 3);
    assert_int_equal(cotexto_error_column(error), 7);
    assert_int_equal(cotexto_error_offset(error), -1);
    cotexto_error_clear(error);
    assert_int_equal(cotexto_error_kind(error), COTEXTO_OK);
    cotexto_error_free(error);
}

static void a_long_message_ends_on_a_character(void **state)
{
    (void)state;
    cotexto_error *error = cotexto_error_new();
    struct string text = {0};
    string_append_c(&text, "x");
    for (int i = 0; i < 1000; i++)
        string_append_c(&text, "ñ");
    error_set(error, COTEXTO_DATA, "long", "%s", text.bytes);
    size_t length = strlen(cotexto_error_message(error));
    assert_true(length > 1000 && length % 2 == 1);
    string_free(&text);
    cotexto_error_free(error);
}

static void an_arena_gives_aligned_zeroed_arrays(void **state)
{
    (void)state;
    struct arena arena = {0};
    for (size_t i = 1; i < 3000; i += 7) {
        unsigned char *bytes = arena_array(&arena, i, 3);
        assert_int_equal((uintptr_t)bytes % _Alignof(max_align_t), 0);
        for (size_t k = 0; k < i * 3; k++)
            assert_int_equal(bytes[k], 0);
        memset(bytes, 0xFF, i * 3);
    }
    assert_null(arena_array(&arena, SIZE_MAX / 2, 3));
    arena_reset(&arena);
    assert_text_equal(arena_text(&arena, TEXT("hola")), "hola");
    arena_free(&arena);
}

static void strings_grow_and_encode(void **state)
{
    (void)state;
    struct string s = {0};
    string_append_format(&s, "%d-%s", 42, "a");
    string_append_code_point(&s, 0xF1);
    string_append_code_point(&s, 0x20AC);
    string_append_code_point(&s, 0x1F600);
    string_append_code_point(&s, 0xD800);
    assert_true(string_ok(&s, NULL));
    assert_string_equal(s.bytes, "42-añ€😀\xEF\xBF\xBD");
    string_append(&s, "", SIZE_MAX - 2);
    assert_false(string_ok(&s, NULL));
    string_free(&s);
}

static void a_table_keeps_the_first_value(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct table table = {.arena = &arena};
    char key[16];
    for (uint32_t i = 0; i < 5000; i++) {
        snprintf(key, sizeof key, "k%u", i % 2500);
        uint32_t value = table_put(&table, cotexto_text_of(key), i);
        assert_int_equal(value, i % 2500);
    }
    assert_int_equal(table.count, 2500);
    assert_int_equal(table_find(&table, TEXT("k17")), 17);
    assert_int_equal(table_find(&table, TEXT("none")), TABLE_NONE);
    table_free(&table);
    arena_free(&arena);
}

static void hashes_never_change(void **state)
{
    (void)state;
    /* stored in memory files: a change here breaks them */
    assert_true(hash_text(TEXT("")) == UINT64_C(0xefd01f60ba992926));
    assert_true(hash_text(TEXT("hola")) != hash_text(TEXT("holb")));
}

static void tags_become_canonical(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"es", "es"},
        {"es_es", "es-ES"},
        {"spa", "es"},
        {"EN-gb", "en-GB"},
        {"zh_hant_tw", "zh-Hant-TW"},
        {"es-419", "es-419"},
        {"eng", "en"},
        {"iw", "he"},
        {"gl", "gl"},
        {"arn", "arn"},
    };
    char tag[COTEXTO_TAG_SIZE];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_true(cotexto_tag_canonical(cases[i][0], tag, NULL));
        assert_string_equal(tag, cases[i][1]);
    }
    static const char *const bad[] = {"", "e", "sp", "qqq", "english", "es-", "es-ñ", "12", "x y"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(cotexto_tag_canonical(bad[i], tag, NULL));
    cotexto_error *error = cotexto_error_new();
    static const char *const regions[][2] = {
        {"es", "es-ES"}, {"es-MX", "es-MX"},        {"es-419", "es-419"},
        {"en", "en-US"}, {"zh-Hant", "zh-Hant-TW"}, {"ca-valencia", "ca-ES-valencia"}};
    for (size_t i = 0; i < sizeof regions / sizeof *regions; i++) {
        tag_with_region(regions[i][0], tag);
        assert_string_equal(tag, regions[i][1]);
    }
    cotexto_tag_canonical("sp", tag, error);
    assert_int_equal(cotexto_error_kind(error), COTEXTO_USAGE);
    assert_non_null(strstr(cotexto_error_hint(error), "\"es\""));
    cotexto_error_free(error);
    assert_true(tag_same_language("es", "es-VE"));
    assert_false(tag_same_language("es", "est"));
}

static void widths_follow_the_script(void **state)
{
    (void)state;
    assert_int_equal(cotexto_display_width(TEXT("año")), 3);
    assert_int_equal(cotexto_display_width(TEXT("an\xCC\x83o")), 3);
    assert_int_equal(cotexto_display_width(TEXT("中国")), 4);
    assert_true(cotexto_right_to_left(TEXT("1. مرحبا")));
    assert_false(cotexto_right_to_left(TEXT("«hola» مرحبا")));
}

static void slurp_equals(const char *path, const char *expected)
{
    struct string text = {0};
    assert_true(file_read(path, 1000, &text, NULL));
    assert_string_equal(string_c(&text), expected);
    string_free(&text);
}

static void a_file_is_replaced_whole_or_not_at_all(void **state)
{
    (void)state;
    char folder[] = "/tmp/cotexto-base-XXXXXX", path[64], link[64];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/a", folder);
    snprintf(link, sizeof link, "%s/b", folder);
    struct atomic_file file;
    assert_true(atomic_open(&file, path, NULL));
    fputs("old", file.stream);
    assert_true(atomic_commit(&file, NULL));
    slurp_equals(path, "old");

    assert_true(atomic_open(&file, path, NULL));
    fputs("new", file.stream);
    atomic_abandon(&file);
    slurp_equals(path, "old");

    assert_int_equal(symlink(path, link), 0);
    assert_false(atomic_open(&file, link, NULL));
    assert_false(atomic_open(&file, folder, NULL));
    unlink(link);
    unlink(path);
    assert_int_equal(rmdir(folder), 0); /* nothing is left over */
}

/* Few and many, in digits that differ everywhere, in the low half, in the high half, nowhere. */
static void numbers_are_sorted_by_digits_as_by_comparing(void **state)
{
    (void)state;
    enum { MANY = 5000 };
    static const struct wide masks[] = {
        {UINT64_MAX, UINT64_MAX}, {0, 0x7FFFF00}, {0xFFF000FFF0000000, 0}, {0, 0}, {3, 1}};
    struct wide *items = malloc(MANY * sizeof *items), *wanted = malloc(MANY * sizeof *wanted);
    uint64_t seed = 1;
    assert_true(items != NULL && wanted != NULL);
    for (size_t m = 0; m < sizeof masks / sizeof *masks; m++) {
        for (size_t count = 0; count <= MANY; count = count * 4 + 1) {
            for (size_t i = 0; i < count; i++) {
                uint64_t low = hash_bytes(&seed, sizeof seed, 0);
                seed = hash_bytes(&low, sizeof low, 0);
                items[i] = (struct wide){(seed & masks[m].high) | 1 << 20, low & masks[m].low};
            }
            memcpy(wanted, items, count * sizeof *items);
            qsort(wanted, count, sizeof *wanted, wide_compare);
            wide_sort(items, count);
            assert_memory_equal(items, wanted, count * sizeof *items);
        }
    }
    free(items);
    free(wanted);
}

static uint64_t nth_hash(uint64_t n)
{
    return hash_bytes(&n, sizeof n, 0);
}

static void a_bloom_set_forgets_nothing_and_errs_seldom(void **state)
{
    (void)state;
    enum { HASHES = 100000 };
    struct bloom bloom = {0};
    size_t wrong = 0;
    for (uint64_t i = 0; i < HASHES; i++)
        wrong += bloom_add(&bloom, nth_hash(i));
    assert_true(wrong < HASHES / 1000);
    for (uint64_t i = 0; i < HASHES; i++)
        assert_true(bloom_add(&bloom, nth_hash(i)));
    bloom_free(&bloom);
}

static void reading_says_what_is_wrong(void **state)
{
    (void)state;
    cotexto_error *error = cotexto_error_new();
    struct string text = {0};
    assert_false(file_read("/nonexistent/x", 10, &text, error));
    assert_int_equal(cotexto_error_kind(error), COTEXTO_IO);
    assert_string_equal(cotexto_error_file(error), "/nonexistent/x");
    cotexto_error_clear(error);
    assert_false(file_read("/", 10, &text, error));
    assert_int_equal(cotexto_error_kind(error), COTEXTO_IO);
    cotexto_error_free(error);
    string_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_error_stays),
        cmocka_unit_test(a_long_message_ends_on_a_character),
        cmocka_unit_test(an_arena_gives_aligned_zeroed_arrays),
        cmocka_unit_test(strings_grow_and_encode),
        cmocka_unit_test(a_table_keeps_the_first_value),
        cmocka_unit_test(hashes_never_change),
        cmocka_unit_test(tags_become_canonical),
        cmocka_unit_test(widths_follow_the_script),
        cmocka_unit_test(a_file_is_replaced_whole_or_not_at_all),
        cmocka_unit_test(numbers_are_sorted_by_digits_as_by_comparing),
        cmocka_unit_test(a_bloom_set_forgets_nothing_and_errs_seldom),
        cmocka_unit_test(reading_says_what_is_wrong),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
