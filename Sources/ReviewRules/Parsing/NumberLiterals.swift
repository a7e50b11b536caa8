// Numbers in expressions: 12, 0x1F, 12u, 1.5, 2e10.

extension Lexer {
    mutating func number() throws(RuleExpressionError) -> Token.Kind {
        let start = position
        let kind: Token.Kind
        if peek() == "0", peek(1) == "x" || peek(1) == "X" {
            kind = try hexadecimal()
        } else {
            kind = try decimalDigits()
        }
        if let scalar = peek(), scalar.isNameStart || scalar.isDigit {
            let word = source.text(start, position + 1)
            throw problem("a number and a name run together in '\(word)'", at: position)
        }
        return kind
    }

    private mutating func hexadecimal() throws(RuleExpressionError) -> Token.Kind {
        let start = position
        advance(2)
        let digits = position
        while peek()?.hexValue != nil { advance() }
        guard position > digits else { throw problem("0x needs hexadecimal digits behind it", at: start) }
        guard let value = UInt64(source.text(digits, position), radix: 16) else { throw tooBig(start) }
        return try whole(value, from: start)
    }

    private mutating func decimalDigits() throws(RuleExpressionError) -> Token.Kind {
        let start = position
        while peek()?.isDigit == true { advance() }
        var isDouble = false
        if peek() == ".", peek(1)?.isDigit == true {
            isDouble = true
            advance()
            while peek()?.isDigit == true { advance() }
        }
        if peek() == "e" || peek() == "E" {
            let sign = peek(1) == "+" || peek(1) == "-" ? 1 : 0
            guard peek(1 + sign)?.isDigit == true else { throw problem("the exponent has no digits", at: position) }
            isDouble = true
            advance(1 + sign)
            while peek()?.isDigit == true { advance() }
        }
        let text = source.text(start, position)
        guard isDouble else {
            guard let value = UInt64(text) else { throw tooBig(start) }
            return try whole(value, from: start)
        }
        guard let value = Double(text.hasPrefix(".") ? "0" + text : text), value.isFinite else { throw tooBig(start) }
        return .double(value)
    }

    private mutating func whole(_ value: UInt64, from start: Int) throws(RuleExpressionError) -> Token.Kind {
        if peek() == "u" || peek() == "U" {
            advance()
            return .uint(value)
        }
        // One more than the largest int: only its negative is a number, and the parser sees whether a minus is there.
        guard value <= UInt64(Int64.max) + 1 else { throw tooBig(start) }
        return .int(value)
    }

    private func tooBig(_ start: Int) -> RuleExpressionError {
        problem("the number \(source.text(start, position)) does not fit in 64 bits", at: start)
    }
}
