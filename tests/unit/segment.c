/* The segment room: sentence ends by word classes. */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/string.h"
#include "segment/segment.h"

/* A text with | where it must be cut: what comes out, marked in the same way. */
static void cut_marked(struct segmenter *segmenter, const char *marked, struct string *got)
{
    struct arena arena = {0};
    struct string text = {0};
    for (const char *c = marked; *c != '\0'; c++) {
        if (*c != '|')
            string_append_char(&text, *c);
    }
    struct span *spans;
    size_t count;
    assert_true(segmenter_cut(segmenter, string_text(&text), &arena, &spans, &count, NULL));
    for (size_t i = 0; i < count; i++) {
        if (i > 0) {
            string_append_char(got, '|');
            string_append(got, text.bytes + spans[i - 1].end, spans[i].start - spans[i - 1].end);
        }
        string_append(got, text.bytes + spans[i].start, spans[i].end - spans[i].start);
    }
    string_free(&text);
    arena_free(&arena);
}

static void assert_cut(struct segmenter *segmenter, const char *marked)
{
    struct string got = {0};
    cut_marked(segmenter, marked, &got);
    assert_string_equal(string_c(&got), marked);
    string_free(&got);
}

static void assert_all(const char *lang, const char *const *cases, size_t count)
{
    struct segmenter *segmenter = segmenter_new(lang, NULL, TEXT(""), NULL);
    assert_non_null(segmenter);
    assert_true(strlen(segmenter_profile(segmenter)) > 5);
    for (size_t i = 0; i < count; i++)
        assert_cut(segmenter, cases[i]);
    segmenter_free(segmenter);
}

static void spanish(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "Llegó el Sr. Pérez.| Se fue a las 4:35 a. m. del lunes.",
        "¿Vendrá?| ¡Claro que sí!| Dijo que sí.",
        "EE. UU. y la UE firmaron el acuerdo núm. 12.| Rige desde hoy.",
        "Véase el art. 9, ap. 2, del Acuerdo.| Entra en vigor hoy.",
        "Fija 14.300 toneladas.| El 97,4 % cumple.",
        "«Merecen respeto.| ¡Son compatibles!», dijo la Dra. Helga Brandt.",
        "Hay frutas (p. ej. peras) en la mesa.| Coma.",
        "Contacto: oficina de prensa, tel. +00 555 0142 (lun.-vie., de 9.00 a 17.00 h).| Gracias.",
        "Es una nación.| ¿y la de allí?",
        "Rige desde 1985; los demás siguen.",
        "Fue aprobado en 1985;| Esta ley rige hoy.",
        "Terminó el acto.|Luego hubo una cena.",
        "Véase www.ejemplo.org o archivo.txt para más.",
        "La densidad es de 7,63 hab. / km².| También creció.",
        "No sé… quizá mañana.| O nunca…| Adiós.",
    };
    assert_all("es", cases, sizeof cases / sizeof *cases);
}

static void english(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "Dr. Smith met Mr. J. P. Jones at 4:35 p.m. in Geneva.| He left.",
        "The U.S. and the U.K. signed art. 5.| It is in force.",
        "“Is it?” she asked.| “It is.”| He agreed.",
        "See pp. 14–16 and fig. 3.| Then go on.",
        "It costs $3.50, i.e., little.| Buy it!",
        "1. The first item| 2. The second item| 3. The third",
        "a) bread| b) milk",
        "• 9. Nine| • 10. Ten",
        "Yahoo! is a firm.| they said so.",
        "The meeting is at 10 a.m. (CDT) in the hall.",
        "It was in the region . . . and so on.",
        "Visit www.example.org today.| Thanks.",
    };
    assert_all("en", cases, sizeof cases / sizeof *cases);
}

static void other_languages(void **state)
{
    (void)state;
    static const char *const german[] = {"Das gilt z. B. für Dr. Meyer.| Er kam am 3. Oktober an."};
    static const char *const unknown[] = {"Una frase.| Otra frase."};
    assert_all("de", german, 1);
    assert_all("ca", unknown, 1);
    struct segmenter *segmenter = segmenter_new("zh", NULL, TEXT(""), NULL);
    struct arena arena = {0};
    struct span *spans;
    size_t count;
    assert_true(
        segmenter_cut(segmenter, TEXT("会议将在日内瓦举行。谢谢！"), &arena, &spans, &count, NULL));
    assert_int_equal(count, 2);
    assert_true(segmenter_cut(segmenter, TEXT(""), &arena, &spans, &count, NULL));
    assert_int_equal(count, 0);
    arena_free(&arena);
    segmenter_free(segmenter);
}

static void profiles_differ_by_language(void **state)
{
    (void)state;
    struct segmenter *es = segmenter_new("es", NULL, TEXT(""), NULL),
                     *ve = segmenter_new("es-VE", NULL, TEXT(""), NULL),
                     *en = segmenter_new("en", NULL, TEXT(""), NULL);
    assert_string_equal(segmenter_profile(es), segmenter_profile(ve));
    assert_string_not_equal(segmenter_profile(es), segmenter_profile(en));
    segmenter_free(es);
    segmenter_free(ve);
    segmenter_free(en);
}

/* The cases of one file: exactly as many are right as its first line says. */
static void assert_file(struct segmenter *segmenter, const char *lang, const char *half)
{
    char path[4096];
    char *line = NULL;
    size_t size = 0, wanted = 0, right = 0;
    snprintf(path, sizeof path, "%s/tests/data/segment/%s.%s.txt", getenv("TOP_SRCDIR"), lang,
             half);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    for (ssize_t length; (length = getline(&line, &size, file)) > 0;) {
        line[length - 1] = '\0';
        const char *tab = strchr(line, '\t');
        struct string got = {0};
        if (tab == NULL) {
            assert_int_equal(sscanf(line, "# right: %zu", &wanted), 1);
            continue;
        }
        cut_marked(segmenter, tab + 1, &got);
        right += strcmp(string_c(&got), tab + 1) == 0;
        string_free(&got);
    }
    free(line);
    fclose(file);
    if (right != wanted)
        print_message("%s: %zu right, the file says %zu\n", path, right, wanted);
    assert_true(wanted > 0 && right == wanted);
}

static void written_cases(void **state)
{
    (void)state;
    static const char *const languages[] = {"ar", "de", "en", "es", "fr",
                                            "it", "ja", "pt", "ru", "zh"};
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
        struct segmenter *segmenter = segmenter_new(languages[i], NULL, TEXT(""), NULL);
        assert_file(segmenter, languages[i], "tuned");
        assert_file(segmenter, languages[i], "held");
        segmenter_free(segmenter);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spanish),
        cmocka_unit_test(english),
        cmocka_unit_test(other_languages),
        cmocka_unit_test(written_cases),
        cmocka_unit_test(profiles_differ_by_language),
    };
    return cmocka_run_group_tests_name("segment", tests, NULL, NULL);
}
