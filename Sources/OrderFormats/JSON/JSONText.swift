// The content of JSON strings and numbers.

import ExactDecimals

enum JSONText {
    /// The text of a string node that the parser has found to be well formed.
    static func string(_ node: JSONNode, _ text: Span<UInt8>) -> String { string(node.range, text) }

    /// The text between two quotes, its escapes resolved.
    static func string(_ range: Range<Int>, _ text: Span<UInt8>) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(range.count)
        var index = range.lowerBound
        while index < range.upperBound, index < text.count {
            let byte = text[index]
            guard byte == UInt8(ascii: "\\"), index + 1 < range.upperBound else {
                bytes.append(byte)
                index += 1
                continue
            }
            index += append(escapeAt: index, text, to: &bytes)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends what an escape stands for; gives its length.
    private static func append(escapeAt index: Int, _ text: Span<UInt8>, to bytes: inout [UInt8]) -> Int {
        switch text[index + 1] {
        case UInt8(ascii: "b"): bytes.append(0x08)
        case UInt8(ascii: "f"): bytes.append(0x0C)
        case UInt8(ascii: "n"): bytes.append(0x0A)
        case UInt8(ascii: "r"): bytes.append(0x0D)
        case UInt8(ascii: "t"): bytes.append(0x09)
        case UInt8(ascii: "u"): return append(unicodeEscapeAt: index, text, to: &bytes)
        default: bytes.append(text[index + 1])
        }
        return 2
    }

    private static func append(unicodeEscapeAt index: Int, _ text: Span<UInt8>, to bytes: inout [UInt8]) -> Int {
        guard let first = unit(text, at: index) else { return 2 }
        var value = first
        var length = 6
        if (0xD800..<0xDC00).contains(first), let second = unit(text, at: index + 6),
            (0xDC00..<0xE000).contains(second)
        {
            value = 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
            length = 12
        }
        let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
        bytes.append(contentsOf: Array(String(Character(scalar)).utf8))
        return length
    }

    /// The value of the four hexadecimal digits behind the `\u` at `start`.
    static func unit(_ text: Span<UInt8>, at start: Int) -> UInt32? {
        guard start + 6 <= text.count else { return nil }
        var value: UInt32 = 0
        for offset in 2..<6 {
            let byte = text[start + offset]
            let digit: UInt32
            switch byte {
            case 0x30...0x39: digit = UInt32(byte - 0x30)
            case 0x41...0x46: digit = UInt32(byte - 0x41 + 10)
            case 0x61...0x66: digit = UInt32(byte - 0x61 + 10)
            default: return nil
            }
            value = value << 4 | digit
        }
        return value
    }

    static func escapedPointerStep(_ key: String) -> String {
        guard key.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else { return key }
        var result = ""
        for scalar in key.unicodeScalars {
            switch scalar {
            case "~": result += "~0"
            case "/": result += "~1"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// A JSON number, exactly; nil if it has more digits or decimals than an `ExactDecimal` holds.
    static func decimal(_ text: Span<UInt8>) -> ExactDecimal? {
        var digits: Int128 = 0
        var scale = 0
        var pendingZeros = 0
        var isNegative = false
        var seenPoint = false
        var index = 0
        while index < text.count {
            let byte = text[index]
            switch byte {
            case UInt8(ascii: "-"): isNegative = true
            case UInt8(ascii: "."): seenPoint = true
            case 0x30:
                if seenPoint { pendingZeros += 1 } else { guard shift(&digits, 1, adding: 0) else { return nil } }
            case 0x31...0x39:
                guard shift(&digits, pendingZeros + 1, adding: byte - 0x30) else { return nil }
                if seenPoint { scale += pendingZeros + 1 }
                pendingZeros = 0
            default:
                guard let exponent = exponent(text, from: index + 1) else { return digits == 0 ? .zero : nil }
                scale -= exponent
                index = text.count
            }
            index += 1
        }
        if digits == 0 { return .zero }
        guard scale >= -38 else { return nil }
        return try? ExactDecimal(significand: isNegative ? -digits : digits, scale: scale)
    }

    private static func shift(_ digits: inout Int128, _ steps: Int, adding digit: UInt8) -> Bool {
        if digits == 0 {
            digits = Int128(digit)
            return true
        }
        guard steps <= 39 else { return false }
        for step in 0..<steps {
            let (product, overflow) = digits.multipliedReportingOverflow(by: 10)
            let (sum, carried) = product.addingReportingOverflow(step == steps - 1 ? Int128(digit) : 0)
            if overflow || carried { return false }
            digits = sum
        }
        return true
    }

    private static func exponent(_ text: Span<UInt8>, from start: Int) -> Int? {
        var index = start
        var isNegative = false
        if index < text.count, text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+") {
            isNegative = text[index] == UInt8(ascii: "-")
            index += 1
        }
        var value = 0
        while index < text.count {
            value = value * 10 + Int(text[index] &- 0x30)
            // Nothing that is kept here has an exponent of four digits.
            if value > 9999 { return nil }
            index += 1
        }
        return isNegative ? -value : value
    }
}
