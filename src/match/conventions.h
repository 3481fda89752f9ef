/* How a language writes numbers, dates and plurals: what the CLDR says of it, through ICU. */
#ifndef MATCH_CONVENTIONS_H
#define MATCH_CONVENTIONS_H

#include <unicode/umachine.h>

#include "text/tokens.h"

/* Order of day, month and year in a date of digits. */
enum date_order { ORDER_DMY, ORDER_MDY, ORDER_YMD };

/* In which form a name stands. In Russian, a month beside its day is in another case than alone. */
enum name_form {
    FORM_MONTH,
    FORM_MONTH_ALONE,
    FORM_MONTH_SHORT,
    FORM_MONTH_SHORT_ALONE,
    FORM_WEEKDAY,
    FORM_COUNT,
};

/* The name of a month (1 January .. 12 December) or of a weekday (1 Sunday .. 7 Saturday). Only
 * names of one token are here. */
struct name {
    enum name_form form;
    unsigned number;
    cotexto_text text; /* as the language writes it within a sentence, without a last dot */
    cotexto_text fold, stem;
    bool dotted; /* an abbreviation that ends with a dot */
};

struct conventions {
    char lang[COTEXTO_TAG_SIZE];
    UChar32 decimal, group;    /* marks */
    size_t primary, secondary; /* digits between two group marks: the last ones, and the others */
    enum date_order order;
    bool order_sure;     /* false for "en", which is both British and American */
    bool month_inflects; /* the month's form depends on what stands around it */
    bool month_joined;   /* an article or preposition is joined to it ("d'abril"): none is written
                            in the place of another */
    const struct name *names;
    size_t name_count;
    void *plurals; /* ICU's UPluralRules */
    struct arena arena;
};

/* lang: canonical BCP 47; one that ICU does not know has the conventions of the root locale. The
 * tokenizer is used during the call only. Ended by conventions_free(). */
struct conventions *conventions_new(const char *lang, struct tokenizer *tokenizer,
                                    cotexto_error *error);
void conventions_free(struct conventions *conventions); /* NULL is allowed */

/* The name of that form and number; NULL when there is none of one token. */
const struct name *conventions_name(const struct conventions *conventions, enum name_form form,
                                    unsigned number);

/* true when a noun that is counted by `a` has the same form as one counted by `b`, numbers as
 * "1234.5". */
bool conventions_same_plural(const struct conventions *conventions, cotexto_text a, cotexto_text b);

#endif
