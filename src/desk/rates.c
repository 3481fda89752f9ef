/* Bands: what they are called, and what a word of each costs. */
#include <cotexto/analyse.h>

#include <string.h>

#include "base/error.h"
#include "base/file.h"
#include "base/message.h"
#include "base/string.h"
#include "base/text.h"

static const struct {
    const char *name, *label;
} bands[COTEXTO_BAND_COUNT] = {
    [COTEXTO_BAND_102] = {"102", N_("102 %")},
    [COTEXTO_BAND_101] = {"101", N_("101 %")},
    [COTEXTO_BAND_100] = {"100", N_("100 %")},
    [COTEXTO_BAND_REPETITION] = {"repetitions", N_("repetitions")},
    [COTEXTO_BAND_95] = {"95-99", N_("95-99 %")},
    [COTEXTO_BAND_85] = {"85-94", N_("85-94 %")},
    [COTEXTO_BAND_75] = {"75-84", N_("75-84 %")},
    [COTEXTO_BAND_50] = {"50-74", N_("50-74 %")},
    [COTEXTO_BAND_INTERNAL_95] = {"internal-95-99", N_("internal 95-99 %")},
    [COTEXTO_BAND_INTERNAL_85] = {"internal-85-94", N_("internal 85-94 %")},
    [COTEXTO_BAND_INTERNAL_75] = {"internal-75-84", N_("internal 75-84 %")},
    [COTEXTO_BAND_INTERNAL_50] = {"internal-50-74", N_("internal 50-74 %")},
    [COTEXTO_BAND_NEW] = {"new", N_("new")},
    [COTEXTO_BAND_TRANSLATED] = {"translated", N_("translated")},
    [COTEXTO_BAND_LOCKED] = {"locked", N_("locked")},
};

const char *cotexto_band_name(cotexto_band band)
{
    return bands[band].name;
}

const char *cotexto_band_label(cotexto_band band)
{
    return _(bands[band].label);
}

struct rates {
    cotexto_rates *out;
    bool named[COTEXTO_BAND_COUNT];
    bool in_file;
    const char *path; /* of the file */
    size_t line;      /* in it */
    cotexto_error *error;
};

static bool bad(const struct rates *rates, cotexto_text entry, const char *hint)
{
    error_set(rates->error, rates->in_file ? COTEXTO_DATA : COTEXTO_USAGE, "bad-rates",
              _("\"%.*s\" is no rate"), (int)entry.length, entry.bytes);
    if (rates->in_file) {
        error_file(rates->error, rates->path);
        error_line(rates->error, rates->line, 1);
    }
    return error_hint(rates->error, "%s", hint);
}

/* A decimal number, not negative, in units of 10^-places; what is finer is refused. */
static bool read_decimal(cotexto_text text, int places, uint64_t most, uint64_t *out)
{
    uint64_t value = 0;
    int behind = -1; /* digits behind the point; -1: none was met */
    if (text.length == 0 || text.bytes[0] == '.' || text.bytes[text.length - 1] == '.')
        return false;
    for (size_t i = 0; i < text.length; i++) {
        char c = text.bytes[i];
        if (c == '.' && behind < 0) {
            behind = 0;
            continue;
        }
        if (c < '0' || c > '9' || behind == places || value > most)
            return false;
        value = 10 * value + (uint64_t)(c - '0');
        behind += behind >= 0;
    }
    for (int i = behind < 0 ? 0 : behind; i < places && value <= most; i++)
        value *= 10;
    *out = value;
    return value <= most;
}

static bool take_currency(struct rates *rates, cotexto_text entry, cotexto_text value)
{
    cotexto_rates *out = rates->out;
    if (value.length == 0 || value.length >= sizeof out->currency)
        return bad(rates, entry, _("a currency is a short name such as EUR"));
    memcpy(out->currency, value.bytes, value.length);
    out->currency[value.length] = '\0';
    return true;
}

