/* Changes of what a memory holds: edit, replace, delete, clean; and what a reviser does with
 * aligned pairs. Each call is one revision, which cotexto_undo() takes back. */
#ifndef COTEXTO_EDIT_H
#define COTEXTO_EDIT_H

#include <cotexto/filter.h>
#include <cotexto/history.h>

COTEXTO_BEGIN

/* Which units a call is about: those that meet all that is said. */
typedef struct cotexto_selection {
    const int64_t *units; /* of these numbers; "no-such-unit" (NOTHING) for one that is not there */
    size_t unit_count;    /* 0: of any */
    const char *lang;     /* with `phrase`: it stands in this language; NULL: in any */
    cotexto_text phrase;  /* as in cotexto_search(); empty: none */
    bool is_pattern;      /* the phrase is a regular expression (ICU) */
    cotexto_filter filter;
} cotexto_selection;

/* Gives a unit another text in one language; a text with tags keeps them when the new one has as
 * many U+FFFC, and has none when it has none ("tags", USAGE, else). The unit counts as reviewed.
 * Errors: "no-such-unit", "no-such-language" (NOTHING), "empty-text" (USAGE). */
COTEXTO_API bool cotexto_edit_text(cotexto_memory *memory, int64_t unit, const char *lang,
                                   cotexto_text text, const cotexto_change_options *options,
                                   cotexto_change_counts *counts, cotexto_error *error);

/* What cotexto_replace() looks for, and what it puts there. */
typedef struct cotexto_replacement {
    cotexto_text find; /* letter by letter; with is_pattern a regular expression (ICU) */
    cotexto_text with; /* with is_pattern $1, $2 stand for its groups */
    const char *lang;  /* only in this language (and its variants); NULL: in all */
    bool is_pattern;
    bool ignore_case;
    bool whole_words; /* only where words begin and end */
} cotexto_replacement;

/* Replaces in all selected units. A text that would become empty, or lose an inline tag, stays as
 * it is, and its unit is counted as kept. */
COTEXTO_API bool cotexto_replace(cotexto_memory *memory, const cotexto_selection *selection,
                                 const cotexto_replacement *replacement,
                                 const cotexto_change_options *options,
                                 cotexto_change_counts *counts, cotexto_error *error);

/* Deletes the selected units; documents that have none left go, too. A selection that says nothing
 * is the error "everything" (USAGE) unless `all`. */
COTEXTO_API bool cotexto_delete(cotexto_memory *memory, const cotexto_selection *selection,
                                bool all, const cotexto_change_options *options,
                                cotexto_change_counts *counts, cotexto_error *error);

/* What cotexto_clean() puts right. */
enum {
    COTEXTO_CLEAN_BLANKS = 1,   /* blanks at the ends, several in a row, between lines */
    COTEXTO_CLEAN_CONTROLS = 2, /* control and zero-width characters without a meaning */
    COTEXTO_CLEAN_MOJIBAKE = 4, /* UTF-8 that was once read as windows-1252 or Latin-1 */
    COTEXTO_CLEAN_EMPTY = 8, /* units with letters or digits in fewer than two languages: deleted */
    COTEXTO_CLEAN_UNTRANSLATED = 16, /* the same words in both languages: deleted */
    COTEXTO_CLEAN_DUPLICATES = 32,   /* the same texts again: the reviewed, then the newest stays */
    COTEXTO_CLEAN_SAFE = 1 | 2 | 4 | 8, /* what nobody misses */
    COTEXTO_CLEAN_ALL = 63,
};

/* Cleans the selected units. what: COTEXTO_CLEAN_... added up. The reason of each change is
 * "blanks", "controls", "mojibake", "empty", "untranslated" or "duplicate". */
COTEXTO_API bool cotexto_clean(cotexto_memory *memory, const cotexto_selection *selection,
                               unsigned what, const cotexto_change_options *options,
                               cotexto_change_counts *counts, cotexto_error *error);

/* ----- review: units of aligned texts */

/* Says that a person has confirmed the units. */
COTEXTO_API bool cotexto_accept(cotexto_memory *memory, const cotexto_selection *selection,
                                const cotexto_change_options *options,
                                cotexto_change_counts *counts, cotexto_error *error);
/* Joins a unit with the one behind it in its document, language by language, with a blank between
 * where the script writes them. It counts as reviewed. "last-unit" (NOTHING): there is none. */
COTEXTO_API bool cotexto_merge(cotexto_memory *memory, int64_t unit,
                               const cotexto_change_options *options, cotexto_change_counts *counts,
                               cotexto_error *error);

/* Where one language of a unit is cut in two: the byte of its text where the second half begins. */
typedef struct cotexto_cut {
    const char *lang;
    size_t at;
} cotexto_cut;

/* Splits a unit; a language that no cut names goes with the first half whole. Both halves must hold
 * text in two languages, and a cut stands between two characters ("bad-cut", USAGE). Both count as
 * reviewed; the second follows the first: units behind it may move on, which is neither counted nor
 * told. */
COTEXTO_API bool cotexto_split(cotexto_memory *memory, int64_t unit, const cotexto_cut *cuts,
                               size_t cut_count, const cotexto_change_options *options,
                               cotexto_change_counts *counts, cotexto_error *error);

/* Moves a part of one language of a unit to the unit beside it in its document: what stands from
 * the cut on to the one behind, or what stands before the cut to the one before. Both count as
 * reviewed. Errors: "last-unit", "first-unit" (NOTHING); "bad-cut" (USAGE) as above, and when
 * nothing would stay or go. */
COTEXTO_API bool cotexto_move(cotexto_memory *memory, int64_t unit, const cotexto_cut *cut,
                              bool behind, const cotexto_change_options *options,
                              cotexto_change_counts *counts, cotexto_error *error);

COTEXTO_END

#endif
