/* Runs of doubtful beads. */
#include "align/stretch.h"

#include "base/error.h"

/* Sure beads between two doubtful ones: reading them on the way costs less than starting anew. */
enum { BETWEEN = 3 };

static void measure(const struct bead *beads, struct stretch *stretch)
{
    stretch->lowest = 1;
    for (size_t i = stretch->from; i < stretch->to; i++) {
        stretch->units += bead_has_both(&beads[i]);
        if (beads[i].confidence < stretch->lowest)
            stretch->lowest = beads[i].confidence;
    }
}

bool stretches_find(const struct bead *beads, size_t count, double bound, struct arena *arena,
                    struct stretch **stretches, size_t *stretch_count, cotexto_error *error)
{
    struct stretch *list = arena_array(arena, count / 2 + 1, sizeof *list);
    size_t runs = 0, kept = 0;
    if (list == NULL)
        return error_no_memory(error);
    for (size_t i = 0; i < count; i++) {
        if (beads[i].confidence >= bound)
            continue;
        if (runs > 0 && i - list[runs - 1].to <= BETWEEN)
            list[runs - 1].to = i + 1;
        else
            list[runs++] = (struct stretch){.from = i, .to = i + 1};
    }
    for (size_t i = 0; i < runs; i++) {
        measure(beads, &list[i]);
        if (list[i].units > 0)
            list[kept++] = list[i];
    }
    *stretches = list;
    *stretch_count = kept;
    return true;
}
