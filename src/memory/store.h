/* The memory as the desk uses it: transactions, documents, units. No SQL leaves this room. All
 * functions take an open memory; those that change something need memory_begin() before. */
#ifndef MEMORY_STORE_H
#define MEMORY_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include <cotexto/memory.h>

#include "base/arena.h"
#include "text/tokens.h"
#include "text/unit.h"

/* Takes the write lock. Every begin is ended by one commit or rollback. */
bool memory_begin(cotexto_memory *memory, cotexto_error *error);
/* After a failed commit the transaction is rolled back. */
bool memory_commit(cotexto_memory *memory, cotexto_error *error);
void memory_rollback(cotexto_memory *memory);
/* A view of the memory that does not change while it is read, unless a transaction is running
 * already. *begun: it was begun here, and is ended by memory_end_read(). */
bool memory_begin_read(cotexto_memory *memory, bool *begun, cotexto_error *error);
void memory_end_read(cotexto_memory *memory);

/* Whether a commit waits until all of it is on the disk. Without, a commit outlives the end of the
 * program, but not that of the machine in the seconds after it; the file is whole in any case. Not
 * within a transaction. */
bool memory_be_durable(cotexto_memory *memory, bool durable, cotexto_error *error);

/* Gives back the room that large transactions have taken and that small ones do well without. Not
 * within a transaction. */
void memory_rest(cotexto_memory *memory);

/* Starts a revision: what a user did with one command, and what about (files, a filter, ...; NULL:
 * nothing to say). All changes until the end of the transaction belong to it. */
bool memory_new_revision(cotexto_memory *memory, const char *command, const char *about,
                         const char *user, cotexto_error *error);
/* The revision of the running transaction; 0: none was started. */
int64_t memory_revision_number(const cotexto_memory *memory);
/* Goes on with a revision of this memory, in another transaction. */
void memory_continue_revision(cotexto_memory *memory, int64_t revision);

/* An import that was stopped: what it was to do, as a hash, and how many units of its file were
 * done. It is remembered until a revision other than the running one: whatever changes the memory
 * after it, undoing it among others, makes it forgotten. *units is 0 when there is none. */
bool memory_unfinished(cotexto_memory *memory, uint64_t *task, uint64_t *units,
                       cotexto_error *error);
/* Remembers that the running revision was stopped. */
bool memory_put_unfinished(cotexto_memory *memory, uint64_t task, uint64_t units,
                           cotexto_error *error);

/* The memory's tokenizer for a language, made when first asked for; it lives as long as the memory.
 */
struct tokenizer *memory_tokenizer(cotexto_memory *memory, const char *lang, cotexto_error *error);

struct memory_file {
    const char *lang; /* canonical; NULL: of many languages */
    cotexto_text file, encoding;
};

struct memory_document {
    int64_t id; /* 0: not in the memory */
    cotexto_text name, title, date, url;
    uint64_t content;     /* hash of what it was made from */
    cotexto_text profile; /* the segmenters that cut it; empty for exchange files */
};

/* The document of that name; id is 0 when there is none. Texts are in `arena`. */
bool memory_find_document(cotexto_memory *memory, cotexto_text name, struct arena *arena,
                          struct memory_document *out, cotexto_error *error);
/* Adds a document (id 0: *id is set) or changes the one with that id, and journals it. */
bool memory_put_document(cotexto_memory *memory, struct memory_document *document,
                         cotexto_error *error);
/* Takes a document out that has no units any more; the journal keeps it whole. */
bool memory_delete_document(cotexto_memory *memory, int64_t id, cotexto_error *error);
/* Whether a document has units. */
bool memory_has_units(cotexto_memory *memory, int64_t id, bool *has, cotexto_error *error);
/* Replaces a document's files and user-given keys. */
bool memory_put_files(cotexto_memory *memory, int64_t document, const struct memory_file *files,
                      size_t count, cotexto_error *error);
