/* What analysis is made of: kin against comparing with everything, work in parallel, rates, and the
 * segments of files. */
#include "test.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cotexto/analyse.h>
#include <cotexto/lookup.h>

#include "base/error.h"
#include "base/parallel.h"
#include "desk/inventory.h"
#include "match/percent.h"
#include "memory/store.h"
#include "texts.h"

/* ----------------------------------------------------------------------------------------- kin */

enum { TEXTS = 400 };

static void make_texts(struct inventory_text *texts, struct tokenizer *tokenizer,
                       struct arena *arena)
{
    struct dice dice = {5};
    struct arena scratch = {0};
    for (size_t i = 0; i < TEXTS; i++) {
        struct string text = {0};
        if (i % 3 == 0 || i < 10)
            texts_plain(&dice, 2 + dice_roll(&dice, 14), &text);
        else
            texts_edit(&dice, EDITS_OF_ALL_KINDS, texts[dice_roll(&dice, i)].segment.text,
                       texts[0].segment.text, &text);
        cotexto_text none = TEXT("");
        texts[i].segment =
            (struct kin_segment){.text = arena_text(arena, string_text(&text)), .tags = none};
        assert_true(
            inventory_count(&texts[i], tokenizer, key_language("es"), arena, &scratch, NULL));
        string_free(&text);
    }
    arena_free(&scratch);
}

/* The highest percent of an earlier text, `least` or more; 0: there is none. */
static int best_earlier(const struct kin_segment *segments, size_t number, int least,
                        struct tokenizer *tokenizer)
{
    struct arena arena = {0};
    struct tokens own, other;
    int best = 0, percent;
    cotexto_text none = TEXT("");
    assert_true(tokenizer_run(tokenizer, segments[number].text, none, &arena, &own, NULL));
    for (size_t i = 0; i < number; i++) {
        assert_true(tokenizer_run(tokenizer, segments[i].text, none, &arena, &other, NULL));
        assert_true(match_percent(&own, segments[number].text, &other, segments[i].text, &arena,
                                  &percent, NULL));
        /* the files of an analysis have no text twice */
        percent = percent > 99 ? 99 : percent;
        best = percent > best ? percent : best;
    }
    arena_free(&arena);
    return best >= least ? best : 0;
}

static void kin_are_those_of_comparing_all(void **state)
{
    static struct inventory_text texts[TEXTS];
    static struct kin_segment segments[TEXTS];
    static const int floors[] = {50, 70, 95};
    struct arena arena = {0};
    struct tokenizer *tokenizer = tokenizer_new("es", true, NULL);
    struct kin_asker asker = {.tokenizer = tokenizer};
    size_t found = 0;
    (void)state;
    make_texts(texts, tokenizer, &arena);
    for (size_t i = 0; i < TEXTS; i++)
        segments[i] = texts[i].segment;
    struct kin *kin = kin_new(segments, TEXTS, NULL);
    assert_non_null(kin);
    for (size_t i = 0; i < TEXTS; i++) {
        for (size_t k = 0; k < sizeof floors / sizeof *floors; k++) {
            int percent, best = best_earlier(segments, i, floors[k], tokenizer);
            assert_true(kin_find(kin, &asker, i, floors[k], &percent, NULL));
            assert_int_equal(percent > 99 ? 99 : percent, best);
            found += best > 0;
        }
    }
    assert_true(found > TEXTS / 2 && found < 3 * TEXTS);
    kin_asker_free(&asker);
    kin_free(kin);
    tokenizer_free(tokenizer);
    arena_free(&arena);
}

/* --------------------------------------------------------------------------------------- steps */

/* Units of the texts, twice those of every tenth, aligned more or less surely. */
static void fill_memory(cotexto_memory *memory, const struct inventory_text *texts)
{
    struct memory_document document = {.name = TEXT("all")};
    assert_true(memory_begin(memory, NULL) && memory_new_revision(memory, "test", NULL, NULL, NULL) &&
                memory_put_document(memory, &document, NULL));
    for (size_t i = 0; i < TEXTS; i++) {
        const struct variant variants[] = {
            {.lang = "es", .text = texts[i].segment.text, .tags = TEXT("")},
            {.lang = "en", .text = TEXT("anything"), .tags = TEXT("")}};
        struct unit unit = {.position = (uint32_t)i + 1,
                            .confidence = i % 3 == 0 ? -1 : (double)(i % 10) / 10,
                            .variants = variants,
                            .variant_count = 2};
        int64_t id;
        for (size_t k = 0; k < 1 + (i % 10 == 0); k++)
            assert_true(memory_put_unit(memory, document.id, &unit, &id, NULL));
    }
    assert_true(memory_commit(memory, NULL));
}

