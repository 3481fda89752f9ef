/* Localised messages: _() marks and translates, N_() only marks (for tables), P_() chooses by
 * number. */
#ifndef BASE_MESSAGE_H
#define BASE_MESSAGE_H

#include <libintl.h>

#define _(text)              dgettext("cotexto", text)
#define N_(text)             text
#define P_(one, many, count) dngettext("cotexto", one, many, (unsigned long)(count))

#endif
