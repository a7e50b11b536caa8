// Control numbers and line numbers as numbers, where they are nothing but digits.

extension Int {
    /// One to eighteen digits and nothing else; nil for any other text.
    package init?(digitsOf text: String) {
        guard (1...18).contains(text.utf8.count) else { return nil }
        var number = 0
        for byte in text.utf8 {
            guard byte &- 0x30 < 10 else { return nil }
            number = number * 10 + Int(byte &- 0x30)
        }
        self = number
    }
}
