/* Real sentences for tests and bench, from the shared texts. */
#ifndef TESTS_UNIT_CORPUS_H
#define TESTS_UNIT_CORPUS_H

#include "base/arena.h"

struct corpus {
    cotexto_text *en, *es; /* `count` of each, in pairs; UTF-8 as it stands in the file */
    size_t count;
    struct arena arena; /* of all the above */
};

/* The first `most` pairs of a file ("pairs-200k.tsv.xz") of the folder that COTEXTO_SHARED names.
 * false: it is not there, or can't be read. */
bool corpus_read(struct corpus *corpus, const char *file, size_t most);
void corpus_free(struct corpus *corpus);

#endif
