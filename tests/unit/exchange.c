/* The exchange room: what is written is read back, and bad files are told with their place. */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/string.h"
#include "exchange/exchange.h"

/* A file in the temporary folder with this content; its path lives until the next call. */
static const char *file_with(const char *suffix, const void *bytes, size_t length)
{
    static char path[64];
    static const char *const folder = "/tmp";
    snprintf(path, sizeof path, "%s/cotexto-XXXXXX%s", folder, suffix);
    int handle = mkstemps(path, (int)strlen(suffix));
    assert_true(handle >= 0);
    assert_int_equal(write(handle, bytes, length), (ssize_t)length);
    close(handle);
    return path;
}

/* Reads a file to its end; texts of all units as "lang=text;" a line each. false: an error. */
static bool read_all(const char *path, const struct exchange_format *format, struct string *out,
                     cotexto_error *error)
{
    struct exchange_read_options options = {0};
    struct exchange_reader *reader = format->open_reader(path, &options, error);
    const struct unit *unit;
    bool good = reader != NULL;
    while (good && (good = reader->next(reader, &unit, error)) && unit != NULL) {
        for (size_t i = 0; i < unit->variant_count; i++) {
            string_append_format(out, "%s=", unit->variants[i].lang);
            string_append_text(out, unit->variants[i].text);
            string_append_text(out, unit->variants[i].tags);
            string_append_char(out, ';');
        }
        string_append_char(out, '\n');
    }
    if (reader != NULL)
        reader->close(reader);
    return good;
}

static const struct property unit_properties[] = {
    {PROPERTY_NOTE, {"", 0}, {"a note", 6}, {"en", 2}},
    {PROPERTY_PROP, {"client", 6}, {"A & B <x>", 9}, {"", 0}},
    {PROPERTY_ATTRIBUTE, {"datatype", 8}, {"html", 4}, {"", 0}},
};
static const struct property variant_properties[] = {
    {PROPERTY_ATTRIBUTE, {"usagecount", 10}, {"3", 1}, {"", 0}}};

static struct unit sample(struct variant variants[2])
{
    variants[0] = (struct variant){"es",
                                   TEXT("Pulse \xEF\xBF\xBC"
                                        "aquí\xEF\xBF\xBC & «ya»\t\\n"),
                                   TEXT("[\"<ph x=\\\"1\\\">&lt;br/&gt;</ph>\",\"\"]"),
                                   variant_properties, 1};
    variants[1] = (struct variant){"en-GB", TEXT("Press here & \"now\""), TEXT(""), NULL, 0};
    return (struct unit){.document = TEXT("d"),
                         .title = TEXT("A \"title\""),
                         .date = TEXT("2029-10-07"),
                         .url = TEXT("https://example.org/?a=1&b=2"),
                         .position = 7,
                         .paragraph = 3,
                         .confidence = .9876,
                         .reviewed = true,
                         .id = TEXT("u-1"),
                         .created = TEXT("2029-10-07T12:00:00Z"),
                         .creator = TEXT("ana"),
                         .changed = TEXT("2029-10-08T12:00:00Z"),
                         .changer = TEXT("eva"),
                         .properties = unit_properties,
                         .property_count = 3,
                         .variants = variants,
                         .variant_count = 2};
}

static void assert_same_properties(const struct property *a, size_t a_count,
                                   const struct property *b, size_t b_count)
{
    assert_int_equal(a_count, b_count);
    for (size_t i = 0; i < a_count; i++) {
        size_t found = 0;
        for (size_t k = 0; k < b_count; k++)
            found += a[i].kind == b[k].kind && text_equal(a[i].name, b[k].name) &&
                     text_equal(a[i].value, b[k].value) && text_equal(a[i].lang, b[k].lang);
        assert_int_equal(found, 1);
    }
}

static void assert_same_fields(const struct unit *a, const struct unit *b)
{
    assert_true(text_equal(a->document, b->document) && text_equal(a->title, b->title));
    assert_true(text_equal(a->date, b->date) && text_equal(a->url, b->url));
    assert_int_equal(a->position, b->position);
    assert_int_equal(a->paragraph, b->paragraph);
    assert_true(a->confidence == b->confidence);
    assert_int_equal(a->reviewed, b->reviewed);
}

static const char *written(const struct exchange_format *format, const struct unit *unit,
                           const char *suffix)
{
    static const char *const languages[] = {"es", "en-GB"};
    char *bytes = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&bytes, &length);
    struct exchange_write_options options = {.languages = languages, .language_count = 2};
    struct exchange_writer *writer = format->open_writer(stream, &options, NULL);
    assert_non_null(writer);
    assert_true(writer->put(writer, unit, NULL));
    assert_true(writer->finish(writer, NULL));
    writer->close(writer);
    fclose(stream);
    const char *path = file_with(suffix, bytes, length);
    free(bytes);
    return path;
}

