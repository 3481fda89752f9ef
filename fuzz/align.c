/* Alignment: two texts with a NUL between, a sentence a line. Every sentence of both is in exactly
 * one bead, and confidences are between 0 and 1. */
#include "fuzz.h"

#include "align/align.h"
#include "base/text.h"

enum { LONGEST = 6000, SENTENCES = 200 };

static bool cut(cotexto_text text, struct align_sentence *sentences, size_t *count,
                struct arena *arena)
{
    uint32_t paragraph = 1;
    *count = 0;
    while (text.length > 0 && *count < SENTENCES) {
        const char *end = memchr(text.bytes, '\n', text.length);
        size_t length = end == NULL ? text.length : (size_t)(end - text.bytes);
        cotexto_text line = text_slice(text, 0, length);
        text = text_slice(text, end == NULL ? length : length + 1, text.length);
        paragraph += line.length == 0; /* an empty line parts paragraphs */
        if (line.length == 0)
            continue;
        if (!fuzz_nfc(&line, arena))
            return false;
        sentences[(*count)++] = (struct align_sentence){line, paragraph};
    }
    return true;
}

static void check_beads(const struct bead *beads, size_t count, size_t sources, size_t targets)
{
    size_t source = 0, target = 0;
    for (size_t i = 0; i < count; i++) {
        FUZZ_ASSERT(beads[i].source == source && beads[i].target == target);
        FUZZ_ASSERT(beads[i].source_count + beads[i].target_count > 0);
        FUZZ_ASSERT(beads[i].confidence >= 0 && beads[i].confidence <= 1);
        source += beads[i].source_count;
        target += beads[i].target_count;
    }
    FUZZ_ASSERT(source == sources && target == targets);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static struct align_sentence sources[SENTENCES], targets[SENTENCES];
    static const char *const languages[] = {"es", "en", "zh", "ar"};
    cotexto_text rest = {(const char *)bytes, length < LONGEST ? length : LONGEST};
    size_t choice = fuzz_choice(&rest, 16), count;
    cotexto_text first = fuzz_part(&rest);
    struct align_side source = {sources, 0, languages[choice % 4]},
                      target = {targets, 0, languages[choice / 4]};
    struct align_options options = {0};
    struct arena arena = {0};
    struct bead *beads;
    if (cut(first, sources, &source.count, &arena) && cut(rest, targets, &target.count, &arena)) {
        FUZZ_ASSERT(align_texts(&source, &target, &options, &arena, &beads, &count, NULL));
        check_beads(beads, count, source.count, target.count);
    }
    arena_free(&arena);
    return 0;
}
