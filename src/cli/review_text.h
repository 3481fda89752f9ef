/* Texts on a screen: cut into what readers see as characters, and into lines. */
#ifndef CLI_REVIEW_TEXT_H
#define CLI_REVIEW_TEXT_H

#include <cotexto/cotexto.h>

/* What stands in one place: a character with all that combines with it. */
struct glyph {
    size_t start, end; /* bytes of the text */
    size_t width;      /* columns that its picture takes, 1.. */
};

/* Reads the glyph at a byte; false at the end. */
bool glyph_at(cotexto_text text, size_t at, struct glyph *out);
/* The byte where the glyph before `at` begins; 0 at the start. */
size_t glyph_before(cotexto_text text, size_t at);
/* Where the next word begins (its length: there is none), and where the last one before began. */
size_t word_behind(cotexto_text text, size_t at);
size_t word_before(cotexto_text text, size_t at);

enum { GLYPH_ROOM = 64 };
/* How a glyph is written: nothing in it can give the terminal orders. Ended by a NUL. */
void glyph_picture(cotexto_text text, const struct glyph *glyph, char out[GLYPH_ROOM]);

/* A line of a text that is wrapped; the blank at its end may stand out. */
struct text_line {
    size_t start, end; /* bytes */
    size_t width;      /* columns without the blank at the end */
};

struct text_lines {
    struct text_line *items;
    size_t count, room;
};

/* Wraps a text: at least one line. Begins as {0}; ended by text_lines_free(). false: out of memory.
 */
bool text_wrap(struct text_lines *lines, cotexto_text text, size_t columns);
void text_lines_free(struct text_lines *lines);
/* The line that holds a byte of the text, and the columns before it there. */
size_t text_line_of(const struct text_lines *lines, cotexto_text text, size_t at, size_t *column);
/* The byte that stands at a column of a line, or the nearest before it. */
size_t text_byte_at(const struct text_lines *lines, cotexto_text text, size_t line, size_t column);

/* The text that is edited, and the caret in it. */
struct editor {
    char *bytes; /* NULL: empty */
    size_t length, room, caret;
};

cotexto_text editor_text(const struct editor *editor);
/* Takes a text over, with the caret at its end. false: out of memory. */
bool editor_set(struct editor *editor, cotexto_text text);
/* Puts bytes before the caret. */
bool editor_insert(struct editor *editor, const char *bytes, size_t length);
/* Takes out what stands between a byte and the caret, which then stands where it was. */
void editor_erase_to(struct editor *editor, size_t at);
/* Takes out the code point before the caret: accents one by one. */
void editor_backspace(struct editor *editor);
void editor_free(struct editor *editor);

#endif
