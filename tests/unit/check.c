/* Checks: what each finds, and what it must not speak of, in several languages. */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check/check.h"

static struct check_language *languages[16];

static struct check_language *language_of(const char *lang)
{
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
        if (languages[i] == NULL)
            languages[i] = check_language_new(lang, NULL);
        assert_non_null(languages[i]);
        if (strcmp(languages[i]->lang, lang) == 0)
            return languages[i];
    }
    fail_msg("too many languages");
    return NULL;
}

static int free_languages(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
        check_language_free(languages[i]);
    return 0;
}

/* A translation with its languages, as "es>en". */
struct translation {
    const char *pair, *source, *target;
};

static void prepare(struct check_unit *unit, struct arena *arena,
                    const struct translation *translation, const char *source_tags,
                    const char *target_tags)
{
    char langs[2][COTEXTO_TAG_SIZE];
    assert_int_equal(sscanf(translation->pair, "%63[^>]>%63s", langs[0], langs[1]), 2);
    struct variant from = {langs[0], cotexto_text_of(translation->source),
                           cotexto_text_of(source_tags), NULL, 0},
                   to = {langs[1], cotexto_text_of(translation->target),
                         cotexto_text_of(target_tags), NULL, 0};
    assert_true(
        check_prepare(unit, language_of(langs[0]), language_of(langs[1]), &from, &to, arena, NULL));
}

/* "error 3..7 2..5 message" of the findings of one check, a line each. */
static void append(struct string *out, const struct check_unit *unit)
{
    static const char *const severities[] = {"info", "warning", "error"};
    for (size_t i = 0; i < unit->count; i++) {
        const struct check_finding *found = &unit->findings[i];
        string_append_format(out, "%s%s [%.*s] [%.*s]", i > 0 ? "; " : "",
                             severities[found->severity],
                             (int)(found->source.end - found->source.start),
                             unit->source.text.bytes + found->source.start,
                             (int)(found->target.end - found->target.start),
                             unit->target.text.bytes + found->target.start);
    }
}

static void assert_tagged(cotexto_check_rule check, const char *pair, const char *source,
                          const char *target, const char *source_tags, const char *target_tags,
                          const char *expected)
{
    struct arena arena = {0};
    struct check_unit unit;
    struct string said = {0};
    prepare(&unit, &arena, &(struct translation){pair, source, target}, source_tags, target_tags);
    assert_true(check_run(&unit, 1U << check, NULL));
    append(&said, &unit);
    if (strcmp(string_c(&said), expected) != 0)
        print_error("%s: %s | %s\n", cotexto_check_name(check), source, target);
    assert_string_equal(string_c(&said), expected);
    string_free(&said);
    arena_free(&arena);
}

static void assert_said(cotexto_check_rule check, const char *pair, const char *source,
                        const char *target, const char *expected)
{
    assert_tagged(check, pair, source, target, "", "", expected);
}

static void assert_silent(cotexto_check_rule check, const char *pair, const char *source,
                          const char *target)
{
    assert_said(check, pair, source, target, "");
}

static void test_numbers(void **state)
{
    (void)state;
    const cotexto_check_rule check = COTEXTO_CHECK_NUMBERS;
    assert_silent(check, "es>en", "El 7 de febrero de 2031.", "February 7, 2031.");
    assert_silent(check, "es>en", "Son 1.234,5 kg.", "It is 1,234.5 kg.");
    assert_silent(check, "es>en", "Son 12 000 pruebas.", "That is 12,000 tests.");
    assert_silent(check, "en>es", "Chapter 3, page 12", "Página 12, capítulo 3");
    assert_silent(check, "en>es", "In the 21st century", "En el siglo XXI");
    assert_silent(check, "en>es", "It has 3 wheels.", "Tiene tres ruedas.");
    assert_silent(check, "en>de", "It has 21 pages.", "Es hat einundzwanzig Seiten.");
    assert_silent(check, "en>es", "The 2nd door", "La segunda puerta");
    assert_silent(check, "en>es", "It cost 1.5 million.", "Costó 1.500.000.");
    assert_silent(check, "es>en", "Al menos 52 000 muertes.", "At least 52 thousand deaths.");
    assert_silent(check, "en>es", "In the 1970s", "En los años 70");
    assert_silent(check, "en>fr", "At 4:35 p.m.", "À 16 h 35");
    assert_silent(check, "en>es", "9 a.m. to 5 p.m.", "de 9.00 a 17.00 h");
    assert_silent(check, "en>es", "It&#8217;s late.", "Es tarde.");
    assert_silent(check, "es>en", "El 0,08 %.", "It is .08%.");
    assert_silent(check, "en>ar", "Page 12", "صفحة ١٢");
    assert_silent(check, "en>zh", "On 7 February 2031", "2031年2月7日");
    assert_said(check, "en>es", "Page 12 of 40", "Página 13 de 40", "error [12] [13]");
    assert_said(check, "en>es", "It is 1.5 m.", "Mide 15 m.", "error [1.5] [15]");
    assert_said(check, "es>en", "El 9 de febrero", "February 8", "error [9] [8]");
    assert_said(check, "en>es", "There are 45 of them.", "Los hay.", "warning [45] []");
    assert_said(check, "en>es", "There are many.", "Hay 45.", "warning [] [45]");
    assert_said(check, "en>es", "in 3 seconds", "en 2 segundos", "error [3] [2]");
    assert_said(check, "en>es", "every 1 second", "cada segundo", "info [1] []");
    assert_said(check, "en>es", "It has 3 wheels.", "Tiene cuatro ruedas.", "warning [3] []");
}

