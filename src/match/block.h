/* Blocks: how the index's lists lie in the memory file. A list has the segments that have one key
 * among their rarer ones, or the same words (match/keys.h); it is sorted by place, that is by
 * weight and then by number of segment, and cut into blocks small enough for one page of SQLite.
 * Pure.
 *
 * The bytes of a block: the weight and the segment of the first posting as varints; three bytes
 * with, from the lowest bit of the first, the shape of what follows (struct block_shape); then
 * bits, the lowest of each byte first, filled up to a byte with ones. A posting is a step, which
 * the first one has not, and `before`:
 *
 * - The numbers of a block's segments are all the same in their lowest shared_bits bits (a memory
 *   of two languages numbers the segments of each by turns). The weight, and below it in
 *   segment_bits bits the rest of the segment's number, is one number that grows from posting to
 *   posting. The step is by how much, less 1, as a Rice code (Rice and Plaunt 1971, "Adaptive
 *   variable-length coding"; Golomb 1966): as many ones as it has times 2^rice_bits, a zero, and
 *   the rice_bits bits below. STEP_ONES ones and no zero: the step follows as it is, in
 *   WEIGHT_BITS + segment_bits bits. So nothing marks a new weight: it is a longer step.
 * - `before`, in units of before_unit(): what it has above before_least, in before_bits bits. */
#ifndef MATCH_BLOCK_H
#define MATCH_BLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/string.h"
#include "match/varint.h"

struct posting {
    int64_t segment;
    uint32_t weight; /* of the segment, in halves, up to WEIGHT_MOST: that or more; or 0 */
    uint8_t before;  /* weight of the segment's rarer keys, in halves: before_kept() */
};

enum { WEIGHT_BITS = 19, SEGMENT_BITS = 44 };
enum { WEIGHT_MOST = (1 << WEIGHT_BITS) - 1 };
#define SEGMENT_MOST ((INT64_C(1) << SEGMENT_BITS) - 1)
/* No place is behind this. */
#define PLACE_END INT64_MAX

static inline int64_t place_of(uint32_t weight, int64_t segment)
{
    return (int64_t)weight << SEGMENT_BITS | segment;
}

static inline int64_t posting_place(const struct posting *posting)
{
    return place_of(posting->weight, posting->segment);
}

/* The unit of `before` of segments of a weight, as a number of bits: a word for up to 31 words, two
 * for up to 63, else four. */
static inline unsigned before_unit(uint32_t weight)
{
    return weight < 128 ? 2 : weight < 256 ? 3 : 4;
}

/* What a posting keeps of the weight of the rarer keys: whole units, fifteen at the most. Never
 * more than it is, so that what a segment may share from the key on, its weight less this, is never
 * too little: a bound made of it is looser, not wrong. */
enum { BEFORE_UNITS = 15 };
static inline unsigned before_units(uint32_t weight, uint32_t before)
{
    uint32_t units = before >> before_unit(weight);
    return units < BEFORE_UNITS ? units : BEFORE_UNITS;
}

static inline uint8_t before_kept(uint32_t weight, uint32_t before)
{
    return (uint8_t)(before_units(weight, before) << before_unit(weight));
}

/* Bytes of a block at the most. SQLite keeps cells of more than 1002 bytes of such a table on pages
 * of their own; and the larger the cells, the more of each page stays empty, the smaller, the more
 * rows there are: from 300 to 975, a memory of a million units is smallest with this
 * (bench/lookup). */
enum { BLOCK_BYTES = 450 };

/* Appends postings[0..count), which grow by place, to `out` as one block of at most `most_bytes`;
 * returns how many it took, at least one. Segments are numbered from 1. */
size_t block_write(const struct posting *postings, size_t count, size_t most_bytes,
                   struct string *out);
/* Bytes that all of them take as one block. */
size_t block_size(const struct posting *postings, size_t count);

/* ------------------------------------------------------------------------------------- reading */

/* In this order, from the lowest bit, in three bytes. */
struct block_shape {
    unsigned rice_bits;    /* 5 bits wide */
    unsigned segment_bits; /* 6 bits wide: up to SEGMENT_BITS */
    unsigned shared_bits;  /* 3 bits wide */
    unsigned before_least; /* 4 bits wide, in units */
    unsigned before_bits;  /* the last 6 bits: up to 4 */
};
/* The ones, the zero and the low bits of a step, and a `before`, lie within the 57 bits that are
 * there whenever eight bytes are read. */
