/* SRX rules, read by libxml2 and run by ICU's regular expressions.
 *
 * A rule of two sides B and A is the expression (?:B)(?=A), searched forwards from every start,
 * never with look-behind, which ICU limits. Rules that break are run over the whole block; rules
 * that do not are asked only at the places so found, and only those that stand before the rule that
 * breaks there. */
#include "segment/srx.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <unicode/uregex.h>
#include <unicode/ustring.h>

#include "base/error.h"
#include "base/markup.h"
#include "base/message.h"
#include "base/string.h"
#include "base/tag.h"
#include "base/text.h"
#include "segment/span.h"
#include "text/unicode.h"

/* How far before a place an exception may begin, in UTF-16 units. */
enum { REACH = 64, STACK_LIMIT = 8 << 20, TIME_LIMIT = 1000 };

struct rule {
    bool breaks;
    cotexto_text before, after; /* expressions */
    size_t line;
};

struct rule_set { /* <languagerule> */
    cotexto_text name;
    struct rule *rules;
    size_t count, room;
};

struct language_map {
    cotexto_text pattern, name;
    size_t line;
};

struct srx {
    struct arena arena;
    bool cascade;
    uint64_t hash;
    struct rule_set *sets;
    size_t set_count, set_room;
    struct language_map *maps;
    size_t map_count, map_room;
};

/* ------------------------------------------------------------------------------------- reading */

