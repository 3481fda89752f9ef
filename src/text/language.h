/* Which language a text is in: by script, then by its commonest function words. */
#ifndef TEXT_LANGUAGE_H
#define TEXT_LANGUAGE_H

#include <cotexto/common.h>

/* Writes the guessed language's tag ("es") and returns how sure that is, 0..1; 0 and "und" when
 * there is no ground. */
double language_guess(cotexto_text text, char tag[COTEXTO_TAG_SIZE]);

/* Whether texts in the language of a canonical tag can be recognised. */
bool language_known(const char *tag);

#endif
