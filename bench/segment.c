/* How quick sentences are cut, beside ICU's own sentence boundaries over the same text in the same
 * run.
 *
 *   bench/segment LANG FILE [SRX]   each figure is the best of five runs */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <unicode/ubrk.h>
#include <unicode/ustring.h>

#include "base/file.h"
#include "segment/segment.h"
#include "segment/srx.h"

enum { RUNS = 5 };

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* ICU alone: to UTF-16 and through all boundaries. */
static size_t cut_by_icu(cotexto_text text, const char *lang)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar *units = malloc((text.length + 1) * sizeof *units);
    int32_t length;
    size_t count = 0;
    u_strFromUTF8(units, (int32_t)text.length + 1, &length, text.bytes, (int32_t)text.length,
                  &status);
    UBreakIterator *iterator = ubrk_open(UBRK_SENTENCE, lang, units, length, &status);
    if (U_FAILURE(status))
        exit(1);
    while (ubrk_next(iterator) != UBRK_DONE)
        count++;
    ubrk_close(iterator);
    free(units);
    return count;
}

/* A line is a block, as the structure pass would have it. */
static size_t cut_by_us(struct segmenter *segmenter, cotexto_text text)
{
    struct arena arena = {0};
    size_t all = 0;
    for (size_t at = 0; at < text.length;) {
        const char *end = memchr(text.bytes + at, '\n', text.length - at);
        size_t stop = end == NULL ? text.length : (size_t)(end - text.bytes), count;
        struct span *spans;
        arena_reset(&arena);
        if (!segmenter_cut(segmenter, (cotexto_text){text.bytes + at, stop - at}, &arena, &spans,
                           &count, NULL))
            exit(1);
        all += count;
        at = stop + 1;
    }
    arena_free(&arena);
    return all;
}

int main(int argc, char **argv)
{
    struct string file = {0}, rules = {0};
    if (argc < 3 || !file_read(argv[2], SIZE_MAX / 4, &file, NULL) ||
        (argc > 3 && !file_read(argv[3], SIZE_MAX / 4, &rules, NULL))) {
        fprintf(stderr, "usage: bench/segment LANG FILE [SRX]\n");
        return 2;
    }
    cotexto_text text = string_text(&file);
    struct srx *srx = argc > 3 ? srx_read(string_text(&rules), NULL) : NULL;
    struct segmenter *segmenter = segmenter_new(argv[1], srx, cotexto_text_of(""), NULL);
    if (segmenter == NULL)
        return 1;
    double icu = 1e9, us = 1e9;
    size_t icu_count = 0, our_count = 0;
    for (int i = 0; i < RUNS; i++) {
        double start = seconds();
        icu_count = cut_by_icu(text, argv[1]);
        double middle = seconds();
        our_count = cut_by_us(segmenter, text);
        double end = seconds();
        icu = middle - start < icu ? middle - start : icu;
        us = end - middle < us ? end - middle : us;
    }
    double megabytes = (double)text.length / 1e6;
    printf("%s: ICU %.1f MB/s (%zu), %s %.1f MB/s (%zu), ratio %.2f\n", argv[1], megabytes / icu,
           icu_count, srx == NULL ? "ours" : "SRX", megabytes / us, our_count, icu / us);
    segmenter_free(segmenter);
    srx_free(srx);
    string_free(&file);
    string_free(&rules);
    return 0;
}
