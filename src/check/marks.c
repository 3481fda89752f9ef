/* Marks: the end of the text, brackets, quotation marks, and the opening marks of Spanish. */
#include "check/check.h"

#include <string.h>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "base/message.h"
#include "base/tag.h"
#include "base/text.h"
#include "text/unicode.h"

static bool is_one_of(const char *lang, const char *const *list)
{
    for (; *list != NULL; list++) {
        if (tag_same_language(lang, *list))
            return true;
    }
    return false;
}

/* ------------------------------------------------------------------------------------- the end */

enum end {
    END_NONE,
    END_STOP,
    END_QUESTION,
    END_EXCLAMATION,
    END_COLON,
    END_SEMICOLON,
    END_COMMA,
    END_ELLIPSIS
};

static enum end end_of(UChar32 c, const char *lang)
{
    switch (c) {
    case ';': return tag_same_language(lang, "el") ? END_QUESTION : END_SEMICOLON;
    case '.':
    case 0x3002:
    case 0xFF0E:
    case 0xFF61:
    case 0x0964:
    case 0x06D4:
    case 0x0589:
    case 0x1362: return END_STOP;
    case '?':
    case 0xFF1F:
    case 0x061F:
    case 0x037E:
    case 0x055E: return END_QUESTION;
    case '!':
    case 0xFF01:
    case 0x055C: return END_EXCLAMATION;
    case ':':
    case 0xFF1A: return END_COLON;
    case 0xFF1B:
    case 0x061B: return END_SEMICOLON;
    case ',':
    case 0xFF0C:
    case 0x3001:
    case 0x060C: return END_COMMA;
    case 0x2026:
    case 0x22EF: return END_ELLIPSIS;
    default: return END_NONE;
    }
}

/* What may stand behind the last mark: closing brackets, quotation marks, tags, white space. */
static bool may_follow(UChar32 c)
{
    int8_t type = u_charType(c);
    return u_isUWhiteSpace(c) || c == '"' || c == '\'' || c == 0xFFFC || c == '*' || c == '_' ||
           type == U_END_PUNCTUATION || type == U_FINAL_PUNCTUATION ||
           type == U_INITIAL_PUNCTUATION || type == U_FORMAT_CHAR;
}

/* The last mark of a text: its kind and where it stands. */
static enum end last_mark(const struct check_side *side, cotexto_range *range)
{
    cotexto_text text = side->text;
    size_t at = text.length, end = at;
    UChar32 c = 0;
    while (at > 0) {
        end = at;
        c = unicode_last(text_slice(text, 0, end), &at);
        if (!may_follow(c))
            break;
    }
    *range = (cotexto_range){at, end};
    enum end kind = at == end ? END_NONE : end_of(c, side->language->lang);
    if (kind == END_STOP && at >= 2 && text.bytes[at - 1] == '.' && text.bytes[at - 2] == '.')
        kind = END_ELLIPSIS;
    if (kind == END_NONE)
        *range = (cotexto_range){text.length, text.length};
    return kind;
}

/* Languages that end sentences without a mark. */
static const char *const without_end[] = {"th", "lo", "km", "my", NULL};

/* "!" for a plain statement, and an ellipsis in the place of a stop, are matters of taste. */
static cotexto_severity end_severity(enum end a, enum end b)
{
    bool question = a == END_QUESTION || b == END_QUESTION;
    return question && a != END_NONE ? COTEXTO_WARNING : COTEXTO_INFO;
}

void check_end(struct check_unit *unit)
{
    cotexto_range from, to;
    enum end a = last_mark(&unit->source, &from), b = last_mark(&unit->target, &to);
    if (a == b || is_one_of(unit->source.language->lang, without_end) ||
        is_one_of(unit->target.language->lang, without_end))
        return;
    const char *expected = check_quote(unit, unit->source.text, from),
               *found = check_quote(unit, unit->target.text, to);
    if (a == END_NONE)
        check_report(unit, COTEXTO_CHECK_END, end_severity(a, b), CHECK_NOWHERE, to,
                     _("\"%s\" at the end is not in the source"), found);
    else if (b == END_NONE)
        check_report(unit, COTEXTO_CHECK_END, end_severity(a, b), from, CHECK_NOWHERE,
                     _("\"%s\" at the end is missing"), expected);
    else
        check_report(unit, COTEXTO_CHECK_END, end_severity(a, b), from, to,
                     _("\"%s\" is expected at the end, \"%s\" is there"), expected, found);
}

/* ------------------------------------------------------------------------------------ brackets */

/* Kinds of brackets: opening and closing, wide forms beside their own. */
static const UChar32 brackets[][2] = {
    {'(', ')'}, {'[', ']'}, {'{', '}'}, {0xFF08, 0xFF09}, {0xFF3B, 0xFF3D}, {0xFF5B, 0xFF5D},
};
enum { BRACKETS = sizeof brackets / sizeof *brackets, KINDS = 3, DEEPEST = 64, LABEL_MOST = 5 };