static int step_of(int percent)
{
    static const int steps[] = {102, 101, 100, 95, 85, 75, 50};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        if (percent >= steps[i])
            return steps[i];
    }
    return 0;
}

/* The steps of the best percent by both lookups; `identical` tells whether the text is stored. */
static void compare_steps(cotexto_lookup *whole, cotexto_lookup *by_steps,
                          const cotexto_query *query, bool stored)
{
    const cotexto_answer *answer;
    cotexto_text nfc;
    assert_true(cotexto_lookup_in_context(whole, query, &answer, &nfc, NULL));
    int best = answer->hit_count == 0 ? 0 : answer->hits[0].percent;
    assert_true(cotexto_lookup_in_context(by_steps, query, &answer, &nfc, NULL));
    int found = answer->hit_count == 0 ? 0 : answer->hits[0].percent;
    assert_int_equal(step_of(found), step_of(best));
    assert_true(answer->identical || !stored);
}

static void steps_change_no_band(void **state)
{
    static struct inventory_text texts[TEXTS];
    static const int steps[] = {50, 75, 85, 95, 100, 101, 102};
    char path[] = "/tmp/cotexto-analyse-XXXXXX";
    struct arena arena = {0};
    struct dice dice = {9};
    struct tokenizer *tokenizer = tokenizer_new("es", true, NULL);
    cotexto_lookup_options how = {.from = "es", .to = "en", .floor = 50, .limit = 1};
    (void)state;
    close(mkstemp(path));
    unlink(path);
    make_texts(texts, tokenizer, &arena);
    cotexto_memory *memory = cotexto_memory_open(path, COTEXTO_CREATE, NULL);
    assert_non_null(memory);
    fill_memory(memory, texts);
    cotexto_lookup *whole = cotexto_lookup_new(&memory, 1, &how, NULL);
    how.steps = steps;
    how.step_count = sizeof steps / sizeof *steps;
    cotexto_lookup *by_steps = cotexto_lookup_new(&memory, 1, &how, NULL);
    for (size_t i = 1; i + 1 < TEXTS; i++) {
        struct string text = {0};
        texts_edit(&dice, EDITS_OF_ALL_KINDS, texts[i].segment.text, texts[0].segment.text, &text);
        cotexto_query query = {.text = texts[i].segment.text};
        compare_steps(whole, by_steps, &query, true);
        query.before = texts[i - 1].segment.text;
        compare_steps(whole, by_steps, &query, true);
        query.after = texts[i + 1].segment.text;
        compare_steps(whole, by_steps, &query, true);
        query.text = string_text(&text);
        compare_steps(whole, by_steps, &query, false);
        string_free(&text);
    }
    cotexto_lookup_free(whole);
    cotexto_lookup_free(by_steps);
    cotexto_memory_close(memory);
    tokenizer_free(tokenizer);
    arena_free(&arena);
    unlink(path);
}

/* ------------------------------------------------------------------------------------- parallel */

enum { ITEMS = 1000, THREADS = 4 };

struct counting {
    atomic_int runs[ITEMS];
    size_t fails; /* from this item on */
    size_t reported;
};

static bool run_item(void *state, size_t item, cotexto_error *error)
{
    struct counting *counting = state;
    atomic_fetch_add(&counting->runs[item], 1);
    return item < counting->fails || error_set(error, COTEXTO_DATA, "test", "item %zu", item);
}

static bool report_items(void *context, size_t done, cotexto_error *error)
{
    struct counting *counting = context;
    (void)error;
    assert_true(done >= counting->reported && done <= ITEMS);
    counting->reported = done;
    return true;
}

static bool stop_at_once(void *context, size_t done, cotexto_error *error)
{
    (void)context, (void)done;
    return error_set(error, COTEXTO_CANCELLED, "cancelled", "stopped");
}

