// CXMLReader: the part of XML reading that Swift cannot do itself.
//
// A push parser over libxml2's SAX2 interface, hardened for files from strangers: no network, no document type
// declaration (and so no entities of the sender's own), no external entity, nothing printed. Errors come as values.
// With a compiled schema the same parser validates while it reads.

#pragma once
#include <stddef.h>

typedef struct docket_xml_reader docket_xml_reader;
typedef struct docket_xml_schema docket_xml_schema;

/// The mistakes that are told apart.
typedef enum {
    /// Anything else; `message` says what.
    DOCKET_XML_OTHER,
    /// `second` closes `first`, which is still open.
    DOCKET_XML_TAG_MISMATCH,
    DOCKET_XML_ELEMENT_NOT_CLOSED,
    DOCKET_XML_TAG_NOT_WRITTEN_RIGHT,
    /// Something stands behind the end of the document.
    DOCKET_XML_BEHIND_END,
    DOCKET_XML_NOT_XML,
    /// <?xml …?> inside the document.
    DOCKET_XML_DECLARATION_INSIDE,
    /// The prefix `first` is not declared.
    DOCKET_XML_PREFIX_UNKNOWN,
    /// The entity `first`.
    DOCKET_XML_ENTITY_UNKNOWN,
    /// A bare `&` or `<`.
    DOCKET_XML_NAME_MISSING,
    DOCKET_XML_CHARACTER_REFERENCE,
    /// A character that XML does not allow.
    DOCKET_XML_CHARACTER,
    DOCKET_XML_BYTES_NOT_IN_ENCODING,
    /// The encoding `first`.
    DOCKET_XML_ENCODING_UNKNOWN,
    DOCKET_XML_DOCTYPE_NOT_FINISHED,
    DOCKET_XML_ATTRIBUTE_WITHOUT_VALUE,
    /// The attribute `first`.
    DOCKET_XML_ATTRIBUTE_TWICE,
    DOCKET_XML_LESS_THAN_IN_ATTRIBUTE,
    DOCKET_XML_ATTRIBUTE_NOT_FINISHED,
    /// A comment or an instruction.
    DOCKET_XML_COMMENT_NOT_FINISHED,
} docket_xml_problem;

/// What libxml2 had to say. The texts live as long as the call.
typedef struct {
    docket_xml_problem problem;
    /// Parsing cannot go on.
    int is_fatal;
    /// How many bytes (in UTF-8) of what was pushed still lie before the parser.
    long bytes_left;
    /// 1-based; 0 where unknown.
    long line;
    long column;
    const char *message;
    /// The names that the message is about, such as the two names of a mismatched tag; may be NULL.
    const char *first;
    const char *second;
} docket_xml_error;

/// What the reader calls. `state` is handed back unchanged; nothing is kept beyond the call.
typedef struct {
    void *state;
    /// `attributes` holds five pointers for each attribute: local name, prefix, namespace, and the first and the last
    /// byte + 1 of its value. Names are interned: the same name has the same address throughout one document.
    /// `line` and `column` are where the tag starts, 1-based; column 0 where unknown.
    void (*start_element)(
        void *state, const unsigned char *local_name, const unsigned char *prefix, const unsigned char *name_space,
        int attribute_count, const unsigned char *const *attributes, long line, long column);
    void (*end_element)(void *state);
    void (*text)(void *state, const unsigned char *bytes, int count);
    /// A document type declaration; reading has been stopped.
    void (*document_type)(void *state, long line, long column);
    void (*error)(void *state, const docket_xml_error *error);
} docket_xml_callbacks;

/// NULL if there is no memory. `schema` may be NULL; it must outlive the reader.
docket_xml_reader *docket_xml_reader_create(const docket_xml_callbacks *callbacks, const docket_xml_schema *schema);
void docket_xml_reader_destroy(docket_xml_reader *reader);

/// Reads the next bytes; `is_last` ends the document. 0 while all is well, else the code of the first fatal error.
int docket_xml_reader_push(docket_xml_reader *reader, const unsigned char *bytes, int count, int is_last);

/// Makes an end; may be called from a callback. No callback comes after it.
void docket_xml_reader_stop(docket_xml_reader *reader);

/// How many bytes of an unfinished start tag are held back until its end arrives.
long docket_xml_reader_pending_tag(const docket_xml_reader *reader);

/// The encoding that the document declares, NULL where it declares none.
const char *docket_xml_reader_encoding(const docket_xml_reader *reader);

/// Where the reader stands: 1-based line.
long docket_xml_reader_line(const docket_xml_reader *reader);

/// One document of a schema, by the file name under which the others import it.
typedef struct {
    const char *name;
    const unsigned char *bytes;
    int count;
} docket_xml_schema_file;

/// Compiles `files[0]`, which may import the other files by name, and nothing else: neither disk nor network is
/// touched. NULL if the schema is not valid; `error` hears why.
docket_xml_schema *docket_xml_schema_create(
    const docket_xml_schema_file *files, int file_count, void *state,
    void (*error)(void *state, const docket_xml_error *error));
void docket_xml_schema_destroy(docket_xml_schema *schema);
