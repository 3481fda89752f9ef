/* The segmenter. Candidates are the places behind a terminator (by ICU's character properties, as
 * UAX #29 has them) and the marks that close behind it; each is decided by the words around it.
 * With SRX rules those decide alone (srx.c). */
#include "segment/segment.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/uversion.h>

#include "base/error.h"
#include "base/message.h"
#include "base/tag.h"
#include "base/text.h"
#include "segment/data.h"
#include "segment/span.h"
#include "segment/srx.h"
#include "text/unicode.h"

/* Raised whenever the rules in this file change what is cut. */
enum { ENGINE_VERSION = 1 };

/* What may stand with a stop and not end a sentence. */
enum {
    WORD_ABBREVIATION = WORD_TITLE | WORD_NUMBER | WORD_OTHER | WORD_LAST | WORD_UNIT,
};

struct segmenter {
    char language[COTEXTO_TAG_SIZE];
    struct arena arena; /* owns the words */
    struct word_classes classes;
    struct srx_rules *rules; /* NULL: our own */
    char profile[128];
};

static cotexto_text embedded_data(const char *language)
{
    for (const struct segment_data *data = segment_embedded; data->language != NULL; data++) {
        if (strcmp(data->language, language) == 0)
            return cotexto_text_of(data->text);
    }
    return (cotexto_text){"", 0};
}

static bool set_up(struct segmenter *segmenter, const char *lang, const struct srx *srx,
                   cotexto_text words, cotexto_error *error)
{
    tag_language(lang, segmenter->language);
    if (srx != NULL) {
        snprintf(segmenter->profile, sizeof segmenter->profile, "srx-%d %s/%08llx icu-%s",
                 ENGINE_VERSION, segmenter->language, (unsigned long long)(srx_hash(srx) >> 32),
                 U_ICU_VERSION);
        segmenter->rules = srx_rules_for(srx, lang, error);
        return segmenter->rules != NULL;
    }
    cotexto_text data = embedded_data(segmenter->language);
    snprintf(
        segmenter->profile, sizeof segmenter->profile, "cotexto-%d %s/%08llx icu-%s",
        ENGINE_VERSION, segmenter->language,
        (unsigned long long)((hash_text(data) ^ (words.length == 0 ? 0 : hash_text(words))) >> 32),
        U_ICU_VERSION);
    return word_classes_read(&segmenter->classes, data, &segmenter->arena, error) &&
           word_classes_read(&segmenter->classes, words, &segmenter->arena, error);
}

struct segmenter *segmenter_new(const char *lang, const struct srx *srx, cotexto_text words,
                                cotexto_error *error)
{
    struct segmenter *segmenter = calloc(1, sizeof *segmenter);
    if (segmenter == NULL) {
        error_no_memory(error);
        return NULL;
    }
    if (set_up(segmenter, lang, srx, words, error))
        return segmenter;
    segmenter_free(segmenter);
    return NULL;
}

void segmenter_free(struct segmenter *segmenter)
{
    if (segmenter == NULL)
        return;
    srx_rules_free(segmenter->rules);
    word_classes_free(&segmenter->classes);
    arena_free(&segmenter->arena);
    free(segmenter);
}

const char *segmenter_profile(const struct segmenter *segmenter)
{
    return segmenter->profile;
}

/* --------------------------------------------------------------------------------- characters */

static bool is_stop(UChar32 c)
{
    return c == '.' || c == 0x2024 || c == 0xFE52 || c == 0xFF0E;
}

static bool is_full_width_terminator(UChar32 c)
{
    return c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0xFF61;
}

/* A semicolon ends a sentence only before a capitalised word that begins sentences. */
static bool is_terminator(UChar32 c)
{
    return is_stop(c) || c == ';' || c == '!' || c == '?' || c == 0x2026 ||
           is_full_width_terminator(c) || u_hasBinaryProperty(c, UCHAR_S_TERM);
}

