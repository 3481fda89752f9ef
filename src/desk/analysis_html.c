/* The report of an analysis as one page of HTML that is XML too: no scripts, no colours alone,
 * light and dark as the reader likes. */
#include <cotexto/analyse.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/message.h"
#include "base/text.h"
#include "desk/svg.h"

static const char head[] =
    "<style>"
    ":root{color-scheme:light dark;--ink:#1a202c;--soft:#4a5568;--line:#cbd5e0;--ground:#fff;"
    "--bar:#2b6cb0}"
    "@media(prefers-color-scheme:dark){:root{--ink:#e2e8f0;--soft:#a0aec0;--line:#4a5568;"
    "--ground:#171923;--bar:#63b3ed}}"
    "body{font:16px/1.5 system-ui,'Noto Sans',sans-serif;color:var(--ink);background:"
    "var(--ground);max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;margin:.5rem 0 1.5rem}"
    "th,td{padding:.2rem .7rem;text-align:end;border-bottom:1px solid var(--line);"
    "font-variant-numeric:tabular-nums}"
    "th:first-child,td:first-child{text-align:start}.wide{overflow-x:auto}"
    "tfoot th,tfoot td{border-top:2px solid var(--ink);font-weight:600}"
    ".sub{color:var(--soft);padding-inline-start:1.5rem}"
    "dt{color:var(--soft)}dd{margin:0 0 .4rem}"
    "svg{width:100%;height:auto}svg text{font:13px system-ui,'Noto Sans',sans-serif;fill:"
    "var(--ink)}.bar{fill:var(--bar)}.axis{stroke:var(--line)}.end{text-anchor:end}"
    "</style>";

bool cotexto_analysis_shows(const cotexto_analysis *analysis, const cotexto_analysis_row *row,
                            cotexto_band band)
{
    bool own = band >= COTEXTO_BAND_TRANSLATED ||
               (band >= COTEXTO_BAND_INTERNAL_95 && band < COTEXTO_BAND_NEW && !analysis->internal);
    return !own || row->bands[band].segments > 0;
}

/* ----------------------------------------------------------------------------------- small parts
 */

static void element(struct string *out, const char *name, const char *text)
{
    string_append_format(out, "<%s>", name);
    svg_text(out, text);
    string_append_format(out, "</%s>", name);
}

static void number(struct string *out, uint64_t value)
{
    string_append_format(out, "<td>%llu</td>", (unsigned long long)value);
}

static void hundredths(struct string *out, uint64_t value)
{
    string_append_format(out, "<td>%llu.%02llu</td>", (unsigned long long)(value / 100),
                         (unsigned long long)(value % 100));
}

static double share(uint64_t part, uint64_t whole)
{
    return whole == 0 ? 0 : (double)part / (double)whole;
}

/* To a tenth of a percent. */
static double percent(uint64_t part, uint64_t whole)
{
    return floor(1000 * share(part, whole) + .5) / 10;
}

/* ------------------------------------------------------------------------------------ the chart */

static void describe(const cotexto_analysis *analysis, struct string *out)
{
    string_append_c(out, "<desc id=\"chart-text\">");
    for (size_t band = 0; band < COTEXTO_BAND_COUNT; band++) {
        if (!cotexto_analysis_shows(analysis, &analysis->total, (cotexto_band)band))
            continue;
        svg_text(out, cotexto_band_label((cotexto_band)band));
        string_append_format(out, ": %llu. ",
                             (unsigned long long)analysis->total.bands[band].words);
    }
    string_append_c(out, "</desc>");
}

/* A bar for each band, as long as it has words; its name before it and the number behind it. */
static void chart(const cotexto_analysis *analysis, struct string *out)
{
    enum { WIDTH = 720, LEFT = 170, LONGEST = 430, ROW = 24, BAR = 16 };
    const cotexto_analysis_row *total = &analysis->total;
    uint64_t most = 0;
    size_t rows = 0, row = 0;
    for (size_t band = 0; band < COTEXTO_BAND_COUNT; band++) {
        most = total->bands[band].words > most ? total->bands[band].words : most;
        rows += cotexto_analysis_shows(analysis, total, (cotexto_band)band);
    }
    SVG(out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 % %\" "
        "aria-labelledby=\"chart-name chart-text\"><title id=\"chart-name\">",
        WIDTH, (double)(rows * ROW + 8));
    svg_text(out, _("Words by kind of match"));
    string_append_c(out, "</title>");
    describe(analysis, out);
    for (size_t band = 0; band < COTEXTO_BAND_COUNT; band++) {
        uint64_t words = total->bands[band].words;
        if (!cotexto_analysis_shows(analysis, total, (cotexto_band)band))
            continue;
        double top = (double)(row++ * ROW) + 4, length = LONGEST * share(words, most);
        SVG(out, "<text class=\"end\" x=\"%\" y=\"%\">", LEFT - 8, top + 13);
        svg_text(out, cotexto_band_label((cotexto_band)band));
        SVG(out,
            "</text><rect class=\"bar\" x=\"%\" y=\"%\" width=\"%\" height=\"%\"/>"
            "<text x=\"%\" y=\"%\">",
            LEFT, top, length, BAR, LEFT + length + 6, top + 13);
        string_append_format(out, "%llu", (unsigned long long)words);
        SVG(out, " (%", percent(words, total->total.words));
        string_append_c(out, " %)</text>");
    }
    SVG(out, "<path class=\"axis\" d=\"M% 0V%\"/></svg>", LEFT, (double)(rows * ROW + 8));
}

