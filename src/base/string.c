/* Growing strings: doubled room, sticky failure. */
#include "base/string.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"

static bool make_room(struct string *string, size_t more)
{
    if (string->failed)
        return false;
    size_t need;
    if (__builtin_add_overflow(string->length, more, &need) || need == SIZE_MAX)
        goto failed;
    need++;
    if (need <= string->capacity)
        return true;
    size_t capacity = string->capacity < 64 ? 64 : string->capacity;
    while (capacity < need) {
        if (__builtin_mul_overflow(capacity, (size_t)2, &capacity))
            capacity = need;
    }
    char *bytes = realloc(string->bytes, capacity);
    if (bytes == NULL)
        goto failed;
    string->bytes = bytes;
    string->capacity = capacity;
    return true;
failed:
    string->failed = true;
    return false;
}

void string_append(struct string *string, const char *bytes, size_t length)
{
    if (!make_room(string, length))
        return;
    if (length > 0)
        memcpy(string->bytes + string->length, bytes, length);
    string->length += length;
    string->bytes[string->length] = '\0';
}

void string_append_text(struct string *string, cotexto_text text)
{
    string_append(string, text.bytes, text.length);
}

void string_append_c(struct string *string, const char *text)
{
    string_append(string, text, strlen(text));
}

void string_append_char(struct string *string, char c)
{
    string_append(string, &c, 1);
}

void string_append_code_point(struct string *string, uint32_t c)
{
    if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
        c = 0xFFFD;
    char bytes[4];
    size_t length;
    if (c < 0x80) {
        bytes[0] = (char)c;
        length = 1;
    } else if (c < 0x800) {
        bytes[0] = (char)(0xC0 | c >> 6);
        bytes[1] = (char)(0x80 | (c & 0x3F));
        length = 2;
    } else if (c < 0x10000) {
        bytes[0] = (char)(0xE0 | c >> 12);
        bytes[1] = (char)(0x80 | (c >> 6 & 0x3F));
        bytes[2] = (char)(0x80 | (c & 0x3F));
        length = 3;
    } else {
        bytes[0] = (char)(0xF0 | c >> 18);
        bytes[1] = (char)(0x80 | (c >> 12 & 0x3F));
        bytes[2] = (char)(0x80 | (c >> 6 & 0x3F));
        bytes[3] = (char)(0x80 | (c & 0x3F));
        length = 4;
    }
    string_append(string, bytes, length);
}

void string_append_format(struct string *string, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    if (length < 0)
        string->failed = true;
    else if (make_room(string, (size_t)length)) {
        vsnprintf(string->bytes + string->length, (size_t)length + 1, format, again);
        string->length += (size_t)length;
    }
    va_end(again);
    va_end(arguments);
}

bool string_ok(const struct string *string, cotexto_error *error)
{
    return string->failed ? error_no_memory(error) : true;
}

cotexto_text string_text(const struct string *string)
{
    return (cotexto_text){string->bytes, string->length};
}

const char *string_c(const struct string *string)
{
    return string->length == 0 ? "" : string->bytes;
}

void string_reset(struct string *string)
{
    string->length = 0;
    string->failed = false;
}

void string_free(struct string *string)
{
    free(string->bytes);
    *string = (struct string){0};
}
