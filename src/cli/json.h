/* JSON on standard output: one object a line. */
#ifndef CLI_JSON_H
#define CLI_JSON_H

#include <stdio.h>

#include <jansson.h>

#include <cotexto/common.h>

/* A string; empty for an empty view. */
json_t *text_json(cotexto_text text);

/* A part of a text: {"start":..,"end":..,"text":".."}, counted in code points; null when it is
 * empty. */
json_t *range_json(cotexto_text text, cotexto_range range);

/* Writes the object on a line of its own and lets go of it. Numbers have six significant digits. */
void print_json_line(FILE *stream, json_t *object);

#endif