static bool closes(UChar32 c)
{
    switch (u_charType(c)) {
    case U_END_PUNCTUATION:
    case U_FINAL_PUNCTUATION: return true;
    default: return c == '"' || c == '\'' || c == 0x201D || c == 0x2019;
    }
}

static bool opens(UChar32 c)
{
    switch (u_charType(c)) {
    case U_START_PUNCTUATION:
    case U_INITIAL_PUNCTUATION: return true;
    default: return c == '"' || c == '\'' || c == 0xBF || c == 0xA1;
    }
}

/* An opening mark that begins what somebody says, not a remark in brackets. */
static bool is_quote(UChar32 c)
{
    return opens(c) && u_charType(c) != U_START_PUNCTUATION;
}

static bool is_dash(UChar32 c)
{
    return c == '-' || c == 0x2013 || c == 0x2014 || c == 0x2015;
}

/* ------------------------------------------------------------------------------------ a place */

/* A candidate place in a block, and what stands around it. */
struct place {
    size_t end;  /* behind the terminator and its closers */
    size_t next; /* the next character that is no white space */
    UChar32 terminator;
    size_t stop; /* bytes before the (first of the run of) terminators: the end of the last word */
    size_t run;  /* terminators in a row */
    bool closed; /* closers between terminator and end */
    bool quoted; /* the last of them closes a quotation */
    bool space;  /* white space between end and next */
};

struct cutting {
    struct segmenter *segmenter;
    cotexto_text block;
    size_t start; /* of the current sentence */
};

static UChar32 character_at(cotexto_text block, size_t at)
{
    return unicode_first(text_slice(block, at, block.length), NULL);
}

static size_t after(cotexto_text block, size_t at)
{
    size_t length;
    unicode_first(text_slice(block, at, block.length), &length);
    return at + length;
}

/* The token that ends at `end`: back to white space or an opening mark. */
static cotexto_text token_before(cotexto_text block, size_t end)
{
    size_t start = end;
    while (start > 0) {
        size_t at;
        UChar32 c = unicode_last(text_slice(block, 0, start), &at);
        if (u_isUWhiteSpace(c) || opens(c) || c == '/' || is_dash(c))
            break;
        start = at;
    }
    return text_slice(block, start, end);
}

/* The first word at or behind `at`, past opening marks and dashes. */
static cotexto_text word_behind(cotexto_text block, size_t at)
{
    while (at < block.length) {
        UChar32 c = character_at(block, at);
        if (!opens(c) && !is_dash(c) && !u_isUWhiteSpace(c))
            break;
        at = after(block, at);
    }
    size_t end = at;
    while (end < block.length && u_isalnum(character_at(block, end)))
        end = after(block, end);
    return text_slice(block, at, end);
}

/* The word that ends at or before `end`, past blanks and opening marks: letters and digits only. */
static cotexto_text word_before(cotexto_text block, size_t end)
{
    size_t at;
    while (end > 0) {
        UChar32 c = unicode_last(text_slice(block, 0, end), &at);
        if (!u_isUWhiteSpace(c) && !opens(c))
            break;
        end = at;
    }
    size_t start = end;
    while (start > 0 && u_isalnum(unicode_last(text_slice(block, 0, start), &at)))
        start = at;
    return text_slice(block, start, end);
}

static unsigned classes_of(const struct segmenter *segmenter, cotexto_text word)
{
    return word_classes_of(&segmenter->classes, word);
}

/* ---------------------------------------------------------------------------------- decisions */

static bool is_roman(cotexto_text word)
{
    for (size_t i = 0; i < word.length; i++) {
        if (strchr("IVXLCDMivxlcdm", word.bytes[i]) == NULL)
            return false;
    }
    return word.length > 0;
}

/* One letter, or letters each with a stop: "J", "U.S", "a.m", "J.-C". */
static bool is_initials(cotexto_text token)
{
    bool letter = false;
    for (size_t i = 0; i < token.length;) {
        size_t step;
        UChar32 c = unicode_first(text_slice(token, i, token.length), &step);
        i += step;
        if (u_isalpha(c)) {
            if (letter)
                return false;
            letter = true;
        } else if (is_stop(c) || c == '-') {
            letter = false;
        } else {
            return false;
        }
    }
    return letter;
}

