/* Inventory of files. */
#include "desk/inventory.h"

#include <stdio.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "base/error.h"
#include "base/message.h"
#include "base/tag.h"
#include "base/text.h"
#include "desk/gather.h"
#include "text/kinds.h"
#include "text/unicode.h"

/* -------------------------------------------------------------------------------------- reading */

static bool go_on(const cotexto_progress *progress, size_t done, size_t total, cotexto_error *error)
{
    return progress->report == NULL ||
           progress->report(progress->context, COTEXTO_WORK_FILES, done, total) ||
           error_cancelled(error);
}

/* The language of a file must be known, and that of the others. */
static bool check_language(struct inventory *inventory, const struct inventory_file *file,
                           cotexto_error *error)
{
    const struct file_segments *segments = &file->segments;
    if (segments->count == 0)
        return true;
    if (strcmp(segments->lang, "und") == 0) {
        error_set(error, COTEXTO_DATA, "no-language", "%s",
                  _("the language of the text is not clear"));
    } else if (inventory->from[0] == '\0') {
        memcpy(inventory->from, segments->lang, sizeof inventory->from);
        return true;
    } else if (tag_same_language(inventory->from, segments->lang)) {
        return true;
    } else {
        error_set(error, COTEXTO_USAGE, "languages",
                  _("this file is in %s, another one before it in %s"), segments->lang,
                  inventory->from);
    }
    error_file(error, file->name);
    return error_hint(error, "%s", _("name the language of the files: --from es"));
}

static bool read_file(struct inventory *inventory, const char *path,
                      const struct segments_options *how, cotexto_error *error)
{
    struct inventory_file *file = &inventory->files[inventory->file_count++];
    file->name = unicode_repaired(cotexto_text_of(path), &inventory->arena).bytes;
    if (file->name == NULL)
        return error_no_memory(error);
    return segments_read(path, how, &inventory->arena, &file->segments, error) &&
           check_language(inventory, file, error);
}

static bool refuse_unreadable(const struct unreadable *unreadable, cotexto_error *error)
{
    error_system(error, unreadable->folder, unreadable->number, _("can't be read"));
    return error_hint(error, "%s", _("check the name and the rights of the file"));
}

static bool read_files(struct inventory *inventory, const struct gathered *gathered,
                       const struct segments_options *how, const cotexto_progress *progress,
                       cotexto_error *error)
{
    inventory->files = arena_array(&inventory->arena, gathered->count, sizeof *inventory->files);
    if (inventory->files == NULL)
        return error_no_memory(error);
    inventory->passed = gathered->passed;
    inventory->passed_count = gathered->passed_count;
    if (gathered->unreadable_count > 0)
        return refuse_unreadable(&gathered->unreadable[0], error);
    for (size_t i = 0; i < gathered->count; i++) {
        if (!go_on(progress, i, gathered->count, error) ||
            !read_file(inventory, gathered->files[i].path, how, error))
            return false;
    }
    return true;
}

/* --------------------------------------------------------------------------------- the same texts
 */

static bool is_open(enum segment_state state)
{
    return state == SEGMENT_OPEN || state == SEGMENT_DRAFT;
}

static bool list_items(struct inventory *inventory, cotexto_translated translated,
                       cotexto_error *error)
{
    size_t most = 0;
    for (size_t i = 0; i < inventory->file_count; i++)
        most += inventory->files[i].segments.count;
    if (most >= UINT32_MAX)
        return error_set(error, COTEXTO_DATA, "too-many-segments", "%s",
                         _("the files have too many segments"));
    inventory->items = arena_array(&inventory->arena, most, sizeof *inventory->items);
    if (inventory->items == NULL)
        return error_no_memory(error);
    for (size_t i = 0; i < inventory->file_count; i++) {
        const struct file_segments *segments = &inventory->files[i].segments;
        for (size_t k = 0; k < segments->count; k++) {
            bool open = is_open(segments->items[k].state) || translated == COTEXTO_TRANSLATED_COUNT;
            if (!open && translated == COTEXTO_TRANSLATED_SKIP)
                continue;
            inventory->items[inventory->count++] =
                (struct inventory_item){.file = (uint32_t)i, .segment = (uint32_t)k, .open = open};
        }
    }
    return true;
}

static const struct file_segment *segment_of(const struct inventory *inventory, size_t item)
{
    const struct inventory_item *it = &inventory->items[item];
    return &inventory->files[it->file].segments.items[it->segment];
}

