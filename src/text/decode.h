/* Bytes to text: recognises the encoding, converts by streaming iconv, checks with ICU, gives NFC.
 */
#ifndef TEXT_DECODE_H
#define TEXT_DECODE_H

#include <stdbool.h>

#include <cotexto/common.h>

#include "base/arena.h"
#include "base/string.h"

struct decode_options {
    const char *encoding; /* an iconv name the user gave; NULL: recognise it */
    bool lines;           /* only LF and CRLF end a line; else CR, NEL, LS and PS do, too */
    bool repair;          /* mojibake becomes what it was */
    bool replace; /* undecodable bytes become U+FFFD and are counted; else they are an error */
    size_t offset,
        line;         /* how much of the file is before the bytes, for errors: bytes, and lines */
    const char *hint; /* what to do about undecodable bytes; NULL: use the options */
};

struct decoded {
    cotexto_text text; /* UTF-8, NFC, line ends LF, without byte order mark; owned by the arena */
    const char *encoding; /* "UTF-8", "UTF-16LE", "UTF-16BE", "windows-1252", ..., or what the user
                             gave (arena) */
    double confidence;    /* 0..1 that the encoding is right; 1 when given by the user or by a byte
                             order mark */
    size_t replaced;      /* U+FFFD put in for undecodable bytes */
    size_t controls;      /* C0/C1 controls but TAB and LF that were dropped */
    size_t bidi_controls; /* kept in the text: U+202A-202E, 2066-2069, 200E, 200F, 061C */
    bool mojibake;        /* looks like UTF-8 once read as windows-1252; never after a repair */
    size_t repaired;      /* characters of mojibake that were repaired */
};

/* Order of recognition: byte order mark, NUL pattern of UTF-16, strict UTF-8, own scorer with ICU's
 * detector as one vote, windows-1252. ISO-8859-1 is read as windows-1252 (WHATWG). Errors,
 * COTEXTO_DATA unless said: "undecodable" with line and byte offset and the byte's value in the
 * message; "binary" (NUL bytes or a binary file's signature); "unknown-encoding" (COTEXTO_USAGE).
 * Never //IGNORE, never //TRANSLIT. */
bool decode_bytes(const void *bytes, size_t length, const struct decode_options *options,
                  struct arena *arena, struct decoded *out, cotexto_error *error);

/* Two steps of decode_bytes(), for who decodes piece by piece. Line ends to LF, controls out, bidi
 * controls and controls counted in `decoded`; first: the text begins a file, where a mark is none
 * of its characters. The text is well-formed UTF-8. */
bool decode_clean(cotexto_text text, bool lines, bool first, struct string *out,
                  struct decoded *decoded, cotexto_error *error);
/* Sets the error for a byte that can't be decoded, with its offset and a hint what to do. Always
 * false. */
bool decode_error(unsigned char byte, size_t offset, const char *encoding, const char *hint,
                  cotexto_error *error);

/* NFC of UTF-8 text that may come in any normal form; the text itself when it is NFC already.
 * Ill-formed UTF-8 is the error "undecodable". */
bool text_to_nfc(cotexto_text text, struct arena *arena, cotexto_text *out, cotexto_error *error);

#endif
