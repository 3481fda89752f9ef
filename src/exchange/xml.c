/* libxml2's reader, tamed. */
#include "exchange/xml.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/file.h"
#include "base/message.h"
#include "base/packed.h"
#include "base/text.h"

/* A byte order mark of UTF-8 knows better than the declaration (RFC 7303, 3.3): an editor that
 * saves a file in another encoding seldom looks at it. true: there is one, and it is behind us. */
static bool skip_mark(struct xml_input *input)
{
    input->head_length = fread(input->head, 1, sizeof input->head, input->file);
    if (text_mark_length((cotexto_text){input->head, input->head_length}) == 0)
        return false;
    input->done += input->head_length;
    input->head_length = 0;
    return true;
}

static int read_bytes(void *context, char *buffer, int length)
{
    struct xml_input *input = context;
    int given;
    if (input->head_length > 0 && (size_t)length >= input->head_length) {
        given = (int)input->head_length;
        memcpy(buffer, input->head, input->head_length);
        input->done += input->head_length;
        input->head_length = 0;
    } else if (input->repair != NULL) {
        given = repair_read(input->repair, buffer, (size_t)length);
        input->done = input->repair->done;
        input->failed = input->repair->failed;
    } else {
        size_t count = fread(buffer, 1, (size_t)length, input->file);
        input->failed = count == 0 && ferror(input->file) ? errno : 0;
        given = input->failed != 0 ? -1 : (int)count;
        input->done += count;
    }
    if (given > 0 && !markup_fits(&input->guard, buffer, (size_t)given)) {
        input->crowded = true;
        return -1;
    }
    return given;
}

/* Where the parser is in the file: what libxml2 says of an error may be a place inside of an
 * entity, or nothing. */
static void place_parser(const struct xml_input *input, cotexto_error *error)
{
    int line = xmlTextReaderGetParserLineNumber(input->reader);
    int column = xmlTextReaderGetParserColumnNumber(input->reader);
    error_line(error, line < 0 ? 0 : (size_t)line, column < 0 ? 0 : (size_t)column);
}

/* The first fatal error is kept; what is only invalid is read. */
static void take_error(void *context, xmlErrorPtr problem)
{
    struct xml_input *input = context;
    if (problem == NULL)
        return;
    if (problem->level != XML_ERR_FATAL) { /* told only when the parser stops for it */
        cotexto_text reason = text_trim(cotexto_text_of(problem->message));
        snprintf(input->reason, sizeof input->reason, "%.*s", (int)reason.length, reason.bytes);
        return;
    }
    if (problem->code == XML_ERR_NO_MEMORY) {
        error_no_memory(input->error);
        return;
    }
    cotexto_text message = text_trim(cotexto_text_of(problem->message));
    error_set(input->error, COTEXTO_DATA, "xml", _("XML error: %.*s"), (int)message.length,
              message.bytes);
    place_parser(input, input->error);
}

/* Takes the stream over, also when it fails; NULL: it could not be opened, and the error is set. */
static bool open_input(struct xml_input *input, FILE *file, struct repair *repair,
                       cotexto_error *error)
{
    *input = (struct xml_input){.error = cotexto_error_new(), .file = file, .repair = repair};
    if (file == NULL || input->error == NULL) {
        file_close(file);
        cotexto_error_free(input->error);
        return file == NULL ? false : error_no_memory(error);
    }
    if (repair != NULL)
        repair_start(repair, input->file);
    input->total = file_size(input->file);
    bool marked = repair == NULL && skip_mark(input);
    input->reader = xmlReaderForIO(read_bytes, NULL, input, NULL, marked ? "UTF-8" : NULL,
                                   XML_PARSE_NONET | XML_PARSE_COMPACT | XML_PARSE_BIG_LINES |
                                       (marked ? XML_PARSE_IGNORE_ENC : 0));
    if (input->reader == NULL) {
        cotexto_error_free(input->error);
        file_close(input->file);
        return error_no_memory(error);
    }
    xmlTextReaderSetStructuredErrorHandler(input->reader, take_error, input);
    return true;
}

bool xml_open(struct xml_input *input, const char *path, bool repair, cotexto_error *error)
{
    struct repair *made = repair ? malloc(sizeof *made) : NULL;
    if (repair && made == NULL)
        return error_no_memory(error);
    if (open_input(input, packed_open(path, error), made, error))
        return true;
    free(made);
    return false;
}

bool xml_open_bytes(struct xml_input *input, cotexto_text bytes, cotexto_error *error)
{
    static const char nothing[] = " "; /* a stream over no bytes can't be had */
    if (bytes.length == 0)
        bytes = (cotexto_text){nothing, 1};
    FILE *file = fmemopen((char *)bytes.bytes, bytes.length, "r");
    if (file == NULL)
        error_no_memory(error);
    return open_input(input, file, NULL, error);
}

const cotexto_repair *xml_repairs(const struct xml_input *input)
{
    return input->repair == NULL ? NULL : input->repair->made;
}

bool xml_repair_hint(const struct xml_input *input, cotexto_error *error)
{
    if (input->repair == NULL && (strcmp(cotexto_error_id(error), "xml") == 0 ||
                                  strcmp(cotexto_error_id(error), "entity") == 0))
        error_hint(error, "%s",
                   _("--repair puts right control characters, stray & and <, wrong bytes and a "
                     "missing end"));
    return false;
}