static void assert_round_trip(const char *name, const char *suffix)
{
    struct variant variants[2];
    struct unit unit = sample(variants);
    const struct exchange_format *format = exchange_format_named(name, NULL);
    const char *path = written(format, &unit, suffix);
    assert_ptr_equal(exchange_format_of_file(path), format);
    struct exchange_read_options options = {0};
    struct exchange_reader *reader = format->open_reader(path, &options, NULL);
    const struct unit *read;
    assert_non_null(reader);
    assert_true(reader->next(reader, &read, NULL));
    assert_same_fields(&unit, read);
    assert_int_equal(read->variant_count, 2);
    bool table =
        strcmp(name, "tsv") == 0; /* which has no place for properties and dates of change */
    for (size_t i = 0; i < 2; i++) {
        assert_string_equal(read->variants[i].lang, variants[i].lang);
        assert_true(text_equal(read->variants[i].text, variants[i].text));
        assert_true(text_equal(read->variants[i].tags, variants[i].tags));
        if (table)
            continue;
        assert_same_properties(variants[i].properties, variants[i].property_count,
                               read->variants[i].properties, read->variants[i].property_count);
    }
    if (!table) {
        assert_true(text_equal(read->id, unit.id) && text_equal(read->created, unit.created));
        assert_true(text_equal(read->creator, unit.creator) &&
                    text_equal(read->changed, unit.changed));
        assert_same_properties(unit.properties, unit.property_count, read->properties,
                               read->property_count);
    }
    assert_true(reader->next(reader, &read, NULL));
    assert_null(read);
    reader->close(reader);
    unlink(path);
}

static void what_is_written_is_read_back(void **state)
{
    (void)state;
    assert_round_trip("tmx", ".tmx");
    assert_round_trip("tsv", ".tsv");
    assert_round_trip("jsonl", ".jsonl");
}

static const char tmx_sample[] =
    "<?xml version=\"1.0\"?>\n<!DOCTYPE tmx SYSTEM \"tmx11.dtd\">\n<tmx version=\"1.1\"><header "
    "srclang=\"EN\"/>\n<body>\n"
    "<tu><tuv lang=\"EN-US\"><seg>Press <bpt i=\"1\">&lt;b></bpt>here<ept "
    "i=\"1\">&lt;/b></ept><hi>now</hi></seg></tuv>\n"
    "<tuv lang=\"es_es\"><seg>Pulse<![CDATA[ <aquí>]]></seg></tuv><tuv "
    "lang=\"fr\"><seg/></tuv></tu>\n</body></tmx>\n";

/* Tags come from files of all kinds: what is no good XML is written as code. */
static void bad_tags_are_written_as_code(void **state)
{
    (void)state;
    static const char *const tags[] = {"[\"<ph & <b\"]", "[\"<bpt>\"]", "[\"<hi>\"]", "[\"</hi>\"]",
                                       "[\"<b/>\"]"};
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        struct variant variants[] = {{"es",
                                      TEXT("a\xEF\xBF\xBC"
                                           "b"),
                                      cotexto_text_of(tags[i]), NULL, 0},
                                     {"en", TEXT("c"), TEXT(""), NULL, 0}};
        struct unit unit = {.confidence = -1, .variants = variants, .variant_count = 2};
        const struct exchange_format *format = exchange_format_named("tmx", NULL);
        const char *path = written(format, &unit, ".tmx");
        struct string out = {0};
        assert_true(read_all(path, format, &out, NULL));
        assert_true(memmem(out.bytes, out.length, "<ph>", 4) != NULL);
        string_free(&out);
        unlink(path);
    }
}

static void old_tmx_is_read(void **state)
{
    (void)state;
    struct string out = {0};
    const char *path = file_with(".tmx", tmx_sample, sizeof tmx_sample - 1);
    assert_true(read_all(path, exchange_format_of_file(path), &out, NULL));
    assert_string_equal(string_c(&out),
                        "en-US=Press \xEF\xBF\xBChere\xEF\xBF\xBC\xEF\xBF\xBCnow\xEF\xBF\xBC"
                        "[\"<bpt i=\\\"1\\\">&lt;b&gt;</bpt>\",\"<ept "
                        "i=\\\"1\\\">&lt;/b&gt;</ept>\",\"<hi>\",\"</hi>\"];"
                        "es-ES=Pulse <aquí>;fr=;\n");
    string_free(&out);
    unlink(path);
}

