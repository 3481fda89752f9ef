/* What a picture is written of. Whole pictures: tests/cli/align.bats. */
#include "test.h"

#include "base/text.h"
#include "desk/svg.h"

static void assert_written(struct string *out, const char *wanted)
{
    assert_string_equal(out->bytes, wanted);
    string_reset(out);
}

static void numbers_have_a_point_and_two_decimals(void **state)
{
    (void)state;
    struct string out = {0};
    SVG(&out, "M% %h%v%z", 1, -0.5, 2.006, 10.1);
    assert_written(&out, "M1 -0.5h2.01v10.1z");
    SVG(&out, "%", 700.0 / 3);
    assert_written(&out, "233.33");
    string_free(&out);
}

static void excerpts_are_safe(void **state)
{
    (void)state;
    static const struct {
        const char *text, *wanted;
    } cases[] = {
        {"a<b&\"c\">d", "a&lt;b&amp;&quot;c&quot;&gt;d"},
        {"a\tb\nc\u2028d\u00A0e", "a b c d e"},
        {"a\x01\x1B"
         "b\xC2\x86"
         "c\uFFFE\uFFFFd",
         "abcd"},
        {"a\u202Eb\u2066c\u200Fd\u061Ce", "abcde"},
        {"a\xFF"
         "b",
         "a\uFFFDb"},
        {"می\u200Cشود", "می\u200Cشود"},
        {"1234567890abc", "1234567890…"},
        {"一二三四五六", "一二三四五…"},
        {"e\u0301e\u0301e\u0301", "e\u0301e\u0301e\u0301"},
    };
    struct string out = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        svg_excerpt(&out, cotexto_text_of(cases[i].text), 10, false);
        assert_written(&out, cases[i].wanted);
    }
    svg_excerpt(&out, TEXT("One."), 10, true);
    assert_written(&out, "One. …");
    svg_excerpt_apart(&out, TEXT("שלום"), 10, false);
    assert_written(&out, "\u2068שלום\u2069");
    string_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_have_a_point_and_two_decimals),
        cmocka_unit_test(excerpts_are_safe),
    };
    return cmocka_run_group_tests_name("picture", tests, NULL, NULL);
}
