// How an object of our JSON documents is declared: once, for reading, for hints, and for the published JSON Schema.

package struct JSONField: Sendable {
    package let name: String
    package let type: JSONFieldType
    package let isRequired: Bool
    package let about: String
    /// A JSON text.
    package let example: String?

    init(_ name: String, _ type: JSONFieldType, required: Bool = false, _ about: String, example: String? = nil) {
        self.name = name
        self.type = type
        isRequired = required
        self.about = about
        self.example = example
    }
}

package indirect enum JSONFieldType: Sendable {
    case text
    /// A number or code by which something is known: one line; an integer is taken too.
    case identifier
    /// An exact decimal number, as a number or as a string.
    case decimal
    case integer
    case yesNo
    /// `YYYY-MM-DD`
    case date
    /// RFC 3339
    case instant
    case choice([String])
    case constant(String)
    case list(JSONFieldType)
    case object(JSONShape)
    /// An object whose keys are free.
    case map(JSONFieldType)
}

/// An object with its fields.
package struct JSONShape: Sendable {
    /// The name in the schema's `$defs`, or of the document.
    package let name: String
    package let title: String
    package let about: String
    package let fields: [JSONField]
    let lookup: [String: Int]

    init(_ name: String, _ title: String, _ about: String, fields: [JSONField]) {
        self.name = name
        self.title = title
        self.about = about
        self.fields = fields
        lookup = Dictionary(fields.enumerated().map { ($1.name, $0) }) { first, _ in first }
    }

    init<Fields: JSONFieldSet>(_ name: String, _ title: String, _ about: String, fields: Fields.Type) {
        self.init(name, title, about, fields: Fields.allCases.map(\.declaration))
    }
}

/// The fields of an object that we read: an enumeration in the order in which we write them.
protocol JSONFieldSet: RawRepresentable, CaseIterable, Sendable where RawValue == Int {
    static var shape: JSONShape { get }
    var declaration: JSONField { get }
}
