/* The text room: encodings, structure, folding, language. */
#include "test.h"

#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "base/string.h"
#include "text/decode.h"
#include "text/language.h"
#include "text/mojibake.h"
#include "text/marks.h"
#include "text/stream.h"
#include "text/structure.h"
#include "text/tokens.h"

static struct decoded decode(const void *bytes, size_t length, const char *encoding,
                             struct arena *arena)
{
    struct decoded out;
    struct decode_options options = {.encoding = encoding};
    assert_true(decode_bytes(bytes, length, &options, arena, &out, NULL));
    return out;
}

static void assert_comes_back(const char *text, const char *encoding, struct arena *arena)
{
    char bytes[512], *in = (char *)text, *out = bytes;
    size_t left = strlen(text), room = sizeof bytes;
    iconv_t converter = iconv_open(encoding, "UTF-8");
    assert_true(converter != (iconv_t)-1);
    assert_true(iconv(converter, &in, &left, &out, &room) != (size_t)-1);
    iconv_close(converter);
    assert_text_equal(decode(bytes, sizeof bytes - room, NULL, arena).text, text);
}

static void encodings_are_recognised(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t length;
        const char *encoding, *text;
    } cases[] = {
        {"\xEF\xBB\xBF"
         "a\xC3\xB1o",
         7, "UTF-8", "año"},
        {"a\xC3\xB1o", 4, "UTF-8", "año"},
        {"\xFF\xFE"
         "a\0\xF1\0o\0",
         8, "UTF-16LE", "año"},
        {"\xFE\xFF\0a\0\xF1\0o", 8, "UTF-16BE", "año"},
        {"h\0o\0l\0a\0 \0m\0u\0n\0d\0o\0", 20, "UTF-16LE", "hola mundo"},
        {"\x93La misi\xF3n\x94 \x97 dijo la se\xF1ora", 28, "windows-1252",
         "“La misión” — dijo la señora"},
    };
    struct arena arena = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct decoded decoded = decode(cases[i].bytes, cases[i].length, NULL, &arena);
        assert_string_equal(decoded.encoding, cases[i].encoding);
        assert_text_equal(decoded.text, cases[i].text);
    }
    arena_free(&arena);
}

/* Sentences in every eight-bit encoding that has their letters come back as they were. */
static void eight_bit_encodings_are_told_apart(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "La reunión se celebrará en Ginebra; será el 7 de febrero, según la comisión.",
        "¿Quién irá? ¡Nadie! El señor Núñez también lo negó: «Jamás», añadió.",
        "En el artículo 2.º, la ley fija una cuota anual más baja y un período de dos años.",
        "Había más de cien niños en la montaña; allí jugó el pingüino.",
        "It was 65 °C in the café, said François, the chef from Besançon.",
        "La décision a été adoptée à Genève; les délégués sont très satisfaits.",
        "Die Prüfung der Anträge läuft noch; größere Änderungen sind möglich.",
    };
    static const char *const quoted[] = {"“We don’t know,” she said — and that’s all.",
                                         "The Ministry’s statement says it isn’t “isolated”…"};
    static const char *const encodings[] = {"windows-1252", "ISO-8859-1", "MACINTOSH", "CP850"};
    struct arena arena = {0};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        for (size_t k = 0; k < sizeof encodings / sizeof *encodings; k++)
            assert_comes_back(texts[i], encodings[k], &arena);
    }
    for (size_t i = 0; i < sizeof quoted / sizeof *quoted; i++) {
        assert_comes_back(quoted[i], "windows-1252", &arena);
        assert_comes_back(quoted[i], "MACINTOSH", &arena);
    }
    arena_free(&arena);
}

static void utf16_is_known_in_every_script(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "The meeting ended at 5.",
        "Встреча закончилась в пять часов. До свидания!",
        "会议于3月5日在日内瓦举行。\n代表团同意了该文件。\n",
        "انتهى الاجتماع في الساعة الخامسة.",
    };
    struct arena arena = {0};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        assert_comes_back(texts[i], "UTF-16LE", &arena);
        assert_comes_back(texts[i], "UTF-16BE", &arena);
    }
    /* a text of eight bits with a NUL in it is none */
    struct decoded out;
    char text[] =
        "This is a plain text of some length, and one of its bytes is a NUL, at an odd place here: "
        "there it was.";
    text[91] = '\0';
    assert_false(
        decode_bytes(text, sizeof text - 1, &(struct decode_options){0}, &arena, &out, NULL));
    arena_free(&arena);
}

