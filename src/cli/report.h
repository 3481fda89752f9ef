/* What an alignment says of itself, for people and for programs. */
#ifndef CLI_REPORT_H
#define CLI_REPORT_H

#include <cotexto/cotexto.h>

#include "cli/json.h"

/* Warnings about the pair and what was moved, on standard error, a line each. files: names of the
 * two texts. */
void report_doubts(const cotexto_alignment *alignment, const char *const files[2]);
/* The stretches to check, likewise; of many the first few, and how many more. */
void report_checks(const cotexto_alignment *alignment);
/* "fit", "confidence", "warnings", "moved" and "check" of a JSON object. */
void report_json(const cotexto_alignment *alignment, json_t *object);

#endif
