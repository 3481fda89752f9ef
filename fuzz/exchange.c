/* The reader and the writer of an exchange format (FORMAT, set by the build): what was read can be
 * written, and reads back as the same units with the same texts and, where the format has a place
 * for any tag, the same tags (GIVES_BACK). */
#include <stdio.h>
#include <stdlib.h>

#include "base/string.h"
#include "base/text.h"
#include "exchange/exchange.h"
#include "fuzz.h"

/* What of a unit a format gives back: TMX writes what is no element of its own as code. */
enum { NOTHING, TEXTS, TAGS };

static const char *const columns[] = {"es", "en"};

struct reading {
    struct exchange_writer *writer; /* NULL: nothing is written */
    struct string texts;            /* what must be the same after a way through the writer */
    size_t units;
};

static void note(struct string *texts, const struct unit *unit)
{
    for (size_t i = 0; i < unit->variant_count; i++) {
        const struct variant *variant = &unit->variants[i];
        string_append_c(texts, variant->lang);
        string_append_char(texts, '\0');
        string_append_text(texts, variant->text);
        string_append_char(texts, '\0');
        if (GIVES_BACK == TAGS)
            string_append_text(texts, variant->tags);
        string_append_char(texts, '\0');
    }
}

/* All units of a file; false when it is refused. */
static bool read_file(const struct exchange_format *format, const char *path, bool named,
                      struct reading *reading, cotexto_error *error)
{
    struct exchange_read_options options = {.languages = named ? columns : NULL,
                                            .language_count = named ? 2 : 0};
    struct exchange_reader *reader = format->open_reader(path, &options, error);
    const struct unit *unit = NULL;
    bool good = reader != NULL;
    while (good && (good = reader->next(reader, &unit, error)) && unit != NULL) {
        note(&reading->texts, unit);
        reading->units++;
        if (reading->writer != NULL)
            FUZZ_ASSERT(reading->writer->put(reading->writer, unit, NULL));
    }
    FUZZ_ASSERT(good || cotexto_error_kind(error) != COTEXTO_OK);
    if (reader != NULL)
        reader->close(reader);
    return good;
}

static void read_back(const struct exchange_format *format, const char *bytes, size_t length,
                      const struct reading *first)
{
    struct reading second = {0};
    struct fuzz_file file = fuzz_file(bytes, length);
    cotexto_error *error = cotexto_error_new();
    bool good = read_file(format, file.path, false, &second, error);
    if (!good)
        fprintf(stderr, "%s\n%.*s\n", cotexto_error_message(error), (int)length, bytes);
    FUZZ_ASSERT(good);
    FUZZ_ASSERT(second.units == first->units);
    for (size_t i = 0; i < first->texts.length && i < second.texts.length; i++) {
        if (first->texts.bytes[i] != second.texts.bytes[i]) {
            fprintf(stderr, "read: %s\nagain: %s\n", first->texts.bytes + i,
                    second.texts.bytes + i);
            break;
        }
    }
    FUZZ_ASSERT(text_equal(string_text(&first->texts), string_text(&second.texts)));
    cotexto_error_free(error);
    string_free(&second.texts);
    fuzz_file_close(&file);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    const struct exchange_format *format = exchange_format_named(FORMAT, NULL);
    struct exchange_write_options options = {.languages = columns, .language_count = 2};
    struct fuzz_file file = fuzz_file(bytes, length);
    cotexto_error *error = cotexto_error_new();
    char *written = NULL;
    size_t size = 0;
    FUZZ_ASSERT(format != NULL && error != NULL);
    exchange_format_of_file(file.path);
    FILE *stream = open_memstream(&written, &size);
    struct reading reading = {0};
    if (GIVES_BACK != NOTHING)
        reading.writer = format->open_writer(stream, &options, NULL);
    bool good = read_file(format, file.path, false, &reading, error);
    if (reading.writer != NULL) {
        FUZZ_ASSERT(!good || reading.writer->finish(reading.writer, NULL));
        reading.writer->close(reading.writer);
    }
    fclose(stream);
    if (good && GIVES_BACK != NOTHING)
        read_back(format, written, size, &reading);
    if (!good) { /* a table without a header, its columns named by the user */
        cotexto_error_clear(error);
        reading.writer = NULL;
        read_file(format, file.path, true, &reading, error);
    }
    free(written);
    string_free(&reading.texts);
    cotexto_error_free(error);
    fuzz_file_close(&file);
    return 0;
}
