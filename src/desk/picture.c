/* The picture of an alignment. From left to right the sentences of the source, from the top down
 * those of the target, so that the path goes as one reads. What a colour says, a form says too: a
 * pattern, a dashed line, a place at the margin. */
#include "desk/picture.h"

#include <math.h>
#include <stdio.h>

#include "base/error.h"
#include "base/message.h"
#include "base/text.h"
#include "desk/svg.h"

/* Up to so many beads each one is drawn for itself. */
enum { SINGLE_BEADS = 1500 };
/* Lengths in the units of the picture, which are pixels at its own size. */
static const double plot_left = 92, plot_top = 128, plot_most = 700, plot_least = 200,
                    sentence_most = 28, legend_width = 240, strip_height = 64, lane = 14,
                    picture_least = 720;
static const double stretch_least = .75; /* extent, where beads are drawn together */
static const double box_least = 4;       /* smaller than this a box can't be told from a line */
static const double grid_least = 5, pins_apart = 9;

/* How sure a bead is: a style, and its name in the legend. */
static const struct level {
    double least;
    const char *style, *name;
} levels[] = {
    {.9, "sure", N_("sure: 0.90 and more")},
    {.5, "fair", N_("less sure: 0.50 to 0.90")},
    {0, "doubt", N_("doubtful: under 0.50")},
};
enum { LEVELS = sizeof levels / sizeof *levels };

static const char head[] =
    "<style>"
    "text{font:12px system-ui,'Noto Sans',sans-serif;fill:#2d3748}"
    ".name{font-size:17px;font-weight:600;fill:#1a202c}.note,.tick{fill:#566173}"
    ".tick{font-size:11px}.end{text-anchor:end}.mid{text-anchor:middle}.strong{font-weight:600}"
    ".frame{fill:none;stroke:#a0aec0}.grid{fill:none;stroke:#e2e8f0}.mark{stroke:#a0aec0}"
    ".ground{fill:#f7fafc}.gap{fill:#e9ebf0}.alone{fill:#4a5568}"
    ".skip{fill:none;stroke:#718096;stroke-width:1.5;stroke-dasharray:1.5 3}"
    ".box.sure,.bar.sure,.box.fair{fill:#2b6cb0}"
    ".bar{shape-rendering:crispEdges}.bar.fair{fill:#90bde6}.box.fair{stroke:#2b6cb0;stroke-width:"
    "1.2}"
    ".box.doubt,.bar.doubt{fill:url(#hatch)}"
    ".box.doubt{stroke:#c05621;stroke-width:1.5;stroke-dasharray:4 2}"
    ".line{fill:none}.line.sure{stroke:#2b6cb0;stroke-width:3}"
    ".line.fair{stroke:#5a9bd4;stroke-width:3.5;stroke-dasharray:5 1.5}"
    ".line.doubt{stroke:#c05621;stroke-width:5;stroke-dasharray:2 1.5}"
    ".low{fill:#c05621}.pin{fill:#fff;stroke:#b83280;stroke-width:1.6}"
    "</style>"
    "<defs><pattern id=\"hatch\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" "
    "patternTransform=\"rotate(45)\"><path class=\"hatch\" fill=\"#fbd9bd\" d=\"M0 0h5v5H0z\"/>"
    "<path fill=\"#c05621\" d=\"M0 0h2v5H0z\"/></pattern></defs>";

/* Where things are: a plane of sentences, of which one takes so much across and down. */
struct drawing {
    const struct picture *picture;
    struct string *out;
    size_t sentences[2];
    double plot_width, plot_height, across, down, width, height;
    double strip_top, list_top, numbers_width;
    bool single; /* each bead for itself */
};

/* Beads one after the other that are drawn as one. */
struct stretch {
    const struct bead *beads;
    size_t count;
    size_t source, source_count, target, target_count;
    double mean, least; /* confidence */
};

/* -------------------------------------------------------------------------------------- layout */

static double larger(double a, double b)
{
    return a > b ? a : b;
}

/* The least sure beads, worst first, that the list below the picture shows. */
enum { LISTED = 8 };
static const double row_height = 24, list_left = 24, column_gap = 16;

