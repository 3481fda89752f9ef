/* The reader of SRX, and cutting by rules that it took: the rules, a NUL, a text. */
#include "fuzz.h"

#include "segment/srx.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static const char *const languages[] = {"es", "en-US", "ja"};
    cotexto_text rest = {(const char *)bytes, length};
    cotexto_text file = fuzz_part(&rest);
    struct srx *srx = srx_read(file, NULL);
    struct arena arena = {0};
    if (srx != NULL && fuzz_nfc(&rest, &arena)) {
        for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
            struct srx_rules *rules = srx_rules_for(srx, languages[i], NULL);
            struct span *spans;
            size_t count = 0, end = 0;
            if (rules != NULL && srx_cut(rules, rest, &arena, &spans, &count, NULL)) {
                for (size_t k = 0; k < count; k++) {
                    FUZZ_ASSERT(spans[k].start >= end && spans[k].start < spans[k].end);
                    end = spans[k].end;
                }
                FUZZ_ASSERT(end <= rest.length);
            }
            srx_rules_free(rules);
        }
    }
    srx_free(srx);
    arena_free(&arena);
    return 0;
}
