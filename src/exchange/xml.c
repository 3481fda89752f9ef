/* libxml2's reader, tamed. */
#include "exchange/xml.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "base/error.h"
#include "base/file.h"
#include "base/message.h"
#include "base/packed.h"
#include "base/text.h"

static int read_bytes(void *context, char *buffer, int length)
{
    struct xml_input *input = context;
    size_t count = fread(buffer, 1, (size_t)length, input->file);
    if (count == 0 && ferror(input->file)) {
        input->failed = errno;
        return -1;
    }
    input->done += count;
    return (int)count;
}

/* The first fatal error is kept; what is only invalid is read. */
static void take_error(void *context, xmlErrorPtr problem)
{
    struct xml_input *input = context;
    if (problem == NULL || input->error == NULL)
        return;
    if (problem->level != XML_ERR_FATAL) { /* told only when the parser stops for it */
        cotexto_text reason = text_trim(cotexto_text_of(problem->message));
        snprintf(input->reason, sizeof input->reason, "%.*s", (int)reason.length, reason.bytes);
        return;
    }
    cotexto_text message = text_trim(cotexto_text_of(problem->message));
    error_set(input->error, COTEXTO_DATA, "xml", _("XML error: %.*s"), (int)message.length,
              message.bytes);
    error_line(input->error, problem->line < 0 ? 0 : (size_t)problem->line,
               problem->int2 < 0 ? 0 : (size_t)problem->int2);
}

bool xml_open(struct xml_input *input, const char *path, cotexto_error *error)
{
    struct stat status;
    *input = (struct xml_input){.file = packed_open(path, error)};
    if (input->file == NULL)
        return false;
    if (fstat(fileno(input->file), &status) == 0 && S_ISREG(status.st_mode))
        input->total = (uint64_t)status.st_size;
    input->reader = xmlReaderForIO(read_bytes, NULL, input, NULL, NULL,
                                   XML_PARSE_NONET | XML_PARSE_COMPACT | XML_PARSE_BIG_LINES);
    if (input->reader == NULL) {
        file_close(input->file);
        return error_no_memory(error);
    }
    xmlTextReaderSetStructuredErrorHandler(input->reader, take_error, input);
    return true;
}

void xml_close(struct xml_input *input)
{
    if (input->reader != NULL)
        xmlFreeTextReader(input->reader);
    file_close(input->file);
    *input = (struct xml_input){0};
}

/* The parser is ahead of the node that is looked at: the node knows its line, but not its column.
 */
bool xml_place(const struct xml_input *input, cotexto_error *error)
{
    xmlNodePtr node = xmlTextReaderCurrentNode(input->reader);
    long line = node == NULL ? xmlTextReaderGetParserLineNumber(input->reader) : xmlGetLineNo(node);
    return error_line(error, line < 0 ? 0 : (size_t)line, 0);
}

bool xml_error(const struct xml_input *input, cotexto_error *error, const char *id,
               const char *message)
{
    error_set(error, COTEXTO_DATA, id, "%s", message);
    return xml_place(input, error);
}

/* The namespace of the document element is the format's; " " is none that an element can have. */
static void note_space(struct xml_input *input)
{
    const char *space = (const char *)xmlTextReaderConstNamespaceUri(input->reader);
    snprintf(input->space, sizeof input->space, "%s", space == NULL ? " " : space);
}

int xml_next(struct xml_input *input, cotexto_error *error)
{
    /* an error of one's own, so that the handler works although the caller wants none */
    cotexto_error *own = cotexto_error_new();
    if (own == NULL) {
        error_no_memory(error);
        return -1;
    }
    input->error = own;
    int result = xmlTextReaderRead(input->reader);
    input->error = NULL;
    if (input->failed != 0) {
        cotexto_error_clear(own);
        packed_read_error(NULL, input->failed, own);
        result = -1;
    } else if (cotexto_error_kind(own) != COTEXTO_OK) {
        result = -1;
    } else if (result < 0) {
        error_set(own, COTEXTO_DATA, "xml", _("XML error: %.*s"), (int)sizeof input->reason,
                  input->reason);
        xml_place(input, own);
    }
    if (result < 0)
        error_move(error, own);
    cotexto_error_free(own);
    if (result == 1 && input->space[0] == '\0' &&
        xmlTextReaderNodeType(input->reader) == XML_READER_TYPE_ELEMENT)
        note_space(input);
    if (result == 1 && xmlTextReaderNodeType(input->reader) == XML_READER_TYPE_ENTITY_REFERENCE) {
        xml_error(input, error, "entity",
                  _("entities other than &lt; &gt; &amp; &quot; &apos; are not expanded"));
        return -1;
    }
    return result;
}

bool xml_is(const struct xml_input *input, const char *name)
{
    const xmlChar *local = xmlTextReaderConstLocalName(input->reader);
    return local != NULL && strcmp((const char *)local, name) == 0;
}

