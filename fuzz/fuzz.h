/* What fuzz targets share. A target is one function that takes any bytes and must neither crash,
 * nor leak, nor run on, nor break what it asserts. libFuzzer calls it with bytes of its own making
 * (./check --fuzz); replay.c calls it with those that once were a finding (./check). */
#ifndef FUZZ_FUZZ_H
#define FUZZ_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cotexto/common.h>

#include "base/arena.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

/* Unlike assert() it is never compiled away. */
#define FUZZ_ASSERT(condition)                                                                     \
    do {                                                                                           \
        if (!(condition))                                                                          \
            fuzz_failed(#condition, __FILE__, __LINE__);                                           \
    } while (0)
_Noreturn void fuzz_failed(const char *condition, const char *file, int line);

/* Cuts the bytes in front of the next NUL off *rest; all of it when there is none. */
cotexto_text fuzz_part(cotexto_text *rest);
/* Cuts the first byte off *rest: a choice of 0..count-1; 0 when nothing is left. */
size_t fuzz_choice(cotexto_text *rest, size_t count);
/* The same text as texts reach the inner rooms: UTF-8 in NFC; false when it is none. */
bool fuzz_nfc(cotexto_text *text, struct arena *arena);

/* A file with these bytes that has no name on any disk; its path lives until fuzz_file_close(). */
struct fuzz_file {
    int descriptor;
    char path[32];
};
struct fuzz_file fuzz_file(const void *bytes, size_t length);
void fuzz_file_close(struct fuzz_file *file);

#endif
