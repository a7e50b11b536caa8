// The push parser over libxml2, and the compiler of schemas from memory.

// memrchr is GNU's.
#define _GNU_SOURCE

#include "CXMLReader.h"

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlschemas.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct docket_xml_reader {
    docket_xml_callbacks callbacks;
    xmlParserCtxtPtr parser;
    xmlSchemaValidCtxtPtr validator;
    xmlSchemaSAXPlugPtr plug;
    int stopped;
};

struct docket_xml_schema {
    xmlSchemaPtr compiled;
};

// MARK: - Process-wide settings

// The files that a schema under compilation on this thread may import; NULL otherwise.
static _Thread_local const docket_xml_schema_file *offered_files = NULL;
static _Thread_local int offered_count = 0;

static void say_nothing(void *context, const char *format, ...) {
    (void)context;
    (void)format;
}

// Takes the place of libxml2's loader, which would open files and connections. Only the files of a schema that is
// being compiled are there, and they are in memory.
static xmlParserInputPtr load_offered_file(const char *url, const char *public_id, xmlParserCtxtPtr parser) {
    (void)public_id;
    if (url == NULL || offered_files == NULL) return NULL;
    const char *slash = strrchr(url, '/');
    const char *name = slash == NULL ? url : slash + 1;
    for (int index = 0; index < offered_count; index++) {
        if (strcmp(name, offered_files[index].name) != 0) continue;
        xmlParserInputBufferPtr buffer = xmlParserInputBufferCreateMem(
            (const char *)offered_files[index].bytes, offered_files[index].count, XML_CHAR_ENCODING_NONE);
        if (buffer == NULL) return NULL;
        xmlParserInputPtr input = xmlNewIOInputStream(parser, buffer, XML_CHAR_ENCODING_NONE);
        if (input == NULL) {
            xmlFreeParserInputBuffer(buffer);
            return NULL;
        }
        input->filename = (const char *)xmlStrdup((const xmlChar *)url);
        return input;
    }
    return NULL;
}

static pthread_once_t prepared = PTHREAD_ONCE_INIT;

static void prepare_process(void) {
    xmlInitParser();
    xmlSetExternalEntityLoader(load_offered_file);
    xmlThrDefSetGenericErrorFunc(NULL, say_nothing);
}

static void prepare(void) {
    pthread_once(&prepared, prepare_process);
    // The default above is for threads that libxml2 has not seen yet; this is for the one that it may have.
    xmlSetGenericErrorFunc(NULL, say_nothing);
}

// MARK: - Errors

