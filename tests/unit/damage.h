/* A small memory whose bytes are changed, and everything that a user may ask of it then; for the
 * unit test and for the fuzz target. */
#ifndef TESTS_UNIT_DAMAGE_H
#define TESTS_UNIT_DAMAGE_H

#include <stdbool.h>

#include <cotexto/common.h>

#include "base/string.h"

enum { DAMAGE_PAGE = 4096 }; /* bytes of a page of the file */

/* Where files go that are written often: in memory where there is such a place. */
const char *damage_folder(void);

/* The bytes of a sound memory of two documents in three languages. Aborts when it can't be made. */
void damage_sound(struct string *bytes);

/* Lays the bytes down as a file, asks it for counts, lookups, searches, an export and a doctor, and
 * imports into it. All of it must end, with answers or with an error of a kind that is expected of
 * a damaged file (COTEXTO_DATA; never "can't be used"). Returns how many of the calls failed; the
 * message of the first unexpected error goes to *unexpected. */
size_t damage_use(const void *bytes, size_t length, struct string *unexpected);

#endif
