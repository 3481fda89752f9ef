/* Words for the word index. */
#include "memory/words.h"

#include "text/marks.h"

/* The index holds words without their marks. */
static bool append_word(struct string *query, cotexto_text fold, cotexto_error *error)
{
    struct string plain = {0};
    bool good = text_append_without_marks(fold, &plain, error) && string_ok(&plain, error);
    for (size_t i = 0; good && i < plain.length; i++) {
        if (plain.bytes[i] == '"')
            string_append_char(query, '"');
        string_append_char(query, plain.bytes[i]);
    }
    string_free(&plain);
    return good;
}

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

bool words_append_run(struct string *query, const cotexto_text *folds, size_t count,
                      cotexto_error *error)
{
    string_append_char(query, '"');
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            string_append_char(query, ' ');
        if (!append_word(query, folds[i], error))
            return false;
    }
    string_append_char(query, '"');
    return true;
}
