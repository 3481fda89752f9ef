/* What an open memory remembers of segments that queries met: signatures, and as many ranks as fit
 * into a pool. A segment's text never changes, so that what is remembered stays true until the
 * index is made anew. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "memory/memory.h"

enum {
    ROW_SEGMENTS = 64, /* of a row of signatures */
    ROW_BYTES = ROW_SEGMENTS * 8,
    PLACES = 1 << 17,     /* of remembered ranks: 2 MB */
    POOL_BYTES = 6 << 20, /* enough for what a thousand queries compare with (bench/lookup) */
    LONGEST = 255,        /* bytes of ranks: longer ones are read from the file each time */
};

/* The signatures of neighbouring segments, as a row of the file has them. */
struct piece {
    uint64_t signatures[ROW_SEGMENTS];
};

/* Where the ranks of a segment are remembered: each segment has one place, which it shares with
 * others. */
struct place {
    int64_t segment; /* 0: none */
    uint32_t at;     /* in the pool */
};

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

/* The piece that a segment is in; NULL: no room. That a row can't be read costs time only: its
 * segments are compared by their ranks. */
static struct piece *piece_of(cotexto_memory *memory, int64_t segment)
{
    struct memory_index *index = &memory->index;
    size_t number = (size_t)segment / ROW_SEGMENTS, old = index->piece_count;
    if (number >= old) {
        if (!array_reserve(&index->pieces, &index->piece_count, number + 1, sizeof *index->pieces))
            return NULL;
        memset(index->pieces + old, 0, (index->piece_count - old) * sizeof *index->pieces);
    }
    if (index->pieces[number] == NULL) {
        index->pieces[number] = calloc(1, sizeof **index->pieces);
        if (index->pieces[number] != NULL)
            read_row(memory, segment, index->pieces[number]->signatures, NULL);
    }
    return index->pieces[number];
}

uint64_t *memory_index_signature(cotexto_memory *memory, int64_t segment)
{
    struct piece *piece = piece_of(memory, segment);
    return piece == NULL ? NULL : &piece->signatures[(size_t)segment % ROW_SEGMENTS];
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

/* Makes room for the pool and its places; false: there is none. */
static bool have_pool(struct memory_index *index)
{
    if (index->pool == NULL)
        index->pool = malloc(POOL_BYTES);
    if (index->places == NULL)
        index->places = calloc(PLACES, sizeof *index->places);
    return index->pool != NULL && index->places != NULL;
}

static struct place *place_of_ranks(const struct memory_index *index, int64_t segment)
{
    return &index->places[(uint64_t)segment * UINT64_C(0x9E3779B97F4A7C15) >> 32 & (PLACES - 1)];
}

static cotexto_text remembered(const struct memory_index *index, const struct place *place)
{
    const unsigned char *at = index->pool + place->at;
    return (cotexto_text){(const char *)at + 1, *at};
}

/* Copies ranks into the pool; NULL when they are too long, or there is no memory for it. */
static const struct place *remember(struct memory_index *index, int64_t segment, cotexto_text ranks)
{
    if (ranks.length == 0 || ranks.length > LONGEST || !have_pool(index))
        return NULL;
    if (index->pool_used + 1 + ranks.length > POOL_BYTES) {
        memset(index->places, 0, PLACES * sizeof *index->places);
        index->pool_used = 0;
    }
    unsigned char *at = index->pool + index->pool_used;
    *at = (unsigned char)ranks.length;
    memcpy(at + 1, ranks.bytes, ranks.length);
    struct place *place = place_of_ranks(index, segment);
    *place = (struct place){segment, (uint32_t)index->pool_used};
    index->pool_used += 1 + ranks.length;
    return place;
}

/* A statement that is not reset would keep the view of the memory open: what it gave is copied. */
bool memory_index_get_ranks(cotexto_memory *memory, int64_t segment, cotexto_text *ranks,
                            cotexto_error *error)
{
    struct memory_index *index = &memory->index;
    const struct place *place = index->places == NULL ? NULL : place_of_ranks(index, segment);
    if (place != NULL && place->segment == segment) {
        *ranks = remembered(index, place);
        return true;
    }
    sqlite3_stmt *s = memory_statement(memory, STATEMENT_GET_RANKS, error);
    if (s == NULL)
        return false;
    sql_bind_number(s, 1, segment);
    int row = sql_step(s, error);
    cotexto_text stored = row == 1 ? sql_blob(s, 0) : (cotexto_text){0};
    place = remember(index, segment, stored);
    string_reset(&index->bytes);
    if (place == NULL)
        string_append_text(&index->bytes, stored);
    *ranks = place != NULL ? remembered(index, place) : string_text(&index->bytes);
    sqlite3_reset(s);
    return row >= 0 && string_ok(&index->bytes, error);
}

void memory_index_forget_segments(struct memory_index *index)
{
    for (size_t i = 0; i < index->piece_count; i++)
        free(index->pieces[i]);
    memory_recent_forget(index);
    free(index->pieces);
    free(index->pool);
    free(index->places);
    index->pieces = NULL;
    index->pool = NULL;
    index->places = NULL;
    index->piece_count = index->pool_used = 0;
}
