/* Errors: fixed rooms for every part, so that reporting a failure can never fail itself. */
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/message.h"

struct cotexto_error {
    cotexto_kind kind;
    const char *id; /* a string constant */
    size_t line;    /* from 1; 0: not known */
    size_t column;
    int64_t offset; /* from 0; -1: not known */
    char message[1024];
    char hint[512];
    char file[4096];
};

cotexto_error *cotexto_error_new(void)
{
    cotexto_error *error = malloc(sizeof *error);
    if (error != NULL)
        cotexto_error_clear(error);
    return error;
}

void cotexto_error_free(cotexto_error *error)
{
    free(error);
}

void cotexto_error_clear(cotexto_error *error)
{
    if (error == NULL)
        return;
    error->kind = COTEXTO_OK;
    error->id = "";
    error->line = error->column = 0;
    error->offset = -1;
    error->message[0] = error->hint[0] = error->file[0] = '\0';
}

cotexto_kind cotexto_error_kind(const cotexto_error *error)
{
    return error == NULL ? COTEXTO_OK : error->kind;
}

const char *cotexto_error_id(const cotexto_error *error)
{
    return error == NULL ? "" : error->id;
}

const char *cotexto_error_message(const cotexto_error *error)
{
    return error == NULL ? "" : error->message;
}

const char *cotexto_error_hint(const cotexto_error *error)
{
    return error == NULL ? "" : error->hint;
}

const char *cotexto_error_file(const cotexto_error *error)
{
    return error == NULL ? "" : error->file;
}

size_t cotexto_error_line(const cotexto_error *error)
{
    return error == NULL ? 0 : error->line;
}

size_t cotexto_error_column(const cotexto_error *error)
{
    return error == NULL ? 0 : error->column;
}

int64_t cotexto_error_offset(const cotexto_error *error)
{
    return error == NULL ? -1 : error->offset;
}

/* A message cut in the middle of a UTF-8 character would be bad data of our own making. */
static void end_on_character(char *text, size_t size)
{
    size_t length = strlen(text);
    if (length + 1 < size)
        return;
    while (length > 0 && ((unsigned char)text[length - 1] & 0xC0) == 0x80)
        length--;
    if (length > 0 && ((unsigned char)text[length - 1] & 0x80) != 0)
        length--;
    text[length] = '\0';
}

static void write_text(char *room, size_t size, const char *format, va_list arguments)
{
    vsnprintf(room, size, format, arguments);
    end_on_character(room, size);
}

bool error_set(cotexto_error *error, cotexto_kind kind, const char *id, const char *format, ...)
{
    if (error == NULL || error->kind != COTEXTO_OK)
        return false;
    error->kind = kind;
    error->id = id;
    va_list arguments;
    va_start(arguments, format);
    write_text(error->message, sizeof error->message, format, arguments);
    va_end(arguments);
    return false;
}

bool error_no_memory(cotexto_error *error)
{
    return error_set(error, COTEXTO_NO_MEMORY, "out-of-memory", "%s", _("out of memory"));
}

bool error_too_long(cotexto_error *error, size_t most)
{
    return error_set(error, COTEXTO_DATA, "too-long", _("longer than the limit of %zu bytes"),
                     most);
}

bool error_cancelled(cotexto_error *error)
{
    return error_set(error, COTEXTO_CANCELLED, "cancelled", "%s", _("stopped"));
}

bool error_system(cotexto_error *error, const char *file, int number, const char *message)
{
    error_set(error, COTEXTO_IO, "input-output", "%s: %s", message, strerror(number));
    return error_file(error, file);
}

static bool is_set(const cotexto_error *error)
{
    return error != NULL && error->kind != COTEXTO_OK;
}

bool error_file(cotexto_error *error, const char *file)
{
    if (is_set(error) && error->file[0] == '\0' && file != NULL) {
        snprintf(error->file, sizeof error->file, "%s", file);
        end_on_character(error->file, sizeof error->file);
    }
    return false;
}

bool error_line(cotexto_error *error, size_t line, size_t column)
{
    if (is_set(error) && error->line == 0) {
        error->line = line;
        error->column = column;
    }
    return false;
}

bool error_offset(cotexto_error *error, int64_t offset)
{
    if (is_set(error) && error->offset < 0)
        error->offset = offset;
    return false;
}

bool error_hint(cotexto_error *error, const char *format, ...)
{
    if (!is_set(error) || error->hint[0] != '\0')
        return false;
    va_list arguments;
    va_start(arguments, format);
    write_text(error->hint, sizeof error->hint, format, arguments);
    va_end(arguments);
    return false;
}

bool error_add_hint(cotexto_error *error, const char *format, ...)
{
    if (!is_set(error))
        return false;
    size_t length = strlen(error->hint);
    if (length > 0 && length + 1 < sizeof error->hint)
        error->hint[length++] = ' ';
    va_list arguments;
    va_start(arguments, format);
    write_text(error->hint + length, sizeof error->hint - length, format, arguments);
    va_end(arguments);
    return false;
}

bool error_in_data(cotexto_error *error)
{
    if (is_set(error) && error->kind == COTEXTO_USAGE)
        error->kind = COTEXTO_DATA;
    return false;
}

bool error_move(cotexto_error *error, cotexto_error *from)
{
    if (error != NULL && error->kind == COTEXTO_OK && is_set(from))
        *error = *from;
    cotexto_error_clear(from);
    return false;
}