static docket_xml_problem problem(int code) {
    switch (code) {
    case XML_ERR_TAG_NAME_MISMATCH:
        return DOCKET_XML_TAG_MISMATCH;
    case XML_ERR_TAG_NOT_FINISHED:
        return DOCKET_XML_ELEMENT_NOT_CLOSED;
    case XML_ERR_GT_REQUIRED:
    case XML_ERR_SPACE_REQUIRED:
        return DOCKET_XML_TAG_NOT_WRITTEN_RIGHT;
    case XML_ERR_DOCUMENT_END:
        return DOCKET_XML_BEHIND_END;
    case XML_ERR_DOCUMENT_EMPTY:
        return DOCKET_XML_NOT_XML;
    case XML_ERR_RESERVED_XML_NAME:
        return DOCKET_XML_DECLARATION_INSIDE;
    case XML_NS_ERR_UNDEFINED_NAMESPACE:
        return DOCKET_XML_PREFIX_UNKNOWN;
    case XML_ERR_UNDECLARED_ENTITY:
    case XML_WAR_UNDECLARED_ENTITY:
        return DOCKET_XML_ENTITY_UNKNOWN;
    case XML_ERR_ENTITYREF_SEMICOL_MISSING:
    case XML_ERR_ENTITYREF_NO_NAME:
    case XML_ERR_NAME_REQUIRED:
        return DOCKET_XML_NAME_MISSING;
    case XML_ERR_INVALID_HEX_CHARREF:
    case XML_ERR_INVALID_DEC_CHARREF:
    case XML_ERR_INVALID_CHARREF:
        return DOCKET_XML_CHARACTER_REFERENCE;
    case XML_ERR_INVALID_CHAR:
        return DOCKET_XML_CHARACTER;
    case XML_ERR_INVALID_ENCODING:
    case XML_I18N_CONV_FAILED:
    case XML_I18N_NO_OUTPUT:
        return DOCKET_XML_BYTES_NOT_IN_ENCODING;
    case XML_ERR_UNKNOWN_ENCODING:
    case XML_ERR_UNSUPPORTED_ENCODING:
        return DOCKET_XML_ENCODING_UNKNOWN;
    case XML_ERR_DOCTYPE_NOT_FINISHED:
        return DOCKET_XML_DOCTYPE_NOT_FINISHED;
    case XML_ERR_ATTRIBUTE_NOT_STARTED:
    case XML_ERR_ATTRIBUTE_WITHOUT_VALUE:
        return DOCKET_XML_ATTRIBUTE_WITHOUT_VALUE;
    case XML_ERR_ATTRIBUTE_REDEFINED:
        return DOCKET_XML_ATTRIBUTE_TWICE;
    case XML_ERR_LT_IN_ATTRIBUTE:
        return DOCKET_XML_LESS_THAN_IN_ATTRIBUTE;
    case XML_ERR_ATTRIBUTE_NOT_FINISHED:
        return DOCKET_XML_ATTRIBUTE_NOT_FINISHED;
    case XML_ERR_COMMENT_NOT_FINISHED:
    case XML_ERR_PI_NOT_FINISHED:
    case XML_ERR_PI_NOT_STARTED:
        return DOCKET_XML_COMMENT_NOT_FINISHED;
    default:
        return DOCKET_XML_OTHER;
    }
}

static void copy_error(const xmlError *error, docket_xml_error *copy) {
    copy->problem = problem(error->code);
    // Both have the same code; only the one about bytes lists them.
    if (error->code == XML_ERR_INVALID_CHAR && error->str1 != NULL) copy->problem = DOCKET_XML_BYTES_NOT_IN_ENCODING;
    copy->is_fatal = error->level == XML_ERR_FATAL;
    copy->bytes_left = 0;
    copy->line = error->line;
    copy->column = error->int2 > 0 ? error->int2 : 0;
    copy->message = error->message;
    copy->first = error->str1;
    copy->second = error->str2;
}

// libxml2 hands the parser's user data over here, which is the schema's plug while one is plugged in: the reader is
// found through the parser instead.
static void parse_error(void *unused, xmlErrorPtr error) {
    (void)unused;
    if (error == NULL || error->level < XML_ERR_ERROR || error->ctxt == NULL) return;
    docket_xml_reader *reader = ((xmlParserCtxtPtr)error->ctxt)->_private;
    if (reader == NULL || reader->stopped) return;
    docket_xml_error copy;
    copy_error(error, &copy);
    const xmlParserInput *input = reader->parser->input;
    if (input != NULL) copy.bytes_left = (long)(input->end - input->cur);
    reader->callbacks.error(reader->callbacks.state, &copy);
}

static void validation_error(void *data, xmlErrorPtr error) {
    docket_xml_reader *reader = data;
    if (error == NULL || error->level < XML_ERR_ERROR || reader->stopped) return;
    docket_xml_error copy;
    copy_error(error, &copy);
    copy.is_fatal = 0;
    copy.line = docket_xml_reader_line(reader);
    copy.column = 0;
    copy.first = NULL;
    copy.second = NULL;
    reader->callbacks.error(reader->callbacks.state, &copy);
}

// MARK: - Reading

static long characters_in(const unsigned char *bytes, long count) {
    long characters = 0;
    long index = 0;
    // Names are nearly always ASCII: eight bytes at once.
    for (; index + 8 <= count; index += 8) {
        unsigned long long word;
        memcpy(&word, bytes + index, 8);
        if ((word & 0x8080808080808080) != 0) break;
        characters += 8;
    }
    for (; index < count; index++) characters += (bytes[index] & 0xC0) != 0x80;
    return characters;
}

