/* Currencies: signs and codes that mean the same. */
#ifndef MATCH_CURRENCY_H
#define MATCH_CURRENCY_H

#include <cotexto/common.h>

/* The ISO 4217 code of a sign that only one currency has, or of a code; of another sign ("$") the
 * sign itself; NULL: it is no currency. */
const char *currency_value(cotexto_text raw);

/* The sign of a code that no other currency has; NULL: there is none. */
const char *currency_sign(cotexto_text code);

#endif
