/* Structure of plain text: lines are read once; each either goes on with the block before it or
 * starts a new one. */
#include "text/structure.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include "base/error.h"
#include "base/string.h"
#include "base/text.h"
#include "text/unicode.h"

/* A line shorter than this that ends without a mark is no wrapped line but one by itself. */
enum { SHORTEST_WRAPPED = 40, LONGEST_HEADING = 120 };

struct reading {
    struct arena *arena;
    struct structure *out;
    size_t room;
    struct string joined; /* the block being put together */
    cotexto_text last;    /* its last line */
    enum block_kind kind;
    size_t line;  /* where it began */
    size_t depth; /* of quotation */
    uint32_t paragraph;
    bool open;
    cotexto_error *error;
};

/* Bytes of a list marker with its blank: "- ", "* ", "• ", "1. ", "12) ", "a) ", "(b) ", "IV. "; 0
 * when there is none. A dash of dialogue (—) is no marker. */
static size_t list_marker(cotexto_text line)
{
    UChar32 c = unicode_first(line, NULL);
    size_t i = 0, digits = 0, letters = 0;
    if (c == '-' || c == '*' || c == '+' || c == 0x2022 || c == 0x25AA || c == 0x25CF ||
        c == 0x2023 || c == 0x2013) {
        U8_FWD_1(line.bytes, i, line.length);
        return i < line.length && (line.bytes[i] == ' ' || line.bytes[i] == '\t') ? i + 1 : 0;
    }
    i = c == '(';
    while (i < line.length && line.bytes[i] >= '0' && line.bytes[i] <= '9' && digits < 4)
        i++, digits++;
    if (digits == 0 && i < line.length && u_isalpha((UChar32)(unsigned char)line.bytes[i]))
        i++, letters++;
    if (digits + letters == 0 || i + 1 >= line.length)
        return 0;
    bool closed = line.bytes[i] == ')' || (line.bytes[i] == '.' && digits > 0);
    return closed && (line.bytes[i + 1] == ' ' || line.bytes[i + 1] == '\t') ? i + 2 : 0;
}

static bool is_wide(UChar32 c)
{
    int width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH;
}

/* A line that was broken only because it was full: it is long, ends in the middle of something, and
 * the next goes on. */
static bool goes_on(cotexto_text last, cotexto_text next)
{
    UChar32 end = unicode_last(last, NULL), start = unicode_first(next, NULL);
    if (is_wide(end) && is_wide(start))
        return end != 0x3002 && end != 0xFF01 && end != 0xFF1F;
    if (cotexto_display_width(last) < SHORTEST_WRAPPED)
        return false;
    if (u_islower(start))
        return true;
    bool middle = u_isalnum(end) || end == ',' || end == '-' || end == ';' || end == 0x2019;
    return middle && cotexto_display_width(last) <= LONGEST_HEADING &&
           (u_isalnum(start) || u_ispunct(start)) && cotexto_display_width(last) >= 60;
}

static bool ends_sentence(UChar32 c)
{
    switch (c) {
    case '.':
    case '!':
    case '?':
    case ':':
    case ';':
    case ',':
    case 0x2026:
    case 0x3002:
    case 0xFF01:
    case 0xFF1F:
    case '"':
    case 0x201D:
    case 0xBB:
    case ')': return true;
    default: return false;
    }
}

static bool close_block(struct reading *r)
{
    if (!r->open)
        return true;
    r->open = false;
    r->out->blocks =
        arena_grow(r->arena, r->out->blocks, r->out->count, &r->room, sizeof *r->out->blocks);
    if (r->out->blocks == NULL || !string_ok(&r->joined, r->error))
        return error_no_memory(r->error);
    cotexto_text text = arena_text(r->arena, string_text(&r->joined));
    if (text.bytes == NULL)
        return error_no_memory(r->error);
    enum block_kind kind = r->kind;
    if (kind == BLOCK_PARAGRAPH && !ends_sentence(unicode_last(text, NULL)) &&
        cotexto_display_width(text) <= LONGEST_HEADING)
        kind = BLOCK_HEADING;
    r->out->blocks[r->out->count++] = (struct block){text, kind, r->paragraph, r->line};
    return true;
}

static void open_block(struct reading *r, cotexto_text line, size_t number)
{
    string_reset(&r->joined);
    string_append_text(&r->joined, line);
    r->kind = list_marker(line) > 0 ? BLOCK_ITEM : BLOCK_PARAGRAPH;
    r->last = line;
    r->line = number;
    r->open = true;
}

/* "long-" before "term": a word that was parted at the end of a line. */
static bool is_parted(cotexto_text joined, cotexto_text line)
{
    size_t hyphen;
    return unicode_last(joined, &hyphen) == '-' && u_islower(unicode_first(line, NULL)) &&
           u_isalpha(unicode_last(text_slice(joined, 0, hyphen), NULL));
}

/* The hyphen of a parted word stays: whether it belongs to the word can't be known. */
static void go_on(struct reading *r, cotexto_text line)
{
    bool wide = is_wide(unicode_last(r->last, NULL)) && is_wide(unicode_first(line, NULL));
    if (!wide && !is_parted(string_text(&r->joined), line))
        string_append_char(&r->joined, ' ');
    string_append_text(&r->joined, line);
    r->last = line;
}

/* The marks of quotation in front of a line of mail: "> > ". */
static cotexto_text without_marks(cotexto_text line, size_t *depth)
{
    *depth = 0;
    while (line.length > 0 && line.bytes[0] == '>') {
        ++*depth;
        line = unicode_trim(text_slice(line, 1, line.length));
    }
    return line;
}

static bool take_line(struct reading *r, cotexto_text line, size_t number, bool *blank)
{
    size_t depth;
    line = without_marks(unicode_trim(line), &depth);
    if (line.length == 0) {
        *blank = true;
        return close_block(r);
    }
    if (*blank)
        r->paragraph++;
    *blank = false;
    if (r->open && depth == r->depth && list_marker(line) == 0 && goes_on(r->last, line)) {
        go_on(r, line);
        return true;
    }
    if (!close_block(r))
        return false;
    open_block(r, line, number);
    r->depth = depth;
    return true;
}

bool structure_plain(cotexto_text text, struct arena *arena, struct structure *out,
                     cotexto_error *error)
{
    struct reading r = {.arena = arena, .out = out, .error = error};
    bool blank = true, good = true;
    size_t number = 0;
    *out = (struct structure){0};
    for (size_t start = 0; good && start < text.length;) {
        size_t end = start;
        while (end < text.length && text.bytes[end] != '\n')
            end++;
        good = take_line(&r, text_slice(text, start, end), ++number, &blank);
        start = end + 1;
    }
    good = good && close_block(&r);
    string_free(&r.joined);
    return good;
}