static size_t find_least_sure(const struct picture *picture, const struct bead *list[LISTED])
{
    size_t count = 0;
    for (size_t i = 0; i < picture->count; i++) {
        const struct bead *bead = &picture->beads[i];
        size_t at = count;
        if (bead->confidence >= levels[0].least)
            continue;
        while (at > 0 && list[at - 1]->confidence > bead->confidence)
            at--;
        if (at == LISTED)
            continue;
        count += count < LISTED;
        for (size_t k = count - 1; k > at; k--)
            list[k] = list[k - 1];
        list[at] = bead;
    }
    return count;
}

/* Of the largest number of a sentence. */
static size_t digits(const size_t sentences[2])
{
    size_t count = 1, most = sentences[0] > sentences[1] ? sentences[0] : sentences[1];
    for (; most > 10; most /= 10)
        count++;
    return count;
}

static void lay_out(struct drawing *drawing, size_t listed)
{
    const struct picture *picture = drawing->picture;
    double sources = (double)picture->sides[0].count, targets = (double)picture->sides[1].count;
    double sentence = fmin(sentence_most, plot_most / larger(larger(sources, targets), 1));
    drawing->sentences[0] = picture->sides[0].count;
    drawing->sentences[1] = picture->sides[1].count;
    drawing->plot_width = larger(sentence * sources, plot_least);
    drawing->plot_height = larger(sentence * targets, plot_least);
    drawing->across = drawing->plot_width / larger(sources, 1);
    drawing->down = drawing->plot_height / larger(targets, 1);
    drawing->width = larger(plot_left + drawing->plot_width + legend_width, picture_least);
    drawing->strip_top = plot_top + drawing->plot_height + 46;
    drawing->list_top = drawing->strip_top + strip_height + 44;
    drawing->height = drawing->list_top - 20 + (listed == 0 ? 0 : 26 + row_height * (double)listed);
    drawing->numbers_width = list_left + 60 + 7 * (double)(4 * digits(drawing->sentences) + 5);
    drawing->single = picture->count <= SINGLE_BEADS;
}

static double x_of(const struct drawing *drawing, size_t sentence)
{
    return plot_left + drawing->across * (double)sentence;
}

static double y_of(const struct drawing *drawing, size_t sentence)
{
    return plot_top + drawing->down * (double)sentence;
}

static const struct level *level_of(double confidence)
{
    size_t i = 0;
    while (i + 1 < LEVELS && confidence < levels[i].least)
        i++;
    return &levels[i];
}

/* As the ladder prints it. */
static void append_confidence(struct string *out, double confidence)
{
    int percent = (int)(confidence * 100 + .5);
    string_append_format(out, "%d.%02d", percent / 100, percent % 100);
}

/* "12", "12–14"; a dash for none. */
static void append_range(struct string *out, size_t from, size_t count)
{
    if (count == 0)
        string_append_c(out, "—");
    else
        string_append_format(out, count > 1 ? "%zu–%zu" : "%zu", from, from + count - 1);
}

static void append_ranges(struct string *out, const struct stretch *stretch)
{
    append_range(out, stretch->source, stretch->source_count);
    string_append_c(out, " : ");
    append_range(out, stretch->target, stretch->target_count);
}

/* ----------------------------------------------------------------------------------- stretches */

static struct stretch stretch_of(const struct bead *bead)
{
    return (struct stretch){
        bead, 1, bead->source, bead->source_count, bead->target, bead->target_count, 0, 1};
}

static bool is_alone(const struct bead *bead)
{
    return bead->source_count == 0 || bead->target_count == 0;
}

static bool is_large(const struct drawing *drawing, size_t sources, size_t targets)
{
    return drawing->single || larger(drawing->across * (double)sources,
                                     drawing->down * (double)targets) >= stretch_least;
}

/* A run of sentences without counterpart that begins here is long enough to be seen. */
static bool a_gap_begins(const struct drawing *drawing, const struct bead *bead,
                         const struct bead *end)
{
    size_t sources = 0, targets = 0;
    for (; bead < end && is_alone(bead) && !is_large(drawing, sources, targets); bead++) {
        sources += bead->source_count;
        targets += bead->target_count;
    }
    return is_large(drawing, sources, targets);
}

/* The stretch that begins at a bead: grows until it can be seen, and parts what has a counterpart
 * from a gap. */
