/* Splices and encodings. */
#include "exchange/splice.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/error.h"
#include "base/message.h"
#include "base/text.h"

void splice_replace(struct splice *splice, size_t start, size_t end, cotexto_text by)
{
    splice->edits = arena_grow(splice->arena, splice->edits, splice->count, &splice->room,
                               sizeof *splice->edits);
    if (splice->edits != NULL)
        by = arena_text(splice->arena, by);
    splice->failed |= splice->edits == NULL || by.bytes == NULL;
    if (splice->failed)
        splice->count = splice->room = 0;
    else
        splice->edits[splice->count++] = (struct splice_edit){start, end, by};
}

/* Each remembers its number in the order of the array, which qsort() need not keep. */
struct ordered {
    struct splice_edit edit;
    size_t number;
};

static int compare(const void *left, const void *right)
{
    const struct ordered *a = left, *b = right;
    if (a->edit.start != b->edit.start)
        return a->edit.start < b->edit.start ? -1 : 1;
    return (a->number > b->number) - (a->number < b->number);
}

bool splice_apply(struct splice *splice, cotexto_text bytes, struct string *out,
                  cotexto_error *error)
{
    struct ordered *ordered = arena_array(splice->arena, splice->count, sizeof *ordered);
    size_t from = 0;
    if (splice->failed || ordered == NULL)
        return error_no_memory(error);
    for (size_t i = 0; i < splice->count; i++)
        ordered[i] = (struct ordered){splice->edits[i], i};
    qsort(ordered, splice->count, sizeof *ordered, compare);
    for (size_t i = 0; i < splice->count; i++) {
        const struct splice_edit *edit = &ordered[i].edit;
        if (edit->start < from)
            continue;
        string_append_text(out, text_slice(bytes, from, edit->start));
        string_append_text(out, edit->by);
        from = edit->end;
    }
    string_append_text(out, text_slice(bytes, from, bytes.length));
    return string_ok(out, error);
}

/* ----------------------------------------------------------------------------------- encodings */

static bool is_utf8(const char *encoding)
{
    return strcasecmp(encoding, "UTF-8") == 0 || strcasecmp(encoding, "UTF8") == 0;
}

/* A text put among the bytes of these would not be read as it is written. */
static bool has_states(const char *encoding)
{
    static const char *const beginnings[] = {"ISO-2022", "ISO2022", "HZ",       "UTF-7",
                                             "UTF7",     "UTF-16",  "UTF16",    "UTF-32",
                                             "UTF32",    "UCS",     "ISO-10646"};
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++) {
        if (strncasecmp(encoding, beginnings[i], strlen(beginnings[i])) == 0)
            return true;
    }
    return false;
}

bool encoder_open(struct encoder *encoder, const char *encoding, enum encoder_missing missing,
                  cotexto_error *error)
{
    *encoder = (struct encoder){.to = (iconv_t)-1, .missing = missing};
    if (is_utf8(encoding))
        return true;
    if (!has_states(encoding))
        encoder->to = iconv_open(encoding, "UTF-8");
    return encoder->to != (iconv_t)-1 ||
           error_set(error, COTEXTO_DATA, "unknown-encoding",
                     _("texts can't be written in the encoding \"%s\""), encoding);
}

void encoder_close(struct encoder *encoder)
{
    if (encoder->to != (iconv_t)-1)
        iconv_close(encoder->to);
    encoder->to = (iconv_t)-1;
}

/* One character of valid UTF-8. */
static size_t character_length(unsigned char first)
{
    return first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

static void append_reference(struct string *out, cotexto_text character)
{
    uint32_t value = (unsigned char)character.bytes[0] & (0x7FU >> character.length);
    for (size_t i = 1; i < character.length; i++)
        value = value << 6 | ((unsigned char)character.bytes[i] & 0x3F);
    string_append_format(out, "&#x%X;", (unsigned)value);
}

bool encoder_append(struct encoder *encoder, struct string *out, cotexto_text text)
{
    if (encoder->to == (iconv_t)-1 || text_is_ascii(text)) {
        string_append_text(out, text);
        return true;
    }
    for (size_t at = 0, length; at < text.length; at += length) {
        char room[16], *input = (char *)text.bytes + at, *output = room;
        length = character_length((unsigned char)*input);
        size_t left = length, free = sizeof room;
        if (iconv(encoder->to, &input, &left, &output, &free) == 0 && left == 0)
            string_append(out, room, sizeof room - free);
        else if (encoder->missing == ENCODER_REFERENCE)
            append_reference(out, text_slice(text, at, at + length));
        else if (encoder->missing == ENCODER_QUESTION)
            string_append_char(out, '?');
        else
            return false;
    }
    return true;
}

bool encoder_convert(const char *from, const char *to, cotexto_text bytes, struct string *out,
                     cotexto_error *error)
{
    enum { PIECE = 4096 };
    char room[PIECE], *input = (char *)bytes.bytes;
    size_t left = bytes.length, result = 0;
    int number = 0;
    iconv_t conversion = iconv_open(to, from);
    if (conversion == (iconv_t)-1)
        return error_no_memory(error);
    do {
        char *output = room;
        size_t free = sizeof room;
        result = iconv(conversion, &input, &left, &output, &free);
        number = errno;
        string_append(out, room, sizeof room - free);
    } while (result == (size_t)-1 && number == E2BIG);
    iconv_close(conversion);
    if (result != (size_t)-1)
        return string_ok(out, error);
    error_set(error, COTEXTO_DATA, "undecodable", _("the file is not all in %s"), from);
    return error_offset(error, (int64_t)(bytes.length - left));
}
