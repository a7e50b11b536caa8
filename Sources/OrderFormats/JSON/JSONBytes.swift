// The bytes of JSON texts: runs of plain characters, escapes, numbers. Shared by the tape and the short way.

import ExactDecimals

enum JSONBytes {
    // MARK: - Strings

    /// The first byte from `start` on that is no plain ASCII character of a string: a quote, a backslash, a control
    /// character, or part of a longer character. The end of the text if there is none.
    ///
    static func endOfPlain(_ text: Span<UInt8>, from start: Int) -> Int {
        var index = start
        while index + ByteWords.size <= text.count {
            let word = ByteWords.load(text, index)
            let special =
                ByteWords.zeros(word ^ quotes) | ByteWords.zeros(word ^ backslashes) | ByteWords.zeros(word ^ deletes)
            let found = ByteWords.answers & (word | ByteWords.below0x20(word) | special)
            if found != 0 { return index + ByteWords.leading(found) }
            index += ByteWords.size
        }
        while index < text.count, isPlain(text[index]) { index += 1 }
        return index
    }

    /// Moves over characters beyond ASCII.
    static func skipLongCharacters(_ text: Span<UInt8>, _ position: inout Int) {
        while position < text.count, text[position] >= 0x80 { position += 1 }
    }

    private static let quotes = ByteWords.repeating(UInt8(ascii: "\""))
    private static let backslashes = ByteWords.repeating(UInt8(ascii: "\\"))
    private static let deletes = ByteWords.repeating(0x7F)

    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    /// The index behind the escape that begins at `start`; nil if it is none (RFC 8259, 7).
    static func endOfEscape(_ text: Span<UInt8>, at start: Int) -> Int? {
        guard start + 1 < text.count else { return nil }
        switch text[start + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return start + 2
        case UInt8(ascii: "u"): break
        default: return nil
        }
        guard let first = JSONText.unit(text, at: start) else { return nil }
        switch first {
        case 0xD800..<0xDC00:
            guard start + 12 <= text.count, text[start + 6] == UInt8(ascii: "\\"), text[start + 7] == UInt8(ascii: "u"),
                let second = JSONText.unit(text, at: start + 6), (0xDC00..<0xE000).contains(second)
            else { return nil }
            return start + 12
        case 0xDC00..<0xE000: return nil
        default: return start + 6
        }
    }

    /// A string of bytes that stand in the text as they are.
    static func string(_ text: Span<UInt8>, _ range: Range<Int>, isASCII: Bool) -> String {
        let bytes = text.extracting(range)
        // Bytes that have all been seen to be ASCII need not be looked at again.
        if isASCII { return unsafe String(copying: UTF8Span(unchecked: bytes, isKnownASCII: true)) }
        do throws(UTF8.ValidationError) {
            return String(copying: try UTF8Span(validating: bytes))
        } catch {
            // The file has changed since its charset was found out.
            var copy: [UInt8] = []
            for index in bytes.indices { copy.append(bytes[index]) }
            return String(decoding: copy, as: UTF8.self)
        }
    }

    // MARK: - Numbers

    struct Number {
        var significand: Int64
        var decimals: Int

        var value: ExactDecimal { ExactDecimal(word: significand, scale: decimals) }
    }

    /// Reads a number of at most 18 digits without an exponent, and moves behind it; nil for any other.
    static func number(_ text: Span<UInt8>, _ position: inout Int) -> Number? {
        var index = position
        let isNegative = index < text.count && text[index] == UInt8(ascii: "-")
        if isNegative { index += 1 }
        let start = index
        var significand: Int64 = 0
        var decimals = 0
        var pointAt = -1
        while index < text.count {
            let byte = text[index]
            if byte >= 0x30, byte <= 0x39 {
                guard index - start <= 18 else { return nil }
                significand = significand &* 10 &+ Int64(byte &- 0x30)
            } else if byte == UInt8(ascii: "."), pointAt < 0 {
                pointAt = index
            } else {
                break
            }
            index += 1
        }
        let whole = (pointAt < 0 ? index : pointAt) - start
        if pointAt >= 0 { decimals = index - pointAt - 1 }
        guard whole > 0, pointAt < 0 || decimals > 0, whole == 1 || text[start] != 0x30, index < text.count,
            text[index] | 0x20 != UInt8(ascii: "e"), whole + decimals <= 18
        else { return nil }
        position = index
        return Number(significand: isNegative ? -significand : significand, decimals: decimals)
    }
}
