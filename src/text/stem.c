/* Snowball stems of folded words, and a table of the words met last: a place of it, found by hash,
 * holds one word until another takes it. */
#include "text/stem.h"

#include <stdlib.h>
#include <string.h>

#include <libstemmer.h>

#include "base/error.h"
#include "base/tag.h"
#include "base/text.h"
#include "text/tokens.h"

enum {
    LONGEST_STEMMED = 256, /* bytes: what is longer is no word of a language */
    PLACES = 4096,
};

/* `bytes` holds raw, fold and stem one behind the other; fold_length is 0 when the fold is raw,
 * stem_length when the stem is the fold, raw_length in a free place. */
struct place {
    unsigned char raw_length, fold_length, stem_length;
    char bytes[61];
};

struct stemmer {
    struct sb_stemmer *snowball; /* NULL: none */
    struct place places[PLACES];
};

/* The languages that libstemmer and we agree on; its own list has more names for the same. */
static struct sb_stemmer *snowball_of(const char *lang)
{
    static const char *const known[] = {"ar", "ca", "da", "de", "el", "en", "es", "eu", "fi", "fr",
                                        "ga", "hi", "hu", "hy", "id", "it", "lt", "ne", "nl", "no",
                                        "pt", "ro", "ru", "sr", "sv", "ta", "tr", "yi"};
    char language[COTEXTO_TAG_SIZE];
    tag_language(lang, language);
    if (strcmp(language, "nb") == 0 || strcmp(language, "nn") == 0)
        strcpy(language, "no");
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (strcmp(known[i], language) == 0)
            return sb_stemmer_new(language, NULL);
    }
    return NULL;
}

struct stemmer *stemmer_new(const char *lang, cotexto_error *error)
{
    struct stemmer *stemmer = calloc(1, sizeof *stemmer);
    if (stemmer == NULL)
        error_no_memory(error);
    else
        stemmer->snowball = snowball_of(lang);
    return stemmer;
}

void stemmer_free(struct stemmer *stemmer)
{
    if (stemmer == NULL)
        return;
    sb_stemmer_delete(stemmer->snowball);
    free(stemmer);
}

/* ------------------------------------------------------------------------------ known words */

static bool is_in(const struct place *place, cotexto_text raw)
{
    return text_equal((cotexto_text){place->bytes, place->raw_length}, raw);
}

static void remember(struct place *place, cotexto_text raw, cotexto_text fold, cotexto_text stem)
{
    if (fold.length == 0 || stem.length == 0)
        return;
    if (text_equal(stem, fold))
        stem.length = 0;
    if (text_equal(fold, raw))
        fold.length = 0;
    if (raw.length > sizeof place->bytes || fold.length > sizeof place->bytes - raw.length ||
        stem.length > sizeof place->bytes - raw.length - fold.length)
        return;
    place->raw_length = (unsigned char)raw.length;
    place->fold_length = (unsigned char)fold.length;
    place->stem_length = (unsigned char)stem.length;
    memcpy(place->bytes, raw.bytes, raw.length);
    memcpy(place->bytes + raw.length, fold.bytes, fold.length);
    memcpy(place->bytes + raw.length + fold.length, stem.bytes, stem.length);
}

/* Copies, for another word may take the place. */
static bool recall(const struct place *place, struct arena *arena, cotexto_text raw,
                   cotexto_text *fold, cotexto_text *stem, cotexto_error *error)
{
    size_t length = (size_t)place->fold_length + place->stem_length;
    *fold = *stem = raw;
    if (length == 0)
        return true;
    char *copy = arena_alloc(arena, length);
    if (copy == NULL)
        return error_no_memory(error);
    memcpy(copy, place->bytes + place->raw_length, length);
    if (place->fold_length > 0)
        *fold = *stem = (cotexto_text){copy, place->fold_length};
    if (place->stem_length > 0)
        *stem = (cotexto_text){copy + place->fold_length, place->stem_length};
    return true;
}

/* ----------------------------------------------------------------------------------- stemming */

static bool stem_fold(const struct stemmer *stemmer, cotexto_text fold, struct arena *arena,
                      cotexto_text *stem, cotexto_error *error)
{
    const sb_symbol *stemmed =
        sb_stemmer_stem(stemmer->snowball, (const sb_symbol *)fold.bytes, (int)fold.length);
    if (stemmed == NULL)
        return error_no_memory(error);
    cotexto_text view = {(const char *)stemmed, (size_t)sb_stemmer_length(stemmer->snowball)};
    *stem = text_equal(view, fold) ? fold : arena_text(arena, view);
    return stem->bytes != NULL || error_no_memory(error);
}

bool stemmer_run(struct stemmer *stemmer, cotexto_text raw, bool is_word, struct arena *arena,
                 cotexto_text *fold, cotexto_text *stem, cotexto_error *error)
{
    struct place *place = &stemmer->places[hash_text(raw) % PLACES];
    if (is_in(place, raw))
        return recall(place, arena, raw, fold, stem, error);
    if (!text_fold(raw, arena, fold, error))
        return false;
    *stem = *fold;
    if (is_word && stemmer->snowball != NULL && fold->length <= LONGEST_STEMMED &&
        !stem_fold(stemmer, *fold, arena, stem, error))
        return false;
    remember(place, raw, *fold, *stem);
    return true;
}
