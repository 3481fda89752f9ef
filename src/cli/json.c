/* JSON by jansson. */
#include "cli/json.h"

json_t *text_json(cotexto_text text)
{
    return json_stringn(text.bytes == NULL ? "" : text.bytes, text.length);
}

static json_int_t code_points(cotexto_text text, size_t bytes)
{
    json_int_t count = 0;
    for (size_t i = 0; i < bytes; i++)
        count += ((unsigned char)text.bytes[i] & 0xC0) != 0x80;
    return count;
}

json_t *range_json(cotexto_text text, cotexto_range range)
{
    if (range.end <= range.start)
        return json_null();
    json_t *object = json_object();
    json_object_set_new(object, "start", json_integer(code_points(text, range.start)));
    json_object_set_new(object, "end", json_integer(code_points(text, range.end)));
    cotexto_text part = {text.bytes + range.start, range.end - range.start};
    json_object_set_new(object, "text", text_json(part));
    return object;
}

void print_json_line(FILE *stream, json_t *object)
{
    json_dumpf(object, stream, JSON_COMPACT | JSON_REAL_PRECISION(6));
    fputc('\n', stream);
    json_decref(object);
}
