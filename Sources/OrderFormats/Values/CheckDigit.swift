// The check digit of GS1 numbers: GTIN, GLN, SSCC.

enum CheckDigit {
    /// From the right, the digits count 1 and 3 times by turns, and the sum ends in 0. Zeros in front change nothing.
    /// False for a text with anything but digits, and for an empty one.
    static func isRight(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var sum = 0
        var weight = 1
        for index in range.reversed() {
            let digit = text[index] &- 0x30
            guard digit < 10 else { return false }
            sum += Int(digit) * weight
            weight = 4 - weight
        }
        return !range.isEmpty && sum % 10 == 0
    }

    static func isRight(_ number: String) -> Bool {
        let bytes = Array(number.utf8)
        return isRight(bytes.span, 0..<bytes.count)
    }
}
