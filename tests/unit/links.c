/* Word links: by likeness, by a lexicon, by what is left; spans and what is not told. */
#include "test.h"

#include <stdlib.h>

#include "align/links.h"

/* A dictionary: source, target, sightings. Words that stand in many pairs are common. */
struct known {
    const char *source, *target;
    double count;
};
static const struct known dictionary[] = {
    {"alianza", "partnership", 12},
    {"alianza", "alliance", 20},
    {"de", "of", 400},
    {"la", "the", 500},
    {"archivos", "file", 30},
    {"archivos", "files", 200},
    {"sistema", "system", 300},
    {"sistema", "filesystem", 20},
    {"archivos", "filesystem", 15},
    {"celebrara", "held", 30},
    {"celebrara", "be", 20},
    {"celebrara", "will", 20},
    {"valido", "valid", 40},
    {"un", "a", 400},
    {"actual", "current", 300},
    {"el", "the", 400},
    {"fue", "was", 200},
    {"realmente", "actually", 300},
};

static bool look_up(void *context, bool of_target, cotexto_text word,
                    bool (*each)(void *context, cotexto_text translation, double count),
                    void *each_context, cotexto_error *error)
{
    (void)error;
    ++*(size_t *)context;
    for (size_t i = 0; i < sizeof dictionary / sizeof *dictionary; i++) {
        const struct known *known = &dictionary[i];
        if (text_equal(word, cotexto_text_of(of_target ? known->target : known->source)) &&
            !each(each_context, cotexto_text_of(of_target ? known->source : known->target),
                  known->count))
            break;
    }
    return true;
}

struct fixture {
    struct linker *linker;
    struct arena arena;
    size_t asked;
    cotexto_text target;
    struct links links;
};

static struct fixture *with_lexicon, *without;

static struct fixture *fixture_new(double units)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    assert_non_null(fixture);
    fixture->linker = linker_new(look_up, &fixture->asked, units, NULL);
    assert_non_null(fixture->linker);
    return fixture;
}

static void fixture_free(struct fixture *fixture)
{
    linker_free(fixture->linker);
    arena_free(&fixture->arena);
    free(fixture);
}

static int set_up(void **state)
{
    (void)state;
    with_lexicon = fixture_new(1000);
    without = fixture_new(0);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    fixture_free(with_lexicon);
    fixture_free(without);
    return 0;
}

static cotexto_range part_of(const char *text, const char *part)
{
    const char *at = strstr(text, part);
    assert_non_null(at);
    size_t start = (size_t)(at - text);
    return (cotexto_range){start, start + strlen(part)};
}

/* What translates `part` of the source; empty when it is not told. */
static cotexto_text span(struct fixture *fixture, const char *source, const char *target,
                         const char *part)
{
    arena_reset(&fixture->arena);
    fixture->target = cotexto_text_of(target);
    assert_true(linker_run(fixture->linker, cotexto_text_of(source), fixture->target,
                           &fixture->arena, &fixture->links, NULL));
    cotexto_range range = links_span(&fixture->links, part_of(source, part));
    return text_slice(fixture->target, range.start, range.end);
}

static void words_that_look_alike_are_linked(void **state)
{
    (void)state;
    assert_text_equal(span(without, "Han forjado una importante alianza estratégica con Rusia.",
                           "They have forged an important strategic alliance with Russia.",
                           "alianza estratégica"),
                      "strategic alliance");
    assert_text_equal(
        span(without, "Pagó 1.234,5 euros en 2029.", "In 2029 he paid 1,234.5 euros.", "1.234,5"),
        "1,234.5");
    assert_text_equal(span(without, "Россия и Венесуэла", "Russia and Venezuela", "Венесуэла"),
                      "Venezuela");
}

/* Short equal words of two languages are often other words, and nothing speaks for a word alone. */
static void what_is_not_sure_is_not_told(void **state)
{
    (void)state;
    assert_text_equal(span(without, "Fue a pie.", "A cat went by.", "a"), "");
    assert_text_equal(span(without, "Quien mucho abarca poco aprieta.",
                           "Do not bite off more than you can chew.", "abarca"),
                      "");
    assert_text_equal(span(without, "", "Nothing", ""), "");
    assert_text_equal(span(without, "Algo", "", "Algo"), "");
}

static void the_lexicon_is_believed(void **state)
{
    (void)state;
    assert_text_equal(
        span(with_lexicon, "La alianza fue disuelta.", "The partnership was ended.", "alianza"),
        "partnership");
    /* a likeness that was never seen where both words often were is worth little */
    assert_text_equal(span(with_lexicon, "el actual", "the actually current", "actual"), "current");
}

static void several_words_stand_for_one_and_one_for_several(void **state)
{
    (void)state;
    assert_text_equal(span(with_lexicon, "La reunión se celebrará mañana.",
                           "The meeting will be held tomorrow.", "celebrará"),
                      "will be held");
    assert_text_equal(span(with_lexicon, "Monta un sistema de archivos.", "Mounts a filesystem.",
                           "sistema de archivos"),
                      "filesystem");
}

