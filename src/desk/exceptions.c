/* The file of exceptions. */
#include "desk/exceptions.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "base/file.h"
#include "base/message.h"
#include "base/text.h"
#include "desk/lines.h"

enum { DIGITS = 16, KEY_SIZE = 64, REMINDER = 60 };

static bool is_hash(cotexto_text text)
{
    for (size_t i = 0; i < text.length; i++) {
        if (strchr("0123456789abcdef", text.bytes[i]) == NULL)
            return false;
    }
    return text.length == DIGITS;
}

static bool add_line(void *context, cotexto_text line, cotexto_error *error)
{
    struct exceptions *exceptions = context;
    string_append_text(&exceptions->lines, line);
    string_append_char(&exceptions->lines, '\n');
    if (!string_ok(&exceptions->lines, error))
        return false;
    if (text_trim(line).length == 0 || line.bytes[0] == '#')
        return true;
    cotexto_text rest = line, check = line_cell(&rest), hash = line_cell(&rest);
    if (!is_hash(hash) ||
        cotexto_check_named(check.bytes, check.length, NULL) == COTEXTO_CHECK_COUNT)
        return error_set(error, COTEXTO_DATA, "bad-exceptions", "%s",
                         _("the name of a rule, a tab and 16 hexadecimal digits are expected"));
    cotexto_text key = text_slice(line, 0, check.length + 1 + DIGITS);
    return table_put(&exceptions->known, key, 0) != TABLE_NONE || error_no_memory(error);
}

bool exceptions_open(struct exceptions *exceptions, const char *path, bool missing_ok,
                     cotexto_error *error)
{
    *exceptions = (struct exceptions){0};
    exceptions->known.arena = &exceptions->arena;
    return (missing_ok && access(path, F_OK) != 0) ||
           lines_read(path, "bad-exceptions", add_line, exceptions, error);
}

void exceptions_close(struct exceptions *exceptions)
{
    table_free(&exceptions->known);
    string_free(&exceptions->lines);
    arena_free(&exceptions->arena);
}

static cotexto_text key_of(const cotexto_check_finding *finding, char room[KEY_SIZE])
{
    uint64_t hash =
        hash_bytes(finding->target.bytes, finding->target.length, hash_text(finding->source));
    int length = snprintf(room, KEY_SIZE, "%s\t%016llx", cotexto_check_name(finding->check),
                          (unsigned long long)hash);
    return (cotexto_text){room, (size_t)length};
}

/* The begin of the source in one cell. */
static void append_reminder(struct string *out, cotexto_text source)
{
    size_t length = 0;
    while (length < source.length && length < REMINDER)
        length++;
    while (length < source.length && length > 0 && (source.bytes[length] & 0xC0) == 0x80)
        length--;
    for (size_t i = 0; i < length; i++)
        string_append_char(out, (unsigned char)source.bytes[i] < ' ' ? ' ' : source.bytes[i]);
}

bool exceptions_have(struct exceptions *exceptions, const cotexto_check_finding *finding, bool add,
                     bool *have, cotexto_error *error)
{
    char room[KEY_SIZE];
    cotexto_text key = key_of(finding, room);
    *have = table_find(&exceptions->known, key) != TABLE_NONE;
    if (*have || !add)
        return true;
    exceptions->changed = true;
    string_append_text(&exceptions->lines, key);
    string_append_char(&exceptions->lines, '\t');
    append_reminder(&exceptions->lines, finding->source);
    string_append_char(&exceptions->lines, '\n');
    return string_ok(&exceptions->lines, error) &&
           (table_put(&exceptions->known, key, 0) != TABLE_NONE || error_no_memory(error));
}

bool exceptions_write(const struct exceptions *exceptions, const char *path, cotexto_error *error)
{
    struct atomic_file file;
    if (!exceptions->changed)
        return true;
    if (!atomic_open(&file, path, error))
        return false;
    fwrite(exceptions->lines.bytes, 1, exceptions->lines.length, file.stream);
    return atomic_commit(&file, error); /* sees what could not be written */
}
