/* libxml2's reader, tamed. */
#include "exchange/xml.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/error.h"
#include "base/file.h"
#include "base/message.h"
#include "base/text.h"

static int read_bytes(void *context, char *buffer, int length)
{
    struct xml_input *input = context;
    int given;
    if (input->repair != NULL) {
        given = repair_read(input->repair, buffer, (size_t)length);
        input->done = input->repair->done;
    } else {
        size_t count = fread(buffer, 1, (size_t)length, input->file);
        given = count == 0 && ferror(input->file) ? -1 : (int)count;
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

static bool open_input(struct xml_input *input, const char *path, struct repair *repair,
                       cotexto_error *error)
{
    struct stat status;
    *input = (struct xml_input){.error = cotexto_error_new(), .repair = repair};
    if (input->error == NULL)
        return error_no_memory(error);
    input->file = file_open(path, error);
    if (input->file == NULL) {
        cotexto_error_free(input->error);
        return false;
    }
    if (repair != NULL)
        repair_start(repair, input->file);
    if (fstat(fileno(input->file), &status) == 0 && S_ISREG(status.st_mode))
        input->total = (uint64_t)status.st_size;
    input->reader = xmlReaderForIO(read_bytes, NULL, input, NULL, NULL,
                                   XML_PARSE_NONET | XML_PARSE_COMPACT | XML_PARSE_BIG_LINES);
    if (input->reader == NULL) {
        cotexto_error_free(input->error);
        file_close(input->file);
        return error_no_memory(error);
    }
    xmlTextReaderSetStructuredErrorHandler(input->reader, take_error, input);
    return true;
}

bool xml_open(struct xml_input *input, const char *path, cotexto_error *error)
{
    return open_input(input, path, NULL, error);
}

bool xml_open_repairing(struct xml_input *input, const char *path, cotexto_error *error)
{
    struct repair *repair = malloc(sizeof *repair);
    if (repair == NULL)
        return error_no_memory(error);
    if (open_input(input, path, repair, error))
        return true;
    free(repair);
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
    } else if (input->reason[0] == '\0' && !ferror(input->file)) {
        error_no_memory(error); /* libxml2 always says another reason */
    } else {
        error_set(error, COTEXTO_DATA, "xml", _("XML error: %.*s"), (int)sizeof input->reason,
                  ferror(input->file) ? _("the file can't be read") : input->reason);
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
    if (input->crowded || cotexto_error_kind(input->error) != COTEXTO_OK)
        result = -1;
    if (result < 0) {
        explain(input, input->error);
        error_move(error, input->error);
        return -1;
    }
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
