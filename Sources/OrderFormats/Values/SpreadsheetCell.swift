// What spreadsheets do to the content of cells: marks that they put around it, and damage that they leave.

import OrderModel

enum SpreadsheetCell {
    // MARK: - Marks

    /// Bytes with which a cell begins that has to be looked at: an apostrophe, a formula, an error value.
    @inline(__always)
    static func isMark(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "'") || byte == UInt8(ascii: "=") || byte == UInt8(ascii: "#")
    }

    /// `="0123"` → `0123`: the way to keep a text a text. Nil for everything else.
    static func formulaText(_ text: String) -> String? {
        let bytes = Array(text.utf8)
        guard bytes.count >= 3, bytes[0] == UInt8(ascii: "="), bytes[1] == UInt8(ascii: "\""),
            bytes[bytes.count - 1] == UInt8(ascii: "\"")
        else { return nil }
        var inner: [UInt8] = []
        var index = 2
        while index < bytes.count - 1 {
            inner.append(bytes[index])
            guard bytes[index] == UInt8(ascii: "\"") else {
                index += 1
                continue
            }
            // Inside, a quote is written twice; a single one means that this is another formula.
            guard index + 1 < bytes.count - 1, bytes[index + 1] == UInt8(ascii: "\"") else { return nil }
            index += 2
        }
        return TextChecks.trimmed(String(decoding: inner, as: UTF8.self))
    }

    /// `'=x` → `=x`: the apostrophe that keeps a text from being run as a formula, as we write it ourselves.
    static func withoutApostrophe(_ text: String) -> String {
        text.utf8.first == UInt8(ascii: "'") && isGuarded(text.utf8.drop { $0 == UInt8(ascii: "'") })
            ? String(text.dropFirst()) : text
    }

    /// The text with an apostrophe in front where a spreadsheet would run it as a formula, or where one of its own
    /// apostrophes would be taken for that.
    static func withApostrophe(_ text: String) -> String {
        isGuarded(text.utf8.drop { $0 == UInt8(ascii: "'") }) ? "'" + text : text
    }

    private static func isGuarded(_ rest: Substring.UTF8View) -> Bool {
        rest.first.map { "=+-@\t\r".utf8.contains($0) } ?? false
    }

    // MARK: - Damage

    /// `#REF!`, `########`, a formula instead of its result. Nil where nothing is the matter.
    static func damage(_ text: String) -> ValueProblem? {
        switch text.utf8.first {
        case UInt8(ascii: "#"):
            if text.utf8.count >= 3, text.utf8.allSatisfy({ $0 == UInt8(ascii: "#") }) {
                return ValueProblem(
                    .spreadsheetDamage, "shows only #, as a spreadsheet does where a column is too narrow",
                    hint: "widen the column in the spreadsheet and save again")
            }
            guard errorValues.contains(text.uppercased()) else { return nil }
            return ValueProblem(
                .spreadsheetDamage, "is an error value of a spreadsheet, not what was meant",
                hint: "correct the formula of the cell and save again")
        case UInt8(ascii: "=") where isFormula(text):
            return ValueProblem(
                .spreadsheetDamage, "is a formula, not its result",
                hint: "save the sheet with values instead of formulas")
        default: return nil
        }
    }

    private static let errorValues: Set<String> = [
        "#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#FIELD!",
        "#BEZUG!", "#NV", "#WERT!", "#ZAHL!",
    ]

    /// `=A1*2`, `=SUM(B2:B9)`: a letter or a bracket behind the sign, and a digit or a bracket further on.
    private static func isFormula(_ text: String) -> Bool {
        let rest = text.utf8.dropFirst()
        guard let next = rest.first else { return false }
        let isLetter = (0x41...0x5A).contains(next & 0xDF) || next == UInt8(ascii: "(") || next == UInt8(ascii: "$")
        return isLetter && rest.contains { (0x30...0x39).contains($0) || $0 == UInt8(ascii: "(") }
    }

    /// Looks at two bytes only: a number cut short has a plus sign in front of its last two or three digits.
    @inline(__always)
    static func mayBeCutNumber(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        range.count > 4
            && (text[range.upperBound - 3] == UInt8(ascii: "+") || text[range.upperBound - 4] == UInt8(ascii: "+"))
    }

    /// `1.23457E+12`: the exponent has at least two digits where a spreadsheet wrote it.
    static func cutNumber(_ text: String) -> ValueProblem? {
        let bytes = Array(text.utf8)
        let range = 0..<bytes.count
        guard mayBeCutNumber(bytes.span, range), NumberText.isScientific(bytes.span) else { return nil }
        return ValueProblem(
            .spreadsheetDamage, "looks like a number that a spreadsheet has cut short",
            hint: "format the column as text in the spreadsheet, so that all digits stay, and save again")
    }
}
