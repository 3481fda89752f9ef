/* An alignment and its report: doubts about the pair as a whole, stretches to check, parts that
 * stand elsewhere. */
#include "desk/alignment.h"

#include <math.h>
#include <string.h>

#include <cotexto/memory.h>

#include "align/crossing.h"
#include "align/fit.h"
#include "align/stretch.h"
#include "base/error.h"
#include "base/tag.h"
#include "text/language.h"
#include "text/unicode.h"

/* Where doubt begins. On the development texts (bench/fit) real pairs have ratios of .67 to 1.44,
 * sides of which no more than .18 is unaligned but for sections left out, mean confidences of .87
 * and more, and languages seen with .28 and more. */
static const double longest_ratio = 1.6, most_unaligned = .2, least_confidence = .75;
static const double least_guess = .2, contradiction = .25;
static const double likely = .5, surely = .9; /* a fit */
/* Sentences of which a fit says nothing at all; bytes that show a language. */
enum { FEW_SENTENCES = 5, LANGUAGE_BYTES = 300 };

struct reporting {
    const struct intake *const *sides;
    const struct align_side *texts;
    struct bead *beads;
    size_t count;
    struct fit fit;
    struct arena *arena;
    cotexto_alignment *out;
    cotexto_doubt *doubts;
};

/* ------------------------------------------------------------------------------------- doubts */

const char *cotexto_doubt_id(cotexto_doubt_kind kind)
{
    static const char *const ids[] = {
        [COTEXTO_DOUBT_UNLIKE] = "unlike",       [COTEXTO_DOUBT_LENGTHS] = "lengths",
        [COTEXTO_DOUBT_UNALIGNED] = "unaligned", [COTEXTO_DOUBT_CONFIDENCE] = "confidence",
        [COTEXTO_DOUBT_GUESS] = "guess",         [COTEXTO_DOUBT_LANGUAGE] = "language"};
    return kind < sizeof ids / sizeof *ids ? ids[kind] : "";
}

static void doubt(struct reporting *work, cotexto_doubt_kind kind, size_t side, double figure,
                  const char *lang)
{
    work->doubts[work->out->doubt_count++] = (cotexto_doubt){kind, side, figure, lang};
}

/* What is hardly a translation as a whole is none in its parts. */
static void distrust_beads(struct reporting *work, double sure)
{
    for (size_t i = 0; i < work->count; i++) {
        if (work->beads[i].confidence > sure)
            work->beads[i].confidence = sure;
    }
}

static void doubt_fit(struct reporting *work)
{
    const struct fit *fit = &work->fit;
    bool enough = fit->sentences >= fit_enough(work->texts[0].lang, work->texts[1].lang);
    work->out->fit = fit->sure;
    work->out->unlike = enough && fit->sure < likely;
    if (fit->sentences >= FEW_SENTENCES && fit->sure < (enough ? surely : likely))
        doubt(work, COTEXTO_DOUBT_UNLIKE, 0, fit->sure, "");
    if (fit->sentences >= FEW_SENTENCES && fit->sure < likely)
        distrust_beads(work, round(fit->sure * 10000) / 10000); /* as all confidences */
}

static double length_ratio(const struct intake *const sides[2])
{
    return unicode_weight(sides[1]->decoded.text) / fmax(1, unicode_weight(sides[0]->decoded.text));
}

static void doubt_lengths(struct reporting *work)
{
    double ratio = length_ratio(work->sides);
    if (work->fit.sentences >= FEW_SENTENCES &&
        (ratio > longest_ratio || ratio < 1 / longest_ratio))
        doubt(work, COTEXTO_DOUBT_LENGTHS, 0, ratio, "");
}

/* The share of a side that stands alone. */
static double unaligned_share(const struct reporting *work, size_t side)
{
    double whole = 0, alone = 0;
    for (size_t i = 0; i < work->count; i++) {
        const struct bead *bead = &work->beads[i];
        size_t from = side == 0 ? bead->source : bead->target;
        size_t sentences = side == 0 ? bead->source_count : bead->target_count;
        for (size_t k = from; k < from + sentences; k++) {
            double length = (double)work->texts[side].sentences[k].text.length;
            whole += length;
            alone += bead_has_both(bead) ? 0 : length;
        }
    }
    return whole > 0 ? alone / whole : 0;
}

static void doubt_unaligned(struct reporting *work)
{
    for (size_t side = 0; side < 2; side++) {
        double share = unaligned_share(work, side);
        if (work->fit.sentences >= FEW_SENTENCES && share > most_unaligned)
            doubt(work, COTEXTO_DOUBT_UNALIGNED, side, share, "");
    }
}

static void doubt_confidence(struct reporting *work)
{
    double sum = 0;
    size_t units = 0;
    for (size_t i = 0; i < work->count; i++) {
        if (!bead_has_both(&work->beads[i]))
            continue;
        sum += work->beads[i].confidence;
        units++;
    }
    if (units == 0)
        return;
    work->out->confidence = sum / (double)units;
    if (work->out->confidence < least_confidence)
        doubt(work, COTEXTO_DOUBT_CONFIDENCE, 0, work->out->confidence, "");
}

