/* A small memory whose bytes are changed, and everything that a user may ask of it then; for the
 * unit test and for the fuzz target. */
#ifndef TESTS_UNIT_DAMAGE_H
#define TESTS_UNIT_DAMAGE_H

#include <stdbool.h>

#include <cotexto/common.h>

#include "base/string.h"

enum { DAMAGE_PAGE = 4096 }; /* bytes of a page of the file */

/* Where the one memory of the process is; in the computer's memory where there is such a place, for
 * it is written often. */
const char *damage_path(void);
/* Writes bytes there. */
void damage_write(const void *bytes, size_t length);
/* Removes it with its log. */
void damage_remove(void);

/* The bytes of a sound memory of two documents in three languages. Aborts when it can't be made. */
void damage_sound(struct string *bytes);

/* Lays the bytes down as the memory, asks it for counts, lookups, searches, an export and a doctor,
 * and imports into it. All of it must end, with answers or with an error of a kind that is expected
 * of a damaged file (COTEXTO_DATA; never "can't be used"). Returns how many of the calls failed;
 * the message of the first unexpected error goes to *unexpected. */
size_t damage_use(const void *bytes, size_t length, struct string *unexpected);

#endif
