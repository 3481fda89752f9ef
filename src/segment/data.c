/* Reads language data. */
#include "segment/data.h"

#include <string.h>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "base/error.h"
#include "base/message.h"
#include "base/text.h"
#include "text/unicode.h"

static const struct {
    const char *name;
    unsigned class;
} class_names[] = {
    {"[title]", WORD_TITLE},     {"[number]", WORD_NUMBER},   {"[connective]", WORD_CONNECTIVE},
    {"[other]", WORD_OTHER},     {"[starter]", WORD_STARTER}, {"[plain]", WORD_PLAIN},
    {"[last]", WORD_LAST},       {"[unit]", WORD_UNIT},       {"[label]", WORD_LABEL},
    {"[heading]", WORD_HEADING}, {"[open]", WORD_OPEN},       {"[speech]", WORD_SPEECH},
    {"[on]", WORD_ON},
};

/* false when there is no class of that name. */
static bool class_named(cotexto_text name, unsigned *class)
{
    for (size_t i = 0; i < sizeof class_names / sizeof *class_names; i++) {
        if (text_equal(name, cotexto_text_of(class_names[i].name))) {
            *class = class_names[i].class;
            return true;
        }
    }
    return false;
}

static bool refuse_class(cotexto_text name, cotexto_error *error)
{
    error_set(error, COTEXTO_DATA, "words-class", _("\"%.*s\" is no class of words"),
              (int)name.length, name.bytes);
    return error_hint(
        error, "%s", _("classes are [title], [number], [connective], [other], [starter], [plain]"));
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
    /* what is said to be a plain word loses what was said before */
    classes->classes[number] = class == WORD_PLAIN ? 0 : classes->classes[number] | class;
    return true;
}

enum { LONGEST_WORD = 64 };

/* The word in lower case but for its first letter: room for LONGEST_WORD * 4 bytes. An empty text
 * for words that are too long. */
static cotexto_text fold_word(cotexto_text word, bool capital, char *room)
{
    size_t length = 0;
    if (word.length > LONGEST_WORD)
        return TEXT("");
    for (size_t i = 0; i < word.length;) {
        size_t step;
        UChar32 c = unicode_first(text_slice(word, i, word.length), &step);
        c = capital && i == 0 ? c : u_tolower(c);
        U8_APPEND_UNSAFE(room, length, c);
        i += step;
    }
    return (cotexto_text){room, length};
}

static bool add_word(struct word_classes *classes, cotexto_text word, unsigned class,
                     struct arena *arena, cotexto_error *error)
{
    char room[LONGEST_WORD * 4];
    if (word.length > 1 && word.bytes[word.length - 1] == '.')
        word.length--;
    return add(classes, fold_word(word, true, room), class, arena, error);
}

/* The words of one line; *class is the class they are of, 0 before the first. */
static bool read_line(struct word_classes *classes, cotexto_text line, unsigned *class,
                      struct arena *arena, cotexto_error *error)
{
    for (size_t i = 0; i < line.length && line.bytes[i] != '#';) {
        size_t end = i;
        while (end < line.length && strchr(" \t\r", line.bytes[end]) == NULL)
            end++;
        cotexto_text word = text_slice(line, i, end);
        i = end + 1;
        if (word.length == 0)
            continue;
        if (word.bytes[0] == '[' ? !class_named(word, class) : *class == 0)
            return refuse_class(word, error);
        if (word.bytes[0] != '[' && !add_word(classes, word, *class, arena, error))
            return false;
    }
    return true;
}

bool word_classes_read(struct word_classes *classes, cotexto_text text, struct arena *arena,
                       cotexto_error *error)
{
    unsigned class = 0;
    size_t number = 0;
    classes->table.arena = arena;
    for (size_t start = 0; start < text.length;) {
        size_t end = start;
        while (end < text.length && text.bytes[end] != '\n')
            end++;
        number++;
        if (!read_line(classes, text_slice(text, start, end), &class, arena, error))
            return error_line(error, number, 0);
        start = end + 1;
    }
    return true;
}

void word_classes_free(struct word_classes *classes)
{
    table_free(&classes->table);
}

static unsigned look_up(const struct word_classes *classes, cotexto_text word)
{
    uint32_t number = table_find(&classes->table, word);
    return number == TABLE_NONE ? 0 : classes->classes[number];
}

unsigned word_classes_of(const struct word_classes *classes, cotexto_text word)
{
    char room[LONGEST_WORD * 4];
    unsigned found = look_up(classes, fold_word(word, false, room));
    if (word.length > 0 && u_isupper(unicode_first(word, NULL)))
        found |= look_up(classes, fold_word(word, true, room));
    return found;
}
