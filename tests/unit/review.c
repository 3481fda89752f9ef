/* Review: accept, merge, split, the list, the table for spreadsheets; undo gives back the very
 * bytes that were exported before. */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cotexto/cotexto.h>

#include "base/arena.h"
#include "memory/store.h"

#define TAG "\xEF\xBF\xBC"

static char folder[] = "/tmp/cotexto-review-XXXXXX";
static char path[64], table[64], exported[64];

static cotexto_memory *fresh(void)
{
    static const char *const suffixes[] = {"", "-wal", "-shm"};
    for (size_t i = 0; i < 3; i++) {
        char name[80];
        snprintf(name, sizeof name, "%s%s", path, suffixes[i]);
        unlink(name);
    }
    cotexto_memory *memory = cotexto_memory_open(path, COTEXTO_CREATE, NULL);
    assert_non_null(memory);
    return memory;
}

/* A segment with or without tags. */
static struct variant segment(const char *lang, const char *text, const char *tags)
{
    return (struct variant){.lang = lang,
                            .text = cotexto_text_of(text),
                            .tags = tags == NULL ? TEXT("") : cotexto_text_of(tags)};
}

static int64_t put(cotexto_memory *memory, int64_t document, uint32_t position, double confidence,
                   const struct variant *variants, size_t count)
{
    struct unit unit = {.position = position,
                        .paragraph = 1,
                        .confidence = confidence,
                        .variants = variants,
                        .variant_count = count};
    int64_t id;
    assert_true(memory_put_unit(memory, document, &unit, &id, NULL));
    return id;
}

static int64_t put_pair(cotexto_memory *memory, int64_t document, uint32_t position,
                        double confidence, const char *es, const char *en)
{
    const struct variant variants[] = {segment("es", es, NULL), segment("en", en, NULL)};
    return put(memory, document, position, confidence, variants, 2);
}

static int64_t begin_document(cotexto_memory *memory, const char *name)
{
    struct memory_document document = {.name = cotexto_text_of(name), .profile = TEXT("")};
    assert_true(memory_begin(memory, NULL));
    assert_true(memory_new_revision(memory, "import", NULL, "eva", NULL));
    assert_true(memory_put_document(memory, &document, NULL));
    return document.id;
}

/* Four units, one behind the other, then one after a gap. */
static cotexto_memory *sample(int64_t ids[5])
{
    cotexto_memory *memory = fresh();
    int64_t document = begin_document(memory, "d");
    ids[0] = put_pair(memory, document, 1, .9, "Uno. Dos.", "One. Two.");
    ids[1] = put_pair(memory, document, 2, .2, "Tres.", "Three.");
    ids[2] = put_pair(memory, document, 3, .5, "Cuatro.", "Four.");
    ids[3] = put_pair(memory, document, 4, -1, "Cinco.", "Five.");
    ids[4] = put_pair(memory, document, 9, .3, "Seis.", "Six.");
    assert_true(memory_commit(memory, NULL));
    return memory;
}

/* The memory as TMX; the caller frees it. */
static char *export(cotexto_memory *memory)
{
    cotexto_export_options how = {.format = "tmx"};
    uint64_t units;
    assert_true(cotexto_export(memory, exported, &how, &units, NULL));
    FILE *file = fopen(exported, "r");
    char *bytes = calloc(1, 1 << 16);
    assert_non_null(file);
    assert_true(fread(bytes, 1, (1 << 16) - 1, file) > 0);
    fclose(file);
    return bytes;
}

static void assert_texts(cotexto_memory *memory, int64_t id, const char *es, const char *en)
{
    struct arena arena = {0};
    struct memory_unit unit;
    assert_true(memory_get_unit(memory, id, &arena, &unit, NULL));
    assert_text_equal(unit_variant(&unit.unit, "es")->text, es);
    assert_text_equal(unit_variant(&unit.unit, "en")->text, en);
    arena_free(&arena);
}

static struct memory_unit get(cotexto_memory *memory, int64_t id, struct arena *arena)
{
    struct memory_unit unit;
    assert_true(memory_get_unit(memory, id, arena, &unit, NULL));
    return unit;
}

