/* The exchange room: what is written is read back, and bad files are told with their place. */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/string.h"
#include "base/text.h"
#include "exchange/exchange.h"
#include "exchange/tbx.h"

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
    if (strcmp(name, "xliff2") != 0) /* which is read as any XLIFF */
        assert_ptr_equal(exchange_format_of_file(path), format);
    struct exchange_read_options options = {0};
    struct exchange_reader *reader = format->open_reader(path, &options, NULL);
    const struct unit *read;
    assert_non_null(reader);
    assert_true(reader->next(reader, &read, NULL));
    assert_same_fields(&unit, read);
    assert_int_equal(read->variant_count, 2);
    bool table =
        strcmp(name, "tsv") == 0 ||
        strcmp(name, "csv") == 0; /* which has no place for properties and dates of change */
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
    assert_round_trip("csv", ".csv");
    assert_round_trip("xliff", ".xlf");
    assert_round_trip("xliff2", ".xlf");
}

/* What a file of this content gives, by read_all(). */
static void assert_reads(const char *suffix, const char *content, size_t length,
                         const char *expected)
{
    struct string out = {0};
    cotexto_error *error = cotexto_error_new();
    const char *path = file_with(suffix, content, length);
    if (!read_all(path, exchange_format_of_file(path), &out, error))
        fail_msg("%s", cotexto_error_message(error));
    assert_string_equal(string_c(&out), expected);
    cotexto_error_free(error);
    string_free(&out);
    unlink(path);
}

#define OBJECT "\xEF\xBF\xBC"

static const char xliff_sample[] =
    "<?xml version=\"1.0\"?>\n<x:xliff xmlns:x=\"urn:oasis:names:tc:xliff:document:1.2\" "
    "version=\"1.2\" xmlns:o=\"urn:other\">\n"
    "<x:file source-language=\"en_us\" target-language=\"ES\"><x:header><o:source>no</o:source>"
    "</x:header><x:body><x:group><x:trans-unit id=\"1\">\n"
    "<x:source>a<x:g id=\"1\"> &amp; <x:x id=\"2\"/></x:g><![CDATA[<b>]]></x:source>"
    "<x:target state=\"final\" xml:lang=\"es-VE\">b<x:ph "
    "id=\"3\">c<x:sub>d</x:sub></x:ph></x:target>"
    "<x:alt-trans><x:target>no</x:target></x:alt-trans></x:trans-unit></x:group>\n"
    "<x:trans-unit id=\"2\"><x:source>One. Two. Three.</x:source><x:seg-source>"
    "<x:mrk mtype=\"seg\" mid=\"1\">One.</x:mrk> <x:g id=\"1\"><x:mrk mtype=\"seg\" mid=\"2\">Two."
    "</x:mrk></x:g> <x:mrk mtype=\"seg\" mid=\"3\">Three.</x:mrk></x:seg-source><x:target>"
    "<x:mrk mtype=\"seg\" mid=\"2\">Dos.</x:mrk> <x:mrk mtype=\"seg\" mid=\"1\">U<x:mrk "
    "mtype=\"term\">no</x:mrk>.</x:mrk></x:target></x:trans-unit>\n"
    "<x:trans-unit id=\"3\"><x:source>e</x:source><o:target>no</o:target></x:trans-unit>"
    "</x:body></x:file></x:xliff>\n";

static void xliff_1_is_read(void **state)
{
    (void)state;
    assert_reads(".xlf", xliff_sample, sizeof xliff_sample - 1,
                 "en-US=a" OBJECT " & " OBJECT OBJECT
                 "<b>[\"<g id=\\\"1\\\">\",\"<x id=\\\"2\\\"/>\",\"</g>\"];es-VE=b" OBJECT
                 "[\"<ph id=\\\"3\\\">c<sub>d</sub></ph>\"];\n"
                 "en-US=One.;es=U" OBJECT "no" OBJECT
                 ".[\"<mrk mtype=\\\"term\\\">\",\"</mrk>\"];\n"
                 "en-US=Two.;es=Dos.;\n"
                 "en-US=Three.;\n"
                 "en-US=e;\n");
}

