/* Pretranslation: each segment without a translation is looked up, and the best match is put where
 * the format has its place (exchange/fill.h). */
#include <cotexto/pretranslate.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cotexto/lookup.h>

#include "base/error.h"
#include "base/file.h"
#include "base/message.h"
#include "base/packed.h"
#include "base/text.h"
#include "desk/intake.h"
#include "desk/transfer.h"
#include "exchange/fill.h"

/* A file has a lookup for each pair of languages; most have one pair. */
struct pair_lookup {
    const char *from, *to; /* of the segment that it was made for */
    cotexto_lookup *lookup;
};

struct work {
    cotexto_memory *const *memories;
    size_t memory_count;
    const cotexto_pretranslate_options *options;
    cotexto_pretranslated *counts;
    const char *out;     /* the file to write */
    struct string bytes; /* of the file; of a document, as XLIFF */
    struct fill_file *file;
    struct fill *fills;
    struct pair_lookup *lookups;
    size_t lookup_count, lookup_room;
    struct arena arena;
};

/* --------------------------------------------------------------------------------------- input */

static bool read_bytes(const char *path, struct string *out, cotexto_error *error)
{
    FILE *stream = packed_open(path, error);
    if (stream == NULL)
        return false;
    bool good = file_read_stream(stream, path, INTAKE_LIMIT, out, error);
    file_close(stream);
    return good;
}

static const char *file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

/* XLIFF's datatype of a document. */
static const char *datatype_of(const char *path)
{
    static const char *const types[][2] = {{".html", "html"},   {".htm", "html"},
                                           {".xhtml", "xhtml"}, {".docx", "x-docx"},
                                           {".odt", "x-odt"},   {".md", "x-markdown"}};
    size_t length = strlen(path);
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        size_t size = strlen(types[i][0]);
        if (length > size && strcasecmp(path + length - size, types[i][0]) == 0)
            return types[i][1];
    }
    return "plaintext";
}

static bool needs_languages(cotexto_error *error)
{
    error_set(error, COTEXTO_USAGE, "languages", "%s",
              _("a document does not say into which language it goes"));
    return error_hint(error, "%s", _("name source and target: --languages es,en"));
}

static bool put_document(struct work *work, const char *path, const struct intake *intake,
                         cotexto_error *error)
{
    const cotexto_pretranslate_options *options = work->options;
    struct fill_document document = {.name = file_name(path),
                                     .type = datatype_of(path),
                                     .from = options->languages[0],
                                     .to = options->languages[1],
                                     .count = intake->count};
    document.sentences = arena_array(&work->arena, intake->count, sizeof *document.sentences);
    if (document.sentences == NULL)
        return error_no_memory(error);
    for (size_t i = 0; i < intake->count; i++)
        document.sentences[i] =
            (struct fill_sentence){intake->sentences[i].text, intake->sentences[i].paragraph};
    string_reset(&work->bytes);
    return xliff_of_document(
        &document, options->to_format != NULL && strcmp(options->to_format, "xliff2") == 0,
        &work->bytes, error);
}

/* The document becomes XLIFF that is then filled as any other. */
static bool read_document(struct work *work, const char *path, cotexto_error *error)
{
    const cotexto_pretranslate_options *options = work->options;
    struct rules rules;
    struct intake intake;
    if (options->language_count != 2)
        return needs_languages(error);
    struct segmenter *segmenter = rules_open(&rules, &options->rules, error)
                                      ? rules_segmenter(&rules, options->languages[0], error)
                                      : NULL;
    bool good = segmenter != NULL &&
                intake_bytes(string_text(&work->bytes), &options->decoding, options->languages[0],
                             segmenter, path, &work->arena, &intake, error) &&
                put_document(work, path, &intake, error);
    segmenter_free(segmenter);
    rules_close(&rules);
    return good;
}

static bool not_filled(const struct exchange_format *format, cotexto_error *error)
{
    error_set(error, COTEXTO_USAGE, "format-not-filled",
              _("a file of format \"%s\" is not one to be translated"), format->name);
    return error_hint(error, "%s", _("XLIFF, PO and documents can be pretranslated"));
}

static bool check_format(const struct work *work, bool document, cotexto_error *error)
{
    const char *to = work->options->to_format;
    if (to == NULL)
        return true;
    if (!document)
        return error_set(error, COTEXTO_USAGE, "format-not-filled", "%s",
                         _("the file keeps its format: only a document becomes another"));
    if (strcmp(to, "xliff") == 0 || strcmp(to, "xliff2") == 0)
        return true;
    return error_set(error, COTEXTO_USAGE, "format-not-filled",
                     _("a document becomes xliff or xliff2, not \"%s\""), to);
}

