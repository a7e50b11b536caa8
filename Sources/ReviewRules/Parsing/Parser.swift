// Reads an expression: operators by their rank, then what stands between them.

/// Reads the words of one expression into a tree.
struct Parser {
    let source: SourceText
    let limits: RuleLimits
    private let tokens: [Token]
    private var index = 0
    private var partCount = 0
    /// How many brackets are open around the current word.
    private var nesting = 0

    static func parse(_ text: String, limits: RuleLimits = .standard) throws(RuleExpressionError) -> Expression {
        try parse(SourceText(text), limits: limits)
    }

    static func parse(_ source: SourceText, limits: RuleLimits) throws(RuleExpressionError) -> Expression {
        guard source.scalars.count <= limits.expressionLength else {
            throw RuleExpressionError(
                .parse, .tooComplex,
                "the expression is longer than \(limits.expressionLength) characters", at: 0, in: source)
        }
        var parser = try Parser(source, limits: limits)
        if parser.current.kind == .end { throw parser.problem("there is no expression; write true for always") }
        let root = try parser.expression()
        guard parser.current.kind == .end else { throw parser.unexpected("an operator or the end") }
        return root
    }

    private init(_ source: SourceText, limits: RuleLimits) throws(RuleExpressionError) {
        self.source = source
        self.limits = limits
        tokens = try Lexer.tokens(of: source)
    }
}

// MARK: - Words

extension Parser {
    /// The word at hand. The last word is `end`, and nothing goes beyond it.
    var current: Token { tokens[min(index, tokens.count - 1)] }
    var next: Token { tokens[min(index + 1, tokens.count - 1)] }
    private var previousEnd: Int { index > 0 ? tokens[index - 1].end : 0 }

    mutating func advance() { index = min(index + 1, tokens.count - 1) }

    mutating func take(_ symbol: String) -> Bool {
        guard current.isSymbol(symbol) else { return false }
        advance()
        return true
    }

    mutating func expect(_ symbol: String, _ purpose: String) throws(RuleExpressionError) {
        guard take(symbol) else { throw unexpected("'\(symbol)' \(purpose)") }
    }

    func problem(_ sentence: String, at offset: Int? = nil, suggestion: String? = nil) -> RuleExpressionError {
        RuleExpressionError(.parse, .syntax, sentence, at: offset ?? current.start, in: source, suggestion: suggestion)
    }

    func unexpected(_ wanted: String) -> RuleExpressionError {
        guard current.kind != .end else { return problem("the expression ends where \(wanted) is expected") }
        let word = source.text(current.start, current.end)
        let operators = ["and": "&&", "or": "||", "AND": "&&", "OR": "||", "is": "==", "eq": "==", "mod": "%"]
        return problem("\(wanted) is expected here, not '\(word)'", suggestion: operators[word])
    }

    /// A part of the tree, from `start` to the word before the current one.
    mutating func part(
        _ kind: Expression.Kind, from start: Int, mark: Int? = nil
    ) throws(RuleExpressionError) -> Expression {
        partCount += 1
        let part = Expression(kind, number: partCount, start: start, end: previousEnd, mark: mark)
        guard part.depth <= limits.expressionDepth else { throw tooDeep(at: mark ?? start) }
        return part
    }

    private func tooDeep(at offset: Int) -> RuleExpressionError {
        RuleExpressionError(
            .parse, .tooComplex,
            "the expression is nested more than \(limits.expressionDepth) levels deep; split it into several rules",
            at: offset, in: source)
    }
}

// MARK: - Operators

extension Parser {
    /// A whole expression, as it stands in brackets, between commas, or alone.
    mutating func expression() throws(RuleExpressionError) -> Expression {
        nesting += 1
        defer { nesting -= 1 }
        guard nesting <= limits.expressionDepth else { throw tooDeep(at: current.start) }
        let start = current.start
        let condition = try operation(rank: 1)
        let mark = current.start
        guard take("?") else { return condition }
        let then = try expression()
        try expect(":", "between the two results of '?'")
        let otherwise = try expression()
        return try part(.conditional(condition, then: then, otherwise: otherwise), from: start, mark: mark)
    }

    /// Operators of at least the given rank, each binding to the left.
    private mutating func operation(rank: Int) throws(RuleExpressionError) -> Expression {
        let start = current.start
        var left = try unary()
        while let (symbol, itsRank) = binaryOperator(), itsRank >= rank {
            let mark = current.start
            if symbol == "&&" || symbol == "||" {
                var operands = [left]
                while take(symbol) { operands.append(try operation(rank: itsRank + 1)) }
                left = try part(symbol == "&&" ? .and(operands) : .or(operands), from: start, mark: mark)
            } else {
                advance()
                let right = try operation(rank: itsRank + 1)
                guard let known = BinaryOperator(rawValue: symbol) else { throw unexpected("an operator") }
                left = try part(.binary(known, left, right), from: start, mark: mark)
            }
        }
        return left
    }

    private func binaryOperator() -> (symbol: String, rank: Int)? {
        switch current.kind {
        case .name("in"): ("in", 3)
        case .symbol(let symbol): Parser.ranks[symbol].map { (symbol, $0) }
        default: nil
        }
    }

    private static let ranks: [String: Int] = [
        "||": 1, "&&": 2, "<": 3, "<=": 3, ">": 3, ">=": 3, "==": 3, "!=": 3, "+": 4, "-": 4, "*": 5, "/": 5, "%": 5,
    ]

    private mutating func unary() throws(RuleExpressionError) -> Expression {
        var marks: [(UnaryOperator, Int)] = []
        while true {
            if current.isSymbol("!") {
                marks.append((.not, current.start))
            } else if current.isSymbol("-"), !next.kind.isNumber {
                marks.append((.negate, current.start))
            } else {
                break
            }
            advance()
        }
        var operand = try member()
        for (symbol, mark) in marks.reversed() { operand = try part(.unary(symbol, operand), from: mark, mark: mark) }
        return operand
    }
}

extension Token.Kind {
    var isNumber: Bool {
        switch self {
        case .int, .uint, .double: true
        default: false
        }
    }
}
