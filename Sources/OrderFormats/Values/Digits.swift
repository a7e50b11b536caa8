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
        let start = bytes.count
        var rest = number.magnitude
        repeat {
            bytes.append(UInt8(truncatingIfNeeded: rest % 10) + 0x30)
            rest /= 10
        } while rest > 0
        if bytes.count > start + 1 { bytes[start...].reverse() }
    }
}
