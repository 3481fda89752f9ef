/* The import of an exchange file that was stopped goes on where it was: how a file and what is done
 * with it are recognised again. */
#include "desk/resume.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/file.h"
#include "base/message.h"
#include "base/text.h"

static uint64_t add_string(uint64_t seed, const char *string)
{
    if (string == NULL)
        string = "";
    return hash_bytes(string, strlen(string) + 1, seed); /* with its NUL: "a", "b" is not "ab" */
}

static uint64_t add_list(uint64_t seed, const char *const *strings, size_t count)
{
    for (size_t i = 0; i < count; i++)
        seed = add_string(seed, strings[i]);
    return hash_bytes(&count, sizeof count, seed);
}

static uint64_t hash_options(const cotexto_import_options *options, const char *path,
                             const char *format)
{
    const unsigned char choices[] = {options->fuzzy, options->decoding.repair,
                                     (unsigned char)options->policy};
    uint64_t hash = hash_bytes(choices, sizeof choices, 0);
    hash = add_string(add_string(add_string(hash, path), format), options->columns);
    hash = add_list(hash, options->languages, options->language_count);
    hash = add_list(hash, options->language_map, 2 * options->language_map_count);
    return add_list(hash, options->meta, 2 * options->meta_count);
}

bool resume_task(const cotexto_import_options *options, const char *path, const char *format,
                 uint64_t *task, cotexto_error *error)
{
    char bytes[1 << 16];
    size_t length;
    *task = 0;
    if (!file_is_regular(path))
        return true;
    FILE *file = file_open(path, error);
    if (file == NULL)
        return false;
    uint64_t hash = hash_options(options, path, format);
    while ((length = fread(bytes, 1, sizeof bytes, file)) > 0)
        hash = hash_bytes(bytes, length, hash);
    bool good = !ferror(file) || error_system(error, path, errno, _("can't be read"));
    file_close(file);
    *task = hash == 0 ? 1 : hash;
    return good;
}
