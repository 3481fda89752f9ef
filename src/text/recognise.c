/* Recognition of encodings. The scorer asks of each eight-bit candidate how well its non-ASCII
 * letters sit among the others: an accented letter inside a word is likely, an accented capital or
 * a sign inside a lower-case word is not. ICU's detector, which knows no Macintosh and no DOS sets,
 * has one vote. */
#include "text/recognise.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <iconv.h>
#include <unicode/ucsdet.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "base/error.h"
#include "base/message.h"
#include "text/unicode.h"

static const struct {
    const char *bytes;
    size_t length;
    const char *encoding;
} marks[] = {
    {"\xEF\xBB\xBF", 3, "UTF-8"}, {"\xFF\xFE\0\0", 4, "UTF-32LE"}, {"\0\0\xFE\xFF", 4, "UTF-32BE"},
    {"\xFF\xFE", 2, "UTF-16LE"},  {"\xFE\xFF", 2, "UTF-16BE"},
};

/* Files that are no text, by how they begin. */
static const struct {
    const char *bytes;
    size_t length;
    const char *what;
} signatures[] = {
    {"PK\3\4", 4, N_("a zip archive or office document")},
    {"%PDF-", 5, N_("a PDF document")},
    {"\x7F"
     "ELF",
     4, N_("a program")},
    {"\x89PNG", 4, N_("a picture")},
    {"\xFF\xD8\xFF", 3, N_("a picture")},
    {"GIF8", 4, N_("a picture")},
    {"\x1F\x8B", 2, N_("a compressed file")},
    {"\x28\xB5\x2F\xFD", 4, N_("a compressed file")},
    {"\xFD"
     "7zXZ",
     5, N_("a compressed file")},
    {"\xD0\xCF\x11\xE0", 4, N_("an old office document")},
    {"SQLite format 3", 15, N_("a database")},
};

static bool begins(const char *bytes, size_t length, const char *with, size_t count)
{
    return length >= count && memcmp(bytes, with, count) == 0;
}

static bool refuse_binary(const char *what, cotexto_error *error)
{
    error_set(error, COTEXTO_DATA, "binary", _("is no text but %s"), what);
    return error_hint(error, "%s", _("save it as plain text first"));
}

/* NUL bytes stand at every other place of Western text in UTF-16. 1: little endian, 2: big endian,
 * 0: neither, -1: NUL bytes that are neither. */
static int utf16_pattern(const unsigned char *bytes, size_t length)
{
    size_t nul[2] = {0}, pairs = length / 2;
    for (size_t i = 0; i < pairs * 2; i++)
        nul[i & 1] += bytes[i] == 0;
    if (length % 2 != 0 && bytes[length - 1] == 0)
        nul[0]++;
    if (nul[0] == 0 && nul[1] == 0)
        return 0;
    if (length % 2 == 0 && nul[1] * 5 >= pairs * 2 && nul[0] * 20 <= pairs)
        return 1;
    if (length % 2 == 0 && nul[0] * 5 >= pairs * 2 && nul[1] * 20 <= pairs)
        return 2;
    return -1;
}

/* ------------------------------------------------------------------------------------ scoring */

struct candidate {
    const char *encoding;
    const char *ucsdet; /* the name ICU's detector has for it; NULL: it does not know it */
    double prior;
};

static const struct candidate candidates[] = {
    {"windows-1252", "ISO-8859-1", 1.0},
    {"MACINTOSH", NULL, 0.0},
    {"CP850", NULL, 0.0},
};

enum { CANDIDATES = sizeof candidates / sizeof *candidates, SAMPLE = 1 << 16 };

/* Letters of Western languages other than A to Z: what an accented word is made of. */
static bool is_western(UChar32 c)
{
    return (c >= 0xC0 && c <= 0xFF && c != 0xD7 && c != 0xF7) || c == 0x152 || c == 0x153 ||
           c == 0x178;
}

/* How well one non-ASCII character sits between its neighbours. */
static double fit(UChar32 before, UChar32 c, UChar32 after)
{
    bool inner = u_isalpha(before) && u_isalpha(after);
    if (is_western(c) && u_islower(c))
        return u_islower(before) || u_islower(after) || u_isupper(before) ? 1.0 : 0.2;
    if (is_western(c) && u_isupper(c))
        return u_islower(before)                                           ? -2.0
               : u_isupper(after) || u_isupper(before) || u_islower(after) ? 0.6
                                                                           : -0.2;
    switch (c) {
    case 0x2019: /* ’ in don’t and l’été, and at the end of a quotation */
        return u_isalpha(before) ? 1.2 : -0.2;
    case 0x201C:
    case 0xAB:
    case 0xBF:
    case 0xA1:
    case 0x2018:
    case 0x2014: /* “ « ¿ ¡ ‘ — open */
        return u_isalpha(before) && c != 0x2014       ? -1.0
               : u_isalpha(after) || u_isspace(after) ? 1.0
                                                      : 0.3;
    case 0x201D:
    case 0xBB:
    case 0x2026: /* ” » … close */
        return u_isalpha(after) ? -1.0 : u_isalpha(before) || u_ispunct(before) ? 1.0 : 0.3;
    case 0xBA:
    case 0xAA:
    case 0xB0: /* º ª ° */ return u_isdigit(before) || u_isalpha(before) ? 0.6 : -0.3;
    case 0x2013:
    case 0x20AC:
    case 0xA3:
    case 0xA7:
    case 0xA0:
    case 0x2022:
    case 0xB7:
    case 0xA9:
    case 0xAE: return inner ? -0.6 : 0.5;
    default: break;
    }
    if (u_iscntrl(c))
        return -3.0;
    return inner ? -1.5 : -0.5;
}

