// Why a document could not be written. Reading has no errors of this kind: whatever is wrong with an input is a finding.

package import OrderModel

package enum FormatError: Error, Hashable, Sendable, CustomStringConvertible {
    /// This kind of document has no form in this format.
    case notWritableAs(document: String, format: FileFormat)
    /// A value has no place in the format: a control character in XML, a field that the format demands and is not there.
    case valueDoesNotFit(document: String, field: String, reason: String)
    /// A library that we write with reported an error; the text is its own.
    case libraryFailed(String)

    package var description: String {
        switch self {
        case .notWritableAs(let document, let format):
            "a \(document) cannot be written as \(format.rawValue); choose another answer format for this partner"
        case .valueDoesNotFit(let document, let field, let reason):
            "the \(document) cannot be written: \(field) \(reason)"
        case .libraryFailed(let text):
            "the document could not be written: \(text)"
        }
    }
}
