// What a text or an identifier may hold, whatever format brought it.

import OrderModel

enum TextChecks {
    /// Spaces of all widths at the ends say nothing; they come from spreadsheets and from copying.
    @inline(__always)
    static func trimmed(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
        // Nearly all begin and end with a visible ASCII character: there is nothing to cut.
        if range.isEmpty || (bytes[range.lowerBound] &- 0x21 < 0x5E && bytes[range.upperBound - 1] &- 0x21 < 0x5E) {
            return range
        }
        return cut(bytes, range)
    }

    private static func cut(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound
        var end = range.upperBound
        while start < end, let length = spaceLength(bytes, at: start, before: end) { start += length }
        while start < end, let length = spaceLength(bytes, endingAt: end, from: start) { end -= length }
        return start..<end
    }

    /// Space, tab, line break, U+00A0, U+3000 (ideographic space), U+FEFF.
    private static func spaceLength(_ bytes: Span<UInt8>, at index: Int, before end: Int) -> Int? {
        let byte = bytes[index]
        if byte > 0x20, byte < 0x80 { return nil }
        switch byte {
        case 0x20, 0x09, 0x0A, 0x0D: return 1
        case 0xC2: return index + 2 <= end && bytes[index + 1] == 0xA0 ? 2 : nil
        case 0xE3: return index + 3 <= end && bytes[index + 1] == 0x80 && bytes[index + 2] == 0x80 ? 3 : nil
        case 0xEF: return index + 3 <= end && bytes[index + 1] == 0xBB && bytes[index + 2] == 0xBF ? 3 : nil
        default: return nil
        }
    }

    private static func spaceLength(_ bytes: Span<UInt8>, endingAt end: Int, from start: Int) -> Int? {
        if spaceLength(bytes, at: end - 1, before: end) == 1 { return 1 }
        if end - 2 >= start, spaceLength(bytes, at: end - 2, before: end) == 2 { return 2 }
        if end - 3 >= start, spaceLength(bytes, at: end - 3, before: end) == 3 { return 3 }
        return nil
    }

    static func trimmed(_ text: String) -> String {
        guard let first = text.utf8.first, let last = text.utf8.last else { return text }
        // Nearly all texts begin and end with a letter, a digit or an ideograph: nothing to cut, nothing to copy.
        let mayBeSpace: (UInt8) -> Bool = { $0 <= 0x20 || [0xC2, 0xE3, 0xEF, 0xA0, 0x80, 0xBF].contains($0) }
        guard mayBeSpace(first) || mayBeSpace(last) else { return text }
        let bytes = Array(text.utf8)
        let range = trimmed(bytes.span, 0..<bytes.count)
        return range.count == bytes.count ? text : String(decoding: bytes[range], as: UTF8.self)
    }

    /// A name, a note, an address: at most `longest` characters, no control characters but tabs and line breaks, since
    /// neither XML nor a terminal can show the others.
    static func check(text: String, longest: Int) throws(ValueProblem) {
        try checkLength(text, longest)
        var previous: (UInt8, UInt8) = (0, 0)
        for byte in text.utf8 {
            if byte < 0x20, byte != 0x09, byte != 0x0A, byte != 0x0D { throw controlCharacter(byte) }
            if byte == 0x7F { throw controlCharacter(byte) }
            // U+FFFE and U+FFFF are EF BF BE and EF BF BF.
            if previous == (0xEF, 0xBF), byte >= 0xBE {
                throw ValueProblem(.valueOutOfRange, "contains a character that does not exist (U+FFFE or U+FFFF)")
            }
            previous = (previous.1, byte)
        }
    }

    /// A number or code by which something is known: one line.
    static func check(identifier: String, longest: Int) throws(ValueProblem) {
        try check(text: identifier, longest: longest)
        guard !identifier.utf8.contains(where: { $0 < 0x20 }) else {
            throw ValueProblem(
                .valueOutOfRange, "contains a line break or a tab", hint: "a number or code stands on one line")
        }
    }

    private static func checkLength(_ text: String, _ longest: Int) throws(ValueProblem) {
        // Bytes are never fewer than characters, so the exact count is only needed for long texts.
        guard text.utf8.count > longest, text.unicodeScalars.count > longest else { return }
        throw ValueProblem(
            .valueTooLong, "has \(text.unicodeScalars.count) characters; at most \(longest) can be taken")
    }

    private static func controlCharacter(_ byte: UInt8) -> ValueProblem {
        ValueProblem(
            .valueOutOfRange,
            "contains a control character (U+00" + (byte < 16 ? "0" : "")
                + String(byte, radix: 16, uppercase: true) + ")", hint: "remove it; it cannot be printed")
    }

    /// 64 hexadecimal digits, in lower case. Nil if it is not that.
    static func sha256(_ text: String) throws(ValueProblem) -> String {
        let lower = text.lowercased()
        guard lower.utf8.count == 64,
            lower.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
        else { throw ValueProblem(.valueOutOfRange, "is not a SHA-256 digest (64 hexadecimal digits)") }
        return lower
    }

    /// A GTIN has 8, 12, 13 or 14 digits, the last of which is computed from the others; a spreadsheet that takes it for
    /// a number eats its leading zeros.
    static func gtinProblem(_ text: String) -> ValueProblem? {
        if isGTIN(text) { return nil }
        let bytes = Array(text.utf8)
        guard bytes.allSatisfy({ $0 &- 0x30 < 10 }) else {
            return ValueProblem(
                .valueOutOfRange, "is not a GTIN (8, 12, 13 or 14 digits)",
                hint: "leave the column empty where the product has no GTIN")
        }
        let count = bytes.count
        if [8, 12, 13, 14].contains(count) {
            return ValueProblem(
                .valueOutOfRange, "is not a GTIN: its last digit, the check digit, does not fit the others",
                hint: "compare the number with the one on the package; a digit may be wrong or two may be swapped")
        }
        guard CheckDigit.isRight(bytes.span, 0..<count), count < 12, count >= 6 else {
            return ValueProblem(
                .valueOutOfRange, "is not a GTIN (8, 12, 13 or 14 digits)",
                hint: "digits are missing or too many; leave the column empty where the product has no GTIN")
        }
        let whole = String(repeating: "0", count: (count < 8 ? 8 : 12) - count) + text
        return ValueProblem(
            .spreadsheetDamage, "has lost leading zeros in a spreadsheet: \(whole) would be a GTIN",
            hint: "format the column as text in the spreadsheet, so that the zeros stay")
    }

    static func isGTIN(_ text: String) -> Bool {
        let bytes = text.utf8Span
        return isGTIN(bytes.span, 0..<bytes.count)
    }

    /// 8, 12, 13 or 14 digits with a check digit that fits.
    static func isGTIN(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        switch range.count {
        case 8, 12, 13, 14: CheckDigit.isRight(text, range)
        default: false
        }
    }
}
