/* The languages of a memory and what is kept for each: number, tag, tokenizer. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/string.h"
#include "base/text.h"
#include "memory/memory.h"
#include "text/marks.h"

static struct memory_language *cached(cotexto_memory *memory, const char *tag)
{
    for (size_t i = 0; i < memory->language_count; i++) {
        if (strcmp(memory->languages[i]->tag, tag) == 0)
            return memory->languages[i];
    }
    return NULL;
}

static struct memory_language *remember(cotexto_memory *memory, const char *tag,
                                        cotexto_error *error)
{
    struct memory_language *language = NULL;
    if (array_reserve(&memory->languages, &memory->language_capacity, memory->language_count + 1,
                      sizeof *memory->languages))
        language = calloc(1, sizeof *language);
    if (language == NULL) {
        error_no_memory(error);
        return NULL;
    }
    snprintf(language->tag, sizeof language->tag, "%s", tag);
    memory->languages[memory->language_count++] = language;
    return language;
}

/* The number of a tag in the file; 0: it has none. */
static bool find_number(cotexto_memory *memory, const char *tag, int64_t *id, cotexto_error *error)
{
    sqlite3_stmt *statement = memory_statement(memory, STATEMENT_FIND_LANGUAGE, error);
    if (statement == NULL)
        return false;
    sql_bind_text(statement, 1, cotexto_text_of(tag));
    int row = sql_step(statement, error);
    *id = row == 1 ? sqlite3_column_int64(statement, 0) : 0;
    sqlite3_reset(statement);
    return row >= 0;
}

static bool add_number(cotexto_memory *memory, const char *tag, int64_t *id, cotexto_error *error)
{
    sqlite3_stmt *statement = memory_statement(memory, STATEMENT_NEW_LANGUAGE, error);
    if (statement == NULL)
        return false;
    sql_bind_text(statement, 1, cotexto_text_of(tag));
    if (!sql_do(statement, error))
        return false;
    *id = sqlite3_last_insert_rowid(memory->db);
    return true;
}

bool memory_find_language(cotexto_memory *memory, const char *tag, bool add,
                          struct memory_language **out, cotexto_error *error)
{
    *out = NULL;
    struct memory_language *language = cached(memory, tag);
    int64_t id = language == NULL ? 0 : language->id;
    if (id == 0 && !find_number(memory, tag, &id, error))
        return false;
    if (id == 0 && add && !add_number(memory, tag, &id, error))
        return false;
    if (id == 0)
        return true;
    if (language == NULL && (language = remember(memory, tag, error)) == NULL)
        return false;
    language->id = id;
    *out = language;
    return true;
}

void memory_forget_numbers(cotexto_memory *memory)
{
    memory->units = 0;
    for (size_t i = 0; i < memory->language_count; i++) {
        struct memory_language *language = memory->languages[i];
        language->id = language->segments = language->words = 0;
    }
}

static bool count_up(cotexto_memory *memory, enum statement which, const int64_t *numbers,
                     int count, cotexto_error *error)
{
    sqlite3_stmt *s = memory_statement(memory, which, error);
    if (s == NULL)
        return false;
    for (int i = 0; i < count; i++)
        sql_bind_number(s, i + 1, numbers[i]);
    return sql_do(s, error);
}

bool memory_write_counts(cotexto_memory *memory, cotexto_error *error)
{
    if (memory->units != 0 && !count_up(memory, STATEMENT_COUNT_UNITS, &memory->units, 1, error))
        return false;
    memory->units = 0;
    for (size_t i = 0; i < memory->language_count; i++) {
        struct memory_language *language = memory->languages[i];
        const int64_t numbers[] = {language->segments, language->words, language->id};
        if (language->segments == 0 && language->words == 0)
            continue;
        if (!count_up(memory, STATEMENT_COUNT_SEGMENTS, numbers, 3, error))
            return false;
        language->segments = language->words = 0;
    }
    return true;
}

