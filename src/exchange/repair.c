/* Broken XML made readable. Two steps: bytes of whatever encoding to valid UTF-8, then a look at
 * each character with just enough knowledge of XML to tell markup from text. */
#include "exchange/repair.h"

#include <errno.h>
#include <string.h>
#include <strings.h>

#include <unicode/utf8.h>

#include "base/text.h"

enum { LONGEST_TAG = 1 << 20, DEEPEST = 1024, HEAD = 256 };

static void note(struct repair *repair, cotexto_repair_kind kind, struct repair_place place)
{
    cotexto_repair *made = &repair->made[kind];
    made->kind = kind;
    if (made->count < COTEXTO_FIRST_PLACES) {
        made->lines[made->count] = place.line;
        made->columns[made->count] = place.column;
    }
    made->count++;
}

static void advance(struct repair_place *place, cotexto_text text)
{
    for (size_t i = 0; i < text.length; i++) {
        unsigned char c = (unsigned char)text.bytes[i];
        if (c == '\n') {
            place->line++;
            place->column = 1;
        } else if ((c & 0xC0) != 0x80) {
            place->column++;
        }
    }
}

/* ----------------------------------------------------------------------------- bytes to UTF-8 */

static void take_decoded(struct repair *repair, const char *bytes, size_t length)
{
    string_append(&repair->text, bytes, length);
    advance(&repair->decoded, (cotexto_text){bytes, length});
}

/* The name behind encoding= in an XML declaration; "" when there is none. */
static void declared_encoding(const struct repair *repair, char name[32])
{
    cotexto_text head = {repair->raw, repair->raw_length < HEAD ? repair->raw_length : HEAD};
    const char *end = memmem(head.bytes, head.length, "?>", 2);
    const char *found = memmem(head.bytes, head.length, "encoding=", 9);
    name[0] = '\0';
    if (end == NULL || found == NULL || found > end || found + 10 >= end)
        return;
    const char *first = found + 10, *last = memchr(first, found[9], (size_t)(end - first));
    if (last != NULL && last - first < 32)
        snprintf(name, 32, "%.*s", (int)(last - first), first);
}

static bool is_wide(const char *name)
{
    return strncasecmp(name, "UTF-16", 6) == 0 || strncasecmp(name, "UTF-32", 6) == 0 ||
           strncasecmp(name, "UCS-", 4) == 0 || strncasecmp(name, "ISO-10646-UCS", 13) == 0 ||
           strcasecmp(name, "unicode") == 0;
}

static void convert_from(struct repair *repair, const char *name, size_t code_unit)
{
    /* what is called ISO-8859-1 is windows-1252 in the wild, as in text/decode.h */
    bool latin = strcasecmp(name, "ISO-8859-1") == 0;
    repair->converter = iconv_open("UTF-8", latin ? "WINDOWS-1252" : name);
    repair->converts = repair->converter != (iconv_t)-1;
    repair->code_unit = code_unit;
    if (!repair->converts)
        note(repair, COTEXTO_REPAIR_ENCODING, (struct repair_place){1, 1});
}

static bool begins(const struct repair *repair, const char *bytes, size_t length)
{
    return repair->raw_length >= length && memcmp(repair->raw, bytes, length) == 0;
}

/* Decides on the encoding by the first bytes. A byte order mark and the pattern of the bytes know
 * better than the declaration. */
static void start_decoding(struct repair *repair)
{
    char name[32];
    repair->started = true;
    declared_encoding(repair, name);
    bool mark = begins(repair, "\xEF\xBB\xBF", 3);
    if (begins(repair, "\xFF\xFE", 2) || begins(repair, "<\0", 2)) {
        convert_from(repair, "UTF-16LE", 2);
    } else if (begins(repair, "\xFE\xFF", 2) || begins(repair, "\0<", 2)) {
        convert_from(repair, "UTF-16BE", 2);
    } else if (name[0] != '\0' && strcasecmp(name, "UTF-8") != 0) {
        if (mark || is_wide(name))
            note(repair, COTEXTO_REPAIR_ENCODING, (struct repair_place){1, 1});
        else
            convert_from(repair, name, 1);
    }
    if (mark) {
        repair->raw_length -= 3;
        memmove(repair->raw, repair->raw + 3, repair->raw_length);
    }
}

/* A byte that is no UTF-8 is read as windows-1252, which it nearly always is. */
static void take_bad_byte(struct repair *repair, unsigned char byte)
{
    static const uint16_t windows[32] = {
        0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};
    note(repair, COTEXTO_REPAIR_BYTES, repair->decoded);
    string_append_code_point(&repair->text,
                             byte >= 0x80 && byte < 0xA0 ? windows[byte - 0x80] : byte);
    repair->decoded.column++;
}

