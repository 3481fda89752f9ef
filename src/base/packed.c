/* gzip (RFC 1952, by zlib) and zstd (RFC 8878, by libzstd) behind stdio. */
#include "base/packed.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <zlib.h>
#include <zstd.h>

#include "base/error.h"
#include "base/file.h"
#include "base/message.h"

/* Texts of a memory pack to a tenth or a fiftieth. What grows to more than this many times its
 * size, and beyond the free part, was made to fill memory or disk. */
#define RATIO_MOST ((uint64_t)400)
#define RATIO_FREE ((uint64_t)64 << 20)

enum { BLOCK = 1 << 16 };

struct packed {
    FILE *file;
    enum packing packing;
    z_stream zlib;
    ZSTD_DStream *unzstd;
    ZSTD_CStream *zstd;
    unsigned char block[BLOCK]; /* packed bytes */
    size_t at, length;          /* in the block, when reading */
    uint64_t read, given;       /* bytes, packed and not */
    bool open;                  /* a frame has begun and not ended */
};

static const struct {
    const char *suffix;
    enum packing packing;
    unsigned char magic[4];
    size_t magic_length;
} packings[] = {
    {".gz", PACKING_GZIP, {0x1F, 0x8B}, 2},
    {".zst", PACKING_ZSTD, {0x28, 0xB5, 0x2F, 0xFD}, 4},
};
enum { PACKINGS = sizeof packings / sizeof *packings };

enum packing packing_of_name(const char *path, size_t *length)
{
    size_t whole = strlen(path);
    if (length != NULL)
        *length = whole;
    for (size_t i = 0; i < PACKINGS; i++) {
        size_t size = strlen(packings[i].suffix);
        if (whole <= size || strcasecmp(path + whole - size, packings[i].suffix) != 0)
            continue;
        if (length != NULL)
            *length = whole - size;
        return packings[i].packing;
    }
    return PACKING_NONE;
}

static struct packed *packed_new(FILE *file, enum packing packing)
{
    struct packed *packed = calloc(1, sizeof *packed);
    if (packed != NULL) {
        packed->file = file;
        packed->packing = packing;
    }
    return packed;
}

static void packed_free(struct packed *packed)
{
    ZSTD_freeDStream(packed->unzstd);
    ZSTD_freeCStream(packed->zstd);
    free(packed);
}

/* --------------------------------------------------------------------------------------- reading
 */

/* One step of unpacking into `out`; gives the bytes made. errno is set on failure: EBADMSG for bad
 * data. */
static bool unpack_gzip(struct packed *packed, char *out, size_t room, size_t *made)
{
    z_stream *z = &packed->zlib;
    z->next_in = packed->block + packed->at;
    z->avail_in = (uInt)(packed->length - packed->at);
    z->next_out = (unsigned char *)out;
    z->avail_out = (uInt)room;
    packed->open = true;
    int result = inflate(z, Z_NO_FLUSH);
    packed->at = packed->length - z->avail_in;
    *made = room - z->avail_out;
    if (result == Z_STREAM_END) { /* another member may follow */
        packed->open = false;
        result = inflateReset(z);
    }
    if (result == Z_OK || result == Z_BUF_ERROR)
        return true;
    errno = result == Z_MEM_ERROR ? ENOMEM : EBADMSG;
    return false;
}

static bool unpack_zstd(struct packed *packed, char *out, size_t room, size_t *made)
{
    ZSTD_inBuffer in = {packed->block, packed->length, packed->at};
    ZSTD_outBuffer to = {out, room, 0};
    size_t result = ZSTD_decompressStream(packed->unzstd, &to, &in);
    packed->at = in.pos;
    *made = to.pos;
    packed->open = result != 0;
    if (!ZSTD_isError(result))
        return true;
    errno = EBADMSG;
    return false;
}

