/* Translations filled into files: places, splices, tags, and what stays byte for byte. */
#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "desk/transfer.h"
#include "exchange/fill.h"
#include "exchange/places.h"
#include "exchange/splice.h"

#define OBJECT "\xEF\xBF\xBC"

static const struct exchange_read_options both = {.languages = (const char *const[]){"es", "en"},
                                                  .language_count = 2};

/* --------------------------------------------------------------------------------------- places */

static void elements_are_found_among_all_else(void **state)
{
    static const char text[] = "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b \"<c>\"><!-- <d> -->]>"
                               "<a e='>'><!-- <f> --><g:h/><![CDATA[<i>]]><j k = \"l\" >m</j ></a>";
    struct arena arena = {0};
    struct places places;
    cotexto_range value;
    (void)state;
    assert_true(places_find(&places, cotexto_text_of(text), &arena, NULL));
    assert_int_equal(places.count, 3);
    assert_text_equal(place_name(&places, &places.list[0]), "a");
    assert_text_equal(place_name(&places, &places.list[1]), "g:h");
    assert_text_equal(place_prefix(&places, &places.list[1]), "g:");
    assert_int_equal(places.list[1].inner, places.list[1].end);
    const struct place *j = &places.list[2];
    assert_text_equal(text_slice(places.bytes, j->inner, j->outer), "m");
    assert_text_equal(text_slice(places.bytes, j->outer, j->end), "</j >");
    assert_text_equal(text_slice(places.bytes, j->start, place_tag_end(&places, j)),
                      "<j k = \"l\"");
    assert_true(place_attribute(&places, j, "k", &value));
    assert_text_equal(text_slice(places.bytes, value.start, value.end), "l");
    assert_false(place_attribute(&places, j, "l", &value));
    assert_false(places_find(&places, TEXT("<a><b></a>"), &arena, NULL));
    arena_free(&arena);
}

static void splices_keep_their_order(void **state)
{
    struct arena arena = {0};
    struct splice splice = {.arena = &arena};
    struct string out = {0};
    (void)state;
    splice_replace(&splice, 4, 6, TEXT("XY"));
    splice_replace(&splice, 0, 0, TEXT("<"));
    splice_replace(&splice, 0, 1, TEXT("A"));
    splice_replace(&splice, 5, 5, TEXT("in the middle of another"));
    splice_replace(&splice, 7, 7, TEXT(">"));
    assert_true(splice_apply(&splice, TEXT("abcdefg"), &out, NULL));
    assert_text_equal(string_text(&out), "<AbcdXYg>");
    string_free(&out);
    arena_free(&arena);
}

static void encodings_take_what_they_have(void **state)
{
    struct encoder encoder;
    struct string out = {0};
    cotexto_error *error = cotexto_error_new();
    (void)state;
    assert_true(encoder_open(&encoder, "ISO-8859-1", ENCODER_REFERENCE, NULL));
    assert_true(encoder_append(&encoder, &out, TEXT("\xC3\xA9\xE6\x84\x9B\xF0\x9F\x98\x80")));
    assert_text_equal(string_text(&out), "\xE9&#x611B;&#x1F600;");
    encoder.missing = ENCODER_QUESTION;
    assert_true(encoder_append(&encoder, &out, TEXT("\xE6\x84\x9B!")));
    assert_text_equal(string_text(&out), "\xE9&#x611B;&#x1F600;?!");
    encoder.missing = ENCODER_REFUSED;
    assert_false(encoder_append(&encoder, &out, TEXT("\xE6\x84\x9B")));
    encoder_close(&encoder);
    assert_false(encoder_open(&encoder, "ISO-2022-JP", ENCODER_REFERENCE, error));
    assert_string_equal(cotexto_error_id(error), "unknown-encoding");
    assert_int_equal(cotexto_error_kind(error), COTEXTO_DATA);
    cotexto_error_free(error);
    string_free(&out);
}

/* ----------------------------------------------------------------------------------------- tags */

