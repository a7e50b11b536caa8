// JSON as we write it: fields in a fixed order, exact numbers, UTF-8 without escaping what people can read.

import ExactDecimals
import OrderModel

enum JSONOutput: Sendable {
    case object([Member])
    case array([JSONOutput])
    case text(String)
    case number(ExactDecimal)
    case integer(Int)
    case bool(Bool)

    struct Member: Sendable {
        var name: String
        var value: JSONOutput
    }

    /// An object; members without a value are left out.
    static func fields(_ members: KeyValuePairs<String, JSONOutput?>) -> JSONOutput {
        .object(members.compactMap { name, value in value.map { Member(name: name, value: $0) } })
    }

    static func of(_ text: String?) -> JSONOutput? { text.map(JSONOutput.text) }
    static func of(_ number: ExactDecimal?) -> JSONOutput? { number.map(JSONOutput.number) }
    static func of(_ integer: Int?) -> JSONOutput? { integer.map(JSONOutput.integer) }
    static func of(_ date: CalendarDate?) -> JSONOutput? { date.map { .text($0.description) } }
    static func of(_ instant: Instant?) -> JSONOutput? { instant.map { .text($0.description) } }
    static func of<Word: RawRepresentable<String>>(_ word: Word?) -> JSONOutput? { word.map { .text($0.rawValue) } }
    static func texts(_ texts: [String]) -> JSONOutput { .array(texts.map(JSONOutput.text)) }

    /// Nil for an empty list: fields that would say nothing are left out.
    static func list<Element>(_ elements: [Element], _ output: (Element) -> JSONOutput) -> JSONOutput? {
        elements.isEmpty ? nil : .array(elements.map(output))
    }

    /// The members of a free map, by key, so that the same map is always written the same way.
    static func map<Value>(_ map: [String: Value], _ output: (Value) -> JSONOutput) -> JSONOutput? {
        guard !map.isEmpty else { return nil }
        return .object(map.sorted { $0.key < $1.key }.map { Member(name: $0.key, value: output($0.value)) })
    }
}

// MARK: - Bytes

extension JSONOutput {
    /// Two spaces per level, a line end at the end.
    var pretty: [UInt8] {
        var bytes: [UInt8] = []
        append(to: &bytes, level: 0)
        bytes.append(0x0A)
        return bytes
    }

    /// The same as part of something that is nested so deep already, without a line end at the end.
    func pretty(level: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        append(to: &bytes, level: level)
        return bytes
    }

    /// Without any blanks.
    var compact: [UInt8] {
        var bytes: [UInt8] = []
        append(to: &bytes, level: nil)
        return bytes
    }

    private func append(to bytes: inout [UInt8], level: Int?) {
        switch self {
        case .object(let members):
            JSONOutput.append(members, open: "{", close: "}", to: &bytes, level) { member, bytes, inner in
                JSONOutput.append(quoted: member.name, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                if inner != nil { bytes.append(UInt8(ascii: " ")) }
                member.value.append(to: &bytes, level: inner)
            }
        case .array(let elements):
            JSONOutput.append(elements, open: "[", close: "]", to: &bytes, level) { element, bytes, inner in
                element.append(to: &bytes, level: inner)
            }
        case .text(let text): JSONOutput.append(quoted: text, to: &bytes)
        case .number(let number): bytes.append(contentsOf: number.description.utf8)
        case .integer(let integer): bytes.append(contentsOf: String(integer).utf8)
        case .bool(let bool): bytes.append(contentsOf: (bool ? "true" : "false").utf8)
        }
    }

    private static func append<Element>(
        _ elements: [Element], open: Unicode.Scalar, close: Unicode.Scalar, to bytes: inout [UInt8], _ level: Int?,
        _ element: (Element, inout [UInt8], Int?) -> Void
    ) {
        bytes.append(UInt8(ascii: open))
        let inner = level.map { $0 + 1 }
        for (index, item) in elements.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            breakLine(&bytes, inner)
            element(item, &bytes, inner)
        }
        if !elements.isEmpty { breakLine(&bytes, level) }
        bytes.append(UInt8(ascii: close))
    }

    private static func breakLine(_ bytes: inout [UInt8], _ level: Int?) {
        guard let level else { return }
        bytes.append(0x0A)
        bytes.append(contentsOf: repeatElement(0x20, count: level * 2))
    }

    private static func append(quoted text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): bytes.append(contentsOf: "\\\"".utf8)
            case UInt8(ascii: "\\"): bytes.append(contentsOf: "\\\\".utf8)
            case 0x0A: bytes.append(contentsOf: "\\n".utf8)
            case 0x0D: bytes.append(contentsOf: "\\r".utf8)
            case 0x09: bytes.append(contentsOf: "\\t".utf8)
            case 0..<0x20, 0x7F:
                let digits = String(byte, radix: 16)
                bytes.append(contentsOf: "\\u00\(digits.utf8.count == 1 ? "0" : "")\(digits)".utf8)
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