static struct stretch next_stretch(const struct drawing *drawing, const struct bead *bead)
{
    const struct bead *end = drawing->picture->beads + drawing->picture->count;
    struct stretch stretch = stretch_of(bead);
    double sum = bead->confidence;
    stretch.least = bead->confidence;
    bool gap = is_alone(bead) && a_gap_begins(drawing, bead, end);
    for (bead++; bead < end; bead++) {
        bool large = is_large(drawing, stretch.source_count, stretch.target_count);
        if (large || (!gap && is_alone(bead) && a_gap_begins(drawing, bead, end)))
            break;
        stretch.count++;
        stretch.source_count += bead->source_count;
        stretch.target_count += bead->target_count;
        stretch.least = fmin(stretch.least, bead->confidence);
        sum += bead->confidence;
    }
    stretch.mean = sum / (double)stretch.count;
    return stretch;
}

static void each_stretch(const struct drawing *drawing,
                         void (*each)(const struct drawing *drawing, const struct stretch *stretch))
{
    const struct picture *picture = drawing->picture;
    for (size_t i = 0; i < picture->count;) {
        struct stretch stretch = next_stretch(drawing, &picture->beads[i]);
        each(drawing, &stretch);
        i += stretch.count;
    }
}

/* --------------------------------------------------------------------------------------- beads */

enum { TITLE_COLUMNS = 56 };

/* The first words of both sides. */
static void append_words(const struct drawing *drawing, const struct stretch *stretch)
{
    const size_t from[] = {stretch->source, stretch->target},
                 count[] = {stretch->source_count, stretch->target_count};
    for (int i = 0; i < 2; i++) {
        if (count[i] == 0)
            continue;
        string_append_char(drawing->out, '\n');
        svg_excerpt_apart(drawing->out, drawing->picture->sides[i].sentences[from[i]].text,
                          TITLE_COLUMNS, count[i] > 1);
    }
}

/* What shows when the pointer rests on a stretch. */
static void draw_title(const struct drawing *drawing, const struct stretch *stretch)
{
    struct string *out = drawing->out;
    string_append_c(out, "<title>");
    append_ranges(out, stretch);
    string_append_c(out, " · ");
    svg_text(out, _("confidence"));
    string_append_char(out, ' ');
    append_confidence(out, stretch->mean);
    if (stretch->count > 1) {
        string_append_c(out, " · ");
        svg_text(out, _("lowest"));
        string_append_char(out, ' ');
        append_confidence(out, stretch->least);
    }
    append_words(drawing, stretch);
    string_append_c(out, "</title>");
}

static void draw_line(const struct drawing *drawing, const struct stretch *stretch,
                      const char *style)
{
    string_append_format(drawing->out, "<path class=\"%s\" d=\"", style);
    SVG(drawing->out, "M% %L% %\">", x_of(drawing, stretch->source), y_of(drawing, stretch->target),
        x_of(drawing, stretch->source + stretch->source_count),
        y_of(drawing, stretch->target + stretch->target_count));
    draw_title(drawing, stretch);
    string_append_c(drawing->out, "</path>\n");
}

/* A single bead where there is room for it; the surer, the fuller. */
static void draw_box(const struct drawing *drawing, const struct stretch *stretch)
{
    const struct level *level = level_of(stretch->mean);
    string_append_format(drawing->out, "<rect class=\"box %s\" ", level->style);
    SVG(drawing->out, "x=\"%\" y=\"%\" width=\"%\" height=\"%\" rx=\"1.5\" fill-opacity=\"%\">",
        x_of(drawing, stretch->source), y_of(drawing, stretch->target),
        drawing->across * (double)stretch->source_count,
        drawing->down * (double)stretch->target_count,
        level == &levels[LEVELS - 1] ? 1 : stretch->mean * stretch->mean);
    draw_title(drawing, stretch);
    string_append_c(drawing->out, "</rect>\n");
}

static void draw_stretch(const struct drawing *drawing, const struct stretch *stretch)
{
    double width = drawing->across * (double)stretch->source_count,
           height = drawing->down * (double)stretch->target_count;
    char style[32];
    snprintf(style, sizeof style, "line %s", level_of(stretch->mean)->style);
    if (stretch->source_count == 0 || stretch->target_count == 0)
        draw_line(drawing, stretch, "skip");
    else if (stretch->count == 1 && width >= box_least && height >= box_least)
        draw_box(drawing, stretch);
    else
        draw_line(drawing, stretch, style);
}