void xml_close(struct xml_input *input)
{
    if (input->reader != NULL)
        xmlFreeTextReader(input->reader);
    file_close(input->file);
    if (input->repair != NULL)
        repair_end(input->repair);
    free(input->repair);
    cotexto_error_free(input->error);
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

/* Errors of encodings are told to the thread's own handler, which writes to standard error unless
 * it is another. */
static int read_node(struct xml_input *input)
{
    xmlStructuredErrorFunc handler = xmlStructuredError;
    void *context = xmlStructuredErrorContext;
    xmlSetStructuredErrorFunc(input, take_error);
    int result = xmlTextReaderRead(input->reader);
    xmlSetStructuredErrorFunc(context, handler);
    return result;
}

/* Sets the error of a failed read where libxml2 told none that is fatal, or not the true one. */
static void explain(const struct xml_input *input, cotexto_error *error)
{
    if (input->crowded) {
        cotexto_error_clear(error);
        error_set(error, COTEXTO_DATA, "xml", "%s",
                  _("an element has more than a thousand attributes"));
    } else if (input->failed != 0) {
        cotexto_error_clear(error);
        packed_read_error(NULL, input->failed, error);
    } else if (input->reason[0] == '\0') {
        error_no_memory(error); /* libxml2 always says another reason */
    } else {
        error_set(error, COTEXTO_DATA, "xml", _("XML error: %.*s"), (int)sizeof input->reason,
                  input->reason);
    }
    place_parser(input, error);
}

/* The present node is the mark of a truncated file's end. */
static bool is_cut(const struct xml_input *input)
{
    return input->repair != NULL &&
           xmlTextReaderNodeType(input->reader) == XML_READER_TYPE_PROCESSING_INSTRUCTION &&
           strcmp((const char *)xmlTextReaderConstName(input->reader), REPAIR_CUT) == 0;
}

int xml_next(struct xml_input *input, cotexto_error *error)
{
    int result = read_node(input);
    if (input->crowded || input->failed != 0 || cotexto_error_kind(input->error) != COTEXTO_OK)
        result = -1;
    if (result < 0) {
        explain(input, input->error);
        error_move(error, input->error);
        return -1;
    }
    if (result == 1 && xmlTextReaderNodeType(input->reader) == XML_READER_TYPE_ELEMENT)
        input->elements++;
    if (result == 1 && input->space[0] == '\0' &&
        xmlTextReaderNodeType(input->reader) == XML_READER_TYPE_ELEMENT)
        note_space(input);
    if (result == 1 && xmlTextReaderNodeType(input->reader) == XML_READER_TYPE_ENTITY_REFERENCE) {
        xml_error(input, error, "entity",
                  _("entities other than &lt; &gt; &amp; &quot; &apos; are not expanded"));
        return -1;
    }
    if (result == 1 && is_cut(input)) {
        input->cut = true;
        return 0;
    }
    return result;
}

bool xml_is(const struct xml_input *input, const char *name)
{
    const xmlChar *local = xmlTextReaderConstLocalName(input->reader);
    return local != NULL && strcmp((const char *)local, name) == 0;
}

bool xml_is_any(const struct xml_input *input, const char *const *names)
{
    for (; *names != NULL; names++) {
        if (xml_is(input, *names))
            return true;
    }
    return false;
}

/* An attribute would lose tab, line feed and carriage return, content only the last one. */
static void append_escaped(struct string *out, cotexto_text text, bool attribute)
{
    for (size_t i = 0; i < text.length; i++) {
        const char *escaped = NULL;
        switch (text.bytes[i]) {
        case '&': escaped = "&amp;"; break;
        case '<': escaped = "&lt;"; break;
        case '>': escaped = "&gt;"; break;
        case '\r': escaped = "&#13;"; break;
        case '"': escaped = attribute ? "&quot;" : NULL; break;
        case '\t': escaped = attribute ? "&#9;" : NULL; break;
        case '\n': escaped = attribute ? "&#10;" : NULL; break;
        }
        if (escaped != NULL)
            string_append_c(out, escaped);
        else
            string_append_char(out, text.bytes[i]);
    }
}

void xml_append_escaped(struct string *out, cotexto_text text)
{
    append_escaped(out, text, true);
}

/* XML 1.0 has no place for most controls, nor for U+FFFE and U+FFFF. */
static void append_valid(struct string *out, cotexto_text text, bool attribute)
{
    size_t start = 0;
    for (size_t i = 0; i < text.length; i++) {
        const unsigned char *c = (const unsigned char *)text.bytes + i;
        bool control = *c < 0x20 && *c != '\t' && *c != '\n' && *c != '\r';
        bool none = *c == 0xEF && text.length - i >= 3 && c[1] == 0xBF && c[2] >= 0xBE;
        if (!control && !none)
            continue;
        append_escaped(out, text_slice(text, start, i), attribute);
        string_append_code_point(out, 0xFFFD);
        i += none ? 2 : 0;
        start = i + 1;
    }
    append_escaped(out, text_slice(text, start, text.length), attribute);
}

void xml_append_valid(struct string *out, cotexto_text text)
{
    append_valid(out, text, true);
}

void xml_append_content(struct string *out, cotexto_text text)
{
    append_valid(out, text, false);
}

/* ------------------------------------------------------------------------------------- elements */

uint64_t xml_element(const struct xml_input *input)
{
    return input->elements - 1;
}

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
    return result == 0 && !input->cut
               ? xml_error(input, error, "xml", _("the file ends inside an element"))
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
    while ((at = strchr(at, '<')) != NULL && (at[1] == '?' || at[1] == '!')) {
        at = strncmp(at, "<!--", 4) == 0 ? strstr(at, "-->") : at + 1;
        if (at == NULL) /* a comment without an end, or longer than the head */
            return 0;
    }
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
