/* Undo, proved at random: whatever commands came before, an undo gives back the rows that its
 * revision changed, all of them and no others, or says that a later one changed the same. The model
 * knows only how the rows were before and after each revision. */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sqlite3.h>

#include <cotexto/cotexto.h>

#include "random.h"

enum { RUNS = 15, STEPS = 60, REVISIONS = STEPS + 1, ROWS = 400 };

/* A unit or a document, with all that belongs to it. */
struct row {
    char *key; /* "document 7", "unit 12" */
    char *content;
};

struct rows {
    struct row row[ROWS]; /* by key, each once */
    size_t count;
};

/* One memory with its history. */
struct run {
    uint32_t random;
    cotexto_memory *memory;
    struct rows before[REVISIONS], after[REVISIONS], now; /* of revisions, by number */
    int64_t revisions, undoes[REVISIONS], undone_by[REVISIONS];
    size_t undone, refused;
};

static char folder[] = "/tmp/cotexto-undo-XXXXXX";
static char path[64], file[64], sides[2][64];

static uint32_t below(struct run *run, uint32_t limit)
{
    return next_random(&run->random) % limit;
}

/* --------------------------------------------------------------------------------------- rows */

static const char all_rows[] =
    "SELECT 'document ' || d.id, json_array(name, title, date, url, content, profile, revision,"
    " (SELECT json_group_array(json_array(side, language, file, encoding)) FROM document_file f"
    "   WHERE f.document = d.id),"
    " (SELECT json_group_array(json_array(key, value)) FROM document_meta m"
    "   WHERE m.document = d.id)) FROM document d "
    "UNION ALL "
    "SELECT 'unit ' || u.id, json_array(document, position, paragraph, confidence, reviewed, tuid,"
    " created, creator, changed, changer, hash, revision,"
    " (SELECT json_group_array(json_array(place, language, text, tags, hash, words))"
    "   FROM (SELECT * FROM segment s WHERE s.unit = u.id ORDER BY place)),"
    " (SELECT json_group_array(json_array(place, number, kind, name, value, lang))"
    "   FROM property p WHERE p.unit = u.id)) FROM unit u "
    "ORDER BY 1";

static void free_rows(struct rows *rows)
{
    for (size_t i = 0; i < rows->count; i++) {
        free(rows->row[i].key);
        free(rows->row[i].content);
    }
    rows->count = 0;
}

static void put_row(struct rows *rows, const char *key, const char *content)
{
    assert_true(rows->count < ROWS);
    rows->row[rows->count++] = (struct row){strdup(key), strdup(content)};
}

static void copy_rows(struct rows *to, const struct rows *from)
{
    to->count = 0;
    for (size_t i = 0; i < from->count; i++)
        put_row(to, from->row[i].key, from->row[i].content);
}

/* What a row says; NULL: there is none. */
static const char *content_of(const struct rows *rows, const char *key)
{
    for (size_t i = 0; i < rows->count; i++) {
        if (strcmp(rows->row[i].key, key) == 0)
            return rows->row[i].content;
    }
    return NULL;
}

