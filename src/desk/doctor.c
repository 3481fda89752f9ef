/* The doctor: what the memory room finds, and whether the memory's documents were cut by the rules
 * of today. */
#include <cotexto/memory.h>

#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/message.h"
#include "base/text.h"
#include "memory/store.h"
#include "desk/rules.h"

struct profiles {
    const struct rules *rules;
    uint64_t documents, outdated;
    cotexto_error *error;
    bool good;
};

/* One side of a profile: "es cotexto-1 es/9c0f12ab icu-72.1". Rules of the user's own can't be
 * compared, for their file is not at hand. */
static bool is_outdated(cotexto_text side, const struct rules *rules, bool *outdated,
                        cotexto_error *error)
{
    static const cotexto_text own = {"cotexto-", 8};
    char lang[COTEXTO_TAG_SIZE];
    const char *blank = side.length == 0 ? NULL : memchr(side.bytes, ' ', side.length);
    size_t length = blank == NULL ? 0 : (size_t)(blank - side.bytes);
    if (blank == NULL || length >= sizeof lang || side.length < length + 1 + own.length ||
        memcmp(blank + 1, own.bytes, own.length) != 0)
        return true;
    memcpy(lang, side.bytes, length);
    lang[length] = '\0';
    struct segmenter *segmenter = rules_segmenter(rules, lang, error);
    if (segmenter == NULL)
        return false;
    cotexto_text now = cotexto_text_of(segmenter_profile(segmenter));
    *outdated = *outdated || !text_equal(now, text_slice(side, length + 1, side.length));
    segmenter_free(segmenter);
    return true;
}

static bool take_profile(void *context, cotexto_text profile, uint64_t documents)
{
    struct profiles *profiles = context;
    bool outdated = false;
    while (profiles->good && profile.length > 0) {
        const char *end = memchr(profile.bytes, ';', profile.length);
        size_t length = end == NULL ? profile.length : (size_t)(end - profile.bytes);
        profiles->good = is_outdated(text_trim(text_slice(profile, 0, length)), profiles->rules,
                                     &outdated, profiles->error);
        profile = text_slice(profile, end == NULL ? length : length + 1, profile.length);
    }
    profiles->documents += documents;
    profiles->outdated += outdated ? documents : 0;
    return profiles->good;
}

/* Texts cut by other rules give other segments, and lost matches. Nothing is wrong with what is
 * stored. */
static void tell_profiles(const struct profiles *profiles,
                          void (*found)(void *context, const cotexto_finding *finding),
                          void *context)
{
    char message[256];
    if (profiles->outdated == 0)
        snprintf(message, sizeof message,
                 P_("%llu document, cut by the rules of this version",
                    "%llu documents, cut by the rules of this version", profiles->documents),
                 (unsigned long long)profiles->documents);
    else
        snprintf(message, sizeof message,
                 P_("%llu document was cut by the rules of another version or another ICU",
                    "%llu documents were cut by the rules of another version or another ICU",
                    profiles->outdated),
                 (unsigned long long)profiles->outdated);
    cotexto_finding finding = {
        "segmentation", true, message,
        profiles->outdated == 0 ? "" : _("import the same texts again: they are cut anew")};
    found(context, &finding);
}

bool cotexto_memory_doctor(cotexto_memory *memory, const cotexto_rules *rules,
                           void (*found)(void *context, const cotexto_finding *finding),
                           void *context, cotexto_error *error)
{
    /* documents that an SRX file has cut are passed over: words are all that matters here */
    struct rules own = {.words = rules == NULL ? NULL : rules->words};
    struct profiles profiles = {.rules = &own, .error = error, .good = true};
    if (!memory_doctor(memory, found, context, error) ||
        !memory_each_profile(memory, take_profile, &profiles, error) || !profiles.good)
        return error_file(error, cotexto_memory_path(memory));
    tell_profiles(&profiles, found, context);
    return true;
}
