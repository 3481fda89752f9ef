/* Hashes gathered and written in order. */
#include "memory/hashes.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "memory/memory.h"

enum {
    PENDING_MOST = 1 << 17, /* 2 MB, as much to sort them in, and 2 MB for what is known */
    LEAST_PLACES = 64,
};

/* 0 marks a free place: such a hash shares that of 1, which costs no more than a flush. */
static uint64_t known_as(uint64_t hash)
{
    return hash == 0 ? 1 : hash;
}

/* Where a hash is or would be. */
static size_t place_of_hash(const struct memory_hashes *hashes, uint64_t hash)
{
    size_t i = (size_t)hash & (hashes->known_size - 1);
    while (hashes->known[i] != 0 && hashes->known[i] != hash)
        i = (i + 1) & (hashes->known_size - 1);
    return i;
}

/* Room for one more, half of the places staying free. */
static bool reserve(struct memory_hashes *hashes)
{
    if (!array_reserve(&hashes->pending, &hashes->room, hashes->count + 1, sizeof *hashes->pending))
        return false;
    if (2 * (hashes->count + 1) <= hashes->known_size)
        return true;
    size_t size = hashes->known_size == 0 ? LEAST_PLACES : 2 * hashes->known_size;
    uint64_t *known = calloc(size, sizeof *known);
    if (known == NULL)
        return false;
    free(hashes->known);
    hashes->known = known;
    hashes->known_size = size;
    for (size_t i = 0; i < hashes->count; i++) {
        uint64_t hash = known_as(hashes->pending[i].high);
        known[place_of_hash(hashes, hash)] = hash;
    }
    return true;
}

bool memory_hashes_put(cotexto_memory *memory, uint64_t hash, int64_t row, cotexto_error *error)
{
    struct memory_hashes *hashes = &memory->hashes;
    if (hashes->count == PENDING_MOST && !memory_hashes_flush(memory, error))
        return false;
    if (!reserve(hashes))
        return error_no_memory(error);
    hashes->pending[hashes->count++] = (struct wide){hash, (uint64_t)row};
    hashes->known[place_of_hash(hashes, known_as(hash))] = known_as(hash);
    return true;
}

bool memory_hashes_settle(cotexto_memory *memory, uint64_t hash, cotexto_error *error)
{
    const struct memory_hashes *hashes = &memory->hashes;
    return hashes->count == 0 || hashes->known[place_of_hash(hashes, known_as(hash))] == 0 ||
           memory_hashes_flush(memory, error);
}

static bool delete_those_of(cotexto_memory *memory, int64_t unit, enum statement which,
                            cotexto_error *error)
{
    sqlite3_stmt *s = memory_statement(memory, which, error);
    if (s == NULL)
        return false;
    sql_bind_number(s, 1, unit);
    return sql_do(s, error);
}

bool memory_hashes_delete(cotexto_memory *memory, int64_t unit, cotexto_error *error)
{
    return memory_hashes_flush(memory, error) &&
           delete_those_of(memory, unit, STATEMENT_DELETE_UNIT_HASH, error) &&
           delete_those_of(memory, unit, STATEMENT_DELETE_TEXT_HASHES, error);
}

bool memory_hashes_flush(cotexto_memory *memory, cotexto_error *error)
{
    struct memory_hashes *hashes = &memory->hashes;
    bool good = true;
    wide_sort(hashes->pending, hashes->count);
    for (size_t i = 0; good && i < hashes->count; i++) {
        sqlite3_stmt *s = memory_statement(memory, STATEMENT_NEW_HASH, error);
        if (s == NULL)
            return false;
        sql_bind_number(s, 1, (int64_t)hashes->pending[i].high);
        sql_bind_number(s, 2, (int64_t)hashes->pending[i].low);
        good = sql_do(s, error);
    }
    memory_hashes_forget(hashes);
    return good;
}

void memory_hashes_forget(struct memory_hashes *hashes)
{
    if (hashes->count > 0)
        memset(hashes->known, 0, hashes->known_size * sizeof *hashes->known);
    hashes->count = 0;
}

void memory_hashes_free(struct memory_hashes *hashes)
{
    free(hashes->pending);
    free(hashes->known);
    *hashes = (struct memory_hashes){.pending = NULL};
}
