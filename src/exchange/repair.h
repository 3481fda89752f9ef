/* Broken XML made readable, byte by byte on its way to the parser: what stands in the file is never
 * changed. Only used when asked for; every repair is counted and the first places are kept. */
#ifndef EXCHANGE_REPAIR_H
#define EXCHANGE_REPAIR_H

#include <iconv.h>
#include <stdbool.h>
#include <stdio.h>

#include <cotexto/import.h>

#include "base/string.h"

/* The target of the processing instruction that stands where a truncated file ends: the reader
 * drops what is not whole there. */
#define REPAIR_CUT "cotexto-cut"

struct repair_place {
    uint64_t line, column; /* from 1; columns in characters */
};

struct repair {
    FILE *file; /* the caller's */
    uint64_t done;
    bool ended; /* nothing more comes from the file */
    int failed; /* errno of a read that did */
    /* bytes to UTF-8 */
    char raw[4096];
    size_t raw_length;
    iconv_t converter;
    bool started, converts;
    size_t code_unit; /* bytes that are skipped when they can't be converted */
    struct repair_place decoded;
    /* UTF-8 to well-formed XML */
    struct string text; /* decoded, from `at` on not yet looked at */
    size_t at;
    struct repair_place here;
    const char *until;  /* inside a comment, CDATA, ...: what ends it; else NULL */
    size_t nesting;     /* of [ in a document type */
    struct string open; /* names of open elements, each ended by a NUL */
    size_t depth;
    bool closed; /* the end of a truncated file was made up */
    struct string out;
    size_t given; /* of out */
    cotexto_repair made[COTEXTO_REPAIR_COUNT];
};

/* The struct must not move. */
void repair_start(struct repair *repair, FILE *file);
/* Up to `length` bytes of UTF-8 without an XML declaration; 0 at the end, -1 when the file can't be
 * read or memory is out. */
int repair_read(struct repair *repair, char *buffer, size_t length);
void repair_end(struct repair *repair);

#endif
