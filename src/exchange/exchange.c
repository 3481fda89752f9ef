/* The registry of exchange formats. */
#include "exchange/exchange.h"

#include <string.h>
#include <strings.h>

#include "base/error.h"
#include "base/file.h"
#include "base/message.h"
#include "base/packed.h"
#include "base/tag.h"
#include "exchange/formats.h"

static const struct exchange_format formats[] = {
    {"tmx", ".tmx", tmx_bid, tmx_open_reader, tmx_open_writer, false, false},
    {"tsv", ".tsv .tab", NULL, table_open_reader, table_open_writer, false, true},
    {"csv", ".csv", NULL, csv_open_reader, csv_open_writer, false, true},
    {"jsonl", ".jsonl .ndjson", jsonl_bid, jsonl_open_reader, jsonl_open_writer, false, false},
    {"xliff", ".xlf .xliff .sdlxliff .mqxliff", xliff_bid, xliff_open_reader, xliff_open_writer,
     true, false},
    {"xliff2", "", NULL, xliff_open_reader, xliff2_open_writer, true, false},
    {"tbx", ".tbx", tbx_bid, tbx_open_reader, tbx_open_writer, false, false},
    {"po", ".po .pot", po_bid, po_open_reader, po_open_writer, true, false},
};

enum { FORMAT_COUNT = sizeof formats / sizeof *formats, HEAD = 4096, SURE = 50 };

const struct exchange_format *exchange_format_named(const char *name, cotexto_error *error)
{
    for (size_t i = 0; i < FORMAT_COUNT; i++) {
        if (strcmp(formats[i].name, name) == 0)
            return &formats[i];
    }
    error_set(error, COTEXTO_USAGE, "unknown-format", _("format \"%s\" is unknown"), name);
    error_hint(error, "%s", _("choose tmx, xliff, xliff2, po, tbx, tsv, csv or jsonl"));
    return NULL;
}

/* One of the suffixes, whatever its case. */
static bool has_suffix(const char *path, const char *suffixes)
{
    size_t length;
    packing_of_name(path, &length);
    while (*suffixes != '\0') {
        size_t size = strcspn(suffixes, " ");
        if (length > size && strncasecmp(path + length - size, suffixes, size) == 0)
            return true;
        suffixes += size + strspn(suffixes + size, " ");
    }
    return false;
}

const struct exchange_format *exchange_format_of_name(const char *path)
{
    for (size_t i = 0; i < FORMAT_COUNT; i++) {
        if (has_suffix(path, formats[i].suffixes))
            return &formats[i];
    }
    return NULL;
}

const struct exchange_format *exchange_format_of_file(const char *path)
{
    const struct exchange_format *best = NULL;
    unsigned char head[HEAD];
    int best_bid = SURE - 1;
    FILE *file = strcmp(path, "-") == 0 ? NULL : packed_open(path, NULL);
    size_t length = file == NULL ? 0 : fread(head, 1, sizeof head, file);
    file_close(file);
    for (size_t i = 0; i < FORMAT_COUNT; i++) {
        int bid = formats[i].bid == NULL ? 0 : formats[i].bid(head, length);
        if (bid > best_bid) {
            best_bid = bid;
            best = &formats[i];
        }
    }
    return best != NULL ? best : exchange_format_of_name(path);
}

bool exchange_pair(const struct unit *unit, const char *const languages[2],
                   struct variant variants[2])
{
    const struct variant *source = unit_variant(unit, languages[0]);
    const struct variant *target = unit_variant(unit, languages[1]);
    for (size_t i = 0; source != NULL && source == target && i < unit->variant_count; i++) {
        if (&unit->variants[i] != source && strcmp(unit->variants[i].lang, source->lang) == 0)
            target = &unit->variants[i]; /* both sides are of one language */
    }
    if (source == NULL || target == NULL || source == target)
        return false;
    variants[0] = *source;
    variants[1] = *target;
    return true;
}

/* es_419 and ES-419 are the same name. */
static bool same_name(const char *a, const char *b)
{
    for (; *a != '\0' && *b != '\0'; a++, b++) {
        if (*a == '_' ? *b != '_' && *b != '-' : *b == '_' ? *a != '-' : strncasecmp(a, b, 1) != 0)
            return false;
    }
    return *a == *b;
}

const char *exchange_mapped(const struct exchange_read_options *options, const char *written)
{
    for (size_t i = 0; i < options->language_map_count; i++) {
        if (same_name(options->language_map[2 * i], written))
            return options->language_map[2 * i + 1];
    }
    return NULL;
}

bool exchange_check_map(const struct exchange_read_options *options, cotexto_error *error)
{
    for (size_t i = 0; i < options->language_map_count; i++) {
        char tag[COTEXTO_TAG_SIZE];
        if (!cotexto_tag_canonical(options->language_map[2 * i + 1], tag, error))
            return false;
    }
    return true;
}

bool exchange_repairs(const struct exchange_reader *reader,
                      cotexto_repair out[COTEXTO_REPAIR_COUNT])
{
    const cotexto_repair *made = reader->repairs == NULL ? NULL : reader->repairs(reader);
    bool any = false;
    for (size_t i = 0; i < COTEXTO_REPAIR_COUNT; i++) {
        out[i] = made == NULL ? (cotexto_repair){0} : made[i];
        out[i].kind = (cotexto_repair_kind)i;
        any = any || out[i].count > 0;
    }
    return any;
}

bool exchange_language(const struct exchange_read_options *options, const char *written,
                       char out[COTEXTO_TAG_SIZE], cotexto_error *error)
{
    const char *mapped = exchange_mapped(options, written);
    if (mapped != NULL)
        return cotexto_tag_canonical(mapped, out, error);
    if (cotexto_tag_canonical(written, out, NULL))
        return true;
    const char *meant = tag_suggestion(written);
    error_set(error, COTEXTO_DATA, "unknown-language", _("language \"%s\" is unknown"), written);
    if (meant != NULL)
        return error_hint(error, _("did you mean \"%s\"? Use --lang-map %s=%s."), meant, written,
                          meant);
    return error_hint(error, _("say which language it is with --lang-map %s=TAG."), written);
}
