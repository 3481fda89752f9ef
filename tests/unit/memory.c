/* The memory room: what is stored comes back, what changes is in the journal, what fails leaves
 * nothing. */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sqlite3.h>

#include "base/arena.h"
#include <cotexto/check.h>

#include "memory/schema.h"
#include "memory/store.h"

static char path[] = "/tmp/cotexto-memory-XXXXXX";

static cotexto_memory *fresh(void)
{
    static const char *const suffixes[] = {"", "-wal", "-shm"};
    for (size_t i = 0; i < 3; i++) {
        char name[64];
        snprintf(name, sizeof name, "%s%s", path, suffixes[i]);
        unlink(name);
    }
    cotexto_memory *memory = cotexto_memory_open(path, COTEXTO_CREATE, NULL);
    assert_non_null(memory);
    return memory;
}

static int64_t ask(const char *sql)
{
    sqlite3 *db;
    sqlite3_stmt *statement;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    int64_t number = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    sqlite3_close(db);
    return number;
}

static const struct property note = {PROPERTY_NOTE, {"", 0}, {"a note", 6}, {"en", 2}};
static const struct property usage = {PROPERTY_ATTRIBUTE, {"usagecount", 10}, {"3", 1}, {"", 0}};

static const struct variant variants[] = {
    {"es", {"Hola \xEF\xBF\xBC mundo", 14}, {"[\"<ph/>\"]", 9}, &usage, 1},
    {"en", {"Hello world", 11}, {"", 0}, NULL, 0},
    {"fr", {"Bonjour le monde", 16}, {"", 0}, NULL, 0},
};

static struct unit sample(void)
{
    return (struct unit){.position = 1,
                         .paragraph = 2,
                         .confidence = .5,
                         .id = TEXT("u"),
                         .created = TEXT("2029-01-01T00:00:00Z"),
                         .creator = TEXT("ana"),
                         .properties = &note,
                         .property_count = 1,
                         .variants = variants,
                         .variant_count = 3};
}

/* A document with one unit, in a revision of its own. */
static int64_t store(cotexto_memory *memory, struct memory_document *document)
{
    struct unit unit = sample();
    int64_t id;
    *document =
        (struct memory_document){.name = TEXT("d"), .title = TEXT("t"), .profile = TEXT("p")};
    assert_true(memory_begin(memory, NULL));
    assert_true(memory_new_revision(memory, "test", NULL, "eva", NULL));
    assert_true(memory_put_document(memory, document, NULL));
    assert_true(memory_put_unit(memory, document->id, &unit, &id, NULL));
    assert_true(memory_commit(memory, NULL));
    return id;
}

static void a_unit_comes_back_whole(void **state)
{
    (void)state;
    cotexto_memory *memory = fresh();
    struct memory_document document;
    struct arena arena = {0};
    struct memory_unit got;
    int64_t id = store(memory, &document);
    assert_true(memory_get_unit(memory, id, &arena, &got, NULL));
    struct unit unit = sample();
    assert_true(unit_same_texts(&got.unit, &unit));
    assert_true(got.hash == unit_hash(&unit));
    assert_text_equal(got.unit.document, "d");
    assert_text_equal(got.unit.creator, "ana");
    assert_int_equal(got.unit.paragraph, 2);
    assert_int_equal(got.unit.property_count, 1);
    assert_text_equal(got.unit.properties[0].value, "a note");
    assert_int_equal(got.unit.variants[0].property_count, 1);
    assert_text_equal(got.unit.variants[0].tags, "[\"<ph/>\"]");
    assert_int_equal(got.unit.variant_count, 3);
    assert_false(memory_get_unit(memory, id + 1, &arena, &got, NULL));
    arena_free(&arena);
    cotexto_memory_close(memory);
}

