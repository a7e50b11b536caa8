// How an object of our JSON documents is declared: once, for reading, for hints, and for the published JSON Schema.

import OrderModel

package struct JSONField: Sendable {
    package let name: String
    package let type: JSONFieldType
    package let isRequired: Bool
    package let about: String
    /// A JSON text.
    package let example: String?
    /// What it is called when a required field is missing or empty.
    let codeIfMissing: FindingCode

    init(
        _ name: String, _ type: JSONFieldType, required: Bool = false, _ about: String, example: String? = nil,
        codeIfMissing: FindingCode = .valueMissing
    ) {
        self.name = name
        self.type = type
        isRequired = required
        self.about = about
        self.example = example
        self.codeIfMissing = codeIfMissing
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

/// An object with its fields. A class, since every object that is read refers to its shape.
package final class JSONShape: Sendable {
    /// The name in the schema's `$defs`, or of the document.
    package let name: String
    package let title: String
    package let about: String
    package let fields: [JSONField]
    let required: [Int]
    let lookup: NameLookup

    init(_ name: String, _ title: String, _ about: String, fields: [JSONField]) {
        self.name = name
        self.title = title
        self.about = about
        self.fields = fields
        required = fields.indices.filter { fields[$0].isRequired }
        lookup = NameLookup(fields.map(\.name))
    }

    convenience init<Fields: JSONFieldSet>(_ name: String, _ title: String, _ about: String, fields: Fields.Type) {
        self.init(name, title, about, fields: Fields.allCases.map(\.declaration))
    }
}

extension JSONShape {
    /// The field that a key of an object names.
    func index(of key: JSONNode, in text: Span<UInt8>) -> Int? {
        guard key.hasEscapes else { return lookup.index(of: text, key.range) }
        let name = Array(JSONText.string(key, text).utf8)
        return lookup.index(of: name.span, 0..<name.count)
    }
}

/// The fields of an object that we read: an enumeration in the order in which we write them.
protocol JSONFieldSet: RawRepresentable, CaseIterable, Sendable where RawValue == Int {
    static var shape: JSONShape { get }
    var declaration: JSONField { get }
}
