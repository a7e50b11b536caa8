// Exact decimals as text: plain digits with a point, read strictly and written without loss.

/// Why a text is not an exact decimal.
package enum DecimalTextError: Error, Equatable, Sendable {
    case empty
    /// The byte at `offset` does not belong in a number.
    case unexpectedByte(offset: Int)
    /// More than 38 significant digits.
    case tooManyDigits
    /// More than 18 decimals.
    case tooManyDecimals
}

extension ExactDecimal {
    /// Reads `[+-]digits[.digits]`: no spaces, no grouping, no exponent; digits on at least one side of the point.
    ///
    /// The whole span must be the number: `12abc` is an error at offset 2, not 12.
    package init(parsing text: Span<UInt8>, decimalPoint: UInt8 = UInt8(ascii: ".")) throws(DecimalTextError) {
        guard text.count > 0 else { throw .empty }
        if let short = ExactDecimal.short(text, decimalPoint) {
            self = short
            return
        }
        var offset = 0
        let isNegative = text[0] == UInt8(ascii: "-")
        if isNegative || text[0] == UInt8(ascii: "+") { offset = 1 }
        var digits: Int128 = 0
        var scale = 0
        var seenDigit = false
        var seenPoint = false
        // Zeros at the end of the decimals say nothing; they are counted and only taken in when a digit follows.
        var pendingZeros = 0
        while offset < text.count {
            let byte = text[offset]
            if byte == decimalPoint, !seenPoint {
                seenPoint = true
            } else if byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
                seenDigit = true
                let digit = byte - UInt8(ascii: "0")
                if seenPoint, digit == 0 {
                    pendingZeros += 1
                } else {
                    let steps = seenPoint ? pendingZeros + 1 : 1
                    if seenPoint { scale += steps }
                    pendingZeros = 0
                    guard scale <= ExactDecimal.maximumScale else { throw .tooManyDecimals }
                    try ExactDecimal.append(digit, after: steps, to: &digits)
                }
            } else {
                throw .unexpectedByte(offset: offset)
            }
            offset += 1
        }
        guard seenDigit else { throw .unexpectedByte(offset: text.count - 1) }
        do {
            try self.init(significand: isNegative ? -digits : digits, scale: scale)
        } catch {
            throw .tooManyDigits
        }
    }

    /// Nearly every number of the order trade is short: up to 18 characters fit into a machine word without any check for
    /// overflow. Nil where it is longer, or no number.
    private static func short(_ text: Span<UInt8>, _ decimalPoint: UInt8) -> ExactDecimal? {
        guard text.count <= 18 else { return nil }
        let isNegative = text[0] == UInt8(ascii: "-")
        var offset = isNegative || text[0] == UInt8(ascii: "+") ? 1 : 0
        let firstDigit = offset
        var digits: Int64 = 0
        while offset < text.count, text[offset] &- 0x30 < 10 {
            digits = digits &* 10 &+ Int64(text[offset] &- 0x30)
            offset += 1
        }
        var scale = 0
        var count = offset - firstDigit
        if offset < text.count, text[offset] == decimalPoint {
            offset += 1
            let firstDecimal = offset
            while offset < text.count, text[offset] &- 0x30 < 10 {
                digits = digits &* 10 &+ Int64(text[offset] &- 0x30)
                offset += 1
            }
            scale = offset - firstDecimal
            count += scale
        }
        guard offset == text.count, count > 0 else { return nil }
        return ExactDecimal(word: isNegative ? -digits : digits, scale: scale)
    }

    private static func append(_ digit: UInt8, after steps: Int, to digits: inout Int128) throws(DecimalTextError) {
        for _ in 1..<max(steps, 1) { try append(0, to: &digits) }
        try append(digit, to: &digits)
    }

    private static func append(_ digit: UInt8, to digits: inout Int128) throws(DecimalTextError) {
        let (shifted, overflow) = digits.multipliedReportingOverflow(by: 10)
        let (sum, carried) = shifted.addingReportingOverflow(Int128(digit))
        if overflow || carried { throw .tooManyDigits }
        digits = sum
    }

    /// Reads a number from text in the form of `init(parsing:)`.
    package init(_ text: String) throws(DecimalTextError) {
        let utf8 = Array(text.utf8)
        try self.init(parsing: utf8.span)
    }

    /// The number with at least `minimumDecimals` decimals and no exponent: `12.5` with 2 is `12.50`.
    package func formatted(minimumDecimals: Int = 0) -> String {
        var digits = String(significand.magnitude)
        if digits.utf8.count <= scale {
            digits = String(repeating: "0", count: scale - digits.utf8.count + 1) + digits
        }
        let wholeCount = digits.utf8.count - scale
        var text = (isNegative ? "-" : "") + digits.prefix(wholeCount)
        let decimals = String(digits.dropFirst(wholeCount))
        let padding = String(repeating: "0", count: max(0, minimumDecimals - scale))
        if !decimals.isEmpty || !padding.isEmpty { text += "." + decimals + padding }
        return text
    }
}

extension ExactDecimal: CustomStringConvertible {
    package var description: String { formatted() }
}

extension ExactDecimal: Codable {
    /// As a string, so that no reader on the way turns it into a binary fraction.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        do {
            try self.init(text)
        } catch {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' is not a decimal number")
        }
    }
}