static void changes_are_journalled(void **state)
{
    (void)state;
    cotexto_memory *memory = fresh();
    struct memory_document document;
    int64_t id = store(memory, &document);
    assert_int_equal(ask("SELECT count(*) FROM journal WHERE action = 'insert'"), 2);
    assert_true(memory_begin(memory, NULL));
    assert_true(memory_new_revision(memory, "delete", NULL, "eva", NULL));
    assert_true(memory_delete_unit(memory, id, NULL));
    assert_true(memory_commit(memory, NULL));
    assert_int_equal(ask("SELECT count(*) FROM unit"), 0);
    assert_int_equal(ask("SELECT count(*) FROM segment"), 0);
    assert_int_equal(ask("SELECT count(*) FROM property"), 0);
    assert_int_equal(
        ask("SELECT count(*) FROM journal WHERE action = 'delete' AND revision = 2 AND "
            "json_valid(before) AND before LIKE '%Hello world%' AND before LIKE '%a note%'"),
        1);
    cotexto_memory_close(memory);
}

static void a_rollback_leaves_nothing(void **state)
{
    (void)state;
    cotexto_memory *memory = fresh();
    struct memory_document document = {.name = TEXT("d"), .profile = TEXT("")};
    struct unit unit = sample();
    int64_t id;
    assert_true(memory_begin(memory, NULL));
    assert_true(memory_new_revision(memory, "test", NULL, NULL, NULL));
    assert_true(memory_put_document(memory, &document, NULL));
    assert_true(memory_put_unit(memory, document.id, &unit, &id, NULL));
    memory_rollback(memory);
    assert_int_equal(ask("SELECT (SELECT count(*) FROM unit) + (SELECT count(*) FROM document) + "
                         "(SELECT count(*) FROM journal) + (SELECT count(*) FROM revision)"),
                     0);
    cotexto_memory_close(memory);
}

static bool count_segment(void *context, const struct memory_segment *segment)
{
    assert_true(segment->text.length > 0);
    ++*(int *)context;
    return true;
}

static bool count_id(void *context, int64_t segment)
{
    assert_true(segment > 0);
    ++*(int *)context;
    return true;
}

static void segments_are_found_by_language_words_and_text(void **state)
{
    (void)state;
    cotexto_memory *memory = fresh();
    struct memory_document document;
    struct arena arena = {0};
    int64_t *ids;
    size_t count;
    int seen = 0;
    store(memory, &document);
    assert_true(memory_each_segment(memory, "es", count_segment, &seen, NULL));
    assert_int_equal(seen, 1);
    assert_true(memory_each_with_run(memory, &TEXT("hello"), 1, 10, count_id, &seen, NULL));
    assert_int_equal(seen, 2);
    assert_true(memory_each_with_run(memory, &TEXT("nothing"), 1, 10, count_id, &seen, NULL));
    assert_int_equal(seen, 2);
    assert_true(
        memory_units_by_text(memory, 0, "en", TEXT("Hello world"), &arena, &ids, &count, NULL));
    assert_int_equal(count, 1);
    assert_true(
        memory_units_by_text(memory, 0, "fr", TEXT("Hello world"), &arena, &ids, &count, NULL));
    assert_int_equal(count, 0);
    arena_free(&arena);
    cotexto_memory_close(memory);
}

/* A file as version 0 of our own, which has nothing, is brought up when opened for writing; tables
 * are STRICT. */
/* How many units have the hash of this one, by the way that an import asks. */
static size_t twins(cotexto_memory *memory, const struct unit *unit)
{
    struct arena arena = {0};
    int64_t *ids;
    size_t by_hash, by_text;
    assert_true(memory_units_by_hash(memory, 0, unit_hash(unit), (cotexto_text){"", 0}, &arena,
                                     &ids, &by_hash, NULL));
    assert_true(memory_units_by_text(memory, 0, unit->variants[0].lang, unit->variants[0].text,
                                     &arena, &ids, &by_text, NULL));
    assert_int_equal(by_hash, by_text);
    arena_free(&arena);
    return by_hash;
}

/* Unit n of many that differ; the text is static. */
static struct unit numbered(size_t n)
{
    static char text[32];
    static struct variant two[2];
    snprintf(text, sizeof text, "frase %zu", n);
    two[0] = (struct variant){.lang = "es", .text = cotexto_text_of(text)};
    two[1] = variants[1];
    return (struct unit){.position = 1, .confidence = -1, .variants = two, .variant_count = 2};
}

