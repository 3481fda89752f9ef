/* Writing blocks of postings. */
#include "match/block.h"

size_t block_write(const struct posting *postings, size_t count, size_t most_bytes,
                   struct string *out)
{
    size_t start = out->length, done = 0;
    uint32_t weight = postings[0].weight;
    int64_t segment = 0;
    varint_write(out, weight);
    do {
        const struct posting *posting = &postings[done++];
        if (posting->weight != weight) {
            varint_write(out, 0);
            varint_write(out, posting->weight - weight);
            weight = posting->weight;
            segment = 0;
        }
        varint_write(out, (uint64_t)(posting->segment - segment));
        string_append_char(out, (char)posting->before);
        segment = posting->segment;
    } while (done < count && out->length - start < most_bytes);
    return done;
}
