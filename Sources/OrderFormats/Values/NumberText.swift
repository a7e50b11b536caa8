// Numbers as partners write them: with a point or a comma, with thousands marks, never rounded and never guessed.

import ExactDecimals
import OrderModel

/// How a number is written.
struct NumberStyle: Hashable, Sendable {
    var decimalPoint: UInt8
    var thousandsMark: UInt8

    static let point = NumberStyle(decimalPoint: UInt8(ascii: "."), thousandsMark: UInt8(ascii: ","))
    static let comma = NumberStyle(decimalPoint: UInt8(ascii: ","), thousandsMark: UInt8(ascii: "."))
}

enum NumberText {
    /// Reads a price, an amount or a quantity: at most `limits.decimals` decimals.
    static func decimal(
        _ text: Span<UInt8>, style: NumberStyle = .point, limits: FormatLimits
    ) throws(ValueProblem) -> ExactDecimal {
        let number: ExactDecimal
        do throws(DecimalTextError) {
            number = try ExactDecimal(parsing: text, decimalPoint: style.decimalPoint)
        } catch {
            switch error {
            case .tooManyDecimals: throw tooManyDecimals("more than 18", limits)
            case .tooManyDigits:
                throw ValueProblem(
                    .valueOutOfRange, "has more than 38 digits", hint: "is this really a number?")
            case .empty, .unexpectedByte: number = try grouped(text, style: style, limits: limits)
            }
        }
        guard number.decimals <= limits.decimals else { throw tooManyDecimals("\(number.decimals)", limits) }
        return number
    }

    static func tooManyDecimals(_ count: String, _ limits: FormatLimits) -> ValueProblem {
        ValueProblem(
            .valueTooManyDecimals, "has \(count) decimals; at most \(limits.decimals) can be taken",
            hint: "nothing is rounded here: write the number with fewer decimals, or a price per 100 or 1,000 units")
    }

    /// A whole number from 0 to `most`.
    static func integer(_ text: Span<UInt8>, upTo most: Int) throws(ValueProblem) -> Int {
        var value = 0
        guard text.count > 0 else { throw ValueProblem(.valueNotANumber, "is empty") }
        for index in 0..<text.count {
            let byte = text[index]
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else {
                throw ValueProblem(.valueNotANumber, "is not a whole number", hint: "write digits only, such as 12")
            }
            value = value * 10 + Int(byte - UInt8(ascii: "0"))
            guard value <= most else { throw ValueProblem(.valueOutOfRange, "is more than \(most)") }
        }
        return value
    }

    // MARK: - Thousands marks

    /// `1,234.56` and `1 234 567`, where the groups are whole and nothing else can be meant.
    private static func grouped(
        _ text: Span<UInt8>, style: NumberStyle, limits: FormatLimits
    ) throws(ValueProblem) -> ExactDecimal {
        var plain: [UInt8] = []
        var marks = 0
        var digitsInGroup = 0
        var seenPoint = false
        var usesMark = false
        var index = 0
        while index < text.count {
            let byte = text[index]
            if byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
                plain.append(byte)
                digitsInGroup += 1
            } else if byte == style.decimalPoint, !seenPoint, marks == 0 || digitsInGroup == 3 {
                plain.append(UInt8(ascii: "."))
                seenPoint = true
            } else if index == 0, byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") {
                plain.append(byte)
            } else if let length = markLength(text, at: index, style), !seenPoint, digitsInGroup > 0,
                marks == 0 ? digitsInGroup <= 3 : digitsInGroup == 3
            {
                if byte == style.thousandsMark { usesMark = true }
                marks += 1
                digitsInGroup = 0
                index += length - 1
            } else {
                throw notANumber(text, style)
            }
            index += 1
        }
        guard marks > 0, seenPoint || digitsInGroup == 3 else { throw notANumber(text, style) }
        // `1,234` may be one and a bit, written with a decimal comma, or more than a thousand.
        if usesMark, marks == 1, !seenPoint, style == .point {
            throw ValueProblem(
                .valueNotANumber, "may mean 1.234 or 1234, depending on who writes it",
                hint: "leave thousands marks out; for decimal commas, have 'decimal comma' set in your profile")
        }
        return try decimal(plain.span, style: .point, limits: limits)
    }

    /// A thousands mark of this style, a space, a no-break space (U+00A0) or a narrow one (U+202F).
    private static func markLength(_ text: Span<UInt8>, at index: Int, _ style: NumberStyle) -> Int? {
        switch text[index] {
        case style.thousandsMark, 0x20: 1
        case 0xC2 where index + 1 < text.count && text[index + 1] == 0xA0: 2
        case 0xE2 where index + 2 < text.count && text[index + 1] == 0x80 && text[index + 2] == 0xAF: 3
        default: nil
        }
    }

    // MARK: - What went wrong

    private static func notANumber(_ text: Span<UInt8>, _ style: NumberStyle) -> ValueProblem {
        if isScientific(text) {
            return ValueProblem(
                .valueNotANumber, "is in scientific notation, so digits may have been lost",
                hint: "format the column as a number without exponent in the spreadsheet, and save again")
        }
        let example = style == .comma ? "1234,50" : "1234.50"
        if containsFullWidthDigit(text) {
            return ValueProblem(
                .valueNotANumber, "is written with full-width digits", hint: "write ordinary digits, such as \(example)"
            )
        }
        if style == .point, contains(text, UInt8(ascii: ",")) {
            return ValueProblem(
                .valueNotANumber, "is not a number with a decimal point",
                hint: "write \(example), or have 'decimal comma' set in your partner profile")
        }
        return ValueProblem(.valueNotANumber, "is not a number", hint: "write digits only, such as \(example)")
    }

    private static func contains(_ text: Span<UInt8>, _ byte: UInt8) -> Bool {
        for index in 0..<text.count where text[index] == byte { return true }
        return false
    }

    /// `1.23457E+12`, as a spreadsheet writes a long number.
    static func isScientific(_ text: Span<UInt8>) -> Bool {
        var index = 0
        var digits = 0
        while index < text.count, isDigitOrPoint(text[index]) {
            if text[index] != UInt8(ascii: "."), text[index] != UInt8(ascii: ",") { digits += 1 }
            index += 1
        }
        guard digits > 0, index < text.count, text[index] == UInt8(ascii: "E") || text[index] == UInt8(ascii: "e")
        else {
            return false
        }
        index += 1
        guard index < text.count, text[index] == UInt8(ascii: "+") || text[index] == UInt8(ascii: "-") else {
            return false
        }
        index += 1
        let start = index
        while index < text.count, text[index] >= UInt8(ascii: "0"), text[index] <= UInt8(ascii: "9") { index += 1 }
        return index > start && index == text.count
    }

    private static func isDigitOrPoint(_ byte: UInt8) -> Bool {
        (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")) || byte == UInt8(ascii: ".")
            || byte == UInt8(ascii: ",")
    }

    private static func containsFullWidthDigit(_ text: Span<UInt8>) -> Bool {
        // U+FF10 to U+FF19 are EF BC 90 to EF BC 99.
        for index in 0..<text.count where text[index] == 0xEF {
            if index + 2 < text.count, text[index + 1] == 0xBC, (0x90...0x99).contains(text[index + 2]) { return true }
        }
        return false
    }
}