static bool same_content(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static sqlite3_stmt *ask(sqlite3 **db, const char *sql)
{
    sqlite3_stmt *statement;
    assert_int_equal(sqlite3_open(path, db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(*db, sql, -1, &statement, NULL), SQLITE_OK);
    return statement;
}

static void read_rows(struct rows *rows)
{
    sqlite3 *db;
    sqlite3_stmt *statement = ask(&db, all_rows);
    rows->count = 0;
    while (sqlite3_step(statement) == SQLITE_ROW)
        put_row(rows, (const char *)sqlite3_column_text(statement, 0),
                (const char *)sqlite3_column_text(statement, 1));
    sqlite3_finalize(statement);
    sqlite3_close(db);
}

static int64_t number(const char *sql)
{
    sqlite3 *db;
    sqlite3_stmt *statement = ask(&db, sql);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    int64_t number = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    sqlite3_close(db);
    return number;
}

static bool note_revision(void *context, const cotexto_revision *revision)
{
    struct run *run = context;
    run->undoes[revision->id] = revision->undoes;
    run->undone_by[revision->id] = revision->undone_by;
    if (revision->id > run->revisions)
        run->revisions = revision->id;
    return true;
}

/* What was undone is in force when the last that undid it is not. */
static void assert_in_turn(const struct run *run)
{
    int64_t last[REVISIONS] = {0}; /* that undid it */
    for (int64_t i = 1; i <= run->revisions; i++)
        last[run->undoes[i]] = i;
    for (int64_t i = 1; i <= run->revisions; i++) {
        bool undone = last[i] != 0 && run->undone_by[last[i]] == 0;
        assert_int_equal(run->undone_by[i], undone ? last[i] : 0);
    }
}

static void nothing_bad(void *context, const cotexto_finding *finding)
{
    (void)context;
    if (!finding->good)
        fail_msg("%s: %s", finding->id, finding->message);
}

/* That the tables behind the rows go with them. */
static void assert_sound(struct run *run)
{
    assert_true(cotexto_memory_doctor(run->memory, NULL, nothing_bad, NULL, NULL));
    assert_int_equal(0, number("SELECT count(*) FROM (SELECT hash, row FROM hash EXCEPT"
                               " SELECT * FROM (SELECT hash, id FROM segment UNION ALL"
                               " SELECT hash, -id FROM unit))"));
    assert_int_equal(0, number("SELECT (SELECT units FROM state) - (SELECT count(*) FROM unit)"));
    assert_int_equal(0, number("SELECT count(*) FROM language l WHERE (segments, words) <> (SELECT"
                               " count(*), coalesce(sum(s.words), 0) FROM segment s"
                               " WHERE s.language = l.id)"));
}

/* ----------------------------------------------------------------------------------- commands */

static const char *const words[] = {"uno", "dos", "tres", "cuatro", "cinco", "seis", "siete"};

/* A sentence or two. */
static void write_text(struct run *run, FILE *out)
{
    for (uint32_t sentences = 1 + below(run, 2); sentences-- > 0;) {
        for (uint32_t count = 1 + below(run, 4); count-- > 0;)
            fprintf(out, "%s ", words[below(run, 7)]);
        fprintf(out, "%u. ", below(run, 30));
    }
}

/* The number of a unit; 0: there is none. */
static int64_t some_unit(struct run *run)
{
    size_t start = run->now.count == 0 ? 0 : below(run, (uint32_t)run->now.count);
    for (size_t i = 0; i < run->now.count; i++) {
        const char *key = run->now.row[(start + i) % run->now.count].key;
        if (strncmp(key, "unit ", 5) == 0)
            return strtoll(key + 5, NULL, 10);
    }
    return 0;
}

static void import(struct run *run, const char *const *paths, size_t count)
{
    static const char *const langs[] = {"es", "en"};
    const char *meta[] = {below(run, 2) == 0 ? "client" : "title", words[below(run, 7)]};
    const cotexto_import_options options = {.languages = langs,
                                            .language_count = 2,
                                            .policy = (cotexto_policy)below(run, 4),
                                            .meta = meta,
                                            .meta_count = below(run, 2),
                                            .force = true};
    cotexto_import_counts counts;
    assert_true(cotexto_import(run->memory, paths, count, &options, &counts, NULL));
}

/* Units with notes, of documents with names of their own and without. */
static void import_lines(struct run *run)
{
    FILE *out = fopen(file, "w");
    assert_non_null(out);
    for (uint32_t count = 1 + below(run, 5); count-- > 0;) {
        fputs("{\"segments\":[{\"lang\":\"es\",\"text\":\"", out);
        write_text(run, out);
        fputs("\"},{\"lang\":\"en\",\"text\":\"", out);
        write_text(run, out);
        fputs("\"}]", out);
        if (below(run, 3) > 0)
            fprintf(out, ",\"document\":\"%s\"", words[below(run, 3)]);
        if (below(run, 2) == 0)
            fprintf(out, ",\"properties\":[{\"kind\":\"note\",\"value\":\"%s\"}]",
                    words[below(run, 7)]);
        fputs("}\n", out);
    }
    fclose(out);
    import(run, (const char *const[]){file}, 1);
}

static void import_pair(struct run *run)
{
    uint32_t paragraphs = 1 + below(run, 3);
    for (int side = 0; side < 2; side++) {
        FILE *out = fopen(sides[side], "w");
        assert_non_null(out);
        for (uint32_t i = 0; i < paragraphs; i++) {
            write_text(run, out);
            fputs("\n\n", out);
        }
        fclose(out);
    }
    import(run, (const char *const[]){sides[0], sides[1]}, 2);
}

static void edit(struct run *run)
{
    cotexto_change_counts counts;
    const char *text = words[below(run, 7)];
    cotexto_edit_text(run->memory, some_unit(run), below(run, 2) == 0 ? "es" : "en",
                      cotexto_text_of(text), NULL, &counts, NULL);
}

static void delete_some(struct run *run)
{
    cotexto_change_counts counts;
    int64_t units[] = {some_unit(run), some_unit(run)};
    cotexto_selection selection = {.units = units, .unit_count = 1 + below(run, 2)};
    if (below(run, 3) == 0)
        selection = (cotexto_selection){.filter = {.document = words[below(run, 3)]}};
    cotexto_delete(run->memory, &selection, false, NULL, &counts, NULL);
}

static void revise(struct run *run)
{
    cotexto_change_counts counts;
    int64_t unit = some_unit(run);
    const cotexto_selection selection = {.units = &unit, .unit_count = 1};
    const cotexto_cut cuts[] = {{"es", 4 + below(run, 4)}, {"en", 4 + below(run, 4)}};
    switch (below(run, 4)) {
    case 0: cotexto_accept(run->memory, &selection, NULL, &counts, NULL); break;
    case 1: cotexto_merge(run->memory, unit, NULL, &counts, NULL); break;
    case 2: cotexto_split(run->memory, unit, cuts, 2, NULL, &counts, NULL); break;
    default: cotexto_move(run->memory, unit, cuts, below(run, 2) == 0, NULL, &counts, NULL);
    }
}

static void change_many(struct run *run)
{
    cotexto_change_counts counts;
    const cotexto_selection all = {.units = NULL};
    const cotexto_replacement replacement = {.find = cotexto_text_of(words[below(run, 7)]),
                                             .with = cotexto_text_of(words[below(run, 7)])};
    if (below(run, 2) == 0)
        cotexto_replace(run->memory, &all, &replacement, NULL, &counts, NULL);
    else
        cotexto_clean(run->memory, &all, COTEXTO_CLEAN_ALL, NULL, &counts, NULL);
}

/* --------------------------------------------------------------------------------------- undo */

/* Whether every row that a revision changed is as it left it. */
static bool is_as_left(const struct run *run, int64_t revision)
{
    const struct rows *before = &run->before[revision], *after = &run->after[revision];
    const struct rows *const both[] = {before, after};
    for (int i = 0; i < 2; i++) {
        for (size_t k = 0; k < both[i]->count; k++) {
            const char *key = both[i]->row[k].key, *left = content_of(after, key);
            if (!same_content(content_of(before, key), left) &&
                !same_content(content_of(&run->now, key), left))
                return false;
        }
    }
    return true;
}

/* The first field of a row: a unit's document, a document's name. */
static void first_field(const char *content, char out[64])
{
    snprintf(out, 64, "%.*s", (int)strcspn(content + 1, ","), content + 1);
}

/* Whether the number of a document that a revision deleted, or had units of, went to a later one:
 * then undo refuses what it could do, for the journal knows documents by their numbers. */
static bool gave_its_number(const struct run *run, int64_t revision)
{
    const struct rows *before = &run->before[revision];
    for (size_t i = 0; i < before->count; i++) {
        char key[80], document[64];
        snprintf(key, sizeof key, "%s", before->row[i].key);
        if (content_of(&run->after[revision], key) != NULL)
            continue;
        if (key[0] == 'u') {
            first_field(before->row[i].content, document);
            snprintf(key, sizeof key, "document %s", document);
        }
        for (int64_t later = revision + 1; later <= run->revisions; later++) {
            if (content_of(&run->before[later], key) == NULL &&
                content_of(&run->after[later], key) != NULL)
                return true;
        }
    }
    return false;
}

/* The rows as an undo should leave them: those of now, but for those that the revision changed. */
static void take_back(const struct run *run, int64_t revision, struct rows *out)
{
    const struct rows *before = &run->before[revision], *after = &run->after[revision];
    out->count = 0;
    for (size_t i = 0; i < run->now.count; i++) {
        const struct row *row = &run->now.row[i];
        const char *past = content_of(before, row->key), *left = content_of(after, row->key);
        if (same_content(past, left))
            put_row(out, row->key, row->content);
        else if (past != NULL)
            put_row(out, row->key, past);
    }
    for (size_t i = 0; i < before->count; i++) {
        const struct row *row = &before->row[i];
        if (content_of(after, row->key) == NULL && content_of(out, row->key) == NULL)
            put_row(out, row->key, row->content);
    }
}

/* Whether every unit stands in the document that it had before, and no two documents have the same
 * name. */
static bool hangs_together(const struct run *run, int64_t revision, const struct rows *rows)
{
    for (size_t i = 0; i < rows->count; i++) {
        char field[64], key[80], name[64], other[64];
        first_field(rows->row[i].content, field);
        if (rows->row[i].key[0] == 'u') {
            snprintf(key, sizeof key, "document %s", field);
            const char *document = content_of(rows, key);
            const char *past = content_of(&run->before[revision], key);
            if (document == NULL)
                return false;
            first_field(document, name);
            if (content_of(&run->before[revision], rows->row[i].key) != NULL && past != NULL) {
                first_field(past, other);
                if (strcmp(name, other) != 0)
                    return false;
            }
            continue;
        }
        for (size_t k = 0; k < i; k++) {
            first_field(rows->row[k].content, other);
            if (rows->row[k].key[0] == 'd' && strcmp(field, other) == 0)
                return false;
        }
    }
    return true;
}

static void assert_rows(const struct rows *rows, const struct rows *expected, int64_t revision)
{
    for (size_t i = 0; i < expected->count; i++) {
        const char *content = content_of(rows, expected->row[i].key);
        if (!same_content(content, expected->row[i].content))
            fail_msg("undo of %lld: %s\n  is  %s\n  not %s", (long long)revision,
                     expected->row[i].key, content == NULL ? "gone" : content,
                     expected->row[i].content);
    }
    assert_int_equal(rows->count, expected->count);
}

/* Any revision: the newest more often than others. */
static void undo(struct run *run)
{
    static struct rows expected, found;
    cotexto_change_counts counts;
    int64_t back = below(run, 2) == 0 ? below(run, 4) : below(run, (uint32_t)run->revisions + 1);
    int64_t revision = run->revisions - back;
    if (revision < 1)
        return;
    cotexto_error *error = cotexto_error_new();
    take_back(run, revision, &expected);
    bool possible = is_as_left(run, revision) && hangs_together(run, revision, &expected);
    if (cotexto_undo(run->memory, revision, NULL, &counts, error)) {
        read_rows(&found);
        if (!possible)
            fail_msg("revision %lld was undone", (long long)revision);
        assert_rows(&found, &expected, revision);
        free_rows(&found);
        run->undone++;
    } else if (run->undone_by[revision] != 0) {
        assert_string_equal(cotexto_error_id(error), "already-undone");
    } else {
        possible = possible && !gave_its_number(run, revision);
        if (possible || strcmp(cotexto_error_id(error), "changed-since") != 0)
            fail_msg("undo of %lld: %s", (long long)revision, cotexto_error_message(error));
        run->refused++;
    }
    free_rows(&expected);
    cotexto_error_free(error);
}

/* ---------------------------------------------------------------------------------------- runs */

static void step(struct run *run)
{
    static void (*const commands[])(struct run *) = {import_lines, import_pair, edit,        edit,
                                                     delete_some,  revise,      change_many, undo,
                                                     undo,         undo,        undo};
    struct rows *before = &run->before[run->revisions + 1];
    int64_t revisions = run->revisions;
    copy_rows(before, &run->now);
    commands[below(run, sizeof commands / sizeof *commands)](run);
    free_rows(&run->now);
    read_rows(&run->now);
    assert_true(cotexto_log(run->memory, 0, note_revision, run, NULL));
    assert_in_turn(run);
    if (run->revisions > revisions) {
        assert_int_equal(run->revisions, revisions + 1);
        copy_rows(&run->after[run->revisions], &run->now);
        return;
    }
    assert_rows(&run->now, before, 0);
    free_rows(before);
}

static void forget(void)
{
    static const char *const suffixes[] = {"", "-wal", "-shm"};
    for (size_t i = 0; i < 3; i++) {
        char name[80];
        snprintf(name, sizeof name, "%s%s", path, suffixes[i]);
        unlink(name);
    }
}

static void undo_gives_back_what_was(void **state)
{
    static struct run run;
    (void)state;
    size_t undone = 0, refused = 0;
    for (uint32_t seed = 1; seed <= RUNS; seed++) {
        run = (struct run){.random = seed * 7919};
        forget();
        run.memory = cotexto_memory_open(path, COTEXTO_CREATE, NULL);
        assert_non_null(run.memory);
        for (int i = 0; i < STEPS; i++)
            step(&run);
        assert_sound(&run);
        cotexto_memory_close(run.memory);
        for (int64_t i = 0; i <= run.revisions; i++) {
            free_rows(&run.before[i]);
            free_rows(&run.after[i]);
        }
        free_rows(&run.now);
        undone += run.undone;
        refused += run.refused;
    }
    /* both were tried */
    assert_true(undone > RUNS * 5);
    assert_true(refused > RUNS * 2);
}

static int begin(void **state)
{
    (void)state;
    if (mkdtemp(folder) == NULL)
        return -1;
    snprintf(path, sizeof path, "%s/memory.db", folder);
    snprintf(file, sizeof file, "%s/lines.jsonl", folder);
    snprintf(sides[0], sizeof sides[0], "%s/text.es.txt", folder);
    snprintf(sides[1], sizeof sides[1], "%s/text.en.txt", folder);
    return 0;
}

static int end(void **state)
{
    (void)state;
    forget();
    unlink(file);
    unlink(sides[0]);
    unlink(sides[1]);
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(undo_gives_back_what_was),
    };
    return cmocka_run_group_tests_name("undo", tests, begin, end);
}
