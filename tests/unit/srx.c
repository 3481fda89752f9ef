/* SRX: reading, language maps, cascade; and the engine against a slow reference written from the
 * standard's words: at each place the first rule whose text before and after fit decides. */
#include "test.h"

#include <stdlib.h>
#include <string.h>

#include <unicode/uregex.h>
#include <unicode/ustring.h>

#include "base/error.h"
#include "base/string.h"
#include "segment/srx.h"

#define HEAD(cascade)                                                                              \
    "<?xml version=\"1.0\"?><srx xmlns=\"http://www.lisa.org/srx20\" version=\"2.0\">"             \
    "<header segmentsubflows=\"yes\" cascade=\"" cascade "\"/><body><languagerules>"
#define TAIL "</srx>"

static char *cut(const char *file, const char *lang, const char *text)
{
    struct arena arena = {0};
    struct string out = {0};
    struct span *spans;
    size_t count;
    struct srx *srx = srx_read(cotexto_text_of(file), NULL);
    assert_non_null(srx);
    struct segmenter *segmenter = segmenter_new(lang, srx, TEXT(""), NULL);
    assert_non_null(segmenter);
    srx_free(srx);
    assert_true(segmenter_cut(segmenter, cotexto_text_of(text), &arena, &spans, &count, NULL));
    for (size_t i = 0; i < count; i++) {
        string_append_c(&out, i == 0 ? "" : "|");
        string_append(&out, text + spans[i].start, spans[i].end - spans[i].start);
    }
    segmenter_free(segmenter);
    arena_free(&arena);
    char *copy = strdup(string_c(&out));
    string_free(&out);
    return copy;
}

static void assert_cut(const char *file, const char *lang, const char *text, const char *expected)
{
    char *got = cut(file, lang, text);
    assert_string_equal(got, expected);
    free(got);
}

#define RULES                                                                                      \
    "<languagerule languagerulename=\"es\"><rule break=\"no\"><beforebreak>\\bSr\\.</beforebreak>" \
    "<afterbreak>\\s</afterbreak></rule></languagerule><languagerule languagerulename=\"all\">"    \
    "<rule><beforebreak>[.?!]+</beforebreak><afterbreak>\\s</afterbreak></rule></languagerule>"    \
    "</languagerules><maprules><languagemap languagepattern=\"ES.*\" languagerulename=\"es\"/>"    \
    "<languagemap languagepattern=\".*\" languagerulename=\"all\"/></maprules></body>"

static void maps_and_cascade(void **state)
{
    (void)state;
    const char *text = "El Sr. Paz vino. Sí.";
    assert_cut(HEAD("yes") RULES TAIL, "es-VE", text, "El Sr. Paz vino.|Sí.");
    assert_cut(HEAD("yes") RULES TAIL, "en", text, "El Sr.|Paz vino.|Sí.");
    assert_cut(HEAD("no") RULES TAIL, "es", text, "El Sr. Paz vino. Sí."); /* only the first map */
    assert_cut(HEAD("no") RULES TAIL, "en", text, "El Sr.|Paz vino.|Sí.");
    assert_cut(HEAD("yes") RULES TAIL, "es", "", "");
}

static void version_one(void **state)
{
    (void)state;
    assert_cut(
        "<srx version=\"1.0\"><header segmentsubflows=\"yes\"/><body><languagerules>"
        "<languagerule languagerulename=\"d\"><rule break=\"yes\"><beforebreak>\\.</beforebreak>"
        "<afterbreak> </afterbreak></rule></languagerule></languagerules><maprules><maprule "
        "maprulename=\"m\"><languagemap languagepattern=\".*\" languagerulename=\"d\"/></maprule>"
        "</maprules></body></srx>",
        "en", "A. B.", "A.|B.");
}

static void assert_refused(const char *file, const char *id)
{
    cotexto_error *error = cotexto_error_new();
    struct srx *srx = srx_read(cotexto_text_of(file), error);
    if (srx != NULL)
        assert_null(segmenter_new("es", srx, TEXT(""), error));
    assert_string_equal(cotexto_error_id(error), id);
    assert_int_equal(cotexto_error_kind(error), COTEXTO_DATA);
    assert_true(cotexto_error_line(error) > 0);
    srx_free(srx);
    cotexto_error_free(error);
}

static void bad_files_are_told(void **state)
{
    (void)state;
    assert_refused("<srx><body>", "xml");
    assert_refused("<?xml version=\"1.0\"?>\n<html/>", "not-srx");
    assert_refused(
        HEAD("yes") "<languagerule languagerulename=\"a\"><rule><beforebreak>(</beforebreak>"
                    "</rule></languagerule></languagerules><maprules><languagemap "
                    "languagepattern=\".*\" languagerulename=\"a\"/></maprules></body>" TAIL,
        "bad-rule");
}

/* A rule that would never end is stopped. */
static void slow_rules_are_stopped(void **state)
{
    (void)state;
    struct srx *srx = srx_read(
        TEXT(HEAD(
            "yes") "<languagerule languagerulename=\"a\"><rule><beforebreak>(a+)+b</beforebreak>"
                   "</rule></languagerule></languagerules><maprules><languagemap "
                   "languagepattern=\".*\" languagerulename=\"a\"/></maprules></body>" TAIL),
        NULL);
    struct segmenter *segmenter = segmenter_new("es", srx, TEXT(""), NULL);
    struct arena arena = {0};
    struct span *spans;
    size_t count;
    char text[64];
    memset(text, 'a', sizeof text);
    cotexto_error *error = cotexto_error_new();
    assert_false(
        segmenter_cut(segmenter, (cotexto_text){text, sizeof text}, &arena, &spans, &count, error));
    assert_string_equal(cotexto_error_id(error), "slow-rule");
    cotexto_error_free(error);
    arena_free(&arena);
    segmenter_free(segmenter);
    srx_free(srx);
}

