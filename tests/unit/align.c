/* The aligner, on small texts made for these tests. Quality on real ones:
 * tests/cli/statements.bats, bench/align. */
#include "test.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "align/align.h"
#include "align/boundary.h"
#include "align/cognate.h"
#include "align/confidence.h"
#include "align/crossing.h"
#include "align/cut.h"
#include "align/fit.h"
#include "align/length.h"
#include "align/shapes.h"
#include "align/stretch.h"
#include "base/error.h"

enum { MOST = 64 };

struct case_run {
    struct arena arena;
    struct bead *beads;
    size_t count;
};

static struct align_side side_of(const char *const *texts, const char *lang,
                                 struct align_sentence *room)
{
    size_t count = 0;
    for (; texts[count] != NULL; count++)
        room[count] = (struct align_sentence){cotexto_text_of(texts[count]), 0};
    return (struct align_side){room, count, lang};
}

static void align(struct case_run *run, const char *const *source, const char *const *target,
                  const struct lexicon *lexicon)
{
    struct align_sentence rooms[2][MOST];
    struct align_side sides[2] = {side_of(source, "es", rooms[0]), side_of(target, "en", rooms[1])};
    struct align_options options = {.lexicon = lexicon};
    *run = (struct case_run){0};
    assert_true(
        align_texts(&sides[0], &sides[1], &options, &run->arena, &run->beads, &run->count, NULL));
    size_t s = 0, t = 0; /* every sentence is in exactly one bead, in order */
    for (size_t i = 0; i < run->count; i++) {
        assert_int_equal(run->beads[i].source, s);
        assert_int_equal(run->beads[i].target, t);
        assert_true(run->beads[i].confidence >= 0 && run->beads[i].confidence <= 1);
        s += run->beads[i].source_count;
        t += run->beads[i].target_count;
    }
    assert_int_equal(s, sides[0].count);
    assert_int_equal(t, sides[1].count);
}

static void assert_shape(const struct bead *bead, size_t source_count, size_t target_count)
{
    assert_int_equal(bead->source_count, source_count);
    assert_int_equal(bead->target_count, target_count);
}

static const char *const spanish[] = {
    "El ministro llegó a Ginebra el 3 de octubre de 2029, con once delegados.",
    "La delegación visitó en San Isidro el puerto, la catedral y el museo.",
    "Firmó el acuerdo la viceministra Brandt; lo presentó el embajador Ortega a las 16.35.",
    "La próxima conferencia será en Puerto Ámbar en 2034.", NULL};

static void splits_joins_and_omissions(void **state)
{
    (void)state;
    static const char *const split[] = {
        "The minister arrived in Geneva on October 3, 2029, with eleven delegates.",
        "The delegation visited the port, the cathedral and the museum in San Isidro.",
        "Deputy Minister Brandt signed the accord.",
        "Ambassador Ortega presented it at 16:35.",
        "The next conference will be in Puerto Ámbar in 2034.",
        NULL};
    static const char *const omitted[] = {
        "The minister arrived in Geneva on October 3, 2029, with eleven delegates.",
        "Deputy Minister Brandt signed the accord; Ambassador Ortega presented it at 16:35.",
        "The next conference will be in Puerto Ámbar in 2034.", NULL};
    struct case_run run;
    align(&run, spanish, split, NULL);
    assert_int_equal(run.count, 4);
    assert_shape(&run.beads[0], 1, 1);
    assert_shape(&run.beads[2], 1, 2);
    assert_shape(&run.beads[3], 1, 1);
    arena_free(&run.arena);
    align(&run, spanish, omitted, NULL);
    assert_int_equal(run.count, 4);
    assert_shape(&run.beads[1], 1, 0);
    arena_free(&run.arena);
}

