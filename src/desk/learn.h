/* Learning after imports. */
#ifndef DESK_LEARN_H
#define DESK_LEARN_H

#include <cotexto/learn.h>

/* Learns the words of two languages anew when the memory has grown by a fourth and 200 units since
 * the last time. */
bool learn_when_grown(cotexto_memory *memory, const char *source, const char *target,
                      cotexto_error *error);

#endif