/* Name of the document that was made from these two files, in `arena`; empty when there is none. */
bool memory_document_of_files(cotexto_memory *memory, cotexto_text a, cotexto_text b,
                              struct arena *arena, cotexto_text *name, cotexto_error *error);
/* The document's files as they were put, in `arena`. */
bool memory_get_files(cotexto_memory *memory, int64_t document, struct arena *arena,
                      struct memory_file **files, size_t *count, cotexto_error *error);
/* Whether a key of the document has this value. */
bool memory_has_meta(cotexto_memory *memory, int64_t document, const char *key, const char *value,
                     bool *has, cotexto_error *error);
/* The value of a key of the document, in `arena`; empty when it has none. */
bool memory_get_meta(cotexto_memory *memory, int64_t document, const char *key, struct arena *arena,
                     cotexto_text *value, cotexto_error *error);
bool memory_put_meta(cotexto_memory *memory, int64_t document, const char *key, const char *value,
                     cotexto_error *error);

/* The last position that a unit of the document has; 0 when it has none. */
bool memory_last_position(cotexto_memory *memory, int64_t document, uint32_t *position,
                          cotexto_error *error);

struct memory_unit {
    int64_t id, document;
    int64_t revision; /* that changed it last */
    uint64_t hash;
    struct unit unit; /* with its document's name, title, date and url */
};

/* The hash by which equal units find each other: languages, texts and tags, whatever their order.
 */
uint64_t unit_hash(const struct unit *unit);
/* true when both have the same texts and tags in the same languages. */
bool unit_same_texts(const struct unit *a, const struct unit *b);

/* Adds a unit to a document; *id is its number. Text, words and index change together. */
bool memory_put_unit(cotexto_memory *memory, int64_t document, const struct unit *unit, int64_t *id,
                     cotexto_error *error);
/* Gives a stored unit other texts, tags, properties and facts: all that `unit` says, but for its
 * document's name, title, date and url. */
bool memory_change_unit(cotexto_memory *memory, const struct memory_unit *unit,
                        cotexto_error *error);
/* Gives a stored unit another place in its document, and the alignment's new confidence. */
bool memory_move_unit(cotexto_memory *memory, int64_t id, uint32_t position, uint32_t paragraph,
                      double confidence, cotexto_error *error);
/* Removes a unit; the journal keeps it whole. */
bool memory_delete_unit(cotexto_memory *memory, int64_t id, cotexto_error *error);

/* A unit by the number that another row gave; "damaged-memory" when there is none. All in `arena`.
 */
bool memory_get_unit(cotexto_memory *memory, int64_t id, struct arena *arena,
                     struct memory_unit *out, cotexto_error *error);
/* The same for a number that somebody named. *found: there is such a unit. */
bool memory_find_unit(cotexto_memory *memory, int64_t id, struct arena *arena,
                      struct memory_unit *out, bool *found, cotexto_error *error);
/* The same without variants and properties. *found: there is such a unit. */
bool memory_get_unit_head(cotexto_memory *memory, int64_t id, struct arena *arena,
                          struct memory_unit *out, bool *found, cotexto_error *error);

/* Fills the variants and properties of a unit whose head it is. */
bool memory_complete_unit(cotexto_memory *memory, struct arena *arena, struct memory_unit *unit,
                          cotexto_error *error);
/* Fills a unit's variants only, without their properties; none when there is no such unit. */
bool memory_get_variants(cotexto_memory *memory, int64_t id, struct arena *arena, struct unit *unit,
                         cotexto_error *error);

/* Calls `each` for the units of one document (0: of all, by document name) in their order, until it
 * returns false. The unit lives during the call. false only on an error. */
bool memory_each_unit(cotexto_memory *memory, int64_t document,
                      bool (*each)(void *context, const struct memory_unit *unit), void *context,
                      cotexto_error *error);

/* Numbers of the units of a document (0: of all) that hold this hash and, unless it is empty, this
 * id (tuid), in `arena`. */
