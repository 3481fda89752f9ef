/* The terminal. */
#include "cli/cli.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static size_t terminal_width(void)
{
    const char *columns = getenv("COLUMNS");
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return size.ws_col;
    long width = columns == NULL ? 0 : strtol(columns, NULL, 10);
    return width > 0 ? (size_t)width : 0;
}

void terminal_init(struct terminal *terminal, const char *color, bool human)
{
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
    terminal->stream = stdout;
    terminal->tty = isatty(STDOUT_FILENO) == 1;
    terminal->human = terminal->tty || human || strcmp(color, "always") == 0;
    terminal->width = terminal->human ? terminal_width() : 0;
    if (strcmp(color, "auto") == 0)
        terminal->colors = terminal->tty && (no_color == NULL || *no_color == '\0') &&
                           (term == NULL || strcmp(term, "dumb") != 0);
    else
        terminal->colors = strcmp(color, "always") == 0;
}

/* -------------------------------------------------------------------------------------- texts */

uint32_t code_point(cotexto_text text, size_t *at)
{
    const unsigned char *b = (const unsigned char *)text.bytes + *at;
    size_t length = b[0] < 0x80 ? 1 : b[0] < 0xE0 ? 2 : b[0] < 0xF0 ? 3 : 4;
    if (length > text.length - *at)
        length = 1;
    uint32_t c = length == 1 ? b[0] : b[0] & (0xFFU >> (length + 1));
    for (size_t i = 1; i < length; i++)
        c = c << 6 | (b[i] & 0x3FU);
    *at += length;
    return c;
}

bool gives_orders(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069) || c == 0x2028 || c == 0x2029;
}

void terminal_safely(FILE *stream, cotexto_text text)
{
    for (size_t at = 0; at < text.length;) {
        size_t start = at;
        uint32_t c = code_point(text, &at);
        if (c == '\t' || c == '\n')
            fputc(' ', stream);
        else if (gives_orders(c))
            fprintf(stream, "\\u{%X}", (unsigned)c);
        else
            fwrite(text.bytes + start, 1, at - start, stream);
    }
}

void terminal_text(const struct terminal *terminal, cotexto_text text)
{
    if (terminal->human)
        terminal_safely(terminal->stream, text);
    else
        fwrite(text.bytes, 1, text.length, terminal->stream);
}

void terminal_style(const struct terminal *terminal, enum style style)
{
    static const char *const codes[] = {"\033[0m",    "\033[1m",    "\033[2m",   "\033[31;9m",
                                        "\033[32;4m", "\033[1;33m", "\033[4;35m"};
    if (terminal->colors)
        fputs(codes[style], terminal->stream);
}

void print_cell(FILE *stream, cotexto_text text)
{
    for (size_t at = 0; at < text.length;) {
        size_t start = at;
        while (at < text.length && memchr("\t\n\r", text.bytes[at], 3) == NULL)
            at++;
        fwrite(text.bytes + start, 1, at - start, stream);
        if (at < text.length) {
            fputc(' ', stream);
            at++;
        }
    }
}

/* --------------------------------------------------------------------------------- paragraphs */

static void turn_to(struct paragraph *paragraph, enum style style)
{
    if (paragraph->style == style)
        return;
    if (paragraph->style != STYLE_PLAIN)
        terminal_style(paragraph->terminal, STYLE_PLAIN);
    if (style != STYLE_PLAIN)
        terminal_style(paragraph->terminal, style);
    paragraph->style = style;
}

void paragraph_start(struct paragraph *paragraph, const struct terminal *terminal,
                     const char *label, enum style style, size_t indent)
{
    *paragraph = (struct paragraph){.terminal = terminal, .indent = indent, .column = indent};
    turn_to(paragraph, style);
    fputs(label, terminal->stream);
    turn_to(paragraph, STYLE_PLAIN);
    for (size_t column = cotexto_display_width(cotexto_text_of(label)); column < indent; column++)
        fputc(' ', terminal->stream);
}

static void new_line(struct paragraph *paragraph)
{
    turn_to(paragraph, STYLE_PLAIN);
    fputc('\n', paragraph->terminal->stream);
    for (size_t i = 0; i < paragraph->indent; i++)
        fputc(' ', paragraph->terminal->stream);
    paragraph->column = paragraph->indent;
}

static void put_word(struct paragraph *paragraph, cotexto_text word, enum style style)
{
    size_t width = cotexto_display_width(word), blank = paragraph->blank,
           most = paragraph->terminal->width;
    if (blank > 0 && most > 0 && paragraph->column > paragraph->indent &&
        paragraph->column + blank + width > most) {
        new_line(paragraph);
    } else if (blank > 0) {
        if (paragraph->style != style) /* a blank between two styles is plain */
            turn_to(paragraph, STYLE_PLAIN);
        fputc(' ', paragraph->terminal->stream);
        paragraph->column++;
    }
    paragraph->blank = false;
    turn_to(paragraph, style);
    terminal_text(paragraph->terminal, word);
    paragraph->column += width;
}

