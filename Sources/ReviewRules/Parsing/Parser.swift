// Reads an expression: operators by their rank, brackets, and what stands between them.

/// Reads the words of one expression into a tree, from left to right.
///
/// What is begun and waits for its end (an operator for its right side, a bracket for its closing) is kept on a stack
/// of its own rather than on the program's, so that no depth of nesting can exhaust that.
struct Parser {
    let source: SourceText
    let limits: RuleLimits
    private let tokens: [Token]
    private var index = 0
    private var partCount = 0
    private var openBrackets = 0
    /// What waits for its end, the innermost last.
    private var waiting: [Waiting] = []

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
        var step = Step.operand
        while true {
            switch step {
            case .operand: step = try parser.operand()
            case .suffix(let operand): step = try parser.suffix(of: operand)
            case .finished(let root): return root
            }
        }
    }

    private init(_ source: SourceText, limits: RuleLimits) throws(RuleExpressionError) {
        self.source = source
        self.limits = limits
        tokens = try Lexer.tokens(of: source)
    }

    /// What is read next.
    enum Step {
        /// The beginning of an operand.
        case operand
        /// What follows an operand: a field, a call, an index, or an operator.
        case suffix(Operand)
        case finished(Expression)
    }

    /// A part that has been read, with the brackets around it.
    struct Operand {
        let part: Expression
        let start: Int
    }

    /// Something that waits for its end.
    private enum Waiting {
        case unary(UnaryOperator, mark: Int)
        case binary(BinaryOperator, left: Operand, rank: Int, mark: Int)
        /// A chain of `&&` or `||`, with the operands so far.
        case chain(String, operands: [Expression], rank: Int, start: Int, mark: Int)
        /// `condition ?`, before the colon.
        case choice(Operand, mark: Int)
        /// `condition ? then :`, behind the colon.
        case otherwise(Operand, then: Expression, mark: Int)
        case bracket(OpenBracket)
    }
}

// MARK: - Words

extension Parser {
    /// The word at hand. The last word is `end`, and nothing goes beyond it.
    var current: Token { tokens[min(index, tokens.count - 1)] }
    var next: Token { tokens[min(index + 1, tokens.count - 1)] }

    mutating func advance() { index = min(index + 1, tokens.count - 1) }

    mutating func take(_ symbol: String) -> Bool {
        guard current.isSymbol(symbol) else { return false }
        advance()
        return true
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
        let end = index > 0 ? tokens[index - 1].end : 0
        let part = Expression(kind, number: partCount, start: start, end: end, mark: mark)
        guard part.depth <= limits.expressionDepth else { throw tooDeep(at: mark ?? start) }
        return part
    }

    /// A part that stands as an operand.
    mutating func operandPart(
        _ kind: Expression.Kind, from start: Int, mark: Int? = nil
    ) throws(RuleExpressionError) -> Operand {
        Operand(part: try part(kind, from: start, mark: mark), start: start)
    }

    private func tooDeep(at offset: Int) -> RuleExpressionError {
        RuleExpressionError(
            .parse, .tooComplex,
            "the expression is nested more than \(limits.expressionDepth) levels deep; split it into several rules",
            at: offset, in: source)
    }
}

// MARK: - Brackets that are open

extension Parser {
    mutating func open(_ bracket: OpenBracket) throws(RuleExpressionError) {
        openBrackets += 1
        guard openBrackets <= limits.expressionDepth else { throw tooDeep(at: bracket.start) }
        waiting.append(.bracket(bracket))
    }

    mutating func wait(for symbol: UnaryOperator) {
        waiting.append(.unary(symbol, mark: current.start))
        advance()
    }

    /// The innermost open bracket, if nothing else waits inside it.
    private var innermostBracket: OpenBracket? {
        if case .bracket(let bracket)? = waiting.last { bracket } else { nil }
    }

    /// What is expected where an operand has ended and no operator follows.
    private var expectation: String {
        switch waiting.last {
        case .choice: "':' between the two results of '?'"
        case .bracket(let bracket): bracket.expectation
        default: "an operator or the end"
        }
    }
}

// MARK: - Operators