/* Cut anywhere: an error with a place, or (behind the last element) the whole file; never a crash,
 * never silence. */
static void a_truncated_file_is_an_error(void **state)
{
    (void)state;
    const struct exchange_format *format = exchange_format_named("tmx", NULL);
    for (size_t length = 0; length < sizeof tmx_sample - 2; length++) {
        const char *path = file_with(".tmx", tmx_sample, length);
        struct string out = {0};
        cotexto_error *error = cotexto_error_new();
        assert_false(read_all(path, format, &out, error));
        assert_int_equal(cotexto_error_kind(error), COTEXTO_DATA);
        assert_true(cotexto_error_line(error) > 0);
        cotexto_error_free(error);
        string_free(&out);
        unlink(path);
    }
}

static void assert_refused(const char *content, size_t length, const char *suffix, const char *id)
{
    const char *path = file_with(suffix, content, length);
    struct string out = {0};
    cotexto_error *error = cotexto_error_new();
    assert_false(read_all(path, exchange_format_of_name(path), &out, error));
    assert_int_equal(cotexto_error_kind(error),
                     strcmp(id, "unknown-language") == 0 ? COTEXTO_USAGE : COTEXTO_DATA);
    assert_string_equal(cotexto_error_id(error), id);
    assert_true(cotexto_error_line(error) > 0);
    cotexto_error_free(error);
    string_free(&out);
    unlink(path);
}

static void hostile_xml_is_refused(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "<?xml version=\"1.0\"?><!DOCTYPE tmx [<!ENTITY a \"x\"><!ENTITY b \"&a;&a;&a;\">]>\n"
        "<tmx><body><tu><tuv xml:lang=\"en\"><seg>&b;</seg></tuv></tu></body></tmx>",
        "<?xml version=\"1.0\"?><!DOCTYPE tmx [<!ENTITY f SYSTEM \"file:///etc/passwd\">]>\n"
        "<tmx><body><tu><tuv xml:lang=\"en\"><seg>&f;</seg></tuv></tu></body></tmx>",
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_refused(cases[i], strlen(cases[i]), ".tmx", "entity");
    static const char bad_bytes[] =
        "<tmx><body><tu><tuv xml:lang=\"en\"><seg>a\xFF</seg></tuv></tu></body></tmx>";
    assert_refused(bad_bytes, sizeof bad_bytes - 1, ".tmx", "xml");
    static const char nul[] = "<tmx><body>\0</body></tmx>";
    assert_refused(nul, sizeof nul - 1, ".tmx", "xml");
    struct string deep = {0};
    for (int i = 0; i < 100000; i++)
        string_append_c(&deep, "<tmx>");
    assert_refused(deep.bytes, deep.length, ".tmx", "xml");
    string_free(&deep);
    static const char other[] = "<?xml version=\"1.0\"?>\n<html/>";
    assert_refused(other, sizeof other - 1, ".tmx", "not-tmx");
    static const char bare[] = "<tmx><body><tu><tuv><seg>a</seg></tuv></tu></body></tmx>";
    assert_refused(bare, sizeof bare - 1, ".tmx", "no-language");
}

static void bad_tables_and_lines_are_refused(void **state)
{
    (void)state;
    static const char headless[] = "hola\thello\n", shorter[] = "es\ten\nhola\n",
                      number[] = "es\ten\tposition\na\tb\tx\n";
    assert_refused(headless, sizeof headless - 1, ".tsv", "no-header");
    assert_refused(shorter, sizeof shorter - 1, ".tsv", "short-line");
    static const char counts[] = "name\ten_chars\tes_chars\nudhr\t12318\t13649\n";
    assert_refused(counts, sizeof counts - 1, ".tsv", "no-header");
    assert_refused(number, sizeof number - 1, ".tsv", "bad-field");
    static const char broken[] = "{\"segments\":[\n", empty[] = "{\"a\":1}\n";
    assert_refused(broken, sizeof broken - 1, ".jsonl", "bad-json");
    assert_refused(empty, sizeof empty - 1, ".jsonl", "bad-json");
}

/* The texts of a TMX file of these bytes, repaired; how many units were whole. */
static size_t repaired(const char *bytes, size_t length, struct string *out)
{
    const char *path = file_with(".tmx", bytes, length);
    struct exchange_read_options options = {.repair = true};
    struct exchange_reader *reader =
        exchange_format_named("tmx", NULL)->open_reader(path, &options, NULL);
    const struct unit *unit = NULL;
    size_t count = 0;
    assert_non_null(reader);
    string_reset(out);
    while (reader->next(reader, &unit, NULL) && unit != NULL) {
        count++;
        for (size_t i = 0; i < unit->variant_count; i++)
            string_append_text(out, unit->variants[i].text);
    }
    reader->close(reader);
    unlink(path);
    return count;
}