/* How many bytes of raw were used up. */
static size_t decode_utf8(struct repair *repair)
{
    size_t at = 0;
    while (at < repair->raw_length) {
        size_t next = at;
        UChar32 c;
        U8_NEXT(repair->raw, next, repair->raw_length, c);
        if (c >= 0) {
            take_decoded(repair, repair->raw + at, next - at);
        } else if (next == repair->raw_length && !repair->ended && next - at < 4) {
            break; /* perhaps the rest of it is still to come */
        } else {
            next = at + 1;
            take_bad_byte(repair, (unsigned char)repair->raw[at]);
        }
        at = next;
    }
    return at;
}

static size_t decode_other(struct repair *repair)
{
    char room[4096], *in = repair->raw;
    size_t left = repair->raw_length;
    while (left > 0) {
        char *out = room;
        size_t space = sizeof room;
        errno = 0;
        size_t result = iconv(repair->converter, &in, &left, &out, &space);
        int problem = result == (size_t)-1 ? errno : 0;
        take_decoded(repair, room, sizeof room - space);
        if (problem == EINVAL && !repair->ended)
            break;
        if (problem == EILSEQ || problem == EINVAL) {
            size_t skipped = left < repair->code_unit ? left : repair->code_unit;
            note(repair, COTEXTO_REPAIR_BYTES, repair->decoded);
            take_decoded(repair, "\xEF\xBF\xBD", 3);
            in += skipped;
            left -= skipped;
        }
    }
    return repair->raw_length - left;
}

/* Reads more into text. false: nothing more comes. */
static bool fill(struct repair *repair)
{
    if (repair->ended)
        return false;
    size_t count = fread(repair->raw + repair->raw_length, 1,
                         sizeof repair->raw - repair->raw_length, repair->file);
    repair->failed = ferror(repair->file) ? errno : 0;
    repair->raw_length += count;
    repair->done += count;
    repair->ended = count == 0;
    if (!repair->started)
        start_decoding(repair);
    if (repair->at > 0) { /* what was looked at is no longer needed */
        repair->text.length -= repair->at;
        memmove(repair->text.bytes, repair->text.bytes + repair->at, repair->text.length);
        repair->at = 0;
    }
    size_t used = repair->converts ? decode_other(repair) : decode_utf8(repair);
    repair->raw_length -= used;
    memmove(repair->raw, repair->raw + used, repair->raw_length);
    return true;
}

/* ------------------------------------------------------------------------------ markup or text */

static cotexto_text ahead(const struct repair *repair)
{
    return text_slice(string_text(&repair->text), repair->at, repair->text.length);
}

/* At least `length` bytes lie ahead, or the file has no more. */
static cotexto_text look_ahead(struct repair *repair, size_t length)
{
    while (repair->text.length - repair->at < length && fill(repair))
        continue;
    return ahead(repair);
}

static void pass_over(struct repair *repair, size_t length)
{
    advance(&repair->here, text_slice(ahead(repair), 0, length));
    repair->at += length;
}

static void copy(struct repair *repair, size_t length)
{
    string_append(&repair->out, repair->text.bytes + repair->at, length);
    pass_over(repair, length);
}

static bool is_name_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           strchr("-._:", c) != NULL || (c & 0x80) != 0;
}

static bool starts_name(char c)
{
    return is_name_byte(c) && !(c >= '0' && c <= '9') && c != '-' && c != '.';
}

static bool starts_with(cotexto_text text, const char *start)
{
    size_t length = strlen(start);
    return text.length >= length && memcmp(text.bytes, start, length) == 0;
}

static size_t name_length(cotexto_text text, size_t from)
{
    size_t at = from;
    while (at < text.length && text.bytes[at] != '\0' && is_name_byte(text.bytes[at]))
        at++;
    return at - from;
}

static size_t skip_blanks(cotexto_text text, size_t at)
{
    while (at < text.length && text.bytes[at] != '\0' && strchr(" \t\r\n", text.bytes[at]) != NULL)
        at++;
    return at;
}

enum { NO_TAG = 0, UNFINISHED = -1 };

/* The length of the attribute that begins at `at`, its value between quotation marks; NO_TAG or
 * UNFINISHED as below. */
static long attribute_length(cotexto_text text, size_t at)
{
    size_t from = at, name = name_length(text, at);
    if (at + name == text.length)
        return UNFINISHED;
    if (name == 0)
        return NO_TAG;
    at = skip_blanks(text, at + name);
    if (at < text.length && text.bytes[at] != '=')
        return NO_TAG;
    at = skip_blanks(text, at + 1);
    if (at >= text.length)
        return UNFINISHED;
    if (text.bytes[at] != '"' && text.bytes[at] != '\'')
        return NO_TAG;
    const char *last = memchr(text.bytes + at + 1, text.bytes[at], text.length - at - 1);
    return last == NULL ? UNFINISHED : last + 1 - (text.bytes + from);
}