/* What is struck out, and put in, by a reviewer in SDL's editor. */
static void tracked_changes_of_xliff_are_read(void **state)
{
    (void)state;
    static const char tracked[] =
        "<xliff><file source-language=\"en\" target-language=\"es\"><body><trans-unit id=\"1\">"
        "<source>a</source><seg-source><mrk mtype=\"seg\" mid=\"1\">a</mrk></seg-source><target>"
        "<mrk mtype=\"seg\" mid=\"1\">b<mrk mtype=\"x-sdl-deleted\">c<mrk mtype=\"x\"/></mrk><mrk "
        "mtype=\"x-sdl-added\">d</mrk></mrk></target></trans-unit></body></file></xliff>";
    assert_reads(".sdlxliff", tracked, sizeof tracked - 1,
                 "en=a;es=b" OBJECT OBJECT "d" OBJECT
                 "[\"<mrk mtype=\\\"x-sdl-deleted\\\">c<mrk mtype=\\\"x\\\"/></mrk>\","
                 "\"<mrk mtype=\\\"x-sdl-added\\\">\",\"</mrk>\"];\n");
}

static const char xliff2_sample[] =
    "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" version=\"2.1\" srcLang=\"en\" "
    "trgLang=\"es\" xmlns:mtc=\"urn:oasis:names:tc:xliff:matches:2.0\"><file id=\"f\">"
    "<unit id=\"u\"><mtc:matches><mtc:match><source>no</source><target>no</target></mtc:match>"
    "</mtc:matches><notes><note>n</note></notes><originalData><data "
    "id=\"d\">x</data></originalData>"
    "<segment id=\"s\" state=\"final\"><source>a <pc id=\"1\">b</pc></source><target>c<ph id=\"2\" "
    "dataRef=\"d\"/></target></segment><ignorable><source> </source></ignorable>"
    "<segment><source>d</source><target>e</target></segment></unit></file></xliff>";

static void xliff_2_is_read(void **state)
{
    (void)state;
    assert_reads(".xlf", xliff2_sample, sizeof xliff2_sample - 1,
                 "en=a " OBJECT "b" OBJECT "[\"<pc id=\\\"1\\\">\",\"</pc>\"];es=c" OBJECT
                 "[\"<ph id=\\\"2\\\" dataRef=\\\"d\\\"/>\"];\nen=d;es=e;\n");
}

