/* The words of the two sides as the aligner sees them: types (distinct folded words) with numbers,
 * and each sentence as a run of them. Coarser than the tokens of the match percent: accents do not
 * count, every mark is a token of its own. */
#ifndef ALIGN_WORDS_H
#define ALIGN_WORDS_H

#include "align/align.h"
#include "base/table.h"

enum word_kind { KIND_LETTERS, KIND_NUMBER, KIND_MARK };

struct word_type {
    cotexto_text fold;
    cotexto_text skeleton; /* spelling by which cognates are compared, in code units of one byte;
                              letters only */
    uint32_t count;        /* in the whole side */
    enum word_kind kind;
    uint16_t value; /* of a number or a month (numerals.h); 0: none */
};

struct words {
    uint32_t *tokens;  /* types, sentence after sentence */
    size_t *starts;    /* of each sentence in tokens; sentence_count + 1 of them */
    uint32_t *lengths; /* code points of each sentence */
    double weight;     /* unicode_weight() of the whole side */
    bool *asides;      /* of each sentence: it is wholly in brackets, as "(Applause.)" is */
    float *weak; /* of each sentence: how weak the boundary before it is, 0..1 (boundary.h); one
                    more, 0; NULL: not looked for */
    size_t sentence_count;
    struct word_type *types;
    size_t type_count;
};

/* A word where it stands in the text. */
struct cut_word {
    cotexto_text fold;
    enum word_kind kind;
    size_t start, end; /* bytes */
};

/* Cuts text into folded words and calls `each` for them in order, until it returns false. Letters
 * of scripts written without blanks are words of one letter. The fold lives during the call. */
bool words_cut(cotexto_text text, bool (*each)(void *context, const struct cut_word *word),
               void *context, cotexto_error *error);

/* The words of a list of sentences; all in `arena`. */
bool words_of(const struct align_sentence *const *sentences, size_t count, struct arena *arena,
              struct words *out, cotexto_error *error);

#endif