static struct parallel work_on(struct counting *counting, void **states)
{
    for (size_t i = 0; i < THREADS; i++)
        states[i] = counting;
    return (struct parallel){.count = ITEMS,
                             .grain = 7,
                             .states = states,
                             .threads = THREADS,
                             .run = run_item,
                             .report = report_items,
                             .context = counting};
}

static void each_item_is_run_once(void **state)
{
    static struct counting counting;
    void *states[THREADS];
    (void)state;
    counting = (struct counting){.fails = ITEMS};
    struct parallel work = work_on(&counting, states);
    assert_true(parallel_run(&work, NULL));
    for (size_t i = 0; i < ITEMS; i++)
        assert_int_equal(atomic_load(&counting.runs[i]), 1);
    work.count = 0;
    assert_true(parallel_run(&work, NULL));
}

static void the_first_failure_is_given(void **state)
{
    static struct counting counting;
    void *states[THREADS];
    cotexto_error *error = cotexto_error_new();
    (void)state;
    counting = (struct counting){.fails = 500};
    struct parallel work = work_on(&counting, states);
    assert_false(parallel_run(&work, error));
    assert_string_equal(cotexto_error_message(error), "item 500");
    cotexto_error_free(error);
    error = cotexto_error_new();
    counting = (struct counting){.fails = ITEMS};
    work.threads = 1; /* of several, the others may have done it all before the first reports */
    work.report = stop_at_once;
    assert_false(parallel_run(&work, error));
    assert_int_equal(cotexto_error_kind(error), COTEXTO_CANCELLED);
    cotexto_error_free(error);
}

/* ----------------------------------------------------------------------------------------- rates
 */

static void rates_are_read(void **state)
{
    cotexto_rates rates;
    (void)state;
    assert_true(cotexto_rates_read(" 102=0, 75-84 = 62.5,internal-75-84=70,50-74=80,price=0.000001,"
                                   "currency=GBP",
                                   &rates, NULL));
    assert_int_equal(rates.rates[COTEXTO_BAND_102], 0);
    assert_int_equal(rates.rates[COTEXTO_BAND_101], 10000);
    assert_int_equal(rates.rates[COTEXTO_BAND_75], 6250);
    assert_int_equal(rates.rates[COTEXTO_BAND_INTERNAL_75], 7000);
    assert_int_equal(rates.rates[COTEXTO_BAND_INTERNAL_50], 8000);
    assert_int_equal(rates.rates[COTEXTO_BAND_NEW], 10000);
    assert_int_equal(rates.rates[COTEXTO_BAND_TRANSLATED], 0);
    assert_int_equal(rates.price, 1);
    assert_string_equal(rates.currency, "GBP");
}

static void bad_rates_are_told(void **state)
{
    static const char *const bad[] = {
        "new=",
        "new=-1",
        "new=1.",
        "new=.5",
        "new=1.234",
        "new=1e2",
        "new=1001",
        "new=99999999999999999999999",
        "96-99=10",
        "=10",
        "price=0.0000001",
        "price=1.2.3",
        "currency=",
        "new=10;101=5",
        "currency=0123456789abcdef",
    };
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        cotexto_rates rates;
        cotexto_error *error = cotexto_error_new();
        assert_false(cotexto_rates_read(bad[i], &rates, error));
        assert_int_equal(cotexto_error_kind(error), COTEXTO_USAGE);
        assert_string_equal(cotexto_error_id(error), "bad-rates");
        cotexto_error_free(error);
    }
}

/* ---------------------------------------------------------------------------------- segments */

/* A file of the test's own with this name and content; free() the path. */
static char *write_file(const char *suffix, const char *content)
{
    char *path = NULL;
    assert_true(asprintf(&path, "/tmp/cotexto-test-XXXXXX%s", suffix) > 0);
    int file = mkstemps(path, (int)strlen(suffix));
    assert_true(file >= 0);
    assert_int_equal(write(file, content, strlen(content)), (ssize_t)strlen(content));
    close(file);
    return path;
}

static void read_segments(const char *suffix, const char *content, const char *from, const char *to,
                          struct arena *arena, struct file_segments *out)
{
    const struct segments_options options = {.from = from, .to = to};
    char *path = write_file(suffix, content);
    bool good = segments_read(path, &options, arena, out, NULL);
    unlink(path);
    free(path);
    assert_true(good);
}

