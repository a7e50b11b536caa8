// Doubles as text, and back.

/// The text forms of binary fractions.
enum NumberText {
    /// Reads `1.5`, `2e10`, `NaN`, `Infinity`, `-Inf`; nil for anything else, blanks and hexadecimal digits included.
    static func double(_ text: String) -> Double? {
        let sign = text.hasPrefix("-") ? -1.0 : 1.0
        let rest = (text.hasPrefix("-") || text.hasPrefix("+") ? String(text.dropFirst()) : text).lowercased()
        switch rest {
        case "nan": return .nan
        case "inf", "infinity": return sign * .infinity
        default:
            let isPlain = rest.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || [0x2E, 0x65, 0x2B, 0x2D].contains(byte)
            }
            guard isPlain, let first = rest.utf8.first, first != 0x2B, first != 0x2D else { return nil }
            let padded = (rest.hasPrefix(".") ? "0" : "") + rest + (rest.hasSuffix(".") ? "0" : "")
            guard let number = Double(padded), number.isFinite else { return nil }
            return sign * number
        }
    }

    /// The fewest digits that read back as the same number; with an exponent below 0.0001 and from 10²¹ digits on.
    static func string(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Infinity" : "Infinity" }
        let (digits, point) = shortestDigits(value.magnitude)
        let sign = value.sign == .minus ? "-" : ""
        let exponent = point - 1
        if value != 0, exponent < -4 || exponent >= 21 {
            let fraction = digits.count > 1 ? "." + digits.dropFirst() : ""
            let magnitude = padded(abs(exponent), 2)
            return "\(sign)\(digits.prefix(1))\(fraction)e\(exponent < 0 ? "-" : "+")\(magnitude)"
        }
        if point <= 0 { return value == 0 ? "\(sign)0" : "\(sign)0.\(String(repeating: "0", count: -point))\(digits)" }
        if digits.count <= point { return sign + digits + String(repeating: "0", count: point - digits.count) }
        return "\(sign)\(digits.prefix(point)).\(digits.dropFirst(point))"
    }

    /// The significant digits and where the point stands among them: 123.4 gives ("1234", 3).
    static func shortestDigits(_ value: Double) -> (digits: String, point: Int) {
        // Swift writes the shortest text that reads back: 123.4, 1e-05, 1.5e+300.
        let parts = "\(value)".split(separator: "e")
        let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        let whole = String(mantissa[0])
        let fraction = mantissa.count > 1 ? String(mantissa[1]) : ""
        var digits = Substring(whole + fraction)
        var point = whole.count + exponent
        while digits.count > 1, digits.hasPrefix("0") {
            digits = digits.dropFirst()
            point -= 1
        }
        while digits.count > 1, digits.hasSuffix("0") { digits = digits.dropLast() }
        return (String(digits), digits == "0" ? 1 : point)
    }
}
