/* The inside of an open memory, for the files of this room only. */
#ifndef MEMORY_MEMORY_H
#define MEMORY_MEMORY_H

#include <sqlite3.h>

#include "memory/sql.h"
#include "memory/store.h"

/* Every statement that is used more than once; prepared when first used and kept. The SQL stands in
 * statements.c. */
enum statement {
    STATEMENT_NEW_REVISION,
    STATEMENT_FIND_LANGUAGE,
    STATEMENT_LANGUAGE_TAG,
    STATEMENT_NEW_LANGUAGE,
    STATEMENT_FIND_DOCUMENT,
    STATEMENT_NEW_DOCUMENT,
    STATEMENT_CHANGE_DOCUMENT,
    STATEMENT_JOURNAL_INSERT,
    STATEMENT_JOURNAL_DOCUMENT,
    STATEMENT_JOURNAL_UNIT,
    STATEMENT_CLEAR_FILES,
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
    STATEMENT_MOVE_UNIT,
    STATEMENT_DELETE_UNIT,
    STATEMENT_GET_UNIT,
    STATEMENT_GET_SEGMENTS,
    STATEMENT_GET_PROPERTIES,
    STATEMENT_UNIT_BEFORE,
    STATEMENT_UNIT_BEHIND,
    STATEMENT_UNITS_BY_HASH,
    STATEMENT_UNITS_BY_TEXT,
    STATEMENT_LAST_UNIT,
    STATEMENT_LEXICON_LEARNED,
    STATEMENT_DELETE_LEXICON,
    STATEMENT_NEW_LEXICON,
    STATEMENT_NEW_TRANSLATION,
    STATEMENT_TRANSLATIONS,
    STATEMENT_TRANSLATIONS_BACK,
    STATEMENT_COUNT,
};

struct memory_language {
    int64_t id; /* 0: must be asked for */
    char tag[COTEXTO_TAG_SIZE];
    struct tokenizer *tokenizer; /* NULL until first used */
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
};

/* The prepared statement, reset and with no values bound; NULL and an error when it can't be
 * prepared. */
sqlite3_stmt *memory_statement(cotexto_memory *memory, enum statement which, cotexto_error *error);

/* The language of a tag into *out: added when `add`, else NULL when the memory has no such
 * language. */
bool memory_find_language(cotexto_memory *memory, const char *tag, bool add,
                          struct memory_language **out, cotexto_error *error);
/* After a rollback: the numbers of languages that it took back are asked for again. */
void memory_forget_numbers(cotexto_memory *memory);
/* The tag of a language number, "und" for one that is not there; NULL and an error when it can't be
 * read. */
const char *memory_language_tag(cotexto_memory *memory, int64_t id, cotexto_error *error);

/* Journals that an object ("document", "unit") came into being. */
bool memory_journal_insert(cotexto_memory *memory, const char *object, int64_t id,
                           cotexto_error *error);

/* The words of a segment as the concordance index keeps them: folded W and N tokens, a blank
 * between. */
bool memory_words(cotexto_memory *memory, struct memory_language *language, cotexto_text text,
                  cotexto_text tags, struct arena *arena, cotexto_text *words, size_t *count,
                  cotexto_error *error);

#endif
