/* Counting word groups in two passes: hashed counts first (Park, Chen and Yu 1995), so that the
 * many groups that stand somewhere once never take room. */
#include "desk/term_groups.h"

#include <math.h>
#include <stdlib.h>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "base/error.h"
#include "base/message.h"
#include "base/string.h"
#include "base/text.h"

enum { BUCKETS = 1 << 24, TEXTS_A_REPORT = 4096 };

void word_stream_start(struct word_stream *stream, const char *lang)
{
    *stream = (struct word_stream){.known = function_words_of(lang)};
    stream->folds.arena = stream->stems.arena = &stream->arena;
}

void word_stream_free(struct word_stream *stream)
{
    table_free(&stream->folds);
    table_free(&stream->stems);
    free(stream->fold_words);
    free(stream->kinds);
    free(stream->word_counts);
    free(stream->word_chunks);
    free(stream->word_last);
    free(stream->word_texts);
    free(stream->words);
    free(stream->starts);
    free(stream->text_chunks);
    free(stream->groups);
    arena_free(&stream->arena);
}

/* -------------------------------------------------------------------------------------- words */

/* Two letters or more, and nothing but letters, marks, apostrophes and hyphens. */
static bool is_plain(cotexto_text word)
{
    size_t letters = 0;
    for (size_t i = 0; i < word.length;) {
        UChar32 c;
        U8_NEXT_OR_FFFD(word.bytes, i, word.length, c);
        if (u_isalpha(c))
            letters++;
        else if (c != '\'' && c != '-' && u_charType(c) != U_NON_SPACING_MARK)
            return false;
    }
    return letters >= 2;
}

static uint8_t kind_of(const struct word_stream *stream, cotexto_text fold)
{
    if (stream->known == NULL)
        return WORD_CONTENT;
    return text_in_list(fold, stream->known->article)   ? WORD_ARTICLE
           : text_in_list(fold, stream->known->inside)  ? WORD_INSIDE
           : text_in_list(fold, stream->known->outside) ? WORD_OUTSIDE
                                                        : WORD_CONTENT;
}

/* A new word, of which *number is the number. */
static bool add_word(struct word_stream *stream, uint8_t kind, cotexto_text text, uint32_t number,
                     cotexto_error *error)
{
    cotexto_text copy = arena_text(&stream->arena, text);
    if (copy.bytes == NULL ||
        !array_reserve(&stream->word_texts, &stream->text_room, number + 1,
                       sizeof *stream->word_texts) ||
        !array_reserve(&stream->kinds, &stream->kind_room, number + 1, sizeof *stream->kinds) ||
        !array_reserve(&stream->word_counts, &stream->count_room, number + 1,
                       sizeof *stream->word_counts) ||
        !array_reserve(&stream->word_chunks, &stream->chunk_room, number + 1,
                       sizeof *stream->word_chunks) ||
        !array_reserve(&stream->word_last, &stream->last_room, number + 1,
                       sizeof *stream->word_last))
        return error_no_memory(error);
    stream->kinds[number] = kind;
    stream->word_texts[number] = copy;
    stream->word_counts[number] = stream->word_chunks[number] = stream->word_last[number] = 0;
    return true;
}

/* Function words are themselves, others their stems: "estado" is not "estar". */
static bool new_fold(struct word_stream *stream, const struct token *token, uint32_t *number,
                     cotexto_error *error)
{
    *number = 0;
    if (!is_plain(token->fold) && kind_of(stream, token->fold) == WORD_CONTENT)
        return true;
    uint8_t kind = kind_of(stream, token->fold);
    uint32_t next = (uint32_t)stream->stems.count + 1;
    struct string key = {0};
    string_append_char(&key, (char)('0' + kind));
    string_append_text(&key, kind == WORD_CONTENT ? token->stem : token->fold);
    *number = key.failed ? TABLE_NONE : table_put(&stream->stems, string_text(&key), next);
    string_free(&key);
    if (*number == TABLE_NONE)
        return error_no_memory(error);
    return *number != next || add_word(stream, kind, token->fold, next, error);
}

static bool number_of(struct word_stream *stream, const struct token *token, uint32_t *number,
                      cotexto_error *error)
{
    uint32_t next = (uint32_t)stream->folds.count;
    *number = 0;
    if (token->class != TOKEN_WORD)
        return true;
    uint32_t fold = table_put(&stream->folds, token->fold, next);
    if (fold == TABLE_NONE ||
        (fold == next && !array_reserve(&stream->fold_words, &stream->fold_room, fold + 1,
                                        sizeof *stream->fold_words)))
        return error_no_memory(error);
    if (fold == next && !new_fold(stream, token, &stream->fold_words[fold], error))
        return false;
    *number = stream->fold_words[fold];
    return true;
}

/* ------------------------------------------------------------------------------------- markup */

static bool is_mark(const struct tokens *tokens, size_t i, char mark)
{
    return i < tokens->count && tokens->items[i].raw.length == 1 &&
           tokens->items[i].raw.bytes[0] == mark;
}