/* More packed bytes; false with errno 0 at the end of the file. */
static bool fill(struct packed *packed)
{
    errno = 0;
    packed->length = fread(packed->block, 1, BLOCK, packed->file);
    packed->at = 0;
    packed->read += packed->length;
    if (packed->length > 0)
        return true;
    if (ferror(packed->file) && errno == 0)
        errno = EIO;
    return false;
}

static ssize_t read_packed(void *cookie, char *out, size_t room)
{
    struct packed *packed = cookie;
    size_t made = 0;
    bool full = false; /* the last step may have more, without further bytes */
    if (room > UINT32_MAX)
        room = UINT32_MAX;
    while (made == 0) {
        if (packed->at == packed->length && !full && !fill(packed)) {
            if (errno == 0 && packed->open)
                errno = EBADMSG; /* cut off */
            return errno == 0 ? 0 : -1;
        }
        full = false;
        if (!(packed->packing == PACKING_GZIP ? unpack_gzip(packed, out, room, &made)
                                              : unpack_zstd(packed, out, room, &made)))
            return -1;
    }
    packed->given += made;
    if (packed->given > RATIO_FREE && packed->given / RATIO_MOST > packed->read) {
        errno = EFBIG;
        return -1;
    }
    return (ssize_t)made;
}

static int close_read(void *cookie)
{
    struct packed *packed = cookie;
    if (packed->packing == PACKING_GZIP)
        inflateEnd(&packed->zlib);
    int result = fclose(packed->file);
    packed_free(packed);
    return result;
}

static FILE *unpack(FILE *file, enum packing packing, cotexto_error *error)
{
    enum { GZIP_ONLY = 16 };
    struct packed *packed = packed_new(file, packing);
    bool good = packed != NULL;
    if (good && packing == PACKING_GZIP)
        good = inflateInit2(&packed->zlib, MAX_WBITS + GZIP_ONLY) == Z_OK;
    else if (good)
        good = (packed->unzstd = ZSTD_createDStream()) != NULL;
    FILE *stream =
        !good ? NULL
              : fopencookie(packed, "r",
                            (cookie_io_functions_t){.read = read_packed, .close = close_read});
    if (stream != NULL)
        return stream;
    if (good && packing == PACKING_GZIP)
        inflateEnd(&packed->zlib);
    if (packed != NULL)
        packed_free(packed);
    fclose(file);
    error_no_memory(error);
    return NULL;
}

FILE *packed_open(const char *path, cotexto_error *error)
{
    unsigned char head[4];
    FILE *file = file_open(path, error);
    if (file == NULL || file == stdin || fseek(file, 0, SEEK_SET) != 0)
        return file;
    size_t length = fread(head, 1, sizeof head, file);
    rewind(file);
    for (size_t i = 0; i < PACKINGS; i++) {
        if (length >= packings[i].magic_length &&
            memcmp(head, packings[i].magic, packings[i].magic_length) == 0)
            return unpack(file, packings[i].packing, error);
    }
    return file;
}

bool packed_read_error(const char *path, int number, cotexto_error *error)
{
    if (number == EBADMSG) {
        error_set(error, COTEXTO_DATA, "bad-packing", "%s",
                  _("the packed file is damaged, or cut off"));
        error_file(error, path);
        return error_hint(error, "%s", _("get the file anew, or test it with gzip -t or zstd -t"));
    }
    if (number == EFBIG) {
        error_set(error, COTEXTO_DATA, "too-much",
                  _("the packed file grows to more than %llu times its size"),
                  (unsigned long long)RATIO_MOST);
        error_file(error, path);
        return error_hint(error, "%s", _("if it is what you want, unpack it yourself"));
    }
    return error_system(error, path, number, _("can't be read"));
}