static void undo_gives_back(cotexto_memory *memory, char *before)
{
    cotexto_change_counts counts;
    assert_true(cotexto_undo(memory, 0, NULL, &counts, NULL));
    char *after = export(memory);
    assert_string_equal(before, after);
    free(before);
    free(after);
}

static void assert_fails(bool good, cotexto_error *error, const char *id)
{
    assert_false(good);
    assert_string_equal(cotexto_error_id(error), id);
    cotexto_error_clear(error);
}

/* ---------------------------------------------------------------------------- accept and merge */

static void accepting_says_who(void **state)
{
    (void)state;
    int64_t ids[5];
    struct arena arena = {0};
    cotexto_memory *memory = sample(ids);
    char *before = export(memory);
    const cotexto_change_options by_ana = {.user = "ana"};
    cotexto_selection selection = {.units = &ids[1], .unit_count = 2};
    cotexto_change_counts counts;
    assert_true(cotexto_accept(memory, &selection, &by_ana, &counts, NULL));
    assert_int_equal(counts.changed, 2);
    struct memory_unit unit = get(memory, ids[1], &arena);
    assert_true(unit.unit.reviewed);
    assert_text_equal(unit.unit.changer, "ana");
    assert_true(unit.unit.changed.length > 0);
    assert_false(get(memory, ids[0], &arena).unit.reviewed);
    assert_true(cotexto_accept(memory, &selection, &by_ana, &counts, NULL));
    assert_int_equal(counts.changed, 0);
    assert_int_equal(counts.revision, 0);
    arena_free(&arena);
    undo_gives_back(memory, before);
    cotexto_memory_close(memory);
}

static void merging_joins_language_by_language(void **state)
{
    (void)state;
    int64_t ids[5];
    struct arena arena = {0};
    cotexto_error *error = cotexto_error_new();
    cotexto_memory *memory = sample(ids);
    char *before = export(memory);
    cotexto_change_counts counts;
    assert_true(cotexto_merge(memory, ids[0], NULL, &counts, NULL));
    assert_int_equal(counts.changed, 1);
    assert_int_equal(counts.deleted, 1);
    assert_texts(memory, ids[0], "Uno. Dos. Tres.", "One. Two. Three.");
    struct memory_unit unit = get(memory, ids[0], &arena);
    assert_true(unit.unit.reviewed);
    assert_true(unit.unit.confidence == .2);
    bool found;
    assert_true(memory_find_unit(memory, ids[1], &arena, &unit, &found, NULL));
    assert_false(found);
    assert_fails(cotexto_merge(memory, ids[4], NULL, &counts, error), error, "last-unit");
    assert_fails(cotexto_merge(memory, ids[1], NULL, &counts, error), error, "no-such-unit");
    arena_free(&arena);
    undo_gives_back(memory, before);
    cotexto_error_free(error);
    cotexto_memory_close(memory);
}

static void merging_keeps_tags_and_other_languages(void **state)
{
    (void)state;
    struct arena arena = {0};
    cotexto_memory *memory = fresh();
    int64_t document = begin_document(memory, "d");
    const struct variant first[] = {segment("en", TAG " one", "[\"<ph x=\\\"1\\\"/>\"]"),
                                    segment("ja", "\u4E00\u3002", NULL)};
    const struct variant second[] = {segment("en", "two " TAG, NULL),
                                     segment("ja", "\u4E8C\u3002", NULL),
                                     segment("fr", "deux", NULL)};
    int64_t a = put(memory, document, 1, .4, first, 2);
    put(memory, document, 2, -1, second, 3);
    assert_true(memory_commit(memory, NULL));
    char *before = export(memory);
    cotexto_change_counts counts;
    assert_true(cotexto_merge(memory, a, NULL, &counts, NULL));
    struct memory_unit unit = get(memory, a, &arena);
    assert_int_equal(unit.unit.variant_count, 3);
    assert_text_equal(unit.unit.variants[0].text, TAG " one two " TAG);
    assert_text_equal(unit.unit.variants[0].tags, "[\"<ph x=\\\"1\\\"/>\",\"\"]");
    assert_text_equal(unit.unit.variants[1].text, "\u4E00\u3002\u4E8C\u3002");
    assert_text_equal(unit.unit.variants[2].text, "deux");
    assert_true(unit.unit.confidence == .4);
    arena_free(&arena);
    undo_gives_back(memory, before);
    cotexto_memory_close(memory);
}

