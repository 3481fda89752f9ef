/* Placeables: numbers, dates and the like in several languages, and translations adapted to them.
 */
#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "base/string.h"
#include "match/adapt.h"
#include "match/number.h"
#include "match/placeable.h"

/* What one language needs, made when first asked for. */
struct language {
    const char *lang;
    struct tokenizer *tokenizer;
    struct conventions *conventions;
};

static struct language languages[16];

static struct language *language_of(const char *lang)
{
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
        struct language *language = &languages[i];
        if (language->lang != NULL && strcmp(language->lang, lang) == 0)
            return language;
        if (language->lang != NULL)
            continue;
        language->lang = lang;
        language->tokenizer = tokenizer_new(lang, true, NULL);
        assert_non_null(language->tokenizer);
        language->conventions = conventions_new(lang, language->tokenizer, NULL);
        assert_non_null(language->conventions);
        return language;
    }
    fail_msg("too many languages");
    return NULL;
}

static int free_languages(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
        tokenizer_free(languages[i].tokenizer);
        conventions_free(languages[i].conventions);
    }
    return 0;
}

/* ---------------------------------------------------------------------------------- recognising */

/* "number 1234.5 @1.234,5" for each placeable. */
static void assert_found(const char *lang, const char *text, const char *expected)
{
    static const char *const kinds[] = {"number", "ordinal", "roman", "day",      "month",
                                        "year",   "weekday", "time",  "currency", "code"};
    struct language *language = language_of(lang);
    struct arena arena = {0};
    struct tokens tokens;
    struct placeables found;
    struct string out = {0};
    cotexto_text whole = cotexto_text_of(text);
    assert_true(tokenizer_run(language->tokenizer, whole, TEXT(""), &arena, &tokens, NULL));
    assert_true(placeables_find(&(struct match_text){whole, &tokens, language->conventions},
                                language->conventions->order, &arena, &found, NULL));
    for (size_t i = 0; i < found.count; i++) {
        const struct placeable *item = &found.items[i];
        string_append_format(&out, "%s%s %.*s", i == 0 ? "" : "; ", kinds[item->kind],
                             (int)item->value.length, item->value.bytes);
        assert_true(item->start < item->end && item->end <= whole.length);
    }
    assert_string_equal(string_c(&out), expected);
    string_free(&out);
    arena_free(&arena);
}

static void numbers_are_read_as_the_language_writes_them(void **state)
{
    (void)state;
    assert_found("es", "1.234,5 o 1234,5 o 1 234,5", "number 1234.5; number 1234.5; number 1234.5");
    assert_found("es", "1.234 y 1,234 y 0.234 y 97.4",
                 "number 1234; number 1.234; number 0.234; number 97.4");
    assert_found("en", "1,234.5 and 1.234 and 1,234", "number 1234.5; number 1.234; number 1234");
    assert_found("es-MX", "1,234.50 y 1,234", "number 1234.5; number 1234");
    assert_found("de", "1.234.567,89", "number 1234567.89");
    assert_found("fr", "12 345,6 et 12 345", "number 12345.6; number 12345");
    assert_found("ru", "12 345,6", "number 12345.6");
    assert_found("ar", "١٬٢٣٤٫٥ و ١٢", "number 1234.5; number 12");
    assert_found("en", "en 2019 300 people", "number 2019; number 300");
    assert_found("en", "section 4.2.1, agent 007", "code 4.2.1; code 007");
    assert_found("hi", "1,23,456", "number 123456");
}