static bool all_digits(cotexto_text token)
{
    for (size_t i = 0; i < token.length; i++) {
        if (token.bytes[i] < '0' || token.bytes[i] > '9')
            return false;
    }
    return token.length > 0;
}

static bool all_upper(cotexto_text token)
{
    bool any = false;
    for (size_t i = 0; i < token.length;) {
        size_t step;
        UChar32 c = unicode_first(text_slice(token, i, token.length), &step);
        i += step;
        if (u_islower(c))
            return false;
        any = any || u_isupper(c);
    }
    return any;
}

/* "EE." of "EE. UU.": two equal capitals, and two more equal ones behind. */
static bool is_doubled_pair(cotexto_text token, cotexto_text next)
{
    return token.length == 2 && next.length == 2 && token.bytes[0] == token.bytes[1] &&
           next.bytes[0] == next.bytes[1] && all_upper(token) && all_upper(next);
}

/* The token before this one, when only one blank and a stop part them: "p." before "ej". */
static cotexto_text joined_token(cotexto_text block, cotexto_text token, char *room, size_t size)
{
    size_t start = (size_t)(token.bytes - block.bytes), at = start;
    while (at > 0 && (block.bytes[at - 1] == ' ' ||
                      (at > 1 && memcmp(block.bytes + at - 2, "\xC2\xA0", 2) == 0)))
        at -= block.bytes[at - 1] == ' ' ? 1 : 2;
    if (at == start || at == 0 || block.bytes[at - 1] != '.')
        return (cotexto_text){"", 0};
    cotexto_text before = token_before(block, at);
    if (before.length + token.length >= size)
        return (cotexto_text){"", 0};
    memcpy(room, before.bytes, before.length);
    memcpy(room + before.length, token.bytes, token.length);
    return (cotexto_text){room, before.length + token.length};
}

static bool is_bullet(UChar32 c)
{
    return c == 0x2022 || c == 0x2023 || c == 0x25AA || c == 0x25CF || c == 0x2043 || c == '*';
}

/* Where the sentence's text begins: past blanks and a bullet. */
static size_t text_start(const struct cutting *c)
{
    size_t start = c->start;
    while (start < c->block.length && (u_isUWhiteSpace(character_at(c->block, start)) ||
                                       is_bullet(character_at(c->block, start))))
        start = after(c->block, start);
    return start;
}

/* "3", "2.4", "2.4.11" */
static bool is_section_number(cotexto_text token)
{
    bool digit = false;
    for (size_t i = 0; i < token.length; i++) {
        bool now = token.bytes[i] >= '0' && token.bytes[i] <= '9';
        if (!now && (token.bytes[i] != '.' || !digit))
            return false;
        digit = now;
    }
    return digit;
}

/* A number or letter with a stop at the very start of a sentence is the marker of a list item. */
static bool is_list_marker(const struct cutting *c, cotexto_text token)
{
    size_t start = text_start(c);
    if ((size_t)(token.bytes - c->block.bytes) != start || token.length > 6)
        return false;
    return is_section_number(token) || (token.length <= 4 && is_roman(token)) || token.length == 1;
}

/* "Artículo 5", "Section IV": the heading word and its number are all the sentence so far. */
static bool is_heading_number(const struct cutting *c, cotexto_text token)
{
    size_t start = text_start(c), at = (size_t)(token.bytes - c->block.bytes);
    if (at <= start || token.length > 5 || !(all_digits(token) || is_roman(token)))
        return false;
    cotexto_text word = text_trim(text_slice(c->block, start, at));
    if (word.length > 0 && word.bytes[word.length - 1] == '.')
        word.length--;
    return (classes_of(c->segmenter, word) & WORD_HEADING) != 0;
}