/* Who checked a translation: the unit's words, the state's, and those of SDL's editor. */
static void states_of_xliff_are_judged(void **state)
{
    (void)state;
    static const struct {
        const char *attributes, *target, *behind;
        bool reviewed;
    } cases[] = {
        {"", "", "", false},
        {"approved=\"yes\"", "", "", true},
        {"approved=\"yes\"", "state=\"translated\"", "", true},
        {"approved=\"yes\"", "state=\"needs-review-translation\"", "", false},
        {"approved=\"no\"", "state=\"signed-off\"", "", true},
        {"", "", "<s:seg-defs><s:seg id=\"1\" conf=\"ApprovedTranslation\"/></s:seg-defs>", true},
        {"", "", "<s:seg-defs><s:seg id=\"1\" conf=\"Draft\"/></s:seg-defs>", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct string text = {0};
        string_append_format(
            &text,
            "<xliff><file source-language=\"en\" target-language=\"es\"><body xmlns:s=\"urn:s\">"
            "<trans-unit id=\"7\" %s><source>a</source><seg-source><mrk mtype=\"seg\" "
            "mid=\"1\">a</mrk></seg-source><target %s><mrk mtype=\"seg\" "
            "mid=\"1\">b</mrk></target>%s"
            "</trans-unit></body></file></xliff>",
            cases[i].attributes, cases[i].target, cases[i].behind);
        const char *path = file_with(".sdlxliff", text.bytes, text.length);
        struct exchange_read_options options = {0};
        struct exchange_reader *reader =
            exchange_format_of_file(path)->open_reader(path, &options, NULL);
        const struct unit *unit;
        assert_true(reader->next(reader, &unit, NULL) && unit != NULL);
        assert_int_equal(unit->reviewed, cases[i].reviewed);
        assert_true(text_equal(unit->id, TEXT("7/1")));
        reader->close(reader);
        string_free(&text);
        unlink(path);
    }
}

static const char po_sample[] =
    "# A title\n#, fuzzy\nmsgid \"\"\nmsgstr \"\"\n\"Language: sr@latin\\n\"\n"
    "\"Content-Type: text/plain; charset=ISO-8859-2\\n\"\n\n"
    "# a note\n#. for you\n#: a.c:1\n#, c-format\n#| msgid \"old\"\nmsgctxt \"menu\"\nmsgid \"\"\n"
    "\"a\\n\"\n\"b\\t\\\"\\x41\\101\\\\\" \"c\"\nmsgstr \"\xB9\"\n\n"
    "msgid \"%d file\"\nmsgid_plural \"%d files\"\nmsgstr[0]\n\"x\"\nmsgstr[1] \"y\"\nmsgstr[2] "
    "\"z\"\n"
    "\n#, fuzzy\nmsgid \"f\"\nmsgstr \"g\"\n# gone\n#, fuzzy\n#~ msgid \"h\"\n#~ msgstr \"i\"\n\n"
    "msgid \"j\"\nmsgstr \"k\"\nmsgid \"l\"\nmsgstr \"\"\n";

static void po_is_read(void **state)
{
    (void)state;
    assert_reads(".po", po_sample, sizeof po_sample - 1,
                 "en=a\nb\t\"AA\\c;sr-Latn=\xC5\xA1;\n"
                 "en=%d file;sr-Latn=x;\nen=%d files;sr-Latn=z;\n"
                 "en=f;\nen=j;sr-Latn=k;\nen=l;\n");
}

/* gettext calls it an error; OmegaT and others write and read it. */
static void po_without_msgstr_is_not_translated(void **state)
{
    (void)state;
    static const char text[] =
        "msgid \"\"\nmsgstr \"Language: es\\n\"\n\nmsgid \"a\"\n\nmsgid \"b\"\n\n# a note\n"
        "msgctxt \"c\"\nmsgid \"d\"\nmsgid_plural \"e\"\n\nmsgid \"f\"\n\nmsgstr \"g\"\n";
    assert_reads(".po", text, sizeof text - 1, "en=a;\nen=b;\nen=d;\nen=e;\nen=f;es=g;\n");
}

static void po_keeps_what_stands_around(void **state)
{
    (void)state;
    const char *path = file_with(".po", po_sample, sizeof po_sample - 1);
    static const char *const languages[] = {"en-GB", "sr"};
    struct exchange_read_options options = {
        .languages = languages, .language_count = 2, .fuzzy = true};
    struct exchange_reader *reader =
        exchange_format_of_file(path)->open_reader(path, &options, NULL);
    const struct unit *unit;
    const struct property expected[] = {
        {PROPERTY_PROP, TEXT("msgctxt"), TEXT("menu"), TEXT("")},
        {PROPERTY_NOTE, TEXT(""), TEXT("a note"), TEXT("")},
        {PROPERTY_PROP, TEXT("extracted-comment"), TEXT("for you"), TEXT("")},
        {PROPERTY_PROP, TEXT("reference"), TEXT("a.c:1"), TEXT("")},
        {PROPERTY_PROP, TEXT("flags"), TEXT("c-format"), TEXT("")},
    };
    assert_true(reader->next(reader, &unit, NULL));
    assert_same_properties(expected, 5, unit->properties, unit->property_count);
    assert_string_equal(unit->variants[0].lang, "en-GB");
    assert_string_equal(unit->variants[1].lang, "sr");
    for (int i = 0; i < 3; i++)
        assert_true(reader->next(reader, &unit, NULL));
    assert_int_equal(unit->variant_count, 2); /* the fuzzy one, as it was asked for */
    assert_int_equal(unit->property_count, 0);
    assert_true(reader->next(reader, &unit, NULL));
    assert_int_equal(unit->property_count, 0); /* not those of the obsolete entry */
    reader->close(reader);
    unlink(path);
}

/* In Shift_JIS a backslash is a part of some letters. */
static void po_in_shift_jis_is_read(void **state)
{
    (void)state;
    static const char po[] = "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=Shift_JIS\\n"
                             "Language: ja\\n\"\nmsgid \"table\"\nmsgstr \"\x95\x5C\"\n";
    assert_reads(".po", po, sizeof po - 1, "en=table;ja=\xE8\xA1\xA8;\n");
}

/* Entries are one of a kind, and line feeds agree, or gettext would refuse the file. */
static void po_is_written_for_gettext(void **state)
{
    (void)state;
    struct variant variants[] = {{"es", TEXT("a \"b\"\n"), TEXT(""), NULL, 0},
                                 {"en-GB", TEXT("\nc\\"), TEXT(""), NULL, 0}};
    struct unit unit = {.confidence = -1, .variants = variants, .variant_count = 2};
    static const char *const languages[] = {"es", "en-GB"};
    char *bytes = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&bytes, &length);
    struct exchange_write_options options = {.languages = languages, .language_count = 2};
    struct exchange_writer *writer =
        exchange_format_named("po", NULL)->open_writer(stream, &options, NULL);
    assert_true(writer->put(writer, &unit, NULL) && writer->put(writer, &unit, NULL) &&
                writer->finish(writer, NULL));
    writer->close(writer);
    fclose(stream);
    assert_non_null(strstr(bytes, "\"Language: en_GB\\n\"\n"));
    assert_non_null(strstr(bytes, "\n\nmsgid \"a \\\"b\\\"\\n\"\nmsgstr \"c\\\\\\n\"\n"
                                  "\nmsgctxt \"#2\"\nmsgid "));
    free(bytes);
}

