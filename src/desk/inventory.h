/* Inventory: all segments of some files, and which of them have the same text. */
#ifndef DESK_INVENTORY_H
#define DESK_INVENTORY_H

#include <cotexto/analyse.h>

#include "base/table.h"
#include "desk/kin.h"
#include "desk/segments.h"

struct inventory_file {
    const char *name; /* the path as text, UTF-8 */
    struct file_segments segments;
};

/* A segment that is counted. */
struct inventory_item {
    uint32_t file, segment; /* in inventory.files, and there */
    uint32_t text;          /* in inventory.texts */
    bool open;              /* to be translated */
};

/* A text that one or several segments have, with the same inline tags. */
struct inventory_text {
    struct kin_segment segment;
    cotexto_amounts amounts; /* of one segment */
    size_t first, count;     /* the open items that have it: in inventory.places */
};

struct inventory {
    struct inventory_file *files;
    size_t file_count;
    const char **passed; /* tables of folders that name no languages, and were not read */
    size_t passed_count;
    struct inventory_item *items; /* file by file */
    size_t count;
    struct inventory_text *texts; /* those of open items first, in the order of these */
    size_t text_count, open_count;
    size_t *places;              /* items */
    char from[COTEXTO_TAG_SIZE]; /* the language of all */
    struct arena arena;
};

/* Reads the files. Texts are not counted yet. Begins as {0}; ended by inventory_free(), also after
 * an error. */
bool inventory_read(struct inventory *inventory, const char *const *paths, size_t path_count,
                    const cotexto_analyse_options *options, cotexto_error *error);
void inventory_free(struct inventory *inventory);

/* Counts a text, and gives it its keys, in `arena`. `language` as of key_language(). */
bool inventory_count(struct inventory_text *text, struct tokenizer *tokenizer, uint64_t language,
                     struct arena *arena, struct arena *scratch, cotexto_error *error);

#endif
