/* Recognition of encodings. The scorer asks of each eight-bit candidate how well its non-ASCII
 * letters sit among the others: by how often each stands beside its neighbours (letters.h), and by
 * what is known of marks and signs: a sign inside a lower-case word is unlikely. ICU's detector,
 * which knows no Macintosh and no DOS sets, has one vote. */
#include "text/recognise.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <iconv.h>
#include <unicode/ucsdet.h>
#include <unicode/uchar.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include "base/error.h"
#include "base/message.h"
#include "text/letters.h"
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

bool recognise_refuse_nul(cotexto_error *error)
{
    return refuse_binary(_("a binary file: it holds NUL bytes"), error);
}

/* The bytes read as UTF-16 of one byte order: the share of its units that are characters of running
 * text; -1 when they are no UTF-16 at all. */
static double fit_utf16(const unsigned char *bytes, size_t length, bool little)
{
    size_t usual = 0, units = length / 2;
    bool paired = true; /* no first half of a pair is waiting */
    for (size_t i = 0; i < units; i++) {
        unsigned low = bytes[2 * i + !little], high = bytes[2 * i + little];
        UChar32 c = (UChar32)(high << 8 | low);
        if (U16_IS_TRAIL(c) == paired)
            return -1;
        paired = !U16_IS_LEAD(c);
        usual += U16_IS_SURROGATE(c) || u_isprint(c) || u_isspace(c);
        if (c == 0)
            return -1;
    }
    return length % 2 != 0 || !paired ? -1 : (double)usual / (double)units;
}

enum utf16_order { UTF16_NOT, UTF16_LITTLE, UTF16_BIG, UTF16_BINARY };

/* UTF-16 of any script holds NUL bytes, for blanks, digits and line ends have them, at even places
 * or at odd ones. Text in eight bits has none, but by accident. */
static enum utf16_order utf16_pattern(const unsigned char *bytes, size_t length)
{
    size_t nul[2] = {0};
    for (size_t i = 0; i < length; i++)
        nul[i & 1] += bytes[i] == 0;
    if (nul[0] + nul[1] == 0)
        return UTF16_NOT;
    bool little = nul[1] > nul[0];
    size_t right = nul[little], wrong = nul[!little]; /* wrong: characters such as U+4E00 */
    if (right * 50 < length / 2 || wrong * 20 > length / 2 ||
        fit_utf16(bytes, length, little) < 0.95)
        return UTF16_BINARY;
    return little ? UTF16_LITTLE : UTF16_BIG;
}

/* ------------------------------------------------------------------------------------ scoring */

struct candidate {
    const char *encoding;
    const char *ucsdet; /* the name ICU's detector has for it; NULL: it does not know it */
    double prior;       /* ln, against the rarer ones */
};

static const struct candidate candidates[] = {
    {"windows-1252", "ISO-8859-1", 1.2},
    {"MACINTOSH", NULL, 0.0},
    {"CP850", NULL, 0.0},
};

/* FIT_WEIGHT: nats that one full point of fit() is worth beside what was counted. */
enum { FIT_WEIGHT = 8, CANDIDATES = sizeof candidates / sizeof *candidates, SAMPLE = 1 << 16 };

/* Accented letters of Western languages with how common they are, 1 for the commonest. The rest of
 * Latin-1's letters count a tenth. */
static const struct {
    UChar32 letter;
    double common;
} accented[] = {
    {0xE9, 1.00}, {0xF3, .98}, {0xED, .98}, {0xE1, .98}, {0xF1, .95},  {0xFA, .85},
    {0xFC, .85},  {0xE4, .80}, {0xF6, .80}, {0xE8, .70}, {0xE0, .70},  {0xE7, .80},
    {0xE3, .80},  {0xF5, .60}, {0xEA, .65}, {0xDF, .60}, {0xE2, .45},  {0xF4, .45},
    {0xEE, .35},  {0xFB, .30}, {0xEB, .35}, {0xEF, .40}, {0xF2, .35},  {0xF9, .35},
    {0xEC, .30},  {0xE5, .40}, {0xF8, .40}, {0xE6, .40}, {0x153, .25},
};

/* Letters of Western languages other than A to Z: what an accented word is made of. */
static bool is_western(UChar32 c)
{
    return (c >= 0xC0 && c <= 0xFF && c != 0xD7 && c != 0xF7) || c == 0x152 || c == 0x153 ||
           c == 0x178;
}

static double commonness(UChar32 c)
{
    UChar32 lower = u_tolower(c);
    for (size_t i = 0; i < sizeof accented / sizeof *accented; i++) {
        if (accented[i].letter == lower)
            return accented[i].common;
    }
    return 0.1;
}

