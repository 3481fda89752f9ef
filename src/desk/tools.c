/* The steps of import, each alone: detect and segment. */
#include <cotexto/tools.h>

#include <stdio.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/file.h"
#include "desk/intake.h"

bool cotexto_detect(const char *path, const cotexto_decoding *decoding, cotexto_detected *out,
                    cotexto_error *error)
{
    struct arena arena = {0};
    struct intake intake;
    *out = (cotexto_detected){0};
    bool good = intake_file(path, decoding, NULL, NULL, &arena, &intake, error);
    if (good) {
        snprintf(out->encoding, sizeof out->encoding, "%s", intake.decoded.encoding);
        snprintf(out->language, sizeof out->language, "%s", intake.lang);
        out->encoding_confidence = intake.decoded.confidence;
        out->language_confidence = intake.lang_confidence;
        out->paragraphs = intake.paragraphs;
        out->sentences = intake.count;
        out->mojibake = intake.decoded.mojibake;
        out->repaired = intake.decoded.repaired;
    }
    arena_free(&arena);
    return good;
}

struct cotexto_segmenter {
    struct segmenter *segmenter;
    struct arena arena; /* of the last text */
    char lang[COTEXTO_TAG_SIZE];
};

cotexto_segmenter *cotexto_segmenter_new(const char *lang, const cotexto_rules *rules,
                                         cotexto_error *error)
{
    struct rules opened;
    cotexto_segmenter *segmenter = calloc(1, sizeof *segmenter);
    if (segmenter == NULL) {
        error_no_memory(error);
        return NULL;
    }
    snprintf(segmenter->lang, sizeof segmenter->lang, "%s", lang);
    if (rules_open(&opened, rules, error))
        segmenter->segmenter = rules_segmenter(&opened, lang, error);
    rules_close(&opened);
    if (segmenter->segmenter != NULL)
        return segmenter;
    error_file(error, rules == NULL ? NULL : rules->srx);
    free(segmenter);
    return NULL;
}

void cotexto_segmenter_free(cotexto_segmenter *segmenter)
{
    if (segmenter == NULL)
        return;
    segmenter_free(segmenter->segmenter);
    arena_free(&segmenter->arena);
    free(segmenter);
}

static bool run(cotexto_segmenter *segmenter, cotexto_text bytes, const char *path,
                const cotexto_decoding *decoding, const cotexto_sentence **sentences, size_t *count,
                cotexto_error *error)
{
    struct intake intake;
    arena_reset(&segmenter->arena);
    if (!intake_bytes(bytes, decoding, segmenter->lang, segmenter->segmenter, path,
                      &segmenter->arena, &intake, error))
        return false;
    *sentences = intake.sentences;
    *count = intake.count;
    return true;
}

bool cotexto_segmenter_run(cotexto_segmenter *segmenter, cotexto_text bytes,
                           const cotexto_decoding *decoding, const cotexto_sentence **sentences,
                           size_t *count, cotexto_error *error)
{
    return run(segmenter, bytes, NULL, decoding, sentences, count, error);
}

bool cotexto_segmenter_file(cotexto_segmenter *segmenter, const char *path,
                            const cotexto_decoding *decoding, const cotexto_sentence **sentences,
                            size_t *count, cotexto_error *error)
{
    struct string bytes = {0};
    bool good = file_read(path, INTAKE_LIMIT, &bytes, error) &&
                run(segmenter, string_text(&bytes), path, decoding, sentences, count, error);
    string_free(&bytes);
    return good || error_file(error, path);
}
