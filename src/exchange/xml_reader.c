/* Units that are elements: goes from one to the next. */
#include "exchange/xml_reader.h"

#include <stdlib.h>

#include "base/error.h"
#include "base/message.h"

/* As next(), but false without an error when the file was cut within the unit. */
static bool find_unit(struct xml_reader *reader, const struct unit **unit, cotexto_error *error)
{
    const struct xml_kind *kind = reader->kind;
    for (;;) {
        int result = xml_next(&reader->input, error);
        if (result < 1)
            return result == 0;
        if (xmlTextReaderNodeType(reader->input.reader) != XML_READER_TYPE_ELEMENT)
            continue;
        if (!reader->started && !xml_is_any(&reader->input, kind->roots))
            return xml_error(&reader->input, error, kind->id, _(kind->message));
        reader->started = true;
        if (!xml_is_any(&reader->input, kind->units))
            continue;
        if (!kind->read(reader, error))
            return false;
        *unit = &reader->unit;
        return true;
    }
}

static bool next(struct exchange_reader *base, const struct unit **unit, cotexto_error *error)
{
    struct xml_reader *reader = (struct xml_reader *)base;
    *unit = NULL;
    return reader->input.cut || find_unit(reader, unit, error) || reader->input.cut ||
           xml_repair_hint(&reader->input, error);
}

static const cotexto_repair *repairs(const struct exchange_reader *base)
{
    return xml_repairs(&((const struct xml_reader *)base)->input);
}

static void progress(const struct exchange_reader *base, uint64_t *done, uint64_t *total)
{
    const struct xml_reader *reader = (const struct xml_reader *)base;
    *done = reader->input.done;
    *total = reader->input.total;
}

static void close_reader(struct exchange_reader *base)
{
    struct xml_reader *reader = (struct xml_reader *)base;
    xml_close(&reader->input);
    arena_free(&reader->arena);
    free(reader);
}

struct exchange_reader *xml_reader_open(size_t size, const struct xml_kind *kind, const char *path,
                                        const struct exchange_read_options *options,
                                        cotexto_error *error)
{
    struct xml_reader *reader = calloc(1, size);
    if (reader == NULL) {
        error_no_memory(error);
        return NULL;
    }
    reader->base = (struct exchange_reader){next, close_reader, progress, repairs};
    reader->kind = kind;
    reader->options = options;
    if (xml_open(&reader->input, path, options->repair, error))
        return &reader->base;
    free(reader);
    return NULL;
}