static void assert_repaired(const char *text, const char *expected, size_t count)
{
    struct string string = {0};
    size_t repaired = 0;
    string_append_c(&string, text);
    assert_true(mojibake_repair(&string, &repaired, NULL));
    assert_string_equal(string_c(&string), expected);
    assert_int_equal(repaired, count);
    string_free(&string);
}

static void mojibake_becomes_what_it_was(void **state)
{
    (void)state;
    assert_repaired("La reuniÃ³n serÃ¡ maÃ±ana", "La reunión será mañana", 3);
    assert_repaired("itâ€™s â€œfineâ€\xC2\x9D", "it’s “fine”", 3);
    assert_repaired("maÃƒÂ±ana", "mañana", 3); /* done twice */
    assert_repaired("ÐŸÑ€Ð¸Ð²ÐµÑ‚ Ð¸ Ð´Ð°", "Привет и да", 9);
    /* what may stand so in a text stays */
    assert_repaired("«VIVA EL PERÚ», «EXPLICÓ»", "«VIVA EL PERÚ», «EXPLICÓ»", 0);
    assert_repaired("mañana, año, niño; 5 Â€", "mañana, año, niño; 5 Â€", 0);
    assert_repaired("", "", 0);
}

static void text_becomes_nfc_with_plain_line_ends(void **state)
{
    (void)state;
    struct arena arena = {0};
    assert_text_equal(decode("man\xCC\x83"
                             "ana\r\nb\rc",
                             13, NULL, &arena)
                          .text,
                      "mañana\nb\nc");
    assert_text_equal(decode("", 0, NULL, &arena).text, "");
    struct decoded controls = decode("a\x01"
                                     "b",
                                     3, "UTF-8", &arena);
    assert_int_equal(controls.controls, 1);
    assert_text_equal(controls.text, "ab");
    arena_free(&arena);
}

static void undecodable_bytes_are_told_with_their_place(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct decoded out;
    cotexto_error *error = cotexto_error_new();
    struct decode_options strict = {.encoding = "UTF-8"},
                          replacing = {.encoding = "UTF-8", .replace = true};
    assert_false(decode_bytes("ab\ncd\xFF", 6, &strict, &arena, &out, error));
    assert_string_equal(cotexto_error_id(error), "undecodable");
    assert_int_equal(cotexto_error_kind(error), COTEXTO_DATA);
    assert_int_equal(cotexto_error_offset(error), 5);
    assert_int_equal(cotexto_error_line(error), 2);
    assert_true(decode_bytes("ab\ncd\xFF", 6, &replacing, &arena, &out, NULL));
    assert_int_equal(out.replaced, 1);
    assert_text_equal(out.text, "ab\ncd\xEF\xBF\xBD");
    cotexto_error_clear(error);
    assert_false(
        decode_bytes("a", 1, &(struct decode_options){.encoding = "no-such"}, &arena, &out, error));
    assert_int_equal(cotexto_error_kind(error), COTEXTO_USAGE);
    cotexto_error_clear(error);
    assert_false(decode_bytes("\x7F"
                              "ELF\0\1\2\0\3\0\0\4",
                              12, &(struct decode_options){0}, &arena, &out, error));
    assert_string_equal(cotexto_error_id(error), "binary");
    cotexto_error_free(error);
    arena_free(&arena);
}

static void quoted_mail_and_parted_words_are_joined(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct structure out;
    assert_true(structure_plain(TEXT("> This is what the other one had written in a rather long-\n"
                                     "> winded message about the meeting.\n"
                                     ">> And this was before it.\n"
                                     "Thank you.\n"),
                                &arena, &out, NULL));
    assert_int_equal(out.count, 3);
    assert_text_equal(out.blocks[0].text, "This is what the other one had written in a rather "
                                          "long-winded message about the meeting.");
    assert_text_equal(out.blocks[1].text, "And this was before it.");
    assert_text_equal(out.blocks[2].text, "Thank you.");
    arena_free(&arena);
}