static void states_of_xliff_are_known(void **state)
{
    static const char xliff[] =
        "<xliff version='1.2'><file source-language='es' target-language='en' original='a'><body>"
        "<trans-unit id='a'><source>Uno.</source></trans-unit>"
        "<trans-unit id='b'><source>Dos.</source><target>Two.</target></trans-unit>"
        "<trans-unit id='c'><source> </source></trans-unit>"
        "<trans-unit id='d' approved='yes'><source>Tres.</source><target>Three.</target>"
        "</trans-unit>"
        "<trans-unit id='e'><source>Cuatro.</source><target state='needs-review-translation'>"
        "Four.</target></trans-unit>"
        "<trans-unit id='f' translate='no'><source>Cinco.</source></trans-unit>"
        "<trans-unit id='g' mq:locked='locked' xmlns:mq='MQXliff'><source>Seis.</source><target>"
        "Six.</target></trans-unit></body></file></xliff>";
    static const enum segment_state states[] = {SEGMENT_OPEN,      SEGMENT_TRANSLATED,
                                                SEGMENT_CONFIRMED, SEGMENT_DRAFT,
                                                SEGMENT_LOCKED,    SEGMENT_LOCKED};
    struct arena arena = {0};
    struct file_segments segments;
    (void)state;
    read_segments(".xlf", xliff, NULL, NULL, &arena, &segments);
    assert_int_equal(segments.count, 6);
    for (size_t i = 0; i < segments.count; i++)
        assert_int_equal(segments.items[i].state, states[i]);
    assert_string_equal(segments.lang, "es");
    assert_text_equal(segments.items[3].id, "e");
    assert_text_equal(segments.items[1].target, "Two.");
    assert_int_equal(segments.items[2].unit, 4);
    assert_text_equal(segments_before(&segments, 0), "");
    assert_text_equal(segments_before(&segments, 2), "Dos.");
    assert_text_equal(segments_after(&segments, 2), "Cuatro.");
    assert_text_equal(segments_after(&segments, 5), "");
    arena_free(&arena);
}

static void states_of_xliff_2_are_known(void **state)
{
    static const char xliff[] =
        "<xliff version='2.0' xmlns='urn:oasis:names:tc:xliff:document:2.0' srcLang='es' "
        "trgLang='en'><file id='f'><unit id='u'>"
        "<segment id='1' state='initial'><source>Uno.</source><target>One.</target></segment>"
        "<segment id='2' state='translated'><source>Dos.</source><target>Two.</target></segment>"
        "<segment id='3' state='final'><source>Tres.</source><target>Three.</target></segment>"
        "</unit></file></xliff>";
    static const enum segment_state states[] = {SEGMENT_DRAFT, SEGMENT_TRANSLATED,
                                                SEGMENT_CONFIRMED};
    struct arena arena = {0};
    struct file_segments segments;
    (void)state;
    read_segments(".xlf", xliff, "es", "en", &arena, &segments);
    assert_int_equal(segments.count, 3);
    for (size_t i = 0; i < segments.count; i++)
        assert_int_equal(segments.items[i].state, states[i]);
    arena_free(&arena);
}

static void a_document_is_cut_into_open_segments(void **state)
{
    struct arena arena = {0};
    struct file_segments segments;
    (void)state;
    read_segments(".txt", "Hola a todos. Esto es todo.\n\nAdiós.\n", "es", NULL, &arena, &segments);
    assert_null(segments.format);
    assert_int_equal(segments.count, 3);
    assert_int_equal(segments.items[2].paragraph, 2);
    assert_int_equal(segments.items[2].state, SEGMENT_OPEN);
    read_segments(".txt", "", "es", NULL, &arena, &segments);
    assert_int_equal(segments.count, 0);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kin_are_those_of_comparing_all),
        cmocka_unit_test(steps_change_no_band),
        cmocka_unit_test(each_item_is_run_once),
        cmocka_unit_test(the_first_failure_is_given),
        cmocka_unit_test(rates_are_read),
        cmocka_unit_test(bad_rates_are_told),
        cmocka_unit_test(states_of_xliff_are_known),
        cmocka_unit_test(states_of_xliff_2_are_known),
        cmocka_unit_test(a_document_is_cut_into_open_segments),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
