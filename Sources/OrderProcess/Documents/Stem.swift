// The names of documents that go out: the same decision always gives the same names, two documents never share one.

/// File name stems, of ASCII letters, digits, `-`, `.` and `_` only.
enum Stem {
    static func named(_ kind: String, _ subject: String) -> String { "\(kind)-\(safe(subject))" }

    static func numbered(_ kind: String, _ subject: String, _ number: Int) -> String {
        "\(kind)-\(safe(subject))-\(number)"
    }

    /// The text with every other character as `-`, so that it can stand in a file name.
    static func safe(_ text: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        // One for each character of Unicode: the bytes that only go on with one stand for nothing.
        for byte in text.utf8 where byte & 0b1100_0000 != 0b1000_0000 {
            bytes.append(isAllowed(byte) ? byte : UInt8(ascii: "-"))
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