static void tags_are_exchanged_one_for_one(void **state)
{
    static const struct {
        const char *query, *query_tags, *source, *source_tags, *target, *target_tags;
        const char *text, *numbers;
        bool sure;
    } cases[] = {
        /* the same order, other ids */
        {OBJECT "a" OBJECT, "[\"<g id='7'>\",\"</g>\"]", OBJECT "a" OBJECT,
         "[\"<g id='1'>\",\"</g>\"]", OBJECT "b" OBJECT, "[\"<g id='1'>\",\"</g>\"]",
         OBJECT "b" OBJECT, "01", true},
        /* another order in the translation */
        {OBJECT "a" OBJECT "b", "[\"<x id='3'/>\",\"<x id='4'/>\"]", OBJECT "a" OBJECT "b",
         "[\"<x id='1'/>\",\"<x id='2'/>\"]", "b" OBJECT "a" OBJECT,
         "[\"<x id='2'/>\",\"<x id='1'/>\"]", "b" OBJECT "a" OBJECT, "10", true},
        /* ends go with their starts */
        {OBJECT OBJECT "a" OBJECT OBJECT, "[\"<g id='1'>\",\"<g id='2'>\",\"</g>\",\"</g>\"]",
         OBJECT OBJECT "a" OBJECT OBJECT, "[\"<g id='1'>\",\"<g id='2'>\",\"</g>\",\"</g>\"]",
         OBJECT "b" OBJECT OBJECT "c" OBJECT, "[\"<g id='2'>\",\"</g>\",\"<g id='1'>\",\"</g>\"]",
         OBJECT "b" OBJECT OBJECT "c" OBJECT, "1203", true},
        /* the stored texts have none: those around the text stand around the translation */
        {OBJECT "a" OBJECT "b" OBJECT, "[\"<g id='1'>\",\"<x id='2'/>\",\"</g>\"]", "ab", "", "c",
         "", OBJECT "c" OBJECT OBJECT, "012", false},
        /* the query has none */
        {"ab", "", "a" OBJECT "b", "[\"<x/>\"]", "c" OBJECT "d", "[\"<x/>\"]", "cd", "", false},
        /* a translation that leaves a tag out, of the very same text */
        {"a" OBJECT, "[\"<x/>\"]", "a" OBJECT, "[\"<x/>\"]", "b", "", "b", "", false},
        /* a start without its end can't stand so */
        {OBJECT "a" OBJECT, "[\"<g>\",\"</g>\"]", OBJECT "a" OBJECT, "[\"<g>\",\"</g>\"]",
         OBJECT "b", "[\"<g>\"]", OBJECT "b" OBJECT, "01", false},
        /* a tag that the source does not have */
        {"a" OBJECT, "[\"<x id='1'/>\"]", "a" OBJECT, "[\"<x id='1'/>\"]", "b" OBJECT,
         "[\"<x id='9'/>\"]", "b" OBJECT, "0", false},
        /* characters of the texts' own */
        {"a" OBJECT, "[\"\"]", "a" OBJECT, "[\"\"]", OBJECT "b", "[\"\"]", OBJECT "b", "0", true},
    };
    struct arena arena = {0};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct variant query = {.text = cotexto_text_of(cases[i].query),
                                .tags = cotexto_text_of(cases[i].query_tags)},
                       source = {.text = cotexto_text_of(cases[i].source),
                                 .tags = cotexto_text_of(cases[i].source_tags)},
                       target = {.text = cotexto_text_of(cases[i].target),
                                 .tags = cotexto_text_of(cases[i].target_tags)};
        struct transfer out;
        assert_true(transfer_tags(&query, &source, &target, target.text, &arena, &out, NULL));
        assert_text_equal(out.text, cases[i].text);
        for (size_t k = 0; cases[i].numbers[k] != '\0'; k++)
            assert_int_equal(out.tags[k], cases[i].numbers[k] - '0');
        assert_int_equal(out.sure, cases[i].sure);
    }
    arena_free(&arena);
}

/* ---------------------------------------------------------------------------------------- files */