const char *memory_language_tag(cotexto_memory *memory, int64_t id, cotexto_error *error)
{
    for (size_t i = 0; i < memory->language_count; i++) {
        if (memory->languages[i]->id == id)
            return memory->languages[i]->tag;
    }
    sqlite3_stmt *statement = memory_statement(memory, STATEMENT_LANGUAGE_TAG, error);
    if (statement == NULL)
        return NULL;
    sql_bind_number(statement, 1, id);
    char tag[COTEXTO_TAG_SIZE] = "und";
    int row = sql_step(statement, error);
    const char *stored = row == 1 ? (const char *)sqlite3_column_text(statement, 0) : NULL;
    if (stored != NULL)
        snprintf(tag, sizeof tag, "%s", stored);
    sqlite3_reset(statement);
    struct memory_language *language;
    if (row < 0 || strcmp(tag, "und") == 0)
        return row < 0 ? NULL : "und";
    if (!memory_find_language(memory, tag, false, &language, error))
        return NULL;
    if (language == NULL) /* its own index does not know it */
        sql_torn(error);
    return language == NULL ? NULL : language->tag;
}

struct tokenizer *memory_tokenizer(cotexto_memory *memory, const char *lang, cotexto_error *error)
{
    struct memory_language *language = cached(memory, lang);
    if (language == NULL && (language = remember(memory, lang, error)) == NULL)
        return NULL;
    if (language->tokenizer == NULL)
        language->tokenizer = tokenizer_new(lang, true, error);
    return language->tokenizer;
}

bool memory_tokens(cotexto_memory *memory, const char *lang, cotexto_text text, cotexto_text tags,
                   struct arena *arena, struct tokens *out, cotexto_error *error)
{
    struct tokenizer *tokenizer = memory_tokenizer(memory, lang, error);
    return tokenizer != NULL && tokenizer_run(tokenizer, text, tags, arena, out, error);
}

bool memory_words(const struct tokens *tokens, struct arena *arena, cotexto_text *words,
                  size_t *count, cotexto_error *error)
{
    struct string joined = {0};
    *count = 0;
    for (size_t i = 0; i < tokens->count; i++) {
        const struct token *token = &tokens->items[i];
        if (token->class != TOKEN_WORD && token->class != TOKEN_NUMBER)
            continue;
        if (joined.length > 0)
            string_append_char(&joined, ' ');
        if (!text_append_without_marks(token->fold, &joined, error))
            break;
        ++*count;
    }
    bool good = cotexto_error_kind(error) == COTEXTO_OK && string_ok(&joined, error);
    if (good) {
        *words = arena_text(arena, string_text(&joined));
        good = words->bytes != NULL || error_no_memory(error);
    }
    string_free(&joined);
    return good;
}

bool memory_words_of(cotexto_memory *memory, const char *lang, cotexto_text text, cotexto_text tags,
                     struct arena *arena, cotexto_text *words, size_t *count, cotexto_error *error)
{
    struct tokens tokens;
    return memory_tokens(memory, lang, text, tags, arena, &tokens, error) &&
           memory_words(&tokens, arena, words, count, error);
}

/* The SQL function words(language, text, tags). */
static void words_function(sqlite3_context *call, int count, sqlite3_value **values)
{
    cotexto_memory *memory = sqlite3_user_data(call);
    cotexto_error *error = cotexto_error_new();
    cotexto_text texts[3], words;
    struct tokens tokens;
    size_t word_count;
    for (int i = 0; i < 3 && i < count; i++) {
        const char *bytes = (const char *)sqlite3_value_text(values[i]);
        texts[i] = (cotexto_text){bytes, (size_t)sqlite3_value_bytes(values[i])};
    }
    arena_reset(&memory->scratch);
    if (error != NULL && texts[0].bytes != NULL &&
        memory_tokens(memory, texts[0].bytes, texts[1], texts[2], &memory->scratch, &tokens,
                      error) &&
        memory_words(&tokens, &memory->scratch, &words, &word_count, error))
        sqlite3_result_text(call, words.bytes, (int)words.length, SQLITE_TRANSIENT);
    else
        sqlite3_result_error_nomem(call);
    cotexto_error_free(error);
}

bool memory_add_words_function(cotexto_memory *memory, cotexto_error *error)
{
    return sqlite3_create_function_v2(memory->db, "words", 3, SQLITE_UTF8 | SQLITE_DIRECTONLY,
                                      memory, words_function, NULL, NULL, NULL) == SQLITE_OK ||
           sql_failed(memory->db, error);
}