struct nesting {
    size_t counts[KINDS]; /* opened and closed */
    bool balanced;
    cotexto_range wrong; /* the first that is not */
};

/* 2 * kind for an opening bracket, and one more for a closing one; -1: it is none. */
static int bracket_kind(UChar32 c)
{
    for (int i = 0; i < BRACKETS; i++) {
        if (c == brackets[i][0] || c == brackets[i][1])
            return 2 * (i % KINDS) + (c == brackets[i][1]);
    }
    return -1;
}

/* "a)" and "12)" count the parts of a list, ":)" is a face. */
static bool stands_alone(cotexto_text text, size_t at)
{
    size_t begin = at;
    if (at > 0 && strchr(":;-", text.bytes[at - 1]) != NULL)
        return true;
    while (begin > 0 && at - begin < 4 && u_isalnum((unsigned char)text.bytes[begin - 1]))
        begin--;
    return begin < at && at - begin < 4 && (begin == 0 || text.bytes[begin - 1] == ' ');
}

static struct nesting nest(cotexto_text text)
{
    struct nesting nesting = {.balanced = true};
    struct {
        int kind;
        cotexto_range range;
    } open[DEEPEST];
    size_t depth = 0;
    for (size_t i = 0; i < text.length;) {
        size_t start = i;
        UChar32 c;
        U8_NEXT_OR_FFFD(text.bytes, i, text.length, c);
        int kind = bracket_kind(c);
        if (kind < 0)
            continue;
        if (kind % 2 == 0 && depth < DEEPEST) {
            open[depth].kind = kind;
            open[depth++].range = (cotexto_range){start, i};
        } else if (depth > 0 && open[depth - 1].kind == kind - 1) {
            depth--;
            /* "(a) ..." may be "a) ..." */
            nesting.counts[kind / 2] += open[depth].range.start > 0 || i > LABEL_MOST;
        } else if (!stands_alone(text, start) && nesting.balanced) {
            nesting.balanced = false;
            nesting.wrong = (cotexto_range){start, i};
        }
    }
    if (depth > 0 && nesting.balanced) {
        nesting.balanced = false;
        nesting.wrong = open[depth - 1].range;
    }
    return nesting;
}

void check_brackets(struct check_unit *unit)
{
    static const char *const names[KINDS] = {"( )", "[ ]", "{ }"};
    struct nesting a = nest(unit->source.text), b = nest(unit->target.text);
    if (!a.balanced)
        return;
    if (!b.balanced) {
        check_report(unit, COTEXTO_CHECK_BRACKETS, COTEXTO_ERROR, CHECK_NOWHERE, b.wrong,
                     _("\"%s\" has no counterpart"), check_quote(unit, unit->target.text, b.wrong));
        return;
    }
    for (size_t i = 0; i < KINDS; i++) {
        if (a.counts[i] != b.counts[i])
            check_report(unit, COTEXTO_CHECK_BRACKETS, COTEXTO_INFO, CHECK_NOWHERE, CHECK_NOWHERE,
                         _("%s: %zu in the source, %zu in the translation"), names[i], a.counts[i],
                         b.counts[i]);
    }
}

/* -------------------------------------------------------------------------------------- quotes */

struct quotes {
    size_t straight, curved, left, right; /* ", “ ” „, «, » */
    bool inch;                            /* a " behind a digit */
    bool single;                          /* a ‘, or a ' that is no apostrophe */
    cotexto_range last;
};

static struct quotes count_quotes(cotexto_text text)
{
    struct quotes quotes = {0};
    UChar32 before = 0;
    for (size_t i = 0; i < text.length;) {
        size_t start = i;
        UChar32 c;
        U8_NEXT_OR_FFFD(text.bytes, i, text.length, c);
        bool curved = c == 0x201C || c == 0x201D || c == 0x201E || c == 0x201F;
        quotes.single =
            quotes.single || c == 0x2018 || ((c == '\'' || c == '`') && !u_isalpha(before));
        quotes.straight += c == '"';
        quotes.curved += curved;
        quotes.left += c == 0xAB || c == 0x300C;
        quotes.right += c == 0xBB || c == 0x300D;
        quotes.inch =
            quotes.inch || (c == '"' && u_isdigit(before)) || (c == '"' && before == '\\');
        if (c == '"' || curved || c == 0xAB || c == 0xBB || c == 0x300C || c == 0x300D)
            quotes.last = (cotexto_range){start, i};
        before = c;
    }
    return quotes;
}

static bool quotes_close(const struct quotes *quotes)
{
    return (quotes->straight + quotes->curved) % 2 == 0 && quotes->left == quotes->right;
}

