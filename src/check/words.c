/* Checks on words: left untranslated, of another language, twice. */
#include "check/check.h"

#include <string.h>

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include "base/message.h"
#include "base/tag.h"
#include "base/text.h"
#include "text/language.h"
#include "text/unicode.h"

static cotexto_range all_of(cotexto_text text)
{
    return (cotexto_range){0, text.length};
}

static bool same_language(const struct check_unit *unit)
{
    return tag_same_language(unit->source.language->lang, unit->target.language->lang);
}

/* A word as a sentence has it: letters only, more than one, and not in a script without spaces. */
static bool is_plain_word(const struct token *token)
{
    size_t count = 0;
    if (token->class != TOKEN_WORD)
        return false;
    for (size_t i = 0; i < token->raw.length; count++) {
        UChar32 c;
        U8_NEXT_OR_FFFD(token->raw.bytes, i, token->raw.length, c);
        if (u_isdigit(c) || c == '_' || unicode_without_spaces(c))
            return false;
    }
    return count > 1;
}

static bool is_lower(const struct token *token)
{
    return token->raw.length > 0 && u_islower(unicode_first(token->raw, NULL));
}

/* What the habits say of a text's words. */
struct known {
    size_t words, lower; /* plain ones; of them with a small first letter */
    size_t of_source, of_target;
};

static struct known know(const struct check_unit *unit, const struct tokens *tokens)
{
    struct known known = {0};
    for (size_t i = 0; i < tokens->count; i++) {
        const struct token *token = &tokens->items[i];
        uint32_t counts[2];
        if (!is_plain_word(token))
            continue;
        known.words++;
        known.lower += is_lower(token);
        habits_of_word(unit->habits, token->fold, counts);
        known.of_target += counts[1] > 0 && counts[1] * 3 >= counts[0];
        known.of_source += counts[0] > 2 && counts[1] * 5 < counts[0];
    }
    return known;
}

/* -------------------------------------------------------------------------------- untranslated */

/* Names, numbers and codes are the same in both languages, and so are some words. */
void check_untranslated(struct check_unit *unit)
{
    enum { LEAST_LOWER = 3 };
    if (same_language(unit) || !check_same_words(unit))
        return;
    struct known known = know(unit, &unit->target.tokens);
    bool foreign = known.lower >= LEAST_LOWER;
    if (unit->habits != NULL && unit->habits->words_known &&
        (known.of_source + known.of_target) * 2 >= known.words)
        foreign = known.of_source > known.of_target;
    if (foreign)
        check_report(unit, COTEXTO_CHECK_UNTRANSLATED, COTEXTO_WARNING, all_of(unit->source.text),
                     all_of(unit->target.text), "%s", _("the translation is the source once more"));
}

/* ------------------------------------------------------------------------------------ language */

enum { SCRIPTS_MOST = 8 };

/* The scripts that a language is written in; how many, 0 when not known. */
static int32_t scripts_of(const char *lang, UScriptCode out[SCRIPTS_MOST])
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t count = uscript_getCode(lang, out, SCRIPTS_MOST, &status);
    return U_SUCCESS(status) ? count : 0;
}

static bool is_in(UChar32 c, const UScriptCode *scripts, int32_t count)
{
    for (int32_t i = 0; i < count; i++) {
        if (uscript_hasScript(c, scripts[i]))
            return true;
    }
    return false;
}

/* Whether most letters of the target are in no script of its language. Latin letters may stand
 * anywhere: names and commands have them. */
static bool is_in_other_script(const struct check_unit *unit)
{
    enum { LETTERS_LEAST = 4 };
    UScriptCode scripts[SCRIPTS_MOST + 1];
    int32_t count = scripts_of(unit->target.language->lang, scripts);
    cotexto_text text = unit->target.text;
    size_t letters = 0, others = 0;
    if (count == 0)
        return false;
    scripts[count++] = USCRIPT_LATIN;
    for (size_t i = 0; i < text.length;) {
        UChar32 c;
        U8_NEXT_OR_FFFD(text.bytes, i, text.length, c);
        if (c < 0x80 ? !u_isalpha(c) : !u_isUAlphabetic(c))
            continue;
        letters++;
        others += c >= 0x250 && !is_in(c, scripts, count);
    }
    return others >= LETTERS_LEAST && others * 2 > letters;
}

/* Names and commands are not asked of which language they are. */
enum { WORDS_LEAST = 4, OTHERS_LEAST = 3 };