/* The length of the tag that the text begins with; NO_TAG: its < stands for itself; UNFINISHED: the
 * text ends within what may be a tag. */
static long tag_length(cotexto_text text)
{
    size_t at = text.length > 1 && text.bytes[1] == '/' ? 2 : 1;
    if (at >= text.length)
        return UNFINISHED;
    if (!starts_name(text.bytes[at]))
        return NO_TAG;
    at += name_length(text, at);
    for (;;) {
        size_t blanks = skip_blanks(text, at) - at;
        at += blanks;
        if (at == text.length || (text.bytes[at] == '/' && at + 1 == text.length))
            return UNFINISHED;
        if (text.bytes[at] == '>')
            return (long)at + 1;
        if (text.bytes[at] == '/')
            return text.bytes[at + 1] == '>' ? (long)at + 2 : NO_TAG;
        long length = blanks == 0 ? NO_TAG : attribute_length(text, at);
        if (length <= 0)
            return length;
        at += (size_t)length;
    }
}

/* ------------------------------------------------------------------------------------ repairs */

static bool is_xml_character(long c)
{
    return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c < 0xD800) ||
           (c >= 0xE000 && c <= 0xFFFD) || (c >= 0x10000 && c <= 0x10FFFF);
}

/* The length of the reference that the text begins with, 0 when it is none that XML knows. *c: the
 * character of "&#...;", else -1. */
static size_t reference_length(cotexto_text text, long *c)
{
    static const char *const names[] = {"&lt;", "&gt;", "&amp;", "&quot;", "&apos;"};
    static const char digits[] = "0123456789abcdef";
    *c = -1;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (starts_with(text, names[i]))
            return strlen(names[i]);
    }
    if (!starts_with(text, "&#"))
        return 0;
    int base = text.length > 2 && text.bytes[2] == 'x' ? 16 : 10;
    size_t from = base == 16 ? 3 : 2, at = from;
    long value = 0;
    for (; at < text.length && text.bytes[at] != '\0'; at++) {
        const char *digit = strchr(digits, text.bytes[at] | 0x20);
        if (digit == NULL || digit - digits >= base)
            break;
        if (value <= 0x10FFFF)
            value = value * base + (digit - digits);
    }
    if (at == from || at >= text.length || text.bytes[at] != ';')
        return 0;
    *c = value;
    return at + 1;
}

/* Copies one character of text, or what should stand in its place. How many bytes
 * were used. */
static size_t copy_character(struct repair *repair, cotexto_text text)
{
    size_t length = 0;
    long c = -1;
    if (text.bytes[0] == '&') {
        length = reference_length(text, &c);
        if (length == 0) {
            note(repair, COTEXTO_REPAIR_AMPERSAND, repair->here);
            string_append_c(&repair->out, "&amp;");
            pass_over(repair, 1);
            return 1;
        }
    } else {
        UChar32 point;
        U8_NEXT(text.bytes, length, text.length, point);
        c = point;
    }
    if (c != -1 && !is_xml_character(c)) {
        note(repair, COTEXTO_REPAIR_CONTROL, repair->here);
        pass_over(repair, length);
    } else {
        copy(repair, length);
    }
    return length;
}

static void write_less_than(struct repair *repair)
{
    note(repair, COTEXTO_REPAIR_LESS_THAN, repair->here);
    string_append_c(&repair->out, "&lt;");
    pass_over(repair, 1);
}

/* Keeps the account of open elements. */
static void count_element(struct repair *repair, cotexto_text tag)
{
    bool end = tag.bytes[1] == '/';
    cotexto_text name = text_slice(tag, 1 + end, 1 + end + name_length(tag, 1 + end));
    if (end && repair->depth > 0) {
        size_t last = repair->open.length - 1;
        while (last > 0 && repair->open.bytes[last - 1] != '\0')
            last--;
        if (!text_equal(name, cotexto_text_of(repair->open.bytes + last)))
            return; /* the parser will say so */
        repair->open.length = last;
        repair->depth--;
    } else if (!end && tag.bytes[tag.length - 2] != '/' && repair->depth < DEEPEST) {
        string_append_text(&repair->open, name);
        string_append_char(&repair->open, '\0');
        repair->depth++;
    }
}

