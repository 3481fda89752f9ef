/* A damaged memory file. The input is a list of changes to a sound one, four bytes each: page,
 * place in the page (two), and what to put there. */
#include <stdio.h>
#include <string.h>

#include "base/string.h"
#include "damage.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static struct string sound;
    struct string damaged = {0}, unexpected = {0};
    if (sound.length == 0)
        damage_sound(&sound);
    string_append(&damaged, sound.bytes, sound.length);
    FUZZ_ASSERT(!damaged.failed);
    for (size_t i = 0; i + 4 <= length; i += 4) {
        size_t page = bytes[i] % (sound.length / DAMAGE_PAGE);
        size_t place = (size_t)(bytes[i + 1] << 8 | bytes[i + 2]) % DAMAGE_PAGE;
        damaged.bytes[page * DAMAGE_PAGE + place] = (char)bytes[i + 3];
    }
    damage_use(damaged.bytes, damaged.length, &unexpected);
    if (unexpected.length > 0)
        fprintf(stderr, "%s\n", string_c(&unexpected));
    FUZZ_ASSERT(unexpected.length == 0);
    string_free(&damaged);
    string_free(&unexpected);
    return 0;
}