/* --------------------------------------------------------------------------------------- split */

static int64_t behind(cotexto_memory *memory, int64_t id)
{
    struct arena arena = {0};
    struct memory_unit unit = get(memory, id, &arena);
    int64_t *ids, next;
    size_t count;
    assert_true(memory_neighbours(memory, &unit, true, 1, &arena, &ids, &count, NULL));
    assert_int_equal(count, 1);
    next = ids[0];
    arena_free(&arena);
    return next;
}

static void splitting_puts_the_half_behind(void **state)
{
    (void)state;
    int64_t ids[5];
    struct arena arena = {0};
    cotexto_memory *memory = sample(ids);
    char *before = export(memory);
    const cotexto_cut cuts[] = {{"es", 5}, {"en", 4}};
    cotexto_change_counts counts;
    assert_true(cotexto_split(memory, ids[0], cuts, 2, NULL, &counts, NULL));
    assert_int_equal(counts.changed, 1);
    assert_int_equal(counts.added, 1);
    assert_texts(memory, ids[0], "Uno.", "One.");
    int64_t half = behind(memory, ids[0]);
    assert_texts(memory, half, "Dos.", "Two.");
    assert_int_equal(behind(memory, half), ids[1]);
    assert_int_equal(behind(memory, ids[1]), ids[2]);
    assert_int_equal(behind(memory, ids[2]), ids[3]);
    assert_true(get(memory, half, &arena).unit.reviewed);
    assert_int_equal(get(memory, half, &arena).unit.position, 2);
    assert_int_equal(get(memory, ids[3], &arena).unit.position, 5);
    assert_int_equal(get(memory, ids[4], &arena).unit.position, 9); /* behind the gap */
    arena_free(&arena);
    undo_gives_back(memory, before);
    cotexto_memory_close(memory);
}

static void splitting_long_runs_keeps_their_order(void **state)
{
    (void)state;
    enum { COUNT = 200 };
    int64_t ids[COUNT];
    cotexto_memory *memory = fresh();
    int64_t document = begin_document(memory, "d");
    for (uint32_t i = 0; i < COUNT; i++)
        ids[i] = put_pair(memory, document, i + 1, .5, "Uno. Dos.", "One. Two.");
    assert_true(memory_commit(memory, NULL));
    char *before = export(memory);
    const cotexto_cut cuts[] = {{"es", 5}, {"en", 4}};
    cotexto_change_counts counts;
    assert_true(cotexto_split(memory, ids[0], cuts, 2, NULL, &counts, NULL));
    int64_t at = behind(memory, ids[0]);
    for (size_t i = 1; i < COUNT; i++) {
        at = behind(memory, at);
        assert_int_equal(at, ids[i]);
    }
    undo_gives_back(memory, before);
    cotexto_memory_close(memory);
}

static void a_sentence_moves_to_the_unit_beside(void **state)
{
    (void)state;
    int64_t ids[5];
    cotexto_error *error = cotexto_error_new();
    cotexto_memory *memory = sample(ids);
    char *before = export(memory);
    cotexto_change_counts counts;
    const cotexto_cut cut = {"en", 5}, start = {"en", 0}, back = {"en", 4};
    assert_true(cotexto_move(memory, ids[0], &cut, true, NULL, &counts, NULL));
    assert_int_equal(counts.changed, 2);
    assert_texts(memory, ids[0], "Uno. Dos.", "One.");
    assert_texts(memory, ids[1], "Tres.", "Two. Three.");
    assert_true(cotexto_move(memory, ids[1], &back, false, NULL, &counts, NULL));
    assert_texts(memory, ids[0], "Uno. Dos.", "One. Two.");
    assert_texts(memory, ids[1], "Tres.", "Three.");
    assert_fails(cotexto_move(memory, ids[1], &start, true, NULL, &counts, error), error,
                 "bad-cut");
    assert_fails(cotexto_move(memory, ids[1], &start, false, NULL, &counts, error), error,
                 "bad-cut");
    assert_fails(cotexto_move(memory, ids[0], &back, false, NULL, &counts, error), error,
                 "first-unit");
    assert_fails(cotexto_move(memory, ids[4], &back, true, NULL, &counts, error), error,
                 "last-unit");
    assert_true(cotexto_undo(memory, 0, NULL, &counts, NULL));
    undo_gives_back(memory, before);
    cotexto_error_free(error);
    cotexto_memory_close(memory);
}

