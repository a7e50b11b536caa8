// Events and receipts as JSON text, straight into one buffer. Foundation's encoder builds a tree of the value first and
// takes six times as long, which was a fifth of all the time that an order takes.

/// Writes what is `Encodable` as compact JSON, the fields in the order in which their type has them. Made for types without
/// dictionaries, whose texts are then equal for equal values.
struct JSONTextEncoder {
    /// - Throws: `EncodingError` for a number that JSON does not have.
    static func encode(_ value: some Encodable) throws -> String {
        let text = JSONTextBuffer()
        try value.encode(to: JSONValueEncoder(text: text))
        text.close(to: 0)
        return String(decoding: text.bytes, as: UTF8.self)
    }
}

/// The text so far, and the objects and arrays in it that are still open.
private final class JSONTextBuffer {
    var bytes: [UInt8] = []
    /// What closes each of the open ones, the innermost last.
    private var open: [UInt8] = []

    init() { bytes.reserveCapacity(1024) }

    /// - Returns: how many are open now; what is written inside closes what was opened deeper.
    func begin(_ first: UInt8, _ last: UInt8) -> Int {
        bytes.append(first)
        open.append(last)
        return open.count
    }

    func close(to depth: Int) {
        while open.count > depth, let last = open.popLast() { bytes.append(last) }
    }

    var depth: Int { open.count }

    /// Stands before each element and each member.
    func separate(at depth: Int) {
        close(to: depth)
        if let last = bytes.last, last != UInt8(ascii: "{"), last != UInt8(ascii: "[") {
            bytes.append(UInt8(ascii: ","))
        }
    }

    func append(key: String, at depth: Int) {
        separate(at: depth)
        append(key)
        bytes.append(UInt8(ascii: ":"))
    }

    func append(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { utf8 in
            if unsafe utf8.allSatisfy({ $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
                unsafe bytes.append(contentsOf: utf8)
            } else {
                for index in utf8.indices { append(escaping: unsafe utf8[index]) }
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private func append(escaping byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
        case 0..<0x20:
            let digits = String(byte, radix: 16)
            bytes += "\\u00\(digits.utf8.count == 1 ? "0" : "")\(digits)".utf8
        default: bytes.append(byte)
        }
    }

    func append(plain text: String) { bytes.append(contentsOf: text.utf8) }
}

/// Encodes one value at the place where the text ends now.
private struct JSONValueEncoder: Encoder {
    let text: JSONTextBuffer
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(
            JSONObjectEncoder(text: text, depth: text.begin(UInt8(ascii: "{"), UInt8(ascii: "}"))))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        JSONArrayEncoder(text: text, depth: text.begin(UInt8(ascii: "["), UInt8(ascii: "]")))
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { self }
}

extension JSONTextBuffer {
    func append(value: some Encodable) throws {
        let before = depth
        try value.encode(to: JSONValueEncoder(text: self))
        close(to: before)
    }

    func append(_ number: some BinaryFloatingPoint & LosslessStringConvertible) throws {
        guard number.isFinite else {
            throw EncodingError.invalidValue(
                number, EncodingError.Context(codingPath: [], debugDescription: "JSON has no such number"))
        }
        append(plain: number.description)
    }
}

extension JSONValueEncoder: SingleValueEncodingContainer {
    func encodeNil() throws { text.append(plain: "null") }
    func encode(_ value: Bool) throws { text.append(plain: value ? "true" : "false") }
    func encode(_ value: String) throws { text.append(value) }
    func encode(_ value: Double) throws { try text.append(value) }
    func encode(_ value: Float) throws { try text.append(value) }
    func encode(_ value: some Encodable & BinaryInteger) throws { text.append(plain: value.description) }
    func encode(_ value: some Encodable) throws { try text.append(value: value) }
}

private struct JSONArrayEncoder: UnkeyedEncodingContainer {
    let text: JSONTextBuffer
    let depth: Int
    var codingPath: [any CodingKey] { [] }
    private(set) var count = 0

    init(text: JSONTextBuffer, depth: Int) {
        self.text = text
        self.depth = depth
    }

    private mutating func next() -> JSONValueEncoder {
        text.separate(at: depth)
        count += 1
        return JSONValueEncoder(text: text)
    }

    mutating func encodeNil() throws { try next().encodeNil() }
    mutating func encode(_ value: Bool) throws { try next().encode(value) }
    mutating func encode(_ value: String) throws { try next().encode(value) }
    mutating func encode(_ value: Double) throws { try next().encode(value) }
    mutating func encode(_ value: Float) throws { try next().encode(value) }
    mutating func encode(_ value: some Encodable & BinaryInteger) throws { try next().encode(value) }
    mutating func encode(_ value: some Encodable) throws { try next().encode(value) }
    mutating func nestedContainer<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        next().container(keyedBy: type)
    }
    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { next().unkeyedContainer() }
    mutating func superEncoder() -> any Encoder { next() }
}

private struct JSONObjectEncoder<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let text: JSONTextBuffer
    let depth: Int
    var codingPath: [any CodingKey] { [] }

    private func member(_ key: some CodingKey) -> JSONValueEncoder {
        text.append(key: key.stringValue, at: depth)
        return JSONValueEncoder(text: text)
    }

    func encodeNil(forKey key: Key) throws { try member(key).encodeNil() }
    func encode(_ value: Bool, forKey key: Key) throws { try member(key).encode(value) }
    func encode(_ value: String, forKey key: Key) throws { try member(key).encode(value) }
    func encode(_ value: Double, forKey key: Key) throws { try member(key).encode(value) }
    func encode(_ value: Float, forKey key: Key) throws { try member(key).encode(value) }
    func encode(_ value: some Encodable & BinaryInteger, forKey key: Key) throws { try member(key).encode(value) }
    func encode(_ value: some Encodable, forKey key: Key) throws { try member(key).encode(value) }
    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        member(key).container(keyedBy: type)
    }
    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { member(key).unkeyedContainer() }
    func superEncoder() -> any Encoder { JSONValueEncoder(text: text) }
    func superEncoder(forKey key: Key) -> any Encoder { member(key) }
}
