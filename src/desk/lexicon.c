/* Word translations for the aligner. */
#include "desk/lexicon.h"

#include <string.h>

#include "base/error.h"
#include "base/message.h"
#include "base/text.h"
#include "desk/intake.h"
#include "memory/store.h"

/* A dictionary line counts as two sightings of the pair. */
static const double dictionary_count = 2;

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

/* Asks the memory for one word after the other. */
struct asking {
    struct lexicon *lexicon;
    cotexto_memory *memory;
    const char *source, *target;
    cotexto_text word;
    cotexto_error *error;
    bool good;
};

static bool add_translation(void *context, cotexto_text translation, double count)
{
    struct asking *asking = context;
    asking->good = lexicon_add(asking->lexicon, asking->word, translation, count, asking->error);
    return asking->good;
}

static bool ask(void *context, cotexto_text word)
{
    struct asking *asking = context;
    asking->word = word;
    asking->good =
        asking->good && memory_each_translation(asking->memory, asking->source, asking->target,
                                                word, add_translation, asking, asking->error);
    return asking->good;
}

bool lexicon_from_memory(struct lexicon *lexicon, cotexto_memory *memory,
                         const struct align_side *source, const char *target, cotexto_error *error)
{
    struct asking asking = {lexicon, memory, source->lang, target, {0}, error, true};
    int64_t learned;
    if (!memory_lexicon_learned(memory, source->lang, target, &learned, error))
        return false;
    return learned == 0 || (align_each_word(source, ask, &asking, error) && asking.good);
}
