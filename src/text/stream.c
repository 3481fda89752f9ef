/* A text file line by line. Blocks of bytes are decoded into `text`, from which lines are cut; what
 * a block has of a character that the next one ends is carried over. */
#include "text/stream.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/file.h"
#include "base/message.h"
#include "base/packed.h"
#include "base/text.h"
#include "text/decode.h"
#include "text/recognise.h"
#include "text/unicode.h"

enum {
    BLOCK = 1 << 16,
    SAMPLE = 1 << 20, /* by which an eight-bit encoding is recognised */
    CHARACTER = 4,    /* bytes of the longest, in UTF-8 and UTF-16 */
};

struct text_stream {
    char *path;
    FILE *file, *spool; /* spool: all bytes of what can't be read twice, and then `file`; or NULL */
    size_t longest;
    struct recognised seen;
    iconv_t converter; /* (iconv_t)-1: the file is in UTF-8 */
    uint64_t size, done;
    char block[BLOCK];
    size_t carried; /* bytes of a character, at the start of the block */
    bool ended;
    char line_end; /* LF; CR where a file, as of the old Macintosh, has no LF */
    struct string text;
    size_t at, scanned; /* in text: where the next line begins; up to where there is no LF */
    size_t number;      /* lines given */
};

/* ---------------------------------------------------------------------------- the first reading */

/* What the first reading finds out. */
struct survey {
    struct string sample; /* the start of the file, and of what is no UTF-8 the first block */
    char tail[CHARACTER]; /* a character that the next block ends */
    size_t tail_length;
    bool wrong; /* no UTF-8 */
    bool feed;  /* there is a byte LF */
    bool nul;
    uint64_t nul_at; /* the first one's offset */
};

/* Looks whether the block goes on as UTF-8. */
static void check_block(struct survey *survey, const char *bytes, size_t length)
{
    char joined[2 * CHARACTER];
    size_t from = 0;
    if (survey->tail_length > 0) { /* the character between the blocks */
        size_t more = length < CHARACTER ? length : CHARACTER;
        memcpy(joined, survey->tail, survey->tail_length);
        memcpy(joined + survey->tail_length, bytes, more);
        size_t good = unicode_first_bad((cotexto_text){joined, survey->tail_length + more});
        unsigned char lead = (unsigned char)joined[0];
        survey->wrong |= good <= survey->tail_length;
        if (!survey->wrong) /* what is left of it */
            from = (lead < 0xE0 ? 2U : lead < 0xF0 ? 3U : 4U) - survey->tail_length;
    }
    size_t good = from + unicode_first_bad((cotexto_text){bytes + from, length - from});
    survey->tail_length = length - good < CHARACTER ? length - good : 0;
    survey->wrong |= good < length && survey->tail_length == 0;
    memcpy(survey->tail, bytes + good, survey->tail_length);
}

/* Adds to the sample while it is short; of the block where UTF-8 ends, what there is room for. */
static void take_sample(struct survey *survey, const char *bytes, size_t length, bool first_wrong)
{
    if (first_wrong && survey->sample.length >= SAMPLE)
        survey->sample.length = SAMPLE / 2;
    size_t room = survey->sample.length < SAMPLE ? SAMPLE - survey->sample.length : 0;
    string_append(&survey->sample, bytes, length < room ? length : room);
}

/* Reads the file to its end. */
static bool read_once(struct text_stream *stream, struct survey *survey, cotexto_error *error)
{
    size_t length;
    while ((length = fread(stream->block, 1, BLOCK, stream->file)) > 0) {
        bool was = survey->wrong;
        if (!survey->wrong)
            check_block(survey, stream->block, length);
        take_sample(survey, stream->block, length, survey->wrong && !was);
        const char *nul = survey->nul ? NULL : memchr(stream->block, '\0', length);
        if (nul != NULL) {
            survey->nul = true;
            survey->nul_at = stream->size + (uint64_t)(nul - stream->block);
        }
        survey->feed |= memchr(stream->block, '\n', length) != NULL;
        stream->size += length;
        if (stream->spool != NULL && fwrite(stream->block, 1, length, stream->spool) < length)
            return error_system(error, NULL, errno, _("a temporary file can't be written"));
    }
    survey->wrong |= survey->tail_length > 0;
    return string_ok(&survey->sample, error) &&
           (!ferror(stream->file) || packed_read_error(NULL, errno, error));
}