/* A document is another file than the XLIFF that it becomes: it would be lost. */
static bool check_output(const struct work *work, const char *in, cotexto_error *error)
{
    if (work->options->dry_run || !file_is_same(in, work->out))
        return true;
    error_set(error, COTEXTO_USAGE, "output-is-input", "%s",
              _("the document would be replaced by its XLIFF"));
    return error_hint(error, "%s", _("name another file to write to"));
}

static bool open_file(struct work *work, const char *path, cotexto_error *error)
{
    const cotexto_pretranslate_options *options = work->options;
    const struct exchange_format *format = NULL;
    struct exchange_read_options *read = arena_array(&work->arena, 1, sizeof *read);
    if (read == NULL)
        return error_no_memory(error);
    if (options->language_count != 0 && options->language_count != 2) {
        error_set(error, COTEXTO_USAGE, "languages", "%s", _("a translation has two languages"));
        return error_hint(error, "%s", _("name source and target: --languages es,en"));
    }
    *read = (struct exchange_read_options){.languages = options->languages,
                                           .language_count = options->language_count};
    if (options->from_format != NULL) {
        if ((format = exchange_format_named(options->from_format, error)) == NULL)
            return false;
    } else if (strcmp(path, "-") != 0) {
        format = exchange_format_of_file(path);
    }
    bool xliff = format == NULL || strncmp(format->name, "xliff", 5) == 0;
    if (!xliff && strcmp(format->name, "po") != 0)
        return not_filled(format, error);
    if (!check_format(work, format == NULL, error) ||
        (format == NULL && !check_output(work, path, error)) ||
        !read_bytes(path, &work->bytes, error) ||
        (format == NULL && !read_document(work, path, error)))
        return false;
    cotexto_text bytes = string_text(&work->bytes);
    work->file =
        xliff ? xliff_fill_open(bytes, read, error) : po_fill_open(bytes, path, read, error);
    return work->file != NULL;
}

/* --------------------------------------------------------------------------------------- lookup */

static cotexto_lookup *lookup_of(struct work *work, const struct fill_segment *segment,
                                 cotexto_error *error)
{
    const cotexto_pretranslate_options *options = work->options;
    for (size_t i = 0; i < work->lookup_count; i++) {
        if (strcmp(work->lookups[i].from, segment->from) == 0 &&
            strcmp(work->lookups[i].to, segment->to) == 0)
            return work->lookups[i].lookup;
    }
    const cotexto_lookup_options how = {.from = segment->from,
                                        .to = segment->to,
                                        .floor = options->floor,
                                        .limit = 1,
                                        .memory_penalties = options->memory_penalties,
                                        .filter = options->filter};
    work->lookups = arena_grow(&work->arena, work->lookups, work->lookup_count, &work->lookup_room,
                               sizeof *work->lookups);
    if (work->lookups == NULL) {
        error_no_memory(error);
        return NULL;
    }
    struct pair_lookup *made = &work->lookups[work->lookup_count];
    *made =
        (struct pair_lookup){segment->from, segment->to,
                             cotexto_lookup_new(work->memories, work->memory_count, &how, error)};
    work->lookup_count += made->lookup != NULL;
    return made->lookup;
}

static cotexto_text neighbour(const struct work *work, size_t at, bool behind)
{
    const struct fill_segment *segments = work->file->segments;
    if (behind ? at + 1 == work->file->count : at == 0)
        return (cotexto_text){0};
    const struct fill_segment *other = &segments[behind ? at + 1 : at - 1];
    return other->stretch == segments[at].stretch ? other->source : (cotexto_text){0};
}

/* Copies a text without its U+FFFC. */
static bool keep_plain(struct work *work, cotexto_text text, cotexto_text *out,
                       cotexto_error *error)
{
    char *plain = arena_alloc(&work->arena, text.length + 1);
    size_t length = 0;
    if (plain == NULL)
        return error_no_memory(error);
    for (size_t i = 0; i < text.length; i++) {
        if (text.length - i >= 3 && memcmp(text.bytes + i, "\xEF\xBF\xBC", 3) == 0)
            i += 2;
        else
            plain[length++] = text.bytes[i];
    }
    *out = (cotexto_text){plain, length};
    return true;
}

