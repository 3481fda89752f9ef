/* Filling: a file that is opened comes out as it was when nothing is put in, and with something in
 * each open segment as a file that is opened again. */
#include "fuzz.h"

#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "exchange/fill.h"
#include "exchange/formats.h"

static const struct exchange_read_options options = {.languages = (const char *const[]){"es", "en"},
                                                     .language_count = 2};

static struct fill_file *open_file(cotexto_text bytes, bool xliff)
{
    return xliff ? xliff_fill_open(bytes, &options, NULL)
                 : po_fill_open(bytes, "a.po", &options, NULL);
}

/* All tags of the source stay, in their order. */
static struct fill fill_of(const struct fill_segment *segment, struct arena *arena)
{
    static const char object[] = "\xEF\xBF\xBC";
    struct string text = {0};
    size_t *tags = arena_array(arena, segment->source.length, sizeof *tags), count = 0;
    string_append_c(&text, "T<");
    for (size_t i = 0; i + 3 <= segment->source.length; i++) {
        if (memcmp(segment->source.bytes + i, object, 3) != 0)
            continue;
        tags[count] = count;
        count++;
        string_append_c(&text, object);
    }
    struct fill fill = {.there = segment->state == FILL_OPEN,
                        .text = arena_text(arena, string_text(&text)),
                        .tags = tags,
                        .percent = 80,
                        .review = true,
                        .stored_source = TEXT("s"),
                        .stored_target = TEXT("t"),
                        .source_lang = "es",
                        .target_lang = "en",
                        .origin = TEXT("o")};
    string_free(&text);
    return fill;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    cotexto_text text = {(const char *)bytes, length};
    struct arena arena = {0};
    struct string same = {0}, filled = {0};
    bool xliff = xliff_bid(bytes, length) > 0;
    for (int there = 0; there < 2; there++) {
        struct fill_file *file = open_file(text, xliff);
        if (file == NULL)
            continue;
        struct fill *fills = arena_array(&arena, file->count, sizeof *fills);
        for (size_t i = 0; there == 1 && i < file->count; i++)
            fills[i] = fill_of(&file->segments[i], &arena);
        FUZZ_ASSERT(file->write(file, fills, there == 1 ? &filled : &same, NULL));
        file->close(file);
    }
    FUZZ_ASSERT(same.length == 0 ||
                (same.length == length && memcmp(same.bytes, bytes, length) == 0));
    if (filled.length > 0) {
        struct fill_file *again = open_file(string_text(&filled), xliff);
        FUZZ_ASSERT(again != NULL);
        again->close(again);
    }
    string_free(&same);
    string_free(&filled);
    arena_free(&arena);
    return 0;
}