static const char xliff_1[] =
    "<?xml version=\"1.0\"?>\r\n<!-- <target>no</target> -->\n<x:xliff version='1.2' "
    "xmlns:x='urn:oasis:names:tc:xliff:document:1.2'><x:file source-language='es' "
    "target-language=\"en\" original='a' datatype='b'><x:body>\n <x:trans-unit id='1'>\n  "
    "<x:source>a <x:g id='1' y = '2' >b</x:g > &amp; <![CDATA[c]]>" OBJECT
    "<x:ph id='2'>&lt;/&gt;</x:ph></x:source>\n </x:trans-unit><x:trans-unit id='2'><x:source>d"
    "</x:source><x:seg-source><x:g id='1'><x:mrk mtype='seg' mid='1'>e</x:mrk> <x:mrk mid='2' "
    "mtype='seg'>f</x:mrk></x:g></x:seg-source></x:trans-unit><x:trans-unit id='3'><x:source>g"
    "</x:source><x:target  state='new' /><x:alt-trans><x:target>h</x:target></x:alt-trans>"
    "</x:trans-unit></x:body></x:file></x:xliff>\n\n";

static const char xliff_2[] =
    "<xliff xmlns='urn:oasis:names:tc:xliff:document:2.0' version='2.0' srcLang='es'><file id='f'>"
    "<unit id='u'><originalData><data id='d'>x</data></originalData><segment><source>a<ph id='1' "
    "dataRef='d'/></source></segment><ignorable><source> </source></ignorable><segment id='s' "
    "state='initial'><source>b</source><target>b</target></segment></unit></file></xliff>";

static const char po[] = "msgid \"\"\nmsgstr \"Plural-Forms: nplurals=2; plural=n;\\n\"\r\n\r\n"
                         "#~ msgid \"old\"\n#~ msgstr \"\"\n#. note\n#, c-format\nmsgid \"a\"\n"
                         "msgstr \"\"\n\nmsgid \"b\"\nmsgid_plural \"c\"\nmsgstr[0] \"\"\n"
                         "msgstr[1] \"\"\nmsgid \"d\\n\"\nmsgstr \"\"";

static struct fill_file *open_sample(cotexto_text bytes, cotexto_error *error)
{
    return bytes.length > 5 && memcmp(bytes.bytes, "msgid", 5) == 0
               ? po_fill_open(bytes, "a.po", &both, error)
               : xliff_fill_open(bytes, &both, error);
}

/* Fills each open segment with all of its tags and "T"; count: how many were. */
static void fill_all(struct fill_file *file, struct arena *arena, bool there, struct string *out,
                     size_t *count)
{
    struct fill *fills = arena_array(arena, file->count, sizeof *fills);
    *count = 0;
    for (size_t i = 0; i < file->count; i++) {
        struct string text = {0};
        size_t *tags = arena_array(arena, 16, sizeof *tags), number = 0;
        cotexto_text source = file->segments[i].source;
        string_append_c(&text, "T<");
        for (size_t k = 0; k + 3 <= source.length; k++) {
            if (memcmp(source.bytes + k, OBJECT, 3) != 0)
                continue;
            tags[number] = number;
            number++;
            string_append_c(&text, OBJECT);
        }
        fills[i] = (struct fill){.there = there && file->segments[i].state == FILL_OPEN,
                                 .text = arena_text(arena, string_text(&text)),
                                 .tags = tags,
                                 .percent = 85,
                                 .review = true,
                                 .stored_source = TEXT("s"),
                                 .stored_target = TEXT("t"),
                                 .source_lang = "es",
                                 .target_lang = "en",
                                 .origin = TEXT("m & d")};
        *count += fills[i].there;
        string_free(&text);
    }
    assert_true(file->write(file, fills, out, NULL));
}

/* Opens, fills and writes; *open: segments without a translation. */
static void fill_bytes(cotexto_text bytes, bool there, struct string *out, size_t *open)
{
    struct arena arena = {0};
    struct fill_file *file = open_sample(bytes, NULL);
    assert_non_null(file);
    fill_all(file, &arena, there, out, open);
    file->close(file);
    arena_free(&arena);
}