static void empty_sides_and_sentences(void **state)
{
    (void)state;
    static const char *const nothing[] = {NULL},
                             *const gaps[] = {"", "Hola a todos.", "", "Adiós.", NULL},
                             *const english[] = {"Hello everybody.", "Goodbye.", NULL};
    struct case_run run;
    align(&run, nothing, nothing, NULL);
    assert_int_equal(run.count, 0);
    arena_free(&run.arena);
    align(&run, english, nothing, NULL);
    assert_int_equal(run.count, 2);
    assert_shape(&run.beads[0], 1, 0);
    arena_free(&run.arena);
    align(&run, nothing, english, NULL);
    assert_int_equal(run.count, 2);
    assert_shape(&run.beads[1], 0, 1);
    arena_free(&run.arena);
    align(&run, gaps, english, NULL);
    assert_shape(&run.beads[0], 1, 0); /* the empty sentence stands alone */
    arena_free(&run.arena);
}

/* An aside in brackets is a sentence that one side often lacks. */
static void asides_stand_alone(void **state)
{
    (void)state;
    static const char *const with[] = {
        "Gracias a los intérpretes, sin los cuales nada sería posible en 2034.", "(Risas).",
        "La próxima cumbre será en Puerto Ámbar.", NULL};
    static const char *const without[] = {
        "Thanks to the interpreters, without whom nothing would be possible in 2034.",
        "The next summit will be in Puerto Ámbar.", NULL};
    struct case_run run;
    align(&run, with, without, NULL);
    assert_int_equal(run.count, 3);
    assert_shape(&run.beads[1], 1, 0);
    arena_free(&run.arena);
}

/* The middle sentence could belong to either neighbour: the dictionary knows. */
static void a_lexicon_decides(void **state)
{
    (void)state;
    static const char *const source[] = {"Uno come hierba fresca.", "Otro bebe leche tibia.",
                                         "Ella lee novelas largas.", NULL};
    static const char *const first[] = {"One eats fresh grass and another drinks warm milk.",
                                        "She reads long novels.", NULL};
    static const char *const last[] = {"One eats fresh grass.",
                                       "Another drinks warm milk and she reads long novels.", NULL};
    static const char *const pairs[][2] = {
        {"otro", "another"}, {"bebe", "drinks"},  {"leche", "milk"}, {"tibia", "warm"},
        {"come", "eats"},    {"hierba", "grass"}, {"lee", "reads"},  {"novelas", "novels"}};
    struct lexicon *lexicon = lexicon_new(NULL);
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        assert_true(lexicon_add(lexicon, cotexto_text_of(pairs[i][0]), cotexto_text_of(pairs[i][1]),
                                2, NULL));
    struct case_run run;
    align(&run, source, first, lexicon);
    assert_int_equal(run.count, 2);
    assert_shape(&run.beads[0], 2, 1);
    arena_free(&run.arena);
    align(&run, source, last, lexicon);
    assert_int_equal(run.count, 2);
    assert_shape(&run.beads[0], 1, 1);
    arena_free(&run.arena);
    lexicon_free(lexicon);
}

/* Sentences known to be translations teach the words that decide here. */
static bool add_learned(void *lexicon, cotexto_text source, cotexto_text target, double count)
{
    return lexicon_add(lexicon, source, target, count, NULL);
}

static void a_lexicon_is_learned_from_known_translations(void **state)
{
    (void)state;
    static const char *const known[2][13] = {
        {"otro perro", "otro gato", "bebe agua", "bebe vino", "leche fresca", "leche tibia",
         "come pan", "come uvas", "hierba alta", "hierba seca", "lee libros", "lee novelas", NULL},
        {"another dog", "another cat", "drinks water", "drinks wine", "fresh milk", "warm milk",
         "eats bread", "eats grapes", "tall grass", "dry grass", "reads books", "reads novels",
         NULL}};
    static const char *const source[] = {"Uno come hierba.", "Otro bebe leche.", "Ella lee mucho.",
                                         NULL};
    static const char *const last[] = {"One eats grass.", "Another drinks milk, she reads a lot.",
                                       NULL};
    struct align_sentence rooms[2][MOST];
    struct align_side sides[2] = {side_of(known[0], "es", rooms[0]),
                                  side_of(known[1], "en", rooms[1])};
    struct lexicon *lexicon = lexicon_new(NULL);
    assert_true(align_learn_words(&sides[0], &sides[1], add_learned, lexicon, NULL));
    struct case_run run;
    align(&run, source, last, lexicon);
    assert_int_equal(run.count, 2);
    assert_shape(&run.beads[0], 1, 1);
    assert_shape(&run.beads[1], 2, 1);
    arena_free(&run.arena);
    lexicon_free(lexicon);
}

