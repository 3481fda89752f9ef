/* Small things that XLIFF reader and writers share. */
#include "exchange/xliff.h"

const char *const xliff_fact_names[XLIFF_FACTS] = {"created", "creator", "changed", "changer"};

cotexto_text *xliff_fact(struct unit *unit, size_t number)
{
    cotexto_text *const facts[XLIFF_FACTS] = {&unit->created, &unit->creator, &unit->changed,
                                              &unit->changer};
    return facts[number];
}