/* --------------------------------------------------------------------------------------- tables
 */

static void amounts(struct string *out, const cotexto_amounts *amounts)
{
    number(out, amounts->segments);
    number(out, amounts->words);
    number(out, amounts->characters);
}

static void band_row(const cotexto_analysis *analysis, cotexto_band band, struct string *out)
{
    const cotexto_analysis_row *total = &analysis->total;
    string_append_c(out, "<tr>");
    element(out, "td", cotexto_band_label(band));
    amounts(out, &total->bands[band]);
    SVG(out, "<td>%</td>", percent(total->bands[band].words, total->total.words));
    if (analysis->rates.given)
        hundredths(out, analysis->rates.rates[band]);
    string_append_c(out, "</tr>\n");
    if (band == COTEXTO_BAND_REPETITION && total->across.segments > 0) {
        string_append_c(out, "<tr><td class=\"sub\">");
        svg_text(out, _("of them across files"));
        string_append_c(out, "</td>");
        amounts(out, &total->across);
        string_append_c(out, analysis->rates.given ? "<td/><td/></tr>\n" : "<td/></tr>\n");
    }
}

static void all_bands(const cotexto_analysis *analysis, struct string *out)
{
    const char *const columns[] = {_("segments"), _("words"), _("characters"), _("words, %"),
                                   _("rate, %")};
    string_append_c(out, "<table><thead><tr>");
    element(out, "th", _("match"));
    for (size_t i = 0; i < 4 + (size_t)analysis->rates.given; i++)
        element(out, "th", columns[i]);
    string_append_c(out, "</tr></thead><tbody>\n");
    for (size_t band = 0; band < COTEXTO_BAND_COUNT; band++) {
        if (cotexto_analysis_shows(analysis, &analysis->total, (cotexto_band)band))
            band_row(analysis, (cotexto_band)band, out);
    }
    string_append_c(out, "</tbody><tfoot><tr>");
    element(out, "th", _("all"));
    amounts(out, &analysis->total.total);
    string_append_c(out, analysis->rates.given ? "<td/><td/>" : "<td/>");
    string_append_c(out, "</tr></tfoot></table>\n");
}

/* A file's words in each band. */
static void file_row(const cotexto_analysis *analysis, const cotexto_analysis_row *row,
                     struct string *out)
{
    string_append_c(out, "<tr><td><bdi>");
    svg_text(out, row->file);
    string_append_c(out, "</bdi></td>");
    for (size_t band = 0; band < COTEXTO_BAND_COUNT; band++) {
        if (cotexto_analysis_shows(analysis, &analysis->total, (cotexto_band)band))
            number(out, row->bands[band].words);
    }
    number(out, row->total.words);
    if (analysis->rates.given)
        hundredths(out, row->weighted);
    if (analysis->rates.price > 0)
        hundredths(out, row->cost);
    string_append_c(out, "</tr>\n");
}

static void all_files(const cotexto_analysis *analysis, struct string *out)
{
    element(out, "h2", _("Words of each file"));
    string_append_c(out, "<div class=\"wide\"><table><thead><tr>");
    element(out, "th", _("file"));
    for (size_t band = 0; band < COTEXTO_BAND_COUNT; band++) {
        if (cotexto_analysis_shows(analysis, &analysis->total, (cotexto_band)band))
            element(out, "th", cotexto_band_label((cotexto_band)band));
    }
    element(out, "th", _("all"));
    if (analysis->rates.given)
        element(out, "th", _("weighted"));
    if (analysis->rates.price > 0)
        element(out, "th", _("cost"));
    string_append_c(out, "</tr></thead><tbody>\n");
    for (size_t i = 0; i < analysis->file_count; i++)
        file_row(analysis, &analysis->files[i], out);
    string_append_c(out, "</tbody></table></div>\n");
}

/* ---------------------------------------------------------------------------------- how it was
 * made */