/* Gives each item with this openness its text. */
static bool put_texts(struct inventory *inventory, bool open, struct table *table,
                      struct string *key, cotexto_error *error)
{
    for (size_t i = 0; i < inventory->count; i++) {
        const struct file_segment *segment = segment_of(inventory, i);
        if (inventory->items[i].open != open)
            continue;
        string_reset(key);
        string_append_text(key, segment->text);
        string_append_char(key, '\0');
        string_append_text(key, segment->tags);
        if (!string_ok(key, error))
            return false;
        uint32_t number = table_put(table, string_text(key), (uint32_t)inventory->text_count);
        if (number == TABLE_NONE)
            return error_no_memory(error);
        if (number == inventory->text_count)
            inventory->texts[inventory->text_count++].segment =
                (struct kin_segment){.text = segment->text, .tags = segment->tags};
        inventory->items[i].text = number;
        inventory->texts[number].count += open;
    }
    return true;
}

static bool find_texts(struct inventory *inventory, cotexto_error *error)
{
    struct arena arena = {0};
    struct table table = {.arena = &arena};
    struct string key = {0};
    inventory->texts = arena_array(&inventory->arena, inventory->count, sizeof *inventory->texts);
    bool good = inventory->texts != NULL || error_no_memory(error);
    good = good && put_texts(inventory, true, &table, &key, error);
    inventory->open_count = inventory->text_count;
    good = good && put_texts(inventory, false, &table, &key, error);
    string_free(&key);
    table_free(&table);
    arena_free(&arena);
    return good;
}

/* The open items of each text. */
static bool find_places(struct inventory *inventory, cotexto_error *error)
{
    size_t first = 0;
    inventory->places = arena_array(&inventory->arena, inventory->count, sizeof *inventory->places);
    if (inventory->places == NULL)
        return error_no_memory(error);
    for (size_t i = 0; i < inventory->open_count; i++) {
        struct inventory_text *text = &inventory->texts[i];
        text->first = first;
        first += text->count;
        text->count = 0;
    }
    for (size_t i = 0; i < inventory->count; i++) {
        struct inventory_text *text = &inventory->texts[inventory->items[i].text];
        if (inventory->items[i].open)
            inventory->places[text->first + text->count++] = i;
    }
    return true;
}

bool inventory_read(struct inventory *inventory, const char *const *paths, size_t path_count,
                    const cotexto_analyse_options *options, cotexto_error *error)
{
    struct gathered gathered;
    struct rules rules;
    const struct gather_options gather = {.format = options->format};
    struct segments_options how = {.from = options->from,
                                   .to = options->to,
                                   .format = options->format,
                                   .languages = options->languages,
                                   .language_count = options->language_count,
                                   .decoding = options->decoding,
                                   .rules = &rules};
    if (options->from != NULL)
        snprintf(inventory->from, sizeof inventory->from, "%s", options->from);
    bool good = rules_open(&rules, &options->rules, error) &&
                gather_files(paths, path_count, &gather, &inventory->arena, &gathered, error) &&
                read_files(inventory, &gathered, &how, &options->progress, error) &&
                list_items(inventory, options->translated, error) && find_texts(inventory, error) &&
                find_places(inventory, error);
    rules_close(&rules);
    return good;
}

void inventory_free(struct inventory *inventory)
{
    arena_free(&inventory->arena);
}

/* ------------------------------------------------------------------------------------- counting */

static uint64_t count_characters(cotexto_text text)
{
    uint64_t count = 0;
    for (size_t i = 0; i < text.length;) {
        UChar32 c;
        U8_NEXT_OR_FFFD(text.bytes, i, text.length, c);
        count += c != TAG_CHARACTER && !u_isUWhiteSpace(c);
    }
    return count;
}

bool inventory_count(struct inventory_text *text, struct tokenizer *tokenizer, uint64_t language,
                     struct arena *arena, struct arena *scratch, cotexto_error *error)
{
    struct kin_segment *segment = &text->segment;
    struct tokens tokens;
    arena_reset(scratch);
    if (!tokenizer_run(tokenizer, segment->text, segment->tags, scratch, &tokens, error))
        return false;
    struct kin_key *keys = arena_array(arena, tokens.count, sizeof *keys);
    if (keys == NULL)
        return error_no_memory(error);
    text->amounts = (cotexto_amounts){.segments = 1, .characters = count_characters(segment->text)};
    for (size_t i = 0; i < tokens.count; i++) {
        const struct token *token = &tokens.items[i];
        keys[i] = (struct kin_key){key_hash(token, language), token->class};
        text->amounts.words += token->class == TOKEN_WORD || token->class == TOKEN_NUMBER;
    }
    segment->keys = keys;
    segment->key_count = tokens.count;
    return true;
}
