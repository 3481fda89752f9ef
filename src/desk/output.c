/* Writers into files, packed or not. */
#include "desk/output.h"

#include <errno.h>
#include <string.h>

#include "base/error.h"
#include "base/message.h"
#include "base/packed.h"

/* "memory", "-" and "/dev/stdout" say nothing of a format; "memory.xlsx" means one. */
static bool has_suffix(const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash == NULL ? path : slash + 1;
    size_t length;
    packing_of_name(name, &length);
    const char *dot = memrchr(name, '.', length);
    return dot != NULL && dot > name && dot + 1 < name + length;
}

const struct exchange_format *output_format(const char *path, const char *name,
                                            const char *otherwise, cotexto_error *error)
{
    const struct exchange_format *format = name == NULL ? exchange_format_of_name(path) : NULL;
    if (format == NULL && name == NULL && (otherwise == NULL || has_suffix(path))) {
        error_set(error, COTEXTO_USAGE, "no-format", "%s",
                  _("the name does not tell the format to write"));
        error_hint(error, "%s", _("name it: --to tmx, xliff, xliff2, po, tsv, csv or jsonl"));
        error_file(error, path);
        return NULL;
    }
    if (format == NULL)
        format = exchange_format_named(name == NULL ? otherwise : name, error);
    if (format != NULL && format->open_writer == NULL) {
        error_set(error, COTEXTO_USAGE, "format-not-written", _("format \"%s\" can only be read"),
                  format->name);
        return NULL;
    }
    return format;
}

static bool is_standard(const struct output *output)
{
    return strcmp(output->path, "-") == 0;
}

static bool open_writer(struct output *output, const struct exchange_write_options *options,
                        cotexto_error *error)
{
    enum packing packing = is_standard(output) ? PACKING_NONE : packing_of_name(output->path, NULL);
    FILE *stream = is_standard(output) ? stdout : output->file.stream;
    if (packing != PACKING_NONE)
        stream = output->packed = packed_writer(stream, packing, error);
    if (stream != NULL)
        output->writer = output->format->open_writer(stream, options, error);
    return output->writer != NULL;
}

bool output_open(struct output *output, const char *path, const struct exchange_format *format,
                 const struct exchange_write_options *options, cotexto_error *error)
{
    *output = (struct output){.format = format, .languages = options->languages, .path = path};
    if (format->pairs && options->language_count != 2) {
        error_set(error, COTEXTO_USAGE, "languages", _("a file of format \"%s\" has two languages"),
                  format->name);
        return error_hint(error, "%s", _("name source and target: --languages es,en"));
    }
    if (!is_standard(output) && !atomic_open(&output->file, path, error))
        return false;
    if (open_writer(output, options, error))
        return true;
    output_abandon(output);
    return error_file(error, path);
}

bool output_put(struct output *output, const struct unit *unit, bool *written, cotexto_error *error)
{
    struct variant variants[2];
    struct unit pair = *unit;
    *written = !output->format->pairs || exchange_pair(unit, output->languages, variants);
    if (!*written)
        return true;
    if (output->format->pairs) {
        pair.variants = variants;
        pair.variant_count = 2;
    }
    return output->writer->put(output->writer, &pair, error);
}

/* Ends what stands above the file; the file itself is left open. */
static bool end_streams(struct output *output, bool good, cotexto_error *error)
{
    if (output->writer != NULL)
        output->writer->close(output->writer);
    output->writer = NULL;
    if (output->packed == NULL)
        return good;
    FILE *packed = output->packed;
    output->packed = NULL;
    return packed_finish(packed, error) && good;
}

bool output_complete(struct output *output, cotexto_error *error)
{
    bool good = output->writer->finish(output->writer, error);
    return end_streams(output, good, error) ||
           (!is_standard(output) && error_file(error, output->path));
}

bool output_finish(struct output *output, cotexto_error *error)
{
    if (output->writer != NULL && !output_complete(output, error)) {
        output_abandon(output);
        return false;
    }
    if (is_standard(output))
        return fflush(stdout) == 0 || error_system(error, "-", errno, _("can't be written"));
    return atomic_commit(&output->file, error);
}

void output_abandon(struct output *output)
{
    end_streams(output, false, NULL);
    if (!is_standard(output))
        atomic_abandon(&output->file);
}