/* Each of the four words is always beside the one, and would have nothing else to come from; but
 * the one stands for all of them, so that it is the translation of none. */
static bool count_pairs(void *count, cotexto_text source, cotexto_text target, double seen)
{
    (void)source, (void)target, (void)seen;
    ++*(size_t *)count;
    return true;
}

static void both_directions_agree_on_words(void **state)
{
    (void)state;
    static const char *const known[2][4] = {
        {"poco falta quedar ciego", "poco falta quedar ciego",
         "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince",
         NULL},
        {"blinded", "blinded", "many other things are said at length that nobody ever repeats",
         NULL}};
    struct align_sentence rooms[2][MOST];
    struct align_side sides[2] = {side_of(known[0], "es", rooms[0]),
                                  side_of(known[1], "en", rooms[1])};
    size_t count = 0;
    assert_true(align_learn_words(&sides[0], &sides[1], count_pairs, &count, NULL));
    assert_int_equal(count, 0);
}

static void shapes_are_expected_as_often_as_the_text_has_them(void **state)
{
    (void)state;
    struct bead beads[200];
    for (size_t i = 0; i < 200; i++)
        beads[i] = (struct bead){i, 1, 2 * i, i % 2 == 0 ? 1 : 2, 1, 1};
    struct shape_priors first = shape_priors_learn(NULL, 0),
                        joined = shape_priors_learn(beads, 200);
    assert_true(first.beads[0] > log(.79) && first.beads[0] < log(.81));
    assert_true(joined.beads[0] < first.beads[0]);           /* 1-1 */
    assert_true(joined.beads[1] > first.beads[1] + log(2));  /* 1-2 */
    assert_true(joined.beads[1] < first.beads[1] + log(10)); /* but they are not everything */
    assert_true(joined.run_open < first.run_open - log(2));  /* there was none */
    for (size_t i = 0; i < 200; i++)
        beads[i].target_count = i % 20 < 3 ? 0 : 1; /* a run every 17 beads */
    struct shape_priors run = shape_priors_learn(beads, 200);
    assert_true(run.run_open > first.run_open && run.run_open < first.run_open + 1);
}

/* 80 pairs of sentences as long as each other, then 80 whose lengths differ by a third. */
static void lengths_are_as_sure_as_the_text_is_strict(void **state)
{
    (void)state;
    uint32_t lengths[2][160];
    struct bead beads[160];
    struct words sides[2] = {{.lengths = lengths[0], .sentence_count = 160},
                             {.lengths = lengths[1], .sentence_count = 160}};
    struct arena arena = {0};
    struct length_model model;
    for (size_t i = 0; i < 160; i++) {
        beads[i] = (struct bead){i, 1, i, 1, 1, 1};
        lengths[0][i] = 120;
        lengths[1][i] = i < 80 ? 120 : i % 2 == 0 ? 100 : 140;
    }
    assert_true(length_model_make(&sides[0], &sides[1], &arena, &model, NULL));
    double first = model.variance;
    length_model_learn(&model, &sides[0], &sides[1], beads, 80);
    double strict = model.variance;
    assert_true(strict < .7 * first);
    length_model_learn(&model, &sides[0], &sides[1], beads + 80, 80);
    assert_true(model.variance > strict);
    double off = length_score(&model, 120, 150, 0);
    model.variance = strict;
    assert_true(length_score(&model, 120, 150, 0) < off);
    arena_free(&arena);
}

