/* Units: putting, moving, deleting, getting. A unit's row, its segments, its words for concordance,
 * its index entries and its journal entry change together, in the caller's transaction. */
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "memory/memory.h"

static const char *const kind_names[] = {
    [PROPERTY_PROP] = "prop",
    [PROPERTY_NOTE] = "note",
    [PROPERTY_ATTRIBUTE] = "attribute",
};

uint64_t unit_hash(const struct unit *unit)
{
    uint64_t sum = 0; /* a sum, so that the order of the languages does not matter */
    for (size_t i = 0; i < unit->variant_count; i++) {
        const struct variant *variant = &unit->variants[i];
        uint64_t seed = hash_text(cotexto_text_of(variant->lang));
        seed = hash_bytes(variant->tags.bytes, variant->tags.length, seed);
        sum += hash_bytes(variant->text.bytes, variant->text.length, seed);
    }
    return sum;
}

static bool has_variant(const struct unit *unit, const struct variant *wanted)
{
    for (size_t i = 0; i < unit->variant_count; i++) {
        const struct variant *variant = &unit->variants[i];
        if (strcmp(variant->lang, wanted->lang) == 0 && text_equal(variant->text, wanted->text) &&
            text_equal(variant->tags, wanted->tags))
            return true;
    }
    return false;
}

bool unit_same_texts(const struct unit *a, const struct unit *b)
{
    if (a->variant_count != b->variant_count)
        return false;
    for (size_t i = 0; i < a->variant_count; i++) {
        if (!has_variant(b, &a->variants[i]) || !has_variant(a, &b->variants[i]))
            return false;
    }
    return true;
}

static void bind_confidence(sqlite3_stmt *statement, int parameter, double confidence)
{
    if (confidence >= 0) /* else it stays NULL */
        sqlite3_bind_double(statement, parameter, confidence);
}

static bool put_row(cotexto_memory *memory, int64_t document, const struct unit *unit, int64_t *id,
                    cotexto_error *error)
{
    sqlite3_stmt *s = memory_statement(memory, STATEMENT_NEW_UNIT, error);
    if (s == NULL)
        return false;
    sql_bind_number(s, 1, document);
    sql_bind_number(s, 2, unit->position);
    sql_bind_number(s, 3, unit->paragraph);
    bind_confidence(s, 4, unit->confidence);
    sql_bind_number(s, 5, unit->reviewed);
    sql_bind_text(s, 6, unit->id);
    sql_bind_text(s, 7, unit->created);
    sql_bind_text(s, 8, unit->creator);
    sql_bind_text(s, 9, unit->changed);
    sql_bind_text(s, 10, unit->changer);
    sql_bind_number(s, 11, (int64_t)unit_hash(unit));
    sql_bind_number(s, 12, memory->revision);
    if (!sql_do(s, error))
        return false;
    *id = sqlite3_last_insert_rowid(memory->db);
    return true;
}

static bool put_properties(cotexto_memory *memory, int64_t unit, int64_t place,
                           const struct property *properties, size_t count, cotexto_error *error)
{
    for (size_t i = 0; i < count; i++) {
        sqlite3_stmt *s = memory_statement(memory, STATEMENT_NEW_PROPERTY, error);
        if (s == NULL)
            return false;
        sql_bind_number(s, 1, unit);
        sql_bind_number(s, 2, place);
        sql_bind_number(s, 3, (int64_t)i);
        sql_bind_text(s, 4, cotexto_text_of(kind_names[properties[i].kind]));
        sql_bind_text(s, 5, properties[i].name);
        sql_bind_text(s, 6, properties[i].value);
        sql_bind_text(s, 7, properties[i].lang);
        if (!sql_do(s, error))
            return false;
    }
    return true;
}

static bool put_words(cotexto_memory *memory, int64_t segment, cotexto_text words,
                      enum statement which, cotexto_error *error)
{
    sqlite3_stmt *s = memory_statement(memory, which, error);
    if (s == NULL)
        return false;
    sql_bind_number(s, 1, segment);
    sql_bind_text(s, 2, words);
    return sql_do(s, error);
}

