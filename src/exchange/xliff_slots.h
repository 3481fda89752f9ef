/* Where translations stand in an XLIFF file, or could. */
#ifndef EXCHANGE_XLIFF_SLOTS_H
#define EXCHANGE_XLIFF_SLOTS_H

#include "exchange/fill.h"
#include "exchange/xliff_content.h"

#define XLIFF_NOWHERE UINT64_MAX /* no such element in the file */

/* All elements are numbers, as xml_element() gives them, or XLIFF_NOWHERE. */
struct xliff_slot {
    const struct xliff_text *text; /* the source */
    cotexto_text mid;              /* of the sentence or <segment>; without bytes: none */
    uint64_t source;               /* <source>, or <mrk> of it */
    uint64_t target;               /* <target>, or <mrk> of it */
    uint64_t segment;              /* 2.x: <segment>; SDL's: <sdl:seg> */
};

struct xliff_proposal { /* that we made before */
    cotexto_text mid;   /* 1.x: of the sentence; 2.x: of the <mtc:match>, by which it is known */
    uint64_t element;
};

/* A <trans-unit> or <unit> with its slots. */
struct xliff_place {
    uint64_t element;
    cotexto_text id;
    bool two;             /* it is of 2.x */
    bool marked;          /* its sentences are marked: the slots are of <mrk>s */
    bool divided;         /* those of the target are, too */
    bool sdl;             /* SDL's editor tells of its sentences in <sdl:seg> */
    bool memoq;           /* memoQ's editor tells of it in attributes of its own */
    bool name_lang;       /* the file does not say its target language: the target must */
    uint64_t skeleton;    /* 1.x: what a new <target> is modelled on and stands behind */
    uint64_t target;      /* 1.x: <target> */
    uint64_t first_child; /* 2.x */
    uint64_t matches;     /* 2.x: <mtc:matches> */
    size_t first_slot, slot_count;
    struct xliff_proposal *proposals;
    size_t proposal_count, proposal_room;
};

struct xliff_slots {
    struct xliff_place *places;
    size_t place_count, place_room;
    struct xliff_slot *slots;
    struct fill_segment *segments; /* one for each slot */
    size_t slot_count, slot_room, segment_room;
    uint64_t root;          /* <xliff> */
    bool plain;             /* 1.0: targets have no qualifier of their state */
    const char *set_target; /* 2.x: the target language, if the root does not name it; else NULL */
};

/* All slots of a file, in `arena`. */
bool xliff_find_slots(cotexto_text bytes, const struct exchange_read_options *options,
                      struct arena *arena, struct xliff_slots *out, cotexto_error *error);

#endif