void check_quotes(struct check_unit *unit)
{
    struct quotes a = count_quotes(unit->source.text), b = count_quotes(unit->target.text);
    if (!quotes_close(&a) || a.inch || b.inch)
        return;
    size_t in_source = a.straight + a.curved + a.left + a.right,
           in_target = b.straight + b.curved + b.left + b.right;
    if (in_source == 0 && a.single) { /* they may count as others; « and » must be a pair */
        if (b.left != b.right)
            check_report(unit, COTEXTO_CHECK_QUOTES, COTEXTO_WARNING, CHECK_NOWHERE, b.last,
                         _("\"%s\" has no counterpart"),
                         check_quote(unit, unit->target.text, b.last));
        return;
    }
    /* where the source has none, a quotation may go on from the unit before */
    if (!quotes_close(&b))
        check_report(unit, COTEXTO_CHECK_QUOTES, in_source > 0 ? COTEXTO_WARNING : COTEXTO_INFO,
                     CHECK_NOWHERE, b.last, _("\"%s\" has no counterpart"),
                     check_quote(unit, unit->target.text, b.last));
    else if (in_source != in_target)
        check_report(unit, COTEXTO_CHECK_QUOTES, COTEXTO_INFO, a.last, b.last,
                     _("quotation marks: %zu in the source, %zu in the translation"), in_source,
                     in_target);
}

/* ------------------------------------------------------------------------------- opening marks */

static const char *const with_opening[] = {"es", "ast", NULL};
/* languages whose writers may or may not use them */
static const char *const may_open[] = {"es", "ast", "gl", "ca", "eu", "an", NULL};

static bool is_opening(UChar32 c)
{
    return c == 0xBF || c == 0xA1;
}

static bool is_closing(UChar32 c)
{
    return c == '?' || c == '!';
}

/* Whether a "?" or "!" ends a question or an exclamation: it stands behind a word, and before a
 * blank, the end, or another mark. In "file?name" and "a != b" it does not. */
static bool ends_sentence(cotexto_text text, size_t end, const UChar32 before[2])
{
    UChar32 after = ' ', last = before[0];
    if (end < text.length)
        U8_NEXT_OR_FFFD(text.bytes, end, text.length, after);
    bool word = u_isalnum(last) || last == ')' || last == 0xBB || last == 0x201D || last == '%' ||
                last == 0x2026 || last == '.';
    /* behind a quotation mark, what it closes counts */
    word = word || ((last == '"' || last == '\'' || last == 0x2019) && u_isalnum(before[1]));
    return word && (u_isUWhiteSpace(after) || (u_ispunct(after) && after != '=' && after != '_' &&
                                               after != '/' && after != '&' && after != '*'));
}

/* Whether the source has this word with a "!", as a name may ("Yahoo!"). */
static bool is_name(const struct check_unit *unit, size_t mark)
{
    const cotexto_text target = unit->target.text, source = unit->source.text;
    size_t begin = mark;
    while (begin > 0 && (unsigned char)target.bytes[begin - 1] > ' ')
        begin--;
    size_t length = mark + 1 - begin;
    return length > 1 && target.bytes[mark] == '!' &&
           memmem(source.bytes, source.length, target.bytes + begin, length) != NULL;
}

/* The first closing mark of the target that no opening one stands before, since the last. */
static cotexto_range unopened(const struct check_unit *unit)
{
    cotexto_text text = unit->target.text;
    bool open = false;
    UChar32 before[2] = {0, 0};
    for (size_t i = 0; i < text.length;) {
        size_t start = i;
        UChar32 c;
        U8_NEXT_OR_FFFD(text.bytes, i, text.length, c);
        open = open || is_opening(c);
        if (is_closing(c) && ends_sentence(text, i, before)) {
            if (!open && !is_name(unit, start))
                return (cotexto_range){start, i};
            open = false;
        }
        before[1] = before[0];
        before[0] = c;
    }
    return CHECK_NOWHERE;
}

static cotexto_range first_opening(cotexto_text text)
{
    for (size_t i = 0; i < text.length;) {
        size_t start = i;
        UChar32 c;
        U8_NEXT_OR_FFFD(text.bytes, i, text.length, c);
        if (is_opening(c))
            return (cotexto_range){start, i};
    }
    return CHECK_NOWHERE;
}

void check_opening(struct check_unit *unit)
{
    const char *lang = unit->target.language->lang;
    cotexto_range there = first_opening(unit->target.text);
    if (is_one_of(lang, with_opening)) {
        cotexto_range wrong = unopened(unit);
        /* a sentence may begin in the unit before */
        if (wrong.end > 0)
            check_report(unit, COTEXTO_CHECK_OPENING, COTEXTO_WARNING, CHECK_NOWHERE, wrong,
                         _("no \"%s\" stands before \"%s\""),
                         unit->target.text.bytes[wrong.start] == '?' ? "¿" : "¡",
                         check_quote(unit, unit->target.text, wrong));
    } else if (there.end > 0 && !is_one_of(lang, may_open) &&
               (is_one_of(unit->source.language->lang, may_open) ||
                first_opening(unit->source.text).end == 0)) {
        check_report(unit, COTEXTO_CHECK_OPENING, COTEXTO_WARNING, CHECK_NOWHERE, there,
                     _("\"%s\" does not belong into this language"),
                     check_quote(unit, unit->target.text, there));
    }
}
