/* What an open memory remembers of segments that queries met: signatures, and as many ranks as fit
 * into a pool. A segment's text never changes, so that what is remembered stays true until the
 * index is made anew. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "memory/memory.h"

enum {
    PIECE_BITS = 12,
    PIECE_SEGMENTS = 1 << PIECE_BITS,
    POOL_BYTES = 10 << 20, /* enough for what some thousand queries compare with (bench/lookup) */
    LONGEST = 255,         /* bytes of ranks: longer ones are read from the file each time */
    ROW_SEGMENTS = 64,     /* of a row of signatures */
    ROW_BYTES = ROW_SEGMENTS * 8,
};

struct piece {
    uint64_t rows; /* a bit for each row of signatures that was read */
    uint64_t signatures[PIECE_SEGMENTS];
    uint32_t places[PIECE_SEGMENTS]; /* of the ranks in the pool, + 1; 0: not remembered */
};

/* NULL: no room. */
static struct piece *piece_of(struct memory_index *index, int64_t segment)
{
    size_t number = (size_t)segment >> PIECE_BITS, old = index->piece_count;
    if (number >= old) {
        if (!array_reserve(&index->pieces, &index->piece_count, number + 1, sizeof *index->pieces))
            return NULL;
        memset(index->pieces + old, 0, (index->piece_count - old) * sizeof *index->pieces);
    }
    if (index->pieces[number] == NULL)
        index->pieces[number] = calloc(1, sizeof **index->pieces);
    return index->pieces[number];
}

/* ---------------------------------------------------------------------------------- signatures */

/* A row of signatures, each as eight bytes, the lowest first. */
static void unpack(cotexto_text row, uint64_t *signatures)
{
    const unsigned char *bytes = (const unsigned char *)row.bytes;
    for (size_t i = 0; i < row.length / 8 && i < ROW_SEGMENTS; i++) {
        uint64_t value = 0;
        for (size_t k = 8; k-- > 0;)
            value = value << 8 | bytes[8 * i + k];
        signatures[i] = value;
    }
}

static void pack(const uint64_t *signatures, unsigned char *bytes)
{
    for (size_t i = 0; i < ROW_BYTES; i++)
        bytes[i] = (unsigned char)(signatures[i / 8] >> (i % 8 * 8));
}

/* Reads the row that a segment's signature is in. */
static bool read_row(cotexto_memory *memory, int64_t segment, uint64_t *signatures,
                     cotexto_error *error)
{
    sqlite3_stmt *s = memory_statement(memory, STATEMENT_GET_SIGNATURES, error);
    if (s == NULL)
        return false;
    sql_bind_number(s, 1, segment / ROW_SEGMENTS);
    int row = sql_step(s, error);
    if (row == 1)
        unpack(sql_blob(s, 0), signatures);
    sqlite3_reset(s);
    return row >= 0;
}

/* That a row can't be read costs time only: its segments are compared by their ranks. */
uint64_t *memory_index_signature(cotexto_memory *memory, int64_t segment)
{
    struct piece *piece = piece_of(&memory->index, segment);
    size_t place = (size_t)segment % PIECE_SEGMENTS, row = place / ROW_SEGMENTS;
    if (piece == NULL)
        return NULL;
    if ((piece->rows >> row & 1) == 0) {
        piece->rows |= UINT64_C(1) << row;
        read_row(memory, segment, &piece->signatures[row * ROW_SEGMENTS], NULL);
    }
    return &piece->signatures[place];
}

bool memory_index_write_signatures(cotexto_memory *memory, cotexto_error *error)
{
    struct memory_index *index = &memory->index;
    bool good = true;
    for (size_t i = 0; good && i < index->signed_count;) {
        int64_t row = index->signed_segments[i].segment / ROW_SEGMENTS;
        uint64_t signatures[ROW_SEGMENTS] = {0};
        unsigned char bytes[ROW_BYTES];
        good = read_row(memory, row * ROW_SEGMENTS, signatures, error);
        for (; i < index->signed_count && index->signed_segments[i].segment / ROW_SEGMENTS == row;
             i++)
            signatures[index->signed_segments[i].segment % ROW_SEGMENTS] =
                index->signed_segments[i].signature;
        pack(signatures, bytes);
        sqlite3_stmt *s = good ? memory_statement(memory, STATEMENT_PUT_SIGNATURES, error) : NULL;
        if (s == NULL)
            return false;
        sql_bind_number(s, 1, row);
        sqlite3_bind_blob64(s, 2, bytes, sizeof bytes, SQLITE_STATIC);
        good = sql_do(s, error);
    }
    index->signed_count = 0;
    return good;
}

/* --------------------------------------------------------------------------------------- ranks */

static void empty_pool(struct memory_index *index)
{
    for (size_t i = 0; i < index->piece_count; i++) {
        if (index->pieces[i] != NULL)
            memset(index->pieces[i]->places, 0, sizeof index->pieces[i]->places);
    }
    index->pool_used = 0;
}

/* Copies ranks into the pool. *place: where, + 1; 0: they are too long, or there is no memory for
 * it. */
static void remember(struct memory_index *index, uint32_t *place, cotexto_text ranks)
{
    *place = 0;
    if (ranks.length == 0 || ranks.length > LONGEST)
        return;
    if (index->pool == NULL && (index->pool = malloc(POOL_BYTES)) == NULL)
        return;
    if (index->pool_used + 1 + ranks.length > POOL_BYTES)
        empty_pool(index);
    unsigned char *at = index->pool + index->pool_used;
    *at = (unsigned char)ranks.length;
    memcpy(at + 1, ranks.bytes, ranks.length);
    *place = (uint32_t)index->pool_used + 1;
    index->pool_used += 1 + ranks.length;
}

static cotexto_text remembered(const struct memory_index *index, uint32_t place)
{
    const unsigned char *at = index->pool + place - 1;
    return (cotexto_text){(const char *)at + 1, *at};
}

/* A statement that is not reset would keep the view of the memory open: what it gave is copied. */
bool memory_index_get_ranks(cotexto_memory *memory, int64_t segment, cotexto_text *ranks,
                            cotexto_error *error)
{
    struct memory_index *index = &memory->index;
    struct piece *piece = piece_of(index, segment);
    uint32_t none = 0,
             *place = piece == NULL ? &none : &piece->places[(size_t)segment % PIECE_SEGMENTS];
    if (*place != 0) {
        *ranks = remembered(index, *place);
        return true;
    }
    sqlite3_stmt *s = memory_statement(memory, STATEMENT_GET_RANKS, error);
    if (s == NULL)
        return false;
    sql_bind_number(s, 1, segment);
    int row = sql_step(s, error);
    cotexto_text stored = row == 1 ? sql_blob(s, 0) : (cotexto_text){0};
    remember(index, place, stored);
    string_reset(&index->bytes);
    if (*place == 0)
        string_append_text(&index->bytes, stored);
    *ranks = *place != 0 ? remembered(index, *place) : string_text(&index->bytes);
    sqlite3_reset(s);
    return row >= 0 && string_ok(&index->bytes, error);
}

void memory_index_forget_segments(struct memory_index *index)
{
    for (size_t i = 0; i < index->piece_count; i++)
        free(index->pieces[i]);
    free(index->pieces);
    free(index->pool);
    index->pieces = NULL;
    index->pool = NULL;
    index->piece_count = index->pool_used = 0;
}
