/* The terminal as a full screen. Signals only set a variable; the view then ends by the one way
 * that gives the terminal back. */
#define NCURSES_WIDECHAR 1
#include "cli/review_screen.h"
#include "cli/review_terminfo.h"

#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <curses.h>

/* A signal can only reach a variable of the program. */
static volatile sig_atomic_t stopped;
static const int signals[SCREEN_SIGNALS] = {SIGINT, SIGTERM, SIGHUP};

static void take_signal(int number)
{
    stopped = number;
}

/* ------------------------------------------------------------------------------ begin and end */

/* They reach the program only while it waits for a key, so that no change is cut in two and none
 * is missed. */
static void take_signals(struct screen *screen)
{
    sigset_t blocked;
    struct sigaction action = {.sa_handler = take_signal};
    sigemptyset(&blocked);
    for (size_t i = 0; i < SCREEN_SIGNALS; i++) {
        sigaction(signals[i], &action, &screen->before[i]);
        sigaddset(&blocked, signals[i]);
    }
    sigprocmask(SIG_BLOCK, &blocked, &screen->allowed);
    for (size_t i = 0; i < SCREEN_SIGNALS; i++)
        sigdelset(&screen->allowed, signals[i]);
}

static void give_signals_back(const struct screen *screen)
{
    for (size_t i = 0; i < SCREEN_SIGNALS; i++)
        sigaction(signals[i], &screen->before[i], NULL);
    sigprocmask(SIG_SETMASK, &screen->allowed, NULL);
}

static void choose_colors(struct screen *screen, bool wanted)
{
    screen->colors = wanted && has_colors() && start_color() == OK && use_default_colors() == OK;
    if (!screen->colors)
        return;
    init_pair(LOOK_UNSURE, COLOR_RED, -1);
    init_pair(LOOK_DOUBTFUL, COLOR_YELLOW, -1);
    init_pair(LOOK_SURE, COLOR_GREEN, -1);
    init_pair(LOOK_ALERT, COLOR_RED, -1);
}

bool screen_begin(struct screen *screen, const struct cli *cli)
{
    enum { ESCAPE_MILLISECONDS = 50 };
    if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
        setlocale(LC_CTYPE, "C.UTF-8");
    stopped = 0;
    *screen = (struct screen){0};
    screen->curses = terminal_is_able() ? newterm(NULL, stdout, stdin) : NULL;
    if (screen->curses == NULL) {
        const char *term = getenv("TERM");
        usage(cli, _("the terminal \"%s\" can't show a full screen; use --export and --import"),
              term == NULL ? "" : term);
        return false;
    }
    take_signals(screen);
    choose_colors(screen, cli->terminal.colors);
    cbreak();
    noecho();
    nonl();
    keypad(stdscr, TRUE);
    nodelay(stdscr, TRUE);
    set_escdelay(ESCAPE_MILLISECONDS);
    return true;
}

int screen_end(struct screen *screen)
{
    endwin();
    delscreen(screen->curses);
    screen->curses = NULL;
    give_signals_back(screen);
    return stopped;
}

/* ---------------------------------------------------------------------------------------- keys */

static enum screen_key function_key(wint_t code)
{
    switch (code) {
    case KEY_ENTER: return KEY_IS_ENTER;
    case KEY_LEFT: return KEY_IS_LEFT;
    case KEY_RIGHT: return KEY_IS_RIGHT;
    case KEY_UP: return KEY_IS_UP;
    case KEY_DOWN: return KEY_IS_DOWN;
    case KEY_HOME: return KEY_IS_HOME;
    case KEY_END: return KEY_IS_END;
    case KEY_PPAGE: return KEY_IS_PAGE_UP;
    case KEY_NPAGE: return KEY_IS_PAGE_DOWN;
    case KEY_BACKSPACE: return KEY_IS_BACKSPACE;
    case KEY_DC: return KEY_IS_DELETE;
    case KEY_RESIZE: return KEY_IS_RESIZE;
    default: return KEY_IS_UNKNOWN;
    }
}

