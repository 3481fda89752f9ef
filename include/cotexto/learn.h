/* What a memory teaches: which words are translations of each other. Kept in the memory's file;
 * alignment of further texts, and the translations of a searched phrase, go by it. */
#ifndef COTEXTO_LEARN_H
#define COTEXTO_LEARN_H

#include <cotexto/memory.h>

COTEXTO_BEGIN

/* What was learned for two languages. */
typedef struct cotexto_learned {
    const char *source, *target; /* without regions */
    uint64_t units;              /* read: about 20,000 from all over the memory at most */
    uint64_t pairs;              /* of words */
} cotexto_learned;

/* Learns the words of two languages anew; with both NULL those of every two languages that stand
 * together in 50 units and more. Calls `learned` for each two (NULL: nobody is told). Imports do
 * the same by themselves when a memory has grown by a fourth and 200 units. */
COTEXTO_API bool cotexto_learn(cotexto_memory *memory, const char *source, const char *target,
                               void (*learned)(void *context, const cotexto_learned *learned),
                               void *context, cotexto_error *error);

COTEXTO_END

#endif