/* Light words follow their neighbours, not the first of their kind. */
static void light_words_stay_near(void **state)
{
    (void)state;
    assert_text_equal(
        span(with_lexicon, "el sistema de la alianza", "the system of the alliance", "la alianza"),
        "the alliance");
    assert_text_equal(
        span(with_lexicon, "el sistema de la alianza", "the system of the alliance", "el sistema"),
        "the system");
}

static void a_span_takes_what_nothing_else_explains(void **state)
{
    (void)state;
    assert_text_equal(span(with_lexicon,
                           "una reunión de la Comisión Mixta de Pesca, según el acuerdo",
                           "a meeting of the Joint Fisheries Commission, under the agreement",
                           "Comisión Mixta de Pesca"),
                      "Joint Fisheries Commission");
    /* two words left over are too many for one */
    assert_text_equal(
        span(with_lexicon, "una reunión de la Comisión Mixta de Pesca, según el acuerdo",
             "a meeting of the Joint Fisheries Commission, under the agreement", "Comisión Mixta"),
        "Commission");
}

/* Between "sistema" and "válido" one word is left on both sides. */
static void the_last_two_words_are_linked(void **state)
{
    (void)state;
    assert_text_equal(
        span(with_lexicon, "el sistema gruñe: válido", "the system growls: valid", "gruñe"),
        "growls");
    assert_text_equal(
        span(with_lexicon, "el sistema gruñe mucho: válido", "the system growls: valid", "gruñe"),
        "");
}

static void marks_part_a_span(void **state)
{
    (void)state;
    assert_text_equal(span(with_lexicon, "la alianza: el sistema de la alianza",
                           "the alliance, the system of the alliance", "el sistema"),
                      "the system");
}

static void changed_words_are_given_as_ranges(void **state)
{
    (void)state;
    const char *source = "El 4 y el 6 de octubre: la alianza estratégica.";
    const char *target = "On October 4 and 6: the strategic alliance.";
    assert_int_equal(span(with_lexicon, source, target, "4").length, 1);
    cotexto_range parts[] = {part_of(source, "4"), part_of(source, "alianza estratégica")};
    cotexto_range *ranges;
    size_t count;
    struct fixture *fixture = with_lexicon;
    assert_true(links_words(&fixture->links, parts, 2, &fixture->arena, &ranges, &count, NULL));
    assert_int_equal(count, 2);
    assert_text_equal(text_slice(fixture->target, ranges[0].start, ranges[0].end), "4");
    assert_text_equal(text_slice(fixture->target, ranges[1].start, ranges[1].end),
                      "strategic alliance");
    assert_true(links_words(&fixture->links, NULL, 0, &fixture->arena, &ranges, &count, NULL));
    assert_int_equal(count, 0);
}

static void words_are_asked_for_once(void **state)
{
    (void)state;
    span(with_lexicon, "La alianza.", "The alliance.", "alianza");
    assert_int_equal(with_lexicon->asked, 4);
    span(with_lexicon, "La alianza, la alianza.", "The alliance, the alliance.", "alianza");
    assert_int_equal(with_lexicon->asked, 4);
    assert_int_equal(without->asked, 0);
}

/* The marks of a letter belong to its range. */
static void ranges_hold_whole_letters(void **state)
{
    (void)state;
    assert_text_equal(span(without, "2029 ปี", "year 2029", "2029"), "2029");
    assert_text_equal(span(without, "word 17", "๑๗ ปี", "17"), "๑๗");
    struct fixture *fixture = without;
    span(fixture, "x", "ปี", "x");
    assert_int_equal(fixture->links.word_counts[1], 1);
    assert_int_equal(fixture->links.words[1][0].end, strlen("ปี"));
}

static void texts_without_end_get_no_links(void **state)
{
    (void)state;
    size_t length = 6 * 1200;
    char *text = malloc(length + 1);
    assert_non_null(text);
    for (size_t i = 0; i < 1200; i++)
        memcpy(text + 6 * i, "word2 ", 6);
    text[length] = '\0';
    assert_int_equal(span(without, text, text, "word2").length, 0);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(words_that_look_alike_are_linked, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_not_sure_is_not_told, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_lexicon_is_believed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(several_words_stand_for_one_and_one_for_several, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(light_words_stay_near, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_span_takes_what_nothing_else_explains, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_last_two_words_are_linked, set_up, tear_down),
        cmocka_unit_test_setup_teardown(marks_part_a_span, set_up, tear_down),
        cmocka_unit_test_setup_teardown(changed_words_are_given_as_ranges, set_up, tear_down),
        cmocka_unit_test_setup_teardown(words_are_asked_for_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(ranges_hold_whole_letters, set_up, tear_down),
        cmocka_unit_test_setup_teardown(texts_without_end_get_no_links, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