/* The encoding of a file that is longer than its sample: of whole characters. */
static bool recognise_sample(struct text_stream *stream, struct survey *survey,
                             cotexto_error *error)
{
    struct string *sample = &survey->sample;
    if (stream->size > sample->length) {
        const char *end = memrchr(sample->bytes, '\n', sample->length);
        if (end != NULL)
            sample->length = (size_t)(end + 1 - sample->bytes);
        sample->length -= sample->length % 2; /* of UTF-16 */
    }
    if (!recognise(string_c(sample), sample->length, NULL, &stream->seen, error))
        return survey->nul && error_offset(error, (int64_t)survey->nul_at);
    bool eight = strncmp(stream->seen.encoding, "UTF-16", 6) != 0 &&
                 strncmp(stream->seen.encoding, "UTF-32", 6) != 0;
    if (!eight || !survey->nul)
        return true;
    recognise_refuse_nul(error);
    return error_offset(error, (int64_t)survey->nul_at);
}

static bool survey_file(struct text_stream *stream, cotexto_error *error)
{
    struct survey survey = {0};
    bool good = read_once(stream, &survey, error) && recognise_sample(stream, &survey, error);
    stream->line_end = survey.feed ? '\n' : '\r';
    string_free(&survey.sample);
    return good;
}

/* ----------------------------------------------------------------------------------- decoding */

/* Lines until the end of what is decoded, the present one counted. */
static size_t line_number(const struct text_stream *stream)
{
    size_t number = stream->number + 1;
    for (size_t i = stream->at; i < stream->text.length; i++)
        number += stream->text.bytes[i] == stream->line_end;
    return number;
}

/* The byte at `index` of the block can't be decoded; what is before it is in `text`. */
static bool undecodable(const struct text_stream *stream, size_t index, size_t length,
                        cotexto_error *error)
{
    decode_error((unsigned char)stream->block[index], (size_t)(stream->done - (length - index)),
                 stream->seen.encoding, _("put it right, or save the file as UTF-8"), error);
    return error_line(error, line_number(stream), 0);
}

/* Keeps the bytes behind `index` for the next block. They are part of a character, or wrong. */
static bool carry(struct text_stream *stream, size_t index, size_t length, cotexto_error *error)
{
    if (index < length && (stream->ended || length - index >= CHARACTER))
        return undecodable(stream, index, length, error);
    stream->carried = length - index;
    memmove(stream->block, stream->block + index, stream->carried);
    return string_ok(&stream->text, error);
}

static bool decode_utf8(struct text_stream *stream, size_t length, cotexto_error *error)
{
    size_t good = unicode_first_bad((cotexto_text){stream->block, length});
    string_append(&stream->text, stream->block, good);
    return carry(stream, good, length, error);
}

static bool convert(struct text_stream *stream, size_t length, cotexto_error *error)
{
    char *in = stream->block, room[BLOCK];
    size_t left = length, before = stream->text.length;
    while (left > 0) {
        char *out = room;
        size_t space = sizeof room;
        size_t result = iconv(stream->converter, &in, &left, &out, &space);
        int number = errno;
        string_append(&stream->text, room, (size_t)(out - room));
        if (result == (size_t)-1 && number == EILSEQ)
            return undecodable(stream, length - left, length, error);
        if (result == (size_t)-1 && number == EINVAL)
            break;
    }
    cotexto_text added = text_slice(string_text(&stream->text), before, stream->text.length);
    if (unicode_first_bad(added) < added.length) /* above U+10FFFF */
        return error_set(error, COTEXTO_DATA, "undecodable", _("is not text in %s"),
                         stream->seen.encoding);
    return carry(stream, length - left, length, error);
}

/* Decodes another block behind the text that was not given yet. */
static bool fill(struct text_stream *stream, cotexto_error *error)
{
    struct string *text = &stream->text;
    if (stream->at > 0) {
        text->length -= stream->at;
        memmove(text->bytes, text->bytes + stream->at, text->length);
        stream->scanned -= stream->at;
        stream->at = 0;
    }
    size_t read = fread(stream->block + stream->carried, 1, BLOCK - stream->carried, stream->file);
    if (read == 0 && ferror(stream->file))
        return packed_read_error(NULL, errno, error);
    stream->ended = read == 0;
    stream->done += read;
    size_t length = stream->carried + read;
    stream->carried = 0;
    return stream->converter == (iconv_t)-1 ? decode_utf8(stream, length, error)
                                            : convert(stream, length, error);
}

/* -------------------------------------------------------------------------------------- lines */

