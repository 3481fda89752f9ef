/* Terms: found in texts by their stems, read from tables, kept in the memory, counted. */
#include "test.h"

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cotexto/cotexto.h>

#include "base/string.h"
#include "desk/term_groups.h"
#include "exchange/tbx.h"
#include "exchange/term_table.h"
#include "match/terms.h"

static struct tokenizer *spanish;

static int open_tokenizer(void **state)
{
    (void)state;
    spanish = tokenizer_new("es", true, NULL);
    return spanish == NULL;
}

static int close_tokenizer(void **state)
{
    (void)state;
    tokenizer_free(spanish);
    return 0;
}

static struct tokens cut(const char *text, struct arena *arena)
{
    struct tokens tokens;
    assert_true(tokenizer_run(spanish, cotexto_text_of(text), TEXT(""), arena, &tokens, NULL));
    return tokens;
}

/* ------------------------------------------------------------------------------------ finding */

static void the_longest_terms_are_found(void **state)
{
    (void)state;
    static const char *const terms[] = {"sistema", "sistema de archivos", "archivo adjunto", "red",
                                        "Redes"};
    static const uint32_t numbers[] = {0, 1, 2, 3, 3}; /* the last is the one before by its stem */
    struct arena arena = {0};
    struct tokens cuts[5], text, none = cut("...", &arena);
    struct term_index *index = term_index_new(NULL);
    struct term_place *places;
    uint32_t number;
    size_t count;
    for (size_t i = 0; i < 5; i++) {
        cuts[i] = cut(terms[i], &arena);
        assert_true(term_index_add(index, &cuts[i], &number, NULL));
        assert_int_equal(number, numbers[i]);
    }
    assert_true(term_index_add(index, &none, &number, NULL));
    assert_int_equal(number, TERM_NONE);
    text = cut("Los sistemas de archivos adjuntos y la red de un SISTEMA", &arena);
    assert_true(term_index_find(index, &text, &arena, &places, &count, NULL));
    assert_int_equal(count, 4);
    /* "sistema" within "sistemas de archivos" is not told; what overlaps is */
    static const struct term_place expected[] = {{1, 1, 3}, {2, 3, 2}, {3, 7, 1}, {0, 10, 1}};
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(places[i].number, expected[i].number);
        assert_int_equal(places[i].first, expected[i].first);
        assert_int_equal(places[i].count, expected[i].count);
    }
    text = cut("nada de nada", &arena);
    assert_true(term_index_find(index, &text, &arena, &places, &count, NULL));
    assert_int_equal(count, 0);
    term_index_free(index);
    arena_free(&arena);
}

/* --------------------------------------------------------------------------------------- tables
 */

static struct exchange_reader *open_table(const char *content, size_t length,
                                          const struct exchange_read_options *options,
                                          cotexto_error *error)
{
    char path[32];
    int descriptor = memfd_create("terms", MFD_CLOEXEC);
    assert_int_equal(write(descriptor, content, length), (ssize_t)length);
    snprintf(path, sizeof path, "/proc/self/fd/%d", descriptor);
    struct exchange_reader *reader = term_table_open_reader(path, options, error);
    close(descriptor); /* the reader has its own */
    return reader;
}

static const char table[] =
    "id\tsubject\tes\tes status\ten\ten status\tpart of speech\tscore\ten note\n"
    "w1\tnetworks\tred\t\tnetwork\tpreferred\tnoun\t3.2\tnot net\n"
    "w1\tnetworks\t\t\tnet\tDeprecated\n"
    "\n"
    "\t\tcaja\tadmitted\tbox\t\t\t\t\n";

static void rows_of_one_id_are_one_entry(void **state)
{
    (void)state;
    struct exchange_read_options options = {0};
    const struct unit *unit;
    struct exchange_reader *reader = open_table(table, sizeof table - 1, &options, NULL);
    assert_non_null(reader);
    assert_true(reader->next(reader, &unit, NULL));
    assert_text_equal(unit->id, "w1");
    assert_int_equal(unit->variant_count, 3);
    assert_string_equal(unit->variants[0].lang, "es");
    assert_text_equal(unit->variants[1].text, "network");
    assert_int_equal(term_status(&unit->variants[1]), TERM_PREFERRED);
    assert_int_equal(term_status(&unit->variants[2]), TERM_DEPRECATED);
    assert_text_equal(term_fact(unit, &unit->variants[0], TBX_SPEECH), "noun");
    assert_text_equal(term_fact(unit, &unit->variants[2], TBX_SUBJECT), "networks");
    assert_int_equal(unit->property_count, 1); /* said twice, kept once */
    assert_true(reader->next(reader, &unit, NULL));
    assert_text_equal(unit->variants[0].text, "caja");
    assert_int_equal(term_status(&unit->variants[0]), TERM_ADMITTED);
    assert_int_equal(term_status(&unit->variants[1]), TERM_UNMARKED);
    assert_true(reader->next(reader, &unit, NULL));
    assert_null(unit);
    reader->close(reader);
}

static void a_status_is_of_all_but_the_first_language(void **state)
{
    (void)state;
    static const char *const languages[] = {"es", "en"};
    static const char text[] = "es\ten\tstatus\nred\tnetwork\tpreferred\n";
    static const char bare[] = "es\ten\nno\tyes\n";
    struct exchange_read_options options = {.languages = languages, .language_count = 2};
    const struct unit *unit;
    struct exchange_reader *reader = open_table(text, sizeof text - 1, &options, NULL);
    assert_true(reader->next(reader, &unit, NULL));
    assert_int_equal(term_status(&unit->variants[0]), TERM_UNMARKED);
    assert_int_equal(term_status(&unit->variants[1]), TERM_PREFERRED);
    reader->close(reader);
    /* without a header, the first line is an entry */
    reader = open_table(bare + 6, sizeof bare - 7, &options, NULL);
    assert_true(reader->next(reader, &unit, NULL));
    assert_text_equal(unit->variants[1].text, "yes");
    reader->close(reader);
}

