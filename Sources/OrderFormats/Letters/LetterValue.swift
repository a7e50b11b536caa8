// What a template can name: the fields of a document, declared once with their values and with a line for people.

import OrderModel

/// The value of a field in one document.
enum LetterValue: Sendable {
    case text(String?)
    case flag(Bool)
    case list([LetterRecord])

    /// There is something to show: what `{{#field}}` asks.
    var isPresent: Bool {
        switch self {
        case .text(let text): !(text ?? "").isEmpty
        case .flag(let flag): flag
        case .list(let records): !records.isEmpty
        }
    }
}

/// The values of all fields, by name.
typealias LetterRecord = [String: LetterValue]

/// What may be named, before there is a document: templates are checked against it when the configuration is loaded.
package struct LetterShape: Sendable {
    package enum Kind: Sendable {
        /// Written by `{{name}}`; `{{#name}}` asks whether there is any.
        case text
        /// Only asked for.
        case flag
        /// `{{#name}}` repeats what it encloses for each; these can be named inside.
        case list([LetterShape])
    }
    package let name: String
    package let about: String
    package let kind: Kind
}

/// A field of a document: its shape, and how its value comes out of the document.
struct LetterField<Subject>: Sendable {
    let shape: LetterShape
    let value: @Sendable (Subject, LetterWords) -> LetterValue

    static func text(
        _ name: String, _ about: String, _ value: @escaping @Sendable (Subject, LetterWords) -> String?
    ) -> LetterField {
        LetterField(shape: LetterShape(name: name, about: about, kind: .text)) { .text(value($0, $1)) }
    }

    static func flag(_ name: String, _ about: String, _ value: @escaping @Sendable (Subject) -> Bool) -> LetterField {
        LetterField(shape: LetterShape(name: name, about: about, kind: .flag)) { subject, _ in .flag(value(subject)) }
    }

    static func list<Element>(
        _ name: String, _ about: String, of fields: [LetterField<Element>],
        _ elements: @escaping @Sendable (Subject) -> [Element]
    ) -> LetterField {
        LetterField(shape: LetterShape(name: name, about: about, kind: .list(fields.map(\.shape)))) { subject, words in
            .list(elements(subject).map { fields.record(of: $0, words) })
        }
    }
}

extension Array {
    /// The values of all these fields in one document.
    func record<Subject>(of subject: Subject, _ words: LetterWords) -> LetterRecord
    where Element == LetterField<Subject> {
        LetterRecord(map { ($0.shape.name, $0.value(subject, words)) }, uniquingKeysWith: { first, _ in first })
    }
}
