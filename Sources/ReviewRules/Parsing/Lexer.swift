// Splits the text of an expression into words.

/// Reads the words of an expression from left to right.
struct Lexer {
    let source: SourceText
    private(set) var position = 0

    init(_ source: SourceText) { self.source = source }

    /// All words, the last of kind `end`.
    static func tokens(of source: SourceText) throws(RuleExpressionError) -> [Token] {
        var lexer = Lexer(source)
        var tokens: [Token] = []
        repeat { tokens.append(try lexer.next()) } while tokens.last?.kind != .end
        return tokens
    }

    func problem(_ sentence: String, at offset: Int, suggestion: String? = nil) -> RuleExpressionError {
        RuleExpressionError(.parse, .syntax, sentence, at: offset, in: source, suggestion: suggestion)
    }

    func peek(_ distance: Int = 0) -> Unicode.Scalar? {
        let index = position + distance
        return index < source.scalars.count ? source.scalars[index] : nil
    }

    mutating func advance(_ count: Int = 1) { position += count }

    private mutating func next() throws(RuleExpressionError) -> Token {
        skipBlanks()
        let start = position
        guard let first = peek() else { return Token(kind: .end, start: start, end: start) }
        let kind: Token.Kind
        if let literal = try textLiteral() {
            kind = literal
        } else if first.isNameStart {
            kind = .name(name())
        } else if first.isDigit || (first == "." && peek(1)?.isDigit == true) {
            kind = try number()
        } else if first == "`" {
            kind = .quotedName(try quotedName())
        } else {
            kind = .symbol(try symbol())
        }
        return Token(kind: kind, start: start, end: position)
    }

    private mutating func skipBlanks() {
        while let scalar = peek() {
            if scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r" || scalar == "\u{0C}" {
                advance()
            } else if scalar == "/", peek(1) == "/" {
                while let inComment = peek(), inComment != "\n" { advance() }
            } else {
                return
            }
        }
    }

    private mutating func name() -> String {
        let start = position
        while let scalar = peek(), scalar.isNameStart || scalar.isDigit { advance() }
        return source.text(start, position)
    }

    private mutating func quotedName() throws(RuleExpressionError) -> String {
        let start = position
        advance()
        while let scalar = peek(), scalar != "`" {
            guard
                scalar.isNameStart || scalar.isDigit || scalar == "." || scalar == "-" || scalar == "/" || scalar == " "
            else {
                throw problem("a name in backquotes holds only letters, digits and _ . - / or spaces", at: position)
            }
            advance()
        }
        guard peek() == "`", position > start + 1 else {
            throw problem("the name that begins here has no closing backquote", at: start)
        }
        advance()
        return source.text(start + 1, position - 1)
    }

    private mutating func symbol() throws(RuleExpressionError) -> String {
        let start = position
        let two = source.text(start, start + 2)
        if ["&&", "||", "==", "!=", "<=", ">="].contains(two) {
            advance(2)
            return two
        }
        let one = source.text(start, start + 1)
        if "+-*/%!<>?:.,()[]{}".contains(one) {
            advance()
            return one
        }
        throw misplaced(one, at: start)
    }

    /// The error for a character that starts no word, with what was probably meant.
    private func misplaced(_ text: String, at offset: Int) -> RuleExpressionError {
        switch text {
        case "=": problem("'=' is not an operator here; values are compared with two", at: offset, suggestion: "==")
        case "&": problem("'&' is not an operator here; conditions are joined with two", at: offset, suggestion: "&&")
        case "|": problem("'|' is not an operator here; conditions are joined with two", at: offset, suggestion: "||")
        case "“", "”", "„", "«", "»", "＂":
            problem("text stands between straight quotes, not \(text)", at: offset, suggestion: "\"")
        case "‘", "’", "＇": problem("text stands between straight quotes, not \(text)", at: offset, suggestion: "'")
        case ";": problem("an expression is one condition without ';'", at: offset)
        default: unknownCharacter(text, at: offset)
        }
    }

    private func unknownCharacter(_ text: String, at offset: Int) -> RuleExpressionError {
        let wide: [String: String] = ["，": ",", "。": ".", "、": ",", "《": "<", "》": ">", "【": "[", "】": "]", "×": "*"]
        var plain = wide[text]
        // The full-width forms of ASCII stand 0xFEE0 above it.
        if plain == nil, let value = text.unicodeScalars.first?.value, (0xFF01...0xFF5E).contains(value) {
            plain = Unicode.Scalar(value - 0xFEE0).map { String($0) }
        }
        if let plain { return problem("'\(text)' is a full-width character", at: offset, suggestion: plain) }
        return problem("'\(text)' has no meaning here; text stands between quotes", at: offset)
    }
}

extension Unicode.Scalar {
    var isDigit: Bool { self >= "0" && self <= "9" }
    var isNameStart: Bool { (self >= "a" && self <= "z") || (self >= "A" && self <= "Z") || self == "_" }
    var hexValue: UInt32? {
        switch self {
        case "0"..."9": value - 0x30
        case "a"..."f": value - 0x61 + 10
        case "A"..."F": value - 0x41 + 10
        default: nil
        }
    }
}