static void units_are_found_in_their_own_transaction(void **state)
{
    (void)state;
    enum { UNITS = 300 };
    cotexto_memory *memory = fresh();
    struct memory_document document;
    struct unit unit;
    int64_t id, last = 0;
    store(memory, &document);
    assert_true(memory_begin(memory, NULL));
    assert_true(memory_new_revision(memory, "test", NULL, "eva", NULL));
    for (size_t n = 0; n < UNITS; n++) {
        unit = numbered(n / 2); /* each twice */
        assert_int_equal(twins(memory, &unit), n % 2);
        assert_true(memory_put_unit(memory, document.id, &unit, &id, NULL));
        last = n == 0 ? id : last;
    }
    assert_true(memory_delete_unit(memory, last, NULL));
    unit = numbered(0);
    assert_int_equal(twins(memory, &unit), 1);
    unit = numbered(UNITS);
    assert_true(memory_put_unit(memory, document.id, &unit, &id, NULL));
    assert_true(memory_delete_unit(memory, id, NULL)); /* before it was written */
    assert_int_equal(twins(memory, &unit), 0);
    assert_true(memory_commit(memory, NULL));
    assert_int_equal(ask("SELECT count(*) FROM hash"), 4 + (UNITS - 1) * 3);
    assert_int_equal(ask("SELECT count(*) FROM unit u JOIN hash h"
                         " ON h.hash = u.hash AND h.row = -u.id"),
                     UNITS);
    cotexto_memory_close(memory);
}

static void a_rollback_takes_hashes_back(void **state)
{
    (void)state;
    cotexto_memory *memory = fresh();
    struct memory_document document;
    struct unit unit = numbered(1);
    int64_t id;
    store(memory, &document);
    assert_true(memory_begin(memory, NULL));
    assert_true(memory_new_revision(memory, "test", NULL, "eva", NULL));
    assert_true(memory_put_unit(memory, document.id, &unit, &id, NULL));
    memory_rollback(memory);
    assert_int_equal(twins(memory, &unit), 0);
    assert_true(memory_begin(memory, NULL));
    assert_true(memory_commit(memory, NULL));
    assert_int_equal(ask("SELECT count(*) FROM hash"), 4);
    cotexto_memory_close(memory);
}

static void an_empty_file_becomes_a_memory(void **state)
{
    (void)state;
    cotexto_memory_close(fresh());
    assert_int_equal(ask("PRAGMA application_id"), 0x6374786F);
    assert_int_equal(ask("PRAGMA user_version"), schema_latest());
    assert_int_equal(
        ask("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'word%' "
            "AND name NOT LIKE 'sqlite_%' AND sql NOT LIKE '%STRICT%'"),
        0);
    cotexto_error *error = cotexto_error_new();
    cotexto_memory *memory = cotexto_memory_open(path, COTEXTO_READ, error);
    assert_non_null(memory);
    assert_false(memory_begin(memory, error)); /* opened for reading */
    assert_int_equal(cotexto_error_kind(error), COTEXTO_IO);
    cotexto_memory_close(memory);
    cotexto_error_free(error);
}

static void run_sql(const char *sql)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

/* A file as an older version left it: reading says so and changes nothing, writing brings it up
 * with all that is in it. */
