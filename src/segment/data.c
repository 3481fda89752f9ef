/* Reads language data. */
#include "segment/data.h"

#include <string.h>

#include "base/error.h"
#include "base/text.h"

static const struct {
    const char *name;
    unsigned class;
} class_names[] = {
    {"[title]", WORD_TITLE}, {"[number]", WORD_NUMBER},   {"[connective]", WORD_CONNECTIVE},
    {"[other]", WORD_OTHER}, {"[starter]", WORD_STARTER},
};

static unsigned class_named(cotexto_text name)
{
    for (size_t i = 0; i < sizeof class_names / sizeof *class_names; i++) {
        if (text_equal(name, cotexto_text_of(class_names[i].name)))
            return class_names[i].class;
    }
    return 0;
}

static bool add(struct word_classes *classes, cotexto_text word, unsigned class,
                struct arena *arena, cotexto_error *error)
{
    uint32_t number = table_put(&classes->table, word, (uint32_t)classes->count);
    if (number == TABLE_NONE)
        return error_no_memory(error);
    if (number == classes->count) {
        classes->classes = arena_grow(arena, classes->classes, classes->count, &classes->room,
                                      sizeof *classes->classes);
        if (classes->classes == NULL)
            return error_no_memory(error);
        classes->classes[classes->count++] = 0;
    }
    classes->classes[number] |= class;
    return true;
}

bool word_classes_read(struct word_classes *classes, cotexto_text text, struct arena *arena,
                       cotexto_error *error)
{
    unsigned class = 0;
    classes->table.arena = arena;
    for (size_t i = 0; i < text.length;) {
        size_t end = i;
        while (end < text.length && strchr(" \t\r\n", text.bytes[end]) == NULL)
            end++;
        cotexto_text word = text_slice(text, i, end);
        i = end + 1;
        if (word.length == 0)
            continue;
        if (word.bytes[0] == '[')
            class = class_named(word);
        else if (class != 0 && !add(classes, word, class, arena, error))
            return false;
    }
    return true;
}

void word_classes_free(struct word_classes *classes)
{
    table_free(&classes->table);
}

unsigned word_classes_of(const struct word_classes *classes, cotexto_text word)
{
    uint32_t number = table_find(&classes->table, word);
    return number == TABLE_NONE ? 0 : classes->classes[number];
}
