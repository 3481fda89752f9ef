/* Checks on the text as a whole: is there one, how long is it, is it sound. */
#include "check/check.h"

#include <math.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "base/message.h"
#include "base/text.h"
#include "text/mojibake.h"
#include "text/unicode.h"

static cotexto_range all_of(cotexto_text text)
{
    return (cotexto_range){0, text.length};
}

void check_empty(struct check_unit *unit)
{
    if (unicode_trim(unit->target.text).length == 0)
        check_report(unit, COTEXTO_CHECK_EMPTY, COTEXTO_ERROR, all_of(unit->source.text),
                     CHECK_NOWHERE, "%s", _("there is no translation"));
}

/* How far from the usual a length may be, as ln of a ratio: so many standard deviations, and at
 * least about twice or half as long (bench/check). */
#define SPREADS     4.0
#define LEAST_LIMIT 0.6
/* Without habits: more than three times as long. */
#define BLIND_LIMIT 1.2

void check_length(struct check_unit *unit)
{
    const struct check_habits *habits = unit->habits;
    double excess = habits_excess(habits, unit->source.text, unit->target.text);
    double limit = BLIND_LIMIT;
    if (habits != NULL && habits->ratio_known)
        limit = fmax(SPREADS * habits->spread, LEAST_LIMIT);
    if (fabs(excess) <= limit)
        return;
    if (excess > 0)
        check_report(unit, COTEXTO_CHECK_LENGTH, COTEXTO_WARNING, CHECK_NOWHERE,
                     all_of(unit->target.text), _("the translation is %.1f times as long as usual"),
                     exp(excess));
    else
        check_report(unit, COTEXTO_CHECK_LENGTH, COTEXTO_WARNING, all_of(unit->source.text),
                     CHECK_NOWHERE, _("the translation is %.1f times shorter than usual"),
                     exp(-excess));
}

/* -------------------------------------------------------------------------------------- blanks */

/* White space at an end of a text. */
static cotexto_range margin(cotexto_text text, bool behind)
{
    cotexto_text inside = unicode_trim(text);
    size_t start = inside.length == 0 ? text.length : (size_t)(inside.bytes - text.bytes);
    return behind ? (cotexto_range){start + inside.length, text.length} : (cotexto_range){0, start};
}

/* The first run of two or more blanks inside a text. */
static cotexto_range double_blank(cotexto_text text)
{
    size_t from = margin(text, false).end, to = margin(text, true).start;
    for (size_t i = from; i + 1 < to; i++) {
        size_t end = i;
        while (end < to && text.bytes[end] == ' ')
            end++;
        if (end >= i + 2)
            return (cotexto_range){i, end};
    }
    return CHECK_NOWHERE;
}

void check_blanks(struct check_unit *unit)
{
    cotexto_text source = unit->source.text, target = unit->target.text;
    for (int behind = 0; behind < 2; behind++) {
        cotexto_range a = margin(source, behind), b = margin(target, behind);
        if ((a.end > a.start) == (b.end > b.start))
            continue;
        if (b.end > b.start)
            check_report(unit, COTEXTO_CHECK_BLANKS, COTEXTO_WARNING, CHECK_NOWHERE, b, "%s",
                         behind ? _("white space at the end that the source has not")
                                : _("white space at the begin that the source has not"));
        else
            check_report(unit, COTEXTO_CHECK_BLANKS, COTEXTO_WARNING, a, CHECK_NOWHERE, "%s",
                         behind ? _("the source's white space at the end is missing")
                                : _("the source's white space at the begin is missing"));
    }
    cotexto_range twice = double_blank(target);
    if (twice.end > 0 && double_blank(source).end == 0)
        check_report(unit, COTEXTO_CHECK_BLANKS, COTEXTO_WARNING, CHECK_NOWHERE, twice, "%s",
                     _("more than one blank in a row"));
}

/* ------------------------------------------------------------------------------------- damages */

void check_mojibake(struct check_unit *unit)
{
    if (mojibake_seen(unit->target.text))
        check_report(unit, COTEXTO_CHECK_MOJIBAKE, COTEXTO_ERROR, CHECK_NOWHERE,
                     all_of(unit->target.text), "%s",
                     _("the translation looks as if it was read in the wrong encoding"));
    else if (mojibake_seen(unit->source.text))
        check_report(unit, COTEXTO_CHECK_MOJIBAKE, COTEXTO_WARNING, all_of(unit->source.text),
                     CHECK_NOWHERE, "%s",
                     _("the source looks as if it was read in the wrong encoding"));
}

static bool is_sound(UChar32 c)
{
    return c == '\t' || c == '\n' || c == '\r' ||
           (u_charType(c) != U_CONTROL_CHAR && c != 0xFFFD && c != 0xFEFF &&
            !U_IS_UNICODE_NONCHAR(c));
}

/* The first character that no text should have; *c is it. Controls that the other side has too are
 * there on purpose: messages of programs have them. */
static cotexto_range unsound(cotexto_text text, cotexto_text other, UChar32 *c)
{
    for (size_t i = 0; i < text.length;) {
        size_t start = i;
        U8_NEXT_OR_FFFD(text.bytes, i, text.length, *c);
        if (!is_sound(*c) &&
            (u_charType(*c) != U_CONTROL_CHAR ||
             memmem(other.bytes, other.length, text.bytes + start, i - start) == NULL))
            return (cotexto_range){start, i};
    }
    return CHECK_NOWHERE;
}

void check_control(struct check_unit *unit)
{
    UChar32 c;
    cotexto_range target = unsound(unit->target.text, unit->source.text, &c);
    if (target.end > 0) {
        check_report(unit, COTEXTO_CHECK_CONTROL, COTEXTO_ERROR, CHECK_NOWHERE, target,
                     _("the character U+%04X does not belong into a text"), (unsigned)c);
        return;
    }
    cotexto_range source = unsound(unit->source.text, unit->target.text, &c);
    if (source.end > 0)
        check_report(unit, COTEXTO_CHECK_CONTROL, COTEXTO_WARNING, source, CHECK_NOWHERE,
                     _("the character U+%04X does not belong into a text"), (unsigned)c);
}
