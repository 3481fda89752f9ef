/* HTML to blocks, by libxml2's forgiving parser. */
#include <limits.h>
#include <string.h>

#include <libxml/HTMLparser.h>

#include "base/error.h"
#include "base/text.h"
#include "text/blocks.h"

enum {
    DEEPEST = 1000
}; /* elements within elements; what lies deeper is left to its parent's text */

static bool is_one_of(const xmlChar *name, const char *names)
{
    size_t length = strlen((const char *)name);
    for (const char *at = names; *at != '\0';) {
        size_t size = strcspn(at, " ");
        if (size == length && strncmp(at, (const char *)name, size) == 0)
            return true;
        at += size + strspn(at + size, " ");
    }
    return false;
}

static void walk(struct blocks *blocks, const xmlNode *node, int depth)
{
    static const char hidden[] = "script style noscript template svg";
    static const char own[] =
        "p div h1 h2 h3 h4 h5 h6 li ul ol dl dt dd blockquote pre table tr td th caption "
        "section article header footer nav aside main figure figcaption title body form "
        "fieldset legend address hr br option";
    for (; node != NULL; node = node->next) {
        if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
            blocks_add(blocks, cotexto_text_of((const char *)node->content));
        if (node->type != XML_ELEMENT_NODE || is_one_of(node->name, hidden) || depth > DEEPEST)
            continue;
        bool block = is_one_of(node->name, own);
        enum block_kind kind = is_one_of(node->name, "h1 h2 h3 h4 h5 h6 title th") ? BLOCK_HEADING
                               : is_one_of(node->name, "li dt dd")                 ? BLOCK_ITEM
                                                                   : BLOCK_PARAGRAPH;
        bool paragraph = kind != BLOCK_ITEM && strcmp((const char *)node->name, "br") != 0;
        if (block)
            blocks_break(blocks, kind, paragraph);
        walk(blocks, node->children, depth + 1);
        if (block)
            blocks_break(blocks, BLOCK_PARAGRAPH, paragraph);
    }
}

bool structure_html(cotexto_text text, struct arena *arena, struct structure *out,
                    cotexto_error *error)
{
    struct blocks blocks = {.arena = arena, .out = out};
    *out = (struct structure){0};
    if (text.length == 0)
        return true;
    htmlDocPtr document = text.length > INT_MAX
                              ? NULL
                              : htmlReadMemory(text.bytes, (int)text.length, NULL, "UTF-8",
                                               HTML_PARSE_NONET | HTML_PARSE_RECOVER |
                                                   HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING);
    if (document == NULL)
        return error_no_memory(error);
    walk(&blocks, xmlDocGetRootElement(document), 0);
    xmlFreeDoc(document);
    return blocks_finish(&blocks, error);
}
