/* Currencies. */
#include "match/currency.h"

#include "base/text.h"

/* Of a sign or a code. */
enum { MOST_BYTES = 3 };

/* Signs that several currencies share stand for themselves. */
static const struct {
    const char *sign, *value;
} signs[] = {
    {"€", "EUR"}, {"₽", "RUB"}, {"₹", "INR"}, {"₩", "KRW"}, {"₺", "TRY"},
    {"₴", "UAH"}, {"₫", "VND"},   {"₪", "ILS"}, {"₱", "PHP"}, {"$", "$"},
    {"£", "£"},   {"¥", "¥"},     {"¢", "¢"},
};

static const char *const codes[] = {
    "AED", "ARS", "AUD", "BOB", "BRL", "CAD", "CHF", "CLP", "CNY", "COP", "CRC",
    "CUP", "CZK", "DKK", "DOP", "EGP", "EUR", "GBP", "GTQ", "HKD", "HNL", "HUF",
    "IDR", "ILS", "INR", "IRR", "JPY", "KRW", "MXN", "NIO", "NOK", "NZD", "PAB",
    "PEN", "PHP", "PLN", "PYG", "RON", "RUB", "SAR", "SEK", "SGD", "THB", "TRY",
    "UAH", "USD", "UYU", "VES", "VND", "XAF", "XDR", "XOF", "ZAR",
};

const char *currency_value(cotexto_text raw)
{
    /* most words are longer than any sign or code */
    if (raw.length > MOST_BYTES)
        return NULL;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (text_equal(raw, cotexto_text_of(signs[i].sign)))
            return signs[i].value;
    }
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        if (text_equal(raw, cotexto_text_of(codes[i])))
            return codes[i];
    }
    return NULL;
}

const char *currency_sign(cotexto_text code)
{
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (text_equal(code, cotexto_text_of(signs[i].value)))
            return signs[i].sign;
    }
    return NULL;
}