static void test_dates(void **state)
{
    (void)state;
    const cotexto_check_rule check = COTEXTO_CHECK_DATES;
    assert_silent(check, "es>en", "El 7 de febrero", "February 7");
    assert_silent(check, "es>en", "El 7 de febrero de 2031", "2/7/2031");
    assert_silent(check, "en>es", "It may rain.", "Puede que llueva.");
    assert_silent(check, "en>ru", "On May 7", "7 мая");
    assert_silent(check, "es>en", "Los días 9 y 11 de octubre", "October 9 and October 11");
    assert_said(check, "es>en", "Del 7 de mayo al 9 de mayo", "From May 7 to June 9",
                "error [mayo] [June]");
    assert_said(check, "es>en", "El 7 de febrero", "March 7", "error [febrero] [March]");
    assert_said(check, "en>es", "On Monday night", "La noche del domingo",
                "error [Monday] [domingo]");
}

static void test_marks(void **state)
{
    (void)state;
    assert_silent(COTEXTO_CHECK_END, "en>es", "Is it?", "¿Lo es?");
    assert_silent(COTEXTO_CHECK_END, "en>zh", "Is it?", "是吗？");
    assert_silent(COTEXTO_CHECK_END, "en>el", "Is it?", "Είναι;");
    assert_silent(COTEXTO_CHECK_END, "en>es", "Wait...", "Espere…");
    assert_silent(COTEXTO_CHECK_END, "en>es", "(See \"page.\")", "(Véase «página».)");
    assert_silent(COTEXTO_CHECK_END, "en>th", "It is.", "มันคือ");
    assert_said(COTEXTO_CHECK_END, "en>es", "Is it?", "Lo es.", "warning [?] [.]");
    assert_said(COTEXTO_CHECK_END, "en>es", "It is.", "Lo es", "info [.] []");

    assert_silent(COTEXTO_CHECK_BRACKETS, "en>es", "a) one (two)", "a) uno (dos)");
    assert_silent(COTEXTO_CHECK_BRACKETS, "en>es", "(a) one", "a) uno");
    assert_silent(COTEXTO_CHECK_BRACKETS, "en>es", "Well :)", "Bien :)");
    assert_silent(COTEXTO_CHECK_BRACKETS, "en>zh", "one (two)", "一（二）");
    assert_silent(COTEXTO_CHECK_BRACKETS, "en>es", "one (two", "uno (dos");
    assert_said(COTEXTO_CHECK_BRACKETS, "en>es", "one (two)", "uno (dos", "error [] [(]");
    assert_said(COTEXTO_CHECK_BRACKETS, "en>es", "one ([two])", "uno ([dos)]", "error [] [)]");
    assert_said(COTEXTO_CHECK_BRACKETS, "en>es", "one (two)", "uno dos", "info [] []");

    assert_silent(COTEXTO_CHECK_QUOTES, "en>es", "the \"one\"", "el «uno»");
    assert_silent(COTEXTO_CHECK_QUOTES, "en>de", "the “one”", "das „eine“");
    assert_silent(COTEXTO_CHECK_QUOTES, "en>es", "a 3.5\" disk", "un disco de 3,5\"");
    assert_silent(COTEXTO_CHECK_QUOTES, "en>es", "the '%s'", "el «%s»");
    assert_said(COTEXTO_CHECK_QUOTES, "en>es", "the \"one\"", "el «uno«", "warning [] [«]");
    assert_said(COTEXTO_CHECK_QUOTES, "en>es", "the '%s'", "el «%s", "warning [] [«]");
    assert_said(COTEXTO_CHECK_QUOTES, "en>es", "the \"one\"", "el uno", "info [\"] []");
}