/* ---------------------------------------------------------------------------------- the slow
 * reference */

struct slow_rule {
    bool breaks;
    const char *before, *after;
};

static const struct slow_rule slow_rules[] = {
    {false, "\\b(Sr|Dr)\\.", "\\s"},
    {false, "[A-Z]\\.", "\\s*[A-Z]"},
    {true, "\\.\\.\\.", "\\s+[A-Z]"},
    {false, "\\.\\.\\.", ""},
    {false, "^\\d+[.)]", "\\s"},
    {true, "[.?!]+[\"')]*", "\\s"},
    {true, "", ";\\s"},
    {true, ";", "\\s+\\p{Lu}"},
};
enum { RULE_COUNT = sizeof slow_rules / sizeof *slow_rules };

static URegularExpression *open_expression(const char *pattern)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar units[64];
    u_uastrcpy(units, pattern);
    URegularExpression *expression = uregex_open(units, -1, 0, NULL, &status);
    assert_true(U_SUCCESS(status));
    return expression;
}

/* Some text that ends at `place` fits `before` whole, and `after` fits what begins there. */
static bool fits_at(const struct slow_rule *rule, const UChar *text, int32_t length, int32_t place)
{
    UErrorCode status = U_ZERO_ERROR;
    URegularExpression *before = open_expression(rule->before),
                       *after = open_expression(rule->after);
    bool fits = false;
    uregex_setText(before, text, length, &status);
    uregex_useAnchoringBounds(before, 0, &status);
    uregex_useTransparentBounds(before, 1, &status);
    for (int32_t start = place; !fits && start >= 0; start--) {
        uregex_setRegion(before, start, place, &status);
        fits = uregex_matches(before, -1, &status);
    }
    uregex_setText(after, text, length, &status);
    fits = fits && uregex_lookingAt(after, place, &status);
    assert_true(U_SUCCESS(status));
    uregex_close(before);
    uregex_close(after);
    return fits;
}

static bool breaks_at(const UChar *text, int32_t length, int32_t place)
{
    for (size_t i = 0; i < RULE_COUNT; i++) {
        if (fits_at(&slow_rules[i], text, length, place))
            return slow_rules[i].breaks;
    }
    return false;
}

static void append_escaped(struct string *out, const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text == '<' || *text == '&' || *text == '>')
            string_append_format(out, "&#%d;", *text);
        else
            string_append_char(out, *text);
    }
}

static void equal_to_the_slow_reference(void **state)
{
    (void)state;
    static const char *const pieces[] = {"Sr.", "Dr.",  "A.",   "B. C.", "...",  "Fin.", "¿Sí?",
                                         "no!", "1.",   "2)",   ";",     "\"",   "')",   " ",
                                         "  ",  "casa", "Mesa", "x",     "z; Y", "?!",   "12.5"};
    struct string file = {0};
    string_append_c(&file, HEAD("yes") "<languagerule languagerulename=\"a\">");
    for (size_t i = 0; i < RULE_COUNT; i++) {
        string_append_format(&file, "<rule break=\"%s\"><beforebreak>",
                             slow_rules[i].breaks ? "yes" : "no");
        append_escaped(&file, slow_rules[i].before);
        string_append_c(&file, "</beforebreak><afterbreak>");
        append_escaped(&file, slow_rules[i].after);
        string_append_c(&file, "</afterbreak></rule>");
    }
    string_append_c(&file,
                    "</languagerule></languagerules><maprules><languagemap languagepattern=\".*\" "
                    "languagerulename=\"a\"/></maprules></body>" TAIL);
    unsigned seed = 3;
    for (int round = 0; round < 60; round++) {
        struct string text = {0}, expected = {0};
        for (int i = 0; i < 12; i++) {
            seed = seed * 1103515245 + 12345;
            string_append_c(&text, pieces[(seed >> 16) % (sizeof pieces / sizeof *pieces)]);
            string_append_c(&text, (seed >> 20) % 3 == 0 ? "" : " ");
        }
        UChar units[256];
        int32_t length;
        UErrorCode status = U_ZERO_ERROR;
        u_strFromUTF8(units, 256, &length, text.bytes, (int32_t)text.length, &status);
        assert_true(U_SUCCESS(status));
        for (int32_t place = 0, from = 0; place <= length; place++) {
            if (place < length && (place == 0 || !breaks_at(units, length, place)))
                continue;
            int32_t to = place;
            while (from < to && units[from] == ' ')
                from++;
            while (to > from && units[to - 1] == ' ')
                to--;
            for (int32_t i = from; i < to;) {
                UChar32 c;
                if (i == from && expected.length > 0)
                    string_append_char(&expected, '|');
                U16_NEXT(units, i, to, c);
                string_append_code_point(&expected, (uint32_t)c);
            }
            from = place;
        }
        assert_cut(file.bytes, "es", text.bytes, string_c(&expected));
        string_free(&text);
        string_free(&expected);
    }
    string_free(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(maps_and_cascade),
        cmocka_unit_test(version_one),
        cmocka_unit_test(bad_files_are_told),
        cmocka_unit_test(slow_rules_are_stopped),
        cmocka_unit_test(equal_to_the_slow_reference),
    };
    return cmocka_run_group_tests_name("srx", tests, NULL, NULL);
}
