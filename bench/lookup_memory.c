/* bench/lookup: the memory, made of a corpus and edits of it; its size; single inserts. */
#include "lookup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sqlite3.h>

#include "base/text.h"
#include "memory/store.h"
#include "text/decode.h"

enum { UNITS_A_TRANSACTION = 50000, INSERTS = 1000, TABLES_SHOWN = 12 };

void bench_edit(struct bench *bench, cotexto_text text, size_t edits, struct string *out)
{
    struct string before = {0}, after = {0};
    string_append_text(&after, text);
    for (size_t i = 0; i < edits; i++) {
        string_reset(&before);
        string_append_text(&before, string_text(&after));
        string_reset(&after);
        texts_edit(&bench->dice, EDITS_OF_WRITERS, string_text(&before),
                   bench->corpus.es[dice_roll(&bench->dice, bench->corpus.count)], &after);
    }
    string_append_text(out, string_text(&after));
    string_free(&before);
    string_free(&after);
}

/* Unit n: the first half are pairs of the corpus as they are, the other ones edits of any. */
static void put_unit(struct bench *bench, cotexto_memory *memory, int64_t document, size_t n)
{
    struct arena arena = {0};
    struct string source = {0}, target = {0};
    struct variant variants[] = {{.lang = "es"}, {.lang = "en"}};
    bool original = n % 2 == 0 && n / 2 < bench->corpus.count;
    size_t pair = original ? n / 2 : dice_roll(&bench->dice, bench->corpus.count);
    size_t edits = original ? 0 : 1 + dice_roll(&bench->dice, 3);
    bench_edit(bench, bench->corpus.es[pair], edits, &source);
    bench_edit(bench, bench->corpus.en[pair], edits, &target);
    struct unit unit = {
        .position = (uint32_t)n + 1, .confidence = -1, .variants = variants, .variant_count = 2};
    int64_t id;
    if (source.length == 0)
        string_append_c(&source, "?");
    if (!text_to_nfc(string_text(&source), &arena, &variants[0].text, NULL) ||
        !text_to_nfc(string_text(&target), &arena, &variants[1].text, NULL) ||
        !variant_complete_tags(&variants[0], &arena, NULL) ||
        !variant_complete_tags(&variants[1], &arena, NULL) ||
        !memory_put_unit(memory, document, &unit, &id, NULL))
        bench_fail("memory_put_unit");
    string_free(&source);
    string_free(&target);
    arena_free(&arena);
}

static void begin(cotexto_memory *memory)
{
    if (!memory_begin(memory, NULL) || !memory_new_revision(memory, "bench", NULL, NULL, NULL))
        bench_fail("memory_begin");
}

static void commit(cotexto_memory *memory)
{
    if (!memory_commit(memory, NULL))
        bench_fail("memory_commit");
}

static int64_t put_document(cotexto_memory *memory, size_t number)
{
    char name[32];
    snprintf(name, sizeof name, "bench-%zu", number);
    struct memory_document document = {.name = cotexto_text_of(name)};
    if (!memory_put_document(memory, &document, NULL))
        bench_fail("memory_put_document");
    return document.id;
}

void bench_build(struct bench *bench)
{
    static const char *const suffixes[] = {"", "-wal", "-shm"};
    for (size_t i = 0; i < 3; i++) {
        char path[4096];
        snprintf(path, sizeof path, "%s%s", bench->path, suffixes[i]);
        unlink(path);
    }
    cotexto_memory *memory = cotexto_memory_open(bench->path, COTEXTO_CREATE, NULL);
    if (memory == NULL)
        bench_fail("making the memory");
    double start = bench_seconds();
    for (size_t n = 0; n < bench->units;) {
        begin(memory);
        int64_t document = put_document(memory, n / UNITS_A_TRANSACTION);
        do
            put_unit(bench, memory, document, n++);
        while (n < bench->units && n % UNITS_A_TRANSACTION != 0);
        commit(memory);
    }
    bench_row("units a second, in bulk", "50000", "%.0f (%zu units)",
              (double)bench->units / (bench_seconds() - start), bench->units);
    cotexto_memory_close(memory);
}

/* The lists that lookup reads, of both languages of a unit. */
static void bench_index_size(sqlite3 *db, size_t units)
{
    sqlite3_stmt *s;
    if (sqlite3_prepare_v2(db,
                           "SELECT sum(pgsize) FROM dbstat WHERE name IN ('index_block',"
                           " 'index_key')",
                           -1, &s, NULL) != SQLITE_OK)
        return;
    if (sqlite3_step(s) == SQLITE_ROW)
        bench_row("bytes of the index's lists a unit", "60", "%.1f (two languages)",
                  sqlite3_column_double(s, 0) / (double)units);
    sqlite3_finalize(s);
}

void bench_sizes(const struct bench *bench)
{
    sqlite3 *db;
    sqlite3_stmt *s;
    struct stat about;
    if (stat(bench->path, &about) != 0 ||
        sqlite3_open_v2(bench->path, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK)
        bench_fail("opening the file");
    bench_row("bytes of the file a unit", "", "%.0f (%.0f MB)",
              (double)about.st_size / (double)bench->units, (double)about.st_size / 1e6);
    bench_index_size(db, bench->units);
    if (sqlite3_prepare_v2(db,
                           "SELECT name, sum(pgsize) FROM dbstat GROUP BY name"
                           " ORDER BY 2 DESC LIMIT ?",
                           -1, &s, NULL) != SQLITE_OK) {
        bench_row("bytes of each table", "", "%s", sqlite3_errmsg(db));
    } else {
        sqlite3_bind_int(s, 1, TABLES_SHOWN);
        while (sqlite3_step(s) == SQLITE_ROW) {
            char what[96];
            snprintf(what, sizeof what, "  of them in %s", sqlite3_column_text(s, 0));
            bench_row(what, "", "%.1f", sqlite3_column_double(s, 1) / (double)bench->units);
        }
        sqlite3_finalize(s);
    }
    sqlite3_close(db);
}

void bench_insert(struct bench *bench)
{
    struct times times = {0};
    cotexto_memory *memory = cotexto_memory_open(bench->path, COTEXTO_WRITE, NULL);
    if (memory == NULL)
        bench_fail("opening the memory");
    begin(memory);
    int64_t document = put_document(memory, bench->units);
    commit(memory);
    for (size_t i = 0; i < INSERTS; i++) {
        double start = bench_seconds();
        begin(memory);
        put_unit(bench, memory, document, bench->units + 2 * i + 1);
        commit(memory);
        times_add(&times, bench_seconds() - start);
    }
    times_sort(&times);
    bench_row("insert in its own transaction: p50 p99, ms", "p99 0.5", "%.3f  %.3f",
              times_at(&times, .5) * 1e3, times_at(&times, .99) * 1e3);
    times_free(&times);
    cotexto_memory_close(memory);
}
