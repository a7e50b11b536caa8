// The values of a plain JSON text. Nil stands for an empty text, as everywhere.

import ExactDecimals
import OrderModel

extension DirectReader {
    // MARK: - Texts

    /// The content of the string at the position, without the quotes.
    private struct Content {
        var range: Range<Int>
        var isASCII = true
        var hasEscapes = false
    }

    private mutating func content(_ text: Span<UInt8>) throws(NotPlain) -> Content {
        guard position < text.count, text[position] == UInt8(ascii: "\"") else { throw NotPlain() }
        position += 1
        let start = position
        var content = Content(range: start..<start)
        while true {
            position = JSONBytes.endOfPlain(text, from: position)
            guard position < text.count else { throw NotPlain() }
            let byte = text[position]
            if byte >= 0x80 {
                content.isASCII = false
                try skipLongCharacters(text)
            } else if byte == UInt8(ascii: "\"") {
                break
            } else if byte == UInt8(ascii: "\\") {
                content.hasEscapes = true
                guard let end = JSONBytes.endOfEscape(text, at: position) else { throw NotPlain() }
                position = end
            } else {
                throw NotPlain()
            }
        }
        content.range = start..<position
        position += 1
        return content
    }

    private mutating func skipLongCharacters(_ text: Span<UInt8>) throws(NotPlain) {
        while position < text.count, text[position] >= 0x80 {
            // U+FFFE and U+FFFF are EF BF BE and EF BF BF.
            if text[position] == 0xEF, position + 2 < text.count, text[position + 1] == 0xBF,
                text[position + 2] >= 0xBE
            {
                throw NotPlain()
            }
            position += 1
        }
    }

    /// Exactly this word, without blanks around it and without escapes.
    mutating func expect(word: String, _ text: Span<UInt8>) throws(NotPlain) {
        let content = try content(text)
        guard !content.hasEscapes, JSONBytes.string(text, content.range, isASCII: content.isASCII) == word else {
            throw NotPlain()
        }
    }

    /// Where a text has escapes, a character may turn out to be one that is not allowed, so it is checked once more.
    private func string(
        _ content: Content, _ text: Span<UInt8>, longest: Int, isIdentifier: Bool
    ) throws(NotPlain) -> String? {
        guard content.range.count <= min(longest, limits.fieldLength - 1) else { throw NotPlain() }
        guard !content.hasEscapes else {
            let string = TextChecks.trimmed(JSONText.string(content.range, text))
            do throws(ValueProblem) {
                if isIdentifier {
                    try TextChecks.check(identifier: string, longest: longest)
                } else {
                    try TextChecks.check(text: string, longest: longest)
                }
            } catch {
                throw NotPlain()
            }
            return string.isEmpty ? nil : string
        }
        let range = TextChecks.trimmed(text, content.range)
        guard !range.isEmpty else { return nil }
        return JSONBytes.string(text, range, isASCII: content.isASCII)
    }

    mutating func text(_ text: Span<UInt8>, longest: Int? = nil) throws(NotPlain) -> String? {
        try string(try content(text), text, longest: longest ?? limits.textLength, isIdentifier: false)
    }

    /// A number or code: a text on one line, or a whole number.
    mutating func identifier(_ text: Span<UInt8>) throws(NotPlain) -> String? {
        let start = position
        if position < text.count, text[position] != UInt8(ascii: "\"") {
            guard let number = JSONBytes.number(text, &position), number.decimals == 0 else { throw NotPlain() }
            return JSONBytes.string(text, start..<position, isASCII: true)
        }
        return try string(try content(text), text, longest: limits.identifierLength, isIdentifier: true)
    }

    mutating func gtin(_ text: Span<UInt8>) throws(NotPlain) -> String? {
        let gtin = try identifier(text)
        if let gtin, TextChecks.gtinProblem(gtin) != nil { throw NotPlain() }
        return gtin
    }

    mutating func choice<Choice: RawRepresentable<String>>(_ text: Span<UInt8>) throws(NotPlain) -> Choice? {
        guard let word = try self.text(text) else { return nil }
        guard let choice = Choice(rawValue: word) else { throw NotPlain() }
        return choice
    }

    // MARK: - Numbers and dates

    /// A number, or the text of one.
    mutating func decimal(_ text: Span<UInt8>) throws(NotPlain) -> ExactDecimal? {
        if position < text.count, text[position] != UInt8(ascii: "\"") {
            guard let number = JSONBytes.number(text, &position), number.value.decimals <= limits.decimals else {
                throw NotPlain()
            }
            return number.value
        }
        let content = try content(text)
        guard content.isASCII, !content.hasEscapes else { throw NotPlain() }
        let range = TextChecks.trimmed(text, content.range)
        if range.isEmpty { return nil }
        do throws(ValueProblem) {
            return try NumberText.decimal(text.extracting(range), limits: limits)
        } catch {
            throw NotPlain()
        }
    }

    /// `YYYY-MM-DD`
    mutating func date(_ text: Span<UInt8>) throws(NotPlain) -> CalendarDate? {
        let content = try content(text)
        if content.range.isEmpty { return nil }
        guard let date = DateText.plainISO(text, content.range) else { throw NotPlain() }
        return date
    }
}
