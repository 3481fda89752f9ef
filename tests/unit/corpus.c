#include "corpus.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"

/* The field that begins at *line, which is moved behind it. */
static cotexto_text take_field(struct arena *arena, char **line)
{
    size_t length = strcspn(*line, "\t\n");
    cotexto_text field = arena_text(arena, (cotexto_text){*line, length});
    *line += length + ((*line)[length] != '\0');
    return field;
}

static bool add_line(struct corpus *corpus, size_t *en_room, size_t *es_room, char *line)
{
    struct arena *arena = &corpus->arena;
    corpus->en = arena_grow(arena, corpus->en, corpus->count, en_room, sizeof *corpus->en);
    corpus->es = arena_grow(arena, corpus->es, corpus->count, es_room, sizeof *corpus->es);
    if (corpus->en == NULL || corpus->es == NULL)
        return false;
    corpus->en[corpus->count] = take_field(arena, &line);
    corpus->es[corpus->count] = take_field(arena, &line);
    return corpus->en[corpus->count].bytes != NULL && corpus->es[corpus->count++].bytes != NULL;
}

bool corpus_read(struct corpus *corpus, const char *file, size_t most)
{
    const char *shared = getenv("COTEXTO_SHARED");
    char path[4096], command[4200];
    *corpus = (struct corpus){0};
    if (shared == NULL ||
        (size_t)snprintf(path, sizeof path, "%s/data/corpus/%s", shared, file) >= sizeof path ||
        access(path, R_OK) != 0 || strchr(path, '\'') != NULL)
        return false;
    snprintf(command, sizeof command, "xzcat '%s' 2>/dev/null", path);
    FILE *pipe = popen(command, "r");
    char *line = NULL;
    size_t capacity = 0, en_room = 0, es_room = 0;
    while (pipe != NULL && corpus->count < most && getline(&line, &capacity, pipe) > 0 &&
           add_line(corpus, &en_room, &es_room, line))
        continue;
    free(line);
    if (pipe != NULL)
        pclose(pipe); /* it was perhaps cut off: its status says nothing */
    if (corpus->count > 0)
        return true;
    corpus_free(corpus);
    return false;
}

void corpus_free(struct corpus *corpus)
{
    arena_free(&corpus->arena);
    *corpus = (struct corpus){0};
}
