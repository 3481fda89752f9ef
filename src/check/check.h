/* Quality checks: a translation and its source, cut into tokens and placeables, and what looks
 * wrong between the two (doc/check.md). Each check is a function on both sides that reports what it
 * finds; checks.c runs them all. Pure: no files, no memory. */
#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H

#include <cotexto/check.h>

#include "base/string.h"
#include "base/table.h"
#include "match/placeable.h"
#include "text/unit.h"

struct check_habits;
struct glossary;
struct speller;

/* What checks need to know of a language. Belongs to one thread. */
struct check_language {
    char lang[COTEXTO_TAG_SIZE];
    struct tokenizer *tokenizer;
    struct conventions *conventions;
    struct speller *speller; /* numbers in words; NULL until first needed */
};
/* lang: canonical BCP 47. NULL and an error when ICU has no conventions or memory is out. */
struct check_language *check_language_new(const char *lang, cotexto_error *error);
void check_language_free(struct check_language *language); /* NULL is allowed */

struct check_side {
    struct check_language *language;
    cotexto_text text, tags; /* as of struct variant */
    struct tokens tokens;
    struct placeables placeables;
};

struct check_finding {
    cotexto_check_rule check;
    cotexto_severity severity;
    cotexto_range source, target;
    cotexto_text message; /* in the arena */
};

/* One translation while it is checked; made by check_prepare(). */
struct check_unit {
    struct check_side source, target;
    const struct check_habits *habits; /* NULL: nothing is known */
    const struct glossary *glossary;   /* NULL: none */
    struct arena *arena;               /* of this unit */
    struct check_finding *findings;
    size_t count, room;
    bool failed; /* out of memory */
};

/* Cuts both sides; habits and glossary are set by the caller afterwards. */
bool check_prepare(struct check_unit *unit, struct check_language *source,
                   struct check_language *target, const struct variant *from,
                   const struct variant *to, struct arena *arena, cotexto_error *error);
/* Runs the checks whose bits (1 << COTEXTO_CHECK_...) are set. */
bool check_run(struct check_unit *unit, uint32_t checks, cotexto_error *error);

/* Adds a finding with a message made by a localised format. */
void check_report(struct check_unit *unit, cotexto_check_rule check, cotexto_severity severity,
                  cotexto_range source, cotexto_range target, const char *format, ...)
    __attribute__((format(printf, 6, 7)));
/* No more than these of one check are told of one unit. */
enum { CHECK_FINDINGS_MOST = 3 };
/* A part of a text for "%s" of a message, cut after 80 bytes; lives as long as the unit. */
const char *check_quote(struct check_unit *unit, cotexto_text text, cotexto_range range);
static inline cotexto_range check_token_range(const struct token *token)
{
    return (cotexto_range){token->start, token->start + token->length};
}
#define CHECK_NOWHERE ((cotexto_range){0, 0})

/* ----- the checks, by file */

void check_empty(struct check_unit *unit); /* shape.c */
void check_length(struct check_unit *unit);
void check_blanks(struct check_unit *unit);
void check_mojibake(struct check_unit *unit);
void check_control(struct check_unit *unit);
void check_untranslated(struct check_unit *unit); /* words.c */
void check_language_of(struct check_unit *unit);
void check_double(struct check_unit *unit);
void check_numbers(struct check_unit *unit); /* numbers.c */
void check_dates(struct check_unit *unit);
void check_tags(struct check_unit *unit); /* tags.c */
void check_placeholders(struct check_unit *unit);
void check_end(struct check_unit *unit); /* marks.c */
void check_brackets(struct check_unit *unit);
void check_quotes(struct check_unit *unit);
void check_opening(struct check_unit *unit);
void check_terms(struct check_unit *unit); /* glossary.c */

/* Whether both sides have the same tokens after the fold. */
bool check_same_words(const struct check_unit *unit);

/* ----- numbers in words (spell.c) */

struct speller *speller_new(const char *lang, cotexto_error *error);
void speller_free(struct speller *speller); /* NULL is allowed */
/* Whether a side has a whole number ("21") in words of its language, as cardinal or ordinal. */
bool side_spells(const struct check_side *side, cotexto_text value, struct arena *scratch);

/* ----- what is usual between two languages (habits.c), learned from translations */

struct check_habits {
    double ratio;  /* median of ln(weight of the target / weight of the source) */
    double spread; /* its median absolute deviation, as a standard deviation */
    bool ratio_known;
    bool words_known; /* and each side's words are of its language */
    struct table words;
    uint32_t (*counts)[2]; /* by the value of a word: in sources, in targets */
    size_t word_count, word_room;
    double *ratios;
    size_t ratio_count, ratio_room;
    struct string samples[2];
    struct arena arena;
};
enum { HABITS_UNITS = 2000 };
void habits_start(struct check_habits *habits);
bool habits_add(struct check_habits *habits, const struct check_unit *unit, cotexto_error *error);
/* After the last one: what can be known from them is known. */
void habits_finish(struct check_habits *habits, const char *source, const char *target);
void habits_free(struct check_habits *habits);
/* How often a word was met in sources and in targets. */
void habits_of_word(const struct check_habits *habits, cotexto_text fold, uint32_t counts[2]);
/* How much longer than usual the target is, as ln of the ratio; both with a little added, so that
 * short texts may differ more. */
double habits_excess(const struct check_habits *habits, cotexto_text source, cotexto_text target);

/* ----- terms (glossary.c) */

/* The terms are copied. Both languages' tokenizers cut them. */
struct glossary *glossary_new(struct check_language *source, struct check_language *target,
                              const cotexto_term *terms, size_t count, cotexto_error *error);
void glossary_free(struct glossary *glossary); /* NULL is allowed */

/* ----- the same text twice (consistency.c) */

struct consistency;
struct consistency *consistency_new(cotexto_error *error);
void consistency_free(struct consistency *consistency); /* NULL is allowed */
/* Reports where an earlier unit has the same source with another translation, or the same
 * translation of another source; `number` is this unit's. Case and blanks make no difference. */
bool consistency_add(struct consistency *consistency, struct check_unit *unit, uint64_t number,
                     uint32_t checks, cotexto_error *error);

#endif
