/* Conventions of a language, read from ICU once and kept as plain data. */
#include "match/conventions.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/udat.h>
#include <unicode/uloc.h>
#include <unicode/unum.h>
#include <unicode/upluralrules.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>

#include "base/error.h"
#include "base/message.h"
#include "base/tag.h"
#include "base/text.h"

enum { LOCALE_SIZE = 128, NAME_SIZE = 64, MONTHS = 12, WEEKDAYS = 7 };

/* Where ICU has the names of each form. Its months start at 0, its weekdays at 1. */
static const struct {
    UDateFormatSymbolType type;
    int first, count;
} symbol_tables[FORM_COUNT] = {
    [FORM_MONTH] = {UDAT_MONTHS, 0, MONTHS},
    [FORM_MONTH_ALONE] = {UDAT_STANDALONE_MONTHS, 0, MONTHS},
    [FORM_MONTH_SHORT] = {UDAT_SHORT_MONTHS, 0, MONTHS},
    [FORM_MONTH_SHORT_ALONE] = {UDAT_STANDALONE_SHORT_MONTHS, 0, MONTHS},
    [FORM_WEEKDAY] = {UDAT_WEEKDAYS, 1, WEEKDAYS},
};

/* ------------------------------------------------------------------------------------ numbers */

static UChar32 symbol(const UNumberFormat *format, UNumberFormatSymbol which, UErrorCode *status)
{
    UChar units[8];
    UChar32 c = 0;
    int32_t length = unum_getSymbol(format, which, units, 8, status);
    if (U_SUCCESS(*status) && length > 0)
        U16_GET(units, 0, 0, length, c);
    return c;
}

static void read_numbers(struct conventions *out, const char *locale, UErrorCode *status)
{
    UNumberFormat *format = unum_open(UNUM_DECIMAL, NULL, 0, locale, NULL, status);
    if (U_FAILURE(*status))
        return;
    out->decimal = symbol(format, UNUM_DECIMAL_SEPARATOR_SYMBOL, status);
    out->group = symbol(format, UNUM_GROUPING_SEPARATOR_SYMBOL, status);
    int32_t primary = unum_getAttribute(format, UNUM_GROUPING_SIZE),
            secondary = unum_getAttribute(format, UNUM_SECONDARY_GROUPING_SIZE);
    out->primary = primary > 0 ? (size_t)primary : 3;
    out->secondary = secondary > 0 ? (size_t)secondary : out->primary;
    unum_close(format);
}

/* -------------------------------------------------------------------------------------- dates */

static void read_order(struct conventions *out, const char *locale, UErrorCode *status)
{
    UChar pattern[NAME_SIZE];
    UDateFormat *format = udat_open(UDAT_NONE, UDAT_SHORT, locale, NULL, 0, NULL, 0, status);
    if (U_FAILURE(*status))
        return;
    int32_t length = udat_toPattern(format, false, pattern, NAME_SIZE - 1, status);
    udat_close(format);
    if (U_FAILURE(*status) || length >= NAME_SIZE)
        return;
    pattern[length] = 0;
    const UChar *day = u_strchr(pattern, 'd'), *month = u_strchr(pattern, 'M'),
                *year = u_strchr(pattern, 'y');
    if (day != NULL && month != NULL && year != NULL)
        out->order = year < month ? ORDER_YMD : day < month ? ORDER_DMY : ORDER_MDY;
    out->order_sure = strcmp(out->lang, "en") != 0;
}

/* The one token of a name; NULL when it has several words or digits. A dot behind it is
 * allowed. */
static const struct token *only_token(const struct tokens *tokens, bool *dotted)
{
    *dotted = tokens->count == 2 && text_equal(tokens->items[1].raw, TEXT("."));
    if (tokens->count != 1 && !*dotted)
        return NULL;
    return tokens->items[0].class == TOKEN_WORD ? &tokens->items[0] : NULL;
}

static bool has_apostrophe(cotexto_text fold)
{
    return memchr(fold.bytes, '\'', fold.length) != NULL;
}

/* Adds a name from ICU; one that is not a single word is left out. */
static bool add_name(struct conventions *out, struct name *names, struct tokenizer *tokenizer,
                     enum name_form form, unsigned number, const UChar *units, cotexto_error *error)
{
    char bytes[4 * NAME_SIZE];
    int32_t length = 0;
    UErrorCode status = U_ZERO_ERROR;
    struct tokens tokens;
    u_strToUTF8(bytes, sizeof bytes, &length, units, -1, &status);
    if (U_FAILURE(status))
        return true;
    cotexto_text text = arena_text(&out->arena, (cotexto_text){bytes, (size_t)length});
    if (text.bytes == NULL)
        return error_no_memory(error);
    if (!tokenizer_run(tokenizer, text, (cotexto_text){0}, &out->arena, &tokens, error))
        return false;
    struct name *name = &names[out->name_count];
    const struct token *token = only_token(&tokens, &name->dotted);
    if (form == FORM_MONTH)
        out->month_joined = out->month_joined || token == NULL || has_apostrophe(token->fold);
    if (token == NULL || has_apostrophe(token->fold))
        return true;
    *name = (struct name){form, number, token->raw, token->fold, token->stem, name->dotted};
    out->name_count++;
    return true;
}