static bool starts_sentences(const struct cutting *c, cotexto_text next)
{
    return (classes_of(c->segmenter, next) & WORD_STARTER) != 0;
}

/* "A." behind "S.": one initial after another. */
static bool next_is_initial(const struct cutting *c, cotexto_text next)
{
    size_t end = (size_t)(next.bytes - c->block.bytes) + next.length, length;
    if (next.length == 0 || !u_isupper(unicode_first(next, &length)) || length < next.length)
        return false;
    return end < c->block.length && c->block.bytes[end] == '.';
}

/* "plan B", "3 km": a word that only looks like an abbreviation. */
static bool is_ordinary(const struct cutting *c, cotexto_text token, unsigned classes)
{
    size_t at = (size_t)(token.bytes - c->block.bytes), letter;
    cotexto_text before = word_before(c->block, at);
    bool single =
        token.length > 0 && u_isupper(unicode_first(token, &letter)) && letter == token.length;
    if (single && (classes_of(c->segmenter, before) & WORD_LABEL) != 0)
        return true;
    return (classes & WORD_UNIT) != 0 && all_digits(before);
}

/* Signs that go on behind an abbreviation: "Bros. & Co.", "U.S. $5". */
static bool is_joining_sign(UChar32 c)
{
    return c == '&' || c == '+' || c == '=' || c == '%' || u_charType(c) == U_CURRENCY_SYMBOL;
}

/* Whether a phrase that often ends a sentence goes on: "8 a.m. EST", "8 a.m. Monday". */
static bool phrase_goes_on(const struct cutting *c, cotexto_text next)
{
    return (next.length <= 4 && next.length > 1 && all_upper(next)) ||
           (classes_of(c->segmenter, next) & WORD_ON) != 0;
}

/* What "no." and "fig." stand before: digits, a roman number, a letter, "K-4471"; not the "I" of
 * "I'll". */
static bool is_number_like(const struct cutting *c, cotexto_text next)
{
    size_t end = (size_t)(next.bytes - c->block.bytes) + next.length, length;
    UChar32 first = unicode_first(next, &length);
    UChar32 behind = end < c->block.length ? character_at(c->block, end) : ' ';
    if (u_isdigit(first))
        return true;
    bool letter = next.length > 0 && length == next.length && u_isupper(first);
    if (behind == '-')
        return letter;
    bool word = starts_sentences(c, next) && behind == ' '; /* "A continuación" */
    return behind != '\'' && behind != 0x2019 && !word &&
           (letter || (is_roman(next) && next.length <= 6));
}

/* What the classes of a token say of the stop behind it, when a word in capitals follows or none.
 */
static bool decide_abbreviation(const struct cutting *c, const struct place *place,
                                cotexto_text token, cotexto_text next, unsigned classes)
{
    UChar32 sign = character_at(c->block, place->next);
    if (is_joining_sign(sign))
        return false;
    if ((classes & WORD_NUMBER) != 0 && is_number_like(c, next))
        return false;
    if ((classes & WORD_TITLE) != 0 && u_isupper(unicode_first(next, NULL)))
        return false;
    if (is_initials(token) && next_is_initial(c, next))
        return false;
    bool number = (classes & WORD_ABBREVIATION) == WORD_NUMBER && !is_initials(token);
    if (number || is_ordinary(c, token, classes))
        return true;
    if ((classes & WORD_LAST) != 0)
        return !phrase_goes_on(c, next);
    return is_quote(sign) || starts_sentences(c, next) || next.length == 0;
}

/* Whether a stop behind `token` ends a sentence when `next`, which does not begin in lower case,
 * follows. */
