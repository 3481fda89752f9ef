/* Out of memory at every kind of place: lookups and imports in which one allocation fails, or all
 * from one on, end with an error or a whole answer, and leave the memory as it was or complete. The
 * linker puts the functions below in the place of the C library's (--wrap); SQLite, jansson and
 * libxml2 are told to use them. */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <jansson.h>
#include <libxml/parser.h>
#include <sqlite3.h>

#include <cotexto/cotexto.h>

#include "damage.h"

static long left = -1;  /* allocations until one fails; negative: none does */
static bool stays;      /* all behind it fail, too */
static bool has_failed; /* one did */
static sqlite3_mem_methods sqlite_methods;

static bool fails(void)
{
    if (left < 0)
        return false;
    if (left > 0 && left--)
        return false;
    has_failed = true;
    if (!stays)
        left = -1;
    return true;
}

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
char *__real_strdup(const char *string);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);
char *__wrap_strdup(const char *string);

void *__wrap_malloc(size_t size)
{
    return fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return fails() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *old, size_t size)
{
    return fails() ? NULL : __real_realloc(old, size);
}

char *__wrap_strdup(const char *string)
{
    return fails() ? NULL : __real_strdup(string);
}

static void *sqlite_malloc(int size)
{
    return fails() ? NULL : sqlite_methods.xMalloc(size);
}

static void *sqlite_realloc(void *old, int size)
{
    return fails() ? NULL : sqlite_methods.xRealloc(old, size);
}

static int tell_libraries(void **state)
{
    (void)state;
    if (sqlite3_config(SQLITE_CONFIG_GETMALLOC, &sqlite_methods) != SQLITE_OK)
        return -1;
    sqlite3_mem_methods starved = sqlite_methods;
    starved.xMalloc = sqlite_malloc;
    starved.xRealloc = sqlite_realloc;
    json_set_alloc_funcs(__wrap_malloc, free);
    return sqlite3_config(SQLITE_CONFIG_MALLOC, &starved) == SQLITE_OK &&
                   xmlMemSetup(free, __wrap_malloc, __wrap_realloc, __wrap_strdup) == 0
               ? 0
               : -1;
}

/* ------------------------------------------------------------------------------------- the work */

static void write_sound(void)
{
    struct string bytes = {0};
    damage_remove();
    damage_sound(&bytes);
    damage_write(bytes.bytes, bytes.length);
    string_free(&bytes);
}

/* A file without a name that holds this; the caller closes it. */
static int nameless_file(const char *content, char path[32])
{
    int descriptor = memfd_create("starved", MFD_CLOEXEC);
    assert_int_equal(write(descriptor, content, strlen(content)), (ssize_t)strlen(content));
    snprintf(path, 32, "/proc/self/fd/%d", descriptor);
    return descriptor;
}

/* Opens the memory, looks a text up and closes it. *hits: how many there were. */
static bool look_up(size_t *hits, cotexto_error *error)
{
    const cotexto_lookup_options options = {
        .from = "es", .to = "en", .floor = 50, .limit = 5, .fragments = true, .neighbours = true};
    const cotexto_answer *answer;
    cotexto_text nfc;
    cotexto_memory *memory = cotexto_memory_open(damage_path(), COTEXTO_READ, error);
    cotexto_lookup *lookup =
        memory == NULL ? NULL : cotexto_lookup_new(&memory, 1, &options, error);
    bool good =
        lookup != NULL &&
        cotexto_lookup_run(lookup, cotexto_text_of("Artículo 7. Los Estados hablan de la paz."),
                           &answer, &nfc, error);
    *hits = good ? answer->hit_count : 0;
    cotexto_lookup_free(lookup);
    cotexto_memory_close(memory);
    return good;
}

static bool import_file(const char *format, const char *content, cotexto_error *error)
{
    char path[32];
    int descriptor = nameless_file(content, path);
    const char *const paths[] = {path};
    cotexto_import_options options = {.format = format};
    cotexto_import_counts counts;
    cotexto_memory *memory = cotexto_memory_open(damage_path(), COTEXTO_CREATE, error);
    bool good = memory != NULL && cotexto_import(memory, paths, 1, &options, &counts, error);
    cotexto_memory_close(memory);
    close(descriptor);
    return good;
}

