/* Writing blocks of postings, and the heads of those that are read. */
#include "match/block.h"

/* ------------------------------------------------------------------------------------- shaping */

static unsigned bits_of(uint64_t value)
{
    return value == 0 ? 0 : 64 - (unsigned)__builtin_clzll(value);
}

/* The lowest bits that all segments have the same. */
static unsigned shared_bits_of(const struct posting *postings, size_t count)
{
    uint64_t differ = 0;
    for (size_t i = 1; i < count; i++)
        differ |= (uint64_t)(postings[i].segment ^ postings[0].segment);
    unsigned same = differ == 0 ? 0 : (unsigned)__builtin_ctzll(differ);
    return same < SHARED_MOST ? same : SHARED_MOST;
}

static uint64_t number_of(const struct block_shape *shape, const struct posting *posting)
{
    return (uint64_t)posting->weight << shape->segment_bits |
           (uint64_t)posting->segment >> shape->shared_bits;
}

/* The step that leads to a posting. */
static uint64_t step_to(const struct block_shape *shape, const struct posting *posting)
{
    return number_of(shape, posting) - number_of(shape, posting - 1) - 1;
}

static size_t step_size(const struct block_shape *shape, uint64_t step)
{
    uint64_t ones = step >> shape->rice_bits;
    return ones < STEP_ONES ? (size_t)ones + 1 + shape->rice_bits
                            : STEP_ONES + WEIGHT_BITS + shape->segment_bits;
}

/* Chooses the Rice code: the best is near the logarithm of the middle step, but long steps to other
 * weights raise the mean. Gives the bits of all steps. */
static size_t fit_steps(struct block_shape *shape, const struct posting *postings, size_t count)
{
    enum { TRIED = 3 };
    if (count < 2)
        return 0;
    uint64_t span = number_of(shape, &postings[count - 1]) - number_of(shape, &postings[0]);
    unsigned mean = bits_of(span / (count - 1));
    unsigned first = mean > TRIED ? mean - TRIED : 0, best = 0;
    first = first <= RICE_MOST - TRIED ? first : RICE_MOST - TRIED;
    size_t sizes[TRIED] = {0};
    struct block_shape tried[TRIED];
    for (unsigned t = 0; t < TRIED; t++) {
        tried[t] = *shape;
        tried[t].rice_bits = first + t;
    }
    for (size_t i = 1; i < count; i++) {
        uint64_t step = step_to(shape, &postings[i]);
        for (unsigned t = 0; t < TRIED; t++)
            sizes[t] += step_size(&tried[t], step);
    }
    for (unsigned t = 1; t < TRIED; t++)
        best = sizes[t] < sizes[best] ? t : best;
    shape->rice_bits = first + best;
    return sizes[best];
}

/* The shape of a block of these postings, and how many bits they take in it. */
static size_t fit(struct block_shape *shape, const struct posting *postings, size_t count)
{
    unsigned least = BEFORE_UNITS, most = 0;
    int64_t segment = 0;
    for (size_t i = 0; i < count; i++) {
        unsigned units = before_units(postings[i].weight, postings[i].before);
        least = units < least ? units : least;
        most = units > most ? units : most;
        segment = postings[i].segment > segment ? postings[i].segment : segment;
    }
    *shape = (struct block_shape){.shared_bits = shared_bits_of(postings, count),
                                  .before_least = least,
                                  .before_bits = bits_of(most - least)};
    shape->segment_bits = bits_of((uint64_t)segment >> shape->shared_bits);
    return fit_steps(shape, postings, count) + count * shape->before_bits;
}

/* ------------------------------------------------------------------------------------- writing */

static size_t varint_size(uint64_t value)
{
    return value == 0 ? 1 : (bits_of(value) + 6) / 7;
}

static size_t size_in(const struct posting *first, size_t bits)
{
    return varint_size(first->weight) + varint_size((uint64_t)first->segment) + SHAPE_BYTES +
           (bits + 7) / 8;
}

size_t block_size(const struct posting *postings, size_t count)
{
    struct block_shape shape;
    return size_in(postings, fit(&shape, postings, count));
}

/* Bits on their way into bytes. */
struct bit_writer {
    struct string *out;
    uint64_t bits;
    unsigned count; /* of bits that are no byte yet: less than 8 */
};

