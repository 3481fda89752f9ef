/* Terms by their first stem in a table, then compared one by one. */
#include "match/terms.h"

#include <stdlib.h>

#include "base/error.h"
#include "base/table.h"
#include "base/text.h"

struct indexed_term {
    const struct tokens *tokens;
    uint32_t next; /* of the terms with the same first stem; TERM_NONE: the last */
};

struct term_index {
    struct table first; /* by the stem of the first token: the newest term */
    struct indexed_term *terms;
    size_t count, room;
    struct arena arena;
};

struct term_index *term_index_new(cotexto_error *error)
{
    struct term_index *index = calloc(1, sizeof *index);
    if (index == NULL) {
        error_no_memory(error);
        return NULL;
    }
    index->first.arena = &index->arena;
    return index;
}

void term_index_free(struct term_index *index)
{
    if (index == NULL)
        return;
    table_free(&index->first);
    arena_free(&index->arena);
    free(index->terms);
    free(index);
}

bool term_stands_at(const struct tokens *text, size_t at, const struct tokens *term)
{
    if (term->count == 0 || term->count > text->count - at)
        return false;
    for (size_t i = 0; i < term->count; i++) {
        if (!text_equal(text->items[at + i].stem, term->items[i].stem))
            return false;
    }
    return true;
}

bool term_stands_in(const struct tokens *text, const struct tokens *term)
{
    for (size_t at = 0; at < text->count; at++) {
        if (term_stands_at(text, at, term))
            return true;
    }
    return false;
}

static bool says_something(const struct tokens *term)
{
    for (size_t i = 0; i < term->count; i++) {
        if (term->items[i].class == TOKEN_WORD || term->items[i].class == TOKEN_NUMBER)
            return true;
    }
    return false;
}

bool term_index_add(struct term_index *index, const struct tokens *term, uint32_t *number,
                    cotexto_error *error)
{
    *number = TERM_NONE;
    if (!says_something(term))
        return true;
    uint32_t newest = table_find(&index->first, term->items[0].stem);
    for (uint32_t n = newest; n != TABLE_NONE; n = index->terms[n].next) {
        if (index->terms[n].tokens->count == term->count &&
            term_stands_at(index->terms[n].tokens, 0, term)) {
            *number = n;
            return true;
        }
    }
    if (!array_reserve(&index->terms, &index->room, index->count + 1, sizeof *index->terms))
        return error_no_memory(error);
    uint32_t next = (uint32_t)index->count;
    uint32_t head = table_put(&index->first, term->items[0].stem, next);
    if (head == TABLE_NONE)
        return error_no_memory(error);
    index->terms[index->count++] = (struct indexed_term){term, TERM_NONE};
    if (head != next) { /* behind the first of its chain */
        index->terms[next].next = index->terms[head].next;
        index->terms[head].next = next;
    }
    *number = next;
    return true;
}

static uint32_t longest_at(const struct term_index *index, const struct tokens *text, size_t at)
{
    uint32_t longest = TERM_NONE;
    for (uint32_t n = table_find(&index->first, text->items[at].stem); n != TABLE_NONE;
         n = index->terms[n].next) {
        if (term_stands_at(text, at, index->terms[n].tokens) &&
            (longest == TERM_NONE ||
             index->terms[n].tokens->count > index->terms[longest].tokens->count))
            longest = n;
    }
    return longest;
}

bool term_index_find(const struct term_index *index, const struct tokens *text, struct arena *arena,
                     struct term_place **places, size_t *count, cotexto_error *error)
{
    size_t room = 0, end = 0;
    *places = NULL;
    *count = 0;
    for (size_t at = 0; index->count > 0 && at < text->count; at++) {
        uint32_t number = longest_at(index, text, at);
        size_t length = number == TERM_NONE ? 0 : index->terms[number].tokens->count;
        if (length == 0 || at + length <= end) /* nothing, or within another */
            continue;
        *places = arena_grow(arena, *places, *count, &room, sizeof **places);
        if (*places == NULL)
            return error_no_memory(error);
        (*places)[(*count)++] = (struct term_place){number, at, length};
        end = at + length;
    }
    return true;
}