static void test_opening(void **state)
{
    (void)state;
    const cotexto_check_rule check = COTEXTO_CHECK_OPENING;
    assert_silent(check, "en>es", "Is it? Yes!", "¿Lo es? ¡Sí!");
    assert_silent(check, "en>es", "What?!", "¡¿Qué?!");
    assert_silent(check, "en>es", "See x.org/?a=1 or a != b", "Vea x.org/?a=1 o a != b");
    assert_silent(check, "en>es", "Yahoo! Mail", "Correo de Yahoo!");
    assert_silent(check, "es>en", "¿Lo es?", "Is it?");
    assert_silent(check, "en>fr", "Is it?", "L'est-ce ?");
    assert_said(check, "en>es", "Is it?", "Lo es?", "warning [] [?]");
    assert_said(check, "en>es", "Load '%s'?", "Cargar '%s'?", "warning [] [?]");
    assert_silent(check, "en>es", "the operator \"?:\"", "el operador \"?:\"");
    assert_said(check, "en>es", "Is it? Is it not?", "¿Lo es? No lo es?", "warning [] [?]");
    assert_said(check, "es>en", "¡Sí!", "¡Yes!", "warning [] [¡]");
}

static void test_tags(void **state)
{
    (void)state;
    const cotexto_check_rule check = COTEXTO_CHECK_TAGS;
    const char *bold = "[\"<g id=\\\"1\\\">\",\"</g>\"]", *image = "[\"<x id=\\\"7\\\"/>\"]";
    assert_tagged(check, "en>es", "\uFFFCone\uFFFC", "\uFFFCuno\uFFFC", bold, bold, "");
    assert_tagged(check, "en>es", "\uFFFCone\uFFFC", "uno", bold, "",
                  "error [\uFFFC] []; error [\uFFFC] []");
    assert_tagged(check, "en>es", "one", "uno \uFFFC", "", image, "error [] [\uFFFC]");
    assert_tagged(check, "en>es", "\uFFFCone\uFFFC", "\uFFFCuno\uFFFC", bold,
                  "[\"</g>\",\"<g id=\\\"1\\\">\"]", "error [] [\uFFFC]");
    /* attributes that do not pair */
    assert_tagged(check, "en>es", "a\uFFFC", "b\uFFFC",
                  "[\"<ph x=\\\"1\\\" type=\\\"a\\\">c</ph>\"]", "[\"<ph x=\\\"1\\\">c</ph>\"]",
                  "");
    assert_silent(check, "en>es", "<b>one</b>", "<b>uno</b>");
    assert_silent(check, "en>es", "git <command>", "git <orden>");
    assert_said(check, "en>es", "<b>one</b>", "<b>uno", "error [</b>] []");
}

static void test_placeholders(void **state)
{
    (void)state;
    const cotexto_check_rule check = COTEXTO_CHECK_PLACEHOLDERS;
    assert_silent(check, "en>es", "`%s' has %d", "«%s» tiene %d");
    assert_silent(check, "en>es", "%s of %s", "%2$s de %1$s");
    assert_silent(check, "en>es", "50% sure, 100%% sure", "50 % de seguro, 100%% seguro");
    assert_silent(check, "en>es", "{0} in {name}", "En {name}, {0}");
    assert_said(check, "en>es", "%s has %d", "%s tiene", "error [%d] []");
    assert_said(check, "en>es", "%s has %d", "%d tiene %s", "error [] [%d]");
    assert_said(check, "en>es", "in {name}", "en {nombre}",
                "warning [{name}] []; warning [] [{nombre}]");
}

static void test_shape(void **state)
{
    (void)state;
    assert_said(COTEXTO_CHECK_EMPTY, "en>es", "one", " ", "error [one] []");
    assert_silent(COTEXTO_CHECK_EMPTY, "en>es", "", "");
    assert_silent(COTEXTO_CHECK_BLANKS, "en>es", "one ", "uno ");
    assert_silent(COTEXTO_CHECK_BLANKS, "en>es", "one.  Two", "uno.  Dos");
    assert_said(COTEXTO_CHECK_BLANKS, "en>es", "one ", "uno", "warning [ ] []");
    assert_said(COTEXTO_CHECK_BLANKS, "en>es", "one two", "uno  dos", "warning [] [  ]");
    assert_silent(COTEXTO_CHECK_MOJIBAKE, "en>es", "size", "tamaño");
    assert_said(COTEXTO_CHECK_MOJIBAKE, "en>es", "size", "tamaÃ±o", "error [] [tamaÃ±o]");
    assert_silent(COTEXTO_CHECK_CONTROL, "en>es", "\x02one\x02\n", "\x02uno\x02\n");
    assert_said(COTEXTO_CHECK_CONTROL, "en>es", "one", "u\x01no", "error [] [\x01]");
    assert_said(COTEXTO_CHECK_CONTROL, "en>es", "one \uFFFD", "uno \uFFFD", "error [] [\uFFFD]");
    /* without habits: three times; short texts may differ more */
    assert_silent(COTEXTO_CHECK_LENGTH, "en>es", "OK", "De acuerdo, adelante");
    assert_silent(COTEXTO_CHECK_LENGTH, "en>zh", "How are you today?", "你今天好吗？");
    assert_said(COTEXTO_CHECK_LENGTH, "en>es",
                "This sentence is long enough to tell something about the length of any other one.",
                "No.",
                "warning [This sentence is long enough to tell something about the length of any "
                "other one.] []");
}

