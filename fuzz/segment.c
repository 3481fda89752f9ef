/* The segmenter: spans lie in order, none is empty, and only white space is outside of them. The
 * first byte chooses the language. */
#include "fuzz.h"

#include "segment/segment.h"
#include "text/unicode.h"

enum { LANGUAGES = 8 };
static const char *const languages[LANGUAGES] = {"es", "en", "de", "ru", "zh", "ar", "fr", "th"};

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static struct segmenter *segmenters[LANGUAGES];
    cotexto_text text = {(const char *)bytes, length};
    size_t lang = fuzz_choice(&text, LANGUAGES), count, end = 0;
    struct arena arena = {0};
    struct span *spans;
    if (segmenters[lang] == NULL)
        segmenters[lang] = segmenter_new(languages[lang], NULL, (cotexto_text){"", 0}, NULL);
    if (fuzz_nfc(&text, &arena)) {
        FUZZ_ASSERT(segmenter_cut(segmenters[lang], text, &arena, &spans, &count, NULL));
        for (size_t i = 0; i < count; i++) {
            FUZZ_ASSERT(spans[i].start >= end && spans[i].start < spans[i].end);
            FUZZ_ASSERT(spans[i].end <= text.length);
            for (size_t k = end; k < spans[i].start; k++)
                FUZZ_ASSERT((unsigned char)text.bytes[k] <= ' ' || (text.bytes[k] & 0x80) != 0);
            end = spans[i].end;
        }
    }
    arena_free(&arena);
    return 0;
}