static uint64_t stored_units(void)
{
    cotexto_stats stats = {0};
    cotexto_memory *memory = cotexto_memory_open(damage_path(), COTEXTO_CREATE, NULL);
    assert_non_null(memory);
    assert_true(cotexto_memory_stats(memory, &stats, NULL));
    cotexto_memory_close(memory);
    return stats.units;
}

/* The n-th allocation of those that are tried: all of the first, then ever fewer. */
static long next_place(long place)
{
    return place + 1 + place / 60;
}

static void starve(long place, bool from_there_on)
{
    has_failed = false;
    stays = from_there_on;
    left = place;
}

static void feed(void)
{
    left = -1;
}

/* --------------------------------------------------------------------------------------- tests */

static void starved_lookups_fail_or_are_right(void **state)
{
    (void)state;
    size_t expected, hits, refused = 0;
    write_sound();
    assert_true(look_up(&expected, NULL));
    assert_true(expected > 0);
    has_failed = true;
    for (long place = 0; has_failed; place = next_place(place)) {
        for (int from_there_on = 0; from_there_on < 2; from_there_on++) {
            cotexto_error *error = cotexto_error_new();
            starve(place, from_there_on == 1);
            bool good = look_up(&hits, error);
            feed();
            if (good)
                assert_int_equal(hits, expected);
            else
                assert_int_equal(cotexto_error_kind(error), COTEXTO_NO_MEMORY);
            refused += !good;
            cotexto_error_free(error);
        }
    }
    assert_true(refused > 50);
    damage_remove();
}

static void starved_imports_store_all_or_nothing(const char *format, const char *content)
{
    size_t refused = 0;
    has_failed = true;
    for (long place = 0; has_failed; place = next_place(place)) {
        for (int from_there_on = 0; from_there_on < 2; from_there_on++) {
            cotexto_error *error = cotexto_error_new();
            damage_remove();
            starve(place, from_there_on == 1);
            bool good = import_file(format, content, error);
            feed();
            if (!good)
                assert_int_equal(cotexto_error_kind(error), COTEXTO_NO_MEMORY);
            uint64_t units = stored_units(); /* what comes behind the commit may still fail */
            assert_true(units == 2 || (units == 0 && !good));
            refused += !good;
            cotexto_error_free(error);
        }
    }
    assert_true(refused > 50);
    damage_remove();
}

static void starved_imports_of_tmx(void **state)
{
    (void)state;
    starved_imports_store_all_or_nothing(
        "tmx",
        "<tmx version=\"1.4\"><header/><body>"
        "<tu tuid=\"1\"><note>n</note><tuv xml:lang=\"es\"><seg>uno <ph x=\"1\"/></seg></tuv>"
        "<tuv xml:lang=\"en\"><seg>one <ph x=\"1\"/></seg></tuv></tu>"
        "<tu><tuv xml:lang=\"es\"><seg>dos</seg></tuv>"
        "<tuv xml:lang=\"en\"><seg>two</seg></tuv></tu></body></tmx>");
}

static void starved_imports_of_json_lines(void **state)
{
    (void)state;
    starved_imports_store_all_or_nothing(
        "jsonl",
        "{\"segments\":[{\"lang\":\"es\",\"text\":\"uno\"},{\"lang\":\"en\",\"text\":\"one\"}],"
        "\"properties\":[{\"kind\":\"note\",\"value\":\"n\"}]}\n"
        "{\"segments\":[{\"lang\":\"es\",\"text\":\"dos\"},{\"lang\":\"en\",\"text\":\"two\"}]}\n");
}