static void boundaries_within_sentences_are_weak(void **state)
{
    (void)state;
    static const struct {
        const char *before, *after;
        double weakness;
    } cases[] = {{"The meeting ended at noon.", "Nobody spoke.", 0},
                 {"He asked: \"Why?\"", "Nobody knew.", 0},
                 {"The meeting ended at noon;", "Nobody spoke.", 1},
                 {"The meeting ended -", "Nobody spoke.", 1},
                 {"The list:", "Nobody spoke.", 0},
                 {"Everybody saw the film (see p.", "14) and slept.", 1},
                 {"The meeting (in May) ended.", "Nobody spoke.", 0},
                 {"It was said by Mr. Brown.", "and nobody laughed.", 1},
                 {"Dirige Recursos RR.", "HH.", 1},
                 {"HH.", "Ninguno de estos cambios vale.", .5},
                 {"It rose by 60 ft.", "Nobody saw it.", .5},
                 {"Nov.", "Nobody came.", 0},
                 {"On 3 Nov.", "Nobody came.", .5},
                 {"It was her.", "Nobody came.", 0},
                 {"Τι είναι αυτό;", "Κανείς δεν ξέρει.", 0},
                 {"这是什么？", "注意", 0},
                 {"这是书，", "注意", 1},
                 {"هذا كتاب.", "لا أحد", 0},
                 {"यह क्या है।", "कोई नहीं", 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_true((double)boundary_weakness(cotexto_text_of(cases[i].before),
                                              cotexto_text_of(cases[i].after)) ==
                    cases[i].weakness);
}

/* The sentence that was cut belongs together. */
static void a_fragment_joins_what_it_was_cut_from(void **state)
{
    (void)state;
    static const char *const source[] = {
        "El Ministro escribe sobre asuntos delicados al director internacional de RR.", "HH.",
        "Ninguno de estos cambios debe considerarse un abandono.", NULL};
    static const char *const target[] = {
        "The Minister writes about delicate matters to the International Director of HR.",
        "None of these changes should be seen as an abandonment.", NULL};
    struct case_run run;
    align(&run, source, target, NULL);
    assert_int_equal(run.count, 2);
    assert_shape(&run.beads[0], 2, 1);
    arena_free(&run.arena);
}

static bool stop(void *context, cotexto_work work, uint64_t done, uint64_t total)
{
    (void)work, (void)done, (void)total;
    return ++*(int *)context < 3;
}

static void it_can_be_stopped(void **state)
{
    (void)state;
    struct align_sentence room[MOST];
    struct align_side side = side_of(spanish, "es", room);
    int calls = 0;
    struct align_options options = {.progress = {stop, &calls}};
    struct arena arena = {0};
    struct bead *beads;
    size_t count;
    cotexto_error *error = cotexto_error_new();
    assert_false(align_texts(&side, &side, &options, &arena, &beads, &count, error));
    assert_int_equal(cotexto_error_kind(error), COTEXTO_CANCELLED);
    assert_int_equal(calls, 3);
    cotexto_error_free(error);
    arena_free(&arena);
}

/* A text of articles, each unlike the others, against itself with a section missing. */
struct articles {
    size_t count, from, missing;
    char (*texts)[128];
    struct align_sentence *source, *target;
    struct align_side sides[2];
    struct arena arena;
};

static void write_articles(struct articles *articles, size_t count, size_t from, size_t missing)
{
    *articles = (struct articles){.count = count, .from = from, .missing = missing};
    articles->texts = arena_array(&articles->arena, count, sizeof *articles->texts);
    articles->source = arena_array(&articles->arena, count, sizeof *articles->source);
    articles->target = arena_array(&articles->arena, count, sizeof *articles->target);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        snprintf(articles->texts[i], sizeof articles->texts[i],
                 "Artículo %zu: la comisión número %zu se reúne en la sala %zu.", i + 1,
                 (i * 7919) % 1009, (i * 31) % 17);
        articles->source[i] = (struct align_sentence){cotexto_text_of(articles->texts[i]), 0};
        if (i < from || i >= from + missing)
            articles->target[kept++] = articles->source[i];
    }
    articles->sides[0] = (struct align_side){articles->source, count, "es"};
    articles->sides[1] = (struct align_side){articles->target, kept, "es"};
}

/* How many sentences of the source do not stand where they belong. */
static size_t wrong_articles(const struct articles *articles, const struct bead *beads,
                             size_t count)
{
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        bool missing = beads[i].source >= articles->from &&
                       beads[i].source < articles->from + articles->missing;
        size_t gone = beads[i].source < articles->from ? 0 : articles->missing;
        wrong += beads[i].source_count != 1 || beads[i].target_count != !missing ||
                 (!missing && beads[i].target != beads[i].source - gone);
    }
    return wrong;
}

