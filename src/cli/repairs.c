/* What was repaired in an exchange file, as lines on standard error or as JSON. */
#include "cli/repairs.h"

#include "cli/cli.h"

static const struct {
    const char *id, *text;
} repair_names[COTEXTO_REPAIR_COUNT] = {
    [COTEXTO_REPAIR_CONTROL] = {"control", N_("control characters removed")},
    [COTEXTO_REPAIR_AMPERSAND] = {"ampersand", N_("stray & taken for itself")},
    [COTEXTO_REPAIR_LESS_THAN] = {"less-than", N_("lone < taken for itself")},
    [COTEXTO_REPAIR_BYTES] = {"bytes", N_("wrong bytes read as windows-1252 or replaced")},
    [COTEXTO_REPAIR_ENCODING] = {"encoding", N_("declared encoding not heeded")},
    [COTEXTO_REPAIR_TRUNCATED] = {"truncated", N_("end missing, whole units before it taken")},
};

size_t first_places(uint64_t count)
{
    return count < COTEXTO_FIRST_PLACES ? (size_t)count : COTEXTO_FIRST_PLACES;
}

void print_repairs(const cotexto_repair repairs[COTEXTO_REPAIR_COUNT])
{
    for (size_t i = 0; i < COTEXTO_REPAIR_COUNT; i++) {
        const cotexto_repair *repair = &repairs[i];
        if (repair->count == 0)
            continue;
        fprintf(stderr, _("    repaired: %s: %llu (line:column"), _(repair_names[i].text),
                (unsigned long long)repair->count);
        for (size_t k = 0; k < first_places(repair->count); k++)
            fprintf(stderr, "%s %llu:%llu", k > 0 ? "," : "", (unsigned long long)repair->lines[k],
                    (unsigned long long)repair->columns[k]);
        fputs(repair->count > COTEXTO_FIRST_PLACES ? ", ...)\n" : ")\n", stderr);
    }
}

json_t *repairs_json(const cotexto_repair repairs[COTEXTO_REPAIR_COUNT])
{
    json_t *object = json_object();
    for (size_t i = 0; i < COTEXTO_REPAIR_COUNT; i++) {
        const cotexto_repair *repair = &repairs[i];
        json_t *places = json_array();
        for (size_t k = 0; k < first_places(repair->count); k++)
            json_array_append_new(places,
                                  json_pack("{s:I, s:I}", "line", (json_int_t)repair->lines[k],
                                            "column", (json_int_t)repair->columns[k]));
        json_object_set_new(
            object, repair_names[i].id,
            json_pack("{s:I, s:o}", "count", (json_int_t)repair->count, "places", places));
    }
    return object;
}
