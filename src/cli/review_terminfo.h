/* What is known of the user's terminal. */
#ifndef CLI_REVIEW_TERMINFO_H
#define CLI_REVIEW_TERMINFO_H

#include <stdbool.h>

/* Whether the terminal that $TERM names is known, and can show a full screen. */
bool terminal_is_able(void);

#endif
