// JSON as it is written, with the place of each piece: what typed values are read from.

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
        // One typed value is up to three levels of JSON: the object, the list in it, and a pair of a map. They are bound
        // in an object that is itself a member of a question.
        var reader = JSONReader(text, depth: limits.typedValueDepth * 3 + 3)
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
