// The formats that files come in, and those that answers go out in.

package enum FileFormat: String, Codable, CaseIterable, Sendable {
    case csv, json
    /// UBL 2.x XML.
    case ubl
    /// ANSI ASC X12 interchanges.
    case x12
    /// UN/EDIFACT interchanges.
    case edifact
    /// A letter for people, as plain text or as a page. Only written.
    case text, html

    package var fileExtension: String {
        switch self {
        case .csv, .json, .x12, .html: rawValue
        case .ubl: "xml"
        case .edifact: "edi"
        case .text: "txt"
        }
    }

    /// Its receipts are codes for programs (997, CONTRL).
    package var isEDI: Bool { self == .x12 || self == .edifact }

    /// Files can come in it; the others are only written.
    package var isRead: Bool { self != .text && self != .html }
}