static bool decide_stop(const struct cutting *c, const struct place *place, cotexto_text token)
{
    char room[128];
    cotexto_text next = word_behind(c->block, place->next);
    cotexto_text joined = joined_token(c->block, token, room, sizeof room);
    unsigned classes = classes_of(c->segmenter, token) |
                       (joined.length == 0 ? 0 : classes_of(c->segmenter, joined));
    if (is_list_marker(c, token) || is_heading_number(c, token) || is_doubled_pair(token, next))
        return false;
    if (strcmp(c->segmenter->language, "de") == 0 && all_digits(token) && token.length <= 2 &&
        u_isupper(unicode_first(next, NULL)))
        return starts_sentences(c, next); /* "3. Oktober" */
    if ((classes & WORD_CONNECTIVE) != 0)
        return false;
    if (is_initials(token) || (classes & WORD_ABBREVIATION) != 0)
        return decide_abbreviation(c, place, token, next, classes);
    return true;
}

/* Letters in lower case only, at least as many. */
static bool is_plain_word(cotexto_text token, size_t least)
{
    size_t count = 0;
    for (size_t i = 0; i < token.length; count++) {
        size_t step;
        if (!u_islower(unicode_first(text_slice(token, i, token.length), &step)))
            return false;
        i += step;
    }
    return count >= least;
}

/* A word with nothing of a file name or an address in it, up to the next blank. */
static bool is_plain_start(cotexto_text block, size_t at)
{
    size_t second = after(block, at);
    if (second < block.length && !u_islower(character_at(block, second)) &&
        !u_isUWhiteSpace(character_at(block, second)))
        return false;
    for (size_t i = at; i < block.length; i = after(block, i)) {
        UChar32 c = character_at(block, i);
        if (u_isUWhiteSpace(c))
            return true;
        bool last = after(block, i) >= block.length ||
                    u_isUWhiteSpace(character_at(block, after(block, i)));
        if (!last && c < 0x80 && strchr("@/:.\\_", c) != NULL)
            return false;
    }
    return true;
}

static cotexto_text without_closers(cotexto_text token)
{
    size_t last;
    while (token.length > 0 && closes(unicode_last(token, &last)))
        token.length = last;
    return token;
}

/* "ended.The next": two sentences without a blank, and no file name, address or abbreviation. */
static bool is_glued(const struct cutting *c, const struct place *place)
{
    cotexto_text token = without_closers(token_before(c->block, place->stop));
    size_t next = place->next;
    if (is_quote(character_at(c->block, next)))
        next = after(c->block, next);
    if (place->terminator == ';' || !u_isupper(character_at(c->block, next)) || token.length < 2 ||
        memchr(token.bytes, '.', token.length) != NULL ||
        memchr(token.bytes, '@', token.length) != NULL ||
        (classes_of(c->segmenter, token) & (WORD_ABBREVIATION | WORD_CONNECTIVE)) != 0)
        return false;
    return is_plain_start(c->block, next) &&
           (is_plain_word(token, 2) || starts_sentences(c, word_behind(c->block, next)));
}

/* In English mail and web text a sentence may begin in lower case: behind a whole word that is no
 * abbreviation, or behind a question mark. "Yahoo! is" and "Why now? is the question" stay whole.
 */
static bool starts_in_lower_case(const struct cutting *c, const struct place *place,
                                 cotexto_text next)
{
    if (strcmp(c->segmenter->language, "en") != 0 || place->closed ||
        !u_islower(unicode_first(next, NULL)))
        return false;
    cotexto_text token = token_before(c->block, place->stop);
    if (place->terminator == '?')
        return (classes_of(c->segmenter, next) & WORD_ON) == 0;
    if (place->terminator == '!' && place->run > 1)
        return true;
    return (is_stop(place->terminator) || place->terminator == '!') && is_plain_word(token, 3) &&
           (classes_of(c->segmenter, token) & (WORD_ABBREVIATION | WORD_CONNECTIVE)) == 0;
}

/* "en… Valparaíso", "It was … Peter": dots that only wait. */
static bool phrase_is_open(const struct cutting *c, const struct place *place, cotexto_text next)
{
    cotexto_text before = word_before(c->block, place->stop);
    bool apart = place->stop > 0 && c->block.bytes[place->stop - 1] == ' ';
    return (classes_of(c->segmenter, before) & WORD_OPEN) != 0 ||
           (apart && !starts_sentences(c, next));
}