/* ------------------------------------------------------------------------------------- margins */

/* A mark in the margin of one side for sentences without counterpart, and a pale stripe across. */
static void draw_gap(const struct drawing *drawing, int side, struct stretch *gap)
{
    size_t from = side == 0 ? gap->source : gap->target;
    size_t count = side == 0 ? gap->source_count : gap->target_count;
    double size = (side == 0 ? drawing->across : drawing->down) * (double)count;
    double width = larger(size, 1);
    if (side == 0)
        SVG(drawing->out,
            "<path class=\"gap\" d=\"M% %h%v%h-%z\"/><path class=\"alone\" d=\"M% %h%v9h-%z\">",
            x_of(drawing, from), plot_top, width, drawing->plot_height, width, x_of(drawing, from),
            plot_top - lane, width, width);
    else
        SVG(drawing->out,
            "<path class=\"gap\" d=\"M% %h%v%h-%z\"/><path class=\"alone\" d=\"M% %h9v%h-9z\">",
            plot_left, y_of(drawing, from), drawing->plot_width, width, drawing->plot_width,
            plot_left - lane, y_of(drawing, from), width);
    string_append_c(drawing->out, "<title>");
    svg_text(drawing->out, _("without counterpart"));
    string_append_c(drawing->out, ": ");
    append_range(drawing->out, from, count);
    append_words(drawing, gap);
    string_append_c(drawing->out, "</title></path>\n");
}

/* The sentences of one side that stand alone, those near each other as one mark. */
static void draw_gaps(const struct drawing *drawing, int side)
{
    const struct picture *picture = drawing->picture;
    double each = side == 0 ? drawing->across : drawing->down;
    struct stretch gap = {.count = 0};
    for (size_t i = 0; i <= picture->count; i++) {
        const struct bead *bead = &picture->beads[i];
        bool alone = i < picture->count && is_alone(bead) &&
                     (side == 0 ? bead->source_count : bead->target_count) > 0;
        if (i < picture->count && !alone)
            continue;
        size_t *count = side == 0 ? &gap.source_count : &gap.target_count;
        size_t start = side == 0 ? gap.source : gap.target, at = 0;
        if (alone)
            at = side == 0 ? bead->source : bead->target;
        bool near = gap.count > 0 && alone && each * (double)(at - start - *count) < .5;
        if (near) {
            *count = at + 1 - start;
            continue;
        }
        if (gap.count > 0)
            draw_gap(drawing, side, &gap);
        if (alone)
            gap = stretch_of(bead);
    }
}

/* ---------------------------------------------------------------------------------------- axes */

/* 1, 2 or 5 times a power of ten, so that marks are so far apart at least. */
static size_t tick_step(double each, double apart)
{
    static const size_t steps[] = {1, 2, 5};
    for (size_t power = 1;; power *= 10) {
        for (size_t i = 0; i < 3; i++) {
            if (each * (double)(steps[i] * power) >= apart)
                return steps[i] * power;
        }
    }
}

static void draw_ticks(const struct drawing *drawing)
{
    size_t step = tick_step(drawing->across, 44);
    for (size_t i = 0; i < drawing->sentences[0]; i += step) {
        double x = x_of(drawing, i) + drawing->across / 2;
        SVG(drawing->out, "<path class=\"mark\" d=\"M% %v-4\"/><text class=\"tick mid\" x=\"%\" ",
            x, plot_top, x);
        SVG(drawing->out, "y=\"%\">", plot_top - lane - 6);
        string_append_format(drawing->out, "%zu</text>\n", i);
    }
    step = tick_step(drawing->down, 24);
    for (size_t i = 0; i < drawing->sentences[1]; i += step) {
        double y = y_of(drawing, i) + drawing->down / 2;
        SVG(drawing->out, "<path class=\"mark\" d=\"M% %h-4\"/><text class=\"tick end\" x=\"%\" ",
            plot_left, y, plot_left - lane - 4);
        SVG(drawing->out, "y=\"%\">", y + 4);
        string_append_format(drawing->out, "%zu</text>\n", i);
    }
}

