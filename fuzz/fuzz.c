/* What fuzz targets share. */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/text.h"
#include "text/decode.h"

_Noreturn void fuzz_failed(const char *condition, const char *file, int line)
{
    fprintf(stderr, "%s:%d: not so: %s\n", file, line, condition);
    abort();
}

cotexto_text fuzz_part(cotexto_text *rest)
{
    const char *end = rest->length == 0 ? NULL : memchr(rest->bytes, '\0', rest->length);
    size_t length = end == NULL ? rest->length : (size_t)(end - rest->bytes);
    cotexto_text part = text_slice(*rest, 0, length);
    *rest = text_slice(*rest, end == NULL ? length : length + 1, rest->length);
    return part;
}

size_t fuzz_choice(cotexto_text *rest, size_t count)
{
    if (rest->length == 0)
        return 0;
    size_t choice = (unsigned char)rest->bytes[0] % count;
    *rest = text_slice(*rest, 1, rest->length);
    return choice;
}

bool fuzz_nfc(cotexto_text *text, struct arena *arena)
{
    return text_to_nfc(*text, arena, text, NULL);
}

struct fuzz_file fuzz_file(const void *bytes, size_t length)
{
    struct fuzz_file file = {.descriptor = memfd_create("fuzz", MFD_CLOEXEC)};
    FUZZ_ASSERT(file.descriptor >= 0);
    FUZZ_ASSERT(write(file.descriptor, bytes, length) == (ssize_t)length);
    snprintf(file.path, sizeof file.path, "/proc/self/fd/%d", file.descriptor);
    return file;
}

void fuzz_file_close(struct fuzz_file *file)
{
    close(file->descriptor);
}