/* Long enough for the band, and for sections that are aligned one after the other. */
static void long_texts_go_through_bands_and_sections(void **state)
{
    (void)state;
    static const size_t counts[] = {700, 11000};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        struct articles articles;
        write_articles(&articles, counts[i], 300, 20);
        struct align_options options = {0};
        struct bead *beads;
        size_t count;
        assert_true(align_texts(&articles.sides[0], &articles.sides[1], &options, &articles.arena,
                                &beads, &count, NULL));
        assert_int_equal(count, counts[i]);
        assert_int_equal(wrong_articles(&articles, beads, count), 0);
        arena_free(&articles.arena);
    }
}

/* No word of the whole is rare, but some in each part are. */
static void a_text_of_many_texts_is_cut(void **state)
{
    (void)state;
    enum { PARTS = 4, PART = 9973, COUNT = PARTS * PART };
    struct arena arena = {0};
    struct align_sentence *sentences = arena_array(&arena, COUNT, sizeof *sentences);
    const struct align_sentence **list = arena_array(&arena, COUNT, sizeof *list);
    for (size_t i = 0; i < COUNT; i++) {
        char text[32];
        snprintf(text, sizeof text, "Sala %zu.", 1000 + i % PART);
        sentences[i].text = arena_text(&arena, cotexto_text_of(text));
        list[i] = &sentences[i];
    }
    struct align_pin *cuts;
    size_t count;
    assert_true(cut_places(list, COUNT, list, COUNT, &arena, &cuts, &count, NULL));
    assert_true(count > PARTS);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(cuts[i].source, cuts[i].target);
    arena_free(&arena);
}

/* Words that are not alike in the two languages. */
static const char *const unlike[][2] = {
    {"perro", "dog"},   {"casa", "house"}, {"mesa", "table"},   {"agua", "water"},
    {"niño", "child"},  {"libro", "book"}, {"calle", "road"},   {"verde", "green"},
    {"lluvia", "rain"}, {"leche", "milk"}, {"queso", "cheese"}, {"pan", "bread"},
    {"puerta", "door"}, {"luz", "light"},  {"mano", "hand"},    {"cielo", "heaven"}};
enum { UNLIKE = sizeof unlike / sizeof *unlike, TALES = 48, TAIL = 14 };

static void tell(char *texts[2], size_t size, unsigned *seed)
{
    size_t ends[2] = {0, 0}, words = 4 + (*seed = *seed * 1103515245U + 12345U) / 65536U % 10;
    for (size_t i = 0; i < words; i++) {
        *seed = *seed * 1103515245U + 12345U;
        for (size_t k = 0; k < 2; k++)
            ends[k] += (size_t)snprintf(texts[k] + ends[k], size - ends[k], "%s ",
                                        unlike[*seed / 65536U % UNLIKE][k]);
    }
}

/* Of which the target has only the end: neither the ratio of the whole lengths nor likeness of
 * words tells which. */
static void most_of_one_side_may_be_missing(void **state)
{
    (void)state;
    static char texts[2][TALES][128];
    struct align_sentence sentences[2][TALES];
    unsigned seed = 1;
    for (size_t i = 0; i < TALES; i++) {
        tell((char *[]){texts[0][i], texts[1][i]}, sizeof texts[0][i], &seed);
        for (size_t k = 0; k < 2; k++)
            sentences[k][i] = (struct align_sentence){cotexto_text_of(texts[k][i]), 0};
    }
    struct align_side sides[2] = {{sentences[0], TALES, "es"},
                                  {sentences[1] + TALES - TAIL, TAIL, "en"}};
    struct align_options options = {0};
    struct arena arena = {0};
    struct bead *beads;
    size_t count, right = 0;
    assert_true(align_texts(&sides[0], &sides[1], &options, &arena, &beads, &count, NULL));
    for (size_t i = 0; i < count; i++)
        right += beads[i].source_count == 1 && beads[i].target_count == 1 &&
                 beads[i].source == beads[i].target + TALES - TAIL;
    assert_int_equal(right, TAIL);
    arena_free(&arena);
}

static bool a_bead_begins_at(const struct bead *beads, size_t count, const struct align_pin *pin)
{
    for (size_t i = 0; i < count; i++) {
        if (beads[i].source == pin->source && beads[i].target == pin->target)
            return true;
    }
    return false;
}