/* "“Who told you?” Marcus asked.": who said it stands behind what was said. */
static bool speech_follows(const struct cutting *c, cotexto_text next)
{
    size_t end = (size_t)(next.bytes - c->block.bytes) + next.length;
    if ((classes_of(c->segmenter, next) & WORD_SPEECH) != 0)
        return true;
    return !starts_sentences(c, next) &&
           (classes_of(c->segmenter, word_behind(c->block, end)) & WORD_SPEECH) != 0;
}

/* "iOS": a name, whatever it begins with. */
static bool is_camel_case(cotexto_text word)
{
    size_t length;
    unicode_first(word, &length);
    return length < word.length &&
           u_isupper(unicode_first(text_slice(word, length, word.length), NULL));
}

static bool wide_script(UChar32 c)
{
    UErrorCode status = U_ZERO_ERROR;
    UScriptCode script = uscript_getScript(c, &status);
    return script == USCRIPT_HAN || script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA ||
           u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH) == U_EA_FULLWIDTH ||
           u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH) == U_EA_WIDE;
}

/* Where the quotation that closes before `end` begins; SIZE_MAX: nowhere in this sentence. */
static size_t quotation_start(const struct cutting *c, size_t end)
{
    size_t depth = 0;
    for (size_t i = end; i > c->start;) {
        UChar32 mark = unicode_last(text_slice(c->block, 0, i), &i);
        bool open =
            u_charType(mark) == U_START_PUNCTUATION || u_charType(mark) == U_INITIAL_PUNCTUATION;
        if (closes(mark) && !open)
            depth++;
        else if (open && --depth == 0)
            return i;
    }
    return SIZE_MAX;
}

/* In scripts without capitals: a quotation that stands inside its sentence, like a name, or is
 * followed by a particle or by who said it. */
static bool quotation_goes_on(const struct cutting *c, const struct place *place)
{
    enum { REACH = 16 };
    size_t start = quotation_start(c, place->end), at = place->next;
    UChar32 before = start == SIZE_MAX || start <= c->start
                         ? 0
                         : unicode_last(text_slice(c->block, 0, start), NULL);
    if (u_isalnum(before))
        return true;
    for (size_t i = 0; i < REACH && at < c->block.length; i++) {
        size_t next = after(c->block, at);
        unsigned classes = classes_of(c->segmenter, text_slice(c->block, at, next));
        if ((i == 0 && (classes & WORD_ON) != 0) || (classes & WORD_SPEECH) != 0)
            return true;
        if (is_terminator(character_at(c->block, at)) || character_at(c->block, at) == 0xFF0C)
            break;
        at = next;
    }
    return false;
}

/* The same for scripts with blanks: "شركة «هيا!» الناشئة". */
static bool is_caseless(UChar32 c)
{
    return u_isalpha(c) && !u_isupper(c) && !u_islower(c) && !wide_script(c);
}

static bool ends_sentence(const struct cutting *c, const struct place *place)
{
    UChar32 next = character_at(c->block, place->next);
    cotexto_text word = word_behind(c->block, place->next);
    UChar32 first = unicode_first(word, NULL);
    if (is_full_width_terminator(place->terminator) || (place->quoted && wide_script(next)))
        return !closes(next) && !(place->quoted && quotation_goes_on(c, place));
    if (place->terminator == ';')
        return place->space && u_isupper(next) && starts_sentences(c, word);
    if (!place->space)
        return (wide_script(next) && wide_script(place->terminator)) || is_glued(c, place);
    if (u_islower(next) && starts_in_lower_case(c, place, word))
        return true;
    if (is_stop(next) || next == '/' || next == '%')
        return false; /* ". . .", "hab. / km²" */
    if (is_stop(place->terminator) && (next == 0xBF || next == 0xA1))
        return decide_stop(c, place, token_before(c->block, place->stop));
    if (place->quoted && is_caseless(first)) {
        size_t start = quotation_start(c, place->end);
        if (start != SIZE_MAX && start > c->start &&
            u_isalnum(unicode_last(text_trim(text_slice(c->block, 0, start)), NULL)))
            return false;
    }
    if (place->terminator == 0x2026 && !place->closed && phrase_is_open(c, place, word))
        return false;
    if (place->quoted && place->terminator != '.' && speech_follows(c, word))
        return false;
    if ((u_islower(first) && !is_camel_case(word)) || next == ',' || next == ';' || next == ':')
        return false; /* what goes on in lower case is no new sentence, whatever stands between */
    if (is_dash(next) && !u_isalnum(first))
        return false;
    if (is_stop(place->terminator))
        return decide_stop(c, place, token_before(c->block, place->stop));
    return true;
}

