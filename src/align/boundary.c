/* Weak boundaries by what stands before and behind them: marks, brackets, case. */
#include "align/boundary.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include "base/error.h"

/* An abbreviation may end a sentence too. */
static const float weak = 1, half_weak = .5F;

enum { SHORT_WORD = 3, SHORT_WITHOUT_VOWEL = 4 }; /* letters of an abbreviation at most */

/* A word of a sentence, the last one in the end. */
struct last_word {
    int letters, digits;
    bool capital, vowel, greek;
};

struct sentence_end {
    struct last_word word;
    UChar32 mark; /* the last one behind the last word, closing marks left out; 0: none */
    int words, open_brackets;
};

static bool closes(UChar32 c)
{
    int8_t type = u_charType(c);
    return type == U_END_PUNCTUATION || type == U_FINAL_PUNCTUATION || u_isUWhiteSpace(c) ||
           u_hasBinaryProperty(c, UCHAR_QUOTATION_MARK);
}

/* Letters that are not of ASCII count as vowels, for it is not known whether they are. */
static bool is_vowel(UChar32 c)
{
    switch (u_tolower(c)) {
    case 'a':
    case 'e':
    case 'i':
    case 'o':
    case 'u':
    case 'y': return true;
    default: return c >= 0x80;
    }
}

static void add_to_word(struct last_word *word, UChar32 c)
{
    word->digits += u_isdigit(c);
    word->letters += u_isalpha(c);
    word->vowel |= is_vowel(c);
    word->greek |= u_getIntPropertyValue(c, UCHAR_SCRIPT) == USCRIPT_GREEK;
}

static struct sentence_end look_at_end(cotexto_text text)
{
    struct sentence_end end = {0};
    bool inside = false;
    for (size_t i = 0; i < text.length;) {
        UChar32 c;
        U8_NEXT_OR_FFFD(text.bytes, i, text.length, c);
        if (u_isalnum(c)) {
            if (!inside) {
                end.word = (struct last_word){.capital = u_isupper(c)};
                end.mark = 0;
                end.words++;
            }
            inside = true;
            add_to_word(&end.word, c);
            continue;
        }
        inside = false;
        end.mark = closes(c) ? end.mark : c;
        end.open_brackets += u_charType(c) == U_START_PUNCTUATION;
        end.open_brackets -= u_charType(c) == U_END_PUNCTUATION && end.open_brackets > 0;
    }
    return end;
}

/* A comma, a semicolon, a dash; a colon often stands where the other language has a full stop. */
static bool goes_on(const struct sentence_end *end)
{
    UChar32 mark = end->mark;
    if (mark == ':' || mark == 0xFF1A || (mark == ';' && end->word.greek)) /* a question mark */
        return false;
    return u_hasBinaryProperty(mark, UCHAR_DASH) ||
           (u_hasBinaryProperty(mark, UCHAR_TERMINAL_PUNCTUATION) &&
            !u_hasBinaryProperty(mark, UCHAR_S_TERM));
}

/* "HH.", "Nov.", "ft.", "J.", but not "No." alone. */
static bool is_abbreviated(const struct sentence_end *end)
{
    const struct last_word *word = &end->word;
    if (end->mark != '.' || word->letters == 0 || word->digits > 0)
        return false;
    return word->letters == 1 || (word->letters <= SHORT_WITHOUT_VOWEL && !word->vowel) ||
           (word->letters <= SHORT_WORD && word->capital && end->words > 1);
}

/* The first letter, if no digit comes before it; 0: none. */
static UChar32 first_letter(cotexto_text text)
{
    for (size_t i = 0; i < text.length;) {
        UChar32 c;
        U8_NEXT_OR_FFFD(text.bytes, i, text.length, c);
        if (u_isalnum(c))
            return u_isalpha(c) ? c : 0;
    }
    return 0;
}

/* Marks, digits and a few capitals alone. */
static bool is_fragment(cotexto_text text)
{
    int letters = 0;
    for (size_t i = 0; i < text.length;) {
        UChar32 c;
        U8_NEXT_OR_FFFD(text.bytes, i, text.length, c);
        letters += u_isalpha(c);
        if (letters > SHORT_WORD || (u_isalpha(c) && !u_isupper(c)))
            return false;
    }
    return true;
}

float boundary_weakness(cotexto_text before, cotexto_text after)
{
    struct sentence_end end = look_at_end(before);
    if (end.open_brackets > 0 || goes_on(&end) || u_islower(first_letter(after)) ||
        is_fragment(after))
        return weak;
    return is_abbreviated(&end) ? half_weak : 0;
}

bool boundaries_find(const struct align_sentence *const *sentences, struct words *words,
                     struct arena *arena, cotexto_error *error)
{
    words->weak = arena_array(arena, words->sentence_count + 1, sizeof *words->weak);
    if (words->weak == NULL)
        return error_no_memory(error);
    for (size_t i = 1; i < words->sentence_count; i++)
        words->weak[i] = boundary_weakness(sentences[i - 1]->text, sentences[i]->text);
    return true;
}
