/* Lookup misses nothing: on a memory of 20,000 units its answers are, to the unit, the percent and
 * the order, those of comparing with everything (truth.h), at all floors and limits, and stay so
 * while units are added, changed and deleted, and when the index is made anew. bench/lookup does
 * the same with a million. */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/string.h"
#include "corpus.h"
#include "memory/store.h"
#include "text/decode.h"
#include "texts.h"
#include "truth.h"

enum { UNITS = 20000, FEW_UNITS = 1000, FAMILIES = 2500 };
enum { QUERIES = 120, LOOKUPS = 2000, FLOORS = 4, LIMITS = 3 };

static char folder[] = "/tmp/cotexto-exact-XXXXXX";

struct trial {
    char path[64];
    cotexto_memory *writer, *reader; /* the reader is there from first to last */
    cotexto_lookup *lookups[FLOORS][LIMITS], *slow;
    struct memory_document document;
    struct corpus corpus; /* empty: texts are made */
    struct dice dice;
    struct string text, other;
    uint32_t position;
    size_t size; /* units that the memory begins with: fewer where all is slow */
    int64_t *units;
    size_t unit_count;
};

static const int floors[FLOORS] = {50, 60, 70, 80};
static const size_t limits[LIMITS] = {1, 5, 1000};

/* --------------------------------------------------------------------------------------- texts */

/* One of FAMILIES sentences, of the corpus or made: about eight units come from each. */
static void add_sentence(struct trial *trial, struct string *out)
{
    size_t family = dice_roll(&trial->dice, FAMILIES);
    struct dice own = {family};
    string_reset(out);
    if (trial->corpus.count > 0)
        string_append_text(out, trial->corpus.es[family % trial->corpus.count]);
    else
        texts_plain(&own, 1 + dice_roll(&own, 18), out);
}

/* An edit of a sentence into trial->text: in two of three the same place is edited again. */
static void edit_sentence(struct trial *trial, cotexto_text sentence)
{
    struct string edited = {0};
    add_sentence(trial, &trial->other);
    texts_edit(&trial->dice, EDITS_OF_WRITERS, sentence, string_text(&trial->other), &edited);
    while (dice_roll(&trial->dice, 3) > 0) {
        string_reset(&trial->text);
        string_append_text(&trial->text, string_text(&edited));
        string_reset(&edited);
        texts_edit(&trial->dice, EDITS_OF_WRITERS, string_text(&trial->text),
                   string_text(&trial->other), &edited);
    }
    string_reset(&trial->text);
    string_append_text(&trial->text, string_text(&edited));
    string_free(&edited);
}

static void new_text(struct trial *trial)
{
    struct string sentence = {0};
    add_sentence(trial, &sentence);
    string_reset(&trial->text);
    switch (dice_roll(&trial->dice, 60)) {
    case 0: texts_random(&trial->dice, 12, &trial->text); break;
    case 1: /* long */
        for (int i = 0; i < 12; i++) {
            string_append_text(&trial->text, string_text(&sentence));
            string_append_c(&trial->text, " ");
            add_sentence(trial, &sentence);
        }
        break;
    case 2:
    case 3: string_append_text(&trial->text, string_text(&sentence)); break;
    default: edit_sentence(trial, string_text(&sentence));
    }
    if (trial->text.length == 0)
        string_append_c(&trial->text, "?");
    string_free(&sentence);
}

/* -------------------------------------------------------------------------------------- memory */

/* A unit whose source is trial->text; some are dated, some were aligned by machine, and some
 * sources have several translations. */