/* The path goes through every pin, also through those that nothing else speaks for; one that
 * crosses an earlier one is left out. */
static void the_path_goes_through_pins(void **state)
{
    (void)state;
    static const struct align_pin pins[] = {{40, 52}, {9, 3}, {10, 14}, {20, 2}, {60, 60}};
    struct articles articles;
    write_articles(&articles, 80, 80, 0);
    struct align_options options = {.pins = pins, .pin_count = 5};
    struct bead *beads;
    size_t count;
    assert_true(align_texts(&articles.sides[0], &articles.sides[1], &options, &articles.arena,
                            &beads, &count, NULL));
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(a_bead_begins_at(beads, count, &pins[i]), i != 3);
    arena_free(&articles.arena);
}

/* One word of a language as the aligner compares it. */
static struct word_type word_of(const char *lang, const char *text, struct arena *arena)
{
    struct numerals numerals;
    struct words words;
    struct align_sentence sentence = {cotexto_text_of(text), 0};
    const struct align_sentence *const sentences[] = {&sentence};
    assert_true(numerals_open(lang, arena, &numerals, NULL));
    assert_true(words_of(sentences, 1, arena, &words, NULL));
    assert_int_equal(words.type_count, 1);
    assert_true(cognate_prepare(&words, &numerals, arena, NULL));
    numerals_free(&numerals);
    return words.types[0];
}

static void words_of_other_scripts_are_compared(void **state)
{
    (void)state;
    static const struct {
        const char *langs[2], *words[2];
        double least, most;
    } cases[] = {
        {{"es", "ru"}, {"Quiroga", "Кирога"}, .9, 1},
        {{"es", "ru"}, {"comisión", "Комиссии"}, .5, 1},
        {{"en", "el"}, {"Marathon", "Μαραθών"}, .6, 1},
        {{"en", "ru"}, {"twelve", "двенадцать"}, 1, 1},
        {{"en", "zh"}, {"nine", "九"}, 1, 1},
        {{"en", "ja"}, {"seven", "7"}, 1, 1},
        {{"en", "ar"}, {"April", "أبريل"}, 1, 1},
        {{"en", "he"}, {"three", "שלוש"}, 1, 1},
        {{"en", "zh"}, {"April", "4"}, .5, .5},
        {{"en", "ru"}, {"April", "четыре"}, .5, .5},
        {{"en", "ru"}, {"twelve", "одиннадцать"}, 0, 0},
        {{"en", "ar"}, {"2029", "٢٠٢٩"}, 1, 1},
        {{"en", "fa"}, {"1,140", "۱٬۱۴۰"}, 1, 1},
        {{"en", "ar"}, {",", "،"}, .5, .5},
        {{"en", "ar"}, {"?", "؟"}, .5, .5},
        {{"en", "zh"}, {".", "。"}, .5, .5},
        {{"en", "ja"}, {",", "、"}, .5, .5},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena = {0};
        struct word_type words[2];
        for (size_t k = 0; k < 2; k++)
            words[k] = word_of(cases[i].langs[k], cases[i].words[k], &arena);
        double likeness = cognate_likeness(&words[0], &words[1]);
        if (likeness < cases[i].least || likeness > cases[i].most)
            fail_msg("%s, %s: %.2f", cases[i].words[0], cases[i].words[1], likeness);
        arena_free(&arena);
    }
    assert_true(numerals_help("es", "ru") && numerals_help("en-US", "zh"));
    assert_false(numerals_help("es", "en") || numerals_help("und", "ru"));
}

/* A bead is less sure in doubt, and among neighbours that are not one to one. */
static void confidence_falls_with_doubt(void **state)
{
    (void)state;
    struct bead beads[3][40];
    for (size_t i = 0; i < 40; i++) {
        beads[0][i] = (struct bead){i, 1, i, 1, 1, 0};
        beads[1][i] = (struct bead){i, 1, i, 1, .9, 0};
        beads[2][i] = (struct bead){2 * i, 1 + i % 2, i, 1, 1, 0};
    }
    for (size_t i = 0; i < 3; i++)
        assert_true(confidence_fill(beads[i], 40, NULL));
    assert_true(beads[0][20].confidence > .99);
    assert_true(beads[1][20].confidence < .99);
    assert_true(beads[2][20].confidence < .95);
    assert_true(confidence_fill(beads[0], 0, NULL));
}

