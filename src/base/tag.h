/* Language tags (BCP 47). A canonical tag is made by cotexto_tag_canonical(). */
#ifndef BASE_TAG_H
#define BASE_TAG_H

#include <stdbool.h>

#include <cotexto/common.h>

/* Writes the language alone: "es" of "es-VE". tag must be canonical. */
void tag_language(const char *tag, char out[COTEXTO_TAG_SIZE]);

/* The tag that is probably meant by one that is none ("sp": "es"); NULL when there is no guess. */
const char *tag_suggestion(const char *written);

/* The tag itself if it names a region, else with the region where the language is mostly written:
 * "es-ES" for "es", "zh-Hant-TW" for "zh-Hant". Without one known, the tag. */
void tag_with_region(const char *tag, char out[COTEXTO_TAG_SIZE]);

/* true when two canonical tags name the same language, whatever region or script: "es" and "es-VE".
 */
bool tag_same_language(const char *a, const char *b);

/* true when text is a language tag that cotexto_tag_canonical() accepts, and its language is a
 * known one. */
bool tag_is_language(cotexto_text text);

#endif