static void dates_are_taken_apart(void **state)
{
    (void)state;
    assert_found("es", "el 7 de febrero de 2020", "day 7; month 2; year 2020");
    assert_found("es", "el viernes 7 de febrero", "weekday 6; day 7; month 2");
    assert_found("es", "el 7 y 9 de octubre", "day 7; day 9; month 10");
    assert_found("en", "on Friday, February 7, 2020", "weekday 6; month 2; day 7; year 2020");
    assert_found("en", "7th of February 2020", "day 7; month 2; year 2020");
    assert_found("en", "7 February 2020", "day 7; month 2; year 2020");
    assert_found("en", "Feb. 7, 2020", "month 2; day 7; year 2020");
    assert_found("en", "they may march on", "");
    assert_found("fr", "le 1er mars 2021", "day 1; month 3; year 2021");
    assert_found("de", "am 7. Februar 2020", "day 7; month 2; year 2020");
    assert_found("pt", "7 de fevereiro de 2020", "day 7; month 2; year 2020");
    assert_found("ru", "7 февраля 2020 года", "day 7; month 2; year 2020");
    assert_found("ru", "в феврале", "month 2");
    assert_found("ar", "7 فبراير 2020", "day 7; month 2; year 2020");
    assert_found("zh", "2020年2月7日", "year 2020; month 2; day 7");
    assert_found("es", "07/02/2020", "day 7; month 2; year 2020");
    assert_found("en-US", "07/02/2020", "month 7; day 2; year 2020");
    assert_found("de", "07.02.2020", "day 7; month 2; year 2020");
    assert_found("en", "2020-02-07", "year 2020; month 2; day 7");
    assert_found("es", "31/13/2020", "number 31; number 13; number 2020");
    assert_found("es", "el mar y 3 mar", "day 3; month 3");
}

static void other_placeables(void **state)
{
    (void)state;
    assert_found("es", "a las 16.35 horas", "time 16:35");
    assert_found("es", "16.35 euros", "number 16.35");
    assert_found("en", "at 4:35 p.m. sharp", "time 16:35");
    assert_found("en", "at 12:05 AM", "time 00:05");
    assert_found("fr", "à 16h35", "time 16:35");
    assert_found("de", "um 9:35 am Montag", "time 09:35; weekday 2");
    assert_found("en", "$ 5 or 5 EUR or €5",
                 "currency $; number 5; number 5; currency EUR; currency EUR; number 5");
    assert_found("en", "the 21st and the 3rd", "ordinal 21; ordinal 3");
    assert_found("es", "el 3º y la 4ª", "ordinal 3; ordinal 4");
    assert_found("es", "siglo XXI, Juan Carlos I, MI", "roman 21; roman 1");
    assert_found("en", "see https://example.org/a?b=1. Or a.b@example.org!",
                 "code https://example.org/a?b=1; code a.b@example.org");
    assert_found("en", "{0} of %1$d, B2", "code {0}; code %1$d; code B2");
    assert_found("es", "el «%s»", "code %s");
}

static void roman_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *raw;
        unsigned value;
    } cases[] = {{"I", 1},     {"IV", 4},         {"IX", 9},   {"XIV", 14},         {"XL", 40},
                 {"XCIX", 99}, {"MCMXCIX", 1999}, {"IIII", 0}, {"VX", 0},           {"IC", 0},
                 {"VV", 0},    {"", 0},           {"XIX", 19}, {"MMMCMXCIX", 3999}, {"IXX", 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(roman_value(cotexto_text_of(cases[i].raw)), cases[i].value);
}

/* ------------------------------------------------------------------------------------ adapting */

static void take(const char *lang, const char *text, struct arena *arena, struct tokens *tokens,
                 struct match_text *out)
{
    struct language *language = language_of(lang);
    *out = (struct match_text){cotexto_text_of(text), tokens, language->conventions};
    assert_true(tokenizer_run(language->tokenizer, out->text, TEXT(""), arena, tokens, NULL));
}

/* expected "": not adapted. */
static void assert_adapted(const char *langs, const char *query, const char *source,
                           const char *target, const char *expected)
{
    static const char *const known[] = {"en", "es", "fr", "de",    "pt",    "ru",
                                        "ar", "zh", "it", "en-US", "en-GB", "es-MX"};
    struct arena arena = {0};
    struct tokens tokens[3];
    struct match_text texts[3];
    cotexto_text adapted;
    const char *from = NULL, *to = NULL;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) { /* "es en" */
        size_t length = strlen(known[i]);
        if (strncmp(langs, known[i], length) == 0 && langs[length] == ' ')
            from = known[i];
        if (strcmp(strchr(langs, ' ') + 1, known[i]) == 0)
            to = known[i];
    }
    assert_true(from != NULL && to != NULL);
    take(from, query, &arena, &tokens[0], &texts[0]);
    take(from, source, &arena, &tokens[1], &texts[1]);
    take(to, target, &arena, &tokens[2], &texts[2]);
    assert_true(adapt(&texts[0], &texts[1], &texts[2], &arena, &adapted, NULL));
    assert_string_equal(adapted.length == 0 ? "" : adapted.bytes, expected);
    arena_free(&arena);
}

