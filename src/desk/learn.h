/* Learning after imports. */
#ifndef DESK_LEARN_H
#define DESK_LEARN_H

#include <cotexto/learn.h>

/* Units to learn from at most: enough for the common words, and learned in a second or two. */
enum { LEARN_MOST_UNITS = 20000 };

/* Learns from about `most` units without keeping it: calls `each` for the pairs of words, until it
 * returns false. *units: how many were read. */
bool learn_words(cotexto_memory *memory, const char *source, const char *target, size_t most,
                 bool (*each)(void *context, cotexto_text source, cotexto_text target,
                              double count),
                 void *context, uint64_t *units, cotexto_error *error);

/* Learns the words of two languages anew when the memory has grown by a fourth and 200 units since
 * the last time. */
bool learn_when_grown(cotexto_memory *memory, const char *source, const char *target,
                      cotexto_error *error);

#endif
