/* Concordance: the word index gives the segments, their tokens the places. Two rounds, so that
 * places with the same accents as the phrase come before those without. */
#include <cotexto/lookup.h>

#include <string.h>

#include "base/error.h"
#include "base/message.h"
#include "base/tag.h"
#include "base/text.h"
#include "desk/words.h"
#include "memory/store.h"
#include "text/decode.h"
#include "text/marks.h"

/* A phrase as it is looked for: the words alone, folded, with and without accents. */
struct phrase {
    cotexto_text *exact, *plain;
    size_t count;
};

struct search {
    const cotexto_search_options *options;
    const struct phrase *phrases;
    size_t phrase_count;
    bool exact; /* this round */
    cotexto_memory *memory;
    size_t memory_number;
    struct arena *arena;  /* of the whole search */
    struct arena scratch; /* of one segment */
    bool (*found)(void *context, const cotexto_occurrence *occurrence);
    void *context;
    uint64_t count;
    bool stopped, good;
    cotexto_error *error;
};

/* The words of a segment and where they stand. */
struct words {
    struct phrase phrase;
    const struct token **tokens;
};

static bool is_word(const struct token *token)
{
    return token->class == TOKEN_WORD || token->class == TOKEN_NUMBER;
}

static bool gather_words(const struct tokens *tokens, struct arena *arena, struct words *out,
                         cotexto_error *error)
{
    out->phrase.exact = arena_array(arena, tokens->count, sizeof *out->phrase.exact);
    out->phrase.plain = arena_array(arena, tokens->count, sizeof *out->phrase.plain);
    out->tokens = arena_array(arena, tokens->count, sizeof *out->tokens);
    if (out->phrase.exact == NULL || out->phrase.plain == NULL || out->tokens == NULL)
        return error_no_memory(error);
    size_t n = 0;
    for (size_t i = 0; i < tokens->count; i++) {
        if (!is_word(&tokens->items[i]))
            continue;
        out->tokens[n] = &tokens->items[i];
        out->phrase.exact[n] = tokens->items[i].fold;
        if (!text_without_marks(tokens->items[i].fold, arena, &out->phrase.plain[n], error))
            return false;
        n++;
    }
    out->phrase.count = n;
    return true;
}

/* true when the phrase stands at word `at`; exact: with the same accents. */
static bool stands_at(const struct phrase *words, size_t at, const struct phrase *phrase,
                      bool exact)
{
    if (phrase->count > words->count - at)
        return false;
    for (size_t i = 0; i < phrase->count; i++) {
        if (exact ? !text_equal(words->exact[at + i], phrase->exact[i])
                  : !text_equal(words->plain[at + i], phrase->plain[i]))
            return false;
    }
    return true;
}

static bool holds(const struct phrase *words, const struct phrase *phrase, bool exact)
{
    for (size_t at = 0; at < words->count; at++) {
        if (stands_at(words, at, phrase, exact))
            return true;
    }
    return false;
}

/* Whether this segment belongs to this round: all phrases are in it, in the second round not all
 * with their accents. */
static bool belongs(const struct search *search, const struct phrase *words)
{
    bool exact = true;
    for (size_t i = 0; i < search->phrase_count; i++) {
        if (!holds(words, &search->phrases[i], false))
            return false;
        exact = exact && holds(words, &search->phrases[i], true);
    }
    return exact == search->exact;
}

static const struct variant *translation_of(const struct unit *unit, const char *lang)
{
    for (size_t i = 0; i < unit->variant_count; i++) {
        if (!tag_same_language(unit->variants[i].lang, lang))
            return &unit->variants[i];
    }
    return NULL;
}

static bool give(struct search *search, const struct memory_segment *segment,
                 const struct memory_unit *unit, size_t start, size_t end)
{
    const struct variant *translation = translation_of(&unit->unit, segment->lang);
    cotexto_occurrence occurrence = {
        .unit = segment->unit,
        .memory = search->memory_number,
        .lang = segment->lang,
        .before = text_slice(segment->text, 0, start),
        .match = text_slice(segment->text, start, end),
        .after = text_slice(segment->text, end, segment->text.length),
        .translation_lang = translation == NULL ? "" : translation->lang,
        .translation = translation == NULL ? (cotexto_text){0} : translation->text,
        .document = unit->unit.document,
        .title = unit->unit.title,
        .date = unit->unit.date,
        .paragraph = unit->unit.paragraph,
    };
    search->count++;
    search->stopped = !search->found(search->context, &occurrence) ||
                      (search->options->limit > 0 && search->count >= search->options->limit);
    return !search->stopped;
}