static void blocks_follow_blank_lines_lists_and_headings(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct structure out;
    const char *text =
        "A heading\n\nThis is a line that was wrapped by hand at about seventy columns of\n"
        "text, and it goes on here until the paragraph ends with a full stop.\n\n"
        "1. First item.\n2. Second item.\n";
    assert_true(structure_plain(cotexto_text_of(text), &arena, &out, NULL));
    assert_int_equal(out.count, 4);
    assert_text_equal(out.blocks[0].text, "A heading");
    assert_int_equal(out.blocks[0].kind, BLOCK_HEADING);
    assert_true(
        memmem(out.blocks[1].text.bytes, out.blocks[1].text.length, "columns of text", 15) != NULL);
    assert_int_equal(out.blocks[2].kind, BLOCK_ITEM);
    assert_int_equal(out.blocks[2].paragraph, out.blocks[3].paragraph);
    assert_int_equal(out.blocks[2].line, 6);
    arena_free(&arena);
}

/* Blocks as "kind+paragraph text" lines. */
static void assert_blocks(const struct structure *structure, const char *expected)
{
    struct string got = {0};
    for (size_t i = 0; i < structure->count; i++) {
        const struct block *block = &structure->blocks[i];
        string_append_format(&got, "%c%u ", "PHI"[block->kind], block -> paragraph);
        string_append_text(&got, block->text);
        string_append_char(&got, '\n');
    }
    assert_string_equal(string_c(&got), expected);
    string_free(&got);
}

static void markdown_has_headings_items_and_quotations(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct structure out;
    const char *text = "# A *title*\nFirst line,\nwrapped.\n\n- one\n- two\n  more\n\n1. first\n2. "
                       "second\n\n> said\n> so.\n\n"
                       "```\ncode  here\n```\n---\nEnd\n";
    assert_true(structure_markdown(cotexto_text_of(text), &arena, &out, NULL));
    assert_blocks(
        &out,
        "H1 A *title*\nP2 First line, wrapped.\nI3 one\nI3 two more\nI4 1. first\nI4 2. second\n"
        "P5 said so.\nP6 code here\nP7 End\n");
    assert_true(structure_markdown(TEXT(""), &arena, &out, NULL));
    assert_int_equal(out.count, 0);
    arena_free(&arena);
}

static void html_is_read_however_it_is_written(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct structure out;
    const char *text =
        "<!DOCTYPE html><html><head><title>T</title><style>p{}</style><script>var "
        "a='<p>';</script></head>"
        "<body><h1>A <b>bold</b> head</h1><p>One &amp; two,\n  a&ntilde;o<p>Unclosed<br>line"
        "<ul><li>x<li>y</ul><table><tr><td>c1<td>c2</table>";
    assert_true(structure_html(cotexto_text_of(text), &arena, &out, NULL));
    assert_blocks(&out, "H1 T\nH2 A bold head\nP3 One & two, año\nP4 Unclosed\nP4 line\nI5 x\nI5 "
                        "y\nP6 c1\nP7 c2\n");
    assert_true(structure_html(TEXT("just text"), &arena, &out, NULL));
    assert_blocks(&out, "P1 just text\n");
    assert_true(structure_html(TEXT(""), &arena, &out, NULL));
    arena_free(&arena);
}

static void folding_makes_quotes_and_case_equal(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"“Straße”", "\"strasse\""},
        {"«Él»", "\"él\""},
        {"it’s", "it's"},
        {"a–b", "a-b"},
        {"ﬁn", "fin"},
        {"ABC", "abc"},
    };
    struct arena arena = {0};
    cotexto_text out;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        assert_true(text_fold(cotexto_text_of(pairs[i][0]), &arena, &out, NULL));
        assert_text_equal(out, pairs[i][1]);
    }
    assert_true(text_without_marks(TEXT("Acción über ñandú"), &arena, &out, NULL));
    assert_text_equal(out, "Accion uber nandu");
    arena_free(&arena);
}