static void test_words(void **state)
{
    (void)state;
    assert_silent(COTEXTO_CHECK_DOUBLE, "en>es", "the house", "la casa");
    assert_silent(COTEXTO_CHECK_DOUBLE, "es>en", "lo había visto", "he had had it");
    assert_silent(COTEXTO_CHECK_DOUBLE, "en>es", "in Bora Bora", "en Bora Bora");
    assert_silent(COTEXTO_CHECK_DOUBLE, "en>fr", "we see us", "nous nous voyons");
    assert_silent(COTEXTO_CHECK_DOUBLE, "en>id", "slowly", "pelan pelan");
    assert_silent(COTEXTO_CHECK_DOUBLE, "en>zh", "slowly", "慢慢地");
    assert_silent(COTEXTO_CHECK_DOUBLE, "en>es", "one, one", "uno, uno");
    assert_said(COTEXTO_CHECK_DOUBLE, "en>es", "in the house", "en la la casa", "warning [] [la]");

    assert_silent(COTEXTO_CHECK_UNTRANSLATED, "en>es", "Total: 12 kg", "Total: 12 kg");
    assert_silent(COTEXTO_CHECK_UNTRANSLATED, "en>en-GB", "This is the house.",
                  "This is the house.");
    assert_said(COTEXTO_CHECK_UNTRANSLATED, "en>es", "in the old house", "in the old house",
                "warning [in the old house] [in the old house]");

    assert_silent(COTEXTO_CHECK_LANGUAGE, "en>es", "The committee will meet in the old house.",
                  "El comité se reunirá en la vieja casa.");
    assert_silent(COTEXTO_CHECK_LANGUAGE, "en>ru", "Debian GNU/Linux 12", "Debian GNU/Linux 12");
    assert_said(COTEXTO_CHECK_LANGUAGE, "en>es", "The house", "Дом на горе",
                "error [] [Дом на горе]");
    assert_said(COTEXTO_CHECK_LANGUAGE, "es>en", "El comité se reunirá y verá la vieja casa.",
                "Le comité se réunira dans la vieille maison et il verra les amis qui sont avec "
                "nous pour le dîner.",
                "warning [] [Le comité se réunira dans la vieille maison et il verra les amis qui "
                "sont avec nous pour le dîner.]");
}

/* What is learned from translations: lengths, and the words of each language. */
static void test_habits(void **state)
{
    (void)state;
    struct check_habits habits;
    struct check_unit unit;
    uint32_t counts[2];
    habits_start(&habits);
    for (int i = 0; i < 60; i++) {
        struct arena arena = {0};
        char source[200], target[200];
        snprintf(source, sizeof source, "The old house number %d stands near the river.", i);
        snprintf(target, sizeof target, "La vieja casa número %d está cerca del río y del puente.",
                 i);
        prepare(&unit, &arena, &(struct translation){"en>es", source, target}, "", "");
        assert_true(habits_add(&habits, &unit, NULL));
        arena_free(&arena);
    }
    habits_finish(&habits, "en", "es");
    assert_true(habits.ratio_known);
    assert_true(habits.words_known);
    assert_true(habits.ratio > 0.05 && habits.ratio < 0.4);
    habits_of_word(&habits, TEXT("house"), counts);
    assert_int_equal(counts[0], 60);
    assert_int_equal(counts[1], 0);

    /* with them, two words are enough to see that nothing was translated */
    struct arena arena = {0};
    prepare(&unit, &arena, &(struct translation){"en>es", "Old house", "Old house"}, "", "");
    unit.habits = &habits;
    assert_true(check_run(&unit, 1U << COTEXTO_CHECK_UNTRANSLATED, NULL));
    assert_int_equal(unit.count, 1);
    prepare(&unit, &arena, &(struct translation){"en>es", "casa", "casa"}, "", "");
    unit.habits = &habits;
    assert_true(check_run(&unit, 1U << COTEXTO_CHECK_UNTRANSLATED, NULL));
    assert_int_equal(unit.count, 0);
    arena_free(&arena);
    habits_free(&habits);
}