static enum screen_key character_key(wint_t code)
{
    switch (code) {
    case '\r':
    case '\n': return KEY_IS_ENTER;
    case '\t': return KEY_IS_TAB;
    case 0x1B: return KEY_IS_ESCAPE;
    case 0x08:
    case 0x7F: return KEY_IS_BACKSPACE;
    default: return KEY_IS_CHARACTER;
    }
}

/* Waits until a key or a signal is there. false: the terminal is gone. */
static bool wait_for_key(const struct screen *screen)
{
    struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
    int ready = ppoll(&input, 1, NULL, &screen->allowed);
    return ready <= 0 || (input.revents & (POLLHUP | POLLERR | POLLNVAL)) == 0;
}

struct key screen_key(struct screen *screen)
{
    for (;;) {
        wint_t code;
        int kind = get_wch(&code);
        if (kind == KEY_CODE_YES)
            return (struct key){function_key(code), 0};
        if (kind == OK)
            return (struct key){character_key(code), (uint32_t)code};
        if (stopped != 0)
            return (struct key){KEY_IS_NONE, 0};
        if (!wait_for_key(screen)) {
            stopped = SIGHUP;
            return (struct key){KEY_IS_NONE, 0};
        }
    }
}

bool screen_interrupted(void)
{
    wint_t code;
    return get_wch(&code) != ERR;
}

/* ------------------------------------------------------------------------------------- drawing */

void screen_clear(struct screen *screen)
{
    screen->caret = false;
    screen->lines = (size_t)LINES;
    screen->columns = (size_t)COLS;
    erase();
}

void screen_show(const struct screen *screen)
{
    curs_set(screen->caret);
    if (screen->caret)
        move((int)screen->caret_line, (int)screen->caret_column);
    refresh();
}

void screen_redraw(void)
{
    clearok(stdscr, TRUE);
}

void screen_caret(struct screen *screen, size_t line, size_t column)
{
    screen->caret = true;
    screen->caret_line = line;
    screen->caret_column = column;
}

static attr_t attributes_of(const struct screen *screen, enum look look)
{
    static const attr_t plain[] = {
        [LOOK_PLAIN] = A_NORMAL,    [LOOK_BAR] = A_REVERSE,   [LOOK_STRONG] = A_BOLD,
        [LOOK_FAINT] = A_DIM,       [LOOK_CARET] = A_REVERSE, [LOOK_UNSURE] = A_BOLD,
        [LOOK_DOUBTFUL] = A_NORMAL, [LOOK_SURE] = A_NORMAL,   [LOOK_ALERT] = A_BOLD,
    };
    bool has_pair =
        look == LOOK_UNSURE || look == LOOK_DOUBTFUL || look == LOOK_SURE || look == LOOK_ALERT;
    return plain[look] | (screen->colors && has_pair ? (attr_t)COLOR_PAIR((int)look) : 0);
}

void screen_fill(const struct screen *screen, size_t line, enum look look)
{
    attrset((int)attributes_of(screen, look));
    mvhline((int)line, 0, ' ' | attributes_of(screen, look), COLS);
    attrset(A_NORMAL);
}

size_t screen_put(const struct screen *screen, size_t line, size_t column, size_t columns,
                  enum look look, cotexto_text text)
{
    size_t used = 0;
    struct glyph glyph;
    attrset((int)attributes_of(screen, look));
    for (size_t at = 0; glyph_at(text, at, &glyph) && used + glyph.width <= columns;
         at = glyph.end) {
        char picture[GLYPH_ROOM];
        glyph_picture(text, &glyph, picture);
        mvaddstr((int)line, (int)(column + used), picture);
        used += glyph.width;
    }
    attrset(A_NORMAL);
    return used;
}

size_t screen_say(const struct screen *screen, size_t line, size_t column, size_t columns,
                  enum look look, const char *text)
{
    return screen_put(screen, line, column, columns, look, cotexto_text_of(text));
}