/* Tales in two languages, as most_of_one_side_may_be_missing() has them. */
struct tales {
    char texts[2][2 * TALES][128];
    struct align_sentence sentences[2][2 * TALES];
    struct align_side sides[2];
    struct arena arena;
    struct bead *beads;
    size_t count;
};

static void write_tales(struct tales *tales, size_t count, uint32_t a_paragraph)
{
    unsigned seed = 7;
    *tales = (struct tales){.count = 0};
    for (size_t i = 0; i < 2 * TALES; i++) {
        tell((char *[]){tales->texts[0][i], tales->texts[1][i]}, sizeof tales->texts[0][i], &seed);
        for (size_t k = 0; k < 2; k++)
            tales->sentences[k][i] =
                (struct align_sentence){cotexto_text_of(tales->texts[k][i]),
                                        a_paragraph == 0 ? 0 : 1 + (uint32_t)i / a_paragraph};
    }
    tales->sides[0] = (struct align_side){tales->sentences[0], count, "es"};
    tales->sides[1] = (struct align_side){tales->sentences[1], count, "en"};
}

static void align_tales(struct tales *tales)
{
    struct align_options options = {0};
    assert_true(align_texts(&tales->sides[0], &tales->sides[1], &options, &tales->arena,
                            &tales->beads, &tales->count, NULL));
}

static struct fit fit_of_tales(struct tales *tales)
{
    struct fit fit;
    align_tales(tales);
    assert_true(fit_measure(&tales->sides[0], &tales->sides[1], tales->beads, tales->count, NULL,
                            &fit, NULL));
    arena_free(&tales->arena);
    return fit;
}

/* Without a word alike, from the first to the last sentence, with half of a side missing; and not
 * other tales, nor these in another order. */
static void translations_fit_and_others_do_not(void **state)
{
    (void)state;
    static struct tales tales;
    write_tales(&tales, TALES, 0);
    struct fit fit = fit_of_tales(&tales);
    assert_int_equal(fit.sentences, TALES);
    assert_true(fit.sure > .99 && fit.wins > .9 && fit.covered > .99 && fit.gain > 3);
    tales.sides[1].sentences += TALES / 4;
    tales.sides[1].count = TALES / 2;
    fit = fit_of_tales(&tales);
    assert_int_equal(fit.sentences, TALES / 2);
    assert_true(fit.sure > .9 && fit.covered > .9);
    tales.sides[1] = (struct align_side){tales.sentences[1] + TALES, TALES, "en"};
    assert_true(fit_of_tales(&tales).sure < .1);
    for (size_t i = 0; i < TALES; i++)
        tales.sentences[1][TALES + i] = tales.sentences[1][i * 29 % TALES];
    assert_true(fit_of_tales(&tales).sure < .1);
}

/* No pair of beads, no side at all: no verdict, and no accident. */
static void a_fit_needs_beads(void **state)
{
    (void)state;
    static struct tales tales;
    struct fit fit;
    write_tales(&tales, 1, 0);
    fit = fit_of_tales(&tales);
    assert_int_equal(fit.sentences, 1);
    assert_true(fit.wins == .5);
    tales.sides[1].count = 0;
    fit = fit_of_tales(&tales);
    assert_int_equal(fit.sentences, 0);
    assert_true(fit.covered == 0 && fit.gain == 0 && fit.sure < .5);
}