extension Parser {
    /// What follows an operand whose fields, calls and indexes have been read.
    mutating func operation(after operand: Operand) throws(RuleExpressionError) -> Step {
        let value = try applyUnary(to: operand)
        if let (symbol, rank) = binaryOperator() {
            try wait(forRightSideOf: symbol, rank: rank, left: value)
            return .operand
        }
        if current.isSymbol("?") {
            let condition = try reduced(value, downTo: 1)
            waiting.append(.choice(condition, mark: current.start))
            advance()
            return .operand
        }
        return try end(of: reduced(value, downTo: 0))
    }

    private mutating func applyUnary(to operand: Operand) throws(RuleExpressionError) -> Operand {
        var value = operand
        while case .unary(let symbol, let mark)? = waiting.last {
            waiting.removeLast()
            value = try operandPart(.unary(symbol, value.part), from: mark, mark: mark)
        }
        return value
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

    private mutating func wait(
        forRightSideOf symbol: String, rank: Int, left: Operand
    ) throws(RuleExpressionError) {
        let mark = current.start
        if let known = BinaryOperator(rawValue: symbol) {
            let value = try reduced(left, downTo: rank)
            waiting.append(.binary(known, left: value, rank: rank, mark: mark))
        } else {
            let value = try reduced(left, downTo: rank + 1)
            if case .chain(symbol, var operands, _, let start, let mark)? = waiting.last {
                waiting.removeLast()
                operands.append(value.part)
                waiting.append(.chain(symbol, operands: operands, rank: rank, start: start, mark: mark))
            } else {
                waiting.append(.chain(symbol, operands: [value.part], rank: rank, start: value.start, mark: mark))
            }
        }
        advance()
    }

    /// Ends all operators of at least the given rank that wait for this operand; rank 0 is the choice behind its colon.
    private mutating func reduced(_ operand: Operand, downTo rank: Int) throws(RuleExpressionError) -> Operand {
        var value = operand
        while true {
            switch waiting.last {
            case .binary(let symbol, let left, let itsRank, let mark) where itsRank >= rank:
                waiting.removeLast()
                value = try operandPart(.binary(symbol, left.part, value.part), from: left.start, mark: mark)
            case .chain(let symbol, let operands, let itsRank, let start, let mark) where itsRank >= rank:
                waiting.removeLast()
                let all = operands + CollectionOfOne(value.part)
                value = try operandPart(symbol == "&&" ? .and(all) : .or(all), from: start, mark: mark)
            case .otherwise(let condition, let then, let mark) where rank == 0:
                waiting.removeLast()
                value = try operandPart(
                    .conditional(condition.part, then: then, otherwise: value.part), from: condition.start, mark: mark)
            default: return value
            }
        }
    }

    /// What follows a whole expression: a colon, a comma, a closing bracket, or the end.
    private mutating func end(of value: Operand) throws(RuleExpressionError) -> Step {
        if current.isSymbol(":"), case .choice(let condition, let mark)? = waiting.last {
            waiting[waiting.count - 1] = .otherwise(condition, then: value.part, mark: mark)
            advance()
            return .operand
        }
        guard var bracket = innermostBracket else {
            guard waiting.isEmpty, current.kind == .end else { throw unexpected(expectation) }
            return .finished(value.part)
        }
        // Taken off the stack while it changes, so that its lists grow in place.
        waiting.removeLast()
        if current.isSymbol(":"), bracket.takesKey {
            bracket.keys.append(value.part)
        } else if current.isSymbol(","), bracket.takesMore {
            bracket.values.append(value.part)
            guard bracket.values.count < limits.elementsPerLiteral else {
                throw RuleExpressionError(
                    .parse, .tooComplex, "there are more than \(limits.elementsPerLiteral) elements here",
                    at: current.start, in: source)
            }
        } else if current.isSymbol(bracket.close), !bracket.takesKey {
            bracket.values.append(value.part)
            return try close(bracket)
        } else {
            waiting.append(.bracket(bracket))
            throw unexpected(expectation)
        }
        let isComma = current.isSymbol(",")
        advance()
        waiting.append(.bracket(bracket))
        if isComma, bracket.takesTrailingComma, current.isSymbol(bracket.close) {
            waiting.removeLast()
            return try close(bracket)
        }
        if isComma, case .construction = bracket.kind { try takeFieldName() }
        return .operand
    }

    private mutating func close(_ bracket: OpenBracket) throws(RuleExpressionError) -> Step {
        openBrackets -= 1
        advance()
        return .suffix(try closed(bracket))
    }
}