int packed_line(FILE *stream, struct string *line, size_t longest, cotexto_error *error)
{
    char piece[1024];
    size_t length, before = line->length;
    int c = EOF, failed = 0;
    do {
        for (length = 0; length < sizeof piece && c != '\n'; length++) {
            if ((c = getc_unlocked(stream)) == EOF) {
                failed = ferror(stream) ? errno : 0;
                break;
            }
            piece[length] = (char)c;
        }
        string_append(line, piece, length);
    } while (length == sizeof piece && line->length - before <= longest && !line->failed);
    if (failed != 0)
        packed_read_error(NULL, failed, error);
    else if (line->length - before > longest)
        error_too_long(error, longest);
    else if (string_ok(line, error))
        return line->length > before;
    return -1;
}

/* --------------------------------------------------------------------------------------- writing
 */

static bool write_block(struct packed *packed, size_t length)
{
    return length == 0 || fwrite(packed->block, 1, length, packed->file) == length;
}

static bool pack_gzip(struct packed *packed, const char *bytes, size_t length, bool end)
{
    z_stream *z = &packed->zlib;
    int result = Z_OK;
    z->next_in = (unsigned char *)bytes;
    z->avail_in = (uInt)length;
    do {
        z->next_out = packed->block;
        z->avail_out = BLOCK;
        result = deflate(z, end ? Z_FINISH : Z_NO_FLUSH);
        if (result == Z_STREAM_ERROR || !write_block(packed, BLOCK - z->avail_out))
            return false;
    } while (end ? result != Z_STREAM_END : z->avail_in > 0);
    return true;
}

static bool pack_zstd(struct packed *packed, const char *bytes, size_t length, bool end)
{
    ZSTD_inBuffer in = {bytes, length, 0};
    size_t left;
    do {
        ZSTD_outBuffer out = {packed->block, BLOCK, 0};
        left = ZSTD_compressStream2(packed->zstd, &out, &in, end ? ZSTD_e_end : ZSTD_e_continue);
        if (ZSTD_isError(left) || !write_block(packed, out.pos))
            return false;
    } while (end ? left > 0 : in.pos < in.size);
    return true;
}

static bool pack(struct packed *packed, const char *bytes, size_t length, bool end)
{
    return packed->packing == PACKING_GZIP ? pack_gzip(packed, bytes, length, end)
                                           : pack_zstd(packed, bytes, length, end);
}

static ssize_t write_packed(void *cookie, const char *bytes, size_t length)
{
    enum { MOST = 1 << 30 };
    if (length > MOST)
        length = MOST;
    return pack(cookie, bytes, length, false) ? (ssize_t)length : 0;
}

static int close_write(void *cookie)
{
    struct packed *packed = cookie;
    bool good = pack(packed, NULL, 0, true);
    if (packed->packing == PACKING_GZIP)
        deflateEnd(&packed->zlib);
    packed_free(packed);
    return good ? 0 : -1;
}

FILE *packed_writer(FILE *under, enum packing packing, cotexto_error *error)
{
    enum { GZIP_ONLY = 16, MEMORY = 8 };
    struct packed *packed = packed_new(under, packing);
    bool good = packed != NULL;
    if (good && packing == PACKING_GZIP)
        good = deflateInit2(&packed->zlib, Z_DEFAULT_COMPRESSION, Z_DEFLATED, MAX_WBITS + GZIP_ONLY,
                            MEMORY, Z_DEFAULT_STRATEGY) == Z_OK;
    else if (good)
        good = (packed->zstd = ZSTD_createCStream()) != NULL;
    FILE *stream =
        !good ? NULL
              : fopencookie(packed, "w",
                            (cookie_io_functions_t){.write = write_packed, .close = close_write});
    if (stream != NULL)
        return stream;
    if (good && packing == PACKING_GZIP)
        deflateEnd(&packed->zlib);
    if (packed != NULL)
        packed_free(packed);
    error_no_memory(error);
    return NULL;
}

bool packed_finish(FILE *packed, cotexto_error *error)
{
    errno = 0;
    bool good = fflush(packed) == 0 && !ferror(packed);
    int number = errno;
    if (fclose(packed) == 0 && good)
        return true;
    if (number == 0)
        number = errno != 0 ? errno : EIO;
    return error_system(error, NULL, number, _("can't be written"));
}
