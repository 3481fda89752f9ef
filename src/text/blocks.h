/* Blocks gathered piece by piece out of marked-up documents: white space is folded, empty blocks
 * are left out. */
#ifndef TEXT_BLOCKS_H
#define TEXT_BLOCKS_H

#include "base/string.h"
#include "text/structure.h"

struct blocks {
    struct arena *arena; /* of the finished blocks */
    struct structure *out;
    struct string text; /* of the present block */
    enum block_kind kind;
    uint32_t paragraph;
    bool used; /* the present paragraph has a block */
    size_t room;
    bool failed;
};

/* Made by `struct blocks b = {.arena = arena, .out = out};`, ended by blocks_finish(). */

/* Adds text to the present block; runs of white space become one blank. */
void blocks_add(struct blocks *blocks, cotexto_text text);
/* Ends the present block; the next one has this kind and, when `paragraph`, a new paragraph number.
 */
void blocks_break(struct blocks *blocks, enum block_kind kind, bool paragraph);
/* Ends the last block. false and an error: out of memory. */
bool blocks_finish(struct blocks *blocks, cotexto_error *error);

#endif
