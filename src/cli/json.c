/* JSON by jansson. */
#include "cli/json.h"

json_t *text_json(cotexto_text text)
{
    return json_stringn(text.bytes == NULL ? "" : text.bytes, text.length);
}

void print_json_line(FILE *stream, json_t *object)
{
    json_dumpf(object, stream, JSON_COMPACT | JSON_REAL_PRECISION(6));
    fputc('\n', stream);
    json_decref(object);
}