static void numbers_are_adapted(void **state)
{
    (void)state;
    assert_adapted("es en", "Costó 5.678,9 euros", "Costó 1.234,5 euros", "It cost 1,234.5 euros",
                   "It cost 5,678.9 euros");
    assert_adapted("es en", "Costó 1.200 euros", "Costó 950 euros", "It cost 950 euros",
                   "It cost 1,200 euros");
    assert_adapted("es en", "En el 98,1 % de los casos", "En el 97,4 % de los casos",
                   "In 97.4% of cases", "In 98.1% of cases");
    assert_adapted("en es", "In 98.1% of cases", "In 97.4% of cases", "En el 97,4 % de los casos",
                   "En el 98,1 % de los casos");
    assert_adapted("es fr", "Costó 12.345 euros", "Costó 10.000 euros", "Cela coûte 10 000 euros",
                   "Cela coûte 12 345 euros");
    assert_adapted("es de", "Costó 12345,6 euros", "Costó 10.000 euros", "Es kostete 10.000 Euro",
                   "Es kostete 12.345,6 Euro");
    assert_adapted("es ar", "Costó 12 euros", "Costó 15 euros", "كلف ١٥ يورو", "كلف ١٢ يورو");
    /* several times, and in another order */
    assert_adapted("es en", "de 4 a 4 y 9", "de 3 a 3 y 8", "8, from 3 to 3", "9, from 4 to 4");
    assert_adapted("es en", "6 de 4", "4 de 6", "6, 4 of them", "4, 6 of them");
    /* the number is written in another language's way on both sides */
    assert_adapted("es en", "unos 1.235 metros", "unos 1.234 metros", "some 1.234 metres",
                   "some 1.235 metres");
}

static void nothing_is_adapted_in_doubt(void **state)
{
    (void)state;
    assert_adapted("es en", "de 4 a 5", "de 3 a 3", "from 3 to 3", "");
    assert_adapted("es en", "unos 4 barcos", "unos 3 barcos", "three ships", "");
    assert_adapted("es en", "unos 4 barcos", "unos 3 barcos", "3 ships of 3", "");
    assert_adapted("es en", "unos 4 buques", "unos 3 barcos", "some 3 ships", "");
    assert_adapted("es en", "unos 3 barcos", "unos 3 barcos", "some 3 ships", "");
    assert_adapted("es en", "un plazo de 9 días", "un plazo de 8 días", "an 8 day term", "");
    assert_adapted("es en", "un plazo de 80 días", "un plazo de 8 días", "an 8 day term",
                   "an 80 day term");
    assert_adapted("es ru", "visitó 5 países", "visitó 4 países", "посетил 4 страны", "");
    assert_adapted("es ru", "visitó 3 países", "visitó 4 países", "посетил 4 страны",
                   "посетил 3 страны");
    assert_adapted("en es", "Page 2 of 12", "Page 1 of 12", "Página 1 de 12", "Página 2 de 12");
    assert_adapted("en es", "7 or 9 ships", "7 or 8 ships", "7 u 8 barcos", "");
}

