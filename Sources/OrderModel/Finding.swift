// A finding: whatever is wrong, or worth knowing, about an input. Said once, in a form for people and for programs.

/// Where in an input something stands. Whatever is known is given; all parts are optional.
package struct Place: Hashable, Codable, Sendable {
    /// 1-based line of the decoded text.
    package var line: Int?
    /// 1-based column, in Unicode scalars.
    package var column: Int?
    /// JSON pointer, XPath, or segment and element: the address inside the document's own structure.
    package var path: String?
    /// The name of the CSV column or of the field.
    package var field: String?

    package init(line: Int? = nil, column: Int? = nil, path: String? = nil, field: String? = nil) {
        self.line = line
        self.column = column
        self.path = path
        self.field = field
    }
}

package struct Finding: Hashable, Codable, Sendable {
    package enum Severity: String, Codable, Sendable, Comparable {
        case note, warning, error
        package static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }
        private var rank: Int {
            switch self {
            case .note: 0
            case .warning: 1
            case .error: 2
            }
        }
    }

    package var severity: Severity
    package var code: FindingCode
    /// One sentence: what is wrong.
    package var message: String
    package var place: Place?
    /// The offending value as it stands in the input, shortened to `Finding.longestValue` characters.
    package var value: String?
    /// What to do about it.
    package var hint: String?
    /// The number of the rule that is broken, where a standard has one: `PEPPOL-T01-R008`.
    package var rule: String?

    package static let longestValue = 120

    package init(
        _ severity: Severity, _ code: FindingCode, _ message: String, at place: Place? = nil, value: String? = nil,
        hint: String? = nil, rule: String? = nil
    ) {
        self.severity = severity
        self.code = code
        self.message = message
        self.place = place
        self.value = value.map { $0.count > Finding.longestValue ? $0.prefix(Finding.longestValue) + "…" : $0 }
        self.hint = hint
        self.rule = rule
    }
}

extension Sequence<Finding> {
    /// The worst severity, nil if there are no findings.
    package var worst: Finding.Severity? { map(\.severity).max() }
    package var hasErrors: Bool { contains { $0.severity == .error } }
}
