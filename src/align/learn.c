/* A lexicon out of known translations: the word table's learning, over beads that are given. */
#include "align/cognate.h"
#include "align/table.h"
#include "base/error.h"

struct learned {
    struct lexicon *lexicon;
    const struct words *source, *target;
    cotexto_error *error;
};

static bool add_learned(void *context, uint32_t source, uint32_t target, double count)
{
    struct learned *learned = context;
    return lexicon_add(learned->lexicon, learned->source->types[source].fold,
                       learned->target->types[target].fold, count, learned->error);
}

static bool side_words(const struct align_side *side, struct arena *arena, struct words *words,
                       cotexto_error *error)
{
    const struct align_sentence **sentences = arena_array(arena, side->count, sizeof *sentences);
    if (sentences == NULL)
        return error_no_memory(error);
    for (size_t i = 0; i < side->count; i++)
        sentences[i] = &side->sentences[i];
    return words_of(sentences, side->count, arena, words, error) &&
           cognate_prepare(words, arena, error);
}

bool lexicon_learn(struct lexicon *lexicon, const struct align_side *source,
                   const struct align_side *target, cotexto_error *error)
{
    struct arena arena = {0};
    struct words words[2];
    struct word_table table = {0};
    size_t count = source->count < target->count ? source->count : target->count;
    struct bead *beads = arena_array(&arena, count, sizeof *beads);
    bool good = beads != NULL || error_no_memory(error);
    for (size_t i = 0; good && i < count; i++)
        beads[i] = (struct bead){i, 1, i, 1, 1, 1};
    good = good && side_words(source, &arena, &words[0], error) &&
           side_words(target, &arena, &words[1], error) &&
           word_table_make(&words[0], &words[1], NULL, &table, error) &&
           word_table_learn(&table, beads, count, error);
    struct learned learned = {lexicon, &words[0], &words[1], error};
    good = good && word_table_each_learned(&table, add_learned, &learned);
    word_table_free(&table);
    arena_free(&arena);
    return good;
}