static void dates_are_adapted(void **state)
{
    (void)state;
    const char *query = "Caracas, 9 de marzo de 2021", *source = "Caracas, 7 de febrero de 2020";
    assert_adapted("es en", query, source, "Caracas, February 7, 2020", "Caracas, March 9, 2021");
    assert_adapted("es en", query, source, "Caracas, 7 February 2020", "Caracas, 9 March 2021");
    assert_adapted("es en", query, source, "Caracas, 7th February 2020", "Caracas, 9th March 2021");
    assert_adapted("es en", query, source, "Caracas, Feb. 7, 2020", "Caracas, Mar. 9, 2021");
    assert_adapted("es en", "Caracas, 9 de mayo de 2021", source, "Caracas, Feb. 7, 2020", "");
    assert_adapted("es fr", query, source, "Caracas, 7 févr. 2020", "");
    assert_adapted("es en", query, source, "CARACAS, FEBRUARY 7, 2020", "CARACAS, MARCH 9, 2021");
    assert_adapted("es en", query, source, "Caracas, 2020-02-07", "Caracas, 2021-03-09");
    assert_adapted("es en", query, source, "Caracas, 02/07/2020", "Caracas, 03/09/2021");
    assert_adapted("es en", query, source, "Caracas, 07/02/2020", "Caracas, 09/03/2021");
    assert_adapted("es fr", query, source, "Caracas, le 7 février 2020", "Caracas, le 9 mars 2021");
    assert_adapted("es fr", "Caracas, 1 de marzo de 2021", source, "Caracas, le 7 février 2020",
                   "Caracas, le 1er mars 2021");
    assert_adapted("es fr", "el mes de abril", "el mes de mayo", "le mois de mai", "");
    assert_adapted("es de", query, source, "Caracas, 7. Februar 2020", "Caracas, 9. März 2021");
    assert_adapted("es pt", query, source, "Caracas, 7 de fevereiro de 2020",
                   "Caracas, 9 de março de 2021");
    assert_adapted("es ru", query, source, "Каракас, 7 февраля 2020 года",
                   "Каракас, 9 марта 2021 года");
    assert_adapted("es ru", "en marzo", "en febrero", "в феврале", "");
    assert_adapted("es ar", query, source, "كاراكاس، 7 فبراير 2020", "كاراكاس، 9 مارس 2021");
    assert_adapted("es zh", query, source, "加拉加斯，2020年2月7日", "加拉加斯，2021年3月9日");
    assert_adapted("zh es", "加拉加斯，2021年3月9日", "加拉加斯，2020年2月7日", source, query);
    assert_adapted("es en", "Caracas, 09/03/2021", source, "Caracas, February 7, 2020",
                   "Caracas, March 9, 2021");
    assert_adapted("es en", "Los visitó el 9 y 11 de noviembre.", "Los visitó el 4 y 6 de octubre.",
                   "It visited them on October 4 and 6.", "It visited them on November 9 and 11.");
    assert_adapted("es en", "el lunes 9 de marzo", "el viernes 7 de febrero",
                   "on Friday, February 7", "on Monday, March 9");
    assert_adapted("es en", "en junio", "en mayo", "in May", "in June");
    assert_adapted("es en", "Caracas, 9 de marzo", source, "Caracas, February 7, 2020", "");
    /* "en" is British and American */
    assert_adapted("en es", "on 03/02/2020", "on 02/02/2020", "el 2 de febrero de 2020", "");
    assert_adapted("en-GB es", "on 03/02/2020", "on 02/02/2020", "el 2 de febrero de 2020",
                   "el 3 de febrero de 2020");
    assert_adapted("en-US es", "on 03/02/2020", "on 02/02/2020", "el 2 de febrero de 2020",
                   "el 2 de marzo de 2020");
}