static bool is_element(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

static cotexto_text keep(struct srx *srx, xmlChar *owned)
{
    cotexto_text text = arena_text(&srx->arena, cotexto_text_of((const char *)owned));
    xmlFree(owned);
    return text;
}

static cotexto_text attribute(struct srx *srx, xmlNode *node, const char *name)
{
    return keep(srx, xmlGetNoNsProp(node, BAD_CAST name));
}

static size_t line_of(const xmlNode *node)
{
    long line = xmlGetLineNo(node);
    return line < 0 ? 0 : (size_t)line;
}

/* Text of the first child of that name; empty when there is none. */
static cotexto_text child_text(struct srx *srx, xmlNode *node, const char *name)
{
    for (xmlNode *child = node->children; child != NULL; child = child->next) {
        if (is_element(child, name))
            return keep(srx, xmlNodeGetContent(child));
    }
    return TEXT("");
}

static bool read_rule(struct srx *srx, struct rule_set *set, xmlNode *node, cotexto_error *error)
{
    set->rules = arena_grow(&srx->arena, set->rules, set->count, &set->room, sizeof *set->rules);
    if (set->rules == NULL)
        return error_no_memory(error);
    cotexto_text breaks = attribute(srx, node, "break");
    struct rule rule = {!text_equal(breaks, TEXT("no")), child_text(srx, node, "beforebreak"),
                        child_text(srx, node, "afterbreak"), line_of(node)};
    set->rules[set->count++] = rule;
    return (rule.before.bytes != NULL && rule.after.bytes != NULL) || error_no_memory(error);
}

static bool read_set(struct srx *srx, xmlNode *node, cotexto_error *error)
{
    srx->sets =
        arena_grow(&srx->arena, srx->sets, srx->set_count, &srx->set_room, sizeof *srx->sets);
    if (srx->sets == NULL)
        return error_no_memory(error);
    struct rule_set *set = &srx->sets[srx->set_count++];
    *set = (struct rule_set){.name = attribute(srx, node, "languagerulename")};
    for (xmlNode *child = node->children; child != NULL; child = child->next) {
        if (is_element(child, "rule") && !read_rule(srx, set, child, error))
            return false;
    }
    return true;
}

static bool read_map(struct srx *srx, xmlNode *node, cotexto_error *error)
{
    srx->maps =
        arena_grow(&srx->arena, srx->maps, srx->map_count, &srx->map_room, sizeof *srx->maps);
    if (srx->maps == NULL)
        return error_no_memory(error);
    srx->maps[srx->map_count++] =
        (struct language_map){attribute(srx, node, "languagepattern"),
                              attribute(srx, node, "languagerulename"), line_of(node)};
    return true;
}

/* Takes what is known wherever it stands: <maprule> of version 1.0 is one more level. */
static bool read_nodes(struct srx *srx, xmlNode *node, cotexto_error *error)
{
    for (; node != NULL; node = node->next) {
        bool good = true;
        if (is_element(node, "header"))
            srx->cascade = text_equal(attribute(srx, node, "cascade"), TEXT("yes"));
        if (is_element(node, "languagerule"))
            good = read_set(srx, node, error);
        else if (is_element(node, "languagemap"))
            good = read_map(srx, node, error);
        else if (node->type == XML_ELEMENT_NODE)
            good = read_nodes(srx, node->children, error);
        if (!good)
            return false;
    }
    return true;
}

static xmlDoc *parse(cotexto_text bytes, cotexto_error *error)
{
    struct markup_guard guard = {0};
    if (!markup_fits(&guard, bytes.bytes, bytes.length)) {
        error_set(error, COTEXTO_DATA, "xml", "%s",
                  _("an element has more than a thousand attributes"));
        return NULL;
    }
    xmlParserCtxt *context = xmlNewParserCtxt();
    if (context == NULL || bytes.length > INT32_MAX) {
        xmlFreeParserCtxt(context);
        error_no_memory(error);
        return NULL;
    }
    xmlDoc *document = xmlCtxtReadMemory(context, bytes.bytes == NULL ? "" : bytes.bytes,
                                         (int)bytes.length, NULL, NULL,
                                         XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                                             XML_PARSE_BIG_LINES | XML_PARSE_NOBLANKS);
    if (document == NULL) {
        const xmlError *problem = xmlCtxtGetLastError(context);
        const char *reason = problem == NULL || problem->message == NULL ? "" : problem->message;
        cotexto_text message = text_trim(cotexto_text_of(reason));
        error_set(error, COTEXTO_DATA, "xml", _("XML error: %.*s"), (int)message.length,
                  message.length == 0 ? "" : message.bytes);
        if (problem != NULL && problem->line > 0)
            error_line(error, (size_t)problem->line, problem->int2 < 1 ? 0 : (size_t)problem->int2);
    }
    xmlFreeParserCtxt(context);
    return document;
}

struct srx *srx_read(cotexto_text bytes, cotexto_error *error)
{
    struct srx *srx = calloc(1, sizeof *srx);
    if (srx == NULL) {
        error_no_memory(error);
        return NULL;
    }
    srx->hash = hash_text(bytes);
    xmlDoc *document = parse(bytes, error);
    xmlNode *root = document == NULL ? NULL : xmlDocGetRootElement(document);
    bool good = root != NULL;
    if (good && !is_element(root, "srx")) {
        good =
            error_set(error, COTEXTO_DATA, "not-srx", "%s", _("this is XML, but not an SRX file"));
        error_line(error, line_of(root), 0);
    }
    good = good && read_nodes(srx, root->children, error);
    xmlFreeDoc(document);
    if (good)
        return srx;
    srx_free(srx);
    return NULL;
}

void srx_free(struct srx *srx)
{
    if (srx == NULL)
        return;
    arena_free(&srx->arena);
    free(srx);
}

uint64_t srx_hash(const struct srx *srx)
{
    return srx->hash;
}

/* ----------------------------------------------------------------------------------- compiling */

struct compiled {
    bool breaks;
    URegularExpression *expression;
};

struct srx_rules {
    struct compiled *items;
    size_t count, capacity;
};

static URegularExpression *compile(cotexto_text pattern, uint32_t flags, size_t line,
                                   cotexto_error *error)
{
    struct arena arena = {0};
    struct utf16 units;
    UErrorCode status = U_ZERO_ERROR;
    UParseError place;
    URegularExpression *expression = NULL;
    if (unicode_to_utf16(pattern, &arena, &units, error)) {
        expression = uregex_open(units.units, units.length, flags, &place, &status);
        if (U_SUCCESS(status)) {
            uregex_setStackLimit(expression, STACK_LIMIT, &status);
            uregex_setTimeLimit(expression, TIME_LIMIT, &status);
        }
        if (U_FAILURE(status)) {
            error_set(error, COTEXTO_DATA, "bad-rule",
                      _("ICU refuses this rule's regular expression (%s)"), u_errorName(status));
            error_line(error, line, 0);
            uregex_close(expression);
            expression = NULL;
        }
    }
    arena_free(&arena);
    return expression;
}

/* Appends one side of a rule. Files in the wild are written for Java, which takes a closing brace
 * that nothing opened as itself, where ICU refuses it; and a quotation \Q that is left open must
 * not swallow what we put behind it. */
static void append_side(struct string *pattern, cotexto_text side)
{
    bool quoted = false;
    size_t open = 0;
    for (size_t i = 0; i < side.length; i++) {
        char c = side.bytes[i], next = i + 1 < side.length ? side.bytes[i + 1] : '\0';
        if (c == '\\' && next != '\0') {
            quoted = quoted ? next != 'E' : next == 'Q';
            string_append_char(pattern, c);
            string_append_char(pattern, next);
            i++;
            continue;
        }
        if (!quoted && c == '}' && open == 0)
            string_append_char(pattern, '\\');
        if (!quoted && c == '{')
            open++;
        else if (!quoted && c == '}' && open > 0)
            open--;
        string_append_char(pattern, c);
    }
    if (quoted)
        string_append_c(pattern, "\\E");
}

static bool add_rule(struct srx_rules *rules, const struct rule *rule, cotexto_error *error)
{
    struct string pattern = {0};
    string_append_c(&pattern, "(?:");
    append_side(&pattern, rule->before);
    string_append_c(&pattern, ")(?=");
    append_side(&pattern, rule->after);
    string_append_c(&pattern, ")");
    bool good =
        string_ok(&pattern, error) &&
        (array_reserve(&rules->items, &rules->capacity, rules->count + 1, sizeof *rules->items) ||
         error_no_memory(error));
    if (good) {
        URegularExpression *expression = compile(string_text(&pattern), 0, rule->line, error);
        good = expression != NULL;
        if (good)
            rules->items[rules->count++] = (struct compiled){rule->breaks, expression};
    }
    string_free(&pattern);
    return good;
}

static bool add_set(const struct srx *srx, struct srx_rules *rules, cotexto_text name,
                    cotexto_error *error)
{
    for (size_t i = 0; i < srx->set_count; i++) {
        const struct rule_set *set = &srx->sets[i];
        if (!text_equal(set->name, name))
            continue;
        for (size_t k = 0; k < set->count; k++) {
            if (!add_rule(rules, &set->rules[k], error))
                return false;
        }
        return true;
    }
    return true;
}

/* Whether a map's pattern fits the whole tag. */
static bool fits(const struct language_map *map, const char *lang, bool *good, cotexto_error *error)
{
    UChar tag[COTEXTO_TAG_SIZE];
    UErrorCode status = U_ZERO_ERROR;
    URegularExpression *expression =
        compile(map->pattern, UREGEX_CASE_INSENSITIVE, map->line, error);
    *good = expression != NULL;
    if (!*good)
        return false;
    u_uastrcpy(tag, lang);
    uregex_setText(expression, tag, -1, &status);
    bool matches = uregex_matches(expression, 0, &status) && U_SUCCESS(status);
    uregex_close(expression);
    return matches;
}

struct srx_rules *srx_rules_for(const struct srx *srx, const char *lang, cotexto_error *error)
{
    struct srx_rules *rules = calloc(1, sizeof *rules);
    bool good = rules != NULL || error_no_memory(error);
    for (size_t i = 0; good && i < srx->map_count; i++) {
        if (!fits(&srx->maps[i], lang, &good, error))
            continue;
        good = add_set(srx, rules, srx->maps[i].name, error);
        if (!srx->cascade)
            break;
    }
    if (good)
        return rules;
    srx_rules_free(rules);
    return NULL;
}

void srx_rules_free(struct srx_rules *rules)
{
    if (rules == NULL)
        return;
    for (size_t i = 0; i < rules->count; i++)
        uregex_close(rules->items[i].expression);
    free(rules->items);
    free(rules);
}

/* ------------------------------------------------------------------------------------- cutting */

struct work {
    const struct srx_rules *rules;
    struct utf16 units;
    uint32_t *first; /* of each place: 1 + the first rule that breaks there; 0: none does */
    UErrorCode status;
};

static bool finish(const struct work *work, cotexto_error *error)
{
    if (U_SUCCESS(work->status))
        return true;
    if (work->status == U_MEMORY_ALLOCATION_ERROR)
        return error_no_memory(error);
    error_set(error, COTEXTO_DATA, "slow-rule", _("a segmentation rule takes too long (%s)"),
              u_errorName(work->status));
    return error_hint(error, "%s", _("simplify the rules, or leave --srx out"));
}

/* Marks the places where one rule breaks. Every start is tried, for matches may overlap. */
static void mark_breaks(struct work *work, size_t number)
{
    URegularExpression *expression = work->rules->items[number].expression;
    uregex_setText(expression, work->units.units, work->units.length, &work->status);
    for (int32_t from = 0; from <= work->units.length;) {
        if (!uregex_find(expression, from, &work->status) || U_FAILURE(work->status))
            return;
        int32_t end = uregex_end(expression, 0, &work->status);
        if (work->first[end] == 0)
            work->first[end] = (uint32_t)number + 1;
        from = uregex_start(expression, 0, &work->status) + 1;
    }
}

/* Whether an exception ends at the place. Its look-around sees the whole block. */
static bool holds_at(struct work *work, size_t number, int32_t place)
{
    URegularExpression *expression = work->rules->items[number].expression;
    int32_t from = place < REACH ? 0 : place - REACH;
    while (from <= place) {
        if (!uregex_find(expression, from, &work->status) || U_FAILURE(work->status))
            return false;
        int32_t start = uregex_start(expression, 0, &work->status);
        if (uregex_end(expression, 0, &work->status) == place && start <= place)
            return true;
        from = start + 1;
    }
    return false;
}

/* Sets the text of all exceptions once; then each place is asked. */
static bool is_break(struct work *work, int32_t place)
{
    for (size_t i = 0; i + 1 < work->first[place]; i++) {
        if (!work->rules->items[i].breaks && holds_at(work, i, place))
            return false;
    }
    return true;
}

bool srx_cut(struct srx_rules *rules, cotexto_text block, struct arena *arena, struct span **spans,
             size_t *count, cotexto_error *error)
{
    struct work work = {.rules = rules, .status = U_ZERO_ERROR};
    struct arena scratch = {0};
    struct span_list list = {.arena = arena};
    size_t from = 0;
    bool good = unicode_to_utf16(block, &scratch, &work.units, error);
    work.first =
        good ? arena_array(&scratch, (size_t)work.units.length + 1, sizeof *work.first) : NULL;
    good = good && (work.first != NULL || error_no_memory(error));
    for (size_t i = 0; good && i < rules->count; i++) {
        if (rules->items[i].breaks)
            mark_breaks(&work, i);
        else
            uregex_setText(rules->items[i].expression, work.units.units, work.units.length,
                           &work.status);
    }
    for (int32_t place = 1; good && place < work.units.length; place++) {
        if (work.first[place] == 0 || !is_break(&work, place))
            continue;
        size_t to = work.units.offsets[place];
        good = span_add(&list, block, from, to, error);
        from = to;
    }
    good = good && finish(&work, error) && span_add(&list, block, from, block.length, error);
    *spans = list.items;
    *count = list.count;
    arena_free(&scratch);
    return good;
}