static void languages_are_guessed(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"La reunión se celebrará en Ginebra. Los ministros no han dicho que el acuerdo sea para "
         "todos, pero lo es.",
         "es"},
        {"The meeting will be held in the first week of November, in Geneva.", "en"},
        {"La réunion aura lieu la première semaine de novembre, à Genève, dans les locaux.", "fr"},
        {"Die Sitzung findet in der ersten Novemberwoche in Genf statt und ist nicht öffentlich.",
         "de"},
        {"A reunião será realizada na primeira semana de novembro, em Genebra, e não será pública.",
         "pt"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char tag[COTEXTO_TAG_SIZE];
        double sure = language_guess(cotexto_text_of(cases[i][0]), tag);
        assert_string_equal(tag, cases[i][1]);
        assert_true(sure > 0 && sure <= 1);
    }
}

/* What a stream gives of a file with these bytes, all its lines in one; NULL: it is refused. */
static char *streamed(const char *bytes, size_t length, struct arena *arena, cotexto_error *error)
{
    char path[] = "stream-XXXXXX";
    struct string text = {0};
    cotexto_text nfc;
    int file = mkstemp(path), found = 1;
    assert_true(file >= 0 && write(file, bytes, length) == (ssize_t)length);
    close(file);
    struct text_stream *stream = text_stream_open(path, 1 << 20, error);
    for (int round = 0; stream != NULL && round < 2; round++) { /* the same again after a rewind */
        string_reset(&text);
        assert_true(text_stream_rewind(stream, error));
        while ((found = text_stream_line(stream, &text, error)) == 1)
            ;
    }
    text_stream_close(stream);
    unlink(path);
    char *out = NULL;
    if (stream != NULL && found == 0 && text_to_nfc(string_text(&text), arena, &nfc, error))
        out = strndup(nfc.length == 0 ? "" : nfc.bytes, nfc.length);
    string_free(&text);
    return out;
}

/* The text in an encoding, with a mark when iconv writes one. */
static void encode(const struct string *text, const char *encoding, struct string *out)
{
    size_t left = text->length, room = 4 * text->length + 8;
    char *in = text->bytes, *buffer = malloc(room), *end = buffer;
    iconv_t converter = iconv_open(encoding, "UTF-8");
    assert_true(buffer != NULL && converter != (iconv_t)-1);
    assert_true(iconv(converter, &in, &left, &end, &room) != (size_t)-1);
    iconv_close(converter);
    string_reset(out);
    string_append(out, buffer, (size_t)(end - buffer));
    free(buffer);
}

/* Streams give what decode_bytes() gives, wherever a block of theirs ends within a character. */
static void streams_give_what_whole_files_give(void **state)
{
    (void)state;
    static const char *const encodings[] = {"UTF-8",    "UTF-16",       "UTF-16LE",
                                            "UTF-16BE", "windows-1252", "windows-1251"};
    for (size_t i = 0; i < sizeof encodings / sizeof *encodings; i++) {
        for (size_t shift = 0; shift < 4; shift++) {
            struct string text = {0}, bytes = {0};
            struct arena arena = {0};
            string_append(&text, "abcd", shift);
            for (int line = 0; line < 3000; line++)
                string_append_c(&text, i == 5 ? "Договор о рыбной ловле вступает в силу.\r\n"
                                       : i >= 2 ? "El año próximo, «sí» – o ¿no?\tYes\x0B\n"
                                                : "\xEF\xBB\xBF"
                                                  "n\xCC\x83 \xF0\x9F\x90\x9F 魚 ñ é\r\n\r");
            encode(&text, encodings[i], &bytes);
            char *got = streamed(bytes.bytes, bytes.length, &arena, NULL);
            assert_non_null(got);
            struct decoded whole;
            assert_true(decode_bytes(bytes.bytes, bytes.length,
                                     &(struct decode_options){.lines = true}, &arena, &whole,
                                     NULL));
            assert_text_equal(whole.text, got);
            free(got);
            string_free(&text);
            string_free(&bytes);
            arena_free(&arena);
        }
    }
}