/* What is to be repaired may stand at the end of what was read at once. */
static void repairs_do_not_depend_on_where_a_read_ends(void **state)
{
    (void)state;
    static const char unit[] =
        "<tu><tuv lang=\"es\"><seg>ñ\xF1 & &#2;&amp;</seg></tuv><tuv lang=\"en\"><seg>n < "
        "<ph x=\"&\"/>\v\xE2\x82</seg></tuv></tu></body></tmx>";
    struct string file = {0}, out = {0};
    for (size_t padding = 4096 - sizeof unit - 40; padding < 4100; padding++) {
        string_reset(&file);
        string_append_c(&file, "<tmx><!--");
        for (size_t i = 0; i < padding; i++)
            string_append_char(&file, 'x');
        string_append_c(&file, "--><body>");
        string_append(&file, unit, sizeof unit - 1);
        assert_int_equal(repaired(file.bytes, file.length, &out), 1);
        assert_string_equal(string_c(&out), "ññ & &n < \xEF\xBF\xBC\xC3\xA2\xE2\x80\x9A");
    }
    string_free(&file);
    string_free(&out);
}

/* Wherever a file is cut, the units before are read and no half one. */
static void cut_files_give_their_whole_units(void **state)
{
    (void)state;
    static const char file[] =
        "<?xml version=\"1.0\"?><!DOCTYPE tmx SYSTEM \"tmx14.dtd\" [<!ELEMENT a ANY>]><tmx><body>"
        "<!-- c --><tu><tuv lang=\"es\"><seg><![CDATA[a]]></seg></tuv><tuv "
        "lang=\"en\"><note>n</note>"
        "<seg>b</seg></tuv></tu><tu><x><y/></x><tuv lang=\"es\"><seg>c<ph/></seg></tuv>"
        "<tuv lang='en'><seg>d&amp;</seg></tuv></tu></body></tmx>";
    const char *first = strstr(file, "</tu>") + 5, *second = strstr(first, "</tu>") + 5;
    struct string out = {0};
    for (size_t length = 0; length < sizeof file; length++) {
        size_t whole = (file + length >= first) + (size_t)(file + length >= second);
        assert_int_equal(repaired(file, length, &out), whole);
        assert_string_equal(string_c(&out), whole == 0   ? ""
                                            : whole == 1 ? "ab"
                                                         : "abc\xEF\xBF\xBC"
                                                           "d&");
    }
    string_free(&out);
}

/* Only LF and CRLF end a line of a table. */
static void line_separators_stay_in_cells(void **state)
{
    (void)state;
    static const char table[] = "es\ten\r\na\xE2\x80\xA8"
                                "b\tc\n";
    struct string out = {0};
    const char *path = file_with(".tsv", table, sizeof table - 1);
    assert_true(read_all(path, exchange_format_of_file(path), &out, NULL));
    assert_string_equal(string_c(&out), "es=a\xE2\x80\xA8"
                                        "b;en=c;\n");
    string_free(&out);
    unlink(path);
}

/* A table of another tool has its backslashes for itself. */
static void foreign_tables_are_not_unescaped(void **state)
{
    (void)state;
    static const char table[] = "es\ten\turl\nC:\\temp\tC:\\new\thttps://example.org\n";
    struct string out = {0};
    const char *path = file_with(".tsv", table, sizeof table - 1);
    assert_true(read_all(path, exchange_format_of_file(path), &out, NULL));
    assert_string_equal(string_c(&out), "es=C:\\temp;en=C:\\new;\n");
    string_free(&out);
    unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read_back),
        cmocka_unit_test(old_tmx_is_read),
        cmocka_unit_test(bad_tags_are_written_as_code),
        cmocka_unit_test(a_truncated_file_is_an_error),
        cmocka_unit_test(hostile_xml_is_refused),
        cmocka_unit_test(bad_tables_and_lines_are_refused),
        cmocka_unit_test(repairs_do_not_depend_on_where_a_read_ends),
        cmocka_unit_test(cut_files_give_their_whole_units),
        cmocka_unit_test(foreign_tables_are_not_unescaped),
        cmocka_unit_test(line_separators_stay_in_cells),
    };
    return cmocka_run_group_tests_name("exchange", tests, NULL, NULL);
}
