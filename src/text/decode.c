/* Bytes to text: recognise, convert by iconv, check, normalise. Recognition is in recognise.c; here
 * is the conversion, which is strict: what can't be decoded is an error with its place, or a
 * counted U+FFFD when the user asked for that. */
#include "text/decode.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

#include <unicode/unorm2.h>
#include <unicode/utf8.h>

#include "base/error.h"
#include "base/message.h"
#include "base/string.h"
#include "base/text.h"
#include "text/mojibake.h"
#include "text/recognise.h"
#include "text/unicode.h"

struct conversion {
    const char *bytes;
    size_t length;
    const struct decode_options *options;
    struct string out;
    size_t replaced;
    cotexto_error *error;
};

static size_t line_of(const struct conversion *c, size_t offset)
{
    size_t line = 1;
    for (size_t i = 0; i < offset; i++)
        line += c->bytes[i] == '\n';
    return line;
}

bool decode_error(unsigned char byte, size_t offset, const char *encoding, const char *hint,
                  cotexto_error *error)
{
    error_set(error, COTEXTO_DATA, "undecodable",
              _("byte 0x%02X at offset %zu can't be read as %s"), byte, offset, encoding);
    error_offset(error, (int64_t)offset);
    return error_hint(error, "%s", hint);
}

/* The bytes at `offset` can't be decoded: an error, or U+FFFD. */
static bool undecodable(struct conversion *c, size_t offset, const char *encoding)
{
    if (c->options->replace) {
        string_append_code_point(&c->out, 0xFFFD);
        c->replaced++;
        return true;
    }
    const char *hint = c->options->hint != NULL
                           ? c->options->hint
                           : _("name the right encoding with --encoding, or use --on-error=replace "
                               "to put a mark there");
    decode_error((unsigned char)c->bytes[offset], c->options->offset + offset, encoding, hint,
                 c->error);
    return error_line(c->error, c->options->line + line_of(c, offset), 0);
}

/* windows-1252 leaves five bytes without meaning: 81 8D 8F 90 9D. */
static bool convert(struct conversion *c, iconv_t converter, const char *encoding)
{
    char *in = (char *)c->bytes, room[8192];
    size_t left = c->length;
    while (left > 0) {
        char *out = room;
        size_t space = sizeof room;
        size_t result = iconv(converter, &in, &left, &out, &space);
        int number = errno;
        string_append(&c->out, room, (size_t)(out - room));
        if (result != (size_t)-1 || number == E2BIG)
            continue;
        if (!undecodable(c, (size_t)(in - c->bytes), encoding))
            return false;
        if (number == EINVAL) /* cut off in the middle of a character at the very end */
            break;
        in++;
        left--;
        iconv(converter, NULL, NULL, NULL, NULL);
    }
    return true;
}

/* iconv lets through what is no Unicode (above U+10FFFF), and UTF-8 needs no conversion at all: ICU
 * is the judge. */
static bool check_utf8(struct conversion *c, const char *encoding)
{
    size_t start = 0;
    for (size_t i = 0; i < c->length;) {
        size_t at = i;
        UChar32 character;
        U8_NEXT(c->bytes, i, c->length, character);
        if (character >= 0)
            continue;
        string_append(&c->out, c->bytes + start, at - start);
        start = i;
        if (!undecodable(c, at, encoding))
            return false;
    }
    string_append(&c->out, c->bytes + start, c->length - start);
    return true;
}

static bool to_utf8(struct conversion *c, const char *encoding)
{
    if (strcmp(encoding, "UTF-8") == 0)
        return check_utf8(c, encoding) && string_ok(&c->out, c->error);
    iconv_t converter = iconv_open("UTF-8", encoding);
    if (converter == (iconv_t)-1) {
        error_set(c->error, COTEXTO_USAGE, "unknown-encoding", _("encoding \"%s\" is unknown"),
                  encoding);
        return error_hint(c->error, "%s", _("iconv --list names them all"));
    }
    bool good = convert(c, converter, encoding);
    iconv_close(converter);
    if (!good || !string_ok(&c->out, c->error))
        return false;
    if (unicode_first_bad(string_text(&c->out)) == c->out.length)
        return true;
    return error_set(c->error, COTEXTO_DATA, "undecodable", _("is not text in %s"), encoding);
}

