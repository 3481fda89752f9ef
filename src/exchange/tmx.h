/* What TMX reader and writer share: dates and the names of our own properties. */
#ifndef EXCHANGE_TMX_H
#define EXCHANGE_TMX_H

#include "exchange/fields.h"

enum { TMX_DATE_SIZE = 24 };

/* "20291007T120000Z" to "2029-10-07T12:00:00Z"; false when it is not of that form. */
bool tmx_date_to_iso(cotexto_text date, char iso[TMX_DATE_SIZE]);
/* The reverse. */
bool tmx_date_from_iso(cotexto_text iso, char date[TMX_DATE_SIZE]);

/* The type of the <prop> in which a field travels: "x-document", "x-document-title", ... */
const char *tmx_property_of(enum field field);
enum field tmx_field_of(cotexto_text property);

#endif
