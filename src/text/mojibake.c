/* Each character is turned into the byte that it was misread from; where such bytes make one
 * character of UTF-8, that is what was meant. */
#include "text/mojibake.h"

#include <stdint.h>

#include <unicode/utf8.h>

#include "base/error.h"

enum { LONGEST_SEQUENCE = 4, MOST_TIMES = 3 };

/* The characters of windows-1252's bytes 80 to 9F (WHATWG's index); 0 stands for the byte itself.
 */
static const UChar32 windows_1252[] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

/* The byte beyond ASCII that a character was read from; 0 when there is none. */
static unsigned char byte_of(UChar32 c)
{
    if (c >= 0x80 && c <= 0xFF)
        return (unsigned char)c;
    for (size_t i = 0; i < sizeof windows_1252 / sizeof *windows_1252; i++) {
        if (windows_1252[i] == c && c != 0)
            return (unsigned char)(0x80 + i);
    }
    return 0;
}

/* The character whose UTF-8 the characters from *at on are the bytes of; *at is moved behind them.
 * 0 when there is none: *at stays. */
static UChar32 misread(cotexto_text text, size_t *at)
{
    char bytes[LONGEST_SEQUENCE];
    size_t next = *at;
    for (size_t count = 0; count < LONGEST_SEQUENCE && next < text.length;) {
        UChar32 c, whole;
        size_t end = 0;
        U8_NEXT_OR_FFFD(text.bytes, next, text.length, c);
        bytes[count++] = (char)byte_of(c);
        if (bytes[count - 1] == 0)
            return 0;
        U8_NEXT(bytes, end, count, whole);
        if (whole >= 0x80 && end == count) {
            *at = next;
            return whole;
        }
    }
    return 0;
}

/* Letters of two bytes beyond the Latin ones of Europe. One alone may be chance, for "PERÚ»" could
 * be the bytes of an Arabic letter, too. */
static bool needs_company(UChar32 c)
{
    return c >= 0x180 && c < 0x800;
}

struct counts {
    size_t misread, others; /* characters beyond ASCII */
    bool company;           /* two letters that need it stand side by side: they are a script's */
};

static struct counts count_misread(cotexto_text text)
{
    struct counts counts = {0};
    size_t alone = 0, last_end = SIZE_MAX;
    for (size_t i = 0; i < text.length;) {
        size_t start = i;
        UChar32 c = (unsigned char)text.bytes[i] < 0x80 ? 0 : misread(text, &i);
        if (needs_company(c)) {
            counts.company = counts.company || start == last_end;
            last_end = i;
            alone++;
        } else if (c != 0) {
            counts.misread++;
        } else {
            counts.others += (unsigned char)text.bytes[i] >= 0x80;
            U8_FWD_1(text.bytes, i, text.length);
        }
    }
    *(counts.company ? &counts.misread : &counts.others) += alone;
    return counts;
}

bool mojibake_seen(cotexto_text text)
{
    struct counts counts = count_misread(text);
    return counts.misread > 0 && counts.misread >= counts.others;
}

/* One pass over the text. */
static size_t repair_once(cotexto_text text, bool company, struct string *out)
{
    size_t count = 0;
    for (size_t i = 0; i < text.length;) {
        size_t start = i;
        UChar32 c = (unsigned char)text.bytes[i] < 0x80 ? 0 : misread(text, &i);
        if (c != 0 && (company || !needs_company(c))) {
            count++;
            string_append_code_point(out, (uint32_t)c);
            continue;
        }
        i = start;
        U8_FWD_1(text.bytes, i, text.length);
        string_append(out, text.bytes + start, i - start);
    }
    return count;
}

bool mojibake_repair(struct string *text, size_t *count, cotexto_error *error)
{
    for (int i = 0; i < MOST_TIMES && mojibake_seen(string_text(text)); i++) {
        struct string repaired = {0};
        *count +=
            repair_once(string_text(text), count_misread(string_text(text)).company, &repaired);
        if (!string_ok(&repaired, error)) {
            string_free(&repaired);
            return false;
        }
        string_free(text);
        *text = repaired;
    }
    return true;
}
