// The check digit of GS1 numbers: GTIN, GLN, SSCC.

enum CheckDigit {
    /// The digits but the last, weighted 3, 1, 3 … from the right, and the last make a multiple of ten. False for a text
    /// with anything but digits.
    static func isRight(_ number: String) -> Bool {
        var sum = 0
        var weight = 1
        for byte in number.utf8.reversed() {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return false }
            sum += Int(byte - UInt8(ascii: "0")) * weight
            weight = 4 - weight
        }
        return !number.isEmpty && sum % 10 == 0
    }
}
