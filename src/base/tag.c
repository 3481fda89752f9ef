/* Language tags: canonical by ICU, then checked against the languages that ICU knows by name. */
#include "base/tag.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unicode/uloc.h>

#include "base/error.h"
#include "base/message.h"

/* What people write for a language when they do not write its code, and what Windows called some
 * before it knew BCP 47: older tools still write that. */
static const struct {
    const char *written, *meant;
} common_slips[] = {
    {"sp", "es"},
    {"span", "es"},
    {"spanish", "es"},
    {"esp", "es"},
    {"english", "en"},
    {"ing", "en"},
    {"uk-en", "en-GB"},
    {"french", "fr"},
    {"german", "de"},
    {"ger-de", "de"},
    {"jp", "ja"},
    {"cn", "zh"},
    {"chinese", "zh"},
    {"italian", "it"},
    {"portuguese", "pt"},
    {"russian", "ru"},
    {"gr", "el"},
    {"cz", "cs"},
    {"dk", "da"},
    {"ua", "uk"},
    {"kr", "ko"},
    {"zh-chs", "zh-Hans"},
    {"zh-cht", "zh-Hant"},
    {"sr-sp-latn", "sr-Latn-RS"},
    {"sr-sp-cyrl", "sr-Cyrl-RS"},
    {"uz-uz-latn", "uz-Latn-UZ"},
    {"uz-uz-cyrl", "uz-Cyrl-UZ"},
    {"az-az-latn", "az-Latn-AZ"},
    {"az-az-cyrl", "az-Cyrl-AZ"},
};

const char *tag_suggestion(const char *written)
{
    for (size_t i = 0; i < sizeof common_slips / sizeof *common_slips; i++) {
        if (strcasecmp(common_slips[i].written, written) == 0)
            return common_slips[i].meant;
    }
    return NULL;
}

/* ICU gives every well-formed tag a name: the tag itself when it knows no better. */
static bool is_known(const char *locale)
{
    char language[ULOC_LANG_CAPACITY];
    UErrorCode status = U_ZERO_ERROR;
    if (uloc_getLanguage(locale, language, sizeof language, &status) <= 0 || U_FAILURE(status))
        return false;
    UChar name[128];
    status = U_ZERO_ERROR;
    uloc_getDisplayLanguage(language, "en", name, 128, &status);
    return U_SUCCESS(status) && status != U_USING_DEFAULT_WARNING;
}

static bool unknown_tag(const char *tag, const char *lower, cotexto_error *error)
{
    error_set(error, COTEXTO_USAGE, "unknown-language", _("language \"%s\" is unknown"), tag);
    const char *meant = tag_suggestion(lower);
    if (meant != NULL)
        return error_hint(error, _("did you mean \"%s\"?"), meant);
    return error_hint(error, "%s", _("write it as a BCP 47 tag, such as es, en-GB or zh-Hant"));
}

bool cotexto_tag_canonical(const char *tag, char out[COTEXTO_TAG_SIZE], cotexto_error *error)
{
    char dashed[COTEXTO_TAG_SIZE];
    size_t length = strlen(tag);
    if (length == 0 || length >= sizeof dashed)
        return unknown_tag(tag, "", error);
    for (size_t i = 0; i <= length; i++)
        dashed[i] = tag[i] == '_' ? '-' : (char)tolower((unsigned char)tag[i]);

    char locale[ULOC_FULLNAME_CAPACITY];
    int32_t parsed = 0;
    UErrorCode status = U_ZERO_ERROR;
    uloc_forLanguageTag(dashed, locale, sizeof locale, &parsed, &status);
    if (U_FAILURE(status) || (size_t)parsed != length || !is_known(locale))
        return unknown_tag(tag, dashed, error);
    uloc_toLanguageTag(locale, out, COTEXTO_TAG_SIZE, false, &status);
    if (U_FAILURE(status) || status == U_STRING_NOT_TERMINATED_WARNING)
        return unknown_tag(tag, dashed, error);
    return true;
}

void tag_language(const char *tag, char out[COTEXTO_TAG_SIZE])
{
    size_t length = strcspn(tag, "-");
    if (length >= COTEXTO_TAG_SIZE)
        length = COTEXTO_TAG_SIZE - 1;
    memcpy(out, tag, length);
    out[length] = '\0';
}

bool tag_same_language(const char *a, const char *b)
{
    size_t length = strcspn(a, "-");
    return length == strcspn(b, "-") && strncmp(a, b, length) == 0;
}

bool tag_is_language(cotexto_text text)
{
    char tag[COTEXTO_TAG_SIZE], canonical[COTEXTO_TAG_SIZE];
    if (text.length < 2 || text.length >= sizeof tag)
        return false;
    snprintf(tag, sizeof tag, "%.*s", (int)text.length, text.bytes);
    return strlen(tag) == text.length && cotexto_tag_canonical(tag, canonical, NULL);
}

void tag_with_region(const char *tag, char out[COTEXTO_TAG_SIZE])
{
    char locale[ULOC_FULLNAME_CAPACITY], likely[ULOC_FULLNAME_CAPACITY],
        region[ULOC_COUNTRY_CAPACITY];
    UErrorCode status = U_ZERO_ERROR;
    snprintf(out, COTEXTO_TAG_SIZE, "%s", tag);
    uloc_forLanguageTag(tag, locale, sizeof locale, NULL, &status);
    if (uloc_getCountry(locale, region, sizeof region, &status) > 0)
        return;
    uloc_addLikelySubtags(locale, likely, sizeof likely, &status);
    int32_t length = uloc_getCountry(likely, region, sizeof region, &status);
    if (U_FAILURE(status) || length <= 0 || strlen(tag) + 1 + (size_t)length >= COTEXTO_TAG_SIZE)
        return;
    /* behind language and script, before anything else */
    size_t place = strcspn(tag, "-");
    if (tag[place] == '-' && strcspn(tag + place + 1, "-") == 4)
        place += 5;
    snprintf(out, COTEXTO_TAG_SIZE, "%.*s-%s%s", (int)place, tag, region, tag + place);
}
