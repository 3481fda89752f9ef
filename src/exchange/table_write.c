/* Tables out: see table_read.c for their form. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/error.h"
#include "base/message.h"
#include "base/text.h"
#include "exchange/cells.h"
#include "exchange/fields.h"
#include "exchange/formats.h"

struct table_writer {
    struct exchange_writer base;
    FILE *stream;
    const char *const *languages;
    size_t language_count;
    char delimiter;
    bool quoted;
};

static const enum field written_fields[] = {FIELD_CONFIDENCE, FIELD_DOCUMENT, FIELD_DATE,
                                            FIELD_TITLE,      FIELD_URL,      FIELD_POSITION,
                                            FIELD_PARAGRAPH,  FIELD_REVIEWED};
enum { FIELDS = sizeof written_fields / sizeof *written_fields };

static void write_cell(const struct table_writer *writer, cotexto_text text)
{
    FILE *stream = writer->stream;
    if (writer->quoted) {
        cells_write_quoted(stream, text, ",;\t");
        return;
    }
    for (size_t i = 0; i < text.length; i++) {
        char c = text.bytes[i];
        switch (c) {
        case '\t': fputs("\\t", stream); break;
        case '\n': fputs("\\n", stream); break;
        case '\r': fputs("\\r", stream); break;
        case '\\': fputs("\\\\", stream); break;
        default: fputc(c, stream);
        }
    }
}

/* The tags of all segments, in a cell; nothing when there are none. */
static bool write_tags(const struct table_writer *writer, const struct unit *unit,
                       cotexto_error *error)
{
    json_t *all = json_object();
    for (size_t i = 0; i < unit->variant_count; i++) {
        const struct variant *variant = &unit->variants[i];
        if (variant->tags.length > 0 && json_object_get(all, variant->lang) == NULL)
            json_object_set_new(all, variant->lang,
                                json_loadb(variant->tags.bytes, variant->tags.length, 0, NULL));
    }
    char *cell = json_object_size(all) == 0 ? NULL : json_dumps(all, JSON_COMPACT);
    bool good = json_object_size(all) == 0 || cell != NULL;
    json_decref(all);
    if (cell != NULL)
        write_cell(writer, cotexto_text_of(cell));
    free(cell);
    return good || error_no_memory(error);
}

static bool put(struct exchange_writer *base, const struct unit *unit, cotexto_error *error)
{
    struct table_writer *writer = (struct table_writer *)base;
    for (size_t k = 0; k < writer->language_count; k++) {
        if (k > 0)
            fputc(writer->delimiter, writer->stream);
        for (size_t i = 0; i < unit->variant_count; i++) {
            if (strcmp(unit->variants[i].lang, writer->languages[k]) == 0) {
                write_cell(writer, unit->variants[i].text);
                break; /* a table has room for one text of a language */
            }
        }
    }
    for (size_t i = 0; i < FIELDS; i++) {
        struct string value = {0};
        field_append(written_fields[i], unit, &value);
        fputc(writer->delimiter, writer->stream);
        write_cell(writer, string_text(&value));
        bool good = string_ok(&value, error);
        string_free(&value);
        if (!good)
            return false;
    }
    fputc(writer->delimiter, writer->stream);
    if (!write_tags(writer, unit, error))
        return false;
    fputs(writer->quoted ? "\r\n" : "\n", writer->stream);
    return !ferror(writer->stream) || error_system(error, NULL, errno, _("can't be written"));
}

static bool finish(struct exchange_writer *base, cotexto_error *error)
{
    struct table_writer *writer = (struct table_writer *)base;
    return fflush(writer->stream) == 0 || error_system(error, NULL, errno, _("can't be written"));
}

static void close_writer(struct exchange_writer *base)
{
    free(base);
}

static struct exchange_writer *open_writer(FILE *stream,
                                           const struct exchange_write_options *options,
                                           bool quoted, cotexto_error *error)
{
    struct table_writer *writer = calloc(1, sizeof *writer);
    if (writer == NULL) {
        error_no_memory(error);
        return NULL;
    }
    *writer = (struct table_writer){{put, finish, close_writer}, stream,
                                    options->languages,          options->language_count,
                                    quoted ? ',' : '\t',         quoted};
    for (size_t i = 0; i < options->language_count; i++)
        fprintf(stream, "%s%c", options->languages[i], writer->delimiter);
    for (size_t i = 0; i < FIELDS; i++)
        fprintf(stream, "%s%c", field_name(written_fields[i]), writer->delimiter);
    fputs(quoted ? "tags\r\n" : "tags\n", stream);
    return &writer->base;
}

struct exchange_writer *table_open_writer(FILE *stream,
                                          const struct exchange_write_options *options,
                                          cotexto_error *error)
{
    return open_writer(stream, options, false, error);
}

struct exchange_writer *csv_open_writer(FILE *stream, const struct exchange_write_options *options,
                                        cotexto_error *error)
{
    return open_writer(stream, options, true, error);
}