static void put_unit(struct trial *trial)
{
    static const char *const dates[] = {"2029-01-01T00:00:00Z", "2029-02-01T00:00:00Z", ""};
    struct arena arena = {0};
    char target[32];
    snprintf(target, sizeof target, "target %zu", dice_roll(&trial->dice, 1000));
    struct variant variants[] = {{.lang = "es"}, {.lang = "en", .text = cotexto_text_of(target)}};
    size_t machine = dice_roll(&trial->dice, 4);
    struct unit unit = {.position = ++trial->position,
                        .confidence =
                            machine == 0 ? (double)dice_roll(&trial->dice, 100) / 100 : -1,
                        .reviewed = dice_roll(&trial->dice, 2) == 0,
                        .changed = cotexto_text_of(dates[dice_roll(&trial->dice, 3)]),
                        .variants = variants,
                        .variant_count = dice_roll(&trial->dice, 50) == 0 ? 1 : 2};
    assert_true(text_to_nfc(string_text(&trial->text), &arena, &variants[0].text, NULL));
    assert_true(variant_complete_tags(&variants[0], &arena, NULL));
    assert_true(trial->unit_count < 2 * UNITS);
    assert_true(memory_put_unit(trial->writer, trial->document.id, &unit,
                                &trial->units[trial->unit_count++], NULL));
    arena_free(&arena);
}

static void begin(struct trial *trial)
{
    assert_true(memory_begin(trial->writer, NULL));
    assert_true(memory_new_revision(trial->writer, "test", NULL, NULL, NULL));
}

static void commit(struct trial *trial)
{
    assert_true(memory_commit(trial->writer, NULL));
}

static void delete_unit(struct trial *trial)
{
    size_t place = dice_roll(&trial->dice, trial->unit_count);
    assert_true(memory_delete_unit(trial->writer, trial->units[place], NULL));
    trial->units[place] = trial->units[--trial->unit_count];
}

static cotexto_lookup *new_lookup(struct trial *trial, int floor, size_t limit, bool exhaustive)
{
    cotexto_lookup *lookup = cotexto_lookup_new(
        &trial->reader, 1,
        &(cotexto_lookup_options){
            .from = "es", .to = "en", .floor = floor, .limit = limit, .exhaustive = exhaustive},
        NULL);
    assert_non_null(lookup);
    return lookup;
}

static void open_trial(struct trial *trial, const char *name)
{
    snprintf(trial->path, sizeof trial->path, "%s/%s.db", folder, name);
    trial->writer = cotexto_memory_open(trial->path, COTEXTO_CREATE, NULL);
    trial->reader = cotexto_memory_open(trial->path, COTEXTO_READ, NULL);
    trial->units = calloc(2 * UNITS, sizeof *trial->units);
    assert_non_null(trial->writer);
    assert_non_null(trial->reader);
    assert_non_null(trial->units);
    for (size_t i = 0; i < FLOORS; i++) {
        for (size_t k = 0; k < LIMITS; k++)
            trial->lookups[i][k] = new_lookup(trial, floors[i], limits[k], false);
    }
    trial->slow = new_lookup(trial, 50, 5, true);
    begin(trial);
    trial->document = (struct memory_document){.name = TEXT("d")};
    assert_true(memory_put_document(trial->writer, &trial->document, NULL));
    for (size_t i = 0; i < trial->size; i++) {
        new_text(trial);
        put_unit(trial);
    }
    commit(trial);
}

static void close_trial(struct trial *trial)
{
    static const char *const suffixes[] = {"", "-wal", "-shm"};
    for (size_t i = 0; i < FLOORS; i++) {
        for (size_t k = 0; k < LIMITS; k++)
            cotexto_lookup_free(trial->lookups[i][k]);
    }
    cotexto_lookup_free(trial->slow);
    cotexto_memory_close(trial->reader);
    cotexto_memory_close(trial->writer);
    for (size_t i = 0; i < 3; i++) {
        char path[80];
        snprintf(path, sizeof path, "%s%s", trial->path, suffixes[i]);
        unlink(path);
    }
    free(trial->units);
    string_free(&trial->text);
    string_free(&trial->other);
    corpus_free(&trial->corpus);
}

/* ------------------------------------------------------------------------------------ comparing */

/* Edits of stored segments at all distances, the segments themselves, and what no segment is near.
 */