static bool put_segment(cotexto_memory *memory, int64_t unit, size_t place,
                        const struct variant *variant, cotexto_error *error)
{
    struct memory_language *language;
    struct tokens tokens;
    cotexto_text words;
    size_t count;
    if (!memory_find_language(memory, variant->lang, true, &language, error) ||
        !memory_tokens(memory, language->tag, variant->text, variant->tags, &memory->scratch,
                       &tokens, error) ||
        !memory_words(&tokens, &memory->scratch, &words, &count, error))
        return false;
    sqlite3_stmt *s = memory_statement(memory, STATEMENT_NEW_SEGMENT, error);
    if (s == NULL)
        return false;
    sql_bind_number(s, 1, unit);
    sql_bind_number(s, 2, (int64_t)place);
    sql_bind_number(s, 3, language->id);
    sql_bind_text(s, 4, variant->text);
    if (variant->tags.length > 0)
        sql_bind_text(s, 5, variant->tags);
    sql_bind_number(s, 6, (int64_t)hash_text(variant->text));
    sql_bind_number(s, 7, (int64_t)count);
    if (!sql_do(s, error))
        return false;
    int64_t segment = sqlite3_last_insert_rowid(memory->db);
    language->segments++;
    language->words += (int64_t)count;
    return put_words(memory, segment, words, STATEMENT_NEW_WORDS, error) &&
           memory_index_put(memory, segment, language->tag, &tokens, error) &&
           put_properties(memory, unit, (int64_t)place, variant->properties,
                          variant->property_count, error);
}

/* Properties of the unit itself stand at place -1, those of a segment at the segment's place. */
enum { UNIT_PLACE = -1 };

bool memory_put_unit(cotexto_memory *memory, int64_t document, const struct unit *unit, int64_t *id,
                     cotexto_error *error)
{
    arena_reset(&memory->scratch);
    memory->units++;
    bool good =
        put_row(memory, document, unit, id, error) &&
        put_properties(memory, *id, UNIT_PLACE, unit->properties, unit->property_count, error);
    for (size_t i = 0; good && i < unit->variant_count; i++)
        good = put_segment(memory, *id, i, &unit->variants[i], error);
    return good && memory_journal_insert(memory, "unit", *id, error);
}

static bool journal_unit(cotexto_memory *memory, int64_t id, const char *action,
                         cotexto_error *error)
{
    sqlite3_stmt *s = memory_statement(memory, STATEMENT_JOURNAL_UNIT, error);
    if (s == NULL)
        return false;
    sql_bind_number(s, 1, memory->revision);
    sql_bind_text(s, 2, cotexto_text_of(action));
    sql_bind_number(s, 3, id);
    return sql_do(s, error);
}

bool memory_move_unit(cotexto_memory *memory, int64_t id, uint32_t position, uint32_t paragraph,
                      double confidence, cotexto_error *error)
{
    if (!journal_unit(memory, id, "update", error))
        return false;
    sqlite3_stmt *s = memory_statement(memory, STATEMENT_MOVE_UNIT, error);
    if (s == NULL)
        return false;
    sql_bind_number(s, 1, position);
    sql_bind_number(s, 2, paragraph);
    bind_confidence(s, 3, confidence);
    sql_bind_number(s, 4, memory->revision);
    sql_bind_number(s, 5, id);
    return sql_do(s, error);
}

/* FTS5 without content takes a row out by being told again what it held. */
static bool forget_segment(cotexto_memory *memory, int64_t segment, const char *tag,
                           cotexto_text text, cotexto_text tags, cotexto_error *error)
{
    struct memory_language *language = NULL;
    struct tokens tokens;
    cotexto_text words;
    size_t count;
    if (!memory_find_language(memory, tag, false, &language, error))
        return false;
    if (language == NULL)
        return sql_torn(error);
    if (!memory_tokens(memory, tag, text, tags, &memory->scratch, &tokens, error) ||
        !memory_words(&tokens, &memory->scratch, &words, &count, error))
        return false;
    language->segments--;
    language->words -= (int64_t)count;
    return put_words(memory, segment, words, STATEMENT_DELETE_WORDS, error) &&
           memory_index_delete(memory, segment, error);
}

static bool forget_segments(cotexto_memory *memory, int64_t unit, cotexto_error *error)
{
    sqlite3_stmt *s = memory_statement(memory, STATEMENT_GET_SEGMENTS, error);
    if (s == NULL)
        return false;
    sql_bind_number(s, 1, unit);
    int row;
    bool good = true;
    while (good && (row = sql_step(s, error)) == 1) {
        const char *tag = memory_language_tag(memory, sqlite3_column_int64(s, 1), error);
        good = tag != NULL && forget_segment(memory, sqlite3_column_int64(s, 0), tag,
                                             sql_text(s, 2), sql_text(s, 3), error);
    }
    sqlite3_reset(s);
    return good && row == 0;
}

bool memory_delete_unit(cotexto_memory *memory, int64_t id, cotexto_error *error)
{
    arena_reset(&memory->scratch);
    if (!journal_unit(memory, id, "delete", error) || !forget_segments(memory, id, error))
        return false;
    memory->units--;
    sqlite3_stmt *s = memory_statement(memory, STATEMENT_DELETE_UNIT, error);
    if (s == NULL)
        return false;
    sql_bind_number(s, 1, id);
    return sql_do(s, error);
}

/* ------------------------------------------------------------------------------------ getting */

