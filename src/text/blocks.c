/* Blocks of marked-up documents. */
#include "text/blocks.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "base/error.h"
#include "text/decode.h"
#include "text/unicode.h"

void blocks_add(struct blocks *blocks, cotexto_text text)
{
    for (size_t i = 0; i < text.length;) {
        size_t start = i;
        UChar32 c;
        U8_NEXT_OR_FFFD(text.bytes, i, text.length, c);
        bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
        bool after_blank =
            blocks->text.length == 0 || blocks->text.bytes[blocks->text.length - 1] == ' ';
        if (blank && !after_blank)
            string_append_char(&blocks->text, ' ');
        else if (!blank && !u_iscntrl(c))
            string_append(&blocks->text, text.bytes + start, i - start);
    }
}

static void end_block(struct blocks *blocks)
{
    cotexto_text text = unicode_trim(string_text(&blocks->text)), nfc;
    if (text.length == 0 || blocks->failed)
        return;
    struct structure *out = blocks->out;
    out->blocks =
        arena_grow(blocks->arena, out->blocks, out->count, &blocks->room, sizeof *out->blocks);
    cotexto_text kept = arena_text(blocks->arena, text);
    blocks->failed = blocks->text.failed || out->blocks == NULL || kept.bytes == NULL ||
                     !text_to_nfc(kept, blocks->arena, &nfc, NULL);
    blocks->used = true;
    if (!blocks->failed)
        out->blocks[out->count++] = (struct block){nfc, blocks->kind, blocks->paragraph + 1, 0};
}

void blocks_break(struct blocks *blocks, enum block_kind kind, bool paragraph)
{
    end_block(blocks);
    string_reset(&blocks->text);
    blocks->kind = kind;
    blocks->paragraph += paragraph && blocks->used;
    blocks->used = blocks->used && !paragraph;
}

bool blocks_finish(struct blocks *blocks, cotexto_error *error)
{
    blocks_break(blocks, BLOCK_PARAGRAPH, false);
    string_free(&blocks->text);
    return !blocks->failed || error_no_memory(error);
}
