// Reading a notice: as much JSON as it takes to find its type and its shipment.

/// What a notice says of itself.
struct Notice: Sendable {
    let type: String
    let shipment: String

    /// - Returns: the notice, or a sentence on what is missing.
    static func read(_ body: [UInt8]) -> Result<Notice, ServerProblem> {
        var reader = JSONReader(body)
        guard let value = reader.document() else {
            return .failure(ServerProblem(description: "the body is not JSON"))
        }
        guard let type = value["type"]?.text else {
            return .failure(ServerProblem(description: "the body has no \"type\""))
        }
        guard let shipment = (value["data"]?["shipment"] ?? value["shipment"])?.text else {
            return .failure(ServerProblem(description: "the body has no shipment at \"data.shipment\" or \"shipment\""))
        }
        return .success(Notice(type: type, shipment: shipment))
    }
}

/// A JSON value, of which only texts and objects are of interest here.
indirect enum JSONValue {
    case text(String)
    case object([String: JSONValue])
    case other

    var text: String? { if case .text(let text) = self { text } else { nil } }

    subscript(name: String) -> JSONValue? { if case .object(let members) = self { members[name] } else { nil } }
}

/// Reads RFC 8259, with a bounded depth. Every method returns nil where the input is not JSON.
struct JSONReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func document() -> JSONValue? {
        guard let value = value(depth: 0) else { return nil }
        skipBlanks()
        return position == bytes.count ? value : nil
    }

    private mutating func value(depth: Int) -> JSONValue? {
        skipBlanks()
        guard depth < Limits.jsonDepth, position < bytes.count else { return nil }
        switch bytes[position] {
        case UInt8(ascii: "{"): return object(depth: depth)
        case UInt8(ascii: "["): return array(depth: depth)
        case UInt8(ascii: "\""): return string().map { .text($0) }
        case UInt8(ascii: "t"): return word("true")
        case UInt8(ascii: "f"): return word("false")
        case UInt8(ascii: "n"): return word("null")
        default: return number()
        }
    }

    private mutating func object(depth: Int) -> JSONValue? {
        position += 1
        var members: [String: JSONValue] = [:]
        skipBlanks()
        if take("}") { return .object(members) }
        while true {
            skipBlanks()
            guard let name = string() else { return nil }
            skipBlanks()
            guard take(":"), let member = value(depth: depth + 1) else { return nil }
            members[name] = member
            skipBlanks()
            if take("}") { return .object(members) }
            guard take(",") else { return nil }
        }
    }

    private mutating func array(depth: Int) -> JSONValue? {
        position += 1
        skipBlanks()
        if take("]") { return .other }
        while true {
            guard value(depth: depth + 1) != nil else { return nil }
            skipBlanks()
            if take("]") { return .other }
            guard take(",") else { return nil }
        }
    }

    private mutating func number() -> JSONValue? {
        let start = position
        while position < bytes.count, "+-.0123456789eE".utf8.contains(bytes[position]) { position += 1 }
        guard position > start, Double(String(decoding: bytes[start..<position], as: UTF8.self)) != nil else {
            return nil
        }
        return .other
    }

    private mutating func word(_ text: String) -> JSONValue? {
        guard bytes[position...].starts(with: text.utf8) else { return nil }
        position += text.utf8.count
        return .other
    }

    private mutating func string() -> String? {
        guard take("\"") else { return nil }
        var text: [UInt8] = []
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(validating: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let escaped = escape() else { return nil }
                text.append(contentsOf: escaped.utf8)
            case 0x20...: text.append(byte)
            default: return nil
            }
        }
        return nil
    }

    private mutating func escape() -> String? {
        guard position < bytes.count else { return nil }
        let byte = bytes[position]
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return String(UnicodeScalar(byte))
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return unicodeEscape()
        default: return nil
        }
    }

    private mutating func unicodeEscape() -> String? {
        guard let first = codeUnit() else { return nil }
        var units = [first]
        if UTF16.isLeadSurrogate(first) {
            guard take("\\"), take("u"), let second = codeUnit() else { return nil }
            units.append(second)
        }
        return String(validating: units, as: UTF16.self)
    }

    private mutating func codeUnit() -> UInt16? {
        guard position + 4 <= bytes.count else { return nil }
        defer { position += 4 }
        return UInt16(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func skipBlanks() {
        while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) { position += 1 }
    }
}
