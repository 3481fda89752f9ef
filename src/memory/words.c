/* Words for the word index. */
#include "memory/words.h"

#include "text/marks.h"

bool words_append_plain(struct string *run, const cotexto_text *folds, size_t count,
                        cotexto_error *error)
{
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            string_append_char(run, ' ');
        if (!text_append_without_marks(folds[i], run, error))
            return false;
    }
    return true;
}

void words_append_phrase(struct string *query, cotexto_text run)
{
    string_append_char(query, '"');
    for (size_t i = 0; i < run.length; i++) {
        if (run.bytes[i] == '"')
            string_append_char(query, '"');
        string_append_char(query, run.bytes[i]);
    }
    string_append_char(query, '"');
}

bool words_append_run(struct string *query, const cotexto_text *folds, size_t count,
                      cotexto_error *error)
{
    struct string run = {0};
    bool good = words_append_plain(&run, folds, count, error) && string_ok(&run, error);
    if (good)
        words_append_phrase(query, string_text(&run));
    string_free(&run);
    return good;
}
