/* Word groups of one language in a run of texts, counted: what candidates for terms are made of
 * (cotexto_term_candidates()). */
#ifndef DESK_TERM_GROUPS_H
#define DESK_TERM_GROUPS_H

#include "base/table.h"
#include "text/function_words.h"
#include "text/tokens.h"

enum { GROUP_WORDS = 5 }; /* of a group at most */

/* A group of words. */
struct group {
    uint64_t hash;   /* of the numbers of its words: its identity */
    size_t at;       /* where it first stands in the stream */
    uint32_t count;  /* occurrences */
    uint32_t texts;  /* that have it */
    uint32_t chunks; /* runs of neighbouring texts that have it */
    uint32_t last_text, last_chunk;
    uint32_t nested;        /* longer groups that have it within */
    uint64_t nested_count;  /* texts that have them */
    uint32_t longest;       /* texts that have the most frequent of them */
    uint32_t mark;          /* the caller's */
    uint8_t words, content; /* in all, and without function words */
};

/* All texts of a language as numbers of words; 0 stands for a mark, a number or a text's end. Words
 * of the same stem have the same number. Made by word_stream_start(). */
struct word_stream {
    const struct function_words *known; /* NULL: they are learned */
    struct table folds, stems;
    uint32_t *fold_words; /* number of the word of each fold */
    size_t fold_room;
    uint8_t *kinds; /* of each word: enum below */
    uint32_t *word_counts, *word_chunks, *word_last;
    cotexto_text *word_texts; /* of each word its first fold */
    size_t kind_room, count_room, chunk_room, last_room, text_room;
    uint32_t *words; /* the stream */
    size_t count, room;
    size_t *starts;        /* of each text in the stream */
    uint32_t *text_chunks; /* of each text, from 1 */
    size_t start_room, text_chunk_room;
    uint32_t texts, chunks; /* so far */
    struct group *groups;   /* open addressing; a free one has no words */
    size_t group_size, group_count;
    struct arena arena;
};
enum { WORD_CONTENT, WORD_ARTICLE, WORD_INSIDE, WORD_OUTSIDE };

void word_stream_start(struct word_stream *stream, const char *lang);
void word_stream_free(struct word_stream *stream);

/* Adds a text; new_chunk: it begins another run of neighbours. About 4 bytes a word, and what the
 * distinct words take. */
bool word_stream_add(struct word_stream *stream, const struct tokens *tokens, bool new_chunk,
                     cotexto_error *error);
/* The numbers of a text's words as they would stand in the stream, in `numbers`, with room for as
 * many as there are tokens. */
void word_stream_numbers(const struct word_stream *stream, const struct tokens *tokens,
                         uint32_t *numbers);

/* The word at a place of the stream that has one, as it is folded where it stands first. */
cotexto_text word_stream_text(const struct word_stream *stream, size_t at);

/* Counts the groups of all texts that stand there at least so often, in 16 MB and some 150 bytes
 * for each such group; report (NULL: nobody) is called now and then and returns false to stop. */
bool word_stream_count(struct word_stream *stream, uint32_t least, bool (*report)(void *context),
                       void *context, cotexto_error *error);
/* Gives each group what its longer ones count. */
void word_stream_nest(struct word_stream *stream);

/* Calls `each` for the groups that begin in words[0..count), until it returns false. */
typedef bool each_group(void *context, uint64_t hash, size_t at, unsigned words, unsigned content);
bool word_groups(const struct word_stream *stream, const uint32_t *words, size_t from, size_t to,
                 each_group *each, void *context);
/* The group of that hash, or NULL. */
struct group *word_stream_find(const struct word_stream *stream, uint64_t hash);

/* C-value with single words (Barron-Cedeno et al. 2009): log2(1 + content words), times the
 * logarithm of the texts that have the group by itself and not only within longer ones. */
double group_value(const struct group *group);
/* Residual IDF of the texts over the chunks (Church and Gale 1995), in bits: 0 for what is spread
 * as by chance, more for what comes in clusters. */
double group_burst(const struct word_stream *stream, const struct group *group);

#endif
