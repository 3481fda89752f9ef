/* The table of function words. */
#include "text/function_words.h"

#include "base/tag.h"

const struct function_words *function_words_of(const char *lang)
{
    for (const struct function_words *words = function_words; words->lang != NULL; words++) {
        if (tag_same_language(words->lang, lang))
            return words;
    }
    return NULL;
}
