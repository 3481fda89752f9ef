/* The reader and the writer of an exchange format (FORMAT, set by the build): what was read can be
 * written, and reads back as the same units with the same texts and, where the format has a place
 * for any tag, the same tags (GIVES_BACK). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/string.h"
#include "base/text.h"
#include "exchange/exchange.h"
#include "fuzz.h"

/* What of a unit a format gives back: TMX writes what is no element of its own as code. */
enum {
    TRIMMED, /* gettext wants the line feeds at both ends of a translation to be the source's */
    TEXTS,
    TAGS
};

static const char *const columns[] = {"es", "en"};

struct reading {
    const struct exchange_format *format;
    FILE *stream;                   /* NULL: nothing is written */
    struct exchange_writer *writer; /* made at the first unit */
    char tags[2][COTEXTO_TAG_SIZE]; /* of the first unit that has two languages */
    const char *languages[2];
    struct string texts; /* what must be the same after a way through the writer */
    size_t units;
};

static cotexto_text without_feeds(cotexto_text text)
{
    while (text.length > 0 && text.bytes[text.length - 1] == '\n')
        text.length--;
    while (text.length > 0 && text.bytes[0] == '\n')
        text = text_slice(text, 1, text.length);
    return text;
}

static void note(struct string *texts, const struct unit *unit)
{
    for (size_t i = 0; i < unit->variant_count; i++) {
        const struct variant *variant = &unit->variants[i];
        string_append_c(texts, variant->lang);
        string_append_char(texts, '\0');
        string_append_text(texts,
                           GIVES_BACK == TRIMMED ? without_feeds(variant->text) : variant->text);
        string_append_char(texts, '\0');
        if (GIVES_BACK == TAGS)
            string_append_text(texts, variant->tags);
        string_append_char(texts, '\0');
    }
}

/* The two languages of a format that has no place for more: those of the first unit that has two.
 */
static bool choose_languages(struct reading *reading, const struct unit *unit)
{
    if (reading->languages[0] != NULL)
        return true;
    if (unit->variant_count < 2 || strcmp(unit->variants[0].lang, unit->variants[1].lang) == 0)
        return false;
    for (size_t i = 0; i < 2; i++) {
        snprintf(reading->tags[i], COTEXTO_TAG_SIZE, "%s", unit->variants[i].lang);
        reading->languages[i] = reading->tags[i];
    }
    return true;
}

/* The part of the unit that the format has a place for. */
static bool choose_part(struct reading *reading, const struct unit *unit, struct variant pair[2],
                        struct unit *part)
{
    *part = *unit;
    if (!reading->format->pairs && !reading->format->columns)
        return true;
    if (!choose_languages(reading, unit) || !exchange_pair(unit, reading->languages, pair))
        return false;
    part->variants = pair;
    part->variant_count = 2;
    for (size_t i = 0; i < 2; i++) {
        if (strcmp(pair[i].lang, reading->languages[i]) != 0 || text_trim(pair[i].text).length == 0)
            return false;
    }
    return true;
}

static void take(struct reading *reading, const struct unit *unit)
{
    struct variant pair[2];
    struct unit part;
    if (!choose_part(reading, unit, pair, &part))
        return;
    note(&reading->texts, &part);
    reading->units++;
    if (reading->stream == NULL)
        return;
    struct exchange_write_options options = {.languages = reading->languages, .language_count = 2};
    if (reading->writer == NULL)
        reading->writer = reading->format->open_writer(reading->stream, &options, NULL);
    FUZZ_ASSERT(reading->writer != NULL && reading->writer->put(reading->writer, &part, NULL));
}

/* All units of a file; false when it is refused. */
static bool read_file(const char *path, bool named, struct reading *reading, cotexto_error *error)
{
    struct exchange_read_options options = {.languages = named ? columns : NULL,
                                            .language_count = named ? 2 : 0};
    struct exchange_reader *reader = reading->format->open_reader(path, &options, error);
    const struct unit *unit = NULL;
    bool good = reader != NULL;
    while (good && (good = reader->next(reader, &unit, error)) && unit != NULL)
        take(reading, unit);
    FUZZ_ASSERT(good || cotexto_error_kind(error) != COTEXTO_OK);
    if (reader != NULL)
        reader->close(reader);
    return good;
}

static void read_back(const char *bytes, size_t length, const struct reading *first)
{
    struct reading second = {.format = first->format};
    struct fuzz_file file = fuzz_file(bytes, length);
    cotexto_error *error = cotexto_error_new();
    bool good = read_file(file.path, false, &second, error);
    if (!good)
        fprintf(stderr, "%s\n%.*s\n", cotexto_error_message(error), (int)length, bytes);
    FUZZ_ASSERT(good);
    for (size_t i = 0; i < first->texts.length && i < second.texts.length; i++) {
        if (first->texts.bytes[i] != second.texts.bytes[i]) {
            fprintf(stderr, "read: %s\nagain: %s\n%.*s\n", first->texts.bytes + i,
                    second.texts.bytes + i, (int)length, bytes);
            break;
        }
    }
    FUZZ_ASSERT(second.units == first->units);
    FUZZ_ASSERT(text_equal(string_text(&first->texts), string_text(&second.texts)));
    cotexto_error_free(error);
    string_free(&second.texts);
    fuzz_file_close(&file);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct fuzz_file file = fuzz_file(bytes, length);
    cotexto_error *error = cotexto_error_new();
    char *written = NULL;
    size_t size = 0;
    struct reading reading = {.format = exchange_format_named(FORMAT, NULL),
                              .stream = open_memstream(&written, &size)};
    FUZZ_ASSERT(reading.format != NULL && reading.stream != NULL && error != NULL);
    exchange_format_of_file(file.path);
    bool good = read_file(file.path, false, &reading, error), any = reading.writer != NULL;
    if (any) {
        FUZZ_ASSERT(!good || reading.writer->finish(reading.writer, NULL));
        reading.writer->close(reading.writer);
    }
    fclose(reading.stream);
    if (good && any)
        read_back(written, size, &reading);
    if (!good) { /* a table without a header, its columns named by the user */
        struct reading again = {.format = reading.format};
        cotexto_error_clear(error);
        read_file(file.path, true, &again, error);
        string_free(&again.texts);
    }
    free(written);
    string_free(&reading.texts);
    cotexto_error_free(error);
    fuzz_file_close(&file);
    return 0;
}