/* Where the next line ends, behind its LF (or CR, which becomes LF); 0: the text has no whole line.
 */
static size_t line_end(struct text_stream *stream)
{
    const struct string *text = &stream->text;
    const char *feed = stream->scanned == text->length
                           ? NULL
                           : memchr(text->bytes + stream->scanned, stream->line_end,
                                    text->length - stream->scanned);
    if (feed != NULL)
        text->bytes[feed - text->bytes] = '\n';
    stream->scanned = feed == NULL ? text->length : (size_t)(feed + 1 - text->bytes);
    return feed == NULL ? 0 : stream->scanned;
}

int text_stream_line(struct text_stream *stream, struct string *line, cotexto_error *error)
{
    size_t end;
    while ((end = line_end(stream)) == 0 && !stream->ended) {
        if (stream->text.length - stream->at > stream->longest) {
            error_too_long(error, stream->longest);
            error_line(error, stream->number + 1, 1);
            return -1;
        }
        if (!fill(stream, error))
            return -1;
    }
    if (end == 0 && stream->at == stream->text.length)
        return 0;
    cotexto_text found =
        text_slice(string_text(&stream->text), stream->at, end == 0 ? stream->text.length : end);
    stream->at += found.length;
    return decode_clean(found, true, stream->number++ == 0, line, &(struct decoded){0}, error) ? 1
                                                                                               : -1;
}

size_t text_stream_number(const struct text_stream *stream)
{
    return stream->number;
}

void text_stream_progress(const struct text_stream *stream, uint64_t *done, uint64_t *total)
{
    *done = stream->done < stream->size ? stream->done : stream->size;
    *total = stream->size;
}

/* ------------------------------------------------------------------------------ opening, closing
 */

/* Opens the file for another reading. */
static bool open_again(struct text_stream *stream, cotexto_error *error)
{
    if (stream->file != stream->spool)
        file_close(stream->file);
    stream->file = NULL;
    if (stream->spool != NULL) {
        if (fflush(stream->spool) != 0)
            return error_system(error, NULL, errno, _("a temporary file can't be written"));
        rewind(stream->spool);
        stream->file = stream->spool;
        return true;
    }
    stream->file = packed_open(stream->path, error);
    return stream->file != NULL;
}

bool text_stream_rewind(struct text_stream *stream, cotexto_error *error)
{
    char mark[CHARACTER];
    if (!open_again(stream, error))
        return false;
    if (stream->converter != (iconv_t)-1)
        iconv(stream->converter, NULL, NULL, NULL, NULL);
    stream->carried = stream->at = stream->scanned = stream->number = 0;
    stream->ended = false;
    string_reset(&stream->text);
    stream->done = fread(mark, 1, stream->seen.mark, stream->file);
    return true;
}

static bool open_converter(struct text_stream *stream, cotexto_error *error)
{
    if (strcmp(stream->seen.encoding, "UTF-8") == 0)
        return true;
    stream->converter = iconv_open("UTF-8", stream->seen.encoding);
    return stream->converter != (iconv_t)-1 ||
           error_no_memory(error); /* iconv knows what we know */
}

/* Only the name of a regular file can be opened a second time. */
static bool open_first(struct text_stream *stream, const char *path, cotexto_error *error)
{
    stream->path = strdup(path);
    if (stream->path == NULL)
        return error_no_memory(error);
    stream->file = packed_open(path, error);
    if (stream->file == NULL)
        return false;
    if (file_is_regular(path))
        return true;
    stream->spool = tmpfile();
    return stream->spool != NULL ||
           error_system(error, NULL, errno, _("a temporary file can't be made"));
}

struct text_stream *text_stream_open(const char *path, size_t longest, cotexto_error *error)
{
    struct text_stream *stream = calloc(1, sizeof *stream);
    if (stream == NULL) {
        error_no_memory(error);
        return NULL;
    }
    stream->longest = longest;
    stream->converter = (iconv_t)-1;
    if (open_first(stream, path, error) && survey_file(stream, error) &&
        open_converter(stream, error) && text_stream_rewind(stream, error))
        return stream;
    text_stream_close(stream);
    return NULL;
}

void text_stream_close(struct text_stream *stream)
{
    if (stream == NULL)
        return;
    if (stream->file != stream->spool)
        file_close(stream->file);
    file_close(stream->spool);
    if (stream->converter != (iconv_t)-1)
        iconv_close(stream->converter);
    string_free(&stream->text);
    free(stream->path);
    free(stream);
}
