// File names are bytes. For people they are shown as text, with what is not text, or would deceive, as \xNN.

package enum PrintableBytes {
    /// `bytes` as text: valid UTF-8 as it is; bytes that are none, control characters, the backslash and invisible or
    /// direction-changing characters as `\xNN` per byte. No two byte strings share a text.
    package static func text(of bytes: [UInt8]) -> String {
        var result = ""
        var index = 0
        while index < bytes.count {
            if let (scalar, length) = scalar(in: bytes, at: index), isHarmless(scalar) {
                result.unicodeScalars.append(scalar)
                index += length
            } else {
                result += escape(bytes[index])
                index += 1
            }
        }
        return result
    }

    /// The bytes that `text(of:)` showed as `text`; nil if an escape in it is broken.
    package static func bytes(of text: String) -> [UInt8]? {
        let source = Array(text.utf8)
        var result: [UInt8] = []
        var index = 0
        while index < source.count {
            guard source[index] == UInt8(ascii: "\\") else {
                result.append(source[index])
                index += 1
                continue
            }
            guard index + 3 < source.count, source[index + 1] == UInt8(ascii: "x"),
                let high = hexValue(source[index + 2]), let low = hexValue(source[index + 3])
            else { return nil }
            result.append(high << 4 | low)
            index += 4
        }
        return result
    }

    static func hexValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        default: nil
        }
    }

    static let hexDigits = Array("0123456789ABCDEF".utf8)

    private static func escape(_ byte: UInt8) -> String {
        String(
            decoding: [UInt8(ascii: "\\"), UInt8(ascii: "x"), hexDigits[Int(byte >> 4)], hexDigits[Int(byte & 15)]],
            as: UTF8.self)
    }

    /// Shown as it is: everything but the backslash (it starts an escape), control characters, and format characters
    /// and separators that hide or reorder what stands around them.
    private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.value >= 0x20 && scalar.value < 0x7F && scalar != "\\" }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: return false
        case .spaceSeparator: return scalar.value == 0x3000
        default: return true
        }
    }

    /// The scalar that starts at `index`, strictly: no overlong forms, no surrogates, nothing above U+10FFFF.
    private static func scalar(in bytes: [UInt8], at index: Int) -> (Unicode.Scalar, length: Int)? {
        let first = bytes[index]
        let length: Int
        var value: UInt32
        let smallest: UInt32
        switch first {
        case 0x00...0x7F: return (Unicode.Scalar(first), 1)
        case 0xC2...0xDF: (length, value, smallest) = (2, UInt32(first & 0x1F), 0x80)
        case 0xE0...0xEF: (length, value, smallest) = (3, UInt32(first & 0x0F), 0x800)
        case 0xF0...0xF4: (length, value, smallest) = (4, UInt32(first & 0x07), 0x10000)
        default: return nil
        }
        guard bytes.count - index >= length else { return nil }
        for next in bytes[(index + 1)..<(index + length)] {
            guard next & 0xC0 == 0x80 else { return nil }
            value = value << 6 | UInt32(next & 0x3F)
        }
        guard value >= smallest, let scalar = Unicode.Scalar(value) else { return nil }
        return (scalar, length)
    }
}
