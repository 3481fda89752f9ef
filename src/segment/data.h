/* Language data of the segmenter: which words with a full stop do not end a sentence. */
#ifndef SEGMENT_DATA_H
#define SEGMENT_DATA_H

#include <stdbool.h>

#include <cotexto/common.h>

#include "base/table.h"

/* One language's file as it stands in data/segment, without comments. The list ends with a NULL
 * language. */
struct segment_data {
    const char *language, *text;
};
extern const struct segment_data segment_embedded[];

/* What a word may be; a word may be several. */
enum word_class {
    WORD_TITLE = 1,      /* "Sr.": a name follows */
    WORD_NUMBER = 2,     /* "núm.": a number follows */
    WORD_CONNECTIVE = 4, /* "p. ej.": never ends a sentence */
    WORD_OTHER = 8,      /* "etc.": may end one */
    WORD_STARTER = 16,   /* "El": begins sentences */
    WORD_PLAIN = 32,     /* in data only: a word of none of these, whatever was said before */
};

/* The data of one language: lower-case words without their last stop, to a set of classes. */
struct word_classes {
    struct table table; /* keys in `arena` */
    uint32_t *classes;  /* by the table's values; in `arena` */
    size_t count, room;
};

/* Adds the words of a data text: classes in brackets, each followed by its words, one or many a
 * line;
 * "#" begins a comment. Errors, with the line: "words-class" for a class that there is not, and for
 * words before the first one. */
bool word_classes_read(struct word_classes *classes, cotexto_text text, struct arena *arena,
                       cotexto_error *error);
void word_classes_free(struct word_classes *classes);
/* The classes of a word in lower case; 0: none. */
unsigned word_classes_of(const struct word_classes *classes, cotexto_text word);

#endif
