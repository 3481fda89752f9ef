/* How many texts come back from encodings that nobody names: pieces of a text in UTF-8, written in
 * each encoding.
 *
 *   bench/encodings FILE...   a line a file and size: the share that is right, in percent */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <iconv.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "base/file.h"
#include "base/text.h"
#include "text/decode.h"

enum { PIECES = 300, TRIES = 400000, LONGEST = 2000 * 4 };

static const char *const encodings[] = {"UTF-8", "ISO-8859-1", "windows-1252", "MACINTOSH",
                                        "CP850", "UTF-16LE",   "UTF-16BE"};

/* The same in every run and on every machine (Knuth's MMIX generator). */
static size_t next_random(uint64_t *state, size_t below)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (size_t)(*state >> 33) % below;
}

/* A piece of `size` characters with at least one beyond ASCII, and no controls and separators,
 * which decoding drops or unifies; an empty one when chance wills. */
static cotexto_text take_piece(cotexto_text text, size_t size, uint64_t *state)
{
    size_t start = next_random(state, text.length), end;
    while (start > 0 && U8_IS_TRAIL(text.bytes[start]))
        start--;
    end = start;
    bool plain = true;
    for (size_t i = 0; i < size && end < text.length; i++) {
        UChar32 c;
        U8_NEXT_OR_FFFD(text.bytes, end, text.length, c);
        plain = plain && c < 0x80;
        if (c != '\n' && !u_isprint(c))
            return (cotexto_text){"", 0};
    }
    return plain ? (cotexto_text){"", 0} : text_slice(text, start, end);
}

/* 1: comes back; 0: does not; -1: the encoding has not all its characters. */
static int comes_back(cotexto_text piece, const char *encoding, struct arena *arena)
{
    char bytes[LONGEST * 2], *in = (char *)piece.bytes, *out = bytes;
    size_t left = piece.length, room = sizeof bytes;
    struct decoded decoded;
    iconv_t converter = iconv_open(encoding, "UTF-8");
    bool written = iconv(converter, &in, &left, &out, &room) != (size_t)-1;
    iconv_close(converter);
    if (!written)
        return -1;
    return decode_bytes(bytes, sizeof bytes - room, &(struct decode_options){0}, arena, &decoded,
                        NULL) &&
           text_equal(decoded.text, piece);
}

static double share_right(cotexto_text text, size_t size, const char *encoding)
{
    struct arena arena = {0};
    size_t right = 0, all = 0;
    uint64_t state = size;
    for (size_t i = 0; i < TRIES && all < PIECES; i++) {
        cotexto_text piece = take_piece(text, size, &state);
        int back = piece.length == 0 ? -1 : comes_back(piece, encoding, &arena);
        all += back >= 0;
        right += back == 1;
        arena_reset(&arena);
    }
    arena_free(&arena);
    return all == 0 ? 0 : 100.0 * (double)right / (double)all;
}

int main(int argc, char **argv)
{
    static const size_t sizes[] = {20, 50, 200, 2000};
    for (int i = 1; i < argc; i++) {
        struct string file = {0};
        struct arena arena = {0};
        cotexto_text text;
        if (!file_read(argv[i], SIZE_MAX / 4, &file, NULL) ||
            !text_to_nfc(string_text(&file), &arena, &text, NULL))
            return 2;
        for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
            printf("%s %zu:", argv[i], sizes[k]);
            for (size_t e = 0; e < sizeof encodings / sizeof *encodings; e++)
                printf(" %s %.1f", encodings[e], share_right(text, sizes[k], encodings[e]));
            putchar('\n');
        }
        arena_free(&arena);
        string_free(&file);
    }
    return 0;
}