/* Up to 56 bits, the lowest first. */
static void put_bits(struct bit_writer *writer, uint64_t bits, unsigned count)
{
    writer->bits |= bits << writer->count;
    for (writer->count += count; writer->count >= 8; writer->count -= 8) {
        string_append_char(writer->out, (char)writer->bits);
        writer->bits >>= 8;
    }
}

static void put_step(struct bit_writer *writer, const struct block_shape *shape, uint64_t step)
{
    enum { HALF = 32 };
    uint64_t ones = step >> shape->rice_bits;
    if (ones < STEP_ONES) {
        put_bits(writer, (UINT64_C(1) << ones) - 1, (unsigned)ones + 1);
        put_bits(writer, step & ((UINT64_C(1) << shape->rice_bits) - 1), shape->rice_bits);
        return;
    }
    unsigned width = WEIGHT_BITS + shape->segment_bits, low = width < HALF ? width : HALF;
    put_bits(writer, (UINT64_C(1) << STEP_ONES) - 1, STEP_ONES);
    put_bits(writer, step & ((UINT64_C(1) << low) - 1), low);
    put_bits(writer, step >> low, width - low);
}

static void put_block(const struct block_shape *shape, const struct posting *postings, size_t count,
                      struct string *out)
{
    struct bit_writer writer = {.out = out};
    varint_write(out, postings[0].weight);
    varint_write(out, (uint64_t)postings[0].segment);
    put_bits(&writer, shape->rice_bits, 5);
    put_bits(&writer, shape->segment_bits, 6);
    put_bits(&writer, shape->shared_bits, 3);
    put_bits(&writer, shape->before_least, 4);
    put_bits(&writer, shape->before_bits, 6);
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            put_step(&writer, shape, step_to(shape, &postings[i]));
        unsigned units = before_units(postings[i].weight, postings[i].before);
        put_bits(&writer, units - shape->before_least, shape->before_bits);
    }
    unsigned filling = (8 - writer.count) % 8;
    put_bits(&writer, (1U << filling) - 1, filling);
}

size_t block_write(const struct posting *postings, size_t count, size_t most_bytes,
                   struct string *out)
{
    struct block_shape shape;
    size_t size = size_in(postings, fit(&shape, postings, count));
    while (size > most_bytes && count > 1) {
        size_t fewer = count * most_bytes / size; /* less than count */
        count = fewer < 1 ? 1 : fewer;
        size = size_in(postings, fit(&shape, postings, count));
    }
    put_block(&shape, postings, count, out);
    return count;
}

/* ------------------------------------------------------------------------------------- reading */

static unsigned take_bits(uint32_t *bits, unsigned count)
{
    unsigned value = *bits & ((1U << count) - 1);
    *bits >>= count;
    return value;
}

struct block_reader block_read(cotexto_text block)
{
    const unsigned char *at = (const unsigned char *)block.bytes, *end;
    struct block_reader reader = {.damaged = true};
    uint64_t weight, segment;
    if (block.length == 0) /* it may be NULL, which has no sum with 0 in C */
        return reader;
    end = at + block.length;
    if (!varint_read(&at, end, &weight) || weight > WEIGHT_MOST ||
        !varint_read(&at, end, &segment) || segment == 0 || segment > SEGMENT_MOST ||
        end - at < SHAPE_BYTES)
        return reader;
    uint32_t bits = (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16;
    struct block_shape *shape = &reader.shape;
    shape->rice_bits = take_bits(&bits, 5);
    shape->segment_bits = take_bits(&bits, 6);
    shape->shared_bits = take_bits(&bits, 3);
    shape->before_least = take_bits(&bits, 4);
    shape->before_bits = take_bits(&bits, 6);
    at += SHAPE_BYTES;
    reader.bytes = at;
    reader.end = 8 * (size_t)(end - at);
    reader.shared = (int64_t)low_bits(segment, shape->shared_bits);
    segment >>= shape->shared_bits;
    reader.damaged = shape->segment_bits > SEGMENT_BITS || shape->before_bits > 4 ||
                     segment >> shape->segment_bits != 0;
    reader.number = weight << shape->segment_bits | segment;
    return reader;
}
