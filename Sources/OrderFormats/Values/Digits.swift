// Whole numbers, from text and to text, digit by digit: every segment has some.

enum Digits {
    /// A number of one to nine digits; nil for anything else.
    static func read(_ text: Span<UInt8>, _ range: Range<Int>) -> Int? {
        guard (1...9).contains(range.count) else { return nil }
        var number = 0
        for index in range {
            let digit = text[index] &- 0x30
            guard digit < 10 else { return nil }
            number = number * 10 + Int(digit)
        }
        return number
    }

    /// Appends a number that is not negative.
    static func write(_ number: Int, to bytes: inout [UInt8]) {
        var rest = number.magnitude
        if rest >= 100_000_000 {
            write(Int(rest / 100_000_000), to: &bytes)
            return write(rest % 100_000_000, digits: 8, to: &bytes)
        }
        var digits = 1
        while rest >= 10 {
            rest /= 10
            digits += 1
        }
        write(number.magnitude, digits: digits, to: &bytes)
    }

    /// At most eight digits, which come out last one first and are turned round in a word.
    private static func write(_ number: UInt, digits: Int, to bytes: inout [UInt8]) {
        var rest = number
        var word: UInt64 = 0
        for _ in 0..<digits {
            word = word << 8 | UInt64(rest % 10 + 0x30)
            rest /= 10
        }
        for _ in 0..<digits {
            bytes.append(UInt8(truncatingIfNeeded: word))
            word >>= 8
        }
    }
}
