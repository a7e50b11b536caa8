// Base64 as RFC 4648 section 4 writes it, decoded strictly: one text for one content. libcrypto's own decoder
// skips white space and is vague about padding, so that one secret could be written in many ways.

package enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let padding = UInt8(ascii: "=")

    /// The base64 text of these bytes, padded, on one line.
    package static func encode(_ bytes: [UInt8]) -> String {
        var text = [UInt8]()
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            var bits: UInt32 = 0
            for index in start..<start + 3 { bits = bits << 8 | (index < group.endIndex ? UInt32(bytes[index]) : 0) }
            for place in 0..<4 {
                let isFilled = place <= group.count
                text.append(isFilled ? alphabet[Int(bits >> UInt32(18 - 6 * place) & 63)] : padding)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes of a base64 text. White space, missing padding and bits beyond the last byte are refused.
    package static func decode(_ text: String) throws(DigestError) -> [UInt8] {
        let input = Array(text.utf8)
        guard input.count % 4 == 0 else { throw .notBase64(offset: input.count) }
        var bytes = [UInt8]()
        bytes.reserveCapacity(input.count / 4 * 3)
        for start in stride(from: 0, to: input.count, by: 4) {
            let isLast = start + 4 == input.count
            try decodeGroup(input, at: start, mayBePadded: isLast, into: &bytes)
        }
        return bytes
    }

    private static func decodeGroup(
        _ input: [UInt8], at start: Int, mayBePadded: Bool, into bytes: inout [UInt8]
    ) throws(DigestError) {
        var padded = 0
        if mayBePadded, input[start + 3] == padding { padded = input[start + 2] == padding ? 2 : 1 }
        var bits: UInt32 = 0
        for index in start..<start + 4 - padded {
            guard let value = value(input[index]) else { throw .notBase64(offset: index) }
            bits = bits << 6 | value
        }
        bits <<= UInt32(6 * padded)
        let unused: UInt32 = padded == 2 ? 0xFFFF : padded == 1 ? 0xFF : 0
        guard bits & unused == 0 else { throw .notBase64(offset: start + 3 - padded) }
        for place in 0..<3 - padded { bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(16 - 8 * place))) }
    }

    private static func value(_ character: UInt8) -> UInt32? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(character - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(character - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(character - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
