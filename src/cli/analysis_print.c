/* The forms of an analysis. */
#include "cli/analysis_print.h"

#include <string.h>

#include "cli/json.h"

static const char *translated_name(cotexto_translated translated)
{
    static const char *const names[] = {
        [COTEXTO_TRANSLATED_APART] = "apart",
        [COTEXTO_TRANSLATED_SKIP] = "skip",
        [COTEXTO_TRANSLATED_COUNT] = "count",
    };
    return names[translated];
}

enum { DECIMAL_SIZE = 32 };

/* A number of units of 10^-places. */
static void write_decimal(char out[DECIMAL_SIZE], uint64_t value, int places)
{
    uint64_t unit = 1;
    for (int i = 0; i < places; i++)
        unit *= 10;
    snprintf(out, DECIMAL_SIZE, "%llu.%0*llu", (unsigned long long)(value / unit), places,
             (unsigned long long)(value % unit));
}

/* ------------------------------------------------------------------------------------ for people
 */

enum { LABEL = 24, NUMBER = 12 };

/* Numbers stand under each other whatever the script of the heading. */
static void print_heading(const char *text, size_t columns)
{
    size_t width = cotexto_display_width(cotexto_text_of(text));
    printf("%*s%s", width < columns ? (int)(columns - width) : 0, "", text);
}

static void print_label(const char *text)
{
    size_t width = cotexto_display_width(cotexto_text_of(text));
    printf("%s%*s", text, width < LABEL ? (int)(LABEL - width) : 0, "");
}

static void print_amounts(const char *label, const cotexto_amounts *amounts, uint64_t words)
{
    print_label(label);
    printf("%*llu%*llu%*llu", NUMBER, (unsigned long long)amounts->segments, NUMBER,
           (unsigned long long)amounts->words, NUMBER, (unsigned long long)amounts->characters);
    printf("%*.1f\n", NUMBER, words == 0 ? 0 : 100 * (double)amounts->words / (double)words);
}

static void print_costs(const cotexto_analysis *analysis, const cotexto_analysis_row *row)
{
    char weighted[DECIMAL_SIZE], cost[DECIMAL_SIZE];
    if (!analysis->rates.given)
        return;
    write_decimal(weighted, row->weighted, 2);
    print_label(_("weighted words"));
    printf("%*s\n", 2 * NUMBER, weighted);
    if (analysis->rates.price == 0)
        return;
    write_decimal(cost, row->cost, 2);
    print_label(_("cost"));
    printf("%*s %s\n", 2 * NUMBER, cost, analysis->rates.currency);
}

static void print_row(const struct cli *cli, const cotexto_analysis *analysis,
                      const cotexto_analysis_row *row)
{
    static const char *const headings[] = {N_("segments"), N_("words"), N_("characters"),
                                           N_("words, %")};
    terminal_style(&cli->terminal, STYLE_STRONG);
    terminal_text(&cli->terminal, cotexto_text_of(*row->file == '\0' ? _("all files") : row->file));
    terminal_style(&cli->terminal, STYLE_PLAIN);
    printf("\n%*s", LABEL, "");
    for (size_t i = 0; i < sizeof headings / sizeof *headings; i++)
        print_heading(_(headings[i]), NUMBER);
    putchar('\n');
    for (size_t band = 0; band < COTEXTO_BAND_COUNT; band++) {
        if (!cotexto_analysis_shows(analysis, row, (cotexto_band)band))
            continue;
        print_amounts(cotexto_band_label((cotexto_band)band), &row->bands[band], row->total.words);
        if (band == COTEXTO_BAND_REPETITION && row->across.segments > 0)
            print_amounts(_("of them across files"), &row->across, row->total.words);
    }
    print_amounts(_("all"), &row->total, row->total.words);
    print_costs(analysis, row);
    putchar('\n');
}

static void print_facts(const struct cli *cli, const cotexto_analysis *analysis)
{
    for (size_t i = 0; i < analysis->memory_count; i++) {
        const cotexto_analysis_memory *memory = &analysis->memories[i];
        terminal_text(&cli->terminal, cotexto_text_of(memory->path));
        printf(_(", revision %lld, %llu units, penalty %d"), (long long)memory->revision,
               (unsigned long long)memory->units, memory->penalty);
        putchar('\n');
    }
    printf(_("%s → %s; floor %d %%; internal matches: %s; translated segments: %s\n"),
           analysis->from, analysis->to, analysis->floor, analysis->internal ? _("yes") : _("no"),
           translated_name(analysis->translated));
    if (analysis->srx != NULL)
        printf("%s: %s\n", _("segmentation rules"), analysis->srx);
    if (analysis->words != NULL)
        printf("%s: %s\n", _("own words"), analysis->words);
    if (analysis->encoding != NULL)
        printf("%s: %s\n", _("encoding"), analysis->encoding);
    if (analysis->replace)
        printf("%s: %s\n", _("undecodable bytes"), _("replaced"));
    if (analysis->repair)
        printf("%s: %s\n", _("damage"), _("repaired"));
    printf(_("cotexto %s, index %s\n"), analysis->version, analysis->profile);
}

