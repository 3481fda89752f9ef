/* Counts of translations. */
#include "desk/tally.h"

#include <stdlib.h>

#include "base/error.h"
#include "base/string.h"
#include "base/text.h"
#include "memory/store.h"
#include "text/marks.h"

struct tally_group {
    const char *lang;
    uint32_t best; /* form met most often */
    uint64_t count;
};

struct tally_form {
    cotexto_text text;
    uint64_t count;
};

void tally_start(struct tally *tally)
{
    *tally = (struct tally){0};
    tally->groups.arena = tally->forms.arena = &tally->arena;
}

void tally_free(struct tally *tally)
{
    table_free(&tally->groups);
    table_free(&tally->forms);
    arena_free(&tally->arena);
    arena_free(&tally->scratch);
}

/* The language and the stems of the words, without accents. */
static bool write_key(struct tally *tally, cotexto_memory *memory, const char *lang,
                      cotexto_text text, struct string *key, cotexto_error *error)
{
    struct tokens tokens;
    struct tokenizer *tokenizer = memory_tokenizer(memory, lang, error);
    if (tokenizer == NULL ||
        !tokenizer_run(tokenizer, text, (cotexto_text){0}, &tally->scratch, &tokens, error))
        return false;
    string_append_c(key, lang);
    for (size_t i = 0; i < tokens.count; i++) {
        const struct token *token = &tokens.items[i];
        if (token->class != TOKEN_WORD && token->class != TOKEN_NUMBER)
            continue;
        string_append_char(key, ' ');
        if (!text_append_without_marks(token->stem, key, error))
            return false;
    }
    return string_ok(key, error);
}

/* The number of the form with that text, counted once more; TABLE_NONE: out of memory. */
static uint32_t count_form(struct tally *tally, const char *lang, cotexto_text text)
{
    struct string key = {0};
    size_t known = tally->forms.count;
    string_append_format(&key, "%s ", lang);
    string_append_text(&key, text);
    tally->form_list = arena_grow(&tally->arena, tally->form_list, known, &tally->form_room,
                                  sizeof *tally->form_list);
    uint32_t form = key.failed || tally->form_list == NULL
                        ? TABLE_NONE
                        : table_put(&tally->forms, string_text(&key), (uint32_t)known);
    string_free(&key);
    if (form == TABLE_NONE)
        return TABLE_NONE;
    if (form == known)
        tally->form_list[form] = (struct tally_form){arena_text(&tally->arena, text), 0};
    tally->form_list[form].count++;
    return tally->form_list[form].text.bytes == NULL ? TABLE_NONE : form;
}

static bool count_group(struct tally *tally, const char *lang, cotexto_text key, uint32_t form)
{
    size_t known = tally->groups.count;
    tally->group_list = arena_grow(&tally->arena, tally->group_list, known, &tally->group_room,
                                   sizeof *tally->group_list);
    uint32_t number =
        tally->group_list == NULL ? TABLE_NONE : table_put(&tally->groups, key, (uint32_t)known);
    if (number == TABLE_NONE)
        return false;
    struct tally_group *group = &tally->group_list[number];
    if (number == known)
        *group = (struct tally_group){arena_string(&tally->arena, lang), form, 0};
    group->count++;
    if (tally->form_list[form].count > tally->form_list[group->best].count)
        group->best = form;
    return group->lang != NULL;
}

bool tally_add(struct tally *tally, cotexto_memory *memory, const char *lang, cotexto_text text,
               cotexto_error *error)
{
    struct string key = {0};
    if (text.length == 0) {
        tally->unknown++;
        return true;
    }
    arena_reset(&tally->scratch);
    bool good = write_key(tally, memory, lang, text, &key, error);
    if (good) {
        uint32_t form = count_form(tally, lang, text);
        good = (form != TABLE_NONE && count_group(tally, lang, string_text(&key), form)) ||
               error_no_memory(error);
    }
    string_free(&key);
    return good;
}

static int most_frequent(const void *a, const void *b)
{
    const cotexto_translation *x = a, *y = b;
    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    int texts = text_compare(x->text, y->text);
    return texts != 0 ? texts : strcmp(x->lang, y->lang);
}

bool tally_list(struct tally *tally, const cotexto_translation **list, size_t *count,
                cotexto_error *error)
{
    *count = tally->groups.count;
    cotexto_translation *translations = arena_array(&tally->arena, *count, sizeof *translations);
    if (translations == NULL)
        return error_no_memory(error);
    for (size_t i = 0; i < *count; i++) {
        const struct tally_group *group = &tally->group_list[i];
        translations[i] =
            (cotexto_translation){group->lang, tally->form_list[group->best].text, group->count};
    }
    if (*count > 0)
        qsort(translations, *count, sizeof *translations, most_frequent);
    *list = translations;
    return true;
}
