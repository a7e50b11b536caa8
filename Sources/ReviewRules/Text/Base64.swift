// Bytes in JSON text.

/// Bytes as text of 64 letters (RFC 4648, section 4).
enum Base64 {
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