static void an_older_memory_is_brought_up(void **state)
{
    (void)state;
    cotexto_memory *memory = fresh();
    struct memory_document document;
    store(memory, &document);
    cotexto_memory_close(memory);
    run_sql("ANALYZE; DROP TABLE exception; DROP TABLE translation; DROP TABLE lexicon; INSERT "
            "INTO word(word) "
            "VALUES('delete-all'); DROP TABLE state; DROP TABLE index_key;"
            "DROP TABLE index_segment; DROP TABLE index_signature; DROP TABLE index_block;"
            "DROP TABLE unfinished; DROP TABLE term; DROP TABLE concept;"
            "ALTER TABLE language DROP COLUMN segments; ALTER TABLE language DROP COLUMN words;"
            "ALTER TABLE revision DROP COLUMN about; ALTER TABLE revision DROP COLUMN undoes;"
            "ALTER TABLE revision DROP COLUMN undone_by;"
            "DROP TABLE hash; CREATE INDEX unit_hash ON unit(hash);"
            "CREATE INDEX segment_hash ON segment(hash, language);"
            "PRAGMA user_version=1");
    cotexto_error *error = cotexto_error_new();
    assert_null(cotexto_memory_open(path, COTEXTO_READ, error));
    assert_string_equal(cotexto_error_id(error), "older-memory");
    assert_int_equal(ask("PRAGMA user_version"), 1);
    cotexto_error_free(error);
    memory = cotexto_memory_open(path, COTEXTO_WRITE, NULL);
    assert_non_null(memory);
    cotexto_memory_close(memory);
    assert_int_equal(ask("PRAGMA user_version"), schema_latest());
    assert_int_equal(ask("SELECT count(*) FROM unit"), 1);
    assert_int_equal(ask("SELECT count(*) FROM lexicon"), 0);
    assert_int_equal(ask("SELECT count(*) FROM exception"), 0);
    assert_int_equal(ask("SELECT count(*) FROM word WHERE word MATCH 'hola'"), 1);
    assert_int_equal(ask("SELECT units FROM state"), 1);
    assert_int_equal(ask("SELECT count(*) FROM unfinished"), 0);
    assert_int_equal(ask("SELECT count(*) FROM sqlite_schema WHERE name = 'sqlite_stat1'"), 0);
    assert_int_equal(ask("SELECT sum(segments) FROM language"), 3);
    assert_int_equal(ask("SELECT sum(words) FROM language"), 7);
    assert_int_equal(ask("SELECT count(*) FROM index_segment"), 3);
    assert_true(ask("SELECT count(*) FROM index_block") > 3);
    assert_int_equal(ask("SELECT count(*) FROM hash JOIN segment s ON s.id = row"
                         " WHERE s.hash = hash.hash"),
                     3);
    assert_int_equal(ask("SELECT count(*) FROM hash JOIN unit u ON u.id = -row"
                         " WHERE u.hash = hash.hash"),
                     1);
    assert_int_equal(ask("SELECT count(*) FROM sqlite_schema WHERE name IN ('unit_hash', "
                         "'segment_hash')"),
                     0);
    assert_int_equal(ask("SELECT count(*) FROM concept"), 0);
    assert_int_equal(ask("SELECT count(*) FROM journal WHERE object = 'unit'"), 1);
}

static bool is_accepted(cotexto_memory *memory, struct memory_unit unit, const char *check)
{
    bool accepted;
    assert_true(memory_is_accepted(memory, &unit, cotexto_text_of(check), &accepted, NULL));
    return accepted;
}

/* An exception is of one unit, one check and the texts of that day. */
static void an_exception_holds_while_the_texts_are_the_same(void **state)
{
    (void)state;
    cotexto_memory *memory = fresh();
    struct memory_document document;
    struct arena arena = {0};
    struct memory_unit unit;
    int64_t id = store(memory, &document);
    assert_true(cotexto_check_accept(memory, id, COTEXTO_CHECK_NUMBERS, "eva", NULL));
    assert_true(memory_get_unit(memory, id, &arena, &unit, NULL));
    assert_true(is_accepted(memory, unit, "numbers"));
    assert_false(is_accepted(memory, unit, "tags"));
    unit.hash++;
    assert_false(is_accepted(memory, unit, "numbers"));
    assert_int_equal(ask("SELECT count(*) FROM exception e JOIN revision r ON r.id = e.revision"
                         " WHERE r.user = 'eva' AND r.command = 'check'"),
                     1);
    /* again, with other texts */
    assert_true(memory_begin(memory, NULL));
    assert_true(memory_new_revision(memory, "check", NULL, "eva", NULL));
    assert_true(memory_accept(memory, &unit, TEXT("numbers"), NULL));
    assert_true(memory_commit(memory, NULL));
    assert_true(is_accepted(memory, unit, "numbers"));
    assert_int_equal(ask("SELECT count(*) FROM exception"), 1);

    cotexto_error *error = cotexto_error_new();
    assert_false(cotexto_check_accept(memory, id + 1, COTEXTO_CHECK_TAGS, NULL, error));
    assert_string_equal(cotexto_error_id(error), "no-such-unit");
    cotexto_error_free(error);
    assert_int_equal(ask("SELECT count(*) FROM revision"), 3);

    assert_true(memory_begin(memory, NULL));
    assert_true(memory_new_revision(memory, "test", NULL, "eva", NULL));
    assert_true(memory_delete_unit(memory, id, NULL));
    assert_true(memory_commit(memory, NULL));
    assert_int_equal(ask("SELECT count(*) FROM exception"), 0);
    arena_free(&arena);
    cotexto_memory_close(memory);
}

