// Values as JSON text that says their types, both ways: {"type":"int","value":"42"}.

import ExactDecimals

/// Why a text is not a typed value.
package struct TypedValueError: Error, Hashable, Sendable, CustomStringConvertible {
    package let sentence: String
    /// The byte where it was noticed.
    package let offset: Int
    package var description: String { "typed value, byte \(offset): \(sentence)" }
}

extension RuleValue {
    /// The value as `{"type":…,"value":…}`. Numbers, timestamps and durations are strings, bytes are base64, a list has
    /// typed values, a map has pairs `[key, value]` of them, a type has its name. A record is written as a map.
    package var typedJSON: String {
        var text = ""
        writeTyped(to: &text)
        return text
    }

    /// Reads one typed value from the whole text.
    package init(typedJSON text: String, limits: RuleLimits = .standard) throws(TypedValueError) {
        let json = try JSONText.read(text, limits: limits)
        self = try RuleValue.typed(json, depth: limits.typedValueDepth)
    }

    /// Reads an object whose members are typed values, as the bindings of an expression: `{"x":{"type":"int",…}}`.
    package static func bindings(
        typedJSON text: String, limits: RuleLimits = .standard
    ) throws(TypedValueError) -> [String: RuleValue] {
        let json = try JSONText.read(text, limits: limits)
        return try bindings(json, limits: limits)
    }

    /// The same from JSON that has been read.
    static func bindings(_ json: JSONText, limits: RuleLimits) throws(TypedValueError) -> [String: RuleValue] {
        guard case .object(let members) = json.content else {
            throw json.error("an object is expected whose members are the variables")
        }
        var bindings: [String: RuleValue] = [:]
        for (name, member) in members { bindings[name] = try typed(member, depth: limits.typedValueDepth) }
        return bindings
    }
}

// MARK: - Writing

extension RuleValue {
    private func writeTyped(to text: inout String) {
        switch self {
        case .null: text += #"{"type":"null","value":null}"#
        case .bool(let value): text += #"{"type":"bool","value":\#(value)}"#
        case .list(let elements):
            text += #"{"type":"list","value":["#
            for (index, element) in elements.enumerated() {
                if index > 0 { text += "," }
                element.writeTyped(to: &text)
            }
            text += "]}"
        case .map(let map): RuleValue.write(map.entries, to: &text)
        case .record(let record):
            let fields = record.fieldNames.compactMap { name in
                record.value(of: name).map { (key: RuleValue.string(name), value: $0) }
            }
            RuleValue.write(fields, to: &text)
        default:
            let (type, plain) = plainText
            text += #"{"type":"\#(type)","value":"#
            JSONText.write(plain, to: &text)
            text += "}"
        }
    }

    private static func write(_ entries: [(key: RuleValue, value: RuleValue)], to text: inout String) {
        text += #"{"type":"map","value":["#
        for (index, entry) in entries.enumerated() {
            text += index > 0 ? ",[" : "["
            entry.key.writeTyped(to: &text)
            text += ","
            entry.value.writeTyped(to: &text)
            text += "]"
        }
        text += "]}"
    }

    /// The type and the text of a value that is written as one string.
    private var plainText: (type: String, text: String) {
        switch self {
        case .int(let value): ("int", String(value))
        case .uint(let value): ("uint", String(value))
        case .double(let value): ("double", NumberText.string(value))
        case .decimal(let value): ("decimal", value.description)
        case .string(let value): ("string", value)
        case .bytes(let value): ("bytes", Base64.encode(value))
        case .timestamp(let value): ("timestamp", value.description)
        case .duration(let value): ("duration", value.description)
        case .type(let name): ("type", name)
        case .null, .bool, .list, .map, .record: (typeName, "")
        }
    }
}

// MARK: - Reading

extension RuleValue {
    private static func typed(_ json: JSONText, depth: Int) throws(TypedValueError) -> RuleValue {
        guard depth > 0 else { throw json.error("values are nested too deep") }
        guard case .object(let members) = json.content,
            case .string(let type)? = members.first(where: { $0.name == "type" })?.value.content
        else { throw json.error("a typed value is an object with \"type\" and \"value\"") }
        if let other = members.first(where: { $0.name != "type" && $0.name != "value" }) {
            throw other.value.error("a typed value has no member \"\(other.name)\"")
        }
        let value = members.first { $0.name == "value" }?.value
        if type == "null" {
            guard value.map({ $0.content.isNull }) ?? true else { throw json.error("the value of null is null") }
            return .null
        }
        guard let value else { throw json.error("the typed value has no \"value\"") }
        switch (type, value.content) {
        case ("bool", .bool(let isTrue)): return .bool(isTrue)
        case ("list", .array(let elements)):
            var values: [RuleValue] = []
            for element in elements { values.append(try typed(element, depth: depth - 1)) }
            return .list(values)
        case ("map", .array(let pairs)): return .map(try typedMap(pairs, depth: depth))
        case ("bool", _), ("list", _), ("map", _): throw value.error("this is not the value of a \(type)")
        case (_, .string(let text)), (_, .number(let text)):
            guard let read = plain(type, text) else { throw value.error("'\(text)' is not a value of type \(type)") }
            return read
        default: throw value.error("the value of a \(type) is a string")
        }
    }

    private static func typedMap(_ pairs: [JSONText], depth: Int) throws(TypedValueError) -> RuleMap {
        var map = RuleMap()
        for pair in pairs {
            guard case .array(let parts) = pair.content, parts.count == 2 else {
                throw pair.error("an entry of a map is a pair [key, value]")
            }
            let key = try typed(parts[0], depth: depth - 1)
            guard map.insert(try typed(parts[1], depth: depth - 1), for: key) else {
                throw pair.error("this cannot be a key of a map, or it is there twice")
            }
        }
        return map
    }

    private static func plain(_ type: String, _ text: String) -> RuleValue? {
        switch type {
        case "int": Int64(text).map(RuleValue.int)
        case "uint": UInt64(text).map(RuleValue.uint)
        case "double": NumberText.double(text).map(RuleValue.double)
        case "decimal": (try? ExactDecimal(text)).map(RuleValue.decimal)
        case "string": .string(text)
        case "bytes": Base64.decode(text).map(RuleValue.bytes)
        case "timestamp": (try? RuleTimestamp(text)).map(RuleValue.timestamp)
        case "duration": (try? RuleDuration(text)).map(RuleValue.duration)
        case "type": .type(text)
        default: nil
        }
    }
}
