/* What can be asked of a term entry. */
#include "exchange/tbx.h"

#include <string.h>

#include "base/text.h"

static cotexto_text find(const struct property *properties, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (properties[i].kind != PROPERTY_ATTRIBUTE &&
            text_equal(properties[i].name, cotexto_text_of(name)))
            return properties[i].value;
    }
    return TEXT("");
}

static bool begins(cotexto_text text, const char *with)
{
    size_t length = strlen(with);
    return text.length >= length && memcmp(text.bytes, with, length) == 0;
}

/* The values are "preferredTerm-admn-sts" in TBX-Basic, "preferredTerm" in other dialects, and
 * "preferred" in DCA files of version 3. */
enum term_status term_status(const struct variant *term)
{
    static const struct {
        const char *word;
        enum term_status status;
    } words[] = {
        {"preferred", TERM_PREFERRED},       {"standardized", TERM_PREFERRED},
        {"admitted", TERM_ADMITTED},         {"deprecated", TERM_DEPRECATED},
        {"superseded", TERM_DEPRECATED},     {"obsolete", TERM_DEPRECATED},
        {"notRecommended", TERM_DEPRECATED},
    };
    cotexto_text value = find(term->properties, term->property_count, TBX_STATUS);
    if (value.length == 0)
        value = find(term->properties, term->property_count, "normativeAuthorization");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (begins(value, words[i].word))
            return words[i].status;
    }
    return TERM_UNMARKED;
}

cotexto_text term_fact(const struct unit *entry, const struct variant *term, const char *name)
{
    cotexto_text value = find(term->properties, term->property_count, name);
    for (size_t i = 0; value.length == 0 && i < entry->variant_count; i++) {
        const struct variant *first = &entry->variants[i];
        if (strcmp(first->lang, term->lang) != 0)
            continue;
        if (first != term && strcmp(name, TBX_DEFINITION) == 0)
            value = find(first->properties, first->property_count, name);
        break; /* the others are terms like this one */
    }
    return value.length > 0 ? value : find(entry->properties, entry->property_count, name);
}