void print_analysis(const struct cli *cli, const cotexto_analysis *analysis)
{
    for (size_t i = 0; i < analysis->file_count; i++)
        print_row(cli, analysis, &analysis->files[i]);
    if (analysis->file_count > 1)
        print_row(cli, analysis, &analysis->total);
    print_facts(cli, analysis);
}

/* ---------------------------------------------------------------------------------- for programs
 */

/* A cell of CSV (RFC 4180), or of a table with tabs. */
static void print_text_cell(const char *text, char between)
{
    if (between != ',') {
        print_cell(stdout, cotexto_text_of(text));
        return;
    }
    bool quoted = strpbrk(text, ",\"\r\n") != NULL;
    if (quoted)
        putchar('"');
    for (; *text != '\0'; text++) {
        if (*text == '"')
            putchar('"');
        putchar(*text);
    }
    if (quoted)
        putchar('"');
}

static void end_row(char between)
{
    fputs(between == ',' ? "\r\n" : "\n", stdout);
}

static void print_cells(const char *file, const char *name, const cotexto_amounts *amounts,
                        char between)
{
    print_text_cell(file, between);
    printf("%c%s%c%llu%c%llu%c%llu", between, name, between, (unsigned long long)amounts->segments,
           between, (unsigned long long)amounts->words, between,
           (unsigned long long)amounts->characters);
}

static void print_file_rows(const cotexto_analysis *analysis, const cotexto_analysis_row *row,
                            char between)
{
    const cotexto_rates *rates = &analysis->rates;
    const char *file = *row->file == '\0' ? "*" : row->file;
    char weighted[DECIMAL_SIZE], cost[DECIMAL_SIZE];
    for (size_t band = 0; band < COTEXTO_BAND_COUNT; band++) {
        print_cells(file, cotexto_band_name((cotexto_band)band), &row->bands[band], between);
        write_decimal(weighted, (rates->rates[band] * row->bands[band].words + 50) / 100, 2);
        if (rates->given)
            printf("%c%s%c", between, weighted, between);
        end_row(between);
    }
    print_cells(file, "across-files", &row->across, between);
    if (rates->given)
        printf("%c%c", between, between);
    end_row(between);
    print_cells(file, "all", &row->total, between);
    write_decimal(weighted, row->weighted, 2);
    write_decimal(cost, row->cost, 2);
    if (rates->given)
        printf("%c%s%c%s", between, weighted, between, rates->price > 0 ? cost : "");
    end_row(between);
}

/* A row of what the figures depend on: "#", its name and its value; NULL: it has none. */
static void print_fact(const cotexto_analysis *analysis, const char *name, const char *value,
                       char between)
{
    printf("#%c%s%c", between, name, between);
    print_text_cell(value == NULL ? "" : value, between);
    for (int i = 0; i < (analysis->rates.given ? 4 : 2); i++)
        putchar(between);
    end_row(between);
}

static void print_number_fact(const cotexto_analysis *analysis, const char *name, long long value,
                              char between)
{
    char text[DECIMAL_SIZE];
    snprintf(text, sizeof text, "%lld", value);
    print_fact(analysis, name, text, between);
}

static void print_rate_facts(const cotexto_analysis *analysis, char between)
{
    char value[DECIMAL_SIZE], name[64];
    if (!analysis->rates.given)
        return;
    for (size_t band = 0; band < COTEXTO_BAND_COUNT; band++) {
        write_decimal(value, analysis->rates.rates[band], 2);
        snprintf(name, sizeof name, "rate %s", cotexto_band_name((cotexto_band)band));
        print_fact(analysis, name, value, between);
    }
    write_decimal(value, analysis->rates.price, 6);
    print_fact(analysis, "price", value, between);
    print_fact(analysis, "currency", analysis->rates.currency, between);
}

static void print_fact_rows(const cotexto_analysis *analysis, char between)
{
    for (size_t i = 0; i < analysis->memory_count; i++) {
        const cotexto_analysis_memory *memory = &analysis->memories[i];
        print_fact(analysis, "memory", memory->path, between);
        print_number_fact(analysis, "revision", memory->revision, between);
        print_number_fact(analysis, "units", (long long)memory->units, between);
        print_number_fact(analysis, "penalty", memory->penalty, between);
    }
    print_fact(analysis, "from", analysis->from, between);
    print_fact(analysis, "to", analysis->to, between);
    print_number_fact(analysis, "floor", analysis->floor, between);
    print_fact(analysis, "internal", analysis->internal ? "yes" : "no", between);
    print_fact(analysis, "translated", translated_name(analysis->translated), between);
    print_fact(analysis, "srx", analysis->srx, between);
    print_fact(analysis, "words", analysis->words, between);
    print_fact(analysis, "encoding", analysis->encoding, between);
    print_fact(analysis, "on-error", analysis->replace ? "replace" : "refuse", between);
    print_fact(analysis, "repair", analysis->repair ? "yes" : "no", between);
    print_rate_facts(analysis, between);
    print_fact(analysis, "version", analysis->version, between);
    print_fact(analysis, "profile", analysis->profile, between);
}

