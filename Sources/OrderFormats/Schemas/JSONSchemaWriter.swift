// Our shapes as JSON Schema (2020-12), so that what a partner's programmer reads is what the reader does.

import OrderModel

enum JSONSchemaWriter {
    enum Direction {
        /// What partners send: identifiers may be integers, numbers may be strings, unknown fields are mistakes.
        case incoming
        /// What we send: new fields may come later.
        case outgoing
    }

    static func schema(_ shape: JSONShape, _ direction: Direction) -> [UInt8] {
        var definitions: [String: JSONShape] = [:]
        collect(shape, into: &definitions)
        let inner = definitions.values.sorted { $0.name < $1.name }.map {
            JSONOutput.Member(name: $0.name, value: .object(object($0, direction)))
        }
        var members = [
            JSONOutput.Member(name: "$schema", value: .text("https://json-schema.org/draft/2020-12/schema")),
            JSONOutput.Member(name: "$id", value: .text("urn:docket:schema:\(shape.name)")),
        ]
        members += object(shape, direction)
        if !inner.isEmpty { members.append(JSONOutput.Member(name: "$defs", value: .object(inner))) }
        return JSONOutput.object(members).pretty
    }

    private static func collect(_ shape: JSONShape, into definitions: inout [String: JSONShape]) {
        for field in shape.fields {
            guard let inner = innerShape(field.type), definitions[inner.name] == nil else { continue }
            definitions[inner.name] = inner
            collect(inner, into: &definitions)
        }
    }

    private static func innerShape(_ type: JSONFieldType) -> JSONShape? {
        switch type {
        case .object(let shape): shape
        case .list(let element), .map(let element): innerShape(element)
        default: nil
        }
    }

    private static func object(_ shape: JSONShape, _ direction: Direction) -> [JSONOutput.Member] {
        var members = [
            JSONOutput.Member(name: "title", value: .text(shape.title)),
            JSONOutput.Member(name: "description", value: .text(shape.about)),
            JSONOutput.Member(name: "type", value: .text("object")),
            JSONOutput.Member(
                name: "properties",
                value: .object(
                    shape.fields.map { JSONOutput.Member(name: $0.name, value: property($0, direction)) })),
        ]
        let required = shape.fields.filter(\.isRequired).map(\.name)
        if !required.isEmpty { members.append(JSONOutput.Member(name: "required", value: .texts(required))) }
        if direction == .incoming {
            members.append(JSONOutput.Member(name: "additionalProperties", value: .bool(false)))
        }
        return members
    }

    private static func property(_ field: JSONField, _ direction: Direction) -> JSONOutput {
        var members = [JSONOutput.Member(name: "description", value: .text(field.about))]
        members += type(field.type, isRequired: field.isRequired, direction)
        if let example = field.example, let value = value(ofJSON: example) {
            members.append(JSONOutput.Member(name: "examples", value: .array([value])))
        }
        return .object(members)
    }

    private static func type(
        _ type: JSONFieldType, isRequired: Bool = false, _ direction: Direction
    ) -> [JSONOutput.Member] {
        func members(_ fields: KeyValuePairs<String, JSONOutput>) -> [JSONOutput.Member] {
            fields.map { JSONOutput.Member(name: $0, value: $1) }
        }
        let limits = FormatLimits.standard
        switch type {
        case .text: return members(["type": .text("string")])
        case .identifier:
            let type: JSONOutput = direction == .incoming ? .texts(["string", "integer"]) : .text("string")
            guard direction == .incoming else { return members(["type": type]) }
            let length: KeyValuePairs<String, JSONOutput> = ["maxLength": .integer(limits.identifierLength)]
            let least: KeyValuePairs<String, JSONOutput> = isRequired ? ["minLength": .integer(1)] : [:]
            return members(["type": type]) + members(least) + members(length)
        case .decimal:
            if direction == .outgoing { return members(["type": .text("number")]) }
            return members([
                "type": .texts(["number", "string"]),
                "pattern": .text("^[+-]?[0-9]*(\\.[0-9]{0,\(limits.decimals)}0*)?$"),
            ])
        case .integer: return members(["type": .text("integer"), "minimum": .integer(0)])
        case .yesNo: return members(["type": .text("boolean")])
        case .date: return members(["type": .text("string"), "format": .text("date")])
        case .instant: return members(["type": .text("string"), "format": .text("date-time")])
        case .choice(let words): return members(["enum": .texts(words)])
        case .constant(let word): return members(["const": .text(word)])
        case .list(let element):
            return members(["type": .text("array"), "items": .object(self.type(element, direction))])
        case .object(let shape): return members(["$ref": .text("#/$defs/\(shape.name)")])
        case .map(let element):
            // The documents of a check report are objects of several kinds.
            if direction == .outgoing { return members(["type": .text("object")]) }
            return members([
                "type": .text("object"), "additionalProperties": .object(self.type(element, direction)),
            ])
        }
    }

    /// An example, as it stands in a declaration.
    private static func value(ofJSON text: String) -> JSONOutput? {
        JSONReader.parse(Array(text.utf8)).value.flatMap(output)
    }

    private static func output(_ value: JSONValue) -> JSONOutput? {
        if let text = value.string { return .text(text) }
        if let number = value.decimal { return .number(number) }
        if let bool = value.bool { return .bool(bool) }
        if value.isArray { return .array(value.elements.compactMap(output)) }
        guard value.isObject else { return nil }
        return .object(
            value.members.compactMap { key, member in
                guard let name = key.string, let value = output(member) else { return nil }
                return JSONOutput.Member(name: name, value: value)
            })
    }
}
