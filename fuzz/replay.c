/* Stands for libFuzzer where that is not: gives a target every file of tests/data/fuzz/TARGET and
 * says so in TAP. What breaks the target breaks the program, and with it the test. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/file.h"
#include "base/string.h"
#include "fuzz.h"

enum { MOST_BYTES = 64 << 20 };

static int is_seed(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static void replay(const char *folder, const char *name, int number)
{
    struct string path = {0}, bytes = {0};
    string_append_format(&path, "%s/%s", folder, name);
    FUZZ_ASSERT(file_read(string_c(&path), MOST_BYTES, &bytes, NULL));
    /* a copy of the very size, so that reading behind it is noticed */
    uint8_t *copy = malloc(bytes.length == 0 ? 1 : bytes.length);
    FUZZ_ASSERT(copy != NULL);
    if (bytes.length > 0)
        memcpy(copy, bytes.bytes, bytes.length);
    LLVMFuzzerTestOneInput(copy, bytes.length);
    printf("ok %d - %s\n", number, name);
    fflush(stdout);
    free(copy);
    string_free(&bytes);
    string_free(&path);
}

int main(int argc, char **argv)
{
    const char *top = getenv("TOP_SRCDIR"), *slash = strrchr(argv[0], '/');
    const char *name = slash == NULL ? argv[0] : slash + 1;
    struct string folder = {0};
    struct dirent **entries;
    (void)argc;
    if (strncmp(name, "lt-", 3) == 0) /* libtool's name of a program that is not installed */
        name += 3;
    string_append_format(&folder, "%s/tests/data/fuzz/%s", top == NULL ? "." : top, name);
    int count = scandir(string_c(&folder), &entries, is_seed, alphasort);
    FUZZ_ASSERT(count > 0);
    printf("1..%d\n", count);
    for (int i = 0; i < count; i++) {
        replay(string_c(&folder), entries[i]->d_name, i + 1);
        free(entries[i]);
    }
    free(entries);
    string_free(&folder);
    return 0;
}