void print_analysis_table(const cotexto_analysis *analysis, char between)
{
    printf("file%cband%csegments%cwords%ccharacters", between, between, between, between);
    if (analysis->rates.given)
        printf("%cweighted%ccost", between, between);
    end_row(between);
    for (size_t i = 0; i < analysis->file_count; i++)
        print_file_rows(analysis, &analysis->files[i], between);
    print_file_rows(analysis, &analysis->total, between);
    print_fact_rows(analysis, between);
}

/* ------------------------------------------------------------------------------------------ JSON
 */

static json_t *amounts_json(const cotexto_amounts *amounts)
{
    return json_pack("{s:I, s:I, s:I}", "segments", (json_int_t)amounts->segments, "words",
                     (json_int_t)amounts->words, "characters", (json_int_t)amounts->characters);
}

static json_t *string_json(const char *string)
{
    return string == NULL ? json_null() : json_string(string);
}

/* Figures with two places are few enough for a double. */
static json_t *hundredths_json(uint64_t value)
{
    return json_real((double)value / 100);
}

static json_t *row_json(const cotexto_analysis *analysis, const cotexto_analysis_row *row)
{
    json_t *object = json_object(), *bands = json_object();
    json_object_set_new(object, "file", string_json(*row->file == '\0' ? NULL : row->file));
    json_object_set_new(object, "language", json_string(row->lang));
    if (row->lang_guessed)
        json_object_set_new(object, "language_confidence", json_real(row->lang_confidence));
    for (size_t band = 0; band < COTEXTO_BAND_COUNT; band++)
        json_object_set_new(bands, cotexto_band_name((cotexto_band)band),
                            amounts_json(&row->bands[band]));
    json_object_set_new(object, "bands", bands);
    json_object_set_new(object, "across_files", amounts_json(&row->across));
    json_object_set_new(object, "all", amounts_json(&row->total));
    if (analysis->rates.given)
        json_object_set_new(object, "weighted", hundredths_json(row->weighted));
    if (analysis->rates.price > 0)
        json_object_set_new(object, "cost", hundredths_json(row->cost));
    return object;
}

static json_t *rates_json(const cotexto_rates *rates)
{
    json_t *object = json_object(), *bands = json_object();
    for (size_t band = 0; band < COTEXTO_BAND_COUNT; band++)
        json_object_set_new(bands, cotexto_band_name((cotexto_band)band),
                            hundredths_json(rates->rates[band]));
    json_object_set_new(object, "bands", bands);
    json_object_set_new(object, "price", json_real((double)rates->price / 1e6));
    json_object_set_new(object, "currency", json_string(rates->currency));
    return object;
}

static json_t *memories_json(const cotexto_analysis *analysis)
{
    json_t *array = json_array();
    for (size_t i = 0; i < analysis->memory_count; i++) {
        const cotexto_analysis_memory *memory = &analysis->memories[i];
        json_array_append_new(array,
                              json_pack("{s:s, s:I, s:I, s:i}", "memory", memory->path, "revision",
                                        (json_int_t)memory->revision, "units",
                                        (json_int_t)memory->units, "penalty", memory->penalty));
    }
    return array;
}

void print_analysis_json(const cotexto_analysis *analysis)
{
    for (size_t i = 0; i < analysis->file_count; i++)
        print_json_line(stdout, row_json(analysis, &analysis->files[i]));
    json_t *object = row_json(analysis, &analysis->total);
    json_object_set_new(object, "memories", memories_json(analysis));
    json_object_set_new(object, "from", json_string(analysis->from));
    json_object_set_new(object, "to", json_string(analysis->to));
    json_object_set_new(object, "floor", json_integer(analysis->floor));
    json_object_set_new(object, "internal", json_boolean(analysis->internal));
    json_object_set_new(object, "translated", json_string(translated_name(analysis->translated)));
    json_object_set_new(object, "srx", string_json(analysis->srx));
    json_object_set_new(object, "words", string_json(analysis->words));
    json_object_set_new(object, "encoding", string_json(analysis->encoding));
    json_object_set_new(object, "on_error", json_string(analysis->replace ? "replace" : "refuse"));
    json_object_set_new(object, "repair", json_boolean(analysis->repair));
    if (analysis->rates.given)
        json_object_set_new(object, "rates", rates_json(&analysis->rates));
    json_object_set_new(object, "version", json_string(analysis->version));
    json_object_set_new(object, "profile", json_string(analysis->profile));
    print_json_line(stdout, object);
}
