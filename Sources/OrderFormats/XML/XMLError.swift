// What libxml2 says about a malformed document, in our own words for the mistakes that people make.

import CXMLReader
import OrderModel

struct XMLError {
    let problem: docket_xml_problem
    /// How much of the document still lay before the parser, in bytes.
    let bytesLeft: Int
    let line: Int
    let column: Int
    /// libxml2's own sentence.
    let message: String
    /// The names it is about.
    let first: String
    let second: String

    init(_ error: docket_xml_error) {
        problem = unsafe error.problem
        bytesLeft = unsafe error.bytes_left
        line = unsafe error.line
        column = unsafe error.column
        message = unsafe XMLError.text(error.message)
        first = unsafe XMLError.text(error.first)
        second = unsafe XMLError.text(error.second)
    }

    private static func text(_ pointer: UnsafePointer<CChar>?) -> String {
        guard let pointer = unsafe pointer else { return "" }
        var text = unsafe String(cString: pointer)
        while text.last?.isNewline == true { text.removeLast() }
        return text
    }

    func place(path: String?) -> Place {
        Place(line: line > 0 ? line : nil, column: column > 0 ? column : nil, path: path)
    }

    /// A comment or an instruction that was begun and not ended.
    var isUnfinishedMarkup: Bool { problem == DOCKET_XML_COMMENT_NOT_FINISHED }

    /// The mistake was met with nothing, or only the beginning of some markup, behind it. A '<' in an attribute's value
    /// is a mistake whatever follows.
    var isAtEnd: Bool {
        guard problem != DOCKET_XML_LESS_THAN_IN_ATTRIBUTE else { return false }
        return problem == DOCKET_XML_BEHIND_END || bytesLeft <= XMLError.longestUnreadMarkup
    }

    /// The parser leaves `<![CDATA` and the like unread until there is more.
    private static let longestUnreadMarkup = 16

    /// `open` is the innermost element that is open, as the document writes its name.
    func finding(path: String?, open: String?) -> Finding {
        let (message, hint) = sentence(open: open)
        return Finding(.error, findingCode, message, at: place(path: path), hint: hint)
    }

    private var findingCode: FindingCode {
        switch problem {
        case DOCKET_XML_BYTES_NOT_IN_ENCODING, DOCKET_XML_ENCODING_UNKNOWN:
            .charsetInvalid
        case DOCKET_XML_DOCTYPE_NOT_FINISHED: .xmlDoctypeRefused
        default: .xmlSyntax
        }
    }

    private func sentence(open: String?) -> (message: String, hint: String?) {
        tagSentence(open: open) ?? referenceSentence ?? characterSentence ?? attributeSentence
            ?? ("the XML is not well-formed: \(message)", "look at the place with an XML editor")
    }

    private func tagSentence(open: String?) -> (message: String, hint: String?)? {
        switch problem {
        case DOCKET_XML_TAG_MISMATCH:
            (
                "an end tag '\(second)' stands here, but <\(open ?? first)> is still open",
                "close it first, or correct the name"
            )
        case DOCKET_XML_ELEMENT_NOT_CLOSED:
            ("an element is not closed", "add the end tag")
        case DOCKET_XML_TAG_NOT_WRITTEN_RIGHT:
            ("a tag is not written correctly: '>' or a space is missing", nil)
        case DOCKET_XML_BEHIND_END:
            ("something stands behind the end of the document", "a file holds one document and nothing behind its root")
        case DOCKET_XML_NOT_XML:
            ("this is not XML: the document does not start with '<'", "send the document itself, starting with <?xml")
        case DOCKET_XML_DECLARATION_INSIDE:
            (
                "<?xml …?> stands inside the document",
                "it may only be the very first thing in the file, without a blank before"
            )
        case DOCKET_XML_PREFIX_UNKNOWN:
            ("the prefix '\(first)' is not declared", "add xmlns:\(first)=\"…\" to the root element")
        default: nil
        }
    }

    private var referenceSentence: (message: String, hint: String?)? {
        switch problem {
        case DOCKET_XML_ENTITY_UNKNOWN:
            (
                "the entity '&\(first);' is not known",
                "XML knows &amp; &lt; &gt; &quot; and &apos;; write other characters themselves, or as &#169;"
            )
        case DOCKET_XML_NAME_MISSING:
            ("an '&' or '<' stands where a name should follow", "write &amp; for the character & and &lt; for <")
        case DOCKET_XML_CHARACTER_REFERENCE:
            ("a character reference (&#…;) is not written correctly", nil)
        default: nil
        }
    }

    private var characterSentence: (message: String, hint: String?)? {
        switch problem {
        case DOCKET_XML_CHARACTER:
            ("a character stands here that XML does not allow, such as a control character", "remove it")
        case DOCKET_XML_BYTES_NOT_IN_ENCODING:
            (
                "the bytes are not in the encoding that the document declares",
                "save the file as UTF-8, or declare the right encoding: <?xml version=\"1.0\" encoding=\"GB18030\"?>"
            )
        case DOCKET_XML_ENCODING_UNKNOWN:
            ("the declared encoding '\(first)' is not known", "save the file as UTF-8")
        case DOCKET_XML_DOCTYPE_NOT_FINISHED:
            ("a document type declaration (<!DOCTYPE …>) is not accepted", "leave it out; UBL does without it")
        default: nil
        }
    }

    private var attributeSentence: (message: String, hint: String?)? {
        switch problem {
        case DOCKET_XML_ATTRIBUTE_WITHOUT_VALUE:
            ("an attribute has no value in quotes", "write it as name=\"value\"")
        case DOCKET_XML_ATTRIBUTE_TWICE:
            ("the attribute '\(first)' stands twice in one tag", "keep one of them")
        case DOCKET_XML_LESS_THAN_IN_ATTRIBUTE:
            ("a '<' stands in an attribute's value", "write &lt;, or close the quote that is open")
        case DOCKET_XML_ATTRIBUTE_NOT_FINISHED:
            ("an attribute's value is not closed by its quote", nil)
        default: nil
        }
    }
}
