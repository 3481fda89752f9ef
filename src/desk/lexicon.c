/* Word translations for the aligner. */
#include "desk/lexicon.h"

#include <string.h>

#include "base/error.h"
#include "base/message.h"
#include "base/tag.h"
#include "base/text.h"
#include "desk/intake.h"
#include "memory/store.h"

/* A dictionary line counts as two sightings of the pair. */
static const double dictionary_count = 2;

/* Units that a memory teaches from: enough for the common words, and learned in a second or two. */
enum { MOST_UNITS = 20000 };

/* ----------------------------------------------------------------------------------- dictionary */

static bool add_line(struct lexicon *lexicon, cotexto_text line, size_t number,
                     cotexto_error *error)
{
    const char *tab = line.length == 0 ? NULL : memchr(line.bytes, '\t', line.length);
    if (line.length == 0 || line.bytes[0] == '#')
        return true;
    if (tab == NULL) {
        error_set(error, COTEXTO_DATA, "bad-lexicon", "%s",
                  _("a dictionary line is: source word, tab, target word"));
        return error_line(error, number, 1);
    }
    size_t at = (size_t)(tab - line.bytes);
    cotexto_text target = text_slice(line, at + 1, line.length);
    const char *further = target.length == 0 ? NULL : memchr(target.bytes, '\t', target.length);
    if (further != NULL)
        target.length = (size_t)(further - target.bytes);
    return lexicon_add(lexicon, text_trim(text_slice(line, 0, at)), text_trim(target),
                       dictionary_count, error);
}

bool lexicon_read(struct lexicon *lexicon, const char *path, const cotexto_decoding *decoding,
                  cotexto_error *error)
{
    struct arena arena = {0};
    struct intake lines;
    bool good = intake_lines(path, decoding, "und", false, &arena, &lines, error);
    for (size_t i = 0; good && i < lines.count; i++)
        good = add_line(lexicon, lines.sentences[i].text, i + 1, error) || error_file(error, path);
    arena_free(&arena);
    return good;
}

/* --------------------------------------------------------------------------------------- memory */

struct lesson {
    const char *langs[2];
    struct align_sentence *sides[2];
    size_t count, room[2];
    struct arena arena;
    bool good;
};

static const struct variant *variant_in(const struct unit *unit, const char *lang)
{
    for (size_t i = 0; i < unit->variant_count; i++) {
        if (tag_same_language(unit->variants[i].lang, lang))
            return &unit->variants[i];
    }
    return NULL;
}

static bool take_unit(void *context, const struct memory_unit *unit)
{
    struct lesson *lesson = context;
    const struct variant *pair[] = {variant_in(&unit->unit, lesson->langs[0]),
                                    variant_in(&unit->unit, lesson->langs[1])};
    if (pair[0] == NULL || pair[1] == NULL)
        return true;
    for (int i = 0; i < 2; i++) {
        cotexto_text text = arena_text(&lesson->arena, pair[i]->text);
        lesson->sides[i] = arena_grow(&lesson->arena, lesson->sides[i], lesson->count,
                                      &lesson->room[i], sizeof **lesson->sides);
        lesson->good = lesson->good && text.bytes != NULL && lesson->sides[i] != NULL;
        if (lesson->good)
            lesson->sides[i][lesson->count] = (struct align_sentence){text, 0};
    }
    return lesson->good && ++lesson->count < MOST_UNITS;
}

bool lexicon_from_memory(struct lexicon *lexicon, cotexto_memory *memory, const char *source_lang,
                         const char *target_lang, cotexto_error *error)
{
    struct lesson lesson = {.langs = {source_lang, target_lang}, .good = true};
    bool good = memory_each_unit(memory, 0, take_unit, &lesson, error) &&
                (lesson.good || error_no_memory(error));
    struct align_side sides[] = {{lesson.sides[0], lesson.count, source_lang},
                                 {lesson.sides[1], lesson.count, target_lang}};
    good = good && lexicon_learn(lexicon, &sides[0], &sides[1], error);
    arena_free(&lesson.arena);
    return good;
}