/* The sample in one candidate's eyes: mean fit of its non-ASCII characters, or -9 when it can't be
 * read so. */
static double score(const char *bytes, size_t length, const struct candidate *candidate)
{
    iconv_t converter = iconv_open("UTF-8", candidate->encoding);
    if (converter == (iconv_t)-1)
        return -9;
    size_t room = length * 3 + 1, left = length, space = room;
    char *text = malloc(room), *in = (char *)bytes, *out = text;
    bool readable = text != NULL && iconv(converter, &in, &left, &out, &space) != (size_t)-1;
    iconv_close(converter);
    double sum = 0;
    size_t count = 0;
    UChar32 before = ' ', c = ' ';
    for (size_t i = 0, end = readable ? room - space : 0; i <= end && readable;) {
        UChar32 after = ' ';
        if (i < end)
            U8_NEXT_OR_FFFD(text, i, end, after);
        else
            i++;
        if (c >= 0x80) {
            sum += fit(before, c, after);
            count++;
        }
        before = c;
        c = after;
    }
    free(text);
    return !readable ? -9 : count == 0 ? 0 : sum / (double)count;
}

/* 0.25 for what ICU's detector puts first. */
static double vote(const char *bytes, size_t length, const struct candidate *candidate)
{
    UErrorCode status = U_ZERO_ERROR;
    if (candidate->ucsdet == NULL)
        return 0;
    UCharsetDetector *detector = ucsdet_open(&status);
    if (U_FAILURE(status))
        return 0;
    ucsdet_setText(detector, bytes, (int32_t)length, &status);
    const UCharsetMatch *match = ucsdet_detect(detector, &status);
    const char *name = match == NULL ? NULL : ucsdet_getName(match, &status);
    bool first = U_SUCCESS(status) && name != NULL &&
                 (strcmp(name, candidate->ucsdet) == 0 || strcmp(name, candidate->encoding) == 0);
    ucsdet_close(detector);
    return first ? 0.25 : 0;
}

static void choose_eight_bit(const char *bytes, size_t length, struct recognised *out)
{
    double best = -100, second = -100;
    if (length > SAMPLE)
        length = SAMPLE;
    for (size_t i = 0; i < CANDIDATES; i++) {
        /* the prior decides only where the letters say little */
        double sum = score(bytes, length, &candidates[i]) + 0.1 * candidates[i].prior +
                     vote(bytes, length, &candidates[i]);
        if (sum > best) {
            second = best;
            best = sum;
            out->encoding = candidates[i].encoding;
        } else if (sum > second) {
            second = sum;
        }
    }
    double lead = best - second;
    out->confidence = lead > 1 ? 0.99 : 0.5 + 0.49 * lead;
    if (best < -5) { /* no candidate can read it: the conversion will say where */
        out->encoding = "windows-1252";
        out->confidence = 0;
    }
}

/* ---------------------------------------------------------------------------------- the whole */

static bool pass_mark(const char *bytes, size_t length, struct recognised *out)
{
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (!begins(bytes, length, marks[i].bytes, marks[i].length))
            continue;
        *out = (struct recognised){marks[i].encoding, 1, marks[i].length};
        return true;
    }
    return false;
}

static bool check_signature(const char *bytes, size_t length, cotexto_error *error)
{
    for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++) {
        if (begins(bytes, length, signatures[i].bytes, signatures[i].length))
            return refuse_binary(_(signatures[i].what), error);
    }
    return true;
}

bool recognise(const void *bytes, size_t length, const char *given, struct recognised *out,
               cotexto_error *error)
{
    bool marked = pass_mark(bytes, length, out);
    if (given != NULL) {
        size_t mark = marked && strncasecmp(given, "UTF", 3) == 0 ? out->mark : 0;
        *out = (struct recognised){
            strcasecmp(given, "utf8") == 0 || strcasecmp(given, "utf-8") == 0 ? "UTF-8" : given, 1,
            mark};
        return true;
    }
    if (marked)
        return true;
    *out = (struct recognised){"UTF-8", 1, 0};
    if (length == 0)
        return true;
    if (!check_signature(bytes, length, error))
        return false;
    int pattern = utf16_pattern(bytes, length);
    if (pattern < 0)
        return refuse_binary(_("a binary file: it holds NUL bytes"), error);
    if (pattern > 0) {
        *out = (struct recognised){pattern == 1 ? "UTF-16LE" : "UTF-16BE", 0.95, 0};
        return true;
    }
    size_t bad = unicode_first_bad((cotexto_text){bytes, length});
    if (bad == length)
        return true;
    choose_eight_bit(bytes, length, out);
    return true;
}