/* A text as code points, with blanks before and behind, so that neighbours are always there. */
struct sample {
    UChar32 *at; /* at[-2] .. at[count + 1] are valid */
    size_t count;
};

static bool is_one_of(UChar32 c, const char *letters)
{
    return c > 0 && c < 0x80 && strchr(letters, u_tolower(c)) != NULL;
}

static double fit_letter(const UChar32 *c)
{
    if (*c == 0xE7 && is_one_of(c[1], "aou"))
        return 1; /* ça, ço, çu: nothing else has ç before them so often */
    if (*c == 0xE1 && is_one_of(c[1], "aeo"))
        return -0.2;
    if (u_islower(*c)) {
        bool lonely = !u_isalpha(c[-1]) && !u_isalpha(c[1]);
        double fit = u_isupper(c[-1]) && u_isupper(c[1]) ? -0.5 : commonness(*c);
        return lonely && *c != 0xE0 && *c != 0xE9 && *c != 0xF3 ? 0.1 : fit;
    }
    if (u_islower(c[-1]))
        return -2; /* a capital inside a word */
    bool word = u_isalpha(c[-1]) || u_isalpha(c[1]);
    return word ? 0.7 * commonness(*c) : -0.2;
}

/* The apostrophe of don’t, Maria’s, l’été, at the end of a plural, or closing a quotation. */
static double fit_apostrophe(const UChar32 *c)
{
    UChar32 next = u_tolower(c[1]);
    if (!u_isalpha(c[-1]))
        return u_ispunct(c[-1]) || u_isdigit(c[-1]) ? 0.6 : u_isalpha(c[1]) ? 0.0 : -0.4;
    if (!u_isalpha(c[1]))
        return u_tolower(c[-1]) == 's' ? 0.8 : 0.6;
    if ((next == 's' || next == 't' || next == 'm' || next == 'd') && !u_isalpha(c[2]))
        return 1.3; /* it’s, don’t, I’m, I’d */
    if ((next == 'l' && u_tolower(c[2]) == 'l') ||
        ((next == 'r' || next == 'v') && u_tolower(c[2]) == 'e'))
        return 1.2; /* we’ll, we’re, we’ve */
    bool elided = u_isupper(c[1]) || c[1] >= 0x80 || is_one_of(c[1], "aeiouyh");
    return !u_isalpha(c[-2]) && elided && is_one_of(c[-1], "ldjnscmto") ? 0.8
                                                                        : -0.6; /* l’été, O’Brien */
}

/* How well one non-ASCII character sits between its neighbours. */
static double fit(const UChar32 *c)
{
    bool before = u_isalpha(c[-1]), after = u_isalpha(c[1]), inner = before && after;
    if (is_western(*c))
        return fit_letter(c);
    switch (*c) {
    case 0x2019: return fit_apostrophe(c);
    case 0x2014:
    case 0x2013: /* — – between blanks, between words, between numbers */
        return inner                                   ? 0.6
               : (u_isspace(c[-1]) || u_isspace(c[1])) ? 1.0
               : u_isdigit(c[-1]) && u_isdigit(c[1])   ? 1.0
                                                       : 0.3;
    case 0x201C:
    case 0xAB:
    case 0xBF:
    case 0xA1:
    case 0x2018: /* “ « ¿ ¡ ‘ open */
        return before                                                        ? -1.0
               : after || u_isspace(c[1]) || u_ispunct(c[1]) || c[1] >= 0x80 ? 1.0
                                                                             : 0.4;
    case 0x201D:
    case 0xBB:
    case 0x2026: /* ” » … close */
        return after && *c != 0x2026                                 ? -1.0
               : *c == 0x2026 && u_isspace(c[-1]) && u_isspace(c[1]) ? 0.8
               : before || u_ispunct(c[-1]) || u_isdigit(c[-1])      ? 1.0
                                                                     : 0.4;
    case 0xBA:
    case 0xAA:
    case 0xB0: /* º ª ° */
        if (*c == 0xB0 && is_one_of(c[1], "cf") && !u_isalpha(c[2]))
            return 1.3; /* 65 °C */
        if (c[-1] == '.' && u_isdigit(c[-2]))
            return 1; /* 2.º */
        return inner ? -1.0 : u_isdigit(c[-1]) || before ? 0.8 : -0.3;
    case 0xA3:
    case 0x20AC:
    case 0xA5: /* £ € ¥ stand beside numbers */
        return inner ? -1.0 : u_isdigit(c[1]) || u_isdigit(c[-1]) ? 1.2 : before ? -0.5 : 0.3;
    case 0xB2:
    case 0xB3:
    case 0xBD:
    case 0xBC:
    case 0xBE:
    case 0xB1:
    case 0xB5: /* ² ³ ½ ¼ ¾ ± µ */ return after && *c != 0xB5 ? -0.6 : 0.6;
    case 0xA0:
        if (u_isspace(c[-1]) && u_isalpha(c[1]))
            return -0.5; /* no blank stands behind another before a word */
        return inner ? -0.6 : 0.6;
    case 0xA7:
    case 0x2022:
    case 0xB7:
    case 0xA9:
    case 0xAE:
    case 0x2122:
    case 0xD7:
    case 0xF7:
    case 0x2264:
    case 0x2265: return inner && *c != 0xB7 ? -0.6 : 0.6;
    default: break;
    }
    if (u_iscntrl(*c))
        return -3.0;
    return inner ? -1.5 : -0.5;
}

