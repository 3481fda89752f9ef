/* Placeables and adaptation: query, stored source and stored target with NULs between. What comes
 * out is well-formed, and placeables lie in the text. The first byte chooses the languages. */
#include "fuzz.h"

#include "base/text.h"
#include "match/adapt.h"
#include "match/flags.h"

enum { LANGUAGES = 5, LONGEST = 2000 };
static const char *const languages[LANGUAGES] = {"es", "en", "ru", "ca", "ar"};

struct language {
    struct tokenizer *tokenizer;
    struct conventions *conventions;
};

static const struct language *language(size_t i)
{
    static struct language known[LANGUAGES];
    if (known[i].tokenizer == NULL) {
        known[i].tokenizer = tokenizer_new(languages[i], true, NULL);
        known[i].conventions = conventions_new(languages[i], known[i].tokenizer, NULL);
    }
    return &known[i];
}

static void check_placeables(const struct match_text *text, struct arena *arena)
{
    for (enum date_order order = ORDER_DMY; order <= ORDER_YMD; order++) {
        struct placeables found;
        size_t end = 0;
        FUZZ_ASSERT(placeables_find(text, order, arena, &found, NULL));
        for (size_t i = 0; i < found.count; i++) {
            FUZZ_ASSERT(found.items[i].start >= end && found.items[i].start <= found.items[i].end);
            FUZZ_ASSERT(found.items[i].first < found.items[i].last);
            FUZZ_ASSERT(found.items[i].last <= text->tokens->count);
            end = found.items[i].end;
        }
        FUZZ_ASSERT(end <= text->text.length);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    cotexto_text rest = {(const char *)bytes, length < LONGEST ? length : LONGEST}, adapted;
    size_t choice = fuzz_choice(&rest, LANGUAGES * LANGUAGES);
    const struct language *from = language(choice % LANGUAGES), *to = language(choice / LANGUAGES);
    struct arena arena = {0};
    struct tokens tokens[3];
    struct match_text texts[3];
    for (size_t i = 0; i < 3; i++) {
        const struct language *lang = i < 2 ? from : to;
        texts[i] = (struct match_text){fuzz_part(&rest), &tokens[i], lang->conventions};
        if (!fuzz_nfc(&texts[i].text, &arena)) {
            arena_free(&arena);
            return 0;
        }
        FUZZ_ASSERT(
            tokenizer_run(lang->tokenizer, texts[i].text, TEXT(""), &arena, &tokens[i], NULL));
        check_placeables(&texts[i], &arena);
    }
    FUZZ_ASSERT(adapt(&texts[0], &texts[1], &texts[2], &arena, &adapted, NULL));
    FUZZ_ASSERT(fuzz_nfc(&adapted, &arena));
    arena_free(&arena);
    return 0;
}