// Goes back from where the parser stands to the `<` that opened the tag.
static void place_of_tag(const docket_xml_reader *reader, long *line, long *column) {
    const xmlParserInput *input = reader->parser->input;
    *line = 0;
    *column = 0;
    if (input == NULL) return;
    *line = input->line;
    const unsigned char *tag = memrchr(input->base, '<', (size_t)(input->cur - input->base));
    if (tag == NULL) return;
    const long length = input->cur - tag;
    if (memchr(tag, '\n', (size_t)length) == NULL) {
        *column = input->col - characters_in(tag, length);
        return;
    }
    for (long index = 0; index < length; index++) *line -= tag[index] == '\n';
    // The parser counts the columns of the line where the tag ends: those before the tag are counted here, as long
    // as the line is still in memory and not a very long one.
    const long before = tag - input->base > 1024 ? 1024 : tag - input->base;
    const unsigned char *line_end = memrchr(tag - before, '\n', (size_t)before);
    if (line_end != NULL) *column = characters_in(line_end + 1, tag - line_end - 1) + 1;
}

static void start_element(
    void *data, const xmlChar *local_name, const xmlChar *prefix, const xmlChar *uri, int namespace_count,
    const xmlChar **namespaces, int attribute_count, int defaulted_count, const xmlChar **attributes) {
    (void)namespace_count;
    (void)namespaces;
    (void)defaulted_count;
    docket_xml_reader *reader = data;
    if (reader->stopped) return;
    long line;
    long column;
    place_of_tag(reader, &line, &column);
    reader->callbacks.start_element(
        reader->callbacks.state, local_name, prefix, uri, attribute_count, attributes, line, column);
}

static void end_element(void *data, const xmlChar *local_name, const xmlChar *prefix, const xmlChar *uri) {
    (void)local_name;
    (void)prefix;
    (void)uri;
    docket_xml_reader *reader = data;
    if (!reader->stopped) reader->callbacks.end_element(reader->callbacks.state);
}

static void characters(void *data, const xmlChar *bytes, int count) {
    docket_xml_reader *reader = data;
    if (!reader->stopped) reader->callbacks.text(reader->callbacks.state, bytes, count);
}

static void internal_subset(void *data, const xmlChar *name, const xmlChar *external_id, const xmlChar *system_id) {
    (void)name;
    (void)external_id;
    (void)system_id;
    docket_xml_reader *reader = data;
    if (reader->stopped) return;
    long line;
    long column;
    place_of_tag(reader, &line, &column);
    docket_xml_reader_stop(reader);
    reader->callbacks.document_type(reader->callbacks.state, line, column);
}

static int locate(void *data, const char **file, unsigned long *line) {
    if (file != NULL) *file = NULL;
    if (line != NULL) *line = (unsigned long)docket_xml_reader_line(data);
    return 0;
}

static int plug_schema(docket_xml_reader *reader, const docket_xml_schema *schema) {
    reader->validator = xmlSchemaNewValidCtxt(schema->compiled);
    if (reader->validator == NULL) return 0;
    xmlSchemaSetValidStructuredErrors(reader->validator, validation_error, reader);
    xmlSchemaValidateSetLocator(reader->validator, locate, reader);
    reader->plug = xmlSchemaSAXPlug(reader->validator, &reader->parser->sax, &reader->parser->userData);
    if (reader->plug == NULL) return 0;
    // The plug puts handlers of its own in place and forgets the one for errors.
    reader->parser->sax->serror = parse_error;
    return 1;
}