/* A unit named so often that the list of numbers needs room again and again. */
static bool delete_named(cotexto_memory *memory, cotexto_error *error)
{
    int64_t units[600];
    cotexto_change_counts counts;
    const size_t count = sizeof units / sizeof *units;
    const cotexto_selection selection = {.units = units, .unit_count = count};
    for (size_t i = 0; i < count; i++)
        units[i] = 1;
    return cotexto_delete(memory, &selection, false, NULL, &counts, error);
}

/* What a reviser does. */
enum review_work { MERGE, SPLIT, MOVE, WRITE_TABLE, TAKE_TABLE, DELETE, UNDO };

static bool do_work(cotexto_memory *memory, enum review_work work, const char *table,
                    cotexto_error *error)
{
    const cotexto_cut cuts[] = {{"es", 4}, {"en", 4}};
    const cotexto_review_options all = {.all = true};
    cotexto_change_counts counts;
    uint64_t units;
    switch (work) {
    case MERGE: return cotexto_merge(memory, 1, NULL, &counts, error);
    case SPLIT: return cotexto_split(memory, 1, cuts, 2, NULL, &counts, error);
    case MOVE: return cotexto_move(memory, 1, cuts, true, NULL, &counts, error);
    case WRITE_TABLE: return cotexto_review_export(memory, "/dev/null", &all, &units, error);
    case TAKE_TABLE: return cotexto_review_import(memory, table, NULL, &counts, error);
    case DELETE: return delete_named(memory, error);
    case UNDO: return cotexto_undo(memory, 0, NULL, &counts, error);
    }
    return false;
}

static bool review(enum review_work work, cotexto_error *error)
{
    char table[32];
    int descriptor = nameless_file("unit\trevision\tstatus\tsource\ttarget\tsource-language\t"
                                   "target-language\n1\t1\tdelete\t\t\tes\ten\n"
                                   "2\t1\t\tx\ttwo\tes\ten\n",
                                   table);
    cotexto_memory *memory = cotexto_memory_open(damage_path(), COTEXTO_WRITE, error);
    bool good = memory != NULL && do_work(memory, work, table, error);
    cotexto_memory_close(memory);
    close(descriptor);
    return good;
}

static void write_units(void)
{
    damage_remove();
    assert_true(import_file("tmx",
                            "<tmx version=\"1.4\"><header/><body><tu><tuv xml:lang=\"es\"><seg>"
                            "uno dos <ph x=\"1\"/></seg></tuv><tuv xml:lang=\"en\"><seg>one two "
                            "<ph x=\"1\"/></seg></tuv></tu><tu><tuv xml:lang=\"es\"><seg>dos</seg>"
                            "</tuv><tuv xml:lang=\"en\"><seg>two</seg></tuv></tu></body></tmx>",
                            NULL));
}

static void starved_reviews_change_all_or_nothing(void **state)
{
    (void)state;
    static const uint64_t after[] = {[MERGE] = 1,      [SPLIT] = 3,  [MOVE] = 2, [WRITE_TABLE] = 2,
                                     [TAKE_TABLE] = 1, [DELETE] = 1, [UNDO] = 0};
    for (enum review_work work = MERGE; work <= UNDO; work++) {
        size_t refused = 0;
        uint64_t units = 0;
        has_failed = true;
        for (long place = 0; has_failed; place = next_place(place)) {
            cotexto_error *error = cotexto_error_new();
            if (units != 2 || work == MOVE)
                write_units();
            starve(place, place % 2 == 1);
            bool good = review(work, error);
            feed();
            if (!good)
                assert_int_equal(cotexto_error_kind(error), COTEXTO_NO_MEMORY);
            units = stored_units();
            assert_true(units == after[work] || (units == 2 && !good));
            refused += !good;
            cotexto_error_free(error);
        }
        assert_true(refused > 50);
    }
    damage_remove();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(starved_lookups_fail_or_are_right),
        cmocka_unit_test(starved_imports_of_tmx),
        cmocka_unit_test(starved_imports_of_json_lines),
        cmocka_unit_test(starved_reviews_change_all_or_nothing),
    };
    return cmocka_run_group_tests_name("starved", tests, tell_libraries, NULL);
}