/* The bytes in one candidate's eyes; false when they can't be read so. Ended by sample_free(). */
static bool sample_make(const char *bytes, size_t length, const struct candidate *candidate,
                        struct sample *sample)
{
    iconv_t converter = iconv_open("UTF-8", candidate->encoding);
    if (converter == (iconv_t)-1)
        return false;
    size_t room = length * 3 + 1, left = length, space = room;
    char *text = malloc(room), *in = (char *)bytes, *out = text;
    bool readable = text != NULL && iconv(converter, &in, &left, &out, &space) != (size_t)-1;
    iconv_close(converter);
    UChar32 *points = readable ? malloc((length + 4) * sizeof *points) : NULL;
    sample->count = 0;
    sample->at = points == NULL ? NULL : points + 2;
    for (size_t i = 0, end = room - space; points != NULL && i < end;) {
        UChar32 c;
        U8_NEXT_OR_FFFD(text, i, end, c);
        sample->at[sample->count++] = c;
    }
    free(text);
    if (points == NULL)
        return false;
    sample->at[-2] = sample->at[-1] = ' ';
    sample->at[sample->count] = sample->at[sample->count + 1] = ' ';
    return true;
}

static void sample_free(struct sample *sample)
{
    free(sample->at - 2);
}

/* ln of how likely the non-ASCII characters are. */
static double score(const char *bytes, size_t length, const struct candidate *candidate)
{
    struct sample sample;
    double sum = 0;
    if (!sample_make(bytes, length, candidate, &sample))
        return -1e9;
    for (size_t i = 0; i < sample.count; i++) {
        const UChar32 *c = &sample.at[i];
        if (*c >= 0x80)
            sum += FIT_WEIGHT * fit(c) - letter_cost(c[-1], c[0], c[1]);
    }
    sample_free(&sample);
    return sum;
}

/* 1 for what ICU's detector puts first. */
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
    return first ? 1 : 0;
}

static void choose_eight_bit(const char *bytes, size_t length, struct recognised *out)
{
    double best = -INFINITY, second = -INFINITY;
    if (length > SAMPLE)
        length = SAMPLE;
    for (size_t i = 0; i < CANDIDATES; i++) {
        /* the prior decides only where the letters say little */
        double sum = score(bytes, length, &candidates[i]) + candidates[i].prior +
                     vote(bytes, length, &candidates[i]);
        if (sum > best) {
            second = best;
            best = sum;
            out->encoding = candidates[i].encoding;
        } else if (sum > second) {
            second = sum;
        }
    }
    /* neighbours are not as independent as the sum takes them: half of it is trusted */
    out->confidence = fmin(0.99, 1 / (1 + exp((second - best) / 2)));
    if (best < -1e8) { /* no candidate can read it: the conversion will say where */
        out->encoding = "windows-1252";
        out->confidence = 0;
    }
}

/* ------------------------------------------------------------------------------- damaged UTF-8 */

/* Nearly all bytes beyond ASCII are characters of UTF-8, which chance does not give: a text in
 * UTF-8 with some wrong bytes, and read as anything else all of it would be wrong. The conversion
 * says where they are. */
static bool is_damaged_utf8(const char *bytes, size_t length)
{
    enum { FEWEST = 8 }; /* characters, and for each wrong byte */
    size_t good = 0, bad = 0;
    for (size_t i = 0; i < length;) {
        UChar32 c;
        U8_NEXT(bytes, i, length, c);
        good += c >= 0x80;
        bad += c < 0;
    }
    return good >= FEWEST && good / FEWEST >= bad;
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
    enum utf16_order pattern = utf16_pattern(bytes, length);
    if (pattern == UTF16_BINARY)
        return recognise_refuse_nul(error);
    if (pattern != UTF16_NOT) {
        *out = (struct recognised){pattern == UTF16_LITTLE ? "UTF-16LE" : "UTF-16BE", 0.95, 0};
        return true;
    }
    size_t bad = unicode_first_bad((cotexto_text){bytes, length});
    if (bad == length || is_damaged_utf8(bytes, length))
        return true;
    choose_eight_bit(bytes, length, out);
    return true;
}