/* "memory.db, statement-2029, 61": memory, document, unit. */
static bool name_origin(struct work *work, const cotexto_hit *hit, cotexto_text *out,
                        cotexto_error *error)
{
    struct string origin = {0};
    string_append_c(&origin, file_name(cotexto_memory_path(work->memories[hit->memory])));
    string_append_c(&origin, ", ");
    string_append_text(&origin, hit->document);
    string_append_format(&origin, "%s%lld", hit->document.length > 0 ? ", " : "",
                         (long long)hit->unit);
    bool good = string_ok(&origin, error);
    for (size_t i = 0; good && i < origin.length; i++) /* it stands in one line */
        origin.bytes[i] = (unsigned char)origin.bytes[i] < ' ' ? ' ' : origin.bytes[i];
    if (good)
        *out = arena_text(&work->arena, string_text(&origin));
    string_free(&origin);
    return good && (out->bytes != NULL || error_no_memory(error));
}

/* --------------------------------------------------------------------------------------- filling
 */

static size_t space_before(cotexto_text text)
{
    size_t length = 0;
    while (length < text.length && strchr(" \t\r\n", text.bytes[length]) != NULL)
        length++;
    return length;
}

static size_t space_behind(cotexto_text text)
{
    size_t length = 0;
    while (length < text.length && strchr(" \t\r\n", text.bytes[text.length - 1 - length]) != NULL)
        length++;
    return length;
}

/* Where the query begins or ends with other white space than the stored source, so does the
 * translation. */
static bool fit_space(struct work *work, cotexto_text query, const cotexto_hit *hit,
                      cotexto_text *text, cotexto_error *error)
{
    size_t before = space_before(query), behind = space_behind(query);
    size_t from = space_before(*text), end = text->length - space_behind(*text);
    struct string fitted = {0};
    if ((before == space_before(hit->source) && behind == space_behind(hit->source)) || from >= end)
        return true;
    string_append(&fitted, query.bytes, before);
    string_append(&fitted, text->bytes + from, end - from);
    string_append(&fitted, query.bytes + query.length - behind, behind);
    bool good = string_ok(&fitted, error);
    if (good)
        *text = arena_text(&work->arena, string_text(&fitted));
    string_free(&fitted);
    return good && (text->bytes != NULL || error_no_memory(error));
}

static bool set_fill(struct work *work, const struct fill_segment *segment, cotexto_text query,
                     const cotexto_hit *hit, struct fill *fill, cotexto_error *error)
{
    const struct variant asked = {.text = query, .tags = segment->tags},
                         source = {.text = hit->source, .tags = hit->source_tags},
                         target = {.text = hit->target, .tags = hit->target_tags};
    struct transfer transfer;
    bool adapted = hit->adapted.length > 0;
    cotexto_text written = adapted ? hit->adapted : hit->target;
    if (!fit_space(work, query, hit, &written, error) ||
        !transfer_tags(&asked, &source, &target, written, &work->arena, &transfer, error) ||
        !keep_plain(work, hit->source, &fill->stored_source, error) ||
        !keep_plain(work, hit->target, &fill->stored_target, error) ||
        !name_origin(work, hit, &fill->origin, error))
        return false;
    fill->text = transfer.text;
    fill->tags = transfer.tags;
    fill->percent = hit->percent;
    fill->adapted = adapted;
    fill->unsure = !transfer.sure;
    fill->review = hit->percent < 100 || adapted || !transfer.sure;
    fill->source_lang = arena_string(&work->arena, hit->source_lang);
    fill->target_lang = arena_string(&work->arena, hit->target_lang);
    fill->there = work->file->takes == NULL || work->file->takes(work->file, fill->text);
    return (fill->source_lang != NULL && fill->target_lang != NULL) || error_no_memory(error);
}

static bool fill_one(struct work *work, size_t at, cotexto_error *error)
{
    const struct fill_segment *segment = &work->file->segments[at];
    const cotexto_answer *answer;
    cotexto_text nfc;
    if (segment->state != FILL_OPEN &&
        (segment->state != FILL_TRANSLATED || !work->options->overwrite))
        return true;
    cotexto_lookup *lookup = lookup_of(work, segment, error);
    const cotexto_query query = {.text = segment->source,
                                 .tags = segment->tags,
                                 .before = neighbour(work, at, false),
                                 .after = neighbour(work, at, true),
                                 .id = segment->id};
    return lookup != NULL && cotexto_lookup_in_context(lookup, &query, &answer, &nfc, error) &&
           (answer->hit_count == 0 ||
            set_fill(work, segment, nfc, &answer->hits[0], &work->fills[at], error));
}