docket_xml_reader *docket_xml_reader_create(const docket_xml_callbacks *callbacks, const docket_xml_schema *schema) {
    prepare();
    docket_xml_reader *reader = calloc(1, sizeof *reader);
    if (reader == NULL) return NULL;
    reader->callbacks = *callbacks;

    xmlSAXHandler handler;
    memset(&handler, 0, sizeof handler);
    handler.initialized = XML_SAX2_MAGIC;
    handler.startElementNs = start_element;
    handler.endElementNs = end_element;
    handler.characters = characters;
    handler.ignorableWhitespace = characters;
    handler.cdataBlock = characters;
    handler.internalSubset = internal_subset;
    handler.serror = parse_error;

    reader->parser = xmlCreatePushParserCtxt(&handler, reader, NULL, 0, NULL);
    if (reader->parser == NULL) {
        docket_xml_reader_destroy(reader);
        return NULL;
    }
    reader->parser->_private = reader;
    xmlCtxtUseOptions(reader->parser, XML_PARSE_NONET | XML_PARSE_BIG_LINES);
    // Setting options resets the handlers that belong to them; ours are the ones that count.
    reader->parser->sax->serror = parse_error;
    if (schema != NULL && !plug_schema(reader, schema)) {
        docket_xml_reader_destroy(reader);
        return NULL;
    }
    return reader;
}

void docket_xml_reader_destroy(docket_xml_reader *reader) {
    if (reader == NULL) return;
    if (reader->plug != NULL) xmlSchemaSAXUnplug(reader->plug);
    if (reader->validator != NULL) xmlSchemaFreeValidCtxt(reader->validator);
    if (reader->parser != NULL) xmlFreeParserCtxt(reader->parser);
    free(reader);
}

int docket_xml_reader_push(docket_xml_reader *reader, const unsigned char *bytes, int count, int is_last) {
    if (reader->stopped) return XML_ERR_USER_STOP;
    return xmlParseChunk(reader->parser, (const char *)bytes, count, is_last);
}

void docket_xml_reader_stop(docket_xml_reader *reader) {
    if (reader->stopped) return;
    reader->stopped = 1;
    xmlStopParser(reader->parser);
}

long docket_xml_reader_pending_tag(const docket_xml_reader *reader) {
    const xmlParserInput *input = reader->parser->input;
    if (reader->stopped || input == NULL || input->end - input->cur < 2 || input->cur[0] != '<') return 0;
    unsigned char next = input->cur[1];
    return next == '!' || next == '?' ? 0 : (long)(input->end - input->cur);
}

const char *docket_xml_reader_encoding(const docket_xml_reader *reader) {
    return (const char *)reader->parser->encoding;
}

long docket_xml_reader_line(const docket_xml_reader *reader) {
    return reader->parser->input == NULL ? 0 : reader->parser->input->line;
}

// MARK: - Schemas

typedef struct {
    void *state;
    void (*error)(void *state, const docket_xml_error *error);
} schema_listener;

static void schema_error(void *data, xmlErrorPtr error) {
    const schema_listener *listener = data;
    if (error == NULL || error->level < XML_ERR_ERROR) return;
    docket_xml_error copy;
    copy_error(error, &copy);
    listener->error(listener->state, &copy);
}

docket_xml_schema *docket_xml_schema_create(
    const docket_xml_schema_file *files, int file_count, void *state,
    void (*error)(void *state, const docket_xml_error *error)) {
    prepare();
    if (file_count < 1) return NULL;
    docket_xml_schema *schema = calloc(1, sizeof *schema);
    if (schema == NULL) return NULL;
    xmlSchemaParserCtxtPtr compiler = xmlSchemaNewMemParserCtxt((const char *)files[0].bytes, files[0].count);
    if (compiler != NULL) {
        schema_listener listener = {state, error};
        xmlSchemaSetParserStructuredErrors(compiler, schema_error, &listener);
        offered_files = files;
        offered_count = file_count;
        schema->compiled = xmlSchemaParse(compiler);
        offered_files = NULL;
        offered_count = 0;
        xmlSchemaFreeParserCtxt(compiler);
    }
    if (schema->compiled == NULL) {
        free(schema);
        return NULL;
    }
    return schema;
}

void docket_xml_schema_destroy(docket_xml_schema *schema) {
    if (schema == NULL) return;
    xmlSchemaFree(schema->compiled);
    free(schema);
}