static size_t count_terms(struct glossary *glossary, const char *source, const char *target)
{
    struct arena arena = {0};
    struct check_unit unit;
    prepare(&unit, &arena, &(struct translation){"en>es", source, target}, "", "");
    unit.glossary = glossary;
    assert_true(check_run(&unit, 1U << COTEXTO_CHECK_TERMS, NULL));
    size_t count = unit.count;
    arena_free(&arena);
    return count;
}

static void test_terms(void **state)
{
    (void)state;
    const cotexto_text agreement[] = {TEXT("acuerdo"), TEXT("convenio")};
    const cotexto_text framework[] = {TEXT("acuerdo marco")}, house[] = {TEXT("casa")};
    const cotexto_term terms[] = {{TEXT("agreement"), agreement, 2},
                                  {TEXT("framework agreement"), framework, 1},
                                  {TEXT("house"), house, 1}};
    struct glossary *glossary = glossary_new(language_of("en"), language_of("es"), terms, 3, NULL);
    assert_non_null(glossary);
    assert_int_equal(count_terms(glossary, "The agreements", "Los convenios"), 0);
    assert_int_equal(count_terms(glossary, "The Agreement", "El pacto"), 1);
    assert_int_equal(count_terms(glossary, "A framework agreement", "Un acuerdo marco"), 0);
    assert_int_equal(count_terms(glossary, "A framework agreement", "Un convenio"), 1);
    assert_int_equal(count_terms(glossary, "Two houses", "Dos viviendas"), 1);
    assert_int_equal(count_terms(glossary, "A boat", "Un barco"), 0);
    glossary_free(glossary);
}

static void assert_meets(struct consistency *consistency, const char *source, const char *target,
                         uint64_t number, const char *expected)
{
    struct arena arena = {0};
    struct check_unit unit;
    struct string said = {0};
    prepare(&unit, &arena, &(struct translation){"en>es", source, target}, "", "");
    assert_true(consistency_add(consistency, &unit, number, UINT32_MAX, NULL));
    append(&said, &unit);
    assert_string_equal(string_c(&said), expected);
    string_free(&said);
    arena_free(&arena);
}

static void test_consistency(void **state)
{
    (void)state;
    struct consistency *consistency = consistency_new(NULL);
    assert_meets(consistency, "The old house", "La casa vieja", 1, "");
    assert_meets(consistency, "The old  House", "La Casa vieja", 2, "");
    assert_meets(consistency, "The old house", "La antigua casa", 3,
                 "warning [] [La antigua casa]");
    assert_meets(consistency, "Open", "Abierto", 4, "");
    assert_meets(consistency, "Open", "Abrir", 5, "info [] [Abrir]");
    assert_meets(consistency, "Opened", "Abierto", 6, "info [Opened] []");
    /* more than the first table holds */
    for (unsigned i = 0; i < 3000; i++) {
        char source[40], target[40];
        snprintf(source, sizeof source, "number %u", i);
        snprintf(target, sizeof target, "número %u", i);
        assert_meets(consistency, source, target, 7, "");
    }
    assert_meets(consistency, "number 7", "cifra siete y más", 8, "info [] [cifra siete y más]");
    consistency_free(consistency);
}

static void test_names(void **state)
{
    (void)state;
    for (int i = 0; i < COTEXTO_CHECK_COUNT; i++) {
        const char *name = cotexto_check_name((cotexto_check_rule)i);
        assert_int_equal(cotexto_check_named(name, strlen(name), NULL), i);
    }
    cotexto_error *error = cotexto_error_new();
    assert_int_equal(cotexto_check_named("number", 6, error), COTEXTO_CHECK_COUNT);
    assert_string_equal(cotexto_error_id(error), "unknown-check");
    cotexto_error_free(error);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers),     cmocka_unit_test(test_dates),
        cmocka_unit_test(test_marks),       cmocka_unit_test(test_opening),
        cmocka_unit_test(test_tags),        cmocka_unit_test(test_placeholders),
        cmocka_unit_test(test_shape),       cmocka_unit_test(test_words),
        cmocka_unit_test(test_habits),      cmocka_unit_test(test_terms),
        cmocka_unit_test(test_consistency), cmocka_unit_test(test_names),
    };
    return cmocka_run_group_tests(tests, NULL, free_languages);
}
