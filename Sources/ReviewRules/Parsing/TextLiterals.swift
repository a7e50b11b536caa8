// Text and bytes in expressions: 'a', "a", '''a''', r'\d', b'\xFF', and their escapes.

extension Lexer {
    /// A text or bytes literal, if one begins here.
    mutating func textLiteral() throws(RuleExpressionError) -> Token.Kind? {
        var prefix = 0
        let isBytes = peek() == "b" || peek() == "B"
        if isBytes { prefix += 1 }
        let isRaw = peek(prefix) == "r" || peek(prefix) == "R"
        if isRaw { prefix += 1 }
        guard let quote = peek(prefix), quote == "'" || quote == "\"" else { return nil }
        let start = position
        advance(prefix)
        let isTriple = peek(1) == quote && peek(2) == quote
        advance(isTriple ? 3 : 1)
        var content = LiteralContent(isBytes: isBytes)
        while true {
            guard let scalar = peek() else { throw unclosed(start) }
            if scalar == quote, !isTriple || (peek(1) == quote && peek(2) == quote) {
                advance(isTriple ? 3 : 1)
                return isBytes ? .bytes(content.bytes) : .string(String(content.scalars))
            }
            if !isTriple, scalar == "\n" || scalar == "\r" { throw unclosed(start) }
            if scalar == "\\", !isRaw {
                try escape(into: &content)
            } else {
                content.append(scalar)
                advance()
            }
        }
    }

    private func unclosed(_ start: Int) -> RuleExpressionError {
        problem("the text that begins here has no closing quote", at: start)
    }

    private mutating func escape(into content: inout LiteralContent) throws(RuleExpressionError) {
        let start = position
        advance()
        guard let code = peek() else { throw unclosed(start) }
        advance()
        switch code {
        case "\\", "?", "\"", "'", "`": content.append(code)
        case "a": content.append("\u{07}")
        case "b": content.append("\u{08}")
        case "f": content.append("\u{0C}")
        case "n": content.append("\n")
        case "r": content.append("\r")
        case "t": content.append("\t")
        case "v": content.append("\u{0B}")
        case "x", "X": content.appendCode(try hexadecimalEscape(2, from: start))
        case "u", "U":
            guard !content.isBytes else {
                throw problem("bytes have no characters of Unicode; write them as \\x and two digits", at: start)
            }
            guard let scalar = Unicode.Scalar(try hexadecimalEscape(code == "u" ? 4 : 8, from: start)) else {
                throw problem("\(source.text(start, position)) is not a character of Unicode", at: start)
            }
            content.append(scalar)
        case "0"..."3": content.appendCode(try octalEscape(from: start))
        default:
            throw problem(
                "'\\\(code)' is not an escape; a backslash itself is written twice, or the text raw as r'…'", at: start)
        }
    }

    private mutating func hexadecimalEscape(_ count: Int, from start: Int) throws(RuleExpressionError) -> UInt32 {
        var value: UInt64 = 0
        for _ in 0..<count {
            guard let digit = peek()?.hexValue else {
                throw problem("the escape needs \(count) hexadecimal digits", at: start)
            }
            value = value << 4 | UInt64(digit)
            advance()
        }
        guard let code = UInt32(exactly: value) else {
            throw problem("\(source.text(start, position)) is not a character of Unicode", at: start)
        }
        return code
    }

    private mutating func octalEscape(from start: Int) throws(RuleExpressionError) -> UInt32 {
        advance(start + 1 - position)
        var value: UInt32 = 0
        for _ in 0..<3 {
            guard let digit = peek(), digit >= "0", digit <= "7" else {
                throw problem("the escape needs three octal digits, from \\000 to \\377", at: start)
            }
            value = value << 3 | (digit.value - 0x30)
            advance()
        }
        return value
    }
}

/// What a literal holds so far: characters of a text, or bytes.
private struct LiteralContent {
    let isBytes: Bool
    var scalars = String.UnicodeScalarView()
    var bytes: [UInt8] = []

    init(isBytes: Bool) { self.isBytes = isBytes }

    mutating func append(_ scalar: Unicode.Scalar) {
        if isBytes {
            bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        } else {
            scalars.append(scalar)
        }
    }

    /// A numeric escape up to 0xFF: a code point in text, one byte in bytes.
    mutating func appendCode(_ code: UInt32) {
        let byte = UInt8(truncatingIfNeeded: code)
        if isBytes { bytes.append(byte) } else { scalars.append(Unicode.Scalar(byte)) }
    }
}