static bool read_names(struct conventions *out, const char *locale, struct tokenizer *tokenizer,
                       cotexto_error *error)
{
    UErrorCode status = U_ZERO_ERROR;
    struct name *names = arena_array(&out->arena, FORM_COUNT * MONTHS, sizeof *names);
    if (names == NULL)
        return error_no_memory(error);
    UDateFormat *format = udat_open(UDAT_NONE, UDAT_SHORT, locale, NULL, 0, NULL, 0, &status);
    bool good = true;
    for (enum name_form form = 0; U_SUCCESS(status) && form < FORM_COUNT; form++) {
        for (int i = 0; good && i < symbol_tables[form].count; i++) {
            UChar units[NAME_SIZE];
            UErrorCode symbol_status = U_ZERO_ERROR;
            int32_t length =
                udat_getSymbols(format, symbol_tables[form].type, symbol_tables[form].first + i,
                                units, NAME_SIZE, &symbol_status);
            if (U_SUCCESS(symbol_status) && length > 0 && length < NAME_SIZE)
                good = add_name(out, names, tokenizer, form, (unsigned)i + 1, units, error);
        }
    }
    if (U_SUCCESS(status))
        udat_close(format);
    out->names = names;
    return good;
}

const struct name *conventions_name(const struct conventions *conventions, enum name_form form,
                                    unsigned number)
{
    for (size_t i = 0; i < conventions->name_count; i++) {
        if (conventions->names[i].form == form && conventions->names[i].number == number)
            return &conventions->names[i];
    }
    return NULL;
}

static bool months_inflect(const struct conventions *conventions)
{
    for (unsigned month = 1; month <= MONTHS; month++) {
        const struct name *beside = conventions_name(conventions, FORM_MONTH, month),
                          *alone = conventions_name(conventions, FORM_MONTH_ALONE, month);
        if (beside != NULL && alone != NULL && !text_equal(beside->fold, alone->fold))
            return true;
    }
    return false;
}

/* -------------------------------------------------------------------------------------- whole */

static bool read_all(struct conventions *out, struct tokenizer *tokenizer, cotexto_error *error)
{
    char locale[LOCALE_SIZE];
    UErrorCode status = U_ZERO_ERROR;
    uloc_forLanguageTag(out->lang, locale, LOCALE_SIZE, NULL, &status);
    uloc_setKeywordValue("calendar", "gregorian", locale, LOCALE_SIZE, &status);
    read_numbers(out, locale, &status);
    read_order(out, locale, &status);
    if (U_SUCCESS(status))
        out->plurals = uplrules_open(locale, &status);
    if (U_FAILURE(status)) {
        error_set(error, COTEXTO_IO, "icu", _("ICU gives no conventions for \"%s\" (%s)"),
                  out->lang, u_errorName(status));
        return error_hint(error, "%s", _("check that ICU's data is installed"));
    }
    if (!read_names(out, locale, tokenizer, error))
        return false;
    out->month_inflects = months_inflect(out);
    return true;
}

struct conventions *conventions_new(const char *lang, struct tokenizer *tokenizer,
                                    cotexto_error *error)
{
    struct conventions *conventions = calloc(1, sizeof *conventions);
    if (conventions == NULL) {
        error_no_memory(error);
        return NULL;
    }
    memcpy(conventions->lang, lang, strlen(lang) + 1); /* a canonical tag fits */
    if (read_all(conventions, tokenizer, error))
        return conventions;
    conventions_free(conventions);
    return NULL;
}

void conventions_free(struct conventions *conventions)
{
    if (conventions == NULL)
        return;
    uplrules_close(conventions->plurals);
    arena_free(&conventions->arena);
    free(conventions);
}

/* ------------------------------------------------------------------------------------ plurals */

/* The value of "1234.5"; strtod() would go by the locale. */
static double number_of(cotexto_text text)
{
    double number = 0, place = 1;
    bool fraction = false;
    for (size_t i = 0; i < text.length; i++) {
        if (text.bytes[i] == '.') {
            fraction = true;
            continue;
        }
        number = number * 10 + (text.bytes[i] - '0');
        place *= fraction ? 10 : 1;
    }
    return number / place;
}

bool conventions_same_plural(const struct conventions *conventions, cotexto_text a, cotexto_text b)
{
    UChar of_a[16], of_b[16];
    UErrorCode status = U_ZERO_ERROR;
    int32_t a_length = uplrules_select(conventions->plurals, number_of(a), of_a, 16, &status);
    int32_t b_length = uplrules_select(conventions->plurals, number_of(b), of_b, 16, &status);
    return U_SUCCESS(status) && a_length == b_length && u_memcmp(of_a, of_b, a_length) == 0;
}