/* Whether the doctor finds the index good. */
static void keep_index(void *context, const cotexto_finding *finding)
{
    if (strcmp(finding->id, "index") == 0)
        *(int *)context = finding->good;
}

static int index_is_good(cotexto_memory *memory)
{
    int good = -1;
    assert_true(memory_doctor(memory, keep_index, &good, NULL));
    return good;
}

static void the_doctor_looks_at_the_index(void **state)
{
    (void)state;
    static const char *const damages[] = {
        "DELETE FROM index_block WHERE list > 0",
        "DELETE FROM index_segment WHERE segment = 2",
        "UPDATE index_segment SET ranks = x'04' WHERE segment = 1",
        "UPDATE index_block SET postings = x'80'",
        "UPDATE state SET profile = '1 icu1'",
        "UPDATE state SET listed = 1",
        "UPDATE state SET listed = 1000000",
    };
    for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
        cotexto_memory *memory = fresh();
        struct memory_document document;
        store(memory, &document);
        assert_int_equal(index_is_good(memory), 1);
        assert_true(cotexto_reindex(memory, (cotexto_progress){NULL, NULL}, NULL)); /* has lists */
        assert_int_equal(index_is_good(memory), 1);
        run_sql(damages[i]);
        assert_int_equal(index_is_good(memory), 0);
        assert_true(cotexto_reindex(memory, (cotexto_progress){NULL, NULL}, NULL));
        assert_int_equal(index_is_good(memory), 1);
        cotexto_memory_close(memory);
    }
}

/* Version 9 had a number for the end of a list, and other blocks. */
static void an_older_index_is_made_anew(void **state)
{
    (void)state;
    cotexto_memory *memory = fresh();
    struct memory_document document;
    store(memory, &document);
    assert_true(cotexto_reindex(memory, (cotexto_progress){NULL, NULL}, NULL)); /* has all words */
    cotexto_memory_close(memory);
    run_sql("ALTER TABLE state DROP COLUMN listed; DROP TABLE index_block;"
            "CREATE TABLE index_block(list INTEGER NOT NULL, last INTEGER NOT NULL,"
            "  postings BLOB NOT NULL, PRIMARY KEY(list, last)) STRICT, WITHOUT ROWID;"
            "INSERT INTO index_block VALUES(4, 9223372036854775807, x'040100');"
            "UPDATE state SET profile = '2 icu' || substr(profile, 6);"
            "PRAGMA user_version=9");
    assert_null(cotexto_memory_open(path, COTEXTO_READ, NULL));
    memory = cotexto_memory_open(path, COTEXTO_WRITE, NULL);
    assert_non_null(memory);
    assert_int_equal(index_is_good(memory), 1);
    cotexto_memory_close(memory);
    assert_int_equal(ask("SELECT count(*) FROM index_block WHERE typeof(last) = 'text'"),
                     ask("SELECT count(DISTINCT list) FROM index_block"));
}

static int found_with(cotexto_memory *memory, struct memory_search search)
{
    int count = 0;
    assert_true(memory_each_found(memory, &search, count_segment, &count, NULL));
    return count;
}