/* The language that the words of the target are probably of, when that is not its own; "" else. */
static void guess_other(const struct check_unit *unit, const struct known *known,
                        char tag[COTEXTO_TAG_SIZE])
{
    const char *lang = unit->target.language->lang;
    char of_source[COTEXTO_TAG_SIZE];
    double sure = language_guess(unit->target.text, tag);
    bool other = sure >= 0.6 && !tag_same_language(tag, lang) && language_known(lang);
    if (known->of_source >= OTHERS_LEAST && known->of_source > 2 * known->of_target) {
        memcpy(tag, unit->source.language->lang, COTEXTO_TAG_SIZE);
        return;
    }
    /* a quotation stays in its own language */
    if (other && !tag_same_language(tag, unit->source.language->lang) &&
        language_guess(unit->source.text, of_source) > 0.3 && tag_same_language(of_source, tag))
        other = false;
    if (!other)
        tag[0] = '\0';
}

void check_language_of(struct check_unit *unit)
{
    char tag[COTEXTO_TAG_SIZE];
    const char *lang = unit->target.language->lang;
    if (is_in_other_script(unit)) {
        check_report(unit, COTEXTO_CHECK_LANGUAGE, COTEXTO_ERROR, CHECK_NOWHERE,
                     all_of(unit->target.text), _("the translation is not in the script of %s"),
                     lang);
        return;
    }
    struct known known = know(unit, &unit->target.tokens);
    bool usual = unit->habits != NULL && unit->habits->words_known &&
                 known.of_target * 4 >= known.words && known.of_source <= 2 * known.of_target;
    if (usual || known.words < WORDS_LEAST || known.lower < OTHERS_LEAST || same_language(unit) ||
        check_same_words(unit))
        return;
    guess_other(unit, &known, tag);
    if (tag[0] != '\0')
        check_report(unit, COTEXTO_CHECK_LANGUAGE, COTEXTO_WARNING, CHECK_NOWHERE,
                     all_of(unit->target.text),
                     _("the translation should be in %s and looks like %s"), lang, tag);
}

/* -------------------------------------------------------------------------------- double words */

/* Words that may follow themselves, folded; "*": any word may. */
static const struct {
    const char *lang, *words;
} doubled[] = {
    {"de", " die der das sie dem den "},
    {"en", " had that is her bye very many so no ha blah "},
    {"es", " sí no muy casi ja "},
    {"fr", " nous vous non oui très ha "},
    {"it", " man piano via no sì molto così quasi "},
    {"nl", " die dat is zijn "},
    {"pt", " não sim muito logo "},
    {"ca", " no sí molt "},
    {"af", " nie "},
    {"id", "*"},
    {"ms", "*"},
    {"vi", "*"},
    {"tr", "*"},
    {"hi", "*"},
    {"bn", "*"},
    {"ur", "*"},
    {"tl", "*"},
    {"sw", "*"},
    {"fa", "*"},
};

static bool may_double(const char *lang, cotexto_text fold)
{
    for (size_t i = 0; i < sizeof doubled / sizeof *doubled; i++) {
        if (tag_same_language(lang, doubled[i].lang))
            return doubled[i].words[0] == '*' || text_in_list(fold, doubled[i].words);
    }
    return false;
}

/* The second of two equal words with nothing but blanks between; NULL: there is none. */
static const struct token *find_double(const struct check_side *side, bool any)
{
    for (size_t i = 1; i < side->tokens.count; i++) {
        const struct token *a = &side->tokens.items[i - 1], *b = &side->tokens.items[i];
        if (!is_plain_word(b) || a->class != TOKEN_WORD || !text_equal(a->fold, b->fold) ||
            a->start + a->length == b->start)
            continue;
        /* "Bora Bora", "Duran Duran" */
        if (any || (is_lower(b) && !may_double(side->language->lang, b->fold)))
            return b;
    }
    return NULL;
}

void check_double(struct check_unit *unit)
{
    const struct token *twice = find_double(&unit->target, false);
    if (twice == NULL || find_double(&unit->source, true) != NULL)
        return;
    cotexto_range range = check_token_range(twice);
    check_report(unit, COTEXTO_CHECK_DOUBLE, COTEXTO_WARNING, CHECK_NOWHERE, range,
                 _("\"%s\" stands there twice"), check_quote(unit, unit->target.text, range));
}
