/* Filters. */
#include "desk/filter.h"

#include <string.h>

#include "base/error.h"
#include "base/message.h"
#include "base/text.h"
#include "memory/store.h"

/* "2029", "2029-10", "2029-10-07": digits where the pattern has them. */
static bool is_date(const char *text)
{
    static const char pattern[] = "0000-00-00";
    size_t length = strlen(text);
    if (length != 4 && length != 7 && length != 10)
        return false;
    for (size_t i = 0; i < length; i++) {
        bool digit = text[i] >= '0' && text[i] <= '9';
        if (pattern[i] == '0' ? !digit : text[i] != pattern[i])
            return false;
    }
    return true;
}

cotexto_text unit_date(const struct unit *unit)
{
    if (unit->changed.length > 0 && !text_equal(unit->changed, unit->created))
        return unit->changed;
    return unit->date.length > 0 ? unit->date : unit->created;
}

/* As many characters of a date as the limit has. */
static cotexto_text begin_of(cotexto_text date, const char *limit)
{
    size_t length = strlen(limit);
    return length < date.length ? text_slice(date, 0, length) : date;
}

static bool in_time(const cotexto_filter *filter, cotexto_text date)
{
    if (filter->since == NULL && filter->until == NULL)
        return true;
    return date.length > 0 &&
           (filter->since == NULL || text_compare(date, cotexto_text_of(filter->since)) >= 0) &&
           (filter->until == NULL ||
            text_compare(begin_of(date, filter->until), cotexto_text_of(filter->until)) <= 0);
}

static bool is_by(const char *author, const struct unit *unit)
{
    cotexto_text name = cotexto_text_of(author);
    return author == NULL || text_equal(unit->creator, name) || text_equal(unit->changer, name);
}

bool filter_passes(const cotexto_filter *filter, const struct unit *unit)
{
    return (!filter->reviewed || unit->reviewed) &&
           (unit->confidence < 0 || unit->reviewed || unit->confidence >= filter->confidence) &&
           (filter->document == NULL ||
            text_equal(unit->document, cotexto_text_of(filter->document))) &&
           is_by(filter->author, unit) && in_time(filter, unit_date(unit));
}

bool filter_document(cotexto_memory *memory, const char *name, int64_t *id, cotexto_error *error)
{
    struct arena arena = {0};
    struct memory_document document = {0};
    *id = 0;
    if (name == NULL)
        return true;
    bool good = memory_find_document(memory, cotexto_text_of(name), &arena, &document, error);
    *id = document.id;
    arena_free(&arena);
    return good;
}

static bool check_dates(const cotexto_filter *filter, cotexto_error *error)
{
    const char *const dates[] = {filter->since, filter->until};
    for (size_t i = 0; i < 2; i++) {
        if (dates[i] == NULL || is_date(dates[i]))
            continue;
        error_set(error, COTEXTO_USAGE, "bad-date", _("\"%s\" is no date"), dates[i]);
        return error_hint(error, "%s", _("write it as 2029, 2029-10 or 2029-10-07"));
    }
    return true;
}

bool filter_check(const cotexto_filter *filter, cotexto_memory *const *memories, size_t count,
                  cotexto_error *error)
{
    int64_t id = 0;
    if (!check_dates(filter, error))
        return false;
    for (size_t i = 0; i < count && id == 0; i++) {
        if (!filter_document(memories[i], filter->document, &id, error))
            return false;
    }
    if (filter->document == NULL || id != 0)
        return true;
    error_set(error, COTEXTO_NOTHING, "no-such-document",
              _("there is no document \"%s\" in the memory"), filter->document);
    return error_hint(error, "%s",
                      _("its name stands beside each hit of cotexto lookup and cotexto search"));
}
