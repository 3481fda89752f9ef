/* A document as import reads it: bytes to text to blocks to sentences. The first byte chooses the
 * kind of document, the second how it is decoded. */
#include "fuzz.h"

#include "base/text.h"
#include "segment/segment.h"
#include "text/decode.h"
#include "text/office.h"
#include "text/structure.h"

typedef bool structure_function(cotexto_text, struct arena *, struct structure *, cotexto_error *);

static bool read_blocks(size_t kind, const struct decode_options *options, cotexto_text bytes,
                        struct arena *arena, struct structure *out)
{
    static structure_function *const structures[] = {structure_plain, structure_markdown,
                                                     structure_html};
    struct decoded decoded;
    if (kind == 3)
        return office_read(bytes, arena, out, NULL);
    if (!decode_bytes(bytes.bytes, bytes.length, options, arena, &decoded, NULL))
        return false;
    cotexto_text nfc;
    FUZZ_ASSERT(text_to_nfc(decoded.text, arena, &nfc, NULL)); /* well-formed, and in NFC */
    FUZZ_ASSERT(text_equal(nfc, decoded.text));
    return structures[kind](decoded.text, arena, out, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static const char *const encodings[] = {NULL,           NULL,      "UTF-8",       "UTF-16LE",
                                            "Shift_JIS",    "GB18030", "ISO-2022-JP", "UTF-7",
                                            "windows-1256", "UTF-32BE"};
    static struct segmenter *segmenter;
    cotexto_text rest = {(const char *)bytes, length};
    size_t kind = fuzz_choice(&rest, 4), how = fuzz_choice(&rest, 80);
    struct decode_options options = {.encoding = encodings[how % 10],
                                     .lines = how / 10 % 2 == 1,
                                     .repair = how / 20 % 2 == 1,
                                     .replace = how / 40 % 2 == 1};
    struct arena arena = {0};
    struct structure structure = {0};
    if (segmenter == NULL)
        segmenter = segmenter_new("es", NULL, TEXT(""), NULL);
    if (read_blocks(kind, &options, rest, &arena, &structure)) {
        for (size_t i = 0; i < structure.count; i++) {
            struct span *spans;
            size_t count;
            FUZZ_ASSERT(structure.blocks[i].text.length > 0);
            FUZZ_ASSERT(
                segmenter_cut(segmenter, structure.blocks[i].text, &arena, &spans, &count, NULL));
        }
    }
    arena_free(&arena);
    return 0;
}