/* A tag is copied whole: in the values of its attributes, characters are repaired, too. */
static void copy_tag(struct repair *repair, size_t length)
{
    count_element(repair, text_slice(ahead(repair), 0, length));
    copy(repair, 1);
    for (length--; length > 0;) {
        cotexto_text rest = text_slice(ahead(repair), 0, length);
        if (rest.bytes[0] == '<') {
            write_less_than(repair);
            length--;
        } else {
            length -= copy_character(repair, rest);
        }
    }
}

/* At "<". false: the file ends within the tag. */
static bool take_markup(struct repair *repair)
{
    static const struct {
        const char *start, *end;
    } kinds[] = {{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}, {"<!", ">"}};
    cotexto_text text = look_ahead(repair, 16);
    if (starts_with(text, "<?xml") && !is_name_byte(text.bytes[5])) {
        repair->until = "<"; /* the declaration tells of an encoding that is no more */
        return true;
    }
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (!starts_with(text, kinds[i].start))
            continue;
        repair->until = kinds[i].end;
        copy(repair, strlen(kinds[i].start));
        return true;
    }
    long length;
    while ((length = tag_length(ahead(repair))) == UNFINISHED &&
           repair->text.length - repair->at < LONGEST_TAG && fill(repair))
        continue;
    if (length == UNFINISHED && repair->text.length - repair->at < LONGEST_TAG)
        return false;
    if (length > 0)
        copy_tag(repair, (size_t)length);
    else
        write_less_than(repair);
    return true;
}

/* Copies one character inside a comment and its like, or its end. */
static void take_other(struct repair *repair)
{
    cotexto_text text = look_ahead(repair, 4);
    char c = text.bytes[0];
    if (strcmp(repair->until, ">") == 0) /* an internal subset has > inside */
        repair->nesting += c == '[' ? 1 : c == ']' && repair->nesting > 0 ? (size_t)-1 : 0;
    if (repair->nesting == 0 && starts_with(text, repair->until)) {
        copy(repair, strlen(repair->until));
        repair->until = NULL;
        return;
    }
    if (c == '&')
        copy(repair, 1);
    else
        copy_character(repair, text);
}

/* Passes over the XML declaration; its line ends stay. */
static void drop_declaration(struct repair *repair)
{
    cotexto_text text = look_ahead(repair, HEAD);
    const char *end = memmem(text.bytes, text.length, "?>", 2);
    size_t length = end == NULL ? text.length : (size_t)(end + 2 - text.bytes);
    for (size_t i = 0; i < length; i++) {
        if (text.bytes[i] == '\n')
            string_append_char(&repair->out, '\n');
    }
    pass_over(repair, length);
    repair->until = NULL;
}

/* The file ends before its elements do. */
static void close_elements(struct repair *repair)
{
    repair->closed = true;
    if (repair->depth == 0 && repair->at == repair->text.length)
        return;
    note(repair, COTEXTO_REPAIR_TRUNCATED, repair->here);
    if (repair->until != NULL)
        string_append_c(&repair->out, repair->until);
    string_append_c(&repair->out, "<?" REPAIR_CUT "?>");
    while (repair->depth > 0) {
        size_t last = repair->open.length - 1;
        while (last > 0 && repair->open.bytes[last - 1] != '\0')
            last--;
        string_append_format(&repair->out, "</%s>", repair->open.bytes + last);
        repair->open.length = last;
        repair->depth--;
    }
    repair->at = repair->text.length;
}

static void step(struct repair *repair)
{
    cotexto_text text = look_ahead(repair, 16);
    if (text.length == 0)
        close_elements(repair);
    else if (repair->until != NULL && repair->until[0] == '<')
        drop_declaration(repair);
    else if (repair->until != NULL)
        take_other(repair);
    else if (text.bytes[0] != '<')
        copy_character(repair, text);
    else if (!take_markup(repair))
        close_elements(repair);
}

void repair_start(struct repair *repair, FILE *file)
{
    *repair = (struct repair){.file = file, .decoded = {1, 1}, .here = {1, 1}};
}

int repair_read(struct repair *repair, char *buffer, size_t length)
{
    if (repair->given == repair->out.length) {
        repair->given = 0;
        string_reset(&repair->out);
        while (repair->out.length < length && !repair->closed && !repair->out.failed &&
               !repair->text.failed)
            step(repair);
    }
    if (repair->out.failed || repair->text.failed || repair->open.failed || repair->failed != 0)
        return -1;
    size_t left = repair->out.length - repair->given, count = left < length ? left : length;
    if (count > 0)
        memcpy(buffer, repair->out.bytes + repair->given, count);
    repair->given += count;
    return (int)count;
}

void repair_end(struct repair *repair)
{
    if (repair->converts)
        iconv_close(repair->converter);
    string_free(&repair->text);
    string_free(&repair->open);
    string_free(&repair->out);
    *repair = (struct repair){0};
}