static void other_placeables_are_adapted(void **state)
{
    (void)state;
    assert_adapted("es en", "a las 9.05 horas", "a las 16.35 horas", "at 4:35 p.m.",
                   "at 9:05 a.m.");
    assert_adapted("es en", "a las 17:00", "a las 16:35", "at 16:35", "at 17:00");
    assert_adapted("es en", "a las 17:10", "a las 16:00", "at 4 p.m.", "");
    assert_adapted("es fr", "a las 9:05", "a las 16:35", "à 16h35", "à 9h05");
    assert_adapted("es en", "500 EUR", "400 USD", "USD 400", "EUR 500");
    assert_adapted("es en", "500 €", "400 €", "EUR 400", "EUR 500");
    assert_adapted("es en", "500 $", "400 €", "EUR 400", "");
    assert_adapted("es en", "el siglo XX", "el siglo XXI", "the 21st century", "the 20th century");
    assert_adapted("es en", "Parte II", "Parte I", "Part I", "Part II");
    assert_adapted("es en", "el 22º lugar", "el 21º lugar", "21st place", "22nd place");
    assert_adapted("en es", "the 22nd place", "the 21st place", "el 21.º lugar", "el 22.º lugar");
    assert_adapted("en es", "March 2", "March 1", "el 1º de marzo", "");
    assert_adapted("es fr", "el 1º lugar", "el 2º lugar", "la 2e place", "");
    assert_adapted("es en", "véase http://b.org/2", "véase http://a.org/1", "see http://a.org/1.",
                   "see http://b.org/2.");
    assert_adapted("es en", "escriba a b@c.org", "escriba a a@c.org", "write to a@c.org",
                   "write to b@c.org");
    assert_adapted("es en", "el formulario B3", "el formulario B2", "form B2", "form B3");
}

/* Languages that ICU knows well, hardly or not at all. */
static void every_language_has_conventions(void **state)
{
    (void)state;
    static const char *const langs[] = {"fa", "th", "hi",  "he", "ja",  "ko",      "fi",
                                        "ca", "eu", "tlh", "qu", "und", "zh-Hant", "sr-Latn"};
    for (size_t i = 0; i < sizeof langs / sizeof *langs; i++) {
        struct tokenizer *tokenizer = tokenizer_new(langs[i], true, NULL);
        struct conventions *conventions = conventions_new(langs[i], tokenizer, NULL);
        assert_non_null(conventions);
        assert_true(conventions->decimal != 0 && conventions->primary > 0);
        conventions_free(conventions);
        tokenizer_free(tokenizer);
    }
}

/* Whatever the texts are, nothing breaks, and a text is never adapted to itself. */
static void texts_at_random(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "7",  "12",    "1.234", ",",     "5",       "de",  "febrero",      "2020", "/",  "-",
        ":",  "35",    "p.m.",  "a",     "m",       "las", "\xC2\xA0",     " ",    "%",  "d",
        "{",  "}",     "@",     "x.org", "http://", "€",   "USD",          "XXI",  "IV", "lunes",
        "3º", "16h05", "２０",  "١٢",    "年",      "月",  "\xEF\xBF\xBC", "",     "0",  "."};
    unsigned seed = 5;
    for (int round = 0; round < 3000; round++) {
        char text[3][128] = {"", "", ""};
        for (int side = 0; side < 3; side++) {
            for (unsigned i = 0; i < 9; i++) {
                seed = seed * 1103515245 + 12345;
                strcat(text[side], pieces[(seed >> 16) % (sizeof pieces / sizeof *pieces)]);
                strcat(text[side], (seed >> 24) % 3 == 0 ? " " : "");
            }
        }
        struct arena arena = {0};
        struct tokens tokens[3];
        struct match_text texts[3];
        cotexto_text adapted;
        for (int side = 0; side < 3; side++)
            take(side < 2 ? "es" : "en", text[side], &arena, &tokens[side], &texts[side]);
        assert_true(adapt(&texts[0], &texts[1], &texts[2], &arena, &adapted, NULL));
        assert_true(adapt(&texts[1], &texts[1], &texts[2], &arena, &adapted, NULL));
        assert_int_equal(adapted.length, 0);
        arena_free(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_read_as_the_language_writes_them),
        cmocka_unit_test(dates_are_taken_apart),
        cmocka_unit_test(other_placeables),
        cmocka_unit_test(roman_numbers),
        cmocka_unit_test(numbers_are_adapted),
        cmocka_unit_test(nothing_is_adapted_in_doubt),
        cmocka_unit_test(dates_are_adapted),
        cmocka_unit_test(other_placeables_are_adapted),
        cmocka_unit_test(every_language_has_conventions),
        cmocka_unit_test(texts_at_random),
    };
    return cmocka_run_group_tests_name("placeable", tests, NULL, free_languages);
}
