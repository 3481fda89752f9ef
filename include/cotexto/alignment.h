/* What an alignment of two texts says of itself: whether they look like translations of each other,
 * where to look again, and what stands elsewhere (doc/alignment.md). */
#ifndef COTEXTO_ALIGNMENT_H
#define COTEXTO_ALIGNMENT_H

#include <cotexto/common.h>

COTEXTO_BEGIN

typedef enum cotexto_doubt_kind {
    COTEXTO_DOUBT_UNLIKE,     /* the texts may not be translations; figure: how sure it is that they
                                 are, 0..1 */
    COTEXTO_DOUBT_LENGTHS,    /* figure: the length ratio */
    COTEXTO_DOUBT_UNALIGNED,  /* figure: share of a side's characters without a translation, 0..1 */
    COTEXTO_DOUBT_CONFIDENCE, /* figure: mean confidence of the units, 0..1 */
    COTEXTO_DOUBT_GUESS,      /* a side's language was guessed; figure: how sure that is, 0..1 */
    COTEXTO_DOUBT_LANGUAGE, /* a side looks as if it were in another language than said; figure: how
                               sure that is, 0..1 */
} cotexto_doubt_kind;

/* A reason to look at a pair before it is used. */
typedef struct cotexto_doubt {
    cotexto_doubt_kind kind;
    size_t side; /* 0: the source, 1: the target; 0 where both are meant */
    double figure;
    const char *lang; /* COTEXTO_DOUBT_LANGUAGE: what it looks like; else "" */
} cotexto_doubt;

/* A stable name in ASCII such as "unlike", for programs; "" for no kind. Never localised. */
COTEXTO_API const char *cotexto_doubt_id(cotexto_doubt_kind kind);

/* Neighbouring sentences of one side. */
typedef struct cotexto_part {
    size_t sentence, count;             /* from 0, as in anchors and in the ladder */
    uint32_t paragraph, last_paragraph; /* from 1; 0 when paragraphs are not known */
} cotexto_part;

/* A run of unsure units, to be looked at as one: sure ones may stand between. */
typedef struct cotexto_check {
    cotexto_part source, target;
    size_t units;
    double lowest;     /* confidence of the least sure one */
    cotexto_text text; /* its first source sentence */
} cotexto_check;

/* A part of the source that seems to stand elsewhere in the target. */
typedef struct cotexto_moved {
    cotexto_part source, target;
    cotexto_text text; /* its first source sentence */
} cotexto_moved;

typedef struct cotexto_alignment {
    bool unlike;       /* the texts do not look like translations of each other; never said of fewer
                          than 15 sentences, 50 in two scripts */
    double fit;        /* 0..1: how sure it is that they are */
    double confidence; /* mean of the units, 0..1; 0 without units */
    const cotexto_doubt *doubts;
    size_t doubt_count;
    const cotexto_check *checks; /* in the order of the text */
    size_t check_count;
    const cotexto_moved *moved;
    size_t moved_count;
} cotexto_alignment;

COTEXTO_END

#endif