/* Runs of doubt are one stretch when no more than three sure beads part them. */
static void doubtful_beads_make_stretches(void **state)
{
    (void)state;
    static const double confidences[] = {.9, .4, .9, .9, .9, .3, .9, .9, .9, .9, .2, .1, .9};
    enum { COUNT = sizeof confidences / sizeof *confidences };
    struct bead beads[COUNT];
    struct arena arena = {0};
    struct stretch *stretches;
    size_t count;
    for (size_t i = 0; i < COUNT; i++)
        beads[i] = (struct bead){i, 1, i, 1, 1, confidences[i]};
    beads[3] = (struct bead){3, 1, 3, 0, 1, .9};
    assert_true(stretches_find(beads, COUNT, .5, &arena, &stretches, &count, NULL));
    assert_int_equal(count, 2);
    assert_int_equal(stretches[0].from, 1);
    assert_int_equal(stretches[0].to, 6);
    assert_int_equal(stretches[0].units, 4);
    assert_true(stretches[0].lowest == .3);
    assert_int_equal(stretches[1].from, 10);
    assert_int_equal(stretches[1].to, 12);
    for (size_t i = 10; i < 12; i++)
        beads[i].target_count = 0; /* nothing is paired there: nothing to check */
    assert_true(stretches_find(beads, COUNT, .5, &arena, &stretches, &count, NULL));
    assert_int_equal(count, 1);
    assert_true(stretches_find(beads, 0, .5, &arena, &stretches, &count, NULL));
    assert_int_equal(count, 0);
    arena_free(&arena);
}

/* Moves `count` target sentences from one place to another, their paragraphs with them. */
static void move_tales(struct tales *tales, size_t from, size_t count, size_t to)
{
    struct align_sentence part[TALES], *sentences = tales->sentences[1];
    memcpy(part, sentences + from, count * sizeof *part);
    memmove(sentences + from, sentences + from + count, (to - from) * sizeof *sentences);
    memcpy(sentences + to, part, count * sizeof *part);
}

static size_t find_crossings(struct tales *tales, struct crossing **crossings)
{
    size_t count;
    align_tales(tales);
    assert_true(crossings_find(&tales->sides[0], &tales->sides[1], tales->beads, tales->count, NULL,
                               &tales->arena, crossings, &count, NULL));
    return count;
}

static void moved_parts_are_found(void **state)
{
    (void)state;
    static struct tales tales;
    struct crossing *crossings;
    for (uint32_t a_paragraph = 0; a_paragraph <= 4; a_paragraph += 4) {
        write_tales(&tales, TALES, a_paragraph);
        assert_int_equal(find_crossings(&tales, &crossings), 0);
        arena_free(&tales.arena);
        move_tales(&tales, 8, 4, 36);
        assert_int_equal(find_crossings(&tales, &crossings), 1);
        assert_int_equal(crossings[0].source, 8);
        assert_int_equal(crossings[0].source_count, 4);
        assert_int_equal(crossings[0].target, 36);
        assert_int_equal(crossings[0].target_count, 4);
        arena_free(&tales.arena);
    }
    tales.sides[1].count = 0; /* nothing there to be moved to */
    assert_int_equal(find_crossings(&tales, &crossings), 0);
    arena_free(&tales.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(splits_joins_and_omissions),
        cmocka_unit_test(empty_sides_and_sentences),
        cmocka_unit_test(asides_stand_alone),
        cmocka_unit_test(a_lexicon_decides),
        cmocka_unit_test(a_lexicon_is_learned_from_known_translations),
        cmocka_unit_test(both_directions_agree_on_words),
        cmocka_unit_test(shapes_are_expected_as_often_as_the_text_has_them),
        cmocka_unit_test(lengths_are_as_sure_as_the_text_is_strict),
        cmocka_unit_test(boundaries_within_sentences_are_weak),
        cmocka_unit_test(a_fragment_joins_what_it_was_cut_from),
        cmocka_unit_test(it_can_be_stopped),
        cmocka_unit_test(long_texts_go_through_bands_and_sections),
        cmocka_unit_test(a_text_of_many_texts_is_cut),
        cmocka_unit_test(most_of_one_side_may_be_missing),
        cmocka_unit_test(the_path_goes_through_pins),
        cmocka_unit_test(words_of_other_scripts_are_compared),
        cmocka_unit_test(confidence_falls_with_doubt),
        cmocka_unit_test(translations_fit_and_others_do_not),
        cmocka_unit_test(a_fit_needs_beads),
        cmocka_unit_test(doubtful_beads_make_stretches),
        cmocka_unit_test(moved_parts_are_found),
    };
    return cmocka_run_group_tests_name("align", tests, NULL, NULL);
}
