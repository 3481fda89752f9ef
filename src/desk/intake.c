/* Intake: decode, find the language, structure, segment. */
#include "desk/intake.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/error.h"
#include "base/file.h"
#include "base/tag.h"
#include "base/text.h"
#include "text/language.h"
#include "text/office.h"
#include "text/structure.h"

static bool decode(cotexto_text bytes, const cotexto_decoding *decoding, bool lines,
                   struct arena *arena, struct intake *out, cotexto_error *error)
{
    struct decode_options options = {.encoding = decoding->encoding,
                                     .lines = lines,
                                     .replace = decoding->replace,
                                     .repair = decoding->repair};
    out->content = hash_text(bytes);
    return decode_bytes(bytes.bytes, bytes.length, &options, arena, &out->decoded, error);
}

static void find_language(struct intake *out, const char *lang)
{
    out->lang_guessed = lang == NULL;
    if (lang == NULL) {
        out->lang_confidence = language_guess(out->decoded.text, out->lang);
    } else {
        out->lang_confidence = 1;
        snprintf(out->lang, sizeof out->lang, "%s", lang);
    }
}

/* Cuts one block and adds its sentences. */
static bool add_block(struct segmenter *segmenter, const struct block *block, struct arena *arena,
                      size_t *room, struct intake *out, cotexto_error *error)
{
    struct span *spans;
    size_t count;
    if (!segmenter_cut(segmenter, block->text, arena, &spans, &count, error))
        return false;
    for (size_t i = 0; i < count; i++) {
        out->sentences =
            arena_grow(arena, out->sentences, out->count, room, sizeof *out->sentences);
        if (out->sentences == NULL)
            return error_no_memory(error);
        out->sentences[out->count++] = (cotexto_sentence){
            text_slice(block->text, spans[i].start, spans[i].end),
            block->paragraph,
        };
    }
    return true;
}

static bool cut(struct segmenter *segmenter, const struct structure *structure, struct arena *arena,
                struct intake *out, cotexto_error *error)
{
    size_t room = 0;
    for (size_t i = 0; i < structure->count; i++) {
        if (!add_block(segmenter, &structure->blocks[i], arena, &room, out, error))
            return false;
    }
    out->paragraphs = out->count == 0 ? 0 : out->sentences[out->count - 1].paragraph;
    out->profile = arena_string(arena, segmenter_profile(segmenter));
    return out->profile != NULL || error_no_memory(error);
}

/* ------------------------------------------------------------------------------- kinds of texts */

static bool has_suffix(const char *path, const char *suffix)
{
    size_t length = path == NULL ? 0 : strlen(path), size = strlen(suffix);
    return length > size && strcasecmp(path + length - size, suffix) == 0;
}

static bool begins(cotexto_text text, const char *start)
{
    size_t length = strlen(start);
    return text.length >= length && strncasecmp(text.bytes, start, length) == 0;
}

/* The blocks of a decoded text: by its suffix, and for HTML by how it begins. */
static bool structure_of(cotexto_text text, const char *path, struct arena *arena,
                         struct structure *out, cotexto_error *error)
{
    cotexto_text start = text_trim(text);
    if (has_suffix(path, ".html") || has_suffix(path, ".htm") || begins(start, "<!doctype html") ||
        begins(start, "<html"))
        return structure_html(text, arena, out, error);
    if (has_suffix(path, ".md") || has_suffix(path, ".markdown"))
        return structure_markdown(text, arena, out, error);
    return structure_plain(text, arena, out, error);
}

/* A word processor's document is its blocks; its text is these, with a blank line between them. */
static bool take_office(cotexto_text bytes, struct arena *arena, struct structure *structure,
                        struct intake *out, cotexto_error *error)
{
    struct string text = {0};
    out->content = hash_text(bytes);
    if (!office_read(bytes, arena, structure, error))
        return false;
    for (size_t i = 0; i < structure->count; i++) {
        string_append_text(&text, structure->blocks[i].text);
        string_append_c(&text, "\n\n");
    }
    out->decoded = (struct decoded){
        .text = arena_text(arena, string_text(&text)), .encoding = "UTF-8", .confidence = 1};
    bool good =
        string_ok(&text, error) && (out->decoded.text.bytes != NULL || error_no_memory(error));
    string_free(&text);
    return good;
}

