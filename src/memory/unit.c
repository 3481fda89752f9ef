/* Units: putting, moving, deleting, getting. A unit's row, its segments, its words for concordance,
 * its index entries and its journal entry change together, in the caller's transaction. */
#include <math.h>
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

/* With no more digits than the journal, which is written as JSON, gives back. */
static void bind_confidence(sqlite3_stmt *statement, int parameter, double confidence)
{
    static const double digits = 1e9;
    if (confidence >= 0) /* else it stays NULL */
        sqlite3_bind_double(statement, parameter, round(confidence * digits) / digits);
}

/* The row of a unit; *id is 0 for a new number. */
static bool put_row(cotexto_memory *memory, enum statement which, int64_t document,
                    const struct unit *unit, int64_t revision, int64_t *id, cotexto_error *error)
{
    sqlite3_stmt *s = memory_statement(memory, which, error);
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
    sql_bind_number(s, 12, revision);
    if (*id != 0)
        sql_bind_number(s, 13, *id);
    if (!sql_do(s, error))
        return false;
    if (*id == 0)
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

static bool put_segment(cotexto_memory *memory, int64_t unit, size_t place,
                        const struct variant *variant, cotexto_error *error)
{
    struct memory_language *language;
    struct tokens tokens;
    cotexto_text words;
    size_t count;
    uint64_t hash = hash_text(variant->text);
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
    sql_bind_number(s, 6, (int64_t)hash);
    sql_bind_number(s, 7, (int64_t)count);
    if (!sql_do(s, error))
        return false;
    int64_t segment = sqlite3_last_insert_rowid(memory->db);
    language->segments++;
    language->words += (int64_t)count;
    return memory_hashes_put(memory, hash, segment, error) &&
           memory_index_put(memory, segment, language->tag, &tokens, words, error);
}

static bool put_segments(cotexto_memory *memory, int64_t id, const struct unit *unit,
                         cotexto_error *error)
{
    bool good = true;
    for (size_t i = 0; good && i < unit->variant_count; i++)
        good = put_segment(memory, id, i, &unit->variants[i], error);
    return good;
}

static bool put_all_properties(cotexto_memory *memory, int64_t id, const struct unit *unit,
                               cotexto_error *error)
{
    bool good =
        put_properties(memory, id, UNIT_PLACE, unit->properties, unit->property_count, error);
    for (size_t i = 0; good && i < unit->variant_count; i++)
        good = put_properties(memory, id, (int64_t)i, unit->variants[i].properties,
                              unit->variants[i].property_count, error);
    return good;
}

static bool new_unit(cotexto_memory *memory, int64_t document, const struct unit *unit,
                     int64_t revision, int64_t *id, cotexto_error *error)
{
    arena_reset(&memory->scratch);
    memory->units++;
    return put_row(memory, STATEMENT_NEW_UNIT, document, unit, revision, id, error) &&
           memory_hashes_put(memory, unit_hash(unit), -*id, error) &&
           put_segments(memory, *id, unit, error) && put_all_properties(memory, *id, unit, error) &&
           memory_journal_insert(memory, "unit", *id, error);
}

bool memory_put_unit(cotexto_memory *memory, int64_t document, const struct unit *unit, int64_t *id,
                     cotexto_error *error)
{
    *id = 0;
    return new_unit(memory, document, unit, memory->revision, id, error);
}

static bool journal_unit(cotexto_memory *memory, int64_t id, const char *action,
                         cotexto_error *error)
{
    return memory_journal_before(memory, STATEMENT_JOURNAL_UNIT, action, id, error);
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

static bool forget_segment(cotexto_memory *memory, int64_t segment, const char *tag,
                           cotexto_text text, cotexto_text tags, cotexto_error *error)
{
    struct memory_language *language = NULL;
    cotexto_text words;
    size_t count;
    if (!memory_find_language(memory, tag, false, &language, error))
        return false;
    if (language == NULL)
        return sql_torn(error);
    if (!memory_words_of(memory, tag, text, tags, &memory->scratch, &words, &count, error))
        return false;
    language->segments--;
    language->words -= (int64_t)count;
    return memory_index_delete(memory, segment, words, error);
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

/* The same texts and tags in the same languages, in the same order. */
static bool same_segments(const struct unit *a, const struct unit *b)
{
    if (a->variant_count != b->variant_count)
        return false;
    for (size_t i = 0; i < a->variant_count; i++) {
        const struct variant *one = &a->variants[i], *other = &b->variants[i];
        if (strcmp(one->lang, other->lang) != 0 || !text_equal(one->text, other->text) ||
            !text_equal(one->tags, other->tags))
            return false;
    }
    return true;
}

/* Takes the segments out, while the unit's row still has the hash by which it is found. */
static bool clear_segments(cotexto_memory *memory, int64_t id, cotexto_error *error)
{
    return memory_hashes_delete(memory, id, error) && forget_segments(memory, id, error) &&
           memory_run(memory, STATEMENT_CLEAR_SEGMENTS, id, error);
}

static bool change_unit(cotexto_memory *memory, const struct memory_unit *unit, int64_t revision,
                        cotexto_error *error)
{
    struct memory_unit there;
    int64_t id = unit->id;
    arena_reset(&memory->scratch);
    if (!memory_get_unit(memory, id, &memory->scratch, &there, error) ||
        !journal_unit(memory, id, "update", error))
        return false;
    bool same = same_segments(&there.unit, &unit->unit);
    return (same || clear_segments(memory, id, error)) &&
           put_row(memory, STATEMENT_CHANGE_UNIT, unit->document, &unit->unit, revision, &id,
                   error) &&
           (same || (memory_hashes_put(memory, unit_hash(&unit->unit), -id, error) &&
                     put_segments(memory, id, &unit->unit, error))) &&
           memory_run(memory, STATEMENT_CLEAR_PROPERTIES, id, error) &&
           put_all_properties(memory, id, &unit->unit, error);
}

bool memory_change_unit(cotexto_memory *memory, const struct memory_unit *unit,
                        cotexto_error *error)
{
    return change_unit(memory, unit, memory->revision, error);
}

bool memory_return_unit(cotexto_memory *memory, const struct memory_unit *unit, bool is_there,
                        cotexto_error *error)
{
    int64_t id = unit->id;
    return is_there ? change_unit(memory, unit, unit->revision, error)
                    : new_unit(memory, unit->document, &unit->unit, unit->revision, &id, error);
}

bool memory_delete_unit(cotexto_memory *memory, int64_t id, cotexto_error *error)
{
    arena_reset(&memory->scratch);
    if (!journal_unit(memory, id, "delete", error) || !memory_hashes_delete(memory, id, error) ||
        !forget_segments(memory, id, error))
        return false;
    memory->units--;
    return memory_run(memory, STATEMENT_DELETE_UNIT, id, error);
}
