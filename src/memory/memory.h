/* The inside of an open memory, for the files of this room only. */
#ifndef MEMORY_MEMORY_H
#define MEMORY_MEMORY_H

#include <sqlite3.h>

#include "memory/hashes.h"
#include "memory/index.h"
#include "memory/sql.h"
#include "memory/store.h"

/* Every statement that is used more than once; prepared when first used and kept. The SQL stands in
 * statements.c. */
enum statement {
    STATEMENT_BEGIN,
    STATEMENT_END,
    STATEMENT_NEW_REVISION,
    STATEMENT_GET_REVISION,
    STATEMENT_REVISION_BEFORE,
    STATEMENT_REVISION_OF_UNIT,
    STATEMENT_LAST_IN_FORCE,
    STATEMENT_IS_IN_JOURNAL,
    STATEMENT_CHANGES,
    STATEMENT_SET_UNDOES,
    STATEMENT_SET_UNDONE,
    STATEMENT_CHANGED_SINCE,
    STATEMENT_GET_UNFINISHED,
    STATEMENT_PUT_UNFINISHED,
    STATEMENT_FIND_LANGUAGE,
    STATEMENT_LANGUAGE_TAG,
    STATEMENT_NEW_LANGUAGE,
    STATEMENT_FIND_DOCUMENT,
    STATEMENT_NEW_DOCUMENT,
    STATEMENT_CHANGE_DOCUMENT,
    STATEMENT_DELETE_DOCUMENT,
    STATEMENT_ANY_OF_DOCUMENT,
    STATEMENT_LAST_OF_DOCUMENT,
    STATEMENT_JOURNAL_INSERT,
    STATEMENT_JOURNAL_DOCUMENT,
    STATEMENT_JOURNAL_UNIT,
    STATEMENT_JOURNAL_ENTRY,
    STATEMENT_PAST_DOCUMENT,
    STATEMENT_NAME_TAKEN,
    STATEMENT_PAST_FILES,
    STATEMENT_PAST_META,
    STATEMENT_PAST_UNIT,
    STATEMENT_PAST_SEGMENTS,
    STATEMENT_PAST_PROPERTIES,
    STATEMENT_PAST_EXCEPTIONS,
    STATEMENT_CLEAR_FILES,
    STATEMENT_CLEAR_META,
    STATEMENT_NEW_FILE,
    STATEMENT_GET_FILES,
    STATEMENT_FIND_BY_FILES,
    STATEMENT_PUT_META,
    STATEMENT_GET_META,
    STATEMENT_LAST_POSITION,
    STATEMENT_NEW_UNIT,
    STATEMENT_NEW_SEGMENT,
    STATEMENT_NEW_PROPERTY,
    STATEMENT_NEW_WORDS,
    STATEMENT_DELETE_WORDS,
    STATEMENT_CHANGE_UNIT,
    STATEMENT_CLEAR_SEGMENTS,
    STATEMENT_CLEAR_PROPERTIES,
    STATEMENT_MOVE_UNIT,
    STATEMENT_DELETE_UNIT,
    STATEMENT_GET_UNIT,
    STATEMENT_GET_SEGMENTS,
    STATEMENT_GET_PROPERTIES,
    STATEMENT_GET_SEGMENT,
    STATEMENT_SEGMENTS_WITH_WORDS,
    STATEMENT_UNITS_UP_TO,
    STATEMENT_UNITS_BEFORE,
    STATEMENT_UNITS_BEHIND,
    STATEMENT_NEW_HASH,
    STATEMENT_DELETE_UNIT_HASH,
    STATEMENT_DELETE_TEXT_HASHES,
    STATEMENT_UNITS_BY_HASH,
    STATEMENT_UNITS_BY_TEXT,
    STATEMENT_EACH_WITH_TEXT,
    STATEMENT_SECOND_BY_HASH,
    STATEMENT_LAST_UNIT,
    STATEMENT_LEXICON_LEARNED,
    STATEMENT_DELETE_LEXICON,
    STATEMENT_NEW_LEXICON,
    STATEMENT_NEW_TRANSLATION,
    STATEMENT_TRANSLATIONS,
    STATEMENT_TRANSLATIONS_BACK,
    STATEMENT_PUT_EXCEPTION,
    STATEMENT_DELETE_EXCEPTION,
    STATEMENT_FIND_EXCEPTION,
    STATEMENT_STATE,
    STATEMENT_SET_STATE,
    STATEMENT_RENEW_STATE,
    STATEMENT_COUNT_UNITS,
    STATEMENT_COUNT_SEGMENTS,
    STATEMENT_FIND_KEY,
    STATEMENT_NEW_KEY,
    STATEMENT_NEW_RANKS,
    STATEMENT_GET_RANKS,
    STATEMENT_DELETE_RANKS,
    STATEMENT_RECENT_RANKS,
    STATEMENT_RECENT_TEXTS,
    STATEMENT_GET_SIGNATURES,
    STATEMENT_PUT_SIGNATURES,
    STATEMENT_FIND_BLOCK,
    STATEMENT_BLOCKS,
    STATEMENT_NEW_BLOCK,
    STATEMENT_SET_BLOCK,
    STATEMENT_DELETE_BLOCK,
    STATEMENT_PUT_CONCEPT,
    STATEMENT_DELETE_CONCEPT,
    STATEMENT_GET_CONCEPT,
    STATEMENT_CONCEPT_BY_NAME,
    STATEMENT_CONCEPT_BY_HASH,
    STATEMENT_NEW_TERM,
    STATEMENT_CLEAR_TERMS,
    STATEMENT_GET_TERMS,
    STATEMENT_JOURNAL_TERM,
    STATEMENT_PAST_CONCEPT,
    STATEMENT_PAST_TERMS,
    STATEMENT_COUNT,
};