/* Of segments that belong together, none is filled when one is not. */
static void keep_together(struct work *work)
{
    const struct fill_segment *segments = work->file->segments;
    for (size_t i = 0, end; i < work->file->count; i = end) {
        bool all = true;
        for (end = i; end < work->file->count && segments[end].together == segments[i].together &&
                      (end == i || segments[i].together != 0);
             end++)
            all = all && work->fills[end].there;
        for (size_t k = i; k < end && !all; k++)
            work->fills[k].there = false;
    }
}

static bool fill_all(struct work *work, cotexto_error *error)
{
    enum { SEGMENTS_A_REPORT = 64 };
    const cotexto_progress *progress = &work->options->progress;
    size_t count = work->file->count;
    work->fills = arena_array(&work->arena, count, sizeof *work->fills);
    if (work->fills == NULL)
        return error_no_memory(error);
    for (size_t i = 0; i < count; i++) {
        if (progress->report != NULL && i % SEGMENTS_A_REPORT == 0 &&
            !progress->report(progress->context, COTEXTO_WORK_SEGMENTS, i, count))
            return error_cancelled(error);
        if (!fill_one(work, i, error))
            return false;
    }
    keep_together(work);
    return true;
}

/* --------------------------------------------------------------------------------------- counts */

static size_t band_of(int percent)
{
    static const int least[COTEXTO_FILLED_BANDS] = {102, 101, 100, 95, 85, 75, 50, 0};
    size_t band = 0;
    while (percent < least[band])
        band++;
    return band;
}

static void count_all(struct work *work)
{
    cotexto_pretranslated *counts = work->counts;
    counts->segments = work->file->count;
    for (size_t i = 0; i < work->file->count; i++) {
        const struct fill *fill = &work->fills[i];
        enum fill_state state = work->file->segments[i].state;
        if (!fill->there) {
            counts->translated += state == FILL_TRANSLATED;
            counts->closed += state == FILL_CLOSED;
            counts->left += state == FILL_OPEN || state == FILL_UNFIT;
            continue;
        }
        counts->filled[band_of(fill->percent)]++;
        counts->adapted += fill->adapted;
        counts->review += fill->review;
        counts->tags += fill->unsure;
    }
}

/* --------------------------------------------------------------------------------------- output */

static bool write_stream(FILE *stream, const char *path, cotexto_text bytes, cotexto_error *error)
{
    enum packing packing = packing_of_name(path, NULL);
    FILE *packed = packing == PACKING_NONE ? stream : packed_writer(stream, packing, error);
    if (packed == NULL)
        return false;
    fwrite(bytes.bytes, 1, bytes.length, packed);
    bool good = (fflush(packed) == 0 && !ferror(packed)) ||
                error_system(error, NULL, errno, _("can't be written"));
    return packed == stream ? good : packed_finish(packed, error) && good;
}

static bool write_file(const char *path, cotexto_text bytes, cotexto_error *error)
{
    struct atomic_file file;
    if (strcmp(path, "-") == 0)
        return write_stream(stdout, path, bytes, error);
    if (!atomic_open(&file, path, error))
        return false;
    if (write_stream(file.stream, path, bytes, error))
        return atomic_commit(&file, error);
    atomic_abandon(&file);
    return false;
}

static bool write_all(struct work *work, cotexto_error *error)
{
    struct string out = {0};
    bool good = work->file->write(work->file, work->fills, &out, error) &&
                (write_file(work->out, string_text(&out), error) || error_file(error, work->out));
    string_free(&out);
    return good;
}

bool cotexto_pretranslate(cotexto_memory *const *memories, size_t memory_count, const char *in,
                          const char *out, const cotexto_pretranslate_options *options,
                          cotexto_pretranslated *counts, cotexto_error *error)
{
    struct work work = {memories, memory_count, .options = options, .counts = counts, .out = out};
    *counts = (cotexto_pretranslated){0};
    bool good = open_file(&work, in, error) && fill_all(&work, error);
    if (good)
        count_all(&work);
    good = good && (options->dry_run || write_all(&work, error));
    for (size_t i = 0; i < work.lookup_count; i++)
        cotexto_lookup_free(work.lookups[i].lookup);
    if (work.file != NULL)
        work.file->close(work.file);
    string_free(&work.bytes);
    arena_free(&work.arena);
    return good || error_file(error, in);
}
