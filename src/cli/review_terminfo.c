/* Whether a terminal can be drawn on. Apart from the rest: the names of <term.h> are everybody's.
 */
#include <stdbool.h>
#include <unistd.h>

#include <curses.h>
#include <term.h>

#include "cli/review_terminfo.h"

bool terminal_is_able(void)
{
    int problem;
    if (setupterm(NULL, STDOUT_FILENO, &problem) != OK)
        return false;
    bool able = cursor_address != NULL && clear_screen != NULL;
    del_curterm(cur_term);
    return able;
}