/* "es: 24 sentences" */
static void append_side(const struct drawing *drawing, int side)
{
    size_t count = drawing->sentences[side];
    string_append_c(drawing->out, drawing->picture->sides[side].lang);
    string_append_c(drawing->out, ": ");
    char text[96];
    snprintf(text, sizeof text, P_("%zu sentence", "%zu sentences", count), count);
    svg_text(drawing->out, text);
}

static void draw_axis_names(const struct drawing *drawing)
{
    SVG(drawing->out, "<text class=\"strong\" x=\"%\" y=\"%\">", plot_left, plot_top - lane - 26);
    append_side(drawing, 0);
    string_append_c(drawing->out, " →</text>\n");
    SVG(drawing->out, "<text class=\"strong end\" transform=\"translate(% %) rotate(-90)\">", 30,
        plot_top);
    string_append_c(drawing->out, "← ");
    append_side(drawing, 1);
    string_append_c(drawing->out, "</text>\n");
}

/* A pale line where a paragraph begins, but for those that would stand too close. */
static void draw_paragraphs(const struct drawing *drawing)
{
    string_append_c(drawing->out, "<path class=\"grid\" d=\"");
    for (int side = 0; side < 2; side++) {
        const cotexto_sentence *sentences = drawing->picture->sides[side].sentences;
        double last = 0;
        for (size_t i = 1; i < drawing->sentences[side]; i++) {
            double at = side == 0 ? x_of(drawing, i) : y_of(drawing, i);
            if (sentences[i].paragraph == sentences[i - 1].paragraph || at < last + grid_least)
                continue;
            if (side == 0)
                SVG(drawing->out, "M% %v%", at, plot_top, drawing->plot_height);
            else
                SVG(drawing->out, "M% %h%", plot_left, at, drawing->plot_width);
            last = at;
        }
    }
    string_append_c(drawing->out, "\"/>\n");
}

static void draw_rect(struct string *out, const char *style, double x, double y, double width,
                      double height)
{
    string_append_format(out, "<rect class=\"%s\" ", style);
    SVG(out, "x=\"%\" y=\"%\" width=\"%\" height=\"%\"/>\n", x, y, width, height);
}

static void draw_diamond(struct string *out, double x, double y)
{
    SVG(out, "<path class=\"pin\" d=\"M% %l5 5-5 5-5-5z\"", x, y - 5);
}

static void draw_pins(const struct drawing *drawing)
{
    double x = 0, y = 0;
    for (size_t i = 0; i < drawing->picture->pin_count; i++) {
        const struct align_pin *pin = &drawing->picture->pins[i];
        double dx = x_of(drawing, pin->source) - x, dy = y_of(drawing, pin->target) - y;
        if (fabs(dx) < pins_apart && fabs(dy) < pins_apart)
            continue;
        draw_diamond(drawing->out, x += dx, y += dy);
        string_append_c(drawing->out, "><title>");
        svg_text(drawing->out, _("anchor: these begin together"));
        string_append_format(drawing->out, ": %zu, %zu</title></path>\n", pin->source, pin->target);
    }
}

/* -------------------------------------------------------------------------------------- legend */

static void draw_note(struct string *out, const char *style, double x, double y, const char *text)
{
    string_append_format(out, "<text class=\"%s\" ", style);
    SVG(out, "x=\"%\" y=\"%\">", x, y);
    svg_text(out, text);
    string_append_c(out, "</text>\n");
}

static void draw_legend(const struct drawing *drawing)
{
    struct string *out = drawing->out;
    double x = plot_left + drawing->plot_width + 26, y = plot_top + 4;
    draw_note(out, "strong", x, y, _("Confidence"));
    for (size_t i = 0; i < LEVELS; i++) {
        char style[32];
        snprintf(style, sizeof style, "box %s", levels[i].style);
        SVG(out, "<g fill-opacity=\"%\">", i + 1 < LEVELS ? levels[i].least : 1);
        draw_rect(out, style, x, y += 12, 18, 12);
        string_append_c(out, "</g>");
        draw_note(out, "note", x + 28, y += 10, _(levels[i].name));
    }
    y += 26;
    SVG(out,
        "<path class=\"gap\" d=\"M% %h18v16h-18z\"/><path class=\"alone\" d=\"M% %h18v6h-18z\"/>",
        x, y - 12, x, y - 12);
    draw_note(out, "note", x + 28, y, _("without counterpart"));
    y += 26;
    SVG(out, "<path class=\"frame\" d=\"M% %h9m9 0h-9v-8v16\"/>", x, y - 4);
    draw_note(out, "note", x + 28, y, _("a paragraph begins"));
    y += 24;
    draw_diamond(out, x + 9, y - 4);
    string_append_c(out, "/>");
    draw_note(out, "note", x + 28, y, _("anchor"));
    if (!drawing->single)
        draw_note(out, "note", x, y + 28, _("neighbours drawn as one"));
}

