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
    WORD_LAST = 64,      /* "etc.": ends one before any capital */
    WORD_UNIT = 128,     /* "km.": behind a number it is an ordinary word */
    WORD_LABEL = 256,    /* "plan": a single letter names it, "plan B." */
    WORD_HEADING = 512, /* "Artículo": with its number it begins a heading, "Artículo 5. Plazo." */
    WORD_OPEN = 1024,   /* "en": no sentence ends behind it, whatever dots follow */
    WORD_SPEECH = 2048, /* "asked": tells who said what stands in quotation marks */
    WORD_ON = 4096,     /* goes on where a sentence might have ended: "8 a.m. Monday" */
};

/* The data of one language: words without their last stop, to a set of classes. A word in lower
 * case is met in any case, one with a capital only with a capital. */
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
/* The classes of a word as it stands in a text, without its last stop; 0: none, and for very long
 * ones. */
unsigned word_classes_of(const struct word_classes *classes, cotexto_text word);

#endif
