/* Finds the user's own words for a language, and makes segmenters. */
#include "desk/rules.h"

#include <string.h>
#include <sys/stat.h>

#include "base/error.h"
#include "base/file.h"
#include "base/message.h"
#include "base/tag.h"
#include "base/text.h"
#include "text/decode.h"

enum { RULES_LIMIT = 1 << 26 };

bool rules_open(struct rules *rules, const cotexto_rules *from, cotexto_error *error)
{
    struct string bytes = {0};
    *rules = (struct rules){.words = from == NULL ? NULL : from->words};
    if (from == NULL || from->srx == NULL)
        return true;
    if (file_read(from->srx, RULES_LIMIT, &bytes, error))
        rules->srx = srx_read(string_text(&bytes), error);
    string_free(&bytes);
    return rules->srx != NULL || error_file(error, from->srx);
}

void rules_close(struct rules *rules)
{
    srx_free(rules->srx);
    *rules = (struct rules){0};
}

/* The language that a file of words is for, by its name. */
static bool language_of(const char *path, char lang[COTEXTO_TAG_SIZE], cotexto_error *error)
{
    const char *slash = strrchr(path, '/'), *name = slash == NULL ? path : slash + 1,
               *dot = strrchr(name, '.');
    char stem[COTEXTO_TAG_SIZE] = "";
    size_t length = dot == NULL ? strlen(name) : (size_t)(dot - name);
    if (length < sizeof stem)
        memcpy(stem, name, length);
    if (cotexto_tag_canonical(stem, lang, NULL))
        return true;
    error_set(error, COTEXTO_USAGE, "words-language", "%s",
              _("the file's name does not say which language its words are of"));
    error_file(error, path);
    return error_hint(error, "%s", _("name it as es.txt for Spanish, pt.txt for Portuguese"));
}

/* The file with the user's words for `lang`: an empty path when there is none. */
static bool words_path(const char *words, const char *lang, struct string *path,
                       cotexto_error *error)
{
    struct stat status;
    char own[COTEXTO_TAG_SIZE];
    if (stat(words, &status) == 0 && S_ISDIR(status.st_mode)) {
        tag_language(lang, own);
        string_append_format(path, "%s/%s.txt", words, own);
        if (stat(string_c(path), &status) != 0)
            string_reset(path);
        return string_ok(path, error);
    }
    if (!language_of(words, own, error))
        return false;
    if (tag_same_language(own, lang))
        string_append_c(path, words);
    return string_ok(path, error);
}

static bool read_words(const char *path, struct arena *arena, cotexto_text *words,
                       cotexto_error *error)
{
    struct string bytes = {0};
    struct decoded decoded;
    bool good = file_read(path, RULES_LIMIT, &bytes, error) &&
                decode_bytes(bytes.bytes, bytes.length, &(struct decode_options){0}, arena,
                             &decoded, error);
    string_free(&bytes);
    if (good)
        *words = decoded.text;
    return good;
}

struct segmenter *rules_segmenter(const struct rules *rules, const char *lang, cotexto_error *error)
{
    if (rules == NULL || rules->words == NULL)
        return segmenter_new(lang, rules == NULL ? NULL : rules->srx, TEXT(""), error);
    struct string path = {0};
    struct arena arena = {0};
    cotexto_text words = TEXT("");
    struct segmenter *segmenter = NULL;
    if (words_path(rules->words, lang, &path, error) &&
        (path.length == 0 || read_words(string_c(&path), &arena, &words, error)))
        segmenter = segmenter_new(lang, rules->srx, words, error);
    if (segmenter == NULL && path.length > 0)
        error_file(error, string_c(&path));
    string_free(&path);
    arena_free(&arena);
    return segmenter;
}
