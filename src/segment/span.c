/* Spans. */
#include "segment/span.h"

#include "base/error.h"
#include "base/text.h"
#include "text/unicode.h"

bool span_add(struct span_list *list, cotexto_text block, size_t from, size_t to,
              cotexto_error *error)
{
    cotexto_text text = unicode_trim(text_slice(block, from, to));
    if (text.length == 0)
        return true;
    list->items =
        arena_grow(list->arena, list->items, list->count, &list->room, sizeof *list->items);
    if (list->items == NULL)
        return error_no_memory(error);
    size_t start = (size_t)(text.bytes - block.bytes);
    list->items[list->count++] = (struct span){start, start + text.length};
    return true;
}