/* --------------------------------------------------------------------------------------- strip */

/* The confidence of a stretch above its sentences; an orange dot for its least sure bead. */
static void draw_bar(const struct drawing *drawing, const struct stretch *stretch)
{
    double x = x_of(drawing, stretch->source), bottom = drawing->strip_top + strip_height;
    double width = larger(drawing->across * (double)stretch->source_count, .8);
    string_append_format(drawing->out, "<path class=\"bar %s\" d=\"",
                         level_of(stretch->mean)->style);
    SVG(drawing->out, "M% %h%v-%h-%z\"/>", x, bottom, width, strip_height * stretch->mean, width);
    if (stretch->least < levels[LEVELS - 2].least)
        SVG(drawing->out, "<path class=\"low\" d=\"M% %h3v3h-3z\"/>", x + width / 2 - 1.5,
            bottom - strip_height * stretch->least - 1.5);
    string_append_char(drawing->out, '\n');
}

static void draw_strip(const struct drawing *drawing)
{
    struct string *out = drawing->out;
    double bottom = drawing->strip_top + strip_height;
    draw_note(out, "strong", plot_left, drawing->strip_top - 10, _("Confidence along the source"));
    draw_rect(out, "ground", plot_left, drawing->strip_top, drawing->plot_width, strip_height);
    each_stretch(drawing, draw_bar);
    for (size_t i = 0; i + 1 < LEVELS; i++) {
        double y = bottom - strip_height * levels[i].least;
        SVG(out, "<path class=\"mark\" stroke-dasharray=\"2 3\" d=\"M% %h%\"/>", plot_left, y,
            drawing->plot_width);
        SVG(out, "<text class=\"tick end\" x=\"%\" y=\"%\">", plot_left - 8, y + 4);
        append_confidence(out, levels[i].least);
        string_append_c(out, "</text>\n");
    }
    draw_rect(out, "frame", plot_left, drawing->strip_top, drawing->plot_width, strip_height);
}

/* ---------------------------------------------------------------------------- least sure beads */

static double column_width(const struct drawing *drawing)
{
    return (drawing->width - drawing->numbers_width - list_left) / 2 - column_gap;
}

/* One side of a bead in the list, in its own direction. */
static void draw_words(const struct drawing *drawing, int side, const struct stretch *bead,
                       double y)
{
    size_t from = side == 0 ? bead->source : bead->target;
    size_t count = side == 0 ? bead->source_count : bead->target_count;
    if (count == 0)
        return;
    const struct intake *intake = &drawing->picture->sides[side];
    cotexto_text text = intake->sentences[from].text;
    double width = column_width(drawing);
    double x = drawing->numbers_width + (width + column_gap) * side;
    bool leftward = cotexto_right_to_left(text);
    SVG(drawing->out, "<text clip-path=\"url(#side%)\" x=\"%\" y=\"%\" ", side,
        leftward ? x + width : x, y);
    string_append_format(drawing->out, "%sxml:lang=\"%s\">",
                         leftward ? "direction=\"rtl\" unicode-bidi=\"embed\" " : "", intake->lang);
    svg_excerpt(drawing->out, text, (size_t)(width / 6.6), count > 1);
    string_append_c(drawing->out, "</text>\n");
}