/* Right behind the token before it. */
static bool is_joined(const struct tokens *tokens, size_t i)
{
    return i > 0 && i < tokens->count &&
           tokens->items[i - 1].start + tokens->items[i - 1].length == tokens->items[i].start;
}

/* How many tokens markup takes that begins at one: "<b class=x>", "</b>", "&amp;", ":ref:"; 0: none
 * does. */
static size_t markup_at(const struct tokens *tokens, size_t i)
{
    enum { LONGEST = 100 };
    if (is_mark(tokens, i, '<') && is_joined(tokens, i + 1) && !is_mark(tokens, i + 1, '<')) {
        for (size_t end = i + 2; end < tokens->count && end < i + LONGEST; end++) {
            if (is_mark(tokens, end, '>'))
                return end + 1 - i;
        }
    }
    if ((is_mark(tokens, i, '&') || is_mark(tokens, i, ':')) && is_joined(tokens, i + 1) &&
        is_joined(tokens, i + 2) &&
        is_mark(tokens, i + 2, tokens->items[i].raw.bytes[0] == '&' ? ';' : ':'))
        return 3;
    return 0;
}

bool word_stream_add(struct word_stream *stream, const struct tokens *tokens, bool new_chunk,
                     cotexto_error *error)
{
    if (!array_reserve(&stream->words, &stream->room, stream->count + tokens->count + 1,
                       sizeof *stream->words) ||
        !array_reserve(&stream->starts, &stream->start_room, stream->texts + 2,
                       sizeof *stream->starts) ||
        !array_reserve(&stream->text_chunks, &stream->text_chunk_room, stream->texts + 1,
                       sizeof *stream->text_chunks))
        return error_no_memory(error);
    stream->chunks += new_chunk || stream->chunks == 0;
    stream->starts[stream->texts] = stream->count;
    stream->text_chunks[stream->texts] = stream->chunks;
    for (size_t i = 0, markup = 0; i < tokens->count; i++) {
        uint32_t number = 0;
        markup = markup > 0 ? markup - 1 : markup_at(tokens, i);
        if (markup == 0 && !number_of(stream, &tokens->items[i], &number, error))
            return false;
        stream->words[stream->count++] = number;
        if (number == 0)
            continue;
        stream->word_counts[number]++;
        stream->word_chunks[number] += stream->word_last[number] != stream->chunks;
        stream->word_last[number] = stream->chunks;
    }
    stream->words[stream->count++] = 0;
    stream->starts[++stream->texts] = stream->count;
    return true;
}

void word_stream_numbers(const struct word_stream *stream, const struct tokens *tokens,
                         uint32_t *numbers)
{
    for (size_t i = 0, markup = 0; i < tokens->count; i++) {
        const struct token *token = &tokens->items[i];
        markup = markup > 0 ? markup - 1 : markup_at(tokens, i);
        uint32_t fold = markup == 0 && token->class == TOKEN_WORD
                            ? table_find(&stream->folds, token->fold)
                            : TABLE_NONE;
        numbers[i] = fold == TABLE_NONE ? 0 : stream->fold_words[fold];
    }
}

cotexto_text word_stream_text(const struct word_stream *stream, size_t at)
{
    return stream->word_texts[stream->words[at]];
}

/* ------------------------------------------------------------------------------------- groups */

static uint64_t mix(uint64_t hash, uint32_t word)
{
    hash = (hash ^ word) * 0x9E3779B97F4A7C15U;
    return hash ^ hash >> 29;
}

bool word_groups(const struct word_stream *stream, const uint32_t *words, size_t from, size_t to,
                 each_group *each, void *context)
{
    for (size_t at = from; at < to; at++) {
        uint64_t hash = 0;
        unsigned content = 0;
        if (words[at] == 0 || stream->kinds[words[at]] != WORD_CONTENT)
            continue;
        for (unsigned n = 1; n <= GROUP_WORDS && at + n <= to; n++) {
            uint32_t word = words[at + n - 1];
            if (word == 0 || stream->kinds[word] == WORD_OUTSIDE)
                break;
            hash = mix(hash, word);
            if (stream->kinds[word] != WORD_CONTENT)
                continue;
            if (!each(context, hash, at, n, ++content))
                return false;
        }
    }
    return true;
}

struct group *word_stream_find(const struct word_stream *stream, uint64_t hash)
{
    if (stream->group_size == 0)
        return NULL;
    size_t at = (size_t)hash & (stream->group_size - 1);
    while (stream->groups[at].words != 0 && stream->groups[at].hash != hash)
        at = (at + 1) & (stream->group_size - 1);
    return stream->groups[at].words != 0 ? &stream->groups[at] : NULL;
}

static struct group *free_place(struct group *groups, size_t size, uint64_t hash)
{
    size_t at = (size_t)hash & (size - 1);
    while (groups[at].words != 0)
        at = (at + 1) & (size - 1);
    return &groups[at];
}

