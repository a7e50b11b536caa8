// libxml2's SAX2 push parser with handlers that do nothing but count.

#include "CBareXML.h"

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <string.h>
#include <unistd.h>

static void count_element(
    void *data, const xmlChar *local_name, const xmlChar *prefix, const xmlChar *uri, int namespace_count,
    const xmlChar **namespaces, int attribute_count, int defaulted_count, const xmlChar **attributes) {
    (void)local_name;
    (void)prefix;
    (void)uri;
    (void)namespace_count;
    (void)namespaces;
    (void)attribute_count;
    (void)defaulted_count;
    (void)attributes;
    ++*(long *)data;
}

static void end_element(void *data, const xmlChar *local_name, const xmlChar *prefix, const xmlChar *uri) {
    (void)data;
    (void)local_name;
    (void)prefix;
    (void)uri;
}

static void characters(void *data, const xmlChar *bytes, int count) {
    (void)data;
    (void)bytes;
    (void)count;
}

long bare_xml_count_elements(int descriptor) {
    xmlSAXHandler handler;
    memset(&handler, 0, sizeof handler);
    handler.initialized = XML_SAX2_MAGIC;
    handler.startElementNs = count_element;
    handler.endElementNs = end_element;
    handler.characters = characters;
    handler.ignorableWhitespace = characters;

    long elements = 0;
    xmlParserCtxtPtr parser = xmlCreatePushParserCtxt(&handler, &elements, NULL, 0, NULL);
    if (parser == NULL) return -1;
    xmlCtxtUseOptions(parser, XML_PARSE_NONET);
    char piece[65536];
    ssize_t count;
    int failure = 0;
    while (failure == 0 && (count = read(descriptor, piece, sizeof piece)) > 0)
        failure = xmlParseChunk(parser, piece, (int)count, 0);
    if (failure == 0) failure = count < 0 ? -1 : xmlParseChunk(parser, NULL, 0, 1);
    int is_good = failure == 0 && parser->wellFormed;
    xmlFreeParserCtxt(parser);
    return is_good ? elements : -1;
}
