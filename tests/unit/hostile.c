/* Hostile and damaged files: an error that says where, nothing stored, nothing of theirs run. */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <sqlite3.h>

#include <cotexto/cotexto.h>

#include "base/file.h"
#include "base/markup.h"
#include "damage.h"
#include "random.h"

/* A sound memory with units, opened by SQLite alone. */
static sqlite3 *bare_memory(void)
{
    struct string bytes = {0};
    sqlite3 *db;
    damage_remove();
    damage_sound(&bytes);
    damage_write(bytes.bytes, bytes.length);
    string_free(&bytes);
    assert_int_equal(sqlite3_open(damage_path(), &db), SQLITE_OK);
    return db;
}

static void run_sql(sqlite3 *db, const char *script)
{
    char *message = NULL;
    if (sqlite3_exec(db, script, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s", message);
}

/* -------------------------------------------------------------------------------- cut-off files */

static bool import_bytes(cotexto_memory *memory, const char *format, const char *bytes,
                         size_t length, cotexto_error *error)
{
    char path[32];
    int descriptor = memfd_create("hostile", MFD_CLOEXEC);
    assert_int_equal(write(descriptor, bytes, length), (ssize_t)length);
    snprintf(path, sizeof path, "/proc/self/fd/%d", descriptor);
    const char *const paths[] = {path};
    cotexto_import_options options = {.format = format};
    cotexto_import_counts counts;
    bool good = cotexto_import(memory, paths, 1, &options, &counts, error);
    assert_true(good || counts.added == 0);
    close(descriptor);
    return good;
}

/* Imports the first bytes of a file, one more each time: what is refused tells the place and leaves
 * nothing behind. Returns how many were refused. */
static size_t cut_everywhere(const char *format, const char *bytes, size_t length)
{
    size_t refused = 0;
    for (size_t cut = 0; cut < length; cut++) {
        damage_remove();
        cotexto_memory *memory = cotexto_memory_open(damage_path(), COTEXTO_CREATE, NULL);
        cotexto_error *error = cotexto_error_new();
        cotexto_stats stats;
        assert_non_null(memory);
        if (!import_bytes(memory, format, bytes, cut, error)) {
            refused++;
            assert_int_equal(cotexto_error_kind(error), COTEXTO_DATA);
            assert_true(cotexto_error_line(error) > 0);
            assert_true(cotexto_memory_stats(memory, &stats, NULL));
            assert_int_equal(stats.units, 0);
            assert_int_equal(stats.documents, 0);
        }
        cotexto_error_free(error);
        cotexto_memory_close(memory);
    }
    damage_remove();
    return refused;
}

static void cut_off_files_store_nothing(void **state)
{
    (void)state;
    static const char tmx[] = "<?xml version=\"1.0\"?>\n<tmx version=\"1.4\"><header/><body>\n"
                              "<tu><tuv xml:lang=\"es\"><seg>uno</seg></tuv><tuv "
                              "xml:lang=\"en\"><seg>1</seg></tuv></tu>\n"
                              "</body></tmx>";
    static const char jsonl[] = "{\"segments\":[{\"lang\":\"es\",\"text\":\"s\xC3\xAD\"},"
                                "{\"lang\":\"en\",\"text\":\"yes\"}]}";
    static const char tsv[] = "es\ten\tposition\nuno\tone\t1\ndos\ttwo\t2";
    assert_int_equal(cut_everywhere("tmx", tmx, sizeof tmx - 1), sizeof tmx - 1);
    assert_int_equal(cut_everywhere("jsonl", jsonl, sizeof jsonl - 1), sizeof jsonl - 2);
    assert_true(cut_everywhere("tsv", tsv, sizeof tsv - 1) > 8);
}

/* ----------------------------------------------------------------------------------- attributes */

static void attributes_are_counted(void **state)
{
    (void)state;
    struct string tag = {0};
    for (int i = 0; i <= MARKUP_ATTRIBUTES; i++) {
        struct markup_guard guard = {0};
        string_reset(&tag);
        string_append_c(&tag, "<a>x = \"y\"</a><b");
        for (int k = 0; k < i; k++)
            string_append_format(&tag, " a%d = 'x=y'", k);
        assert_true(markup_fits(&guard, tag.bytes, tag.length));
        i += i > 3 && i < MARKUP_ATTRIBUTES - 2 ? 100 : 0;
        i = i > MARKUP_ATTRIBUTES ? MARKUP_ATTRIBUTES - 1 : i;
    }
    string_append_c(&tag, " more =\t\"");
    struct markup_guard guard = {0};
    size_t half = tag.length / 2; /* in two parts, as it may come */
    assert_true(markup_fits(&guard, tag.bytes, half));
    assert_false(markup_fits(&guard, tag.bytes + half, tag.length - half));
    string_free(&tag);
}

/* ------------------------------------------------------------------------------ damaged memories
 */

/* Bytes changed at random places, and pages mixed up: answers or errors, and the process lives. */
static void damaged_memories_do_no_harm(void **state)
{
    (void)state;
    struct string sound = {0}, damaged = {0}, unexpected = {0};
    uint32_t random = 2029;
    size_t failed = 0;
    damage_sound(&sound);
    assert_int_equal(damage_use(sound.bytes, sound.length, &unexpected), 0);
    size_t pages = sound.length / DAMAGE_PAGE;
    for (int round = 0; round < 300; round++) {
        string_reset(&damaged);
        string_append(&damaged, sound.bytes, sound.length);
        for (uint32_t change = 0; change <= next_random(&random) % 20; change++) {
            size_t page = next_random(&random) % pages, other = next_random(&random) % pages;
            char *place = damaged.bytes + page * DAMAGE_PAGE;
            if (next_random(&random) % 8 == 0)
                memcpy(place, damaged.bytes + other * DAMAGE_PAGE, DAMAGE_PAGE);
            else if (next_random(&random) % 2 == 0) /* the head of the page */
                place[next_random(&random) % 40] = (char)next_random(&random);
            else
                place[next_random(&random) % DAMAGE_PAGE] = (char)next_random(&random);
        }
        size_t length = round % 10 == 9 ? next_random(&random) % damaged.length : damaged.length;
        failed += damage_use(damaged.bytes, length, &unexpected) > 0;
        if (unexpected.length > 0)
            fail_msg("round %d: %s", round, string_c(&unexpected));
    }
    assert_true(failed > 100);
    string_free(&sound);
    string_free(&damaged);
}

static const char *open_error(unsigned flags)
{
    static char id[32];
    cotexto_error *error = cotexto_error_new();
    cotexto_memory *memory = cotexto_memory_open(damage_path(), flags, error);
    snprintf(id, sizeof id, "%s", memory == NULL ? cotexto_error_id(error) : "opened");
    cotexto_memory_close(memory);
    cotexto_error_free(error);
    return id;
}

static void other_databases_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *script, *id;
    } cases[] = {
        {"PRAGMA application_id=7", "not-a-memory"},
        {"PRAGMA application_id=0", "not-a-memory"},
        {"PRAGMA user_version=0", "not-a-memory"},
        {"PRAGMA user_version=-1", "not-a-memory"},
        {"PRAGMA user_version=1000000", "newer-memory"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sqlite3 *db = bare_memory();
        run_sql(db, cases[i].script);
        sqlite3_close(db);
        assert_string_equal(open_error(COTEXTO_READ), cases[i].id);
        assert_string_equal(open_error(COTEXTO_CREATE), cases[i].id);
    }
    damage_remove();
}

static int64_t marks(void)
{
    sqlite3 *db;
    sqlite3_stmt *statement;
    assert_int_equal(sqlite3_open(damage_path(), &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, "SELECT count(*) FROM marker", -1, &statement, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    int64_t count = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    sqlite3_close(db);
    return count;
}

/* What a stranger put into the schema is not run by an import. */
static void planted_triggers_do_not_run(void **state)
{
    (void)state;
    static const char unit[] = "{\"segments\":[{\"lang\":\"es\",\"text\":\"nuevo\"},"
                               "{\"lang\":\"en\",\"text\":\"new\"}]}\n";
    sqlite3 *db = bare_memory();
    run_sql(db, "CREATE TABLE marker(x);"
                "CREATE TRIGGER planted AFTER INSERT ON segment BEGIN"
                "  INSERT INTO marker VALUES(new.text); END;"
                "CREATE TRIGGER other AFTER INSERT ON revision BEGIN"
                "  INSERT INTO marker VALUES('revision'); END");
    sqlite3_close(db);
    cotexto_memory *memory = cotexto_memory_open(damage_path(), COTEXTO_WRITE, NULL);
    assert_non_null(memory);
    assert_true(import_bytes(memory, "jsonl", unit, sizeof unit - 1, NULL));
    cotexto_memory_close(memory);
    assert_int_equal(marks(), 0);
    damage_remove();
}

/* A view in a table's place is not read: the memory counts as damaged. */
static void planted_views_are_not_read(void **state)
{
    (void)state;
    sqlite3 *db = bare_memory();
    struct string bytes = {0}, unexpected = {0};
    run_sql(db, "ALTER TABLE segment RENAME TO kept;"
                "CREATE VIEW segment AS SELECT * FROM kept");
    sqlite3_close(db);
    assert_true(file_read(damage_path(), 64 << 20, &bytes, NULL));
    assert_true(damage_use(bytes.bytes, bytes.length, &unexpected) > 8);
    assert_string_equal(string_c(&unexpected), "");
    string_free(&bytes);
    damage_remove();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cut_off_files_store_nothing),
        cmocka_unit_test(attributes_are_counted),
        cmocka_unit_test(damaged_memories_do_no_harm),
        cmocka_unit_test(other_databases_are_refused),
        cmocka_unit_test(planted_triggers_do_not_run),
        cmocka_unit_test(planted_views_are_not_read),
    };
    return cmocka_run_group_tests_name("hostile", tests, NULL, NULL);
}
