/* The table of profiles. */
#include "exchange/profile.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/message.h"
#include "base/tag.h"

static const struct exchange_profile profiles[] = {
    {.name = "trados", .source = true, .bilingual = true, .regions = true},
    {.name = "memoq", .source = true, .bilingual = true, .lower = true},
    {.name = "omegat"},
    {.name = "weblate", .source = true, .untagged = true},
    {.name = "plain", .untagged = true, .bare = true},
};

const struct exchange_profile *exchange_profile_named(const char *name, cotexto_error *error)
{
    for (size_t i = 0; i < sizeof profiles / sizeof *profiles; i++) {
        if (strcmp(profiles[i].name, name) == 0)
            return &profiles[i];
    }
    error_set(error, COTEXTO_USAGE, "unknown-profile", _("profile \"%s\" is unknown"), name);
    error_hint(error, "%s", _("choose trados, memoq, omegat, weblate or plain"));
    return NULL;
}

void exchange_profile_language(const struct exchange_profile *profile, const char *tag,
                               char out[COTEXTO_TAG_SIZE])
{
    if (profile != NULL && profile->regions)
        tag_with_region(tag, out);
    else
        snprintf(out, COTEXTO_TAG_SIZE, "%s", tag);
    for (char *c = out; profile != NULL && profile->lower && *c != '\0'; c++)
        *c = (char)tolower((unsigned char)*c);
}