static void fact(struct string *out, const char *name, const char *value)
{
    element(out, "dt", name);
    string_append_c(out, "<dd><bdi>");
    svg_text(out, value);
    string_append_c(out, "</bdi></dd>");
}

static void facts_of_memories(const cotexto_analysis *analysis, struct string *out)
{
    for (size_t i = 0; i < analysis->memory_count; i++) {
        const cotexto_analysis_memory *memory = &analysis->memories[i];
        struct string value = {0};
        string_append_c(&value, memory->path);
        string_append_format(&value, _(", revision %lld, %llu units, penalty %d"),
                             (long long)memory->revision, (unsigned long long)memory->units,
                             memory->penalty);
        fact(out, _("memory"), string_c(&value));
        out->failed = out->failed || value.failed;
        string_free(&value);
    }
}

static void fact_of_price(const cotexto_analysis *analysis, struct string *out)
{
    const cotexto_rates *rates = &analysis->rates;
    struct string value = {0};
    string_append_format(&value, "%llu.%06llu %s", (unsigned long long)(rates->price / 1000000),
                         (unsigned long long)(rates->price % 1000000), rates->currency);
    fact(out, _("price of a word"), string_c(&value));
    out->failed = out->failed || value.failed;
    string_free(&value);
}

static void facts(const cotexto_analysis *analysis, struct string *out)
{
    static const char *const translated[] = {
        [COTEXTO_TRANSLATED_APART] = N_("counted apart"),
        [COTEXTO_TRANSLATED_SKIP] = N_("left out"),
        [COTEXTO_TRANSLATED_COUNT] = N_("counted as if they were not translated"),
    };
    char floor[16];
    snprintf(floor, sizeof floor, "%d %%", analysis->floor);
    element(out, "h2", _("How it was counted"));
    string_append_c(out, "<dl>");
    facts_of_memories(analysis, out);
    fact(out, _("least match"), floor);
    fact(out, _("segments like each other"),
         analysis->internal ? _("counted as internal matches") : _("not looked for"));
    fact(out, _("segments that the file has translated"), _(translated[analysis->translated]));
    if (analysis->srx != NULL)
        fact(out, _("segmentation rules"), analysis->srx);
    if (analysis->words != NULL)
        fact(out, _("own words"), analysis->words);
    if (analysis->encoding != NULL)
        fact(out, _("encoding"), analysis->encoding);
    if (analysis->replace)
        fact(out, _("undecodable bytes"), _("replaced"));
    if (analysis->repair)
        fact(out, _("damage"), _("repaired"));
    if (analysis->rates.price > 0)
        fact_of_price(analysis, out);
    fact(out, _("program"), analysis->version);
    fact(out, _("index"), analysis->profile);
    string_append_c(out, "</dl>\n");
}

static void costs(const cotexto_analysis *analysis, struct string *out)
{
    const cotexto_analysis_row *total = &analysis->total;
    if (!analysis->rates.given)
        return;
    string_append_c(out, "<p>");
    svg_text(out, _("weighted words"));
    string_append_format(out, ": <strong>%llu.%02llu</strong>",
                         (unsigned long long)(total->weighted / 100),
                         (unsigned long long)(total->weighted % 100));
    if (analysis->rates.price > 0) {
        string_append_c(out, "; ");
        svg_text(out, _("cost"));
        string_append_format(out, ": <strong>%llu.%02llu ", (unsigned long long)(total->cost / 100),
                             (unsigned long long)(total->cost % 100));
        svg_text(out, analysis->rates.currency);
        string_append_c(out, "</strong>");
    }
    string_append_c(out, "</p>\n");
}

char *cotexto_analysis_html(const cotexto_analysis *analysis, cotexto_error *error)
{
    struct string out = {0};
    /* TRANSLATORS: the tag of the language that the messages are in, for the page's "lang" */
    const char *lang = _("language of the page: en");
    const char *colon = strrchr(lang, ' ');
    string_append_format(&out,
                         "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" "
                         "lang=\"%s\"><head><meta charset=\"utf-8\"/><meta name=\"viewport\" "
                         "content=\"width=device-width\"/><title>",
                         colon == NULL ? lang : colon + 1);
    svg_text(&out, _("Analysis"));
    string_append_format(&out, "</title>%s</head><body>\n<h1>", head);
    svg_text(&out, _("Analysis"));
    string_append_format(&out, " %s → %s</h1>\n", analysis->from, analysis->to);
    costs(analysis, &out);
    chart(analysis, &out);
    all_bands(analysis, &out);
    all_files(analysis, &out);
    facts(analysis, &out);
    string_append_c(&out, "</body></html>\n");
    if (string_ok(&out, error))
        return out.bytes; /* the caller's from here on */
    string_free(&out);
    return NULL;
}