static bool give_all(struct search *search, const struct memory_segment *segment,
                     const struct words *words)
{
    const struct phrase *phrase = &search->phrases[0];
    struct memory_unit unit;
    if (!memory_get_unit(search->memory, segment->unit, &search->scratch, &unit, search->error))
        return search->good = false;
    for (size_t at = 0; at < words->phrase.count; at++) {
        if (!stands_at(&words->phrase, at, phrase, search->exact))
            continue;
        const struct token *first = words->tokens[at],
                           *last = words->tokens[at + phrase->count - 1];
        if (!give(search, segment, &unit, first->start, last->start + last->length))
            return false;
        at += phrase->count - 1;
    }
    return true;
}

static bool each_segment(void *context, const struct memory_segment *segment)
{
    struct search *search = context;
    struct tokens tokens;
    struct words words;
    if (search->options->lang != NULL && !tag_same_language(search->options->lang, segment->lang))
        return true;
    arena_reset(&search->scratch);
    struct tokenizer *tokenizer = memory_tokenizer(search->memory, segment->lang, search->error);
    search->good = tokenizer != NULL &&
                   tokenizer_run(tokenizer, segment->text, segment->tags, &search->scratch, &tokens,
                                 search->error) &&
                   gather_words(&tokens, &search->scratch, &words, search->error);
    if (!search->good)
        return false;
    return !belongs(search, &words.phrase) || give_all(search, segment, &words);
}

/* Reads the phrases with the tokenizer of the language asked for; words are found alike in all
 * others that have blanks. */
static bool read_phrases(struct search *search, const cotexto_text *texts, struct phrase *phrases,
                         struct string *query, cotexto_error *error)
{
    struct tokenizer *tokenizer =
        tokenizer_new(search->options->lang == NULL ? "und" : search->options->lang, false, error);
    bool good = tokenizer != NULL;
    for (size_t i = 0; good && i < search->phrase_count; i++) {
        cotexto_text text;
        struct tokens tokens;
        struct words words;
        good = text_to_nfc(texts[i], search->arena, &text, error) &&
               tokenizer_run(tokenizer, text, (cotexto_text){0}, search->arena, &tokens, error) &&
               gather_words(&tokens, search->arena, &words, error);
        if (!good)
            break;
        phrases[i] = words.phrase;
        if (i > 0)
            string_append_c(query, " AND ");
        if (!words_append_phrase(query, &tokens, 0, tokens.count)) {
            error_set(error, COTEXTO_USAGE, "no-words", "%s", _("there is no word to search for"));
            good =
                error_hint(error, "%s", _("give at least one word; marks alone are not searched"));
        }
    }
    tokenizer_free(tokenizer);
    return good && string_ok(query, error);
}

static bool run(struct search *search, cotexto_memory *const *memories, size_t memory_count,
                cotexto_text query)
{
    for (int round = 0; round < 2; round++) {
        search->exact = round == 0;
        for (size_t i = 0; i < memory_count && !search->stopped; i++) {
            search->memory = memories[i];
            search->memory_number = i;
            if (!memory_each_with_words(memories[i], query, false, each_segment, search,
                                        search->error) ||
                !search->good)
                return false;
        }
    }
    return true;
}

bool cotexto_search(cotexto_memory *const *memories, size_t memory_count, const cotexto_text *texts,
                    size_t phrase_count, const cotexto_search_options *options,
                    bool (*found)(void *context, const cotexto_occurrence *occurrence),
                    void *context, uint64_t *count, cotexto_error *error)
{
    struct arena arena = {0};
    struct string query = {0};
    struct search search = {.options = options,
                            .phrase_count = phrase_count,
                            .arena = &arena,
                            .found = found,
                            .context = context,
                            .good = true,
                            .error = error};
    *count = 0;
    struct phrase *phrases = arena_array(&arena, phrase_count, sizeof *phrases);
    bool good = phrases != NULL || error_no_memory(error);
    search.phrases = phrases;
    good = good && read_phrases(&search, texts, phrases, &query, error) &&
           run(&search, memories, memory_count, string_text(&query));
    *count = search.count;
    string_free(&query);
    arena_free(&search.scratch);
    arena_free(&arena);
    return good;
}
