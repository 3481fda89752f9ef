/* Exchange files as input. */
#include "desk/input.h"

#include "base/error.h"
#include "base/message.h"

static const struct exchange_format *input_format(const char *path, const char *name,
                                                  cotexto_error *error)
{
    const struct exchange_format *format =
        name != NULL ? exchange_format_named(name, error) : exchange_format_of_file(path);
    if (format == NULL && name == NULL) {
        error_set(error, COTEXTO_DATA, "no-format", "%s", _("this is of no known format"));
        error_file(error, path);
        error_hint(error, "%s", _("name it: --from tmx, xliff, po, tbx, tsv, csv or jsonl"));
    }
    return format;
}

struct exchange_reader *input_open(const char *path, const char *name,
                                   const struct exchange_read_options *options,
                                   cotexto_error *error)
{
    const struct exchange_format *format = input_format(path, name, error);
    struct exchange_reader *reader =
        format == NULL ? NULL : format->open_reader(path, options, error);
    if (format != NULL && reader == NULL)
        error_file(error, path);
    return reader;
}

bool input_report(const struct exchange_reader *reader, const cotexto_progress *progress,
                  uint64_t units, cotexto_error *error)
{
    enum { UNITS_A_REPORT = 256 };
    if (progress->report == NULL || units % UNITS_A_REPORT != 0)
        return true;
    uint64_t done = units, total = 0;
    bool bytes = reader->progress != NULL;
    if (bytes)
        reader->progress(reader, &done, &total);
    return progress->report(progress->context, bytes ? COTEXTO_WORK_BYTES : COTEXTO_WORK_UNITS,
                            done, total) ||
           error_cancelled(error);
}
