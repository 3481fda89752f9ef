/* Words out of known translations: the word table's learning, over beads that are given. */
#include "align/cognate.h"
#include "align/table.h"
#include "base/error.h"

struct learned {
    const struct words *source, *target;
    bool (*each)(void *context, cotexto_text source, cotexto_text target, double count);
    void *context;
};

static bool give_learned(void *context, uint32_t source, uint32_t target, double count)
{
    const struct learned *learned = context;
    return learned->each(learned->context, learned->source->types[source].fold,
                         learned->target->types[target].fold, count);
}

static bool side_words(const struct align_side *side, struct arena *arena, struct words *words,
                       cotexto_error *error)
{
    const struct align_sentence **sentences = arena_array(arena, side->count, sizeof *sentences);
    if (sentences == NULL)
        return error_no_memory(error);
    for (size_t i = 0; i < side->count; i++)
        sentences[i] = &side->sentences[i];
    return words_of(sentences, side->count, arena, words, error);
}

bool align_learn_words(const struct align_side *source, const struct align_side *target,
                       bool (*each)(void *context, cotexto_text source, cotexto_text target,
                                    double count),
                       void *context, cotexto_error *error)
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
           cognate_prepare(&words[0], NULL, &arena, error) &&
           cognate_prepare(&words[1], NULL, &arena, error) &&
           word_table_make(&words[0], &words[1], NULL, &table, error) &&
           word_table_learn(&table, beads, count, error);
    struct learned learned = {&words[0], &words[1], each, context};
    if (good)
        word_table_each_learned(&table, give_learned, &learned);
    word_table_free(&table);
    arena_free(&arena);
    return good;
}

bool align_each_word(const struct align_side *side, bool (*each)(void *context, cotexto_text word),
                     void *context, cotexto_error *error)
{
    struct arena arena = {0};
    struct words words;
    bool good = side_words(side, &arena, &words, error);
    for (size_t i = 0; good && i < words.type_count; i++) {
        if (words.types[i].kind != KIND_MARK && !each(context, words.types[i].fold))
            break;
    }
    arena_free(&arena);
    return good;
}