static bool get_row(cotexto_memory *memory, int64_t id, struct arena *arena,
                    struct memory_unit *out, bool *found, cotexto_error *error)
{
    sqlite3_stmt *s = memory_row(memory, STATEMENT_GET_UNIT, id, found, error);
    bool good = s != NULL;
    if (good && *found) {
        struct unit *unit = &out->unit;
        out->id = id;
        out->document = sqlite3_column_int64(s, 1);
        out->hash = (uint64_t)sqlite3_column_int64(s, 2);
        unit->position = (uint32_t)sqlite3_column_int64(s, 7);
        unit->paragraph = (uint32_t)sqlite3_column_int64(s, 8);
        unit->confidence =
            sqlite3_column_type(s, 9) == SQLITE_NULL ? -1 : sqlite3_column_double(s, 9);
        unit->reviewed = sqlite3_column_int(s, 10) != 0;
        cotexto_text *const texts[] = {&unit->document, &unit->title, &unit->date, &unit->url};
        for (int i = 0; good && i < 4; i++)
            good = sql_copy(s, 3 + i, arena, texts[i], error);
        cotexto_text *const more[] = {&unit->id, &unit->created, &unit->creator, &unit->changed,
                                      &unit->changer};
        for (int i = 0; good && i < 5; i++)
            good = sql_copy(s, 11 + i, arena, more[i], error);
    }
    sqlite3_reset(s);
    return good;
}

bool memory_get_variants(cotexto_memory *memory, int64_t id, struct arena *arena, struct unit *unit,
                         cotexto_error *error)
{
    sqlite3_stmt *s = memory_statement(memory, STATEMENT_GET_SEGMENTS, error);
    if (s == NULL)
        return false;
    sql_bind_number(s, 1, id);
    struct variant *variants = NULL;
    size_t count = 0, room = 0;
    int row = 0;
    bool good = true;
    while (good && (row = sql_step(s, error)) == 1) {
        variants = arena_grow(arena, variants, count, &room, sizeof *variants);
        if (variants == NULL) {
            good = error_no_memory(error);
            break;
        }
        struct variant *variant = &variants[count++];
        variant->lang = memory_language_tag(memory, sqlite3_column_int64(s, 1), error);
        good = variant->lang != NULL && sql_copy(s, 2, arena, &variant->text, error) &&
               sql_copy(s, 3, arena, &variant->tags, error);
    }
    sqlite3_reset(s);
    unit->variants = variants;
    unit->variant_count = count;
    return good && row >= 0;
}

static enum property_kind kind_of(cotexto_text name)
{
    return text_equal(name, TEXT("prop"))   ? PROPERTY_PROP
           : text_equal(name, TEXT("note")) ? PROPERTY_NOTE
                                            : PROPERTY_ATTRIBUTE;
}

/* A property and whose it is. */
struct placed {
    int64_t place;
    struct property property;
};

static bool read_properties(sqlite3_stmt *s, struct arena *arena, struct placed **placed,
                            size_t *count, cotexto_error *error)
{
    size_t room = 0;
    int row;
    *placed = NULL;
    *count = 0;
    while ((row = sql_step(s, error)) == 1) {
        *placed = arena_grow(arena, *placed, *count, &room, sizeof **placed);
        if (*placed == NULL)
            return error_no_memory(error);
        struct placed *next = &(*placed)[(*count)++];
        next->place = sqlite3_column_int64(s, 0);
        next->property.kind = kind_of(sql_text(s, 1));
        if (!sql_copy(s, 2, arena, &next->property.name, error) ||
            !sql_copy(s, 3, arena, &next->property.value, error) ||
            !sql_copy(s, 4, arena, &next->property.lang, error))
            return false;
    }
    return row == 0;
}

/* The properties at one place as an array of their own. */
static bool pick(const struct placed *placed, size_t count, int64_t place, struct arena *arena,
                 const struct property **out, size_t *out_count, cotexto_error *error)
{
    struct property *properties = arena_array(arena, count, sizeof *properties);
    if (properties == NULL)
        return error_no_memory(error);
    *out_count = 0;
    for (size_t i = 0; i < count; i++) {
        if (placed[i].place == place)
            properties[(*out_count)++] = placed[i].property;
    }
    *out = properties;
    return true;
}

static bool get_properties(cotexto_memory *memory, int64_t id, struct arena *arena,
                           struct unit *unit, cotexto_error *error)
{
    sqlite3_stmt *s = memory_statement(memory, STATEMENT_GET_PROPERTIES, error);
    if (s == NULL)
        return false;
    sql_bind_number(s, 1, id);
    struct placed *placed;
    size_t count;
    bool good = read_properties(s, arena, &placed, &count, error);
    sqlite3_reset(s);
    if (!good || count == 0)
        return good;
    struct variant *variants = (struct variant *)unit->variants; /* made by get_segments() */
    good = pick(placed, count, UNIT_PLACE, arena, &unit->properties, &unit->property_count, error);
    for (size_t i = 0; good && i < unit->variant_count; i++)
        good = pick(placed, count, (int64_t)i, arena, &variants[i].properties,
                    &variants[i].property_count, error);
    return good;
}