/* ------------------------------------------------------------------------------------ cutting */

/* A straight quotation mark between a stop and a word: it opens when no other is open. */
static bool opens_here(const struct cutting *c, size_t at)
{
    size_t next = after(c->block, at), open = 0;
    if (c->block.bytes[at] != '"' || next >= c->block.length ||
        !u_isalnum(character_at(c->block, next)))
        return false;
    for (size_t i = c->start; i < at; i++)
        open += c->block.bytes[i] == '"';
    return open % 2 == 0;
}

/* Quotation marks that open in one language close in another: „deutsch“, »deutsch«. What such a
 * mark does is told by the one before it in the sentence. */
static bool closes_other(const struct cutting *c, size_t at, UChar32 mark)
{
    static const UChar32 pairs[][2] = {{0x201C, 0x201E}, {0x2018, 0x201A}, {0xAB, 0xBB}};
    for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++) {
        if (mark != pairs[k][0])
            continue;
        for (size_t i = at; i > c->start;) {
            UChar32 before = unicode_last(text_slice(c->block, 0, i), &i);
            if (before == pairs[k][0] || before == pairs[k][1])
                return before == pairs[k][1] && i + 2 < at &&
                       u_isalnum(character_at(c->block, after(c->block, i)));
        }
    }
    return false;
}

/* Not a bracket; the corner brackets of Chinese and Japanese are quotation marks. */
static bool closes_quotation(UChar32 c)
{
    return u_charType(c) != U_END_PUNCTUATION || c == 0x300D || c == 0x300F;
}

static bool closes_here(const struct cutting *c, size_t at)
{
    UChar32 mark = character_at(c->block, at);
    return closes(mark) ? !opens_here(c, at) : closes_other(c, at, mark);
}

/* Reads the run of terminators and closers at `at`, which holds a terminator. */
static struct place read_place(const struct cutting *c, size_t at)
{
    cotexto_text block = c->block;
    struct place place = {.stop = at, .terminator = character_at(block, at)};
    size_t i = at;
    while (i < block.length && is_terminator(character_at(block, i))) {
        UChar32 mark = character_at(block, i);
        if (!is_stop(mark))
            place.terminator = mark;
        else if (i > at && is_stop(place.terminator))
            place.terminator = 0x2026; /* "..." is an ellipsis */
        i = after(block, i);
        place.run++;
    }
    while (i < block.length && closes_here(c, i)) {
        place.closed = true;
        place.quoted = closes_quotation(character_at(block, i));
        i = after(block, i);
    }
    place.end = place.next = i;
    while (place.next < block.length && u_isUWhiteSpace(character_at(block, place.next)))
        place.next = after(block, place.next);
    place.space = place.next > place.end;
    /* a blank before » or a lone closing quote belongs to this sentence */
    UChar32 lone = character_at(block, place.next);
    if (place.space && (lone == 0xBB || lone == 0x201D)) {
        place.end = after(block, place.next);
        place.next = place.end;
        while (place.next < block.length && u_isUWhiteSpace(character_at(block, place.next)))
            place.next = after(block, place.next);
        place.space = place.next > place.end;
    }
    return place;
}

