/* The terminal as a full screen, on ncurses: begun, ended so that it is as it was before whatever
 * happens, its keys, and texts on it. */
#ifndef CLI_REVIEW_SCREEN_H
#define CLI_REVIEW_SCREEN_H

#include <signal.h>

#include "cli/cli.h"
#include "cli/review_text.h"

/* A key that is no character. */
enum screen_key {
    KEY_IS_CHARACTER,
    KEY_IS_ENTER,
    KEY_IS_ESCAPE,
    KEY_IS_TAB,
    KEY_IS_LEFT,
    KEY_IS_RIGHT,
    KEY_IS_UP,
    KEY_IS_DOWN,
    KEY_IS_HOME,
    KEY_IS_END,
    KEY_IS_PAGE_UP,
    KEY_IS_PAGE_DOWN,
    KEY_IS_BACKSPACE,
    KEY_IS_DELETE,
    KEY_IS_RESIZE,
    KEY_IS_UNKNOWN,
    KEY_IS_NONE, /* the user, or the system, wants the program to end */
};

struct key {
    enum screen_key kind;
    uint32_t character; /* of KEY_IS_CHARACTER; control characters as they are */
};

/* How something looks; without colours bold, faint and reverse say the same. */
enum look {
    LOOK_PLAIN,
    LOOK_BAR,    /* head and foot */
    LOOK_STRONG, /* the unit that keys act on */
    LOOK_FAINT,
    LOOK_CARET,
    LOOK_UNSURE, /* confidence: the alignment is likely to be wrong */
    LOOK_DOUBTFUL,
    LOOK_SURE,
    LOOK_ALERT,
};

enum { SCREEN_SIGNALS = 3 };
struct screen {
    void *curses; /* its SCREEN */
    size_t lines, columns;
    bool colors, caret; /* the caret is shown */
    size_t caret_line, caret_column;
    struct sigaction before[SCREEN_SIGNALS];
    sigset_t allowed; /* signals while the program waits for a key */
};

/* false: a message was printed; the exit code is EXIT_USAGE. Ended by screen_end(). */
bool screen_begin(struct screen *screen, const struct cli *cli);
/* The signal that ended the view; 0: none. */
int screen_end(struct screen *screen);

/* Waits for a key. */
struct key screen_key(struct screen *screen);
/* Whether a key waits; it is taken. */
bool screen_interrupted(void);

/* Empties the screen, without a caret; its size is that of the terminal then. */
void screen_clear(struct screen *screen);
void screen_show(const struct screen *screen);
/* All of it anew, also where the terminal should have it already. */
void screen_redraw(void);
/* Fills a line with blanks of a look. */
void screen_fill(const struct screen *screen, size_t line, enum look look);
/* Writes a text from a column on, as far as `columns` reach, harmlessly; gives the columns that it
 * took. */
size_t screen_put(const struct screen *screen, size_t line, size_t column, size_t columns,
                  enum look look, cotexto_text text);
/* The same for a message. */
size_t screen_say(const struct screen *screen, size_t line, size_t column, size_t columns,
                  enum look look, const char *text);
/* Shows the caret there. */
void screen_caret(struct screen *screen, size_t line, size_t column);

#endif