bool memory_units_by_hash(cotexto_memory *memory, int64_t document, uint64_t hash, cotexto_text id,
                          struct arena *arena, int64_t **ids, size_t *count, cotexto_error *error);
/* Ids of the units that hold this very text as a segment of `lang` (document 0: of all). */
bool memory_units_by_text(cotexto_memory *memory, int64_t document, const char *lang,
                          cotexto_text text, struct arena *arena, int64_t **ids, size_t *count,
                          cotexto_error *error);

/* Whether a text that some segment of `lang` has is surely that of one only: as far as its hash
 * tells, which is quick. */
bool memory_has_text_once(cotexto_memory *memory, const char *lang, cotexto_text text, bool *once,
                          cotexto_error *error);
/* Calls `each` for the units that hold this very text as a segment of `lang`, with their
 * unit_hash(), until it returns false. */
bool memory_each_with_text(cotexto_memory *memory, const char *lang, cotexto_text text,
                           bool (*each)(void *context, int64_t unit, uint64_t hash), void *context,
                           cotexto_error *error);

/* A segment as lookup and concordance meet it. */
struct memory_segment {
    int64_t id, unit;
    const char *lang; /* lives as long as the memory */
    cotexto_text text, tags;
};

/* Calls `each` for every segment whose language is `lang` or a regional variant of it (NULL: of
 * all), in the order of their ids, until it returns false. */
bool memory_each_segment(cotexto_memory *memory, const char *lang,
                         bool (*each)(void *context, const struct memory_segment *segment),
                         void *context, cotexto_error *error);

/* A segment by number, in `arena`. *found: it is there. */
bool memory_get_segment(cotexto_memory *memory, int64_t id, struct arena *arena,
                        struct memory_segment *out, bool *found, cotexto_error *error);

/* Whether the memory has an index made by today's rules: if not, each segment must be compared. */
bool memory_has_index(cotexto_memory *memory, bool *has, cotexto_error *error);
/* find_segments() of match/find.h over the memory's index, for tokens of a text in `lang`:
 * threshold 50..100. */
bool memory_find_segments(cotexto_memory *memory, const char *lang, const struct tokens *tokens,
                          int threshold,
                          bool (*offer)(void *context, int64_t segment, int *threshold),
                          void *context, cotexto_error *error);

/* Calls `each` for the first `most` segments, by number, of those that have a run of words (their
 * folds), until it returns false. Not to be called by `each`. */
bool memory_each_with_run(cotexto_memory *memory, const cotexto_text *folds, size_t count,
                          size_t most, bool (*each)(void *context, int64_t segment), void *context,
                          cotexto_error *error);

/* Which segments a search looks at. */
struct memory_search {
    cotexto_text words;       /* query for the word index; empty: all segments */
    cotexto_text other_words; /* another segment of the unit must match this too; empty: none */
    const char *lang;         /* NULL: all */
    int64_t document;         /* 0: all */
    bool reviewed;            /* of units that a person has confirmed only */
};
/* Calls `each` for them in the order of their ids, until it returns false. Of the newest ones some
 * are given that have not the words. */
bool memory_each_found(cotexto_memory *memory, const struct memory_search *search,
                       bool (*each)(void *context, const struct memory_segment *segment),
                       void *context, cotexto_error *error);
/* Which units a person may have to look at. */
struct memory_review {
    int64_t document;         /* 0: of all */
    const char *languages[2]; /* only units that have both; NULL: any */
    double below;             /* only units aligned less surely than this; 0: however surely */
    bool all;      /* also those that a person has confirmed, or that no machine has aligned */
    bool in_order; /* of the documents; else the least sure first */
};
/* Calls `each` for them, with their confidence (negative: not aligned by machine), and whether a
 * person has confirmed them, until it returns false. */
bool memory_each_to_review(cotexto_memory *memory, const struct memory_review *review,
                           bool (*each)(void *context, int64_t unit, double confidence,
                                        bool reviewed),
                           void *context, cotexto_error *error);
