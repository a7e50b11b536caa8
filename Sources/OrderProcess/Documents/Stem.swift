// The names of documents that go out: the same decision always gives the same names, two documents never share one.

/// File name stems, of ASCII letters, digits, `-`, `.` and `_` only.
enum Stem {
    static func named(_ kind: String, _ subject: String) -> String { "\(kind)-\(safe(subject))" }

    static func numbered(_ kind: String, _ subject: String, _ number: Int) -> String {
        "\(kind)-\(safe(subject))-\(number)"
    }

    /// The text with every other character as `-`, so that it can stand in a file name.
    static func safe(_ text: String) -> String {
        String(
            text.unicodeScalars.map { scalar in
                let isAllowed =
                    scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
                return isAllowed || scalar == "-" || scalar == "." || scalar == "_" ? Character(scalar) : "-"
            })
    }
}