static void bad_cuts_are_refused(void **state)
{
    (void)state;
    int64_t ids[5];
    cotexto_error *error = cotexto_error_new();
    cotexto_memory *memory = sample(ids);
    cotexto_change_counts counts;
    int64_t document = begin_document(memory, "e");
    int64_t accented = put_pair(memory, document, 1, .5, "\u00C0\u0301 \u00F1u", "one two");
    assert_true(memory_commit(memory, NULL));
    char *before = export(memory);
    static const struct {
        cotexto_cut cuts[2];
        const char *error;
    } wrong[] = {
        {{{"es", 0}, {"en", 4}}, "bad-cut"},          {{{"es", 99}, {"en", 4}}, "bad-cut"},
        {{{"es", 5}, {"en", 0}}, "bad-cut"},          {{{"es", 9}, {"en", 9}}, "bad-cut"},
        {{{"es", 5}, {"fr", 2}}, "no-such-language"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_fails(cotexto_split(memory, ids[0], wrong[i].cuts, 2, NULL, &counts, error), error,
                     wrong[i].error);
    assert_fails(cotexto_split(memory, ids[0], wrong[4].cuts, 1, NULL, &counts, error), error,
                 "bad-cut"); /* English goes with the first half whole */
    /* before a combining accent, and within a letter of two bytes */
    const cotexto_cut within[] = {{"es", 2}, {"en", 4}}, inside[] = {{"es", 6}, {"en", 4}};
    assert_fails(cotexto_split(memory, accented, within, 2, NULL, &counts, error), error,
                 "bad-cut");
    assert_fails(cotexto_split(memory, accented, inside, 2, NULL, &counts, error), error,
                 "bad-cut");
    char *after = export(memory);
    assert_string_equal(before, after);
    free(before);
    free(after);
    cotexto_error_free(error);
    cotexto_memory_close(memory);
}

static void tags_are_split_with_their_text(void **state)
{
    (void)state;
    static const char tags[] = "[\"<hi>\",\"</hi>\",\"<bpt i=\\\"1\\\">x</bpt>\","
                               "\"<ept i=\\\"1\\\">x</ept>\",\"<ph/>\"]";
    static const char text[] = TAG "a" TAG "b" TAG "c" TAG "d" TAG;
    struct arena arena = {0};
    cotexto_error *error = cotexto_error_new();
    cotexto_memory *memory = fresh();
    int64_t document = begin_document(memory, "d");
    const struct variant variants[] = {segment("es", text, tags), segment("en", "one two", NULL)};
    int64_t id = put(memory, document, 1, .5, variants, 2);
    assert_true(memory_commit(memory, NULL));
    char *before = export(memory);
    cotexto_change_counts counts;
    static const size_t torn[] = {4, 12};
    for (size_t i = 0; i < 2; i++) {
        const cotexto_cut cuts[] = {{"es", torn[i]}, {"en", 4}};
        assert_fails(cotexto_split(memory, id, cuts, 2, NULL, &counts, error), error, "bad-cut");
    }
    const cotexto_cut cuts[] = {{"es", 8}, {"en", 4}};
    assert_true(cotexto_split(memory, id, cuts, 2, NULL, &counts, NULL));
    struct memory_unit unit = get(memory, id, &arena);
    assert_text_equal(unit.unit.variants[0].text, TAG "a" TAG "b");
    assert_text_equal(unit.unit.variants[0].tags, "[\"<hi>\",\"</hi>\"]");
    unit = get(memory, behind(memory, id), &arena);
    assert_text_equal(unit.unit.variants[0].text, TAG "c" TAG "d" TAG);
    assert_text_equal(unit.unit.variants[0].tags, "[\"<bpt i=\\\"1\\\">x</bpt>\","
                                                  "\"<ept i=\\\"1\\\">x</ept>\",\"<ph/>\"]");
    arena_free(&arena);
    undo_gives_back(memory, before);
    cotexto_error_free(error);
    cotexto_memory_close(memory);
}

/* ---------------------------------------------------------------------------------------- list */

static void assert_list(cotexto_memory *memory, const cotexto_review_options *options,
                        const int64_t *units, size_t count)
{
    size_t got;
    cotexto_review *review = cotexto_review_new(memory, options, NULL);
    assert_non_null(review);
    const cotexto_review_entry *entries = cotexto_review_entries(review, &got);
    assert_int_equal(got, count);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(entries[i].unit, units[i]);
    cotexto_review_free(review);
}

static void the_list_begins_with_the_least_sure(void **state)
{
    (void)state;
    int64_t ids[5];
    cotexto_memory *memory = sample(ids);
    cotexto_review_options all = {.all = true}, plain = {.below = 0}, low = {.below = .5},
                           ordered = {.in_order = true}, since = {.filter.author = "nobody"},
                           french = {.languages = {"es", "fr"}},
                           english = {.languages = {"en", "es"}};
    assert_list(memory, &plain, (int64_t[]){ids[1], ids[4], ids[2], ids[0]}, 4);
    assert_list(memory, &low, (int64_t[]){ids[1], ids[4]}, 2);
    assert_list(memory, &all, (int64_t[]){ids[1], ids[4], ids[2], ids[0], ids[3]}, 5);
    assert_list(memory, &ordered, (int64_t[]){ids[0], ids[1], ids[2], ids[4]}, 4);
    assert_list(memory, &since, NULL, 0);
    assert_list(memory, &french, NULL, 0);
    assert_list(memory, &english, (int64_t[]){ids[1], ids[4], ids[2], ids[0]}, 4);
    cotexto_selection selection = {.units = &ids[4], .unit_count = 1};
    cotexto_change_counts counts;
    assert_true(cotexto_accept(memory, &selection, NULL, &counts, NULL));
    assert_list(memory, &plain, (int64_t[]){ids[1], ids[2], ids[0]}, 3);
    cotexto_memory_close(memory);
}

static void a_unit_is_seen_between_its_neighbours(void **state)
{
    (void)state;
    int64_t ids[5];
    cotexto_memory *memory = sample(ids);
    cotexto_review_options options = {.languages = {"en", "es"}};
    cotexto_review *review = cotexto_review_new(memory, &options, NULL);
    const cotexto_review_view *view;
    assert_true(cotexto_review_get(review, ids[1], 2, &view, NULL));
    assert_text_equal(view->unit.texts[0], "Three.");
    assert_text_equal(view->unit.texts[1], "Tres.");
    assert_string_equal(view->unit.langs[1], "es");
    assert_int_equal(view->before_count, 1);
    assert_text_equal(view->before[0].texts[0], "One. Two.");
    assert_int_equal(view->behind_count, 2);
    assert_text_equal(view->behind[1].texts[1], "Cinco.");
    assert_true(cotexto_review_get(review, 999, 2, &view, NULL));
    assert_null(view);
    cotexto_review_free(review);
    cotexto_memory_close(memory);
}

/* --------------------------------------------------------------------------------------- table */

static void write_table(const char *text)
{
    FILE *file = fopen(table, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static void a_table_that_comes_back_unchanged_does_nothing(void **state)
{
    (void)state;
    cotexto_memory *memory = fresh();
    int64_t document = begin_document(memory, "d\td");
    put_pair(memory, document, 1, .5, "a\tb \"c\"\nd", " \x01x\x7F\r\n\xC2\x85y ");
    put_pair(memory, document, 2, .5, "=1+1", "\u4E00\u3002; \u05E9, z\r");
    assert_true(memory_commit(memory, NULL));
    cotexto_review_options options = {.below = 0};
    cotexto_change_counts counts;
    uint64_t units;
    assert_true(cotexto_review_export(memory, table, &options, &units, NULL));
    assert_int_equal(units, 2);
    assert_true(cotexto_review_import(memory, table, NULL, &counts, NULL));
    assert_int_equal(counts.added + counts.changed + counts.deleted, 0);
    assert_int_equal(counts.revision, 0);
    cotexto_memory_close(memory);
}

static void rows_act_all_or_none(void **state)
{
    (void)state;
    int64_t ids[5];
    cotexto_error *error = cotexto_error_new();
    cotexto_memory *memory = sample(ids);
    char *before = export(memory);
    cotexto_change_counts counts;
    char text[1024];
    static const char head[] = "\xEF\xBB\xBFunit;revision;status;source;target;source-language;"
                               "target-language\r\n";
    snprintf(text, sizeof text,
             "%s%d;1;accept;Uno. Dos.;One. Two.;es;en\r\n%d;1;delete;;;es;en\r\n"
             "%d;1;;Cuatro.;\"Four, \"\"4\"\"\";es;en\r\n;;;;;;\r\n",
             head, (int)ids[0], (int)ids[1], (int)ids[2]);
    write_table(text);
    assert_true(cotexto_review_import(memory, table, NULL, &counts, NULL));
    assert_int_equal(counts.changed, 2);
    assert_int_equal(counts.deleted, 1);
    assert_texts(memory, ids[2], "Cuatro.", "Four, \"4\"");
    assert_true(cotexto_review_import(memory, table, NULL, &counts, NULL)); /* all is done */
    assert_int_equal(counts.revision, 0);
    undo_gives_back(memory, before);
    before = export(memory);
    static const struct {
        const char *rows, *error;
        size_t line;
    } wrong[] = {
        {"1;1;delete;;;es;en\n1;1;yes;a;b;es;en\n", "bad-status", 3},
        {"2;1;delete;;;es;en\n1;7;;a;b;es;en\n", "changed-since", 3},
        {"2;1;accept;Tres.;Three.;es;en\n2;1;;a;b;es;en\n", "twice", 3},
        {"1;1;;a;b;es;en\n77;1;;a;b;es;en\n", "no-such-unit", 3},
        {"1;1;;a;b;es;en\n2;1;;a\n", "short-line", 3},
        {"x;1;;a;b;es;en\n", "bad-field", 2},
        {"1;1;;a;b;es;fr\n", "no-such-language", 2},
        {"1;1;;\"\n\";b;es;en\n", "empty-text", 2},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        snprintf(text, sizeof text, "%s%s", head, wrong[i].rows);
        write_table(text);
        assert_false(cotexto_review_import(memory, table, NULL, &counts, error));
        assert_string_equal(cotexto_error_id(error), wrong[i].error);
        assert_int_equal(cotexto_error_line(error), wrong[i].line);
        assert_string_equal(cotexto_error_file(error), table);
        cotexto_error_clear(error);
    }
    write_table("unit\trevision\n");
    assert_fails(cotexto_review_import(memory, table, NULL, &counts, error), error,
                 "no-such-column");
    char *after = export(memory);
    assert_string_equal(before, after);
    free(before);
    free(after);
    cotexto_error_free(error);
    cotexto_memory_close(memory);
}

static int end(void **state)
{
    (void)state;
    char command[96];
    snprintf(command, sizeof command, "rm -r %s", folder);
    return system(command);
}

int main(void)
{
    if (mkdtemp(folder) == NULL)
        return 1;
    snprintf(path, sizeof path, "%s/memory.db", folder);
    snprintf(table, sizeof table, "%s/table.tsv", folder);
    snprintf(exported, sizeof exported, "%s/memory.tmx", folder);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(accepting_says_who),
        cmocka_unit_test(merging_joins_language_by_language),
        cmocka_unit_test(merging_keeps_tags_and_other_languages),
        cmocka_unit_test(splitting_puts_the_half_behind),
        cmocka_unit_test(splitting_long_runs_keeps_their_order),
        cmocka_unit_test(a_sentence_moves_to_the_unit_beside),
        cmocka_unit_test(bad_cuts_are_refused),
        cmocka_unit_test(tags_are_split_with_their_text),
        cmocka_unit_test(the_list_begins_with_the_least_sure),
        cmocka_unit_test(a_unit_is_seen_between_its_neighbours),
        cmocka_unit_test(a_table_that_comes_back_unchanged_does_nothing),
        cmocka_unit_test(rows_act_all_or_none),
    };
    return cmocka_run_group_tests(tests, NULL, end);
}