/* The units that stand before a unit in its document (behind: after it), at most `most`, nearest
 * first; their numbers are in `arena`. */
bool memory_neighbours(cotexto_memory *memory, const struct memory_unit *unit, bool behind,
                       size_t most, struct arena *arena, int64_t **ids, size_t *count,
                       cotexto_error *error);

/* Looks at the file and its rows; found as of cotexto_memory_doctor(). */
bool memory_doctor(cotexto_memory *memory,
                   void (*found)(void *context, const cotexto_finding *finding), void *context,
                   cotexto_error *error);

/* Calls `each` for every profile by which documents were cut, with how many documents it cut; the
 * text lives during the call. */
bool memory_each_profile(cotexto_memory *memory,
                         bool (*each)(void *context, cotexto_text profile, uint64_t documents),
                         void *context, cotexto_error *error);

/* The number of the newest unit that was ever stored; 0: none yet. */
bool memory_last_unit(cotexto_memory *memory, int64_t *id, cotexto_error *error);

/* Calls `each` for about `most` pairs of segments of two languages (their regional variants
 * counted in) from all over the memory, until it returns false: units that a person has confirmed,
 * or that are not aligned by machine, or surely. The texts live during the call. */
bool memory_each_pair(cotexto_memory *memory, const char *source, const char *target, size_t most,
                      bool (*each)(void *context, cotexto_text source, cotexto_text target),
                      void *context, cotexto_error *error);

/* Calls `each` for every two languages (without regions) that stand together in units, and in how
 * many, most first, until it returns false. */
bool memory_each_language_pair(cotexto_memory *memory,
                               bool (*each)(void *context, const char *source, const char *target,
                                            uint64_t units),
                               void *context, cotexto_error *error);

/* Forgets that what a check finds on a unit is fine; *there: somebody had said so. */
bool memory_unaccept(cotexto_memory *memory, int64_t unit, cotexto_text check, bool *there,
                     cotexto_error *error);

/* Remembers that what a check found on a unit is fine, while the unit has these texts. */
bool memory_accept(cotexto_memory *memory, const struct memory_unit *unit, cotexto_text check,
                   cotexto_error *error);
/* Whether that was said of the unit, and its texts are the same. */
bool memory_is_accepted(cotexto_memory *memory, const struct memory_unit *unit, cotexto_text check,
                        bool *accepted, cotexto_error *error);

/* ----- the lexicon: words that are translations of each other, learned from the units. One for two
 * languages whatever their order; regions do not count. It is not journalled: it can be learned
 * anew. */

/* The newest unit when it was learned last; 0: never. */
bool memory_lexicon_learned(cotexto_memory *memory, const char *source, const char *target,
                            int64_t *last_unit, cotexto_error *error);
/* Empties it, to be filled by memory_put_translation(). */
bool memory_new_lexicon(cotexto_memory *memory, const char *source, const char *target,
                        int64_t last_unit, cotexto_error *error);
/* Two words, folded as the aligner does, and how often they were seen together. */
bool memory_put_translation(cotexto_memory *memory, const char *source, const char *target,
                            cotexto_text source_word, cotexto_text target_word, double count,
                            cotexto_error *error);
/* Calls `each` for the translations of a word of the source language, the most frequent first,
 * until it returns false. They live during the call. */
bool memory_each_translation(cotexto_memory *memory, const char *source, const char *target,
                             cotexto_text source_word,
                             bool (*each)(void *context, cotexto_text target_word, double count),
                             void *context, cotexto_error *error);

/* The number of the last revision; 0: none yet. */
bool memory_last_revision(cotexto_memory *memory, int64_t *revision, cotexto_error *error);
/* The layout of the index and the ICU that cut its words. */
const char *memory_index_profile(void);

bool memory_unit_count(cotexto_memory *memory, uint64_t *count, cotexto_error *error);

#endif
