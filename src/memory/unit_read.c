/* Units as the memory gives them: as they are, or as the journal tells that they were. */
#include "base/error.h"
#include "base/text.h"
#include "memory/memory.h"

/* Whence a unit is read: from its rows, or from what the journal has of it. */
struct origin {
    enum statement row, segments, properties;
    int64_t id;
    cotexto_text before;
};

static sqlite3_stmt *ask(cotexto_memory *memory, enum statement which, const struct origin *origin,
                         cotexto_error *error)
{
    sqlite3_stmt *s = memory_statement(memory, which, error);
    if (s == NULL)
        return NULL;
    if (origin->before.length > 0)
        sql_bind_text(s, 1, origin->before);
    else
        sql_bind_number(s, 1, origin->id);
    return s;
}

static bool get_row(cotexto_memory *memory, const struct origin *origin, struct arena *arena,
                    struct memory_unit *out, bool *found, cotexto_error *error)
{
    sqlite3_stmt *s = ask(memory, origin->row, origin, error);
    int row = s == NULL ? -1 : sql_step(s, error);
    bool good = row >= 0;
    *found = row == 1;
    if (*found) {
        struct unit *unit = &out->unit;
        out->id = origin->id;
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
        out->revision = sqlite3_column_int64(s, 16);
    }
    sqlite3_reset(s);
    return good;
}

static bool get_segments(cotexto_memory *memory, const struct origin *origin, struct arena *arena,
                         struct unit *unit, cotexto_error *error)
{
    sqlite3_stmt *s = ask(memory, origin->segments, origin, error);
    if (s == NULL)
        return false;
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

static bool get_properties(cotexto_memory *memory, const struct origin *origin, struct arena *arena,
                           struct unit *unit, cotexto_error *error)
{
    sqlite3_stmt *s = ask(memory, origin->properties, origin, error);
    if (s == NULL)
        return false;
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

static struct origin stored(int64_t id)
{
    return (struct origin){STATEMENT_GET_UNIT, STATEMENT_GET_SEGMENTS, STATEMENT_GET_PROPERTIES,
                           .id = id};
}

bool memory_get_unit_head(cotexto_memory *memory, int64_t id, struct arena *arena,
                          struct memory_unit *out, bool *found, cotexto_error *error)
{
    struct origin origin = stored(id);
    *out = (struct memory_unit){0};
    return get_row(memory, &origin, arena, out, found, error);
}

static bool get_whole(cotexto_memory *memory, const struct origin *origin, struct arena *arena,
                      struct memory_unit *out, bool *found, cotexto_error *error)
{
    *out = (struct memory_unit){0};
    return get_row(memory, origin, arena, out, found, error) &&
           (!*found || (get_segments(memory, origin, arena, &out->unit, error) &&
                        get_properties(memory, origin, arena, &out->unit, error)));
}

bool memory_get_variants(cotexto_memory *memory, int64_t id, struct arena *arena, struct unit *unit,
                         cotexto_error *error)
{
    struct origin origin = stored(id);
    return get_segments(memory, &origin, arena, unit, error);
}

bool memory_complete_unit(cotexto_memory *memory, struct arena *arena, struct memory_unit *unit,
                          cotexto_error *error)
{
    struct origin origin = stored(unit->id);
    return get_segments(memory, &origin, arena, &unit->unit, error) &&
           get_properties(memory, &origin, arena, &unit->unit, error);
}

bool memory_find_unit(cotexto_memory *memory, int64_t id, struct arena *arena,
                      struct memory_unit *out, bool *found, cotexto_error *error)
{
    struct origin origin = stored(id);
    return get_whole(memory, &origin, arena, out, found, error);
}

bool memory_get_unit(cotexto_memory *memory, int64_t id, struct arena *arena,
                     struct memory_unit *out, cotexto_error *error)
{
    bool found;
    return memory_find_unit(memory, id, arena, out, &found, error) && (found || sql_torn(error));
}

bool memory_past_unit(cotexto_memory *memory, int64_t id, cotexto_text before, struct arena *arena,
                      struct memory_unit *out, cotexto_error *error)
{
    struct origin origin = {STATEMENT_PAST_UNIT, STATEMENT_PAST_SEGMENTS, STATEMENT_PAST_PROPERTIES,
                            id, before};
    bool found;
    return get_whole(memory, &origin, arena, out, &found, error) && (found || sql_torn(error));
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
    *ids = NULL;
    *count = 0;
    sqlite3_stmt *s = memory_hashes_settle(memory, hash, error)
                          ? memory_statement(memory, STATEMENT_UNITS_BY_HASH, error)
                          : NULL;
    if (s == NULL)
        return false;
    sql_bind_number(s, 1, (int64_t)hash);
    sql_bind_number(s, 2, document);
    sql_bind_text(s, 3, id);
    return gather_ids(s, arena, ids, count, error);
}

/* A statement that asks for a text by its hash, bound as `hash, language, text`
 * as far as it has these; *s is NULL when
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
    uint64_t hash = hash_text(text);
    *s = memory_hashes_settle(memory, hash, error) ? memory_statement(memory, which, error) : NULL;
    if (*s == NULL)
        return false;
    sql_bind_number(*s, 1, (int64_t)hash);
    if (sqlite3_bind_parameter_count(*s) > 1)
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
