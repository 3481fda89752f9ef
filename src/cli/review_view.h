/* The review in a terminal: what is on the screen, and what the keys do with it. */
#ifndef CLI_REVIEW_VIEW_H
#define CLI_REVIEW_VIEW_H

#include "cli/review_list.h"
#include "cli/review_screen.h"

enum review_mode {
    MODE_LIST,
    MODE_SPLIT, /* a caret in each text: where the second half begins */
    MODE_EDIT,
    MODE_ASK, /* a line at the foot is typed */
    MODE_HELP,
};

struct view;

struct view {
    struct cli *cli;
    cotexto_memory *memory;
    cotexto_review *review;
    struct screen screen;
    struct review_list list;
    const cotexto_review_view *seen; /* the present unit; NULL: there is none */
    enum review_mode mode;
    size_t side;              /* 0, 1: the text that keys act on when it is split or edited */
    struct editor editors[2]; /* the texts then */
    size_t scroll;            /* lines of a long unit above the window */

    char question[256]; /* when something is asked */
    void (*answered)(struct view *view, const char *answer);
    struct editor answer;
    char *phrase; /* looked for last; NULL: none */

    char message[512];
    bool alert; /* it says what went wrong */
    bool ended;

    int64_t *revisions; /* made here and not taken back, the last at the end */
    size_t revision_count, revision_room;
    struct note { /* what a call did to units, until it is known to have worked */
        int64_t unit;
        cotexto_change_kind kind;
        bool reviewed;
        bool moved; /* only its place is another one */
    } * notes;
    size_t note_count, note_room;
    bool notes_failed;
    int64_t *chosen; /* units that are about to be accepted together */
    size_t chosen_count;
};

enum { VIEW_LINES = 24, VIEW_COLUMNS = 80 }; /* the least that it needs */

/* Added to the number of a signal, as a shell does. */
enum { REVIEW_SIGNAL = 128 };
/* Goes through the list until the user ends it; gives the exit code, or REVIEW_SIGNAL and the
 * number of the signal that ended it. */
int review_view(struct cli *cli, cotexto_memory *memory, const cotexto_review_options *options);

/* ----- what its files share */

void view_draw(struct view *view);

/* Says something in the line at the foot. */
void view_say(struct view *view, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Says cli->error there, and empties it. */
void view_alert(struct view *view);
/* Reads the present unit anew. */
void view_look(struct view *view);
/* The same without those around it. */
void view_look_alone(struct view *view);

void view_accept(struct view *view);
void view_merge(struct view *view);
void view_unlink(struct view *view);
void view_undo(struct view *view);
/* What the carets say; back to the list when it worked. */
void view_split(struct view *view);
/* Moves what is behind the caret of this side to the next unit, or what is before it to the one
 * before; likewise. */
void view_move(struct view *view, bool behind);
/* Stores the texts that were edited; back to the list when it worked. */
void view_save(struct view *view);
/* Asks above which confidence all are accepted. */
void view_ask_floor(struct view *view);
/* Asks for words; goes to the next unit that has them. */
void view_ask_phrase(struct view *view);
void view_find(struct view *view, bool forward);

/* Begins to split or edit the present unit. */
void view_begin_split(struct view *view);
void view_begin_edit(struct view *view);
/* A key while a text is split, edited or typed. */
void view_split_key(struct view *view, struct key key);
void view_edit_key(struct view *view, struct key key);
void view_ask_key(struct view *view, struct key key);
/* Asks a question at the foot. */
void view_ask(struct view *view, const char *question,
              void (*answered)(struct view *view, const char *answer));

/* Columns that a side's texts have on the screen. */
size_t view_side_columns(const struct view *view, size_t side);

#endif