static void draw_least_sure(const struct drawing *drawing, const struct bead *const list[],
                            size_t count)
{
    struct string *out = drawing->out;
    double y = drawing->list_top, width = column_width(drawing);
    if (count == 0)
        return;
    for (int side = 0; side < 2; side++)
        SVG(out,
            "<clipPath id=\"side%\"><rect x=\"%\" y=\"%\" width=\"%\" height=\"%\"/></clipPath>\n",
            side, drawing->numbers_width + (width + column_gap) * side, y, width,
            drawing->height - y);
    draw_note(out, "strong", list_left, y, _("The least sure"));
    for (size_t i = 0; i < count; i++) {
        struct stretch bead = stretch_of(list[i]);
        y += row_height;
        SVG(out, "<text class=\"tick\" x=\"%\" y=\"%\">", list_left, y);
        append_confidence(out, list[i]->confidence);
        SVG(out, "</text><text class=\"tick\" x=\"%\" y=\"%\">", list_left + 44, y);
        append_ranges(out, &bead);
        string_append_c(out, "</text>\n");
        for (int side = 0; side < 2; side++)
            draw_words(drawing, side, &bead, y);
    }
}

/* --------------------------------------------------------------------------------- the picture */

static void append_names(const struct drawing *drawing)
{
    enum { COLUMNS = 40 };
    for (int i = 0; i < 2; i++) {
        string_append_c(drawing->out, i == 0 ? "" : " → ");
        svg_excerpt_apart(drawing->out, cotexto_text_of(drawing->picture->names[i]), COLUMNS,
                          false);
    }
}

static void append_count(struct string *out, const char *text, size_t count)
{
    char line[96];
    snprintf(line, sizeof line, text, count);
    svg_text(out, line);
}

/* "37 beads · 30 one to one · 3 without counterpart · mean confidence 0.95" */
static void append_summary(const struct drawing *drawing)
{
    const struct picture *picture = drawing->picture;
    struct string *out = drawing->out;
    size_t alone = 0, simple = 0;
    double sum = 0;
    for (size_t i = 0; i < picture->count; i++) {
        const struct bead *bead = &picture->beads[i];
        alone += is_alone(bead);
        simple += bead->source_count == 1 && bead->target_count == 1;
        sum += bead->confidence;
    }
    append_count(out, P_("%zu bead", "%zu beads", picture->count), picture->count);
    string_append_c(out, " · ");
    append_count(out, P_("%zu one to one", "%zu one to one", simple), simple);
    string_append_c(out, " · ");
    append_count(out, P_("%zu without counterpart", "%zu without counterpart", alone), alone);
    if (picture->count == 0)
        return;
    string_append_c(out, " · ");
    svg_text(out, _("mean confidence"));
    string_append_char(out, ' ');
    append_confidence(out, sum / (double)picture->count);
}

static void draw_head(const struct drawing *drawing)
{
    struct string *out = drawing->out;
    string_append_c(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                         "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" ");
    SVG(out, "width=\"%\" height=\"%\" viewBox=\"0 0 % %\">\n", drawing->width, drawing->height,
        drawing->width, drawing->height);
    string_append_c(out, "<title>");
    append_names(drawing);
    string_append_c(out, "</title>\n");
    string_append_c(out, head);
    string_append_c(out, "\n<path fill=\"#fff\" d=\"M0 0");
    SVG(out, "h%v%H0z\"/>\n", drawing->width, drawing->height);
    string_append_c(out, "<text class=\"name\" x=\"24\" y=\"36\">");
    append_names(drawing);
    string_append_c(out, "</text>\n<text class=\"note\" x=\"24\" y=\"58\">");
    append_summary(drawing);
    string_append_c(out, "</text>\n");
}

bool picture_draw(const struct picture *picture, struct string *out, cotexto_error *error)
{
    const struct bead *list[LISTED];
    size_t listed = find_least_sure(picture, list);
    struct drawing drawing = {.picture = picture, .out = out};
    lay_out(&drawing, listed);
    draw_head(&drawing);
    draw_rect(out, "ground", plot_left, plot_top, drawing.plot_width, drawing.plot_height);
    draw_gaps(&drawing, 0);
    draw_gaps(&drawing, 1);
    draw_paragraphs(&drawing);
    draw_axis_names(&drawing);
    draw_ticks(&drawing);
    draw_rect(out, "frame", plot_left, plot_top, drawing.plot_width, drawing.plot_height);
    each_stretch(&drawing, draw_stretch);
    draw_pins(&drawing);
    draw_legend(&drawing);
    draw_strip(&drawing);
    draw_least_sure(&drawing, list, listed);
    string_append_c(out, "</svg>\n");
    return string_ok(out, error);
}