void xml_append_escaped(struct string *out, cotexto_text text)
{
    for (size_t i = 0; i < text.length; i++) {
        switch (text.bytes[i]) {
        case '&': string_append_c(out, "&amp;"); break;
        case '<': string_append_c(out, "&lt;"); break;
        case '>': string_append_c(out, "&gt;"); break;
        case '"': string_append_c(out, "&quot;"); break;
        case '\t': string_append_c(out, "&#9;"); break; /* an attribute would lose these three */
        case '\n': string_append_c(out, "&#10;"); break;
        case '\r': string_append_c(out, "&#13;"); break;
        default: string_append_char(out, text.bytes[i]);
        }
    }
}

/* XML 1.0 has no place for most controls, nor for U+FFFE and U+FFFF. */
void xml_append_valid(struct string *out, cotexto_text text)
{
    size_t start = 0;
    for (size_t i = 0; i < text.length; i++) {
        const unsigned char *c = (const unsigned char *)text.bytes + i;
        bool control = *c < 0x20 && *c != '\t' && *c != '\n' && *c != '\r';
        bool none = *c == 0xEF && text.length - i >= 3 && c[1] == 0xBF && c[2] >= 0xBE;
        if (!control && !none)
            continue;
        xml_append_escaped(out, text_slice(text, start, i));
        string_append_code_point(out, 0xFFFD);
        i += none ? 2 : 0;
        start = i + 1;
    }
    xml_append_escaped(out, text_slice(text, start, text.length));
}

/* ------------------------------------------------------------------------------------- elements */

bool xml_is_own(const struct xml_input *input)
{
    const char *space = (const char *)xmlTextReaderConstNamespaceUri(input->reader);
    return space == NULL || strncmp(space, input->space, sizeof input->space - 1) == 0;
}

bool xml_is_text(const struct xml_input *input)
{
    int type = xmlTextReaderNodeType(input->reader);
    return type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_CDATA ||
           type == XML_READER_TYPE_WHITESPACE || type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE;
}

bool xml_ended(struct xml_input *input, int result, cotexto_error *error)
{
    return result == 0 ? xml_error(input, error, "xml", _("the file ends inside an element"))
                       : false;
}

int xml_next_child(struct xml_input *input, int depth, cotexto_error *error)
{
    for (;;) {
        int result = xml_next(input, error);
        if (result < 1) {
            xml_ended(input, result, error);
            return -1;
        }
        int type = xmlTextReaderNodeType(input->reader);
        if (type == XML_READER_TYPE_ELEMENT)
            return 1;
        if (type == XML_READER_TYPE_END_ELEMENT && xmlTextReaderDepth(input->reader) == depth)
            return 0;
    }
}

bool xml_skip(struct xml_input *input, cotexto_error *error)
{
    int depth = xmlTextReaderDepth(input->reader), child = 1;
    if (xmlTextReaderIsEmptyElement(input->reader) == 1)
        return true;
    while (child == 1)
        child = xml_next_child(input, depth, error);
    return child == 0;
}

bool xml_content(struct xml_input *input, struct arena *arena, cotexto_text *out,
                 cotexto_error *error)
{
    struct string text = {0};
    int depth = xmlTextReaderDepth(input->reader), result = 1;
    bool open = xmlTextReaderIsEmptyElement(input->reader) != 1;
    while (open && (result = xml_next(input, error)) == 1) {
        if (xml_is_text(input))
            string_append_c(&text, (const char *)xmlTextReaderConstValue(input->reader));
        open = xmlTextReaderNodeType(input->reader) != XML_READER_TYPE_END_ELEMENT ||
               xmlTextReaderDepth(input->reader) != depth;
    }
    bool good = result == 1 ? string_ok(&text, error) : xml_ended(input, result, error);
    if (good) {
        *out = arena_text(arena, string_text(&text));
        good = out->bytes != NULL || error_no_memory(error);
    }
    string_free(&text);
    return good;
}

bool xml_attribute(struct xml_input *input, struct arena *arena, const char *name,
                   cotexto_text *value, cotexto_error *error)
{
    xmlChar *found = xmlTextReaderGetAttribute(input->reader, BAD_CAST name);
    *value = (cotexto_text){0};
    if (found == NULL)
        return true;
    *value = arena_text(arena, cotexto_text_of((const char *)found));
    xmlFree(found);
    return value->bytes != NULL || error_no_memory(error);
}

/* UTF-16 has the letters with NULs between them: the head without them. */
static size_t plain_head(const unsigned char *head, size_t length, char *plain, size_t room)
{
    size_t count = 0;
    for (size_t i = 0; i < length && count + 1 < room; i++) {
        if (head[i] != '\0')
            plain[count++] = (char)head[i];
    }
    plain[count] = '\0';
    return count;
}

int xml_bid(const unsigned char *head, size_t length, const char *name)
{
    char plain[4096];
    plain_head(head, length, plain, sizeof plain);
    const char *at = plain;
    while ((at = strchr(at, '<')) != NULL && (at[1] == '?' || at[1] == '!'))
        at = strncmp(at, "<!--", 4) == 0 ? strstr(at, "-->") : at + 1;
    if (at == NULL)
        return 0;
    size_t size = strcspn(++at, " \t\r\n/>");
    const char *prefix = memchr(at, ':', size);
    if (prefix != NULL) {
        size -= (size_t)(prefix + 1 - at);
        at = prefix + 1;
    }
    return size == strlen(name) && strncmp(at, name, size) == 0 ? 90 : 0;
}
