/* DOCX and ODT by libzip and libxml2. Only running text is taken: no comments, no deleted text. */
#include "text/office.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <zip.h>

#include "base/error.h"
#include "base/markup.h"
#include "base/message.h"
#include "base/text.h"
#include "text/blocks.h"

enum { MOST_BYTES = 256 << 20, MOST_RATIO = 200, SMALL = 1 << 20, DEEPEST = 250 };

bool office_is_zip(cotexto_text bytes)
{
    return bytes.length > 4 && memcmp(bytes.bytes, "PK\3\4", 4) == 0;
}

static bool damaged(cotexto_error *error)
{
    error_set(error, COTEXTO_DATA, "office", "%s", _("the document is damaged"));
    return error_hint(error, "%s", _("open it in a word processor and save it again"));
}

/* ------------------------------------------------------------------------------------- unpacking
 */

/* Reads an entry whole: a zip bomb is told by what its directory says, and stopped when that was a
 * lie. */
static bool unpack(zip_t *archive, const char *name, char **bytes, size_t *length,
                   cotexto_error *error)
{
    zip_stat_t about;
    if (zip_stat(archive, name, 0, &about) != 0)
        return damaged(error);
    if (about.size > MOST_BYTES ||
        (about.size > SMALL && about.size / MOST_RATIO > about.comp_size))
        return error_too_long(error, MOST_BYTES);
    zip_file_t *entry = zip_fopen(archive, name, 0);
    *bytes = malloc(about.size + 1);
    zip_int64_t got = entry == NULL || *bytes == NULL ? -1 : zip_fread(entry, *bytes, about.size);
    if (entry != NULL)
        zip_fclose(entry);
    if (got < 0 || (zip_uint64_t)got != about.size)
        return damaged(error);
    *length = (size_t)got;
    return true;
}

static zip_t *open_archive(cotexto_text bytes)
{
    zip_error_t problem;
    zip_error_init(&problem);
    zip_source_t *source = zip_source_buffer_create(bytes.bytes, bytes.length, 0, &problem);
    zip_t *archive = source == NULL ? NULL : zip_open_from_source(source, ZIP_RDONLY, &problem);
    if (archive == NULL && source != NULL)
        zip_source_free(source);
    zip_error_fini(&problem);
    return archive;
}

/* --------------------------------------------------------------------------------------- walking
 */

static bool is_named(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

static const xmlNode *child(const xmlNode *node, const char *name)
{
    const xmlNode *found = node == NULL ? NULL : node->children;
    while (found != NULL && !is_named(found, name))
        found = found->next;
    return found;
}

/* A paragraph of DOCX is a heading or an item by its properties. */
static enum block_kind word_kind(const xmlNode *paragraph)
{
    const xmlNode *properties = child(paragraph, "pPr"), *style = child(properties, "pStyle");
    enum block_kind kind = child(properties, "numPr") != NULL ? BLOCK_ITEM : BLOCK_PARAGRAPH;
    for (const xmlAttr *a = style == NULL ? NULL : style->properties; a != NULL; a = a->next) {
        const char *value = a->children == NULL ? "" : (const char *)a->children->content;
        if (strncasecmp(value, "heading", 7) == 0 || strncasecmp(value, "title", 5) == 0)
            kind = BLOCK_HEADING;
    }
    return kind;
}

/* Elements that stand for a blank or a line end, in both formats. */
static bool is_gap(const xmlNode *node)
{
    return is_named(node, "tab") || is_named(node, "br") || is_named(node, "cr") ||
           is_named(node, "s") || is_named(node, "line-break");
}

static void walk_word(struct blocks *blocks, const xmlNode *node, int depth)
{
    for (; node != NULL; node = node->next) {
        bool paragraph = is_named(node, "p");
        if (node->type != XML_ELEMENT_NODE || depth > DEEPEST || is_named(node, "del") ||
            is_named(node, "pPr") || is_named(node, "rPr") || is_named(node, "instrText"))
            continue;
        if (paragraph)
            blocks_break(blocks, word_kind(node), word_kind(node) != BLOCK_ITEM);
        if (is_gap(node))
            blocks_add(blocks, TEXT(" "));
        if (is_named(node, "t") && node->children != NULL)
            blocks_add(blocks, cotexto_text_of((const char *)node->children->content));
        else
            walk_word(blocks, node->children, depth + 1);
        if (paragraph)
            blocks_break(blocks, BLOCK_PARAGRAPH, false);
    }
}

static void walk_open(struct blocks *blocks, const xmlNode *node, bool item, int depth)
{
    for (; node != NULL; node = node->next) {
        if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
            blocks_add(blocks, cotexto_text_of((const char *)node->content));
        if (node->type != XML_ELEMENT_NODE || depth > DEEPEST || is_named(node, "annotation") ||
            is_named(node, "tracked-changes") || is_named(node, "note"))
            continue;
        bool block = is_named(node, "p") || is_named(node, "h");
        enum block_kind kind = is_named(node, "h") ? BLOCK_HEADING
                               : item              ? BLOCK_ITEM
                                                   : BLOCK_PARAGRAPH;
        if (block)
            blocks_break(blocks, kind, kind != BLOCK_ITEM);
        if (is_gap(node))
            blocks_add(blocks, TEXT(" "));
        walk_open(blocks, node->children, item || is_named(node, "list-item"), depth + 1);
        if (block)
            blocks_break(blocks, BLOCK_PARAGRAPH, false);
    }
}

static const xmlNode *find(const xmlNode *node, const char *name)
{
    for (; node != NULL; node = node->next) {
        const xmlNode *inside = is_named(node, name) ? node : find(node->children, name);
        if (inside != NULL)
            return inside;
    }
    return NULL;
}

static bool walk_part(const char *bytes, size_t length, bool word, struct blocks *blocks,
                      cotexto_error *error)
{
    struct markup_guard guard = {0};
    if (!markup_fits(&guard, bytes, length))
        return damaged(error);
    xmlDoc *document = xmlReadMemory(bytes, (int)length, NULL, NULL,
                                     XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    const xmlNode *root = document == NULL ? NULL : xmlDocGetRootElement(document);
    const xmlNode *body = root == NULL ? NULL : find(root, word ? "body" : "text");
    if (body != NULL && word)
        walk_word(blocks, body->children, 0);
    else if (body != NULL)
        walk_open(blocks, body->children, false, 0);
    xmlFreeDoc(document);
    return body != NULL || damaged(error);
}

bool office_read(cotexto_text bytes, struct arena *arena, struct structure *out,
                 cotexto_error *error)
{
    struct blocks blocks = {.arena = arena, .out = out};
    char *part = NULL;
    size_t length = 0;
    *out = (struct structure){0};
    zip_t *archive = open_archive(bytes);
    if (archive == NULL)
        return damaged(error);
    bool word = zip_name_locate(archive, "word/document.xml", 0) >= 0;
    bool open = !word && zip_name_locate(archive, "content.xml", 0) >= 0;
    bool good = word || open;
    if (!good) {
        error_set(error, COTEXTO_DATA, "binary", _("is no text but %s"),
                  _("a zip archive or office document"));
        error_hint(error, "%s", _("save it as plain text first"));
    }
    good = good &&
           unpack(archive, word ? "word/document.xml" : "content.xml", &part, &length, error) &&
           walk_part(part, length, word, &blocks, error);
    free(part);
    zip_discard(archive);
    return blocks_finish(&blocks, error) && good;
}