static void make_queries(struct trial *trial, const struct truth *truth, struct arena *arena,
                         cotexto_text queries[QUERIES])
{
    for (size_t i = 0; i < QUERIES; i++) {
        int64_t unit;
        cotexto_text stored =
            truth_text(truth, dice_roll(&trial->dice, truth_segments(truth)), &unit);
        string_reset(&trial->text);
        if (i % 6 == 0)
            new_text(trial);
        else if (i % 6 == 1)
            string_append_text(&trial->text, stored);
        else if (i % 6 == 2)
            texts_random(&trial->dice, 8, &trial->text);
        else
            edit_sentence(trial, stored);
        cotexto_text copy = arena_text(arena, string_text(&trial->text));
        assert_true(text_to_nfc(copy, arena, &queries[i], NULL));
    }
}

static bool is_exact(struct truth *truth, const cotexto_text *queries, size_t query, int floor,
                     size_t limit, cotexto_lookup *lookup)
{
    const cotexto_answer *answer;
    cotexto_text nfc;
    assert_true(cotexto_lookup_run(lookup, queries[query], &answer, &nfc, NULL));
    return truth_agrees(truth, query, floor, limit, answer);
}

/* The truth is found for all queries; LOOKUPS of them are looked up. */
static void compare_all(struct trial *trial)
{
    struct arena arena = {0};
    cotexto_text queries[QUERIES];
    size_t differences = 0;
    struct truth *truth = truth_new(trial->reader, "es", "en");
    assert_non_null(truth);
    make_queries(trial, truth, &arena, queries);
    assert_true(truth_find(truth, queries, QUERIES, floors[0]));
    assert_int_equal(truth_check(truth, 100000), 0);
    for (size_t i = 0; i < LOOKUPS; i++) {
        size_t floor = i % FLOORS, limit = i / FLOORS % LIMITS;
        differences += !is_exact(truth, queries, (3 + i * 7) % QUERIES, floors[floor],
                                 limits[limit], trial->lookups[floor][limit]);
    }
    differences += !is_exact(truth, queries, 3, 50, 5, trial->slow);
    assert_int_equal(differences, 0);
    truth_free(truth);
    arena_free(&arena);
}

/* Many small transactions, and one large one that is taken back. */
static void add_and_take_back(struct trial *trial)
{
    for (size_t i = 0; i < 40; i++) {
        begin(trial);
        new_text(trial);
        put_unit(trial);
        commit(trial);
    }
    size_t count = trial->unit_count;
    begin(trial);
    for (size_t i = 0; i < 500; i++) {
        new_text(trial);
        put_unit(trial);
    }
    memory_rollback(trial->writer);
    trial->unit_count = count;
}

static void delete_many(struct trial *trial)
{
    begin(trial);
    for (size_t i = 0; i < trial->size / 8; i++)
        delete_unit(trial);
    commit(trial);
}

/* A change of a text is another unit in its place; in the same transaction as deletes and adds. */
static void change_many(struct trial *trial)
{
    begin(trial);
    for (size_t i = 0; i < trial->size / 10; i++) {
        delete_unit(trial);
        new_text(trial);
        put_unit(trial);
    }
    commit(trial);
}

static void run_trial(struct trial *trial, const char *name)
{
    const char *valgrind = getenv("COTEXTO_VALGRIND");
    trial->size = valgrind != NULL && *valgrind != '\0' ? FEW_UNITS : UNITS;
    trial->dice.state = 11;
    open_trial(trial, name);
    compare_all(trial);
    add_and_take_back(trial);
    compare_all(trial);
    delete_many(trial);
    compare_all(trial);
    change_many(trial);
    compare_all(trial);
    assert_true(cotexto_reindex(trial->writer, (cotexto_progress){NULL, NULL}, NULL));
    compare_all(trial);
    close_trial(trial);
}

static void made_texts_are_found_exactly(void **state)
{
    (void)state;
    struct trial trial = {0};
    run_trial(&trial, "made");
}

static void real_texts_are_found_exactly(void **state)
{
    (void)state;
    struct trial trial = {0};
    if (!corpus_read(&trial.corpus, "pairs-200k.tsv.xz", FAMILIES))
        skip();
    run_trial(&trial, "real");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(made_texts_are_found_exactly),
        cmocka_unit_test(real_texts_are_found_exactly),
    };
    if (mkdtemp(folder) == NULL)
        return 1;
    int failed = cmocka_run_group_tests_name("exact", tests, NULL, NULL);
    rmdir(folder);
    return failed;
}