/* Each condition of a search alone, and together. */
static void a_search_takes_every_filter(void **state)
{
    (void)state;
    cotexto_memory *memory = fresh();
    struct memory_document document;
    store(memory, &document);
    assert_int_equal(found_with(memory, (struct memory_search){.words = TEXT("\"hola\"")}), 3);
    assert_int_equal(
        found_with(memory, (struct memory_search){.other_words = TEXT("\"hola\""), .lang = "en"}),
        1); /* those that the word index has not yet are all given */
    assert_true(cotexto_reindex(memory, (cotexto_progress){NULL, NULL}, NULL)); /* has all */
    assert_int_equal(found_with(memory, (struct memory_search){.reviewed = false}), 3);
    assert_int_equal(found_with(memory, (struct memory_search){.lang = "en"}), 1);
    assert_int_equal(found_with(memory, (struct memory_search){.words = TEXT("\"hola\"")}), 1);
    assert_int_equal(found_with(memory, (struct memory_search){.words = TEXT("\"hel\" *")}), 1);
    assert_int_equal(
        found_with(memory, (struct memory_search){.words = TEXT("\"hola\""), .lang = "en"}), 0);
    assert_int_equal(found_with(memory, (struct memory_search){.document = document.id}), 3);
    assert_int_equal(found_with(memory, (struct memory_search){.document = document.id + 1}), 0);
    assert_int_equal(found_with(memory, (struct memory_search){.words = TEXT("\"hola\""),
                                                               .other_words = TEXT("\"world\""),
                                                               .lang = "es",
                                                               .document = document.id}),
                     1);
    assert_int_equal(found_with(memory, (struct memory_search){.words = TEXT("\"hola\""),
                                                               .other_words = TEXT("\"none\"")}),
                     0);
    int reviewed = (int)ask("SELECT 3 * sum(reviewed) FROM unit");
    assert_int_equal(found_with(memory, (struct memory_search){.reviewed = true}), reviewed);
    cotexto_memory_close(memory);
}

static void keep_bad(void *context, const cotexto_finding *finding)
{
    *(int *)context += !finding->good;
}

/* A unit in a transaction of its own. */
static int64_t put_alone(cotexto_memory *memory, int64_t document, size_t number, bool rolled_back)
{
    struct unit unit = numbered(number);
    int64_t id;
    assert_true(memory_begin(memory, NULL));
    assert_true(memory_new_revision(memory, "test", NULL, "eva", NULL));
    assert_true(memory_put_unit(memory, document, &unit, &id, NULL));
    if (rolled_back)
        memory_rollback(memory);
    else
        assert_true(memory_commit(memory, NULL));
    return id;
}

static int with_run(cotexto_memory *memory, const cotexto_text *folds, size_t count, size_t most)
{
    int seen = 0;
    assert_true(memory_each_with_run(memory, folds, count, most, count_id, &seen, NULL));
    return seen;
}

/* Single units are not in the word index at first, then many at once; they are found all the same,
 * by this connection and by another. */
static void recent_segments_are_found_by_their_words(void **state)
{
    (void)state;
    enum { SINGLE = 300 };
    cotexto_memory *memory = fresh();
    struct memory_document document;
    int64_t last = store(memory, &document);
    cotexto_memory *reader = cotexto_memory_open(path, COTEXTO_READ, NULL);
    assert_non_null(reader);
    assert_int_equal(ask("SELECT count(*) FROM word"), 0);
    for (size_t i = 0; i < SINGLE; i++) {
        char number[8];
        snprintf(number, sizeof number, "%zu", i);
        const cotexto_text run[] = {TEXT("frase"), cotexto_text_of(number)};
        if (i % 7 == 0)
            put_alone(memory, document.id, SINGLE + i, true);
        last = put_alone(memory, document.id, i, false);
        assert_int_equal(with_run(memory, run, 2, 10), 1);
        assert_int_equal(with_run(reader, run, 2, 10), 1);
    }
    assert_true(ask("SELECT count(*) FROM word") > 500);
    assert_true(ask("SELECT count(*) FROM segment WHERE id > (SELECT listed FROM state)") > 50);
    assert_int_equal(with_run(reader, &TEXT("frase"), 1, 1000), SINGLE);
    assert_int_equal(with_run(reader, &TEXT("frase"), 1, SINGLE - 2), SINGLE - 2);
    assert_int_equal(with_run(reader, &TEXT("ras"), 1, 10), 0);
    assert_true(memory_begin(memory, NULL));
    assert_true(memory_new_revision(memory, "test", NULL, "eva", NULL));
    assert_true(memory_delete_unit(memory, last, NULL));       /* in no list yet */
    assert_true(memory_delete_unit(memory, last - 250, NULL)); /* in the lists */
    assert_true(memory_commit(memory, NULL));
    assert_int_equal(with_run(memory, &TEXT("frase"), 1, 1000), SINGLE - 2);
    int bad = 0;
    assert_true(memory_doctor(memory, keep_bad, &bad, NULL));
    assert_int_equal(bad, 0);
    assert_true(cotexto_reindex(memory, (cotexto_progress){NULL, NULL}, NULL));
    assert_int_equal(ask("SELECT count(*) FROM word WHERE word MATCH 'frase'"), SINGLE - 2);
    assert_int_equal(with_run(reader, &TEXT("frase"), 1, 1000), SINGLE - 2);
    cotexto_memory_close(reader);
    cotexto_memory_close(memory);
}