/* A table of another size with the groups that stand at least so often. */
static bool rehash(struct word_stream *stream, size_t size, uint32_t least)
{
    struct group *groups = calloc(size, sizeof *groups);
    if (groups == NULL)
        return false;
    size_t kept = 0;
    for (size_t i = 0; i < stream->group_size; i++) {
        if (stream->groups[i].words == 0 || stream->groups[i].count < least)
            continue;
        *free_place(groups, size, stream->groups[i].hash) = stream->groups[i];
        kept++;
    }
    free(stream->groups);
    stream->groups = groups;
    stream->group_size = size;
    stream->group_count = kept;
    return true;
}

struct counting {
    struct word_stream *stream;
    unsigned char *buckets; /* occurrences of all groups whose hashes meet there; at most 255 */
    uint32_t least;
    uint32_t text, chunk; /* from 1 */
    bool good;
};

static size_t bucket(uint64_t hash)
{
    return (size_t)(hash >> 40) & (BUCKETS - 1);
}

static bool count_bucket(void *context, uint64_t hash, size_t at, unsigned words, unsigned content)
{
    struct counting *counting = context;
    unsigned char *count = &counting->buckets[bucket(hash)];
    (void)at, (void)words, (void)content;
    *count += *count < 255;
    return true;
}

static bool count_group(void *context, uint64_t hash, size_t at, unsigned words, unsigned content)
{
    struct counting *counting = context;
    struct word_stream *stream = counting->stream;
    if (counting->buckets[bucket(hash)] < (counting->least < 255 ? counting->least : 255))
        return true;
    struct group *group = word_stream_find(stream, hash);
    if (group == NULL) {
        enum { FIRST = 1 << 12 };
        if (2 * stream->group_count >= stream->group_size &&
            !rehash(stream, stream->group_size == 0 ? FIRST : 2 * stream->group_size, 0)) {
            counting->good = false;
            return false;
        }
        group = free_place(stream->groups, stream->group_size, hash);
        *group = (struct group){
            .hash = hash, .at = at, .words = (uint8_t)words, .content = (uint8_t)content};
        stream->group_count++;
    }
    group->count++;
    group->texts += group->last_text != counting->text;
    group->chunks += group->last_chunk != counting->chunk;
    group->last_text = counting->text;
    group->last_chunk = counting->chunk;
    return true;
}

/* Where no list says which words are function words: the most frequent that are everywhere. */
static void learn_function_words(struct word_stream *stream)
{
    static const double share = .003, spread = .5;
    for (uint32_t word = 1; stream->known == NULL && word <= stream->stems.count; word++) {
        double in = 1 - exp(-(double)stream->word_counts[word] / (double)stream->chunks);
        if ((double)stream->word_counts[word] > share * (double)stream->count &&
            (double)stream->word_chunks[word] > spread * in * (double)stream->chunks)
            stream->kinds[word] = WORD_INSIDE;
    }
}

bool word_stream_count(struct word_stream *stream, uint32_t least, bool (*report)(void *context),
                       void *context, cotexto_error *error)
{
    struct counting counting = {stream, calloc(BUCKETS, 1), least, 0, 0, true};
    bool stopped = false;
    learn_function_words(stream);
    counting.good = counting.buckets != NULL;
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t text = 0; counting.good && !stopped && text < stream->texts; text++) {
            counting.text = text + 1;
            counting.chunk = stream->text_chunks[text];
            word_groups(stream, stream->words, stream->starts[text], stream->starts[text + 1],
                        pass == 0 ? count_bucket : count_group, &counting);
            stopped = text % TEXTS_A_REPORT == 0 && report != NULL && !report(context);
        }
    }
    free(counting.buckets);
    if (stopped)
        return error_set(error, COTEXTO_CANCELLED, "cancelled", "%s", _("stopped"));
    return (counting.good &&
            (stream->group_size == 0 || rehash(stream, stream->group_size, least))) ||
           error_no_memory(error);
}

struct nesting {
    const struct word_stream *stream;
    const struct group *outer;
};

static bool nest(void *context, uint64_t hash, size_t at, unsigned words, unsigned content)
{
    struct nesting *nesting = context;
    struct group *inner = word_stream_find(nesting->stream, hash);
    (void)at, (void)content;
    if (inner == NULL || words >= nesting->outer->words)
        return true;
    inner->nested++;
    inner->nested_count += nesting->outer->texts;
    if (nesting->outer->texts > inner->longest)
        inner->longest = nesting->outer->texts;
    return true;
}

void word_stream_nest(struct word_stream *stream)
{
    for (size_t i = 0; i < stream->group_size; i++) {
        struct nesting nesting = {stream, &stream->groups[i]};
        if (stream->groups[i].words > 1)
            word_groups(stream, stream->words, stream->groups[i].at,
                        stream->groups[i].at + stream->groups[i].words, nest, &nesting);
    }
}

double group_value(const struct group *group)
{
    double own = (double)group->texts;
    if (group->nested > 0)
        own -= (double)group->nested_count / (double)group->nested;
    return log2(1 + (double)group->content) * log2(1 + (own > 0 ? own : 0));
}

double group_burst(const struct word_stream *stream, const struct group *group)
{
    double all = (double)stream->chunks;
    return log2(all / (double)group->chunks) + log2(1 - exp(-(double)group->texts / all));
}
