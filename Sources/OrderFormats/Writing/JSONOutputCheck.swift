// A JSON document of ours is read again before it is published: it is JSON, it has the fields of the schema that we
// publish for it and no others, and in each a value of the right type.

import ExactDecimals
import OrderModel

struct JSONOutputCheck {
    private let document: String
    private let tape: JSONTape

    private static let shapes = [String: JSONShape](
        uniqueKeysWithValues: OutgoingShapes.all.map { ($0.name, $0) })

    /// No limit: the document is in memory, and it is ours.
    private static let limits: FormatLimits = {
        var limits = FormatLimits()
        limits.bytes = .max
        limits.fieldLength = .max
        limits.valuesPerDocument = .max
        return limits
    }()

    /// Throws `valueDoesNotFit` for a document that must not go out. Cost: a pass or two over the bytes.
    ///
    /// - Parameter name: of the document, which is that of its schema.
    static func check(_ bytes: [UInt8], name: String) throws(FormatError) {
        let read = JSONReader.parse(bytes, limits: limits)
        guard read.findings.isEmpty, let value = read.value else {
            let why = read.findings.first?.message ?? "it breaks off"
            throw .valueDoesNotFit(document: name, field: "the JSON", reason: "cannot be read back: \(why)")
        }
        guard let shape = shapes[name] else {
            throw .valueDoesNotFit(document: name, field: "the JSON", reason: "has no schema")
        }
        try JSONOutputCheck(document: name, tape: value.tape).check(value, .object(shape))
    }

    private func check(_ value: JSONValue, _ type: JSONFieldType) throws(FormatError) {
        let isRight: Bool
        switch type {
        case .text, .identifier, .date, .instant: isRight = value.isString
        case .decimal: isRight = value.isNumber
        case .integer: isRight = value.decimal?.isInteger == true
        case .yesNo: isRight = value.bool != nil
        case .choice(let words): isRight = value.string.map(words.contains) ?? false
        case .constant(let word): isRight = value.string == word
        case .map: isRight = value.isObject
        case .list(let element):
            isRight = value.isArray
            for each in value.elements { try check(each, element) }
        case .object(let shape):
            isRight = value.isObject
            if isRight { try checkMembers(value, shape) }
        }
        guard isRight else { throw problem(value, "is not what the schema says") }
    }

    private func checkMembers(_ value: JSONValue, _ shape: JSONShape) throws(FormatError) {
        let bytes = tape.source.bytes
        var isThere = [Bool](repeating: false, count: shape.fields.count)
        for (key, member) in value.members {
            guard let field = shape.index(of: key.node, in: bytes.span) else {
                throw problem(member, "is not in the schema")
            }
            isThere[field] = true
            try check(member, shape.fields[field].type)
        }
        for field in shape.required where !isThere[field] {
            throw problem(value, "lacks '\(shape.fields[field].name)', which the schema demands")
        }
    }

    private func problem(_ value: JSONValue, _ reason: String) -> FormatError {
        .valueDoesNotFit(document: document, field: "the JSON at '\(value.pointer)'", reason: reason)
    }
}