/* Properties of the unit itself stand at place -1, those of a segment at the segment's place. */
enum { UNIT_PLACE = -1 };

struct memory_language {
    int64_t id; /* 0: must be asked for */
    char tag[COTEXTO_TAG_SIZE];
    struct tokenizer *tokenizer; /* NULL until first used */
    int64_t segments, words;     /* that the running transaction has added */
};

struct cotexto_memory {
    sqlite3 *db;
    char *path;
    bool writable;
    int64_t revision; /* of the running transaction; 0: none begun */
    sqlite3_stmt *statements[STATEMENT_COUNT];
    struct memory_language **languages; /* pointers, so that tags do not move */
    size_t language_count, language_capacity;
    struct arena stats;   /* what cotexto_memory_stats() gave */
    struct arena scratch; /* of a running call that changes one unit */
    int64_t units;        /* that the running transaction has added */
    struct memory_hashes hashes;
    struct memory_index index;
};

/* The prepared statement, reset and with no values bound; NULL and an error when it can't be
 * prepared. */
sqlite3_stmt *memory_statement(cotexto_memory *memory, enum statement which, cotexto_error *error);
/* The same, with `id` bound and a step made: *found when there is a row. NULL on failure. To be
 * reset by the caller. */
sqlite3_stmt *memory_row(cotexto_memory *memory, enum statement which, int64_t id, bool *found,
                         cotexto_error *error);

/* Runs one that gives no row, with `id` bound. */
bool memory_run(cotexto_memory *memory, enum statement which, int64_t id, cotexto_error *error);
/* The same with a text bound behind it. */
bool memory_run_with(cotexto_memory *memory, enum statement which, int64_t id, cotexto_text text,
                     cotexto_error *error);

/* The language of a tag into *out: added when `add`, else NULL when the memory has no such
 * language. */
bool memory_find_language(cotexto_memory *memory, const char *tag, bool add,
                          struct memory_language **out, cotexto_error *error);
/* After a rollback: the numbers of languages that it took back are asked for again. */
void memory_forget_numbers(cotexto_memory *memory);
/* The tag of a language number, "und" for one that is not there; NULL and an error when it can't be
 * read. */
const char *memory_language_tag(cotexto_memory *memory, int64_t id, cotexto_error *error);

/* ----- the journal, in which every change of an object ("document", "unit", "term") is entered */

/* Enters that an object came into being. */
bool memory_journal_insert(cotexto_memory *memory, const char *object, int64_t id,
                           cotexto_error *error);
/* Enters what an object was like ("update", "delete") before it is changed; `which` is the
 * statement that tells it. */
bool memory_journal_before(cotexto_memory *memory, enum statement which, const char *action,
                           int64_t id, cotexto_error *error);
/* An object as the journal tells that it was, in `arena`. */
bool memory_past_unit(cotexto_memory *memory, int64_t id, cotexto_text before, struct arena *arena,
                      struct memory_unit *out, cotexto_error *error);

/* As memory_change_unit(), or when it is not there memory_put_unit(), for a unit of the past that
 * returns: it keeps its number and its revision. */
bool memory_return_unit(cotexto_memory *memory, const struct memory_unit *unit, bool is_there,
                        cotexto_error *error);
/* A document as the journal tells that it was, likewise; its name must be free. */
bool memory_return_document(cotexto_memory *memory, int64_t id, cotexto_text before, bool is_there,
                            struct arena *arena, cotexto_error *error);
/* An entry of the glossary, likewise. */
bool memory_return_entry(cotexto_memory *memory, int64_t id, cotexto_text before, bool is_there,
                         cotexto_error *error);
/* Which revision gave another document the name that this one had; *revision is 0 when none has it.
 */
bool memory_name_taken(cotexto_memory *memory, int64_t id, cotexto_text before, int64_t *revision,
                       cotexto_error *error);

/* The tokens of a segment, in the arena. */
bool memory_tokens(cotexto_memory *memory, const char *lang, cotexto_text text, cotexto_text tags,
                   struct arena *arena, struct tokens *out, cotexto_error *error);
/* The words of a segment as the concordance index keeps them: folded W and N tokens without marks,
 * a blank between. */
bool memory_words(const struct tokens *tokens, struct arena *arena, cotexto_text *words,
                  size_t *count, cotexto_error *error);
/* The same of a text. */
bool memory_words_of(cotexto_memory *memory, const char *lang, cotexto_text text, cotexto_text tags,
                     struct arena *arena, cotexto_text *words, size_t *count, cotexto_error *error);
/* Gives SQL the words of a text, words(language, text, tags), for migrations. */
bool memory_add_words_function(cotexto_memory *memory, cotexto_error *error);
/* Writes how many units, segments and words the running transaction has added, before its
 * commit. */
bool memory_write_counts(cotexto_memory *memory, cotexto_error *error);

#endif