static bool doubt_languages(struct reporting *work, cotexto_error *error)
{
    for (size_t side = 0; side < 2; side++) {
        const struct intake *intake = work->sides[side];
        char seen[COTEXTO_TAG_SIZE];
        if (intake->lang_guessed && intake->lang_confidence < least_guess)
            doubt(work, COTEXTO_DOUBT_GUESS, side, intake->lang_confidence, "");
        if (intake->lang_guessed || intake->decoded.text.length < LANGUAGE_BYTES ||
            !language_known(intake->lang))
            continue;
        double sure = language_guess(intake->decoded.text, seen);
        if (sure < contradiction || tag_same_language(seen, intake->lang))
            continue;
        const char *lang = arena_string(work->arena, seen);
        if (lang == NULL)
            return error_no_memory(error);
        doubt(work, COTEXTO_DOUBT_LANGUAGE, side, sure, lang);
    }
    return true;
}

/* -------------------------------------------------------------------------------------- places */

static cotexto_part part_of(const struct align_side *side, size_t from, size_t count)
{
    return (cotexto_part){from, count, side->sentences[from].paragraph,
                          side->sentences[from + count - 1].paragraph};
}

static bool report_checks(struct reporting *work, cotexto_error *error)
{
    struct stretch *stretches;
    size_t count;
    if (!stretches_find(work->beads, work->count, COTEXTO_REVIEW_BELOW, work->arena, &stretches,
                        &count, error))
        return false;
    cotexto_check *checks = arena_array(work->arena, count, sizeof *checks);
    if (checks == NULL)
        return error_no_memory(error);
    for (size_t i = 0; i < count; i++) {
        const struct bead *first = &work->beads[stretches[i].from],
                          *last = &work->beads[stretches[i].to - 1];
        checks[i] = (cotexto_check){
            .source = part_of(&work->texts[0], first->source,
                              last->source + last->source_count - first->source),
            .target = part_of(&work->texts[1], first->target,
                              last->target + last->target_count - first->target),
            .units = stretches[i].units,
            .lowest = stretches[i].lowest,
            .text = work->texts[0].sentences[first->source].text,
        };
    }
    work->out->checks = checks;
    work->out->check_count = count;
    return true;
}

static bool report_moved(struct reporting *work, const struct lexicon *lexicon,
                         cotexto_error *error)
{
    struct crossing *crossings;
    size_t count;
    if (work->out->unlike)
        return true; /* then nothing stands where it should */
    if (!crossings_find(&work->texts[0], &work->texts[1], work->beads, work->count, lexicon,
                        work->arena, &crossings, &count, error))
        return false;
    cotexto_moved *moved = arena_array(work->arena, count, sizeof *moved);
    if (moved == NULL)
        return error_no_memory(error);
    for (size_t i = 0; i < count; i++)
        moved[i] = (cotexto_moved){
            part_of(&work->texts[0], crossings[i].source, crossings[i].source_count),
            part_of(&work->texts[1], crossings[i].target, crossings[i].target_count),
            work->texts[0].sentences[crossings[i].source].text};
    work->out->moved = moved;
    work->out->moved_count = count;
    return true;
}

static bool report(struct reporting *work, const struct lexicon *lexicon, cotexto_error *error)
{
    enum { MOST_DOUBTS = 9 }; /* one of each kind, those of a side twice */
    work->doubts = arena_array(work->arena, MOST_DOUBTS, sizeof *work->doubts);
    if (work->doubts == NULL)
        return error_no_memory(error);
    work->out->doubts = work->doubts;
    if (!fit_measure(&work->texts[0], &work->texts[1], work->beads, work->count, lexicon,
                     &work->fit, error))
        return false;
    doubt_fit(work);
    doubt_lengths(work);
    doubt_unaligned(work);
    doubt_confidence(work);
    return doubt_languages(work, error) && report_checks(work, error) &&
           report_moved(work, lexicon, error);
}

/* ----------------------------------------------------------------------------------- the whole */

bool alignment_make(const struct intake *const sides[2], const struct evidence_source *from,
                    const cotexto_progress *progress, struct arena *arena, struct alignment *out,
                    cotexto_error *error)
{
    struct align_side texts[2];
    struct evidence evidence = {.lexicon = NULL};
    *out = (struct alignment){.count = 0};
    for (int i = 0; i < 2; i++) {
        texts[i] = (struct align_side){intake_for_align(sides[i], arena, error), sides[i]->count,
                                       sides[i]->lang};
        if (texts[i].sentences == NULL)
            return false;
    }
    bool good = evidence_find(from, texts, arena, &evidence, error);
    struct align_options how = {evidence.lexicon, evidence.pins, evidence.pin_count, *progress};
    good = good && align_texts(&texts[0], &texts[1], &how, arena, &out->beads, &out->count, error);
    struct reporting work = {.sides = sides,
                             .texts = texts,
                             .beads = out->beads,
                             .count = out->count,
                             .arena = arena,
                             .out = &out->report};
    out->pins = evidence.pins;
    out->pin_count = evidence.pin_count;
    good = good && report(&work, evidence.lexicon, error);
    evidence_free(&evidence);
    return good;
}