static const cotexto_text samples[] = {
    {xliff_1, sizeof xliff_1 - 1}, {xliff_2, sizeof xliff_2 - 1}, {po, sizeof po - 1}};
enum { SAMPLES = sizeof samples / sizeof *samples };

static void nothing_filled_changes_nothing(void **state)
{
    (void)state;
    for (size_t i = 0; i < SAMPLES; i++) {
        struct string out = {0};
        size_t open;
        fill_bytes(samples[i], false, &out, &open);
        assert_int_equal(out.length, samples[i].length);
        assert_memory_equal(out.bytes, samples[i].bytes, out.length);
        string_free(&out);
    }
}

static void what_is_filled_is_read_again(void **state)
{
    static const size_t expected[SAMPLES] = {4, 2, 4};
    (void)state;
    for (size_t i = 0; i < SAMPLES; i++) {
        struct string out = {0}, again = {0};
        size_t open;
        fill_bytes(samples[i], true, &out, &open);
        assert_int_equal(open, expected[i]);
        fill_bytes(string_text(&out), true, &again, &open);
        assert_int_equal(open, 0);
        assert_int_equal(out.length, again.length);
        assert_memory_equal(out.bytes, again.bytes, out.length);
        string_free(&out);
        string_free(&again);
    }
}

static void inline_elements_come_over_byte_for_byte(void **state)
{
    struct string out = {0};
    size_t open;
    (void)state;
    fill_bytes(samples[0], true, &out, &open);
    assert_non_null(strstr(out.bytes, ">T&lt;<x:g id='1' y = '2' ></x:g >" OBJECT
                                      "<x:ph id='2'>&lt;/&gt;</x:ph></x:target>"));
    assert_non_null(strstr(out.bytes, "><x:g id='1'><x:mrk mtype='seg' mid='1'>T&lt;</x:mrk> "
                                      "<x:mrk mid='2' mtype='seg'>T&lt;</x:mrk></x:g></x:target>"));
    assert_non_null(strstr(out.bytes, "<x:target  state='needs-review-translation' "
                                      "state-qualifier=\"fuzzy-match\">T&lt;</x:target>"));
    assert_non_null(strstr(out.bytes, "origin=\"m &amp; d\""));
    string_free(&out);
}

static void cut_off_files_are_refused_or_filled(void **state)
{
    size_t refused = 0;
    (void)state;
    for (size_t i = 0; i < SAMPLES; i++) {
        for (size_t cut = 0; cut < samples[i].length; cut++) {
            struct arena arena = {0};
            struct string out = {0};
            cotexto_error *error = cotexto_error_new();
            /* a copy, so that nothing can be read behind its end unseen */
            char *copy = malloc(cut + 1);
            size_t open;
            memcpy(copy, samples[i].bytes, cut);
            struct fill_file *file = open_sample((cotexto_text){copy, cut}, error);
            if (file != NULL) {
                fill_all(file, &arena, true, &out, &open);
                file->close(file);
            } else {
                if (cotexto_error_kind(error) != COTEXTO_DATA)
                    fail_msg("sample %zu cut %zu: %s", i, cut, cotexto_error_message(error));
                refused++;
            }
            free(copy);
            cotexto_error_free(error);
            string_free(&out);
            arena_free(&arena);
        }
    }
    assert_true(refused > samples[0].length); /* all of XLIFF */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(elements_are_found_among_all_else),
        cmocka_unit_test(splices_keep_their_order),
        cmocka_unit_test(encodings_take_what_they_have),
        cmocka_unit_test(tags_are_exchanged_one_for_one),
        cmocka_unit_test(nothing_filled_changes_nothing),
        cmocka_unit_test(what_is_filled_is_read_again),
        cmocka_unit_test(inline_elements_come_over_byte_for_byte),
        cmocka_unit_test(cut_off_files_are_refused_or_filled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
