/* The registry of exchange formats. */
#include "exchange/exchange.h"

#include <string.h>
#include <strings.h>

#include "base/error.h"
#include "base/message.h"
#include "base/tag.h"
#include "exchange/formats.h"

static const struct exchange_format formats[] = {
    {"tmx", ".tmx", tmx_bid, tmx_open_reader, tmx_open_writer},
    {"tsv", ".tsv .tab", NULL, table_open_reader, table_open_writer},
    {"jsonl", ".jsonl .ndjson", jsonl_bid, jsonl_open_reader, jsonl_open_writer},
};

enum { FORMAT_COUNT = sizeof formats / sizeof *formats, HEAD = 4096, SURE = 50 };

const struct exchange_format *exchange_format_named(const char *name, cotexto_error *error)
{
    for (size_t i = 0; i < FORMAT_COUNT; i++) {
        if (strcmp(formats[i].name, name) == 0)
            return &formats[i];
    }
    error_set(error, COTEXTO_USAGE, "unknown-format", _("format \"%s\" is unknown"), name);
    error_hint(error, "%s", _("choose tmx, tsv or jsonl"));
    return NULL;
}

/* One of the suffixes, whatever its case. */
static bool has_suffix(const char *path, const char *suffixes)
{
    size_t length = strlen(path);
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
    FILE *file = fopen(path, "rb");
    size_t length = file == NULL ? 0 : fread(head, 1, sizeof head, file);
    if (file != NULL)
        fclose(file);
    for (size_t i = 0; i < FORMAT_COUNT; i++) {
        int bid = formats[i].bid == NULL ? 0 : formats[i].bid(head, length);
        if (bid > best_bid) {
            best_bid = bid;
            best = &formats[i];
        }
    }
    return best != NULL ? best : exchange_format_of_name(path);
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

bool exchange_language(const struct exchange_read_options *options, const char *written,
                       char out[COTEXTO_TAG_SIZE], cotexto_error *error)
{
    for (size_t i = 0; i < options->language_map_count; i++) {
        if (same_name(options->language_map[2 * i], written))
            return cotexto_tag_canonical(options->language_map[2 * i + 1], out, error);
    }
    if (cotexto_tag_canonical(written, out, NULL))
        return true;
    const char *meant = tag_suggestion(written);
    error_set(error, COTEXTO_DATA, "unknown-language", _("language \"%s\" is unknown"), written);
    if (meant != NULL)
        return error_hint(error, _("did you mean \"%s\"? Use --lang-map %s=%s."), meant, written,
                          meant);
    return error_hint(error, _("say which language it is with --lang-map %s=TAG."), written);
}