static void broken_tables_are_refused_with_their_line(void **state)
{
    (void)state;
    static const struct {
        const char *text, *id;
        size_t line;
    } cases[] = {
        {"uno\tdos\n", "no-header", 1},
        {"es\ten\tstatus\na\tb\t\nc\td\tbest\n", "bad-terms", 3},
        {"es\ten\na\t\xFF\xFE\xFA\x80\n", NULL, 0}, /* read as another encoding */
    };
    struct exchange_read_options options = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cotexto_error *error = cotexto_error_new();
        const struct unit *unit = NULL;
        struct exchange_reader *reader =
            open_table(cases[i].text, strlen(cases[i].text), &options, error);
        bool good = reader != NULL;
        while (good && reader->next(reader, &unit, error) && unit != NULL)
            ;
        if (cases[i].id != NULL) {
            assert_string_equal(cotexto_error_id(error), cases[i].id);
            assert_int_equal(cotexto_error_line(error), cases[i].line);
            assert_int_equal(cotexto_error_kind(error), COTEXTO_DATA);
        }
        if (reader != NULL)
            reader->close(reader);
        cotexto_error_free(error);
    }
}

/* Whatever bytes there are, a reader gives entries or an error, and no term is empty. */
static void any_bytes_are_read_or_refused(void **state)
{
    (void)state;
    struct exchange_read_options options = {0};
    uint32_t random = 20291007;
    for (int round = 0; round < 400; round++) {
        char bytes[sizeof table];
        memcpy(bytes, table, sizeof table);
        for (int k = 0; k < 4; k++) {
            random = random * 1664525 + 1013904223;
            bytes[random % (sizeof table - 1)] = (char)(random >> 24);
        }
        const struct unit *unit = NULL;
        struct exchange_reader *reader =
            open_table(bytes, random % (sizeof table - 1) + 1, &options, NULL);
        while (reader != NULL && reader->next(reader, &unit, NULL) && unit != NULL) {
            for (size_t i = 0; i < unit->variant_count; i++)
                assert_true(unit->variants[i].text.length > 0);
        }
        if (reader != NULL)
            reader->close(reader);
    }
}

/* ------------------------------------------------------------------------------------- groups */

struct seen {
    char text[400];
};

static bool note_group(void *context, uint64_t hash, size_t at, unsigned words, unsigned content)
{
    struct seen *seen = context;
    size_t length = strlen(seen->text);
    (void)hash;
    snprintf(seen->text + length, sizeof seen->text - length, "%zu+%u/%u ", at, words, content);
    return true;
}

static void groups_have_no_function_word_at_an_edge(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct word_stream stream;
    struct seen seen = {""};
    struct tokens text = cut("El <b>sistema</b> de los archivos puede, sistemas", &arena);
    word_stream_start(&stream, "es");
    assert_true(word_stream_add(&stream, &text, true, NULL));
    word_groups(&stream, stream.words, 0, stream.count, note_group, &seen);
    /* markup, "puede" and the comma end groups: sistema | archivos | sistemas */
    assert_string_equal(seen.text, "4+1/1 11+1/1 14+1/1 ");
    assert_int_equal(stream.words[4], stream.words[14]); /* by their stem */
    word_stream_free(&stream);
    arena_free(&arena);
}

static void nested_groups_lose_what_is_not_their_own(void **state)
{
    (void)state;
    static const char *const texts[] = {"sistema de archivos", "sistema de archivos",
                                        "sistema de archivos", "sistema", "archivos"};
    struct arena arena = {0};
    struct word_stream stream;
    word_stream_start(&stream, "es");
    for (size_t i = 0; i < 5; i++) {
        struct tokens text = cut(texts[i], &arena);
        assert_true(word_stream_add(&stream, &text, i == 0, NULL));
    }
    assert_true(word_stream_count(&stream, 2, NULL, NULL, NULL));
    word_stream_nest(&stream);
    assert_int_equal(stream.group_count, 3);
    for (size_t i = 0; i < stream.group_size; i++) {
        const struct group *group = &stream.groups[i];
        if (group->words == 0)
            continue;
        assert_int_equal(group->count, group->words == 3 ? 3 : 4);
        assert_int_equal(group->nested, group->words == 3 ? 0 : 1);
        assert_int_equal(group->nested_count, group->words == 3 ? 0 : 3);
        if (group->words == 1) /* log2(2) log2(1 + 4 - 3) */
            assert_true(group_value(group) > .99 && group_value(group) < 1.01);
        else /* log2(3) log2(4) */
            assert_true(group_value(group) > 3.16 && group_value(group) < 3.18);
    }
    word_stream_free(&stream);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_longest_terms_are_found),
        cmocka_unit_test(rows_of_one_id_are_one_entry),
        cmocka_unit_test(a_status_is_of_all_but_the_first_language),
        cmocka_unit_test(broken_tables_are_refused_with_their_line),
        cmocka_unit_test(any_bytes_are_read_or_refused),
        cmocka_unit_test(groups_have_no_function_word_at_an_edge),
        cmocka_unit_test(nested_groups_lose_what_is_not_their_own),
    };
    return cmocka_run_group_tests(tests, open_tokenizer, close_tokenizer);
}
