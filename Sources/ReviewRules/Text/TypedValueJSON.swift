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
    static func typed(_ json: JSONText, depth: Int) throws(TypedValueError) -> RuleValue {
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

/// A piece of JSON text with the place where it begins.
struct JSONText {
    indirect enum Content {
        case null
        case bool(Bool)
        case number(String)
        case string(String)
        case array([JSONText])
        case object([(name: String, value: JSONText)])

        var isNull: Bool { if case .null = self { true } else { false } }
    }

    let content: Content
    let offset: Int

    func error(_ sentence: String) -> TypedValueError { TypedValueError(sentence: sentence, offset: offset) }

    static func read(_ text: String, limits: RuleLimits) throws(TypedValueError) -> JSONText {
        guard text.utf8.count <= limits.typedValueBytes else {
            throw TypedValueError(sentence: "the text is longer than \(limits.typedValueBytes) bytes", offset: 0)
        }
        // One typed value is up to three levels of JSON: the object, the list in it, and a pair of a map.
        var reader = JSONReader(text, depth: limits.typedValueDepth * 3 + 2)
        let value = try reader.value()
        guard reader.isAtEnd else { throw reader.error("nothing is expected behind the value") }
        return value
    }

    static func write(_ string: String, to text: inout String) {
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case "\u{00}"..."\u{1F}":
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}

/// Reads JSON from left to right, no deeper than it is allowed to.
private struct JSONReader {
    private let bytes: [UInt8]
    private var position = 0
    private var remainingDepth: Int

    init(_ text: String, depth: Int) {
        bytes = Array(text.utf8)
        remainingDepth = depth
    }

    var isAtEnd: Bool {
        bytes[position...].allSatisfy(JSONReader.isBlank)
    }

    func error(_ sentence: String) -> TypedValueError { TypedValueError(sentence: sentence, offset: position) }

    private static func isBlank(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }

    /// The next byte that is not a blank, without taking it.
    private mutating func peek() -> UInt8? {
        while position < bytes.count, JSONReader.isBlank(bytes[position]) { position += 1 }
        return position < bytes.count ? bytes[position] : nil
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard let byte = peek(), UInt32(byte) == character.value else { return false }
        position += 1
        return true
    }

    private mutating func takeWord(_ word: StaticString) -> Bool {
        let letters = Array("\(word)".utf8)
        guard bytes[position...].starts(with: letters) else { return false }
        position += letters.count
        return true
    }

    mutating func value() throws(TypedValueError) -> JSONText {
        guard remainingDepth > 0 else { throw error("values are nested too deep") }
        remainingDepth -= 1
        defer { remainingDepth += 1 }
        guard let first = peek() else { throw error("the text ends where a value is expected") }
        let start = position
        let content: JSONText.Content
        switch first {
        case UInt8(ascii: "{"): content = .object(try members())
        case UInt8(ascii: "["): content = .array(try elements())
        case UInt8(ascii: "\""): content = .string(try string())
        case UInt8(ascii: "-"), 0x30...0x39: content = .number(number())
        default:
            if takeWord("true") {
                content = .bool(true)
            } else if takeWord("false") {
                content = .bool(false)
            } else if takeWord("null") {
                content = .null
            } else {
                throw error("a JSON value is expected here")
            }
        }
        return JSONText(content: content, offset: start)
    }

    private mutating func elements() throws(TypedValueError) -> [JSONText] {
        var elements: [JSONText] = []
        position += 1
        if take("]") { return elements }
        repeat { elements.append(try value()) } while take(",")
        guard take("]") else { throw error("',' or ']' is expected here") }
        return elements
    }

    private mutating func members() throws(TypedValueError) -> [(name: String, value: JSONText)] {
        var members: [(name: String, value: JSONText)] = []
        var names: Set<[UInt8]> = []
        position += 1
        if take("}") { return members }
        repeat {
            guard peek() == UInt8(ascii: "\"") else { throw error("a name in quotes is expected here") }
            let name = try string()
            guard names.insert(Array(name.utf8)).inserted else { throw error("the name \"\(name)\" is there twice") }
            guard take(":") else { throw error("':' is expected behind the name") }
            members.append((name, try value()))
        } while take(",")
        guard take("}") else { throw error("',' or '}' is expected here") }
        return members
    }

    /// The text of a number; what it is worth is for its type to say.
    private mutating func number() -> String {
        let start = position
        while position < bytes.count, (0x30...0x39).contains(bytes[position]) || "+-.eE".utf8.contains(bytes[position])
        {
            position += 1
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func string() throws(TypedValueError) -> String {
        let start = position
        position += 1
        var content: [UInt8] = []
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: content, as: UTF8.self)
            case UInt8(ascii: "\\"): content.append(contentsOf: try escape())
            case 0..<0x20: throw error("a control character in a string is written as an escape")
            default: content.append(byte)
            }
        }
        throw TypedValueError(sentence: "the string that begins here is not closed", offset: start)
    }

    private mutating func escape() throws(TypedValueError) -> [UInt8] {
        guard position < bytes.count else { throw error("the string is not closed") }
        let code = bytes[position]
        position += 1
        switch code {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [code]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"):
            var value = try hexadecimal()
            if (0xD800..<0xDC00).contains(value), takeWord(#"\u"#) {
                let low = try hexadecimal()
                guard (0xDC00..<0xE000).contains(low) else { throw error("half of a character is missing here") }
                value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(value) else { throw error("half of a character is missing here") }
            return Array(String(Character(scalar)).utf8)
        default: throw error("this is not an escape of JSON")
        }
    }

    private mutating func hexadecimal() throws(TypedValueError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard position < bytes.count, let digit = Unicode.Scalar(bytes[position]).hexValue else {
                throw error("\\u needs four hexadecimal digits")
            }
            value = value << 4 | digit
            position += 1
        }
        return value
    }
}

/// Bytes as text of 64 letters (RFC 4648, section 4).
private enum Base64 {
    private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let word = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << (8 * UInt32(3 - group.count))
            for index in 0..<4 {
                let isFilled = index <= group.count
                text.append(isFilled ? letters[Int(word >> (18 - 6 * UInt32(index))) & 63] : UInt8(ascii: "="))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Nil for anything but whole groups of four letters with the filling at the end.
    static func decode(_ text: String) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count % 4 == 0 else { return nil }
        let filling = digits.reversed().prefix { $0 == UInt8(ascii: "=") }.count
        guard filling <= 2 else { return nil }
        var bytes: [UInt8] = []
        for start in stride(from: 0, to: digits.count, by: 4) {
            let isLast = start + 4 == digits.count
            var word: UInt32 = 0
            for index in start..<start + 4 {
                let isFilling = isLast && index >= digits.count - filling
                guard let value = isFilling ? 0 : letters.firstIndex(of: digits[index]) else { return nil }
                word = word << 6 | UInt32(value)
            }
            let count = isLast ? 3 - filling : 3
            for index in 0..<count { bytes.append(UInt8(truncatingIfNeeded: word >> (16 - 8 * UInt32(index)))) }
        }
        return bytes
    }
}
