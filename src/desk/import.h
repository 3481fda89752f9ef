/* The inside of import: what its files share. */
#ifndef DESK_IMPORT_H
#define DESK_IMPORT_H

#include <cotexto/import.h>

#include "desk/change.h"
#include "desk/pair.h"
#include "memory/store.h"
#include "desk/rules.h"

/* Two languages of imported units. */
struct import_languages {
    char source[COTEXTO_TAG_SIZE], target[COTEXTO_TAG_SIZE];
};
enum { IMPORT_LANGUAGES = 8 };

/* One call of cotexto_import(). */
struct import {
    cotexto_memory *memory; /* NULL in a dry run without one */
    const cotexto_import_options *options;
    cotexto_import_counts *counts;
    struct change change; /* the revision of all that is stored */
    struct rules rules;
    struct import_languages languages[IMPORT_LANGUAGES]; /* of what was added: to learn from */
    size_t language_count;
};

/* Imports one pair of texts, or one exchange file, in a transaction of its own; `report` is filled
 * for the user (its texts live in arena). On failure nothing of it is stored. */
bool import_pair(struct import *import, const struct pair *pair, struct arena *arena,
                 cotexto_import_document *report, cotexto_error *error);
bool import_exchange(struct import *import, const char *path, struct arena *arena,
                     cotexto_import_document *report, cotexto_error *error);

/* The value of a --meta key; an empty text when it was not given. */
cotexto_text import_meta(const struct import *import, const char *key);
/* Stores the --meta keys that have no column of their own. */
bool import_put_meta(struct import *import, int64_t document, cotexto_error *error);

/* Remembers the two languages of a unit that was added; of many, the first few. */
void import_note_languages(struct import *import, const char *source, const char *target);

#endif
