/* Numbers and months in words, from the data of ICU (CLDR). */
#include "align/numerals.h"

#include <string.h>

#include <unicode/udat.h>
#include <unicode/uloc.h>
#include <unicode/unum.h>
#include <unicode/ustring.h>

#include "base/error.h"
#include "base/text.h"

enum { LEAST = 2, MOST = 1000, NAME_UNITS = 64, MONTHS = 12 };

/* A month and a number of one digit may be the same by chance. */
static const double same_value = 1, month_and_digits = .5;

/* ------------------------------------------------------------------------------------- gathering
 */

struct naming {
    struct numerals *numerals;
    size_t room;
    struct arena *arena;
    cotexto_text word; /* the name's first word, folded */
    size_t words;
};

static bool keep_word(void *context, const struct cut_word *word)
{
    struct naming *naming = context;
    if (naming->words++ == 0 && word->kind == KIND_LETTERS)
        naming->word = arena_text(naming->arena, word->fold);
    return true;
}

/* Puts a name of one word; the first value of a word counts. */
static bool add_name(struct naming *naming, const UChar *units, int32_t length, uint16_t value,
                     cotexto_error *error)
{
    char bytes[3 * NAME_UNITS];
    int32_t size;
    UErrorCode status = U_ZERO_ERROR;
    struct numerals *numerals = naming->numerals;
    u_strToUTF8(bytes, sizeof bytes, &size, units, length, &status);
    naming->word = TEXT("");
    naming->words = 0;
    if (U_FAILURE(status))
        return true; /* no name is so long */
    if (!words_cut((cotexto_text){bytes, (size_t)size}, keep_word, naming, error))
        return false;
    if (naming->words != 1 || naming->word.length == 0)
        return true;
    uint32_t next = (uint32_t)numerals->names.count;
    uint32_t number = table_put(&numerals->names, naming->word, next);
    if (number != next)
        return number != TABLE_NONE || error_no_memory(error);
    numerals->values =
        arena_grow(naming->arena, numerals->values, next, &naming->room, sizeof *numerals->values);
    if (numerals->values == NULL)
        return error_no_memory(error);
    numerals->values[next] = value;
    return true;
}

static bool add_numbers(struct naming *naming, const char *locale, cotexto_error *error)
{
    static const uint16_t values[] = {2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14,  15,
                                      16, 17, 18, 19, 20, 30, 40, 50, 60, 70, 80, 90, 100, 1000};
    UErrorCode status = U_ZERO_ERROR;
    UNumberFormat *speller = unum_open(UNUM_SPELLOUT, NULL, 0, locale, NULL, &status);
    bool good = true;
    for (size_t i = 0; good && U_SUCCESS(status) && i < sizeof values / sizeof *values; i++) {
        UChar name[NAME_UNITS];
        UErrorCode spelled = U_ZERO_ERROR;
        int32_t length = unum_format(speller, values[i], name, NAME_UNITS, NULL, &spelled);
        good = U_FAILURE(spelled) || add_name(naming, name, length, values[i], error);
    }
    unum_close(speller);
    return good;
}

static bool add_months(struct naming *naming, const char *locale, cotexto_error *error)
{
    static const UDateFormatSymbolType forms[] = {UDAT_MONTHS, UDAT_STANDALONE_MONTHS};
    UErrorCode status = U_ZERO_ERROR;
    UDateFormat *dates = udat_open(UDAT_LONG, UDAT_LONG, locale, NULL, 0, NULL, 0, &status);
    bool good = true;
    for (int32_t i = 0; good && U_SUCCESS(status) && i < 2 * MONTHS; i++) {
        UChar name[NAME_UNITS];
        UErrorCode named = U_ZERO_ERROR;
        int32_t length =
            udat_getSymbols(dates, forms[i / MONTHS], i % MONTHS, name, NAME_UNITS, &named);
        uint16_t value = (uint16_t)(NUMERAL_MONTH + i % MONTHS + 1);
        good = U_FAILURE(named) || add_name(naming, name, length, value, error);
    }
    udat_close(dates);
    return good;
}

/* false when ICU would take the language of the machine. */
static bool locale_of(const char *lang, char locale[ULOC_FULLNAME_CAPACITY])
{
    UErrorCode status = U_ZERO_ERROR;
    uloc_forLanguageTag(lang, locale, ULOC_FULLNAME_CAPACITY, NULL, &status);
    return U_SUCCESS(status) && locale[0] != '\0';
}

static bool script_of(const char *lang, char script[ULOC_SCRIPT_CAPACITY])
{
    char locale[ULOC_FULLNAME_CAPACITY], likely[ULOC_FULLNAME_CAPACITY];
    UErrorCode status = U_ZERO_ERROR;
    script[0] = '\0';
    if (locale_of(lang, locale)) {
        uloc_addLikelySubtags(locale, likely, sizeof likely, &status);
        uloc_getScript(likely, script, ULOC_SCRIPT_CAPACITY, &status);
    }
    return U_SUCCESS(status) && script[0] != '\0';
}

bool numerals_help(const char *source, const char *target)
{
    char scripts[2][ULOC_SCRIPT_CAPACITY];
    return script_of(source, scripts[0]) && script_of(target, scripts[1]) &&
           strcmp(scripts[0], scripts[1]) != 0;
}

bool numerals_open(const char *lang, struct arena *arena, struct numerals *out,
                   cotexto_error *error)
{
    char locale[ULOC_FULLNAME_CAPACITY];
    *out = (struct numerals){.names = {.arena = arena}};
    struct naming naming = {.numerals = out, .arena = arena};
    if (!locale_of(lang, locale))
        return true;
    return add_numbers(&naming, locale, error) && add_months(&naming, locale, error);
}

bool numerals_of_pair(const char *source, const char *target, struct arena *arena,
                      struct numerals out[2], cotexto_error *error)
{
    out[0] = out[1] = (struct numerals){.values = NULL};
    return !numerals_help(source, target) || (numerals_open(source, arena, &out[0], error) &&
                                              numerals_open(target, arena, &out[1], error));
}

void numerals_free(struct numerals *numerals)
{
    table_free(&numerals->names);
}

/* -------------------------------------------------------------------------------------- values */

static uint16_t value_of_digits(cotexto_text digits)
{
    unsigned value = 0;
    for (size_t i = 0; i < digits.length; i++) {
        value = 10 * value + (unsigned)(digits.bytes[i] - '0');
        if (value > MOST)
            return 0;
    }
    return value < LEAST ? 0 : (uint16_t)value;
}

uint16_t numeral_value(const struct numerals *numerals, cotexto_text fold, enum word_kind kind)
{
    if (kind == KIND_NUMBER)
        return value_of_digits(fold);
    uint32_t name = numerals == NULL ? TABLE_NONE : table_find(&numerals->names, fold);
    return name == TABLE_NONE ? 0 : numerals->values[name];
}

double numeral_likeness(uint16_t a, uint16_t b)
{
    if (a == 0 || b == 0 || (a & ~NUMERAL_MONTH) != (b & ~NUMERAL_MONTH))
        return 0;
    return a == b ? same_value : month_and_digits;
}