static bool take_band(struct rates *rates, cotexto_text entry, cotexto_text name,
                      cotexto_text value)
{
    enum { MOST = 1000 * 100 };
    uint64_t rate;
    for (size_t band = 0; band < COTEXTO_BAND_COUNT; band++) {
        if (!text_equal(name, cotexto_text_of(bands[band].name)))
            continue;
        if (!read_decimal(value, 2, MOST, &rate))
            return bad(rates, entry, _("a rate is a percent such as 60 or 62.5"));
        rates->out->rates[band] = (uint32_t)rate;
        rates->named[band] = true;
        return true;
    }
    return bad(rates, entry,
               _("name 102, 101, 100, repetitions, 95-99, 85-94, 75-84, 50-74, internal-95-99 (and "
                 "so on), new, translated, locked, price or currency"));
}

static bool take_entry(struct rates *rates, cotexto_text entry)
{
    static const uint64_t most_price = 1000000000000; /* a million for a word */
    const char *equal = entry.length == 0 ? NULL : memchr(entry.bytes, '=', entry.length);
    if (entry.length == 0)
        return true;
    if (equal == NULL)
        return bad(rates, entry, _("write it as in 95-99=30"));
    size_t at = (size_t)(equal - entry.bytes);
    cotexto_text name = text_trim(text_slice(entry, 0, at));
    cotexto_text value = text_trim(text_slice(entry, at + 1, entry.length));
    if (text_equal(name, TEXT("currency")))
        return take_currency(rates, entry, value);
    if (!text_equal(name, TEXT("price")))
        return take_band(rates, entry, name, value);
    return read_decimal(value, 6, most_price, &rates->out->price) ||
           bad(rates, entry, _("a price is that of a word, such as 0.09"));
}

/* Entries of one line, between commas. */
static bool take_line(struct rates *rates, cotexto_text line)
{
    const char *comment = line.length == 0 ? NULL : memchr(line.bytes, '#', line.length);
    if (rates->in_file && comment != NULL)
        line = text_slice(line, 0, (size_t)(comment - line.bytes));
    while (line.length > 0) {
        const char *comma = memchr(line.bytes, ',', line.length);
        size_t end = comma == NULL ? line.length : (size_t)(comma - line.bytes);
        if (!take_entry(rates, text_trim(text_slice(line, 0, end))))
            return false;
        line = text_slice(line, comma == NULL ? end : end + 1, line.length);
    }
    return true;
}

static bool take_file(struct rates *rates, const char *path)
{
    enum { LIMIT = 1 << 20 };
    struct string content = {0};
    bool good = file_read(path, LIMIT, &content, rates->error);
    cotexto_text text = string_text(&content);
    rates->in_file = true;
    rates->path = path;
    for (rates->line = 1; good && text.length > 0; rates->line++) {
        const char *end = memchr(text.bytes, '\n', text.length);
        size_t length = end == NULL ? text.length : (size_t)(end - text.bytes);
        good = take_line(rates, text_slice(text, 0, length));
        text = text_slice(text, end == NULL ? length : length + 1, text.length);
    }
    string_free(&content);
    return good;
}

bool cotexto_rates_read(const char *text, cotexto_rates *out, cotexto_error *error)
{
    enum { WHOLE = 100 * 100, INTERNAL = COTEXTO_BAND_INTERNAL_95 - COTEXTO_BAND_95 };
    struct rates rates = {.out = out, .error = error};
    *out = (cotexto_rates){.given = true};
    for (size_t band = 0; band < COTEXTO_BAND_TRANSLATED; band++)
        out->rates[band] = WHOLE;
    if (strchr(text, '=') != NULL ? !take_line(&rates, cotexto_text_of(text))
                                  : !take_file(&rates, text))
        return false;
    for (size_t band = COTEXTO_BAND_95; band <= COTEXTO_BAND_50; band++) {
        if (!rates.named[band + INTERNAL])
            out->rates[band + INTERNAL] = out->rates[band];
    }
    return true;
}