bool memory_get_unit_head(cotexto_memory *memory, int64_t id, struct arena *arena,
                          struct memory_unit *out, bool *found, cotexto_error *error)
{
    *out = (struct memory_unit){0};
    return get_row(memory, id, arena, out, found, error);
}

bool memory_complete_unit(cotexto_memory *memory, struct arena *arena, struct memory_unit *unit,
                          cotexto_error *error)
{
    return memory_get_variants(memory, unit->id, arena, &unit->unit, error) &&
           get_properties(memory, unit->id, arena, &unit->unit, error);
}

bool memory_get_unit(cotexto_memory *memory, int64_t id, struct arena *arena,
                     struct memory_unit *out, cotexto_error *error)
{
    bool found;
    return memory_get_unit_head(memory, id, arena, out, &found, error) &&
           (found || sql_torn(error)) && memory_complete_unit(memory, arena, out, error);
}

/* Ids that a prepared and bound query gives. */
static bool gather_ids(sqlite3_stmt *s, struct arena *arena, int64_t **ids, size_t *count,
                       cotexto_error *error)
{
    size_t room = 0;
    *ids = NULL;
    *count = 0;
    int row;
    while ((row = sql_step(s, error)) == 1) {
        *ids = arena_grow(arena, *ids, *count, &room, sizeof **ids);
        if (*ids == NULL) {
            sqlite3_reset(s);
            return error_no_memory(error);
        }
        (*ids)[(*count)++] = sqlite3_column_int64(s, 0);
    }
    return row == 0;
}

bool memory_units_by_hash(cotexto_memory *memory, int64_t document, uint64_t hash, cotexto_text id,
                          struct arena *arena, int64_t **ids, size_t *count, cotexto_error *error)
{
    sqlite3_stmt *s = memory_statement(memory, STATEMENT_UNITS_BY_HASH, error);
    if (s == NULL)
        return false;
    sql_bind_number(s, 1, (int64_t)hash);
    sql_bind_number(s, 2, document);
    sql_bind_text(s, 3, id);
    return gather_ids(s, arena, ids, count, error);
}

/* A statement that asks for a text by its hash, bound as `hash, language, text`; *s is NULL when
 * the memory has not the language. */
static bool ask_for_text(cotexto_memory *memory, enum statement which, const char *lang,
                         cotexto_text text, sqlite3_stmt **s, cotexto_error *error)
{
    struct memory_language *language;
    *s = NULL;
    if (!memory_find_language(memory, lang, false, &language, error))
        return false;
    if (language == NULL)
        return true;
    *s = memory_statement(memory, which, error);
    if (*s == NULL)
        return false;
    sql_bind_number(*s, 1, (int64_t)hash_text(text));
    sql_bind_number(*s, 2, language->id);
    if (sqlite3_bind_parameter_count(*s) > 2)
        sql_bind_text(*s, 3, text);
    return true;
}

bool memory_units_by_text(cotexto_memory *memory, int64_t document, const char *lang,
                          cotexto_text text, struct arena *arena, int64_t **ids, size_t *count,
                          cotexto_error *error)
{
    sqlite3_stmt *s;
    *ids = NULL;
    *count = 0;
    if (!ask_for_text(memory, STATEMENT_UNITS_BY_TEXT, lang, text, &s, error))
        return false;
    if (s == NULL)
        return true;
    sql_bind_number(s, 4, document);
    return gather_ids(s, arena, ids, count, error);
}

bool memory_has_text_once(cotexto_memory *memory, const char *lang, cotexto_text text, bool *once,
                          cotexto_error *error)
{
    sqlite3_stmt *s;
    *once = true;
    if (!ask_for_text(memory, STATEMENT_SECOND_BY_HASH, lang, text, &s, error))
        return false;
    int row = s == NULL ? 0 : sql_step(s, error);
    *once = row == 0;
    sqlite3_reset(s);
    return row >= 0;
}

bool memory_each_with_text(cotexto_memory *memory, const char *lang, cotexto_text text,
                           bool (*each)(void *context, int64_t unit, uint64_t hash), void *context,
                           cotexto_error *error)
{
    sqlite3_stmt *s;
    int row = 0;
    if (!ask_for_text(memory, STATEMENT_EACH_WITH_TEXT, lang, text, &s, error))
        return false;
    while (s != NULL && (row = sql_step(s, error)) == 1 &&
           each(context, sqlite3_column_int64(s, 0), (uint64_t)sqlite3_column_int64(s, 1)))
        ;
    sqlite3_reset(s);
    return row >= 0;
}