/* ------------------------------------------------------------------------------------ hygiene */

static bool is_bidi_control(UChar32 c)
{
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E ||
           c == 0x200F || c == 0x061C;
}

bool decode_clean(cotexto_text text, bool lines, bool first, struct string *out,
                  struct decoded *decoded, cotexto_error *error)
{
    for (size_t i = 0; i < text.length;) {
        size_t start = i;
        UChar32 c;
        U8_NEXT_OR_FFFD(text.bytes, i, text.length, c);
        decoded->bidi_controls += is_bidi_control(c);
        bool feed = i < text.length && text.bytes[i] == '\n';
        if (c == '\r' && (feed || !lines)) {
            i += feed;
            string_append_char(out, '\n');
        } else if ((c == 0x85 || c == '\r') && lines) {
            string_append_char(out, ' ');
        } else if (c == 0x85 || (c == 0x2028 && !lines)) {
            string_append_char(out, '\n');
        } else if (c == 0x2029 && !lines) {
            string_append_c(out, "\n\n");
        } else if (c == 0xFEFF && start == 0 && first) {
            continue;
        } else if (c != '\t' && c != '\n' && (c < 0x20 || (c >= 0x7F && c < 0xA0))) {
            decoded->controls++;
        } else {
            string_append(out, text.bytes + start, i - start);
        }
    }
    return string_ok(out, error);
}

/* Every text of characters below U+0300 is in NFC: no byte of it is 0xCC or more. */
static bool is_surely_nfc(cotexto_text text)
{
    unsigned char all = 0;
    for (size_t i = 0; i < text.length; i++)
        all |= (unsigned char)text.bytes[i] >= 0xCC;
    return all == 0;
}

bool text_to_nfc(cotexto_text text, struct arena *arena, cotexto_text *out, cotexto_error *error)
{
    size_t bad = unicode_first_bad(text);
    UErrorCode status = U_ZERO_ERROR;
    if (bad < text.length) {
        error_set(error, COTEXTO_DATA, "undecodable",
                  _("byte 0x%02X at offset %zu can't be read as %s"),
                  (unsigned char)text.bytes[bad], bad, "UTF-8");
        error_hint(error, "%s", _("give text in UTF-8"));
        return error_offset(error, (int64_t)bad);
    }
    if (is_surely_nfc(text)) {
        *out = text;
        return true;
    }
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
    if (U_FAILURE(status))
        return error_no_memory(error);
    return unicode_normalize(nfc, text, arena, out, error);
}

static bool finish(struct conversion *c, struct arena *arena, struct decoded *out,
                   cotexto_error *error)
{
    struct string cleaned = {0};
    cotexto_text kept, nfc;
    /* before controls are dropped: they may be the second half of a letter */
    out->mojibake = mojibake_seen(string_text(&c->out));
    if (c->options->repair && out->mojibake && !mojibake_repair(&c->out, &out->repaired, error))
        return false;
    out->mojibake = out->mojibake && out->repaired == 0;
    bool good = decode_clean(string_text(&c->out), c->options->lines, true, &cleaned, out, error);
    if (good) {
        kept = arena_text(arena, string_text(&cleaned));
        good =
            (kept.bytes != NULL || error_no_memory(error)) && text_to_nfc(kept, arena, &nfc, error);
    }
    string_free(&cleaned);
    if (!good)
        return false;
    out->text = nfc;
    return true;
}

bool decode_bytes(const void *bytes, size_t length, const struct decode_options *options,
                  struct arena *arena, struct decoded *out, cotexto_error *error)
{
    struct recognised seen;
    *out = (struct decoded){0};
    bytes = length == 0 ? "" : bytes; /* an empty view may have NULL, which no offset is added to */
    if (!recognise(bytes, length, options->encoding, &seen, error))
        return false;
    struct conversion c = {.bytes = (const char *)bytes + seen.mark,
                           .length = length - seen.mark,
                           .options = options,
                           .error = error};
    bool good = to_utf8(&c, seen.encoding) && finish(&c, arena, out, error);
    out->replaced = c.replaced;
    out->confidence = seen.confidence;
    string_free(&c.out);
    out->encoding = arena_string(arena, seen.encoding);
    return good && (out->encoding != NULL || error_no_memory(error));
}