void paragraph_add(struct paragraph *paragraph, cotexto_text text, enum style style)
{
    for (size_t at = 0; at < text.length;) {
        size_t end = at;
        while (end < text.length && text.bytes[end] != ' ')
            end++;
        if (end > at)
            put_word(paragraph, (cotexto_text){text.bytes + at, end - at}, style);
        if (end < text.length) {
            if (paragraph->blank) /* two blanks are two: a difference must be seen */
                put_word(paragraph, (cotexto_text){"", 0}, style);
            paragraph->blank = true;
            end++;
        }
        at = end;
    }
}

void paragraph_need(struct paragraph *paragraph, size_t width)
{
    size_t most = paragraph->terminal->width;
    if (most == 0 || paragraph->column <= paragraph->indent ||
        paragraph->column + paragraph->blank + width <= most)
        return;
    paragraph->blank = false;
    new_line(paragraph);
}

void paragraph_end(struct paragraph *paragraph)
{
    turn_to(paragraph, STYLE_PLAIN);
    fputc('\n', paragraph->terminal->stream);
}

void paragraph_add_marked(struct paragraph *paragraph, cotexto_text text, enum style style,
                          const cotexto_range *parts, size_t count, enum style part_style,
                          const char *open, const char *close)
{
    bool marks = !paragraph->terminal->colors;
    size_t from = 0;
    for (size_t i = 0; i < count; i++) {
        cotexto_text part = {text.bytes + parts[i].start, parts[i].end - parts[i].start};
        if (part.length == 0)
            continue;
        paragraph_add(paragraph, (cotexto_text){text.bytes + from, parts[i].start - from}, style);
        if (marks)
            paragraph_add(paragraph, cotexto_text_of(open), STYLE_PLAIN);
        paragraph_add(paragraph, part, part_style);
        if (marks)
            paragraph_add(paragraph, cotexto_text_of(close), STYLE_PLAIN);
        from = parts[i].end;
    }
    if (from < text.length)
        paragraph_add(paragraph, (cotexto_text){text.bytes + from, text.length - from}, style);
}

/* ----------------------------------------------------------------------------------- progress */

/* A signal can only reach a variable of the program: the one that the command has. It holds the
 * signal's number, 0 before any. */
static volatile sig_atomic_t interrupted;

static void take_interrupt(int number)
{
    interrupted = number;
}

int progress_signal(void)
{
    return interrupted;
}

void progress_init(struct progress *progress, const char *kind, bool quiet)
{
    const char *term = getenv("TERM");
    progress->shown = false;
    progress->kind = PROGRESS_NONE;
    if (strcmp(kind, "json") == 0)
        progress->kind = PROGRESS_JSON;
    else if (strcmp(kind, "auto") == 0 && !quiet && isatty(STDERR_FILENO) == 1 &&
             (term == NULL || strcmp(term, "dumb") != 0))
        progress->kind = PROGRESS_LINE;
    clock_gettime(CLOCK_MONOTONIC, &progress->start);
    progress->last = progress->start;
}

static double seconds_between(const struct timespec *from, const struct timespec *to)
{
    return (double)(to->tv_sec - from->tv_sec) + (double)(to->tv_nsec - from->tv_nsec) / 1e9;
}

static const char *work_name(cotexto_work work)
{
    switch (work) {
    case COTEXTO_WORK_FILES: return N_("files");
    case COTEXTO_WORK_SENTENCES: return N_("sentences");
    case COTEXTO_WORK_UNITS: return N_("units");
    case COTEXTO_WORK_SEGMENTS: return N_("segments");
    case COTEXTO_WORK_BYTES: return N_("bytes");
    case COTEXTO_WORK_CHECK: return N_("bytes checked after the stop");
    }
    return "";
}

static void show_line(double passed, cotexto_work work, uint64_t done, uint64_t total)
{
    fprintf(stderr, "\r\033[K%llu", (unsigned long long)done);
    if (total > 0)
        fprintf(stderr, "/%llu", (unsigned long long)total);
    fprintf(stderr, " %s", _(work_name(work)));
    if (passed > 1 && done > 0) {
        fprintf(stderr, ", %.0f/s", (double)done / passed);
        if (total > done)
            fprintf(stderr, _(", %.0f s left"), passed * (double)(total - done) / (double)done);
    }
    fflush(stderr);
}

static bool report(void *context, cotexto_work work, uint64_t done, uint64_t total)
{
    struct progress *progress = context;
    struct timespec now;
    if (interrupted && work != COTEXTO_WORK_CHECK)
        return false;
    if (progress->kind == PROGRESS_NONE)
        return true;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (seconds_between(&progress->last, &now) < .1 && done < total)
        return true;
    progress->last = now;
    if (progress->kind == PROGRESS_JSON) {
        fprintf(stderr, "{\"progress\":{\"work\":\"%s\",\"done\":%llu,\"total\":%llu}}\n",
                work_name(work), (unsigned long long)done, (unsigned long long)total);
        return true;
    }
    show_line(seconds_between(&progress->start, &now), work, done, total);
    progress->shown = true;
    return true;
}

cotexto_progress progress_callback(struct progress *progress)
{
    struct sigaction action = {.sa_handler = take_interrupt, .sa_flags = (int)SA_RESETHAND};
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    return (cotexto_progress){report, progress};
}

void progress_clear(struct progress *progress)
{
    if (progress->shown)
        fputs("\r\033[K", stderr);
    progress->shown = false;
}
