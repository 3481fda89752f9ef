/* What was repaired in an exchange file, for people and for programs. */
#ifndef CLI_REPAIRS_H
#define CLI_REPAIRS_H

#include <cotexto/cotexto.h>

#include "cli/json.h"

/* How many of `count` places are told: the first few. */
size_t first_places(uint64_t count);
/* A line for each kind that was repaired, on standard error. */
void print_repairs(const cotexto_repair repairs[COTEXTO_REPAIR_COUNT]);
/* All kinds, with how often and where first. */
json_t *repairs_json(const cotexto_repair repairs[COTEXTO_REPAIR_COUNT]);

#endif