static const char tmx_sample[] =
    "<?xml version=\"1.0\"?>\n<!DOCTYPE tmx SYSTEM \"tmx11.dtd\">\n<tmx version=\"1.1\"><header "
    "srclang=\"EN\"/>\n<body>\n"
    "<tu><tuv lang=\"EN-US\"><seg>Press <bpt i=\"1\">&lt;b></bpt>here<ept "
    "i=\"1\">&lt;/b></ept><hi>now</hi></seg></tuv>\n"
    "<tuv lang=\"es_es\"><seg>Pulse<![CDATA[ <aquí>]]></seg></tuv><tuv "
    "lang=\"fr\"><seg/></tuv></tu>\n</body></tmx>\n";

/* Tags come from files of all kinds: what is no good XML, and what the DTD does not allow, is
 * written as code. */
static void bad_tags_are_written_as_code(void **state)
{
    (void)state;
    static const char *const tags[] = {"[\"<ph & <b\"]",
                                       "[\"<bpt>\"]",
                                       "[\"<hi>\"]",
                                       "[\"</hi>\"]",
                                       "[\"<b/>\"]",
                                       "[\"<ph id=\\\"1\\\"/>\"]",
                                       "[\"<ph xmlns=\\\"x\\\"/>\"]",
                                       "[\"<ept/>\"]",
                                       "[\"<it pos=\\\"open\\\"/>\"]",
                                       "[\"<it x=\\\"1\\\"/>\"]",
                                       "[\"<sub/>\"]",
                                       "[\"<ut><ut/></ut>\"]",
                                       "[\"<hi id=\\\"1\\\">\"]"};
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

/* XLIFF carries what it has no place for, and gives it back as it was. */
static void any_tags_come_back_through_xliff(void **state)
{
    (void)state;
    static const char *const tags[] = {"[\"<ph & <b\"]", "[\"<g id=\\\"1\\\">\"]", "[\"</pc>\"]",
                                       "[\"<hi>\"]", "[\"<x id=\\\"1\\\" o:a=\\\"b\\\"/>\"]"};
    static const char *const names[] = {"xliff", "xliff2"};
    for (size_t i = 0; i < 2 * sizeof tags / sizeof *tags; i++) {
        struct variant variants[] = {
            {"es", TEXT("a" OBJECT "b"), cotexto_text_of(tags[i / 2]), NULL, 0},
            {"en-GB", TEXT("c"), TEXT(""), NULL, 0}};
        struct unit unit = {.confidence = -1, .variants = variants, .variant_count = 2};
        const struct exchange_format *format = exchange_format_named(names[i % 2], NULL);
        const char *path = written(format, &unit, ".xlf");
        struct string out = {0};
        assert_true(read_all(path, format, &out, NULL));
        assert_non_null(strstr(string_c(&out), tags[i / 2]));
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

/* Two segments where one is allowed are two, and none is lost. */
static void a_tuv_may_have_two_segments(void **state)
{
    (void)state;
    static const char two[] =
        "<tmx><body><tu><tuv xml:lang=\"en\"><seg>a</seg><prop type=\"x\">y</prop><seg>b</seg>"
        "</tuv><tuv xml:lang=\"es\"/><tuv xml:lang=\"fr\"><seg>c</seg></tuv></tu></body></tmx>";
    assert_reads(".tmx", two, sizeof two - 1, "en=a;en=b;fr=c;\n");
}

/* An editor that saves a file as UTF-8 with a mark leaves the declaration as it was. */
static void a_byte_order_mark_knows_better(void **state)
{
    (void)state;
    static const char *const declared[] = {"UTF-16", "ISO-8859-1", "no-such-encoding"};
    for (size_t i = 0; i < sizeof declared / sizeof *declared; i++) {
        struct string file = {0};
        string_append_format(&file,
                             "\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"%s\"?><tmx><body><tu>"
                             "<tuv lang=\"es\"><seg>ñ</seg></tuv></tu></body></tmx>",
                             declared[i]);
        assert_reads(".tmx", file.bytes, file.length, "es=ñ;\n");
        string_free(&file);
    }
    static const char line[] = "\xEF\xBB\xBF{\"segments\":[{\"lang\":\"es\",\"text\":\"a\"}]}\r\n";
    assert_reads(".txt", line, sizeof line - 1, "es=a;\n");
}

static const char tbx_sample[] =
    "<?xml version=\"1.0\"?>\n<!DOCTYPE martif SYSTEM \"TBXcoreStructV02.dtd\">\n"
    "<martif type=\"TBX-Basic\" xml:lang=\"en\"><martifHeader/><text><body>\n"
    "<termEntry id=\"c1\"><descrip type=\"subjectField\">fishing</descrip><transacGrp>"
    "<transac type=\"transactionType\">origination</transac>"
    "<transacNote type=\"responsibility\">ana</transacNote><date>2029-10-07</date></transacGrp>\n"
    "<langSet xml:lang=\"en\"><descripGrp><descrip type=\"definition\">what is\n   caught</descrip>"
    "<admin type=\"source\">book</admin></descripGrp>\n"
    "<tig><term> old \n catch</term><termNote type=\"administrativeStatus\">deprecatedTerm-admn-sts"
    "</termNote></tig><ntig><termGrp><term id=\"t\">haul</term><termNote type=\"partOfSpeech\">noun"
    "</termNote><termNote type=\"administrativeStatus\">admittedTerm-admn-sts</termNote></termGrp>"
    "</ntig><tig><term>catch</term><termNote type=\"administrativeStatus\">preferredTerm-admn-sts"
    "</termNote><note>sea only</note></tig><tig><term/></tig></langSet>\n"
    "<langSet xml:lang=\"es_es\"><tig><term>captura &amp; <hi>pesca</hi></term></tig></langSet>"
    "</termEntry>\n<termEntry><langSet/></termEntry></body></text></martif>\n";
static const char tbx3_dct_sample[] =
    "<?xml version=\"1.0\"?>\n<tbx style=\"dct\" type=\"TBX-Basic\" xml:lang=\"en\" "
    "xmlns=\"urn:iso:std:iso:30042:ed-2\" xmlns:min=\"http://www.tbxinfo.net/ns/min\" "
    "xmlns:basic=\"http://www.tbxinfo.net/ns/basic\"><text><body><conceptEntry id=\"c1\">"
    "<min:subjectField>fishing</min:subjectField><transacGrp>"
    "<basic:transactionType>modification</basic:transactionType><date>2029-10-08</date>"
    "<basic:responsibility>ben</basic:responsibility></transacGrp><langSec xml:lang=\"en\">"
    "<basic:definition>what is caught</basic:definition><termSec><term>catch</term>"
    "<min:partOfSpeech>noun</min:partOfSpeech></termSec></langSec></conceptEntry></body></text>"
    "</tbx>\n";

/* An entry is a unit with all terms, the one to use first; what is said of the concept, of a
 * language and of a term is found from the term. */
static void terms_have_what_is_said_of_them(void **state)
{
    (void)state;
    const char *path = file_with(".xml", tbx_sample, sizeof tbx_sample - 1);
    const struct exchange_format *format = exchange_format_of_file(path);
    struct exchange_read_options options = {0};
    const struct unit *unit;
    assert_string_equal(format->name, "tbx");
    struct exchange_reader *reader = format->open_reader(path, &options, NULL);
    assert_true(reader->next(reader, &unit, NULL) && unit != NULL);
    static const char *const terms[] = {"catch", "haul", "old catch", "captura & pesca"};
    static const enum term_status statuses[] = {TERM_PREFERRED, TERM_ADMITTED, TERM_DEPRECATED,
                                                TERM_UNMARKED};
    assert_int_equal(unit->variant_count, 4);
    for (size_t i = 0; i < 4; i++) {
        assert_text_equal(unit->variants[i].text, terms[i]);
        assert_int_equal(term_status(&unit->variants[i]), statuses[i]);
        assert_text_equal(term_fact(unit, &unit->variants[i], TBX_SUBJECT), "fishing");
        assert_text_equal(term_fact(unit, &unit->variants[i], TBX_DEFINITION),
                          i < 3 ? "what is caught" : "");
        assert_text_equal(term_fact(unit, &unit->variants[i], TBX_SPEECH), i == 1 ? "noun" : "");
    }
    assert_text_equal(term_fact(unit, &unit->variants[0], ""), "sea only"); /* a note has no name */
    assert_string_equal(unit->variants[3].lang, "es-ES");
    assert_text_equal(unit->id, "c1");
    assert_text_equal(unit->created, "2029-10-07");
    assert_text_equal(unit->creator, "ana");
    assert_true(reader->next(reader, &unit, NULL) && unit != NULL);
    assert_int_equal(unit->variant_count, 0);
    assert_true(reader->next(reader, &unit, NULL) && unit == NULL);
    reader->close(reader);
    unlink(path);
}

static void both_styles_of_tbx_3_are_read(void **state)
{
    (void)state;
    struct exchange_read_options options = {0};
    const char *path = file_with(".xml", tbx3_dct_sample, sizeof tbx3_dct_sample - 1);
    for (int round = 0; round < 2; round++) { /* DCT, and what our writer makes of it: DCA */
        const struct exchange_format *format = exchange_format_of_file(path);
        const struct unit *unit;
        struct exchange_reader *reader = format->open_reader(path, &options, NULL);
        assert_true(reader->next(reader, &unit, NULL) && unit != NULL);
        assert_int_equal(unit->variant_count, 1);
        assert_text_equal(unit->changed, "2029-10-08");
        assert_text_equal(unit->changer, "ben");
        assert_int_equal(unit->property_count, 1);
        assert_int_equal(unit->variants[0].property_count, 2);
        assert_text_equal(term_fact(unit, &unit->variants[0], TBX_SUBJECT), "fishing");
        assert_text_equal(term_fact(unit, &unit->variants[0], TBX_DEFINITION), "what is caught");
        assert_text_equal(term_fact(unit, &unit->variants[0], TBX_SPEECH), "noun");
        unlink(path);
        if (round == 0)
            path = written(format, unit, ".tbx");
        reader->close(reader);
    }
}

/* Cut anywhere: an error with a place, or (behind the last element) the whole file; never a crash,
 * never silence. */
static void assert_truncation(const char *name, const char *content, size_t whole)
{
    const struct exchange_format *format = exchange_format_named(name, NULL);
    for (size_t length = 0; length < whole; length++) {
        const char *path = file_with(".xml", content, length);
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

static void a_truncated_file_is_an_error(void **state)
{
    (void)state;
    assert_truncation("tmx", tmx_sample, sizeof tmx_sample - 2);
    assert_truncation("xliff", xliff_sample, sizeof xliff_sample - 2);
    assert_truncation("xliff", xliff2_sample, sizeof xliff2_sample - 1);
    assert_truncation("tbx", tbx_sample, sizeof tbx_sample - 2);
    assert_truncation("tbx", tbx3_dct_sample, sizeof tbx3_dct_sample - 2);
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
    assert_refused(other, sizeof other - 1, ".xlf", "not-xliff");
    static const char entity[] =
        "<!DOCTYPE xliff [<!ENTITY a \"x\">]><xliff><file source-language=\"en\"><body><trans-unit>"
        "<source>&a;</source></trans-unit></body></file></xliff>";
    assert_refused(entity, sizeof entity - 1, ".xlf", "entity");
    assert_refused(other, sizeof other - 1, ".tbx", "not-tbx");
    static const char *const glossaries[][2] = {
        {"<!DOCTYPE martif [<!ENTITY a \"x\"><!ENTITY b \"&a;&a;\">]><martif><termEntry><langSet "
         "xml:lang=\"en\"><tig><term>&b;</term></tig></langSet></termEntry></martif>",
         "entity"},
        {"<!DOCTYPE martif [<!ENTITY f SYSTEM \"file:///etc/passwd\">]><martif><termEntry><note>&f;"
         "</note></termEntry></martif>",
         "entity"},
        {"<martif><termEntry><langSet><tig><term>a</term></tig></langSet></termEntry></martif>",
         "no-language"},
        {"<tbx><conceptEntry><langSec "
         "xml:lang=\"en\"><termSec><term>\xFF</term></termSec></langSec>",
         "xml"},
    };
    for (size_t i = 0; i < sizeof glossaries / sizeof *glossaries; i++)
        assert_refused(glossaries[i][0], strlen(glossaries[i][0]), ".tbx", glossaries[i][1]);
    struct string nested = {0};
    string_append_c(&nested, "<martif><termEntry>");
    for (int i = 0; i < 100000; i++)
        string_append_c(&nested, "<descripGrp>");
    assert_refused(nested.bytes, nested.length, ".tbx", "xml");
    string_free(&nested);
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
    static const char open[] = "es,en\n\"a\"\"\nb\",c\n\"d,e\nf,g\n";
    assert_refused(open, sizeof open - 1, ".csv", "open-quote");
    static const char nul[] = "msgid \"a\0b\"\nmsgstr \"c\"\n";
    assert_refused(nul, sizeof nul - 1, ".po", "binary");
    static const char broken[] = "{\"segments\":[\n", empty[] = "{\"a\":1}\n";
    static const char *const po[] = {"msgid \"a",    "msgid \"a\" b", "\"a\"",
                                     "mssgid \"a\"", "msgstr \"a\"",  "msgid \"a\"\nmsgid \"b\"\n"};
    for (size_t i = 0; i < sizeof po / sizeof *po; i++)
        assert_refused(po[i], strlen(po[i]), ".po", "bad-po");
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

/* What Excel is told of the separator; and lines of the old Macintosh. */
static void tables_of_spreadsheets_are_read(void **state)
{
    (void)state;
    static const char *const tables[] = {
        "sep=;\r\nes;en\r\na,b;c\r\n",
        "\"SEP=|\"\nes|en\na,b|c\n",
        "\xEF\xBB\xBFsep=\t\nes\ten\na,b\tc\n",
        "es;en\ra,b;c\r",
        "es,en\r\"a,b\",c",
    };
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        assert_reads(".csv", tables[i], strlen(tables[i]), "es=a,b;en=c;\n");
    static const char lines[] = "es\ten\ra\tb\rc\td\r";
    assert_reads(".tsv", lines, sizeof lines - 1, "es=a;en=b;\nes=c;en=d;\n");
}

/* Where an error says that a byte is wrong. */
static void assert_wrong_byte(const char *suffix, const struct string *file, size_t line)
{
    const char *path = file_with(suffix, file->bytes, file->length);
    struct string out = {0};
    cotexto_error *error = cotexto_error_new();
    assert_false(read_all(path, exchange_format_of_name(path), &out, error));
    assert_string_equal(cotexto_error_id(error), "undecodable");
    assert_int_equal(cotexto_error_line(error), line);
    assert_int_equal((unsigned char)file->bytes[cotexto_error_offset(error)], 0xFF);
    cotexto_error_free(error);
    string_free(&out);
    unlink(path);
}

/* A text in UTF-8 with a wrong byte is not read as another encoding, all of it wrong. */
static void damaged_utf8_is_an_error(void **state)
{
    (void)state;
    struct string file = {0};
    string_append_c(&file, "es\ten\n");
    for (int i = 0; i < 8; i++)
        string_append_c(&file, "año\tyear\n");
    string_append_c(&file, "a\xFF\tb\n");
    assert_wrong_byte(".tsv", &file, 10);
    string_reset(&file);
    string_append_c(&file, "msgid \"\"\nmsgstr \"Language: es\\nContent-Type: text/plain; "
                           "charset=UTF-8\\n\"\n\nmsgid \"a\"\n\tmsgstr \"\xFF\"\n");
    assert_wrong_byte(".po", &file, 5);
    string_free(&file);
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
        cmocka_unit_test(terms_have_what_is_said_of_them),
        cmocka_unit_test(both_styles_of_tbx_3_are_read),
        cmocka_unit_test(old_tmx_is_read),
        cmocka_unit_test(xliff_1_is_read),
        cmocka_unit_test(tracked_changes_of_xliff_are_read),
        cmocka_unit_test(xliff_2_is_read),
        cmocka_unit_test(states_of_xliff_are_judged),
        cmocka_unit_test(po_is_read),
        cmocka_unit_test(po_without_msgstr_is_not_translated),
        cmocka_unit_test(po_keeps_what_stands_around),
        cmocka_unit_test(po_in_shift_jis_is_read),
        cmocka_unit_test(po_is_written_for_gettext),
        cmocka_unit_test(any_tags_come_back_through_xliff),
        cmocka_unit_test(bad_tags_are_written_as_code),
        cmocka_unit_test(a_truncated_file_is_an_error),
        cmocka_unit_test(hostile_xml_is_refused),
        cmocka_unit_test(bad_tables_and_lines_are_refused),
        cmocka_unit_test(repairs_do_not_depend_on_where_a_read_ends),
        cmocka_unit_test(cut_files_give_their_whole_units),
        cmocka_unit_test(a_tuv_may_have_two_segments),
        cmocka_unit_test(a_byte_order_mark_knows_better),
        cmocka_unit_test(tables_of_spreadsheets_are_read),
        cmocka_unit_test(damaged_utf8_is_an_error),
        cmocka_unit_test(foreign_tables_are_not_unescaped),
        cmocka_unit_test(line_separators_stay_in_cells),
    };
    return cmocka_run_group_tests_name("exchange", tests, NULL, NULL);
}