/* What can't be opened twice is copied, and both are closed. */
static void streams_close_pipes(void **state)
{
    (void)state;
    char path[32];
    struct string line = {0};
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], "one\ntwo\n", 8), 8);
    close(ends[1]);
    snprintf(path, sizeof path, "/dev/fd/%d", ends[0]);
    int before = dup(0);
    close(before);
    struct text_stream *stream = text_stream_open(path, 1 << 20, NULL);
    assert_non_null(stream);
    while (text_stream_line(stream, &line, NULL) == 1)
        ;
    assert_text_equal(string_text(&line), "one\ntwo\n");
    text_stream_close(stream);
    string_free(&line);
    int after = dup(0);
    assert_int_equal(after, before);
    close(after);
    close(ends[0]);
}

/* The first letter that is no ASCII stands where no sample reaches. */
static void streams_recognise_what_comes_late(void **state)
{
    (void)state;
    struct string text = {0}, bytes = {0};
    struct arena arena = {0};
    while (text.length < 3 << 20)
        string_append_c(&text, "a line without any mark\n");
    string_append_c(&text, "El año de la pesca, según él, está aquí\n");
    encode(&text, "windows-1252", &bytes);
    char *got = streamed(bytes.bytes, bytes.length, &arena, NULL);
    assert_non_null(got);
    assert_string_equal(got, text.bytes);
    free(got);
    string_free(&text);
    string_free(&bytes);
    arena_free(&arena);
}

static void streams_refuse_what_whole_files_refuse(void **state)
{
    (void)state;
    struct string nul = {0}, longer = {0};
    while (nul.length < 3 << 20)
        string_append_c(&nul, "a line without any mark\n");
    string_append(&nul, "a\0b", 3);
    string_append_c(&longer, "short\n");
    while (longer.length < 3 << 20)
        string_append_c(&longer, "no end of the line ");
    const struct {
        const char *bytes;
        size_t length;
        const char *id;
        size_t line;
    } cases[] = {
        {"\xEF\xBB\xBFuno\nn\xFFo\n", 10, "undecodable", 2},
        {"\xEF\xBB\xBFuno\n\xC3", 8, "undecodable", 2},
        {"\xFF\xFEu\0\n\0\x01\xD8x\0", 10, "undecodable", 2},
        {"\xFF\xFEu\0\n\0x", 7, "undecodable", 2},
        {"PK\3\4", 4, "binary", 0},
        {nul.bytes, nul.length, "binary", 0},
        {longer.bytes, longer.length, "too-long", 2},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena = {0};
        cotexto_error *error = cotexto_error_new();
        assert_null(streamed(cases[i].bytes, cases[i].length, &arena, error));
        assert_string_equal(cotexto_error_id(error), cases[i].id);
        assert_int_equal(cotexto_error_line(error), cases[i].line);
        cotexto_error_free(error);
        arena_free(&arena);
    }
    string_free(&nul);
    string_free(&longer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(encodings_are_recognised),
        cmocka_unit_test(eight_bit_encodings_are_told_apart),
        cmocka_unit_test(utf16_is_known_in_every_script),
        cmocka_unit_test(mojibake_becomes_what_it_was),
        cmocka_unit_test(text_becomes_nfc_with_plain_line_ends),
        cmocka_unit_test(undecodable_bytes_are_told_with_their_place),
        cmocka_unit_test(quoted_mail_and_parted_words_are_joined),
        cmocka_unit_test(blocks_follow_blank_lines_lists_and_headings),
        cmocka_unit_test(markdown_has_headings_items_and_quotations),
        cmocka_unit_test(html_is_read_however_it_is_written),
        cmocka_unit_test(folding_makes_quotes_and_case_equal),
        cmocka_unit_test(languages_are_guessed),
        cmocka_unit_test(streams_give_what_whole_files_give),
        cmocka_unit_test(streams_close_pipes),
        cmocka_unit_test(streams_recognise_what_comes_late),
        cmocka_unit_test(streams_refuse_what_whole_files_refuse),
    };
    return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
