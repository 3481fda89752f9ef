/* Blocks: how the index's lists lie in the memory file. A list has the segments that have one key
 * among their rarer ones, or the same words (match/keys.h); it is sorted by place, that is by
 * weight and then by number of segment, and cut into blocks small enough for one page of SQLite.
 * Pure.
 *
 * The bytes of a block: the weight of the first posting as a varint; then for each posting the
 * number of its segment (the first of a weight as it is, the others less the number before) as a
 * varint and one byte for `before`. Where the weight grows stands a 0, which is no difference of
 * numbers, and by how much it grows. */
#ifndef MATCH_BLOCK_H
#define MATCH_BLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/string.h"
#include "match/varint.h"

struct posting {
    int64_t segment;
    uint32_t weight; /* of the segment, in halves; WEIGHT_MOST: that or more */
    uint8_t before;  /* weight of the segment's rarer keys, in halves; BEFORE_MOST: that or more */
};

enum { WEIGHT_MOST = (1 << 19) - 1, BEFORE_MOST = 255 };
#define SEGMENT_MOST ((INT64_C(1) << 44) - 1)
/* No place is behind this. */
#define PLACE_END INT64_MAX

static inline int64_t place_of(uint32_t weight, int64_t segment)
{
    return (int64_t)weight << 44 | segment;
}

static inline int64_t posting_place(const struct posting *posting)
{
    return place_of(posting->weight, posting->segment);
}

/* Bytes after which a block is cut: SQLite keeps larger cells of such a table on pages of their own
 * (shared measurement in doc/matching.md). */
enum { BLOCK_BYTES = 900 };

/* Appends postings[0..count), which grow by place, to `out` as one block, until it has about
 * `most_bytes`; returns how many it took, at least one. Segments are numbered from 1. */
size_t block_write(const struct posting *postings, size_t count, size_t most_bytes,
                   struct string *out);

/* Reads a block posting by posting. */
struct block_reader {
    const unsigned char *at, *end;
    struct posting posting;
    bool damaged;
};

static inline struct block_reader block_read(cotexto_text block)
{
    const unsigned char *at = (const unsigned char *)block.bytes;
    struct block_reader reader = {.at = at, .end = at + block.length};
    uint64_t weight;
    reader.damaged = !varint_read(&reader.at, reader.end, &weight) || weight > WEIGHT_MOST;
    reader.posting.weight = reader.damaged ? 0 : (uint32_t)weight;
    return reader;
}

/* The next one into reader->posting; false at the end, and when the bytes are damaged. */
static inline bool block_next(struct block_reader *reader)
{
    uint64_t value, more;
    if (reader->damaged || reader->at == reader->end)
        return false;
    reader->damaged = true;
    if (!varint_read(&reader->at, reader->end, &value))
        return false;
    if (value == 0) {
        if (!varint_read(&reader->at, reader->end, &more) ||
            more > WEIGHT_MOST - reader->posting.weight ||
            !varint_read(&reader->at, reader->end, &value))
            return false;
        reader->posting.weight += (uint32_t)more;
        reader->posting.segment = 0;
    }
    if (reader->at == reader->end || value == 0 ||
        value > (uint64_t)(SEGMENT_MOST - reader->posting.segment))
        return false;
    reader->posting.segment += (int64_t)value;
    reader->posting.before = *reader->at++;
    reader->damaged = false;
    return true;
}

#endif