/* segmenter NULL: one is made for the language and `rules`. */
static bool take(cotexto_text bytes, const cotexto_decoding *decoding, const char *lang,
                 struct segmenter *segmenter, const struct rules *rules, const char *path,
                 struct arena *arena, struct intake *out, cotexto_error *error)
{
    struct structure structure;
    *out = (struct intake){0};
    bool read = office_is_zip(bytes)
                    ? take_office(bytes, arena, &structure, out, error)
                    : decode(bytes, decoding, false, arena, out, error) &&
                          structure_of(out->decoded.text, path, arena, &structure, error);
    if (!read)
        return false;
    find_language(out, lang);
    if (segmenter != NULL)
        return cut(segmenter, &structure, arena, out, error);
    struct segmenter *own = rules_segmenter(rules, out->lang, error);
    if (own == NULL)
        return false;
    bool good = cut(own, &structure, arena, out, error);
    segmenter_free(own);
    return good;
}

bool intake_bytes(cotexto_text bytes, const cotexto_decoding *decoding, const char *lang,
                  struct segmenter *segmenter, const char *path, struct arena *arena,
                  struct intake *out, cotexto_error *error)
{
    return take(bytes, decoding, lang, segmenter, NULL, path, arena, out, error);
}

bool intake_file(const char *path, const cotexto_decoding *decoding, const char *lang,
                 const struct rules *rules, struct arena *arena, struct intake *out,
                 cotexto_error *error)
{
    struct string bytes = {0};
    bool good = file_read(path, INTAKE_LIMIT, &bytes, error) &&
                take(string_text(&bytes), decoding, lang, NULL, rules, path, arena, out, error);
    string_free(&bytes);
    return good || error_file(error, path);
}

static bool add_lines(bool paragraphs, struct arena *arena, struct intake *out,
                      cotexto_error *error)
{
    cotexto_text text = out->decoded.text;
    size_t room = 0;
    uint32_t paragraph = 1;
    bool any = false; /* a sentence in this paragraph */
    for (size_t start = 0; start < text.length;) {
        const char *end = memchr(text.bytes + start, '\n', text.length - start);
        size_t stop = end == NULL ? text.length : (size_t)(end - text.bytes);
        cotexto_text line = text_trim(text_slice(text, start, stop));
        start = stop + 1;
        if (paragraphs && line.length == 0) {
            paragraph += any;
            any = false;
            continue;
        }
        any = true;
        out->sentences =
            arena_grow(arena, out->sentences, out->count, &room, sizeof *out->sentences);
        if (out->sentences == NULL)
            return error_no_memory(error);
        out->sentences[out->count++] = (cotexto_sentence){line, paragraphs ? paragraph : 0};
    }
    out->paragraphs = paragraphs ? paragraph : 1;
    return true;
}

bool intake_lines(const char *path, const cotexto_decoding *decoding, const char *lang,
                  bool paragraphs, struct arena *arena, struct intake *out, cotexto_error *error)
{
    *out = (struct intake){.profile = "lines"};
    struct string bytes = {0};
    bool good = file_read(path, INTAKE_LIMIT, &bytes, error) &&
                decode(string_text(&bytes), decoding, true, arena, out, error);
    string_free(&bytes);
    if (good) {
        find_language(out, lang);
        good = add_lines(paragraphs, arena, out, error);
    }
    return good || error_file(error, path);
}

struct align_sentence *intake_for_align(const struct intake *intake, struct arena *arena,
                                        cotexto_error *error)
{
    struct align_sentence *sentences = arena_array(arena, intake->count, sizeof *sentences);
    if (sentences == NULL) {
        error_no_memory(error);
        return NULL;
    }
    for (size_t i = 0; i < intake->count; i++)
        sentences[i] =
            (struct align_sentence){intake->sentences[i].text, intake->sentences[i].paragraph};
    return sentences;
}

/* Languages that are written without blanks between sentences. */
static bool without_blanks(const char *lang)
{
    static const char *const languages[] = {"zh", "ja", "th", "lo", "km", "my", "yue"};
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
        if (tag_same_language(lang, languages[i]))
            return true;
    }
    return false;
}

bool intake_join(const struct intake *intake, size_t from, size_t count, struct arena *arena,
                 cotexto_text *out, cotexto_error *error)
{
    if (count == 1) {
        *out = intake->sentences[from].text;
        return true;
    }
    struct string joined = {0};
    for (size_t i = from; i < from + count; i++) {
        if (joined.length > 0 && !without_blanks(intake->lang))
            string_append_char(&joined, ' ');
        string_append_text(&joined, intake->sentences[i].text);
    }
    bool good = string_ok(&joined, error);
    if (good) {
        *out = arena_text(arena, string_text(&joined));
        good = out->bytes != NULL || error_no_memory(error);
    }
    string_free(&joined);
    return good;
}