enum { RICE_MOST = 31, STEP_ONES = 20, SHARED_MOST = 7, SHAPE_BYTES = 3 };

/* Reads a block posting by posting. */
struct block_reader {
    const unsigned char *bytes; /* behind the shape */
    size_t at, end;             /* bits of them */
    struct block_shape shape;
    uint64_t number; /* of the present posting: weight and segment as they lie in the block */
    int64_t shared;  /* the lowest bits of all segments */
    bool begun, damaged;
    struct posting posting;
};

struct block_reader block_read(cotexto_text block);

/* 57 bits at least from `at` on, the lowest first, which is not behind the end; there stand
 * ones. */
static inline uint64_t block_bits(const struct block_reader *reader, size_t at)
{
    const unsigned char *bytes = reader->bytes + at / 8;
    size_t left = reader->end / 8 - at / 8;
    uint64_t bits = UINT64_MAX;
    if (left >= 8)
        bits = (uint64_t)bytes[0] | (uint64_t)bytes[1] << 8 | (uint64_t)bytes[2] << 16 |
               (uint64_t)bytes[3] << 24 | (uint64_t)bytes[4] << 32 | (uint64_t)bytes[5] << 40 |
               (uint64_t)bytes[6] << 48 | (uint64_t)bytes[7] << 56;
    else
        for (size_t i = left; i-- > 0;)
            bits = bits << 8 | bytes[i];
    return bits >> at % 8;
}

static inline uint64_t low_bits(uint64_t bits, unsigned count)
{
    return bits & ((UINT64_C(1) << count) - 1);
}

/* Goes on from the present posting to the next one's `before`, which *bits then begins with; false
 * at the end, and when the bytes are damaged. */
static inline bool block_step(struct block_reader *reader, uint64_t *bits)
{
    const struct block_shape *shape = &reader->shape;
    unsigned ones = (unsigned)__builtin_ctzll(~*bits | UINT64_C(1) << 63);
    size_t left = reader->end - reader->at;
    if (ones >= left) {
        reader->damaged = left >= 8;
        return false;
    }
    if (ones < STEP_ONES) {
        *bits >>= ones + 1;
        reader->number +=
            ((uint64_t)ones << shape->rice_bits) + low_bits(*bits, shape->rice_bits) + 1;
        *bits >>= shape->rice_bits;
        reader->at += ones + 1 + shape->rice_bits;
        return true;
    }
    enum { HALF = 32 };
    unsigned width = WEIGHT_BITS + shape->segment_bits;
    reader->damaged = STEP_ONES + width > left;
    if (reader->damaged)
        return false;
    uint64_t step = low_bits(block_bits(reader, reader->at + STEP_ONES), HALF);
    if (width > HALF)
        step |= block_bits(reader, reader->at + STEP_ONES + HALF) << HALF;
    reader->number += low_bits(step, width) + 1;
    reader->at += STEP_ONES + width;
    *bits = block_bits(reader, reader->at);
    return true;
}

/* The next one into reader->posting; false at the end, and when the bytes are damaged. */
static inline bool block_next(struct block_reader *reader)
{
    const struct block_shape *shape = &reader->shape;
    if (reader->damaged)
        return false;
    uint64_t bits = block_bits(reader, reader->at);
    if (reader->begun && !block_step(reader, &bits))
        return false;
    reader->begun = true;
    reader->at += shape->before_bits;
    uint64_t units = shape->before_least + low_bits(bits, shape->before_bits);
    uint64_t weight = reader->number >> shape->segment_bits;
    int64_t segment =
        (int64_t)(low_bits(reader->number, shape->segment_bits) << shape->shared_bits) |
        reader->shared;
    reader->damaged = reader->at > reader->end || weight > WEIGHT_MOST || segment < 1 ||
                      segment > SEGMENT_MOST || units > BEFORE_UNITS;
    reader->posting = (struct posting){segment, (uint32_t)weight,
                                       (uint8_t)(units << before_unit((uint32_t)weight))};
    return !reader->damaged;
}

#endif