/* The marker of a list item: "1." "1)" "1.)" "b." "b)", with the bullet before it. */
struct marker {
    UChar32 bullet;  /* 0: none */
    unsigned number; /* of a letter: from 1 */
    bool letter, paren, stop;
};

/* Reads a marker at `at`; false when there is none. */
static bool read_marker(cotexto_text block, size_t at, struct marker *marker)
{
    *marker = (struct marker){0};
    if (at < block.length && is_bullet(character_at(block, at))) {
        marker->bullet = character_at(block, at);
        at = after(block, at);
        while (at < block.length && block.bytes[at] == ' ')
            at++;
    }
    size_t digits = at;
    while (at < block.length && at - digits < 3 && block.bytes[at] >= '0' && block.bytes[at] <= '9')
        marker->number = marker->number * 10 + (unsigned)(block.bytes[at++] - '0');
    if (at == digits && at < block.length && block.bytes[at] >= 'a' && block.bytes[at] <= 'z') {
        marker->letter = true;
        marker->number = (unsigned)(block.bytes[at++] - 'a' + 1);
    }
    if (marker->number == 0)
        return false;
    marker->stop = at < block.length && block.bytes[at] == '.';
    at += marker->stop;
    marker->paren = at < block.length && block.bytes[at] == ')';
    at += marker->paren;
    return (marker->stop || marker->paren) && at < block.length && block.bytes[at] == ' ';
}

/* "1. The first item 2. The second item": at a blank, whether the next item of the list that the
 * sentence began follows. */
static bool next_item(const struct cutting *c, size_t blank)
{
    struct marker first, next;
    size_t start = c->start, at = after(c->block, blank);
    return read_marker(c->block, start, &first) && read_marker(c->block, at, &next) &&
           next.number == first.number + 1 && next.bullet == first.bullet &&
           next.letter == first.letter && next.paren == first.paren && next.stop == first.stop;
}

/* "• bread • milk": at a blank, whether another item with a bullet follows. */
static bool next_bullet(const struct cutting *c, size_t blank)
{
    size_t bullet = blank + 1;
    if (blank <= c->start || bullet + 4 > c->block.length || c->block.bytes[bullet] != '\xE2' ||
        !is_bullet(character_at(c->block, bullet)))
        return false;
    return c->block.bytes[bullet + 3] == ' ';
}

/* The end of the sentence that goes on at *at: 0 when none ends there. *at is moved on, *next is
 * where the next sentence begins. */
static size_t end_at(const struct cutting *c, size_t *at, size_t *next)
{
    cotexto_text block = c->block;
    if (block.bytes[*at] == ' ' && (next_item(c, *at) || next_bullet(c, *at))) {
        size_t end = *at;
        *at = *next = after(block, *at);
        return end;
    }
    if (!is_terminator(character_at(block, *at))) {
        *at = after(block, *at);
        return 0;
    }
    struct place place = read_place(c, *at);
    bool ends = place.next < block.length && ends_sentence(c, &place);
    /* where none ends, the blank behind may lead to the next item of a list */
    *at = ends || place.next >= block.length ? place.next : place.end;
    *next = place.next;
    return ends ? place.end : 0;
}

bool segmenter_cut(struct segmenter *segmenter, cotexto_text block, struct arena *arena,
                   struct span **spans, size_t *count, cotexto_error *error)
{
    struct cutting c = {.segmenter = segmenter, .block = block};
    struct span_list list = {.arena = arena};
    bool good = true;
    if (segmenter->rules != NULL)
        return srx_cut(segmenter->rules, block, arena, spans, count, error);
    for (size_t i = 0; good && i < block.length;) {
        size_t next = 0, end = end_at(&c, &i, &next);
        if (end == 0)
            continue;
        good = span_add(&list, block, c.start, end, error);
        c.start = next;
    }
    good = good && span_add(&list, block, c.start, block.length, error);
    *spans = list.items;
    *count = list.count;
    return good;
}