struct words_found {
    char text[64];
};

static bool add_found(void *context, cotexto_text word, double count)
{
    struct words_found *found = context;
    size_t end = strlen(found->text);
    snprintf(found->text + end, sizeof found->text - end, "%.*s %d;", (int)word.length, word.bytes,
             (int)count);
    return true;
}

/* One lexicon for two languages, asked from either side; regions do not count. */
static void translations_are_found_from_both_sides(void **state)
{
    (void)state;
    cotexto_memory *memory = fresh();
    int64_t last;
    struct words_found found = {""};
    assert_true(memory_lexicon_learned(memory, "es", "en", &last, NULL));
    assert_int_equal(last, 0);
    assert_true(memory_begin(memory, NULL));
    assert_true(memory_new_lexicon(memory, "es-MX", "en", 7, NULL));
    assert_true(memory_put_translation(memory, "es", "en", TEXT("acuerdo"), TEXT("deal"), 2, NULL));
    assert_true(
        memory_put_translation(memory, "en", "es", TEXT("accord"), TEXT("acuerdo"), 5, NULL));
    assert_true(memory_put_translation(memory, "es", "en", TEXT("trato"), TEXT("deal"), 3, NULL));
    assert_true(memory_commit(memory, NULL));
    assert_true(memory_lexicon_learned(memory, "en", "es-VE", &last, NULL));
    assert_int_equal(last, 7);
    assert_true(
        memory_each_translation(memory, "es", "en", TEXT("acuerdo"), add_found, &found, NULL));
    assert_string_equal(found.text, "accord 5;deal 2;");
    found.text[0] = '\0';
    assert_true(
        memory_each_translation(memory, "en-GB", "es", TEXT("deal"), add_found, &found, NULL));
    assert_string_equal(found.text, "trato 3;acuerdo 2;");
    cotexto_memory_close(memory);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_unit_comes_back_whole),
        cmocka_unit_test(changes_are_journalled),
        cmocka_unit_test(a_rollback_leaves_nothing),
        cmocka_unit_test(segments_are_found_by_language_words_and_text),
        cmocka_unit_test(an_empty_file_becomes_a_memory),
        cmocka_unit_test(units_are_found_in_their_own_transaction),
        cmocka_unit_test(a_rollback_takes_hashes_back),
        cmocka_unit_test(an_older_memory_is_brought_up),
        cmocka_unit_test(an_exception_holds_while_the_texts_are_the_same),
        cmocka_unit_test(the_doctor_looks_at_the_index),
        cmocka_unit_test(an_older_index_is_made_anew),
        cmocka_unit_test(a_search_takes_every_filter),
        cmocka_unit_test(recent_segments_are_found_by_their_words),
        cmocka_unit_test(translations_are_found_from_both_sides),
    };
    int handle = mkstemp(path);
    if (handle < 0)
        return 1;
    close(handle);
    int failed = cmocka_run_group_tests_name("memory", tests, NULL, NULL);
    unlink(path);
    return failed;
}
